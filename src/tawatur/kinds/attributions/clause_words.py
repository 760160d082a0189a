"""The words of clauses that attribution needs: what `clauses.toml` lists, folded, each set under its key there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tawatur.kinds.attributions.paradigms import Phrases, phrases
from tawatur.packs import Pack

_NOTHING: Final = "\0"
"""What no word is or ends with, where a pack has no such letter."""


class ClauseWords:
    """The clause tables of a pack; empty where it has none."""

    def __init__(self, pack: Pack) -> None:
        table: Mapping[str, Any] = pack.table("clauses") if pack.has("clauses") else {}
        fold = pack.fold.form

        def words(key: str) -> frozenset[str]:
            return frozenset(map(fold, table.get(key, ())))

        def mark(key: str) -> str:
            return fold(table.get(key, "")) or _NOTHING

        def ends(key: str) -> tuple[str, ...]:
            return tuple(map(fold, table.get(key, ()))) or (_NOTHING,)

        def listed(key: str) -> Phrases:
            return phrases(table.get(key, ()), table.get("parts", {}), fold)

        self.relatives, self.what = words("relatives"), words("what")
        self.already, self.negations = words("already"), words("negations")
        self.prepositions, self.binding, self.bound = words("prepositions"), words("binding"), words("bound_adjectives")
        self.binding_bound = words("binding_bound")
        self.venues, self.documents, self.talks = words("venues"), words("documents"), words("talks")
        self.given = self.venues | self.documents | self.talks
        """Documents, talks and occasions to speak: what words stand in or where they are said."""
        self.media, self.addressees, self.time = words("media"), words("addressees"), words("time")
        self.openers, self.subordinators, self.asides = words("openers"), words("subordinators"), words("asides")
        self.aside_verbs, self.not_sources = words("aside_verbs"), words("not_sources")
        self.feminine, self.masculine = words("feminine_heads"), words("masculine_heads")
        self.plural = words("plural_heads")
        self.feminine_ends = tuple(map(fold, table.get("feminine_ends", ())))
        self.plural_ends = tuple(map(fold, table.get("plural_ends", ())))
        self.conjunctions = tuple(map(fold, table.get("conjunctions", ())))
        self.article = mark("article")
        self.contracted = mark("contracted")
        self.glued = tuple(map(fold, table.get("glued", ())))
        bare = words("complementisers")
        pronouns = [fold(p) for p in table.get("complementiser_pronouns", ())]
        self.complementisers = frozenset(c + p for c in bare for p in ("", *pronouns))
        self.bare_complementisers = bare
        self.owned_complementisers = self.complementisers - bare
        """Those that bear a pronoun: that he."""
        joined_first = tuple(g for g in map(fold, table.get("glued", ())))
        self.bare_or_own = frozenset(c for c in self.complementisers if not c.startswith(joined_first))
        own = tuple(map(fold, table.get("own_pronouns", ())))
        self.droppable = frozenset(c for c in self.complementisers if not own or not c.endswith(own))
        joined = words("complementiser_joined")
        self.continuations = frozenset(
            c + p for c in joined for p in ("", *pronouns) if c.startswith(self.conjunctions)
        )
        self.only_verbs = words("only_verbs")
        self.to = mark("to")
        self.towards = words("towards")
        self.turns = words("turns")
        self.relayed = words("relayed")
        self.from_him = words("from_him")
        self.told = words("told")
        self.talked = words("talked")
        self.at_the_time = words("at_the_time")
        self.holders = words("holders")
        self.came_so = listed("came_so")
        self.secretaries = words("secretaries")
        self.polls = words("polls")
        self.heard = words("heard")
        self.speeches, self.edges = words("speeches"), words("edges")
        self.of_family_glued = tuple(words("of_family_glued"))
        self.evidence = words("evidence")
        self.openers_bare = frozenset(
            w
            for w in self.openers
            if w not in self.prepositions and self.without_conjunction(w) not in self.prepositions
        )
        self.adverbial_ends = tuple(table.get("adverbial_ends", ())) or (_NOTHING,)
        self.printed_nouns = frozenset(table.get("printed_nouns", ()))
        self.noun_ends = tuple(table.get("noun_ends", ())) or (_NOTHING,)
        self.pronouns = words("pronouns")
        self.quality_end = mark("quality_end")
        self.relation_ends = ends("relation_ends")
        self.in_name_of = words("in_name_of")
        self.pronominal = words("pronominal")
        self.but_he = words("but_he")
        self.harm = words("harm")
        self.wake = words("wake")
        self.unsplit = words("unsplit")
        self.nominative = fold(table.get("nominative_plural", ""))
        self.oblique = fold(table.get("oblique_plural", ""))
        self.adjectival = ends("adjectival")
        self.being = words("being")
        self.any_ = words("any")
        self.lack = words("lack")
        self.indefinite_ends = (mark("accusative"), *self.feminine_ends[:1])
        self.dual = mark("nominative_dual")
        self.accusative = mark("accusative")
        self.in_it = words("in_it")
        self.this = words("this")
        self.anonymity = listed("anonymity")
        self.bare_what = words("bare_what")
        self.platforms = words("platforms")
        self.platform_heads = words("platform_heads")
        self.platform_ends = words("platform_ends")
        self.evil = words("evil")
        self.upon = mark("upon")
        self.out_of = mark("out_of")
        self.passive_mark = table.get("passive_mark", _NOTHING)
        self.deity = words("deity")
        self.of_family = words("of_family")
        self.percent = frozenset(fold(p) for p in table.get("percent", ()))
        self.of_hundred = words("of_hundred")
        self.manner = words("manner")
        self.sent = words("sent")
        self.sent_to = words("sent_to")
        self.of_nouns = words("of_nouns")
        self.on_air = words("on_air")
        self.doing = words("doing")
        self.age = words("age")
        self.years = words("years")
        self.same = words("same")
        self.pages = words("pages")
        self.public = words("public")
        self.public_feminine = words("public_feminine")
        self.in_doing = words("in_doing")
        self.no_such = words("no_such")
        self.of_two = mark("of_two")
        self.of_us = mark("of_us")
        self.of_dual = tuple(table.get("of_dual", ()))
        self.courts = words("courts")
        self.oneself = words("oneself")
        self.same_as = words("same_as")
        self.midfield = words("midfield")
        self.seat = words("seat")
        self.sealed = words("sealed")
        self.closing_clause = listed("closing_clause")
        self.since = words("since")
        self.accounts = words("accounts")
        self.objects_own = words("objects_own")
        self.dangling = words("dangling")
        self.paused_on = words("paused_on")
        self.resumed = words("resumed")
        self.complex_behind = words("complex_behind")
        self.concerning = words("concerning")
        self.initials = words("initials")
        self.where = words("where")
        self.received = words("received")
        self.aged = words("aged")
        self.likeness = mark("likeness")
        self.occasion = words("occasion")
        self.persons = frozenset(_persons(table, self.article, fold))
        """Nouns for somebody by what he does, that the tables of names don't know as titles."""
        self.done = words("done")
        self._false_definites = words("false_definites")
        self.done_past = words("done_past")
        self.about = words("about")
        self.beside, self.hints, self.comments = listed("beside"), listed("hints"), listed("comments")
        self.besides = words("besides")
        self.as_also = words("as_also")
        self.befell = words("befell")
        self.answered = words("answered")
        self.behalf = words("behalf")
        self.passive_participle = mark("passive_participle")
        self.manner_of, self.spans, self.once_more = words("manner_of"), words("spans"), words("once_more")
        self.came, self.in_answer, self.acting = words("came"), words("in_answer"), words("acting")
        self.spoken_at, self.copies = words("spoken_at"), words("copies")
        self.talks_alone, self.talks_with_kind = words("talks_alone"), words("talks_with_kind")
        self.talk_kinds, self.excepting = words("talk_kinds"), words("excepting")
        self.collectives = words("collectives")
        self.statements = words("statements")
        self.excellencies = words("excellencies")
        self.her = mark("her")
        self.but = words("but")
        self.again = words("again")
        self.blessings = listed("blessings")
        self.general = words("general")
        self.directors = words("directors")
        self.secretariats = words("secretariats")
        self.press = words("press")
        self.idle = words("idle")
        self.adjectives = words("adjectives")
        self.masculine_relatives = words("masculine_relatives")
        self.nameless_ends = ends("nameless_ends")
        self.was = words("was")
        self.as_for = words("as_for")
        self.feminine_relatives = words("feminine_relatives")
        self.verb_after = words("verb_after")
        self.then = words("then")
        self.unless = words("unless")
        self.unsaid = listed("unsaid")
        self.false_articles = ends("false_articles")
        self.meanwhile = words("meanwhile")
        self.trailing_close = listed("trailing_close")
        self.occasions = words("occasions")
        self.naming = words("naming")
        self.verb_ends = tuple(table.get("verb_ends", ())) or (_NOTHING,)
        self.intense = words("intense")
        self.purport = words("purport")
        self.with_, self.with_whom = mark("with"), mark("with_whom")
        self.as_that = frozenset(c for c in self.complementisers if c.startswith(self.with_))
        """Complementisers behind the preposition of what somebody is described as: as being."""
        self.asked_about = words("asked_about")
        self.papers = words("papers")
        self.own_talk = words("own_talk")
        self.wishes = words("wishes")
        self.wished = words("wished")
        self.before_now = words("before_now")
        self.complementiser_ends = frozenset(c + w for w in self.bare_complementisers for c in ("", *self.conjunctions))
        """What may join a verb to "it has been before": that, and that."""
        self.voiced = words("voiced")
        self.concessive = listed("concessive")
        self.ended = words("ended")
        self.of_office = words("of_office")
        self.entitled = words("entitled")
        mine = tuple(map(fold, table.get("of_me", ())))
        self._of_me = frozenset(c + p for c in (*bare, *self.but) for p in mine)
        self.guests, self.deeds = words("guests"), words("deeds")
        self.goods = words("goods")
        self.how_many = words("how_many")
        self.plural_relatives = words("plural_relatives")
        self.counting = words("counting")
        self.one_of = words("one_of")
        self.series = words("series")
        self.not_media = listed("not_media")
        self.broadcast = words("broadcast")
        self.letters = words("letters")
        many = {fold(noun) for noun in table.get("persons_plural", ())} - self.letters
        self.plural |= {article + noun for noun in many for article in ("", self.article)}
        self.letter_sent = words("letter_sent")
        self.our_media = words("our_media")
        self.led_to = words("led_to")
        self.or_nouns = words("or_nouns")
        self.got = words("got")
        undotted, dotted = table.get("spelled_prepositions", ((), ()))
        self.spelled_prepositions = (tuple(undotted), tuple(dotted))
        self.signs = words("signs")
        self.our = mark("our")
        self.own_part = words("own_part")
        self.in_ = words("in")
        self.meantime = words("meantime")
        self.lords = words("lords")
        self.not_ = words("not")
        self.auxiliaries = words("auxiliaries")
        self.things = words("things")
        self.we = words("we")
        self.my_words = words("my_words")
        self.without = words("without")
        self.amid = words("amid")
        self.named_prepositions = words("named_prepositions")
        self.foreign = words("foreign")
        self.there = words("there")
        self.silence = words("silence")
        self.speaking = words("speaking")
        verbs = set(map(fold, table.get("also_verbs", ())))
        nouns = (self.persons | self.speaking | self.media) - verbs
        self._nouns = frozenset(noun for noun in nouns if not noun.endswith(self.accusative))
        """Nouns for who speaks that are written like a verb of the tables: leaders, as "led him"."""
        self.questions = words("questions")
        self.indeed = words("indeed")
        self.verbal_noun_head = mark("verbal_noun_head")
        self.own_ends = ends("own_ends")
        self.family_end = mark("family_end")
        self.indefinite_mark = table.get("indefinite_mark", "") or _NOTHING
        self.trailing = listed("trailing")
        self.own_words = listed("own_words")
        self.goes_on, self.at_a_time = listed("goes_on"), listed("at_a_time")
        self.in_a_manner = listed("in_a_manner")
        self.which_time = words("which_time")
        self.present_time = words("present_time")
        self.called_what = words("called_what")
        self.over, self.of_them = (frozenset(map(fold, table.get(key, ()))) for key in ("over", "of_them"))
        self.time_before = words("time_before")
        self.ties = words("ties")
        self.indeed_printed = tuple(table.get("indeed_printed", ())) or (_NOTHING,)
        self.plural_verbs = ends("plural_verbs")
        ending = (self.own_words, self.unsaid, self.beside, self.comments, self.trailing, self.trailing_close)
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
        self.openings: dict[str, str] = {
            fold(word): stance for stance, words in table.get("openings", {}).items() for word in words
        }
        self.particles = self.openers_bare | self.already | self.but_he | self.turns | self.time
        """Words that a clause may open with before its verb."""

    def disowned(self, form: str) -> list[str]:
        """The form without each pronoun that it may bear: his refusal, a refusal."""
        return [form[: -len(end)] for end in self.own_ends if form.endswith(end)]

    def without_conjunction(self, form: str) -> str:
        """The form without one glued conjunction."""
        if not form.startswith(self.conjunctions):
            return form
        for conj in self.conjunctions:
            if form.startswith(conj) and len(form) > len(conj) + 1:
                return form[len(conj) :]
        return form


def _persons(table: Mapping[str, Any], article: str, fold: Any) -> Iterator[str]:
    """The nouns of `persons` in both genders, dual and plural, and of `persons_plural`, with and without article."""
    ends = table.get("person_ends", ())
    forms = [fold(noun + end) for noun in table.get("persons", ()) for end in ends]
    for form in (*forms, *map(fold, table.get("persons_plural", ()))):
        yield form
        yield article + form
