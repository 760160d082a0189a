"""Headlines that name a speaker, a colon, and his words."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import Chains, Walk
from tawatur.kinds.attributions.frames import Frame
from tawatur.kinds.attributions.items import Item
from tawatur.kinds.attributions.nouns import SPEAKING, Phrase
from tawatur.kinds.attributions.scene import Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.stances import Stances
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.model import Mode, Span, Step

_BETWEEN: Final = frozenset((".", "..", "...", "…", ",", ";", "|", "-", "–", "—", "،", "؛"))
"""Marks between what two people say in one headline."""
_PARTS: Final = frozenset((".", "..", "...", "…", "/", "|"))
"""Marks that part two headlines in one, the point only where it is doubled."""
_LONG: Final = 30
"""Tokens of a headline among which the colon stands."""
_CALLED: Final = 3
"""Words of the longest name that a headline puts in quotation marks before a colon."""
_BODIES: Final[tuple[str, ...]] = ("office", "body", "outlet_head", "unnamed", "profession")
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
        start, last = sentences[0][0], sentences[-1][1]
        colon = next((i for i in range(start, min(last, start + _LONG)) if s.form[i] == ":"), None)
        if colon is None:
            return []
        first = self._begins(start, colon)
        if colon == first or colon + 2 > last or colon - first > g.cues.headline_words + 3:
            return []
        if any(first <= frame.at < colon for frame in frames):
            return []
        words = [i for i in range(first, colon) if s.is_word(i)]
        if not words or len(words) > g.cues.headline_words:
            return []
        if any(s.form[i] in g.cues.headline_not for i in words) or any(g.is_finite(s.form[i]) for i in words[1:]):
            return []
        if (body := self._body(first, colon, last)) is not None:
            return [self._item(s.span(body.first, body.last), colon, last)]
        study = s.form[first] in g.evidence
        phrase = self.sources.phrase(first, colon)
        venue = next((k for k in range(first + 1, phrase.last) if self._venue(k)), phrase.last)
        second = self._second(colon + 2, last)
        carriers = self._carriers(phrase.last, colon)
        if (not carriers and self.subjects.past_adjuncts(phrase.last, colon) != colon) or not (
            self.sources.actor(phrase) or self._name(words) or carriers or study
        ):
            return []
        if len(words) == 1 and not study and first not in s.named and s.form[words[0]].endswith(g.feminine_ends[0]):
            form = s.form[words[0]]
            known = form.removeprefix(g.article) in g.feminine or not self.sources.classes(words[0]).isdisjoint(_BODIES)
            if not known and not self._spoken(colon + 1, last):
                return []  # the name of a town that the tables don't know, or a heading
        if len(words) == 1 and not study and self._unknown(first) and not self._heard_of(first, last):
            return []  # neither a name of the tables nor anybody of whom the text tells more
        if first in s.named and s.named[first] == (phrase.last, "place") and not self._spoken(colon + 1, last):
            return []
        if second is None:
            return [self._item(s.span(first, venue), colon, last, carriers)]
        stop, other, behind = second
        return [
            self._item(s.span(first, venue), colon, stop, carriers),
            self._item(s.span(other.first, other.last, other.glued), behind, last),
        ]

    def _venue(self, k: int) -> bool:
        """Whether the phrase at a token only says where somebody spoke: at the forum of."""
        g, form = self.g, self.s.form[k]
        _, prep, letters = g.governed(form)
        return prep == g.with_ and form[letters:] in g.venues

    def _begins(self, start: int, colon: int) -> int:
        """Where the words before a colon begin: with the headline, or behind points that part it from another one."""
        s, k = self.s, colon
        while k > start and not (s.form[k - 1] in _PARTS and (s.form[k - 1] != "." or s.form[k - 2] == ".")):
            k -= 1
        return k

    def _body(self, first: int, colon: int, last: int) -> Phrase | None:
        """A body that headlines call by one or two words: a ministry, a name in quotation marks."""
        s, g = self.s, self.g
        quote = s.quotes.at(first)
        if quote is not None and quote.closed and quote.after == colon and quote.last - quote.first <= _CALLED:
            asked = s.form[colon + 1] in g.questions or s.form[last - 1] == "?"
            return None if asked else Phrase(quote.first, quote.last, 0, "the quotation marks of a name")
        called = tuple(s.form[first:colon])
        whole = called in g.cues.headline_bodies
        branch = len(called) in (2, 3) and called[0] in g.cues.headline_branches
        branch = (
            branch
            and (first + 1 in s.in_name or g.definite(called[1]))
            and not any(map(s.preposition, range(first, colon)))
        )
        return Phrase(first, colon, 0, "a body of the tables") if whole or branch else None

    def _unknown(self, first: int) -> bool:
        """Whether the only word before the colon is no name, no title and no people of the tables."""
        s = self.s
        g, form = self.g, s.form[first]
        people = (
            form in g.persons or form in g.speaking or g.number_of(form) == "p" or form.endswith(g.nominative or "\0")
        )
        return first not in s.named and not people and self.sources.classes(first).isdisjoint(SPEAKING)

    def _heard_of(self, first: int, last: int) -> bool:
        """Whether the text below tells of a person of that name, or of one of that name who says something."""
        s, g = self.s, self.g
        if last >= len(s.form):
            return True  # nothing stands below
        form = s.form[first].removeprefix(g.article)
        for k in range(last, len(s.form) - 1):
            if s.form[k].removeprefix(g.article) != form:
                continue
            if self._named_person(k) or any(not c.bare for n in (k - 1, k + 1) for c in g.verbal_cues(s.form[n])):
                return True
        return False

    def _named_person(self, k: int) -> bool:
        """Whether a token is part of a name that is no place's."""
        named = self.s.named
        return any(n in named and named[n][0] > k and named[n][1] != "place" for n in range(max(0, k - 4), k + 1))

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
        if any(c.gender == "1" for k in range(i, min(last, i + 3)) for c in g.cues.forms.get(s.form[k], ())):
            return True
        return any(g.splitter.split(s.form[k]).enclitic == g.our for k in range(i, last) if s.is_word(k))

    def _name(self, words: list[int]) -> bool:
        if len(words) == 1 and not self.g.definite(self.s.form[words[0]]):
            return False
        return len(words) <= 3 and all(self.g.names.namelike(self.s.form[i]) for i in words)
