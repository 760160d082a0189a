"""The title and first sentences of a document, with their numbers: what comparing across languages needs of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

import msgspec

from tawatur.model import Document, Page, Span
from tawatur.packs import Pack
from tawatur.words import NUMBER, Tokens

SENTENCES = 16
"""Sentences kept beside the title: two thirds of a page of news, and the part that a shortened translation keeps."""

_LEAST = 25
"""Code points of a sentence that is kept; shorter lines are datelines, names, subheads."""

_LONGEST = 400
"""Code points of a sentence that are kept: an encoder reads no more."""

_END = re.compile(r"[.!?\u061f\u06d4][\"'»”’)\]]*(?=\s)|\n")


class Sentence(msgspec.Struct, frozen=True, array_like=True):
    """A sentence as printed, with the numbers in digits that it holds, folded and sorted."""

    span: Span
    text: str
    numbers: tuple[str, ...]


class Lead(msgspec.Struct, frozen=True, array_like=True):
    """`title` where the document has one; `names` are those gazetteers give in another script for whom it names."""

    title: Sentence | None
    sentences: tuple[Sentence, ...]
    names: tuple[str, ...]


def lead(page: Page, pack: Pack) -> Lead:
    """The lead of an annotated page."""
    document = page.document
    tokens = pack.tokens(document.text)
    title = _sentence(document, document.title, tokens) if document.title is not None else None
    known = {one.name for one in page.entities if one.name and one.kind and not one.private and one.name != one.text}
    return Lead(title, tuple(_sentences(document, tokens)), tuple(sorted(name for name in known if name is not None)))


def _sentences(document: Document, tokens: Tokens) -> Iterator[Sentence]:
    for span in islice(cut(document), SENTENCES):
        yield _sentence(document, span, tokens)


def cut(document: Document) -> Iterator[Span]:
    """The sentences of a document's body that are no datelines, names, subheads."""
    for span in document.body:
        start = span.start
        cuts = [match.end() for match in _END.finditer(document.text, span.start, span.end)]
        for end in [*cuts, span.end]:
            words = document.text[start:end]
            inner = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
            start = end
            if inner.end - inner.start >= _LEAST:
                yield inner


def _sentence(document: Document, span: Span, tokens: Tokens) -> Sentence:
    words = span.of(document.text)[:_LONGEST]
    end = span.start + len(words)
    within = range(tokens.before(span.start), tokens.before(end))
    numbers = {tokens.form[i].replace(",", "") for i in within if tokens.kinds[i] == NUMBER}
    return Sentence(Span(span.start, end), words, tuple(sorted(numbers)))


def packed(made: Lead) -> bytes:
    """A lead as bytes for the card."""
    return zlib.compress(msgspec.msgpack.encode(made))


_LEADS = msgspec.msgpack.Decoder(Lead)


def unpacked(data: bytes) -> Lead:
    """The lead behind bytes that `packed` made; an empty one for none."""
    return _LEADS.decode(zlib.decompress(data)) if data else Lead(None, (), ())
