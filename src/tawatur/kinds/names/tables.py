"""What the tables of a language know about names: which words are titles, first names, nationalities, places, outlets.

Every lookup is by folded form, and sees through glued conjunctions, prepositions and the article, so the tables hold
bare words. Answers are remembered by form. A pack without name tables gives an empty one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from tawatur.clitics import Splitter
from tawatur.errors import PackError
from tawatur.fold import Remembered
from tawatur.kinds.names.odds import Odds
from tawatur.model import EntityKind
from tawatur.packs import Pack
from tawatur.words import WORD, Tokens

WORD_CLASSES: Final[tuple[str, ...]] = (
    "office",  # heads a title that a complement completes: minister, president, spokesman
    "honorific",  # stands before a name by itself: doctor, sheikh, king
    "rank",  # a military or police rank
    "profession",  # journalist, analyst, lawyer: may stand before a name
    "deputy",  # goes before an office: deputy, former, acting
    "first_name",
    "second",  # goes on with a first name that is a compound
    "servant",  # begins a first name of two words: servant of God
    "particle",  # inside names: son of, father of, house of, van
    "nationality",  # an adjective of a country, in any gender and number
    "adjective",  # other adjectives that belong to a title or a body: foreign, national, general
    "body",  # heads the name of an organisation: ministry, party, army
    "place_head",  # goes before the name of a place: city, province, camp
    "outlet_head",  # goes before the name of an outlet: newspaper, agency, channel
    "relative",  # his brother, her father: a person known only by another
    "everyday",  # a first name that is an everyday word too: a name only behind a title or another name
    "stop",  # can't be part of a name: function words, verbs of reporting, days
    "unnamed",  # a source without a name: sources, eyewitnesses, an official
)
"""The classes a single word may have; `NameTables.classes` gives them."""


TITLES: Final = frozenset(("office", "honorific", "rank", "profession", "deputy"))
"""The classes of words that may lead to a person's name."""

IDIOM: Final = "idiom"
"""The `sub` of an everyday turn that begins like a name: longer than the name, it keeps it from being found."""
SPHERE: Final = "sphere"
"""The `sub` of states taken together, which no map shows."""

KINDS: Final[tuple[EntityKind, ...]] = ("place", "organisation", "outlet", "person")
"""The kinds of names that gazetteers list, each under its own name."""


class Name(NamedTuple):
    """A known name: one entry of a gazetteer.

    `key` is the identity that aliases share. `name` is the canonical English name, if the table gives one. `sub` says
    more than the kind (country, city, agency, newspaper, group…). A `weak` name is also an everyday word, and needs a
    head before it (newspaper X, city of X) or quotation marks around it.
    """

    kind: EntityKind
    key: str
    name: str | None
    sub: str
    weak: bool


class Known:
    """A known name found in a text: tokens `[first, last)`; `glued` code points of the first are proclitics."""

    __slots__ = ("entry", "first", "glued", "last")

    def __init__(self, first: int, last: int, glued: int, entry: Name) -> None:
        self.first = first
        self.last = last
        self.glued = glued
        self.entry = entry


_NOTHING: Final[frozenset[str]] = frozenset()


class _Beginning(NamedTuple):
    """A known name that may begin with a form: `glued` proclitics, `size` tokens, of which `rest` follow the first."""

    glued: int
    size: int
    rest: list[str]
    entry: Name


class _Beginnings(NamedTuple):
    """All names that may begin with a form, and the forms that must follow; None where one may be a word alone."""

    seconds: frozenset[str] | None
    names: tuple[_Beginning, ...]


class _Part:
    """A way to read a form: `glued` letters are proclitics, `base` is looked up; `definite` if an article went off."""

    __slots__ = ("base", "definite", "glued")

    def __init__(self, glued: int, base: str, definite: bool) -> None:
        self.glued = glued
        self.base = base
        self.definite = definite


class NameTables:
    """The tables of one pack, compiled: `pack.made(NameTables)`.

    >>> from tawatur.packs import load
    >>> tables = load("ar").made(NameTables)
    >>> sorted(tables.classes("\\u0648\\u0627\\u0644\\u0631\\u0626\\u064a\\u0633"))
    ['office']
    """

    def __init__(self, pack: Pack) -> None:
        self._fold = pack.fold.form
        self._words: dict[str, set[str]] = {}
        self._names: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self.parts: Callable[[str], tuple[_Part, ...]] = Remembered(self._parts).__getitem__
        """The ways to read a form as proclitics and a base, the least glued first."""
        self.bare: Callable[[str], frozenset[str]] = Remembered(self._exactly).__getitem__
        """The classes of exactly this folded form: nothing is taken off."""
        self.classes: Callable[[str], frozenset[str]] = Remembered(self._classes).__getitem__
        """The classes of a folded form (`WORD_CLASSES`), proclitics and article seen through; empty where unknown."""
        self.classes_of = pack.column(self.classes)
        """The classes of each token of a text."""
        self.heads: Callable[[str], frozenset[str]] = Remembered(self._of_head).__getitem__
        """The classes of a form as a head: none where it is definite: what follows is then no part of its name."""
        self.begins: Callable[[str], _Beginnings] = Remembered(self._begins).__getitem__
        """The known names that may begin with a form, the least glued first, the longest first among these."""
        self.namelike: Callable[[str], bool] = Remembered(self._namelike).__getitem__
        """Whether a form may be part of a person's name: a first name, or a rare word that bears no clitics."""
        self.is_foreign: Callable[[str], bool] = Remembered(self._is_foreign).__getitem__
        """Whether a form that no list has, or a rare one, is spelled as foreign names are."""
        self.is_verb: Callable[[str], bool] = Remembered(self._is_verb).__getitem__
        """Whether the frequency list has a form in other persons of a verb too."""
        table: Mapping[str, Any] = pack.table("names") if pack.has("names") else {}
        clitics = table.get("clitics", {})
        self.conjunctions = tuple(map(self._fold, clitics.get("conjunctions", ())))
        self.prepositions = tuple(map(self._fold, clitics.get("prepositions", ())))
        self.article = self._fold(clitics.get("article", ""))
        self.contracted = self._fold(clitics.get("contracted", ""))
        ands = ("", *self.conjunctions)
        self.fronts = tuple(one + two for one in ands for two in ("", *self.prepositions))
        contracted = [one + self.contracted for one in ands] if self.contracted else []
        self._definite_fronts = (*(front + self.article for front in self.fronts), *contracted)
        self._short = int(clitics.get("shortest", 3))
        self._splitter = pack.made(Splitter)
        self._common = int(table.get("phrases", {}).get("nothing_listed", 0))
        self._rare = int(table.get("phrases", {}).get("rare_noun", 0))
        self._accusative = self._fold(pack.table("words").get("clitics", {}).get("accusative", ""))
        self._imperfect = tuple(map(self._fold, table.get("phrases", {}).get("imperfect", ())))
        self.perfect = self._fold(table.get("phrases", {}).get("perfect", ""))
        self._plural = self._fold(table.get("phrases", {}).get("perfect_plural", ""))
        self._sound = self._fold(table.get("phrases", {}).get("sound_plural", ""))
        self._feminine = self._fold(table.get("phrases", {}).get("feminine", ""))
        self._endings = tuple(map(self._fold, table.get("phrases", {}).get("inflections", ())))
        for cls, listed in table.get("words", {}).items():
            if cls not in WORD_CLASSES:
                raise PackError(f"names.toml, words: {cls!r} is not one of {', '.join(WORD_CLASSES)}.")
            self._add_words(cls, listed)
        self._foreign_given: set[str] = set()
        if pack.has("first_names"):
            for group, listed in pack.table("first_names")["first_names"].items():
                self._add_words("first_name", listed.split())
                if group == "weak":
                    self._add_words("everyday", listed.split())
                if group == "foreign":
                    self._foreign_given.update(map(self._fold, listed.split()))
        self.family: frozenset[str] = frozenset()
        """Family names, with the article where they bear it."""
        if pack.has("people"):
            people = pack.table("people")
            never = set(map(self._fold, table.get("phrases", {}).get("not_names", ())))
            self._add_words("first_name", [word for word in people["given"]["names"].split() if word not in never])
            weak_names = [word for word in people["given"]["weak"].split() if word not in never]
            self._add_words("first_name", weak_names)
            self._add_words("everyday", weak_names)
            self.family = frozenset(people["family"]["names"].split()) - never
        self._odds = pack.made(Odds)
        self.odds: Callable[[str], float] = Remembered(self._odds.of).__getitem__
        """How much likelier a form is a foreign name than a word of the language (see `Odds.of`)."""
        self._loans = frozenset(map(self._fold, table.get("foreign", {}).get("loans", ())))
        self._foreign = int(table.get("phrases", {}).get("foreign", 0))
        self._unlisted = int(table.get("phrases", {}).get("foreign_rarity", 0))
        if pack.has("nationalities"):
            for row in pack.table("nationalities")["nationality"]:
                self._add_words("nationality", row["forms"])
        for part in ("places_extra", "places", "organisations", "outlets", "persons"):
            if pack.has(part):
                self._add_names(pack, part, pack.table(part))
        for idiom in table.get("phrases", {}).get("idioms", ()):
            forms = tuple(pack.tokens(idiom).form)
            self._names.setdefault(forms[0], []).append((forms, Name("place", idiom, None, IDIOM, True)))
        for found in self._names.values():
            found.sort(key=lambda item: -len(item[0]))
        self.seconds = frozenset(forms[1] for found in self._names.values() for forms, _ in found if len(forms) > 1)
        """Forms that are the second word of a known name."""
        self._bare = {form: frozenset(classes) for form, classes in self._words.items()}

    def _add_words(self, cls: str, listed: Iterable[str]) -> None:
        for word in listed:
            self._words.setdefault(self._fold(word), set()).add(cls)

    def _add_names(self, pack: Pack, part: str, table: Mapping[str, Any]) -> None:
        kinds: dict[str, EntityKind] = {
            "place": "place",
            "organisation": "organisation",
            "outlet": "outlet",
            "person": "person",
        }
        for section, kind in kinds.items():
            for row in table.get(section, ()):
                self._add_name(pack, part, kind, row)

    def _add_name(self, pack: Pack, part: str, kind: EntityKind, row: Mapping[str, Any]) -> None:
        weak = {self._fold(word) for word in row.get("weak", ())}
        if part == "places":
            weak |= {form for form in map(self._fold, [row["name"], *row.get("aliases", ())]) if self._also(form, row)}
        for alias in [row["name"], *row.get("aliases", ())]:
            forms = tuple(pack.tokens(alias).form)
            if not forms:
                raise PackError(f"{part}.toml: the alias {alias!r} of {row['name']!r} holds no word.")
            name = row.get("en")
            entry = Name(kind, name or row["name"], name, row.get("kind", ""), " ".join(forms) in weak)
            rows = self._names.setdefault(forms[0], [])
            if not any(known == forms and other.kind == kind for known, other in rows):  # hand-kept tables come first
                rows.append((forms, entry))

    def _also(self, form: str, row: Mapping[str, Any]) -> bool:
        """Whether a place's name is a word of the tables, or a town's a title or a nationality with the article."""
        if form in self._words or row.get("kind") != "city" or not form.startswith(self.article):
            return form in self._words
        return bool(self._words.get(form[len(self.article) :], set()) & (TITLES | {"nationality"}))

    def _parts(self, form: str) -> tuple[_Part, ...]:
        return tuple(self._split(form))

    def _split(self, form: str) -> Iterator[_Part]:
        article, contracted = self.article, self.contracted
        for conjunction in ("", *self.conjunctions):
            if not form.startswith(conjunction):
                continue
            inner = form[len(conjunction) :]
            for preposition in ("", *self.prepositions):
                rest = inner[len(preposition) :]
                glued = len(conjunction) + len(preposition)
                if not inner.startswith(preposition) or (glued and len(rest) < self._short):
                    continue
                yield _Part(glued, rest, False)
                if article and rest.startswith(article) and len(rest) - len(article) >= 2:
                    yield _Part(glued, rest[len(article) :], True)
            if contracted and inner.startswith(contracted) and len(inner) - len(contracted) >= 2:
                glued = len(conjunction) + len(contracted)
                yield _Part(glued, article + inner[len(contracted) :], False)
                yield _Part(glued, inner[len(contracted) :], True)

    def _exactly(self, form: str) -> frozenset[str]:
        return self._bare.get(form, _NOTHING)

    def _classes(self, form: str) -> frozenset[str]:
        for part in self.parts(form):
            listed = self._bare.get(part.base)
            if listed:
                # with the article a function word is another word (year and general in Arabic)
                found = listed - {"stop"} if part.definite else listed
                if found:
                    return found
        return _NOTHING

    def _of_head(self, form: str) -> frozenset[str]:
        for part in self.parts(form):
            if self._bare.get(part.base):
                return _NOTHING if part.definite else self._bare[part.base]
        return _NOTHING

    def leads(self, form: str) -> bool:
        """Whether a title can lead to a name: an office always, other titles only with the article."""
        titles = ((part, self.bare(part.base)) for part in self.parts(form))
        return any(part.definite or "office" in bare for part, bare in titles if not TITLES.isdisjoint(bare))

    def written(self, base: str, definite: bool) -> list[str]:
        """The forms that a base may be written in, with and without proclitics: with the article, or without."""
        article, contracted = self.article, self.contracted
        fronts = self._definite_fronts if definite else self.fronts
        forms = [front + base for front in fronts]
        if not definite and contracted and base.startswith(article):
            forms += [conjunction + contracted + base[len(article) :] for conjunction in ("", *self.conjunctions)]
        return forms

    def without_conjunction(self, form: str) -> str:
        """The form without a conjunction glued before it."""
        return form[1:] if form.startswith(self.conjunctions) else form

    def is_title(self, form: str) -> bool:
        """Whether a word heads a person's title: an office, an honorific, a rank, a profession, a deputy."""
        return not self.classes(form).isdisjoint(("office", "honorific", "rank", "profession", "deputy"))

    def is_first_name(self, form: str) -> bool:
        """Whether a word is a known first name."""
        return "first_name" in self.classes(form)

    def is_foreign_given(self, form: str) -> bool:
        """Whether a form is a first name of other tongues, by its list or how it is spelled, and no everyday word."""
        bare = self.bare(form)
        if "first_name" not in bare or "everyday" in bare:
            return False
        return form in self._foreign_given or self.odds(form) > self._foreign

    def is_nationality(self, form: str) -> bool:
        """Whether a word is the adjective of a country or people, in any form."""
        return "nationality" in self.classes(form)

    def glued_foreign(self, form: str) -> int:
        """The letters glued before a word that `is_foreign`, 0 where the form holds no such word or bears none."""
        if len(form) < self._short + 2 or not form.startswith((*self.conjunctions, *self.prepositions)):
            return 0
        if self.is_listed(form) or self.classes(form) or self.is_foreign(form):
            return 0
        return next(
            (
                part.glued
                for part in self.parts(form)
                if part.glued and not part.definite and self.is_foreign(part.base)
            ),
            0,
        )

    def _is_foreign(self, form: str) -> bool:
        if len(form) < 3 or not form.isalpha() or form in self._loans or self.classes(form) or not self._odds:
            return False
        cost = self._splitter.cost(form)
        if self.is_verb(form) or (cost is not None and (cost < self._unlisted or self.is_noun(form))):
            return False
        if self._accusative and form.endswith(self._accusative) and self.is_listed(form[:-1]):
            return False
        if cost is None:
            split = self._splitter.split(form)
            listed = self._splitter.cost(split.lemma)
            if listed is not None and (split.proclitics or (split.enclitic and listed < self._rare)):
                return False
            if len(form) > self._short and form.startswith(self.conjunctions) and self.is_foreign(form[1:]):
                return False
        least = self._foreign if cost is None or cost >= self._common else self._foreign * 3 // 2
        return self.odds(form) > least

    def is_strange(self, form: str) -> bool:
        """Whether a form beside a foreign name may go on with it: foreign too, if less clearly, or on no list."""
        if len(form) < 2 or self.bare(form) or self.is_verb(form) or form in self._loans:
            return False
        if self.classes(form) - {"first_name", "everyday"}:
            return False
        if form.startswith((self.article, self.contracted)) or self.glued_foreign(form):
            return False
        if self._accusative and form.endswith(self._accusative) and self.is_listed(form[:-1]):
            return False
        if self.is_listed(form):
            return not self.is_noun(form) and not self.is_common(form) and self.odds(form) > self._foreign / 2
        return self.odds(form) > 0

    def _namelike(self, form: str) -> bool:
        classes = self.bare(form)
        if "first_name" in classes or "particle" in classes:
            return True
        if len(form) < 2 or classes or "stop" in self.classes(form) or self._is_plural(form):
            return False
        if self.contracted and form.startswith(self.contracted) and len(form) > len(self.contracted) + 2:
            return False
        if self.is_verb(form):
            return False
        if form[1:].startswith(self.article) and form.startswith((*self.conjunctions, *self.prepositions)):
            return False
        if self._accusative and form.endswith(self._accusative) and self._splitter.cost(form[:-1]) is not None:
            return False
        split = self._splitter.split(form)
        if (split.proclitics or split.enclitic) and self._splitter.cost(split.lemma) is not None:
            return False
        cost = self._splitter.cost(form)
        # a listed word that takes the article is a common noun, and so no name but a family's that is rarer still
        return cost is None or cost >= (self._rare if self.is_noun(form) else self._common)

    def is_unlisted(self, base: str) -> bool:
        """Whether the frequency list has a base in no form: not inflected, nor as part of another word."""
        if self.is_listed(base) or self.is_listed(self.article + base):
            return False
        if any(base.endswith(end) and self.is_listed(base[: -len(end)]) for end in self._endings):
            return False
        return not self.is_listed(self._splitter.split(base).lemma)

    def _is_plural(self, form: str) -> bool:
        """Whether a form is the sound plural of a listed word."""
        if not self._sound or not form.endswith(self._sound):
            return False
        stem = form[: -len(self._sound)]
        return len(stem) > 2 and any(self._splitter.cost(word) is not None for word in (stem, stem + self._feminine))

    def _is_verb(self, form: str) -> bool:
        cost, imperfect = self._splitter.cost, self._imperfect
        if len(form) < 3 or not imperfect or form.startswith(self.article):
            return False
        if form.startswith(imperfect) and len(form) > 3:
            others = sum(cost(letter + form[1:]) is not None for letter in imperfect if letter != form[0])
            if others and (others > 1 or cost(form) is not None):
                return True
        if self._plural and form.endswith(self._plural) and cost(form[: -len(self._plural)]) is not None:
            return cost(form) is not None or self.odds(form) <= self._foreign  # or a name that ends so
        stem = form.removesuffix(self.perfect)
        if cost(imperfect[0] + stem) is None:
            return False
        return cost(form + self.perfect) is not None or (stem != form and cost(stem) is not None)

    def is_noun(self, form: str) -> bool:
        """Whether the frequency list has a form with the article: a common noun or an adjective."""
        return self._splitter.cost(self.article + form) is not None

    def is_listed(self, form: str) -> bool:
        """Whether the frequency list has a form at all."""
        return self._splitter.cost(form) is not None

    def is_whole(self, form: str) -> bool:
        """Whether the splitter finds no proclitic in a listed form: the likeliest reading is the word itself."""
        return self.is_listed(form) and not self._splitter.split(form).proclitics

    def is_adverb(self, form: str) -> bool:
        """Whether a form is a listed noun in the accusative, with no proclitic in it."""
        if not self._accusative or not form.endswith(self._accusative):
            return False
        noun = form[: -len(self._accusative)]
        return self.is_noun(noun) and self.is_whole(noun)

    def is_suffixed(self, form: str) -> bool:
        """Whether the likeliest reading of a form is a listed word and a pronoun of more than a letter behind it."""
        split = self._splitter.split(form)
        return len(split.enclitic) > 1 and self.is_listed(split.lemma)

    def is_common(self, form: str) -> bool:
        """Whether the frequency list has a form as an everyday word."""
        cost = self._splitter.cost(form)
        return cost is not None and cost < self._common

    def is_everyday(self, form: str) -> bool:
        """Whether the frequency list has a form as one of the commonest words."""
        cost = self._splitter.cost(form)
        return cost is not None and cost < self._common - 80

    def is_rare(self, form: str) -> bool:
        """Whether the frequency list lacks a form, or has it as a rare one."""
        cost = self._splitter.cost(form)
        return cost is None or cost > self._common + 20

    def every(self, tokens: Tokens, i: int, last: int | None = None) -> list[Known]:
        """The longest known names that begin at token `i` and end by `last`: several where kinds share a name.

        Weak names are given too (see `Name.weak`): who asks decides by what stands around them.
        """
        form = tokens.form
        seconds, beginnings = self.begins(form[i])
        if not beginnings or tokens.kinds[i] != WORD:
            return []
        if seconds is not None and (i + 1 >= len(form) or form[i + 1] not in seconds):
            return []
        last = len(form) if last is None else last
        best: list[Known] = []
        longest = 0
        for glued, size, rest, entry in beginnings:
            if i + size > last or size < longest:
                continue
            if size == longest and glued != best[0].glued:
                continue
            if size == 1 or form[i + 1 : i + size] == rest:
                found = Known(i, i + size, glued, entry)
                best = [*best, found] if size == longest else [found]
                longest = size
        return best

    def _begins(self, form: str) -> _Beginnings:
        names = tuple(
            _Beginning(part.glued, len(forms), list(forms[1:]), entry)
            for part in self.parts(form)
            if not part.definite
            for forms, entry in self._names.get(part.base, ())
        )
        names += tuple(self._short_begins(form))
        alone = any(not name.rest for name in names)
        return _Beginnings(None if alone else frozenset(name.rest[0] for name in names), names)

    def _short_begins(self, form: str) -> Iterator[_Beginning]:
        """Names of several words whose first is so short that no letter is looked for before it: to B B C."""
        for front in self.fronts:
            rest = form[len(front) :]
            if front and form.startswith(front) and 1 < len(rest) < self._short:
                for forms, entry in self._names.get(rest, ()):
                    if len(forms) > 2:
                        yield _Beginning(len(front), len(forms), list(forms[1:]), entry)

    def known(self, tokens: Tokens, i: int, last: int | None = None) -> Known | None:
        """The first of `every`: places before organisations before outlets; None where there is none."""
        found = self.every(tokens, i, last)
        return found[0] if found else None

    def is_place(self, tokens: Tokens, i: int) -> bool:
        """Whether a known place begins at token `i`."""
        found = self.known(tokens, i)
        return found is not None and found.entry.kind == "place"

    def is_outlet(self, tokens: Tokens, i: int) -> bool:
        """Whether a known outlet or agency begins at token `i`."""
        found = self.known(tokens, i)
        return found is not None and found.entry.kind == "outlet"
