"""Who said what, through whom: attributions of one document, each with its cue, source, content and carriers.

The order: cues by look-up, their frames, according-to phrases, ends of contents, implicit subjects, carriers, parents.
Work is done around cues only, so cost follows cues and not the length of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawatur.kinds.according import According, AccordingTo
from tawatur.kinds.contents import Content, Contents
from tawatur.kinds.cues import NOUN, PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.discourse import Discourse, Said
from tawatur.kinds.frames import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame, Frames
from tawatur.kinds.headlines import Headlines
from tawatur.kinds.items import Item
from tawatur.kinds.scene import COMMAS, Scene
from tawatur.kinds.sources import Phrase, Sources
from tawatur.kinds.speakers import Speakers
from tawatur.kinds.stances import stance_of
from tawatur.kinds.subjects import Subjects
from tawatur.model import Attribution, Date, Document, Entity, Span, Stance, Step
from tawatur.reading import Reading
from tawatur.words import MARK, WORD

KIND = "attribution"
_ACCORDING = "according-to phrase"
_OPENING = 9
"""Words of a content that its stance may be read from."""


def find_attributions(
    reading: Reading, document: Document, dates: Sequence[Date], entities: Sequence[Entity]
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of a document's title and body, in the order of their contents, and its entities.

    `speaker` of an attribution indexes into the entities given back: those given, then sources that had no name.
    """
    if not reading.pack.has("attributions"):
        return (), tuple(entities)
    finder = _Finder(reading, document, dates, entities)
    return finder.run()


class _Finder:
    def __init__(self, reading: Reading, document: Document, dates: Sequence[Date], entities: Sequence[Entity]) -> None:
        self.reading = reading
        self.document = document
        self.s = Scene(reading, dates, entities)
        self.g = self.s.grammar
        self.sources = Sources(self.s)
        self.frames = Frames(self.s, self.sources)
        self.subjects = Subjects(self.s, self.sources)
        self.according = AccordingTo(self.s, self.sources, self.frames)
        self.entities = entities

    def run(self) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
        items: list[Item] = []
        if self.document.title is not None:
            items.extend(self._region(self.document.title, title=True))
        for span in self.document.body:
            items.extend(self._region(span, title=False))
        return Speakers(self.s, self.entities).link(_distinct(items))

    # --- one stretch of title or body ---------------------------------------------------------------------------

    def _region(self, span: Span, *, title: bool) -> list[Item]:
        tokens = self.s.tokens
        first, last = tokens.before(span.start), tokens.before(span.end)
        sentences: list[tuple[int, int]] = []
        for a, b in self.reading.sentences:
            if a < last and b > first:
                if sentences and sentences[-1][1] - 1 in self.s.in_name and a == sentences[-1][1]:
                    a = sentences.pop()[0]  # the point was part of a name
                sentences.append((max(a, first), min(b, last)))
        paragraphs = [(max(a, first), min(b, last)) for a, b in self.reading.paragraphs if a < last and b > first]
        frames: dict[int, Frame] = {}
        phrases: list[tuple[int, According]] = []
        for number, (a, b) in enumerate(sentences):
            within = self._according_in(a, b)
            self.s.skips.update((p.first, p.last) for p in within)
            phrases.extend((number, p) for p in within)
            self._frames_in(a, b, frames)
        contents = Contents(self.s, self.sources, frames, frozenset(p.first for _, p in phrases))
        found = self._contents(frames, contents, paragraphs)
        return self._items(found, phrases, contents, sentences, title=title)

    def _frames_in(self, first: int, last: int, frames: dict[int, Frame]) -> None:
        forms = self.g.cues.forms
        form, kinds = self.s.form, self.s.kinds
        passed = first
        for i in range(first, last):
            passed = max(passed, self.s.skips.get(i, 0))
            if kinds[i] != WORD or i < passed:
                continue
            readings = forms.get(form[i])
            if readings is None:
                continue
            reasons: list[str] = []
            mine = self.s.quotes.around(i) is not None and any(cue.gender == "1" for cue in readings)
            for cue in readings:
                frame = self._frame(i, cue, first, last)
                if isinstance(frame, Frame):
                    if mine and frame.subject is None:
                        frame = "the speaker may speak of himself"
                    else:
                        frames[i] = frame
                        break
                reasons.append(frame)
            else:
                if reasons and reasons[0]:
                    self.reading.abstain(self.reading.span(i, i + 1), KIND, "a cue without its frame", reasons[0])

    def _frame(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        form = self.s.form
        if cue.gender == "1":
            return ""
        if cue.tense in (PAST, PRESENT) and self.s.noun_ending(i):
            return ""
        if cue.tense == PARTICIPLE and not self._participle(i, cue, first, last):
            return ""
        if self.g.without_conjunction(form[i]) in self.g.aside_verbs and cue.tense in (PRESENT, NOUN):
            return "the author speaks for himself" if self._aside(i, last) else self.frames.of(i, cue, last, None)
        if cue.tense == NOUN:
            return self._noun(i, cue, last)
        subject = None if cue.conj or cue.tense == PARTICIPLE else self.subjects.before(i, first)
        if subject is None and not cue.conj and cue.tense != PARTICIPLE:
            subject = self.subjects.relative(i, first)
        if cue.bare and subject is None and not self.subjects.verb_place(i, first):
            return ""
        if cue.lemma.describes and subject is None and (called := self._called(i, cue, first, last)) is not None:
            return called
        frame = self.frames.of(i, cue, last, subject)
        if isinstance(frame, Frame):
            if self.s.quotes.around(i) is not None and frame.kind == CLAUSE:
                frame = replace(frame, narrow=True)
            if (i > first and form[i - 1] in self.g.bare_what and cue.tense == PRESENT) or self._nobody(frame):
                frame = replace(frame, narrow=True)
            return self._believed(frame, first)
        return frame

    def _participle(self, i: int, cue: Cue, first: int, last: int) -> bool:
        """Whether a participle stands as an adverb of its own, with a complement."""
        s, g = self.s, self.g
        if i + 1 >= last:
            return False
        after = s.form[i + 1]
        apart = i == first or s.kinds[i - 1] == MARK
        if s.noun_ending(i) and not apart and after not in g.complementisers and after not in cue.lemma.takes:
            return False
        if after in g.complementisers or after == ":" or s.quotes.at(i + 1) is not None:
            return True
        preps = {t.lstrip("@+") for t in cue.lemma.takes} - {"=", ""}
        if s.noun_ending(i) and i > first and (s.form[i - 1] in g.prepositions or g.governed(s.form[i])[1]):
            return False
        governs = after in preps or g.governed(after)[1] in preps
        if governs and any(t in preps for t in cue.lemma.takes):
            return apart or s.tokens.words(i, i + 1).endswith(g.adverbial_ends)
        return apart or (bool(cue.lemma.takes) and s.tokens.words(i, i + 1).endswith(g.adverbial_ends))

    def _aside(self, i: int, last: int) -> bool:
        """Whether nobody is the subject: it is to be mentioned that …"""
        g, form = self.g, self.s.form
        return i + 1 < last and (
            form[i + 1] in g.complementisers or form[i + 1] in g.prepositions or bool(g.governed(form[i + 1])[1])
        )

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

    def _noun(self, i: int, cue: Cue, last: int) -> Frame | str:
        """A verbal noun counts only with its complement right behind it."""
        form = self.s.form
        k = i + 1
        if k >= last:
            return ""
        if not cue.glued and not cue.pronoun:
            return ""
        if (
            (form[k] in self.g.complementisers and cue.lemma.clause)
            or form[k] == ":"
            or self.s.quotes.at(k) is not None
        ):
            return self.frames.of(i, cue._replace(tense=PARTICIPLE), last, None)
        return ""

    def _believed(self, frame: Frame, first: int) -> Frame | str:
        """Weed out frames that the words allow and the sense doesn't."""
        cue, lemma = frame.cue, frame.cue.lemma
        negated = frame.at > first and self.s.form[frame.at - 1] in self.g.negations
        if negated and frame.kind == NOMINAL and lemma.stance in ("report", "affirm", "announce"):
            return "nothing was said"
        if lemma.needs_subject and frame.subject is None and cue.tense != PARTICIPLE and not cue.conj:
            return "it may only have turned out so"
        if lemma.topic and not (frame.subject is not None and "unnamed" in self.sources.classes(frame.subject.first)):
            return "a topic is no content"
        if cue.bare and cue.conj and frame.kind == NOMINAL and not self.subjects.verb_place(frame.at, first):
            return "the word may be a noun"
        if frame.kind == COLON and frame.subject is None and cue.tense not in ("past", PARTICIPLE, PRESENT):
            return "a list may follow"
        return frame

    def _according_in(self, first: int, last: int) -> list[According]:
        out: list[According] = []
        form, kinds = self.s.form, self.s.kinds
        cues = self.g.cues
        i, behind = first, -1
        while i < last:
            f = form[i]
            if kinds[i] == WORD and (f in cues.adjuncts or f in cues.with_verb or f in cues.on_what):
                phrase = self.according.at(i, first, last, behind)
                if isinstance(phrase, According):
                    out.append(phrase)
                    i = max(phrase.last, i + 1)
                    behind = i + 1 if phrase.leads and i < last and self.s.is_mark(i, COMMAS) else -1
                    continue
                if phrase is not None and f not in cues.on_what:
                    self.reading.abstain(self.reading.span(i, i + 1), KIND, "an according-to word", phrase)
            i += 1
        return out

    def _contents(
        self,
        frames: dict[int, Frame],
        contents: Contents,
        paragraphs: list[tuple[int, int]],
    ) -> list[tuple[Frame, Content]]:
        out: list[tuple[Frame, Content]] = []
        ends = iter(paragraphs)
        _, last = next(ends, (0, 0))
        for at in sorted(frames):
            while at >= last:
                _first, last = next(ends)
            content = contents.of(frames[at], last)
            if content is not None:
                out.append((frames[at], content))
        return out

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
            frame = self._owner(phrase, found)
            if frame is None:
                alone.append((number, phrase))
            else:
                extra.setdefault(frame.at, []).append(phrase)
        discourse = Discourse()
        pending = sorted(
            [(frame.at, 0, n) for n, (frame, _) in enumerate(found)]
            + [(phrase.first, 1, n) for n, (_, phrase) in enumerate(alone)]
        )
        items: list[Item] = []
        if title:
            items.extend(Headlines(self.s, self.sources, self.subjects).items(sentences, [f for f, _ in found]))
        covered: list[tuple[int, int]] = []
        for at, which, n in pending:
            sentence = self._sentence(at, sentences)
            if which == 0:
                frame, content = found[n]
                nested = any(a <= at < b for a, b in covered)
                item = self._item(
                    frame, content, extra.get(frame.at, []), discourse, sentence, sentences, nested, title
                )
                covered.append((content.first, content.last))
            else:
                number, phrase = alone[n]
                item = self._according_item(phrase, sentences[number], contents, discourse, sentence, title)
            if item is not None:
                items.append(item)
        return items

    def _sentence(self, at: int, sentences: list[tuple[int, int]]) -> int:
        return next((n for n, (a, b) in enumerate(sentences) if a <= at < b), -1)

    def _owner(self, phrase: According, found: list[tuple[Frame, Content]]) -> Frame | None:
        """The frame whose words the phrase only carries: inside its clause, or right behind its content."""
        for frame, _ in found:
            if frame.at < phrase.first < frame.start:
                return frame
        for frame, content in found:
            if self._nobody(frame) or not self._carries(phrase):
                continue
            behind = phrase.first
            if self.s.is_mark(behind - 1, COMMAS):
                behind -= 1
            if content.last == behind and not phrase.leads:
                return frame
        return None

    def _carries(self, phrase: According) -> bool:
        """Whether a phrase behind a content names who passed it on, rather than whose word it is."""
        if phrase.source is None or phrase.told:
            return True
        return self.frames.medium(phrase.source) or self.sources.document(phrase.source)

    def _item(
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
        s, cue = self.s, frame.cue
        via = [self._source_span(p) for p in frame.carriers]
        quoted = next((p for p in carried if self.g.without_conjunction(s.form[p.first]) in self.g.relayed), None)
        if quoted is not None and quoted.source is not None and frame.subject is not None:
            via.append(self._source_span(frame.subject))
            frame = replace(frame, subject=quoted.source)
            carried = [p for p in carried if p is not quoted]
        for phrase in carried:
            via.extend(self._source_span(p) for p in (*((phrase.source,) if phrase.source else ()), *phrase.carriers))
        implicit = False
        first = sentences[sentence][0]
        via.extend(self._document_before(frame, first))
        if frame.subject is not None:
            source: tuple[Span, ...] = (self._source_span(frame.subject),)
            gender, number = self.sources.agreement(frame.subject)
            if cue.tense != PARTICIPLE and cue.number == "s" and cue.gender in ("m", "f"):
                gender = cue.gender if not cue.lemma.relay else gender
            why_source = f"the subject {'before' if frame.before else 'behind'} the cue; {frame.subject.ends}"
        elif self._nobody(frame):
            source, gender, number, why_source = (), "", "", "nobody is named"
        else:
            implicit = True
            gender, number = ("", "") if cue.tense == NOUN else (cue.gender, cue.number)
            antecedent = self.subjects.relative(frame.at, first)
            if antecedent is not None:
                source = (self._source_span(antecedent),)
                why_source = "the noun before the relative clause"
            else:
                said = discourse.antecedent(gender, number, sentence, near=cue.tense == PARTICIPLE)
                if said is None:
                    main = self.subjects.main(frame.at, sentences, sentence)
                    if main is None:
                        self.reading.abstain(
                            self.reading.span(frame.at, frame.at + 1),
                            KIND,
                            self._rule(frame),
                            "no earlier source agrees with the verb",
                        )
                        return None
                    source, why_source = (self._source_span(main),), "the subject of the sentence's first verb"
                else:
                    source, why_source = said.source, "the last source that agrees with the verb"
                    if not via and not nested:
                        via = list(said.via)
        if source:
            discourse.note(Said(frame.at, source, gender, number, tuple(via), nested, sentence))
        stance, why_stance = self._stance(frame, content)
        cue_span = Span(s.cut(frame.at, cue.glued), s.tokens.end[frame.at])
        why = (
            Step("cue", cue.lemma.name + " · " + cue.tense, cue_span),
            Step("frame", frame.kind, self.reading.span(frame.start, frame.start + 1)),
            Step("content", content.ends, content.spans[-1]),
            Step("source", why_source, source[0] if source else None),
            Step("stance", why_stance),
        )
        return Item(
            frame.at,
            (cue_span,),
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

    def _document_before(self, frame: Frame, first: int) -> list[Span]:
        """The document that a relative clause says something stands in: a statement in which it confirmed …"""
        s, g = self.s, self.g
        if frame.at + 1 >= len(s.form) or s.form[frame.at + 1] not in g.in_it:
            return []
        for k in range(frame.at - 1, max(first - 1, frame.at - 8), -1):
            if s.form[k] in g.documents:
                return [self.s.span(k, k + 1)]
        return []

    def _nobody(self, frame: Frame) -> bool:
        """Whether the verb has no subject at all: it is believed that …"""
        cue, s, g = frame.cue, self.s, self.g
        if frame.nobody:
            return True
        k = frame.at - 1
        while k > 0 and s.form[k] in g.negations:
            k -= 1
        if k >= 0 and (s.form[k] in g.but_he or s.form[k] in g.complementisers - g.bare_complementisers):
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
        return self.s.span(phrase.first, max(phrase.last, phrase.first + 1), self._article_kept(phrase))

    def _article_kept(self, phrase: Phrase) -> int:
        """Glued letters to leave out; none where preposition and article are written as one."""
        if phrase.glued and self.s.form[phrase.first].startswith(self.g.contracted):
            return 0
        return phrase.glued

    def _stance(self, frame: Frame, content: Content) -> tuple[Stance, str]:
        s, g = self.s, self.g
        k = content.first
        while k < content.last - 1 and s.kinds[k] != WORD:
            k += 1
        first = s.form[k][frame.glued :] if k == frame.start else s.form[k]
        opening = tuple(s.form[k : min(content.last, k + _OPENING)])
        negated = frame.at > 0 and s.form[frame.at - 1] in g.negations
        return stance_of(
            g,
            frame.cue.lemma,
            clause=frame.kind in (CLAUSE, QUOTE, COLON),
            opening=(first, *opening[1:]),
            pronoun=self._own(frame),
            negated=negated,
        )

    def _own(self, frame: Frame) -> bool:
        """Whether the complementiser bears a pronoun: he said that he …"""
        k = frame.complementiser
        return k is not None and self.s.form[k] not in self.g.bare_complementisers

    def _said_on(self, frame: Frame) -> str | None:
        """A date in the clause of the cue, in front of the content."""
        for i in range(frame.at, frame.start):
            if i in self.s.dated:
                return self.s.dated[i][1].value
        return None

    def _according_item(
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
            if start >= last:
                return None
            end, why_end = contents.end(start, last, CLAUSE, start)
            glued = 0
        else:
            start, glued = self.subjects.clause_start(phrase.first, first)
            end, why_end = phrase.first, "the according-to phrase closes it"
            if s.is_mark(end - 1, COMMAS):
                end -= 1
        if end - start < 2:
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
            discourse.note(Said(phrase.first, source, gender, number, (), False, sentence))
        cue_start = s.cut(phrase.first, phrase.conj)
        cue_end = s.cut(phrase.cue_last, phrase.letters) if phrase.letters else s.tokens.end[phrase.cue_last - 1]
        spans = (
            (s.span(quote.first, quote.last),)
            if quote is not None and quote.after >= end
            else (s.span(start, end, glued),)
        )
        via = tuple(self._source_span(p) for p in phrase.carriers)
        rule = _ACCORDING + " before its clause" if phrase.leads else _ACCORDING + " behind its clause"
        why = (
            Step("cue", rule, Span(cue_start, cue_end)),
            Step("content", why_end, spans[-1]),
            Step("source", phrase.source.ends if phrase.source else "the last source", source[0]),
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
            "report",
            rule,
            None,
            title,
            why,
        )


def _distinct(items: list[Item]) -> list[Item]:
    """Where two cues share a content, one before the other in front of it, the first keeps it."""
    out: list[Item] = []
    seen: dict[tuple[Span, ...], Item] = {}
    for item in sorted(items, key=lambda i: i.at):
        other = seen.setdefault(item.content, item)
        if other is not item and other.at < item.at < item.first and not item.rule.startswith(_ACCORDING):
            continue
        out.append(item)
    return out
