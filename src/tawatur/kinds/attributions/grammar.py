"""What attribution needs to know of clauses: function words, finite verbs, heads of phrases; all from tables.

`Grammar` answers questions about single folded forms. It knows nothing of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from tawatur.clitics import Splitter
from tawatur.errors import PackError
from tawatur.fold import Remembered
from tawatur.kinds.attributions.clause_words import ClauseWords
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Cue, CueTable, Inflector
from tawatur.kinds.attributions.paradigms import Phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack
from tawatur.words import Tokens

_SHORT_NOUN: Final = 3
"""Letters of nouns that are too short to be told, with a pronoun behind them, from the end of another word."""
_HEADS: Final = frozenset(("body", "place_head", "office", "profession", "rank"))
"""Classes of words that are heads of names by themselves."""
_HALT: Final = "h"
_JOINED: Final = "j"
_ON: Final = "-"
_HALTS: Final = re.compile(_HALT)
_JOINTS: Final = re.compile(_JOINED)


class Grammar(ClauseWords):
    """The words of clauses and what their forms may be: `pack.made(Grammar)`."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self.cues = pack.made(CueTable)
        self.names = pack.made(NameTables)
        self.splitter = pack.made(Splitter)
        self.governed: Callable[[str], tuple[int, str, int]] = Remembered(self._governed).__getitem__
        """(letters of a glued conjunction, glued preposition or "", letters of both) of a form."""
        self.definite: Callable[[str], bool] = Remembered(self._definite).__getitem__
        """Whether a form bears the article, alone or behind a proclitic."""
        self.is_finite: Callable[[str], bool] = Remembered(self._is_finite).__getitem__
        """Whether a form is surely a finite verb: of the tables, or by the mark of the present tense."""
        self.verbal_cues: Callable[[str], tuple[Cue, ...]] = Remembered(self._verbal).__getitem__
        """Finite readings of a form as a reporting verb."""
        self.is_participle = frozenset(
            form for form, cues in self.cues.forms.items() if any(c.tense == PARTICIPLE for c in cues)
        ).__contains__
        """Whether a form is a reporting participle."""
        self._halt = pack.sign(self._halting)
        self._verbs = self._finite(pack, pack.fold.form)
        self.of_myself = self._mine | self.cues.of_myself
        """Presents in the first person, of verbs that report and others: we thank, I hope."""
        self.spoken_by = self.media | self.documents | self.plural | self.feminine | self.evidence
        """Nouns for what words come from that no table of names has: media, documents, many people."""
        bare = (noun for noun in self.statements if not noun.startswith(self.article))
        self.told_statements = frozenset((*bare, *(self.article + noun for noun in self.statements)))
        """Statements with and without the article."""

    def _finite(self, pack: Pack, fold: Any) -> dict[str, bool]:
        """Finite forms of common verbs that report nothing."""
        out: dict[str, bool] = {}
        self._not_verbs: frozenset[str] = frozenset()
        self._twins: set[str] = set()
        self.of_people: set[str] = set()
        """Verbs whose object is somebody, in all persons: received, met."""
        self._mine: set[str] = set()
        self._mark = self._future = self.future = self.masculine_present = self.feminine_past = "\0"
        self._heads: tuple[str, ...] = ("\0",)
        self._exceptions: frozenset[str] = frozenset()
        if not (pack.has("verbs") and pack.has("attributions")):
            return out
        table = pack.table("verbs")
        inflection = pack.table("attributions")["inflection"]
        inflect = Inflector(inflection, fold)
        self.feminine_past = next(end for end, *person in inflection["past"] if person == ["f", "s"])
        self._mark, self._future = inflect.mark, inflect.future
        self.future, self.masculine_present = inflect.future, inflect.mark
        self._heads = tuple(head for head, _, number in inflect.heads if number != "1")[:2]
        self._not_verbs = frozenset(map(fold, table["not_verbs"]))
        self._exceptions = frozenset(map(fold, table["present_exceptions"]))
        of_people = frozenset(table["of_people"])
        reporting = (form for form, cues in self.cues.forms.items() if any(c.lemma.name in of_people for c in cues))
        self.of_people.update(reporting)
        for pair in table["verbs"]:
            try:
                past, present = pair.split()
            except ValueError:
                raise PackError(f"verbs.toml: {pair!r} is not a past and a present.") from None
            if past in of_people:
                self.of_people.update(row[0] for row in inflect.past(past))
                self.of_people.update(row[0] for row in inflect.present(present))
            noun = fold(past) in self._not_verbs
            if fold(present).startswith(self._mark + self._heads[1]):
                self._twins.add(fold(past))
            for form, gender, number in inflect.past(past):
                if number == "d":  # written like the accusative of a noun
                    continue
                out[form] = True
                # a feminine past with a pronoun is written like a noun in teh marbuta, another like one without
                if gender not in ("1", "f") and not (noun and number == "s"):
                    for variant, _p in inflect.with_objects(form):
                        out.setdefault(variant, True)
            for form, gender, _, glued in inflect.present(present):
                if gender == "1" and not glued:
                    self._mine.add(form)
                if gender != "1":
                    out.setdefault(form, True)
                    soft = inflect.softens(present)
                    for variant, pronoun in inflect.with_objects(form, softens=soft):
                        if soft or gender != "f" or pronoun != inflect.objects[0]:  # else it is like a verbal noun
                            out.setdefault(variant, True)
        for form in self._not_verbs:
            out.pop(form, None)
        return out

    def _halting(self, form: str) -> str:
        if form in self.may_end or not form[:1].isalnum():
            return _HALT
        return _JOINED if form.startswith(self.conjunctions) else _ON

    def halts(self, tokens: Tokens) -> tuple[list[int], list[int]]:
        """The marks, line ends and words of `may_end`; and the other words that begin with a conjunction."""
        signs = self._halt(tokens)
        return [at.start() for at in _HALTS.finditer(signs)], [at.start() for at in _JOINTS.finditer(signs)]

    def _verbal(self, form: str) -> tuple[Cue, ...]:
        return tuple([c for c in self.cues.forms.get(form, ()) if c.tense in (PAST, PRESENT)])

    def _is_finite(self, form: str) -> bool:
        if not self._is_verb_form(form) or self.definite(form):
            return False
        return form not in self._nouns and self.without_conjunction(form) not in self._nouns

    def _is_verb_form(self, form: str) -> bool:
        if form in self._verbs:
            return True
        for conj in self.conjunctions:
            if form.startswith(conj) and form[len(conj) :] in self._verbs:
                return True
        if any(
            not c.bare and c.gender != "1" and not (c.lemma.homograph and c.pronoun) for c in self.verbal_cues(form)
        ):
            return True
        return self._present(form)

    def _present(self, form: str) -> bool:
        base = form
        for conj in self.conjunctions:
            if base.startswith(conj + self._mark):
                base = base[len(conj) :]
        if base.startswith(self._future + self._mark):
            return len(base) >= 5 and self.splitter.cost(self.article + base) is None
        return (
            base.startswith(self._mark)
            and len(base) >= 4
            and (len(base) > 6 or self.splitter.cost(base) is not None)
            and base not in self._exceptions
            and form not in self._exceptions
            and not self.names.classes(base)
        )

    def only_marked(self, form: str) -> bool:
        """Whether a form is taken for a verb by the mark of the present alone, and may be a foreign name."""
        return self.is_finite(form) and form not in self._verbs and not self.verbal_cues(form)

    def is_future(self, form: str) -> bool:
        """Whether a form is a verb in the future tense."""
        return form.startswith(self._future) and len(form) > 4 and (self.is_finite(form) or self._present(form[1:]))

    def is_twin(self, form: str) -> bool:
        """Whether the past tense of a verb is written like its verbal noun."""
        return form in self._twins

    def is_present(self, form: str) -> bool:
        """Whether a finite form that reports nothing is in the present tense, as far as its first letter tells."""
        return self._present(form) or self.without_conjunction(form).startswith(self._heads)

    def _definite(self, form: str) -> bool:
        if (
            form in self._false_definites
            or form.startswith(self.false_articles)
            or self.without_conjunction(form) in self._verbs
        ):
            return False
        if form.startswith((self.article, self.contracted)):
            return True
        return any(form.startswith(g + self.article) for g in (*self.conjunctions, *self.glued))

    def _governed(self, form: str) -> tuple[int, str, int]:
        if (bare := self.without_conjunction(form)) in self.manner:
            conj = len(form) - len(bare)  # some of these are as common as a word of their own
            return conj, self.with_, conj + len(self.with_)
        conj, prep, letters = (0, form, len(form)) if form in self.glued else (0, "", 0)
        if form.startswith(self.to) and (form[len(self.to) :] in self.doing or form[len(self.to) :] in self.our_media):
            prep, letters = self.to, len(self.to)  # some of these are as common as the noun itself
        whole = prep or self.without_conjunction(form) in self.unsplit
        for proclitic in () if whole else self.splitter.split(form).proclitics:
            if not letters and proclitic in self.conjunctions:
                conj = letters = len(proclitic)
            elif proclitic in self.glued and not prep:
                prep = proclitic
                letters += len(proclitic)
            else:
                break
        unknown = not letters and not whole and form.startswith(self.glued)
        if unknown and (self._masdar(form[1:]) or self._abstract(form)):
            prep, letters = form[:1], 1  # a rare verbal noun that the list lacks
        elif not prep and not whole and (at := self._with_masdar(form)) is not None:
            conj, prep, letters = at, form[at : at + 1], at + 1
        rest = form[letters:]
        masdar = self._masdar(rest)
        known = (
            masdar
            or (letters and (self._owned_masdar(rest) or (prep == self.with_ and self._owned_listed(rest))))
            or (letters and self._abstract(form))
            or not rest
            or rest.startswith((self.article, prep))
            or self.names.classes(rest)
            or rest in self.our_media
        )
        if prep and not known and self.splitter.cost(rest) is None:
            conj, prep, letters = 0, "", 0  # a foreign name that only begins with such a letter
        if prep == self.likeness and self._dual_subject(rest):
            conj, prep, letters = 0, "", 0  # a name: what a preposition governs doesn't stand in that case
        whole = prep and not form[conj:].startswith(self.contracted) and self._heads_name(form)
        if whole and not self._heads_name(rest):
            conj = conj if self._heads_name(form[conj:]) else 0
            prep, letters = "", conj  # the first letter is that of a town hall, a province
        return conj, prep, letters

    def _heads_name(self, form: str) -> bool:
        """Whether a form heads the name of a body, a place or who holds an office."""
        return not self.names.classes(form).isdisjoint(_HEADS)

    def _with_masdar(self, form: str) -> int | None:
        """Letters of a conjunction before "by" glued to a verbal noun with its pronoun: and on questioning him."""
        for conj in (*self.conjunctions, ""):
            rest = form[len(conj) :]
            if not form.startswith(conj) or not rest.startswith(self.with_):
                continue
            owned = rest[len(self.with_) :]
            if self._owned_masdar(owned) or (self._owned_listed(owned) and not self._owned_listed(rest)):
                return len(conj)
        return None

    def _owned_listed(self, form: str) -> bool:
        """Whether a form is a verbal noun of another stem with a pronoun, listed without it: their recruiting of."""
        if not form.startswith(self.verbal_noun_head):
            return False
        for end in self.own_ends:
            noun = form[: -len(end)]
            if not form.endswith(end) or len(noun) <= _SHORT_NOUN or self.splitter.cost(noun) is None:
                continue
            heritage = len(noun) == _SHORT_NOUN + 1 and noun[2] == self.accusative  # of no such stem
            return not heritage and self.names.is_noun(noun)
        return False

    def _dual_subject(self, form: str) -> bool:
        """Whether a form is a dual in the case of subjects, its other case known to the list."""
        stem = form.removeprefix(self.article)
        if len(stem) < 4 or not stem.endswith(self.dual) or self.names.is_common(stem):
            return False
        return self.splitter.cost(stem[: -len(self.dual)] + self.oblique) is not None

    def _owned_masdar(self, form: str) -> bool:
        """Whether a form is such a verbal noun with a pronoun: his questioning."""
        return any(map(self._masdar, self.disowned(form)))

    def _masdar(self, form: str) -> bool:
        """Whether a form has the shape of a verbal noun of the longer stems: infi'al, ifti'al, istif'al."""
        return len(form) > 4 and form.startswith(self.accusative) and form[-2] == self.accusative

    def accusative_noun(self, form: str) -> bool:
        """Whether a form that ends as an indefinite accusative does is a noun that the tables know without that end."""
        return self.names.is_noun(form[:-1]) or self.splitter.cost(form[:-1]) is not None

    def is_masdar(self, form: str) -> bool:
        """Whether a form has the shape of such a verbal noun."""
        return self._masdar(form)

    def _abstract(self, form: str) -> bool:
        """Whether a form that no list has is a glued letter and a long noun of quality in -iyya."""
        return len(form) > 7 and form.endswith(self.quality_end) and self.splitter.cost(form) is None

    def of_me(self, form: str) -> bool:
        """Whether a particle bears a pronoun of the first person: but I, because we. The verb behind it is his own."""
        return self.without_conjunction(form) in self._of_me or form in self._of_me

    def gender_of(self, head: str) -> str:
        """The gender a noun takes with its verb: "f", "m" or "" where the form doesn't say."""
        bare = head[len(self.article) :] if head.startswith(self.article) else head
        if head in self.excellencies:
            return "f" if head.endswith(self.her) else "m"
        if head in self.masculine or bare in self.masculine:
            return "m"
        if head in self.feminine or bare in self.feminine:
            return "f"
        if bare.endswith(self.feminine_ends):
            return "f"
        return "m" if "office" in self.names.classes(head) else ""

    def number_of(self, head: str) -> str:
        """ "p" where a noun's form is a sound plural of people, else "s"."""
        bare = head[len(self.article) :] if head.startswith(self.article) else head
        if head in self.plural or bare in self.plural:
            return "p"
        return "p" if len(bare) > 4 and bare.endswith(self.plural_ends) else "s"

    def stance_of_opening(self, form: str) -> str | None:
        """The stance that the first word of a content gives, if any; some name a shade that the cue must allow."""
        for word in (form, self.without_conjunction(form)):
            if (stance := self.openings.get(word)) is not None:
                return stance
            for end in self.own_ends:
                if word.endswith(end) and (stance := self._owned_opening(word[: -len(end)])) is not None:
                    return stance
        return None

    def _owned_opening(self, stem: str) -> str | None:
        """The stance of a noun without its pronoun: its last letter may have been closed."""
        closed, opened = self.cues.open_end
        return self.openings.get(stem) or (
            self.openings.get(stem[: -len(opened)] + closed) if opened and stem.endswith(opened) else None
        )

    def phrase_at(self, table: Phrases, tokens: Tokens, i: int, last: int) -> int:
        """How many tokens a phrase of `table` covers at `i`, or 0."""
        form = tokens.form
        by_second = table.get(form[i])
        if by_second is None:
            return 0
        if i + 1 < last:
            for words in by_second.get(form[i + 1], ()):
                size = len(words)
                if i + size <= last and (size == 2 or tuple(form[i : i + size]) == words):
                    return size
        return 1 if "" in by_second and i < last else 0
