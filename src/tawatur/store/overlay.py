"""What users said of the pages of a case, put on them: pages as corrected, grades, notes, and what is detached.

    over = Overlay(case)
    for page in over.pages():        # machine rows and corrections joined
        ...
    for kind in over.measured():     # how much of what users judged the machine had right
        print(kind.kind, kind.precision)

Machine rows are never changed: all here is worked out from them and from the corrections, each time anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tawatur.corrections.anchors import Anchor, attached
from tawatur.corrections.apply import Corrected, Verdict, corrected
from tawatur.corrections.sound import unsound
from tawatur.corrections.words import GRADED, SHAPES, standing
from tawatur.model import Correction, Page, Span, Value
from tawatur.store.case import Case


class Placed(NamedTuple):
    """A grade or a note and the words that it is about."""

    made: Correction
    document: str
    span: Span


class Measured(Value, frozen=True):
    """How right the machine was on what users judged of one kind; `added` is what it missed."""

    kind: str
    accepted: int
    changed: int
    rejected: int
    added: int

    @property
    def judged(self) -> int:
        """Annotations of the machine that somebody judged."""
        return self.accepted + self.changed + self.rejected

    @property
    def precision(self) -> float | None:
        """Share of them that were right in every part; None where nothing was judged."""
        return self.accepted / self.judged if self.judged else None


class Overlay:
    """The corrections of a case that stand now, by the documents they are about."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.standing = standing(case.corrections())
        self._known = frozenset(case.keys()) if self.standing else frozenset[str]()
        self._names: dict[str, list[str]] | None = None
        self._on: dict[str, list[Correction]] = {}
        self._nowhere: list[Correction] = []
        for made in self.standing:
            if made.kind not in SHAPES:
                continue
            home = self._home(made)
            if home is None or unsound(made) is not None:
                self._nowhere.append(made)
            else:
                self._on.setdefault(home, []).append(made)

    def changed(self) -> list[str]:
        """The keys of documents that somebody corrected."""
        return sorted(self._on)

    def page(self, key: str) -> Corrected:
        """One document with its corrections. Raises CaseError where there is none."""
        return corrected(self._case.page(key), self._on.get(key, ()))

    def pages(self) -> Iterator[Page]:
        """All documents, as corrected."""
        for document in self._case.keys():  # noqa: SIM118 — a case is no mapping
            yield self.page(document).page

    def verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """What users said last of each annotation, with its document."""
        for key in self.changed():
            for verdict in self.page(key).verdicts:
                yield key, verdict

    def measured(self) -> tuple[Measured, ...]:
        """How right the machine was on what was judged, kind by kind; kinds that nobody judged are left out."""
        counts: dict[str, dict[str, int]] = {}
        for _, verdict in self.verdicts():
            row = counts.setdefault(verdict.kind, {"accepted": 0, "changed": 0, "rejected": 0, "added": 0})
            row[verdict.state] += 1
        return tuple(Measured(kind, **counts[kind]) for kind in SHAPES if kind in counts)

    def placed(self) -> tuple[Placed, ...]:
        """Grades and notes on the words that they are about now, in the order in which they were made."""
        found = (self._placed(made) for made in self.standing if made.kind in (*GRADED, "note"))
        return tuple(one for one in found if isinstance(one, Placed))

    def detached(self) -> tuple[Correction, ...]:
        """Corrections of pages whose words stand nowhere any more; none is lost, each waits for its words."""
        lost = {made.id for key in self.changed() for made in self.page(key).detached}
        lost |= {made.id for made in self._nowhere}
        others = (self._placed(made) for made in self.standing if made.kind in (*GRADED, "note"))
        lost |= {made.id for made in others if isinstance(made, Correction)}
        return tuple(made for made in self.standing if made.id in lost)

    def _placed(self, made: Correction) -> Placed | Correction:
        home = self._home(made)
        if home is None:
            return made
        span = attached(self._case.document(home), Anchor(*(getattr(made, n) for n in Anchor.__struct_fields__)))
        return Placed(made, home, span) if span is not None else made

    def _home(self, made: Correction) -> str | None:
        return self.home(Anchor(*(getattr(made, name) for name in Anchor.__struct_fields__)))

    def home(self, place: Anchor, name: str | None = None) -> str | None:
        """The document that a place is in: the capture itself, else one of the same name or address.

        A page that was edited is another capture, under the name of the one before. `name` is what the document was
        called where `place` has but its key, which may be of another case.
        """
        if place.document in self._known:
            return place.document
        if self._names is None:
            self._names = names(self._case)
        captures = self._names.get(place.document if name is None else name, ())
        for key in captures:
            if attached(self._case.document(key), place) is not None:
                return key
        return next(iter(captures), None)


def names(case: Case) -> dict[str, list[str]]:
    """Name or address of a document -> the keys of its captures."""
    out: dict[str, list[str]] = {}
    for document in case.documents():
        for name in dict.fromkeys((document.name, document.source, document.url)):
            if name is not None:
                out.setdefault(name, []).append(document.key)
    return out
