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
"""Log-odds a letter, in hundredths, above which a rare word behind a foreign first name is its family name; the same
for one on no list that begins like "and"."""


class NameParts:
    """What stands inside and at the end of the names of one pack."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("names").get("phrases", {}) if pack.has("names") else {}
        self.tables = pack.made(NameTables)
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
        if not tables.is_foreign_given(reading.tokens.form[at - 1]) or tables.classes(form):
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
        return tables.odds(form) > _FAMILY_ODDS

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
