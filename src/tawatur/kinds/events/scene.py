"""One text as events see it: who stands around a name of an event, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.scene import COMMAS, scene_of
from tawatur.kinds.attributions.sources import Phrase, Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.kinds.events.days import Days
from tawatur.kinds.events.places import Places
from tawatur.kinds.events.words import Act, EventWords, Sense
from tawatur.kinds.names.known import Sport
from tawatur.model import HURT, Attribution, Date, Document, Entity, Figure, Span
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, WORD

_FAR: Final = 25
"""Tokens behind a name of an event in which its participants stand."""
_MOST: Final = 4
"""Participants of one mention: more are a list that the phrase chunker has torn apart."""
_PERSON: Final = frozenset(("office", "honorific", "rank", "profession", "deputy", "first_name"))
_TITLED: Final = _PERSON | {"unnamed"}
_OFFICES: Final = frozenset(("office", "deputy"))
_BORNE: Final = frozenset(("office", "nationality", "deputy", "rank", "honorific"))
"""Classes of words that many bear at one time."""
_HIT: Final = 8
"""Tokens behind a noun in which those it hit are named."""
_NEXT: Final = 2
"""Tokens behind a noun in which the person it was done to begins."""
_TOLL_FAR: Final = 6
_ANTECEDENT: Final = 16
"""Tokens that the noun before a relative clause may have."""
_BESIDE: Final = "_beside"
"""Ends the name of a class whose words count where two of them stand in a sentence."""


FIGURES: Final = {"arrest": "arrested", "killing": "killed", "release": "released", "displacement": "displaced"}
"""Kinds of events by whose figures they are known."""


class EventScene:
    """What is known of a text before events are found in it."""

    def __init__(
        self,
        reading: Reading,
        document: Document,
        dates: Sequence[Date],
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
        figures: Sequence[Figure],
        words: EventWords,
    ) -> None:
        self.reading = reading
        self.words = words
        self.scene = scene_of(reading, dates, entities)
        self.sources = Sources(self.scene)
        self.subjects = Subjects(self.scene, self.sources)
        self.attributions = attributions
        self.form, self.kinds = self.scene.form, self.scene.kinds
        self.relatives = self.scene.grammar.relatives
        self.title = document.title
        self.sport = reading.once(Sport).told
        self._within = [*([document.title] if document.title else []), *document.body]
        published = document.published
        self.published = published.value[:10] if published is not None else None
        self._figures = {self.scene.range(f.span)[0]: f for f in figures}
        self.dated = {i for d in dates for i in range(*self.scene.range(d.span))}
        self._contents = sorted(
            ((part, n) for n, a in enumerate(attributions) for part in a.content),
            key=lambda item: item[0].end - item[0].start,
        )
        self._anywhere: dict[str, bool] = {}
        self.places = Places(self.sources, words, [part for part, _ in self._contents], self.dated)
        cues = [cue for a in attributions for cue in a.cue]
        self.days = Days(self.places, words, dates, self._contents, cues)

    # --- where in the page --------------------------------------------------------------------------------------

    def inside(self, i: int) -> bool:
        """Whether a token stands in the title or the body."""
        start = self.scene.tokens.start[i]
        return any(part.start <= start < part.end for part in self._within)

    def in_title(self, span: Span) -> bool:
        """Whether a span stands in the title."""
        return self.title is not None and self.title.holds(span)

    def owner(self, span: Span) -> int | None:
        """The innermost attribution whose content holds a span."""
        return next((n for part, n in self._contents if part.holds(span)), None)

    def near(self, name: str, first: int, last: int, but: int) -> bool:
        """Whether a word of a class stands in a sentence, other than the token asked about."""
        around = [*self.form[first:but], *self.form[but + 1 : last]]
        if not self.words.classes[name].isdisjoint(around):
            return True
        beside = self.words.classes.get(name + _BESIDE)
        return beside is not None and sum(map(beside.__contains__, around)) > 1

    def anywhere(self, name: str) -> bool:
        """Whether a word of a class stands anywhere in the text."""
        if name not in self._anywhere:
            self._anywhere[name] = not self.words.classes[name].isdisjoint(self.form)
        return self._anywhere[name]

    def shared(self, form: str) -> bool:
        """Whether a word is one that many bear: of an office or a nation."""
        return not _BORNE.isdisjoint(self.scene.grammar.names.classes(form))

    def clause_end(self, i: int, last: int) -> int:
        """Where the clause that goes on at `i` ends: before a relative, a complementiser or a mark that closes."""
        for j in range(i, last):
            if self.form[j] in self.words.clause_ends:
                return j
        return last

    def counted(self, act: Act, first: int, last: int) -> bool:
        """Whether a figure of those that an act takes stands between two tokens: so many arrested."""
        kind = FIGURES.get(act.kind)
        return kind is not None and any(
            j in self._figures and self._figures[j].kind == kind for j in range(first, last)
        )

    # --- who ----------------------------------------------------------------------------------------------------

    def participants(self, i: int, end: int, first: int, last: int, sense: Sense) -> list[Span] | None:
        """Who takes part, as printed; None where the act asks for somebody who isn't there."""
        if sense.tense == "noun":
            return self._of_noun(i, end, last, sense)
        act = sense.act
        subject = self._before_place(self._subject(i, end, first, last, sense), i, act)
        if act.object == "person":
            subject = self._before_guest(subject, i, last)
        asked = act.subject
        they = asked == "force" and sense.number == "p" and sense.tense == "past"  # fighters told of before
        if asked and not they and (subject is None or not self._is(asked, subject)):
            return None
        if act.visits and sense.tense == "present" and any(j in self._figures for j in range(i, min(last, i + _HIT))):
            return None
        after = subject.last if subject is not None and subject.first >= i else i + 1
        target = None if sense.pronoun else self._next(max(after, i + 1), last, tight=False)
        if target is not None and subject is not None and target.first < subject.last:
            target = None
        stop = min(self.clause_end(i + 1, last), i + _FAR)
        if act.object == "people" and not self._people_hit(i, after, stop, subject, sense):
            return None
        if act.object == "person" and not self._person_between(after, self.places.own_end(after, last, True)):
            return None
        if act.object == "place" and not self._place_between(i + 1, stop):
            return None
        if target is not None and act.kind == "visit" and self._is_place(target):
            target = None
        if target is not None and target.first < end:
            target = self._next(end, last, tight=False)  # behind the tail of the name, which takes part in nothing
        found = [phrase for phrase in (subject, target) if phrase is not None]
        spans = [self._span(phrase) for phrase in found]
        start = max([after, *(phrase.last for phrase in found)])
        return self._unique([*spans, *self._linked(start, last)])

    def _of_noun(self, i: int, end: int, last: int, sense: Sense) -> list[Span] | None:
        act = sense.act
        inner = self._next(i + 1, end - 1, tight=True) if end > i + 2 else None
        if inner is not None and self._acts(inner):
            return self._unique([self._span(inner), *self._linked(end, last)])
        j = end
        nunated = not sense.pronoun and self._nunated(i)
        while j < last and (self._adjective(j) or (nunated and self._nunated(j) and j not in self._figures)):
            j += 1
        spans: list[Span] = []
        counted = act.object == "people" and j in self._figures
        if j < last and (counted or self.kinds[j] == WORD) and not sense.definite and not nunated:
            phrase = self._next(j, last, tight=True)
            visited = phrase is not None and act.kind == "visit" and self.places.named_as(phrase.first, "place")
            if phrase is not None and not visited and (self._acts(phrase) or phrase.first in self._figures):
                spans.append(self._span(phrase))
                j = phrase.last
        elif sense.pronoun:
            phrase = self._next(j, last, tight=True)
            if phrase is not None and self._acts(phrase) and not (act.object_place and self._is_place(phrase)):
                spans.append(self._span(phrase))
                j = phrase.last
        reach = min(self.clause_end(end, last), end + _HIT)
        if act.object == "person" and not self._person_next(end, reach, _NEXT + bool(sense.pronoun)):
            return None
        hit = sense.pronoun or self._on_them(act, end, reach) or self.names_people(end, reach)
        if act.object == "people" and not hit:
            suffered = self.suffered(i, self.reading.sentence_of(i)[0])
            if suffered is None:
                return None
            spans.append(self._span(suffered))
        return self._unique([*spans, *self._linked(j, last)])

    def suffered(self, i: int, first: int) -> Phrase | None:
        """Those to whom the verb before a noun says that it happened: they were exposed to | abduction."""
        if not self.form[i].startswith((self.words.places_to, self.words.contracted)):
            return None
        for k in range(i - 1, max(first - 1, i - _HIT), -1):
            if self.form[k] in self.words.suffer:
                behind, before = self._next(k + 1, i, tight=True), self.subjects.before(k, first)
                named = (p for p in (behind, before) if p is not None and self.names_people(p.first, p.last))
                return next(named, None)
        return None

    def _on_them(self, act: Act, j: int, last: int) -> bool:
        """Whether a preposition that an act asks for stands with a pronoun right behind it: the release of him."""
        return j < last and self.form[j] in act.needs and self.form[j] in self.scene.grammar.pronominal

    def _people_hit(self, i: int, after: int, stop: int, subject: Phrase | None, sense: Sense) -> bool:
        """Whether a verb hits people: behind it, as its subject where it is passive, or in a pronoun."""
        if self.names_people(min(i + 1, after), stop) or (sense.pronoun and sense.tense == "past"):
            return True
        first = subject.first if subject is not None else max(i - _HIT, self.reading.sentence_of(i)[0])
        if self.names_people(first, subject.last if subject is not None else i):
            return True
        return (
            sense.tense == "past"
            and any(self.form[j] in sense.act.needs for j in range(i + 1, min(stop, i + 3)))
            and (self.form[i + 1] in self.scene.grammar.pronominal)
        )

    def followed_by_name(self, j: int, last: int) -> bool:
        """Whether the name of a person stands right behind a token."""
        return j + 1 < last and self.places.named_as(j + 1, "person")

    def has_own(self, i: int, end: int, last: int) -> bool:
        """Whether a day or a place stands behind a name before another clause, or right there what it did."""
        if any(self.scene.finite(j) and j not in self.scene.in_name for j in range(end, min(last, end + 2))):
            return True
        stop = self.places.own_end(end, last, False)
        stop = next((j for j in range(end, stop) if self.scene.finite(j) and j not in self.scene.in_name), stop)
        return any(j in self.dated for j in range(end, stop)) or self.places.between(i, end, stop)

    def names_place(self, span: Span | None) -> bool:
        """Whether a phrase holds the name of a place."""
        return span is not None and any(self.places.named_as(j, "place") for j in range(*self.scene.range(span)))

    def named_between(self, first: int, last: int) -> bool:
        """Whether anybody or anything is named between two tokens."""
        return any(j in self.scene.in_name for j in range(first, last))

    def names_somebody(self, i: int, end: int, last: int) -> bool:
        """Whether somebody is named or counted around a verb."""
        around = range(max(self.reading.sentence_of(i)[0], i - _HIT), min(last, end + _HIT))
        return any(j in self._figures or j in self.scene.named for j in around)

    def with_medium(self, j: int, last: int) -> bool:
        """Whether "with" and a medium follow: an interview."""
        while j < last and (j in self.dated or self.form[j] in self.scene.grammar.time):
            j += 1  # by phone yesterday with the paper
        if j + 1 >= last or self.form[j] not in self.words.with_words:
            return False
        j += 1 + (self.kinds[j + 1] == MARK and j + 2 < last)
        return self.places.named_as(j, "outlet") or "outlet_head" in self.sources.classes(j)

    def _person_between(self, first: int, last: int) -> bool:
        """Whether a person is named or titled between two tokens."""
        return any(
            self.places.named_as(j, "person")
            or (self.kinds[j] == WORD and not _PERSON.isdisjoint(self.sources.classes(j)))
            or self.scene.head_word(j) in self.words.delegations
            for j in range(first, last)
        )

    def _person_next(self, j: int, last: int, most: int) -> bool:
        """Whether a person is named or titled at one of the next tokens, in the phrase that begins right here."""
        g = self.scene.grammar
        for k in range(j, min(last, j + most)):
            if self.kinds[k] != WORD or self.form[k] in g.prepositions:
                return False
            if k not in self.scene.named and g.governed(self.form[k])[1]:
                return False
            if self._person_between(k, k + 1):
                return True
        return False

    def _place_between(self, first: int, last: int) -> bool:
        """Whether a place is named behind "to" between two tokens."""
        towards = self.words.place_towards
        return any(self.form[j - 1] in towards and self.places.named_as(j, "place") for j in range(first + 1, last))

    def names_people(self, first: int, last: int) -> bool:
        """Whether people are counted, named or called by what they are between two tokens."""
        people, classes = self.words.classes["people"], self.sources.classes
        for j in range(first, last):
            figure = self._figures.get(j)
            if figure is not None and figure.kind not in ("money", "percent"):
                return True
            if self.form[j] in people or self.places.named_as(j, "person"):
                return True
            if self.kinds[j] == WORD and not _TITLED.isdisjoint(classes(j)):
                return True
        return False

    def _nunated(self, j: int) -> bool:
        """Whether a word stands in the indefinite accusative: it has adjectives in that case and no complement."""
        form, accusative = self.form[j], self.words.accusative
        return self.kinds[j] == WORD and len(form) > 3 and form.endswith(accusative) and j not in self.scene.named

    def _adjective(self, j: int) -> bool:
        """An adjective of the name itself: of a nation or a relation, before whoever follows."""
        if self.kinds[j] != WORD or j in self.scene.named or j in self.dated:
            return False
        form = self.form[j]
        classes = self.sources.classes(j)
        if not classes.isdisjoint(("nationality", "adjective")):
            return True
        return len(form) > 4 and form.endswith(self.scene.grammar.relation_ends) and not classes

    def _is_place(self, phrase: Phrase) -> bool:
        return self.places.named_as(phrase.first, "place") or self.words.head(self.form[phrase.first]) >= 0

    def _subject(self, i: int, end: int, first: int, last: int, sense: Sense) -> Phrase | None:
        inner = self._next(i + 1, end - 1, tight=True) if end > i + 2 else None
        if inner is not None:
            return inner
        if i > first + 1 and self.form[i - 1] in self.scene.grammar.already:
            before = self.subjects.before(i, first)  # So-and-so had met somebody
            if before is not None:
                return before
        following = self._next(end, last, tight=True)
        if following is not None and self.scene.grammar.governed(self.form[following.first])[1]:
            following = None  # he met with So-and-so, by which is who was met
        visited = sense.act.object_place and following is not None and self._is_place(following)
        if visited:
            return self.subjects.before(i, first) or self._antecedent(i, first)
        if following is not None and following.first in self._figures and sense.act.object == "person":
            following = None  # it hosted one delegation: who was hosted, not who did
        if following is not None and (self._acts(following) or following.first in self._figures):
            return following
        before = self.subjects.before(i, first) or self._antecedent(i, first)
        if before is None and following is None and sense.act.kind == "visit":
            return self._behind_place(end, first, last)
        return before or following

    def _behind_place(self, j: int, first: int, last: int) -> Phrase | None:
        """Who arrives, behind the place and the day of it: arrived in X yesterday | the minister."""
        end = self.places.towards_end(j, first, last)
        found = self._next(end, last, tight=True) if end is not None else None
        return found if found is not None and self._is("person", found) else None

    def _before_place(self, subject: Phrase | None, i: int, act: Act) -> Phrase | None:
        """A subject without the place behind it that is visited or stormed: the minister | the town of X."""
        if subject is None or not act.object_place or subject.first < i:
            return subject
        g = self.scene.grammar
        for k in range(subject.first + 1, subject.last):
            if (
                not (self.words.head(self.form[k]) >= 0 or self.places.named_as(k, "place"))
                or k in self.scene.behind_clitic
            ):
                continue
            whole = g.definite(self.form[k - 1]) or k - 1 in self.scene.in_name or self._adjective(k - 1)
            if whole and self.form[k] not in self.words.directions:
                return subject._replace(last=k)
        return subject

    def _before_guest(self, subject: Phrase | None, i: int, last: int) -> Phrase | None:
        """A subject without whom it receives: the king, X, | the minister; the king X | the minister, and no more."""
        if subject is None or subject.first < i:
            return subject
        named = False
        for k in range(subject.first + 1, subject.last):
            named = named or self.places.named_as(k - 1, "person")
            if named and self.form[k - 1] in COMMAS and "office" in self.sources.classes(k):
                return subject._replace(last=k - 1)
        if self._person_between(subject.last, self.places.own_end(subject.last, last, True)):
            return subject
        ends = (self.scene.named[k][0] for k in range(subject.first, subject.last) if self.places.named_as(k, "person"))
        end = next(ends, subject.last)  # the prime minister, So-and-so | the ambassador
        if self._person_between(end, subject.last):
            return subject._replace(last=end)
        return self._before_office(subject)

    def _before_office(self, subject: Phrase) -> Phrase:
        """A subject without the office behind it, where nobody else is received: the king | the minister."""
        for k in range(subject.first + 1, subject.last):
            ends = self.scene.grammar.definite(self.form[k - 1]) or self._adjective(k - 1)
            if ends and not _OFFICES.isdisjoint(self.sources.classes(k)):
                return subject._replace(last=k)
        return subject

    def _antecedent(self, i: int, first: int) -> Phrase | None:
        """The noun that the relative clause of the verb at `i` hangs on."""
        s, g = self.scene, self.scene.grammar
        end = i - 1
        while end > first and s.form[end] in g.already:
            end -= 1
        if end <= first or s.form[end] not in g.relatives:
            return None
        best: Phrase | None = None
        for begin in range(end - 1, max(first - 1, end - _ANTECEDENT), -1):
            if s.kinds[begin] == LINE or s.finite(begin):
                break
            conj, prep, letters = g.governed(s.form[begin])
            phrase = self.sources.phrase(begin, end, glued=letters if conj or prep else 0)
            if phrase.last == end:
                best = phrase
            if prep or s.form[begin] in g.prepositions:
                break
        return best

    def _next(self, j: int, last: int, *, tight: bool) -> Phrase | None:
        """The noun phrase behind `j`, times and pronouns passed; None where something else stands there."""
        s, g = self.scene, self.scene.grammar
        while j < last and (s.form[j] in g.time or s.form[j] in g.pronominal or j in s.dated):
            j = max(j + 1, s.dated[j][0] if j in s.dated else 0)
        if j >= last or self.kinds[j] == LINE:
            return None
        figure = self._figures.get(j)
        if figure is not None and not s.is_mark(j, COMMAS):
            stop = s.range(figure.span)[1]
            return Phrase(j, stop, g.governed(s.form[j])[2] if figure.span.start > s.tokens.start[j] else 0, "a figure")
        phrase = self.sources.phrase(j, last, tight=tight)
        if phrase.last <= phrase.first or self.kinds[j] == MARK:
            return None
        return phrase

    def _linked(self, j: int, last: int) -> list[Span]:
        """Those behind with, between, against and from, up to the end of the clause."""
        s, g, words = self.scene, self.scene.grammar, self.words
        out: list[Span] = []
        stop = min(self.clause_end(j, last), j + _FAR)
        while j < stop and len(out) < _MOST:
            form = s.form[j]
            letters = 0
            if form in words.with_words or form in words.against:
                j += 1
            elif out and (form[:1] in g.conjunctions) and (j in s.named or g.governed(form)[0]) and not s.finite(j):
                letters = 1
            elif s.finite(j) and form not in words.happen:
                break
            else:
                j += 1
                continue
            if j >= stop:
                break
            phrase = self.sources.phrase(j, stop, glued=letters)
            if phrase.last > phrase.first and self._acts(phrase):
                out.append(self._span(phrase))
                j = phrase.last
            else:
                j += 1
        return out

    def _acts(self, phrase: Phrase) -> bool:
        if self.scene.head_word(phrase.first) in self.words.delegations:
            return True
        return self.sources.actor(phrase) and self.form[phrase.first] not in self.words.forms

    def _is(self, what: str, phrase: Phrase) -> bool:
        head = phrase.first
        if what == "people":
            return self.names_people(phrase.first, phrase.last)
        if what == "person":
            if head in self.scene.named:
                return self.scene.named[head][1] == "person" or not _PERSON.isdisjoint(self.sources.classes(head))
            return (
                not _PERSON.isdisjoint(self.sources.classes(head))
                or self.scene.head_word(head) in self.words.delegations
            )
        if what == "force":
            return any(self.form[j] in self.words.classes["forces"] for j in range(phrase.first, phrase.last))
        return self._acts(phrase)

    def _span(self, phrase: Phrase) -> Span:
        return self.scene.span(phrase.first, self.places.cut(phrase.first, phrase.last), phrase.glued)

    @staticmethod
    def _unique(spans: list[Span]) -> list[Span]:
        out: list[Span] = []
        for span in spans:
            if not any(span.meets(other) for other in out):
                out.append(span)
        return out[:_MOST]

    def tolls(self, i: int) -> set[tuple[str, float | None]]:
        """How many were killed and hurt, as the sentence of a token says."""
        first, last = self.reading.sentence_of(i)
        found = (self._figures[j] for j in range(first, last) if j in self._figures)
        return {(figure.kind, figure.min) for figure in found if figure.kind in HURT}

    def toll(self, i: int, end: int, first: int, last: int, kind: str) -> float | None:
        """How many were hit, where a figure of them stands beside the name."""
        after, before = range(end, min(last, end + _TOLL_FAR)), range(i - 1, max(first, i - _TOLL_FAR) - 1, -1)
        own = (FIGURES.get(kind, "other"), "other")
        beside = (self._figures[j] for j in (*after, *before) if j in self._figures)
        return next((figure.min for figure in beside if kind not in FIGURES or figure.kind in own), None)
