"""Events where the subject stands before its verb: X met Y, Y were killed, a meeting between X and Y, the attack on Z.

A pack whose `events.toml` has `[clauses]` is read by this module. A word of its tables is a mention where those it asks
for stand around it: who acts, those it hits. A noun needs besides who takes part, a place, a day or a verb that holds
it. Mentions that nothing contradicts become one event; what is only wished is an abstention.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.clauses.phrases import Noun, Phrases, Scene
from tawatur.kinds.clauses.words import BASE, ING, PAST
from tawatur.kinds.events.clauses_merge import Mention, Merger
from tawatur.kinds.events.clauses_words import NOUN, Act, ClauseEvents, Sense
from tawatur.model import TOLLS, Attribution, Date, Document, Entity, Event, Figure, Span, Status
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, WORD

_HOLDS: Final = 4
"""Tokens before a noun in which a verb that holds it stands: held a three-hour meeting."""
_STATUS: Final = 5
"""Tokens before a noun in which a word says that it is planned, possible, denied or only wished."""
_CLAUSE: Final = 14
"""Tokens behind a mention in which those who take part and its place stand."""


def find_clause_events(
    reading: Reading,
    document: Document,
    dates: Sequence[Date],
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
    figures: Sequence[Figure],
) -> tuple[Event, ...]:
    """All events of the title and body, in the order of their clearest mentions."""
    return _Finder(reading, document, dates, entities, attributions, figures).run()


class _Finder:
    def __init__(
        self,
        reading: Reading,
        document: Document,
        dates: Sequence[Date],
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
        figures: Sequence[Figure],
    ) -> None:
        self.reading = reading
        self.document = document
        self.words: ClauseEvents = reading.pack.made(ClauseEvents)
        self.s = Scene(reading, dates)
        self.w = self.s.w
        self.phrases = Phrases(self.s)
        self.attributions = attributions
        self.published = document.published.value[:10] if document.published is not None else None
        before = self.s.tokens.before
        self.named: dict[int, str] = {}
        self.places: list[Span] = []
        for entity in entities:
            for mention in (entity.span, *entity.mentions):
                for i in range(before(mention.start), before(mention.end)):
                    self.named[i] = entity.kind or ""
                if entity.kind == "place":
                    self.places.append(mention)
        self.places.sort()
        hit = [f for f in figures if f.kind in TOLLS]
        self.counted = {i for f in hit for i in range(before(f.span.start), before(f.span.end))}
        self.contents = sorted(
            ((part.end - part.start, part, n) for n, a in enumerate(attributions) for part in a.content),
            key=lambda item: item[0],
        )

    def run(self) -> tuple[Event, ...]:
        out: list[Mention] = []
        regions = [(self.document.title, True)] if self.document.title is not None else []
        regions += [(span, False) for span in self.document.body]
        forms = self.words.forms
        for span, title in regions:
            first, last = self.s.tokens.before(span.start), self.s.tokens.before(span.end)
            behind = first
            for i in range(first, last):
                if i < behind or self.s.form[i] not in forms or self.s.kinds[i] != WORD:
                    continue
                found = self._mention(i, title)
                if found is not None:
                    out.append(found)
                    behind = self.s.tokens.before(found.span.end)
        return Merger(self.s, self.counted).merge(out)

    # --- one mention ----------------------------------------------------------------------------------------------

    def _mention(self, i: int, title: bool) -> Mention | None:
        s = self.s
        first, last = self.reading.sentence_of(i)
        if i in self.named or s.joined(i - 1) or s.joined(i + 1):
            return None
        for sense in self.words.forms[s.form[i]]:
            n = len(sense.particles)
            if tuple(s.form[i + 1 : i + 1 + n]) != sense.particles:
                continue
            around = frozenset(s.form[first:last])
            if (sense.act.near and sense.act.near.isdisjoint(around)) or not sense.act.never_near.isdisjoint(around):
                continue
            read = self._noun if sense.tense == NOUN else self._verb
            found = read(i, sense, first, last, title)
            if found is not None:
                return found
        return None

    def _verb(self, i: int, sense: Sense, first: int, last: int, title: bool) -> Mention | None:
        s, w = self.s, self.w
        group = self.phrases.group(i, first)
        helpers = [s.form[k] for k in range(group, i)]
        before = s.form[group - 1] if group > first else ""
        to = before in w.to
        be = any(h in w.be for h in helpers)
        behind = i + 1 + len(sense.particles)
        after = s.form[behind] if behind < last else ""
        people = sense.act.object == "people"
        subject = self.phrases.before(group - 1 if to else group, first)
        if before in w.joins and sense.tense == PAST and not helpers and group - 2 > first:
            shared = self.phrases.group(group - 2, first)  # was shot and killed
            if any(s.form[k] in w.be for k in range(shared, group - 2)):
                subject, be, helpers = self.phrases.before(shared, first), True, s.form[shared : group - 2]
        reduced = sense.tense == PAST and not helpers and people and not self._begins_object(behind, last)
        if sense.tense == ING and not be:
            subject = None if before in w.determiners else subject or self._main(group, first)
            if subject is None:
                return None
        passive = (sense.tense == PAST and be and not (helpers and helpers[-1] in w.have)) or reduced
        if sense.tense == BASE and not helpers and not to:
            ends = s.form[subject.last - 1] if subject is not None else ""
            if subject is None or not (ends.endswith(w.plural_end) or ends in w.pronouns) or before in w.determiners:
                return None
        if subject is None or (before in w.determiners and not helpers):
            return None
        if passive and people:
            if not (self._people(subject) or self._person(subject)):
                return None
            agent = self.phrases.after(behind + 1, last) if after in w.by else None
            hit = [] if subject.last - subject.first == 1 and s.form[subject.first] in w.pronouns else [subject]
            who = [*hit, *([agent] if agent is not None and self._actor(agent) else [])]
        else:
            if passive:
                return None
            found = self.phrases.after(behind, last) if self._begins_object(behind, last) else None
            object_ = self._cut(found) if found is not None else None
            if not self._fits(subject, sense.act.subject):
                return None
            if people and (object_ is None or not self._people(object_)):
                return None
            if sense.act.object == "place" and self._place(behind - 1, last, direct=True) is None:
                return None
            other = self._with(behind, last)
            if sense.act.object == "actor" and not any(n is not None and self._actor(n) for n in (object_, other)):
                return None
            who = [n for n in (subject, object_, other) if n is not None and self._takes_part(n, sense.act)]
            if sense.act.object == "place":
                who = who[:1]
        status = self._status_of_verb(i, helpers, to, first)
        if status is None:
            self._wished(i, sense)
            return None
        place = self._place(behind - 1, last, direct=sense.act.object == "place") or self._place_before(group, first)
        return self._made(i, behind, sense, who, place, first, last, status, title, back=False, rule="a verb says it")

    def _begins_object(self, k: int, last: int) -> bool:
        s, w = self.s, self.w
        if k >= last or s.kinds[k] in (MARK, LINE) or k in s.dated:
            return False
        return (
            s.form[k] not in w.prepositions | w.conjunctions | w.subordinators | w.to | w.by
            or s.form[k] in w.determiners
        )

    def _main(self, group: int, first: int) -> Noun | None:
        """The subject of the finite verb before a participle."""
        verb = next((n for n in range(first, group) if self.s.finite(n)), None)
        return self.phrases.before(self.phrases.group(verb, first), first) if verb is not None else None

    def _noun(self, i: int, sense: Sense, first: int, last: int, title: bool) -> Mention | None:
        s, w = self.s, self.w
        end = i + 1 + len(sense.particles)
        if s.finite(i) and i > first and s.form[i - 1] in w.pronouns - w.determiners:
            return None
        held = next((n for n in range(i - 1, max(first, i - _HOLDS) - 1, -1) if s.form[n] in self.words.lights), None)
        happens = any(f in self.words.takes_place for f in s.form[end : min(last, end + 3)])
        who: list[Noun] = []
        owner = self._owner(i, first)
        if owner is not None:
            who.append(owner)
        if held is not None:
            subject = self.phrases.before(self.phrases.group(held, first), first)
            if subject is not None and self._actor(subject):
                who.append(subject)
        whose = self.phrases.after(end + 1, last) if s.form[end : end + 1] == [self.words.of] else None
        if whose is not None and (self._actor(whose) or (sense.act.object != "place" and self._people(whose))):
            who.append(self._cut(whose))
        other = self._with(end, last)
        if other is not None:
            who.append(other)
        who = [n for n in who if self._takes_part(n, sense.act)]
        place = self._place(end - 1, last, direct=sense.act.object == "place") or self._place_before(i, first)
        dated = self._date(first, last, i) is not None
        struck = any(f in self.words.takes_place for f in s.form[max(first, i - _HOLDS) : i])
        if not (who or happens or (held is not None and (place or dated)) or (place is not None and (dated or struck))):
            return None
        status = self._status_of_noun(i, end, held, first, last)
        if status is None:
            self._wished(i, sense)
            return None
        back = i > first and s.form[i - 1] in self.words.articles and not (who or place is not None or held is not None)
        return self._made(i, end, sense, who, place, first, last, status, title, back=back, rule="a noun says it")

    def _wished(self, i: int, sense: Sense) -> None:
        reason = "said to be wanted or fought, not to happen"
        self.reading.abstain(self.s.span(i, i + 1), "events", f"{sense.act.kind}: what is only wished", reason)

    def _made(
        self,
        i: int,
        end: int,
        sense: Sense,
        who: Sequence[Noun],
        place: Span | None,
        first: int,
        last: int,
        status: Status,
        title: bool,
        *,
        back: bool,
        rule: str,
    ) -> Mention:
        span = self.s.span(i, end)
        date = self._date(first, last, i)
        if (
            status == "stated"
            and date is not None
            and self.published is not None
            and date > self.published[: len(date)]
        ):
            status = "planned"
        distinct = tuple(n for k, n in enumerate(who) if all(n.first != m.first for m in who[:k]))
        owner = next((n for _, part, n in self.contents if part.holds(span)), None)
        return Mention(
            i, sense.act, span, distinct, place, date, status, owner, title, back, f"{sense.act.kind}: {rule}"
        )

    # --- who --------------------------------------------------------------------------------------------------------

    def _actor(self, noun: Noun) -> bool:
        """Whether a phrase names somebody who acts."""
        s = self.s
        if any(i in self.named for i in range(noun.first, noun.last)):
            return True
        last = s.form[noun.last - 1]
        return (
            last in self.words.actors
            or last in self.w.pronouns
            or any(s.form[i] in self.words.actors for i in range(noun.first, noun.last))
        )

    def _fits(self, noun: Noun, asked: str) -> bool:
        """Whether a subject is what an act asks for."""
        if asked == "armed":
            span = range(noun.first, noun.last)
            states = any(self.named.get(i) in ("place", "organisation") for i in span)
            return states or any(self.s.form[i] in self.words.armed for i in span)
        return asked != "actor" or self._actor(noun)

    def _people(self, noun: Noun) -> bool:
        """Whether a phrase names people, or counts them."""
        return any(
            i in self.counted or self.named.get(i) == "person" or self.s.form[i] in self.words.people
            for i in range(noun.first, noun.last)
        )

    def _person(self, noun: Noun) -> bool:
        """Whether a phrase is a pronoun for people, or a name in capitals that isn't known for something else."""
        s, w = self.s, self.w
        if noun.last - noun.first == 1 and s.form[noun.first] in w.persons[0] | w.persons[1] | w.persons[2]:
            return True
        first = next((i for i in range(noun.first, noun.last) if s.form[i] not in w.determiners), noun.first)
        return first == noun.first and s.upper(first) and noun.last - first > 1 and first not in self.named

    def _takes_part(self, noun: Noun, act: Act) -> bool:
        """Whether a phrase is printed as one who takes part: no pronoun, and somebody."""
        if self.s.short(noun.first) or self.s.kinds[noun.first] == MARK or noun.last <= noun.first:
            return False
        alone = noun.last - noun.first == 1 and self.s.form[noun.first] in self.w.pronouns
        return not alone and (self._actor(noun) or (act.object == "people" and self._people(noun)))

    def _cut(self, noun: Noun) -> Noun:
        """A phrase without the place behind it: the prime minister in the capital."""
        s = self.s
        end = next((n for n in range(noun.first + 1, noun.last) if s.form[n] in self.words.place_in), noun.last)
        while end - 1 > noun.first and (s.form[end - 1] in self.w.joins or s.kinds[end - 1] == MARK):
            end -= 1
        return noun._replace(last=end)

    def _owner(self, i: int, first: int) -> Noun | None:
        """Whose visit, whose meeting: the phrase before the sign of owning."""
        s, w = self.s, self.w
        for k in range(i - 1, max(first, i - 4), -1):
            if s.short(k) and s.form[k] == w.own:
                return self.phrases.left(k - 1, first)
            if not s.word(k) or s.form[k] in w.determiners or s.form[k] in w.prepositions:
                return None
        return None

    def _with(self, k: int, last: int) -> Noun | None:
        """Those with whom, between whom or by whom it is done."""
        s = self.s
        for n in range(k, min(last, k + _CLAUSE)):
            if s.kinds[n] == LINE or (s.kinds[n] == MARK and s.form[n] in ",;:"):
                return None
            if s.form[n] in self.words.with_ | self.words.agents:
                found = self.phrases.after(n + 1, last)
                return self._cut(found) if found is not None and self._actor(found) else None
            if n > k and s.finite(n):
                return None
        return None

    # --- where and when ---------------------------------------------------------------------------------------------

    def _place(self, k: int, last: int, *, direct: bool) -> Span | None:
        """The place named behind a preposition in what follows; `direct`: or right behind the word itself."""
        s = self.s
        allowed = self.words.place_in | (self.words.towards if direct else frozenset())
        for place in self.places:
            at = s.tokens.before(place.start)
            if not k < at < min(last, k + _CLAUSE):
                continue
            head = at - 1
            while head > k and s.form[head] in self.w.determiners:
                head -= 1
            if s.form[head] in allowed or (direct and head == k):
                return place
        return self._capitals(k + 1, last) if direct else None

    def _capitals(self, k: int, last: int) -> Span | None:
        """A name in capitals right behind a preposition of place: arrived in Palu."""
        s = self.s
        if k + 1 >= last or s.form[k] not in self.words.place_in | self.words.towards or k + 1 in s.dated:
            return None
        end = k + 1
        while end < last and s.upper(end) and end not in s.dated:
            end += 1
        return s.span(k + 1, end) if end > k + 1 and self.named.get(k + 1) in (None, "place") else None

    def _place_before(self, k: int, first: int) -> Span | None:
        s = self.s
        for place in reversed(self.places):
            at = s.tokens.before(place.start)
            if first < at < k and s.form[at - 1] in self.words.place_in:
                return place
        return None

    def _date(self, first: int, last: int, i: int) -> str | None:
        """The day, month or year named nearest to a mention in its sentence."""
        near = [(abs(n - i), n) for n in range(first, last) if n in self.s.dated]
        found = [self.s.dated[n].value for _, n in sorted(near)]
        value = found[0] if found else None
        return value[:10] if value is not None else None

    # --- how sure ---------------------------------------------------------------------------------------------------

    def _status_of_verb(self, i: int, helpers: Sequence[str], to: bool, first: int) -> Status | None:
        words, w = self.words, self.w
        if any(h in w.negations for h in helpers):
            return "denied"
        unreal = len(helpers) > 1 and helpers[0] in w.modals and any(h in w.have for h in helpers)
        if unreal or any(h in words.possible for h in helpers):
            return "possible"  # might be, would have been killed
        if any(h in words.planned for h in helpers):
            return "planned"
        if to:
            back = self.s.form[max(first, i - _STATUS) : i]
            return "planned" if any(f in words.planned for f in back) else None
        return self._status_of_content(i, verb=True)

    def _status_of_noun(self, i: int, end: int, held: int | None, first: int, last: int) -> Status | None:
        words, s = self.words, self.s
        if held is not None:
            group = self.phrases.group(held, first)
            to = group > first and s.form[group - 1] in self.w.to
            status = self._status_of_verb(held, s.form[group:held], to, first)
            if status != "stated":
                return status
        for n in range(i - 1, max(first, i - _STATUS) - 1, -1):
            if s.kinds[n] == MARK and s.form[n] in ",;:":
                break
            if s.form[n] in words.denied:
                return "denied"
            if s.form[n] in words.wished:
                return None
            if s.form[n] in words.possible:
                return "possible"
            if s.form[n] in words.planned:
                return "planned"
        behind = s.form[end : min(last, end + 3)]
        if any(f in words.planned for f in behind):
            return "planned"
        return self._status_of_content(i, verb=False)

    def _status_of_content(self, i: int, *, verb: bool) -> Status | None:
        span = self.s.span(i, i + 1)
        owner = next((n for _, part, n in self.contents if part.holds(span)), None)
        if owner is None:
            return "stated"
        stance = self.attributions[owner].stance
        if stance == "deny":
            return "denied"
        if stance == "demand" and not verb:
            return None
        if stance in ("believe", "warn"):
            return "possible"
        return "planned" if stance == "promise" else "stated"
