"""From a frame or an according-to phrase to an item: its source, carriers, stance, date, and why."""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.kinds.attributions.according import According
from tawatur.kinds.attributions.carriers import Carriers
from tawatur.kinds.attributions.chains import Walk
from tawatur.kinds.attributions.clause_starts import ClauseStarts
from tawatur.kinds.attributions.contents import Content, Contents
from tawatur.kinds.attributions.cues import NOUN, PARTICIPLE, PAST, PRESENT
from tawatur.kinds.attributions.discourse import ONE, Discourse, Said
from tawatur.kinds.attributions.frames import CLAUSE, NOMINAL, Frame, Frames
from tawatur.kinds.attributions.implied import Implied
from tawatur.kinds.attributions.items import Item
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.stances import Stances
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.model import Span, Step
from tawatur.words import MARK, NUMBER

KIND: Final = "attribution"
ACCORDING: Final = "according-to phrase"
_CLAUSE: Final = 6
"""Tokens that a relative clause may have and still be part of who is named."""
_LEADS: Final = 30
"""Tokens that a phrase at the head of a sentence may take before the verb."""
_PUT: Final = 5
"""Tokens of the shortest quotation that is all that "according to what X said" stands for."""


class _Teller(NamedTuple):
    """Whose word something is, how a verb agrees with him, and why it is his."""

    source: tuple[Span, ...]
    gender: str
    number: str
    why: str
    implicit: bool
    held: Said | None
    """Whose carriers hold on."""


class Resolver:
    """Makes items of one text, in the order of their cues."""

    def __init__(self, scene: Scene, sources: Sources, frames: Frames, subjects: Subjects) -> None:
        self.s = scene
        self.g = scene.grammar
        self.reading = scene.reading
        self.sources = sources
        self.frames = frames
        self.subjects = subjects
        self.stances = Stances(scene, sources)
        self.carriers = Carriers(scene, sources, frames.chains)
        self.starts = ClauseStarts(scene, sources)
        self.implied = Implied(scene, sources, subjects)
        self.ended: dict[int, Frame] = {}
        """The first frame of the stretch that is being read whose words end at a token."""

    def owner(self, phrase: According, found: list[tuple[Frame, Content]]) -> Frame | None:
        """The frame whose words the phrase only carries: inside its clause, or right behind its content."""
        for frame, _ in found:
            if frame.at < phrase.first < frame.start:
                return frame
        for frame, content in found:
            if self.nobody(frame) or not self._carries(phrase):
                continue
            told = frame.subject is not None and not frame.before and frame.cue.tense == PAST
            if told and phrase.leads and frame.at - phrase.last in (0, 1):
                return frame  # according to the site, the ministry said
            inner = self.s.quotes.around(frame.at)
            if inner is not None and inner.closed and inner.after <= phrase.first:
                continue  # a verb in the words quoted
            behind = phrase.first
            if self.s.is_mark(behind - 1, COMMAS):
                behind -= 1
            if self.s.quotes.closes(behind - 1) and content.last == behind - 1:
                behind -= 1
            if content.last == behind and not phrase.leads:
                return frame
        return None

    def sentence_before(self, phrase: According, found: list[tuple[Frame, Content]], last: int) -> Frame | None:
        """The frame of the words right before a phrase that is a sentence of its own: X said … . According to Y."""
        s = self.s
        behind = (k for k in range(phrase.last, last) if k not in s.dated and s.form[k] not in self.g.time)
        if not phrase.leads or any(s.kinds[k] != MARK for k in behind):
            return None
        k = phrase.first - 1
        while k > 0 and s.kinds[k] == MARK:
            k -= 1
        if k == phrase.first - 1 or phrase.source is None or not self.frames.chains.medium(phrase.source):
            return None
        return next((frame for frame, content in reversed(found) if content.last - 1 == k), None)

    def _carries(self, phrase: According) -> bool:
        """Whether a phrase behind a content names who passed it on, rather than whose word it is."""
        if phrase.source is None:
            return True
        if phrase.told and phrase.carriers:
            return True
        if self.g.without_conjunction(self.s.form[phrase.first]) in self.g.relayed:
            return True  # whom the speaker quotes, or who quotes him
        document = self.sources.document(phrase.source) and not self.frames.chains.rule(phrase.source)
        return self.frames.chains.medium(phrase.source) or document

    def item(
        self,
        frame: Frame,
        content: Content,
        carried: list[According],
        discourse: Discourse,
        sentence: int,
        sentences: list[tuple[int, int]],
        nested: bool,
        title: bool,
    ) -> Item | None:
        first = sentences[sentence][0]
        frame, via, own = self._carried(frame, content, carried, discourse, first, nested)
        if frame.subject is None and frame.cue.lemma.relay and not self.nobody(frame):
            frame = self.carriers.meant(frame)
        s, cue = self.s, frame.cue
        teller = self._teller(frame, discourse, sentences, sentence, nested, own)
        if teller is None:
            return None
        source, gender, number, why_source, implicit, held = teller
        if held is not None and not via and not nested:
            via = list(held.via)
        if source:
            discourse.note(Said(frame.at, source, gender, number, tuple(via), nested, sentence))
        stance, why_stance = self.stances.of(frame, content)
        future = cue.tense == PRESENT and cue.glued > 0 and s.form[frame.at][cue.glued - 1] == self.g.future
        cue_span = Span(s.cut(frame.at, cue.glued - future), s.tokens.end[frame.at])
        cue_spans = self._with_saying(frame, cue_span)
        why = (
            Step("cue", cue.lemma.name + " · " + cue.tense, cue_span),
            Step("frame", frame.kind, self.reading.span(frame.start, frame.start + 1)),
            Step("content", content.ends, content.spans[-1]),
            Step("source", why_source, source[0] if source else None),
            Step("stance", why_stance),
        )
        return Item(
            frame.at,
            cue_spans,
            content.spans,
            content.first,
            content.last,
            source,
            tuple(v for v in via if v not in source),
            implicit,
            content.mode,
            stance,
            self._rule(frame),
            self._said_on(frame),
            title,
            why,
        )

    def _carried(
        self,
        frame: Frame,
        content: Content,
        carried: list[According],
        discourse: Discourse,
        first: int,
        nested: bool,
    ) -> tuple[Frame, list[Span], bool]:
        """The frame with its own subject, who passed its words on, and whether its verb is the speaker's own.

        Nearest to the speaker first. The verb may be theirs who quote him.
        """
        via = [self._source_span(p) for p in frame.carriers]
        if (shown := self.carriers.apart(frame)) is not None:
            frame = frame.but(subject=shown[0])
            via.extend(self._source_span(p) for p in shown[1])
        quoted = next((p for p in carried if self.carriers.quotes(p, frame)), None)
        if quoted is not None and quoted.source is not None and frame.subject is not None:
            via[:0] = [self._source_span(p) for p in (*quoted.carriers, frame.subject)]
            frame = frame.but(subject=quoted.source)
            carried = [p for p in carried if p is not quoted]
        for phrase in carried:
            via.extend(self._source_span(p) for p in (*((phrase.source,) if phrase.source else ()), *phrase.carriers))
        via.extend(self._source_span(p) for p in self.carriers.in_it(frame, first))
        if not via and not nested:
            via.extend(self._led_by(frame, first))
        if frame.subject is not None and (near := self.carriers.place_of(frame)) is not None:
            via = [v for v in via if v != self._source_span(near)]  # where the document stands is part of it
            frame = frame.but(subject=frame.subject._replace(last=near.last, ends="where it stands ends"))
        if not via and not nested and discourse.said and self._same(frame, discourse.said[-1]):
            via.extend(discourse.said[-1].via)
        if not via:
            elsewhere = self.carriers.passed(frame) or self.carriers.behind(frame, content)
            via.extend(self._source_span(p) for p in elsewhere)
        return frame, via, quoted is None

    def _teller(
        self,
        frame: Frame,
        discourse: Discourse,
        sentences: list[tuple[int, int]],
        sentence: int,
        nested: bool,
        own: bool,
    ) -> _Teller | None:
        """Whose word it is; None where the verb has no subject and nobody before it agrees with it."""
        cue = frame.cue
        if frame.subject is not None:
            gender, number = self.sources.agreement(frame.subject)
            own = own and not cue.lemma.relay and not self.carriers.quoted(frame)
            if own and cue.tense != PARTICIPLE and cue.number == "s" and cue.gender in ("m", "f"):
                gender = cue.gender
            if number == "s" and self.subjects.one_person(frame.subject):
                number = ONE
            why = f"the subject {'before' if frame.before else 'behind'} the cue; {frame.subject.ends}"
            return _Teller((self._source_span(frame.subject),), gender, number, why, False, None)
        if cue.gender == "1":
            said = discourse.outer() if nested else None
            why = "who says it of himself, in his own words"
            return _Teller(said.source, said.gender, said.number, why, True, None) if said is not None else None
        if self.nobody(frame):
            return _Teller((), "", "", "nobody is named", False, None)
        gender, number = ("", "") if cue.tense == NOUN else (cue.gender, cue.number)
        meant = self.implied.meant(frame, discourse, sentences, sentence)
        if isinstance(meant, Said):
            why = "the last source that agrees with the verb"
            return _Teller(meant.source, meant.gender or gender, number or meant.number, why, True, meant)
        if meant is None:
            cue_span = self.reading.span(frame.at, frame.at + 1)
            self.reading.abstain(cue_span, KIND, self._rule(frame), "no earlier source agrees with the verb")
            return None
        return _Teller((self._source_span(meant.phrase),), gender, number, meant.why, True, None)

    def _only_name(self, first: int, last: int) -> bool:
        """Whether nothing but a name stands there, with its title: that of the source before it."""
        titles = {"rank", "honorific", "office"}
        k = next((k for k in range(first, last) if self.sources.classes(k).isdisjoint(titles)), last)
        return self.s.named.get(k, (0, ""))[0] >= last - 1

    def _with_saying(self, frame: Frame, cue: Span) -> tuple[Span, ...]:
        """The cue with the participle that brings its words: he went on | saying."""
        s, last = self.s, frame.at + 1
        if frame.cue.tense == PARTICIPLE or frame.kind == NOMINAL:
            return (cue,)
        saying = next((k for k in range(last, frame.start) if self.frames.brings(k)), -1)
        if saying < 0:
            return (cue,)
        return (Span(cue.start, s.tokens.end[saying]),) if saying == last else (cue, s.span(saying, saying + 1))

    def _same(self, frame: Frame, said: Said) -> bool:
        """Whether the source is said to be the unnamed one who spoke last: the same source."""
        s, g, subject = self.s, self.g, frame.subject
        if subject is None or said.nested or not said.source:
            return False
        before, behind = s.form[subject.first] in g.same_as, s.form[subject.last - 1] in g.same
        head = subject.first + 1 if before else subject.first
        if not (before or behind) or "unnamed" not in self.sources.classes(head):
            return False
        spoke = s.head_word(s.range(said.source[0])[0])
        return spoke.removeprefix(g.article) == s.head_word(head).removeprefix(g.article)

    def _led_by(self, frame: Frame, first: int) -> list[Span]:
        """The carriers that a phrase at the head of the sentence names: in a statement issued by X, Y said."""
        s, g = self.s, self.g
        at = frame.subject.first if frame.before and frame.subject is not None else frame.at
        if frame.cue.tense == PARTICIPLE or first + 2 > at or not s.is_word(first) or at - first > _LEADS:
            return []
        if g.without_conjunction(s.form[first]) not in g.prepositions or s.form[first] in g.what:
            return []
        walk = Walk()
        end = self.frames.chains.adjunct(first, at, walk)
        comma = next((k for k in range(first, at) if s.is_mark(k, COMMAS)), at)
        if min(end, comma) < first + 2:
            return []
        while not walk.carriers and comma + 2 < at and s.form[comma + 1] in g.on_air:
            end = self.frames.chains.adjunct(comma + 1, at, walk)  # in a talk, with the channel's programme, he said
            comma = next((k for k in range(end, at) if s.is_mark(k, COMMAS)), at)
        if not walk.carriers:
            return []
        return [self._source_span(p) for p in walk.carriers]

    def nobody(self, frame: Frame) -> bool:
        """Whether the verb has no subject at all: it is believed that …"""
        cue, s, g = frame.cue, self.s, self.g
        if frame.nobody or (cue.lemma.nobody and frame.subject is None):
            return True
        k = frame.at - 1
        while k > 0 and s.form[k] in g.negations:
            k -= 1
        if k >= 0 and (s.form[k] in g.but_he or s.form[k] in g.owned_complementisers):
            return False  # a pronoun before it is its subject
        return (
            cue.lemma.impersonal
            and cue.tense == PRESENT
            and (cue.gender, cue.number) == ("m", "s")
            and frame.subject is None
        )

    def _rule(self, frame: Frame) -> str:
        how = {"past": "verb", "present": "verb", "participle": "participle", "noun": "verbal noun"}[frame.cue.tense]
        where = "" if frame.subject is None else " after its subject" if frame.before else " before its subject"
        return f"{how}{where} with a {frame.kind}"

    def _source_span(self, phrase: Phrase) -> Span:
        """The words that name a source: a short relative clause tells which one is meant, a long one a story."""
        s, last = self.s, max(phrase.last, phrase.first + 1)
        words = range(phrase.first + 1, last)
        clause = next((k for k in words if s.form[k] in self.g.relatives and k not in s.in_name), last)
        last = clause if last - clause > _CLAUSE else last
        last = next((k for k in words if k < last and self._tells(k)), last)
        if last > phrase.first + 1 and self._paper(last - 1):
            last -= 1  # So-and-so a statement: the object of his verb
        tag = phrase.first > 0 and s.form[phrase.first - 1] == "#" and not s.tokens.spaced(phrase.first)
        return s.span(phrase.first - tag, last, self._article_kept(phrase))

    def _paper(self, i: int) -> bool:
        """Whether an indefinite document in the accusative stands at a token, behind a foreign name."""
        g, form = self.g, self.s.form[i]
        known = (form in g.documents or form in g.papers) and not form.endswith(g.own_ends)
        return known and form.endswith(g.accusative) and not g.definite(self.s.form[i - 1])

    def _tells(self, k: int) -> bool:
        """Whether at a token the author tells where, or what the words concern, rather than who."""
        g, form = self.g, self.s.form
        if k + 1 >= len(form):
            return False
        return form[k] in g.seat or form[k] in g.where or (form[k] in g.what and form[k + 1] in g.concerning)

    def _article_kept(self, phrase: Phrase) -> int:
        """Glued letters to leave out; none where preposition and article are written as one."""
        if phrase.glued and self.s.form[phrase.first].startswith(self.g.contracted):
            return 0
        return phrase.glued

    def _said_on(self, frame: Frame) -> str | None:
        """A date in the clause of the cue, in front of the content."""
        for i in range(frame.at, frame.start):
            if i in self.s.dated:
                return self.s.dated[i][1].value
        return None

    def _told_by(self, frame: Frame, discourse: Discourse, sentence: int) -> tuple[Span, ...]:
        """Whose words hold those that somebody else vouches for."""
        if frame.subject is not None:
            return (self._source_span(frame.subject),)
        said = discourse.antecedent(frame.cue.gender, frame.cue.number, sentence, near=True)
        return said.source if said is not None else ()

    def _listed(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the bare number begins, and letters glued to it, that alone of a list a phrase right behind it tells.

        2 at first, then 11 of the guard, 14 of the ministry, and 17 according to X.
        """
        s, g = self.s, self.g
        k = end - 1
        if k <= start + 1 or s.kinds[k] != NUMBER:
            return None
        first = k - 1 if s.form[k - 1] in g.conjunctions else k
        return (k, 0) if first < k and first > start and s.is_mark(first - 1, COMMAS) else None

    def according_item(
        self,
        phrase: According,
        bounds: tuple[int, int],
        contents: Contents,
        discourse: Discourse,
        sentence: int,
        title: bool,
    ) -> Item | None:
        s = self.s
        first, last = bounds
        if phrase.leads:
            start = phrase.last
            while start < last and (
                start in s.skips
                or s.is_mark(start, COMMAS)
                or s.form[start] in self.g.cues.result
                or s.form[start] in self.g.complementisers
            ):
                start = max(start + 1, s.skips.get(start, 0))
            if start >= last or self._only_name(start, last):
                return None
            end, why_end = contents.end(start, last, CLAUSE, start)
            glued = 0
            if s.form[start] == ":" and start + 1 < last:
                start += 1
            opened = s.quotes.at(start)
            if opened is not None and opened.closed and opened.after >= end:
                end, why_end = opened.after, "the quotation is closed"
        else:
            start, glued = self.starts.of(phrase.first, first)
            if s.form[start] in self.g.conjunctions and s.quotes.at(start + 1) is not None:
                start, glued = start + 1, 0  # and "…", by what X says
            end, why_end = phrase.first, "the according-to phrase closes it"
            while end > start and (s.is_mark(end - 1, COMMAS) or s.form[end - 1] in self.g.came):
                end -= 1
        inner = None if phrase.leads or phrase.told or phrase.verb >= 0 else self.ended.get(end)
        if inner is not None and start <= inner.at and inner.start < end and not self.nobody(inner):
            start, glued = inner.start, inner.glued  # X said that …, by what Y told
        else:
            inner = None
        listed = None if phrase.leads else self._listed(start, end)
        if listed is not None:
            start, glued = listed
        rest = None if phrase.leads or listed is not None else self.starts.rest(start, end, phrase.last, last, contents)
        if listed is None and rest is None and end - start < 2:
            return None
        quote = s.quotes.at(start)
        mode = contents.mode(start, end)
        implicit = phrase.source is None
        if phrase.source is None:
            said = discourse.antecedent("", "", sentence, near=True)
            if said is None:
                return None
            source = said.source
        else:
            source = (self._source_span(phrase.source),)
            gender, number = self.sources.agreement(phrase.source)
            through = tuple(self._source_span(p) for p in phrase.carriers)
            discourse.note(Said(phrase.first, source, gender, number, through, False, sentence, not phrase.leads))
        cue_start = s.cut(phrase.first, phrase.conj) if phrase.verb < 0 else s.tokens.start[phrase.verb]
        cue_end = s.cut(phrase.cue_last, phrase.letters) if phrase.letters else s.tokens.end[phrase.cue_last - 1]
        resumed = phrase.told and phrase.verb < 0 and phrase.cue_last < phrase.last
        behind_verb = s.form[phrase.cue_last] if resumed else ""
        if behind_verb in self.g.resumed and phrase.source is not None and phrase.source.first > phrase.cue_last:
            cue_end = s.tokens.end[phrase.cue_last]  # by what the police said of it
        mark = phrase.first - 1 - (phrase.told and s.is_mark(phrase.first - 1, COMMAS))
        put = s.form[phrase.first] in self.g.cues.as_what or (phrase.told and mark < phrase.first - 1)
        behind = s.quotes.ends(mark) if put else None
        if behind is not None and mark < phrase.first - 1 and behind.last - behind.first < _PUT:
            behind = None
        if behind is not None and behind.first > start:  # "…", as X put it: only the words in the marks
            quote, start, end, mode = behind, behind.first - 1, mark + 1, "direct"
        spans: tuple[Span, ...] = (
            (s.span(quote.first, quote.last),)
            if quote is not None and quote.after >= end
            else (s.span(start, end, glued),)
        )
        if rest is not None and quote is None:
            spans = (*spans, s.span(rest[0], rest[1]))
            end, why_end = rest[1], rest[2]
        via = tuple(self._source_span(p) for p in phrase.carriers)
        if inner is not None:
            via = (*via, *self._told_by(inner, discourse, sentence))
        stance, why_stance = self.stances.told(phrase.cue_last - 1, start, end, whole=phrase.verb >= 0)
        if phrase.stance != "report":
            stance, why_stance = phrase.stance, "the phrase says so"
        rule = ACCORDING + " before its clause" if phrase.leads else ACCORDING + " behind its clause"
        why = (
            Step("cue", rule, Span(cue_start, cue_end)),
            Step("content", why_end, spans[-1]),
            Step("source", phrase.source.ends if phrase.source else "the last source", source[0]),
            Step("stance", why_stance),
        )
        return Item(
            phrase.first,
            (Span(cue_start, cue_end),),
            spans,
            start,
            end,
            source,
            via,
            implicit,
            mode,
            stance,
            rule,
            None,
            title,
            why,
        )
