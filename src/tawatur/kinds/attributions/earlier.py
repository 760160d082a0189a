"""Whom a verb without a subject of its own goes with, named earlier in its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tawatur.kinds.attributions.nouns import SPEAKING, Phrase
from tawatur.kinds.attributions.scene import Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import LINE, WORD

FURTHEST: Final = 40
"""Tokens before a verb that are searched for who speaks."""
_OWNED: Final = 16
"""Tokens before a verb among which a document of somebody's is named."""


class Earlier:
    """Finds them in one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources

    def sender(self, at: int, first: int) -> Phrase | None:
        """Whose a document or a call is, where a verb tells what stands in it: he got a cable from X in which …"""
        s, g = self.s, self.g
        if at + 1 >= len(s.form) or s.form[at + 1] not in g.in_it:
            return None
        got = next((k for k in range(at - 1, max(first - 1, at - FURTHEST), -1) if s.form[k] in g.got), -1)
        for k in range(at - 2, got, -1) if got >= 0 else ():
            if s.form[k] != g.out_of or s.kinds[k + 1] != WORD:
                continue
            phrase = self.sources.phrase(k + 1, at)
            if phrase.last > phrase.first and self.sources.actor(phrase) and at - phrase.last <= 1:
                return phrase._replace(ends="what it came from ends")
        return self._owner(at, first) or self._maker(at, first)

    def _owner(self, at: int, first: int) -> Phrase | None:
        """Whose a document or with whom a talk was, right before what stands in it: ran a talk with X in which he …"""
        s, g = self.s, self.g
        k = next(self._given_before(at, first, _OWNED), -1)
        if k < 0 or any(s.form[n] in g.complementisers for n in range(k, at - 1)):
            return None
        ran = any(s.form[n] in g.told or g.without_conjunction(s.form[n]) in g.told for n in range(first, k))
        word = s.head_word(k)
        talk = ran and not g.talks.isdisjoint((word, word.removesuffix(g.accusative)))
        begin = next((n for n in range(k + 1, min(at - 1, k + 4)) if self._owned_from(n, talk=talk)), at)
        if begin == at:
            return None
        if s.form[begin] == g.with_whom:
            phrase = self.sources.phrase(begin + 1, at)
        else:
            letters = g.governed(s.form[begin])[2] or len(g.to)
            phrase = self.sources.phrase(begin, at, glued=letters)
        return self._speaks_at(at, phrase, "what stands in it follows") if phrase.last == at else None

    def _owned_from(self, n: int, *, talk: bool) -> bool:
        """Whether at a token it is told whose something is: "of" glued to a name, "with" behind a `talk` that ran."""
        s, g = self.s, self.g
        if s.form[n] == g.with_whom:
            return talk
        return g.governed(s.form[n])[1] == g.to or (n in s.behind_clitic and s.form[n].startswith(g.to))

    def _maker(self, at: int, first: int) -> Phrase | None:
        """Who gave a document or a speech, told in a clause of its own: in a statement that X issued, in which she …"""
        s, g = self.s, self.g
        for k in self._given_before(at, first, FURTHEST):
            verb = next((j for j in (k + 1, k + 2) if s.finite(j) or s.form[j].endswith(g.own_ends)), at)
            begin = verb + 1 + (s.form[verb + 1] in g.pronominal)  # statements that he made (with them)
            if begin < at and not s.preposition(verb - 1):
                return self._speaks_at(at, self.sources.phrase(begin, at, tight=True), "who gave it ends")
        return None

    def _given_before(self, at: int, first: int, far: int) -> Iterator[int]:
        """The tokens before one of a verb, in its sentence, that name a document or a talk; the nearest first."""
        s, g = self.s, self.g
        for k in range(at - 2, max(first, at - far), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?":
                return
            word = s.head_word(k)
            if not (g.definite(s.form[k]) or g.given.isdisjoint((word, word.removesuffix(g.accusative)))):
                yield k

    def _speaks_at(self, at: int, phrase: Phrase, ends: str) -> Phrase | None:
        """A phrase that is whose word the verb at a token may be: it names somebody, whose gender the verb has."""
        if phrase.last <= phrase.first or not self.sources.actor(phrase):
            return None
        own = self.sources.agreement(phrase)[0]
        genders = {cue.gender for cue in self.g.verbal_cues(self.s.form[at])}
        return phrase._replace(ends=ends) if not own or own in genders else None

    def meant(self, at: int, first: int) -> Phrase | None:
        """Whom "and he", right before a verb, means: the last person before it in its sentence."""
        s, g = self.s, self.g
        if at < 2 or g.without_conjunction(s.form[at - 1]) not in g.pronouns or s.form[at - 1] in g.pronouns:
            return None
        for k in range(at - 2, max(first - 1, at - FURTHEST), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?":
                return None
            if k in s.named and s.named[k][1] == "person":
                phrase = self.sources.phrase(k, at - 1, tight=True)
                return phrase._replace(ends="he is the one meant") if phrase.last > phrase.first else None
        return None

    def told_of(self, at: int, first: int, gender: str, *, clause: bool = False) -> Phrase | None:
        """The last subject of a clause, before a verb in the singular, that can speak and is of its gender.

        `clause`: right behind "that".

        The paper wrote that a spokesman declined, but he said: he, not she, whoever it was that wrote.
        """
        s, g = self.s, self.g
        for k in range(at - 2, first, -1):
            if s.kinds[k] != WORD or g.governed(s.form[k])[2] or s.finite(k):
                continue
            done = k - 2 >= first and s.form[k - 2] in g.done and self.sources.verbal_noun(k - 1)
            if not (s.form[k - 1] in g.complementisers or (not clause and (s.finite(k - 1) or done))):
                continue
            phrase = self.sources.phrase(k, at, tight=True)
            if phrase.last < len(s.form) and s.form[phrase.last] in g.in_name_of:
                phrase = self.sources.phrase(k, at)
            if phrase.last <= phrase.first or not self.human(k) or not self.sources.actor(phrase):
                continue
            own, number = self.sources.agreement(phrase)
            several = number != "s" or (s.form[k].endswith(g.oblique[:1]) and g.definite(s.form[k + 1]))
            whole = not clause or g.definite(s.form[phrase.last - 1]) or phrase.last - 1 in s.in_name
            if own in (gender, "") and not several and whole:
                return phrase._replace(ends="the last subject of the verb's gender")
        return None

    def many_before(self, at: int, first: int, *, subject: bool = False) -> Phrase | None:
        """The last phrase before a plural verb or participle, in its sentence, that names several people.

        `subject`: behind "that" alone, as the subject of what is told.
        """
        s, g = self.s, self.g
        for k in range(at - 1, max(first - 1, at - FURTHEST), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?":
                return None
            form = s.form[k]
            plural = form in g.persons or form in g.speaking or "unnamed" in self.sources.classes(k)
            plural = plural or (subject and g.definite(form) and form.endswith(g.oblique))
            if k in s.named or not plural or g.number_of(form) != "p" or g.governed(form)[2]:
                continue
            people = k
            k = self._how_many(k, first)
            if k == people and self._owned_by(k, first):
                continue
            if k > first and (s.preposition(k - 1) or (subject and s.form[k - 1] not in g.complementisers)):
                continue
            phrase = self.sources.phrase(k, at, tight=True)
            if phrase.last > phrase.first and (g.definite(form) or self.definite(phrase._replace(first=people))):
                return phrase._replace(ends="many people before the verb")
        return None

    def _titled(self, k: int) -> bool:
        """Whether a word heads who somebody is, and only describes no word before it."""
        speaks = not self.sources.classes(k).isdisjoint(SPEAKING) or self.s.form[k] in self.g.persons
        return speaks and not self.sources.adjective(k)

    def _owned_by(self, k: int, first: int) -> bool:
        """Whether people are only told of as those of a body or of who heads it: the club of the youth."""
        s, g = self.s, self.g
        if k <= first or not g.definite(s.form[k]) or g.definite(s.form[k - 1]) or s.form[k].endswith(g.nominative):
            return False
        head = s.head_word(k - 1)
        led = g.governed(s.form[k - 1])[1] != "" or (k - 2 >= first and s.preposition(k - 2))
        body = not g.names.classes(head).isdisjoint(("body", "place_head", "office", "deputy"))
        return body or (led and g.names.is_noun(head))

    def _how_many(self, k: int, first: int) -> int:
        """Where a phrase begins that tells how many or whose the people at a token are: hundreds of teachers."""
        s, g = self.s, self.g
        while k > first:
            of = k - 2 >= first and s.form[k - 1] == g.out_of
            before = s.form[k - 2] if of else s.form[k - 1]
            bare = g.without_conjunction(before).removeprefix(g.article if of else "\0")
            kin = not of and (before in g.plural or before in g.speaking) and not g.definite(before)
            if not (kin or bare in g.how_many or bare in g.counting) or s.finite(k - 1 - of):
                return k
            k -= 1 + of
        return k

    def definite(self, phrase: Phrase, letters: int = 0) -> bool:
        """Whether a phrase is definite by its article, or by the name or definite noun right behind its head."""
        s, g, k = self.s, self.g, phrase.first + 1
        if g.definite(s.form[phrase.first][letters:]):
            return True
        return k < phrase.last and (k in s.named or g.definite(s.form[k])) and k not in s.behind_clitic

    def personal(self, k: int) -> bool:
        """Whether a person's title or name begins at a token."""
        s = self.s
        if k in s.named:
            return s.named[k][1] == "person"
        if s.form[k] in self.g.persons or s.form[k] in self.g.excellencies:
            return True
        return self.g.names.is_title(s.form[k]) or (self.g.names.is_first_name(s.form[k]) and s.is_word(k + 1))

    def human(self, k: int) -> bool:
        """Whether somebody is told of at a token, by name or not: a title, a witness, the Croat, a relative."""
        s, g = self.s, self.g
        if self.personal(k) or s.form[k] in g.persons:
            return True
        classes = self.sources.classes(k)
        nation = "nationality" in classes and g.definite(s.form[k]) and g.gender_of(s.form[k]) != "f"
        return nation or not classes.isdisjoint(("unnamed", "relative"))

    def one_person(self, phrase: Phrase) -> bool:
        """Whether a phrase names a single person, and nobody beside him."""
        s, g = self.s, self.g
        words = range(phrase.first, phrase.last)
        names = [k for k in words if k in s.named and s.named[k][1] == "person"]
        own = {n for k in names for n in range(k, s.named[k][0])}
        if any(k > phrase.first and g.without_conjunction(s.form[k]) != s.form[k] for k in words if k not in own):
            return False
        return len(names) == 1 and names[0] not in s.behind_clitic

    def only_person(self, at: int, first: int, gender: str) -> Phrase | None:
        """The one person named among tokens `[first, at)`, titles before his name included, if he may be a subject."""
        s, g = self.s, self.g
        found: Phrase | None = None
        names: set[str] = set()
        for k in range(first, at):
            if k not in s.named or s.named[k][1] != "person":
                continue
            names.add(s.form[s.named[k][0] - 1])
            begin = k
            while (
                begin > first
                and s.is_word(begin - 1)
                and (g.names.is_title(s.form[begin - 1]) or g.definite(s.form[begin - 1]))
            ):
                begin -= 1
            if begin > first and (s.preposition(begin - 1) or g.governed(s.form[begin - 1])[1]):
                begin = next((n for n in range(begin + 1, k) if self._titled(n)), begin)  # for the youth, the prince X
            led = begin > first and (s.preposition(begin - 1) or s.form[begin - 1] in g.glued)
            if k in s.behind_clitic or led or g.governed(s.form[begin])[1] or found is not None:
                continue
            phrase = self.sources.phrase(begin, at, tight=True)
            own = self.sources.agreement(phrase)[0]
            if phrase.last > k and not (own and gender in ("m", "f") and own != gender):
                found = phrase._replace(ends="the only person named before the verb")
        return found if len(names) == 1 else None
