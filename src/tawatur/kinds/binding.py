"""Which prepositions belong to the noun phrase before them: a member of, sources in, a ministry's spokesman."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.kinds.nouns import Nouns
from tawatur.words import MARK

_TITLE = 6
"""Tokens that a title may take before the name of who bears it."""
_OF_PEOPLE = ("office", "unnamed", "profession", "body", "rank", "deputy", "place_head")
"""Classes of heads that a place or a body may be told of, as of a teacher in a school."""


@dataclass
class Growth:
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
        if form == g.out_of and j == w.first + 1 and not g.definite(behind) and form not in w.takes:
            return s.form[j + 1] not in g.complementisers and (j + 1) not in s.dated
        if form in {t.lstrip("@+") for t in w.takes}:
            held = behind in g.bound or (j - 2 >= w.first and s.form[j - 2] in g.bound and self.adjective(j - 1))
            return held and self._clause_ahead(j + 1, w.last)
        if form == g.out_of and g.definite(s.form[w.first]) and behind not in g.bound and not w.named:
            return False
        if form in g.in_name_of and not self.classes(j - 1).isdisjoint(("office", "profession", "unnamed")):
            return True
        if behind in g.bound:
            return s.form[j + 1] not in g.complementisers
        if form in g.binding_bound:
            sent = any(s.form[k] in g.sent for k in range(max(w.first, w.title), j))
            return form in g.sent_to and sent and not w.named and self._clause_ahead(j, w.last)
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
            return form in g.in_name_of or (form == g.out_of and "body" in self.classes(j + 1))
        return self._heads_people(max(w.first, w.title), j)

    def _binds_glued(self, w: Growth, prep: str) -> bool:
        s, g, j, first = self.s, self.g, w.at, max(w.first, w.title)
        takes, named = w.takes, w.named
        if len(s.form[j]) <= 2 or s.form[j] in g.manner:
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
            if "place_head" in classes and j not in s.named and not g.definite(s.form[j]):
                institution = False  # a threat of prison
            return (institution or self._clause_ahead(j, w.last)) and self._heads_people(first, j)
        return (
            institution
            or not self.classes(first).isdisjoint(("office", "unnamed"))
            or not self.classes(j - 1).isdisjoint(("office", "adjective", "body"))
        )

    def told(self, first: int, j: int, last: int) -> bool:
        """Whether "to" and a name that no list has stand behind several people without an article: whom they told."""
        s, g = self.s, self.g
        if j != first + 1 or g.definite(s.form[first]) or not s.form[first].endswith((g.nominative, g.dual)):
            return False
        if not s.form[j].startswith(g.to) or j in s.named or first in s.in_name:
            return False
        bare = s.form[j][len(g.to) :]
        return not g.definite(bare) and g.splitter.cost(bare) is None and self._clause_ahead(j, last)

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

    def _clause_ahead(self, j: int, last: int) -> bool:
        """Whether the verb's own clause follows in the same stretch: then a preposition before it isn't the verb's."""
        s, g = self.s, self.g
        for k in range(j + 1, last):
            if s.form[k] in g.complementisers:
                if k + 1 < last and s.form[k + 1] in g.negations:
                    return False  # unless
                return s.form[k - 1] not in g.subordinators and not s.preposition(k - 1)
            if s.form[k] == ":":
                return True
            if s.kinds[k] == MARK or s.finite(k):
                return False
        return False
