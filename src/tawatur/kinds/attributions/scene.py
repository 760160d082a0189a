"""One text as attribution sees it: tokens with the names, dates and quotations that stand on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.cues import PAST, PRESENT, Cue
from tawatur.kinds.attributions.grammar import Grammar
from tawatur.kinds.attributions.quotes import Quotes
from tawatur.kinds.names.marks import Visits
from tawatur.model import Date, Entity, EntityKind, Span
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

CLOSING: Final = frozenset(".!?\u2026")
_LETTER: Final = 3
"""Letters of the longest name of a letter."""
COMMAS: Final = frozenset(",;")
DASHES: Final = frozenset("-\u2013\u2014")


class _Shared:
    """The last scene made of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._scene: Scene | None = None
        self._given: tuple[Sequence[Date], list[Entity]] | None = None

    def of(self, dates: Sequence[Date], entities: list[Entity]) -> Scene:
        """The last scene again where the dates and names are the same."""
        if self._scene is None or self._given != (dates, entities):
            self._scene, self._given = Scene(self._reading, dates, entities), (dates, entities)
        return self._scene


def scene_of(reading: Reading, dates: Sequence[Date], entities: Sequence[Entity]) -> Scene:
    """The scene of a text, made once for the kinds that see the same dates and names; unnamed sources are none."""
    return reading.once(_Shared).of(dates, [entity for entity in entities if entity.kind is not None])


class Scene:
    """What is known of a text before anybody is found speaking in it."""

    def __init__(self, reading: Reading, dates: Sequence[Date], entities: Sequence[Entity]) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.kinds = reading.tokens.kinds
        self.grammar = reading.pack.made(Grammar)
        self.classes = self.grammar.names.classes_of(reading.tokens)
        """The classes of each token in the tables of names."""
        self.quotes = Quotes(reading)
        self.dots_all = self._dots_all()
        """Whether the text prints the two dots of the last letter everywhere, so that they tell no noun from a verb."""
        self.entities = entities
        self.behind_clitic: set[int] = set()
        """First tokens of mentions that begin behind a glued preposition or conjunction."""
        self.in_name: set[int] = set()
        self.named: dict[int, tuple[int, EntityKind]] = {}
        """First token of a mention -> (the token behind it, its kind)."""
        for entity in entities:
            kind = entity.kind
            if kind is None:
                continue
            for mention in entity.mentions:
                first, last = self.range(mention)
                self.in_name.update(range(first, last))
                if mention.start > self.tokens.start[first]:
                    self.behind_clitic.add(first)
                if first not in self.named or self.named[first][0] < last:
                    self.named[first] = (last, kind)
        self.surnames = frozenset(
            self.form[last - 1].removeprefix(self.grammar.article)
            for first, (last, kind) in self.named.items()
            if kind == "person" and last - first > 1
        )
        """Last words of the names of the persons who are named by more than one word, without the article."""
        self.skips: dict[int, int] = {}
        """First token of an according-to phrase -> the token behind it."""
        self.described = self._described()
        """Tokens that are verbs, though they are written like nouns: and he described it (as)."""
        self.dated: dict[int, tuple[int, Date]] = {}
        for date in dates:
            first, last = self.range(date.span)
            self.dated[first] = (last, date)

    def _dots_all(self) -> bool:
        undotted, dotted = self.grammar.spelled_prepositions
        text = self.tokens.text
        return any(f" {w} " in text for w in dotted) and not any(f" {w} " in text for w in undotted)

    def _described(self) -> set[int]:
        g, form = self.grammar, self.form
        visits = self.reading.once(Visits)
        behind = [i - 1 for i, _ in visits.among(g.as_that, [(1, len(form))])]
        return {i for i in behind if any(c.conj and c.pronoun and c.lemma.describes for c in g.verbal_cues(form[i]))}

    def range(self, span: Span) -> tuple[int, int]:
        """The tokens that hold a span."""
        start = self.tokens.start
        first = bisect_right(start, span.start) - 1
        first = max(first, 0)
        return first, bisect_left(start, span.end, first + 1)

    def cut(self, token: int, letters: int) -> int:
        """The code point behind the first `letters` folded letters of a token, marks on the last one included."""
        start, end = self.tokens.start[token], self.tokens.end[token]
        if letters <= 0:
            return start
        fold = self.reading.pack.fold.form
        at, seen = start, 0
        while at < end and seen < letters:
            seen += len(fold(self.tokens.text[at]))
            at += 1
        while at < end and not fold(self.tokens.text[at]):
            at += 1
        return at

    def span(self, first: int, last: int, letters: int = 0) -> Span:
        """The span of tokens `[first, last)` without `letters` glued letters of the first; outer marks trimmed."""
        kept = self.grammar.percent
        while last > first + 1 and self.kinds[last - 1] == MARK and self.form[last - 1] not in ')\u00bb\u201d"':
            if self.form[last - 1] in kept and self.kinds[last - 2] == NUMBER:
                break
            last -= 1
        while (
            first < last - 1 and not letters and self.kinds[first] == MARK and self.form[first] in ",;:.-\u2013\u2026"
        ):
            first += 1
        return Span(self.cut(first, letters), self.tokens.end[last - 1])

    def finite(self, i: int) -> bool:
        """Whether a token is surely a finite verb. Its last letter as printed tells nouns that folding makes alike."""
        g = self.grammar
        if not g.is_finite(self.form[i]) or i in self.in_name or self.noun_ending(i):
            if i in self.described:
                return True
            return i > 0 and self.form[i - 1] in g.only_verbs and self.kinds[i] == WORD and not g.definite(self.form[i])
        if i > 0 and self.form[i] in g.persons and any(c.tense == PAST for c in g.verbal_cues(self.form[i - 1])):
            return False  # a witness, who may as well be "he saw"
        return not (i > 0 and g.only_marked(self.form[i]) and self._said_before(i))

    def _said_before(self, i: int) -> bool:
        """Whether a past tense that can only be a reporting verb stands right before a token: a name follows it."""
        return any(c.tense == PAST and not c.bare and not c.pronoun for c in self.grammar.verbal_cues(self.form[i - 1]))

    def preposition(self, i: int) -> bool:
        """Whether a token is a preposition by itself; as printed, some nouns are told from one (imam, in front of)."""
        g = self.grammar
        if self.form[i] not in g.prepositions or self.tokens.words(i, i + 1) in g.printed_nouns:
            return False
        if i in self.named and self.named[i][1] == "person" and i not in self.behind_clitic:
            return False  # a first name is written like "upon"
        return not (self.form[i] in g.about and i + 1 < len(self.kinds) and self.kinds[i + 1] == NUMBER)

    def governed_at(self, i: int) -> bool:
        """Whether a preposition is glued to the word at a token."""
        return bool(self.grammar.governed(self.form[i])[1])

    def noun_ending(self, i: int) -> bool:
        """Whether a token ends, as printed, in a letter that no verb ends in."""
        tokens = self.tokens
        return tokens.text.endswith(self.grammar.noun_ends, tokens.start[i], tokens.end[i])

    def indefinite(self, i: int) -> bool:
        """Whether a token is printed as an indefinite accusative: again, officially, economically."""
        return self.grammar.indefinite_mark in self.tokens.words(i, i + 1)

    def passive(self, i: int, cue: Cue) -> bool:
        """Whether a vowel mark shows that a present tense of the first form is passive."""
        if cue.tense != PRESENT or cue.lemma.name not in self.grammar.cues.simple:
            return False
        start = self.cut(i, cue.glued)
        return bool(self.tokens.text[start + 1 : start + 2] == self.grammar.passive_mark)

    def is_word(self, i: int) -> bool:
        """Whether a token is a word."""
        return self.kinds[i] == WORD

    def is_mark(self, i: int, chars: frozenset[str]) -> bool:
        """Whether a token is a mark, one of `chars`."""
        return self.kinds[i] == MARK and self.form[i] in chars

    def spells(self, i: int) -> bool:
        """Whether a point stands between letters that spell a name, no space around it: B.M.I."""
        if self.form[i] != "." or not 0 < i < len(self.form) - 1 or self.tokens.spaced(i) or self.tokens.spaced(i + 1):
            return False
        return all(self.kinds[k] == WORD and len(self.form[k]) <= _LETTER for k in (i - 1, i + 1))

    def head_word(self, i: int) -> str:
        """The form at a token without a glued conjunction or preposition; an article they swallowed comes back."""
        form, g = self.form[i], self.grammar
        letters = g.governed(form)[2]
        if not letters:
            return form
        if form[letters:].startswith(g.contracted[1:]) and form[letters - 1 :].startswith(g.contracted):
            return g.article + form[letters - 1 + len(g.contracted) :]
        return form[letters:]
