"""What a number counts where a noun stands behind its qualities: two elderly farm workers, 40 newly built homes.

For packs whose `figures.toml` has `[phrases]`: the phrase is bounded by words that can't stand in one, and its head is
the noun of the tables, or the first plural, that it ends in.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.kinds.figures.words import Noun, Words
from tawatur.words import MARK, WORD, Tokens

_LONGEST: Final = 6
"""Words of the longest phrase between a number and the head of what it counts."""
_HYPHENS: Final = frozenset("-\u2010\u2011")
_APOSTROPHES: Final = frozenset("'\u2019")


class Phrase(NamedTuple):
    """What stands behind a number: the tokens of the noun phrase, its class, its currency, the end of the whole."""

    noun: tuple[int, int] | None
    cls: str
    unit: str | None
    last: int
    subset: bool = False


class HeadLast:
    """Noun phrases behind the numbers of one text."""

    def __init__(self, words: Words, tokens: Tokens) -> None:
        self.words = words
        self.form = tokens.form
        self.kinds = tokens.kinds
        self.tokens = tokens

    def behind(self, end: int, limit: int, *, one: bool, open_: bool, year: bool) -> Phrase:
        """What is counted behind a number that ends before token `end`.

        `one`: the number is the word for one, which counts only where something happened to it. `open_`: hundreds of.
        `year`: it is printed as years are, so only a plural of the tables is counted: the 2014 survey, 2005 levels.
        """
        words, form = self.words, self.form
        nothing = Phrase(None, "elided", None, end)
        if end >= limit:
            return nothing
        if form[end] in _HYPHENS and not self.tokens.spaced(end):
            return self._measure(end, limit)
        if self.kinds[end] != WORD:
            return nothing
        found = nothing
        if form[end] in words.links["of"]:
            found = self._of(end + 1, limit, open_=open_) or nothing
        elif form[end] in words.links["others"] and not self._noun_follows(end + 1, limit):
            found = Phrase(None, "elided", None, end + 1)
        else:
            more = end
            while more < limit and form[more] in words.links["others"]:
                more += 1
            found = self._phrase(more, limit) or nothing
        if year and (found.cls == "unknown" or found.noun is None or not self._plural(found.noun)):
            return Phrase(None, "excluded", None, end)
        if one and found.cls != "money":
            return found._replace(cls="elided")
        return found

    def _plural(self, noun: tuple[int, int]) -> bool:
        """Whether a phrase ends in a plural of the tables."""
        here = self.words.bare_noun(self.form[noun[1] - 1])
        return here is not None and here.amount == "many"

    def _noun_follows(self, at: int, limit: int) -> bool:
        return self._phrase(at, limit) is not None

    def _measure(self, hyphen: int, limit: int) -> Phrase:
        """A number joined to a noun by a hyphen tells what something is like: a 12-year sentence, a 40-mile wall."""
        return Phrase(
            None, "excluded" if hyphen + 1 < limit and self.kinds[hyphen + 1] == WORD else "elided", None, hyphen
        )

    def _of(self, at: int, limit: int, *, open_: bool) -> Phrase | None:
        """Ten of them, ten of the men; hundreds of people."""
        words, form = self.words, self.form
        if at >= limit or self.kinds[at] != WORD:
            return None
        if form[at] in words.of_persons:
            return Phrase(None, "elided", None, at + 1, subset=not open_)
        definite = form[at] in words.determiners
        while at < limit and form[at] in words.determiners:
            at += 1
        first = at
        while at < limit and (
            words.is_number(form[at]) or form[at] in words.scales or (at > first and form[at] == ",")
        ):
            at += 1  # three of the 12 men: they are what is counted
        definite = definite or at > first
        found = self._phrase(at, limit)
        if found is None or found.cls == "excluded" or not (open_ or definite):
            return found if found is not None and found.cls == "excluded" else None
        return found._replace(subset=definite and not open_ and at == first)

    def shared(self, end: int, limit: int) -> tuple[int, tuple[int, int] | None]:
        """Where a share of a hundred ends, and what it is a share of: 60 percent of them, of the voters."""
        words, form = self.words, self.form
        if end + 1 >= limit or form[end] not in words.links["of"]:
            return end, None
        if form[end + 1] in words.of_persons:
            return end + 2, None
        at = end + 1
        while at < limit and form[at] in words.determiners:
            at += 1
        found = self._phrase(at, limit)
        return (end, None) if found is None or found.noun is None else (found.last, found.noun)

    def _phrase(self, at: int, limit: int) -> Phrase | None:
        """The noun phrase that begins at a token; None where none does."""
        words, form, kinds = self.words, self.form, self.kinds
        state: str | None = None
        head: int | None = None
        noun: Noun | None = None
        i = at
        while i < min(limit, at + 2 * _LONGEST):
            if kinds[i] == MARK:
                if form[i] not in _HYPHENS or self.tokens.spaced(i) or self.tokens.spaced(i + 1) or i == at:
                    break
                i += 1
                continue
            if kinds[i] != WORD or form[i] in words.not_nouns:
                break
            if self._owns(i):
                i += 3
                continue
            if form[i] in words.kinds_after and words.bare_noun(form[i]) is None:
                if head is not None or i > at:
                    break
                state = words.kinds_after[form[i]]
            here = words.bare_noun(form[i])
            plural = form[i].endswith(words.plural_ends) and not form[i].endswith(words.plural_ends_not)
            if here is not None and (here.amount == "many" or not self._goes_on(i + 1, limit)):
                head, noun = i, here
            elif plural and (here is None) and form[i] not in words.not_nouns:
                head, noun = i, None
            if head == i and not self._joined_noun(i + 1, limit):
                break
            i += 1
        if head is None:
            return None
        cls = noun.cls if noun is not None else "unknown"
        if state is not None and cls in ("people", "unknown"):
            cls = state
        unit = noun.unit if noun is not None else None
        if noun is not None and noun.family in words.currencies:
            meant = words.currencies[noun.family]
            unit = next((meant[f] for f in form[at:head] if f in meant), unit)
        return Phrase((at, head + 1), cls, unit, head + 1)

    def _owns(self, i: int) -> bool:
        """Whether a word bears the sign of owning: 12 of the city's nurses."""
        return (
            i + 2 < len(self.form)
            and self.form[i + 1] in _APOSTROPHES
            and not self.tokens.spaced(i + 1)
            and self.form[i + 2] == self.words.own
        )

    def _goes_on(self, i: int, limit: int) -> bool:
        """Whether a noun in the singular is only a quality of the noun behind it: 12 farm workers."""
        if i >= limit or self.kinds[i] != WORD or self.form[i] in self.words.not_nouns:
            return False
        here = self.words.bare_noun(self.form[i])
        return here is not None or self.form[i].endswith(self.words.plural_ends)

    def _joined_noun(self, i: int, limit: int) -> bool:
        """Whether a plural is a quality of a noun of the tables right behind it: 12 arms dealers."""
        if i >= limit or self.kinds[i] != WORD:
            return False
        here = self.words.bare_noun(self.form[i])
        return here is not None and here.amount == "many" and self.form[i] not in self.words.kinds_after
