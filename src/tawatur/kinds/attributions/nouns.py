"""What words and phrases are: names, adjectives, adverbs, and whether a phrase can speak; its gender and number."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.scene import Scene
from tawatur.words import MARK, NUMBER

SPEAKING: Final[tuple[str, ...]] = (
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
TITLES: Final[tuple[str, ...]] = ("office", "honorific", "rank", "profession", "deputy")


class Phrase:
    """A noun phrase: tokens `[first, last)`, letters glued before it, and why it ends there. Never changed.

    No named tuple, which compiled code makes and asks as slowly as Python does.
    """

    __slots__ = ("ends", "first", "glued", "last")

    def __init__(self, first: int, last: int, glued: int, ends: str) -> None:
        self.first = first
        self.last = last
        self.glued = glued
        self.ends = ends

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Phrase):
            return False
        same = self.first == other.first and self.last == other.last
        return same and self.glued == other.glued and self.ends == other.ends

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def _replace(
        self, *, first: int | None = None, last: int | None = None, glued: int | None = None, ends: str | None = None
    ) -> Phrase:
        """The same phrase with some of it changed, as of a named tuple."""
        return Phrase(
            self.first if first is None else first,
            self.last if last is None else last,
            self.glued if glued is None else glued,
            self.ends if ends is None else ends,
        )


class Nouns:
    """Answers questions about the words of one text."""

    def __init__(self, scene: Scene) -> None:
        self.s = scene
        self.g = scene.grammar

    def classes(self, i: int) -> frozenset[str]:
        """The classes of the word at a token in the tables of names."""
        return self.s.classes[i]

    def name_like(self, i: int) -> bool:
        """Whether a word without an article may be part of a name or a title in apposition."""
        s, g = self.s, self.g
        if i in s.named:
            return True
        form = s.form[i]
        if not form[:1].isalpha() or g.definite(form) or form.endswith(g.nameless_ends):
            return False
        classes = g.names.bare(form)
        if "everyday" in classes:
            return False
        return not classes.isdisjoint(("first_name", "honorific", "rank", "particle")) or g.names.namelike(form)

    def of_myself(self, i: int) -> bool:
        """Whether a verb in the first person stands at a token, as printed, and no name: we thank."""
        s, g = self.s, self.g
        form = s.form[i]
        if form not in g.of_myself or i in s.in_name or not s.is_word(i) or g.names.classes(form):
            return False
        alef = form.startswith(g.accusative)
        return not alef or s.tokens.words(i, i + 1).startswith(tuple(g.cues.first_person))

    def actor(self, phrase: Phrase) -> bool:
        """Whether a phrase names somebody or something that can speak: a person, body, outlet, place or source."""
        s = self.s
        head = phrase.first
        if s.kinds[head] == MARK:
            head += 1
        elif head + 1 < phrase.last and (s.kinds[head] == NUMBER or s.form[head] in self.g.counting):
            return self._counted(head + 1)
        if phrase.first != head and self.g.names.is_outlet(s.tokens, head):
            return True
        if s.form[head] in self.g.bound and head + 1 < phrase.last and s.form[head + 1][1:] in self.g.acting:
            return True  # who acts as head of
        named = self.name_like(head) and not self.g.definite(s.form[head]) and "everyday" not in self.classes(head)
        if head in s.named or (named and not s.form[head].endswith(self.g.nameless_ends)):
            return True
        if (
            s.form[head] in self.g.excellencies
            or s.form[head] in self.g.speaking
            or s.form[head] in self.g.persons
            or self._family(phrase)
        ):
            return True
        classes = self.classes(head)
        if "everyday" in classes and not self._before_name(head):
            classes = classes - {"first_name"}
        if not classes.isdisjoint(SPEAKING):
            return True
        form = s.head_word(head) if phrase.glued else s.form[head]
        g = self.g
        if self._people(form):
            return True  # a plural of people in the nominative is a subject
        if form.endswith(g.accusative) and not g.names.classes(form[:-1]).isdisjoint(SPEAKING):
            return True
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        return form in g.spoken_by or bare in g.spoken_by

    def institution(self, phrase: Phrase) -> bool:
        """Whether a body, an outlet or a medium heads a phrase: the council, the television."""
        s, g, head = self.s, self.g, phrase.first
        named = head in s.named and s.named[head][1] in ("organisation", "outlet")
        bodies = not self.classes(head).isdisjoint(("body", "outlet_head"))
        return named or bodies or s.form[head].removeprefix(g.article) in g.media

    def _counted(self, i: int) -> bool:
        """Whether who is counted can speak: three officials, 200 protesters, and not five years."""
        g, form = self.g, self.s.form[i]
        bare = form.removeprefix(g.article)
        if any(w in t for w in (form, bare) for t in (g.persons, g.speaking, g.plural, g.feminine, g.media)):
            return True
        speaks = not (self.classes(i) - {"first_name", "relative"}).isdisjoint(SPEAKING)
        return speaks or (g.number_of(form) == "p" and "everyday" not in self.classes(i))

    def _family(self, phrase: Phrase) -> bool:
        """Whether a phrase is a single definite word in the ending of family names, and no title of anything."""
        g, head = self.g, phrase.first
        form = self.s.form[head]
        if phrase.last != head + 1 or phrase.glued or len(form) < 5 or not form.endswith(g.family_end):
            return False
        return form.startswith(g.article) and self.classes(head).isdisjoint(("nationality", "adjective", "everyday"))

    def _people(self, form: str) -> bool:
        """Whether a form is a sound plural of people in the nominative; a definite one must have the other case too."""
        g = self.g
        if not g.nominative or not form.endswith(g.nominative) or len(form) <= 4:
            return False
        other = form[: -len(g.nominative)] + g.oblique
        return not g.definite(form) or g.splitter.cost(other[len(g.article) :]) is not None

    def oblique(self, phrase: Phrase) -> bool:
        """Whether a phrase is headed by a sound plural in the case of objects, which can't be a subject."""
        g, form = self.g, self.s.form[phrase.first]
        if phrase.glued or not g.oblique or not form.endswith(g.oblique) or phrase.first in self.s.in_name:
            return False
        other = form.removeprefix(g.article)[: -len(g.oblique)] + g.nominative
        return len(form) > 6 and g.splitter.cost(other) is not None

    def disagrees(self, phrase: Phrase, gender: str, number: str) -> bool:
        """Whether a noun right behind a masculine verb is feminine, and so can't be its subject."""
        s, g, form = self.s, self.g, self.s.form[phrase.first]
        if (gender, number) != ("m", "s") or phrase.glued or not g.definite(form):
            return False
        if phrase.first in s.named and s.named[phrase.first][1] != "organisation":
            return False
        return form.endswith(g.feminine_ends[:1]) and g.gender_of(form) == "f" and len(form) > 4

    def verbal_noun(self, i: int) -> bool:
        """Whether a word isn't known as a head of who speaks, and no name: an occurrence, a presence."""
        return not self.name_like(i) and self.g.names.is_noun(self.s.form[i])

    def _before_name(self, i: int) -> bool:
        """Whether a name follows: then an everyday word that is also a name, or a title, is one here."""
        s, k = self.s, i + 1
        if k in s.named:
            return s.named[k][1] == "person" and k not in s.behind_clitic
        return k < len(s.form) and self.g.names.is_first_name(s.form[k])

    def thing(self, i: int, glued: int) -> bool:
        """Whether a word names a thing that can be looked at: his shirt, a new car. Who reveals it shows it."""
        g = self.g
        form = self.s.form[i][glued:].removeprefix(g.article)
        return form in g.things or any(form.endswith(e) and form[: -len(e)] in g.things for e in g.own_ends)

    def document(self, phrase: Phrase) -> bool:
        """Whether a phrase names a document: a statement, a report, a letter."""
        g = self.g
        form = self.s.form[phrase.first]
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        return form in g.documents or bare in g.documents

    def adjective(self, j: int) -> bool:
        """Whether a word looks like an adjective: of a nation, of a relation, or of the tables."""
        form = self.s.form[j]
        classes = self.classes(j)
        oblique = self.g.oblique
        if j > 0 and self.g.definite(form) and form.endswith(oblique) and self.s.form[j - 1].endswith(oblique):
            return True
        if self.g.nominative and len(form) > 6 and form.endswith(self.g.nominative) and self.g.definite(form):
            return True  # behind a subject another plural of people in its case can only describe it
        if form in self.g.bound or form in self.g.adjectives or not classes.isdisjoint(("nationality", "adjective")):
            return True
        if not classes.isdisjoint(("office", "body", "place_head", "outlet_head", "unnamed", "profession")):
            return False
        if form in self.g.plural:
            return False  # the wounded
        if len(form) == 4 and (j in self.s.named or self.name_like(j)):
            return False
        if form.endswith(self.g.family_end) and not self.g.names.classes(form[:-1]).isdisjoint(
            ("deputy", "profession")
        ):
            return False  # a plural before what it is bound to: the assistants of
        return len(form) > 3 and form.endswith(self.g.relation_ends)

    def _accusative(self, j: int) -> bool:
        """Whether a word is an indefinite accusative, an adverb: joking, smiling."""
        g, form = self.g, self.s.form[j]
        if "first_name" in self.classes(j) or not form.endswith(g.accusative) or len(form) < 4:
            return False
        if form.endswith(g.own_ends):
            return False
        return g.accusative_noun(form)

    def _heads_definite(self, j: int) -> bool:
        """Whether a rare word that is no first name stands before a definite noun, and so is a noun itself."""
        s, g = self.s, self.g
        if "first_name" in self.classes(j) or self.name_like(j - 1) or j + 1 >= len(s.form):
            return False
        return g.definite(s.form[j + 1]) and j + 1 not in s.named and not self.adjective(j + 1)

    def _before_unknown(self, first: int, j: int) -> bool:
        """Whether behind a title a word stands before one that no list has: a first name before a family's."""
        s, g = self.s, self.g
        if j + 1 >= len(s.form) or not s.is_word(j + 1) or g.definite(s.form[j + 1]) or g.governed(s.form[j])[2]:
            return False
        if g.splitter.cost(s.form[j + 1]) is not None or g.governed(s.form[j + 1])[2] or s.finite(j):
            return False
        if g.splitter.split(s.form[j + 1]).enclitic or s.form[j + 1] in g.unsplit or g.names.is_common(s.form[j]):
            return False
        return any(not self.classes(k).isdisjoint(TITLES) for k in range(first, j))

    def _may_be_named(self, first: int, j: int) -> bool:
        """Whether a name may follow in the phrase: behind a title, a nation or part of a name, not behind a body."""
        if "first_name" in self.classes(j) or (self.name_like(j - 1) and j - 1 > first):
            return True
        if j + 1 < len(self.s.form) and self.s.is_word(j + 1) and self.name_like(j + 1):
            return True  # two rare words in a row are a name
        words = (*TITLES, "nationality", "unnamed", "relative", "adjective", "first_name")
        return any(not self.classes(k).isdisjoint(words) for k in range(first, j))

    def _adjectival(self, j: int) -> bool:
        return "office" in self.classes(j) or "adjective" in self.classes(j)

    def _idafa(self, j: int) -> bool:
        """Whether an indefinite word in a feminine ending depends on an office: minister of foreign affairs.

        Behind a woman's office it could describe her, unless the body or the country follows whose office it is.
        """
        g, form = self.g, self.s.form[j]
        if g.definite(form) or g.definite(self.s.form[j - 1]) or not form.endswith(g.feminine_ends[0]):
            return False
        if "office" not in self.classes(j - 1):
            return False
        named = j + 1 in self.s.named and self.s.named[j + 1][1] in ("organisation", "place")
        return g.gender_of(self.s.form[j - 1]) == "m" or (named and j + 1 not in self.s.behind_clitic)

    def agreement(self, phrase: Phrase) -> tuple[str, str]:
        """(gender, number) of a phrase by its head: "" where the form doesn't say, "s" or "p"."""
        s, g = self.s, self.g
        head = phrase.first
        while head < phrase.last - 1 and s.kinds[head] != "w":
            head += 1
        form = s.form[head][phrase.glued :] if phrase.glued and head == phrase.first else s.form[head]
        if "first_name" in self.classes(head):
            return "", "s"
        bare = form[len(g.article) :] if form.startswith(g.article) else form
        if form in g.collectives or bare in g.collectives:
            return "f", "c"  # sources, agencies: she or they
        gender = g.gender_of(form)
        if not gender and (form in g.documents or bare in g.documents):
            gender = "m"
        number = g.number_of(form)
        if number == "p" and (self._one_name(head, bare) or "outlet_head" in self.classes(head)):
            number = "s"
        return gender, number

    def _one_name(self, head: int, form: str) -> bool:
        """Whether a word that ends like a plural is somebody's name: of a person, or known to no list as a plural."""
        s, g = self.s, self.g
        if head in s.named:
            return s.named[head][1] == "person"
        if form in g.persons or form in g.plural or g.definite(s.form[head]) or g.names.classes(form):
            return False
        stem = form[: -len(g.oblique)]
        return g.splitter.cost(form) is None and g.splitter.cost(stem) is None
