"""Attributions without an active verb of reporting: according to X, X's claim that, is expected to, X is sure that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.items import Item
from tawatur.kinds.attributions.quotes import APOSTROPHES
from tawatur.kinds.clauses.ends import Ends, trimmed
from tawatur.kinds.clauses.phrases import COMMA, Noun, Phrases, Scene
from tawatur.kinds.clauses.words import Verb
from tawatur.model import Span, Stance, Step
from tawatur.words import LINE, MARK, WORD

_LEAST: Final = 3
"""Words of the shortest quotation that is no name."""
_HEAD: Final = 7
"""Tokens of the longest name before the colon of a headline."""
_SUBJECT: Final = 6
"""Tokens in which the subject of a clause without a word before it must have its verb."""
_BETWEEN: Final = 4
"""Words that may stand between a light verb and its noun."""


class More:
    """Finds them in one text."""

    def __init__(self, scene: Scene, phrases: Phrases, ends: Ends) -> None:
        self.s = scene
        self.w = scene.w
        self.phrases = phrases
        self.ends = ends

    def make(
        self,
        cue: tuple[int, int] | None,
        parts: Sequence[tuple[int, int]],
        source: Noun | None,
        rule: str,
        stance: Stance,
        *,
        title: bool,
        implicit: bool = False,
        at: int | None = None,
        spans: tuple[Span, ...] | None = None,
    ) -> Item | None:
        """An item; None where no words are left of its content."""
        s = self.s
        parts = [p for p in (trimmed(s, a, b) for a, b in parts) if p is not None]
        if not parts:
            return None
        cues = (s.span(*cue),) if cue is not None else ()
        who = spans if spans is not None else (s.span(source.first, source.last),) if source is not None else ()
        content = tuple(s.span(a, b) for a, b in parts)
        why = (
            *(Step("cue", rule, c) for c in cues),
            Step("content", rule, content[0]),
            Step("source", source.ends if source else "nobody is named" if not who else "the last speaker", None),
        )
        return Item(
            at if at is not None else cue[0] if cue is not None else parts[0][0],
            cues,
            content,
            parts[0][0],
            parts[-1][1],
            who,
            (),
            implicit,
            self.ends.mode(parts),
            stance,
            rule,
            None,
            title,
            why,
        )

    # --- according to -------------------------------------------------------------------------------------------------

    def according(self, i: int, first: int, last: int, title: bool) -> Item | None:
        """According to X, with the clause before or behind it."""
        s = self.s
        phrase = next((p for p in self.w.according if tuple(s.form[i : i + len(p)]) == p), None)
        if phrase is None:
            return None
        k = i + len(phrase)
        leads = i == first or (i == first + 1 and s.form[first] in self.w.conjunctions)
        comma = next((n for n in range(k, last) if s.mark(n, COMMA)), last) if leads else last
        source = self.phrases.after(k, comma)
        if source is None:
            return None
        if leads:
            parts = [(comma + 1, self.ends.clause(comma + 1, last))] if comma + 1 < last else []
        else:
            end = i - 1 if s.mark(i - 1, COMMA) else i
            begin = self.ends.clause_first(first, end)
            parts = [(begin, end)]
            quote = s.closed(end - 1)
            if quote is not None and quote.first <= begin + 1:
                parts = [(quote.first, quote.last)]
        return self.make((i, k), parts, source, "according-to phrase", "report", title=title)

    # --- nouns and qualities ------------------------------------------------------------------------------------------

    def noun_like(self, i: int, first: int, last: int, title: bool) -> Item | None:
        """A quality (is sure that), a light verb with its noun (voiced fears of), a noun with its complement."""
        form = self.s.form[i]
        if self.s.quotes.around(i) is not None:
            return None
        if form in self.w.quality:
            return self._quality(i, first, last, title)
        if form in self.w.light_verbs:
            return self._light(i, first, last, title)
        if form in self.w.nouns:
            return self._noun(i, first, last, title)
        return None

    def _complement(self, k: int, last: int) -> list[tuple[int, int]]:
        s, w = self.s, self.w
        quote = s.quotes.at(k) if k < last else None
        if quote is not None:
            return [(quote.first, quote.last)]
        if k >= last or s.kinds[k] != WORD:
            return []
        form = s.form[k]
        if form in w.that or form in w.question:
            return [(k, self.ends.clause(k, last))] if self._verbal(k, last) else []
        if form in w.to:
            return [(k, self.ends.clause(k, last))]
        if form in w.prepositions and form not in w.by:
            return [(k + 1, self.ends.phrase(k + 1, last))] if k + 1 < last else []
        return []

    def _verbal(self, k: int, last: int) -> bool:
        s = self.s
        if k + 1 < last and (s.finite(k + 1) or s.form[k + 1] in self.w.bases):
            return False  # a relative clause: demands that come with the work
        return any(s.finite(n) or s.short(n) for n in range(k + 1, min(last, k + 25)))

    def _bare(self, k: int, last: int) -> bool:
        """Whether a clause without a word before it begins here: sure they would come."""
        s, w = self.s, self.w
        if not (s.upper(k) or s.form[k] in w.pronouns or s.form[k] in w.determiners) or s.form[k] in w.that:
            return False
        for n in range(k + 1, min(last, k + _SUBJECT)):
            if s.kinds[n] == MARK and not s.joined(n):
                return False
            if s.finite(n):
                return True
        return False

    def _quality(self, i: int, first: int, last: int, title: bool) -> Item | None:
        s, w = self.s, self.w
        group = self.phrases.group(i, first)
        helpers = [s.form[n] for n in range(group, i)]
        if helpers and helpers[-1].endswith(w.ing_end):
            return None
        if not any(h in w.be for h in helpers) and not any(s.short(n) for n in range(group, i)):
            return None
        parts = self._complement(i + 1, last) if s.form[i + 1 : i + 2] != [*w.to] else []
        if not parts and s.form[i + 1 : i + 2] != [] and self._bare(i + 1, last):
            parts = [(i + 1, self.ends.clause(i + 1, last))]
        subject = self.phrases.before(group, first)
        if not parts or subject is None or s.form[subject.first] in w.persons[3] | w.mine:
            return None
        return self.make(
            (group, i + 1),
            parts,
            subject,
            "a quality of the mind with its complement",
            w.quality[s.form[i]],
            title=title,
        )

    def _light(self, i: int, first: int, last: int, title: bool) -> Item | None:
        s, w = self.s, self.w
        n = next((n for n in range(i + 1, min(last, i + 2 + _BETWEEN)) if s.form[n] in w.nouns_of(s.form[i])), None)
        if n is None or any(s.kinds[k] == MARK and not s.joined(k) for k in range(i + 1, n)):
            return None
        if any(s.form[k] in w.prepositions for k in range(i + 1, n)):
            return None
        parts = self._complement(n + 1, last)
        group = self.phrases.group(i, first)
        subject = self.phrases.before(group, first)
        if not parts or subject is None or s.form[subject.first] in w.mine:
            return None
        stance = next(st for verbs, nouns, st in w.light if s.form[i] in verbs and s.form[n] in nouns)
        return self.make((group, n + 1), parts, subject, "a verb with a noun of saying", stance, title=title)

    def _noun(self, i: int, first: int, last: int, title: bool) -> Item | None:
        """A noun of saying that somebody owns, or that a clause follows."""
        s, w = self.s, self.w
        k = i + 1
        owner = self._owner(i, first)
        if k < last and s.form[k] in w.by:
            who = self.phrases.after(k + 1, last)
            if who is not None and who.last < last and s.form[who.last] in w.that | w.to:
                owner, k = who, who.last
        if k >= last:
            return None
        form = s.form[k]
        clause = form in w.that and self._verbal(k, last)
        if owner is None and not clause:
            return None
        if not clause and form not in w.to and not (form in w.noun_links and owner is not None):
            return None
        parts = self._complement(k, last)
        return self.make((i, i + 1), parts, owner, "noun with its complement", w.nouns[s.form[i]], title=title)

    def _owner(self, i: int, first: int) -> Noun | None:
        s, w = self.s, self.w
        k = i
        while (
            k - 1 >= first and i - k < 3 and s.word(k - 1) and s.form[k - 1] not in w.possessive and not s.short(k - 1)
        ):
            if s.form[k - 1] in w.prepositions or s.form[k - 1] in w.determiners or s.finite(k - 1):
                return None
            k -= 1
        if k - 1 < first:
            return None
        if s.form[k - 1] in w.possessive:
            return Noun(k - 1, k, "the possessive before the noun")
        if s.short(k - 1) and s.form[k - 1] == w.own:
            return self._name(k - 2, first)
        if s.mark(k - 1, APOSTROPHES) and s.word(k - 2) and not s.tokens.spaced(k - 1):
            return self._name(k - 1, first)
        return None

    def _name(self, k: int, first: int) -> Noun | None:
        """Who owns a noun: the row of capitals before the sign of owning, else the phrase."""
        s = self.s
        begin = k
        while begin > first and (s.upper(begin - 1) or (s.joined(begin - 1) and s.upper(begin - 2))):
            begin -= 1
        if begin < k and not (begin == first and k - begin == 1):
            return Noun(begin, k, "the name before the noun")
        return self.phrases.left(k, first)

    # --- the passive --------------------------------------------------------------------------------------------------

    def passive(self, group: int, verb: Verb, k: int, first: int, last: int, title: bool) -> Item | None:
        """What is expected, said or described: its subject with what follows, and whose word it is behind by."""
        s, w = self.s, self.w
        subject = self.phrases.before(group, first)
        if subject is None or k >= last or s.form[subject.first] in w.mine:
            return None
        form = s.form[k]
        impersonal = s.form[subject.first] in w.persons[3]
        if impersonal and form in w.that:
            return self.make(
                (group, k), [(k, self.ends.clause(k, last))], None, "passive, nobody", verb.stance, title=title
            )
        if form in w.by:
            who = self.phrases.after(k + 1, last)
            if who is None:
                return None
            parts = [(subject.first, subject.last)]
            return self.make((group, k), parts, who, "passive with whose word it is", verb.stance, title=title)
        if (form in w.to and verb.takes & {"clause", "bare"}) or form in w.as_:
            parts = [(subject.first, subject.last), (k, self.ends.clause(k, last))]
            return self.make((group, k), parts, None, "passive, nobody", verb.stance, title=title)
        return None

    # --- without words of reporting -----------------------------------------------------------------------------------

    def headline(self, first: int, last: int, found: Sequence[Item], title: bool) -> list[Item]:
        """X: words, at the head of a page."""
        s = self.s
        colon = next((n for n in range(first, min(last, first + _HEAD)) if s.form[n] == ":"), None)
        if colon is None or colon == first or colon + 2 >= last or not s.tokens.spaced(colon + 1):
            return []
        if any(item.at < colon for item in found) or not s.upper(colon - 1) or not s.upper(first):
            return []
        if any(s.finite(n) for n in range(first, colon)):
            return []
        end = last
        while end > colon and (s.kinds[end - 1] == LINE or s.form[end - 1] == "."):
            end -= 1
        source = Noun(first, colon, "the words before the colon")
        item = self.make(None, [(colon + 1, end)], source, "headline with a colon", "report", title=title, at=first)
        return [item] if item is not None else []

    def goes_on(self, first: int, last: int, before: Sequence[Item], mine: Sequence[Item]) -> list[Item]:
        """A paragraph that is one quotation, behind one that ended with a quotation: the same speaker's."""
        s = self.s
        while first < last and s.kinds[first] == LINE:
            first += 1
        quote = s.quotes.at(first) if first < last else None
        if quote is None or not before or any(item.first < quote.last for item in mine):
            return []
        if any(i.first <= quote.first < i.last for i in before):
            return []
        if any(s.kinds[n] not in (MARK, LINE) for n in range(s.behind(quote), last)):
            return []
        if sum(s.word(n) for n in range(quote.first, quote.last)) < _LEAST:
            return []
        said = max(before, key=lambda i: i.last)
        if said.mode == "indirect" or not said.source:
            return []
        item = self.make(
            None,
            [(quote.first, quote.last)],
            None,
            "quotation alone: the speaker goes on",
            "report",
            title=False,
            implicit=True,
            at=quote.first - 1,
            spans=said.source,
        )
        return [item] if item is not None else []
