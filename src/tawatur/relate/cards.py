"""What comparing needs of a document, in a few kilobytes: its body words as hashes with their places, a sample of its
shingles, and its statements. Made where the page was annotated, kept in the case, opened only where two meet.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from tawatur.model import Document, Entity, Figure, Page, Span, Value
from tawatur.packs import Pack, codes, load
from tawatur.words import NUMBER, WORD

SHINGLE = 5
"""Words in a shingle. Five equal words in a row are rarely chance, and a passage of a copy is seldom shorter."""

WINDOW = 8
"""Of every eight shingles in a row the smallest is sampled, so twelve equal words always share a sample."""

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15  # 2^64 / golden ratio: spreads neighbouring values over all bits


class Words(NamedTuple):
    """Body words in order: a hash of each folded form, and where it stands in the document's text."""

    hashes: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """An attribution as relate sees it. Names are folded; `words` hashes the folded content, `size` counts it."""

    index: int
    span: Span
    text: str
    words: int
    size: int
    direct: bool
    stance: str
    speaker: str | None
    source: str | None
    via: tuple[str, ...]


class Quantity(msgspec.Struct, frozen=True, array_like=True):
    """A figure as relate sees it; `owner` is the place of its attribution among the document's."""

    index: int
    span: Span
    text: str
    min: float | None
    max: float | None
    kind: str
    status: str
    owner: int | None


class Statements(msgspec.Struct, frozen=True, array_like=True):
    """What a document says that others may say too."""

    said: tuple[Statement, ...]
    figures: tuple[Quantity, ...]


class Card(Value, frozen=True, array_like=True):
    """One document, compact. `moment` is its publication as printed or stated, None where unknown; `size` counts words.

    `outlet` and `credits` are folded names. `samples`, `words`, `statements` are packed; see `opened`.
    """

    key: str
    name: str
    moment: str | None
    outlet: str | None
    outlet_printed: str | None
    credits: tuple[str, ...]
    size: int
    samples: bytes
    words: bytes
    statements: bytes


class _Places(msgspec.Struct, array_like=True):
    hashes: bytes
    steps: list[int]
    lengths: list[int]


def card(page: Page) -> Card:
    """The card of an annotated page."""
    document = page.document
    pack = load(document.lang if document.lang in codes() else "ar")
    words = _words(document, pack)
    fold = pack.fold.form
    return Card(
        key=document.key,
        name=document.name,
        moment=document.published.value if document.published is not None else None,
        outlet=_name(fold(document.outlet)) if document.outlet else None,
        outlet_printed=document.outlet,
        credits=tuple(sorted({_name(fold(name)) for credit in document.credits for name in credit.names} - {""})),
        size=len(words.hashes),
        samples=array("Q", samples(words.hashes)).tobytes(),
        words=_packed_words(words),
        statements=zlib.compress(msgspec.msgpack.encode(_statements(page, pack))),
    )


def packed(made: Card) -> bytes:
    """A card as bytes for the case."""
    return msgspec.msgpack.encode(made)


_CARDS = msgspec.msgpack.Decoder(Card)
_PLACES = msgspec.msgpack.Decoder(_Places)
_STATEMENTS = msgspec.msgpack.Decoder(Statements)


def unpacked(data: bytes) -> Card:
    """The card behind bytes that `packed` made."""
    return _CARDS.decode(data)


def opened(made: Card) -> Words:
    """The words of a card."""
    places = _PLACES.decode(zlib.decompress(made.words))
    hashes = array("I")
    hashes.frombytes(places.hashes)
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for step, length in zip(places.steps, places.lengths, strict=True):
        starts.append(at + step)
        at += step + length
        ends.append(at)
    return Words(hashes, starts, ends)


def said(made: Card) -> Statements:
    """The statements of a card."""
    return _STATEMENTS.decode(zlib.decompress(made.statements))


def sampled(made: Card) -> array[int]:
    """The sampled shingles of a card, sorted, each once."""
    out = array("Q")
    out.frombytes(made.samples)
    return out


_HASHES: dict[str, int] = {}


def word_hash(form: str) -> int:
    """32 bits of a folded form, equal in every process; a chance match of one word in four billion harms no passage."""
    found = _HASHES.get(form)
    if found is None:
        if len(_HASHES) > 500_000:  # a batch of a million pages must not grow without bound
            _HASHES.clear()
        data = form.encode("utf-8", "surrogatepass")
        found = _HASHES[form] = int.from_bytes(hashlib.blake2b(data, digest_size=4).digest(), "big")
    return found


def shingles(hashes: Sequence[int]) -> list[int]:
    """One 64-bit value for every `SHINGLE` words in a row."""
    out: list[int] = []
    for a, b, c, d, e in zip(hashes, hashes[1:], hashes[2:], hashes[3:], hashes[4:], strict=False):
        value = ((((a * _STEP + b) * _STEP + c) * _STEP + d) * _STEP + e) & _MASK
        value ^= value >> 29
        out.append((value * _STEP) & _MASK)
    return out


def samples(hashes: Sequence[int]) -> list[int]:
    """The smallest of every `WINDOW` shingles in a row (winnowing: Schleimer, Wilkerson, Aiken 2003), sorted."""
    every = shingles(hashes)
    if len(every) <= WINDOW:
        return sorted({min(every)}) if every else []
    return sorted({min(every[i : i + WINDOW]) for i in range(len(every) - WINDOW + 1)})


def _words(document: Document, pack: Pack) -> Words:
    hashes: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    tokens = pack.tokens(document.text)
    for span in document.body:
        for i in range(tokens.before(span.start), tokens.before(span.end)):
            if tokens.kinds[i] in (WORD, NUMBER):
                hashes.append(word_hash(tokens.form[i]))
                starts.append(tokens.start[i])
                ends.append(tokens.end[i])
    return Words(hashes, starts, ends)


def _packed_words(words: Words) -> bytes:
    steps: list[int] = []
    lengths: list[int] = []
    at = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        steps.append(start - at)
        lengths.append(end - start)
        at = end
    return zlib.compress(msgspec.msgpack.encode(_Places(array("I", words.hashes).tobytes(), steps, lengths)))


def _name(form: str) -> str:
    return " ".join(form.split())


def _statements(page: Page, pack: Pack) -> Statements:
    document = page.document
    text = document.text
    fold = pack.fold.form
    said: list[Statement] = []
    for index, one in enumerate(page.attributions):
        if not one.content:
            continue
        words = [form for span in one.content for form, kind in _forms(pack, span.of(text)) if kind in (WORD, NUMBER)]
        speaker = page.entities[one.speaker] if one.speaker is not None else None
        said.append(
            Statement(
                index=index,
                span=Span(one.content[0].start, one.content[-1].end),
                text=one.text,
                words=_joint_hash(words),
                size=len(words),
                direct=one.mode == "direct",
                stance=one.stance,
                speaker=_name(fold(speaker.name or speaker.text)) if speaker is not None and _public(speaker) else None,
                source=_name(fold(" ".join(span.of(text) for span in one.source))) if one.source else None,
                via=tuple(_name(fold(span.of(text))) for span in one.via),
            )
        )
    return Statements(tuple(said), tuple(_quantity(index, one) for index, one in enumerate(page.figures)))


def _public(speaker: Entity) -> bool:
    """Whether a speaker can be named in relations: one without kind is unnamed, and no one is made a target."""
    return speaker.kind is not None and not speaker.private


def _quantity(index: int, one: Figure) -> Quantity:
    return Quantity(index, one.span, one.text, one.min, one.max, one.kind, one.status, one.attribution)


def _forms(pack: Pack, text: str) -> list[tuple[str, str]]:
    tokens = pack.tokens(text)
    return list(zip(tokens.form, tokens.kinds, strict=True))


def _joint_hash(words: Sequence[str]) -> int:
    data = "\0".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1
