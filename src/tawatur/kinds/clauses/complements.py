"""What stands behind a verb of reporting: a quotation, a clause, a noun phrase, to do something, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.kinds.clauses.phrases import COMMA, Phrases, Scene
from tawatur.kinds.clauses.words import Form
from tawatur.words import LINE, MARK, NUMBER

_AHEAD: Final = 16
"""Tokens between a verb and its complement that phrases of place, time and occasion may take."""
_FINITE: Final = 30
"""Tokens in which a clause without a word before it must have its verb."""


@dataclass(frozen=True)
class Right:
    """What stands behind a verb: which complement, where it begins, where the cue's words end, who was spoken to."""

    kind: str
    start: int
    cue_last: int


class Complements:
    """Finds them in one text."""

    def __init__(self, scene: Scene, phrases: Phrases) -> None:
        self.s = scene
        self.w = scene.w
        self.phrases = phrases

    def right(self, k: int, cue: Form, last: int) -> Right | None:
        s, w = self.s, self.w
        takes = cue.verb.takes
        start, cue_last, told, phrases = k, k, False, 0
        while k < last and k - start <= _AHEAD:
            form = s.form[k]
            if s.kinds[k] == LINE:
                return Right("end", k, cue_last)
            if form == ":":
                return Right("quote", k + 1, cue_last) if k + 1 < last or takes & {"quote", "told"} else None
            if s.quotes.at(k) is not None:
                if "quote" in takes or told or "told" in takes:
                    return Right("quote", k, cue_last)
                return Right("np", k, cue_last) if "np" in takes and k == start else None
            if s.mark(k, COMMA) and s.quotes.at(k + 1) is not None and k + 1 < last:
                return Right("quote", k + 1, cue_last) if takes & {"quote", "told"} else None
            if s.kinds[k] == MARK and not s.joined(k) and form not in "$(#@'\u2018\u2019":
                return Right("end", k, cue_last)
            if form in w.that and takes & {"clause", "told"}:
                return Right("clause", k, cue_last)
            if form in w.question and takes & {"whether", "told"} and form not in w.as_:
                return Right("clause", k, cue_last)
            if (k in s.dated and not s.short(k + 2)) or (
                w.adverb(form) and not s.upper(k) and form not in w.determiners
            ):
                k += 1
                continue
            if form in w.to and "to" in takes and k + 1 < last and k == start:
                return Right("to", k, cue_last)
            if "+" + form in takes and not phrases and not told:
                return self._prep(k, last)
            if "told" in takes and not told and not phrases:
                end = self._addressee(k, last)
                if end is not None:
                    told, k = True, end
                    continue
                return Right("bare", k, cue_last) if "bare" in takes and self._clause(k, last) else None
            if told and "asked" in takes and (form in w.to or "+" + form in takes or form in w.topics):
                return Right("to", k, cue_last)
            if form in w.prepositions - w.subordinators - w.times or form in w.to:
                end = self._occasion(k, last)
                if end is None:
                    return Right("end", k, cue_last)
                phrases += 1
                k = end
                continue
            if form in w.subordinators or form in w.times:
                return Right("end", k, cue_last)
            break
        if k >= last:
            return Right("end", last, cue_last)
        if told:
            return Right("bare", k, cue_last) if self._clause(k, last) else None
        if "asked" in takes and not takes & {"told"} and (frame := self._asked(k, last, cue_last)) is not None:
            return frame
        if takes & {"bare", "told"} and self._clause(k, last):
            return Right("bare", k, cue_last)
        if not phrases and "np" in takes and self._nominal(k):
            return Right("np", k, cue_last)
        if k == start and "ing" in takes and s.form[k].endswith(w.ing_end):
            return Right("np", k, cue_last)
        return None

    def _prep(self, k: int, last: int) -> Right | None:
        return Right("prep", k + 1, k + 1) if k + 1 < last and self.s.kinds[k + 1] != LINE else None

    def _asked(self, k: int, last: int, cue_last: int) -> Right | None:
        """Somebody asked to do something: the clause begins with them."""
        s, w = self.s, self.w
        who = self.phrases.after(k, last)
        if who is None:
            return None
        if who.last < last and s.form[who.last] in w.to:
            return Right("to", k, cue_last)
        return None

    def _nominal(self, k: int) -> bool:
        s, w = self.s, self.w
        form = s.form[k]
        if s.kinds[k] == NUMBER or form in "$(#@'\u2018\u2019":
            return True
        return form not in w.prepositions and form not in w.auxiliaries and form not in w.conjunctions

    def _addressee(self, k: int, last: int) -> int | None:
        """Where the one who is spoken to ends."""
        s, w = self.s, self.w
        if s.form[k] in w.objects and s.form[k] not in w.determiners:
            end = k + 1
            found = self.phrases.after(k, last) if s.form[k] not in w.pronouns else None
            return found.last if found is not None and found.last - k <= 6 else end
        n = k
        while n < last and n - k <= _AHEAD:
            form = s.form[n]
            if s.kinds[n] == MARK and not s.joined(n) and not (form == "." and s.word(n + 1)):
                break
            if n > k and (form in w.that or form in w.question or form in w.to or n in s.dated):
                break
            if n > k and form in w.pronouns - w.objects:
                break
            if n > k and form in w.determiners and s.form[n - 1] not in w.prepositions and s.form[n - 1] not in w.joins:
                break
            if n > k and form in w.prepositions - w.in_addressee:
                break
            if s.finite(n) and not s.upper(n):
                return None if n == k else (n - 1 if n - 1 > k else None)
            n += 1
        return n if n > k else None

    def _occasion(self, k: int, last: int) -> int | None:
        """Where a phrase of place, time or occasion ends, if the complement can follow it: in an interview with X."""
        s, w = self.s, self.w
        n = k + 1
        while n < last and n - k <= _AHEAD:
            form = s.form[n]
            if (form in w.that and n > k + 1) or s.quotes.at(n) is not None or form == ":":
                return n
            if s.mark(n, COMMA):
                return n if s.quotes.at(n + 1) is not None else None
            if s.kinds[n] == MARK and not s.joined(n):
                return None
            if s.kinds[n] == LINE:
                return None
            if n > k + 1 and (form in w.pronouns - w.determiners) and s.form[n - 1] not in w.prepositions:
                return n
            if (
                n > k + 1
                and form in w.determiners - w.possessive
                and s.form[n - 1] not in w.prepositions
                and s.form[n - 1] not in w.joins
                and s.form[n - 1] not in w.determiners
            ):
                return n
            n += 1
        return None

    def _clause(self, k: int, last: int) -> bool:
        """Whether a clause begins here: a finite verb follows its subject."""
        s, w = self.s, self.w
        if (s.form[k] in w.prepositions and s.form[k] not in w.leading) or s.form[k] in w.auxiliaries:
            return False
        for n in range(k + 1, min(last, k + _FINITE)):
            if s.kinds[n] == MARK and not s.joined(n) and s.form[n] in ";:" and s.quotes.around(n) is None:
                return False
            if s.finite(n) or (s.short(n) and s.form[n] != w.own):
                return True
            if s.short(n) and s.form[n - 2] in w.pronouns:
                return True
        return False
