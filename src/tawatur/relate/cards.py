"""What comparing needs of a document, in a few kilobytes: its body words as hashes with their places, a sample of its
shingles, and its statements. Made where the page was annotated, kept in the case, opened only where two meet.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from itertools import accumulate
from operator import add, sub
from typing import NamedTuple

import msgspec

from tawatur.model import Document, Entity, Figure, Page, Span, Value
from tawatur.packs import Pack, pack_of
from tawatur.relate import contents, happenings, leads, tellings, terms
from tawatur.relate.addresses import address
from tawatur.relate.counts import Told, told
from tawatur.relate.leaning import Leaning
from tawatur.relate.media import Media, Name
from tawatur.relate.terms import Meanings, word_hash
from tawatur.words import NUMBER, WORD, Tokens

SHINGLE = 5
"""Words in a shingle. Five equal words in a row are rarely chance, and a passage of a copy is seldom shorter."""

WINDOW = 8
"""Of every eight shingles in a row the smallest is sampled, so twelve equal words always share a sample."""

MASK = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15  # 2^64 / golden ratio: spreads neighbouring values over all bits


class Words(NamedTuple):
    """Body words in order: a hash of each folded form, and where it stands in the document's text.

    `rare` has the stems of words that few texts hold (names above all) by their place. `stems` hashes the lemmas of
    the words that carry meaning (`terms`), in order, and `at` says which words they are.
    """

    hashes: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    rare: Mapping[int, str]
    stems: Sequence[int] = ()
    at: Sequence[int] = ()


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """An attribution as relate sees it; `words` hashes the folded content, `size` counts it.

    `via` holds the media among its carriers, nearest to the speaker first; `leans` whose number it says it gives.
    """

    index: int
    span: Span
    text: str
    words: int
    size: int
    stance: str
    speaker: Name | None
    via: tuple[Name, ...]
    leans: tuple[Name, ...] = ()


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
    told: Told = Told()


class _Stated(msgspec.Struct, frozen=True, array_like=True):
    """The beginning of `Statements`: a decoder passes over what follows."""

    said: tuple[Statement, ...]
    figures: tuple[Quantity, ...]


class Card(Value, frozen=True, array_like=True):
    """One document, compact. `moment` is its publication as printed or stated, None where unknown; `size` counts words.

    `credits` are the agencies and outlets named as the origin of the text, its own outlet left out; `more_credits`
    says that others were credited without a name ("agencies"). `samples`, `words`, `statements` are packed; see
    `sampled`, `opened`, `said`.
    """

    key: str
    name: str
    moment: str | None
    outlet: Name | None
    credits: tuple[Name, ...]
    more_credits: bool
    size: int
    samples: bytes
    words: bytes
    statements: bytes
    day: str | None = None
    """The day of its publication (`2031-04-06`), else of its fetching, else None: what it may be compared with."""
    terms: bytes = b""
    """What it is about, see `tawatur.relate.terms`."""
    gathered: bool = False
    """Whether it says that it was put together from what other media had."""
    claimed: bytes = b""
    """What its attributions say, see `tawatur.relate.contents`."""
    happened: bytes = b""
    """Its events, see `tawatur.relate.happenings`."""
    address: str | None = None
    """Its web address without what doesn't name a page, see `tawatur.relate.addresses`."""
    fetched: str | None = None
    heading: tuple[tuple[int, Span], ...] = ()
    """The words of its title, hashed, with their places; kept where it has an address, to tell versions apart."""
    lang: str | None = None
    lead: bytes = b""
    """Its title and first sentences, see `tawatur.relate.leads`."""
    tellings: bytes = b""
    """What it tells, see `tawatur.relate.tellings`."""


class Rare(Mapping[int, str]):
    """The stems of rare words by their place, read where somebody asks: most documents are never asked."""

    __slots__ = ("_at", "_held", "_stems")

    def __init__(self, at: bytes, stems: bytes) -> None:
        self._at, self._stems = at, stems
        self._held: dict[int, str] | None = None

    def _read(self) -> dict[int, str]:
        if self._held is None:
            self._held = dict(zip(_RARE_AT.decode(self._at), _RARE.decode(self._stems), strict=True))
        return self._held

    def __getitem__(self, place: int) -> str:
        return self._read()[place]

    def __contains__(self, place: object) -> bool:
        return place in self._read()

    def values(self) -> ValuesView[str]:
        return self._read().values()

    def __iter__(self) -> Iterator[int]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


_RARE_AT = msgspec.msgpack.Decoder(list[int])
_RARE = msgspec.msgpack.Decoder(list[str])


class _Places(msgspec.Struct, array_like=True):
    hashes: bytes
    steps: list[int]
    lengths: list[int]
    rare_at: list[int]
    rare: list[str]
    stems: bytes = b""
    at: list[int] = []


class _Opened(msgspec.Struct, array_like=True):
    """`_Places` with what is seldom asked for left as it is written."""

    hashes: bytes
    steps: list[int]
    lengths: list[int]
    rare_at: msgspec.Raw
    rare: msgspec.Raw
    stems: bytes = b""
    at: list[int] = []


def card(page: Page) -> Card:
    """The card of an annotated page."""
    document = page.document
    pack = pack_of(document.lang)
    words = _words(document, pack)
    media = pack.made(Media)
    outlet = media.name(document.outlet) if document.outlet else None
    credited = [media.name(name) for credit in document.credits for name in credit.names]
    own = outlet.key if outlet is not None else None
    return Card(
        key=document.key,
        name=document.name,
        moment=document.published.value if document.published is not None else None,
        outlet=outlet,
        credits=tuple(sorted({name for name in credited if name is not None and name.key != own})),
        more_credits=None in credited,
        size=len(words.hashes),
        samples=array("Q", samples(words.hashes)).tobytes(),
        words=_packed_words(words),
        statements=zlib.compress(msgspec.msgpack.encode(_statements(page, pack))),
        day=_day(document),
        terms=terms.packed(terms.terms(document, pack)),
        gathered=any(media.gathered(credit.text) for credit in document.credits),
        claimed=contents.packed(contents.contents(page, pack)),
        happened=happenings.packed(happenings.happenings(page, pack)),
        address=address(document.url),
        fetched=document.fetched_at,
        heading=_heading(document, pack) if document.url else (),
        lang=document.lang,
        lead=leads.packed(leads.lead(page, pack)),
        tellings=tellings.packed(tellings.tellings(page, pack)),
    )


def _heading(document: Document, pack: Pack) -> tuple[tuple[int, Span], ...]:
    if document.title is None:
        return ()
    tokens = pack.tokens(document.text)
    return tuple(
        (word_hash(tokens.form[i]), Span(tokens.start[i], tokens.end[i]))
        for i in range(tokens.before(document.title.start), tokens.before(document.title.end))
        if tokens.kinds[i] in (WORD, NUMBER)
    )


def _day(document: Document) -> str | None:
    printed = document.published.value if document.published is not None else None
    for moment in (printed, document.fetched_at):
        if moment is not None and len(moment) >= len("2031-04-06"):
            return moment[: len("2031-04-06")]
    return None


def packed(made: Card) -> bytes:
    """A card as bytes for the case."""
    return msgspec.msgpack.encode(made)


_CARDS = msgspec.msgpack.Decoder(Card)
_PLACES = msgspec.msgpack.Decoder(_Opened)
_STATEMENTS = msgspec.msgpack.Decoder(Statements)
_STATED = msgspec.msgpack.Decoder(_Stated)


def unpacked(data: bytes) -> Card:
    """The card behind bytes that `packed` made."""
    return _CARDS.decode(data)


def opened(made: Card) -> Words:
    """The words of a card."""
    places = _PLACES.decode(zlib.decompress(made.words))
    hashes = array("I")
    hashes.frombytes(places.hashes)
    ends = array("I", accumulate(map(add, places.steps, places.lengths)))
    starts = array("I", map(sub, ends, places.lengths))
    stems = array("I")
    stems.frombytes(places.stems)
    rare = Rare(bytes(places.rare_at), bytes(places.rare))
    return Words(hashes, starts, ends, rare, stems, array("I", places.at))


_OPEN = 16384  # documents whose words are kept unpacked, some 7 KB each: pairs and passes meet them again and again


def opening(cards: Sequence[Card]) -> Callable[[int], Words]:
    """The words of cards by their place, of the last few thousand asked for at hand."""
    return lru_cache(maxsize=_OPEN)(lambda place: opened(cards[place]))


def said(made: Card) -> Statements:
    """The statements of a card."""
    return _STATEMENTS.decode(zlib.decompress(made.statements))


def stated(made: Card) -> tuple[tuple[Statement, ...], tuple[Quantity, ...]]:
    """The statements and figures of a card, without what comparing counts needs."""
    found = _STATED.decode(zlib.decompress(made.statements))
    return found.said, found.figures


def claimed(made: Card) -> tuple[contents.Content, ...]:
    """What the attributions of a card say."""
    return contents.unpacked(made.claimed)


def happened(made: Card) -> tuple[happenings.Happening, ...]:
    """The events of a card."""
    return happenings.unpacked(made.happened)


def sampled(made: Card) -> array[int]:
    """The sampled shingles of a card, sorted, each once."""
    out = array("Q")
    out.frombytes(made.samples)
    return out


def shingles(hashes: Sequence[int]) -> list[int]:
    """One 64-bit value for every `SHINGLE` words in a row."""
    out: list[int] = []
    for a, b, c, d, e in zip(hashes, hashes[1:], hashes[2:], hashes[3:], hashes[4:], strict=False):
        value = ((((a * STEP + b) * STEP + c) * STEP + d) * STEP + e) & MASK
        value ^= value >> 29
        out.append((value * STEP) & MASK)
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
    rare: dict[int, str] = {}
    stems: list[int] = []
    at: list[int] = []
    meaning = pack.made(Meanings)
    tokens = pack.tokens(document.text)
    for span in document.body:
        for i in range(tokens.before(span.start), tokens.before(span.end)):
            kind, form = tokens.kinds[i], tokens.form[i]
            if kind not in (WORD, NUMBER):
                continue
            known = meaning(form, kind)
            if known is not None:
                if known.rare is not None:
                    rare[len(hashes)] = known.rare
                if known.content:
                    stems.append(known.stem)
                    at.append(len(hashes))
            hashes.append(word_hash(form))
            starts.append(tokens.start[i])
            ends.append(tokens.end[i])
    return Words(hashes, starts, ends, rare, stems, at)


def _packed_words(words: Words) -> bytes:
    steps: list[int] = []
    lengths: list[int] = []
    at = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        steps.append(start - at)
        lengths.append(end - start)
        at = end
    places = _Places(
        array("I", words.hashes).tobytes(),
        steps,
        lengths,
        list(words.rare),
        list(words.rare.values()),
        array("I", words.stems).tobytes(),
        list(words.at),
    )
    return zlib.compress(msgspec.msgpack.encode(places))


def _statements(page: Page, pack: Pack) -> Statements:
    text = page.document.text
    media, leaning = pack.made(Media), pack.made(Leaning)
    tokens = pack.tokens(text)
    said: list[Statement] = []
    for index, one in enumerate(page.attributions):
        if not one.content:
            continue
        words = [form for span in one.content for form in _words_of(tokens, span, text, pack)]
        speaker = page.entities[one.speaker] if one.speaker is not None else None
        said.append(
            Statement(
                index=index,
                span=Span(one.content[0].start, one.content[-1].end),
                text=one.text,
                words=_joint_hash(words),
                size=len(words),
                stance=one.stance,
                speaker=_speaker(speaker, pack) if speaker is not None else None,
                via=tuple(name for name in (media.carrier(span.of(text)) for span in one.via) if name is not None),
                leans=leaning.of(page, one),
            )
        )
    figures = tuple(_quantity(index, one) for index, one in enumerate(page.figures))
    return Statements(tuple(said), figures, told(page, pack))


def _speaker(speaker: Entity, pack: Pack) -> Name | None:
    """The name of a speaker that relations may give: one without kind is unnamed, and no one is made a target."""
    if speaker.kind is None or speaker.private:
        return None
    return Name(" ".join(form for form, kind in _forms(pack, speaker.text) if kind == WORD), speaker.text)


def _quantity(index: int, one: Figure) -> Quantity:
    return Quantity(index, one.span, one.text, one.min, one.max, one.kind, one.status, one.attribution)


def _forms(pack: Pack, text: str) -> list[tuple[str, str]]:
    tokens = pack.tokens(text)
    return list(zip(tokens.form, tokens.kinds, strict=True))


def _words_of(tokens: Tokens, span: Span, text: str, pack: Pack) -> list[str]:
    """The folded words of a span; cut anew where it begins or ends inside a token."""
    first, last = tokens.before(span.start), tokens.before(span.end)
    if first < last and tokens.start[first] == span.start and tokens.end[last - 1] == span.end:
        return [tokens.form[i] for i in range(first, last) if tokens.kinds[i] in (WORD, NUMBER)]
    return [form for form, kind in _forms(pack, span.of(text)) if kind in (WORD, NUMBER)]


def _joint_hash(words: Sequence[str]) -> int:
    data = "\0".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1
