"""Names told by their place: between a verb of saying and what is said, before a title or an age.

What stands there is a person whatever words he is called by, so that family names which are titles, adjectives and
everyday words are read here: said X the Manager that …; Y the Past (45 years); Z the Sun, minister of W.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import TITLES, NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

LONGEST: Final = 4
"""Words of such a name, at most."""
_SHORTEST: Final = 3
"""Letters of a first name that is an everyday word too, at least."""
_NEVER: Final = frozenset(("stop", "body", "place_head", "outlet_head", "unnamed", "relative", "deputy"))
_ROLES: Final = frozenset(("office", "profession", "rank"))
"""Classes of words that no such name holds; those that begin a title behind one."""


class Framed:
    """The places of one pack where only a person's name stands: `pack.made(Framed)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("framed", {}) if pack.has("names") else {}
        self._tables = pack.made(NameTables)
        self._phrases = pack.made(Phrases)
        self._deeds = frozenset(map(fold, table.get("deeds", ())))
        self._aged = frozenset(map(fold, table.get("aged", ())))
        self._says = self._phrases.says_that
        self._colon = str(pack.table("names").get("rows", {}).get("colon", "")) if table else ""

    def end(self, reading: Reading, i: int, last: int) -> int:
        """The token behind the name that begins with the first name at `i`; 0 where its place doesn't tell it."""
        if i + 1 >= last or reading.tokens.kinds[i + 1] != WORD:
            return 0
        firm = self._firm(reading, i)
        spoken = i > 0 and reading.tokens.form[i - 1] in self._phrases.speaks
        if not (firm or self._everyday(reading, i)):
            return 0
        end = self._words(reading, i, last)
        if end < i + 2:
            return 0
        deed = self._tables.without_conjunction(reading.tokens.form[i]) in self._deeds
        if deed and reading.tokens.form[i + 1].startswith(self._tables.article):
            return 0  # confirmed the success of the work
        behind = self._behind(reading, end, last)
        if behind == "age" or (behind and spoken):
            return end
        return end if firm and behind == "title" else 0

    def _everyday(self, reading: Reading, i: int) -> bool:
        """Whether a first name begins at a token, everyday word or not, and no word that only folds to one."""
        form, tables = reading.tokens.form[i], self._tables
        if "first_name" not in tables.bare(form) or len(form) < _SHORTEST or form.startswith(tables.article):
            return False
        return reading.tokens.words(i, i + 1) not in self._phrases.printed_stop

    def _firm(self, reading: Reading, i: int) -> bool:
        """Whether a token is a first name and nothing else, by itself or behind "and"."""
        form, tables = reading.tokens.form[i], self._tables
        for glued in (0, 1):
            bare = tables.bare(form[glued:])
            if glued and not form.startswith(tables.conjunctions):
                continue
            if "first_name" in bare:
                return "everyday" not in bare and not bare & TITLES
        return False

    def _words(self, reading: Reading, i: int, last: int) -> int:
        """The token behind the words from `i` on that a name may hold."""
        tokens = reading.tokens
        end = i + 1
        while end < min(last, i + LONGEST) and tokens.kinds[end] == WORD:
            form = tokens.form[end]
            if form in self._says or form in self._aged or tokens.words(end, end + 1) in self._phrases.printed_stop:
                break
            if not self._holds(form, end == i + 1):
                break
            end += 1
        return end

    def _holds(self, form: str, second: bool) -> bool:
        """Whether a name may hold a word behind its first: any definite one as the second, else one fit for names."""
        tables = self._tables
        bare, classes = tables.bare(form), tables.classes(form)
        if "stop" in classes:
            return False
        if form in self._phrases.surnames or not bare.isdisjoint(("first_name", "particle")):
            return True
        if not classes.isdisjoint(_NEVER):
            return False
        if form.startswith(tables.article):
            if second:
                return True
            return classes.isdisjoint(_ROLES) and (form in tables.family or self._phrases.is_surname(form))
        if not classes.isdisjoint(_ROLES) or form.startswith((tables.contracted, *self._phrases.acts)):
            return form in tables.family and classes.isdisjoint(_ROLES)
        if "nationality" in classes:
            return form.endswith(self._phrases.nisba[0]) and "nationality" in bare
        if form in tables.family and not tables.is_verb(form):
            return True
        return not bare and tables.namelike(form) and not form.startswith(tables.conjunctions)

    def _behind(self, reading: Reading, end: int, last: int) -> str:
        """What stands behind a name: an age, a title, or what its bearer says; "" where nothing of these."""
        tokens, tables = reading.tokens, self._tables
        if end >= last:
            return ""
        form = tokens.form[end]
        if form in self._says or form == self._colon:
            return "saying"
        at = end
        if tokens.kinds[at] == MARK and (form in self._phrases.commas or form in self._phrases.openers):
            at += 1
        if at + 1 >= last:
            return ""
        if tokens.form[at] in self._aged:
            return "age"
        if tokens.kinds[at] == NUMBER:
            return "age" if tokens.form[at + 1] in self._phrases.years else ""
        if tokens.kinds[at] != WORD or (at > end and form not in self._phrases.commas):
            return "saying" if at > end and form in self._phrases.openers else ""
        word = tokens.form[at]
        if tables.bare(word).isdisjoint(_ROLES):
            definite = word.startswith(tables.article) and not tables.classes(word).isdisjoint(_ROLES)
            object_ = at == end and tokens.form[end - 1].startswith(tables.article)  # asked X the frame of leaders to
            return "title" if definite and not object_ and "stop" not in tables.bare(word) else ""
        return "title" if not tables.is_verb(word) and tokens.kinds[at + 1] == WORD else ""
