"""What stands beside a name: marks, names in quotation marks, names and titles between commas, relative clauses."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.binding import Binding
from tawatur.kinds.attributions.scene import CLOSING, COMMAS, DASHES
from tawatur.words import LINE, NUMBER

_PARENTHESIS: Final = 8
"""Tokens that a parenthesis inside a name may hold: an abbreviation, a branch, a place."""
_SURNAME: Final = 3
"""Words of the longest surname or foreign name in quotation marks."""
_NAME_QUOTE: Final = 5
"""Words that a quotation may hold and still be a name."""
_APPOSED: Final = 16
"""Tokens that titles between commas behind a name may take."""
_JOINT: Final = "_"
_TAG: Final = frozenset(("#", _JOINT))
"""Marks before and between the words of a name that is written as a tag."""


class Beside(Binding):
    """Tells of marks and words beside the names of one text whether they belong to them."""

    def _mark(self, j: int, first: int, last: int, takes: tuple[str, ...] = ()) -> int:
        """Where a phrase goes on behind the mark at `j`; `j` itself where the mark ends it."""
        s = self.s
        form = s.form[j]
        if form in self.g.percent and s.kinds[j - 1] == NUMBER:
            return j + 1
        if form == "(":
            for k in range(j + 1, min(last, j + _PARENTHESIS)):
                if s.form[k] == ")":
                    return k + 1
            return j
        quote = s.quotes.at(j)
        if quote is not None:
            if j > first and quote.closed and quote.after <= last and self.entitled(j):
                return quote.after
            words = quote.last - quote.first
            if quote.closed and words <= _NAME_QUOTE and quote.after <= last and self.names_by_quote(j, first):
                held = "=" in takes and j > first and "office" in self.classes(j - 1)
                held = held and self.g.definite(s.form[j - 1])  # what the minister praised
                return j if held else quote.after
            return j
        if form in DASHES and j > first and not s.tokens.spaced(j) and j + 1 < last and not s.tokens.spaced(j + 1):
            second = s.is_word(j + 1) and j + 1 not in s.named and self.name_like(j - 1) and not s.finite(j + 1)
            return j + 2 if second else j + 1  # the second half of a foreign name
        if form == "/" and j > first:
            return j + 1
        if form == "#" and j > first and j + 1 < last and s.is_word(j + 1) and not s.tokens.spaced(j + 1):
            named = j + 1 in s.named or self.name_like(j + 1) or "first_name" in self.classes(j + 1)
            return j + 1 if named else j  # the president #X
        if form in _TAG and j + 1 < last and not s.tokens.spaced(j + 1) and (j == first or form == _JOINT):
            return j + 1
        if form == "." and j > first and ((len(s.form[j - 1]) == 1 and s.is_word(j - 1)) or s.spells(j)):
            return j + 1
        if form in COMMAS and j > first:
            at = self._past_seat(j, first, last)
            end = self._apposition(at, last, takes)
            return end if end > at else j
        return j

    def _past_seat(self, j: int, first: int, last: int) -> int:
        """The comma behind where somebody holds an office, told between commas before his name; `j` where it isn't."""
        s, g, k = self.s, self.g, j + 1
        if (
            k >= last
            or not (s.form[k] in g.of_office or g.governed(s.form[k])[1])
            or "office" not in self.classes(first)
        ):
            return j
        for c in range(k + 1, min(last - 1, k + _PARENTHESIS)):
            if s.is_mark(c, COMMAS):
                return c if c + 1 in s.named and s.named[c + 1][1] == "person" else j
            if not s.is_word(c) or s.finite(c) or s.form[c] in g.complementisers:
                return j
        return j

    def entitled(self, j: int) -> bool:
        """Whether the quotation opened at `j` is a text's title, with more behind it: under the title "…" that."""
        s, quote = self.s, self.s.quotes.at(j)
        if quote is None or s.form[j - 1] not in self.g.entitled:
            return False
        return quote.after + 1 < len(s.form) and s.form[quote.after] != "." and s.kinds[quote.after] != LINE

    def names_by_quote(self, j: int, first: int) -> bool:
        """Whether the quotation opened at `j` is a name: after a head of names, or where a phrase must begin."""
        s, g = self.s, self.g
        quote = s.quotes.at(j)
        if quote is None or any(s.finite(k) for k in range(quote.first, quote.last)):
            return False
        if s.form[quote.first] in g.complementisers or (quote.first not in s.in_name and self._accusative(quote.first)):
            return False
        after = quote.after
        heads_on = after < len(s.form) and (s.form[after] in g.complementisers or s.form[after] in ",:(")
        if j == first:
            if quote.last - quote.first <= _SURNAME and self._called(quote.first, quote.last, after):
                return True
            short = quote.last - quote.first <= 2 and g.definite(s.form[quote.first]) and after < len(s.form)
            goes_on = short and s.is_word(after) and g.without_conjunction(s.form[after]) == s.form[after]
            if quote.last - quote.first > 1 and after + 1 < len(s.form) and s.preposition(after):
                heads_on = heads_on or self.clause_ahead(
                    after, min(len(s.form), after + _APPOSED)
                )  # in a statement: "…"
            return heads_on or goes_on or self._name_inside(quote.first, quote.last)
        behind = s.form[j - 1]
        bare = behind[g.governed(behind)[2] :]
        if s.form[first] in g.media and not s.is_mark(j - 1, COMMAS):
            return True
        if quote.last - quote.first == 1 and s.head_word(first) in g.media and self.adjective(j - 1):
            return True  # to the official agency "X"
        if self._document_named(j, first, quote.first, quote.last):
            return True
        if (
            bare in g.media
            or bare in g.naming
            or not self.classes(j - 1).isdisjoint(("outlet_head", "body", "place_head", "office"))
        ):
            return True
        titled = g.governed(behind)[2] > 0 and j - 3 >= first and self.adjective(j - 2) and not g.definite(bare)
        if titled and "office" in self.classes(j - 3) and quote.last - quote.first <= 2:
            return True  # the general director of the group "X"
        if not g.definite(behind) and self._name_inside(quote.first, quote.last):
            return True  # a member of a body whose name stands in marks
        return heads_on and quote.last - quote.first <= 3

    def _called(self, first: int, last: int, after: int) -> bool:
        """Whether marks hold how somebody is called: foreign letters, the surname of a person named elsewhere."""
        s = self.s
        if s.form[first][:1].isalpha() and all(s.form[k].isascii() for k in range(first, last)):
            return True
        bare = s.form[last - 1].removeprefix(self.g.article)
        surname = bare in s.surnames and after < len(s.form) and s.kinds[after] != LINE
        return surname and not any(s.finite(k) for k in range(first, last))

    def _name_inside(self, first: int, last: int) -> bool:
        return first in self.s.named or self.g.names.known(self.s.tokens, first, last) is not None

    def _apposition(self, j: int, last: int, takes: tuple[str, ...]) -> int:
        """A name or title between commas right before the complement: the spokesman, So-and-so, that …"""
        s, g = self.s, self.g
        k = j + 1
        if (
            k >= last
            or not s.is_word(k)
            or k in s.behind_clitic
            or not (
                self.name_like(k)
                or (g.names.is_first_name(s.form[k]) and k + 1 < last and self._family_name(k + 1))
                or g.names.is_title(s.form[k])
                or "relative" in self.classes(k)
                or s.form[k] in g.speaking
                or s.form[k] in g.holders
                or s.form[k] in g.aged
                or (s.form[k] == g.out_of and g.out_of not in takes and s.form[min(k + 1, last - 1)] not in g.own_part)
            )
        ):
            return j
        if (
            s.finite(k)
            or (s.form[k] in g.prepositions and s.form[k] != g.out_of)
            or s.form[k] in g.cues.result
            or s.form[k] in g.time
            or g.is_participle(s.form[k])
            or self._content_with(k, last)
        ):
            return j
        named = -1
        for end in range(k + 1, min(last, k + _APPOSED)):
            form = s.form[end]
            quote = s.quotes.at(end)
            if quote is not None and quote.after < last and self.names_by_quote(end, k):
                named = quote.after  # the manager of the group "X"
            if end < named:
                continue
            if form in g.complementisers or s.quotes.at(end) is not None or form == ":" or self._spelled(end, last):
                return end
            if self.saying_at(end):
                return end
            if form in COMMAS:
                follows = end + 1 < last and (s.form[end + 1] in g.complementisers or s.quotes.at(end + 1) is not None)
                follows = follows or (end + 1 < last and (self.saying_at(end + 1) or self._told_at(end + 1, last)))
                object_next = (
                    any(x == "=" or x[:1] == "+" for x in takes)
                    and end + 1 < last
                    and s.is_word(end + 1)
                    and not s.finite(end + 1)
                )
                return end if follows else end + 1 if object_next and not g.governed(s.form[end + 1])[2] else j
            told = s.preposition(end) and end - k > 1
            if told and (s.named.get(k) == (end, "person") or self._foreign_name(k, end) or self._talk(end, last)):
                return end  # the minister, So-and-so, in an interview
            taken = form in takes or (g.governed(form)[1] in takes and end not in s.in_name)
            if taken and end - k > 1 and (s.named.get(k) == (end, "person") or self._foreign_name(k, end)):
                return end  # the minister, So-and-so, of what he warned
            if s.finite(end) or (form in g.prepositions and form not in g.binding) or form in CLOSING:
                return j
        return j

    def _told_at(self, k: int, last: int) -> bool:
        """Whether behind a comma it is told to whom or where somebody speaks, and then that: to the paper X, that."""
        s, g = self.s, self.g
        told = s.preposition(k) and k + 1 < last and s.head_word(k + 1) in g.given
        quote = s.quotes.at(k + 1) if k + 1 < last and g.governed(s.form[k])[1] == g.to else None
        if quote is not None and quote.closed and quote.last - quote.first <= _NAME_QUOTE and quote.after < last:
            return s.form[quote.after] in g.bare_or_own or self.clause_ahead(quote.after, last)
        return told and self.clause_ahead(k, last)

    def _family_name(self, k: int) -> bool:
        """Whether a word that no list has as a noun or a verb stands at a token."""
        s, g = self.s, self.g
        return s.is_word(k) and not g.definite(s.form[k]) and not g.names.is_common(s.form[k]) and not s.finite(k)

    def _talk(self, k: int, last: int) -> bool:
        """Whether a talk or a statement stands behind a preposition."""
        return k + 1 < last and (self.s.form[k + 1] in self.g.talks or self.s.form[k + 1] in self.g.statements)

    def _foreign_name(self, k: int, end: int) -> bool:
        """Whether a first name stands at `k` and up to `end` only words that no list has as a noun or a verb."""
        s, g = self.s, self.g
        if end - k > 3 or not g.names.is_first_name(s.form[k]):
            return False
        return all(s.is_word(n) and not g.names.is_common(s.form[n]) and not s.finite(n) for n in range(k, end))

    def relative_end(self, j: int, last: int, takes: tuple[str, ...] = ()) -> int:
        """The end of the relative clause that begins at `j`; `takes`: what the verb before it takes besides."""
        s, g = self.s, self.g
        passed = 0
        for k in range(j + 1, last):
            form = s.form[k]
            quote = s.quotes.at(k)
            if quote is not None and s.form[k - 1] in g.glued:
                passed = quote.after  # to a paper whose name stands in marks
            if k < passed:
                continue
            if s.kinds[k] == LINE or form in COMMAS or form in CLOSING or form == ":":
                return k
            if form.startswith(g.conjunctions[-1]) and g.without_conjunction(form) in g.there:
                return k
            if form in g.complementisers and s.form[k - 1] not in g.subordinators:
                return k - (k - 1 > j and s.preposition(k - 1))
            if s.quotes.at(k) is not None or g.is_participle(form) or form in g.cues.said:
                return k - (form not in g.cues.said and s.form[k - 1] in g.entitled)
            if s.preposition(k) and self._talk(k, last):
                return k  # whom we know, in a talk with the paper
            whole = k > j + 3 and s.preposition(k - 2) and s.form[k - 1].endswith(g.own_ends)
            if whole and form in takes and not s.noun_ending(k - 1):
                return k  # who refused to disclose his name | to
        return last
