"""The words of events where the subject stands before its verb: the tables of `events.toml`, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, get_args

from tawatur.errors import PackError
from tawatur.kinds.clauses.words import words_of
from tawatur.model import EventKind
from tawatur.packs import Pack

NOUN: Final = "noun"
_KINDS: Final[dict[str, EventKind]] = {kind: kind for kind in get_args(EventKind)}


class Act(NamedTuple):
    """A family of words for one kind of event, and what it asks of those around it."""

    kind: EventKind
    subject: str
    """ "actor": somebody named, or a word for one, acts; "armed": a state, a body, or a word for those in arms."""
    object: str
    """ "people": those it hits are people; "place": it is done to a place; "actor": another takes part."""
    near: frozenset[str]
    never_near: frozenset[str]


class Sense(NamedTuple):
    """One reading of a form, and the particles behind it."""

    act: Act
    tense: str
    particles: tuple[str, ...]


class ClauseEvents:
    """The tables of one pack."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("events")
        fold = pack.fold.form
        verbs = words_of(pack)
        given: Mapping[str, Any] = table["clauses"]

        def words(name: str) -> frozenset[str]:
            return frozenset(fold(word) for word in given.get(name, ()))

        self.lights, self.actors, self.people, self.agents = (
            words("lights"),
            words("actors"),
            words("people"),
            words("agents"),
        )
        self.armed = words("armed")
        self.place_in, self.towards, self.with_ = words("place_in"), words("towards"), words("with")
        self.planned, self.possible, self.denied = words("planned"), words("possible"), words("denied")
        self.wished, self.takes_place = words("wished"), words("takes_place")
        self.articles = words("articles")
        self.of = fold(str(given["of"]))
        self.forms: dict[str, list[Sense]] = {}
        for row in table["act"]:
            kind = _KINDS.get(row["kind"])
            if kind is None:
                raise PackError(f"events.toml: {row['kind']!r} is not one of {', '.join(sorted(_KINDS))}.")
            act = Act(
                kind,
                str(row.get("subject", "")),
                str(row.get("object", "")),
                frozenset(map(fold, row.get("near", ()))),
                frozenset(map(fold, row.get("never_near", ()))),
            )
            for lemma in row.get("verbs", ()):
                base, *particles = lemma.split()
                for tense, form in verbs.inflected(fold(base)):
                    self._put(form, Sense(act, tense, tuple(map(fold, particles))))
            for noun in row.get("nouns", ()):
                first, *rest = fold(noun).split()
                self._put(first, Sense(act, NOUN, tuple(rest)))
        for senses in self.forms.values():
            senses.sort(key=lambda sense: -len(sense.particles))

    def _put(self, form: str, sense: Sense) -> None:
        self.forms.setdefault(form, []).append(sense)


def has_clause_events(pack: Pack) -> bool:
    """Whether a pack's events are read by clauses whose subject stands before the verb."""
    return pack.has("events") and "clauses" in pack.table("events")
