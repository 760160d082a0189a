"""Which prepositions belong to the noun phrase before them: a member of, sources in, a ministry's spokesman."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.nouns import Nouns
from tawatur.kinds.attributions.scene import COMMAS, DASHES
from tawatur.words import LINE, MARK

_PLURAL: Final = 7
"""Letters of the shortest definite plural that is sure to be one."""
_BEHIND_WISH: Final = DASHES | {")", "]"}
"""Marks that close a wish told between them."""
_APPOSED: Final = 16
"""Tokens that a clause of kinship behind a name may take."""
_UNNAMED: Final = 8
"""Tokens that "whom the paper didn't name" may take."""
_NAME: Final = 2
"""Words that a name in quotation marks has behind a preposition."""
_KIND: Final = 3
"""Words that a number and what kind of one it is may take: a great number."""
_TITLE: Final = 6
"""Tokens that a title may take before the name of who bears it."""
_OF_PEOPLE: Final[tuple[str, ...]] = ("office", "unnamed", "profession", "body", "rank", "deputy", "place_head")
"""Classes of heads that a place or a body may be told of, as of a teacher in a school."""

_BODIES: Final = frozenset(("body", "place_head", "outlet_head"))


class Growth:
    """A phrase while it grows: `closed` once its head is defined, `whole` behind a name, `named` once a person is."""

    __slots__ = ("adjective", "at", "closed", "first", "last", "named", "takes", "tight", "title", "whole")

    def __init__(self, first: int, last: int, tight: bool, takes: tuple[str, ...]) -> None:
        self.first = self.at = first
        self.last = last
        self.tight = tight
        self.takes = takes
        self.closed = self.whole = self.named = self.adjective = False
        self.title = -1
        """Where a title in apposition to a name begins."""


class Binding(Nouns):
    """Binds prepositions to phrases of one text."""

    def _heads_people(self, first: int, j: int) -> bool:
        for k in (first, j - 1):
            if not self.classes(k).isdisjoint(_OF_PEOPLE):
                return True
        head = self.s.form[first]
        if first in self.s.in_name:
            return False
        if self._people(head) or head in self.g.persons or head in self.g.speaking:
            return True
        if head.endswith(self.g.accusative) and not self.g.names.classes(head[:-1]).isdisjoint(_OF_PEOPLE):
            return True
        return head in self.g.plural or head in self.g.feminine or head in self.g.documents

    def _binds(self, w: Growth) -> bool:
        """Whether the preposition at hand belongs to the phrase before it."""
        s, g, j = self.s, self.g, w.at
        form = s.form[j]
        behind = g.without_conjunction(s.form[j - 1])
        if form not in g.binding or j + 1 >= w.last:
            return False
        if behind in g.percent:
            return form == g.out_of
        counted = j == w.first + 2 and s.form[w.first] in g.counting
        if form == g.out_of and self._how_many(w):
            return s.form[j + 1] not in g.complementisers and (j + 1) not in s.dated
        if form == g.out_of and (j == w.first + 1 or counted) and not g.definite(behind) and form not in w.takes:
            return s.form[j + 1] not in g.complementisers and (j + 1) not in s.dated
        if form in g.of_office and form not in w.takes and "+" + form not in w.takes and j == w.first + 1:
            titled = not self.classes(w.first).isdisjoint(("office", "honorific", "profession", "deputy"))
            if titled and g.definite(s.form[w.first]) and s.is_word(j + 1) and self._title_ahead(j, w.last):
                return True  # the deputy of the party, the doctor in sociology, So-and-so
        if form in g.sent_to and not w.named and self._posted(w):
            return True
        if form in {t.lstrip("@+") for t in w.takes}:
            held = behind in g.bound or (j - 2 >= w.first and s.form[j - 2] in g.bound and self.adjective(j - 1))
            return held and self.clause_ahead(j + 1, w.last)
        if form == g.out_of and g.definite(s.form[w.first]) and behind not in g.bound and not w.named:
            return False
        if form in g.in_name_of and not self.classes(j - 1).isdisjoint(("office", "profession", "unnamed")):
            return True
        if behind in g.bound:
            n = s.form[j + 1]
            return n not in g.complementisers and n not in g.documents and n not in g.talks
        if form in g.binding_bound:
            return form in g.sent_to and self._sent(w) and not w.named and self.clause_ahead(j, w.last)
        n = s.form[j + 1]
        bare = n[len(g.article) :] if n.startswith(g.article) else n
        if (
            (not s.is_word(j + 1) and not self._quoted_name(j + 1, w.last))
            or n in g.venues
            or bare in g.documents
            or n in g.time
            or n in g.complementisers
            or (j + 1) in s.dated
        ):
            return False
        if n in g.relatives or n in g.what or s.finite(j + 1) or n in g.media:
            return False
        if form in g.time_before and n.endswith(g.own_ends) and not s.noun_ending(j + 1):
            return False  # on his arrival
        if w.named:
            return form in g.in_name_of or (form == g.out_of and "body" in self.classes(j + 1))
        return self._heads_people(max(w.first, w.title), j)

    def _sent(self, w: Growth) -> bool:
        """Whether somebody heads the phrase who is sent, elected or in charge."""
        return any(self.s.form[k] in self.g.sent for k in range(max(w.first, w.title), w.at))

    def _posted(self, w: Growth) -> bool:
        """Whether a place stands behind the preposition, where somebody is sent: his name or a clause comes next."""
        s, g = self.s, self.g
        place = s.named.get(w.at + 1)
        if place is None or place[1] != "place" or not self._sent(w):
            return False
        behind = place[0]
        if behind in s.named and s.named[behind][1] == "person":
            return True
        for k in range(behind, w.last):
            if s.form[k] in g.complementisers:
                return True
            if s.kinds[k] == MARK or s.finite(k):
                return False
        return False

    def _how_many(self, w: Growth) -> bool:
        """Whether a phrase holds nothing yet but a number and what kind of one: a great number of."""
        head = self.s.form[w.first]
        many = head in self.g.how_many or head[self.g.governed(head)[2] :] in self.g.how_many
        between = range(w.first + 1, w.at)
        known = any(k in self.s.in_name or self.s.preposition(k) or self.g.definite(self.s.form[k]) for k in between)
        return many and len(between) < _KIND and not known

    def _quoted_name(self, j: int, last: int) -> bool:
        """Whether a short name in quotation marks stands at a token, and no words of somebody's."""
        s, g = self.s, self.g
        quote = s.quotes.at(j)
        if quote is None or not quote.closed or quote.after > last or quote.last - quote.first > _NAME:
            return False
        return g.definite(s.form[quote.first]) or quote.first in s.named

    def _binds_glued(self, w: Growth, prep: str) -> bool:
        s, g, j, first = self.s, self.g, w.at, max(w.first, w.title)
        takes, named = w.takes, w.named
        if len(s.form[j]) <= 2 or s.form[j] in g.manner:
            return False
        word = s.head_word(j)
        bare = word[len(g.article) :] if word.startswith(g.article) else word
        classes = self.classes(j)
        media = word in g.media or bare in g.media or "outlet_head" in classes or g.names.is_outlet(s.tokens, j)
        media = media and not self.no_medium(j, bare)
        if media and j >= first + 2 and prep == g.to and word != bare and self._general(j - 2, g.directors):
            return True  # the director general of the agency
        if not media and not named and j == first + 2 and prep == g.to and self._general(first, g.secretariats):
            return True  # the general secretariat of the council
        if media and prep == g.to and j == first + 1 and s.form[first].removeprefix(g.article) in g.polls:
            return True  # a poll of opinion
        if (
            not media
            and j == first + 2
            and prep == g.to
            and word in g.addressees
            and self._general(first, g.secretaries)
        ):
            return j in s.named and s.form[j + 1] not in g.heard  # the general secretary of the council of
        if prep == g.to and bare in g.press and word != bare and "outlet_head" in self.classes(first):
            return True  # the agency X for news
        if media and j == first + 1 and "profession" in self.classes(first) and not g.definite(s.form[first]):
            return True  # a photographer for an agency
        if prep == g.with_ and bare in g.acting and s.form[j - 1] in g.bound:
            return True  # who acts as head of the mission
        if (
            s.form[j - 1] in g.bound
            and (not media or g.definite(s.form[j - 1]))
            and prep not in {t.lstrip("@+") for t in takes}
        ):
            return True
        if named and prep == g.to and not media and self._institution_for(w):
            return True  # the fund named for X, for the care of …
        named_body = s.quotes.closes(j - 1) and not self.classes(first).isdisjoint(("body", "outlet_head"))
        if prep == g.to and named_body and not media and not self.personal_noun(s.form[j]):
            return True  # the group "X" for energy
        office = prep == g.to and "office" in self.classes(first) and not self.personal_noun(s.form[j])
        if (word in g.addressees or office) and not named and not media and self._title_ahead(j, w.last):
            return True  # the office for the council of …, So-and-so
        if prep == g.to and not (named or media or prep in takes) and self._purpose(w):
            return True  # the head of the centre X for studies
        if named or media or word in g.addressees or s.form[j] in g.time:
            return False
        if prep == g.to and j == first + 1 and g.definite(s.form[first]) and "office" not in self.classes(first):
            return False  # whom he speaks to
        institution = (
            not classes.isdisjoint(("body", "place_head", "place")) or j in s.named or g.names.is_place(s.tokens, j)
        )
        if prep in takes or "@" + prep in takes or "+" + prep in takes:
            if "place_head" in classes and j not in s.named and not g.definite(s.form[j]):
                institution = False  # a threat of prison
            return (institution or self.clause_ahead(j, w.last)) and self._heads_people(first, j)
        kind = s.form[first].removeprefix(g.article)
        if prep == g.with_ and not institution and j == first + 1 and g.names.is_noun(word) and not self._staff(first):
            return False  # the court ruled | his innocence
        if prep == g.with_ and not institution and g.definite(s.form[first]) and self._manner(j, w.last):
            return False  # the minister | with courage
        return (
            institution
            or (prep == g.to and (kind in g.papers or kind in g.evidence) and self._result(first, j))
            or not self.classes(first).isdisjoint(("office", "unnamed"))
            or not self.classes(j - 1).isdisjoint(("office", "adjective", "body"))
        )

    def _purpose(self, w: Growth) -> bool:
        """Whether what a body inside a phrase is for stands here: definite, an act or an abstract, and nobody."""
        s, g, j = self.s, self.g, w.at
        if not s.form[j].startswith(g.contracted) or self.personal_noun(s.form[j]) or s.head_word(j) in g.addressees:
            return False
        purpose = s.form[j][g.governed(s.form[j])[2] :]
        if not (g.is_masdar(purpose) or purpose.endswith(g.feminine_ends)) or not self.classes(j).isdisjoint(_BODIES):
            return False
        return any(not self.classes(k).isdisjoint(_BODIES) for k in range(max(w.first, w.title), j - 1))

    def _manner(self, j: int, last: int) -> bool:
        """Whether an indefinite noun behind "with" is how something is done: nothing definite says of what it is."""
        if self.g.definite(self.s.head_word(j)) or j in self.s.in_name:
            return False
        return j + 1 >= last or not (self.g.definite(self.s.form[j + 1]) or j + 1 in self.s.in_name)

    def _staff(self, i: int) -> bool:
        """Whether a word names somebody, who may work at what stands behind it, and no body."""
        return not self.classes(i).isdisjoint(("office", "unnamed", "profession", "rank", "deputy"))

    def _at_quoted(self, w: Growth, prep: str) -> int:
        """Where the name in marks ends of what people work at, behind a preposition by itself; 0 where none is.

        The manager at "X"; behind "to" only with his own name after it, for "X" may be a paper that he told.
        """
        s, g, j = self.s, self.g, w.at
        quote = s.quotes.at(j + 1) if j + 1 < w.last else None
        if quote is None or not quote.closed or quote.after >= w.last or quote.last - quote.first > _NAME:
            return 0
        first = max(w.first, w.title)
        if w.named or self.classes(first).isdisjoint(("office", "profession", "deputy", "unnamed")):
            return 0
        if any(s.finite(k) or s.form[k] in g.complementisers for k in range(quote.first, quote.last)):
            return 0
        person = quote.after in s.named and s.named[quote.after][1] == "person"
        person = person or (g.names.is_first_name(s.form[quote.after]) and s.is_word(quote.after + 1))
        free = prep == g.with_ and prep not in {t.lstrip("@+") for t in w.takes}
        return quote.after if person or free else 0

    def _told_in_marks(self, w: Growth) -> bool:
        """Whether somebody without a name told a paper that stands in marks: a source in the ministry to "X"."""
        quote = self.s.quotes.at(w.at + 1) if w.at + 1 < w.last else None
        if quote is None or not quote.closed or self.g.definite(self.s.form[w.first]):
            return False
        return "unnamed" in self.classes(w.first)

    def no_medium(self, j: int, bare: str) -> bool:
        """Whether the word behind a head of media makes it something else: the Suez canal, the agency for energy."""
        form = self.s.form
        rows = self.g.not_media.get(bare, {}).get(form[j + 1], ()) if j + 1 < len(form) else ()
        return any(tuple(form[j + 1 : j + len(row)]) == row[1:] for row in rows)

    def _general(self, first: int, heads: frozenset[str]) -> bool:
        """Whether a general director or the like begins here, who must be the director of something."""
        s, g = self.s, self.g
        general = s.form[first + 1].removeprefix(g.article) in g.general and g.definite(s.form[first + 1])
        return general and s.form[first].removeprefix(g.article) in heads

    def _institution_for(self, w: Growth) -> bool:
        """Whether a body or a place heads a phrase, "for" its purpose stands here, and the verb's clause follows."""
        if self.classes(w.first).isdisjoint(("body", "place_head")):
            return False
        purpose = self.s.form[w.at][self.g.governed(self.s.form[w.at])[2] :]
        masdar = self.verbal_noun(w.at) or self.g.names.is_noun(purpose) or purpose.endswith(self.g.feminine_ends[:1])
        return masdar and self.clause_ahead(w.at, w.last)

    def _title_ahead(self, j: int, last: int) -> bool:
        """Whether a person's name follows in the same stretch, so that the words before it are his title."""
        s, g = self.s, self.g
        for k in range(j + 1, min(last, j + _APPOSED)):
            if s.finite(k) or s.form[k] in g.complementisers or (s.kinds[k] == MARK and s.form[k] not in "/."):
                return False
            if k in s.named and s.named[k][1] == "person":
                return s.form[k - 1] not in g.prepositions and k not in s.behind_clitic
        return False

    def _result(self, first: int, j: int) -> bool:
        """Whether a word behind "for" tells what results or figures are of: one of the verb's own would be a person."""
        s = self.s
        return j > first + 1 and self.adjective(j - 1) and not self.personal_noun(s.form[j])

    def personal_noun(self, form: str) -> bool:
        """Whether a word with a preposition glued to it names people."""
        g = self.g
        bare = form[g.governed(form)[2] :].removeprefix(g.article)
        return bare in g.persons or bare in g.addressees or not g.names.classes(bare).isdisjoint(_OF_PEOPLE[:3])

    def _another_adjective(self, j: int) -> bool:
        """Whether an indefinite adjective goes on with one before it, in the same gender: a local press group."""
        form, before = self.s.form[j], self.s.form[j - 1]
        if self.g.definite(before) or not form.endswith(self.g.relation_ends) or not self.adjective(j):
            return False
        return form[-1] == before[-1]

    def _document_named(self, j: int, first: int, opened: int, closed: int) -> bool:
        """Whether a short name in marks tells whose document it is or who published it: a report that "X" published."""
        s, g = self.s, self.g
        if closed - opened > _NAME or s.head_word(first) not in g.documents:
            return False
        return s.form[j - 1] in g.told or (j - 1 == first and not g.definite(s.form[first]))

    def _others(self, j: int, first: int) -> bool:
        """Whether many people follow one: whom he called on, met, received."""
        s, g = self.s, self.g
        form, head = s.form[j], s.form[first]
        if s.form[j - 1].endswith((g.oblique, g.nominative)):
            return False
        named = any(k in s.named and s.named[k] == (j, "person") for k in range(first, j))
        one = j == first + 1 and g.definite(head)
        if form in g.bound and len(form) >= _PLURAL and form.endswith(g.oblique):
            return named or (one and head.endswith(g.family_end))
        if not g.definite(form) or form.removeprefix(g.article) not in g.persons or g.number_of(form) != "p":
            return False
        named = named or s.quotes.closes(j - 1) or any(k in s.named and s.named[k][0] == j for k in range(first, j))
        one = one or (j == first + 2 and g.definite(s.form[j - 1]) and g.number_of(s.form[j - 1]) == "s")
        return named or (one and not self.classes(first).isdisjoint(("office", "body")))

    def unnamed_by_wish(self, j: int, last: int) -> bool:
        """Whether "asking not to be named" stands behind a source: an adverb before the lack of his name."""
        s, g = self.s, self.g
        if j + 1 >= last or not s.form[j].endswith(g.accusative) or g.definite(s.form[j]):
            return False
        return bool(g.phrase_at(g.anonymity, s.tokens, j + 1, last))

    def past_unnamed(self, i: int, last: int) -> int:
        """Where a clause about a source ends that tells only that nobody named it; `i` where none stands."""
        s, g = self.s, self.g
        if s.form[i] not in g.negations or i + 1 >= last or not s.finite(i + 1):
            return i
        for k in range(i + 2, min(last, i + _UNNAMED)):
            if s.kinds[k] in (MARK, LINE) or s.form[k] in g.complementisers or s.form[k] in g.cues.said:
                return k
        return last if last <= i + _UNNAMED else i

    def saying_at(self, j: int) -> bool:
        """Whether a participle of saying in the case of adverbs, or "his saying", stands at a token."""
        s, g = self.s, self.g
        if s.form[j] in g.cues.said:
            return True
        return g.is_participle(s.form[j]) and s.form[j].endswith(g.accusative) and not g.definite(s.form[j])

    def kin_apposed(self, j: int, last: int, takes: tuple[str, ...]) -> bool:
        """Whether a name is told of as kin or as one of many up to a comma behind which the verb's own words begin.

        X, father of the victim, that …: without the comma he may be whom X speaks of.
        """
        s, g = self.s, self.g
        if s.form[j] not in g.one_of and ("relative" not in self.classes(j) or g.definite(s.form[j])):
            return False
        for k in range(j + 1, min(last, j + _APPOSED)):
            if s.kinds[k] != MARK and (s.finite(k) or s.form[k] in g.complementisers):
                return False
            if s.is_mark(k, COMMAS) and k + 1 < last:
                behind = s.form[k + 1]
                if behind in g.complementisers or s.quotes.at(k + 1) is not None:
                    return True
                return "=" in takes and g.definite(behind) and not g.governed(behind)[2]
            if s.kinds[k] == MARK:
                return False
        return False

    def told(self, first: int, j: int, last: int) -> bool:
        """Whether "to" and a name that no list has stand behind several people without an article: whom they told."""
        s, g = self.s, self.g
        if j != first + 1 or g.definite(s.form[first]) or not s.form[first].endswith((g.nominative, g.dual)):
            return False
        if not s.form[j].startswith(g.to) or j in s.named or first in s.in_name:
            return False
        bare = s.form[j][len(g.to) :]
        return not g.definite(bare) and g.splitter.cost(bare) is None and self.clause_ahead(j, last)

    def _another_person(self, w: Growth) -> bool:
        """Whether the title at hand is another person's: of the other gender, or with a name of its own behind it."""
        s, g, j = self.s, self.g, w.at
        genders = {g.gender_of(s.form[w.first]), g.gender_of(s.form[j])}
        if genders == {"m", "f"} and "office" in self.classes(w.first):
            return True
        behind = range(j + 1, min(w.last, j + _TITLE))
        stop = next((k for k in behind if not s.is_word(k) or s.preposition(k) or g.governed(s.form[k])[0]), w.last)
        return any(k < stop and k in s.named and s.named[k][1] == "person" for k in behind)

    def _content_with(self, k: int, last: int) -> bool:
        """Whether a participle with "by saying" stands behind a comma: content with saying that …"""
        s, g = self.s, self.g
        if not s.form[k].endswith(g.accusative) or "first_name" in self.classes(k) or k + 1 >= last:
            return False
        letters = g.governed(s.form[k + 1])[2]
        return letters > 0 and s.form[k + 1][letters:] in g.cues.said

    def clause_ahead(self, j: int, last: int) -> bool:
        """Whether the verb's own clause follows in the same stretch: then a preposition before it isn't the verb's."""
        s, g = self.s, self.g
        for k in range(j + 1, last):
            if s.form[k] in g.complementisers:
                if k + 1 < last and s.form[k + 1] in g.negations:
                    return False  # unless
                return s.form[k - 1] not in g.subordinators and not s.preposition(k - 1)
            if s.form[k] == ":":
                return True
            if s.is_mark(k, COMMAS) and k + 1 < last and s.form[k + 1] in g.bare_or_own:
                return True
            if s.kinds[k] == MARK or s.finite(k):
                return False
        return False

    def past_wish(self, i: int, last: int) -> int:
        """Where a good wish for somebody ends, and the marks around it: – may God keep him –; `i` where none is."""
        s, g = self.s, self.g
        k = i + 1 if s.kinds[i] == MARK else i
        if k + 1 >= last or s.form[k] not in g.wishes or s.form[k + 1] not in g.deity:
            return i
        k += 2
        while k < last and (
            s.form[k] in g.wished or (s.form[k].startswith(g.conjunctions) and s.form[k][1:] in g.wishes)
        ):
            k += 1
        if k > i and s.kinds[i] == MARK and k < last and s.form[k] in _BEHIND_WISH:
            k += 1
        return k

    def _age(self, j: int, last: int) -> int:
        """Where an age behind a name ends: of the age of 53 years; 0 where none is told."""
        s, g = self.s, self.g
        if j + 2 >= last or s.form[j + 1] != g.out_of or s.form[j + 2] not in g.age:
            return 0
        for k in range(j + 3, min(last, j + 8)):
            if s.form[k] in g.years:
                return k + 1
        return j + 3

    def _percent(self, j: int, last: int) -> bool:
        """Whether "per cent" in words stands behind a number."""
        s, g = self.s, self.g
        return s.form[j] in g.percent or (j + 1 < last and s.preposition(j) and s.form[j + 1] in g.of_hundred)

    def _own_talk(self, j: int) -> bool:
        return self.s.form[j] in self.g.own_talk and not self.s.noun_ending(j)

    def _spelled(self, j: int, last: int) -> bool:
        """Whether "to" a broadcaster stands here whose name is spelled by its letters."""
        form, g = self.s.form, self.g
        told = j + 1 < last and form[j].startswith(g.to) and form[j][len(g.to) :] in g.initials
        return told and form[j + 1] in g.initials

    def _tells_that(self, j: int, last: int) -> bool:
        """Whether a verb of reporting with its clause right behind it stands here: who said that."""
        s, g = self.s, self.g
        return j + 1 < last and s.form[j + 1] in g.complementisers and bool(g.verbal_cues(s.form[j]))

    def _governs_nothing(self, j: int, last: int) -> bool:
        """Whether a word spelled like a preposition has nothing behind it that it could govern."""
        s, k = self.s, j + 1
        if k >= last:
            return False
        if s.form[k] in self.g.bare_complementisers:
            return s.form[j] in self.g.of_nouns
        return s.kinds[k] == MARK and s.quotes.at(k) is None

    def _words_follow(self, j: int, last: int) -> bool:
        """Whether a noun of saying is followed by what was said: his confirmation that …"""
        s, g = self.s, self.g
        return j + 1 < last and (
            s.form[j + 1] in g.complementisers or s.form[j + 1] == ":" or s.quotes.at(j + 1) is not None
        )

    def _governed_noun(self, j: int) -> bool:
        """Whether a word that may be a verb is a noun, as a preposition stands right before it: from a witness."""
        s, g = self.s, self.g
        return j > 0 and s.preposition(j - 1) and s.form[j - 1] not in g.what and g.names.is_noun(s.form[j])

    def _no_and(self, i: int) -> bool:
        """Whether no "and" can stand at a token: right behind a verb of reporting, "that", "in the name of"."""
        s, g = self.s, self.g
        before = s.form[i - 1] if i > 0 else ""
        return before in g.bare_complementisers or before in g.in_name_of or bool(g.verbal_cues(before))

    def _takes_last(self, k: int, takes: tuple[str, ...]) -> bool:
        """Whether the last word of a name is the verb's preposition that is written like it, before its complement."""
        s, g = self.s, self.g
        behind = s.form[k + 1]
        governs = s.form[k] in g.named_prepositions and s.form[k] in {t.lstrip("@+") for t in takes}
        return governs and (behind in g.voiced or behind in g.openings)

    def _named_next(self, j: int, w: Growth) -> bool:
        """Whether a particle that no verb of reporting has right behind it is part of a foreign name."""
        return j == w.first or (j == w.first + 1 and self.name_like(j - 1))
