"""Mentions of one event become one item: which of them speak of the same, and which says it most clearly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tawatur.kinds.events.words import CONTACTS, VIOLENCE, Sense
from tawatur.model import Event, Span, Status
from tawatur.words import LINE

if TYPE_CHECKING:
    from tawatur.kinds.events.scene import EventScene


VIOLENT: Final[tuple[str, ...]] = ("attack", "strike")
"""Kinds that leave tolls: read first, so that a page with one of them has one toll."""

_GOVERNED: Final = 1
"""Prepositions of a phrase behind which others than it names stand: many of its citizens | from the prisons of X."""
_OWN: Final = 3
"""Tokens behind a noun of violence in which a verb says whom it hit, and tells of no other: a killing that targeted."""
_APART: Final = 3
"""Tokens between a contact and a place above which the place is of something else."""
_COUNTED: Final = 3
"""How many must be hit for the same number to be the same people wherever it is told."""
_OTHERS: Final = 4
"""Tokens behind a name in which those whom it hit are said to be others."""
PERSONAL: Final = CONTACTS | {"killing", "arrest", "abduction", "release"}
"""Kinds that are told apart by the persons they are about."""


RETOLD: Final = VIOLENCE | {"arrest", "release"}
"""Kinds that are told once with the region or the country where they were, and again with the place itself."""


class Mention(NamedTuple):
    """One place that names an event, with what its sentence says of it."""

    at: int
    last: int
    sense: Sense
    span: Span
    rest: tuple[Span, ...]
    title: bool
    who: tuple[Span, ...]
    place: Span | None
    date: str | None
    day: str | None
    status: Status
    attribution: int | None
    pointed: bool
    back: bool
    behind: bool
    grounded: bool
    toll: float | None
    again: bool
    told: bool
    rule: str


@dataclass
class _Group:
    mentions: list[Mention] = field(default_factory=list)

    def best(self, scene: EventScene) -> Mention:
        """The clearest mention; where somebody arrives on a visit, the visit."""
        best, sentence_of = self._clearest(), scene.reading.sentence_of
        if not best.sense.act.light:
            return best
        beside = (m for m in self.mentions if not m.sense.act.light and sentence_of(m.at) == sentence_of(best.at))
        return next(beside, best)

    def _clearest(self) -> Mention:
        """The clearest mention: in the body, with most said of it, the earliest of equals."""
        first = min(m.at for m in self.mentions if not m.title or all(n.title for n in self.mentions))
        return max(
            self.mentions, key=lambda m: (not m.title, not m.sense.act.weak, _clarity(m) + 2 * (m.at == first), -m.at)
        )


def _clarity(m: Mention) -> int:
    return (
        (2 if m.who else 0)
        + (1 if m.place else 0)
        + (1 if m.date else 0)
        + (2 if m.grounded else 0)
        + (1 if m.toll is not None else 0)
        + (1 if m.sense.tense != "noun" or m.told else 0)
        - (1 if m.back or m.behind else 0)
        - (2 if m.behind else 0)
        - (1 if m.sense.pronoun else 0)
        - (3 if m.sense.act.weak else 0)
    )


def merge(scene: EventScene, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """One event per group of mentions, in the order of their triggers; lone references are abstentions."""
    strikes = {scene.reading.sentence_of(m.at) for m in mentions if m.sense.act.kind == "strike"}
    mentions = [m for m in mentions if not (m.sense.act.weak and scene.reading.sentence_of(m.at) in strikes)]
    nouns = {
        j
        for m in mentions
        if m.sense.tense == "noun" and m.sense.act.kind in VIOLENCE
        for j in range(m.last, m.last + _OWN)
    }
    mentions = [m for m in mentions if not (m.sense.act.weak and m.sense.tense != "noun" and m.at in nouns)]
    groups: dict[str, list[_Group]] = {}
    body = sorted(
        (m for m in mentions if not m.title), key=lambda m: (m.sense.act.kind not in VIOLENT, m.sense.act.weak)
    )
    for mention in (*body, *(m for m in mentions if m.title)):
        known = groups.setdefault(mention.sense.act.kind, [])
        attacks = [group for kind in VIOLENT for group in groups.get(kind, ())]
        same = next((g for g in reversed(known) if _same(scene, g, mention, _of_one(scene, attacks, g, mention))), None)
        vague = mention.sense.act.weak and mention.sense.tense != "past"  # but who hit what did something of its own
        if same is None and known and (mention.title or vague):
            same = known[0]
        if same is not None:
            same.mentions.append(mention)
        else:
            known.append(_Group([mention]))
    chosen: list[tuple[_Group, Mention]] = []
    told = any(not m.title and m.sense.act.kind in CONTACTS for m in mentions)
    for found in groups.values():
        for group in found:
            best = group.best(scene)
            if told and best.sense.act.kind == "talks" and best.title:
                continue  # the headline calls talks what the text tells of as a meeting or a call
            if best.grounded or best.sense.act.lone:
                chosen.append((group, best))
            else:
                scene.reading.abstain(
                    best.span, "events", f"{best.sense.act.kind}: a reference", "nothing in the page that it refers to"
                )
    return tuple(
        sorted((_event(scene, group, best, chosen) for group, best in chosen), key=lambda event: event.trigger)
    )


def _of_one(scene: EventScene, attacks: Sequence[_Group], group: _Group, m: Mention) -> bool:
    """Whether a mention and a group of killings are of one attack: the only one of the page, or one told with both."""
    sentence = scene.reading.sentence_of(m.at)
    beside = [g for g in group.mentions if scene.reading.sentence_of(g.at) == sentence]
    if m.sense.act.kind != "killing" or any(None not in (m.toll, g.toll) and m.toll != g.toll for g in beside):
        return False  # in one sentence they are told apart
    if len(attacks) == 1:
        return True
    if beside:
        return False
    if not scene.words.others.isdisjoint(scene.form[m.last : m.last + _OTHERS]):
        return False
    own, known = ({scene.reading.sentence_of(one.at) for one in ones} for ones in ([m], group.mentions))
    told = [{scene.reading.sentence_of(one.at) for one in attack.mentions} for attack in attacks]
    return any(sentences & own and sentences & known for sentences in told)


def _beside(scene: EventScene, best: Mention, chosen: Sequence[tuple[_Group, Mention]]) -> list[Mention]:
    """Mentions of other acts of violence in the sentence of a mention: one happening in several words."""
    first = scene.reading.sentence_of(best.at)[0]
    if best.sense.act.kind not in VIOLENCE or scene.places.in_answer(best.at, first):
        return []
    sentence = scene.reading.sentence_of(best.at)
    out: list[Mention] = []
    for group, other in chosen:
        if other is best or other.sense.act.kind not in VIOLENCE:
            continue
        out += [m for m in group.mentions if scene.reading.sentence_of(m.at) == sentence]
    return out


def _told_with(scene: EventScene, best: Mention, chosen: Sequence[tuple[_Group, Mention]]) -> list[Mention]:
    """All mentions of the attacks that the sentence of a killing names: it was on their day."""
    if best.sense.act.kind != "killing":
        return []
    sentence = scene.reading.sentence_of(best.at)
    attacks = [group for group, other in chosen if other.sense.act.kind in VIOLENT]
    beside = [g for g in attacks if any(scene.reading.sentence_of(m.at) == sentence for m in g.mentions)]
    return [m for g in beside for m in g.mentions]


def _of_visit(scene: EventScene, best: Mention, chosen: Sequence[tuple[_Group, Mention]]) -> Span | None:
    """Where the meeting is for which somebody visits: the place visited in its sentence, or right before."""
    if best.sense.act.kind not in ("meeting", "talks"):
        return None
    sentence = scene.reading.sentence_of(best.at)
    visits = [m for group, _ in chosen for m in group.mentions if m.sense.act.kind == "visit" and m.place]
    visits = [m for m in visits if best.status != "stated" or m.status == "stated"]
    beside = [m for m in visits if scene.reading.sentence_of(m.at) == sentence]
    kinds = scene.kinds
    before = [
        m
        for m in visits
        if best.sense.act.kind == "meeting"
        and m.at < sentence[0]
        and all(kinds[j] == LINE for j in range(scene.reading.sentence_of(m.at)[1], sentence[0]))
    ]
    return next((m.place for m in (*beside, *before)), None)


def _event(scene: EventScene, group: _Group, best: Mention, chosen: Sequence[tuple[_Group, Mention]]) -> Event:
    others = [m for m in group.mentions if m is not best]
    near = [*others, *_beside(scene, best, chosen)]
    place = best.place or next((m.place for m in near if m.place), None) or _of_visit(scene, best, chosen)
    told = (*near, *_told_with(scene, best, chosen))
    day = best.date or next((m.date for m in told if m.date), None)
    status = best.status
    to_come = day is not None and scene.published is not None and day > scene.published[: len(day)]
    if to_come and status == "stated" and best.sense.tense != "past":
        status, day = ("stated", None) if best.behind else ("planned", day)  # after a meeting: not on a day to come
    return Event(
        trigger=(best.span, *best.rest),
        text=best.span.of(scene.reading.text),
        mentions=tuple(sorted(m.span for m in others)),
        kind=best.sense.act.kind,
        participants=best.who or next((m.who for m in others if m.who), ()),
        place=place,
        date=day,
        status=status,
        rule=best.rule,
        attribution=best.attribution,
    )


def _same(scene: EventScene, group: _Group, m: Mention, single: bool) -> bool:
    """Whether a mention speaks of the event of a group: nothing contradicts, and something joins them."""
    if (m.status == "denied") != any(g.status == "denied" for g in group.mentions):
        return False
    if m.sense.tense == "past" and m.status == "stated" and all(g.status == "planned" for g in group.mentions):
        return False  # what was done isn't what is to come
    families = {g.sense.act.family for g in group.mentions} | {m.sense.act.family}
    general = m.sense.act.family == m.sense.act.kind and m.sense.act.kind in CONTACTS
    if len(families - {"any"}) > 1 and not (general and m.sense.definite and not m.who):
        return False  # but "the meeting" may be a summit
    if _another(scene, m) != any(_another(scene, g) for g in group.mentions):
        return False  # earlier attacks aren't the one told of
    if _culprits(scene, m) != any(_culprits(scene, g) for g in group.mentions):
        return False  # those who attacked are not those whom they killed
    if m.pointed and m.sense.act.refers:
        return True
    dates = {g.date for g in group.mentions if g.date}
    if m.date and dates and m.sense.act.kind != "truce" and not any(_agree(m.date, d) for d in dates):
        return False
    days = {g.day for g in group.mentions if g.day}
    if m.day and days and not m.date and m.sense.act.kind != "truce" and m.day not in days:
        return False  # on Thursday, on Friday: of no week known
    counts = {g.toll for g in group.mentions if g.toll is not None and not g.behind}
    other = m.toll is not None and bool(counts) and m.toll not in counts and not m.behind
    if other and not (m.sense.act.kind == "killing" and single):
        return False
    who = [w for g in group.mentions for w in g.who]
    persons = m.sense.act.kind in PERSONAL
    known = any(_share(scene, a, b, persons=persons) for a in m.who for b in who)
    places = [g.place for g in group.mentions if g.place]
    there = m.place is not None and any(_share(scene, m.place, p) for p in places)
    contact = m.sense.act.kind in CONTACTS
    apart = bool(m.place and places and not there) and not _elsewhere(scene, m)
    again = apart and _told_again(scene, group, m, places)
    retold = again or (apart and _told_closer(scene, m, places))
    retold = (retold and all(m.status == g.status for g in group.mentions)) or (contact and _of_known(scene, m))
    counted = m.toll is not None and m.toll >= _COUNTED and m.toll in counts
    elsewhere = counted and not (scene.names_place(m.place) and any(map(scene.names_place, places)))
    if m.place and places and not there and not (retold or elsewhere or (contact and known)):
        return False
    if contact and m.who and who and not known and not (m.pointed or _of_known(scene, m)):
        return False
    waits = m.behind and m.place and not (m.date or places) and all(g.status != "planned" for g in group.mentions)
    if _says_which(scene, m) and not (dates or places or any(g.back for g in group.mentions)):
        return False
    if (m.back or waits) and m.sense.act.refers:
        return True
    if m.sense.pronoun and m.sense.act.object == "people" and not any(g.sense.pronoun for g in group.mentions):
        return True  # the execution of him: of whom it is told
    if m.again and m.toll is None:
        return True  # those who were arrested: of whom it is told
    if all(g.behind and g.back for g in group.mentions) and (known or not who):
        return True  # only told of as known so far: here it is told
    if (m.toll is not None and m.toll in counts) or again:
        return True
    if m.sense.act.kind == "killing" and single:
        return True
    if all(g.back and not g.who for g in group.mentions):
        return True
    if m.sense.tense == "noun" and not m.who and (contact or (m.place is None and m.date is None and m.toll is None)):
        return True
    if m.who and who:
        verbs = m.sense.tense != "noun" and all(g.sense.tense != "noun" for g in group.mentions)
        return known and (contact or there or not verbs)
    return there or bool(m.date and dates)


def _told_closer(scene: EventScene, m: Mention, places: Sequence[Span]) -> bool:
    """Whether the place of a mention may lie in the wide one that was told first, or be the wide one that holds it."""
    if m.sense.act.kind not in RETOLD or m.place is None:
        return False
    named = m.sense.tense == "noun" and m.back and not (m.behind or m.sense.pronoun or m.date or m.day)
    if not named and (m.sense.act.kind != "killing" or m.toll is not None):
        return False
    level, levels = scene.places.level(m.place), [scene.places.level(p) for p in places]
    return level not in levels and max(level, *levels) > (0 if named else 1)


def _another(scene: EventScene, m: Mention) -> bool:
    """Whether a noun of violence is said to be of others than those told of: earlier attacks, a second one."""
    if m.sense.tense != "noun" or m.sense.act.kind not in VIOLENCE:
        return False
    return not scene.words.previous.isdisjoint(scene.form[m.last : m.last + 1])


def _elsewhere(scene: EventScene, m: Mention) -> bool:
    """Whether the sentence of a mention begins with its place: and in the province of X fights go on."""
    if m.place is None:
        return False
    first = scene.scene.range(m.place)[0]
    return first < m.at and first - scene.reading.sentence_of(m.at)[0] <= 1


def _says_which(scene: EventScene, m: Mention) -> bool:
    """Whether a relative clause says with place and day which violence is meant: the attack that took place in X."""
    relative = scene.form[m.last : m.last + _OWN]
    return m.sense.act.kind in VIOLENCE and bool(m.place and m.date) and not scene.relatives.isdisjoint(relative)


def _told_again(scene: EventScene, group: _Group, m: Mention, places: Sequence[Span]) -> bool:
    """Whether violence that was told with a wide place is told once more with a close one: with the same toll."""
    if m.sense.act.kind not in VIOLENCE or m.place is None:
        return False
    if not scene.words.others.isdisjoint(scene.form[m.at - 1 : m.last + _OTHERS]):
        return False
    sentence = scene.reading.sentence_of(m.at)
    if any(scene.reading.sentence_of(g.at) == sentence for g in group.mentions):
        return False
    level = scene.places.level(m.place)
    if all(scene.places.level(p) == level for p in places):
        return False
    if m.sense.act.kind == "killing":
        return m.toll is not None and any(m.toll == g.toll and m.date and m.date == g.date for g in group.mentions)
    if m.sense.act.weak or m.sense.tense != "noun":
        return False
    own = scene.tolls(m.at)
    for g in group.mentions:
        if g.sense.act.weak or g.sense.tense != "noun":
            continue
        known = scene.tolls(g.at)
        nested = own <= known or known <= own
        if nested and _same_toll(own & known, m.date is not None and m.date == g.date):
            return True
    return False


def _same_toll(shared: set[tuple[str, float | None]], same_day: bool) -> bool:
    """Whether tolls that two sentences share are of one happening: two of them, a high one, or those of one day."""
    return len(shared) > 1 or any(same_day or (toll or 0) >= _COUNTED for _, toll in shared)


def _of_known(scene: EventScene, m: Mention) -> bool:
    """Whether a contact is only referred to: the meeting of the two sides, that somebody praised at length in X."""
    if m.sense.tense != "noun" or not m.sense.definite or m.sense.pronoun or m.title:
        return False
    if m.place is not None and scene.scene.range(m.place)[0] - m.last < _APART:
        return False
    return not any(scene.named_between(*scene.scene.range(w)) for w in m.who)


def _culprits(scene: EventScene, m: Mention) -> bool:
    """Whether those killed are told to be those who attacked."""
    if m.sense.act.kind != "killing":
        return False
    culprits = scene.words.classes["culprits"]
    spans = [(m.last, m.last + 1), *(scene.scene.range(w) for w in m.who)]
    return any(form in culprits for first, last in spans for form in scene.form[first:last])


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _share(scene: EventScene, a: Span, b: Span, *, persons: bool = False) -> bool:
    """Whether two phrases share a word of weight. `persons`: of two that are named, one that only few bear."""
    one, two = _words(scene, a), _words(scene, b)
    if persons:  # two ministers of one country are two
        own = [frozenset(form for form in words if not scene.shared(form)) for words in (one, two)]
        if all(own):
            return bool(own[0] & own[1])
    return bool(one & two)


def _words(scene: EventScene, span: Span) -> frozenset[str]:
    first, last = scene.scene.range(span)
    article = scene.words.article
    conj = scene.scene.grammar.conjunctions
    out = set()
    governed = 0
    for j in range(first, last):
        form = scene.form[j]
        governed += form in scene.scene.grammar.prepositions
        if governed > _GOVERNED:
            break
        if j == first:
            form = scene.scene.head_word(j)
        form = form.removeprefix(article)
        if len(form) > 2 and form not in scene.scene.grammar.prepositions and not form.startswith(conj):
            out.add(form)
    people = scene.words.classes["people"]  # members of the police and members of the army are others
    return frozenset(out - people) or frozenset(out)
