"""Words that name events, in all their forms: a dictionary from folded form to what it may be, from `events.toml`.

A word stands once in the table. Persons, objects, articles, cases, possessives and glued letters are generated, so
looking for events costs one look-up per token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple, get_args

from tawatur.errors import PackError
from tawatur.fold import Remembered
from tawatur.kinds.attributions.cues import Inflector
from tawatur.kinds.attributions.paradigms import phrases
from tawatur.kinds.attributions.scene import CLOSING
from tawatur.kinds.names.tables import NameTables
from tawatur.model import EventKind
from tawatur.packs import Pack

Tense = Literal["past", "present", "future", "noun"]
_KINDS: Final = frozenset(get_args(EventKind))

MET: Final = "x"
_NOT_MET: Final = "-"
"""The signs of forms that are a word of an event, and of those that are none."""

CONTACTS: Final = frozenset(("meeting", "visit", "call", "talks", "summons"))
"""Kinds of events that are told apart by who takes part."""
VIOLENCE: Final = frozenset(("attack", "strike", "killing", "abduction"))
"""Kinds that are often several words for one happening, with one day and one place."""


class Act(NamedTuple):
    """A family of words for one kind of event, and what must or must not stand around them."""

    kind: EventKind
    name: str
    tail: tuple[tuple[str, ...], ...]
    gap: int
    aside: bool
    before: frozenset[str]
    next: frozenset[str]
    needs: frozenset[str]
    near: tuple[str, ...]
    anywhere: tuple[str, ...]
    never_near: tuple[str, ...]
    unless: tuple[str, ...]
    not_next: frozenset[str]
    not_before: frozenset[str]
    subject: str
    visits: bool
    object: str
    object_place: bool
    lone: bool
    refers: bool
    weak: bool
    family: str
    done: bool
    light: bool


class Sense(NamedTuple):
    """One reading of a form. `glued` letters before it are not part of the word; `pronoun` is glued behind it."""

    act: Act
    tense: Tense
    gender: str
    number: str
    glued: int
    pronoun: str
    definite: bool


class Closed(NamedTuple):
    """The letter that ends feminine nouns, as printed and folded."""

    printed: str
    folded: str


class EventWords:
    """All words of `events.toml`, compiled: `pack.made(EventWords)`."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("events")
        self._pack = pack
        self._fold = fold = pack.fold.form
        try:
            self._rows: Mapping[str, Any] = table["inflection"]
            self._inflect = Inflector(pack.table("attributions")["inflection"], fold)
            self.article = self._inflect.article
            self.contracted = fold(self._rows["contracted"])
            self.head: Callable[[str], int] = Remembered(self._head).__getitem__
            """Letters glued before a noun that heads places; -1 where the form is none."""
            self.forms: dict[str, tuple[Sense, ...]] = {}
            self.met = pack.sign(lambda form: MET if form in self.forms else _NOT_MET)
            """Of each token of a text, whether it is one of the forms."""
            self._not_forms = frozenset(map(fold, self._rows["not_forms"]))
            for row in table["act"]:
                self._add(row)
            self.classes = {
                name: frozenset(form for row in rows for form in self._class_forms(row))
                for name, rows in table["classes"].items()
            }
            for name in sorted(
                {
                    n
                    for senses in self.forms.values()
                    for s in senses
                    for n in s.act.near + s.act.anywhere + s.act.never_near + s.act.unless
                }
            ):
                if name not in self.classes:
                    raise PackError(f"events.toml: no class {name!r} is listed; there are {', '.join(self.classes)}.")
            words = table["words"]
            self.happen, self.suffer, self.harming = (
                frozenset(form for pair in words[name] for form in self._verb_forms(pair))
                for name in ("happen", "suffer", "harming")
            )
            """Verbs by which something takes place; done to their subject; that come with violence."""
            sets = (
                "happening",
                "delegations",
                "stretches",
                "topics",
                "place_in",
                "directions",
                "place_towards",
                "vague",
                "with",
                "against",
                "place_before",
                "place_from",
                "near_from",
                "coming",
                "hits",
                "dwellers",
                "demonstratives",
                "every",
                "each",
                "either",
                "previous",
                "between",
                "seats",
                "may",
                "ends",
                "known_by",
                "apart",
                "led_by",
                "told_by",
                "answers",
                "about",
                "openings",
                "ahead",
                "held_in",
                "referring",
                "amid",
                "parts",
                "others",
            )
            (
                self.happening,
                self.delegations,
                self.stretches,
                self.topics,
                self.place_in,
                self.directions,
                self.place_towards,
                self.vague,
                self.with_words,
                self.against,
                self.place_before,
                self.place_from,
                self.near_from,
                self.coming,
                self.hits,
                self.dwellers,
                self.demonstratives,
                self.every,
                self.each,
                self.either,
                self.previous,
                self.between,
                self.seats,
                self.may,
                self.ends,
                self.known_by,
                self.apart,
                self.led_by,
                self.told_by,
                self.answers,
                self.about,
                self.openings,
                self.ahead,
                self.held_in,
                self.referring,
                self.amid,
                self.parts,
                self.others,
            ) = (frozenset(self._joined(words[name])) for name in sets)
            self.false = phrases(words["false"], {}, fold)
            """Phrases by which a sentence calls what it tells of false."""
            self.begun = frozenset(map(fold, words["begun"])).__contains__
            """Whether a form names the beginning of something: its breaking out."""
            self.clause_ends = self.ends | CLOSING | {"\n"}
            """Words and marks that end the clause they stand behind, and the end of a line."""
            self.some = {
                prep + form: len(prep)
                for form in map(fold, words["some"])
                for prep in ("", *map(fold, self._rows["prepositions"]))
            }
            """Words that determine the head of a place, to how many letters are glued before them."""
            self.bare_heads = frozenset(map(fold, words["place_heads"]))
            self.several = frozenset(map(fold, words["several"]))
            """Heads of several places, whose names "and" may join."""
            self.countries, self.wide, self.towns = (
                frozenset(map(fold, words[name])) for name in ("countries", "wide", "towns")
            )
            """Heads of places: of a country, of a region, of a town."""
            begins = pack.made(NameTables).begins

            def country(form: str) -> bool:
                return any(not name.rest and name.entry.sub == "country" for name in begins(form).names)

            self.country: Callable[[str], bool] = Remembered(country).__getitem__
            """Whether a form is the name of a country."""
            self.place_heads = frozenset(
                form for head in words["place_heads"] for form in self._with_suffix(fold(head))
            )
            self.closed = Closed(self._rows["feminine"][0], fold(self._rows["feminine"][0]))
            self.plural = fold(self._rows["plural"])
            self._not_heads = frozenset(map(fold, words["not_heads"]))
            self.accusative = fold(self._rows["accusative"])
            self.places_to = fold(self._rows["places_to"])
            self.places_glued = tuple(map(fold, self._rows["places_glued"]))
            status = table["status"]
            self.status_before: dict[str, str] = {}
            self.status_after: dict[str, str] = {}
            for name in ("denied", "unreal", "wished", "possible", "planned"):
                for word in self._joined(status[name]["before"]):
                    for prep in ("", *map(fold, self._rows["prepositions"])):
                        self.status_before.setdefault(prep + word, name)
                for word in status[name]["after"]:
                    self.status_after.setdefault(fold(word), name)
        except (KeyError, TypeError, ValueError) as error:
            raise PackError(f"events.toml: {error} is missing or malformed.") from None

    def _head(self, form: str) -> int:
        if form in self._not_heads:
            return -1
        if form.removeprefix(self.article) in self.place_heads:
            return 0
        if form.startswith(self.contracted) and form[len(self.contracted) :] in self.place_heads:
            return 0
        for glued in self.places_glued:
            if form.startswith(glued) and form[len(glued) :].removeprefix(self.article) in self.place_heads:
                return len(glued)
        return -1

    def _joined(self, words: Iterable[str]) -> Iterator[str]:
        """Words bare and behind each conjunction."""
        for word in words:
            for conj in ("", *self._inflect.conjunctions):
                yield conj + self._fold(word)

    def _add(self, row: Mapping[str, Any]) -> None:
        kind = row["kind"]
        if kind not in _KINDS:
            raise PackError(f"events.toml: {kind!r} is not one of {', '.join(sorted(_KINDS))}.")
        fold = self._fold

        def forms(key: str) -> frozenset[str]:
            return frozenset(fold(word) for word in row.get(key, ()))

        verbs, nouns = row.get("verbs", ()), row.get("nouns", ())
        act = Act(
            kind=kind,
            name=(*nouns, *verbs)[0].split()[0],
            tail=tuple(tuple(self._pack.tokens(phrase).form) for phrase in row.get("tail", ())),
            gap=int(row.get("gap", 0)),
            aside=bool(row.get("aside", False)),
            before=forms("before"),
            next=forms("next"),
            needs=forms("needs"),
            near=tuple(row.get("near", ())),
            anywhere=tuple(row.get("anywhere", ())),
            never_near=tuple(row.get("never_near", ())),
            unless=tuple(row.get("unless", ())),
            not_next=forms("not_next"),
            not_before=forms("not_before"),
            subject=str(row.get("subject", "")),
            visits=bool(row.get("visits", False)),
            object=str(row.get("object", "")),
            object_place=bool(row.get("object_place", False)),
            lone=bool(row.get("lone", False)),
            refers=bool(row.get("refers", True)),
            weak=bool(row.get("weak", False)),
            family=str(row.get("family", kind)),
            done=bool(row.get("done", False)),
            light=bool(row.get("light", False)),
        )
        for pair in verbs:
            self._add_verb(act, pair)
        for family in nouns:
            for noun in family.split():
                for form, glued, pronoun, definite in self._noun_forms(fold(noun)):
                    self._put(form, Sense(act, "noun", "", "", glued, pronoun, definite))

    def _add_verb(self, act: Act, pair: str) -> None:
        past, present = pair.split()
        inflect = self._inflect
        found: list[tuple[str, Tense, str, str, int]] = []
        for form, gender, number in inflect.past(past):
            found.append((form, "past", gender, number, 0))
        for form, gender, number, glued in inflect.present(present):
            tense: Tense = "future" if glued and form.startswith(inflect.future) else "present"
            found.append((form, tense, gender, number, glued))
        for form, tense, gender, number, glued in found:
            if gender == "1" or (act.done and tense != "past"):
                continue
            soft = tense == "past" or inflect.softens(present)
            for variant, pronoun in ((form, ""), *inflect.with_objects(form, softens=soft)):
                for conj in ("", *inflect.conjunctions):
                    self._put(conj + variant, Sense(act, tense, gender, number, (len(conj) + glued), pronoun, False))

    def _verb_forms(self, pair: str) -> Iterator[str]:
        past, present = pair.split()
        inflect = self._inflect
        soft = inflect.softens(present)
        made = [(form, True) for form, gender, _ in inflect.past(past) if gender != "1"]
        made += [(form, soft) for form, gender, _, _ in inflect.present(present) if gender != "1"]
        for form, softens in made:
            for variant in (form, *(v for v, _ in inflect.with_objects(form, softens=softens))):
                for conj in ("", *inflect.conjunctions):
                    yield conj + variant

    def _noun_forms(self, noun: str) -> Iterator[tuple[str, int, str, bool]]:
        """(form, glued letters, possessive, definite) of a noun in every case, bare, with article and with suffix."""
        inflect, rows, fold = self._inflect, self._rows, self._fold
        closed, opened = map(fold, rows["feminine"])
        hamza = [fold(h) for h in rows["hamza"]]
        accusative, dual, plural = fold(rows["accusative"]), [fold(d) for d in rows["dual"]], fold(rows["plural"])
        feminine = noun.endswith(closed)
        open_stem = noun[: -len(closed)] + opened if feminine else noun
        plain = [noun]
        if not feminine and not noun.endswith((plural, hamza[0])):
            plain.append(noun + accusative)
        pairs = [] if noun.endswith(plural) else [open_stem + ending for ending in dual]
        ends = [open_stem]
        if noun.endswith(hamza[0]):
            ends = [noun[: -len(hamza[0])] + form for form in hamza]
        for conj in ("", *inflect.conjunctions):
            for prep in ("", *map(fold, rows["prepositions"])):
                glued = len(conj) + len(prep)
                for form in (*plain, *pairs):
                    yield conj + prep + form, glued, "", False
                for stem in ends:
                    for pronoun in inflect.possessives:
                        yield conj + prep + stem + pronoun, glued, pronoun, True
                for form in (noun, *pairs):
                    if fold(prep) == self.contracted[0]:
                        yield conj + self.contracted + form, len(conj), "", True
                    else:
                        yield conj + prep + inflect.article + form, glued, "", True

    def _with_suffix(self, noun: str) -> Iterator[str]:
        """A noun bare and with each possessive."""
        closed, opened = map(self._fold, self._rows["feminine"])
        stem = noun[: -len(closed)] + opened if noun.endswith(closed) else noun
        yield noun
        for pronoun in self._inflect.possessives:
            yield stem + pronoun

    def _class_forms(self, row: str) -> Iterator[str]:
        """Forms of the words of a class: every word of a row by itself."""
        for word in row.split():
            for form, *_ in self._noun_forms(self._fold(word)):
                yield form

    def _put(self, form: str, sense: Sense) -> None:
        if form in self._not_forms:
            return
        held = self.forms.get(form, ())
        if all(s.act is not sense.act or s.tense != sense.tense for s in held):
            self.forms[form] = (*held, sense)
