"""How far a content goes where the subject stands before its verb: the clause, phrase or quotation behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.quotes import Quote
from tawatur.kinds.clauses.phrases import COMMA, Phrases, Scene
from tawatur.kinds.clauses.words import ING, PAST, THIRD
from tawatur.model import Mode
from tawatur.words import LINE, MARK

_TAG: Final = 9
"""Tokens that a subject and its verb of reporting take behind a comma."""
_SUBJECT: Final = 6
"""Tokens that a subject takes whose verb tells that a clause of its own begins."""
_FINAL: Final = frozenset(".!?\u2026")


class Ends:
    """Finds the ends of the contents of one text."""

    def __init__(self, scene: Scene, phrases: Phrases) -> None:
        self.s = scene
        self.w = scene.w
        self.phrases = phrases

    def complement(self, kind: str, start: int, last: int, until: int) -> list[tuple[int, int]]:
        """The token ranges of a complement from `start` on, in a sentence up to `last`, a paragraph up to `until`."""
        s = self.s
        while start < last and (s.mark(start, COMMA) or s.kinds[start] == LINE):
            start += 1
        if kind == "quote":
            return self._quotation(start, last, until)
        if kind in ("clause", "bare", "to"):
            return [(start, self.clause(start, last))]
        return [(start, self.phrase(start, last))]

    def _quotation(self, start: int, last: int, until: int) -> list[tuple[int, int]]:
        s = self.s
        if start < len(s.form) and s.kinds[start] == LINE:
            start += 1
        quote = s.quotes.at(start)
        if quote is None:
            if start >= len(s.form):
                return []
            if start >= until and s.kinds[start - 1] == LINE:
                return []
            return [(start, self.clause(start, last))]
        end = s.behind(quote)
        before = s.form[quote.last - 1] if quote.last > quote.first else ""
        if before in ",.!?\u2026" or end >= last or s.form[end] in ".!?;" or not quote.closed:
            return [(quote.first, quote.last)]
        if s.mark(end, COMMA):
            return [(quote.first, quote.last)]
        return [(start, self.clause(start, last))]

    def opened(self, quote: Quote, first: int) -> tuple[int, int]:
        """The words of a quotation before its verb, with what leads up to it in its own sentence."""
        s = self.s
        opener = s.opener(quote)
        k = opener - 1
        if (
            k >= first
            and s.kinds[k] != LINE
            and s.form[k] not in _FINAL
            and not s.closed(k) is not None
            and s.form[k] != ":"
        ):
            begin = self.clause_first(first, opener)
            if opener - begin >= 2 or (begin < opener and (s.finite(begin) or not s.upper(quote.first))):
                return begin, quote.last
        return quote.first, quote.last

    def quoted_behind(self, right: int, last: int, until: int) -> list[tuple[int, int]]:
        """Quotations that go on behind the words of reporting in the same paragraph: …, he said. "…"."""
        s = self.s
        out: list[tuple[int, int]] = []
        k = self._next_quote(right, last, until)
        while k < until and (quote := s.quotes.at(k)) is not None:
            behind = s.behind(quote)
            closing = s.form[quote.last - 1] if quote.last > quote.first else ""
            if closing == "," or s.mark(behind, COMMA):
                break  # it has words of reporting of its own
            if behind < until and quote.closed and s.word(behind) and not s.upper(behind):
                if closing not in _FINAL:
                    out.append((k, self.clause(k, min(until, s.reading.sentence_of(behind)[1]))))
                break
            out.append((quote.first, quote.last))
            k = behind
            while k < until and s.kinds[k] == MARK and s.form[k] in _FINAL:
                k += 1
        return out

    def _next_quote(self, k: int, last: int, until: int) -> int:
        """The mark that opens the quotation behind words of reporting; `until` where none goes on."""
        s = self.s
        while k < min(last, until) and s.quotes.at(k) is None:
            if s.form[k] in self.w.forms and s.quotes.at(k + 1 + s.mark(k + 1, COMMA)) is not None:
                return until  # that verb's own: …, he said, adding "…"
            k += 1
        if k < last and k < until:
            quote = s.quotes.at(k)
            goes_on = quote is not None and s.mark(k - 1, COMMA) and not s.upper(quote.first)
            return k if goes_on or k < 2 or s.form[k - 1] in _FINAL else until
        return k

    def clause_first(self, first: int, k: int) -> int:
        """Where the clause that a comma at `k` closes begins: behind a turn of the sentence or another's words."""
        s, w = self.s, self.w
        for n in range(k - 1, first, -1):
            if s.quotes.around(n) is not s.quotes.around(k):
                continue
            if (s.kinds[n] == MARK and s.form[n] in ";:") or (
                s.form[n] in _FINAL and not s.joined(n) and s.quotes.around(n)
            ):
                return n + 1
            if s.mark(n - 1, COMMA) and (s.form[n] in w.turns):
                return n + 1
        return first

    def turned(self, k: int, last: int) -> bool:
        """Whether what stands behind words of reporting is the author's or another's: , adding …; , who …; , but X …"""
        s, w = self.s, self.w
        if k >= last:
            return True
        form = s.form[k]
        if form in w.relative or form in w.relative_thing or form in w.turns:
            return True
        cues = w.forms.get(form, ())
        if any(f.tense == ING for f in cues) or (form.endswith(w.ing_end) and not s.upper(k) and len(form) > 5):
            return True
        return self._according(k)

    def clause(self, start: int, last: int) -> int:
        """Where a clause ends: with its sentence, before words of reporting that aren't in it, with its quotation."""
        s, w = self.s, self.w
        k = start + 1
        while k < last:
            quote = s.quotes.at(k)
            if quote is not None and quote.closed:
                k = max(k + 1, s.behind(quote))
                if k >= last:
                    return k
                continue
            if s.kinds[k] == LINE:
                return k
            if s.kinds[k] == MARK and s.form[k] == ";" and s.quotes.around(k) is s.quotes.around(start):
                return k
            if s.mark(k, COMMA) and self._leaves(k + 1, last):
                return k
            if k > start + 1 and not s.upper(k) and self._according(k):
                return k
            if s.form[k] in w.joins | w.turns and k > start + 1 and self._cue(k + 1, last):
                return k
            k += 1
        inner = s.quotes.at(start)
        return max(k, s.behind(inner)) if inner is not None and inner.closed and s.behind(inner) > k else k

    def _according(self, k: int) -> bool:
        form = self.s.form
        return form[k] in self.w.according_first and any(tuple(form[k : k + len(p)]) == p for p in self.w.according)

    def _leaves(self, k: int, last: int) -> bool:
        s, w = self.s, self.w
        if k >= last:
            return False
        form = s.form[k]
        cues = w.forms.get(form, ())
        if any(f.tense == ING for f in cues):
            return True
        if self._according(k):
            return True
        if form in w.joins | w.turns and self._cue(k + 1, last):
            return True
        if self._tag(k, last):
            return True
        return form in w.turns and form not in w.joins and self._other_says(k + 1, last)

    def _tag(self, k: int, last: int) -> bool:
        """Whether words of reporting with their own subject stand behind a comma: …, X said; …, said X."""
        s, w = self.s, self.w
        for n in range(k, min(last, k + _TAG)):
            if s.kinds[n] == MARK and not s.joined(n):
                return False
            found = w.forms.get(s.form[n], ())
            if any(f.tense in (PAST, THIRD) and f.verb.before for f in found) and s.form[n] not in w.noun_verbs:
                if n == k:
                    return s.upper(n + 1) or (
                        s.form[n + 1 : n + 2] != [] and s.form[n + 1] in w.determiners | w.pronouns
                    )
                behind = n + 1 >= last or s.kinds[n + 1] in (MARK, LINE) or s.form[n + 1] in w.that
                ends = n + 1 >= last or s.form[n + 1] in _FINAL
                return behind and (s.upper(n - 1) or n - k <= 3 or s.form[k] in w.determiners or ends)
            if s.finite(n):
                return False
        return False

    def _cue(self, k: int, last: int) -> bool:
        """Whether a verb of reporting without a subject of its own stands here, behind adverbs."""
        s, w = self.s, self.w
        while k < last and (w.adverb(s.form[k]) or s.form[k] in w.have):
            k += 1
        if k >= last:
            return False
        return any(f.tense in (PAST, THIRD, ING) and f.verb.before for f in w.forms.get(s.form[k], ())) and (
            s.form[k] not in w.noun_verbs
        )

    def _other_says(self, k: int, last: int) -> bool:
        s, w = self.s, self.w
        for n in range(k, min(last, k + 6)):
            if any(f.tense in (PAST, THIRD) and f.verb.before for f in w.forms.get(s.form[n], ())):
                return True
        return False

    def phrase(self, start: int, last: int) -> int:
        """Where a nominal complement ends: at a comma that leaves it, a day, a clause of time or reason."""
        s, w = self.s, self.w
        k = start + 1
        while k < last:
            quote = s.quotes.at(k)
            if quote is not None and quote.closed:
                k = max(k + 1, s.behind(quote))
                continue
            form = s.form[k]
            if s.kinds[k] == LINE or (
                s.kinds[k] == MARK and form in ";:" and s.quotes.around(k) is s.quotes.around(start)
            ):
                return k
            if s.dash(k) or (form == "(" and self._own_clause(k, last)):
                return k
            if s.mark(k, COMMA) and k + 1 < last and not self._listed(k + 1, last):
                return k
            if k in s.dated and self._dated_noun(k, last):
                while k < last and k in s.dated:
                    k += 1
                continue
            if k in s.dated and k > start + 1 and not self._reason(k, last):
                return k - 1 if s.form[k - 1] in w.prepositions else k
            if form in w.times and k > start + 1 and (k + 1 >= last or s.kinds[k + 1] == MARK):
                return k  # these themes before, most notably …
            if form in w.as_ and k + 2 < last and s.upper(k + 1) and self._acts(k + 2):
                return k  # a tightening race as X consolidates …
            if form in w.turns or (
                form in w.subordinators
                and form not in w.that | w.question | w.relative
                and k > start + 1
                and self._own_clause(k, last)
            ):
                return k
            if self._according(k):
                return k
            if form in w.joins and self._cue(k + 1, last):
                return k
            k += 1
        return k

    def _reason(self, k: int, last: int) -> bool:
        """Whether a day only stands between a person and what he is praised or blamed for."""
        while k < last and k in self.s.dated:
            k += 1
        return k < last and self.s.form[k] in self.w.reasons

    def _acts(self, k: int) -> bool:
        """Whether a word behind a name has the form of a finite verb."""
        s, w = self.s, self.w
        return s.word(k) and not s.upper(k) and s.form[k].endswith((w.plural_end, w.past_end))

    def _dated_noun(self, k: int, last: int) -> bool:
        """Whether a day only tells which of a noun behind it: the Sept. 11 attacks, Monday night's debate."""
        s = self.s
        n = k
        while n < last and n in s.dated:
            n += 1
        owns = n + 1 < last and s.short(n + 1) and s.form[n + 1] == self.w.own
        return owns or (s.form[k - 1] in self.w.determiners and n < last and s.word(n))

    def _own_clause(self, k: int, last: int) -> bool:
        return any(self.s.finite(n) for n in range(k + 1, min(last, k + 8)))

    def _new_clause(self, k: int, last: int) -> bool:
        """Whether a clause of its own begins behind a comma: a subject and its finite verb."""
        s, w = self.s, self.w
        if not (s.upper(k) or s.form[k] in w.determiners or s.form[k] in w.pronouns) or s.form[k] in w.lists:
            return False
        for n in range(k, min(last, k + _SUBJECT)):
            if (s.kinds[n] == MARK and not s.joined(n)) or s.form[n] in w.subordinators - w.determiners:
                return False
            if n > k and s.finite(n):
                return True
        return False

    def _listed(self, k: int, last: int) -> bool:
        """Whether a comma goes on with a list, an apposition or a relative clause of what stands before it."""
        s, w = self.s, self.w
        form = s.form[k]
        if self._new_clause(k, last):
            return False
        if form in w.joins:
            return not self._own_clause(k, min(last, k + 6))
        if form in w.turns or form in w.subordinators or form in w.leading or w.adverb(form) or k in s.dated:
            return form in w.lists
        cues = w.forms.get(form, ())
        if any(f.tense == ING for f in cues) or (form.endswith(w.ing_end) and not s.upper(k)):
            return form in w.lists
        return form not in w.pronouns - w.determiners

    def mode(self, parts: Sequence[tuple[int, int]]) -> Mode:
        """Whether all of a content stands in quotation marks, part of it, or none."""
        s = self.s
        whole = [s.quotes.around(a) is not None and s.quotes.around(a) is s.quotes.around(b - 1) for a, b in parts]
        if all(whole) and all(self._fills(a, b) for a, b in parts):
            return "direct"
        inner = any(s.quotes.at(n) is not None for a, b in parts for n in range(max(0, a - 1), b))
        return "mixed" if inner or any(whole) else "indirect"

    def _fills(self, a: int, b: int) -> bool:
        quote = self.s.quotes.around(a)
        return quote is not None and quote.first >= a - 1 and quote.last <= b + 2


def trimmed(s: Scene, a: int, b: int) -> tuple[int, int] | None:
    """A range without the marks at its edges; None where no word is left."""
    while a < b and (s.kinds[a] == LINE or (s.kinds[a] == MARK and s.form[a] in ",;:.-\u2013\u2014")):
        a += 1
    while b > a and (s.kinds[b - 1] == LINE or (s.kinds[b - 1] == MARK and s.form[b - 1] in ",;:.-\u2013\u2014")):
        b -= 1
    if b - a >= 2 and s.quotes.at(a) is not None and (quote := s.quotes.at(a)) is not None and s.behind(quote) == b:
        a, b = quote.first, quote.last
    return (a, b) if any(s.word(n) or s.kinds[n] not in (MARK, LINE) for n in range(a, b)) else None
