"""Outlets that no list knows: behind a head, of a state, and in quotation marks where somebody speaks to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.kinds.names.complements import Complements
from tawatur.kinds.names.marks import Visits
from tawatur.kinds.names.mentions import Mention, bare_head, closing
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.model import EntityKind
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import MARK, WORD

UNKNOWN_OUTLET: Final = "outlet that no list knows behind its head"
STATE_OUTLET: Final = "definite outlet and the adjectives that tell it"
TOLD: Final = "name in quotation marks that somebody spoke to"
_QUOTED: Final = 3
"""Words of an outlet's name in quotation marks, at most."""
_FAR: Final = 9
"""Tokens before such a name in which the statement made to it stands."""


class Outlets(Complements):
    """The patterns of outlets behind a head, of one pack."""

    def _outlet(self, reading: Reading, i: int, last: int) -> Mention | None:
        """An outlet no list knows: its head and a name in quotation marks or a foreign one, or a paper and a noun."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.outlets)
        if head is None or head[1] or i + 1 >= last:
            return None
        end = i + 1
        if tokens.kinds[end] == MARK:
            close = closing(tokens, end, last, self.phrases.openers.get(tokens.form[end]))
            if not close:
                return None
            return self._mention(reading, i, close + 1, head[0], "outlet", UNKNOWN_OUTLET)
        while end < min(last, i + 5) and (tables.is_foreign(tokens.form[end]) or tables.is_strange(tokens.form[end])):
            end += 1
        if end == i + 1:
            form = tokens.form[end]
            paper = tokens.form[i][head[0] :] in self.papers and form not in self.papers_not
            other = tables.classes(form) & {"stop", "unnamed", "adjective", "office", "body", "nationality"}
            if not paper or other or not self._definite(form) or form in self.nameless:
                return None
            end += 1
        while end < last and (tokens.form[end] in self.phrases.outlet_tail or self._is_adjective(tokens.form[end])):
            end += 1
        return self._mention(reading, i, end, head[0], "outlet", UNKNOWN_OUTLET)

    def _stated(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A definite outlet that its adjectives tell: the state television, the fifth channel, a state's agency."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.stated | self.numbered | self.agencies)
        if head is None or not head[1]:
            return None
        base = next(part.base for part in tables.parts(tokens.form[i]) if part.definite)
        end, told = i + 1, False
        while end < min(last, i + 4) and tokens.kinds[end] == WORD:
            form = tokens.form[end]
            nationality = self._definite(form) and tables.is_nationality(form)
            if not (nationality or form in self.states or (base in self.numbered and form in self.ordinals)):
                break
            told = told or base not in self.numbered or form in self.ordinals
            end += 1
        behind = end
        while behind < last and tokens.form[behind] in self.phrases.outlet_tail:
            behind += 1
        if base in self.agencies and behind == end:
            return None
        if not told:
            return None
        return self._mention(reading, i, behind, head[0], "outlet", STATE_OUTLET)

    def _mention(self, reading: Reading, first: int, last: int, glued: int, kind: str, rule: str) -> Mention:
        tokens = reading.tokens
        words = (tokens.form[first][glued:], *tokens.form[first + 1 : last])
        core = tuple(w for w in words if w.isalnum())
        bare = [w.removeprefix(self.tables.article) for w in core]
        place = kind == "place"
        if len(bare) > 1 and bare[0] == self.ministry and bare[1] in self.ministries:
            bare = bare[1:]  # the ministry of the interior is the interior, with its nationality or without
        proper = bare[1:] if kind in ("place", "outlet") and len(bare) > 1 else bare
        key = f"{kind}:{' '.join(proper)}"
        made: EntityKind = "place" if place else "outlet" if kind == "outlet" else "organisation"
        return Mention(first, last, glued, made, key, None, core, rule)


class Told:
    """Outlets in quotation marks that somebody spoke to or reports for: `pack.made(Told)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("told", {}) if pack.has("names") else {}
        self._tables = pack.made(NameTables)
        self._phrases = pack.made(Phrases)
        self._to = frozenset(map(fold, table.get("to", ())))
        self._statements = frozenset(
            front + fold(word) for word in table.get("statements", ()) for front in self._tables.fronts
        )
        self._speaks = self._phrases.speaks
        marks = {mark for mark, end in self._phrases.openers.items() if end not in self._phrases.brackets}
        self._opens = pack.sign(lambda form: "x" if form in marks else "-")

    def find(self, reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Names of outlets in the token ranges."""
        form, kinds = reading.tokens.form, reading.tokens.kinds
        for i, last in reading.once(Visits).signed(self._opens, "x", ranges):
            close = closing(reading.tokens, i, last, self._phrases.openers[form[i]], _QUOTED)
            if not close or i == 0 or kinds[i - 1] != WORD:
                continue
            reports = bare_head(self._tables, form[i - 1], self._phrases.reporters)
            spoken = form[i - 1] in self._to and any(
                word in self._speaks or word in self._statements for word in form[max(0, i - _FAR) : i - 1]
            )
            if not spoken and (reports is None or reports[1]):
                continue
            if any(known.entry.kind != "outlet" for known in self._tables.every(reading.tokens, i + 1, close)):
                continue
            words = tuple(form[i + 1 : close])
            kind: EntityKind = "outlet"
            yield Mention(i + 1, close, 0, kind, f"outlet:{' '.join(words)}", None, words, TOLD)
