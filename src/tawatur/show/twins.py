"""Pages of two languages that may be one text: what can be said of translations where none were looked for.

Two pages that share many of their numbers tell of one thing, and where it is most of them, often one is made from the
other; more so where the later one credits the outlet of the earlier. That is no proof, so it is shown with what there
is for it, and nothing is counted by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tawatur.packs import pack_of
from tawatur.relate.media import Media
from tawatur.relate.spellings import Spellings
from tawatur.show.asked import Twin
from tawatur.show.items import DocView
from tawatur.show.refs import DocRef
from tawatur.show.text import short

_SMALL = 3
"""Numbers up to this one stand in too many pages to tell anything."""

_SHARED = 5
"""Different numbers that two pages share at least."""

_PART = 0.5
"""Part of the numbers of the page with fewer of them that is shared at least."""


def twins(docs: Sequence[DocView]) -> tuple[Twin, ...]:
    """For each page the page of another language that shares most of its numbers, where these are enough.

    Pages that are related already are left out. Each pair stands once, the page printed first before the other.
    """
    numbers = {doc.ref.number: frozenset(_numbers(doc)) for doc in docs}
    by_number: dict[float, list[DocView]] = {}
    for doc in docs:
        for value in sorted(numbers[doc.ref.number]):
            by_number.setdefault(value, []).append(doc)
    related = {
        frozenset((link.a.number, link.b.number)) for doc in docs for group in doc.groups for link in group.links
    }
    best: dict[int, tuple[int, int, Twin]] = {}
    for doc in docs:
        shared: dict[int, int] = {}
        others = {}
        for value in numbers[doc.ref.number]:
            for other in by_number[value]:
                if other.document.lang and doc.document.lang and other.document.lang != doc.document.lang:
                    shared[other.ref.number] = shared.get(other.ref.number, 0) + 1
                    others[other.ref.number] = other
        for number, some in sorted(shared.items()):
            least = min(len(numbers[number]), len(numbers[doc.ref.number]))
            if some < _SHARED or some < _PART * least or {number, doc.ref.number} in related:
                continue
            found = (-some, number, _twin(doc, others[number], some, least))
            best[doc.ref.number] = min(best.get(doc.ref.number, found), found, key=lambda one: one[:2])
    pairs = {(twin.a.number, twin.b.number): twin for _, _, twin in best.values()}
    return tuple(pairs[key] for key in sorted(pairs))


def _numbers(doc: DocView) -> Iterable[float]:
    for figure in doc.page.figures:
        value = figure.max if figure.max is not None else figure.min
        if value is not None and value > _SMALL:
            yield value


def _twin(one: DocView, other: DocView, shared: int, of: int) -> Twin:
    """The page printed first stands before the other, unless it is the one that credits."""
    first, second = sorted((one, other), key=lambda doc: (_day(doc.ref), doc.ref.number))
    credit = _credit(second, first)
    if credit is None:
        back = _credit(first, second)
        if back is not None:
            first, second, credit = second, first, back
    return Twin(first.ref, second.ref, (first.document.lang or "", second.document.lang or ""), shared, of, credit)


def _credit(by: DocView, to: DocView) -> str | None:
    """The name under which a page credits another's outlet, as printed; None where it doesn't.

    One name in two scripts is told by the tables, else by the sounds of all its words.
    """
    outlet = to.document.outlet
    if not outlet:
        return None
    for credit in by.document.credits:
        for name in credit.names:
            if _media(by).name(name) == _media(by).name(outlet) is not None or _sounds(name, outlet):
                return short(name)
    return None


def _media(doc: DocView) -> Media:
    return pack_of(doc.document.lang).made(Media)


_HEARD = 5
"""Sounds, vowels left out, that a name has in both scripts at least: fewer are many names'."""


def _sounds(name: str, outlet: str) -> bool:
    """Whether two names of two words or more, one of them in Latin letters, have the same sounds word by word."""
    latin, own = (name, outlet) if name.isascii() else (outlet, name)
    words, others = latin.casefold().split(), own.split()
    if not latin.isascii() or own.isascii() or len(words) != len(others) or len(words) < 2:
        return False
    pack = pack_of(None)
    spellings = pack.made(Spellings)
    heard = [spellings.heard_latin(word) for word in words]
    return sum(map(len, heard)) >= _HEARD and heard == [spellings.heard(pack.fold.form(word)) for word in others]


def _day(ref: DocRef) -> str:
    return ref.published or "~"
