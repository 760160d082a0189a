"""Reporting words in all their forms: a dictionary from folded form to what the word is, from `attributions.toml`.

A verb stands once in the table. Its persons, genders and numbers, the conjunctions and prepositions glued before it and
the pronouns glued behind it are generated, so finding a cue is one look-up per token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tawatur.errors import PackError
from tawatur.kinds.attributions.paradigms import Phrases, phrases
from tawatur.model import Stance
from tawatur.packs import Pack

PAST: Final = "past"
PRESENT: Final = "present"
PARTICIPLE: Final = "participle"
NOUN: Final = "noun"
_NEITHER: Final = "-"
_CUE: Final = "c"
_ADJUNCT: Final = "a"
_EITHER: Final = "b"
_LIST: Final = "*"
"""Before the name of a list that several rows share."""
CUES: Final = re.compile(f"[{_CUE}{_EITHER}]")
ADJUNCTS: Final = re.compile(f"[{_ADJUNCT}{_EITHER}]")
"""Where in the marks of a text a cue may stand, or an according-to phrase begin."""


class Lemma(NamedTuple):
    """A reporting verb: what it does with its content, and the complements it takes."""

    name: str
    stance: Stance
    clause_stance: Stance
    takes: tuple[str, ...]
    clause: bool
    quote: bool
    impersonal: bool
    homograph: bool
    addressee: bool
    describes: bool
    relay: bool
    contained: bool
    topic: bool
    evidence: bool
    needs_subject: bool
    expresses: bool
    shows: bool
    continues: bool
    needs_actor: bool
    nobody: bool
    spoken_by: str
    needs: frozenset[str]
    asks: bool
    saying: bool
    noun_only: bool
    dotted: bool
    documents: bool
    plain: bool
    explains: bool
    pretext: bool
    between: frozenset[str]
    loose: tuple[str, ...]
    calls: bool
    writes: bool
    acts: bool
    given: bool
    other: frozenset[str]
    whom: str
    """The preposition before whom the verb calls on, where another one or "that" stands before what is asked."""
    over: str
    rules: bool
    prays: bool
    greets: bool
    conceals: bool
    media: bool


class Cue:
    """One form of a lemma. `glued` letters before the verb are not part of the cue; `conj` says a conjunction is."""

    __slots__ = ("bare", "conj", "gender", "glued", "lemma", "number", "pronoun", "purpose", "tense")

    def __init__(
        self,
        lemma: Lemma,
        tense: str,
        gender: str,
        number: str,
        conj: bool,
        glued: int,
        pronoun: str,
        bare: bool,
        purpose: bool = False,
    ) -> None:
        self.lemma = lemma
        self.tense = tense
        self.gender = gender
        self.number = number
        self.conj = conj
        self.glued = glued
        self.pronoun = pronoun
        self.bare = bare
        """The form may also be a noun or a particle."""
        self.purpose = purpose
        """A present tense behind the particle of purpose or wish: to say, let him say."""

    def _replace(
        self,
        *,
        lemma: Lemma | None = None,
        tense: str | None = None,
        gender: str | None = None,
        number: str | None = None,
        conj: bool | None = None,
        pronoun: str | None = None,
        bare: bool | None = None,
    ) -> Cue:
        """The same cue with some of it changed, as of a named tuple."""
        return Cue(
            self.lemma if lemma is None else lemma,
            self.tense if tense is None else tense,
            self.gender if gender is None else gender,
            self.number if number is None else number,
            self.conj if conj is None else conj,
            self.glued,
            self.pronoun if pronoun is None else pronoun,
            self.bare if bare is None else bare,
            self.purpose,
        )


class Adjunct(NamedTuple):
    """An "according to" phrase: its words, and the preposition glued to the source that follows."""

    words: tuple[str, ...]
    glued: str
    stance: Stance = "report"
    """What it does with its clause; if it isn't told, only somebody who can speak is its source: in the view of."""
    lead: str = ""
    """The preposition before its words, part of the cue: in | the view of."""


class Inflector:
    """Generates the forms of verbs by the tables of `[inflection]`."""

    def __init__(self, table: Mapping[str, Any], fold: Any) -> None:
        self.fold = fold
        try:
            rows = {
                key: [(fold(add), gender, number) for add, gender, number in table[key]]
                for key in ("past", "past_weak", "past_first", "present_heads", "present_plural", "participle")
            }
            self.past_rows, self.weak_rows, self.first_rows = rows["past"], rows["past_weak"], rows["past_first"]
            self.heads, self.plurals, self.participle_rows = (
                rows["present_heads"],
                rows["present_plural"],
                rows["participle"],
            )
            self.conjunctions = [fold(c) for c in table["conjunctions"]]
            self.objects = [fold(c) for c in table["objects"]]
            self.writer = [fold(c) for c in table.get("writer", ())]
            self.possessives = [fold(c) for c in table["possessives"]]
            self.noun_prepositions = [fold(c) for c in table["noun_prepositions"]]
            self.contracted = [fold(c) for c in table.get("noun_contracted", ())]
            self.all_prepositions = [fold(c) for c in table.get("all_prepositions", table["noun_prepositions"])]
            self.strong_ends = tuple(table.get("strong_ends", ())) or ("\0",)
            self.dotted = table.get("dotted", "\0")
            self.weak_ends = tuple(map(fold, table["weak_ends"]))
            self.present_weak_ends = tuple(map(fold, table["present_weak_ends"]))
            self.mark, self.future, self.purpose = (fold(table[k]) for k in ("present_mark", "future", "purpose"))
            self.participle_weak = fold(table["participle_weak_end"])
            self.drops = tuple(map(fold, table["plural_drops"]))
            self.article = fold(table["definite"])
            closed, opened = table["open_end"]
            self.open_end = (fold(closed), fold(opened))
        except (KeyError, TypeError, ValueError) as error:
            raise PackError(f"attributions.toml, inflection: {error} is missing or malformed.") from None

    def past(self, stem: str, first: str | None = None) -> Iterator[tuple[str, str, str]]:
        """(form, gender, number) of a past tense given in the third person masculine singular."""
        strong = stem.endswith(self.strong_ends)
        stem = self.fold(stem)
        if len(stem) > 2 and stem.endswith(self.weak_ends) and not strong:
            yield stem, "m", "s"
            for add, gender, number in self.weak_rows:
                yield stem[:-1] + add, gender, number
            if stem.endswith(self.present_weak_ends[1]):  # folding has made one letter of the two: khashiya, nafa
                for add, gender, number in self.past_rows[1:]:
                    yield stem + add, gender, number
        else:
            for add, gender, number in self.past_rows:
                yield stem + add, gender, number
        for add, gender, number in self.first_rows:
            yield self.fold(first or stem) + add, gender, number

    def present(self, stem: str) -> Iterator[tuple[str, str, str, int]]:
        """(form, gender, number, glued letters) of a present tense; future and purpose marks are glued."""
        stem = self.fold(stem)
        if not stem.startswith(self.mark):
            raise PackError(f"attributions.toml: the present {stem!r} doesn't begin with {self.mark!r}.")
        rest = stem[len(self.mark) :]
        weak = rest.endswith(self.present_weak_ends)
        for head, gender, number in self.heads:
            for glue in ("", self.future, self.purpose):
                yield glue + head + rest, gender, number, len(glue)
        for add, gender, number in self.plurals:
            body = rest[:-1] if weak and number == "p" else rest
            for head in dict.fromkeys((self.mark, self.heads[1][0])):
                for glue in ("", self.future, self.purpose):
                    yield glue + head + body + add, gender, number, len(glue)

    def participle(self, stem: str) -> Iterator[tuple[str, str, str]]:
        """(form, gender, number) of an active participle in the accusative, as it stands behind a clause."""
        stem = self.fold(stem)
        weak = stem.endswith(self.participle_weak)
        for add, gender, number in self.participle_rows:
            body = stem[:-1] if weak and number != "s" else stem
            yield body + add, gender, number

    def softens(self, present: str) -> bool:
        """Whether a last weak letter of a present becomes another before a pronoun: not where it is printed dotted."""
        return not present.endswith(self.dotted)

    def with_objects(self, form: str, *, spoken_to: bool = False, softens: bool = True) -> Iterator[tuple[str, str]]:
        """A form with each object pronoun; `spoken_to`: whom it is said to may be the writer."""
        for drop in self.drops:
            if form.endswith(drop):
                form = form[:-1]
        if softens and form.endswith(self.weak_ends) and len(form) > 2:
            form = form[:-1] + self.weak_ends[0]
        for pronoun in (*self.objects, *(self.writer if spoken_to else ())):
            yield form + pronoun, pronoun


class CueTable:
    """All cues of a pack: `pack.made(CueTable)`."""

    def __init__(self, pack: Pack) -> None:
        self.forms: dict[str, list[Cue]] = {}
        self.of_myself: set[str] = set()
        """Presents in the first person: I say, we deny."""
        self._loosened: dict[int, Lemma] = {}
        self.adjuncts: dict[str, list[Adjunct]] = {}
        self.with_verb: frozenset[str] = frozenset()
        self.jussive: frozenset[str] = frozenset()
        """Presents that lose their last letter behind a negation of the past: he didn't deny."""
        self.jussive_after: frozenset[str] = frozenset()
        self.as_what: frozenset[str] = frozenset()
        self.what: frozenset[str] = frozenset()
        self.which: Phrases = {}
        """ "Which", of all that stands before."""
        self.on_what: frozenset[str] = frozenset()
        self.result: frozenset[str] = frozenset()
        self.first_person: dict[str, str] = {}
        """First letter as printed of a first person -> that of the past it is written like otherwise."""
        self.impersonal: dict[str, Stance] = {}
        self.impersonal_before: frozenset[str] = frozenset()
        self.expected: Cue
        self.according: frozenset[str] = frozenset()
        self.marks = pack.sign(self._mark)
        """Of each token of a text, a character: whether it may be a cue, open an according-to phrase, or either."""
        self.said: frozenset[str] = frozenset()
        self.relay_from = ""
        self.relay_by: tuple[str, ...] = ()
        self.contained_in = ""
        self.open_end = ("", "")
        self.undotted = self.dotted = self.doubled = "\0"
        self.simple: frozenset[str] = frozenset()
        """Names of verbs of the first form: a damma on the first letter of their present makes it passive."""
        self.headline_not: frozenset[str] = frozenset()
        self.headline_bodies: frozenset[tuple[str, ...]] = frozenset()
        self.headline_branches: frozenset[str] = frozenset()
        self.headline_words = 0
        if not pack.has("attributions"):
            return
        table = pack.table("attributions")
        fold = pack.fold.form
        self._needed: Mapping[str, Sequence[str]] = table.get("needed", {})
        self._inflect = Inflector(table["inflection"], fold)
        short: set[str] = set()
        for row in table["verb"]:
            self._add_verb(row, fold)
        for row in table["verb"]:
            short.update(self._add_jussives(row, fold))
        self.jussive = frozenset(short)
        self.jussive_after = frozenset(map(fold, table["inflection"].get("jussive_after", ())))
        for row in table.get("noun", ()):
            lemma = self._lemma({**row, "past": row["words"][0]}, fold)
            for word in row["words"]:
                self._add_noun(fold(word), lemma)
        relay = table["relay"]
        for words in relay["verbs"]:
            self._add_special(words.split(), "report", relay=True)
        self.relay_from = fold(relay["from"])
        self.relay_by = tuple(map(fold, relay.get("by", ())))
        self.said = frozenset(map(fold, relay["said"]))
        for word in table["inflection"].get("not_forms", ()):
            for conj in ("", *self._inflect.conjunctions):
                self.forms.pop(conj + fold(word), None)
                self.of_myself.discard(conj + fold(word))
        for words in table["contained"]["verbs"]:
            self._add_special(words.split(), "report", contained=True)
        self.contained_in = fold(table["contained"]["preposition"])
        for row in table["adjunct"]:
            words = tuple(map(fold, row["words"]))
            adjunct = Adjunct(words, fold(row.get("glued", "")), row.get("stance", "report"), fold(row.get("lead", "")))
            for conj in ("", *self._inflect.conjunctions):
                self.adjuncts.setdefault(conj + words[0], []).append(adjunct)
        self.open_end = (self._inflect.open_end[0], self._inflect.open_end[1])
        self.doubled = table["inflection"].get("doubled", "\0")
        self.undotted = table["inflection"].get("undotted", "\0")
        self.dotted = table["inflection"].get("dotted", "\0")
        self.simple = frozenset(table["inflection"].get("simple", ()))
        self.first_person = dict([table["inflection"]["first_printed"][::-1]])
        extra = table["adjuncts"]
        self.with_verb = frozenset(c + fold(w) for w in extra["with_verb"] for c in ("", *self._inflect.conjunctions))
        self.as_what = frozenset(map(fold, extra.get("as_what", ())))
        self.what = frozenset(map(fold, extra["what"]))
        self.which = phrases(extra.get("which", ()), {}, fold)
        self.on_what = frozenset(c + fold(w) for w in extra["on_what"] for c in ("", *self._inflect.conjunctions))
        self.result = frozenset(map(fold, extra["result"]))
        self.impersonal = {fold(w): "believe" for w in table["impersonal"]["believe"]}
        believed = self._lemma({"past": table["impersonal"]["believe"][0], "stance": "believe"}, fold)
        self.expected = Cue(believed, PAST, "m", "s", False, 0, "", False)
        self.impersonal_before = frozenset(map(fold, table["impersonal"]["before"]))
        self.according = frozenset((*self.adjuncts, *self.with_verb, *self.on_what, *self.as_what, *self.which))
        self.headline_not = frozenset(map(fold, table["headline"]["not_sources"]))
        self.headline_bodies = frozenset(tuple(map(fold, w.split())) for w in table["headline"].get("bodies", ()))
        self.headline_branches = frozenset(map(fold, table["headline"].get("branches", ())))
        self.headline_words = int(table["headline"]["most_words"])

    def loosened(self, cue: Cue) -> Cue:
        """The cue with the complements alone that its lemma takes otherwise too (`loose`)."""
        lemma = self._loosened.get(id(cue.lemma))
        if lemma is None:
            lemma = self._loosened[id(cue.lemma)] = cue.lemma._replace(takes=cue.lemma.loose, loose=())
        return cue._replace(lemma=lemma)

    def _mark(self, form: str) -> str:
        if form in self.forms or form in self.impersonal:
            return _EITHER if form in self.according else _CUE
        return _ADJUNCT if form in self.according else _NEITHER

    def _lemma(self, row: Mapping[str, Any], fold: Any, *, relay: bool = False, contained: bool = False) -> Lemma:
        stance: Stance = row["stance"]

        def complements(key: str) -> tuple[str, ...]:
            return tuple(t[:1] + fold(t[1:]) if t[:1] in "@+" else fold(t) for t in row.get(key, ()))

        return Lemma(
            name=row.get("name", row["past"]),
            stance=stance,
            clause_stance=row.get("clause_stance", stance),
            takes=complements("takes"),
            clause=bool(row.get("clause", True)),
            quote=bool(row.get("quote", True)),
            impersonal=bool(row.get("impersonal", False)),
            homograph=bool(row.get("homograph", False)),
            addressee=bool(row.get("addressee", False)),
            describes=bool(row.get("describes", False)),
            relay=relay,
            contained=contained,
            topic=bool(row.get("topic", False)),
            evidence=bool(row.get("evidence", False)),
            needs_subject=bool(row.get("needs_subject", False)),
            needs_actor=bool(row.get("needs_actor", False)),
            nobody=bool(row.get("nobody", False)),
            spoken_by=fold(row.get("spoken_by", "")) or "\0",
            continues=bool(row.get("continues", False)),
            expresses=bool(row.get("expresses", False)),
            shows=bool(row.get("shows", False)),
            needs=frozenset(map(fold, self._heads(row.get("needs", ())))),
            asks=bool(row.get("asks", False)),
            saying=bool(row.get("saying", False)),
            dotted=bool(row.get("dotted", False)),
            documents=bool(row.get("documents", False)),
            plain=bool(row.get("plain", False)),
            explains=bool(row.get("explains", False)),
            noun_only=bool(row.get("words", ())),
            pretext=bool(row.get("pretext", False)),
            between=frozenset(map(fold, row.get("between", ()))),
            loose=complements("loose"),
            calls=bool(row.get("calls", False)),
            writes=bool(row.get("writes", False)),
            acts=bool(row.get("acts", False)),
            given=bool(row.get("given", False)),
            other=frozenset(map(fold, row.get("other", ()))),
            whom=fold(row.get("whom", "")),
            over=fold(row.get("over", "")),
            rules=bool(row.get("rules", False)),
            prays=bool(row.get("prays", False)),
            greets=bool(row.get("greets", False)),
            conceals=bool(row.get("conceals", False)),
            media=bool(row.get("media", False)),
        )

    def _heads(self, needs: Sequence[str]) -> Iterator[str]:
        """The heads of noun phrases that a row lists, those of a list that several rows share among them."""
        for head in needs:
            if not head.startswith(_LIST):
                yield head
            elif head.removeprefix(_LIST) in self._needed:
                yield from self._needed[head.removeprefix(_LIST)]
            else:
                raise PackError(f"attributions.toml: [needed] has no list {head.removeprefix(_LIST)!r}.")

    def _add_verb(self, row: Mapping[str, Any], fold: Any) -> None:
        lemma = self._lemma(row, fold)
        bare = lemma.homograph
        objects = bool(row.get("objects", True))
        if not row.get("participle_only"):
            for form, gender, number in self._inflect.past(row["past"], row.get("first")):
                if row.get("present_only"):
                    break
                self._add(form, lemma, PAST, gender, number, 0, objects, bare=bare and gender == "m" and number in "sd")
            if "present" in row:
                for form, gender, number, glued in self._inflect.present(row["present"]):
                    soft = self._inflect.softens(row["present"])
                    self._add(form, lemma, PRESENT, gender, number, glued, objects, bare=False, softens=soft)
        if "participle" in row and not row.get("participle_off"):
            for form, gender, number in self._inflect.participle(row["participle"]):
                self._add(form, lemma, PARTICIPLE, gender, number, 0, False, bare=False)
        if "noun" in row:
            self._add_noun(fold(row["noun"]), lemma)

    def _add_jussives(self, row: Mapping[str, Any], fold: Any) -> Iterator[str]:
        """The jussives of a weak verb that denies or conceals, for what somebody doesn't deny he says."""
        lemma = self._lemma(row, fold)
        if "present" not in row or not (lemma.conceals or lemma.stance == "deny"):
            return
        for form, gender, number, glued in self._inflect.present(row["present"]):
            if glued or number != "s" or gender == "1" or not form.endswith(self._inflect.present_weak_ends):
                continue
            if form[:-1] not in self.forms:
                self._put(form[:-1], Cue(lemma, PRESENT, gender, number, False, 0, "", False))
                yield form[:-1]

    def _add_noun(self, noun: str, lemma: Lemma) -> None:
        inflect = self._inflect
        closed, opened = inflect.open_end
        weak = noun[: -len(closed)] + opened if noun.endswith(closed) else noun
        clitics = inflect.all_prepositions if lemma.noun_only else inflect.noun_prepositions
        for before in ("", *clitics):
            for pronoun in inflect.possessives:
                self._put(before + weak + pronoun, Cue(lemma, NOUN, "", "", False, len(before), pronoun, False))
            if not before:
                for conj in ("", *inflect.conjunctions):
                    self._put(conj + noun, Cue(lemma, NOUN, "", "", False, len(conj), "", True))
            else:
                self._put(before + noun, Cue(lemma, NOUN, "", "", False, len(before), "", True))
            self._put(before + inflect.article + noun, Cue(lemma, NOUN, "", "", False, len(before), "", False))
        for before in inflect.contracted:  # for the: preposition and article are one
            self._put(before + noun, Cue(lemma, NOUN, "", "", False, len(before), "", False))

    def _add_special(self, words: list[str], stance: Stance, *, relay: bool = False, contained: bool = False) -> None:
        fold = self._inflect.fold
        row = {"past": words[0], "stance": stance}
        lemma = self._lemma(row, fold, relay=relay, contained=contained)
        for form, gender, number in self._inflect.past(words[0]):
            self._add(form, lemma, PAST, gender, number, 0, relay, bare=(gender, number) == ("m", "s"))
        for form, gender, number, glued in self._inflect.present(words[1]):
            self._add(form, lemma, PRESENT, gender, number, glued, relay, bare=False)
        if len(words) > 2:
            for form, gender, number in self._inflect.participle(words[2]):
                self._add(form, lemma, PARTICIPLE, gender, number, 0, False, bare=False)

    def _add(
        self,
        form: str,
        lemma: Lemma,
        tense: str,
        gender: str,
        number: str,
        glued: int,
        objects: bool,
        *,
        bare: bool,
        softens: bool = True,
    ) -> None:
        variants = [(form, "")]
        # with a pronoun it is written like a noun
        noun = gender == "f" and (not softens or (lemma.homograph and tense == PAST))
        if objects and gender != "1":
            variants.extend(self._inflect.with_objects(form, spoken_to=lemma.addressee, softens=softens))
        for variant, pronoun in variants:
            for conj in ("", *self._inflect.conjunctions):
                purpose = tense == PRESENT and glued > 0 and form.startswith(self._inflect.purpose)
                cue = Cue(
                    lemma,
                    tense,
                    gender,
                    number,
                    bool(conj),
                    glued + len(conj),
                    pronoun,
                    bare or (noun and pronoun != ""),
                    purpose,
                )
                self._put(conj + variant, cue)

    def _put(self, form: str, cue: Cue) -> None:
        found = self.forms.setdefault(form, [])
        if all((c.lemma.name, c.tense) != (cue.lemma.name, cue.tense) for c in found):
            found.append(cue)
            if cue.gender == "1" and cue.tense == PRESENT and not cue.conj:
                self.of_myself.add(form)
