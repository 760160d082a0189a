"""Where a figure holds: the phrases of place of a text, and the one that the clause of a figure names.

A phrase of place stands behind a preposition of place, apart or glued: a named place, or a noun that heads places (the
mosque, the region, the hospital) with what it governs. A place inside a place is one phrase with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from tawatur.kinds.figures.places import PlaceWords, Signs
from tawatur.kinds.figures.quantities import Quantity
from tawatur.kinds.figures.signs import PLACES, signs_of
from tawatur.model import HURT, TOLLS, Attribution, Entity, FigureKind, Span
from tawatur.reading import Reading
from tawatur.words import LINE, NUMBER, WORD, Tokens

_BESIDE: Final = 6
"""Code points between a figure and a vague place that holds for it: room for a preposition."""

_CLAUSE_ENDS: Final = frozenset(",;:.\n")

_STRIKE: Final = 12
"""Tokens before a target in which what strikes it stands, those who do it between: the strikes of the alliance on."""

_ASIDES: Final = frozenset(",(")
"""Marks before a phrase that only adds to the one before them."""

_HEADLINE_MARKS: Final = frozenset((":", ".", "...", "-"))
"""Marks between the place that a headline opens with and what happened there; two points are two marks."""

_DAY: Final = 6
"""Tokens of a day between such a place and its colon, with the colon: in September 2025."""

_ARRIVAL: Final = 12
"""Tokens before a goal in which the verb of arriving stands, its subject between them."""

_SHARE: Final = 5
"""Tokens between a place and the sum or share that it holds for."""

_LONGEST: Final = 6
"""Words of a phrase of place: its head, three nouns it governs, two adjectives."""


class Place(NamedTuple):
    """A phrase of place: tokens `[first, last)`, its span without the glued preposition, and what it is good for."""

    first: int
    last: int
    span: Span
    vague: bool
    """Only a noun (the site, the hospital): it holds for what stands right before it."""
    headed: bool
    """Begins with a noun that heads places, so that a place glued to it by a preposition belongs to the phrase."""
    building: bool
    """Ends in a building or a site, which always lies in a place: what says in which belongs to the phrase."""
    sort: str
    """"in"; "home": the place of those who live there, named as such; "goal": where those who arrive go."""
    says: Span
    """The words that name it: its own, or for "this region" those of the region named before."""


class Where:
    """The phrases of place of one text."""

    def __init__(
        self,
        reading: Reading,
        title: Span | None,
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
        dated: Collection[int],
    ) -> None:
        self._reading = reading
        self._title = title
        self._words: PlaceWords = reading.pack.made(PlaceWords)
        self._tokens: Tokens = reading.tokens
        self._form = reading.tokens.form
        self._dated = dated
        self._named, self._whole = self._mentions(entities)
        self._inner = {i for first, behind in self._named.items() for i in range(first, behind)}
        said_by = [span for attribution in attributions for span in (*attribution.source, *attribution.via)]
        start = self._tokens.start
        self._places = [
            p for p in self._phrases() if not any(span.start <= start[p.first] < span.end for span in said_by)
        ]
        self._starts = [p.span.start for p in self._places]

    def _mentions(self, entities: Sequence[Entity]) -> tuple[dict[int, int], set[int]]:
        """Named places: first token -> the token behind; and the first tokens that bear no glued preposition."""
        named: dict[int, int] = {}
        whole: set[int] = set()
        start, form, heads = self._tokens.start, self._form, self._words.heads
        for entity in entities:
            if entity.kind not in ("place", "organisation"):
                continue
            for span in entity.mentions or (entity.span,):
                first = bisect_right(start, span.start) - 1
                if entity.kind == "organisation" and form[first] not in heads:
                    continue  # a hospital or a university is where it stands, a ministry is not
                named[first] = max(bisect_left(start, span.end, first), named.get(first, 0))
                if start[first] == span.start:
                    whole.add(first)
        return named, whole

    # --- phrases --------------------------------------------------------------------------------------------------

    def _phrases(self) -> list[Place]:
        words, form, kinds, named = self._words, self._form, self._tokens.kinds, self._named
        may = [match.start() for match in PLACES.finditer(signs_of(self._reading))]
        out: list[Place] = []
        until = 0
        for i in sorted({*named, *may}):
            if i < until or kinds[i] != WORD:
                continue
            found = self._begins(i)
            end = self._end(i, found[0]) if found is not None else i
            if found is None or end == i:
                continue
            cut, sort = found
            end = self._joined(end)
            headed, building = words.is_head(form[i][cut:]), form[i][cut:] in words.buildings
            first, start = i, self._tokens.start[i] + cut
            if out and out[-1].headed and self._inside(out[-1], i, cut):
                outer = out.pop()
                first, start, headed, sort = outer.first, outer.span.start, True, outer.sort
            span = Span(start, self._tokens.end[end - 1])
            says = span
            if sort == "this":
                told = next((p for p in reversed(out) if self._head_of(p.first) == self._head_of(i)), None)
                if told is None:
                    continue
                sort, says = "in", told.says
            vague = end - first == 1 and first not in named and says == span
            out.append(Place(first, end, span, vague, headed, building, sort, says))
            until = end
        return out

    def _head_of(self, i: int) -> str:
        """The first word of a phrase of place without its article."""
        return self._form[i].removeprefix(self._words.article)

    def _begins(self, i: int) -> tuple[int, str] | None:
        """Letters of a glued preposition, and the sort of place; None where no phrase begins."""
        words, form = self._words, self._form
        head, glued, goal = words.signs(form[i]) or Signs(False, 0, 0)
        before = form[i - 1] if i else ""
        if i in self._named:
            glued = words.glued(form[i]) if i not in self._whole else 0
        if glued:
            return glued, "in"
        if before in words.of and i > 1 and form[i - 2] in words.before_of:
            return 0, "in"  # close to X, in each of X and Y
        if before in words.before or (i in self._named and before in words.scenes):
            return 0, "in"
        if before in words.homes and (head or i in self._named):
            return 0, "home"
        if head and before in words.these and i > 1 and form[i - 2] in words.before:
            return 0, "this"
        if before in words.goals and not words.arrivals.isdisjoint(form[max(0, i - _ARRIVAL) : i]):
            return 0, "goal"
        if goal and before not in words.belonging:
            return goal, "in"  # of a town that belongs to a province the town says more
        if head and (before in words.head_before or (before in words.targets and not words.is_building(form[i]))):
            return 0, "in"
        if i in self._named and before in words.targets and self._struck(i):
            return 0, "in"
        if form[i] in words.sides and self._is_place(i + 1) and before not in _ASIDES:
            return 0, "in"  # a bomb south of the city; of "the camp, in the north of the bank" the camp says more
        return (0, "in") if self._heads_title(i) else None

    def _struck(self, i: int) -> bool:
        """Whether what strikes a target stands before it in its clause."""
        for k in range(i - 2, max(-1, i - _STRIKE), -1):
            if self._form[k] in self._words.strikes:
                return True
            if self._form[k] in _CLAUSE_ENDS or self._tokens.kinds[k] == LINE:
                return False
        return False

    def _is_place(self, i: int) -> bool:
        """Whether a place is named at token `i`, or a noun that heads places stands there."""
        return i in self._named or (i < len(self._form) and self._words.is_head(self._form[i]))

    def _heads_title(self, i: int) -> bool:
        """Whether a headline opens with a place and a mark, a day between: Sudan: 31 dead; Mali.. two killed."""
        title, end = self._title, self._named.get(i, 0)
        if title is None or self._tokens.start[i] != title.start or end >= len(self._form):
            return False
        if self._form[end] in _HEADLINE_MARKS:
            return True
        ahead = self._form[end : end + _DAY]
        colon = ahead.index(":") if ":" in ahead else 0
        return any(k in self._dated for k in range(end, end + colon))

    def _inside(self, outer: Place, i: int, cut: int) -> bool:
        """Whether the place at token `i` says where the place before it lies: a mosque in the quarters of the force."""
        if i == outer.last:
            return cut > 0
        return outer.building and i == outer.last + 1 and self._form[i - 1] in self._words.joins

    def _end(self, i: int, cut: int) -> int:
        """Behind the phrase that begins at token `i`; `i` itself where it is none."""
        words, form = self._words, self._form
        if i in self._named:
            return self._adjectives(self._named[i]) if words.is_head(form[i][cut:]) else self._named[i]
        if not words.is_head(form[i][cut:]) or (i + 1 < len(form) and form[i + 1] in words.not_before):
            return i
        end = i + 1
        if end < len(form) and self._tokens.kinds[end] == NUMBER and end not in self._dated:
            end += 1  # sector 17, highway 86
        limit = min(len(form), i + _LONGEST)
        while end < limit and self._may_go_on(end):
            if end in self._named:
                return self._adjectives(self._named[end])
            if not self._fits(end) and (words.is_definite(form[end - 1]) or not self._ends_construct(end, limit)):
                break
            end += 1
        return end

    def _joined(self, end: int) -> int:
        """Behind the places that "and" joins to the one that ends before token `end`."""
        words, form = self._words, self._form
        while end < len(form) and form[end][:1] in words.also:
            further = self._named.get(end, end)
            if further == end and words.is_head(form[end][1:]):
                further = self._end(end, 1)
            if further == end or (end not in self._named and further == end + 1):
                break  # a noun that says nothing of which
            end = further
        return end

    def _may_go_on(self, i: int) -> bool:
        return self._tokens.kinds[i] == WORD and i not in self._dated and self._form[i] not in self._words.stops

    def _fits(self, i: int) -> bool:
        """Whether the word is definite, a head, or an adjective behind a head without the article."""
        words, form = self._words, self._form
        if form[i].startswith(words.article) or words.is_head(form[i]):
            return True
        if words.is_definite(form[i - 1]) or len(form[i]) < 4:
            return False
        return form[i].endswith(words.adjectives) and form[i][-1:] == form[i - 1][-1:]

    def _ends_construct(self, i: int, limit: int) -> bool:
        """Whether a bare noun at `i` is governed by the head, because a definite word or a name closes the chain."""
        for at in range(i + 1, min(limit, i + 3)):
            if at in self._named:
                return True
            if not self._may_go_on(at):
                return False
            if self._form[at].startswith(self._words.article):
                return True
        return False

    def _adjectives(self, end: int) -> int:
        """Behind the definite adjectives that follow a name: the eastern coast of the island."""
        words, form = self._words, self._form
        while (
            end < len(form)
            and self._may_go_on(end)
            and end not in self._named
            and form[end].startswith(words.article)
            and form[end].endswith(words.adjectives)
        ):
            end += 1
        return end

    # --- the place of a figure ------------------------------------------------------------------------------------

    def place(self, q: Quantity, kind: FigureKind, spread: Sequence[tuple[int, int]]) -> tuple[Span | None, str]:
        """The place that the sentence of a figure names for it, and the rule behind it; (None, "") where it names none.

        `spread`: token ranges of all quantities, in order.
        """
        first, last = self._reading.sentence_of(q.num)
        tokens = self._tokens
        start, stop = tokens.start[first], tokens.end[last - 1]
        if self._title is not None and self._title.start < start < self._title.end:
            start = self._title.start  # points between a place and what happened there end no headline
        here = tokens.end[q.last - 1]
        counted = {i for begin, end in spread if first <= begin < last for i in range(begin, end)}
        among = self._places[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]
        among = [p for p in among if p.sort == "home" or p.first not in counted]  # "in two cars" counts the cars
        for place in among:
            if place.sort == "home" and (kind == "population" or q.num <= place.first < q.last):
                return place.says, "the place of the people counted"
            if place.sort == "goal" and kind not in TOLLS:
                return place.says, "where those counted arrive"
        if kind in ("money", "percent"):
            told = self._of_share(q, [p for p in among if p.sort == "in" and not (p.vague or p.building)])
            if told is not None or kind == "money":
                return (None, "") if told is None else (told.says, "the place named before it")
        if kind in HURT:  # where they were taken isn't where it happened
            among = [p for p in among if not (p.building and self._form[p.first - 1] in self._words.goals)]
        counts = kind != "percent"  # "in the middle", "on average": a share has no vague place
        near = [
            p for p in among if p.sort == "in" and (not p.vague or (counts and 0 <= p.span.start - here <= _BESIDE))
        ]
        if kind in TOLLS and any(not p.vague for p in near):
            near = [p for p in near if not p.vague]
        behind = next((p for p in near if p.span.start >= here), None)
        before = self._narrowest([p for p in near if p.span.end <= here])
        following = next((begin for begin, _ in spread if begin >= q.last), last)
        limit = tokens.start[following] if following < last else stop
        if behind is not None and behind.span.start < limit and (kind in TOLLS or self._one_clause(q, behind)):
            return behind.says, "the place named behind it"
        if kind not in TOLLS and (kind == "percent" or before is None or not self._is_named(before)):
            return None, ""
        if before is not None:
            return before.says, "the place named before it"
        if behind is not None:
            return behind.says, "the place named behind the list it stands in"
        return None, ""

    def _of_share(self, q: Quantity, near: Sequence[Place]) -> Place | None:
        """The place of a sum or a share: named right before it in its clause, with nothing else counted between."""
        before = self._narrowest([p for p in near if p.last <= q.first])
        if before is None or q.first - before.last > _SHARE:
            return None
        between = range(before.last, q.first)
        if any(self._form[k] in _CLAUSE_ENDS or self._tokens.kinds[k] in (LINE, NUMBER) for k in between):
            return None
        return before

    def _narrowest(self, before: Sequence[Place]) -> Place | None:
        """The last phrase, or the first of a row that ends with it: in the city, the capital of the province."""
        at = len(before) - 1
        while at > 0 and all(self._lies(i) for i in range(before[at - 1].last, before[at].first)):
            at -= 1
        return before[at] if before else None

    def _lies(self, i: int) -> bool:
        """Whether a token between two phrases of place only says where the first lies."""
        apart = self._form[i] in _ASIDES or self._tokens.kinds[i] == NUMBER
        return apart or i in self._inner or self._words.is_head(self._form[i])

    def _is_named(self, place: Place) -> bool:
        """Whether a phrase of place holds a name."""
        return any(i in self._named for i in range(place.first, place.last))

    def _one_clause(self, q: Quantity, place: Place) -> bool:
        """Whether no mark that ends a clause stands between a quantity and a place behind it."""
        return _CLAUSE_ENDS.isdisjoint(self._form[q.last : place.first])
