"""What a speaker does with his words: the cue says, the content may say more.

A cue that only tells or affirms leaves it to what is said: he said that everybody must …, that the reports are not
true, that his country will answer. The words for this are in `stances.toml`; what the opening of a content gives is in
`clauses.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tawatur.kinds.attributions.contents import Content
from tawatur.kinds.attributions.cues import PAST, PRESENT, Lemma
from tawatur.kinds.attributions.frames import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.paradigms import Phrases, phrases
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.model import Stance
from tawatur.packs import Pack
from tawatur.words import LINE, MARK, WORD

_OPEN: Final[frozenset[Stance]] = frozenset(("report", "affirm", "announce"))
"""Stances of cues that leave it to the content: he said that they must …"""
_TOLD: Final[frozenset[Stance]] = frozenset(("report", "affirm"))
"""Stances of cues that leave it to the whole of the content, and not only to its opening."""

_SAID: Final[frozenset[Stance]] = frozenset(("affirm", "claim", "believe", "promise"))
"""Stances of verbs behind "according to what" that say what the speaker did with the words."""

_ACTS: Final[frozenset[Stance]] = frozenset(("demand", "deny", "condemn", "warn", "accuse", "affirm", "announce"))
"""Stances of verbs that do, in the first person, what they say."""

_SHADES: Final[dict[str, Stance]] = {
    "demand": "demand",
    "demand_wish": "demand",
    "hope": "believe",
    "feeling": "report",
    "condemn": "condemn",
    "believe": "believe",
    "promise": "promise",
    "deny": "deny",
    "affirm": "affirm",
    "warn": "warn",
    "accuse": "accuse",
}
_OPENING: Final = 9
"""Words of a content that its stance may be read from."""
_NAMED: Final = 3
"""Words of what somebody calls something that tell whether he condemns it."""
_PREDICATE: Final = 30
"""Tokens of a content among which it may say that something isn't true, or amounts to a wrong."""
_SUBJECT: Final = 6
"""Tokens that the subject of a content may take before the verb that says what it must or will do."""
_FUTURE: Final = 5
"""Letters of the shortest form that is surely a verb in the future of the first person."""
_SHALL: Final = 4
"""The same of the third person, behind who will do it."""

Answer = tuple[Stance, str]


class _Words:
    """`stances.toml`, folded: `pack.made(_Words)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table: Mapping[str, Any] = pack.table("stances") if pack.has("stances") else {}

        def words(key: str) -> frozenset[str]:
            return frozenset(map(fold, table.get(key, ())))

        self.report_of, self.urging, self.wishing = (
            frozenset(table.get(key, ())) for key in ("report_of", "urging", "wishing")
        )
        self.weighty, self.duty, self.upon_whom = words("weighty"), words("duty"), words("upon_whom")
        self.own, self.never, self.untiring = words("own"), words("never"), words("untiring")
        self.amounts, self.happens = words("amounts"), words("happens")
        self.never_own = words("never_own")
        self.stating = frozenset(table.get("stating", ()))
        self.hereby, self.we = words("hereby"), tuple(map(fold, table.get("we", ())))
        self.first_future = tuple(table.get("first_future", ()))
        self.third = fold(table.get("third", "")) or "\0"
        self.future = fold(table.get("future", "")) or "\0"
        self.persons = words("persons")
        self.first_present = tuple(table.get("first_present", ()))
        self.wrong = phrases(table.get("wrong", ()), {}, fold)
        self.untrue = phrases(table.get("untrue", ()), {}, fold)
        parts = table.get("parts", {})
        self.none, self.needed, self.unwilling, self.perhaps, self.outrage = (
            phrases(table.get(key, ()), parts, fold) for key in ("none", "needed", "unwilling", "perhaps", "outrage")
        )
        self.judging = frozenset((*self.untrue, *self.outrage))
        self.heads = frozenset((*self.none, *self.needed, *self.unwilling, *self.perhaps))


class Stances:
    """Tells the stances of one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.words = scene.reading.pack.made(_Words)

    def of(self, frame: Frame, content: Content) -> Answer:
        """The stance of a frame's words, and why."""
        s, g, lemma = self.s, self.g, frame.cue.lemma
        k = frame.start if frame.kind == PAIR else content.first
        while k < content.last - 1 and s.kinds[k] != WORD:
            k += 1
        first = s.form[k][frame.glued :] if k == frame.start else s.form[k]
        opening = (first, *s.form[k + 1 : min(content.last, k + _OPENING)])
        clause = frame.kind in (CLAUSE, QUOTE, COLON)
        stance: Stance = lemma.clause_stance if clause else lemma.stance
        what = frame.at > 0 and any(s.form[frame.at - 1] in words for words in (g.bare_what, g.what))
        if what and frame.cue.pronoun and lemma.describes and not clause:  # what they described as …
            called: Stance = "claim" if g.evil.isdisjoint(opening[:_NAMED]) else "condemn"
            return called, "only somebody calls it so"
        if self._negated(frame) and stance in ("report", "affirm", "believe", "announce"):
            return "deny", "the cue is negated"
        if lemma.asks and clause and (frame.kind != CLAUSE or first in g.questions):
            return "report", "a question"
        if frame.kind == NOMINAL and lemma.name in self.words.report_of and self._governed(frame):
            return "report", "the thing it tells of stands behind a preposition"
        if lemma.needs and not clause and (word := g.stance_of_opening(first)) is not None:
            return _SHADES[word], "the object says so"
        if stance not in _OPEN and not (stance == "warn" and not clause):
            return self._condemned(stance, opening, clause=clause)
        shaded = self._shaded(lemma, stance, opening, clause=clause)
        if shaded is not None:
            return shaded
        if clause and stance in _TOLD and (said := self._said(frame, stance, k, content.last)) is not None:
            return said
        return stance, "the cue says so"

    def told(self, at: int, first: int, last: int, *, whole: bool = False) -> Answer:
        """The stance of words behind "according to what So-and-so confirmed": that of the verb at a token.

        `first`, `last`: the words. `whole`: the verb is what he does with all that stands before, which he denied.
        """
        for cue in self.g.verbal_cues(self.s.form[at]):
            if whole or cue.lemma.clause_stance in _SAID:
                return cue.lemma.clause_stance, "the verb says so"
        if self.g.complementisers.isdisjoint(self.s.form[first:last]):  # nobody else's words in them
            said = self._needed(first, last) or self._untrue(first, last)
            if said is not None:
                return said
        return "report", "only whose words they are is told"

    def headline(self, first: int, last: int) -> Answer:
        """The stance of the words behind the colon of a headline."""
        while first < last - 1 and self.s.kinds[first] != WORD:
            first += 1
        said = self._untrue(first, last) or self._first_person(first) or self._duty(first, last)
        said = said or self._upon(first, last) or self._none(first, last) or self._outrage(first, last)
        return said or ("report", "")

    def _negated(self, frame: Frame) -> bool:
        s, g = self.s, self.g
        if frame.at == 0 or s.form[frame.at - 1] not in g.negations or frame.cue.lemma.conceals:
            return False
        behind = frame.at - 2
        what = s.form[frame.at - 1] in g.bare_what and frame.at > 1  # in what he insists on, this is what he said
        return not (what and (s.preposition(behind) or s.form[behind] in g.this))

    def _governed(self, frame: Frame) -> bool:
        """Whether a preposition stands before the content: glued to it, or by itself."""
        s, k = self.s, frame.start - 1
        while k > frame.at and s.kinds[k] == MARK:
            k -= 1
        return bool(frame.glued) or s.preposition(k) or s.form[k] in self.g.glued

    def _condemned(self, stance: Stance, opening: tuple[str, ...], *, clause: bool) -> Answer:
        """What is thought of this is a wrong: he considered that this decision was unjust."""
        first, *rest = opening
        if clause and stance == "believe" and first in self.g.this and not self.g.evil.isdisjoint(rest[:3]):
            return "condemn", "the content opens with what is condemned"
        return stance, "the cue says so"

    def _shaded(self, lemma: Lemma, stance: Stance, opening: tuple[str, ...], *, clause: bool) -> Answer | None:
        """The stance that the opening of the content gives, where the cue allows it."""
        g = self.g
        first, *rest = opening
        if first in g.intense and rest:
            first, *rest = rest  # his deep, his sincere
        word = g.stance_of_opening(first)
        if word is None and first in g.negations and rest:
            word = g.stance_of_opening(rest[0])
        if first in self.words.weighty:
            word = "demand" if lemma.name in self.words.urging else None
        shade = _SHADES[word] if word is not None else None
        if lemma.describes:
            return ("condemn" if not g.evil.isdisjoint(opening) else stance), "the predicate says so"
        if shade == "demand" or (shade is not None and not clause and not lemma.clause and lemma.stance == "report"):
            return shade, "the content opens with a word of that stance"
        if stance == "warn":
            return stance, "the cue says so"
        return None

    # --- what is said ---------------------------------------------------------------------------------------------

    def _said(self, frame: Frame, stance: Stance, first: int, last: int) -> Answer | None:
        """The stance that the words of a clause give."""
        judged = not self.words.judging.isdisjoint(self.s.form[first : first + _PREDICATE])
        if judged and stance == "report" and (untrue := self._untrue(first, last)) is not None:
            return untrue
        owed = self._upon(first, last) or self._duty(first, last)
        if owed is not None:
            return owed
        promised = self._first_person(first) or self._promised(frame, stance, first, last)
        if promised is not None:
            return promised
        told = self.s.form[first : min(last, first + _SUBJECT)]
        if not self.words.heads.isdisjoint(told) and (headed := self._headed(stance, first, last)) is not None:
            return headed
        rest = told[1:4]
        if self.s.form[first] in self.g.this and not self.g.evil.isdisjoint(rest):
            return "condemn", "the content opens with what is condemned"
        outrage = self._outrage(first, last) if judged else None
        if outrage is not None or stance != "report":
            return outrage
        return self._performed(frame, first, last) or self._amounts(first, last)

    def _headed(self, stance: Stance, first: int, last: int) -> Answer | None:
        """What a phrase says that stands at the head of the content or behind its subject."""
        needed = self._needed(first, last)
        if needed is not None or stance != "report":
            return needed
        if self._ahead(self.words.perhaps, first, last):
            return "believe", "the content says that it may be so"
        return self._none(first, last)

    def _outrage(self, first: int, last: int) -> Answer | None:
        """He said that no faith condones this."""
        if self._holds(self.words.outrage, first, last):
            return "condemn", "the content says that it is a wrong"
        return None

    def _none(self, first: int, last: int) -> Answer | None:
        """He said that there is no such plan, that his firm doesn't intend to."""
        w = self.words
        if (self.s.form[first] in w.none and self.g.phrase_at(w.none, self.s.tokens, first, last)) or self._ahead(
            w.unwilling, first, last
        ):
            return "deny", "the content says that there is no such thing"
        return None

    def _needed(self, first: int, last: int) -> Answer | None:
        """He said that it is needed to …"""
        needed = self.words.needed
        if self.s.form[first] in needed and self.g.phrase_at(needed, self.s.tokens, first, last):
            return "demand", "the content says what is needed"
        return None

    def _ahead(self, wanted: Phrases, first: int, last: int) -> bool:
        """Whether one of the phrases stands at the head of a clause, or behind its subject."""
        s, end = self.s, min(last, first + _SUBJECT)
        for k in range(first, end):
            if s.form[k] in wanted and self.g.phrase_at(wanted, s.tokens, k, last):
                return True
            if s.kinds[k] in (MARK, LINE) or s.finite(k) or s.form[k] in self.g.complementisers:
                return False
        return False

    def _untrue(self, first: int, last: int) -> Answer | None:
        """He said that what is reported is not true."""
        if self._holds(self.words.untrue, first, last):
            return "deny", "the content says that it isn't true"
        return None

    def _holds(self, wanted: Phrases, first: int, last: int) -> bool:
        end = min(last, first + _PREDICATE)
        if wanted.keys().isdisjoint(self.s.form[first:end]):
            return False
        form = self.s.form
        return any(self.g.phrase_at(wanted, self.s.tokens, k, end) for k in range(first, end) if form[k] in wanted)

    def _performed(self, frame: Frame, first: int, last: int) -> Answer | None:
        """What somebody does by his own words, in the first person at their head: we demand, I reject."""
        s = self.s
        if s.form[first] not in self.g.cues.forms:
            return None
        printed = s.tokens.words(first, first + 1)
        if (frame.kind == CLAUSE and not self._we(frame)) or not printed.startswith(self.words.first_present):
            return None
        behind = s.form[first + 1 : min(last, first + 3)]
        cues = self.g.cues.forms.get(s.form[first], ())
        for cue in cues:
            if cue.gender == "1" and cue.tense == PRESENT and cue.lemma.stance in _ACTS:
                stated = cue.lemma.stance == "affirm" and cue.lemma.name not in self.words.stating
                if stated or cue.lemma.name in self.words.wishing:
                    return None  # thanks, a welcome
                past = cue.lemma.stance == "announce" and any(c.tense == PAST for c in cues)
                if past and self.words.hereby.isdisjoint(behind[:1]):
                    return None  # he announced
                if cue.lemma.stance == "affirm" and "demand" in map(self.g.stance_of_opening, behind):
                    return "demand", "the speaker says what he demands"
                return cue.lemma.stance, "the speaker says what he does"
        return None

    def _we(self, frame: Frame) -> bool:
        """Whether the complementiser bears a pronoun of the first person: he said that we …"""
        k = frame.complementiser
        return k is not None and self.s.form[k].endswith(self.words.we)

    def _upon(self, first: int, last: int) -> Answer | None:
        """It is upon somebody to do something: "upon", who, and "to" or a verbal noun."""
        s, g = self.s, self.g
        if s.form[first] != g.upon or first + 2 >= last:
            return None
        who = first + 1 + (s.kinds[first + 1] == MARK)
        for k in range(who, min(last, first + _OPENING)):
            if s.form[k] in g.bare_complementisers:
                return "demand", "the content says what is up to somebody"
            if s.kinds[k] in (MARK, LINE):
                break
        phrase = self.sources.phrase(who, last)
        known = self.sources.actor(phrase) or g.without_conjunction(s.form[who]) in self.words.upon_whom
        if not known:
            return None
        for k in range(who + 1, min(last, first + _SUBJECT)):
            if s.kinds[k] != WORD or s.finite(k) or s.preposition(k):
                return None
            if self.sources.verbal_noun(k) and not g.governed(s.form[k])[2]:
                return "demand", "the content says what is up to somebody"
        return None

    def _duty(self, first: int, last: int) -> Answer | None:
        """A subject and the verb that says what it must do."""
        s = self.s
        for k in range(first, min(last, first + _SUBJECT)):
            if s.form[k] in self.words.duty:
                return "demand", "the content says what must be done"
            if s.kinds[k] in (MARK, LINE) or s.finite(k) or s.form[k] in self.g.complementisers:
                return None
        return None

    def _first_person(self, first: int) -> Answer | None:
        """I shall, we shall, right at the head of the words."""
        s, g = self.s, self.g
        form = s.form[first]
        printed = s.tokens.words(first, first + 1)
        if first in s.in_name or len(form) < _FUTURE or not printed.startswith(self.words.first_future):
            return None
        if g.names.classes(form) or not g.is_finite(self.words.third + form[2:]):
            return None
        return "promise", "the speaker says what he will do"

    def _promised(self, frame: Frame, stance: Stance, first: int, last: int) -> Answer | None:
        """He, or his own country, will do something; or he will never tire of it."""
        s, w = self.s, self.words
        why = "the speaker says what he will do"
        if not w.never.isdisjoint(s.form[first : first + _SUBJECT]) and self._untiring(first, last):
            return "promise", why
        form = s.form[first]
        if form in w.never and first + 1 < last and s.form[first + 1] in w.never_own:
            return "promise", why
        future = self._future(form)
        if future and self._own(frame):
            return "promise", why
        if stance not in _TOLD:
            return None
        if future:
            its = first + 1 < last and (s.form[first + 1] in w.own or self._again(frame, first + 1))
            return ("promise", "the speaker says what his own will do") if its else None
        behind = self._its(frame, first, last)
        behind += behind < last and s.kinds[behind] == MARK and not s.is_mark(behind, COMMAS)
        if behind > first and behind < last and self._future(s.form[behind]):
            return "promise", "the speaker says what his own will do"
        return None

    def _untiring(self, first: int, last: int) -> bool:
        """Whether somebody says before a comma that he will never tire of it."""
        s = self.s
        for k in range(first, min(last - 1, first + _SUBJECT)):
            if s.form[k] in self.words.never and s.form[k + 1] in self.words.untiring:
                return True
            if s.kinds[k] == LINE or s.form[k] in COMMAS:
                return False
        return False

    def _its(self, frame: Frame, first: int, last: int) -> int:
        """Behind the speaker's own country or body at a token; 0 where there is none."""
        s = self.s
        if first >= last:
            return 0
        if first in s.named and s.named[first][1] == "place":
            if frame.cue.lemma.clause_stance != "report" or not self._speaks_for(frame):
                return 0
            return 0 if "place_head" in self.sources.classes(first) else s.named[first][0]
        if s.form[first] in self.words.own or (frame.subject is not None and self._again(frame, first)):
            return first + 1
        return 0

    def _again(self, frame: Frame, first: int) -> bool:
        """Whether a word says again for what body the speaker speaks: the spokesman of the army said that the army …"""
        subject, form = frame.subject, self.s.form[first]
        if subject is None or form not in self.s.form[subject.first : subject.last]:
            return False
        return form.startswith(self.g.article) and self._speaks_for(frame)

    def _future(self, form: str) -> bool:
        """Whether a form is a verb in the future of the third person, by the same verb in the masculine."""
        if not form.startswith(self.words.future) or len(form) < _SHALL or form[1] not in self.words.persons:
            return False
        return form[1:] not in self.words.happens and self.g.is_finite(self.words.third + form[2:])

    def _speaks_for(self, frame: Frame) -> bool:
        """Whether who speaks may promise something for a country: nobody without a name, no expert."""
        if frame.subject is None:
            return True
        classes = self.sources.classes(frame.subject.first)
        return classes.isdisjoint(("unnamed", "profession"))

    def _own(self, frame: Frame) -> bool:
        """Whether the complementiser bears a pronoun: he said that he …"""
        k = frame.complementiser
        return k is not None and self.s.form[k] not in self.g.bare_complementisers

    def _amounts(self, first: int, last: int) -> Answer | None:
        """What somebody tells of amounts to a wrong: the decision constitutes a crime."""
        s, end = self.s, min(last - 1, first + _PREDICATE)
        told = s.form[first:end]
        if self.words.amounts.isdisjoint(told) and self.words.wrong.keys().isdisjoint(told):
            return None
        for k in range(first, end):
            if s.form[k] in self.words.amounts:
                wrong = not self.g.evil.isdisjoint(s.form[k + 1 : min(last, k + 4)])
                return ("condemn", "the content says that it is a wrong") if wrong else None
            if s.kinds[k] == LINE or s.is_mark(k, COMMAS):
                break
            if self.g.phrase_at(self.words.wrong, s.tokens, k, last):
                return "condemn", "the content says that it is a wrong"
        return None
