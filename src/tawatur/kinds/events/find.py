"""Events: who met, visited, called, attacked, killed, released … whom, where, on which day, and whether it happened.

A word that names an event (`events_words`) becomes a mention where its own conditions hold and something besides says
that it took place: who took part, where, when, or a verb of happening. Mentions of one event become one item
(`events_merge`). What is only wanted, feared of or generic is an abstention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.quotes import MARKS
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.kinds.events.clauses import find_clause_events
from tawatur.kinds.events.clauses_words import has_clause_events
from tawatur.kinds.events.merge import Mention, merge
from tawatur.kinds.events.scene import EventScene
from tawatur.kinds.events.words import CONTACTS, MET, VIOLENCE, Act, EventWords, Sense, Tense
from tawatur.model import Attribution, Date, Document, Entity, Event, Figure, Span, Status
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, NUMBER, WORD

_OTHER_SENSE: Final = 3
"""Tokens behind a verb in which an object may give it another sense."""
_APART: Final = 0
"""Tokens between a name and its tail above which the two are given apart."""
_NAMES: Final = 6
"""Tokens that the name of somebody may have."""
_STATUS_BACK: Final = 5
"""Tokens before a name of an event in which a word may say that it is planned, possible, denied or only wished."""
_STATUS_AHEAD: Final = 9
_HELD_IN: Final = 12
"""Tokens before a contact in which somebody will do something at it."""
TOLLED: Final = frozenset(("killing", "abduction", "arrest", "release", "evacuation", "displacement"))
"""Kinds that are told apart by how many they hit."""
_OR: Final = 2
"""Tokens before a name in which "or" joins it to another."""
AIMS: Final = frozenset(("evacuation", "release", "arrest", "truce"))
"""Kinds whose nouns behind "for" name what somebody is out for."""
SPORT: Final = "sport"
"""The class of words that tell of sport: what it must not stand near isn't looked for in a page of sport at all."""
_HITS: Final = re.compile(MET)
_CONTENT_HEAD: Final = 5
"""Tokens at the head of a content which the stance of its attribution is about."""


def find_events(
    reading: Reading,
    document: Document,
    dates: Sequence[Date],
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
    figures: Sequence[Figure],
) -> tuple[Event, ...]:
    """All events of the title and body, in the order of their clearest mentions."""
    pack = reading.pack
    if not pack.has("events"):
        return ()
    if has_clause_events(pack):
        return find_clause_events(reading, document, dates, entities, attributions, figures)
    words = pack.made(EventWords)
    hits = [found.start() for found in _HITS.finditer(words.met(reading.tokens))]
    if not hits:
        return ()
    scene = EventScene(reading, document, dates, entities, attributions, figures, words)
    finder = _Finder(scene)
    mentions: list[Mention] = []
    behind = -1
    for i in hits:
        if i < behind or i in scene.dated or not scene.inside(i):
            continue
        found = finder.mention(i)
        if found is not None:
            mentions.append(found)
            behind = found.last
    return merge(scene, mentions)


class _Finder:
    """Reads the mentions of one text."""

    def __init__(self, scene: EventScene) -> None:
        self.e = scene
        self.s = scene.scene
        self.form = scene.scene.form
        self.words = scene.words

    def mention(self, i: int) -> Mention | None:
        """The mention that the word at a token is, or None."""
        senses = self.words.forms[self.form[i]]
        if self._goes_before(i):
            return None
        if i in self.s.in_name and not self._own_name(i) and not self._behind_name(i):
            return None
        verbs = [sense for sense in senses if sense.tense != "noun"]
        nouns = [sense for sense in senses if sense.tense == "noun"]
        if verbs and nouns:
            first = self.e.reading.sentence_of(i)[0]
            verb = self.e.subjects.verb_place(i, first) or self.form[i][:1] in self.s.grammar.conjunctions
            senses = (*verbs, *nouns) if verb and not self.s.noun_ending(i) else (*nouns, *verbs)
        for sense in senses:
            found = self._read(i, sense)
            if found is not None:
                return found
            if sense.tense == "noun" and verbs and self._noun_here(i, sense.act):
                return None
        return None

    def _noun_here(self, i: int, act: Act) -> bool:
        """Whether the word before a form that may be a verb too shows that it is the noun: crimes of killing."""
        before = self.form[i - 1] if i else ""
        if before in act.not_before or self.words.status_before.get(before) == "wished":
            return True
        return before in self.s.grammar.prepositions

    def _own_name(self, i: int) -> bool:
        """Whether a name begins at this word, so that the word heads it: the summit of a place."""
        return i in self.s.named and self.s.named[i][1] == "organisation"

    def _goes_before(self, i: int) -> bool:
        """Whether a noun only says how the talks right behind it were held: a session of talks."""
        after = self.words.forms.get(self.form[i + 1], ()) if i + 1 < len(self.form) else ()
        nouns = (self.words.forms[self.form[i]], after)
        kinds = [{sense.act.kind for sense in senses if sense.tense == "noun"} for senses in nouns]
        return "meeting" in kinds[0] and "talks" in kinds[1]

    def _behind_name(self, i: int) -> bool:
        """Whether a verb is taken for the third name of somebody: So-and-so | met."""
        first = next((k for k in range(i - 2, max(-1, i - _NAMES), -1) if k in self.s.named), -1)
        if first < 0 or self.s.named[first] != (i + 1, "person"):
            return False
        return all(sense.tense != "noun" for sense in self.words.forms[self.form[i]])

    def _read(self, i: int, sense: Sense) -> Mention | None:
        act, e = sense.act, self.e
        first, last = e.reading.sentence_of(i)
        if sense.tense != "noun" and self.s.noun_ending(i):
            return None
        end = self._tail(i, act, last)
        if end is None or not self._fits(i, end, first, last, act, sense.tense == "noun"):
            return None
        spans = self._spans(i, end, sense)
        span = spans[0]
        who = e.participants(i, end, first, last, sense)
        if who is None:
            return None
        status = self._status(i, end, first, sense, span)
        if status is None:
            e.reading.abstain(
                span, "events", f"{act.kind}: what is only wished", "said to be wanted or fought, not to happen"
            )
            return None
        if sense.tense != "noun" and act.kind in TOLLED and i > first and self.form[i - 1] in self.words.parts:
            e.reading.abstain(span, "events", f"{act.kind}: a part of a toll", "some of those who are told of already")
            return None
        if act.kind in ("meeting", "call") and e.with_medium(end, last):
            e.reading.abstain(span, "events", f"{act.kind}: with a medium", "an interview, which is no meeting")
            return None
        if sense.tense == "noun" and act.kind in VIOLENCE and not sense.definite and self._one_of(i, first):
            e.reading.abstain(span, "events", f"{act.kind}: this or that", "one of several acts, none of them told of")
            return None
        if sense.tense == "noun" and act.kind in CONTACTS and self._gathering(i, end):
            e.reading.abstain(
                span, "events", f"{act.kind}: one of several sorts", "sorts of gatherings, none of them told of"
            )
            return None
        known = sense.tense == "noun" and (sense.definite or self._defined(i, end) or self._built_on(i))
        violent = act.kind in VIOLENCE
        date = e.days.of(i, end, first, last, present=sense.tense == "present", violent=violent, known=known)
        place = e.places.of(i, end, first, last, sense, who)
        if sense.tense == "present" and act.kind in VIOLENCE and not (place or date or e.names_somebody(i, end, last)):
            e.reading.abstain(span, "events", f"{act.kind}: a present without anybody", "a general remark, no event")
            return None
        behind = self._told_of(i, first, sense)
        happens = sense.tense != "noun" or self._happens(i, end, first, last)
        hit = act.object == "people" and not sense.pronoun  # the act asked for them, so they stand there
        toll = e.toll(i, end, first, last, act.kind) if act.kind in TOLLED else None
        hit = hit or (toll is not None and e.counted(act, end, e.clause_end(end, last)))
        if sense.tense == "noun" and act.kind in TOLLED and end < last:  # the arrest of somebody, of all those
            hit = hit or e.names_people(end, min(last, end + 1 + (self.form[end] in self.words.some)))
        grounded = happens or hit or bool(who) or place is not None or date is not None
        if not grounded and not (sense.definite or act.lone):
            e.reading.abstain(span, "events", f"{act.kind}: a bare noun", "nothing says that it took place")
            return None
        return Mention(
            at=i,
            last=end,
            sense=sense,
            span=span,
            rest=spans[1:],
            title=e.in_title(span),
            who=tuple(who),
            place=place,
            date=date,
            day=None if date is not None else e.days.said(i, first, last),
            status=status,
            attribution=e.owner(span),
            pointed=self._pointed_at(i),
            back=self._refers_back(
                i, end, last, sense, behind=behind, counted=toll is not None and e.counted(act, first, last)
            ),
            behind=behind,
            grounded=grounded,
            toll=toll,
            again=act.kind in TOLLED and (behind if sense.tense != "noun" else self._hits_known(end, last)),
            told=sense.tense == "noun" and self._told_itself(i, end),
            rule=self._rule(sense, happens, bool(who), place is not None),
        )

    def _one_of(self, i: int, first: int) -> bool:
        """Whether "or" joins a name to that of another act: attacks or acts of abduction."""
        return not self.words.either.isdisjoint(self.form[max(first, i - _OR) : i])

    def _gathering(self, i: int, end: int) -> bool:
        """Whether a noun in the plural stands in a row with other sorts of gatherings: seminars and conferences."""
        if not self.form[i].endswith(self.words.plural):
            return False
        bare, sorts = self.s.grammar.without_conjunction, self.words.classes["gatherings"]
        joined = self.form[i] != bare(self.form[i]) and self.form[i - 1] in sorts
        after = self.form[end : end + 1]
        return joined or any(form != bare(form) and bare(form) in sorts for form in after)

    @staticmethod
    def _rule(sense: Sense, happens: bool, who: bool, place: bool) -> str:
        if sense.tense != "noun":
            return f"{sense.act.kind}: a verb says it"
        if happens:
            return f"{sense.act.kind}: a noun beside words of happening"
        if who:
            return f"{sense.act.kind}: a noun with who takes part"
        return f"{sense.act.kind}: a noun with its place or day" if place else f"{sense.act.kind}: a noun alone"

    def _spans(self, i: int, end: int, sense: Sense) -> tuple[Span, ...]:
        """The words that name the event: with their tail, apart from it where others stand between."""
        if end == i + 1 or sense.act.aside:
            return (self.s.span(i, i + 1, sense.glued),)
        size = next(len(t) for t in sense.act.tail if tuple(self.form[end - len(t) : end]) == t)
        if end - size - i - 1 <= _APART:
            return (self.s.span(i, end, sense.glued),)
        return (self.s.span(i, i + 1, sense.glued), self.s.span(end - size, end))

    def _tail(self, i: int, act: Act, last: int) -> int | None:
        """The token behind the name: behind its tail where the act asks for one, None where that is missing."""
        if not act.tail:
            return i + 1
        apart = 0
        for j in range(i + 1, last):
            if self.s.kinds[j] == LINE or apart > act.gap:
                return None
            if self.form[j] in COMMAS and not self.e.dated.isdisjoint((j - 1, j + 1)):
                continue  # released, on Thursday, nine men
            if self.form[j] in ",.":
                return None
            for phrase in act.tail:
                if self.form[j] == phrase[0] and tuple(self.form[j : j + len(phrase)]) == phrase:
                    return j + len(phrase)
            apart += j not in self.e.dated  # opened last Tuesday night, whenever that was, the fire
        return None

    def _bare(self, j: int) -> str:
        return self.form[j].removeprefix(self.words.article).removesuffix(self.words.accusative)

    def _fits(self, i: int, end: int, first: int, last: int, act: Act, noun: bool) -> bool:
        """Whether the words around a name are such as the act asks for."""
        form = self.form
        after = end + 1 if end < last and self.s.kinds[end] == NUMBER else end
        reach = min(last, after + (1 if noun else _OTHER_SENSE))
        if act.not_next and any(form[j] in act.not_next or self._bare(j) in act.not_next for j in range(after, reach)):
            return False
        if i > first:
            before = form[i - 1]
            if before in self.words.every if noun else form[i - 2] in self.words.every and i - 2 >= first:
                return False  # every visit, any attack: none that took place; any way out that saves somebody
            if before in act.not_before or self.s.grammar.without_conjunction(before) in act.not_before:
                return False
            if not noun and (before in self.words.known_by or before in self.s.grammar.prepositions):
                return False  # before the leaving of X: a verbal noun that is written like the verb
        if act.before and (i == first or self.s.grammar.without_conjunction(form[i - 1]) not in act.before):
            return False
        reach = end + 1 if end < last and form[end] in COMMAS else end + 2
        if act.next and not any(form[j] in act.next or self._bare(j) in act.next for j in range(end, min(last, reach))):
            return False
        clause = self.e.clause_end(end, last)
        if act.subject == "actor":
            clause = min(clause, self.e.places.own_end(end, last, True))  # with whom, and not what they did next
        if act.needs and not (not act.needs.isdisjoint(form[end:clause]) or self.e.counted(act, end, clause)):
            return False
        told = act.object == "people" and self.e.counted(act, end, clause)  # so many arrested: whoever seized them
        if act.near and not told and not any(self.e.near(name, first, last, i) for name in act.near):
            return False
        if act.anywhere and not any(self.e.anywhere(name) for name in act.anywhere):
            return False
        if self.e.sport and SPORT in act.never_near:
            return False
        if act.never_near and any(self.e.near(name, first, last, i) for name in act.never_near):
            return any(self.e.near(name, first, last, i) for name in act.unless)
        return True

    def _defined(self, i: int, end: int) -> bool:
        """Whether a definite tail makes the whole name definite: the ceasing of the fire, and not for the fire."""
        return end > i + 1 and self.form[end - 1].startswith(self.words.article) and not self._to(i + 1)

    def _to(self, i: int) -> bool:
        return self.form[i].startswith(self.words.places_to)

    def _told_of(self, i: int, first: int, sense: Sense) -> bool:
        """Whether the words before a name take the event for known: since the attack, those whom it holds."""
        j = i - 1
        while j > first and sense.tense != "noun" and self.form[j] in self.s.grammar.already:
            j -= 1
        if j < first:
            return False
        if sense.tense != "noun":
            return self.form[j] in self.s.grammar.relatives
        if self.form[j] in self.words.known_by:
            return True
        return self.form[j] in self.words.against and j > first and self.form[j - 1] in self.words.answers

    def _hits_known(self, end: int, last: int) -> bool:
        """Whether a noun is about people who are told of already: the arrest of the youths."""
        j = end + (end < last and self.form[end] in self.words.against)
        if j >= last or not self.form[j].startswith(self.words.article) or j in self.s.in_name:
            return False
        return self.form[j] in self.words.classes["people"] and not self.e.followed_by_name(j, last)

    def _told_itself(self, i: int, end: int) -> bool:
        """Whether a verb right beside a noun tells what it names: an attack that somebody launched."""
        return not self.words.happen.isdisjoint((*self.form[max(i - 1, 0) : i], *self.form[end : end + 2]))

    def _refers_back(self, i: int, end: int, last: int, sense: Sense, *, behind: bool, counted: bool) -> bool:
        """Whether a name may speak of what is told elsewhere: the attack, his arrest, after an attack.

        But not one that has a day or a place of its own: since an attack in X; nor a counted one: four, arrested.
        """
        if sense.tense != "noun":
            return behind
        if counted and sense.pronoun and i and self.form[i - 1] in self.words.happen:
            return False
        if sense.definite or self._pointed_at(i) or self._defined(i, end):
            return True
        return behind and (sense.act.kind in CONTACTS or not self.e.has_own(i, end, last))

    def _built_on(self, i: int) -> bool:
        """Whether a noun is made definite by the name or the place right behind it: the blast of the mosque of X."""
        j = i + 1
        if j >= len(self.form):
            return False
        return (j in self.s.named and j not in self.s.behind_clitic) or self.words.head(self.form[j]) == 0

    def _pointed_at(self, i: int) -> bool:
        return i > 0 and self.form[i - 1] in self.words.demonstratives

    def _happens(self, i: int, end: int, first: int, last: int) -> bool:
        """Whether a verb or noun of happening stands beside the name."""
        words, form = self.words, self.form
        bare = self.s.grammar.without_conjunction
        if not words.happen.isdisjoint(form[max(first, i - 4) : i]):
            return True
        near = form[max(first, i - 2) : i]
        if not words.happening.isdisjoint(near) or not words.happening.isdisjoint(map(bare, near)):
            return True
        return not words.happen.isdisjoint(form[end : min(last, end + 4)])

    # --- status -------------------------------------------------------------------------------------------------

    def _status(self, i: int, end: int, first: int, sense: Sense, span: Span) -> Status | None:
        """Whether it is stated, possible, planned or denied; None where it is only wished or fought."""
        form, words = self.form, self.words
        past = sense.tense == "past"
        aim = sense.tense == "noun" and (
            form[i][: sense.glued].endswith(words.places_to) or form[i][sense.glued :].startswith(words.contracted)
        )
        if aim and sense.act.kind in AIMS and self.e.suffered(i, first) is None:
            return None
        if sense.tense == "noun" and sense.act.kind in AIMS and i > first and form[i - 1] in words.topics:
            return None
        if sense.tense == "future":
            return "planned"
        if sense.tense == "present" and i > first and form[i - 1] in words.may:
            return "possible"
        for j in range(i - 1, max(first, i - _STATUS_BACK) - 1, -1):
            if self.s.kinds[j] in (MARK, LINE) and form[j] not in MARKS:
                break
            if form[j] in self.s.grammar.relatives:
                break
            found = words.status_before.get(form[j]) if form[j] not in sense.act.before else None
            if sense.tense == "noun" and found is None and form[j] in words.told_by:
                break  # he called for it during the meeting: it is the meeting's time that is told
            if found == "unreal" and j >= i - 2:
                return None
            if found == "wished" and not past and (j == i - 1 or form[j] not in words.about):
                return None
            if found == "planned" and j < i - 1 and form[j] in words.ahead:
                found = None  # held, shortly before the talk with the papers, a meeting
            if found in ("denied", "possible") or (found == "planned" and not past):
                return found  # type: ignore[return-value]
            if not past and self._future(j):
                return "planned"
            if sense.tense == "noun" and self._to_begin(j, first):
                return "planned"
            if past and self.s.finite(j):
                break
        if sense.tense == "present" and i > first and form[i - 1] in self.s.grammar.bare_complementisers:
            return None
        if sense.tense == "noun":
            for j in range(end, min(len(form), end + _STATUS_AHEAD)):
                relative = form[j] in self.s.grammar.relatives
                if form[j] in MARKS or (form[j] in COMMAS and self.s.grammar.relatives & {*form[j + 1 : j + 2]}):
                    continue
                if self.s.kinds[j] != WORD or (form[j] in words.ends and not relative) or form[j] in words.forms:
                    break
                found = words.status_after.get(form[j])
                if found is not None:
                    return found  # type: ignore[return-value]
                held = form[j] in words.happen or form[j - 1] in self.s.grammar.relatives
                if held and self._future(j):
                    return "planned"
            if self._at_one_to_come(i, first, sense):
                return "planned"
        if self._called_false(end):
            return "denied"
        return "planned" if aim and sense.act.kind in CONTACTS else self._status_of_content(i, span, sense.tense)

    def _future(self, j: int) -> bool:
        """Whether a token is a verb in the future tense: the rest is a verb, too, but for "fell" and "seized"."""
        g = self.s.grammar
        return g.is_future(self.form[j]) and self.s.finite(j) and g.is_finite(self.form[j][1:])

    def _to_begin(self, j: int, first: int) -> bool:
        """Whether a word tells of what is yet to be held: before the opening of, that they hold."""
        if j - 1 < first:
            return False
        form, before = self.form[j], self.form[j - 1]
        if form in self.words.openings and before in self.words.ahead:
            return True
        bare = before in self.s.grammar.bare_complementisers and self.form[j - 2] not in self.words.known_by
        return bare and form in self.words.happen and self.s.grammar.is_present(form)

    def _at_one_to_come(self, i: int, first: int, sense: Sense) -> bool:
        """Whether a contact is where somebody will do something: will deal with it at a meeting."""
        if sense.act.kind not in CONTACTS or self.form[i - 1] not in self.words.held_in:
            return False
        for j in range(i - 2, max(first, i - _HELD_IN) - 1, -1):
            if self.s.kinds[j] in (MARK, LINE) and self.form[j] not in MARKS:
                return False
            if self.form[j] in self.s.grammar.relatives:
                return False
            if self.s.finite(j):
                return self._future(j)
        return False

    def _called_false(self, i: int) -> bool:
        """Whether the sentence that goes on at `i` ends by calling what it tells of false: is not true."""
        last, end, false = self.e.reading.sentence_of(i - 1)[1], len(self.form), self.words.false
        if false.keys().isdisjoint(self.form[i:last]):
            return False
        return any(self.s.grammar.phrase_at(false, self.s.tokens, j, end) for j in range(i, last))

    def _status_of_content(self, i: int, span: Span, tense: Tense) -> Status | None:
        """What the attribution that the name heads the content of makes of it: denied, demanded, promised, feared."""
        owner = self.e.owner(span)
        if owner is None:
            return "stated"
        attribution = self.e.attributions[owner]
        begin = min(part.start for part in attribution.content)
        if i - self.s.tokens.before(begin) > _CONTENT_HEAD:
            return "stated"
        if attribution.stance == "deny":
            return "denied"
        if tense == "past":
            return "possible" if attribution.stance == "believe" else "stated"
        if attribution.stance == "demand":
            return None
        if attribution.stance == "warn" or (attribution.stance == "believe" and tense != "noun"):
            return "possible"  # a visit that somebody has an opinion of is no possible one
        return "planned" if attribution.stance == "promise" else "stated"
