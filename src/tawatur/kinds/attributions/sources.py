"""Who speaks: where a noun phrase begins and ends, whether it can speak at all, its gender and number."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.beside import Beside
from tawatur.kinds.attributions.binding import Growth
from tawatur.kinds.attributions.cues import NOUN
from tawatur.kinds.attributions.nouns import SPEAKING, TITLES, Phrase
from tawatur.kinds.attributions.scene import DASHES
from tawatur.words import LINE, MARK, NUMBER

__all__ = ["Phrase", "Sources"]

_LONGEST: Final = 45
_AGE: Final = 5
"""Tokens that an age in brackets may take."""
_SERVANTS: Final = frozenset(("first_name", "particle"))
"""Classes of words that go before a name of God in a person's name."""


class Sources(Beside):
    """Reads noun phrases of one text."""

    def phrase(
        self, first: int, last: int, *, glued: int = 0, tight: bool = False, takes: tuple[str, ...] = ()
    ) -> Phrase:
        """The noun phrase that begins at `first`; it is empty (`last == first`) where none can.

        `tight`: the phrase is followed by another one (a direct object), so a word that can't be part of a name or an
        adjective ends a phrase whose head is already defined. `takes`: prepositions the verb itself governs.
        """
        s = self.s
        walk = Growth(first, min(last, first + _LONGEST), tight, takes)
        if glued and first < walk.last and s.head_word(first) in s.grammar.relatives:
            return Phrase(first, first, glued, "a relative clause begins")
        if glued and first < walk.last:
            walk.at, walk.closed = first + 1, s.grammar.definite(s.form[first])
            if first in s.named:
                walk.at = max(walk.at, min(s.named[first][0], walk.last))
                walk.named, walk.closed = s.named[first][1] == "person", True
        if first + 1 < walk.last and s.form[first] in self.g.about and s.kinds[first + 1] == NUMBER:
            walk.at = first + 1
        why: str | None = None
        while walk.at < walk.last and why is None:
            why = self._grow(walk)
        end = self._ageless(first, walk.at) if s.form[walk.at - 1] == ")" else walk.at
        return Phrase(first, end, glued, why or "the sentence ends")

    def _ageless(self, first: int, last: int) -> int:
        """The end of a phrase without the brackets that end it with somebody's age: So-and-so (34 years old)."""
        s = self.s
        if last - first < 4:
            return last
        opened = next((k for k in range(last - 2, max(first, last - _AGE), -1) if s.form[k] == "("), last)
        aged = opened < last and any(s.form[k] in s.grammar.years for k in range(opened, last))
        return opened if aged else last

    def _grow(self, w: Growth) -> str | None:
        """Take the next word or words into a phrase, or say why it ends before them."""
        s, g, j = self.s, self.g, w.at
        form, kind = s.form[j], s.kinds[j]
        begun = j > w.first
        if kind == LINE:
            return "the line ends"
        if kind == MARK:
            step = self._mark(j, w.first, w.last, w.takes)
            if step == j:
                return f"the mark {form}"
            w.closed = w.closed or form not in DASHES
            w.at = step
            return None
        if kind == NUMBER:
            if j in s.dated:
                return "a date follows"
            w.at += 1
            return None
        apart = begun and j in s.named and (j in s.behind_clitic or self._for_whom(w, j))
        if j in s.named and not apart:
            return self._take_name(w)
        if begun and j in s.behind_clitic and not form.startswith(g.conjunctions) and not g.governed(form)[1]:
            return "a preposition follows"
        if form in g.foreign and w.first > 0 and g.verbal_cues(s.form[w.first - 1]) and self._named_next(j, w):
            w.at += 1  # the Dutch van is written like "so"
            return None
        if form in g.complementisers or form in g.continuations or form in g.cues.result:
            if begun or form not in g.cues.result or not g.verbal_cues(s.form[j - 1]) or not self._before_name(j):
                return "a complementiser follows"
            w.at, w.named = j + 2, True  # a foreign particle before a family name: van
            return None
        if begun and form in g.about and j + 1 < w.last and s.kinds[j + 1] == NUMBER:
            return "a quantity follows"
        if form in g.relatives:
            if w.tight or not begun or self._tells_that(j + 1, w.last):
                return "a relative clause follows"
            w.at = self.relative_end(j, w.last, w.takes)
            return "a relative clause ends"
        if form in g.turns and form not in g.time:
            return "another clause begins"
        if begun and form in g.at_the_time:
            return "when it was follows"
        if begun and form in g.not_ and j + 1 < w.last and self.verb_at(j + 1):
            return "a negated verb follows"
        if j == w.first + 1 and form.startswith(g.to) and self.told(w.first, j, w.last):
            return "whom they told follows"
        if begun and form.startswith(g.to) and self._spelled(j, w.last):
            return "a broadcaster spelled by its letters follows"
        if not begun and form in g.questions:
            return "a question follows"
        if begun and form.endswith(g.accusative) and self.unnamed_by_wish(j, w.last):
            return "what the source asked for follows"
        if begun and s.form[j - 1] in g.ended and form.endswith(g.own_ends):
            w.at += 1  # the parliament whose term is over
            return None
        if begun and w.tight and (w.named or j - 1 in s.in_name) and self.kin_apposed(j, w.last, w.takes):
            w.closed, w.whole, w.named = False, False, False
            w.at, w.title = j + 1, j
            return None
        if begun and form in g.bare_what and j + 1 < w.last and g.verbal_cues(s.form[j + 1]):
            return "what somebody says follows"
        if begun and (form in g.questions or form in g.we or form in g.from_him or self._own_talk(j)):
            return "a question or a pronoun follows"
        if begun and form in g.lords and g.names.classes(s.form[j - 1]).isdisjoint(_SERVANTS):
            return "who is prayed to follows"
        if form in g.wishes and j + 1 < w.last and s.form[j + 1] in g.deity:
            return "a wish follows"
        if form in g.then and begun and j + 1 < w.last and self.name_like(j + 1):
            w.at += 1
            return None
        if begun and form in g.same and g.definite(s.form[j - 1]):
            w.at += 1  # the same source
            return None
        if form in g.time or j in s.dated or form in g.idle:
            return "a time follows"
        if begun and form in g.in_answer and j + 1 < w.last and s.preposition(j + 1):
            return "what is answered follows"
        if form in g.cues.said and begun and self._words_follow(j, w.last):
            return "the words follow"
        if begun and s.kinds[j - 1] == NUMBER and self._percent(j, w.last):
            w.at += 1 if form in g.percent else 2
            return None
        if begun and form in g.midfield and s.form[j - 1] in g.persons:
            w.at += 1  # a player of the middle
            return None
        if begun and w.named and s.preposition(j) and self._governs_nothing(j, w.last):
            w.at += 1  # part of a foreign name
            return None
        if begun and form in g.aged and (end := self._age(j, w.last)):
            w.at, w.closed, w.adjective = end, True, True
            return None
        if not begun and form in g.named_prepositions and j > 0 and s.preposition(j - 1):
            w.at += 1  # behind another preposition the word is the name written like it
            return None
        if s.preposition(j) or form in g.in_name_of:
            if form == g.out_of and j + 1 < w.last and s.form[j + 1] in g.own_part:
                return "for whose part he speaks follows"
            if g.phrase_at(g.in_a_manner, s.tokens, j, w.last):
                return "how or where he speaks follows"
            return self._take_inner(w, j + 1, 0) if begun and self._binds(w) else "a preposition follows"
        if begun and g.is_participle(form) and not self._adjectival(j):
            return "a participle follows"
        if form[:1] in g.conjunctions and form[1:] in g.pronouns:
            return self._take_inner(w, j + 1, 0) if begun and not w.tight else "a new clause begins"
        conj, prep, letters = g.governed(form)
        if prep and begun and self._second_name(w, letters):
            w.at += 1
            return None
        if prep and begun and len(form) == letters and (end := self._at_quoted(w, prep)):
            w.at, w.closed, w.whole, w.adjective = end, True, True, False
            return None
        if prep:
            if begun and len(form) == letters and prep == g.to and self._told_in_marks(w):
                return "a name in marks follows, whom they told"
            if begun and self._binds_glued(w, prep):
                return self._take_inner(w, j, letters)
            return "a preposition follows"
        if conj and not begun and self._no_and(w.first) and not s.finite(j):
            w.at += 1  # a foreign name that only begins with such a letter
            return None
        if conj:
            if not begun or s.finite(j) or self._verb_next(j) or g.without_conjunction(form) in g.there:
                return "a new clause begins"
            w.closed = g.definite(form)
            w.at += 1
            return None
        if s.finite(j) and not (self.name_like(j) if begun else self._governed_noun(j)):
            return "a verb follows"
        if (
            form in g.of_myself
            and self.of_myself(j)
            and w.first > 0
            and any(c.lemma.plain for c in g.verbal_cues(s.form[w.first - 1]))
        ):
            return "a verb in the first person follows"
        if begun and form.startswith(g.passive_participle) and self._of_it(j, w.last):
            w.at, w.closed, w.adjective = j + 2, True, True  # the government that is recognised
            w.at += w.at < w.last and s.form[w.at].endswith(g.relation_ends[0] + g.accusative)
            return None
        if begun and (why := self._complete(w)) is not None:
            return why
        classes = self.classes(j)
        w.adjective = begun and self.adjective(j) and not self._idafa(j)
        office = not classes.isdisjoint(("office", "deputy", "profession")) or (
            form in g.persons and not g.definite(form)
        )
        office = office and begun and w.named
        if office:
            w.closed = False
        w.closed = w.closed or g.definite(form) or "nationality" in classes or (w.adjective and not g.definite(form))
        if office:
            w.named, w.whole, w.title = False, False, j  # a title in apposition has complements of its own
        elif begun and w.closed and not g.definite(form) and "office" in classes:
            w.closed, w.whole, w.title = False, False, j
        first_name = "first_name" in classes and classes.isdisjoint(TITLES) and not g.definite(form)
        everyday = "everyday" in classes and begun and not self.name_like(j - 1) and not self._before_name(j)
        w.named = w.named or (first_name and not everyday and not self._institution(w))
        w.at += 1
        return None

    def verb_at(self, j: int) -> bool:
        """Whether a finite verb stands at a token, or a verb of reporting in the first person."""
        return self.s.finite(j) or any(c.gender == "1" for c in self.g.cues.forms.get(self.s.form[j], ()))

    def _take_name(self, w: Growth) -> str | None:
        """A mention of a known name; another one behind a complete phrase may be a phrase of its own."""
        end, entity = self.s.named[w.at]
        for k in range(w.at, end):
            quote = self.s.quotes.at(k)
            if quote is not None and quote.closed and quote.last > end:
                end = quote.after  # the name ends with the quotation that it stands in
        if (
            w.at > w.first
            and w.closed
            and w.tight
            and entity != "person"
            and not self.g.definite(self.s.form[w.at - 1])
            and self.s.form[w.at - 1] not in self.g.general
            and not (entity == "place" and any(self.s.named.get(k) == (w.at, "place") for k in range(w.first, w.at)))
        ):
            return "another name follows"
        headed = entity != "person" and not self.classes(w.at).isdisjoint(("body", "outlet_head"))
        if w.at > w.first and w.closed and w.tight and headed and self.s.kinds[w.at - 1] != MARK:
            return "another name follows"
        if w.at > w.first and entity == "outlet" and w.closed and self.s.kinds[w.at - 1] != MARK:
            return "an outlet follows"
        if end - w.at > 1 and end < w.last:
            end -= self._takes_last(end - 1, w.takes)
        title = end - w.at == 1 and self.g.definite(self.s.form[w.at]) and not self.classes(w.at).isdisjoint(TITLES)
        w.named = w.named or (entity == "person" and not title and not self._institution(w))
        w.closed = w.whole = True
        w.adjective = False
        w.at = min(end, w.last)
        return None

    def _for_whom(self, w: Growth, j: int) -> bool:
        """Whether "for the" opens a name that isn't all that an office is of: the coach of the team of X, So-and-so."""
        s, g, end = self.s, self.g, self.s.named[j][0]
        if not s.form[j].startswith(g.contracted) or g.governed(s.form[j])[1] != g.to:
            return False
        return "office" not in self.classes(w.first) or (end < w.last and s.is_word(end))

    def _second_name(self, w: Growth, letters: int) -> bool:
        """Whether a word that could begin with a preposition is the name behind a single foreign first name."""
        s, j, g = self.s, w.at, self.g
        form = s.form[j]
        if "first_name" not in g.names.bare(s.form[j - 1]) or letters != 1 or form.startswith(g.contracted):
            return False
        if any(form.startswith(p) and len(form) > len(p) + 2 for p in g.of_family_glued):
            return True
        rest = form[letters:]
        if j - w.first != 1:
            alone = s.named.get(j - 1) == (j, "person")
            return alone and form.startswith(g.likeness) and g.splitter.cost(rest) is None
        if form.startswith(g.likeness) and not g.definite(rest):
            return True
        known = g.definite(rest) or g.names.is_noun(rest) or "place" in g.names.classes(rest) or len(rest) < 3
        return not known and not g.names.is_listed(rest)

    def _institution(self, w: Growth) -> bool:
        """Whether a phrase is headed by a body or a place: a name in it is what it is named for."""
        if w.first in self.s.named and self.s.named[w.first][0] == w.at:
            return False  # the body is named in full, and who stands behind it speaks for it
        return not self.classes(w.first).isdisjoint(("body", "place_head")) and w.at - w.first <= 3

    def _take_inner(self, w: Growth, begin: int, glued: int) -> str | None:
        """A phrase behind a preposition that belongs to the phrase before it."""
        s = self.s
        while begin + 1 < w.last and s.preposition(begin):
            begin += 1  # from inside, from among
        inner = self.phrase(begin, w.last, glued=glued, tight=w.tight, takes=w.takes)
        if inner.last <= inner.first:
            return "a preposition follows"
        w.at, w.closed, w.whole, w.adjective = inner.last, True, True, False
        w.named = w.named or any(s.named.get(k) == (inner.last, "person") for k in range(begin + 1, inner.last))
        return None

    def _complete(self, w: Growth) -> str | None:
        """Why the phrase is complete before the word at hand, although the word could stand in a phrase."""
        s, g, j = self.s, self.g, w.at
        form = s.form[j]
        if w.tight and w.at == w.first + 1 and s.form[w.first] in g.excellencies and j not in s.named:
            return "another phrase follows"
        if not w.closed or s.form[j - 1] in g.of_family or s.form[j - 1] in g.one_of:
            return None
        classes = self.classes(j)
        if w.tight and self._others(j, w.first):
            return "whom he speaks to follows"
        if w.tight and w.named and "office" in classes and self._another_person(w):
            return "another person's title follows"
        if j == w.first + 2 and s.form[j - 1] in g.general and s.form[w.first] in g.directors:
            w.closed = False
            return None  # what the general director directs: its branch in
        odd = w.tight and not w.named and "office" in classes and self._other_gender(w.first, j)
        if odd and "honorific" not in self.classes(w.first):
            return "another office follows"  # the paper called on the minister
        if not g.definite(form):
            if "outlet_head" in classes and (w.adjective or g.definite(s.form[j - 1])):
                return "an outlet follows"
            if self._continues(j, w.first) or (w.adjective and self._another_adjective(j)):
                return None
            if w.tight:
                return "the phrase is complete"
            adverb = s.indefinite(j) or (j + 1 < w.last and self._accusative(j) and self.clause_ahead(j, w.last))
            return "an adverb follows" if not self.name_like(j) and adverb else None
        if s.form[j - 1] in g.general and j - 2 >= w.first:
            return None
        if (
            j - 1 > w.first
            and not self.classes(j - 1).isdisjoint(("office", "honorific"))
            and not g.definite(s.form[j - 1])
        ):
            return None  # what a title in apposition is the title of
        if not classes.isdisjoint(("honorific", "rank")) and j + 1 < w.last and self.name_like(j + 1):
            return None  # a title before the name of whom the phrase is about
        if (
            w.tight
            and w.named
            and self._two_names(w)
            and not self.adjective(j)
            and j not in s.named
            and (g.names.is_common(form) or form in g.plural)
            and classes.isdisjoint(SPEAKING)
        ):
            return "another definite phrase follows"
        if w.tight and s.quotes.closes(j - 1) and not self.adjective(j) and self._other_gender(w.first, j):
            return "another definite phrase follows"
        defined = w.adjective or w.whole or (g.definite(s.form[j - 1]) and not w.named)
        if w.tight and defined and not self.adjective(j) and not self._continues(j, w.first):
            return "another definite phrase follows"
        return None

    def _of_it(self, j: int, last: int) -> bool:
        """Whether a passive participle with its preposition and pronoun describes what is before it: recognised."""
        s, g = self.s, self.g
        if not s.form[j].startswith(g.passive_participle) or not g.definite(s.form[j - 1]) or j + 1 >= last:
            return False
        return s.form[j + 1] in g.pronominal and not s.form[j + 1].startswith(g.to)

    def _other_gender(self, first: int, j: int) -> bool:
        """Whether a definite word is of another gender than the head of the phrase before it, and so no adjective."""
        g, head = self.g, self.s.form[first]
        if g.number_of(head) == "p" or g.number_of(self.s.form[j]) == "p" or head in g.collectives:
            return False
        return (g.gender_of(head) == "f") != (g.gender_of(self.s.form[j]) == "f")

    def _two_names(self, w: Growth) -> bool:
        """Whether the name at the end of a phrase has two words already, so that no family name is lacking."""
        return w.at - 2 >= w.first and all(self.name_like(k) or k in self.s.in_name for k in (w.at - 1, w.at - 2))

    def _continues(self, j: int, first: int) -> bool:
        classes = self.classes(j)
        s, g = self.s, self.g
        title = not classes.isdisjoint(("nationality", "office", "deputy", "profession"))
        if title and "nationality" not in classes:
            head = s.form[first]
            many = first not in s.in_name and (g.number_of(head) == "p" or s.form[j - 1].endswith(g.nominative))
            if "body" in self.classes(first) or (many and g.number_of(s.form[j]) == "s"):
                return False  # a body or many people bear no one's title: whom they speak to
        if "first_name" not in classes and j not in s.named and s.form[j].endswith(g.own_ends):
            split = g.splitter.split(s.form[j])
            if split.enclitic and (g.splitter.cost(s.form[j]) is not None or g.names.is_noun(split.lemma)):
                return False  # a noun with its pronoun: his sermon
        if any(c.tense == NOUN for c in g.cues.forms.get(s.form[j], ())) and j not in s.named:
            return False  # what he expressed
        spoken = s.form[first] in g.documents or s.form[first] in g.talks  # no name stands behind a statement
        if not title and j not in s.named and (self._accusative(j) or spoken):
            return False
        if not title and self._before_unknown(first, j):
            return True
        if self.name_like(j) or (self.name_like(j - 1) and j - 1 > first and not self.g.definite(self.s.form[j - 1])):
            if not title and j not in self.s.named and not self._may_be_named(first, j):
                return False
            if not title and j not in self.s.named and (self._heads_definite(j) or self._accusative(j)):
                return False
            return self.name_like(j) or title or self.g.splitter.cost(self.s.form[j]) is None
        if self.g.number_of(self.s.form[j]) == "p":
            return False  # whom one person speaks to
        return title

    def _verb_next(self, j: int) -> bool:
        """Whether a conjunction's word is a reporting verb that only looks like a noun."""
        return any(c.conj for c in self.g.verbal_cues(self.s.form[j]))
