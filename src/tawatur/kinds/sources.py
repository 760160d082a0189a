"""Who speaks: where a noun phrase begins and ends, whether it can speak at all, its gender and number."""

from __future__ import annotations

from tawatur.kinds.binding import Binding, Growth
from tawatur.kinds.cues import NOUN
from tawatur.kinds.nouns import SPEAKING, TITLES, Phrase
from tawatur.kinds.scene import CLOSING, COMMAS, DASHES
from tawatur.words import LINE, MARK, NUMBER

__all__ = ["Phrase", "Sources"]

_PARENTHESIS = 8
"""Tokens that a parenthesis inside a name may hold: an abbreviation, a branch, a place."""
_SURNAME = 3
"""Words of the longest surname or foreign name in quotation marks."""
_NAME_QUOTE = 5
"""Words that a quotation may hold and still be a name."""
_LONGEST = 45
_APPOSED = 16
"""Tokens that titles between commas behind a name may take."""
_JOINT = "_"
_TAG = frozenset(("#", _JOINT))
"""Marks before and between the words of a name that is written as a tag."""
_SERVANTS = frozenset(("first_name", "particle"))
"""Classes of words that go before a name of God in a person's name."""


class Sources(Binding):
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
        return Phrase(first, walk.at, glued, why or "the sentence ends")

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
        if j in s.named and (j not in s.behind_clitic or not begun):
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
            w.at = self.relative_end(j, w.last)
            return "a relative clause ends"
        if form in g.turns and form not in g.time:
            return "another clause begins"
        if begun and form in g.not_ and j + 1 < w.last and self.verb_at(j + 1):
            return "a negated verb follows"
        if j == w.first + 1 and self.told(w.first, j, w.last):
            return "whom they told follows"
        if begun and form.startswith(g.to) and self._spelled(j, w.last):
            return "a broadcaster spelled by its letters follows"
        if not begun and form in g.questions:
            return "a question follows"
        if begun and self.unnamed_by_wish(j, w.last):
            return "what the source asked for follows"
        if begun and s.form[j - 1] in g.ended and form.endswith(g.own_ends):
            w.at += 1  # the parliament whose term is over
            return None
        if begun and w.tight and (w.named or j - 1 in s.in_name) and self.kin_apposed(j, w.last, w.takes):
            w.closed, w.whole, w.named = False, False, False
            w.at, w.title = j + 1, j
            return None
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

    def _second_name(self, w: Growth, letters: int) -> bool:
        """Whether a word that could begin with a preposition is the name behind a single foreign first name."""
        j, g = w.at, self.g
        if j - w.first != 1 or "first_name" not in self.g.names.bare(self.s.form[w.first]) or letters != 1:
            return False
        rest = self.s.form[j][letters:]
        if self.s.form[j].startswith(g.likeness) and not g.definite(rest):
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
        if not w.closed or s.form[j - 1] in g.of_family:
            return None
        classes = self.classes(j)
        if w.tight and w.named and "office" in classes and self._another_person(w):
            return "another person's title follows"
        if j == w.first + 2 and s.form[j - 1] in g.general and s.form[w.first] in g.directors:
            w.closed = False
            return None  # what the general director directs: its branch in
        if not g.definite(form):
            if "outlet_head" in classes and (w.adjective or g.definite(s.form[j - 1])):
                return "an outlet follows"
            if self._continues(j, w.first) or (w.adjective and self._another_adjective(j)):
                return None
            if w.tight:
                return "the phrase is complete"
            adverb = self._adverb(j) or (j + 1 < w.last and self._accusative(j) and self._clause_ahead(j, w.last))
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
        if w.tight and self._others(j, w.first):
            return "whom he speaks to follows"
        if (
            w.tight
            and w.named
            and self._two_names(w)
            and not self.adjective(j)
            and j not in s.named
            and g.names.is_common(form)
            and classes.isdisjoint(SPEAKING)
        ):
            return "another definite phrase follows"
        defined = w.adjective or w.whole or (g.definite(s.form[j - 1]) and not w.named)
        if w.tight and defined and not self.adjective(j) and not self._continues(j, w.first):
            return "another definite phrase follows"
        return None

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
        if not title and j not in s.named and self._accusative(j):
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

    def _mark(self, j: int, first: int, last: int, takes: tuple[str, ...] = ()) -> int:
        """Where a phrase goes on behind the mark at `j`; `j` itself where the mark ends it."""
        s = self.s
        form = s.form[j]
        if form in self.g.percent and s.kinds[j - 1] == NUMBER:
            return j + 1
        if form == "(":
            for k in range(j + 1, min(last, j + _PARENTHESIS)):
                if s.form[k] == ")":
                    return k + 1
            return j
        quote = s.quotes.at(j)
        if quote is not None:
            words = quote.last - quote.first
            if quote.closed and words <= _NAME_QUOTE and quote.after <= last and self.names_by_quote(j, first):
                held = "=" in takes and j > first and "office" in self.classes(j - 1)
                held = held and self.g.definite(s.form[j - 1])  # what the minister praised
                return j if held else quote.after
            return j
        if form in DASHES and j > first and not s.tokens.spaced(j) and j + 1 < last and not s.tokens.spaced(j + 1):
            second = s.is_word(j + 1) and j + 1 not in s.named and self.name_like(j - 1) and not s.finite(j + 1)
            return j + 2 if second else j + 1  # the second half of a foreign name
        if form == "/" and j > first:
            return j + 1
        if form in _TAG and j + 1 < last and not s.tokens.spaced(j + 1) and (j == first or form == _JOINT):
            return j + 1
        if form == "." and j > first and ((len(s.form[j - 1]) == 1 and s.is_word(j - 1)) or s.spells(j)):
            return j + 1
        if form in COMMAS and j > first:
            return self._apposition(j, last, takes)
        return j

    def names_by_quote(self, j: int, first: int) -> bool:
        """Whether the quotation opened at `j` is a name: after a head of names, or where a phrase must begin."""
        s, g = self.s, self.g
        quote = s.quotes.at(j)
        if quote is None or any(s.finite(k) for k in range(quote.first, quote.last)):
            return False
        if s.form[quote.first] in g.complementisers:
            return False
        after = quote.after
        heads_on = after < len(s.form) and (s.form[after] in g.complementisers or s.form[after] in ",:(")
        if j == first:
            if quote.last - quote.first <= _SURNAME and self._called(quote.first, quote.last, after):
                return True
            short = quote.last - quote.first <= 2 and g.definite(s.form[quote.first]) and after < len(s.form)
            goes_on = short and s.is_word(after) and g.without_conjunction(s.form[after]) == s.form[after]
            return heads_on or goes_on or self._name_inside(quote.first, quote.last)
        behind = s.form[j - 1]
        bare = behind[g.governed(behind)[2] :]
        if s.form[first] in g.media and not s.is_mark(j - 1, COMMAS):
            return True
        if quote.last - quote.first == 1 and s.head_word(first) in g.media and self.adjective(j - 1):
            return True  # to the official agency "X"
        if self._document_named(j, first, quote.first, quote.last):
            return True
        if (
            bare in g.media
            or bare in g.naming
            or not self.classes(j - 1).isdisjoint(("outlet_head", "body", "place_head", "office"))
        ):
            return True
        titled = g.governed(behind)[2] > 0 and j - 3 >= first and self.adjective(j - 2) and not g.definite(bare)
        if titled and "office" in self.classes(j - 3) and quote.last - quote.first <= 2:
            return True  # the general director of the group "X"
        if not g.definite(behind) and self._name_inside(quote.first, quote.last):
            return True  # a member of a body whose name stands in marks
        return heads_on and quote.last - quote.first <= 3

    def _called(self, first: int, last: int, after: int) -> bool:
        """Whether marks hold how somebody is called: foreign letters, the surname of a person named elsewhere."""
        s = self.s
        if s.form[first][:1].isalpha() and all(s.form[k].isascii() for k in range(first, last)):
            return True
        bare = s.form[last - 1].removeprefix(self.g.article)
        surname = bare in s.surnames and after < len(s.form) and s.kinds[after] != LINE
        return surname and not any(s.finite(k) for k in range(first, last))

    def _name_inside(self, first: int, last: int) -> bool:
        return first in self.s.named or self.g.names.known(self.s.tokens, first, last) is not None

    def _apposition(self, j: int, last: int, takes: tuple[str, ...]) -> int:
        """A name or title between commas right before the complement: the spokesman, So-and-so, that …"""
        s, g = self.s, self.g
        k = j + 1
        if (
            k >= last
            or not s.is_word(k)
            or k in s.behind_clitic
            or not (
                self.name_like(k)
                or g.names.is_title(s.form[k])
                or "relative" in self.classes(k)
                or s.form[k] in g.speaking
                or s.form[k] in g.aged
                or (s.form[k] == g.out_of and g.out_of not in takes)
            )
        ):
            return j
        if (
            s.finite(k)
            or (s.form[k] in g.prepositions and s.form[k] != g.out_of)
            or s.form[k] in g.cues.result
            or s.form[k] in g.time
            or g.is_participle(s.form[k])
            or self._content_with(k, last)
        ):
            return j
        for end in range(k + 1, min(last, k + _APPOSED)):
            form = s.form[end]
            if form in g.complementisers or s.quotes.at(end) is not None or form == ":" or self._spelled(end, last):
                return end
            if self.saying_at(end):
                return end
            if form in COMMAS:
                follows = end + 1 < last and (s.form[end + 1] in g.complementisers or s.quotes.at(end + 1) is not None)
                follows = follows or (end + 1 < last and self.saying_at(end + 1))
                object_next = (
                    any(x == "=" or x[:1] == "+" for x in takes)
                    and end + 1 < last
                    and s.is_word(end + 1)
                    and not s.finite(end + 1)
                )
                return end if follows else end + 1 if object_next and not g.governed(s.form[end + 1])[2] else j
            taken = form in takes or (g.governed(form)[1] in takes and end not in s.in_name)
            if taken and end - k > 1 and (s.named.get(k) == (end, "person") or self._foreign_name(k, end)):
                return end  # the minister, So-and-so, of what he warned
            if s.finite(end) or (form in g.prepositions and form not in g.binding) or form in CLOSING:
                return j
        return j

    def _foreign_name(self, k: int, end: int) -> bool:
        """Whether a first name stands at `k` and up to `end` only words that no list has as a noun or a verb."""
        s, g = self.s, self.g
        if end - k > 3 or not g.names.is_first_name(s.form[k]):
            return False
        return all(s.is_word(n) and not g.names.is_common(s.form[n]) and not s.finite(n) for n in range(k, end))

    def relative_end(self, j: int, last: int) -> int:
        """The end of the relative clause that begins at `j`."""
        s, g = self.s, self.g
        passed = 0
        for k in range(j + 1, last):
            form = s.form[k]
            quote = s.quotes.at(k)
            if quote is not None and s.form[k - 1] in g.glued:
                passed = quote.after  # to a paper whose name stands in marks
            if k < passed:
                continue
            if s.kinds[k] == LINE or form in COMMAS or form in CLOSING or form == ":":
                return k
            if form.startswith(g.conjunctions[-1]) and g.without_conjunction(form) in g.there:
                return k
            if form in g.complementisers and s.form[k - 1] not in g.subordinators:
                return k
            if s.quotes.at(k) is not None or g.is_participle(form) or form in g.cues.said:
                return k - (form not in g.cues.said and s.form[k - 1] in g.entitled)
            if s.preposition(k) and k + 1 < last and (s.form[k + 1] in g.talks or s.form[k + 1] in g.statements):
                return k  # whom we know, in a talk with the paper
        return last
