"""Foreign names that no list has: words spelled as only transliterations are, in runs and behind a head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.kinds.names.marks import FOREIGNERS, Visits
from tawatur.kinds.names.mentions import Mention, bare_head, quoted, split_off
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.model import EntityKind
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import WORD

LONGEST: Final = 5
"""Words of a foreign name, at most."""

_LEAST_ODDS: Final = -50
_ENDED_ODDS: Final = 40
_SPELLED_ODDS: Final = 100
"""Log-odds a letter, in hundredths, below which a word begins no foreign name; an inflected one none; and one whose
first or last letter might be a word of its own."""
_UNHEARD: Final = 4
"""Letters of a word behind a verb of saying that is a name for being on no list."""
_LEADS: Final = 3
"""Letters of a word that may begin a foreign name."""
RUN: Final = "run of foreign words"
PLACED: Final = "foreign word that a preposition of place leads to"
HEADED: Final = "foreign words behind the head of a body"
CLUB: Final = "foreign words behind the head of a club"
SPEAKS: Final = "foreign word behind a verb of saying"
QUOTED: Final = "foreign words in quotation marks"
NATIONAL: Final = "foreign word with its nationality"
TRADE: Final = "foreign words and a trade"


_LISTED: Final = "x"
_OTHER: Final = "-"
"""The signs of forms that a list has, and of the others."""


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
        ands = ("", *self.tables.conjunctions)
        self.reports = frozenset(front + verb for verb in words("reports") for front in ands)
        self.verbal = [re.compile(fold(shape)) for shape in table.get("verbal", ())]
        self.trades, self.outlets, self.companies = words("trades"), words("outlets"), words("companies")
        phrases = pack.table("names").get("phrases", {}) if pack.has("names") else {}
        self.feminine = fold(phrases.get("feminine", ""))
        chunks = pack.made(Phrases)
        self.facilities = chunks.facilities
        self.inflected = (*chunks.inflected, self.feminine)
        self.openers = {mark: end for mark, end in chunks.openers.items() if end not in chunks.brackets}
        self.tanwin, self.stops, self.printed = chunks.tanwin, chunks.printed_stop, chunks.printed_names
        self.speaks = frozenset(map(fold, speaks))
        saying = self.speaks | {front + verb for verb in self.speaks for front in self.tables.conjunctions}
        self._saying = pack.sign(lambda form: _LISTED if form in saying else _OTHER)
        """Of each token, whether it is a verb of saying."""
        self._outlet = pack.sign(lambda form: _LISTED if form in self.outlets else _OTHER)
        """Of each token, whether it ends the name of an outlet."""

    def find(self, reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Foreign names in the token ranges."""
        free = 0
        for i, first, last in reading.once(Visits).marked(FOREIGNERS, ranges):
            if i >= free:
                found, free = self._name(reading, i, first, last)
                if found is not None:
                    yield found
        for i, last in reading.once(Visits).signed(self._saying, _LISTED, ranges):
            if i + 2 < last and self._unheard(reading, i + 1) and self._unheard(reading, i + 2):
                yield self._mention(reading, i + 1, i + 3, 0, "person", SPEAKS)
        for i, _ in reading.once(Visits).signed(self._outlet, _LISTED, ranges):
            if i and reading.tokens.kinds[i - 1] == WORD and self._unheard(reading, i - 1):
                glued = int(reading.tokens.form[i - 1].startswith(self.tables.contracted[:1]))  # told to X Press
                yield self._mention(reading, i - 1, i + 1, glued, "outlet", RUN)

    def _unheard(self, reading: Reading, i: int) -> bool:
        """Whether a word is in no list in any form, and bears nothing a verb or a noun would."""
        form, tables = reading.tokens.form[i], self.tables
        if reading.tokens.kinds[i] != WORD or len(form) < _UNHEARD or tables.classes(form) - {"first_name"}:
            return False
        if form.startswith((tables.article, tables.contracted, *tables.conjunctions)) or tables.is_verb(form):
            return False
        if form.endswith(self.inflected) and tables.is_noun(form[:-2]):
            return False  # two divers
        return tables.is_unlisted(form) and tables.namelike(form) and tables.odds(form) > _LEAST_ODDS

    def _name(self, reading: Reading, i: int, first: int, last: int) -> tuple[Mention | None, int]:
        form, kinds, tables = reading.tokens.form, reading.tokens.kinds, self.tables
        if self.tanwin and self.tanwin in reading.tokens.words(i, i + 1):
            return None, i + 1
        glued = 0 if tables.is_foreign(form[i]) else tables.glued_foreign(form[i])
        if glued and any(shape.fullmatch(form[i], glued) for shape in self.verbal):
            return None, i + 1  # by the running of a boat
        end = i + 1
        while end < min(last, i + LONGEST) and kinds[end] == WORD and self._goes_on(form[end]):
            known = tables.known(reading.tokens, end, last)
            if known is not None and not known.entry.weak and known.entry.kind != "person":
                break
            end += 1
        named = end > i + 1 and "first_name" in tables.bare(form[i + 1]) and "first_name" not in tables.bare(form[i])
        if named and i > first and kinds[i - 1] == WORD and "place_head" in tables.heads(form[i - 1]):
            return None, i + 1  # the governor of the province of X | Y
        if end < last and form[end] in self.outlets:
            end += 1
        while end > i + 1 and form[end - 1] in self.joins:
            end -= 1
        begin = i
        printed = reading.tokens.words(i - 1, i) if i > first else ""
        if printed and not glued and kinds[i - 1] == WORD and printed not in self.stops:
            begin -= printed in self.printed or self._begins(form[i - 1])  # an everyday first name before it
        kind = self._kind(form[i:end])
        given = tables.is_foreign_given(form[i])
        if begin == i and not (glued or given) and i > first and kinds[i - 1] == WORD and printed not in self.stops:
            letters = self._leads(form[i - 1])
            if letters is not None:
                headed = self._headed(reading, i - 1, end, form[i - 2]) if i - 1 > first and not letters else None
                return headed or self._mention(reading, i - 1, end, letters, kind, RUN), end
        if begin < i and kind == "person":
            parts = (part for part in tables.parts(form[begin]) if not part.definite)
            letters = next((part.glued for part in parts if "first_name" in tables.bare(part.base)), 0)
            return self._mention(reading, begin, end, letters, "person", RUN), end
        before = form[i - 1] if i > first and kinds[i - 1] == WORD and not glued else ""
        if before and before not in self.places and (found := self._headed(reading, i, end, before)):
            return found, end
        if end < last and form[end] in self.trades:
            return self._mention(reading, i, end + 1, glued, "organisation", TRADE), end + 1
        if not glued and quoted(reading, i, end, self.openers) and self._unsaid(reading, i, first):
            carried = i - 2 >= first and form[i - 2] in self.reports
            return self._mention(reading, i, end, 0, "outlet" if carried else "organisation", QUOTED), end
        placed = before in self.places or (glued == 1 and form[i][0] == tables.prepositions[0])
        if placed:
            return self._mention(reading, i, end, glued, "place", PLACED), end
        if end > i + 1:
            towards = before in self.towards and end == i + 2
            return (None if towards else self._mention(reading, i, end, glued, kind, RUN)), end
        nationality = end < last and form[end].startswith(tables.article) and tables.is_nationality(form[end])
        owner = before in self.facilities or "place_head" in tables.heads(before)  # the reactor of X, of a state
        if (
            nationality
            and not owner
            and before not in self.towards
            and (before or not form[end].endswith(self.feminine))
        ):
            return self._mention(reading, i, end + 1, glued, "organisation", NATIONAL), end + 1
        bare = tables.without_conjunction(before)
        if self.speaks & {before, bare}:
            return self._mention(reading, i, end, 0, "person", SPEAKS), end
        return None, end

    def _unsaid(self, reading: Reading, i: int, first: int) -> bool:
        """Whether no noun before the quotation marks says what is named: the film, the ship, the storm."""
        form, kinds = reading.tokens.form, reading.tokens.kinds
        if i - 2 < first or kinds[i - 2] != WORD:
            return True
        before = form[i - 2]
        bare = self.tables.without_conjunction(before)
        return bool(self.speaks & {before, bare}) or before in self.towards or before in self.places

    def _leads(self, form: str) -> int | None:
        """The letters glued before a word that may begin the name which the foreign word behind it goes on with.

        It is on no list of words, or a rare one that is no noun or verb; None where it isn't.
        """
        tables = self.tables
        for glued in (0, 1):
            word = form[glued:]
            if (glued and not form.startswith(tables.conjunctions)) or len(word) < _LEADS or word in self.places:
                continue
            if glued and tables.is_listed(form) and not tables.is_listed(word):
                continue  # an everyday word whose first letter is its own
            if not glued and tables.is_foreign(word):
                return 0
            if tables.classes(word) or tables.is_verb(word) or tables.is_noun(word):
                continue
            if not tables.namelike(word):
                if not glued and not tables.is_listed(word) and tables.odds(word) > _SPELLED_ODDS:
                    return 0  # spelled as a foreign name, though its first or last letter might be another word
                continue
            if tables.odds(word) < (_ENDED_ODDS if word.endswith(self.inflected) else _LEAST_ODDS):
                continue
            if not word.startswith((tables.article, tables.contracted)):
                return glued
        return None

    def _kind(self, words: Sequence[str]) -> EntityKind:
        """What a run of foreign words names, by words that only papers or companies bear."""
        if not self.outlets.isdisjoint(words):
            return "outlet"
        return "organisation" if not self.companies.isdisjoint(words) else "person"

    def _begins(self, form: str) -> bool:
        """Whether a word before a foreign one is a first name, or strange too."""
        tables = self.tables
        classes = tables.classes(form)
        if "first_name" not in classes or classes & {"stop", "office", "body", "honorific"} or split_off(tables, form):
            return False
        return any("first_name" in tables.bare(part.base) for part in tables.parts(form) if not part.definite)

    def _goes_on(self, form: str) -> bool:
        tables = self.tables
        bare = tables.bare(form)
        if form.startswith(tables.conjunctions[:1]) and not bare and "first_name" in tables.bare(form[1:]):
            return False  # and the next one
        if form in self.joins or tables.is_foreign(form) or tables.is_strange(form):
            return True
        if "everyday" in bare or tables.is_verb(form) or tables.is_common(form):
            return False
        return "first_name" in bare or (form in tables.family and not bare)

    def _headed(self, reading: Reading, i: int, end: int, before: str) -> Mention | None:
        coached = self.tables.is_foreign_given(reading.tokens.form[i])  # the team of its coach X
        for heads, rule in ((self.clubs, CLUB), (self.bodies, HEADED)):
            head = bare_head(self.tables, before, heads)
            if head is not None and not head[1] and not (coached and heads is self.clubs):
                return self._mention(reading, i - 1, end, head[0], "organisation", rule)
        return None

    def _mention(self, reading: Reading, first: int, last: int, glued: int, kind: EntityKind, rule: str) -> Mention:
        form = reading.tokens.form
        words = (form[first][glued:], *form[first + 1 : last])
        core = words[1:] if rule in (CLUB, HEADED) else words
        key = f"{kind}:{' '.join(core)}"
        return Mention(first, last, glued, kind, key, None, words, rule)
