"""Where what was said ends: at the sentence, at the author's next statement, at a cue, at a closing mark.

Every end carries its reason, which `tawatur explain` shows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, NamedTuple

from tawatur.kinds.attributions.cues import NOUN, PARTICIPLE, PAST, PRESENT
from tawatur.kinds.attributions.frames import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.going_on import GoingOn
from tawatur.kinds.attributions.grammar import Grammar
from tawatur.kinds.attributions.scene import CLOSING, COMMAS, DASHES, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.model import Mode, Span
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, NUMBER, WORD

_STRAY: Final = frozenset('\u00bb\u201d\u201c\u00ab"')
_RESUMES: Final = 9
"""Tokens of a sentence among which a verb of reporting shows that the author speaks again."""
_BRACKETS: Final = 30
"""Tokens that an aside in brackets may take."""


class Content(NamedTuple):
    """The spans of a content, the tokens it covers, how much of it is quoted, and why it ends."""

    spans: tuple[Span, ...]
    first: int
    last: int
    mode: Mode
    ends: str


def _halts(reading: Reading) -> tuple[list[int], list[int]]:
    """Where a text's words alone may end a content, and what is no clause: `Grammar.halts`, asked once for title and
    body."""
    halts, joined = reading.pack.made(Grammar).halts(reading.tokens)
    return halts, sorted([*halts, *joined])


def _with(tokens: list[int], more: Iterable[int]) -> list[int]:
    """Tokens in order with some more of them, each once."""
    return sorted([*tokens, *set(more).difference(tokens)])


class Contents(GoingOn):
    """Finds the ends of contents of one text. `cues` holds the tokens that were found to be cues with a complement."""

    def __init__(
        self,
        scene: Scene,
        sources: Sources,
        cues: dict[int, Frame],
        adjuncts: frozenset[int],
        sentences: list[tuple[int, int]],
    ) -> None:
        super().__init__(scene, sources, cues)
        self.adjuncts = adjuncts
        self.speakers = frozenset(
            f.subject.first
            for f in cues.values()
            if f.before and f.subject is not None and scene.form[f.at - 1] not in self.g.relatives
        )
        self._ends = frozenset(last - 1 for _, last in sentences if not self._in_address(last - 1))
        halts, noun_halts = scene.reading.once(_halts)
        told = (*cues, *adjuncts, *self.speakers)
        self._halts = _with(halts, told)
        """Tokens at which a content may end, or goes on in another way than with the next word."""
        self._noun_halts = _with(noun_halts, told)
        """The same for what is no clause: "and" may join another one to it."""

    def _in_address(self, i: int) -> bool:
        """Whether a point stands inside an address of the net or of mail: no blank on either side, no word of ours."""
        s = self.s
        if i < 1 or i + 1 >= len(s.form) or s.form[i] != "." or s.tokens.spaced(i) or s.tokens.spaced(i + 1):
            return False
        return s.form[i - 1].isascii() and s.form[i + 1].isascii() and s.is_word(i + 1)

    def of(self, frame: Frame, limit: int) -> Content | None:
        """The content of a frame; None where nothing is left of it. `limit` ends the paragraph."""
        self.teller = frame
        content = self._of(frame, limit)
        self.teller = None
        if content is None or content.mode != "direct":
            return content
        outer = self.s.quotes.around(frame.at)
        if outer is not None and outer == self.s.quotes.around(content.first) and frame.kind not in (QUOTE, COLON):
            return content._replace(mode="indirect")  # the marks are those of who quotes both
        return content

    def _of(self, frame: Frame, limit: int) -> Content | None:
        s = self.s
        start, glued = frame.start, frame.glued
        if frame.kind == COLON:
            quote = s.quotes.at(start)
            return (
                self._quote(start, limit, frame)
                if quote is not None
                else self._run(self._behind_complementiser(start, limit), 0, limit, CLAUSE)
            )
        if frame.kind == QUOTE:
            return self._quote(start, limit, frame)
        around = s.quotes.around(start)
        outer = s.quotes.around(frame.at)
        if (
            frame.complementiser is not None
            and around is not None
            and around != outer
            and around.first <= frame.complementiser
        ):
            return self._inside(start, around.last, around.closed)
        if around is not None and around == outer:
            limit = min(limit, around.last)
        if frame.kind == PAIR:
            return self._pair(frame, limit)
        if start + 1 < limit and s.is_mark(start, COMMAS) and s.quotes.at(start + 1) is not None:
            start += 1  # that, "…"
        if start < limit and s.quotes.at(start) is not None and not glued:
            return self._quote(start, self._described(start, limit) if self._describes(frame) else limit, frame)
        if self._while(frame):
            limit = self._main(start + 1, limit)
        if frame.kind == NOMINAL:
            limit = self._outer_verb(frame, limit)
        if self._describes(frame):
            limit = self._described(start, limit)
        elif frame.narrow:
            limit = next((k for k in range(start + 1, limit) if self._parts(start, k, limit, frame.kind)), limit)
        return self._run(start, glued, limit, NOMINAL if frame.kind == NOMINAL else CLAUSE)

    def _while(self, frame: Frame) -> bool:
        """Whether the verb stands in a clause that only leads up to the sentence's own: while he voiced …"""
        s, g, at = self.s, self.g, frame.at
        if frame.before or frame.cue.tense not in (PAST, PRESENT) or frame.cue.conj or at < 1:
            return False
        behind = at - 2 if s.form[at - 1] in g.bare_what else at - 1
        opens = behind < 1 or s.kinds[behind - 1] != WORD or s.form[behind - 1] in g.complementisers
        return opens and s.form[behind] in (g.meantime if behind == at - 1 else g.in_)

    def _main(self, first: int, limit: int) -> int:
        """Where the sentence's own clause begins: behind a comma with its result, or at a verb of reporting."""
        s, g = self.s, self.g
        for k in range(first, limit):
            if s.is_mark(k, COMMAS) and k + 1 < limit and (s.form[k + 1] in g.cues.result or self._past_alone(k + 1)):
                return k
            frame = self.cues.get(k)
            if frame is None or frame.cue.tense != PAST or frame.cue.conj:
                continue
            comma = s.is_mark(k - 1, COMMAS)
            if s.is_word(k - 1) or (comma and frame.subject is not None):
                return k - comma
        return limit

    def _past_alone(self, k: int) -> bool:
        """Whether a verb in the past without a conjunction stands at a token."""
        s, g = self.s, self.g
        form = s.form[k]
        when = k + 1 < len(s.form) and (s.form[k + 1] in g.time or k + 1 in s.dated) and g.names.is_verb(form)
        return (s.finite(k) or when) and not g.is_present(form) and g.without_conjunction(form) == form

    def _behind_complementiser(self, start: int, limit: int) -> int:
        return start + 1 if start + 1 < limit and self.s.form[start] in self.g.droppable else start

    # --- quoted -------------------------------------------------------------------------------------------------

    def _inside(self, start: int, last: int, closed: bool, *, whole: bool = False) -> Content | None:
        """All that the marks hold; `whole`: behind a colon, where "indeed", folded like "that", is the speaker's."""
        s, g = self.s, self.g
        if start + 1 < last and s.form[start] in g.droppable:
            start += not (whole and s.tokens.words(start, start + 1).startswith(g.indeed_printed))
        if start >= last:
            return None
        why = "the quotation is closed" if closed else "the paragraph ends an unclosed quotation"
        return Content((self.s.span(start, last),), start, last, "direct", why)

    def _quote(self, mark: int, limit: int, frame: Frame) -> Content | None:
        """A quotation, with what goes on behind it in the same clause."""
        s = self.s
        quote = s.quotes.at(mark)
        if quote is None or quote.first >= quote.last:
            return None
        last = min(quote.last if quote.closed else self._resumed(quote.first, quote.last), limit)
        direct = self._inside(quote.first, last, quote.closed, whole=frame.kind == COLON)
        after = quote.after
        if quote.closed and frame.at >= after:
            return direct  # the verb stands behind the words
        more = after + 1 if after < limit and s.is_mark(after, COMMAS) else after
        if quote.closed and direct is not None and more + 1 < limit and s.form[more] in self.g.continuations:
            end, why = self.end(more + 1, limit, CLAUSE, more)
            return Content((*direct.spans, s.span(more + 1, end)), direct.first, end, "mixed", why)
        if not quote.closed or after >= limit or (s.kinds[after] in (MARK, LINE) and s.quotes.at(after) is None):
            return self._next_quote(direct, after, limit) if frame.kind != NOMINAL else direct
        if self.g.without_conjunction(s.form[after]) != s.form[after] and s.finite(after):
            return direct  # and then he did something
        if s.form[after] in self.g.again and after + 1 < limit and s.finite(after + 1):
            return direct  # then he did something
        if s.is_mark(quote.last - 1, CLOSING) and quote.last - quote.first > 3:
            return direct  # a sentence of its own
        if self.stops(after, limit, NOMINAL if frame.kind == NOMINAL else CLAUSE, mark) is not None:
            return direct
        form = s.form[after]
        if self.g.phrase_at(self.g.beside, s.tokens, after, limit) or self._so_said(after, limit):
            return direct
        if form in self.g.prepositions or form in self.g.time or after in s.dated:
            return (
                direct
                if frame.kind == COLON or form in self.g.time or after in s.dated or self._venue(after, limit)
                else self._on(mark, after, limit, frame)
            )
        return self._on(mark, after, limit, frame)

    def _so_said(self, i: int, limit: int) -> bool:
        """Whether the author tells behind a quotation when that was said: … that came after talks."""
        s, g = self.s, self.g
        return s.form[i] in g.this and i + 1 < limit and s.preposition(i + 1)

    def _resumed(self, first: int, last: int) -> int:
        """Where an unclosed quotation ends: before the sentence in which the author reports again."""
        s = self.s
        for end in range(first, last - 1):
            if end not in self._ends or not s.is_mark(end, CLOSING):
                continue
            for k in range(end + 1, min(end + _RESUMES, last)):
                frame = self.cues.get(k)
                if frame is not None and frame.cue.tense == PAST and (frame.cue.conj or frame.subject is not None):
                    return end + 1
        return last

    def _venue(self, i: int, limit: int) -> bool:
        s, g = self.s, self.g
        if i + 2 < limit and s.form[i + 1] in g.this:
            return s.form[i + 2] in g.occasion
        return i + 1 < limit and s.form[i + 1] in g.venues

    def _on(self, mark: int, after: int, limit: int, frame: Frame) -> Content:
        last, why = self.end(after, limit, NOMINAL if frame.kind == NOMINAL else CLAUSE, mark)
        if self.s.form[mark + 1] in self.g.bare_complementisers and mark + 2 < last:
            mark += 2  # said "that it is late" today
        return Content((self.s.span(mark, last),), mark, last, "mixed", why)

    def _next_quote(self, direct: Content | None, after: int, limit: int) -> Content | None:
        """Quotations that go on: "…", "…" or "…" and "…"."""
        s = self.s
        if direct is None:
            return None
        i = after
        if i < limit and s.is_mark(i, COMMAS):
            i += 1
        if i < limit and len(s.form[i]) <= 2 and s.form[i] in self.g.conjunctions:
            i += 1
        quote = s.quotes.at(i) if i < limit and i > after else None
        if quote is None or quote.first >= quote.last:
            return direct
        spans = (*direct.spans, s.span(quote.first, quote.last))
        return Content(spans, direct.first, quote.last, "direct", "the last of several quotations is closed")

    # --- unquoted -----------------------------------------------------------------------------------------------

    def _run(self, start: int, glued: int, limit: int, kind: str) -> Content | None:
        start = self._past_stray(start, limit)
        if start >= limit:
            return None
        last, why = self.end(start, limit, kind, start)
        last = self._undangled(start, last)
        if last <= start or (last == start + 1 and len(self.s.form[start]) <= glued):
            return None
        if self.s.form[start].startswith(self.g.contracted):
            glued = 0  # preposition and article are one sign
        return Content((self.s.span(start, last, glued),), start, last, self.mode(start, last), why)

    def _past_stray(self, start: int, limit: int) -> int:
        """Behind a quotation mark that opens nothing, as it is printed the wrong way round, and "that" after it."""
        s = self.s
        if start + 1 < limit and s.form[start] in _STRAY and s.quotes.at(start) is None:
            return self._behind_complementiser(start + 1, limit)
        return start

    def _pair(self, frame: Frame, limit: int) -> Content | None:
        s = self.s
        start, glued = frame.start, frame.glued
        if start < limit and s.form[start] in self.g.complementisers:
            start, glued = start + 1, 0
        if self._describes(frame):
            limit = self._described(start, limit)
        quote = s.quotes.at(start) if start < limit else None
        rest = self._quote(start, limit, frame) if quote is not None else self._run(start, glued, limit, NOMINAL)
        if rest is None:
            return None
        if frame.topic is None:
            return rest
        topic = s.span(frame.topic.first, frame.topic.last, frame.topic.glued)
        mode: Mode = "indirect" if rest.mode == "indirect" else "mixed"
        if not s.tokens.text[topic.end : rest.spans[0].start].strip():  # nothing parts them: one clause without "is"
            whole = (Span(topic.start, rest.spans[0].end), *rest.spans[1:])
            return Content(whole, frame.topic.first, rest.last, mode, rest.ends)
        return Content((topic, *rest.spans), min(frame.topic.first, rest.first), rest.last, mode, rest.ends)

    def mode(self, first: int, last: int) -> Mode:
        """Whether tokens `[first, last)` hold quoted words that aren't a name."""
        s = self.s
        for mark in s.quotes.between(first, last):
            quote = s.quotes.opened[mark]
            if not self._name(mark, quote.first, quote.last):
                if mark == first and quote.after >= last:
                    return "direct"
                return "mixed"
        around = s.quotes.around(first)
        return "direct" if around is not None and around.last >= last else "indirect"

    def _name(self, mark: int, first: int, last: int) -> bool:
        s, g = self.s, self.g
        if last - first > 4:
            return False
        if mark and s.form[mark - 1] == "(":
            return True
        if first in s.named or g.names.known(s.tokens, first, last) is not None:
            return True
        if last > first + 1 and s.kinds[last - 1] == NUMBER and not any(s.finite(k) for k in range(first, last)):
            return True  # a cup or a conference by its number
        behind = s.form[mark - 1] if mark else ""
        bare = behind[g.governed(behind)[2] :]
        classes = g.names.classes(behind)
        bare = bare.removeprefix(g.article)
        return bare in g.media or bare in g.naming or not classes.isdisjoint(("body", "outlet_head", "place_head"))

    # --- ends ---------------------------------------------------------------------------------------------------

    def end(self, start: int, limit: int, kind: str, origin: int) -> tuple[int, str]:
        """The token behind the content that runs from `start`, and why it ends there."""
        s = self.s
        limit = s.reading.uncut(start, limit)
        halts = self._noun_halts if kind == NOMINAL else self._halts
        n, j = bisect_left(halts, start), start
        while True:
            while n < len(halts) and halts[n] < j:
                n += 1
            if n == len(halts) or halts[n] >= limit:
                return limit, "the text ends"
            j = halts[n]
            quote = s.quotes.at(j)
            if quote is not None and not quote.closed and j > start:
                j += 1  # a mark too many: it holds no sentence behind this one
                continue
            if quote is not None:
                if quote.after >= limit:
                    return limit, "the paragraph ends"
                j = quote.after
                if s.kinds[j - 1] == MARK and self._sentence_over(quote.first, quote.last, j):
                    return j, "the sentence ends with a quotation"
                continue
            if s.kinds[j] == LINE:
                return j, "the line ends"
            if j in self._ends and s.is_mark(j, CLOSING):
                if self._pauses(j, limit):
                    j += 1
                    continue
                return j, "the sentence ends"
            if s.form[j] in DASHES and j > start and self._own_words_last(j + 1, limit):
                return j, "the author says whose words they are"
            if s.form[j] in DASHES and j > start and (behind := self._dash(j, limit)) != j:
                j = behind
                continue
            if s.form[j] == "(" and j > start:
                j = self._bracket(j, limit)
                continue
            if j > start:
                why = self.stops(j, limit, kind, origin)
                if why is not None:
                    return j, why
            j += 1

    def _own_words_last(self, j: int, limit: int) -> bool:
        """Whether the author says between dashes whose words they are, and nothing follows."""
        s = self.s
        k = j + self.g.phrase_at(self.g.own_words, s.tokens, j, limit) if j < limit else j
        return j < k < limit and s.kinds[k] == MARK and (k + 1 >= limit or s.kinds[k + 1] != WORD)

    def _dash(self, j: int, limit: int) -> int:
        for k in range(j + 2, min(limit, j + 25)):
            if self.s.form[k] in DASHES and self.s.kinds[k] == MARK:
                return k + 1
        return j

    def _bracket(self, j: int, limit: int) -> int:
        """Behind the brackets that open at token `j` and hold no end: a comma in them ends nothing."""
        s = self.s
        for k in range(j + 1, min(limit, j + _BRACKETS)):
            if s.form[k] == ")":
                return k + 1
            if s.kinds[k] == LINE or s.form[k] == "(":
                break
        return j + 1

    def _sentence_over(self, first: int, last: int, after: int) -> bool:
        s = self.s
        ended = last > first and s.is_mark(last - 1, CLOSING)
        return ended and after < len(s.form) and s.kinds[after] != MARK

    def stops(self, j: int, limit: int, kind: str, origin: int) -> str | None:
        """Why a content ends before token `j`, or None."""
        s, g = self.s, self.g
        comma = s.is_mark(j, COMMAS)
        i = j + 1 if comma else j
        if i >= limit:
            return None
        form = s.form[i]
        plain = form not in g.may_end and i not in self.cues and i not in self.adjuncts and i not in self.speakers
        if plain and not comma and (kind != NOMINAL or not form.startswith(g.conjunctions)):
            return None
        if g.phrase_at(g.own_words, s.tokens, i, limit):
            return "the author says whose words they are"
        if i in self.adjuncts:
            return "an according-to phrase follows"
        opens = i in self.speakers and i > origin and (comma or (g.governed(form)[0] > 0 and self._told(origin, i)))
        if opens and not (kind == CLAUSE and self._joined_subject(i)):
            return "somebody else speaks"
        if comma and self._opens_report(i, limit):
            return "the author reports on"
        if comma and form[:1] in g.conjunctions and self._speaker_behind(i, limit):
            return "the author reports on"
        if form in g.again and (frame := self.cues.get(i + 1)) is not None and frame.cue.tense == PAST:
            return "the author reports on"
        frame = self.cues.get(i)
        if frame is not None and i > origin + 1:
            own = comma or not frame.cue.lemma.takes or s.form[i - 1] not in g.complementisers
            if frame.cue.tense == PARTICIPLE and own and (comma or g.governed(form)[1] != g.to):  # not: for accusing
                return "a participle of reporting follows"
            if frame.cue.conj and not frame.cue.lemma.contained and not frame.cue.lemma.evidence:
                if (kind != NOMINAL or frame.cue.tense == PRESENT) and self._theirs(origin, frame):
                    return None
                return "the author reports on"
            if comma and frame.cue.tense == NOUN and frame.kind == CLAUSE and g.governed(form)[1] == g.with_:
                return "the ground that is given follows"
            if kind == NOMINAL and s.form[i + 1] in g.in_it and frame.kind in (CLAUSE, QUOTE, COLON):
                return "the author tells what stands in it"
            if comma and not frame.before and frame.subject is not None and frame.kind in (CLAUSE, QUOTE, COLON):
                return "the author reports on"
        if comma and any(c.tense == PARTICIPLE and c.lemma.continues for c in g.cues.forms.get(form, ())):
            return "the author tells how the words end"
        if comma and i > origin + 1 and self._joins(i, limit):
            return "a participle of reporting follows"
        turned = form in g.turns and (comma or form not in g.already)  # without a comma "was" goes with its subject
        if (turned and self._turned(i + 1, limit)) or (comma and self._but_he(i, limit)):
            return "the author turns to another statement"
        if form in g.as_for and i > origin + 1 and self._as_for(i, limit):
            return "the author turns to somebody else"
        if self._answers(i, limit):
            return "the author says what it answers or hints at"
        if comma and form in g.came_so and g.phrase_at(g.came_so, s.tokens, i, limit):
            return "the author tells how it came"
        if comma and form in g.meanwhile:
            return "the author turns to something else"
        if comma and self._spoken_at(origin, i, limit):
            return "where it was said follows"
        if s.kinds[i - 1] != MARK and kind == NOMINAL and g.phrase_at(g.trailing_close, s.tokens, i, limit):
            return "what it answers to follows"
        if g.phrase_at(g.unsaid, s.tokens, i, limit) or (
            form == g.out_of and i + 1 < limit and g.phrase_at(g.unsaid, s.tokens, i + 1, limit)
        ):
            return "the author says what was left unsaid"
        if form in g.asides and (comma or s.kinds[i - 1] == MARK or form[:1] in g.conjunctions):
            return "the author speaks for himself"
        if kind == NOMINAL:
            if comma and self._relative_over(i):
                return "the relative clause ends"
            if self._trails(i, limit) and not self._befell(origin, i) and not self._as_well(origin, i):
                return "what happened besides follows"
            if self._led_on(origin, i) or self._beside(origin, i):
                return None
            if comma and (self._another_clause(i) or g.phrase_at(g.concessive, s.tokens, i, limit)):
                return "another clause follows a comma"
            rest = g.without_conjunction(form)
            if self._then_acts(i, limit):
                return "another clause begins"
            conj = g.governed(form)[0] or (s.finite(i) and rest != form and g.is_finite(rest) and len(rest) > 3)
            if conj and not s.finite(i) and self._speaks_next(origin, i, limit):
                return "another clause begins"
            if not comma and self._owned_too(i, rest):
                return None
            verb = s.finite(i) and not self._owned_noun(i) and (comma or not self._noun_too(i, rest))
            verb = verb or any(c.conj and not c.lemma.homograph for c in g.verbal_cues(form))
            if conj and verb and not s.preposition(i - 1):
                return "a new clause begins"
        return None

    def _joins(self, i: int, limit: int) -> bool:
        """Whether a participle of reporting stands behind a comma with whom or what it is about: calling on them."""
        s, g = self.s, self.g
        cues = [c for c in g.cues.forms.get(s.form[i], ()) if c.tense == PARTICIPLE]
        if not cues or i + 2 >= limit or not s.is_word(i + 1) or i in s.in_name:
            return False
        form, lemma = s.form[i + 1], cues[0].lemma
        if lemma.evidence or lemma.homograph or lemma.expresses:
            return False
        if form in g.complementisers or form in lemma.takes or g.governed(form)[1] in lemma.takes:
            return True
        spoken_to = any(t[:1] in "@+" for t in lemma.takes)
        whom = g.definite(form) or i + 1 in s.named or g.definite(s.form[i + 2])
        return spoken_to and whom and not g.governed(form)[2]

    def _opens_report(self, i: int, limit: int) -> bool:
        """Whether "for his part" or the like and a verb of reporting follow a comma."""
        s, g = self.s, self.g
        if g.without_conjunction(s.form[i]) not in g.prepositions:
            return False
        for k in range(i + 2, min(i + 6, limit)):
            frame = self.cues.get(k)
            if frame is not None:
                return frame.cue.tense != PARTICIPLE and not frame.before and not frame.cue.conj
            if s.finite(k) or s.kinds[k] == MARK or s.form[k] in g.relatives or s.form[k] in g.complementisers:
                return False
        return False

    def _turned(self, i: int, limit: int) -> bool:
        """Whether a verb of reporting stands at a token, or behind "had"; not one of those the content tells of."""
        if i < limit and self.s.form[i] in self.g.already:
            i += 1
        frame = self.cues.get(i)
        if frame is None or i >= limit or frame.cue.tense == PARTICIPLE:
            return False
        return frame.subject is None or frame.before or self.s.form[frame.subject.first] not in self.g.of_them
