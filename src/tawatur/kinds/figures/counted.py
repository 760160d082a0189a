"""What a number counts: the noun behind it, or in front of it, as far as its phrase goes."""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.kinds.figures.phrases import HeadLast
from tawatur.kinds.figures.words import GOODS, SMALL, Noun, Words, words_of
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

_PARTS: Final = 10
"""Up to so many, a noun of the small measures is a span of time or a part: three decades, five chapters."""


_YEARS: Final = (1900, 2040)
"""Numbers in four digits that are years sooner than counts."""


_SHARES: Final = 12
"""Tokens around points among which a share of a hundred stands, where they are parts of one."""


class Stretch(NamedTuple):
    """The title or a stretch of body: tokens `[first, last)`. No phrase reaches out of it."""

    first: int
    last: int


class Amount(NamedTuple):
    """A number as it stands in the text, closed or open: tokens `[first, last)`, brackets around it among them."""

    first: int
    last: int
    min: float | None
    max: float | None
    rule: str
    definite: bool = False
    value: float = 0.0
    share: bool = False
    """A fraction word (half, a third): a share of what follows, unless that is a unit."""
    whole: bool = False
    """An open plural that ends in the article (the hundreds, tens of thousands): a noun behind it needs its "of"."""


class Counted(NamedTuple):
    """What stands with a number: the tokens of the noun, its class, its currency, the end of the phrase."""

    noun: tuple[int, int] | None
    cls: str
    unit: str | None
    last: int
    subset: bool = False
    """Whether the phrase itself says "of them"."""


class Nouns:
    """The nouns beside the numbers of one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words: Words = words_of(reading.pack)
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.kinds = reading.tokens.kinds
        self.head_last = HeadLast(self.words, reading.tokens) if self.words.head_last else None

    def same(self, token: int, stretch: Stretch) -> bool:
        """Whether a token lies in the stretch and is no line end."""
        return stretch.first <= token < stretch.last and self.kinds[token] in (WORD, NUMBER, MARK)

    # --- behind the number ------------------------------------------------------------------------------------------

    def behind(self, n: Amount, end: int, stretch: Stretch) -> Counted:
        """What is counted behind a number that ends before token `end`."""
        words, form = self.words, self.form
        nothing = Counted(None, "elided", None, end)
        if self.head_last is not None:
            one = n.value == 1 and self.kinds[n.first] == WORD and n.first + 1 == n.last
            # of none only what the tables know: the score of a game has a 0, too
            year = self._like_year(n, end) or not n.value
            return Counted(*self.head_last.behind(end, stretch.last, one=one, open_=n.max is None, year=year))
        if not self.same(end, stretch) or self.kinds[end] != WORD:
            return self._quoted(n, end, stretch) or nothing
        here = form[end]
        if here in words.links["of_them"]:
            return self._of_them(end, stretch)
        if here in words.links["others"]:
            return Counted(None, "elided", None, end + 1)
        if here in words.links["of"]:
            return self._of(end, stretch) or nothing
        if here in words.links["not"]:
            return self._not(end, stretch) or nothing
        if here in words.links["ranks"] and self._is_rank(n):
            return Counted(None, "excluded", None, end)
        if self._stands_alone(n, end) or words.no_noun.starting(self.tokens, end) > end:
            return nothing
        if here in words.links["kilo"] and self.same(end + 1, stretch):
            noun = words.bare_noun(form[end + 1])  # 120 kilo grams
            if noun is not None and noun.family == GOODS:
                found = self._listed(n, noun, end + 1, stretch)
                return found._replace(noun=(end, found.noun[1])) if found.noun is not None else found
        noun = words.bare_noun(here)
        if noun is not None:
            return self._listed(n, noun, end, stretch)
        if n.max is None and words.is_plural_verb(here):  # thousands protest
            return Counted(None, "people", None, end)
        if n.whole:
            return nothing
        if n.max is None and here.startswith(words.article):  # hundreds of the migrants
            begin, stop = self.noun_phrase(end, stretch)
            if stop > begin:
                return Counted((begin, stop), self._class(here), None, stop)
        if self._is_no_noun(n, here) or not self._fits(n, here) or self._like_year(n, end) or here.isascii():
            return nothing  # of other letters it is a model: iPhone 6 Plus
        cls = "people" if here.endswith(words.nisba) and len(here) > 3 else "unknown"
        stop = self.adjectives(end + 1, stretch, Noun(cls, "one"))
        return Counted((end, stop), cls, None, stop)

    def _like_year(self, n: Amount, end: int) -> bool:
        """Whether a number of one token is written like a year: only a noun that the tables know is counted by it."""
        return end - n.first == 1 and self.form[n.first].isdigit() and _YEARS[0] <= n.value <= _YEARS[1]

    def _quoted(self, n: Amount, opening: int, stretch: Stretch) -> Counted | None:
        """A noun that the page holds at a distance by quotation marks that hold it alone: 12 "terrorists"."""
        closing = self.words.brackets.get(self.form[opening]) if opening < stretch.last else None
        if closing is None or closing in self.words.asides or not self.same(opening + 1, stretch):
            return None
        found = self.behind(n, opening + 1, stretch) if self.kinds[opening + 1] == WORD else None
        if found is None or found.noun is None or found.last >= stretch.last or self.form[found.last] != closing:
            return None
        return found._replace(last=found.last + 1)

    def _of_them(self, end: int, stretch: Stretch) -> Counted:
        stop = end + 1
        if self.same(stop, stretch) and self.form[stop] in self.words.links["of"]:
            begin, stop = self.noun_phrase(stop + 1, stretch)
            if stop > begin:
                return Counted((begin, stop), self._class(self.form[begin]), None, stop, subset=True)
            stop = begin - 1
        return Counted(None, "elided", None, stop, subset=True)

    def _of(self, end: int, stretch: Stretch) -> Counted | None:
        """Ten of the men, of his players; nothing where it says where from, as in 101 from a boat."""
        words, form = self.words, self.form
        begin, stop = self.noun_phrase(end + 1, stretch)
        if stop == begin or form[begin] in words.links["where_from"]:
            return None
        if stop > begin + 1 and self._class(form[stop - 1]) == "excluded":
            return None  # the 24th of the same month
        owned = words.owned(form[begin]) if stop == begin + 1 else None
        cls = owned.cls if owned is not None else self._class(form[begin])
        if cls == "excluded" and stop > begin + 1:  # of the most famous actors: written like "months of the actors"
            cls = self._class(form[begin + 1])
        defined = owned is not None or any(words.defines(form[i]) for i in range(begin, stop))
        named = self.same(stop, stretch) and form[stop] in words.brackets  # four of the submarines «Astute»
        if cls not in ("people", "unknown") and not (defined or named):
            return None
        articles = any(form[i].startswith(words.article) for i in range(begin, stop))
        if cls == "excluded" or (cls == "unknown" and not articles):
            return None
        return Counted((begin, stop), cls, self._unit(form[begin]), stop)

    def _not(self, end: int, stretch: Stretch) -> Counted | None:
        """Those counted by what they are not: 96 non-citizens."""
        if not self.same(end + 1, stretch) or self.kinds[end + 1] != WORD:
            return None
        word = self.form[end + 1]
        if self.words.defines(word) or word in self.words.not_nouns or len(word) < 4:
            return None
        return Counted((end, end + 2), "people" if word.endswith(self.words.nisba) else "unknown", None, end + 2)

    def _is_rank(self, n: Amount) -> bool:
        """Whether the sentence before a number speaks of places in a ranking: 2nd of the region and 18th of all."""
        first, _ = self.reading.sentence_of(n.first)
        return not self.words.borne["rankings"].isdisjoint(self.form[first : n.first])

    def _stands_alone(self, n: Amount, end: int) -> bool:
        """Whether a number ends in a scale word with tanwin, behind which no noun counted can follow."""
        last = self.form[end - 1]
        return end - n.first > 1 and last in self.words.scales and last.endswith(self.words.tanwin)

    def _listed(self, n: Amount, noun: Noun, end: int, stretch: Stretch) -> Counted:
        """A noun of the tables behind the number."""
        form = self.form
        is_year = self._like_year(n, end) and n.value % 100 > 10 and form[n.first - 1] in self.words.links["in"]
        if is_year and noun.cls not in ("excluded", "money"):  # in 2017 a base; a plural never follows such a number
            return Counted(None, "elided", None, end)
        stop = self.adjectives(end + 1, stretch, noun)
        if noun.family == SMALL and (n.max is None or n.value > _PARTS):
            noun = noun._replace(cls="things")
        if noun.family == GOODS and self._of_goods(n, end + 1, stretch):
            noun = noun._replace(cls="things")
        if noun.cls == "excluded" and (points := self._points(n, end)) is not None:
            return points
        if noun.cls == "excluded":
            if end + 1 < len(form) and len(form[end + 1]) == 4 and form[end + 1].isdigit():
                return Counted(None, "elided", None, end)  # 300 in the year 2016
            if end > n.first and not self.tokens.spaced(end) and len(form[end]) < 3:
                return Counted(None, "excluded", None, end)
        unit, stop = self._currency(noun, end, stop)
        return Counted((end, stop), self.head_class(end, stop, noun), unit, stop)

    def _of_goods(self, n: Amount, of: int, stretch: Stretch) -> bool:
        """Whether a measure says how much there is of something: 900 litres of milk, not a tank of 900 litres."""
        if not self.same(of, stretch) or self.form[of] not in self.words.links["of"]:
            return False
        if self.form[n.first - 1] in self.words.links["every"]:  # so much fat in every 100 grams of cheese
            return False
        begin, stop = self.noun_phrase(of + 1, stretch)
        return stop > begin

    def _points(self, n: Amount, end: int) -> Counted | None:
        """Points on the map that are manned, and those of a share of a hundred: said to be such, or parts of a point
        beside a share; not those of a game."""
        links, form = self.words.links, self.form
        if form[end] not in links["points"]:
            return None
        if end + 1 < len(form) and form[end + 1] in links["posts"]:
            return Counted((end, end + 2), "facilities", None, end + 2)
        if end + 1 < len(form) and form[end + 1] in links["of_percent"]:
            return Counted((end, end + 2), "percent", None, end + 2)
        first, last = self.reading.sentence_of(n.first)
        if not links["of_index"].isdisjoint(form[first:last]):
            return None
        around = form[max(first, n.first - _SHARES) : n.first] + form[end + 1 : min(last, end + _SHARES)]
        beside = any(word in self.words.percent_ends or word in self.words.borne["rates"] for word in around)
        if not beside or n.value == int(n.value) or n.value > 100:
            return None
        return Counted((end, end + 1), "percent", None, end + 1)

    def _currency(self, noun: Noun, first: int, stop: int) -> tuple[str | None, int]:
        """Which currency a name means, and where its phrase ends: a dinar is Tunisian only where it says so."""
        meant = self.words.currencies.get(noun.family, {})
        for i in range(first + 1, min(stop + 1, len(self.form))):
            if self.form[i] in meant:
                return meant[self.form[i]], max(stop, i + 1)
        return noun.unit, stop

    def head_class(self, first: int, stop: int, noun: Noun) -> str:
        """The class of a noun phrase: behind a noun of cases or units its second noun says more."""
        if stop > first + 1 and self.form[first] in self.words.case_heads:
            second = self.words.bare_noun(self.form[first + 1])
            if second is not None and second.cls not in ("excluded", "money", "people"):
                return second.cls
        return noun.cls

    def _is_no_noun(self, n: Amount, form: str) -> bool:
        """Whether a word that no table knows can't be what the number counts."""
        words = self.words
        if form in words.not_nouns_borne or form in words.prices or words.defines(form):
            return True
        owned = words.owned(form) if not form.endswith(words.feminine) else None  # folded, "its" is also the feminine
        if owned is not None and owned.cls == "excluded":  # three times their size
            return True
        if words.noun(form) is not None:  # its bare form is none, so a preposition stands before it
            return True
        if n.definite or form[:1] in words.links["and"]:
            return True
        past = form.endswith(words.past_ending) and not form.endswith(words.feminine_plural)
        return past or words.is_verb(form) or words.kind_before(form) is not None

    def _fits(self, n: Amount, form: str) -> bool:
        """Whether an unknown word has the shape of a noun counted by this number."""
        words = self.words
        if len(form) < 3:
            return False
        ending = (words.tanwin, words.feminine)
        if n.max is None or (form.endswith(words.nisba) and len(form) > 3 and n.value >= 3):
            return True
        if n.value != int(n.value):
            return form.endswith(ending)
        rest = int(n.value) % 100
        if 11 <= rest <= 99:
            return form.endswith(ending)
        return n.value >= 3 and (3 <= rest <= 10 or form.endswith(ending) or n.value >= 100)

    def may_count(self, n: Amount, token: int) -> bool:
        """Whether a word of no table behind a number in brackets is what it counts: it has the ending of one."""
        form = self.form[token]
        ends = form.endswith((self.words.tanwin, self.words.feminine))
        return ends and n.value >= 3 and not self._is_no_noun(n, form) and self._fits(n, form)

    def _class(self, form: str) -> str:
        noun = self.words.noun(form)
        return noun.cls if noun is not None else "unknown"

    def _unit(self, form: str) -> str | None:
        noun = self.words.noun(form)
        return noun.unit if noun is not None else None

    def adjectives(self, at: int, stretch: Stretch, noun: Noun) -> int:
        """The end of a noun phrase: adjectives that agree with the noun before, and a second noun joined to it."""
        words, form = self.words, self.form
        stop = at
        while stop < at + 2 and self.same(stop, stretch) and self.kinds[stop] == WORD:
            word, before = form[stop], form[stop - 1]
            if stop == at and before in words.case_heads and (case := words.bare_noun(word)) is not None:
                if case.cls == "excluded":
                    break
                stop += 1
                continue
            if word.endswith(words.verb_endings):
                break
            if word in words.not_nouns or words.kind_before(word) is not None or word in words.kinds_after:
                break
            if self._agrees(word, before, noun):
                stop += 1
            elif stop == at and noun.cls != "money" and (second := words.bare_noun(word)) is not None:
                if second.cls in ("excluded", "money"):
                    break
                stop += 1
            else:
                break
        return stop

    def _agrees(self, word: str, before: str, noun: Noun) -> bool:
        """Whether an adjective agrees with the word before it: both in the dual, both with tanwin, a nisba like it."""
        words = self.words
        if word.startswith(tuple(words.links["and"])) or word.endswith(words.pronouns):
            return False
        if noun.amount == "two" and word.endswith(words.any_dual):
            borne = words.bare_noun(word) is None and words.noun(word) is not None
            return word[-2:] == before[-2:] and not borne and not words.is_dual_verb(word)
        if before.endswith(words.tanwin) and word.endswith(words.tanwin) and len(word) > 3:
            return True
        if not word.endswith(words.nisba) or len(word) <= 4 or word.startswith(words.article):
            return False
        return before[-1:] == word[-1:]

    def noun_phrase(self, begin: int, stretch: Stretch) -> tuple[int, int]:
        """A noun phrase behind "of": up to three words without the article, then those with it."""
        words, form = self.words, self.form
        stop, plain, defined = begin, 0, 0
        while self.same(stop, stretch) and self.kinds[stop] == WORD:
            word = form[stop]
            if word in words.not_nouns:
                break
            if word.startswith(words.article):
                defined += 1
            elif defined:
                if not word[1:].startswith(words.article):
                    break
                defined += 1
            else:
                plain += 1
            if plain > 3 or defined > 3:
                break
            stop += 1
        return begin, stop

    def share_of(self, after: int, stretch: Stretch) -> tuple[int, tuple[int, int] | None]:
        """Behind a share of a hundred: of them, of the children and women."""
        words, form = self.words, self.form
        end = after
        if self.head_last is not None:
            return self.head_last.shared(end, stretch.last)
        if self.same(end, stretch) and form[end] in words.links["of_them"]:
            end += 1
        if self.same(end, stretch) and form[end] in words.links["of"]:
            begin, stop = self.noun_phrase(end + 1, stretch)
            if stop > begin:
                return stop, (begin, stop)
        return end, None

    # --- in front of the number -------------------------------------------------------------------------------------

    def in_front(self, n: Amount, stretch: Stretch) -> Counted | None:
        """The noun in front of its number: a total (deaths in all 13), or a definite noun (the seven men).

        `last` of what is found is where the phrase begins.
        """
        words, form = self.words, self.form
        for first in range(n.first - 2, n.first - 5, -1):
            if not self.same(first, stretch) or self.kinds[first] == MARK:
                break
            if form[first] in words.borne["totals"]:
                at = first + 2 if form[first + 1] in words.borne["totals"] else first + 1
                noun = words.noun(form[at]) if at < n.first else None
                between = form[at + 1 : n.first]
                close = all(word.startswith(words.article) and word not in words.not_nouns for word in between)
                if noun is not None and noun.cls != "excluded" and close:
                    lives = words.kind_before(form[at]) == "population"
                    return Counted((at, at + 1), "population" if lives else noun.cls, noun.unit, first)
        return self._referred(n, stretch) if n.definite and n.value >= 3 else None

    def _referred(self, n: Amount, stretch: Stretch) -> Counted | None:
        """The definite plural in front of a definite number: the seven men, its three passengers."""
        words, form = self.words, self.form
        last = n.first - 1
        if self.same(last, stretch) and form[last] == words.article:  # the article may stand apart before digits
            last -= 1
        for first in (last, last - 1):
            if not self.same(first, stretch) or self.kinds[first] != WORD or form[first] in words.not_nouns:
                return None
            article = words.article in form[first][: len(words.article) + 1]
            if words.is_number(form[first].removeprefix(words.article)):
                return None  # the streets of Sixty and Forty
            noun = words.noun(form[first]) if article else words.owned(form[first])
            if noun is not None and noun.amount == "many":
                return (
                    None
                    if noun.cls in ("excluded", "money")
                    else Counted((first, last + 1), noun.cls, noun.unit, first)
                )
            if noun is None and article and form[first].endswith(words.sound_plurals):
                return Counted((first, last + 1), "unknown", None, first)
            governs = words.bare_noun(form[first]) if first < last and not article else None
            if governs is not None and governs.amount == "many" and governs.cls not in ("excluded", "money"):
                return Counted((first, first + 1), governs.cls, None, first)  # the songs of the album, all 14
            if not article:
                return None
        return None

    def named_twice(self, n: Amount, stretch: Stretch) -> tuple[int, Noun | None] | None:
        """The dual noun in front of "two" (engineers two): its token and what the tables know of it."""
        first = n.first - 1
        if (
            n.value != 2
            or n.last != n.first + 1
            or self.form[n.first][:1] in self.words.links["and"]
            or not self.same(first, stretch)
            or self.kinds[first] != WORD
        ):
            return None
        words, form = self.words, self.form[first]
        if words.defines(form) or not form.endswith(words.any_dual) or len(form) < 5:
            return None
        noun = words.noun(form)
        return None if noun is not None and noun.cls in ("excluded", "money") else (first, noun)
