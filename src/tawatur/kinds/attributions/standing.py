"""What a form that may be a cue is where it stands: a verb, a noun, a participle of its own, the author's own word."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.attributions.finders import Finder
from tawatur.kinds.attributions.frames import CLAUSE, NOMINAL, PAIR, QUOTE, Frame, Frames
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.words import MARK, NUMBER, WORD

_NOUN: Final = 4
"""Tokens before a verb among which the document may stand that says something."""
_SO: Final = 3
"""Words of the shortest quotation behind which "this is what X said" may stand."""
_GATHERED: Final = 3
"""Tokens of the shortest clause that a participle goes with: the students gathered."""
_NEAR: Final = 14
"""Tokens between a word that may be a noun and its complement, among which it is still sure to be a verb."""


class Standing(Finder):
    """Answers it for the forms of one text."""

    def __init__(self, scene: Scene) -> None:
        sources = Sources(scene)
        super().__init__(scene, sources, Subjects(scene, sources), Frames(scene, sources))

    def _behind_quote(self, i: int, cue: Cue, subject: Phrase | None, last: int) -> Frame | None:
        """A verb right behind the quotation that is its complement: "…", says So-and-so."""
        s, g = self.s, self.g
        k = i - 1 if not s.is_mark(i - 1, COMMAS) else i - 2
        so = cue.pronoun != "" and i > 3 and s.form[i - 1] in g.bare_what and s.form[i - 2] in g.this
        if so and cue.tense == PAST and not cue.conj:  # "…", this is what X said
            k = i - 3 if not s.is_mark(i - 3, COMMAS) else i - 4
            cue, subject = cue._replace(pronoun=""), None
        if subject is not None or not cue.lemma.quote or cue.conj or cue.tense == PARTICIPLE or k < 1:
            return None
        quote = s.quotes.ends(k)
        if quote is None or i + 1 >= last or not (k < i - 1 or not cue.bare):
            return None
        if so and quote.last - quote.first < _SO:
            return None
        opener = quote.first - 2
        if opener >= 0 and s.kinds[opener] == WORD:
            return None  # the quotation hangs on words before it
        phrase = self.sources.phrase(i + 1, last)
        if phrase.last <= phrase.first or not (self.sources.actor(phrase) or self.subjects.definite(phrase)):
            return None
        sure = k < i - 1 and not cue.bare and self.sources.actor(phrase)
        short = quote.last - quote.first < (2 if sure else 4)
        if not any(s.finite(n) for n in range(quote.first, quote.last)) and short:
            return None
        return Frame(cue, i, QUOTE, quote.first - 1, subject=phrase)

    def _impersonal(self, i: int, first: int, last: int) -> Frame | None:
        """It is expected that …: nobody's word."""
        s, g = self.s, self.g
        if i <= first or i + 2 >= last or s.form[i - 1] not in g.cues.impersonal_before:
            return None
        if any(k in s.skips for k in range(first, i)):
            return None  # the source stands before it
        if s.form[i + 1] not in g.bare_complementisers:
            return self._expected(i)
        return Frame(g.cues.expected, i, CLAUSE, i + 2, complementiser=i + 1, nobody=True)

    def _expected(self, i: int) -> Frame | None:
        """What is expected, as a noun right behind the word: its rise is expected."""
        s, g, k = self.s, self.g, i + 1
        if not s.is_word(k) or s.preposition(k) or g.governed(s.form[k])[1] or s.form[k] in g.time or k in s.dated:
            return None
        if g.definite(s.form[k]) or k in s.named or not (g.names.is_noun(s.form[k]) or s.form[k].endswith(g.own_ends)):
            return None
        return Frame(g.cues.expected, i, NOMINAL, k, nobody=True, narrow=True)

    def _doubled(self, i: int, cue: Cue) -> bool:
        """Whether the letter behind "and" is printed doubled: it begins no word, so that "and" is part of it."""
        doubled, at = self.g.cues.doubled, self.s.tokens.start[i] + 2
        return cue.conj and cue.glued == 1 and self.s.tokens.text[at : at + 1] == doubled

    def _suspected(self, cue: Cue) -> bool:
        """Whether a form may be nobody's word: it is suspected, believed, expected."""
        return cue.lemma.impersonal and cue.tense == PRESENT and (cue.gender, cue.number) == ("m", "s")

    def _in_document(self, i: int, first: int, last: int) -> bool:
        """Whether a document right before a verb is what something is said in, and nobody: a statement in which he …"""
        form, g = self.s.form, self.g
        if i <= first or i + 1 >= last or form[i + 1] not in g.in_it:
            return False
        return form[i - 1] in g.documents or form[i - 1] in g.papers

    def _says(self, i: int) -> bool:
        """Whether a reporting participle stands at a token, as printed in the case of adverbs."""
        s, g = self.s, self.g
        adverb = s.form[i].endswith(g.accusative) and not g.definite(s.form[i])
        return adverb and g.is_participle(s.form[i]) and (i == 0 or s.kinds[i - 1] == MARK)

    def _document_before(self, i: int, cue: Cue, first: int) -> Phrase | None:
        """An indefinite document or person with what it says behind it: sent a letter that says …, a man who says …"""
        if cue.lemma.evidence:
            return None
        bare = cue.bare or cue.lemma.expresses or cue.lemma.stance == "report"
        if not cue.lemma.clause and bare:
            return None
        s, g = self.s, self.g
        clause = i + 1 >= len(s.form) or s.form[i + 1] in g.complementisers or s.form[i + 1] == ":"
        asked = any(t[:1] == "@" for t in cue.lemma.takes) and i + 1 < len(s.form)
        asked = asked and (s.form[i + 1] in cue.lemma.takes or g.governed(s.form[i + 1])[1] in cue.lemma.takes)
        for k in range(i - 1, max(first - 1, i - _NOUN), -1):
            person = not self.sources.classes(k).isdisjoint(("unnamed", "profession")) or s.form[k] in g.speaking
            many = len(s.form[k]) > _NOUN and s.form[k].endswith(g.oblique) and g.names.is_noun(s.form[k])
            person = person or (cue.number == "p" and many)
            paper = s.form[k] in g.documents or s.form[k] in g.papers
            if ((person and (clause or asked)) or paper) and not g.definite(s.form[k]):
                phrase = self.sources.phrase(k, i)
                behind = s.form[i + 1] if i + 1 < len(s.form) else ""
                if phrase.last != i or behind in g.in_it or behind in g.pronominal:
                    return None
                if person and asked and not clause:
                    return phrase if (self.sources.agreement(phrase)[1] == "p") == (cue.number == "p") else None
                feminine = self.sources.agreement(phrase)[0] == "f"
                return phrase if clause or feminine == (cue.gender == "f") else None
        return None

    def _lists_on(self, i: int, first: int) -> bool:
        """Whether a word behind "and" goes on with the subject of a clause that lacks its verb: that the log and …"""
        s, g = self.s, self.g
        for k in range(i - 1, max(first - 1, i - _NOUN), -1):
            if s.form[k] in g.complementisers:
                return k < i - 1 and g.definite(s.form[i - 1])
            if not s.is_word(k) or s.finite(k) or g.governed(s.form[k])[2] or s.preposition(k):
                return False
        return False

    def _ends_as_noun(self, i: int, cue: Cue) -> bool:
        """Whether a word written like a verb ends, as printed, in a letter that no form of the verb ends in."""
        if cue.tense == PRESENT and cue.lemma.dotted and self.s.tokens.words(i, i + 1).endswith(self.g.cues.undotted):
            return True
        weak = cue.tense == PAST and cue.lemma.name.endswith(self.g.cues.undotted) and not cue.pronoun
        if weak and not self.s.dots_all and self.s.tokens.words(i, i + 1).endswith(self.g.cues.dotted):
            return True  # an opinion and not: he saw
        if cue.tense not in (PAST, PRESENT) or not self.s.noun_ending(i):
            return False
        if cue.lemma.name.endswith(self.g.noun_ends):
            return False
        return cue.tense == PAST or not self.s.tokens.words(i, i + 1).endswith(self.g.verb_ends)

    def _sure(self, frame: Frame) -> bool:
        """Whether a word that may be a noun is a verb by what stands behind it: somebody, and that …"""
        k = frame.complementiser
        if frame.kind != CLAUSE or frame.subject is None or k is None or frame.start - frame.at > _NEAR:
            return False
        if self.sources.actor(frame.subject):
            return True
        return self.s.form[k] in self.g.bare_or_own and frame.subject.last == k

    def _mine(self, i: int, cue: Cue) -> bool:
        """Whether the letter that the verb begins with, as printed, is that of the first person of the present."""
        table = self.g.cues.first_person
        printed = self.s.tokens.text[self.s.cut(i, cue.glued)]
        return cue.tense == PAST and table.get(printed) == cue.lemma.name[0]

    def _participle(self, i: int, cue: Cue, first: int, last: int) -> bool:
        """Whether a participle stands as an adverb of its own, with a complement."""
        s, g = self.s, self.g
        if i + 1 >= last:
            return False
        after = s.form[i + 1]
        apart = i == first or s.kinds[i - 1] == MARK
        if i > first and s.kinds[i - 1] == NUMBER:
            return False  # 38 accused
        if after in g.complementisers or after == ":" or s.quotes.at(i + 1) is not None:
            return True
        if not apart and g.without_conjunction(s.form[i - 1]) in g.being:
            return False  # it will be directed at
        if self.frames.past_venue(i + 1, last, cue.lemma.takes):
            return True
        if s.noun_ending(i) and not apart and after not in cue.lemma.takes:
            return False
        preps = {t.lstrip("@+") for t in cue.lemma.takes} - {"=", ""}
        if s.noun_ending(i) and i > first and (s.form[i - 1] in g.prepositions or g.governed(s.form[i])[1]):
            return False
        governs = after in preps or g.governed(after)[1] in preps
        if governs and any(t in preps for t in cue.lemma.takes):
            return apart or s.tokens.words(i, i + 1).endswith(g.adverbial_ends) or self._several(i, first)
        object_ = bool(cue.lemma.takes) or (cue.lemma.explains and after in g.voiced)
        return apart or (object_ and s.tokens.words(i, i + 1).endswith(g.adverbial_ends))

    def _several(self, i: int, first: int) -> bool:
        """Whether a participle in the plural of objects says what several people, told of before it, did meanwhile.

        The students gathered, asking for; and not: they have come to be asked for.
        """
        s, g, before = self.s, self.g, self.s.form[i - 1]
        if i - first < _GATHERED or not s.form[i].endswith(g.oblique) or s.preposition(i - 1):
            return False
        if before.endswith(g.oblique) or (before in g.plural and not g.definite(before)):
            return False
        if any(g.without_conjunction(s.form[k]) in g.being or s.form[k] in g.complementisers for k in range(first, i)):
            return False
        return self.subjects.many_before(i, first) is not None

    def _aside(self, i: int, last: int) -> bool:
        """Whether nobody is the subject: it is to be mentioned that …"""
        g, form = self.g, self.s.form
        return i + 1 < last and (
            form[i + 1] in g.complementisers or form[i + 1] in g.prepositions or bool(g.governed(form[i + 1])[1])
        )

    def _described_so(self, i: int, cue: Cue, last: int) -> bool:
        """Whether "that it" follows a verb of describing with a pronoun: charges that it called …"""
        that = self.s.form[i + 1] if i + 1 < last else ""
        return cue.lemma.describes and cue.pronoun != "" and that in self.g.complementisers and that[:1] == self.g.with_

    def _this_alone(self, i: int, last: int) -> bool:
        """Whether "this" stands by itself at a token, or behind a preposition there: in announcing this."""
        s, g = self.s, self.g
        i += i + 1 < last and s.preposition(i)
        return i + 1 < last and s.form[i] in g.this and not g.definite(s.form[i + 1])

    def _called(self, i: int, cue: Cue, first: int, last: int) -> Frame | None:
        """A passive behind an indefinite noun: clashes that were called fierce."""
        s, g = self.s, self.g
        if i <= first or i + 1 >= last or cue.tense != PAST or cue.conj or cue.pronoun:
            return None
        _, prep, letters = g.governed(s.form[i + 1])
        topic = s.form[i - 1]
        if "+" + prep not in cue.lemma.takes or not s.is_word(i - 1) or g.definite(topic) or topic in g.turns:
            return None
        if g.names.classes(topic) or not g.names.is_noun(topic):
            return None
        start = i + 2 if len(s.form[i + 1]) == letters else i + 1
        glued = letters if start == i + 1 else 0
        return Frame(cue, i, PAIR, start, glued, topic=Phrase(i - 1, i, 0, ""), nobody=True, narrow=True)
