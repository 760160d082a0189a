"""What lies ahead of a reporting verb: clauses to pass, subjects that go on, complements that follow."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import Chains, Walk
from tawatur.kinds.attributions.cues import PARTICIPLE, Cue
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import CLOSING, COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import LINE, MARK

_NAME: Final = 8
"""Tokens that a name between commas may take."""
_TITLE: Final = 9
"""Tokens of the longest title in quotation marks."""
_ASIDE: Final = 25
"""Tokens that a clause about the subject may take before the verb's own clause goes on."""


class Ahead:
    """Looks ahead in one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.chains = Chains(scene, sources)
        self.acts = self.chains.acts

    def _part_of_subject(self, phrase: Phrase) -> bool:
        """Whether a phrase behind the subject can only be an apposition to it: a title or a name."""
        g, first = self.g, phrase.first
        if first in self.s.named:
            return self.s.named[first][1] == "person"
        return g.names.is_title(self.s.form[first]) and g.number_of(self.s.form[first]) == "s"

    def _preposition_next(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        preps = {t.lstrip("@+") for t in takes} - {"=", ""}
        return i < limit and (self.s.form[i] in preps or self.g.governed(self.s.form[i])[1] in preps)

    def _adverb(self, phrase: Phrase, limit: int) -> bool:
        """Whether a word is an adverb before a clause or an object: personally, secretly, internally."""
        form, g = self.s.form[phrase.first], self.g
        if g.definite(form) or not form.endswith(g.accusative) or phrase.last > phrase.first + 2:
            return False
        if phrase.last == phrase.first + 2:  # flatly: a verbal noun and its adjective
            other = self.s.form[phrase.last - 1]
            return other.endswith(g.accusative) and not g.definite(other) and self._clause_next(phrase.last, limit)
        return self._clause_next(phrase.last, limit) or form[:-1].endswith(g.relation_ends[0])

    def _names_itself(self, cue: Cue, phrase: Phrase, limit: int, walk: Walk) -> bool:
        """Whether the short phrase right behind a participle is its own subject: the minister adding that …"""
        if cue.tense != PARTICIPLE or walk.subject is not None or walk.carriers or phrase.last - phrase.first > 4:
            return False
        if any(t[:1] in "@+" for t in cue.lemma.takes) or "=" in cue.lemma.takes or cue.lemma.addressee:
            return False
        return self.sources.actor(phrase) and self._complement_next(phrase.last, limit, cue.lemma.takes)

    def _leftover(self, phrase: Phrase) -> bool:
        """Whether a phrase is only a definite adjective of a noun that was passed before it."""
        s, k = self.s, phrase.first
        if phrase.last != k + 1 or not self.g.definite(s.form[k]) or not s.is_word(k - 1) or k in s.named:
            return False
        return self.sources.adjective(k)

    def _indefinite(self, phrase: Phrase) -> bool:
        s, g = self.s, self.g
        return not any(g.definite(s.form[k]) or k in s.named for k in range(phrase.first, phrase.last))

    def _apposed(self, subject: Phrase, phrase: Phrase, limit: int) -> bool:
        """Whether a name or a title between commas goes on with the subject: the director by proxy, Dr So-and-so, …"""
        s, k = self.s, phrase.first - 1
        if not s.is_mark(k, COMMAS) or phrase.last >= limit or not s.is_mark(phrase.last, COMMAS):
            return False
        near = subject.last == k or (s.form[k - 1] in self.g.behalf and subject.last == k - 1)
        return near and self._part_of_subject(phrase)

    def _past_behalf(self, i: int, limit: int) -> int:
        """Pass "in his own name and on behalf of X"."""
        if not self.s.form[i].endswith(self.g.own_ends) and i + 1 < limit and self.s.is_word(i + 1):
            return max(self.sources.phrase(i + 2 if self.s.preposition(i + 1) else i + 1, limit).last, i + 1)
        if i + 1 < limit and self.s.preposition(i + 1):
            return max(self.sources.phrase(i + 2, limit).last, i + 2)
        return i + 1

    def _next_line(self, i: int) -> int:
        """Where the words behind a colon begin: on the next line, if a quotation or a clause opens it."""
        s, k = self.s, i
        while k < len(s.form) and s.kinds[k] == LINE:
            k += 1
        if k > i and k < len(s.form) and (s.quotes.at(k) is not None or s.form[k] in self.g.complementisers):
            return k
        return i

    def _clause_later(self, i: int, limit: int) -> bool:
        """Whether the verb's own clause follows behind a phrase between commas."""
        s, g = self.s, self.g
        if i >= limit or not s.is_mark(i, COMMAS):
            return False
        for k in range(i + 1, min(limit, i + _ASIDE)):
            if s.form[k] in g.complementisers:
                return s.is_mark(k - 1, COMMAS)
            if s.kinds[k] == LINE or s.finite(k) or s.form[k] in g.relatives:
                return False
            if s.kinds[k] == MARK and not s.is_mark(k, COMMAS):
                return False
        return False

    def _later_preposition(self, i: int, limit: int, preps: set[str]) -> bool:
        """Whether another preposition that the verb takes follows in the same stretch: then "for" isn't the verb's."""
        s, g = self.s, self.g
        free = {p for p in preps if p in g.prepositions}
        if not free or g.to not in preps:
            return False
        for k in range(i, min(limit, i + 14)):
            if s.form[k] in free:
                return True
            if s.kinds[k] in (MARK, LINE) or s.finite(k) or s.form[k] in g.relatives:
                return False
        return False

    def _own_clause(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether the clause at `i` is the verb's own, and not that of an object: he rejected the claim that …"""
        form = self.s.form[i] if i < limit else ""
        joined = form not in self.g.bare_complementisers and any(form.startswith(p) for p in self.g.glued)
        if joined and any(t[:1] == "+" for t in takes):
            return False
        return not ("=" in takes and joined and not any(form.startswith(t) for t in takes if t != "="))

    def _clause_behind(self, i: int, limit: int) -> int:
        """The complementiser that follows in the same stretch, with nothing but words of a phrase between; 0 if none.

        Then the words before it are still the subject's, since a definite object takes no clause.
        """
        s, g = self.s, self.g
        k, last = i, min(limit, i + _ASIDE)
        while k < last:
            if s.form[k] in g.complementisers:
                return k if k > i or s.form[k] in g.bare_complementisers else 0
            if s.form[k] in g.relatives and s.form[k - 1] not in g.complementisers:
                k = max(self.sources.relative_end(k, limit), k + 1)
                continue
            if s.kinds[k] in (MARK, LINE) or s.finite(k) or s.form[k] in g.subordinators:
                return 0
            if g.stance_of_opening(s.form[k]) in ("demand", "deny", "believe"):
                return 0
            k += 1
        return 0

    def _clause_far(self, i: int, limit: int) -> int:
        """Where a subject ends whose verb has its own clause farther on, nobody reporting between; 0 if it has none.

        The clause stands behind a comma, a day, "for its part", or what the words stand in: the emergency centre of
        the ministry said in a statement that.
        """
        s, g = self.s, self.g
        end, k, last = 0, i, min(limit, i + _ASIDE)
        while k < last:
            form, begin = s.form[k], k
            if form in g.bare_or_own and k > i:
                return end if end and self._led(k - 1, end) else 0
            if s.kinds[k] == LINE or (s.kinds[k] == MARK and not s.is_mark(k, COMMAS)):
                return 0
            if s.finite(k) or form in g.relatives or form in g.subordinators or form in g.complementisers:
                return 0
            if g.is_participle(form) or not self._silent(k, k + 1) or (form in g.or_nouns and k == i):
                return 0
            if form == g.out_of and k + 1 < last and s.form[k + 1] in g.own_part:
                k += 2
            elif k in s.dated or form in g.time or s.is_mark(k, COMMAS):
                k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
            elif s.preposition(k) and k + 1 < last and self._venue(k + 1):
                k += 2
            else:
                k, end = k + 1, 0
                continue
            end = end or begin
        return 0

    def _venue(self, k: int) -> bool:
        """Whether a word is what words stand in or where they are said: a statement, a meeting."""
        g, form = self.g, self.s.form[k]
        return form in g.given or form.removeprefix(g.article) in g.documents

    def _led(self, k: int, end: int) -> bool:
        """Whether the token before a clause ends what may stand between a verb and it, and is no noun that takes it."""
        s, g = self.s, self.g
        if s.is_mark(k, COMMAS) or s.form[k] in g.time or s.form[k] in g.own_part or self._venue(k):
            return True
        return any(a <= k < b for a, (b, _) in s.dated.items()) or (k > end and self._venue(k - 1))

    def _clause_apposed(self, i: int, limit: int, takes: tuple[str, ...]) -> int:
        """The complementiser of the verb's own clause behind a name between commas; 0 if none: the head, X, on that."""
        s, g, k = self.s, self.g, i
        if i >= limit or not s.is_mark(i, COMMAS):
            return 0
        for k in range(i + 1, min(limit, i + _NAME)):
            if s.is_mark(k, COMMAS):
                break
            if not s.is_word(k) or s.finite(k) or s.form[k] in g.complementisers:
                return 0
        behind = k + 2 if k + 1 < limit and s.form[k + 1] in takes else k + 1
        return behind if behind < limit and s.is_mark(k, COMMAS) and s.form[behind] in g.bare_or_own else 0

    def _title_then_words(self, i: int, after: int, limit: int) -> bool:
        """Whether a short quotation is only a title, as a colon and the words themselves stand behind it."""
        s = self.s
        if after - i > _TITLE or any(s.finite(k) for k in range(i + 1, after)):
            return False
        for k in range(after, min(limit - 1, after + _ASIDE)):
            if s.form[k] == ":":
                return s.quotes.at(k + 1) is not None
            if s.kinds[k] == LINE or s.is_mark(k, CLOSING) or s.quotes.at(k) is not None:
                return False
            if any(not c.bare for c in self.g.verbal_cues(s.form[k])):
                return False
        return False

    def _short_name(self, i: int, after: int, limit: int, walk: Walk, takes: tuple[str, ...]) -> bool:
        """Whether one to three quoted words behind a subject are its name, the verb's own clause coming later."""
        s = self.s
        if walk.subject is not None and self._title_then_words(i, after, limit):
            return True
        if walk.subject is None or after - i > 7 or after >= limit or s.kinds[after] == MARK:
            return False
        if any(s.finite(k) for k in range(i + 1, after)):
            return False
        if s.form[after] in takes or self.g.governed(s.form[after])[1] in takes:
            return True
        if "=" in takes and (self.g.definite(s.form[i - 1]) or i - 1 in s.in_name):
            return False  # condemned "the massacre"
        return self._past_subordinate(after, min(limit, after + 12)) > after

    def _past_subordinate(self, i: int, limit: int) -> int:
        """The complementiser or quotation behind a short subordinate clause; `i` where none follows."""
        s, g = self.s, self.g
        for k in range(i + 1, min(limit, i + _ASIDE)):
            if s.kinds[k] == LINE or s.form[k] in g.relatives or g.verbal_cues(s.form[k]):
                return i
            if s.quotes.at(k) is not None or (s.form[k] in g.complementisers and s.form[k - 1] not in g.subordinators):
                return k
            if s.kinds[k] == MARK and not s.is_mark(k, COMMAS):
                return i
        return i

    def _silent(self, first: int, last: int) -> bool:
        """Whether nobody reports anything in tokens `[first, last)`, which are few."""
        if last - first > _ASIDE:
            return False
        return not any(not c.bare for k in range(first, last) for c in self.g.verbal_cues(self.s.form[k]))

    def _aside(self, i: int, limit: int) -> bool:
        """Whether a clause begins that only says where, or what the words concern."""
        g, form = self.g, self.s.form
        return form[i] in g.where or (form[i] in g.what and i + 1 < limit and form[i + 1] in g.concerning)

    def _past_clause(self, i: int, limit: int, walk: Walk) -> int:
        """Where the verb's own clause goes on behind a clause that describes its subject; `i` where it doesn't.

        An indefinite subject takes a clause right behind it: an official who works in Y said that. Between commas, or
        before a colon and a quotation, any subject may.
        """
        s, g = self.s, self.g
        if walk.subject is None:
            return i
        if self._aside(i, limit):
            for k in range(i + 1, min(limit, i + _ASIDE)):
                if s.form[k] in g.complementisers:
                    return k
                if s.kinds[k] == LINE or not self._silent(k, k + 1):
                    return i
            return i
        if walk.subject.last == i and not g.definite(s.form[walk.subject.first]):
            end = self.sources.relative_end(i, limit)
            if end < limit and s.form[end] in g.complementisers and self._silent(i, end):
                walk.subject = walk.subject._replace(last=end, ends="a clause about it ends")
                return end
        if not s.is_mark(i - 1, COMMAS) and not s.is_mark(i - 2, COMMAS):
            return i
        for k in range(i, min(limit - 1, i + _ASIDE)):
            if not self._silent(k, k + 1) and s.form[i] not in g.relatives:
                return i
            if s.is_mark(k, COMMAS) and s.form[k + 1] in g.complementisers:
                return k
            if s.form[k] == ":" and s.quotes.at(k + 1) is not None:
                return k
        return i

    def _beyond(self, i: int, limit: int) -> int:
        """The comma behind a participle's clause where the verb's own clause goes on; `i` where none does."""
        s, g = self.s, self.g
        for k in range(i + 1, limit - 1):
            if s.is_mark(k, COMMAS) and s.form[k + 1] in g.complementisers:
                return k
        return i

    def _fits(self, cue: Cue, first: Phrase, second: Phrase) -> bool:
        needs = cue.lemma.needs
        if not needs:
            return True
        return any(self.s.form[k] in needs for k in range(first.first, min(second.last, second.first + 2)))

    def _another(self, i: int, limit: int) -> bool:
        """Whether one more phrase, an object, follows right behind the first, or behind a day."""
        i = self._past_day(i, limit)
        if i >= limit or (self.s.kinds[i] == MARK and self.s.quotes.at(i) is None):
            return False
        nxt = self.sources.phrase(i, limit, tight=True)
        return nxt.last > nxt.first

    def _past_day(self, i: int, limit: int) -> int:
        """Behind a day at a token, between commas or not; `i` where none stands."""
        s, g = self.s, self.g
        comma = i < limit and s.is_mark(i, COMMAS)
        k = i + comma
        while k < limit and (s.form[k] in g.time or k in s.dated):
            k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if not comma:
            return k
        return k + 1 if i + 1 < k < limit and s.is_mark(k, COMMAS) else i

    def _clause_next(self, i: int, limit: int) -> bool:
        """Whether a clause or a quotation follows right here."""
        s, g = self.s, self.g
        while i < limit and (s.form[i] in g.time or i in s.dated):
            i = max(i + 1, s.dated[i][0] if i in s.dated else 0)
        if i < limit and s.is_mark(i, COMMAS):
            i += 1
        return i < limit and (s.form[i] in g.complementisers or s.quotes.at(i) is not None or s.form[i] == ":")

    def _complement_next(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        s = self.s
        if self._clause_next(i, limit):
            return True
        if i < limit and s.is_mark(i, COMMAS):
            i += 1
        if i >= limit:
            return False
        preps = {t.lstrip("@+") for t in takes}
        return s.form[i] in preps or self.g.governed(s.form[i])[1] in preps - {"="}
