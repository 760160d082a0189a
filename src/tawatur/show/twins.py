"""Pages of two languages that may be one text: what can be said of translations where none were looked for.

Two pages that share many of their numbers tell of one thing, and where it is most of them, often one is made from the
other. That is no proof, so it is shown as a thing to look at and nothing is counted by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tawatur.show.asked import Twin
from tawatur.show.items import DocView
from tawatur.show.refs import DocRef

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
    first, second = sorted((one, other), key=lambda doc: (_day(doc.ref), doc.ref.number))
    return Twin(first.ref, second.ref, (first.document.lang or "", second.document.lang or ""), shared, of)


def _day(ref: DocRef) -> str:
    return ref.published or "~"
