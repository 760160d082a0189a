"""Who said what, through whom: attributions of one document, each with its cue, source, content and carriers.

The order: cues by look-up, their frames, according-to phrases, ends of contents, implicit subjects, carriers, parents.
Work is done around cues only, so cost follows cues and not the length of the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.according import According, AccordingTo
from tawatur.kinds.attributions.bracketed import add_brackets
from tawatur.kinds.attributions.contents import Content, Contents
from tawatur.kinds.attributions.cues import ADJUNCTS, CUES, NOUN, PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.attributions.discourse import Discourse
from tawatur.kinds.attributions.farther import Farther
from tawatur.kinds.attributions.frames import CLAUSE, NOMINAL, Frame
from tawatur.kinds.attributions.headlines import Headlines
from tawatur.kinds.attributions.items import Item
from tawatur.kinds.attributions.noun_cues import NounCues
from tawatur.kinds.attributions.pointing import Pointing
from tawatur.kinds.attributions.quotes_alone import Alone
from tawatur.kinds.attributions.resolving import ACCORDING, KIND, Resolver
from tawatur.kinds.attributions.scene import COMMAS, scene_of
from tawatur.kinds.attributions.speakers import Speakers
from tawatur.kinds.attributions.standing import Standing
from tawatur.kinds.attributions.weeding import Weeding
from tawatur.kinds.clauses.find import find_clauses, has_clauses
from tawatur.model import Attribution, Date, Document, Entity, Span
from tawatur.reading import Reading, touching

_LETTERS: Final = 14
"""Tokens of the longest brackets in which a name is spelled."""


def find_attributions(
    reading: Reading, document: Document, dates: Sequence[Date], entities: Sequence[Entity]
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of a document's title and body, in the order of their contents, and its entities.

    `speaker` of an attribution indexes into the entities given back: those given, then sources that had no name.
    """
    if not reading.pack.has("attributions"):
        return (), tuple(entities)
    if has_clauses(reading.pack):  # the subject stands before the verb in this language
        return find_clauses(reading, document, dates, entities)
    finder = _Finder(reading, document, dates, entities)
    return finder.run()


class _Finder(Standing):
    def __init__(self, reading: Reading, document: Document, dates: Sequence[Date], entities: Sequence[Entity]) -> None:
        self.reading = reading
        self.document = document
        super().__init__(scene_of(reading, dates, entities))
        add_brackets(self.s)
        self.according = AccordingTo(self.s, self.sources, self.frames)
        self.nouns = NounCues(self.s, self.sources, self.subjects, self.frames)
        self.farther = Farther(self.s, self.sources, self.subjects, self.frames)
        self.entities = entities
        self.resolver = Resolver(self.s, self.sources, self.frames, self.subjects)
        self.weeding = Weeding(self.s, self.sources, self.subjects, self.frames, self.resolver)
        marks = self.g.cues.marks(reading.tokens)
        self.cues = [found.start() for found in CUES.finditer(marks)]
        """Tokens that may be cues."""
        self.adjuncts = [found.start() for found in ADJUNCTS.finditer(marks)]
        """Tokens that may begin an according-to phrase."""

    def run(self) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
        items: list[Item] = []
        if self.document.title is not None:
            self.subjects.headline = self.s.tokens.before(self.document.title.start)
            items.extend(self._region(self.document.title, title=True))
            self.subjects.headline = -1
        for span in self.document.body:
            items.extend(self._region(span, title=False))
        return Speakers(self.s, self.entities).link(_distinct(items))

    # --- one stretch of title or body ---------------------------------------------------------------------------

    def _region(self, span: Span, *, title: bool) -> list[Item]:
        tokens = self.s.tokens
        first, last = tokens.before(span.start), tokens.before(span.end)
        sentences: list[tuple[int, int]] = []
        for a, b in touching(self.reading.sentences, first, last):
            if sentences and a == sentences[-1][1] and self._inside_name(a):
                a = sentences.pop()[0]  # the point was part of a name
            sentences.append((max(a, first), min(b, last)))
        paragraphs = [(max(a, first), min(b, last)) for a, b in touching(self.reading.paragraphs, first, last)]
        frames: dict[int, Frame] = {}
        phrases: list[tuple[int, According]] = []
        for number, (a, b) in enumerate(sentences):
            within = self._according_in(a, b)
            self.s.skips.update((p.first, p.last) for p in within)
            phrases.extend((number, p) for p in within)
            self._frames_in(a, b, within, frames)
        closing = frozenset(p.first for _, p in phrases if not self.according.rules(p))
        contents = Contents(self.s, self.sources, frames, closing, sentences)
        found = self._contents(frames, contents, paragraphs)
        items = self._items(found, phrases, contents, sentences, title=title)
        if not title:
            here = self.cues[bisect_left(self.cues, first) : bisect_left(self.cues, last)]
            said = [item.first for item in items]
            items.extend(Pointing(self.s, self.sources, self.subjects).items(here, sentences, frames, said))
        return [*items, *Alone(self.s).items(paragraphs, items, title=title)]

    def _inside_name(self, a: int) -> bool:
        """Whether the point before a token is part of a name or a title cut short, and ends no sentence."""
        s = self.s
        if a - 1 in s.in_name or (a > 1 and s.is_word(a - 2) and len(s.form[a - 2]) == 1):
            return True
        if s.form[a - 1] == ")" and s.form[a - 2] == ".":
            return self._bracketed(a - 1)
        if s.form[a - 1] != "." or a >= len(s.form):
            return False
        return s.spells(a - 1) or self._bracketed(a)

    def _bracketed(self, a: int) -> bool:
        """Whether a token stands in brackets that hold a few letters with points."""
        form = self.s.form
        opened = next((k for k in range(a - 1, max(-1, a - _LETTERS), -1) if form[k] in "()"), -1)
        if opened < 0 or form[opened] != "(":
            return False
        closed = next((k for k in range(a, min(len(form), opened + _LETTERS)) if form[k] == ")"), -1)
        return closed > 0 and all(len(form[k]) <= 3 for k in range(opened, closed))

    def _frames_in(self, first: int, last: int, within: list[According], frames: dict[int, Frame]) -> None:
        """The frames of the cues among tokens `[first, last)` that stand in none of the according-to phrases."""
        cues, form = self.g.cues, self.s.form
        begin, end = bisect_left(self.cues, first), bisect_left(self.cues, last)
        for i in self.cues[begin:end]:
            if within and any(p.first <= i < p.last for p in within):
                continue
            if form[i] in cues.impersonal and (nobody := self._impersonal(i, first, last)) is not None:
                frames[i] = nobody
                continue
            readings = cues.forms.get(form[i])
            if readings is None:
                continue
            if readings[0].tense == NOUN and self._brought(i, frames):
                continue
            reasons: list[str] = []
            mine = self.s.quotes.around(i) is not None and any(cue.gender == "1" for cue in readings)
            for cue in readings:
                frame = self._frame(i, cue, first, last)
                if isinstance(frame, Frame):
                    if mine and frame.subject is None and cue.gender != "1":
                        frame = "the speaker may speak of himself"
                    else:
                        frames[i] = frame
                        break
                reasons.append(frame)
            else:
                if reasons and reasons[0]:
                    self.reading.abstain(self.reading.span(i, i + 1), KIND, "a cue without its frame", reasons[0])

    def _brought(self, i: int, frames: dict[int, Frame]) -> bool:
        """Whether another cue brings a noun of saying: as what it voices (his fear of), or as its subject."""
        for frame in frames.values():
            if frame.kind == NOMINAL and frame.start <= i <= frame.start + 1:
                return True
            if frame.at < i < frame.start:
                return True
        return False

    def _by_way_of(self, i: int, last: int) -> bool:
        """Whether a preposition written like a verb stands before what words are shown on: by way of his account."""
        s, g = self.s, self.g
        if s.form[i] not in g.on_air or i + 1 >= last:
            return False
        shown = s.form[i + 1] in g.documents or s.form[i + 1] in g.media
        return shown or self.frames.chains.platform(i + 1, last) > i + 1

    def _frame(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        form = self.s.form
        if cue.gender == "1":
            return self._told_himself(i, cue, last)
        bare = cue.bare and i not in self.s.described
        if self._ends_as_noun(i, cue) or (bare and cue.conj and cue.tense == PAST and self._lists_on(i, first)):
            return ""
        named = i in self.s.in_name and (cue.bare or (cue.conj and self.g.names.is_first_name(form[i])))
        if named or self._by_way_of(i, last):
            return ""
        before = self.s.form[i - 1] if i > first else ""
        if form[i] in self.g.cues.jussive and self.g.without_conjunction(before) not in self.g.cues.jussive_after:
            return ""
        glued = cue.conj and cue.tense == PRESENT and self.s.form[i].startswith(self.g.conjunctions[-1])
        if glued and before and self.s.is_word(i - 1) and self.sources.name_like(i - 1) and not self.g.definite(before):
            return ""  # the second part of a foreign name
        if self._doubled(i, cue):
            return "the conjunction is a letter of the word"
        if self.s.passive(i, cue):
            return "the verb is passive"
        if cue.tense == PARTICIPLE and not self._participle(i, cue, first, last):
            return ""
        if self.g.without_conjunction(form[i]) in self.g.aside_verbs and cue.tense in (PRESENT, NOUN):
            return "the author speaks for himself" if self._aside(i, last) else self.frames.of(i, cue, last, None)
        if cue.tense == NOUN:
            noun = self.nouns.frame(i, cue, first, last)
            ruled = isinstance(noun, Frame) and cue.lemma.rules and self.weeding.ruled(noun, first)
            return "a court rules" if ruled else noun
        apart = cue.conj or cue.tense == PARTICIPLE or self._in_document(i, first, last)
        subject = None if apart else self.subjects.before(i, first)
        if i > first and cue.tense != NOUN and cue.tense != PARTICIPLE and form[i - 1] in self.g.lack:
            return "a noun stands behind the lack of it"
        if subject is not None and self._says(subject.first):
            subject = None  # describing what is rumoured: the participle is somebody's, and no one himself
        within = i + 1 < last and form[i + 1] in self.g.in_it  # at a time in which he urged
        if subject is None and not (cue.conj or within) and cue.tense != PARTICIPLE:
            subject = self.subjects.relative(i, first, cue)
        if subject is None and cue.tense == PAST and form[i - 1] in self.g.complementiser_ends:
            subject = self.subjects.preceded(i, first)
        has = cue.conj or (i > first and self.g.without_conjunction(form[i - 1]) in self.g.only_verbs)
        if subject is None and has and cue.tense != PARTICIPLE:
            subject = self.subjects.topic(i, first)
        if cue.purpose and not cue.conj and (led := self.nouns.hastened.subject(i, first, self.g.to)) is not None:
            subject = led if led.last > led.first else None
        if cue.purpose and not cue.conj and (doing := self.subjects.in_doing(i, first)) is not None:
            subject = doing
        if i > first and form[i - 1] in self.g.in_doing and self._this_alone(i + 1, last):
            return "what was said stands before"
        if subject is None and not cue.conj and cue.tense in (PAST, PRESENT):
            subject = self._document_before(i, cue, first) or self.subjects.of_clause(i, first, cue)
        if subject is not None and cue.pronoun and form[i - 1] in self.g.called_what and subject.last == i:
            subject = None  # whom it called the mediators
        if subject is not None and self._suspected(cue) and self.sources.agreement(subject)[1] == "p":
            subject = None  # gunmen who it is suspected are
        unsure = bare and subject is None and not self.subjects.verb_place(i, first)
        unsure = unsure and not (cue.tense == PAST and i + 1 < last and form[i + 1] in self.g.in_it)
        unsure = unsure and not (cue.lemma.describes and self._described_so(i, cue, last))
        if unsure and not (cue.conj and cue.tense == PAST):
            return ""
        if self.g.of_me(form[i - 1] if i > first else "") or (subject is None and self._mine(i, cue)):
            return "the speaker may speak of himself"
        if i > first and form[i - 1] in self.g.unless:
            return "it is only supposed"
        bare_topic = subject is not None and subject.last == i and not self.sources.actor(subject)
        if (
            cue.lemma.describes
            and (subject is None or bare_topic)
            and (called := self._called(i, cue, first, last)) is not None
        ):
            return called
        frame = self.frames.of(i, cue, last, subject)
        if isinstance(frame, str) and (behind := self._behind_quote(i, cue, subject, last)) is not None:
            return behind
        if isinstance(frame, str) and not unsure and (far := self.farther.of(i, cue, last, subject)) is not None:
            frame = far
        elif isinstance(frame, Frame) and (whole := self.farther.instead(frame, last, subject)) is not None:
            frame = whole
        if isinstance(frame, Frame):
            if unsure and not self._sure(frame):
                return ""
            if cue.pronoun and self.s.quotes.around(i) is not None and frame.kind == CLAUSE:
                frame = frame.but(narrow=True)  # in what somebody says, how others see a thing
            if (i > first and form[i - 1] in self.g.bare_what and cue.tense == PRESENT) or self.resolver.nobody(frame):
                frame = frame.but(narrow=True)
            return self.weeding.believed(frame, first)
        return frame

    def _told_himself(self, i: int, cue: Cue, last: int) -> Frame | str:
        """The frame of what somebody, in words that are quoted, says that he said: "I told them that …"."""
        quote = self.s.quotes.around(i)
        if cue.tense != PAST or not cue.lemma.saying or cue.pronoun or quote is None or not quote.closed:
            return ""
        frame = self.frames.of(i, cue, last, None)
        if isinstance(frame, str) or frame.kind == NOMINAL or (frame.subject is not None and frame.carriers):
            return ""
        return frame.but(subject=None)

    def _according_in(self, first: int, last: int) -> list[According]:
        out: list[According] = []
        on_what = self.g.cues.on_what
        i, behind = first, -1
        for at in self.adjuncts[bisect_left(self.adjuncts, first) : bisect_left(self.adjuncts, last)]:
            if at < i:
                continue
            phrase = self.according.at(at, first, last, behind)
            if isinstance(phrase, According):
                out.append(phrase)
                i = max(phrase.last, at + 1)
                behind = i + 1 if phrase.leads and i < last and self.s.is_mark(i, COMMAS) else -1
            elif phrase is not None and self.s.form[at] not in on_what:
                self.reading.abstain(self.reading.span(at, at + 1), KIND, "an according-to word", phrase)
        return out

    def _contents(
        self,
        frames: dict[int, Frame],
        contents: Contents,
        paragraphs: list[tuple[int, int]],
    ) -> list[tuple[Frame, Content]]:
        out: list[tuple[Frame, Content]] = []
        firsts = [first for first, _ in paragraphs]
        for at in sorted(frames):
            frame = frames[at]
            _, last = paragraphs[max(0, bisect_right(firsts, max(at, frame.start)) - 1)]
            content = contents.of(frame, self._closing(frame, last))
            if content is not None:
                out.append((frame, content))
        return out

    def _closing(self, frame: Frame, last: int) -> int:
        """Where the words of a frame must end: with the paragraph, or with a quotation that goes on over paragraphs.

        What somebody calls something ends with the phrase.
        """
        if self.weeding.calls(frame) and frame.cue.pronoun:
            last = self._name_given(frame.start, frame.glued, last)
        quote = self.s.quotes.at(frame.start) or self.s.quotes.around(frame.start)
        return max(last, quote.after) if quote is not None and quote.closed and quote.first > frame.at else last

    def _name_given(self, start: int, glued: int, last: int) -> int:
        """Where the words end by which somebody calls something: with the phrase, or the quotation and its adjunct."""
        s, quote = self.s, self.s.quotes.at(start)
        if quote is not None and quote.closed:
            end = quote.after
            return last if end < last and (s.preposition(end) or s.governed_at(end)) else min(end, last)
        end = self.sources.phrase(start, last, glued=glued).last
        end = next((k for k in range(start + 1, end) if s.preposition(k)), end)
        while start < end < last and s.form[end].startswith(self.g.to) and s.governed_at(end):
            end = max(self.sources.phrase(end, last, glued=len(self.g.to), tight=True).last, end + 1)
        return end if end > start else last

    # --- items --------------------------------------------------------------------------------------------------

    def _items(
        self,
        found: list[tuple[Frame, Content]],
        phrases: list[tuple[int, According]],
        contents: Contents,
        sentences: list[tuple[int, int]],
        *,
        title: bool,
    ) -> list[Item]:
        extra: dict[int, list[According]] = {}
        alone: list[tuple[int, According]] = []
        for number, phrase in phrases:
            frame = self.resolver.owner(phrase, [f for f in found if not self._named_only(f[0])])
            frame = frame or self.resolver.sentence_before(phrase, found, sentences[number][1])
            if frame is None:
                alone.append((number, phrase))
            else:
                extra.setdefault(frame.at, []).append(phrase)
        discourse = Discourse()
        self.resolver.implied.found = {frame.at: frame for frame, _ in found}
        self.resolver.ended = {content.last: frame for frame, content in reversed(found) if told(frame)}
        pending = sorted(
            [(frame.at, 0, n) for n, (frame, _) in enumerate(found)]
            + [(phrase.first, 1, n) for n, (_, phrase) in enumerate(alone)]
        )
        items: list[Item] = []
        if title:
            items.extend(Headlines(self.s, self.sources, self.subjects).items(sentences, [f for f, _ in found]))
        covered: list[tuple[int, int]] = []
        outer = self._outer(sentences)
        for at, which, n in pending:
            sentence = self._sentence(at, sentences)
            if which == 0:
                frame, content = found[n]
                nested = any(a <= at < b for a, b in covered)
                said = outer if self.s.quotes.around(at) is None else sentences
                while said is outer and sentence > 0 and outer[sentence] == outer[sentence - 1]:
                    sentence -= 1
                item = self.resolver.item(
                    frame, content, extra.get(frame.at, []), discourse, sentence, said, nested, title
                )
                covered.append((content.first, content.last))
                if item is None:  # what a phrase would have carried is its own
                    for phrase in extra.get(frame.at, []):
                        own = self.resolver.according_item(
                            phrase, sentences[sentence], contents, discourse, sentence, title
                        )
                        items.extend([own] if own is not None else [])
            else:
                number, phrase = alone[n]
                item = self.resolver.according_item(phrase, sentences[number], contents, discourse, sentence, title)
            if item is not None:
                items.append(item)
        return items

    def _named_only(self, frame: Frame) -> bool:
        """Whether a frame only tells what somebody calls something, so that nobody passes its words on."""
        called = frame.kind == NOMINAL and frame.cue.pronoun != "" and "++" in frame.cue.lemma.takes
        return called and frame.cue.tense != NOUN

    def _outer(self, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """For each sentence what the author tells with it: sentences between which a quotation goes on are one."""
        out: list[tuple[int, int]] = []
        for a, b in sentences:
            quote = self.s.quotes.around(a)
            within = bool(out) and quote is not None and quote.closed and quote.first < a
            out.append((out[-1][0] if within else a, b))
            k = len(out) - 2
            while k >= 0 and out[k][0] == out[-1][0]:
                out[k] = out[-1]
                k -= 1
        return out

    def _sentence(self, at: int, sentences: list[tuple[int, int]]) -> int:
        return next((n for n, (a, b) in enumerate(sentences) if a <= at < b), -1)


def told(frame: Frame) -> bool:
    """Whether a verb or a participle before its words tells them in a clause or by a noun."""
    return frame.cue.tense != NOUN and frame.kind in (CLAUSE, NOMINAL) and frame.start > frame.at


def _distinct(items: list[Item]) -> list[Item]:
    """Where two cues share a content, one before the other in front of it, the first keeps it."""
    out: list[Item] = []
    seen: dict[tuple[Span, ...], Item] = {}
    for item in sorted(items, key=lambda i: i.at):
        other = seen.setdefault(item.content, item)
        if other is not item and other.at < item.at < item.first and not item.rule.startswith(ACCORDING):
            continue
        out.append(item)
    return out
