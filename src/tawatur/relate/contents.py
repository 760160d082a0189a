"""What a statement says, as far as telling it from others needs: its telling words, what it negates, its numbers, days,
names, and whether it tells of a fact, a fear or a plan.

Made where a page was annotated and kept in its card, so that comparing the statements of a case reads no text again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from tawatur.clitics import Splitter, Stems
from tawatur.fold import Remembered
from tawatur.future import future_verbs
from tawatur.model import Attribution, Date, Mode, Number, Page, Span, Stance, Status
from tawatur.packs import Pack
from tawatur.relate.packing import Packing
from tawatur.relate.terms import CONTENT, UNLISTED, word_hash
from tawatur.words import NUMBER, WORD

HEAD = 7
"""Words at the beginning of a content in which a fear or a plan is said to be one."""

NEGATED = 3
"""Words behind a negation among which the word that it negates stands."""

ONLY = 8
"""Words behind a negation in which "but" makes of it that something is so."""

NAMED = 450
"""Centibels at least of a word of a name, however common it is elsewhere."""

MARKS = frozenset('\u00ab\u00bb\u201c\u201d\u201e"')
CLOSING = frozenset("\u00bb\u201d")
"""Quotation marks, and those that open nothing."""

PHRASE = 6
"""Words of a quoted phrase, at most: a longer quotation is a sentence, which its words tell."""

TOLD = 850
"""Centibels that the words of a quoted phrase come to at least, for it to be a speaker's own turn of speech."""


class Content(msgspec.Struct, frozen=True, array_like=True):
    """What one attribution says; lemmas are 32-bit hashes.

    `index` is its place among the document's attributions. `stems` are its telling lemmas in order, `costs` how rare
    each is in centibels. `negated` are lemmas that a negation stands before. `numbers` are (value, lemma behind it),
    `days` the dates as precise as printed, `places` and `names` the rarest lemma of each named place and of each other
    name, each with a hash of the name that a table gives it (0: none). `speaker` are the lemmas of who says it, the
    rarest first (none: nobody named), `shown` the name as printed. `opposites` are (pair, side) by their places in the
    pack's table.
    """

    index: int
    span: Span
    stance: Stance
    status: Status
    mode: Mode
    in_title: bool
    speaker: tuple[int, ...]
    shown: str | None
    said_on: str | None
    stems: tuple[int, ...]
    costs: tuple[int, ...]
    negated: tuple[int, ...]
    numbers: tuple[tuple[float, int], ...]
    days: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int], ...]
    opposites: tuple[tuple[int, int], ...]
    words: int
    """A hash of the folded words, all of them: equal where two print the same."""
    size: int
    """How many words it has."""
    who: int | None = None
    """The speaker's place among the document's entities."""
    hedges: tuple[int, ...] = ()
    """Its words of fear and plan, wherever they stand."""
    denies: bool = False
    """Whether its cue, or its own first or last words, say that something is not so: who turns down an offer denies no
    fact."""
    asked: bool = False
    """Whether it begins with the question whether something is so ("the truth about …") or whose doing it was
    ("responsibility for …"), and doesn't say that it is."""
    phrases: tuple[int, ...] = ()
    """The short phrases that it quotes, each a hash of the lemmas of its telling words in order; no names."""


class Words:
    """The words of `claims.toml`, folded and stemmed: `pack.made(Words)`. Empty for a pack without it."""

    def __init__(self, pack: Pack) -> None:
        table: Mapping[str, Any] = pack.table("claims") if pack.has("claims") else {}
        fold = pack.fold.form
        self.stem = pack.made(Stems).stem
        splitter = pack.made(Splitter)
        self.split = splitter.split
        self._splitter = splitter
        self.cost: Callable[[str], int] = Remembered(self._cost).__getitem__
        """How rare a form is in centibels, by itself or by its lemma."""

        def forms(name: str) -> frozenset[str]:
            return frozenset(fold(word) for word in table.get(name, ()))

        def stems(name: str) -> frozenset[str]:
            return frozenset(self.stem(word) for word in table.get(name, ()))

        self.negations, self.not_negated = forms("negations"), forms("not_negated")
        self.only, self.passed = forms("only"), forms("passed")
        self.possible, self.planned = forms("possible"), forms("planned")
        self.may = fold(table.get("may", ""))
        self.may_prefixes = tuple(fold(word) for word in table.get("may_prefixes", ()))
        self.future_verbs = future_verbs(pack)
        self.plain, self.denials = stems("plain"), stems("denials")
        self.frame = forms("frame")
        self.fully = forms("fully")
        self.untrue_first, self.untrue_last = (
            tuple(tuple(fold(word) for word in phrase.split()) for phrase in table.get(name, ()))
            for name in ("untrue_first", "untrue_last")
        )
        self.untrue_ends = frozenset(phrase[-1] for phrase in (*self.untrue_first, *self.untrue_last))
        self.asked = forms("asked") | forms("whose")
        self.opposites: dict[str, list[tuple[int, int]]] = {}
        for pair, words in enumerate(table.get("opposites", ())):
            for side, word in enumerate(words):
                self.opposites.setdefault(fold(word), []).append((pair, side))

    def _cost(self, form: str) -> int:
        costs = (self._splitter.cost(form), self._splitter.cost(self.split(form).lemma))
        return min((cost for cost in costs if cost is not None), default=UNLISTED)

    def bare(self, form: str) -> str:
        """A form without what is written to its front and end."""
        return self.split(form).lemma

    def untrue(self, forms: Sequence[str]) -> frozenset[int]:
        """Where a statement says that what it is about is not so ("no truth to …", "… is wholly untrue"): the places of
        these words at its beginning or end, none where it doesn't."""
        if self.untrue_ends.isdisjoint(forms):
            return frozenset()
        fully = {place for place, form in enumerate(forms) if form in self.fully or self.bare(form) in self.fully}
        told = [place for place in range(len(forms)) if place not in fully]
        for phrases, held in ((self.untrue_first, told), (self.untrue_last, told[::-1])):
            for phrase in phrases:
                places = sorted(held[: len(phrase)])
                if tuple(forms[place] for place in places) == phrase:
                    return frozenset((*places, *fully))
        return frozenset()


Spanned = TypeVar("Spanned", Date, Number)


def contents(page: Page, pack: Pack) -> tuple[Content, ...]:
    """What each attribution of a page says, in their order. A language without the table tells none from another."""
    if not pack.has("claims"):
        return ()
    made = _Maker(page, pack)
    out = tuple(made.content(index, one) for index, one in enumerate(page.attributions) if one.content)
    # what a page quotes again and again is the name of a campaign or the like, and no turn of speech
    names = {phrase for phrase, starts in made.quoted.items() if len(starts) > 1}
    return tuple(
        msgspec.structs.replace(one, phrases=tuple(phrase for phrase in one.phrases if phrase not in names))
        if not names.isdisjoint(one.phrases)
        else one
        for one in out
    )


class _Maker:
    """One page, with what is asked again for each of its attributions."""

    def __init__(self, page: Page, pack: Pack) -> None:
        self.page, self.pack = page, pack
        self.table = pack.made(Words)
        self.tokens = pack.tokens(page.document.text)
        self.named: list[tuple[Span, str, str]] = sorted(
            (mention, one.kind, one.name or "")
            for one in page.entities
            if one.kind is not None
            for mention in one.mentions
        )
        self.starts = [span.start for span, _, _ in self.named]
        self.quoted: defaultdict[int, set[int]] = defaultdict(set)
        """Where short phrases are quoted in the body."""
        self.dates = sorted(page.dates, key=lambda one: one.span)
        self.date_starts = [one.span.start for one in self.dates]
        self.numbers = sorted(page.numbers, key=lambda one: one.span)
        self.number_starts = [one.span.start for one in self.numbers]
        self.called: dict[int, dict[int, int]] = {}
        """Speakers by their place among the entities: the lemmas of all their mentions, with their ranks."""

    def content(self, index: int, one: Attribution) -> Content:
        """What an attribution says; `index` is its place among the page's."""
        tokens, table = self.tokens, self.table
        places = [
            i
            for span in one.content
            for i in range(tokens.before(span.start), tokens.before(span.end))
            if tokens.kinds[i] in (WORD, NUMBER)
        ]
        forms = [tokens.form[i] for i in places]
        names = [found for span in one.content for found in self._names(span)]
        within = {word for _, _, words in names for word in words}
        cue = {
            self.table.stem(tokens.form[i])
            for span in one.cue
            for i in range(tokens.before(span.start), tokens.before(span.end))
        }
        dates = _inside(self.dates, self.date_starts, one.content)
        dated = {i for i in places for date in dates if date.span.start <= tokens.start[i] < date.span.end}
        untrue = table.untrue(forms)
        denied = one.stance == "deny" or bool(untrue)
        stance: Stance = "deny" if denied else one.stance
        stems: list[int] = []
        costs: list[int] = []
        for place, (i, form) in enumerate(zip(places, forms, strict=True)):
            if tokens.kinds[i] == NUMBER or i in dated or place in untrue:
                continue
            cost = table.cost(form)
            stem = table.stem(form)
            hashed = word_hash(stem)
            if hashed in within:
                cost = max(cost, NAMED)
            if cost >= CONTENT and stem not in table.plain and not (denied and form in table.frame):
                stems.append(hashed)
                costs.append(cost)
        speaker = self.page.entities[one.speaker] if one.speaker is not None else None
        shown = speaker.text if speaker is not None and speaker.kind is not None and not speaker.private else None
        return Content(
            index=index,
            span=Span(one.content[0].start, one.content[-1].end),
            stance=stance,
            status="denied" if denied else self._status(one, forms),
            mode=one.mode,
            in_title=one.in_ == "title",
            speaker=self._speaker(one),
            shown=shown,
            said_on=one.said_on,
            stems=tuple(stems),
            costs=tuple(costs),
            negated=self._negated([form for place, form in enumerate(forms) if place not in untrue]),
            numbers=self._numbers(one.content, dated),
            days=tuple(sorted({date.value for date in dates if date.value is not None})),
            places=tuple(sorted({(words[0], known) for kind, known, words in names if kind == "place"})),
            names=tuple(sorted({(words[0], known) for kind, known, words in names if kind != "place"})),
            opposites=tuple(sorted({found for form in forms for found in self._opposites(form)})),
            words=_joint(forms),
            size=len(forms),
            who=one.speaker,
            hedges=self._hedges(forms),
            denies=not self._not_so(one)
            and (bool(untrue) if one.stance != "deny" else not untrue and not cue.isdisjoint(table.denials)),
            asked=bool(forms) and forms[0] in table.asked,
            phrases=tuple(sorted({found for span in one.content for found in self._phrases(span, one.in_ == "title")})),
        )

    def _names(self, span: Span) -> Iterable[tuple[str, int, tuple[int, ...]]]:
        """The names inside a span: kind, a hash of the name that a table gives, and the lemmas of the words."""
        for at in range(bisect_left(self.starts, span.start), len(self.named)):
            mention, kind, known = self.named[at]
            if mention.start >= span.end:
                break
            if span.holds(mention):
                words = self._lemmas(mention)
                if words:
                    yield kind, word_hash(known) if known else 0, words

    def _phrases(self, span: Span, in_title: bool) -> Iterable[int]:
        """The short quoted phrases inside a span that are no names, hashed."""
        tokens = self.tokens
        opening: int | None = None
        for at in range(tokens.before(span.start), tokens.before(span.end)):
            if tokens.form[at] not in MARKS:
                continue
            if opening is None:
                opening = at if tokens.form[at] not in CLOSING else None
                continue
            places = [i for i in range(opening + 1, at) if tokens.kinds[i] in (WORD, NUMBER)]
            opening = None
            if not 1 < len(places) <= PHRASE:
                continue
            told = [form for form in (tokens.form[i] for i in places) if self.table.cost(form) >= CONTENT]
            if len(told) < 2 or sum(map(self.table.cost, told)) < TOLD:
                continue
            if not any(True for _ in self._names(Span(tokens.start[places[0]], tokens.end[places[-1]]))):
                found = _joint([self.table.stem(form) for form in told])
                if not in_title:
                    self.quoted[found].add(tokens.start[places[0]])
                yield found

    def _lemmas(self, span: Span) -> tuple[int, ...]:
        """The lemmas of the words with meaning, the rarest first."""
        tokens = self.tokens
        found: dict[int, int] = {}
        for i in range(tokens.before(span.start), tokens.before(span.end)):
            cost = self.table.cost(tokens.form[i])
            if tokens.kinds[i] == WORD and cost >= CONTENT:
                found[word_hash(self.table.stem(tokens.form[i]))] = cost
        return tuple(sorted(found, key=lambda stem: (-found[stem], stem)))

    def _speaker(self, one: Attribution) -> tuple[int, ...]:
        if one.speaker is None:
            return ()
        entity = self.page.entities[one.speaker]
        if entity.kind is None or entity.private:
            return ()
        called = self.called.get(one.speaker)
        if called is None:
            called = self.called[one.speaker] = self._ranked(entity.mentions, {})
        out = self._ranked(one.source, called)
        return tuple(sorted(out, key=lambda stem: (out[stem], stem)))

    def _ranked(self, spans: Iterable[Span], known: Mapping[int, int]) -> dict[int, int]:
        """The lemmas of mentions beside those known, each with the best place that it has in one of them."""
        out = dict(known)
        for span in spans:
            for rank, stem in enumerate(self._lemmas(span)):
                out[stem] = min(rank, out.get(stem, rank))
        return out

    def _status(self, one: Attribution, forms: Sequence[str]) -> Status:
        table = self.table
        if one.stance == "believe":
            return "possible"
        head = forms[:HEAD]
        for place, form in enumerate(head):
            bare = table.bare(form)
            if form in table.possible or bare in table.possible:
                return "possible"
            behind = head[place + 1] if place + 1 < len(head) else ""
            if bare == table.may and behind.startswith(table.may_prefixes):
                return "possible"
        for form in head:
            if form in table.planned or table.bare(form) in table.planned:
                return "planned"
            if table.future_verbs.has(form):
                return "planned"
        return "stated"

    def _not_so(self, one: Attribution) -> bool:
        """Whether the cue itself is negated: who doesn't rule something out denies nothing."""
        first = self.tokens.before(one.cue[0].start) if one.cue else 0
        before = self.tokens.form[first - 1] if first > 0 else ""
        return before in self.table.negations or (before != "" and self.table.bare(before) in self.table.negations)

    def _hedges(self, forms: Sequence[str]) -> tuple[int, ...]:
        table = self.table
        held = table.possible | table.planned
        found = {word for form in forms for word in (form, table.bare(form)) if word in held}
        found |= {form for form in forms if table.future_verbs.has(form)}
        return tuple(sorted({word_hash(table.stem(word)) for word in found}))

    def _negated(self, forms: Sequence[str]) -> tuple[int, ...]:
        table = self.table
        out: set[int] = set()
        for place, form in enumerate(forms):
            if form not in table.negations and table.bare(form) not in table.negations:
                continue
            behind = forms[place + 1 : place + 1 + NEGATED]
            if behind and (behind[0] in table.not_negated or table.bare(behind[0]) in table.not_negated):
                continue
            if any(word in table.only for word in forms[place + 1 : place + 1 + ONLY]):
                continue
            for word in behind:
                if word not in table.passed and table.cost(word) >= CONTENT // 2:
                    out.add(word_hash(table.stem(word)))
                    # "it did not sink" negates what "it sank" says: without the letter of the present
                    if word.startswith(table.may_prefixes):
                        out.add(word_hash(table.stem(word[1:])))
                    break
        return tuple(sorted(out))

    def _numbers(self, spans: Sequence[Span], dated: set[int]) -> tuple[tuple[float, int], ...]:
        tokens = self.tokens
        out: set[tuple[float, int]] = set()
        for number in _inside(self.numbers, self.number_starts, spans):
            first = tokens.before(number.span.start)
            if first in dated:
                continue
            behind = tokens.before(number.span.end)
            follows = behind < len(tokens.form) and tokens.kinds[behind] == WORD
            out.add((number.value, word_hash(self.table.stem(tokens.form[behind])) if follows else 0))
        return tuple(sorted(out))

    def _opposites(self, form: str) -> Iterable[tuple[int, int]]:
        table = self.table
        found = table.opposites.get(form)
        return found if found is not None else table.opposites.get(table.bare(form), ())


def _inside(ordered: Sequence[Spanned], starts: Sequence[int], spans: Iterable[Span]) -> list[Spanned]:
    """Those of the dates or numbers, ordered by their `starts`, that stand inside one of the spans."""
    found = {
        at: ordered[at]
        for span in spans
        for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        if span.holds(ordered[at].span)
    }
    return [found[at] for at in sorted(found)]


def _joint(forms: Sequence[str]) -> int:
    value = 0
    for form in forms:
        value = (value * 0x100000001B3 + word_hash(form) + 1) & ((1 << 63) - 1)
    return value


_CONTENTS = Packing(Content)

packed = _CONTENTS.packed
"""Contents as bytes for a card."""

unpacked = _CONTENTS.unpacked
"""The contents behind bytes that `packed` made; none behind none."""
