"""Where a noun phrase that names a source or an actor ends.

Titles, names, apposition, adjectives of nationality and office, genitive chains, "in the name of X", prepositions
that lead from a body or an office to its place, and coordination belong to it; verbs, complementisers, prepositions
that begin adjuncts, and punctuation end it. What each word is comes from the tables (`name_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from tawatur.fold import Remembered
from tawatur.kinds.names.mentions import closing
from tawatur.kinds.names.phrases_names import NameParts
from tawatur.kinds.names.tables import TITLES, Known
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, NUMBER, WORD

NAMES: Final[tuple[str, ...]] = ("name", "particle", "surname", "listed")
"""States inside a person's name. Behind a family name with the article only another or a particle goes on, behind a
person of the gazetteer a particle alone."""
HEADS: Final = frozenset(("body", "outlet_head", "place_head"))
_SPEAKERS: Final = TITLES | HEADS | {"unnamed"}
_QUALITIES: Final = frozenset(("nationality", "adjective"))
_NAME_PARTS: Final = frozenset(("first_name", "particle"))
"""Classes of words that a phrase may be headed by, that tell more of its head, that begin a name."""
LONGEST: Final = 24
"""Tokens a phrase may have: the longest titles with names in real pages have about twenty."""


class _State:
    """What stands before the next word.

    `before` is construct, definite, name, particle, surname, belongs, loose (indefinite) or none; `head` the classes of
    the phrase's first word; `named` whether a name stood in it.
    """

    __slots__ = ("before", "head", "named")

    def __init__(self, before: str, head: frozenset[str], named: bool) -> None:
        self.before = before
        self.head = head
        self.named = named


class _Word:
    """What a form is: its classes, the proclitic glued to it and the word without it, whether a known name may begin
    here, whether it leads on from what stands before it, and whether it ends any phrase."""

    __slots__ = ("begins", "classes", "glued", "leads", "stops", "unglued")

    def __init__(
        self, classes: frozenset[str], glued: str, unglued: str, *, begins: bool, leads: bool, stops: bool
    ) -> None:
        self.classes = classes
        self.glued = glued
        self.unglued = unglued
        self.begins = begins
        self.leads = leads
        self.stops = stops


class Phrase(NamedTuple):
    """A phrase: tokens `[first, last)`, and the ranges in it that are persons' names, titles left out."""

    first: int
    last: int
    names: tuple[tuple[int, int], ...]


class Phrases(NameParts):
    """The chunker of one pack: `pack.made(Phrases)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("phrases", {}) if pack.has("names") else {}
        super().__init__(pack)
        self.inflected = tuple(map(fold, table.get("inflected", ())))
        self.in_whose_name = frozenset(map(fold, table.get("in_whose_name", ())))
        self.pronominal = frozenset(
            front + fold(word) for word in table.get("pronominal", ()) for front in ("", *self.tables.conjunctions)
        )
        private = pack.table("names").get("private", {}) if pack.has("names") else {}
        self.speaks = frozenset(
            front + fold(verb) for verb in private.get("speaks", ()) for front in ("", *self.tables.conjunctions)
        )
        rows = pack.table("names").get("rows", {}) if pack.has("names") else {}
        self.commas = frozenset(rows.get("commas", ()))
        self.inflected_ends = tuple(map(fold, table.get("inflected_ends", ())))
        self.pasts = [re.compile(fold(shape)) for shape in table.get("pasts", ())]
        self.participles = tuple(map(fold, table.get("participles", ())))
        self.nisba = tuple(map(fold, table.get("nisba", ())))
        self.speaks_for = frozenset(map(fold, table.get("speaks_for", ())))
        self.belongs = frozenset(map(fold, table.get("belongs", ())))
        self.within = frozenset(map(fold, table.get("within", ())))
        self.before_nouns = frozenset(map(fold, table.get("before_nouns", ())))
        self.amid = frozenset(map(fold, table.get("amid", ())))
        self.towards = (
            frozenset(map(fold, pack.table("names").get("foreign", {}).get("towards", ()))) if table else frozenset()
        )
        self.addressees = frozenset(map(fold, table.get("addressees", ())))
        self.qualifiers = frozenset(map(fold, table.get("qualifiers", ())))
        self.many = frozenset(map(fold, table.get("many", ())))
        self.outlet_tail = frozenset(map(fold, table.get("outlet_tail", ())))
        self.by_first_name = frozenset(map(fold, table.get("by_first_name", ())))
        self.acts = tuple(map(fold, table.get("acts", ())))
        self.governed = frozenset(map(fold, table.get("governed", ())))
        self.reporters = frozenset(map(fold, table.get("reporters", ())))
        self.memorial = frozenset(map(fold, table.get("memorial", ())))
        self.named_for = frozenset(map(fold, table.get("named_for", ())))
        self.sons = frozenset(map(fold, table.get("sons", ())))
        self.kunyas = frozenset(map(fold, table.get("kunyas", ())))
        self.years = frozenset(map(fold, table.get("years", ())))
        self.says_that = frozenset(map(fold, table.get("says_that", ())))
        self.arms = frozenset(map(fold, table.get("arms", ())))
        self.facilities = frozenset(map(fold, table.get("facilities", ())))
        self.club_heads = frozenset(map(fold, table.get("club_heads", ())))
        self.own_heads = frozenset(map(fold, table.get("own_heads", ())))
        self.tanwin = str(table.get("tanwin", ""))
        self.feminine = fold(table.get("feminine", ""))
        self.printed_stop = frozenset(table.get("printed_stop", ()))
        self.surnames = frozenset(map(fold, table.get("surnames", ())))
        self.apposed = frozenset(map(fold, table.get("apposed", ())))
        self.printed_names = frozenset(table.get("printed_names", ()))
        self._printed_forms = frozenset(map(fold, self.printed_stop))
        self._what: Callable[[str], _Word] = Remembered(self._look).__getitem__
        words = pack.table("words")
        self.brackets = frozenset(words.get("brackets", ()))
        self.closers = frozenset(words.get("closing", ()))
        self.openers = dict(zip(words.get("openers", ()), words.get("closing", ()), strict=False))

    def end(self, reading: Reading, token: int, limit: int) -> int:
        """The token behind the phrase that begins at `token`; `token` itself where none begins."""
        return self.parse(reading, token, limit).last

    def parse(self, reading: Reading, token: int, limit: int) -> Phrase:
        """The phrase that begins at `token`, empty where none does, with the names in it."""
        limit = min(limit, len(reading.tokens), token + LONGEST)
        at, name = token, -1
        names: list[tuple[int, int]] = []
        state = _State("none", frozenset(), False)
        while at < limit:
            step = self._step(reading, at, limit, state)
            if step is None:
                break
            if step[1].before in NAMES and name < 0:
                name = at
            elif step[1].before not in NAMES and name >= 0:
                names.append((name, at))
                name = -1
            at, state = step
        if name >= 0:
            names.append((name, at))
        return Phrase(token, self._without_tail(reading, token, at), tuple(names))

    def _without_tail(self, reading: Reading, first: int, last: int) -> int:
        """Take off connectors that nothing followed."""
        form = reading.tokens.form
        while last > first and (
            form[last - 1] in self.within or form[last - 1] in self.speaks_for or form[last - 1] in self.belongs
        ):
            last -= 1
        return last

    def _step(self, reading: Reading, at: int, limit: int, state: _State) -> tuple[int, _State] | None:
        """The token behind the next piece of the phrase and what then stands before it; None where it ends."""
        tokens, tables = reading.tokens, self.tables
        kind, form = tokens.kinds[at], tokens.form[at]
        if kind in (LINE, NUMBER):
            return None
        if kind == MARK:
            if state.before == "name" and self._hyphenated(reading, at, limit):
                return at + 2, state
            return self._aside(reading, at, limit, state)
        word = self._what(form)
        before = state.before
        if word.begins:
            known = tables.known(tokens, at, limit)
            if known is not None and self._takes_known(known, form, state):
                after = "listed" if known.entry.kind == "person" else "definite"
                return known.last, _State(after, state.head or frozenset((known.entry.kind,)), True)
        if word.leads:
            if form in self.speaks_for:
                return (at + 1, _State("construct", state.head, state.named)) if before != "none" else None
            if form in self.belongs and before == "definite":
                return at + 1, _State("belongs", state.head, state.named)
            if form in self.within:
                return self._inside(reading, at, limit, state)
        if before == "belongs":
            return at + 1, _State("definite", state.head, state.named)
        if word.stops or (form in self._printed_forms and tokens.words(at, at + 1) in self.printed_stop):
            return None
        if before == "none":
            return self._word(word.unglued, at, state, word.classes)
        if self.tanwin and self.tanwin in tokens.words(at, at + 1):
            return None
        if form in self.arms and before == "definite" and at and "rank" in tables.classes(tokens.form[at - 1]):
            return at + 1, state  # the general of the police X
        if before == "name" and self._initial(reading, at, limit):
            return at + 2, state
        if before == "name" and self._foreign_family(reading, at):
            return at + 1, _State("name", state.head, True)
        if before == "name" and word.glued in tables.prepositions and tables.is_strange(form):
            return at + 1, _State("name", state.head, True)  # spelled as foreign names are: its first letter is its own
        if word.glued:
            return self._behind_clitic(reading, at, state, word.glued)
        if before in ("name", "surname", "listed") and self._resumes_title(reading, at):
            return at + 1, _State("definite", state.head, False)
        headed = before == "construct" and tables.bare(tokens.form[at - 1]) & HEADS
        if headed and not tables.bare(form) and tables.namelike(form):
            # an unknown word behind a head is the name of what the head says, not somebody's
            return at + 1, _State("definite", state.head, True)
        if before == "definite" and state.head & TITLES and not state.named and self._unlisted(reading, at, limit):
            return at + 1, _State("name", state.head | {"first_name"}, True)
        if before in ("none", "definite", "name") and self._by_second(reading, at, limit):
            return at + 2, _State("name", (state.head or word.classes) | {"first_name"}, True)
        if before == "name" and form in self.apposed and self._of_known(reading, at + 1, limit):
            return None
        if before == "name" and form in self.surnames and self._another_begins(reading, at + 1, limit):
            return None
        if before == "name" and self._national_family(reading, at, limit):
            return at + 1, _State("surname", state.head, True)
        if before == "surname" and self._double(reading, at):
            return at + 1, _State("name", state.head, True)
        if before == "name" and self._between_names(reading, at, limit):
            return at + 1, state
        return self._word(form, at, state, word.classes)

    def _unlisted(self, reading: Reading, at: int, limit: int) -> bool:
        """Whether a rare word behind a whole title is a first name by the family name behind it: governor Y the Z."""
        tables, tokens = self.tables, reading.tokens
        form = tokens.form[at]
        if at + 1 >= limit or tokens.kinds[at + 1] != WORD or len(form) < 3 or tables.classes(form):
            return False
        family = tokens.form[at + 1]
        if (
            tables.is_common(form)
            or tables.is_verb(form)
            or form.startswith(tables.article)
            or tables.begins(form).names
        ):
            return False
        if form[1:].startswith(tables.article) and form.startswith((*tables.conjunctions, *tables.prepositions)):
            return False
        if "stop" in tables.classes(family) or tables.is_common(family) or tables.is_nationality(family):
            return False
        return family in tables.family and not tables.classes(family) & (TITLES | HEADS | {"adjective"})

    def _look(self, form: str) -> _Word:
        """What a form is, whatever stands around it."""
        classes = self.tables.classes(form)
        return _Word(
            classes,
            self._glued(form),
            self._unglued(form),
            begins=bool(self.tables.begins(form).names),
            leads=form in self.speaks_for or form in self.belongs or form in self.within,
            stops="stop" in classes,
        )

    def _takes_known(self, known: Known, form: str, state: _State) -> bool:
        glued = known.glued
        if known.entry.weak:
            return state.before == "construct" and not glued
        if glued and state.before != "none":
            # "and Germany" behind a country, "of the United Nations" behind an office, but not "to Reuters"
            if form[:glued] in self.tables.conjunctions:
                return bool(state.head & {"place", "outlet", "organisation"})
            return form[0] in self._owner and known.entry.kind != "outlet"
        return state.before in ("none", "construct", "belongs")

    @property
    def _owner(self) -> str:
        return self.tables.contracted[:1]

    def _unglued(self, form: str) -> str:
        """A form without the conjunction or preposition before a word of the tables; as it is where there is none."""
        tables = self.tables
        for part in tables.parts(form):
            if tables.bare(part.base):
                return tables.article + part.base if part.definite else part.base
        return form

    def _glued(self, form: str) -> str:
        """The conjunction or preposition glued to a form that is known without it, else ""."""
        tables = self.tables
        if tables.bare(form) or tables.namelike(form):
            return ""
        for part in tables.parts(form):
            if part.definite and not part.glued:
                return ""
            if part.glued and (tables.bare(part.base) or tables.is_noun(part.base)):
                return form[: part.glued]
        return ""

    def _behind_clitic(self, reading: Reading, at: int, state: _State, glued: str) -> tuple[int, _State] | None:
        """A word with a glued conjunction or preposition: coordination, or the body an office belongs to."""
        tables = self.tables
        form = reading.tokens.form[at]
        classes = tables.classes(form)
        rest = form[len(glued) :]
        definite = rest.startswith(tables.article) or glued.endswith(tables.contracted)
        if glued in tables.conjunctions:
            same = (
                (classes & state.head & (TITLES | HEADS | {"unnamed"}))
                or (state.head & TITLES and classes & TITLES and not definite)
                or (state.before in ("definite", "loose") and classes & {"nationality", "adjective"})
                or (state.before == "loose" and rest in self.qualifiers)
                or (state.before == "definite" and definite and self._complement(state, classes, rest))
            )
            return (at + 1, self._after(state, classes, definite)) if same else None
        if form in self.addressees or state.named:
            return None
        if glued.startswith(self._owner) or glued.endswith(self._owner):
            office = state.head & {"office", "deputy", "body"} and state.before in ("definite", "loose")
            return (at + 1, self._after(state, classes, definite)) if office else None
        owner = state.head & {"office", "unnamed", "profession"} and classes & {"body"}
        return (at + 1, self._after(state, classes, definite)) if owner else None

    def _complement(self, state: _State, classes: frozenset[str], rest: str) -> bool:
        """Whether a coordinated noun goes on with what an office or a body is for: education and science."""
        other = TITLES | {"unnamed", "outlet_head", "place_head"}
        if state.named or not state.head & {"office", "body"} or classes & other:
            return False
        return self.tables.is_noun(rest[len(self.tables.article) :])

    def _after(self, state: _State, classes: frozenset[str], definite: bool) -> _State:
        head = state.head or classes
        if definite:
            return _State("definite", head, state.named)
        return _State("loose" if classes & {"nationality", "adjective"} else "construct", head, state.named)

    def _inside(self, reading: Reading, at: int, limit: int, state: _State) -> tuple[int, _State] | None:
        """ "in", "at", "from": taken where an unnamed source, a body or an office leads to a place or a body."""
        tokens, tables = reading.tokens, self.tables
        if at + 1 >= limit or state.before == "none" or not state.head & {"unnamed", "body", "office", "organisation"}:
            return None
        if state.named and not state.head & {"organisation", "body"}:
            return None
        known = tables.known(tokens, at + 1, limit)
        if known is not None and not known.glued and not known.entry.weak:
            return known.last, _State("definite", state.head, True)
        bare = tables.bare(tokens.form[at + 1])
        if state.head & {"unnamed", "office"} and bare & {"body", "office", "place_head"}:
            return at + 1, _State("construct", state.head, state.named)
        return None

    def _word(self, form: str, at: int, state: _State, classes: frozenset[str]) -> tuple[int, _State] | None:
        tables = self.tables
        before = state.before
        definite = form.startswith(tables.article) and len(form) > len(tables.article) + 1
        bare = tables.bare(form)
        head = state.head or classes
        if before in ("surname", "listed"):
            if "particle" in bare:
                return at + 1, _State("particle", head, True)
            another = definite and before == "surname" and not classes & TITLES and not tables.begins(form).names
            if another and (form in tables.family or form.endswith(self.nisba[0])) and self.is_surname(form):
                return at + 1, state
            return (at + 1, _State("construct", head, False)) if "office" in bare else None
        if before == "name" and "second" in bare:
            return at + 1, state
        if definite and "first_name" not in bare and before != "particle":
            taken = (
                before in ("none", "construct")
                or (before == "definite" and (not _QUALITIES.isdisjoint(classes) or self.is_nisba(form)))
                or (before == "definite" and classes & {"honorific", "rank", "office", "profession"})
                or (before == "name" and self.is_surname(form))
            )
            after = "surname" if before == "name" else "definite"
            return (at + 1, _State(after, head, state.named)) if taken else None
        if before == "particle":
            return at + 1, _State("name", head, True)
        if "particle" in bare and before in ("none", "name", "definite", "construct"):
            return at + 1, _State("particle", head, state.named)
        apposition = before == "name" and "office" in bare
        acts = before == "name" and "everyday" in bare and tables.is_verb(form)
        if not _NAME_PARTS.isdisjoint(bare) and before != "loose" and not apposition and not acts:
            everyday = "everyday" in bare and "particle" not in bare and before == "definite" and not head & TITLES
            return None if everyday else (at + 1, _State("name", head | {"first_name"}, True))
        if not _SPEAKERS.isdisjoint(bare):
            qualifies = before == "loose" and form in self.qualifiers
            taken = before in ("none", "construct") or qualifies or (before == "name" and "office" in bare)
            after = "loose" if "unnamed" in bare or qualifies else "construct"
            return (at + 1, _State(after, head, state.named and before != "name")) if taken else None
        if before in ("loose", "construct") and (
            not _QUALITIES.isdisjoint(bare) or form in self.qualifiers or self.is_nisba(form)
        ):
            return at + 1, _State("loose", head, state.named)
        verb = tables.is_verb(form) and tables.is_listed(form)
        if before == "name" and form in tables.family and not bare and not verb:
            return at + 1, _State("surname", head, True)
        if before == "name" and form.startswith(tables.conjunctions) and len(form) > 4 and self._joins(form):
            return None  # an unlisted word with "and" glued to it begins the next name
        if before == "name" and tables.is_strange(form):
            return at + 1, _State("name", head, True)
        acts = before == "name" and form.startswith(self.acts) and not bare and form not in tables.family
        if before in ("name", "definite", "none") and tables.namelike(form) and not acts:
            return at + 1, _State("name", head | {"first_name"}, True)
        if before in ("construct", "loose") and tables.namelike(form) and tables.is_noun(form) is False:
            return at + 1, _State("name", head | {"first_name"}, True)
        if before == "none" or (before == "construct" and tables.is_noun(form)):
            return at + 1, _State("construct", head, state.named)
        return None

    def _joins(self, form: str) -> bool:
        """Whether the first letter of an unlisted word is "and": always, but for the rarer letter before no name."""
        tables = self.tables
        return form.startswith(tables.conjunctions[0]) or bool(tables.bare(form[1:])) or tables.is_listed(form[1:])

    def is_qualifier(self, form: str) -> bool:
        """Whether a word tells what sort of source somebody is."""
        return form in self.qualifiers

    def is_nisba(self, form: str) -> bool:
        """Whether a form ends like an adjective made of a noun."""
        return len(form) > 4 and form.endswith(self.nisba)

    def _resumes_title(self, reading: Reading, at: int) -> bool:
        """Whether a definite office behind a name has its adjective: X, the secretary general."""
        tokens, tables = reading.tokens, self.tables
        form = tokens.form
        if "office" not in tables.classes(form[at]) or at + 1 >= len(form) or tokens.kinds[at + 1] != WORD:
            return False
        return form[at + 1].startswith(tables.article) and bool(tables.classes(form[at + 1]) & {"adjective", "deputy"})

    def is_surname(self, form: str) -> bool:
        """A word with the article behind a name: a family name, unless it is an everyday word of another kind."""
        tables = self.tables
        if form in self.surnames:
            return True
        base = form[len(tables.article) :]
        other = {"stop", "office", "body", "rank", "honorific", "adjective", "profession"}
        if tables.classes(form) & other or (form.endswith(self.feminine) and self.is_nisba(form)):
            return "first_name" in tables.bare(base)
        if form in tables.family or (tables.is_unlisted(base) and not base.endswith(self.inflected)):
            return True
        return tables.namelike(form) or self.is_nisba(form) or "first_name" in tables.bare(base)

    def _aside(self, reading: Reading, at: int, limit: int, state: _State) -> tuple[int, _State] | None:
        """A name in quotation marks or an abbreviation in brackets behind a word of the phrase."""
        tokens = reading.tokens
        closer = self.openers.get(tokens.form[at])
        if closer is None or state.before == "none":
            return None
        end = closing(tokens, at, limit, closer)
        if not end or any("stop" in self.tables.bare(form) for form in tokens.form[at + 1 : end]):
            return None
        return end + 1, _State("definite", state.head, True)


def noun_phrase(reading: Reading, token: int, limit: int) -> tuple[int, int]:
    """The token range of the noun phrase that begins at `token` and ends by `limit`; empty where none begins.

    >>> from tawatur.packs import load
    >>> noun_phrase(Reading("", load("en")), 0, 0)
    (0, 0)
    """
    return token, reading.pack.made(Phrases).end(reading, token, limit)
