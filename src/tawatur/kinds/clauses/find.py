"""Who said what where the subject stands before its verb: X said that Y; "Y," said X; Y, X said; according to X, Y.

A pack whose `attributions.toml` has `[clauses]` is read by this module in place of the verb-first frames. Cues are
found by look-up; each is a frame of what stands left of it (its subject) and right of it (its complement).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.items import Item
from tawatur.kinds.clauses.complements import Complements, Right
from tawatur.kinds.clauses.ends import Ends, trimmed
from tawatur.kinds.clauses.links import linked
from tawatur.kinds.clauses.more import More
from tawatur.kinds.clauses.phrases import COMMA, Noun, Phrases, Scene
from tawatur.kinds.clauses.words import BASE, ING, PAST, THIRD, Form, has_clauses
from tawatur.model import Attribution, Date, Document, Entity, Mode, Span, Step
from tawatur.reading import Reading, touching
from tawatur.words import MARK, NUMBER, WORD

__all__ = ["find_clauses", "has_clauses"]

KIND: Final = "attribution"
BELIEVE: Final = "believe"
_OCCASION: Final = 8
"""Tokens that where or when something was said takes behind words of reporting."""


class Finder:
    """Finds the attributions of one document."""

    def __init__(self, reading: Reading, document: Document, dates: Sequence[Date], entities: Sequence[Entity]) -> None:
        self.reading = reading
        self.document = document
        self.entities = entities
        self.s = Scene(reading, dates)
        self.w = self.s.w
        self.phrases = Phrases(self.s)
        self.complements = Complements(self.s, self.phrases)
        self.ends = Ends(self.s, self.phrases)
        self.more = More(self.s, self.phrases, self.ends)

    def run(self) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
        """All attributions of title and body, linked to speakers and parents."""
        items: list[Item] = []
        regions = [(self.document.title, True)] if self.document.title is not None else []
        regions += [(span, False) for span in self.document.body]
        for span, title in regions:
            first, last = self.s.tokens.before(span.start), self.s.tokens.before(span.end)
            found: list[Item] = []
            for a, b in touching(self.reading.paragraphs, first, last):
                begin, end = max(a, first), min(b, last)
                head = title or begin == 0
                mine = self._paragraph(begin, end, title)
                if head:
                    mine.extend(self.more.headline(begin, end, mine, title))
                mine.extend(self.more.goes_on(begin, end, found, mine))
                found.extend(mine)
            items.extend(found)
        return linked(self.s, self._others(_distinct(items)), self.entities)

    def _others(self, items: list[Item]) -> list[Item]:
        """The items without what a speaker tells of his own mind: he said he hoped that …"""
        s, w = self.s, self.w
        out: list[Item] = []
        for item in items:
            if item.stance == BELIEVE and item.source:
                first = s.tokens.before(item.source[0].start)
                alone = s.form[first] in w.personal
                if alone and any(o is not item and o.first <= item.at < o.last for o in items):
                    continue
            out.append(item)
        return out

    def _paragraph(self, first: int, last: int, title: bool) -> list[Item]:
        out: list[Item] = []
        for a, b in touching(self.reading.sentences, first, last):
            while b - 1 > a and self.s.quotes.at(b - 1) is not None:
                b -= 1  # the mark opens what comes next
            if a > first and self.s.quotes.at(a - 1) is not None:
                a = self.s.opener(self.s.quotes.opened[a - 1])
            out.extend(self._sentence(max(a, first), min(b, last), last, title))
        return out

    # --- the cues of one sentence -------------------------------------------------------------------------------------

    def _sentence(self, first: int, last: int, until: int, title: bool) -> list[Item]:
        s, w = self.s, self.w
        out: list[Item] = []
        subject: Noun | None = None
        i = first
        while i < last:
            form = s.form[i]
            item: Item | None = None
            if s.kinds[i] == WORD and form in w.according_first and not self._part(i - 1):
                item = self.more.according(i, first, last, title)
            whole = not self._part(i + 1) or self.phrases.joined_subject(i, last) is not None
            if s.kinds[i] == WORD and not self._part(i - 1) and whole:
                for cue in w.forms.get(form, ()) if item is None else ():
                    if not self._whole(i, cue):
                        continue
                    item, who = self._verb(i, cue, first, last, until, subject, title)
                    subject = who or subject
                    if item is not None:
                        break
                if item is None:
                    item = self.more.noun_like(i, first, last, title)
            if item is not None and not any(o.cue == item.cue for o in out):
                out.append(item)
            i += 1
        return out

    def _part(self, mark: int) -> bool:
        """Whether a mark makes the words beside it one word: a hyphen, an apostrophe; not the point of a title."""
        return mark >= 0 and self.s.joined(mark) and self.s.form[mark] != "."

    def _whole(self, i: int, cue: Form) -> bool:
        """Whether the particles of a cue follow it."""
        n = len(cue.particles)
        return tuple(self.s.form[i + 1 : i + 1 + n]) == cue.particles

    def _verb(
        self, i: int, cue: Form, first: int, last: int, until: int, shared: Noun | None, title: bool
    ) -> tuple[Item | None, Noun | None]:
        s, w = self.s, self.w
        if s.upper(i) and i > first and s.quotes.at(i - 1) is None and not self._capitals(first, last):
            return None, None  # part of a name
        quote = s.quotes.around(i)
        if quote is not None:
            first, last = max(first, quote.first), min(last, quote.last)
        group = self.phrases.group(i, first)
        helpers = [s.form[k] for k in range(group, i)]
        be = any(h in w.be for h in helpers)
        passive = cue.tense == PAST and be and not (helpers and helpers[-1] in w.have)
        behind = i + 1 + len(cue.particles)
        right = self.complements.right(behind, cue, last)
        to = group > first and s.form[group - 1] in w.to
        if passive:
            return self.more.passive(group, cue.verb, behind, first, last, title), None
        finite = cue.tense in (THIRD, PAST) or (cue.tense == BASE and not to) or (cue.tense == ING and be)
        subject: Noun | None = None
        implicit = False
        if finite:
            if cue.tense == PAST and s.form[i + 1 : i + 2] and s.form[i + 1] in w.by:
                return None, None
            subject = self.phrases.before(group, first)
            joined = subject is None and group > first and s.form[group - 1] in w.conjunctions
            if joined and shared is not None and (cue.tense in (PAST, THIRD) or helpers):
                subject, implicit = shared, True
            inverted = subject is None and not implicit
            if inverted:
                return self._inverted(i, group, cue, behind, first, last, until, title)
            waits = subject is not None and self._quoted_before(cue, subject, right)
            if waits and (right is None or right.kind != "quote"):
                start = right.cue_last if right is not None and right.kind == "end" else behind
                right = Right("end", start, behind)
            if subject is None or not self._sure(i, cue, subject, right, helpers):
                return None, None
        else:
            if right is None or right.kind == "end":
                return None, None
            loose = right.kind in ("np", "prep")
            near = s.mark(group - 1, COMMA) or s.form[group - 1] in w.joins | w.by or group == first
            if cue.tense == ING and s.form[group - 1] in w.determiners | w.possessive and group > first:
                return None, None  # the ruling party
            if cue.tense == ING and not (near or not loose):
                return None, None
            if cue.tense == BASE and loose:
                return None, None
            subject, implicit = shared or self._main(group, first), True
            if group == first and cue.tense == ING:
                subject = self._following(i, first, last)
                last = next((n for n in range(i + 1, last) if s.mark(n, COMMA) and s.quotes.around(n) is None), last)
            if subject is None:
                return None, None
        if quote is not None and right is not None and not self._strong(cue, right):
            return None, subject
        if s.form[subject.first] in w.mine and subject.last - subject.first == 1:
            return None, subject  # the author, or a speaker of himself
        item = self._item(i, group, cue, subject, implicit, right, first, last, until, title)
        return item, subject

    def _strong(self, cue: Form, right: Right) -> bool:
        """Whether a verb inside a quotation surely tells of another's words."""
        return cue.verb.before and cue.verb.stance != BELIEVE and right.kind in ("quote", "clause", "bare", "end")

    def _quoted_before(self, cue: Form, subject: Noun, right: Right | None) -> bool:
        """Whether a quotation that waits for words of reporting stands right before the subject: "…," X said."""
        quote = self.s.closed(subject.first - 1)
        if quote is not None and right is not None and right.kind in ("bare", "clause"):
            opener = self.s.opener(quote)
            if opener > 0 and self.s.form[opener - 1] in self.w.prepositions:
                return False  # a title: on Tuesday's episode of "…," X said …
        if quote is None or not cue.verb.before or not cue.verb.takes & {"quote", "told"}:
            return False
        return self.s.form[quote.last - 1] in ",?!"

    def _capitals(self, first: int, last: int) -> bool:
        """Whether a sentence is printed with capitals throughout, as a headline."""
        words = [n for n in range(first, last) if self.s.word(n) and len(self.s.form[n]) > 3]
        return len(words) > 2 and sum(map(self.s.upper, words)) * 5 >= len(words) * 4

    def _main(self, group: int, first: int) -> Noun | None:
        """The subject of the sentence's first finite verb before a participle or an infinitive."""
        s = self.s
        verb = next((n for n in range(first, group) if s.finite(n)), None)
        if verb is None:
            return None
        return self.phrases.before(self.phrases.group(verb, first), first)

    def _following(self, i: int, first: int, last: int) -> Noun | None:
        """The subject of the clause behind a participle that leads its sentence: Claiming that …, X left."""
        s = self.s
        for n in range(i + 1, last - 1):
            if s.mark(n, COMMA) and s.quotes.around(n) is s.quotes.around(first):
                verb = next((m for m in range(n + 1, last) if s.finite(m)), None)
                if verb is not None:
                    found = self.phrases.before(self.phrases.group(verb, n + 1), n + 1)
                    if found is not None and found.first <= n + 2:
                        return found
        return None

    def _sure(self, i: int, cue: Form, subject: Noun, right: Right | None, helpers: list[str]) -> bool:
        """Whether a form is a verb with this subject, where it may be a noun or where little follows."""
        s, w = self.s, self.w
        last = s.form[subject.last - 1]
        if cue.tense == BASE and not helpers and subject.first > 0 and s.form[subject.first - 1] in w.finite | w.bases:
            return False  # help people understand
        if s.short(subject.last - 1) and last == w.own:
            return False
        if cue.verb.document and not any(s.form[n] in w.documents for n in range(subject.first, subject.last)):
            return False
        if right is None:
            return False
        pronoun = subject.ends.startswith("a pronoun")
        noun = s.form[i] in w.noun_verbs or cue.verb.noun
        if noun and cue.tense == THIRD and not helpers and subject.first > 0 and s.finite(subject.first - 1):
            return False  # they have no immediate plans
        if noun and right.kind == "clause" and s.finite(right.start + 1) and not helpers:
            return False  # the demands that come with the work
        if any(h in w.modals for h in helpers) and right.kind not in ("quote", "clause", "end"):
            return False
        ambiguous = noun and not cue.verb.document and cue.tense in (BASE, THIRD)
        named = s.upper(subject.last - 1) or pronoun or bool(helpers)
        few = pronoun or subject.last - subject.first == 1
        if few and cue.tense in (BASE, THIRD) and s.form[subject.first] in w.determiners and s.form[i] in w.noun_verbs:
            return False  # many calls, those claims
        if ambiguous and right.kind in ("np", "prep", "end", "bare"):
            if cue.tense == THIRD and not named:
                return False
            if cue.tense == BASE and not helpers and not last.endswith(w.plural_end) and not pronoun:
                return False
        if cue.tense == BASE and not helpers and not pronoun and not last.endswith(w.base_ends):
            return False
        return last not in w.determiners or pronoun

    # --- frames -------------------------------------------------------------------------------------------------------

    def _inverted(
        self, i: int, group: int, cue: Form, behind: int, first: int, last: int, until: int, title: bool
    ) -> tuple[Item | None, Noun | None]:
        """The subject behind the verb: "…", said X; …, said X; or a pronoun joined to it by a hyphen."""
        s = self.s
        if "quote" not in cue.verb.takes and "told" not in cue.verb.takes:
            return None, None
        if cue.tense not in (PAST, THIRD) or (group <= first and s.closed(group - 1) is None):
            return None, None
        k = group - 1
        quoted = s.closed(k) or (s.closed(k - 1) if s.mark(k, COMMA) else None)
        if quoted is None and not s.mark(k, COMMA):
            return None, None
        pronoun = self._joined(i, group, last)
        subject = self.phrases.after(behind, last) if pronoun is None else Noun(pronoun, pronoun + 1, "a pronoun")
        if subject is None or (quoted is None and not cue.verb.before):
            return None, None
        head = s.form[subject.first]
        known = s.upper(subject.first) or head in self.w.determiners or head in self.w.pronouns
        if quoted is None and not known and s.kinds[subject.first] != NUMBER:
            return None, None
        right = Right("end", max(subject.last, behind), behind)
        item = self._item(i, group, cue, subject, False, right, first, last, until, title, inverted=True)
        return item, subject

    def _joined(self, i: int, group: int, last: int) -> int | None:
        """The pronoun that a hyphen joins behind the verb at a token, or behind its auxiliary."""
        behind = self.phrases.joined_subject(i, last)
        before = (n for n in range(group, i) if self.s.form[n] in self.w.inverted)
        return behind if behind is not None else next(before, None)

    def _item(
        self,
        i: int,
        group: int,
        cue: Form,
        subject: Noun,
        implicit: bool,
        right: Right | None,
        first: int,
        last: int,
        until: int,
        title: bool,
        *,
        inverted: bool = False,
    ) -> Item | None:
        s = self.s
        if right is None:
            return None
        parts: list[tuple[int, int]]
        if right.kind == "end":
            if not cue.verb.before:
                return None
            left = group if inverted else subject.first
            parts = self._before(left, right.start, first, last, until, quoted=not implicit)
            why = "it stands before its subject"
        else:
            parts, why = self.ends.complement(right.kind, right.start, last, until), right.kind
            quote = s.closed(subject.first - 1)
            waits = quote is not None and s.form[quote.last - 1] in ",?!"
            if right.kind == "quote" and cue.verb.before and quote is not None and waits and not implicit:
                parts = [self.ends.opened(quote, first), *parts]
        parts = [p for p in (trimmed(s, a, b) for a, b in parts) if p is not None]
        if not parts:
            return None
        where = "behind" if inverted else "before"
        cue_span = s.span(group, max(right.cue_last, i + 1))
        source = () if subject.last <= subject.first else (s.span(*_bare(s, subject)),)
        stance = cue.verb.stance
        return Item(
            i,
            (cue_span,),
            tuple(s.span(a, b) for a, b in parts),
            parts[0][0],
            parts[-1][1],
            source,
            (),
            implicit,
            self.mode(parts),
            stance,
            f"verb with its subject {where} it, {right.kind if right.kind != 'end' else 'clause before'}",
            next((s.dated[n].value for n in range(i, right.start) if n in s.dated), None),
            title,
            (
                Step("cue", f"{cue.verb.name} · {cue.tense}", cue_span),
                Step("content", why, s.span(*parts[0])),
                Step("source", subject.ends, source[0] if source else None),
                Step("stance", "the group of the verb"),
            ),
        )

    def mode(self, parts: Sequence[tuple[int, int]]) -> Mode:
        return self.ends.mode(parts)

    def _occasion_behind(self, right: int, last: int) -> int:
        """The comma behind where or when it was said: These men, X explained earlier in the hearing, were paid."""
        s, w = self.s, self.w
        if right >= last or not (w.adverb(s.form[right]) or s.form[right] in w.prepositions or right in s.dated):
            return right
        for n in range(right, min(last, right + _OCCASION)):
            if s.mark(n, COMMA):
                return n
            if s.finite(n) or (s.kinds[n] == MARK and not s.joined(n)):
                break
        return right

    def _before(
        self, left: int, right: int, first: int, last: int, until: int, *, quoted: bool
    ) -> list[tuple[int, int]]:
        """The content before a subject and its verb, and what goes on behind them."""
        s = self.s
        k = left - 1
        quote = s.closed(k) or (s.closed(k - 1) if s.mark(k, COMMA) or s.mark(k, frozenset(".?!")) else None)
        if quote is not None and quoted:
            parts = [self.ends.opened(quote, first)]
            return [*parts, *self.ends.quoted_behind(right, last, until)]
        if not s.mark(k, COMMA) or k <= first:
            return []
        around = s.quotes.around(k)
        begin = max(first, around.first) if around is not None else first
        begin = max(begin, self.ends.clause_first(begin, k))
        if k - begin < 2 and not s.mark(right, COMMA):
            return []
        parts = [(begin, k)]
        right = self._occasion_behind(right, last)
        if right < last and s.mark(right, COMMA) and not self.ends.turned(right + 1, last):
            end = self.ends.clause(right + 1, last)
            if end > right + 1:
                parts.append((right + 1, end))
        else:
            parts.extend(self.ends.quoted_behind(right, last, until))
        return parts


def _bare(s: Scene, subject: Noun) -> tuple[int, int]:
    """The words of a source without the marks at its edge."""
    first, last = subject.first, subject.last
    while last - 1 > first and s.kinds[last - 1] == MARK and s.form[last - 1] in ",-\u2013\u2014":
        last -= 1
    return first, last


def _distinct(items: list[Item]) -> list[Item]:
    """One item for one cue and one content."""
    out: list[Item] = []
    seen: set[tuple[Span, ...]] = set()
    for item in sorted(items, key=lambda one: (one.at, one.first)):
        if item.content in seen:
            continue
        seen.add(item.content)
        out.append(item)
    return out


def find_clauses(
    reading: Reading, document: Document, dates: Sequence[Date], entities: Sequence[Entity]
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of a document whose language is read by clauses; see `find_attributions`."""
    return Finder(reading, document, dates, entities).run()
