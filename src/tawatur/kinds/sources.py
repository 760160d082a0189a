"""Who speaks: where a noun phrase begins and ends, whether it can speak at all, its gender and number."""

from __future__ import annotations

from typing import NamedTuple

from tawatur.kinds.scene import CLOSING, COMMAS, DASHES, Scene
from tawatur.words import LINE, MARK, NUMBER

_PARENTHESIS = 8
"""Tokens that a parenthesis inside a name may hold: an abbreviation, a branch, a place."""
_NAME_QUOTE = 5
"""Words that a quotation may hold and still be a name."""
_LONGEST = 45
_RARE = 520
"""Cost (centibels) above which an unlisted-looking word after a title is taken for a name."""


class Phrase(NamedTuple):
    """A noun phrase: tokens `[first, last)`, letters glued before it, and why it ends there."""

    first: int
    last: int
    glued: int
    ends: str


class Sources:
    """Reads noun phrases of one text."""

    def __init__(self, scene: Scene) -> None:
        self.s = scene
        self.g = scene.grammar

    # --- what a word is -----------------------------------------------------------------------------------------

    def classes(self, i: int) -> frozenset[str]:
        """The classes of the word at a token in the tables of names."""
        return self.g.names.classes(self.s.form[i])

    def name_like(self, i: int) -> bool:
        """Whether a word without an article may be part of a name or a title in apposition."""
        s, g = self.s, self.g
        if i in s.named:
            return True
        form = s.form[i]
        if not form[:1].isalpha():
            return False
        classes = self.classes(i)
        if not classes.isdisjoint(("first_name", "honorific", "rank", "particle")):
            return True
        if g.governed(form)[2] or g.definite(form):
            return False
        cost = g.splitter.cost(form)
        return cost is None or cost > _RARE

    def actor(self, phrase: Phrase) -> bool:
        """Whether a phrase names somebody or something that can speak: a person, body, outlet, place or source."""
        s = self.s
        head = phrase.first
        if s.kinds[head] == MARK:
            head += 1
        if head in s.named:
            return True
        classes = self.classes(head)
        if not classes.isdisjoint(
            (
                "office",
                "honorific",
                "rank",
                "profession",
                "deputy",
                "first_name",
                "body",
                "outlet_head",
                "unnamed",
                "nationality",
            )
        ):
            return True
        form = s.head_word(head) if phrase.glued else s.form[head]
        g = self.g
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        return any(w in t for w in (form, bare) for t in (g.media, g.documents, g.plural, g.feminine))

    def document(self, phrase: Phrase) -> bool:
        """Whether a phrase names a document: a statement, a report, a letter."""
        g = self.g
        form = self.s.form[phrase.first]
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        return form in g.documents or bare in g.documents

    # --- phrases ------------------------------------------------------------------------------------------------

    def phrase(
        self, first: int, last: int, *, glued: int = 0, tight: bool = False, takes: tuple[str, ...] = ()
    ) -> Phrase:
        """The noun phrase that begins at `first`; it is empty (`last == first`) where none can.

        `tight`: the phrase is followed by another one (a direct object), so a word without an article that can't be
        part of a name ends a phrase whose head is already defined. `takes`: prepositions the verb itself governs.
        """
        s, g = self.s, self.g
        last = min(last, first + _LONGEST)
        j = first
        closed = named = False
        why = "the sentence ends"
        while j < last:
            form, kind = s.form[j], s.kinds[j]
            if kind == LINE:
                why = "the line ends"
                break
            if kind == MARK:
                step = self._mark(j, first, last)
                if step == j:
                    why = f"the mark {form}"
                    break
                closed = closed or form not in DASHES
                j = step
                continue
            if kind == NUMBER:
                if j in s.dated:
                    why = "a date"
                    break
                j += 1
                continue
            if j == first and glued:
                j += 1
                closed = g.definite(form)
                continue
            if j in s.named and (not g.governed(form)[2] or j == first):
                end, entity = s.named[j]
                named = named or entity == "person"
                closed = True
                j = min(end, last)
                continue
            if form in g.complementisers or form in g.continuations:
                why = "a complementiser follows"
                break
            if form in g.relatives:
                if tight or j == first:
                    why = "a relative clause follows"
                    break
                j = self._relative(j, last)
                why = "a relative clause ends"
                break
            if form in g.time or j in s.dated:
                why = "a time follows"
                break
            if form in g.prepositions:
                if j > first and self._binds(j, first, last, named):
                    inner = self.phrase(j + 1, last, tight=tight, takes=takes)
                    if inner.last > inner.first:
                        j, closed = inner.last, True
                        continue
                why = "a preposition follows"
                break
            if g.is_participle(form) and j > first and not self._adjectival(j):
                why = "a participle follows"
                break
            conj, prep, letters = g.governed(form)
            if prep:
                if j > first and self._binds_glued(j, first, prep, named, takes):
                    inner = self.phrase(j, last, glued=letters, tight=tight, takes=takes)
                    j, closed = inner.last, True
                    continue
                if not (j == first and s.form[j] in g.cues.forms):
                    why = "a preposition follows"
                    break
            if conj:
                if j == first or g.is_finite(form) or self._verb_next(j):
                    why = "a new clause begins"
                    break
                closed = g.definite(form)
                j += 1
                continue
            if g.is_finite(form) and not (j > first and self.name_like(j)):
                why = "a verb follows"
                break
            if closed and not g.definite(form) and j > first and not self._continues(j, first):
                if tight:
                    why = "the phrase is complete"
                    break
                if not self.name_like(j) and self._adverb(j):
                    why = "an adverb follows"
                    break
            closed = closed or g.definite(form) or "nationality" in self.classes(j)
            named = named or "first_name" in self.classes(j)
            j += 1
        return Phrase(first, j, glued, why)

    def _continues(self, j: int, first: int) -> bool:
        if self.name_like(j) or (self.name_like(j - 1) and j - 1 > first and not self.g.definite(self.s.form[j - 1])):
            return self.name_like(j) or self.g.splitter.cost(self.s.form[j]) is None
        classes = self.classes(j)
        return "nationality" in classes or "office" in classes or "deputy" in classes or "profession" in classes

    def _adverb(self, j: int) -> bool:
        """An indefinite accusative behind a complete phrase: again, officially, by telephone."""
        return self.g.indefinite_mark in self.s.tokens.words(j, j + 1)

    def _adjectival(self, j: int) -> bool:
        return "office" in self.classes(j) or "adjective" in self.classes(j)

    def _verb_next(self, j: int) -> bool:
        """Whether a conjunction's word is a reporting verb that only looks like a noun."""
        return any(c.conj for c in self.g.verbal_cues(self.s.form[j]))

    def _mark(self, j: int, first: int, last: int) -> int:
        """Where a phrase goes on behind the mark at `j`; `j` itself where the mark ends it."""
        s = self.s
        form = s.form[j]
        if form == "(":
            for k in range(j + 1, min(last, j + _PARENTHESIS)):
                if s.form[k] == ")":
                    return k + 1
            return j
        quote = s.quotes.at(j)
        if quote is not None:
            words = quote.last - quote.first
            if quote.closed and words <= _NAME_QUOTE and quote.after <= last and self.names_by_quote(j, first):
                return quote.after
            return j
        if form in DASHES and j > first and not s.tokens.spaced(j) and j + 1 < last and not s.tokens.spaced(j + 1):
            return j + 1
        if form == "/" and j > first:
            return j + 1
        if form == "." and j > first and len(s.form[j - 1]) == 1 and s.is_word(j - 1):
            return j + 1
        if form in COMMAS and j > first:
            return self._apposition(j, last)
        return j

    def names_by_quote(self, j: int, first: int) -> bool:
        """Whether the quotation opened at `j` is a name: after a head of names, or where a phrase must begin."""
        s, g = self.s, self.g
        quote = s.quotes.at(j)
        if quote is None or any(g.is_finite(s.form[k]) for k in range(quote.first, quote.last)):
            return False
        if s.form[quote.first] in g.complementisers:
            return False
        after = quote.after
        heads_on = after < len(s.form) and (s.form[after] in g.complementisers or s.form[after] in ",:(")
        if j == first:
            return heads_on or self._name_inside(quote.first, quote.last)
        behind = s.form[j - 1]
        bare = behind[g.governed(behind)[2] :]
        if bare in g.media or not self.classes(j - 1).isdisjoint(("outlet_head", "body", "place_head")):
            return True
        return heads_on and quote.last - quote.first <= 3

    def _name_inside(self, first: int, last: int) -> bool:
        return first in self.s.named or self.g.names.known(self.s.tokens, first, last) is not None

    def _apposition(self, j: int, last: int) -> int:
        """A name or title between commas right before the complement: the spokesman, So-and-so, that …"""
        s, g = self.s, self.g
        k = j + 1
        if k >= last or not s.is_word(k) or not (self.name_like(k) or g.names.is_title(s.form[k])):
            return j
        if g.is_finite(s.form[k]) or s.form[k] in g.prepositions or s.form[k] in g.time:
            return j
        for end in range(k + 1, min(last, k + 12)):
            form = s.form[end]
            if form in g.complementisers or s.quotes.at(end) is not None or form == ":":
                return end
            if form in COMMAS:
                follows = end + 1 < last and (s.form[end + 1] in g.complementisers or s.quotes.at(end + 1) is not None)
                return end if follows else j
            if g.is_finite(form) or (form in g.prepositions and form not in g.binding) or form in CLOSING:
                return j
        return j

    def _relative(self, j: int, last: int) -> int:
        """The end of the relative clause that begins at `j`."""
        s, g = self.s, self.g
        for k in range(j + 1, last):
            form = s.form[k]
            if s.kinds[k] == LINE or form in COMMAS or form in CLOSING or form == ":":
                return k
            if form in g.complementisers and s.form[k - 1] not in g.subordinators:
                return k
            if s.quotes.at(k) is not None or g.is_participle(form) or form in g.cues.said:
                return k
        return last

    def _heads_people(self, first: int, j: int) -> bool:
        for k in (first, j - 1):
            if not self.classes(k).isdisjoint(
                ("office", "unnamed", "profession", "body", "rank", "deputy", "place_head")
            ):
                return True
        head = self.s.form[first]
        return head in self.g.plural or head in self.g.feminine or head in self.g.documents

    def _binds(self, j: int, first: int, last: int, named: bool) -> bool:
        """Whether the preposition at `j` belongs to the phrase before it."""
        s, g = self.s, self.g
        if s.form[j] not in g.binding or j + 1 >= last:
            return False
        behind = s.form[j - 1]
        if behind in g.bound:
            return True
        n = s.form[j + 1]
        if not s.is_word(j + 1) or n in g.venues or n in g.time or n in g.complementisers or (j + 1) in s.dated:
            return False
        if n in g.relatives or n in g.what or g.is_finite(n) or n in g.media:
            return False
        if named:
            return False
        return self._heads_people(first, j)

    def _binds_glued(self, j: int, first: int, prep: str, named: bool, takes: tuple[str, ...]) -> bool:
        s, g = self.s, self.g
        if s.form[j - 1] in g.bound:
            return True
        word = s.head_word(j)
        bare = word[len(g.article) :] if word.startswith(g.article) else word
        classes = self.classes(j)
        media = word in g.media or bare in g.media or "outlet_head" in classes or g.names.is_outlet(s.tokens, j)
        if named or media or word in g.addressees or s.form[j] in g.time:
            return False
        institution = (
            not classes.isdisjoint(("body", "place_head", "place")) or j in s.named or g.names.is_place(s.tokens, j)
        )
        if prep in takes or "@" + prep in takes or "+" + prep in takes:
            return institution and self._heads_people(first, j)
        return (
            institution
            or not self.classes(first).isdisjoint(("office", "unnamed"))
            or not self.classes(j - 1).isdisjoint(("office", "adjective", "body"))
        )

    # --- agreement ----------------------------------------------------------------------------------------------

    def agreement(self, phrase: Phrase) -> tuple[str, str]:
        """(gender, number) of a phrase by its head: "" where the form doesn't say, "s" or "p"."""
        s, g = self.s, self.g
        head = phrase.first
        while head < phrase.last - 1 and s.kinds[head] != "w":
            head += 1
        form = s.form[head][phrase.glued :] if phrase.glued and head == phrase.first else s.form[head]
        if "first_name" in self.classes(head):
            return "", "s"
        return g.gender_of(form), g.number_of(form)
