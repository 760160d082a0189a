"""Words of a person's name that only those beside them show to be part of it."""

from __future__ import annotations

import re
from typing import Final

from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import WORD

_FAMILY_ODDS: Final = 70
_SPELLED_ODDS: Final = 30
_LISTED_ODDS: Final = 30
"""Log-odds a letter, in hundredths, above which a rare word behind a foreign first name is its family name; the same
for one on no list that begins like "and"; for a listed one that is neither noun nor verb."""


class NameParts:
    """What stands inside and at the end of the names of one pack."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("names").get("phrases", {}) if pack.has("names") else {}
        self.tables = pack.made(NameTables)
        self.doubles = frozenset(map(pack.fold.form, table.get("doubles", ())))
        self.relation = str(pack.fold.form((table.get("nisba") or ("",))[0]))
        self.beginnings = tuple(map(pack.fold.form, table.get("beginnings", ())))
        self.endings = tuple(map(pack.fold.form, table.get("endings", ())))
        self.origins = frozenset(map(pack.fold.form, table.get("origins", ())))
        self.own_letter = [re.compile(shape) for shape in table.get("own_letter", ())]

    def _hyphenated(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a hyphen joins two names, without a space around it."""
        tokens = reading.tokens
        if tokens.form[at] != "-" or at + 1 >= limit or tokens.kinds[at + 1] != WORD:
            return False
        if tokens.end[at - 1] != tokens.start[at] or tokens.end[at] != tokens.start[at + 1]:
            return False
        form = tokens.form[at + 1]
        return self.tables.namelike(form) or self.tables.is_strange(form) or self.tables.is_unlisted(form)

    def _by_second(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a rare word and "of God", "of the faith" are a first name, by the name behind: X of God Y."""
        tables, tokens = self.tables, reading.tokens
        form = tokens.form
        if at + 2 >= limit or "second" not in tables.bare(form[at + 1]) or tokens.kinds[at + 2] != WORD:
            return False
        if (
            tables.classes(form[at]) - {"first_name", "everyday"}
            or tables.is_common(form[at])
            or tables.is_verb(form[at])
        ):
            return False
        behind = form[at + 2]
        return behind in tables.family or "first_name" in tables.bare(behind)

    def _of_known(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a known name or a word with the article stands behind a noun, which is then no name itself."""
        if at >= limit or reading.tokens.kinds[at] != WORD:
            return False
        form = reading.tokens.form[at]
        if "second" in self.tables.bare(form):
            return False
        return form.startswith(self.tables.article) or bool(self.tables.every(reading.tokens, at))

    def _another_begins(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a first name stands behind what is a title and a family name both: the title of the next one."""
        return at < limit and "first_name" in self.tables.bare(reading.tokens.form[at])

    def _foreign_family(self, reading: Reading, at: int) -> bool:
        """Whether a word behind a first name of other tongues is the family name by how it is spelled.

        What would tell nothing elsewhere is enough there: a rare word that is a noun or a verb too, or one whose first
        letter may be a glued one.
        """
        tables = self.tables
        form = reading.tokens.form[at]
        if tables.classes(form) or not self.foreign_given(reading.tokens.form[at - 1]):
            return False
        if (
            tables.is_everyday(form)
            or tables.begins(form).names
            or form.startswith((tables.article, tables.contracted))
        ):
            return False
        if form.startswith(tables.conjunctions[:1]):
            printed = reading.tokens.words(at, at + 1)
            own = any(shape.match(printed) for shape in self.own_letter)
            return own and tables.is_unlisted(form) and tables.odds(form) > _SPELLED_ODDS
        if tables.is_common(form) and (tables.is_verb(form) or tables.is_noun(form)):
            return False
        if tables.is_listed(form) and not (tables.is_verb(form) or tables.is_noun(form)):
            acts = form.endswith(self.endings) or form.startswith(self.beginnings)
            return tables.odds(form) > (_FAMILY_ODDS if acts else _LISTED_ODDS)
        return tables.odds(form) > _FAMILY_ODDS

    def foreign_given(self, form: str) -> bool:
        """Whether a form is a first name of other tongues, everyday word or not, a preposition before it or not."""
        tables = self.tables
        for part in tables.parts(form):
            bare = tables.bare(part.base)
            if part.definite or "first_name" not in bare or bare & {"stop"}:
                continue
            plain = not tables.is_noun(part.base) and not tables.is_verb(part.base)
            if tables.is_foreign_given(part.base) or (plain and tables.odds(part.base) > _FAMILY_ODDS):
                return True
        return False

    def homely(self, form: str) -> bool:
        """Whether a form is a word of the language that tables or its other forms tell: no foreign family name."""
        tables = self.tables
        listed = tables.is_listed(form) and (tables.is_noun(form) or tables.is_verb(form))
        return listed or bool(tables.classes(form)) or form.startswith((tables.article, *tables.conjunctions))

    def _national_family(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether the adjective of a people behind a first name is a family: one that told of it would be definite."""
        tables, tokens = self.tables, reading.tokens
        form = tokens.form[at]
        bare = tables.bare(form)
        if "nationality" not in bare or not form.endswith(self.relation):
            return False
        behind = tokens.form[at + 1] if at + 1 < limit else ""
        if behind in self.origins:
            return False  # X, Syrian by birth
        before = tables.classes(tokens.form[at - 1])
        return "first_name" in before and ("everyday" not in before or self.foreign_given(tokens.form[at - 1]))

    def _double(self, reading: Reading, at: int) -> bool:
        """Whether a family name follows a first name of two words whose second has the article: X the-Y Z."""
        tables, form = self.tables, reading.tokens.form
        if (
            at < 2
            or tables.without_conjunction(form[at - 2]) not in self.doubles
            or not form[at - 1].startswith(tables.article)
        ):
            return False
        if "first_name" not in tables.bare(form[at - 1].removeprefix(tables.article)) | tables.bare(form[at - 1]):
            return False
        word = form[at]
        if tables.classes(word) - {"first_name", "everyday"} or tables.is_verb(word) or tables.is_common(word):
            return False
        return not word.startswith((tables.article, tables.contracted, *tables.conjunctions)) and (
            word in tables.family or tables.is_unlisted(word)
        )

    def _initial(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a letter and a stop stand between a first name and another word of it: X f. Y."""
        tokens, tables = reading.tokens, self.tables
        form = tokens.form
        if len(form[at]) > 1 or at + 2 >= limit or form[at + 1] != "." or tokens.kinds[at + 2] != WORD:
            return False
        behind = form[at + 2]
        return self.foreign_given(form[at - 1]) and (tables.namelike(behind) or tables.is_strange(behind))

    def _between_names(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a rare word stands between a first name and another: X y Z."""
        tables, tokens = self.tables, reading.tokens
        form = tokens.form[at]
        if at + 1 >= limit or tokens.kinds[at + 1] != WORD or len(form) < 3 or tables.classes(form):
            return False
        if not tables.is_rare(form) or tables.is_noun(form) or tables.is_verb(form):
            return False
        if form.startswith((tables.article, *tables.conjunctions)):
            return False
        behind = tables.bare(tokens.form[at + 1])
        return "first_name" in behind and "everyday" not in behind
