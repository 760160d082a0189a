"""Words in a document as a correction names them, and where they stand when the document has changed.

Position and quotation with what stands around it: W3C TextPositionSelector and TextQuoteSelector.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from tawatur.model import Document, Span, Value

AROUND = 32
"""Code points kept before and behind the words of a place."""

_ENOUGH = 5
"""Code points around a quotation that must be as they were, so that words met elsewhere are not taken for them."""

_SURE = 24
"""Code points of a quotation that is long enough to be known without what stood around it."""

_MANY = 200
"""Places of one quotation that are compared: a word that stands oftener is told by position only."""


class Anchor(Value, frozen=True):
    """Words in a document: position and quotation."""

    document: str
    text_hash: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class Quote(msgspec.Struct, frozen=True, array_like=True):
    """Words of a document that another anchor already names: position and quotation."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def anchor(document: Document, span: Span) -> Anchor:
    """The anchor of words in a document."""
    return Anchor(document.key, document.text_hash, *msgspec.structs.astuple(quote(document.text, span)))


def quote(text: str, span: Span) -> Quote:
    """The quotation of words of a text."""
    return Quote(
        start=span.start,
        end=span.end,
        exact=span.of(text),
        prefix=text[max(0, span.start - AROUND) : span.start],
        suffix=text[span.end : span.end + AROUND],
    )


def attached(document: Document, place: Anchor) -> Span | None:
    """Where the words of an anchor stand now: by position in the same text, else by quotation; None where unsure."""
    return found(document.text, place, same=document.text_hash == place.text_hash)


def found(text: str, place: Anchor | Quote, *, same: bool) -> Span | None:
    """Where quoted words stand in a text; `same` says that it is the one they were quoted from.

    In another text, white space aside, they must stand somewhere with what stood around them, there more than
    anywhere else; words of some length may also stand alone.
    """
    if same:
        fits = 0 <= place.start <= place.end <= len(text)
        return Span(place.start, place.end) if fits else None
    places = list(_places(text, place.exact))
    if not places or len(places) > _MANY:
        return None
    scored = sorted(((_like(text, span, place), span) for span in places), key=lambda item: (-item[0], item[1]))
    best, span = scored[0]
    if len(scored) > 1:
        return span if best >= _ENOUGH and best > scored[1][0] else None
    return span if best >= _ENOUGH or len(place.exact) >= _SURE else None


def _places(text: str, exact: str) -> Iterator[Span]:
    """Where words stand in a text, whatever white space is between them."""
    words = exact.split()
    if words:
        for count, match in enumerate(re.finditer(r"\s+".join(map(re.escape, words)), text)):
            if count > _MANY:
                return
            yield Span(*match.span())


def _like(text: str, span: Span, place: Anchor | Quote) -> int:
    """How many code points around a span are as they were around the quotation, white space aside."""
    before = "".join(text[max(0, span.start - 2 * AROUND) : span.start].split())
    after = "".join(text[span.end : span.end + 2 * AROUND].split())
    return _common(before[::-1], "".join(place.prefix.split())[::-1]) + _common(after, "".join(place.suffix.split()))


def _common(a: str, b: str) -> int:
    """How long the common beginning of two strings is."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
