"""What stands between a verb and its content: adjuncts to pass, and carriers of the words to keep.

A carrier is a document, a medium that was spoken to, a platform; a venue or an addressee is only passed.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import CLOSING, COMMAS
from tawatur.kinds.attributions.talks import Talks, Walk, past_mark
from tawatur.words import LINE, MARK

__all__ = ["Chains", "Walk", "past_mark"]

_PLATFORM: Final = 5
"""Tokens among which a platform is named behind what it is: on the site for social contact X."""
_NAMED: Final = 2
"""Words of the name of a paper in quotation marks that hold the preposition too."""
_AGAIN: Final = 7
"""Tokens that a document may be about before the verb's own preposition."""
_COPY: Final = 8
"""Tokens of a clause on a document up to the pronoun that stands for it: of which the agency of X got a copy."""


class Chains(Talks):
    """Passes adjuncts of one text and notes the carriers among them."""

    def rule(self, phrase: Phrase) -> bool:
        """Whether a phrase names a rule or a plan, which passes nobody's words on: the law, the strategy."""
        return self.s.form[phrase.first][phrase.glued :] in self.g.not_sources

    def adjunct(self, i: int, limit: int, walk: Walk) -> int:
        """Pass a phrase behind a preposition; note it where it is a carrier."""
        s, g = self.s, self.g
        if i + 1 >= limit:
            return limit
        head = s.form[i + 1]
        when = i + g.phrase_at(g.at_a_time, s.tokens, i, limit)
        if i + 2 < limit and (s.form[i + 2] in g.same or head in g.same_as):
            word = head if s.form[i + 2] in g.same else g.article + s.form[i + 2].removeprefix(g.article)
            if word in g.venues or word in g.time or word in g.occasion:
                return i + 3  # at the same time
        if i < when < limit and s.form[when] in g.which_time and s.form[when] not in g.relatives:
            return when + 1  # at an earlier time
        if s.preposition(i + 1) or head in g.about:
            return self.adjunct(i + 1, limit, walk)
        if walk.brief and (end := self._brief(i + 1, limit, walk.takes)) > i + 1:
            if head in g.documents or head in g.papers:
                walk.carriers.append(Phrase(i + 1, i + 2, 0, "a document ends"))
            return end
        written = s.form[i] != g.upon or head.endswith(g.own_ends)  # on his page; but: answered a statement
        if head in g.edges and i + 2 < limit and (s.form[i + 2] in g.given or s.form[i + 2] in g.speeches):
            return self.adjunct(i + 1, limit, walk)  # at the end of his statement
        speech = head in g.speeches and (s.form[i] in g.in_ or s.form[i] in g.edges)
        if (head in g.documents and written) or speech or self._letter(i + 1, limit):
            if (shown := self._on_platform(i + 1, limit)) > i + 1:
                walk.carriers.append(Phrase(i + 1, shown, 0, "the platform it stands on ends"))
                return shown
            end = self._document(i + 1, limit, walk.takes)
            behind = i + 2
            glued = behind < min(end, limit) and g.governed(s.form[behind])[1] in walk.takes and not s.finite(behind)
            if glued and not walk.tight:
                end = behind  # in a statement, of the demolition
            if walk.tight:
                phrase = self.sources.phrase(i + 1, limit, tight=True)
                behind = phrase.last
                governed = behind < limit and (
                    s.form[behind] in walk.takes or g.governed(s.form[behind])[1] in walk.takes
                )
                while behind < end and s.form[behind] in g.broadcast:
                    behind += 1
                if i + 1 < behind < end and s.is_word(behind) and (governed or not self._clause_at(behind)):
                    end = behind
                else:  # a statement that he put on his page | the end of
                    end = next((k for k in range(behind + 1, end - 1) if self.act_behind(k)), end)
            carried = self.published(i + 2, end)
            if carried is not None:
                verb, medium = carried
                walk.carriers.extend((Phrase(i + 1, verb, 0, "who published it follows"), medium))
            else:
                words = range(i + 2, end)
                stop = next((k for k in words if self._told_of_it(i + 1, k, addressed=walk.subject is not None)), end)
                while stop > i + 2 and (s.preposition(stop - 1) or self._sent(stop)):
                    stop -= 1
                title = s.quotes.at(stop) if s.form[stop - 1] in g.entitled and stop < limit else None
                if title is not None and title.closed and title.after <= limit:
                    stop = end = max(end, title.after)  # in a study entitled "…"
                walk.carriers.append(Phrase(i + 1, stop, 0, "a document ends"))
            return end
        if head in g.talks:
            known = len(walk.carriers)
            end = self.talk(i + 1, limit, walk)
            if len(walk.carriers) == known and (whole := self._talk_alone(i + 1, limit)) > i + 1:
                walk.carriers.append(Phrase(i + 1, whole, 0, "a talk by itself"))
            return end
        if head in g.bare_what and i + 2 < limit and s.finite(i + 2):
            for k in range(i + 3, min(limit, i + 25)):  # in what concerns …
                if s.form[k] in g.complementisers or s.is_mark(k, COMMAS):
                    return k
            return i + 2
        if s.kinds[i + 1] == MARK and s.quotes.at(i + 1) is None:
            return i + 1
        if s.form[i] in g.towards and (shown := self.platform(i + 1, limit)) > i + 1:
            walk.carriers.append(Phrase(i + 1, shown, 0, "a platform"))
            return shown
        if head in g.time or (i + 1) in s.dated:
            return max(s.dated[i + 1][0] if i + 1 in s.dated else 0, i + 2)
        if head in g.complementisers:
            return i + 1
        event = g.is_masdar(head.removeprefix(g.article))  # the celebration of its opening has a preposition of its own
        own: tuple[str, ...] = () if event or g.with_ not in walk.takes else (g.with_,)
        if "body" in self.sources.classes(i + 1):
            own = walk.takes  # before the committee | of the danger
        phrase = self.sources.phrase(i + 1, limit, tight=walk.tight, takes=own)
        if head in g.media and s.form[i] in g.on_air and phrase.last > phrase.first and self.medium(phrase):
            walk.carriers.append(phrase)  # on a channel, in a newspaper
        elif head in g.given and phrase.last + 1 < limit and s.form[phrase.last] in g.told:
            carried = self.published(phrase.last, limit)  # at a meeting that the channel showed
            if carried is not None and carried[0] == phrase.last:
                walk.carriers.append(carried[1])
                return carried[1].last
        if phrase.last < limit and s.form[phrase.last] in g.relatives:
            return self.sources.relative_end(phrase.last, limit)
        if self._leftover(phrase.last, limit):
            return phrase.last + 1
        return max(phrase.last, i + 1 if s.finite(i + 1) else i + 2)

    def act_behind(self, k: int) -> bool:
        """Whether an act stands at a token behind a word that no noun can depend on: on his page | the end of."""
        s, g = self.s, self.g
        if not self.acts.is_act(s.form[k]) or not (s.is_word(k - 1) and s.is_word(k + 1)) or k in s.in_name:
            return False
        free = g.definite(s.form[k - 1]) or s.form[k - 1].endswith(g.own_ends)
        return free and not (s.preposition(k - 1) or s.preposition(k + 1))

    def given(self, i: int) -> bool:
        """Whether a document, a talk or an occasion to speak is named at a token."""
        return self.s.head_word(i) in self.g.given

    def _brief(self, first: int, limit: int, takes: tuple[str, ...]) -> int:
        """Where what is `given` ends with its own words: its adjectives, whose it is, to whom, its day; else `first`.

        An occasion (a meeting, a visit) needs such words to be whole.
        """
        s, g = self.s, self.g
        if not self.given(first):
            return first
        j = first + 1
        while j < limit:
            form = s.form[j]
            if j in s.dated:
                j = max(s.dated[j][0], j + 1)
            elif form in g.pronominal or form in g.time:
                j += 1
            elif s.finite(j):  # of which the agency got a copy
                copied = next((k for k in range(j + 1, min(limit, j + _COPY)) if s.form[k] in g.pronominal), -1)
                if copied < 0:
                    break
                j = copied + 1
            elif not g.definite(form) and (self.sources.adjective(j) or form.endswith(g.relation_ends)):
                j += 1
            elif g.governed(form)[1] == g.to and g.to not in takes:
                j = max(self.sources.phrase(j, limit, glued=g.governed(form)[2], tight=True).last, j + 1)
            else:
                break
        word = s.head_word(first)
        alone = j == first + 1 and word not in g.documents and word not in g.talks
        return first if alone else j

    def _on_platform(self, i: int, limit: int) -> int:
        """Where the platform ends that a page or an account at a token stands on: his account on "X"; else `i`.

        What follows is the verb's own, as long as no clause goes on with the document.
        """
        s, g = self.s, self.g
        k = self.sources.phrase(i, limit, tight=True).last
        if k + 1 >= limit or not (s.form[k] in g.towards or s.form[k] in g.in_):
            return i
        end = self.platform(k + 1, limit)
        if end == k + 1 or (end < limit and (s.finite(end) or s.form[end] in g.relatives)):
            return i
        return end

    def platform(self, i: int, limit: int) -> int:
        """Where the name of a platform ends, alone, in marks or behind what it is: the site "X"; `i` where none is."""
        s, g = self.s, self.g
        quote = s.quotes.at(i)
        named = quote.first if quote is not None else i
        if s.form[named] in g.platforms:
            return (
                quote.after if quote is not None and quote.closed and quote.after <= limit else self._doubled(i, limit)
            )
        if s.head_word(i).removeprefix(g.article) not in g.platform_heads:
            return i
        last = self.sources.phrase(i, limit, tight=True).last
        for k in range(i + 1, min(limit, i + _PLATFORM)):
            quote = s.quotes.at(k)
            if quote is not None and quote.closed and quote.after <= limit and quote.last - quote.first <= _NAMED + 1:
                return quote.after
            if s.form[k] in g.platforms:
                return self._doubled(k, limit)
            if k >= last or not s.is_word(k):
                return i
        return i

    def _doubled(self, i: int, limit: int) -> int:
        """Behind a platform's name and what repeats it: its second word, the same in brackets."""
        s, k = self.s, i + 1
        while k < limit and s.form[k] in self.g.platform_ends:
            k += 1
        return past_mark(s, k, limit) if k < limit and s.form[k] == "(" else k

    def _told_of_it(self, first: int, k: int, *, addressed: bool) -> bool:
        """Whether a document's name ends before a token: a pronoun, when it came, what is denied of it, or whom
        somebody `addressed` it to: a statement | to the exchange."""
        s, g = self.s, self.g
        if s.form[k] in g.pronominal or s.form[k] in g.then or self._when(first, k):
            return True
        if s.form[k] in g.not_ and k + 1 < len(s.form) and s.finite(k + 1):
            return True
        return addressed and k == first + 1 and g.governed(s.form[k])[1] == g.to and not s.finite(k)

    def _when(self, first: int, k: int) -> bool:
        """Whether it is told from a token on when a document came, but not in a clause about it."""
        s, g = self.s, self.g
        if g.phrase_at(g.at_a_time, s.tokens, k, len(s.form)):
            return True
        return (s.form[k] in g.time or k in s.dated) and not self._clausal(first, k)

    def _sent(self, k: int) -> bool:
        """Whether a verb stands before a pronoun that means the document: a cable that he sent."""
        s, g = self.s, self.g
        return k < len(s.form) and s.form[k] in g.pronominal and (g.names.is_verb(s.form[k - 1]) or s.finite(k - 1))

    def _letter(self, i: int, limit: int) -> bool:
        """Whether several documents, or a letter that was sent to somebody, stand at a token."""
        s, g = self.s, self.g
        if i + 1 >= limit:
            return False
        if s.form[i] in g.series:
            return s.form[i + 1] in g.documents
        return s.form[i] in g.letters and s.form[i + 1] in g.letter_sent

    def _leftover(self, k: int, limit: int) -> bool:
        """Whether a definite word only describes the definite noun before it: the verb's own clause is behind it."""
        s, g = self.s, self.g
        if k + 1 >= limit or k in s.named or not g.definite(s.form[k]) or not g.definite(s.form[k - 1]):
            return False
        if s.form[k + 1] in g.complementisers or s.form[k + 1] == ":":
            return True
        noun = g.names.is_noun(s.form[k][len(g.article) :]) and not self.sources.adjective(k)
        return s.preposition(k + 1) and not noun

    def published(self, first: int, last: int) -> tuple[int, Phrase] | None:
        """The verb that says who published a document, and the medium that did."""
        s, g = self.s, self.g
        for k in range(first, last - 1):
            form = s.form[k]
            got = form in g.received or g.without_conjunction(form) in g.received
            if not got and form not in g.told and g.without_conjunction(form) not in g.told:
                continue
            begin = k + 2 if got and (s.form[k + 1] in g.pronominal or s.form[k + 1] in g.towards) else k + 1
            if begin >= last:
                return None
            to = len(g.to) if got and g.governed(s.form[begin])[1] == g.to else 0  # a copy came to the agency
            phrase = self.sources.phrase(begin, last, glued=to, tight=got)
            copy = next((n for n in range(begin + 1, phrase.last) if s.form[n] in g.copies), phrase.last)
            phrase = phrase._replace(last=copy)
            if phrase.last <= phrase.first:
                continue
            own = s.form[phrase.first].endswith(g.own_ends)  # her own office
            given = form.endswith(g.own_ends) and not own and self.sources.actor(phrase)
            quoted = got and s.quotes.at(begin) is not None
            if self.medium(phrase) or given or quoted:
                return (k - 1 if s.form[k - 1] in g.relatives else k), phrase
        return None

    def _clause_at(self, i: int) -> bool:
        """Whether what follows still tells of the document: a verb, a relative clause, a preposition."""
        s, g = self.s, self.g
        form = s.form[i]
        if s.finite(i) or form in g.relatives or s.preposition(i) or form in g.told or form in g.time:
            return True
        return i not in s.named and bool(g.governed(form)[2])

    def _document(self, first: int, limit: int, takes: tuple[str, ...]) -> int:
        """The end of a document's phrase, with a clause that says who published it and when.

        `takes`: prepositions of the verb it hangs on. Behind one stands what was said, unless it tells which platform.
        """
        s, g = self.s, self.g
        j = first + 1
        past = False
        while j < limit:
            form = s.form[j]
            clause = form in g.complementisers and j not in s.in_name  # not the letters of a broadcaster
            if clause or s.kinds[j] == LINE or form in COMMAS or form in CLOSING or form == ":":
                return j
            if form in takes and j > first + 1 and s.quotes.closes(j - 1) and not self.sources.clause_ahead(j, limit):
                return j  # on his page on "X", of
            if form in takes and j + 1 < limit and not self._page_at(j) and not self._again(j, limit, takes):
                return j  # voiced in a statement | its fear of
            if s.quotes.at(j) is not None:
                quote = s.quotes.opened[j]
                whole = quote.after < limit or (quote.after == limit and s.form[j - 1] in g.media)
                if not (quote.closed and quote.last - quote.first <= 3 and whole):
                    return j
                j = quote.after
                continue
            if g.is_participle(form) or (form in g.time and j > first + 1 and not self._clausal(first, j)):
                return j
            timed = form in g.time or j in s.dated
            if past and not timed and self._clausal(first, j):
                return j
            past = timed
            j += 1
        return j

    def _page_at(self, j: int) -> bool:
        """Whether "on" at a token leads to a page, an account or a name in marks, where the document stands."""
        s, g = self.s, self.g
        if s.form[j] != g.upon:
            return False
        word = s.form[j + 1]
        page = word in g.platforms or word in g.pages or word in g.media
        page = page or (word.endswith(g.own_ends) and not s.noun_ending(j + 1))
        return page or s.quotes.at(j + 1) is not None

    def _again(self, j: int, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether a preposition of the verb's stands in the same stretch behind one: a report on prices | of."""
        s = self.s
        for k in range(j + 1, min(limit, j + _AGAIN)):
            if s.kinds[k] in (LINE, MARK) or s.finite(k):
                return False
            if s.form[k] in takes or s.form[k] in s.grammar.complementisers:
                return True
        return False

    def _clausal(self, first: int, j: int) -> bool:
        return any(self.s.finite(k) for k in range(first + 1, j))
