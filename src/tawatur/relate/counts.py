"""Figures as series need them: what is counted, whether it is a whole or a part, on whose word, and the words around.

Made where a page was annotated and kept in its card, so that comparing figures of a case reads no text again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Literal

import msgspec

from tawatur.clitics import Splitter
from tawatur.kinds.figures.words import words_of
from tawatur.model import Attribution, Basis, Date, Figure, FigureKind, Page, Span, Status
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.relate.against import against
from tawatur.relate.count_words import Table
from tawatur.words import MARK, WORD

Role = Literal["whole", "part", "more"]
"""A whole count; one of those within another ("among them"); or some that come on top ("three others")."""

COMMON = 380
"""Centibels below which a word tells nothing of what a sentence is about (government, country, year)."""

NAMELESS = 600
"""Centibels given to a word that the list of frequencies lacks: mostly a name."""

VEHICLES = "vehicles"
QUOTES = frozenset('\u00ab\u00bb\u201c\u201d\u201e"')
"""The class of nouns of what carries people, and the marks that names of ships stand in."""

NAMED = 3
"""The least weight of the name of a place or body."""

_LEAD = 2  # sentences of the body that, with the title, say what a page is about
_PERIOD = 8  # words around a figure in which the period it runs over is named
_BEFORE = 5  # words before a figure in which being aboard, adding up or going on top is said
_BEHIND = 3  # words behind it in which being aboard is said
_AS_MANY = 1.5  # times as many at most, of two numbers of those on board in one paragraph
_CRAFT = 3  # words of a ship's name
_PARTS = 4  # figures in a row that are tried as the parts of a whole


class Owner(msgspec.Struct, frozen=True, array_like=True):
    """Whose word a figure is: `words` are the stems of the source without words of office, none for an unnamed one."""

    shown: str | None
    words: tuple[str, ...]


class Count(msgspec.Struct, frozen=True, array_like=True):
    """A figure as series see it.

    `noun` has the stems of what is counted where they say more than the kind does, its head first; `crowd` says that
    the head names those present as a whole. `around` are the telling stems of its sentence with their weights, `day`
    the day of its event where its own sentence names it, `values` what its sentence counts beside it of the same kind.
    """

    index: int
    span: Span
    text: str
    min: float | None
    max: float | None
    approx: bool
    kind: FigureKind
    status: Status
    unit: str | None
    as_of: str | None
    basis: Basis | None
    owner: Owner | None
    noun: tuple[str, ...]
    crowd: bool
    aboard: bool
    role: Role
    part_of: int | None
    place: tuple[str, ...]
    period: str | None
    day: str | None
    main: bool
    sentence: int
    paragraph: int
    around: tuple[tuple[str, int], ...]
    values: tuple[float, ...]
    against: int | None = None
    """The figure of another source that the page sets this one against."""


class Told(msgspec.Struct, frozen=True, array_like=True):
    """The counts of a document, and the telling stems of its title and of its lead: title and first sentences.

    `craft` are the ships, trains and the like that the lead calls by a name in quotation marks, `marked` whatever short
    name stands in such marks there.
    """

    title: tuple[tuple[str, int], ...] = ()
    lead: tuple[tuple[str, int], ...] = ()
    counts: tuple[Count, ...] = ()
    craft: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


def told(page: Page, pack: Pack) -> Told:
    """What a page counts, for comparing with what other pages of its case count."""
    if not page.figures or not pack.has("figures"):
        return Told()
    return _Maker(page, pack).told()


class _Maker:
    """One page, with what is asked again for each of its figures."""

    def __init__(self, page: Page, pack: Pack) -> None:
        self.page, self.pack = page, pack
        self.reading = Reading(page.document.text, pack)
        self.tokens = self.reading.tokens
        self.table = pack.made(Table)
        self.words = words_of(pack)
        self.splitter = pack.made(Splitter)
        self.at = [self.tokens.before(one.span.start) for one in page.figures]
        self.to = [max(self.tokens.before(one.span.end), at + 1) for one, at in zip(page.figures, self.at, strict=True)]
        self.beside: defaultdict[int, list[int]] = defaultdict(list)
        """Figures by the first token of their sentence."""
        for i in range(len(page.figures)):
            self.beside[self._sentence(i)].append(i)
        cues = [span for one in page.attributions for span in (*one.cue, *one.source)]
        self.cues = {i for span in cues for i in range(self.tokens.before(span.start), self.tokens.before(span.end))}
        self.counted = {i for at, to in zip(self.at, self.to, strict=True) for i in range(at, to)}

    def told(self) -> Told:
        """The counts, once each is known to be a whole or a part."""
        lead_ends, title, lead = self._lead()
        sums = self._sums()
        made = [self._count(i, lead_ends, lead, sums) for i in range(len(self.page.figures))]
        # a number that the page gives of what it is about is of that again; so is what its paragraph counts beside it
        about = {(one.kind, one.min, one.max) for one in made if one.main}
        main = {one.paragraph for one in made if one.main or (one.kind, one.min, one.max) in about}
        made = [
            msgspec.structs.replace(one, main=one.main or (one.paragraph in main and one.period is None))
            for one in made
        ]
        aboard = [one for one in made if one.aboard]
        facing = against(
            self.page,
            self.pack,
            self.reading,
            self.at,
            [one.noun for one in made],
            [one.role != "whole" for one in made],
        )
        made = [
            msgspec.structs.replace(
                one, aboard=one.aboard or _beside_aboard(one, aboard), against=facing.get(one.index)
            )
            for one in made
        ]
        return Told(tuple(sorted(title.items())), tuple(sorted(lead.items())), tuple(made), *self._craft(lead_ends))

    def _craft(self, ends: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The short names, folded, that the lead has in quotation marks: of what carries people, and all of them."""
        craft: set[str] = set()
        marked: set[str] = set()
        form, kinds = self.tokens.form, self.tokens.kinds
        for i in range(min(ends, len(form))):
            if form[i] not in QUOTES:
                continue
            for stop in range(i + 2, min(i + 2 + _CRAFT, len(form))):
                if form[stop] in QUOTES:
                    name = " ".join(form[i + 1 : stop])
                    noun = self.words.noun(form[i - 1]) if i and kinds[i - 1] == WORD else None
                    marked.add(name)
                    craft.update((name,) if noun is not None and noun.cls == VEHICLES else ())
                    break
        return tuple(sorted(craft)), tuple(sorted(marked))

    def _lead(self) -> tuple[int, dict[str, int], dict[str, int]]:
        document = self.page.document
        title, body = document.title, document.body
        head: dict[str, int] = {}
        ends = 0
        if title is not None:
            first, ends = self.tokens.before(title.start), self.tokens.before(title.end)
            if first < ends:
                head = {**self._telling(first, ends, self.cues), **self._named(first, ends)}
        found = dict(head)
        if body:
            start, stop = self.tokens.before(body[0].start), self.tokens.before(body[-1].end)
            for first, last in [one for one in self.reading.sentences if start <= one[0] < stop][:_LEAD]:
                found.update({**self._telling(first, last, self.cues), **self._named(first, last)})
                ends = last
        return ends, head, found

    def _telling(self, first: int, last: int, passed: Set[int]) -> dict[str, int]:
        """The stems that say what a stretch is about, with weights from 1 (not rare) to 5 (a name).

        What any toll is told with, words of speaking and their speakers, and the figures themselves say nothing.
        """
        out: dict[str, int] = {}
        for i in range(first, last):
            form = self.tokens.form[i]
            if i in passed or self.tokens.kinds[i] != WORD or len(form) < 3:
                continue
            if self.words.kind_before(form) is not None or form in self.words.kinds_after:
                continue
            cost = self.splitter.cost(self.splitter.split(form).lemma)
            cost = NAMELESS if cost is None else cost
            stem = self.table.stem(form)
            if cost >= COMMON and stem not in self.table.plain:
                out[stem] = max(out.get(stem, 0), min(5, 1 + (cost - COMMON) // 45))
        return out

    def _named(self, first: int, last: int) -> dict[str, int]:
        """The places and bodies that a stretch names: telling, however common their words."""
        out: dict[str, int] = {}
        span = self.tokens.span(first, last)
        for one in self.page.entities:
            if one.kind not in ("place", "organisation"):
                continue
            for mention in one.mentions:
                if span.holds(mention):
                    start, end = self.tokens.before(mention.start), self.tokens.before(mention.end)
                    if one.kind == "organisation" and (end - start > 1 or start in self.cues):
                        continue
                    named = self.tokens.form[start : max(end, start + 1)]
                    out.update((self.table.stem(form), NAMED) for form in named)
        return out

    # --- one figure -----------------------------------------------------------------------------------------------

    def _count(self, i: int, lead_ends: int, lead: Mapping[str, int], sums: Mapping[int, int]) -> Count:
        one, at, to = self.page.figures[i], self.at[i], self.to[i]
        first, last = self.reading.sentence_of(at)
        noun = self._noun(one, to)
        around = self._telling(first, last, self.cues | self.counted)
        around.update(self._named(first, last))
        for stem in (*noun, *self._place(one)):
            around[stem] = max(NAMED, around.get(stem, 0))
        shared = sum(weight for stem, weight in around.items() if stem in lead)
        period = self._period(i, first, last)
        role, whole = self._role(i, first, sums)
        place = self._place(one)
        # "the toll has reached 19": that of what the page is about, unless another place is named
        toll = self._says(first, last, self.table.toll) and (not place or any(stem in lead for stem in place))
        return Count(
            index=i,
            span=one.span,
            text=one.text,
            min=one.min,
            max=one.max,
            approx=one.approx,
            kind=one.kind,
            status=one.status,
            unit=one.unit,
            as_of=one.as_of,
            basis=one.as_of_basis,
            owner=self._owner(one),
            noun=noun,
            crowd=bool(noun) and noun[0] in self.table.crowd,
            aboard=self._aboard(at, to, first, last, noun),
            role=role,
            part_of=whole,
            place=place,
            period=period,
            day=self._day(one, first, last),
            main=period is None and (at < lead_ends or shared >= 4 or toll),
            sentence=first,
            paragraph=self._paragraph(at),
            around=tuple(sorted(around.items())),
            values=self._values(i, first),
        )

    def _says(self, first: int, last: int, stems: frozenset[str]) -> bool:
        return any(self.table.stem(form) in stems for form in self.tokens.form[first:last])

    def _aboard(self, at: int, to: int, first: int, last: int, noun: tuple[str, ...]) -> bool:
        """Whether those counted were on board; what a ship may carry was not."""
        if self._says(max(first, at - _PERIOD), at, self.table.capacity):
            return False
        table = self.table.aboard
        behind = self._near(min(to + _BEHIND, last), to, table)
        return bool(table.intersection(noun[:1])) or self._near(at, first, table) or behind

    def _paragraph(self, at: int) -> int:
        return next((first for first, last in self.reading.paragraphs if first <= at < last), at)

    def _noun(self, one: Figure, to: int) -> tuple[str, ...]:
        """The stems of the noun counted, and of what says whose they are behind it."""
        forms: list[str] = []
        if one.counted_span is not None:
            start, end = self.tokens.before(one.counted_span.start), self.tokens.before(one.counted_span.end)
            forms = [self.tokens.form[k] for k in range(start, end) if self.tokens.kinds[k] == WORD]
        form = self.tokens.form
        behind = self.words.noun(form[to + 1]) if to + 1 < len(form) and form[to] in self.table.of else None
        if behind is not None and behind.cls == "people":
            forms.extend(form[k] for k in range(to + 1, min(to + 3, len(form))) if self.tokens.kinds[k] == WORD)
        elif to < len(form) and self.table.nation(form[to]) is not None:
            forms.append(form[to])
        out: list[str] = []
        for word in forms:
            stem = self.table.stem(word)
            if stem not in self.table.plain and stem not in out and word not in self.table.of and len(word) > 2:
                out.append(stem)
        # "ten people of the guard": the head says nothing without the rest
        while len(out) > 1 and out[0] in self.table.heads:
            out = out[1:]
        return tuple(out[:4])

    def _role(self, i: int, first: int, sums: Mapping[int, int]) -> tuple[Role, int | None]:
        """Whether a figure is a whole, and the figure it is a part of or adds to, where that stands on the page."""
        one, at, to = self.page.figures[i], self.at[i], self.to[i]
        if one.part_of is not None:
            return "part", one.part_of
        before = [k for k in self.beside[first] if k < i and self.page.figures[k].kind == one.kind and self.to[k] <= at]
        form = self.tokens.form
        if self._near(at, first, self.table.all) or any(self.table.stem(f) in self.table.all for f in form[at:to]):
            return "whole", None
        if i in sums:
            return "part", sums[i]
        if self._after(i, first):
            return "more", None
        if self._of_them(at, to) or self._manned(i):
            return "part", None
        if any(f in self.table.others for f in form[at : to + 1]) and before:
            return "more", None
        if before and any(f in self.table.plus for f in form[max(first, at - _BEFORE) : at]):
            return "more", None
        # "two more died, which makes fifteen in all"
        for k in range(i + 1, len(self.page.figures)):
            other = self.page.figures[k]
            if self.reading.sentence_of(self.at[k])[0] != first:
                break
            if other.kind == one.kind and _size(other) > _size(one) and self._near(self.at[k], first, self.table.all):
                return "more", k
        return "whole", None

    def _after(self, i: int, first: int) -> bool:
        """Whether a figure tells what a toll that stands before it rose by: "to 23 after four bodies were found"."""
        one, at = self.page.figures[i], self.at[i]
        earlier = [k for k in self.beside[first] if k < i and self.page.figures[k].kind == one.kind]
        if not any(_size(self.page.figures[k]) > _size(one) for k in earlier):
            return False
        begin = max([first, at - _BEFORE, *(self.to[k] for k in earlier)])
        return any(form in self.table.after for form in self.tokens.form[begin:at]) and self._says(
            first, at, self.table.rising
        )

    def _of_them(self, at: int, to: int) -> bool:
        """Whether a figure says that it is some of those known: nine of the victims, three of the injured."""
        form, article = self.tokens.form, self.table.article
        return any(
            form[k] in self.table.of
            and bool(article)
            and form[k + 1].startswith(article)
            and self.table.stem(form[k + 1]) in self.table.plain
            for k in range(at, min(to, len(form) - 1))
        )

    def _manned(self, i: int) -> bool:
        """Whether a figure is one of two that tell passengers and crew apart, so that neither is all on board."""
        one = self.page.figures[i]
        ends = min(self.to[i] + _BEHIND, self.reading.sentence_of(self.at[i])[1])
        if (
            one.kind == "other"
            and self._says(self.at[i], ends, self.table.aboard)
            and self._says(self.to[i], ends, self.table.crew)
        ):
            return True
        for k in (i - 1, i + 1):
            if not 0 <= k < len(self.page.figures):
                continue
            other, (a, b) = self.page.figures[k], sorted((i, k))
            if other.kind != one.kind or one.kind != "other" or self.page.figures[b].part_of is not None:
                continue
            gap = self.at[b] - self.to[a]
            near = self._sentence(i) == self._sentence(k) and 0 <= gap <= _BEFORE
            if near and self._says(self.to[a], min(self.to[b] + _BEHIND, len(self.tokens)), self.table.crew):
                return True
        return False

    def _sums(self) -> dict[int, int]:
        """Figures that stand in a row and add up to another one of their kind, and which: the parts of a whole."""
        out: dict[int, int] = {}
        figures = self.page.figures
        for kind in sorted({one.kind for one in figures}):
            plain = (i for i, one in enumerate(figures) if one.min is not None and one.min == one.max)
            same = [i for i in plain if figures[i].kind == kind]
            totals: dict[float | None, int] = {}
            for i in same:
                if not figures[i].approx:  # what comes near to twenty is no sum
                    totals.setdefault(figures[i].min, i)
            for first, i in enumerate(same):
                row = [k for k in same[first : first + _PARTS] if self._sentence(k) == self._sentence(i)]
                for size in range(2, len(row) + 1):
                    total = totals.get(sum(figures[k].min or 0 for k in row[:size]))
                    if total is not None and all(figures[k].min for k in row[:size]):
                        out.update((k, total) for k in row[:size] if k != total)
        return out

    def _sentence(self, i: int) -> int:
        return self.reading.sentence_of(self.at[i])[0]

    def _values(self, i: int, first: int) -> tuple[float, ...]:
        kind = self.page.figures[i].kind
        rest = (self.page.figures[k] for k in self.beside[first] if k != i)
        return tuple(sorted({_size(one) for one in rest if one.kind == kind}))

    def _near(self, at: int, first: int, stems: frozenset[str]) -> bool:
        start = max(first, at - _BEFORE)
        return any(self.table.stem(self.tokens.form[k]) in stems for k in range(start, min(at, len(self.tokens))))

    def _period(self, i: int, first: int, last: int) -> str | None:
        """The running period or the past year or month that a figure is about, where its words say one."""
        one, at, to = self.page.figures[i], self.at[i], self.to[i]
        if one.as_of is not None and one.as_of_basis == "event" and len(one.as_of) < 10:
            return one.as_of
        begin = max([first, at - _PERIOD, *(self.to[k] for k in range(i) if self.to[k] <= at)])
        end = min([last, to + _PERIOD, *(self.at[k] for k in range(i + 1, len(self.at)))])
        for k in range(begin, end):
            if (k < at or k >= to) and self.table.running.starting(self.tokens, k) > k:
                return "so far"
        return None

    def _day(self, one: Figure, first: int, last: int) -> str | None:
        """The day of the event, where the words that count it name it and it isn't that of the count."""
        if one.as_of_basis != "event" or one.as_of is None or len(one.as_of) < 10:
            return None
        sentence = self.tokens.span(first, last)
        if any(self.table.stem(form) in self.table.rising for form in self.tokens.form[first:last]):
            return None
        content = self.page.attributions[one.attribution].content if one.attribution is not None else (sentence,)
        return one.as_of if any(self._names(found, one.as_of, content) for found in self.page.dates) else None

    def _names(self, found: Date, day: str, spans: Sequence[Span]) -> bool:
        return found.value is not None and found.value[:10] == day and any(span.holds(found.span) for span in spans)

    def _place(self, one: Figure) -> tuple[str, ...]:
        if one.place is None:
            return ()
        tokens = self.pack.tokens(one.place)
        stems = (self.table.stem(f) for f, kind in zip(tokens.form, tokens.kinds, strict=True) if kind != MARK)
        return tuple(sorted({stem for stem in stems if len(stem) > 2}))

    # --- whose word -------------------------------------------------------------------------------------------------

    def _owner(self, one: Figure) -> Owner | None:
        if one.attribution is None:
            return None
        said: Attribution = self.page.attributions[one.attribution]
        speaker = self.page.entities[said.speaker] if said.speaker is not None else None
        printed = " ".join(
            [*(span.of(self.page.document.text) for span in said.source), speaker.text if speaker else ""]
        )
        if any(self.table.stem(form) in self.table.earlier for form in self.pack.tokens(printed).form):
            return None  # an earlier count that the page looks back at is nobody's word against the new one
        words = self._source([span.of(self.page.document.text) for span in said.source])
        if not words and speaker is not None:
            words = self._source([speaker.text])
        shown = speaker.text if speaker is not None and not speaker.private else None
        return Owner(shown, words)

    def _source(self, printed: Sequence[str]) -> tuple[str, ...]:
        """The stems of a source, sorted, without words of office."""
        out: set[str] = set()
        for part in printed:
            tokens = self.pack.tokens(part)
            for form, kind in zip(tokens.form, tokens.kinds, strict=True):
                stem = self.table.stem(form)
                if kind == WORD and stem not in self.table.roles and len(form) > 2:
                    out.add(stem)
        return tuple(sorted(out))


def _beside_aboard(one: Count, aboard: Sequence[Count]) -> bool:
    """Whether people are counted beside those on board, nearly as many: "the counter shows 287; the port spoke of 300
    passengers"."""
    if one.kind != "other" or one.noun or one.role != "whole" or one.period is not None or one.unit is not None:
        return False
    return any(
        other.kind == one.kind
        and other.role == "whole"
        and other.paragraph == one.paragraph
        and max(_size(one), _size(other)) <= _AS_MANY * min(_size(one), _size(other))
        for other in aboard
    )


def _size(one: Figure | Count) -> float:
    return one.min if one.min is not None else (one.max or 0.0)
