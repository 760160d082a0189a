"""Who speaks: where a noun phrase begins and ends, whether it can speak at all, its gender and number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tawatur.kinds.scene import CLOSING, COMMAS, DASHES, Scene
from tawatur.words import LINE, MARK, NUMBER

_PARENTHESIS = 8
"""Tokens that a parenthesis inside a name may hold: an abbreviation, a branch, a place."""
_NAME_QUOTE = 5
"""Words that a quotation may hold and still be a name."""
_LONGEST = 45


_SPEAKING = (
    "office",
    "honorific",
    "rank",
    "profession",
    "deputy",
    "first_name",
    "body",
    "outlet_head",
    "unnamed",
    "nationality",
    "relative",
)
"""Classes of words that head a phrase which can speak."""
_TITLES = ("office", "honorific", "rank", "profession", "deputy")


class Phrase(NamedTuple):
    """A noun phrase: tokens `[first, last)`, letters glued before it, and why it ends there."""

    first: int
    last: int
    glued: int
    ends: str


@dataclass
class _Growth:
    """A phrase while it grows: `closed` once its head is defined, `whole` behind a name, `named` once a person is."""

    first: int
    last: int
    tight: bool
    takes: tuple[str, ...]
    at: int = -1
    closed: bool = False
    whole: bool = False
    named: bool = False
    adjective: bool = False
    title: int = -1
    """Where a title in apposition to a name begins."""

    def __post_init__(self) -> None:
        self.at = max(self.at, self.first)


class Sources:
    """Reads noun phrases of one text."""

    def __init__(self, scene: Scene) -> None:
        self.s = scene
        self.g = scene.grammar

    # --- what a word is -----------------------------------------------------------------------------------------

    def classes(self, i: int) -> frozenset[str]:
        """The classes of the word at a token in the tables of names."""
        return self.g.names.classes(self.s.form[i])

    def name_like(self, i: int) -> bool:
        """Whether a word without an article may be part of a name or a title in apposition."""
        s, g = self.s, self.g
        if i in s.named:
            return True
        form = s.form[i]
        if not form[:1].isalpha() or g.definite(form):
            return False
        classes = g.names.bare(form)
        if "everyday" in classes:
            return False
        return not classes.isdisjoint(("first_name", "honorific", "rank", "particle")) or g.names.namelike(form)

    def actor(self, phrase: Phrase) -> bool:
        """Whether a phrase names somebody or something that can speak: a person, body, outlet, place or source."""
        s = self.s
        head = phrase.first
        if s.kinds[head] == MARK:
            head += 1
        if phrase.first != head and self.g.names.is_outlet(s.tokens, head):
            return True
        named = self.name_like(head) and not self.g.definite(s.form[head]) and "everyday" not in self.classes(head)
        if head in s.named or (named and not s.form[head].endswith(self.g.nameless_ends)):
            return True
        classes = self.classes(head)
        if "everyday" in classes and not self._before_name(head):
            classes = classes - {"first_name"}
        if not classes.isdisjoint(_SPEAKING):
            return True
        form = s.head_word(head) if phrase.glued else s.form[head]
        g = self.g
        if self._people(form):
            return True  # a plural of people in the nominative is a subject
        if form.endswith(g.accusative) and not g.names.classes(form[:-1]).isdisjoint(_SPEAKING):
            return True
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        return any(w in t for w in (form, bare) for t in (g.media, g.documents, g.plural, g.feminine, g.evidence))

    def _people(self, form: str) -> bool:
        """Whether a form is a sound plural of people in the nominative; a definite one must have the other case too."""
        g = self.g
        if not g.nominative or not form.endswith(g.nominative) or len(form) <= 4:
            return False
        other = form[: -len(g.nominative)] + g.oblique
        return not g.definite(form) or g.splitter.cost(other[len(g.article) :]) is not None

    def _before_name(self, i: int) -> bool:
        """Whether a name follows: then an everyday word that is also a name, or a title, is one here."""
        return i + 1 < len(self.s.form) and (i + 1 in self.s.named or self.g.names.is_first_name(self.s.form[i + 1]))

    def document(self, phrase: Phrase) -> bool:
        """Whether a phrase names a document: a statement, a report, a letter."""
        g = self.g
        form = self.s.form[phrase.first]
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        return form in g.documents or bare in g.documents

    # --- phrases ------------------------------------------------------------------------------------------------

    def phrase(
        self, first: int, last: int, *, glued: int = 0, tight: bool = False, takes: tuple[str, ...] = ()
    ) -> Phrase:
        """The noun phrase that begins at `first`; it is empty (`last == first`) where none can.

        `tight`: the phrase is followed by another one (a direct object), so a word that can't be part of a name or an
        adjective ends a phrase whose head is already defined. `takes`: prepositions the verb itself governs.
        """
        s = self.s
        walk = _Growth(first, min(last, first + _LONGEST), tight, takes)
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

    def _grow(self, w: _Growth) -> str | None:
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
        if form in g.complementisers or form in g.continuations or form in g.cues.result:
            return "a complementiser follows"
        if begun and form in g.about and j + 1 < w.last and s.kinds[j + 1] == NUMBER:
            return "a quantity follows"
        if form in g.relatives:
            if w.tight or not begun:
                return "a relative clause follows"
            w.at = self.relative_end(j, w.last)
            return "a relative clause ends"
        if form in g.turns and form not in g.time:
            return "another clause begins"
        if form in g.then and begun and j + 1 < w.last and self.name_like(j + 1):
            w.at += 1
            return None
        if form in g.time or j in s.dated or form in g.idle:
            return "a time follows"
        if form in g.cues.said and begun and self._words_follow(j, w.last):
            return "the words follow"
        if s.preposition(j) or form in g.in_name_of:
            return self._take_inner(w, j + 1, 0) if begun and self._binds(w) else "a preposition follows"
        if begun and g.is_participle(form) and not self._adjectival(j):
            return "a participle follows"
        if form[:1] in g.conjunctions and form[1:] in g.pronouns:
            return self._take_inner(w, j + 1, 0) if begun and not w.tight else "a new clause begins"
        conj, prep, letters = g.governed(form)
        if prep:
            if begun and self._binds_glued(w, prep):
                return self._take_inner(w, j, letters)
            return "a preposition follows"
        if conj and not begun and w.first > 0 and g.verbal_cues(s.form[j - 1]) and not s.finite(j):
            w.at += 1  # a foreign name that only begins with such a letter
            return None
        if conj:
            if not begun or s.finite(j) or self._verb_next(j):
                return "a new clause begins"
            w.closed = g.definite(form)
            w.at += 1
            return None
        if s.finite(j) and not (begun and self.name_like(j)):
            return "a verb follows"
        if begun and (why := self._complete(w)) is not None:
            return why
        classes = self.classes(j)
        w.adjective = begun and self._adjective(j)
        if begun and w.named and not classes.isdisjoint(("office", "deputy", "profession")):
            w.closed = False
        w.closed = w.closed or g.definite(form) or "nationality" in classes or (w.adjective and not g.definite(form))
        if begun and w.named and not classes.isdisjoint(("office", "deputy", "profession")):
            w.named, w.whole, w.title = False, False, j  # a title in apposition has complements of its own
        first_name = "first_name" in classes and classes.isdisjoint(_TITLES) and not g.definite(form)
        w.named = w.named or (first_name and not self._institution(w))
        w.at += 1
        return None

    def _words_follow(self, j: int, last: int) -> bool:
        """Whether a noun of saying is followed by what was said: his confirmation that …"""
        s, g = self.s, self.g
        return j + 1 < last and (
            s.form[j + 1] in g.complementisers or s.form[j + 1] == ":" or s.quotes.at(j + 1) is not None
        )

    def _take_name(self, w: _Growth) -> str | None:
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
        if w.at > w.first and entity == "outlet" and w.closed and self.s.kinds[w.at - 1] != MARK:
            return "an outlet follows"
        w.named = w.named or (entity == "person" and not self._institution(w))
        w.closed = w.whole = True
        w.adjective = False
        w.at = min(end, w.last)
        return None

    def _institution(self, w: _Growth) -> bool:
        """Whether a phrase is headed by a body or a place: a name in it is what it is named for."""
        return not self.classes(w.first).isdisjoint(("body", "place_head")) and w.at - w.first <= 3

    def _take_inner(self, w: _Growth, begin: int, glued: int) -> str | None:
        """A phrase behind a preposition that belongs to the phrase before it."""
        inner = self.phrase(begin, w.last, glued=glued, tight=w.tight, takes=w.takes)
        if inner.last <= inner.first:
            return "a preposition follows"
        w.at, w.closed, w.whole, w.adjective = inner.last, True, True, False
        return None

    def _complete(self, w: _Growth) -> str | None:
        """Why the phrase is complete before the word at hand, although the word could stand in a phrase."""
        s, g, j = self.s, self.g, w.at
        form = s.form[j]
        if not w.closed or s.form[j - 1] in g.of_family:
            return None
        classes = self.classes(j)
        if not g.definite(form):
            if "outlet_head" in classes and (w.adjective or g.definite(s.form[j - 1])):
                return "an outlet follows"
            if self._continues(j, w.first):
                return None
            if w.tight:
                return "the phrase is complete"
            return "an adverb follows" if not self.name_like(j) and self._adverb(j) else None
        if s.form[j - 1] in g.general and j - 2 >= w.first:
            return None
        if not classes.isdisjoint(("honorific", "rank")) and j + 1 < w.last and self.name_like(j + 1):
            return None  # a title before the name of whom the phrase is about
        if (
            w.tight
            and w.named
            and self._two_names(w)
            and not self._adjective(j)
            and j not in s.named
            and g.names.is_common(form)
        ):
            if classes.isdisjoint(_SPEAKING):
                return "another definite phrase follows"
        defined = w.adjective or w.whole or (g.definite(s.form[j - 1]) and not w.named)
        if w.tight and defined and not self._adjective(j) and not self._continues(j, w.first):
            return "another definite phrase follows"
        return None

    def _two_names(self, w: _Growth) -> bool:
        """Whether the name at the end of a phrase has two words already, so that no family name is lacking."""
        return w.at - 2 >= w.first and all(self.name_like(k) or k in self.s.in_name for k in (w.at - 1, w.at - 2))

    def _adjective(self, j: int) -> bool:
        """Whether a word looks like an adjective: of a nation, of a relation, or of the tables."""
        form = self.s.form[j]
        classes = self.classes(j)
        oblique = self.g.oblique
        if j > 0 and self.g.definite(form) and form.endswith(oblique) and self.s.form[j - 1].endswith(oblique):
            return True
        if form in self.g.bound or form in self.g.adjectives or not classes.isdisjoint(("nationality", "adjective")):
            return True
        if not classes.isdisjoint(("office", "body", "place_head", "outlet_head", "unnamed", "profession")):
            return False
        if len(form) == 4 and (j in self.s.named or self.name_like(j)):
            return False
        return len(form) > 3 and form.endswith(self.g.relation_ends)

    def _continues(self, j: int, first: int) -> bool:
        classes = self.classes(j)
        title = not classes.isdisjoint(("nationality", "office", "deputy", "profession"))
        if self.name_like(j) or (self.name_like(j - 1) and j - 1 > first and not self.g.definite(self.s.form[j - 1])):
            if not title and j not in self.s.named and not self._may_be_named(first, j):
                return False
            if not title and j not in self.s.named and self._heads_definite(j):
                return False
            return self.name_like(j) or title or self.g.splitter.cost(self.s.form[j]) is None
        if "p" in (self.g.number_of(self.s.form[j]), self.g.number_of(self.s.form[j - 1])):
            return False  # whom one person speaks to, or many people do
        return title

    def _may_be_named(self, first: int, j: int) -> bool:
        """Whether a name may follow in the phrase: behind a title, a nation or part of a name, not behind a body."""
        if "first_name" in self.classes(j) or (self.name_like(j - 1) and j - 1 > first):
            return True
        words = (*_TITLES, "nationality", "unnamed", "relative", "adjective", "first_name")
        return any(not self.classes(k).isdisjoint(words) for k in range(first, j))

    def _heads_definite(self, j: int) -> bool:
        """Whether a rare word that is no first name stands before a definite noun, and so is a noun itself."""
        s, g = self.s, self.g
        if "first_name" in self.classes(j) or self.name_like(j - 1) or j + 1 >= len(s.form):
            return False
        return g.definite(s.form[j + 1]) and j + 1 not in s.named and not self._adjective(j + 1)

    def _adverb(self, j: int) -> bool:
        """An indefinite accusative behind a complete phrase: again, officially, by telephone."""
        return self.g.indefinite_mark in self.s.tokens.words(j, j + 1)

    def _adjectival(self, j: int) -> bool:
        return "office" in self.classes(j) or "adjective" in self.classes(j)

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
                return quote.after
            return j
        if form in DASHES and j > first and not s.tokens.spaced(j) and j + 1 < last and not s.tokens.spaced(j + 1):
            return j + 1
        if form == "/" and j > first:
            return j + 1
        if form == "." and j > first and len(s.form[j - 1]) == 1 and s.is_word(j - 1):
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
            return heads_on or self._name_inside(quote.first, quote.last)
        behind = s.form[j - 1]
        bare = behind[g.governed(behind)[2] :]
        if bare in g.media or not self.classes(j - 1).isdisjoint(("outlet_head", "body", "place_head", "office")):
            return True
        return heads_on and quote.last - quote.first <= 3

    def _name_inside(self, first: int, last: int) -> bool:
        return first in self.s.named or self.g.names.known(self.s.tokens, first, last) is not None

    def _apposition(self, j: int, last: int, takes: tuple[str, ...]) -> int:
        """A name or title between commas right before the complement: the spokesman, So-and-so, that …"""
        s, g = self.s, self.g
        k = j + 1
        if (
            k >= last
            or not s.is_word(k)
            or not (self.name_like(k) or g.names.is_title(s.form[k]) or "relative" in self.classes(k))
        ):
            return j
        if s.finite(k) or s.form[k] in g.prepositions or s.form[k] in g.time:
            return j
        for end in range(k + 1, min(last, k + 12)):
            form = s.form[end]
            if form in g.complementisers or s.quotes.at(end) is not None or form == ":":
                return end
            if form in COMMAS:
                follows = end + 1 < last and (s.form[end + 1] in g.complementisers or s.quotes.at(end + 1) is not None)
                object_next = "=" in takes and end + 1 < last and s.is_word(end + 1) and not s.finite(end + 1)
                return end if follows else end + 1 if object_next and not g.governed(s.form[end + 1])[2] else j
            if s.finite(end) or (form in g.prepositions and form not in g.binding) or form in CLOSING:
                return j
        return j

    def relative_end(self, j: int, last: int) -> int:
        """The end of the relative clause that begins at `j`."""
        s, g = self.s, self.g
        for k in range(j + 1, last):
            form = s.form[k]
            if s.kinds[k] == LINE or form in COMMAS or form in CLOSING or form == ":":
                return k
            if form in g.complementisers and s.form[k - 1] not in g.subordinators:
                return k
            if s.quotes.at(k) is not None or g.is_participle(form) or form in g.cues.said:
                return k
        return last

    def _heads_people(self, first: int, j: int) -> bool:
        for k in (first, j - 1):
            if not self.classes(k).isdisjoint(
                ("office", "unnamed", "profession", "body", "rank", "deputy", "place_head")
            ):
                return True
        head = self.s.form[first]
        if first in self.s.in_name:
            return False
        if self._people(head):
            return True
        return head in self.g.plural or head in self.g.feminine or head in self.g.documents

    def _binds(self, w: _Growth) -> bool:
        """Whether the preposition at hand belongs to the phrase before it."""
        s, g, j = self.s, self.g, w.at
        form = s.form[j]
        behind = s.form[j - 1]
        if form not in g.binding or j + 1 >= w.last:
            return False
        if behind in g.percent:
            return form == g.out_of
        if form == g.out_of and j == w.first + 1 and not g.definite(behind) and form not in w.takes:
            return s.form[j + 1] not in g.complementisers and (j + 1) not in s.dated
        if form in {t.lstrip("@+") for t in w.takes}:
            held = behind in g.bound or (j - 2 >= w.first and s.form[j - 2] in g.bound and self._adjective(j - 1))
            return held and self._clause_ahead(j + 1, w.last)
        if form == g.out_of and g.definite(s.form[w.first]) and behind not in g.bound and not w.named:
            return False
        if form in g.in_name_of and not self.classes(j - 1).isdisjoint(("office", "profession", "unnamed")):
            return True
        if behind in g.bound:
            return s.form[j + 1] not in g.complementisers
        if form in g.binding_bound:
            return False
        n = s.form[j + 1]
        bare = n[len(g.article) :] if n.startswith(g.article) else n
        if (
            not s.is_word(j + 1)
            or n in g.venues
            or bare in g.documents
            or n in g.time
            or n in g.complementisers
            or (j + 1) in s.dated
        ):
            return False
        if n in g.relatives or n in g.what or s.finite(j + 1) or n in g.media:
            return False
        if w.named:
            return form in g.in_name_of
        return self._heads_people(max(w.first, w.title), j)

    def _clause_ahead(self, j: int, last: int) -> bool:
        """Whether the verb's own clause follows in the same stretch: then a preposition before it isn't the verb's."""
        s, g = self.s, self.g
        for k in range(j + 1, last):
            if s.form[k] in g.complementisers:
                return s.form[k - 1] not in g.subordinators
            if s.kinds[k] == MARK or s.finite(k):
                return False
        return False

    def _binds_glued(self, w: _Growth, prep: str) -> bool:
        s, g, j, first = self.s, self.g, w.at, max(w.first, w.title)
        takes, named = w.takes, w.named
        if len(s.form[j]) <= 2:
            return False
        word = s.head_word(j)
        bare = word[len(g.article) :] if word.startswith(g.article) else word
        classes = self.classes(j)
        media = word in g.media or bare in g.media or "outlet_head" in classes or g.names.is_outlet(s.tokens, j)
        if media and j == first + 1 and "profession" in self.classes(first) and not g.definite(s.form[first]):
            return True  # a photographer for an agency
        if (
            s.form[j - 1] in g.bound
            and (not media or g.definite(s.form[j - 1]))
            and prep not in {t.lstrip("@+") for t in takes}
        ):
            return True
        if named or media or word in g.addressees or s.form[j] in g.time:
            return False
        if prep == g.to and j == first + 1 and g.definite(s.form[first]) and "office" not in self.classes(first):
            return False  # whom he speaks to
        institution = (
            not classes.isdisjoint(("body", "place_head", "place")) or j in s.named or g.names.is_place(s.tokens, j)
        )
        if prep in takes or "@" + prep in takes or "+" + prep in takes:
            return institution and self._heads_people(first, j)
        return (
            institution
            or not self.classes(first).isdisjoint(("office", "unnamed"))
            or not self.classes(j - 1).isdisjoint(("office", "adjective", "body"))
        )

    # --- agreement ----------------------------------------------------------------------------------------------

    def agreement(self, phrase: Phrase) -> tuple[str, str]:
        """(gender, number) of a phrase by its head: "" where the form doesn't say, "s" or "p"."""
        s, g = self.s, self.g
        head = phrase.first
        while head < phrase.last - 1 and s.kinds[head] != "w":
            head += 1
        form = s.form[head][phrase.glued :] if phrase.glued and head == phrase.first else s.form[head]
        if "first_name" in self.classes(head):
            return "", "s"
        return g.gender_of(form), g.number_of(form)
