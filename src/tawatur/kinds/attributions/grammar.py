"""What attribution needs to know of clauses: function words, finite verbs, heads of phrases; all from tables.

`Grammar` answers questions about single folded forms. It knows nothing of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tawatur.clitics import Splitter
from tawatur.errors import PackError
from tawatur.fold import Remembered
from tawatur.kinds.attributions.cues import PARTICIPLE, Cue, CueTable, Inflector
from tawatur.kinds.attributions.paradigms import phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack
from tawatur.words import Tokens

_SHORT_NOUN: Final = 3
"""Letters of nouns that are too short to be told, with a pronoun behind them, from the end of another word."""
_HALT: Final = "h"
_JOINED: Final = "j"
_ON: Final = "-"
_HALTS: Final = re.compile(_HALT)
_JOINTS: Final = re.compile(_JOINED)

_SETS: Final[tuple[str, ...]] = (
    "relatives",
    "what",
    "already",
    "negations",
    "prepositions",
    "binding",
    "binding_bound",
    "bound_adjectives",
    "venues",
    "documents",
    "talks",
    "media",
    "addressees",
    "time",
    "openers",
    "subordinators",
    "asides",
    "aside_verbs",
    "not_sources",
    "complementisers",
    "complementiser_joined",
    "feminine_heads",
    "masculine_heads",
    "plural_heads",
)


class Grammar:
    """The clause tables of a pack, compiled: `pack.made(Grammar)`."""

    def __init__(self, pack: Pack) -> None:
        self.cues = pack.made(CueTable)
        self.names = pack.made(NameTables)
        self.splitter = pack.made(Splitter)
        self.governed: Callable[[str], tuple[int, str, int]] = Remembered(self._governed).__getitem__
        """(letters of a glued conjunction, glued preposition or "", letters of both) of a form."""
        self.definite: Callable[[str], bool] = Remembered(self._definite).__getitem__
        """Whether a form bears the article, alone or behind a proclitic."""
        self.is_finite: Callable[[str], bool] = Remembered(self._is_finite).__getitem__
        """Whether a form is surely a finite verb: of the tables, or by the mark of the present tense."""
        self._participles = frozenset(
            form for form, cues in self.cues.forms.items() if any(c.tense == PARTICIPLE for c in cues)
        )
        table: Mapping[str, Any] = pack.table("clauses") if pack.has("clauses") else {}
        fold = pack.fold.form

        def listed(key: str) -> dict[str, list[tuple[str, ...]]]:
            return phrases(table.get(key, ()), table.get("parts", {}), fold)

        sets = {key: frozenset(map(fold, table.get(key, ()))) for key in _SETS}
        self.relatives, self.what, self.already, self.negations = (
            sets[k] for k in ("relatives", "what", "already", "negations")
        )
        self.prepositions, self.binding, self.bound = (sets[k] for k in ("prepositions", "binding", "bound_adjectives"))
        self.binding_bound = sets["binding_bound"]
        self.venues, self.documents, self.talks = (sets[k] for k in ("venues", "documents", "talks"))
        self.media, self.addressees, self.time = (sets[k] for k in ("media", "addressees", "time"))
        self.openers, self.subordinators, self.asides = (sets[k] for k in ("openers", "subordinators", "asides"))
        self.aside_verbs, self.not_sources = sets["aside_verbs"], sets["not_sources"]
        self.feminine, self.masculine, self.plural = (
            sets[k] for k in ("feminine_heads", "masculine_heads", "plural_heads")
        )
        self.feminine_ends = tuple(map(fold, table.get("feminine_ends", ())))
        self.plural_ends = tuple(map(fold, table.get("plural_ends", ())))
        self.conjunctions = tuple(map(fold, table.get("conjunctions", ())))
        self.article = fold(table.get("article", "")) or "\0"
        self.contracted = fold(table.get("contracted", "")) or "\0"
        self.glued = tuple(map(fold, table.get("glued", ())))
        bare = sets["complementisers"]
        pronouns = [fold(p) for p in table.get("complementiser_pronouns", ())]
        self.complementisers = frozenset(c + p for c in bare for p in ("", *pronouns))
        self.bare_complementisers = bare
        self.owned_complementisers = self.complementisers - bare
        """Those that bear a pronoun: that he."""
        joined_first = tuple(g for g in map(fold, table.get("glued", ())))
        self.bare_or_own = frozenset(c for c in self.complementisers if not c.startswith(joined_first))
        own = tuple(map(fold, table.get("own_pronouns", ())))
        self.droppable = frozenset(c for c in self.complementisers if not own or not c.endswith(own))
        joined = sets["complementiser_joined"]
        self.continuations = frozenset(
            c + p for c in joined for p in ("", *pronouns) if c.startswith(self.conjunctions)
        )
        self.only_verbs = frozenset(map(fold, table.get("only_verbs", ())))
        self.to = fold(table.get("to", "")) or "\0"
        self.towards = frozenset(map(fold, table.get("towards", ())))
        self.turns = frozenset(map(fold, table.get("turns", ())))
        self.relayed = frozenset(map(fold, table.get("relayed", ())))
        self.from_him = frozenset(map(fold, table.get("from_him", ())))
        self.told = frozenset(map(fold, table.get("told", ())))
        self.evidence = frozenset(map(fold, table.get("evidence", ())))
        self.openers_bare = frozenset(
            w
            for w in self.openers
            if w not in self.prepositions and self.without_conjunction(w) not in self.prepositions
        )
        self.adverbial_ends = tuple(table.get("adverbial_ends", ())) or ("\0",)
        self.printed_nouns = frozenset(table.get("printed_nouns", ()))
        self.noun_ends = tuple(table.get("noun_ends", ())) or ("\0",)
        self.pronouns = frozenset(map(fold, table.get("pronouns", ())))
        self.quality_end = fold(table.get("quality_end", "")) or "\0"
        self.relation_ends = tuple(map(fold, table.get("relation_ends", ()))) or ("\0",)
        self.in_name_of = frozenset(map(fold, table.get("in_name_of", ())))
        self.pronominal = frozenset(map(fold, table.get("pronominal", ())))
        self.but_he = frozenset(map(fold, table.get("but_he", ())))
        self.harm = frozenset(map(fold, table.get("harm", ())))
        self.wake = frozenset(map(fold, table.get("wake", ())))
        self.unsplit = frozenset(map(fold, table.get("unsplit", ())))
        self.nominative = fold(table.get("nominative_plural", ""))
        self.oblique = fold(table.get("oblique_plural", ""))
        self.adjectival = tuple(map(fold, table.get("adjectival", ()))) or ("\0",)
        self.being = frozenset(map(fold, table.get("being", ())))
        self.any_ = frozenset(map(fold, table.get("any", ())))
        self.lack = frozenset(map(fold, table.get("lack", ())))
        self.indefinite_ends = (fold(table.get("accusative", "")) or "\0", *self.feminine_ends[:1])
        self.dual = fold(table.get("nominative_dual", "")) or "\0"
        self.accusative = fold(table.get("accusative", "")) or "\0"
        self.in_it = frozenset(map(fold, table.get("in_it", ())))
        self.this = frozenset(map(fold, table.get("this", ())))
        self.anonymity = listed("anonymity")
        self.bare_what = frozenset(map(fold, table.get("bare_what", ())))
        self.platforms = frozenset(map(fold, table.get("platforms", ())))
        self.evil = frozenset(map(fold, table.get("evil", ())))
        self.upon = fold(table.get("upon", "")) or "\0"
        self.out_of = fold(table.get("out_of", "")) or "\0"
        self.passive_mark = table.get("passive_mark", "\0")
        self.deity = frozenset(map(fold, table.get("deity", ())))
        self.of_family = frozenset(map(fold, table.get("of_family", ())))
        self.percent = frozenset(fold(p) for p in table.get("percent", ()))
        self.of_hundred = frozenset(map(fold, table.get("of_hundred", ())))
        self.manner = frozenset(map(fold, table.get("manner", ())))
        self.sent = frozenset(map(fold, table.get("sent", ())))
        self.sent_to = frozenset(map(fold, table.get("sent_to", ())))
        self.of_nouns = frozenset(map(fold, table.get("of_nouns", ())))
        self.on_air = frozenset(map(fold, table.get("on_air", ())))
        self.doing = frozenset(map(fold, table.get("doing", ())))
        self.age = frozenset(map(fold, table.get("age", ())))
        self.years = frozenset(map(fold, table.get("years", ())))
        self.same = frozenset(map(fold, table.get("same", ())))
        self.pages = frozenset(map(fold, table.get("pages", ())))
        self.public = frozenset(map(fold, table.get("public", ())))
        self.public_feminine = frozenset(map(fold, table.get("public_feminine", ())))
        self.courts = frozenset(map(fold, table.get("courts", ())))
        self.oneself = frozenset(map(fold, table.get("oneself", ())))
        self.same_as = frozenset(map(fold, table.get("same_as", ())))
        self.midfield = frozenset(map(fold, table.get("midfield", ())))
        self.seat = frozenset(map(fold, table.get("seat", ())))
        self.concerning = frozenset(map(fold, table.get("concerning", ())))
        self.initials = frozenset(map(fold, table.get("initials", ())))
        self.where = frozenset(map(fold, table.get("where", ())))
        self.received = frozenset(map(fold, table.get("received", ())))
        self.aged = frozenset(map(fold, table.get("aged", ())))
        self.likeness = fold(table.get("likeness", "")) or "\0"
        self.occasion = frozenset(map(fold, table.get("occasion", ())))
        self.persons = frozenset(_persons(table, self.article, fold))
        """Nouns for somebody by what he does, that the tables of names don't know as titles."""
        self.done = frozenset(map(fold, table.get("done", ())))
        self._false_definites = frozenset(map(fold, table.get("false_definites", ())))
        self.done_past = frozenset(map(fold, table.get("done_past", ())))
        self.about = frozenset(map(fold, table.get("about", ())))
        self.beside = listed("beside")
        self.besides = frozenset(map(fold, table.get("besides", ())))
        self.as_also = frozenset(map(fold, table.get("as_also", ())))
        self.befell = frozenset(map(fold, table.get("befell", ())))
        self.answered = frozenset(map(fold, table.get("answered", ())))
        self.behalf = frozenset(map(fold, table.get("behalf", ())))
        self.came = frozenset(map(fold, table.get("came", ())))
        self.collectives = frozenset(map(fold, table.get("collectives", ())))
        self.statements = frozenset(map(fold, table.get("statements", ())))
        self.excellencies = frozenset(map(fold, table.get("excellencies", ())))
        self.her = fold(table.get("her", "")) or "\0"
        self.but = frozenset(map(fold, table.get("but", ())))
        self.again = frozenset(map(fold, table.get("again", ())))
        self.blessings = listed("blessings")
        self.general = frozenset(map(fold, table.get("general", ())))
        self.directors = frozenset(map(fold, table.get("directors", ())))
        self.secretariats = frozenset(map(fold, table.get("secretariats", ())))
        self.press = frozenset(map(fold, table.get("press", ())))
        self.idle = frozenset(map(fold, table.get("idle", ())))
        self.adjectives = frozenset(map(fold, table.get("adjectives", ())))
        self.masculine_relatives = frozenset(map(fold, table.get("masculine_relatives", ())))
        self.nameless_ends = tuple(map(fold, table.get("nameless_ends", ()))) or ("\0",)
        self.was = frozenset(map(fold, table.get("was", ())))
        self.as_for = frozenset(map(fold, table.get("as_for", ())))
        self.feminine_relatives = frozenset(map(fold, table.get("feminine_relatives", ())))
        self.verb_after = frozenset(map(fold, table.get("verb_after", ())))
        self.then = frozenset(map(fold, table.get("then", ())))
        self.unless = frozenset(map(fold, table.get("unless", ())))
        self.unsaid = listed("unsaid")
        self.false_articles = tuple(map(fold, table.get("false_articles", ()))) or ("\0",)
        self.meanwhile = frozenset(map(fold, table.get("meanwhile", ())))
        self.trailing_close = listed("trailing_close")
        self.occasions = frozenset(map(fold, table.get("occasions", ())))
        self.naming = frozenset(map(fold, table.get("naming", ())))
        self.verb_ends = tuple(table.get("verb_ends", ())) or ("\0",)
        self.intense = frozenset(map(fold, table.get("intense", ())))
        self.purport = frozenset(map(fold, table.get("purport", ())))
        self.with_ = fold(table.get("with", "")) or "\0"
        self.asked_about = frozenset(map(fold, table.get("asked_about", ())))
        self.papers = frozenset(map(fold, table.get("papers", ())))
        self.own_talk = frozenset(map(fold, table.get("own_talk", ())))
        self.wishes = frozenset(map(fold, table.get("wishes", ())))
        self.wished = frozenset(map(fold, table.get("wished", ())))
        self.before_now = frozenset(map(fold, table.get("before_now", ())))
        self.complementiser_ends = frozenset(c + w for w in self.bare_complementisers for c in ("", *self.conjunctions))
        """What may join a verb to "it has been before": that, and that."""
        self.voiced = frozenset(map(fold, table.get("voiced", ())))
        self.concessive = listed("concessive")
        self.ended = frozenset(map(fold, table.get("ended", ())))
        self.of_office = frozenset(map(fold, table.get("of_office", ())))
        self.entitled = frozenset(map(fold, table.get("entitled", ())))
        mine = tuple(map(fold, table.get("of_me", ())))
        self._of_me = frozenset(c + p for c in (*bare, *self.but) for p in mine)
        self.guests = frozenset(map(fold, table.get("guests", ())))
        self.goods = frozenset(map(fold, table.get("goods", ())))
        self.how_many = frozenset(map(fold, table.get("how_many", ())))
        self.plural_relatives = frozenset(map(fold, table.get("plural_relatives", ())))
        self.counting = frozenset(map(fold, table.get("counting", ())))
        self.one_of = frozenset(map(fold, table.get("one_of", ())))
        self.series = frozenset(map(fold, table.get("series", ())))
        self.not_media = listed("not_media")
        self.broadcast = frozenset(map(fold, table.get("broadcast", ())))
        self.letters = frozenset(map(fold, table.get("letters", ())))
        many = {fold(noun) for noun in table.get("persons_plural", ())} - self.letters
        self.plural |= {article + noun for noun in many for article in ("", self.article)}
        self.letter_sent = frozenset(map(fold, table.get("letter_sent", ())))
        self.our_media = frozenset(map(fold, table.get("our_media", ())))
        self.led_to = frozenset(map(fold, table.get("led_to", ())))
        self.or_nouns = frozenset(map(fold, table.get("or_nouns", ())))
        self.got = frozenset(map(fold, table.get("got", ())))
        undotted, dotted = table.get("spelled_prepositions", ((), ()))
        self.spelled_prepositions = (tuple(undotted), tuple(dotted))
        self.signs = frozenset(map(fold, table.get("signs", ())))
        self.our = fold(table.get("our", "")) or "\0"
        self.own_part = frozenset(map(fold, table.get("own_part", ())))
        self.in_ = frozenset(map(fold, table.get("in", ())))
        self.meantime = frozenset(map(fold, table.get("meantime", ())))
        self.lords = frozenset(map(fold, table.get("lords", ())))
        self.not_ = frozenset(map(fold, table.get("not", ())))
        self.auxiliaries = frozenset(map(fold, table.get("auxiliaries", ())))
        self.things = frozenset(map(fold, table.get("things", ())))
        self.we = frozenset(map(fold, table.get("we", ())))
        self.my_words = frozenset(map(fold, table.get("my_words", ())))
        self.without = frozenset(map(fold, table.get("without", ())))
        self.amid = frozenset(map(fold, table.get("amid", ())))
        self.named_prepositions = frozenset(map(fold, table.get("named_prepositions", ())))
        self.foreign = frozenset(map(fold, table.get("foreign", ())))
        self.there = frozenset(map(fold, table.get("there", ())))
        self.silence = frozenset(map(fold, table.get("silence", ())))
        self.speaking = frozenset(map(fold, table.get("speaking", ())))
        verbs = set(map(fold, table.get("also_verbs", ())))
        nouns = (self.persons | self.speaking | self.media) - verbs
        self._nouns = frozenset(noun for noun in nouns if not noun.endswith(self.accusative))
        """Nouns for who speaks that are written like a verb of the tables: leaders, as "led him"."""
        self.questions = frozenset(map(fold, table.get("questions", ())))
        self.indeed = frozenset(map(fold, table.get("indeed", ())))
        self.verbal_noun_head = fold(table.get("verbal_noun_head", "")) or "\0"
        self.own_ends = tuple(map(fold, table.get("own_ends", ()))) or ("\0",)
        self.family_end = fold(table.get("family_end", "")) or "\0"
        self.indefinite_mark = table.get("indefinite_mark", "") or "\0"
        self.trailing = listed("trailing")
        self.own_words = listed("own_words")
        self.goes_on, self.at_a_time = listed("goes_on"), listed("at_a_time")
        self.which_time = frozenset(map(fold, table.get("which_time", ())))
        self.present_time = frozenset(map(fold, table.get("present_time", ())))
        self.called_what = frozenset(map(fold, table.get("called_what", ())))
        self.over, self.of_them = (frozenset(map(fold, table.get(key, ()))) for key in ("over", "of_them"))
        self.time_before = frozenset(map(fold, table.get("time_before", ())))
        self.ties = frozenset(map(fold, table.get("ties", ())))
        self.indeed_printed = tuple(table.get("indeed_printed", ())) or ("\0",)
        self.plural_verbs = tuple(map(fold, table.get("plural_verbs", ()))) or ("\0",)
        ending = (self.own_words, self.unsaid, self.beside, self.trailing, self.trailing_close)
        self.may_end = frozenset(
            (
                *(first for table in ending for first in table),
                *self.asides,
                *self.turns,
                *self.again,
                *self.as_for,
                self.out_of,
            )
        )
        """Words before which a content may end although no comma stands there."""
        self._halt = pack.sign(self._halting)
        self.openings: dict[str, str] = {
            fold(word): stance for stance, words in table.get("openings", {}).items() for word in words
        }
        self.particles = self.openers_bare | self.already | self.but_he | self.turns | self.time
        """Words that a clause may open with before its verb."""
        self._verbs = self._finite(pack, fold)

    def _finite(self, pack: Pack, fold: Any) -> dict[str, bool]:
        """Finite forms of common verbs that report nothing."""
        out: dict[str, bool] = {}
        self._not_verbs: frozenset[str] = frozenset()
        self._twins: set[str] = set()
        self._mark = self._future = self.future = self.masculine_present = "\0"
        self._heads: tuple[str, ...] = ("\0",)
        self._exceptions: frozenset[str] = frozenset()
        if not (pack.has("verbs") and pack.has("attributions")):
            return out
        table = pack.table("verbs")
        inflect = Inflector(pack.table("attributions")["inflection"], fold)
        self._mark, self._future = inflect.mark, inflect.future
        self.future, self.masculine_present = inflect.future, inflect.mark
        self._heads = tuple(head for head, _, number in inflect.heads if number != "1")[:2]
        self._not_verbs = frozenset(map(fold, table["not_verbs"]))
        self._exceptions = frozenset(map(fold, table["present_exceptions"]))
        for pair in table["verbs"]:
            try:
                past, present = pair.split()
            except ValueError:
                raise PackError(f"verbs.toml: {pair!r} is not a past and a present.") from None
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
            for form, gender, _, _glued in inflect.present(present):
                if gender != "1":
                    out.setdefault(form, True)
                    for variant, _p in inflect.with_objects(form):
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

    def verbal_cues(self, form: str) -> list[Cue]:
        """Finite readings of a form as a reporting verb."""
        return [c for c in self.cues.forms.get(form, ()) if c.tense in ("past", "present")]

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

    def is_participle(self, form: str) -> bool:
        """Whether a form is a reporting participle."""
        return form in self._participles

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

    def without_conjunction(self, form: str) -> str:
        """The form without one glued conjunction."""
        if not form.startswith(self.conjunctions):
            return form
        for conj in self.conjunctions:
            if form.startswith(conj) and len(form) > len(conj) + 1:
                return form[len(conj) :]
        return form

    def _governed(self, form: str) -> tuple[int, str, int]:
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
        return conj, prep, letters

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
        return any(form.endswith(end) and self._masdar(form[: -len(end)]) for end in self.own_ends)

    def _masdar(self, form: str) -> bool:
        """Whether a form has the shape of a verbal noun of the longer stems: infi'al, ifti'al, istif'al."""
        return len(form) > 4 and form.startswith(self.accusative) and form[-2] == self.accusative

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

    def phrase_at(self, table: dict[str, list[tuple[str, ...]]], tokens: Tokens, i: int, last: int) -> int:
        """How many tokens a phrase of `table` covers at `i`, or 0."""
        form = tokens.form
        rows = table.get(form[i])
        if rows is None:
            return 0
        best = 0
        behind = form[i + 1] if i + 1 < last else None
        for words in rows:
            size = len(words)
            fits = size > best and i + size <= last and (size == 1 or words[1] == behind)
            if fits and (size <= 2 or tuple(form[i : i + size]) == words):
                best = size
        return best


def _persons(table: Mapping[str, Any], article: str, fold: Any) -> Iterator[str]:
    """The nouns of `persons` in both genders, dual and plural, and of `persons_plural`, with and without article."""
    ends = table.get("person_ends", ())
    forms = [fold(noun + end) for noun in table.get("persons", ()) for end in ends]
    for form in (*forms, *map(fold, table.get("persons_plural", ()))):
        yield form
        yield article + form
