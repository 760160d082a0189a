"""Headlines that name a speaker, a colon, and his words."""

from __future__ import annotations

from tawatur.kinds.chains import Chains, Walk
from tawatur.kinds.frames import Frame
from tawatur.kinds.items import Item
from tawatur.kinds.nouns import Phrase
from tawatur.kinds.scene import Scene
from tawatur.kinds.sources import Sources
from tawatur.kinds.stances import Stances
from tawatur.kinds.subjects import Subjects
from tawatur.model import Mode, Span, Step

_BETWEEN = frozenset((".", "..", "...", "…", ",", ";", "|", "-", "–", "—", "،", "؛"))
"""Marks between what two people say in one headline."""
_BODIES = ("office", "body", "outlet_head", "unnamed", "profession")
"""Classes of words that speak by themselves in a headline, whatever their ending."""


class Headlines:
    """Reads the title of one document."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects) -> None:
        self.s = scene
        self.subjects = subjects
        self.g = scene.grammar
        self.sources = sources
        self.stances = Stances(scene, sources)
        self.chains = Chains(scene, sources)

    def items(self, sentences: list[tuple[int, int]], frames: list[Frame]) -> list[Item]:
        """The attribution of a title of the form "name: words", if it is one."""
        s, g = self.s, self.g
        if not sentences:
            return []
        first, last = sentences[0][0], sentences[-1][1]
        colon = next((i for i in range(first, min(last, first + g.cues.headline_words + 3)) if s.form[i] == ":"), None)
        if colon is None or colon == first or colon + 2 > last:
            return []
        if any(first <= frame.at < colon for frame in frames):
            return []
        words = [i for i in range(first, colon) if s.is_word(i)]
        if not words or len(words) > g.cues.headline_words:
            return []
        if any(s.form[i] in g.cues.headline_not for i in words) or any(g.is_finite(s.form[i]) for i in words[1:]):
            return []
        phrase = self.sources.phrase(first, colon)
        second = self._second(colon + 2, last)
        carriers = self._carriers(phrase.last, colon)
        if (not carriers and self.subjects.past_adjuncts(phrase.last, colon) != colon) or not (
            self.sources.actor(phrase) or self._name(words)
        ):
            return []
        if len(words) == 1 and first not in s.named and s.form[words[0]].endswith(g.feminine_ends[0]):
            form = s.form[words[0]]
            known = form.removeprefix(g.article) in g.feminine or not self.sources.classes(words[0]).isdisjoint(_BODIES)
            if not known and not self._spoken(colon + 1, last):
                return []  # the name of a town that the tables don't know, or a heading
        if first in s.named and s.named[first] == (phrase.last, "place") and not self._spoken(colon + 1, last):
            return []
        if second is None:
            return [self._item(s.span(first, phrase.last), colon, last, carriers)]
        stop, other, behind = second
        return [
            self._item(s.span(first, phrase.last), colon, stop, carriers),
            self._item(s.span(other.first, other.last, other.glued), behind, last),
        ]

    def _second(self, first: int, last: int) -> tuple[int, Phrase, int] | None:
        """Somebody else who answers in the same headline: where the first words end, who, and his colon.

        X: words .. and Y: words.
        """
        s, g = self.s, self.g
        colon = next((k for k in range(first, last - 1) if s.form[k] == ":"), None)
        if colon is None:
            return None
        begin = colon
        while begin > first and s.is_word(begin - 1):
            begin -= 1
        stop = begin
        while stop > first and s.form[stop - 1] in _BETWEEN:
            stop -= 1
        if stop == begin or begin == colon or colon - begin > g.cues.headline_words:
            return None
        other = self.sources.phrase(begin, colon, glued=g.governed(s.form[begin])[0])
        if other.last != colon or not (self.sources.actor(other) or g.definite(s.form[begin])):
            return None
        return stop, other, colon

    def _carriers(self, first: int, colon: int) -> tuple[Span, ...]:
        """Whom the speaker told it, where nothing else stands between his name and the colon: X to "Y": words."""
        s, g = self.s, self.g
        if first >= colon:
            return ()
        walk = Walk()
        _, prep, letters = g.governed(s.form[first])
        end = first
        if prep == g.to:
            end = self.chains.glued(first, letters, colon, walk)
        elif first in s.behind_clitic and s.form[first].startswith(g.to) and s.named[first][1] == "outlet":
            end = s.named[first][0]
            walk.carriers.append(Phrase(first, end, len(g.to), "a name behind a preposition"))
        elif s.preposition(first):
            end = self.chains.adjunct(first, colon, walk)
        if end != colon:
            return ()
        return tuple(s.span(p.first, p.last, p.glued) for p in walk.carriers)

    def _item(self, source: Span, colon: int, last: int, via: tuple[Span, ...] = ()) -> Item:
        """What stands behind a colon as the words of who stands before it."""
        s = self.s
        quote = s.quotes.at(colon + 1)
        mode: Mode = "indirect"
        start, end = colon + 1, last
        if quote is not None and quote.after >= last - 1:
            mode, start, end = "direct", quote.first, quote.last
        elif any(s.quotes.at(i) is not None for i in range(colon + 1, last)):
            mode = "mixed"
        content = s.span(start, end)
        why = (
            Step("frame", "a name before the colon of a headline", source),
            Step("content", "the headline ends", content),
        )
        return Item(
            colon,
            (),
            (content,),
            start,
            end,
            (source,),
            via,
            False,
            mode,
            self.stances.headline(start, end)[0],
            "headline: name, colon, words",
            None,
            True,
            why,
        )

    def _spoken(self, i: int, last: int) -> bool:
        """Whether words behind the name of a place are its own, and not news from there: quoted, a "we", a "no"."""
        s, g = self.s, self.g
        if s.quotes.at(i) is not None or s.form[i] in g.negations or g.stance_of_opening(s.form[i]) is not None:
            return True
        return any(c.gender == "1" for k in range(i, min(last, i + 3)) for c in g.cues.forms.get(s.form[k], ()))

    def _name(self, words: list[int]) -> bool:
        if len(words) == 1 and not self.g.definite(self.s.form[words[0]]):
            return False
        return len(words) <= 3 and all(self.g.names.namelike(self.s.form[i]) for i in words)
