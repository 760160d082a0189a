"""Places in a row: names no list knows, coordinated with places that are known or with "the villages of"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.kinds.names.bodies_words import BodyWords
from tawatur.kinds.names.marks import Visits
from tawatur.kinds.names.mentions import Mention
from tawatur.kinds.names.tables import TITLES, NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import MARK, WORD

LISTED: Final = "place in a row of places"
_KNOWN: Final = 2
"""Places that must be known in a row without a head."""
_ITEMS: Final = 2
"""Names that a row behind a head in the plural must have, unless one is known."""
_LEAD: Final = 9
"""Tokens between a definite head and the colon that its row stands behind."""
_WORDS: Final = 2
"""Words an unknown name of a row may have."""
_SHORTEST: Final = 3
"""Letters of a word that names one of two places, at least."""
_NO_PLACE: Final = TITLES | {"stop", "unnamed", "body", "outlet_head", "nationality", "relative", "adjective"}
"""Classes of words that name no place behind a head in the dual."""


_HEAD: Final = "x"
_OTHER: Final = "-"
"""The signs of forms that head a row of places, and of the others."""


class Rows:
    """The rules of one pack: `pack.made(Rows)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("rows", {}) if pack.has("names") else {}
        self.tables = pack.made(NameTables)
        self._heads = frozenset(map(fold, table.get("heads", ())))
        self._toponyms = pack.made(BodyWords).toponyms
        self._ends = frozenset(map(fold, table.get("ends", ())))
        self._duals = frozenset(map(fold, table.get("duals", ())))
        self._forms = frozenset(
            form for head in self._heads for definite in (True, False) for form in self.tables.written(head, definite)
        )
        self._headed = pack.sign(lambda form: _HEAD if form in self._forms else _OTHER)
        self._commas = frozenset(table.get("commas", ()))
        self._colon = str(table.get("colon", ""))
        self._and = self.tables.conjunctions[0] if self.tables.conjunctions else ""

    def find(
        self, reading: Reading, ranges: Sequence[tuple[int, int]], mentions: Sequence[Mention]
    ) -> Iterator[Mention]:
        """Names of places in the token ranges that stand in a row with those among the mentions."""
        covered = {i for m in mentions for i in range(m.first, m.last)}
        places = {m.first: m for m in mentions if m.kind == "place"}
        done: set[int] = set()
        ends = [last for _, last in ranges]
        for first in sorted(places):
            if first in done:
                continue
            last = ends[bisect_right(ends, first)]
            row, known = self._row(reading, places[first].last, last, places, covered)
            done.update(known)
            if len(known) + 1 >= _KNOWN and len(row) <= 2 * (len(known) + 1):
                yield from row
        for i, last in reading.once(Visits).signed(self._headed, _HEAD, ranges):
            at = self._start(reading, i, last)
            if not at:
                continue
            item = self._item(reading, at, last, covered, first=True)
            row, known = self._row(reading, item.last if item else at, last, places, covered) if item else ([], [])
            if item is not None and len(row) + len(known) + 1 >= (_KNOWN if known else _ITEMS):
                yield item
                yield from row
            elif any(
                part.base in self._duals for part in self.tables.parts(reading.tokens.form[i]) if not part.definite
            ):
                yield from self._pair(reading, at, last, covered, places)

    def _pair(
        self, reading: Reading, at: int, last: int, covered: set[int], places: dict[int, Mention]
    ) -> Iterator[Mention]:
        """The two names behind a head in the dual, whatever words they are: the towns of X and Y Z."""
        form, kinds, tables = reading.tokens.form, reading.tokens.kinds, self.tables
        joint = at + 1
        while joint < min(last, at + 1 + _WORDS) and kinds[joint] == WORD and not form[joint].startswith(self._and):
            joint += 1
        if joint >= last or kinds[joint] != WORD or not form[joint].startswith(self._and):
            return
        behind = form[joint][len(self._and) :]
        own = [*(form[at:joint] if at not in places else ()), *([behind] if joint not in places else ())]
        if any(len(word) < _SHORTEST or tables.classes(word) & _NO_PLACE or word in self._ends for word in own):
            return
        if behind in own and tables.is_suffixed(behind):
            return  # my little village and its people
        for first, end, glued in ((at, joint, 0), (joint, self._closed(reading, joint, last, covered), len(self._and))):
            if not covered.isdisjoint(range(first, end)):
                continue
            words = (form[first][glued:], *form[first + 1 : end])
            yield Mention(first, end, glued, "place", f"place:{' '.join(words)}", None, words, LISTED)

    def _closed(self, reading: Reading, at: int, last: int, covered: set[int]) -> int:
        """The token behind the second of two names: one word, or two where neither has the article."""
        form, tables = reading.tokens.form, self.tables
        if form[at].startswith(tables.article, len(self._and)) or at + 1 >= last or at + 1 in covered:
            return at + 1
        behind = form[at + 1]
        more = reading.tokens.kinds[at + 1] == WORD and behind not in self._ends and self._names(behind, second=True)
        more = more and not behind.startswith((*tables.conjunctions, *tables.prepositions))
        if behind.startswith(tables.article):  # the spring of the sweet one, but not X, both of them near
            base = form[at][len(self._and) :]
            more = more and (base in self._toponyms or bool(tables.bare(base) & {"place_head", "particle"}))
        return at + 2 if more else at + 1

    def _start(self, reading: Reading, i: int, last: int) -> int:
        """The token that a row behind a head begins with: right behind it, or behind "are:"; 0 where none does."""
        tokens = reading.tokens
        definite = any(part.definite and part.base in self._heads for part in self.tables.parts(tokens.form[i]))
        if not definite:
            return i + 1 if i + 1 < last and tokens.kinds[i + 1] == WORD else 0
        for j in range(i + 1, min(last, i + _LEAD)):
            if tokens.form[j] == self._colon:
                return j + 1 if j + 1 < last and tokens.kinds[j + 1] == WORD else 0
            if tokens.kinds[j] == MARK:
                return 0
        return 0

    def _row(
        self, reading: Reading, at: int, last: int, places: dict[int, Mention], covered: set[int]
    ) -> tuple[list[Mention], list[int]]:
        """The unknown names and the first tokens of the known ones that go on with a row at a token."""
        tokens = reading.tokens
        row: list[Mention] = []
        known: list[int] = []
        while at < last:
            comma = tokens.form[at] in self._commas
            i = at + 1 if comma and at + 1 < last else at
            conjoined = tokens.form[i].startswith(self.tables.conjunctions[:1])
            if i in places and (comma or (conjoined and places[i].glued)):
                known.append(i)
                at = places[i].last
                continue
            item = self._item(reading, i, last, covered) if conjoined and tokens.kinds[i] == WORD else None
            if item is None:
                break
            row.append(item)
            at = item.last
        while row and row[-1].last == at and at < last and tokens.form[at] in self._ends:
            at = row.pop().first  # "and bore on": a verb that looks like a name
        return row, known

    def _item(self, reading: Reading, i: int, last: int, covered: set[int], *, first: bool = False) -> Mention | None:
        tokens, tables = reading.tokens, self.tables
        if i in covered or tokens.kinds[i] != WORD or tokens.form[i] in self._forms:
            return None
        glued = 0 if first else 1
        word = tokens.form[i][glued:]
        heads = not tables.bare(word).isdisjoint(("place_head", "particle")) or word in self._toponyms
        if not heads and not self._names(word):
            return None
        end = i + 1
        while end < min(last, i + _WORDS) and tokens.kinds[end] == WORD and end not in covered:
            form = tokens.form[end]
            if form in self._ends or form.startswith(tables.conjunctions) or not self._names(form, second=True):
                break
            end += 1
        if heads and end == i + 1:
            return None
        words = (word, *tokens.form[i + 1 : end])
        return Mention(i, end, glued, "place", f"place:{' '.join(words)}", None, words, LISTED)

    def _names(self, word: str, *, second: bool = False) -> bool:
        """Whether a word may name a place: rare, of no other class, no verb; a second one needn't be rare."""
        tables = self.tables
        classes = tables.classes(word)
        if len(word) < 3 or classes & (TITLES | {"stop", "unnamed", "body", "outlet_head", "nationality", "relative"}):
            return False
        base = word.removeprefix(tables.article)
        if tables.is_suffixed(word):
            return False  # a shelter and she gave it
        if word.startswith(tables.contracted) or (base == word and tables.is_verb(word)):
            return False
        return not tables.is_common(word) or (second and base != word)
