"""Noun phrases beside a verb in languages whose subject stands before it, found without a tagger.

A phrase is bounded by words of closed classes: verbs, conjunctions, pronouns, marks. What may stand inside one (names,
titles, prepositions, appositions between commas) is told by the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tawatur.kinds.attributions.quotes import APOSTROPHES, Quote, Quotes
from tawatur.kinds.clauses.words import ING, Words, words_of
from tawatur.model import Date, Span
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, NUMBER, WORD

COMMA: Final = frozenset(",")
DASHES: Final = frozenset("-\u2013\u2014")
STOPS: Final = frozenset(".!?\u2026;:")
_LONGEST: Final = 24
"""Tokens of the longest phrase without commas that names a source."""
_LONGEST_ASIDE: Final = 45
"""The same with appositions."""


class Noun(NamedTuple):
    """The words of a phrase, tokens `[first, last)`, and how its edge was found."""

    first: int
    last: int
    ends: str


class Scene:
    """One text with what the finders of clauses ask about its tokens."""

    def __init__(self, reading: Reading, dates: Sequence[Date]) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.kinds = reading.tokens.kinds
        self.w: Words = words_of(reading.pack)
        self.quotes = Quotes(reading)
        self.stands: dict[int, tuple[int, int]] = {}
        """Relative pronouns that are sources, and the words that they stand for."""
        self.dated: dict[int, Date] = {}
        for date in dates:
            for i in range(self.tokens.before(date.span.start), self.tokens.before(date.span.end)):
                self.dated[i] = date
            behind = self.tokens.before(date.span.end)
            if behind < len(self.form) and self.form[behind] in self.w.parts_of_day:
                self.dated[behind] = date

    def mark(self, i: int, which: frozenset[str]) -> bool:
        return 0 <= i < len(self.form) and self.kinds[i] == MARK and self.form[i] in which

    def word(self, i: int) -> bool:
        return 0 <= i < len(self.form) and self.kinds[i] == WORD

    def upper(self, i: int) -> bool:
        """Whether a token is printed with a capital."""
        return self.word(i) and self.tokens.text[self.tokens.start[i]].isupper()

    def joined(self, i: int) -> bool:
        """Whether a mark stands inside a word or a name: a hyphen, an apostrophe, the point of an initial."""
        if not (0 < i < len(self.form) - 1) or self.kinds[i] != MARK or self.tokens.spaced(i):
            return False
        form = self.form[i]
        if form in APOSTROPHES or form in DASHES or form in "/&@#":
            return not self.tokens.spaced(i + 1) and self.kinds[i + 1] != MARK and self.kinds[i - 1] != MARK
        if form == ".":
            first, last = self.reading.sentence_of(i)
            if not first < i < last - 1 or self.kinds[i - 1] != WORD:
                return False
            return self.kinds[i + 1] in (WORD, NUMBER) or (
                not self.tokens.spaced(i + 1) and self.form[i + 1] in ",'\u2019)"
            )
        return False

    def closed(self, k: int) -> Quote | None:
        """The quotation that the mark at a token closes, be it one mark or the second of two apostrophes."""
        found = self.quotes.ends(k)
        if found is None and self.mark(k, APOSTROPHES) and self.mark(k - 1, APOSTROPHES):
            found = self.quotes.ends(k - 1)
        return found

    def behind(self, quote: Quote) -> int:
        """The first token behind a quotation and all its marks."""
        k = quote.after
        if quote.closed and self.mark(k, APOSTROPHES) and self.mark(k - 1, APOSTROPHES) and not self.tokens.spaced(k):
            k += 1
        return k

    def opener(self, quote: Quote) -> int:
        """The first of the marks that open a quotation."""
        k = quote.first - 1
        return k - 1 if self.mark(k, APOSTROPHES) and self.mark(k - 1, APOSTROPHES) else k

    def dash(self, i: int) -> bool:
        """Whether a mark is a dash that sets off an aside."""
        return self.mark(i, DASHES) and not self.joined(i)

    def span(self, first: int, last: int) -> Span:
        return self.reading.span(first, last)

    def finite(self, i: int) -> bool:
        """Whether a word makes a clause: a finite verb, or a noun with one cut short behind it."""
        form = self.form[i]
        if form in self.w.finite:
            return not (self.upper(i) and self.upper(i - 1))
        if not form.endswith(self.w.past_end) or i + 1 >= len(self.form) or self.upper(i) or not self.word(i - 1):
            return False
        w, behind = self.w, self.form[i + 1]
        act = behind in w.determiners or behind in w.possessive or behind in w.objects
        return act and self.form[i - 1] not in w.determiners and self.form[i - 1] not in w.prepositions

    def finite_like(self, i: int) -> bool:
        """Whether a word has the form of a finite verb, whatever stands beside it."""
        return self.form[i] in self.w.finite or self.form[i].endswith(self.w.past_end)

    def short(self, i: int) -> bool:
        """Whether a token is what is left of a word cut short: the t of don't, the s of its."""
        return self.word(i) and i > 0 and self.form[i - 1] in APOSTROPHES and self.form[i] in self.w.short_forms


class Phrases:
    """Finds the phrases of one text."""

    def __init__(self, scene: Scene) -> None:
        self.s = scene
        self.w = scene.w

    def group(self, i: int, first: int) -> int:
        """Where the verb group begins that a verb form closes: auxiliaries, negations, adverbs before it."""
        s, w = self.s, self.w
        k = begin = i
        while k > first:
            form = s.form[k - 1]
            if form in w.inverted and k - 2 > first and s.joined(k - 2):
                k -= 1
                while k - 1 > first and s.joined(k - 1):
                    k -= 2
                begin = k
            elif k - 2 > first and s.short(k - 1) and form != w.own:
                k -= 2
                begin = k
            elif (
                s.word(k - 1)
                and (form in w.auxiliaries or form in w.negations)
                and not (s.upper(k - 1) and k - 1 > first)
            ) or (
                s.word(k - 1)
                and w.adverb(form)
                and (form not in w.pronouns or (k - 2 >= first and (s.word(k - 2) or s.form[k - 2] == ")")))
            ):
                k -= 1
                begin = k
            elif k - 1 > first and k - 1 in s.dated and not s.short(k):
                k -= 1
                if s.form[k - 1] in w.prepositions and k - 1 > first and k - 1 not in s.dated:
                    k -= 1
                begin = k
            else:
                break
        return begin

    def joined_subject(self, i: int, last: int) -> int | None:
        """The pronoun that hyphens join behind a verb at a token; None where none is."""
        s, k = self.s, i + 1
        while k + 1 < last and s.joined(k) and s.form[k] not in APOSTROPHES:
            if s.form[k + 1] in self.w.inverted:
                return k + 1
            k += 2
        return None

    def before(self, k: int, first: int) -> Noun | None:
        """The subject whose last token is `k - 1`, not reaching before `first`."""
        s, w = self.s, self.w
        j = k - 1
        if j < first:
            return None
        if s.mark(j, COMMA):
            return self._aside(j, first)
        if s.dash(j):
            return self._dashed(j, first)
        if s.mark(j, frozenset(")")):
            opened = next((n for n in range(j - 1, first - 1, -1) if s.form[n] == "("), None)
            found = self.before(opened, first) if opened is not None else None
            return found._replace(last=k) if found is not None else None
        if not (s.word(j) or s.kinds[j] == NUMBER or (s.kinds[j] == MARK and s.joined(j)) or s.form[j] in "%."):
            return None
        if s.form[j] in w.conjunctions:
            return None
        if s.form[j] in w.pronouns and (j == first or not s.joined(j - 1)):
            return Noun(j, k, "a pronoun")
        if s.form[j] in w.relative or (s.form[j] in w.relative_thing and s.mark(j - 1, COMMA)):
            return self._antecedent(j, first)
        found = self.left(k, first)
        if (
            found is not None
            and found.first == j
            and j - 2 >= first
            and s.form[j - 1] in w.personal
            and s.finite_like(j)
        ):
            outer = self.left(j - 1, first)  # all the experts I interviewed
            return outer._replace(last=k) if outer is not None else found
        return found

    def left(self, k: int, first: int) -> Noun | None:
        """The phrase that ends before token `k`, bounded on its left by a word of a closed class."""
        s, w = self.s, self.w
        j, begin, cut = k - 1, k, -1
        while j >= first and k - j <= _LONGEST:
            form = s.form[j]
            if s.kinds[j] == LINE:
                break
            if s.kinds[j] == MARK:
                if (
                    s.joined(j)
                    or form in "%$."
                    or (form in APOSTROPHES and not s.tokens.spaced(j) and s.word(j - 1))
                    or (form == "-" and not s.dash(j))
                ):
                    j -= 1
                    continue
                if s.mark(j, COMMA) and s.upper(j - 1) and j + 1 < k and self._abbreviation(j + 1):
                    j -= 1
                    continue
                break
            if s.kinds[j] == NUMBER or (s.short(j) and form == w.own):
                begin = j
                j -= 1
                continue
            if s.short(j) or form in w.personal:
                break
            if form in w.joins:
                if cut < 0:
                    cut = j
                j -= 1
                continue
            if form in w.subordinators or form in w.conjunctions or form in w.relative or form in w.relative_thing:
                break
            reduced = cut < 0 and form.endswith(w.past_end) and s.form[j + 1] in w.prepositions and j + 1 < k - 1
            if reduced and s.word(j - 1) and s.form[j - 1] not in w.pronouns | w.auxiliaries:
                begin = j  # people involved in the talks
                j -= 1
                continue
            if s.finite(j) and not s.joined(j - 1) and not s.joined(j + 1) and not self._attribute(j, k):
                if cut >= 0:
                    begin = cut + 1
                break
            begin = j
            j -= 1
        while begin < k and (s.kinds[begin] == MARK or s.form[begin] in w.joins):
            begin += 1
        begin = self._trim(begin, k)
        if begin >= k or k - begin > _LONGEST:
            return None
        last = s.form[k - 1]
        if k - begin == 1 and (last in w.determiners or last in w.prepositions or w.adverb(last)):
            return None
        if last in w.determiners or last in w.prepositions:
            return None
        return Noun(begin, k, "the words before the verb")

    def _abbreviation(self, i: int) -> bool:
        return self.s.upper(i) and self.s.form[i + 1 : i + 2] == ["."] and not self.s.word(i + 2)

    def _attribute(self, j: int, k: int) -> bool:
        """Whether a form of a verb stands before a noun as its quality: the leaked report, an unnamed official."""
        s, w = self.s, self.w
        if s.form[j] in w.auxiliaries or j + 1 >= k or not s.word(j + 1):
            return False
        if s.upper(j) and j > 0 and s.upper(j + 1):
            return True
        before = s.form[j - 1] if j else ""
        return (
            (before in w.determiners or before in w.prepositions)
            and s.form[j].endswith(w.quality_ends)
            and s.form[j + 1] not in w.prepositions
        )

    def _trim(self, begin: int, k: int) -> int:
        """Leave out what leads a clause: a preposition with its noun, a day, an adverb."""
        s, w = self.s, self.w
        while (
            begin < k
            and (w.adverb(s.form[begin]) or begin in s.dated)
            and not (
                s.form[begin] in w.determiners
                or (s.upper(begin) and begin not in s.dated and begin + 1 < k and s.upper(begin + 1))
            )
        ):
            begin += 1
        if begin < k and s.form[begin] in w.prepositions:
            at = begin + 1
            while at < k and at in s.dated:
                at += 1
            if at > begin + 1:
                return at
            for n in range(k - 1, begin + 1, -1):
                if s.form[n] in w.determiners and s.form[n - 1] not in w.prepositions and n - 1 > begin:
                    return n
            n = k
            while n - 1 > begin and s.upper(n - 1):
                n -= 1
            return n if n > begin + 1 else k
        return begin

    def _antecedent(self, j: int, first: int) -> Noun | None:
        """What a relative pronoun at `j` stands for."""
        s = self.s
        k = j - 1 if s.mark(j - 1, COMMA) else j
        found = self.left(k, first) if k > first else None
        if found is None:
            return None
        s.stands[j] = (found.first, found.last)
        return Noun(j, j + 1, "a pronoun for the noun before the relative clause")

    def segments(self, first: int, last: int) -> list[tuple[int, int]]:
        """The stretches between the commas of tokens `[first, last)`, those inside quotations left whole."""
        s = self.s
        out: list[tuple[int, int]] = []
        begin = first
        for n in range(first, last):
            if s.mark(n, COMMA) and s.quotes.around(n) is s.quotes.around(first):
                if n > begin:
                    out.append((begin, n))
                begin = n + 1
        if last > begin:
            out.append((begin, last))
        return out

    def _aside(self, comma: int, first: int) -> Noun | None:
        """A subject with appositions between commas before its verb: X, the head of Y, who was there, said."""
        s, w = self.s, self.w
        begin = first
        for n in range(comma - 1, first - 1, -1):
            if s.form[n] in STOPS and not s.joined(n) and s.kinds[n] == MARK and s.form[n] != ".":
                begin = n + 1
                break
            if s.closed(n) is not None or s.quotes.at(n) is not None:
                begin = n + 1
                break
        parts = self.segments(begin, comma)
        for number, (a, b) in enumerate(parts[:-1]):
            while a < b and s.form[a] in w.conjunctions:
                a += 1
            if a >= b:
                continue
            head = s.form[a]
            partitive = a + 1 < b and s.form[a + 1] in w.partitive
            if (head in w.pronouns - w.determiners and not partitive) or head in w.relative | w.relative_thing:
                continue
            if (head in w.leading and not s.upper(a + 1)) or w.adverb(head):
                continue
            if head in w.leading or head in w.subordinators or self._participle(a):
                continue
            verbs = [n for n in range(a, b) if s.finite(n) and not self._attribute(n, b)]
            if verbs:
                inner = self.left(b, verbs[-1] + 1)
                clause = next((n for n in range(a, b) if s.form[n] in w.that), None)
                if clause is None or inner is None or clause < verbs[-1]:
                    continue
                a = inner.first
            after = s.form[parts[number + 1][0]]
            if comma - a > _LONGEST_ASIDE or (after in w.pronouns - w.determiners):
                continue
            found = self.left(b, a)
            if found is None:
                continue
            return Noun(found.first, self._appositions(parts[number:]), "the noun with its apposition")
        return None

    def _appositions(self, parts: list[tuple[int, int]]) -> int:
        """Where the words that name a source end: what he does or where he does it, between commas, is no name."""
        s, w = self.s, self.w
        last = parts[0][1]
        for a, b in parts[1:]:
            form = s.form[a]
            told = form in w.relative or form in w.relative_thing or form in w.subordinators or self._participle(a)
            if told or w.adverb(form) or (form in w.leading and form not in w.inside):
                break
            last = b
        return last

    def _participle(self, a: int) -> bool:
        s = self.s
        found = s.w.forms.get(s.form[a], ())
        return any(f.tense == ING for f in found) or (
            s.form[a].endswith(s.w.ing_end) and not s.upper(a + 1) and len(s.form[a]) > 5
        )

    def _dashed(self, j: int, first: int) -> Noun | None:
        """A subject with an aside between dashes before its verb."""
        s = self.s
        k = j
        while k > first and s.dash(k - 1):
            k -= 1
        opened = next((n for n in range(k - 1, first, -1) if s.dash(n)), None)
        if opened is None:
            return None
        while opened > first and s.dash(opened - 1):
            opened -= 1
        found = self.before(opened, first)
        return Noun(found.first, j + 1, "the noun with its aside") if found is not None else None

    def after(self, k: int, last: int) -> Noun | None:
        """The phrase that begins at token `k`, with its appositions: says the head of X, a place in Y."""
        s, w = self.s, self.w
        if k >= last or not (s.word(k) or s.kinds[k] == NUMBER):
            return None
        form = s.form[k]
        if form in w.personal or (form in w.pronouns - w.determiners and not s.word(k + 1)):
            return Noun(k, k + 1, "a pronoun")
        relative = False
        if form in w.prepositions or form in w.subordinators - w.determiners or form in w.to:
            return None
        n = k
        while n < last and n - k <= _LONGEST_ASIDE:
            here = s.form[n]
            relative = relative or here in w.relative
            if s.kinds[n] == MARK:
                if s.joined(n) or here in "%$&" or (here == "." and n + 1 < last and s.word(n + 1)):
                    n += 1
                    continue
                if s.mark(n, COMMA) and n + 1 < last and self._apposition(n + 1):
                    n += 1
                    continue
                if here == "(":
                    closed = next((c for c in range(n, min(last, n + 8)) if s.form[c] == ")"), None)
                    if closed is not None:
                        n = closed + 1
                        continue
                break
            if s.kinds[n] == LINE or (n > k and n in s.dated):
                break
            if n > k and here in w.to | w.that | w.question and here not in w.relative:
                break
            if here in w.conjunctions - w.joins or (
                here in w.subordinators - w.relative - w.that and not (relative and here in w.as_)
            ):
                break
            if s.finite(n) and not self._attribute(n, last) and not self._relative_before(n, k):
                break
            if n > k and here in w.prepositions - w.inside and not (relative and here in w.as_):
                break
            n += 1
        while n > k and (s.form[n - 1] in w.prepositions or s.form[n - 1] in w.joins or s.mark(n - 1, COMMA)):
            n -= 1
        return Noun(k, n, "the words behind the verb") if n > k else None

    def _relative_before(self, n: int, k: int) -> bool:
        return any(self.s.form[m] in self.s.w.relative for m in range(max(k, n - 4), n))

    def _apposition(self, i: int) -> bool:
        s, w = self.s, self.w
        if s.kinds[i] == NUMBER:
            return True
        form = s.form[i]
        if s.quotes.at(i) is not None or form in w.leading or form in w.conjunctions or self._participle(i):
            return form in w.relative
        return (
            form in w.relative
            or form in w.determiners
            or s.upper(i)
            or (s.word(i) and not w.adverb(form) and form not in w.subordinators and form not in w.pronouns)
        )
