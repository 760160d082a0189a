"""Foreign names that no list has: words spelled as only transliterations are, in runs and behind a head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.kinds.name_tables import NameTables
from tawatur.kinds.names_marks import FOREIGNERS, Visits
from tawatur.kinds.names_mentions import Mention, bare_head
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import WORD

LONGEST = 5
"""Words of a foreign name, at most."""

RUN = "run of foreign words"
PLACED = "foreign word that a preposition of place leads to"
HEADED = "foreign words behind the head of a body"
CLUB = "foreign words behind the head of a club"
SPEAKS = "foreign word behind a verb of saying"


class Foreign:
    """The rules of one pack: `pack.made(Foreign)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("foreign", {}) if pack.has("names") else {}
        speaks = pack.table("names").get("private", {}).get("speaks", ()) if pack.has("names") else ()

        def words(key: str) -> frozenset[str]:
            return frozenset(map(fold, table.get(key, ())))

        self.tables = pack.made(NameTables)
        self.joins, self.clubs, self.bodies = words("joins"), words("clubs"), words("bodies")
        self.places, self.towards = words("places"), words("towards")
        self.speaks = frozenset(map(fold, speaks))

    def find(self, reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Foreign names in the token ranges."""
        free = 0
        for i, first, last in reading.once(Visits).marked(FOREIGNERS, ranges):
            if i >= free:
                found, free = self._name(reading, i, first, last)
                if found is not None:
                    yield found

    def _name(self, reading: Reading, i: int, first: int, last: int) -> tuple[Mention | None, int]:
        form, kinds, tables = reading.tokens.form, reading.tokens.kinds, self.tables
        glued = 0 if tables.is_foreign(form[i]) else tables.glued_foreign(form[i])
        end, strange = i + 1, 1
        while end < min(last, i + LONGEST) and kinds[end] == WORD and self._goes_on(form[end]):
            strange += tables.is_foreign(form[end])
            end += 1
        while end > i + 1 and form[end - 1] in self.joins:
            end -= 1
        before = form[i - 1] if i > first and kinds[i - 1] == WORD and not glued else ""
        if before and before not in self.places and (found := self._headed(reading, i, end, before)):
            return found, end
        placed = before in self.places or (glued == 1 and form[i][0] == tables.prepositions[0])
        if placed:
            return self._mention(reading, i, end, glued, "place", PLACED), end
        if end > i + 1:
            towards = before in self.towards and end == i + 2
            return (None if towards else self._mention(reading, i, end, glued, "person", RUN)), end
        bare = before[1:] if before.startswith(tables.conjunctions) else before
        if self.speaks & {before, bare}:
            return self._mention(reading, i, end, 0, "person", SPEAKS), end
        return None, end

    def _goes_on(self, form: str) -> bool:
        tables = self.tables
        bare = tables.bare(form)
        if form in self.joins or tables.is_foreign(form):
            return True
        if "everyday" in bare or tables.is_verb(form) or tables.is_common(form):
            return False
        return "first_name" in bare or (form in tables.family and not bare)

    def _headed(self, reading: Reading, i: int, end: int, before: str) -> Mention | None:
        for heads, rule in ((self.clubs, CLUB), (self.bodies, HEADED)):
            head = bare_head(self.tables, before, heads)
            if head is not None and not head[1]:
                return self._mention(reading, i - 1, end, head[0], "organisation", rule)
        return None

    def _mention(self, reading: Reading, first: int, last: int, glued: int, kind: str, rule: str) -> Mention:
        form = reading.tokens.form
        words = (form[first][glued:], *form[first + 1 : last])
        core = words[1:] if rule in (CLUB, HEADED) else words
        key = f"{kind}:{' '.join(core)}"
        if kind == "place":
            return Mention(first, last, glued, "place", key, None, words, rule)
        if kind == "person":
            return Mention(first, last, glued, "person", key, None, words, rule)
        return Mention(first, last, glued, "organisation", key, None, words, rule)
