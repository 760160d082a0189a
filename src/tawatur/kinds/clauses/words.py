"""The words that reporting clauses are built of where the subject stands before its verb, made from one table.

A pack whose `attributions.toml` has `[clauses]` is read so. Cue verbs are inflected by the table's own rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from tawatur.model import Stance
from tawatur.packs import Pack

BASE: Final = "base"
THIRD: Final = "third"
PAST: Final = "past"
ING: Final = "participle"
_NONE: Final = " "
"""The ending of no word: what a pack's table leaves out."""


class Verb(NamedTuple):
    """A group of cue verbs: its name, what it says, and the complements that it takes."""

    name: str
    stance: Stance
    takes: frozenset[str]
    before: bool
    noun: bool
    document: bool
    """Whether these verbs are cues only where a document is their subject."""


class Form(NamedTuple):
    """One form of a cue verb, the particles behind it (point out), and which form it is."""

    verb: Verb
    particles: tuple[str, ...]
    tense: str


class Words:
    """Word classes of one pack; every word is folded."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("attributions")
        fold = pack.fold.form
        given: Mapping[str, Any] = table["clauses"]
        self._rules = [(re.compile(f"^.*{r[0]}$"), *r[1:]) for r in table["inflection"]["rules"]]
        self._irregular: Mapping[str, list[str]] = table.get("irregular", {})

        def words(name: str) -> frozenset[str]:
            found = given.get(name, ())
            return frozenset(fold(w) for w in (found.split() if isinstance(found, str) else found))

        def ending(name: str) -> str:
            return fold(given.get(name, _NONE))

        def endings(name: str) -> tuple[str, ...]:
            return tuple(fold(w) for w in given.get(name, ()))

        self.pronouns, self.relative, self.relative_thing = (
            words("pronouns"),
            words("relative"),
            words("relative_thing"),
        )
        self.persons = (words("he"), words("she"), words("they"), words("it"))
        self.personal = self.persons[0] | self.persons[1] | self.persons[2] | self.persons[3] | words("mine")
        self.personal -= words("possessive")
        self.that, self.to, self.as_, self.by = words("that"), words("to"), words("as"), words("by")
        self.partitive, self.parts_of_day = words("partitive"), words("parts_of_day")
        self.inverted = words("inverted")
        """Pronouns that hyphens join behind their verb."""
        self.mine, self.question, self.possessive = words("mine"), words("question"), words("possessive")
        self.determiners, self.auxiliaries = words("determiners"), words("auxiliaries")
        self.modals = words("modals")
        self.be, self.have, self.negations = words("be"), words("have"), words("negations")
        self.short_forms, self.own = words("short_forms"), ending("own")
        self.adverbs, self.not_adverbs = words("adverbs"), words("not_adverbs")
        self.adverb_ends = endings("adverb_ends")
        self.conjunctions, self.joins, self.turns = words("conjunctions"), words("joins"), words("turns")
        self.subordinators, self.leading = words("subordinators"), words("leading")
        self.prepositions, self.inside = words("prepositions"), words("inside")
        self.noun_links, self.lists = words("noun_links"), words("lists")
        self.in_addressee, self.topics = words("in_addressee"), words("topics")
        self.times, self.reasons = words("times"), words("reasons")
        self.past_end, self.plural_end, self.ing_end = ending("past_end"), ending("plural_end"), ending("ing_end")
        self.base_ends, self.quality_ends = endings("base_ends"), endings("quality_ends")
        self.objects, self.documents = words("objects"), words("documents")
        self.noun_verbs = words("noun_verbs")
        self.forms: dict[str, list[Form]] = {}
        for row in table["verbs"]:
            self._verbs(row, fold)
        self.finite: set[str] = set(self.auxiliaries) | set(words("verbs_past"))
        """Forms that make a clause: auxiliaries and forms of verbs; those that are nouns too left out."""
        for base in words("verbs_common"):
            self.finite.update(form for tense, form in self.inflected(base) if tense not in (ING,))
        for form, found in self.forms.items():
            if any(f.tense in (PAST, THIRD, BASE) for f in found):
                self.finite.add(form)
        self.finite -= self.noun_verbs
        self.bases = set(words("verbs_common")) | {
            form for form, found in self.forms.items() if any(f.tense == BASE for f in found)
        }
        self.light = [
            (frozenset(map(fold, row["verbs"])), frozenset(map(fold, row["nouns"])), row["stance"])
            for row in table.get("light", ())
        ]
        self.light_verbs = frozenset(word for verbs, _, _ in self.light for word in verbs)
        quality, nouns = table.get("quality", ()), table.get("nouns", ())
        self.quality: dict[str, Stance] = {fold(w): row["stance"] for row in quality for w in row["words"]}
        self.nouns: dict[str, Stance] = {fold(w): row["stance"] for row in nouns for w in row["words"]}
        self.according = [tuple(pack.tokens(phrase).form) for phrase in table["according"]["phrases"]]
        self.according_first = frozenset(phrase[0] for phrase in self.according)

    def nouns_of(self, verb: str) -> frozenset[str]:
        """The nouns that say what a light verb doesn't."""
        return frozenset(noun for verbs, nouns, _ in self.light if verb in verbs for noun in nouns)

    def adverb(self, form: str) -> bool:
        """Whether a word may stand between a subject and its verb without being either."""
        return form in self.adverbs or (form.endswith(self.adverb_ends) and form not in self.not_adverbs)

    def _verbs(self, row: Mapping[str, Any], fold: Any) -> None:
        verb = Verb(
            row["name"],
            row["stance"],
            frozenset(row["takes"]),
            bool(row.get("before")),
            bool(row.get("noun")),
            bool(row.get("document")),
        )
        for lemma in row["lemmas"]:
            base, *particles = fold(lemma).split()
            for tense, form in self.inflected(base):
                self.forms.setdefault(form, []).append(Form(verb, tuple(particles), tense))
        for found in self.forms.values():
            found.sort(key=lambda f: -len(f.particles))

    def inflected(self, base: str) -> Iterable[tuple[str, str]]:
        doubled = base.endswith("+")
        base = base.rstrip("+")
        long = base + base[-1] if doubled else base
        rule = next(r for r in self._rules if r[0].match(base))
        _, cut, third, past, ing, *more = rule
        stem = base.removesuffix(cut) if cut else base
        yield BASE, base
        yield THIRD, stem + third
        yield ING, (long if doubled else stem) + ing
        for form in self._irregular.get(base, [(long if doubled else stem) + past, *(stem + end for end in more)]):
            yield PAST, form


def words_of(pack: Pack) -> Words:
    """The compiled words of a pack, made once."""
    return pack.made(Words)


def has_clauses(pack: Pack) -> bool:
    """Whether a pack's attributions are read by clauses whose subject stands before the verb."""
    return pack.has("attributions") and "clauses" in pack.table("attributions")
