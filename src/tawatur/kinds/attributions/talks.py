"""Who carries words by being told them: a talk with the paper, an agency behind "to"; and what a walk has met."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.acts import Acts
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import CLOSING, COMMAS, DASHES, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import MARK

_CALLED: Final = 4
"""Words of a name in quotation marks behind a preposition that a talk stands before."""
_NAMED: Final = 2
"""Words of the name of a paper in quotation marks that hold the preposition too."""


class Walk:
    """What a walk to the right of a word has met."""

    __slots__ = (
        "addressed",
        "brief",
        "carriers",
        "object",
        "over",
        "pronoun",
        "spoken",
        "subject",
        "takes",
        "tight",
        "topic",
    )

    def __init__(
        self, *, subject: Phrase | None = None, tight: bool = False, takes: tuple[str, ...] = (), brief: bool = False
    ) -> None:
        self.subject = subject
        self.brief = brief
        """A document ends with its own words: in a statement of his | the raid."""
        self.topic: Phrase | None = None
        self.carriers: list[Phrase] = []
        self.addressed = False
        self.spoken: Phrase | None = None
        """Whom a carrier quotes: the phrase behind "from"."""
        self.tight = tight
        self.takes = takes
        self.object = False
        """A direct object that the reporting sense doesn't take has been passed."""
        self.pronoun = False
        """The carrier quotes somebody by a pronoun."""
        self.over = False
        """Whom the verb is about has been told behind a preposition of its own."""


def past_mark(s: Scene, i: int, limit: int) -> int:
    """Where to go on behind a mark; -1 for a colon, `i` where the search ends."""
    form = s.form[i]
    if form == ":":
        return -1
    if form in COMMAS:
        return i + 1
    if form in "([":
        for k in range(i + 1, min(limit, i + 30)):
            if s.form[k] in ")]":
                return k + 1
        return i
    if form in DASHES:
        for k in range(i + 1, min(limit, i + 30)):
            if s.form[k] in DASHES and s.kinds[k] == MARK:
                return k + 1
        return i
    if form in CLOSING:
        return i + 1 if s.spells(i) else i
    return i + 1 if form in "/*#" else i


class Talks:
    """Passes talks and addressees of one text and notes the media among them."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.acts = scene.reading.pack.made(Acts)

    def medium(self, phrase: Phrase) -> bool:
        s, g = self.s, self.g
        word = s.head_word(phrase.first)
        bare = word[len(g.article) :] if word.startswith(g.article) else word
        if self.sources.no_medium(phrase.first, bare):
            return False  # the Suez canal, the site of the crash
        if word in g.media or bare in g.media or "outlet_head" in self.sources.classes(phrase.first):
            return True
        k = phrase.first + 1
        if k < phrase.last and s.form[k].removeprefix(g.article) in g.media and "body" in g.names.classes(word):
            return True  # the authority for radio and television
        if any(s.form[k] in g.initials for k in range(phrase.first + 1, phrase.last)):
            return True  # a name spelled by its letters: X FM
        named = s.named.get(phrase.first)
        return (named is not None and named[1] == "outlet") or g.names.is_outlet(s.tokens, phrase.first)

    def talk(self, i: int, limit: int, walk: Walk) -> int:
        """A talk: the medium it was given to carries."""
        s, g = self.s, self.g
        j = i + 1
        while j < limit and (s.is_word(j) and not g.governed(s.form[j])[1]) and s.form[j] not in g.prepositions:
            if self._to_name(j):
                break
            if s.form[j] in g.told and j + 1 < limit:
                behind = j + 2 if s.form[j + 1] in g.pronominal else j + 1
                letters = 0 if behind >= limit else g.governed(s.form[behind])[2]
                named = s.quotes.at(behind) if behind < limit else None
                if named is not None and named.closed and named.last - named.first <= _NAMED + 1:
                    walk.carriers.append(Phrase(behind, named.after, 0, "the quotation marks of a name"))
                    return named.after  # a talk given to "X" alone
                phrase = self.sources.phrase(behind, limit, glued=letters, tight=walk.tight)
                if phrase.last > phrase.first and self.medium(phrase):
                    walk.carriers.append(phrase)
                elif phrase.last + 1 < limit and s.form[phrase.last] in g.towards:
                    j = phrase.last  # a talk that he held with the channel
                    break
                return max(phrase.last, j + 1)
            if s.form[j] in g.complementisers or s.form[j] in g.time or s.finite(j):
                return j
            j += 1
        if j >= limit:
            return j
        quote = s.quotes.at(j)
        name = quote is not None and quote.closed and quote.last - quote.first <= _NAMED and quote.after <= limit
        if quote is not None and name and s.form[quote.first].startswith(g.to) and not s.finite(quote.first):
            walk.carriers.append(Phrase(quote.first, quote.last, len(g.to), "the quotation marks of a name"))
            return quote.after  # the preposition stands inside the marks
        if s.form[j] in g.prepositions and j + 1 < limit:
            k = j + 1
            if s.form[j] in g.towards:
                quote = s.quotes.at(k)
                if quote is not None and quote.closed and quote.last - quote.first <= _CALLED and quote.after <= limit:
                    walk.carriers.append(Phrase(k, quote.after, 0, "the quotation marks of a name"))
                    return self._past_told(quote.after, limit)
                phrase = self.sources.phrase(k, limit, tight=walk.tight, takes=walk.takes)
                if phrase.last > k and (self.medium(phrase) or s.quotes.at(k) is not None):
                    told = next((n for n in range(k + 1, phrase.last) if s.form[n] in g.told), phrase.last)
                    walk.carriers.append(phrase._replace(last=told))
                    return self._past_told(told, limit)
            return j
        conj, _, letters = g.governed(s.form[j])
        if not letters and self._to_name(j):
            letters = len(g.to)
        if not letters:
            return j
        known = len(walk.carriers)
        end = self.glued(j, letters, limit, walk)
        if not conj and s.form[j].startswith(g.to) and len(walk.carriers) == known and self._called(j, letters):
            phrase = self.sources.phrase(j, limit, glued=letters, tight=True)
            walk.carriers.append(phrase)
        return end

    def _talk_alone(self, i: int, limit: int) -> int:
        """Where a talk ends that carries although no medium is named: on the air, a press statement; else `i`.

        Not one given to somebody: in a statement to reporters, in statements of his.
        """
        s, g = self.s, self.g
        end = i + 1
        while end < limit and (s.form[end] in g.broadcast or s.form[end] in g.talk_kinds):
            end += 1
        if s.form[min(i + 1, limit - 1)] in g.broadcast:
            return i + 2
        given = end < limit and (s.form[end] in g.pronominal or g.governed(s.form[end])[1] == g.to)
        known = s.form[i] in g.talks_alone or (end > i + 1 and s.form[i] in g.talks_with_kind)
        return end if known and not given else i

    def _to_name(self, j: int) -> bool:
        """Whether "to" is glued to a name that no list has as a word, or that is written in other letters."""
        form, g = self.s.form[j], self.g
        if not form.startswith(g.to) or len(form) <= len(g.to) + 1:
            return False
        name = form[len(g.to) :]
        return j in self.s.behind_clitic or name.isascii() or (len(form) > 4 and g.splitter.cost(form) is None)

    def spelled(self, i: int, limit: int) -> int:
        """Where the name of a broadcaster ends that is spelled by its letters behind "to"; `i` where none stands."""
        s, g = self.s, self.g
        form = s.form[i]
        if not form.startswith(g.to) or form[len(g.to) :] not in g.initials:
            return i
        end = i + 1
        while end < limit and s.form[end] in g.initials:
            end += 1
        return end if end > i + 1 else i

    def _past_told(self, i: int, limit: int) -> int:
        """Where a clause ends that says when a talk was published: an interview with X that was broadcast yesterday."""
        s, g = self.s, self.g
        if i >= limit or s.form[i] not in g.told:
            return i
        for k in range(i + 1, min(limit, i + 8)):
            if s.form[k] in g.complementisers or s.kinds[k] == MARK or s.quotes.at(k) is not None:
                return k
        return i

    def _called(self, j: int, letters: int) -> bool:
        """Whether a talk was given to what the word behind "to" names: a medium, which may be called by a place."""
        s, g = self.s, self.g
        if len(s.form[j]) <= letters + 1:
            return False
        if j in s.named:
            return s.named[j][1] != "person"
        word = s.head_word(j)
        rest = word[len(g.article) :] if word.startswith(g.article) else word
        return g.splitter.cost(rest) is None and g.splitter.cost(word) is None and not g.names.classes(rest)

    def glued(self, i: int, letters: int, limit: int, walk: Walk) -> int:
        """Pass a phrase behind a glued preposition; a medium spoken to carries."""
        s, g = self.s, self.g
        if len(s.form[i]) == letters:  # a preposition by itself before a quotation
            quote = s.quotes.at(i + 1) if i + 1 < limit else None
            if i + 1 < limit and s.form[i + 1] == "(":
                end = past_mark(s, i + 1, limit)
                if end > i + 3 and g.governed(s.form[i])[1] == g.to:
                    walk.carriers.append(Phrase(i + 2, end - 1, 0, "the brackets of a name"))
                return max(end, i + 2)
            if quote is not None and quote.closed:
                if g.governed(s.form[i])[1] == g.to:
                    walk.carriers.append(Phrase(i + 1, quote.after, 0, "the quotation marks of a name"))
                return quote.after
            if i + 1 < limit and g.governed(s.form[i])[1] == g.to and (s.form[i + 1].isascii() or i + 1 in s.named):
                phrase = self.sources.phrase(i + 1, limit, tight=True)
                if s.is_word(i + 1) and phrase.last > i + 1 and (s.form[i + 1].isascii() or self.medium(phrase)):
                    walk.carriers.append(phrase)
                    return phrase.last
            return i + 1
        phrase = self.sources.phrase(i, limit, glued=letters, tight=walk.tight)
        press = s.head_word(phrase.first) in g.addressees  # told the press
        if g.governed(s.form[i])[1] == g.to and not press and self.medium(phrase):
            walk.carriers.append(phrase)
        return max(phrase.last, i + 1)
