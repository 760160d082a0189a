"""What a page tells, sentence by sentence and statement by statement, as bags of roots: enough to find what another
page of the same story tells in other words, be it as its own or on somebody's word.

Made where a page was annotated and kept in its card. Roots are letters without those that come and go between the words
of one root, so "the ship capsized" and "the capsizing of ships" meet; names count, but don't make two sentences one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

import msgspec

from tawatur.fold import Remembered
from tawatur.model import Page, Span
from tawatur.packs import Pack
from tawatur.relate.contents import Words
from tawatur.relate.leads import cut
from tawatur.relate.packing import Packing
from tawatur.relate.sharing import Sharing
from tawatur.relate.terms import CONTENT, word_hash
from tawatur.words import NUMBER, WORD

FEWEST, LONGEST = 6, 40
"""Roots of what is told: fewer are a headline's half, more a paragraph."""

LETTERS = 3
"""Letters that a root keeps; a word that would keep fewer stands for itself."""

WEIGHTS = (200, 450)
"""Centibels above which a root weighs, and those at which it weighs most, as for statements (`sameness`)."""

OWN = -1
"""The number of what a page tells as its own."""

ALIKE = 0.45
"""Share of weight (F1) that two have in common to be one. Of 31 such pairs among 3,000 articles of the Saudi press that
were read 29 tell one thing; from .38 to .45 it was three of four."""

PLAIN, PLAIN_ELSE = 4, 8
"""Roots that stand in no name which two share at least, and where they are the words of two speakers."""

USUAL = (24, 0.05)
"""Pages of stories, and their share of all, from which a root tells nothing: titles, formulas."""

FEW, MOST = 3, 0.5
"""Pages of a story from which on, and their share from which, a root tells nothing of that story: what it is about."""

CROWD = 40
"""Tellings of a story that a root may have and find others by it."""

SHARED = 4
"""Such roots that two share to be compared."""


class Telling(msgspec.Struct, frozen=True, array_like=True):
    """A sentence or statement: `number` is the attribution's place among the document's (`OWN`: none has it), `roots`
    are 32-bit hashes with their `weights`, `names` those of them in names, `numbers` as printed, folded and sorted,
    `days` as precise as printed.
    """

    number: int
    span: Span
    roots: tuple[int, ...]
    weights: tuple[int, ...]
    names: tuple[int, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    negated: bool
    denies: bool


class Form(NamedTuple):
    """A word form: the hash of its root, its weight (0: it tells nothing), whether it negates."""

    root: int
    weight: int
    negates: bool


class Roots:
    """Roots of folded lemmas by the pack's table: `pack.made(Roots)`."""

    def __init__(self, pack: Pack) -> None:
        table: Mapping[str, Any] = pack.table("claims") if pack.has("claims") else {}
        fold = pack.fold.form
        self._weak = str.maketrans("", "", fold(table.get("weak", "")))
        self._endings = tuple(fold(ending) for ending in table.get("endings", ()))
        self._words = pack.made(Words)
        self.form: Callable[[str], Form] = Remembered(self._form).__getitem__
        """What a folded form tells."""

    def _form(self, form: str) -> Form:
        words = self._words
        bare, cost = words.bare(form), words.cost(form)
        low, most = WEIGHTS
        tells = cost >= CONTENT and words.stem(form) not in words.plain
        negates = form in words.negations or bare in words.negations
        return Form(word_hash(self(bare)), min(most, cost - low) if tells else 0, negates)

    def __call__(self, lemma: str) -> str:
        """What the words of one root share, as far as letters tell it."""
        root = lemma.translate(self._weak)
        for ending in self._endings:
            if len(root) > LETTERS:
                root = root.removesuffix(ending)
        return root if len(root) >= LETTERS else lemma


def tellings(page: Page, pack: Pack) -> tuple[Telling, ...]:
    """What a page tells: its statements, and the sentences of its body that hold none. Nothing without the table."""
    if not pack.has("claims"):
        return ()
    document = page.document
    tokens = pack.tokens(document.text)
    form = pack.made(Roots).form

    def within(spans: Iterable[Span]) -> set[int]:
        return {i for span in spans for i in range(tokens.before(span.start), tokens.before(span.end))}

    named = within(mention for one in page.entities if one.kind is not None for mention in one.mentions)
    dated = within(date.span for date in page.dates)

    def told(number: int, span: Span, denies: bool) -> Telling | None:
        weights: dict[int, int] = {}
        names: set[int] = set()
        numbers: set[str] = set()
        negated = False
        for i in range(tokens.before(span.start), tokens.before(span.end)):
            kind = tokens.kinds[i]
            if kind == NUMBER and i not in dated:
                numbers.add(tokens.form[i])
            elif kind == WORD and i not in dated:
                root, weight, negates = form(tokens.form[i])
                negated = negated or negates
                if weight:
                    weights[root] = max(weights.get(root, 0), weight)
                    if i in named:
                        names.add(root)
        if not FEWEST <= len(weights) <= LONGEST:
            return None
        roots = tuple(sorted(weights))
        held = tuple(weights[one] for one in roots)
        days = tuple(sorted({one.value for one in page.dates if one.value is not None and span.holds(one.span)}))
        return Telling(number, span, roots, held, tuple(sorted(names)), tuple(sorted(numbers)), days, negated, denies)

    spans = [
        (index, Span(one.content[0].start, one.content[-1].end), one.stance == "deny")
        for index, one in enumerate(page.attributions)
        if one.content
    ]
    own = [
        (OWN, sentence, False) for sentence in cut(document) if not any(sentence.meets(span) for _, span, _ in spans)
    ]
    return tuple(made for made in (told(*one) for one in (*spans, *own)) if made is not None)


_TELLINGS = Packing(Telling)

packed = _TELLINGS.packed
"""Tellings as bytes for a card."""

unpacked = _TELLINGS.unpacked
"""The tellings behind bytes that `packed` made; none behind none."""


class Retold(NamedTuple):
    """What two documents tell both: each by its place in the cards and what it is there."""

    card: int
    told: Telling
    other_card: int
    other: Telling


def usual(pages: Sequence[Sequence[Telling]]) -> Set[int]:
    """The roots that stand on so many pages that they tell nothing."""
    held = _pages_with(pages)
    least, share = USUAL
    return {root for root, count in held.items() if count > least and count > share * len(pages)}


def _pages_with(pages: Iterable[Sequence[Telling]]) -> Counter[int]:
    """On how many of the pages each root stands."""
    held: Counter[int] = Counter()
    for page in pages:
        held.update({root for one in page for root in one.roots})
    return held


def retold(
    story: Mapping[int, Sequence[Telling]],
    common: Set[int],
    apart: Callable[[int, int], bool],
    others: Callable[[int, Telling, int, Telling], bool],
) -> Iterator[Retold]:
    """What pages of one story tell in like words, the nearest of two pages first, each telling of a pair of pages once.

    `story` has the tellings of each card, `common` roots that tell nothing; `apart` says of two cards whether they were
    written apart, `others` of two tellings whether they are the words of two different speakers. What both pages tell
    as their own is no statement and left out.
    """
    held = _pages_with(story.values())
    usual_here = {root for root, count in held.items() if len(story) > FEW and count > MOST * len(story)} | common
    every = [(card, one) for card in sorted(story) for one in story[card]]
    bags = [{r: w for r, w in zip(one.roots, one.weights, strict=True) if r not in usual_here} for _, one in every]
    crowds: dict[int, list[int]] = {}
    for place, bag in enumerate(bags):
        for root in bag:
            crowds.setdefault(root, []).append(place)
    met = Sharing()
    for crowd in crowds.values():
        if 1 < len(crowd) <= CROWD:
            met.crowd(crowd)
    found: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    for a, b, _ in met.counted(SHARED):
        (card, one), (other_card, other) = every[a], every[b]
        if card == other_card or (one.number == OWN and other.number == OWN) or not apart(card, other_card):
            continue
        if one.negated != other.negated or one.denies != other.denies:
            continue
        plain = PLAIN_ELSE if others(card, one, other_card, other) else PLAIN
        share = _alike(one, bags[a], other, bags[b], plain)
        if share >= ALIKE:
            found.setdefault((card, other_card), []).append((-share, a, b))
    for _, scored in sorted(found.items()):
        used: set[int] = set()
        for _, a, b in sorted(scored):
            if a not in used and b not in used:
                used |= {a, b}
                yield Retold(*every[a], *every[b])


def _alike(one: Telling, bag: Mapping[int, int], other: Telling, other_bag: Mapping[int, int], plain: int) -> float:
    """The share of weight (F1) that two tellings have in common; 0 where something shows that they tell two things."""
    both = bag.keys() & other_bag.keys()
    if len(both) < FEWEST:
        return 0.0
    ours, theirs = set(one.names), set(other.names)
    if len(both - ours - theirs) < plain or (_lacks(ours, other) and _lacks(theirs, one)):
        return 0.0
    numbers, others = set(one.numbers), set(other.numbers)
    if numbers and others and not (numbers <= others or others <= numbers):
        return 0.0
    if one.days and other.days and not any(a.startswith(b) or b.startswith(a) for a in one.days for b in other.days):
        return 0.0
    return 2 * sum(min(bag[root], other_bag[root]) for root in both) / (sum(bag.values()) + sum(other_bag.values()))


def _lacks(names: Set[int], other: Telling) -> bool:
    """Whether the other lacks a word of these names."""
    return not names <= set(other.roots)
