"""Answers to what a reader asks first, as values: numbers with all who give them, what is told apart or doubted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tawatur.show.refs import Act, DocRef

if TYPE_CHECKING:
    from tawatur.show.items import Count, Said, Shared


@dataclass(frozen=True)
class By:
    """The figures that give a value on one source's word: as he is called, None where he isn't.

    `role` is that of the first station of their trails: a speaker, the page's own words, or somebody private.
    """

    name: str | None
    role: str
    rows: tuple[Count, ...]

    @property
    def pages(self) -> tuple[Count, ...]:
        """The first figure of each page, by page."""
        first = {row.doc.number: row for row in reversed(self.rows)}
        return tuple(first[number] for number in sorted(first))


@dataclass(frozen=True)
class Value:
    """One number with all figures that give it, whose word it is, and how many sources can stand behind it.

    `why` says what the bounds rest on: "counted" by the origins of what is shared, one "page", one source's "word",
    several "names" or pages of which nothing shows that they counted for themselves, "open" where no bound is known.
    """

    rows: tuple[Count, ...]
    by: tuple[By, ...]
    least: int
    most: int | None
    why: str
    shared: Shared | None = None
    """What the bounds are counted from, where they are."""

    @property
    def names(self) -> tuple[str, ...]:
        """All on whose word it is given."""
        return tuple(one.name for one in self.by if one.name is not None)

    @property
    def day(self) -> str | None:
        """The last day that it is given for."""
        return max((row.figure.as_of for row in self.rows if row.figure.as_of), default=None)

    @property
    def since(self) -> str | None:
        """The first day that it is given for."""
        return min((row.figure.as_of for row in self.rows if row.figure.as_of), default=None)

    @property
    def badge(self) -> str:
        """The key of the word for its status: feared where all figures are."""
        return next((row.badge for row in self.rows if not row.feared), self.rows[0].badge)

    @property
    def act(self) -> Act:
        """Its status, said before it."""
        return Act(None, self.rows[0].figure.status)


@dataclass(frozen=True)
class Toll:
    """The last number given of a kind; `apart` where it is later than the quantity of most pages and not joined to it.

    `anchor` is where it stands under figures; `steps` are the numbers of its quantity in the order in which they came.
    """

    kind: str
    anchor: str
    value: Value
    apart: bool = False
    steps: tuple[Value, ...] = ()
    place: str | None = None


@dataclass(frozen=True)
class Dispute:
    """Numbers of what may be one quantity that don't agree, by size; `anchors` are where it stands under figures."""

    kind: str
    anchors: tuple[str, ...]
    counted: str | None
    values: tuple[Value, ...]

    @property
    def anchor(self) -> str:
        """The first of `anchors`."""
        return self.anchors[0]


@dataclass(frozen=True)
class Twin:
    """Two pages of two languages that share so many of their numbers that `b` may be a translation of `a`."""

    a: DocRef
    b: DocRef
    langs: tuple[str, str]
    shared: int
    of: int
    """How many numbers the page with fewer of them has."""
    credit: str | None = None
    """What `b` credits, as printed, where it is the outlet of `a`."""

    @property
    def probably(self) -> bool:
        """Whether the later page credits the outlet of the earlier one: more than numbers tell."""
        return self.credit is not None and (self.a.published or "~") <= (self.b.published or "~")


@dataclass(frozen=True)
class Answers:
    """What a reader asks first: how tolls rose, what is told differently, feared, denied, relayed, translated."""

    tolls: tuple[Toll, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    doubted: tuple[tuple[str, Value], ...] = ()
    """Numbers that are only possible or denied, with their kind."""
    relayed: tuple[Said, ...] = ()
    """Statements that reached their page through others, those through most first."""
    twins: tuple[Twin, ...] = ()
