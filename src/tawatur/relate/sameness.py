"""Whether two statements say the same, or one denies what the other says: pure decisions on a pair, with reasons.

Words (or vectors) find statements that are alike; who says it, stance, negation, numbers, days, names and status
decide. What isn't shown to be the same stays apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tawatur.model import Stance
from tawatur.relate.contents import Content

TELLING = (200, 450)
"""Centibels above which a word counts, and what counts at most: a name that no list has is worth no more than one."""

FEWEST = 4
"""Telling words that a statement must have to be told from others at all."""

FEWEST_ELSE = 5
"""The same where they aren't one speaker's: thanks and condolences are said by many in four words."""

SAME = {"one": 0.50, "kin": 0.62, "unnamed": 0.66, "other": 0.90}
"""Share of weight (F1) two statements of one kind have in common to be one: by one speaker, by two whose names share
a word, where one names nobody, by two different ones."""

OTHER_LONG = 0.75
"""The same for two different speakers of a statement so long that its words are no chance: an office and who speaks."""

WITHIN = 0.85
"""Share of the shorter one's weight that stands in the longer, where the longer says more besides."""

LEAST = 0.30
"""Share of weight (F1) below which a statement inside a longer one is a part of it and not the same."""

ORDER = 0.35
"""Share of the shorter one's neighbouring words that stand side by side in the other too."""

UNORDERED = 0.80
"""Share of weight from which the order of words is no matter: a translation of its own has another."""

NAMED_ALIKE = 0.70
"""Share of weight from which a name that only one has is a longer title of one that both have."""

WORDED_ALIKE = 0.85
"""Share of weight from which a difference of cue (said, warned) is the page's and not the speaker's."""

QUOTING = 0.30
"""The same where both quote one phrase of the speaker: what each tells around it is the page's."""

WINDOW = 4
"""Days between the pages of one statement. Said again a week later it is another occasion."""

LONG = 12
"""Telling words of a statement that no chance repeats: the same words are one statement at any distance."""

MORE = 3
"""Telling words beside a negated one that a statement has and the other lacks, where it says more and not otherwise."""

RAREST = 2
"""Rarest words of two names of which they share one where they may be one speaker's: a family name, a place."""

_ASSERTED: frozenset[Stance] = frozenset(("report", "affirm", "claim", "announce"))


def asserted(stance: Stance) -> bool:
    """Whether a stance says that something is so: said, affirmed, claimed or announced."""
    return stance in _ASSERTED


class Said(NamedTuple):
    """A statement made ready to be compared: its lemmas with weights, their neighbours, the day of its page, and who of
    the case says it, where that is known."""

    content: Content
    weights: Mapping[int, int]
    total: int
    pairs: frozenset[int]
    day: int | None
    actor: str | None = None


class Verdict(NamedTuple):
    """How strongly two are one (in thousandths), and why."""

    strength: int
    reason: str


def ready(content: Content, day: int | None, actor: str | None = None) -> Said:
    """A content made ready."""
    low, most = TELLING
    weights: dict[int, int] = {}
    for stem, cost in zip(content.stems, content.costs, strict=True):
        weights[stem] = max(weights.get(stem, 0), min(most, cost - low))
    pairs = frozenset(_pair(a, b) for a, b in zip(content.stems, content.stems[1:], strict=False) if a != b)
    return Said(content, weights, sum(weights.values()), pairs, day, actor)


def _pair(a: int, b: int) -> int:
    return a << 32 | b


def alike(a: Said, b: Said) -> tuple[float, float]:
    """The share of weight that two have in common: of both (F1), and of the lighter one."""
    small, large = (a, b) if len(a.weights) <= len(b.weights) else (b, a)
    theirs = large.weights
    both = sum(min(weight, theirs[stem]) for stem, weight in small.weights.items() if stem in theirs)
    if not both:
        return 0.0, 0.0
    return 2 * both / (a.total + b.total), both / min(a.total, b.total)


BY_VECTORS = 0.38
"""Share of weight (F1) that two statements have in common at least where vectors find them alike: without a name or a
number in common two sentences of one topic are as near as two of one statement."""


def may_be_same(a: Said, b: Said) -> bool:
    """Whether two statements that words don't show to be one may be, should their vectors be near."""
    if speakers(a, b) == "other":
        return False
    return _same(a, b, alike(a, b)[0], worded="") is not None and alike(a, b)[0] >= BY_VECTORS


def same(a: Said, b: Said, cosine: float | None = None) -> Verdict | None:
    """Why two statements are one, or None where that isn't shown. `cosine` is that of their vectors, if it is high."""
    f1, within = alike(a, b)
    speaker = speakers(a, b)
    if cosine is not None:
        if speaker == "other" or f1 < BY_VECTORS:
            return None
        return _same(a, b, f1, f"vectors {cosine:.3f} near")
    inside = within >= WITHIN and f1 >= LEAST and speaker in ("one", "kin")
    long = speaker == "other" and f1 >= OTHER_LONG and min(len(a.weights), len(b.weights)) >= LONG
    words = a.content.words == b.content.words
    alone = f1 < SAME[speaker] and not inside and not long
    if alone or (not words and f1 < UNORDERED and _order(a, b) < ORDER):
        quoting = f1 >= QUOTING and one_phrase(a, b)
        return _same(a, b, f1, "the same phrase quoted") if quoting else None
    if words:
        return _same(a, b, f1, "the same words")
    return _same(a, b, f1, f"{round(100 * f1)} % of telling words")


def _same(a: Said, b: Said, f1: float, worded: str) -> Verdict | None:
    """Two statements that are alike enough, decided by all that words and vectors can't tell."""
    fewest = FEWEST if speakers(a, b) == "one" or a.content.words == b.content.words else FEWEST_ELSE
    if min(len(a.weights), len(b.weights)) < fewest or differ(a, b, f1) is not None:
        return None
    if not _in_window(a, b) and not (a.content.words == b.content.words and len(a.weights) >= LONG):
        return None
    return Verdict(round(1000 * f1), f"{worded}; {_SPEAKERS[speakers(a, b)]}")


_SPEAKERS = {
    "one": "one speaker",
    "kin": "speakers of one name or office",
    "unnamed": "a speaker where the other names nobody",
    "other": "different speakers",
}


def speakers(a: Said, b: Said) -> str:
    """How two speakers stand to each other."""
    if a.actor is not None and a.actor == b.actor:
        return "one"
    ours, theirs = set(a.content.speaker), set(b.content.speaker)
    if not ours or not theirs:
        return "unnamed"
    small, large = sorted((ours, theirs), key=len)
    if small <= large:
        return "one"
    return "kin" if set(a.content.speaker[:RAREST]) & set(b.content.speaker[:RAREST]) else "other"


def one_phrase(a: Said, b: Said) -> bool:
    """Whether two quote one phrase of one speaker ("no safe haven"), both negating or neither: then what he said is
    one, and verbs and stance are each page's."""
    one, other = a.content, b.content
    return (
        not set(one.phrases).isdisjoint(other.phrases)
        and speakers(a, b) == "one"
        and bool(one.negated) == bool(other.negated)
        and (one.stance == "deny") == (other.stance == "deny")
    )


def differ(a: Said, b: Said, f1: float) -> str | None:
    """What shows that two alike statements don't say the same, or None."""
    one, other = a.content, b.content
    if one.phrases and one_phrase(a, b):
        if not _numbers(a, b):
            return "numbers"
        return "days" if not _days(one, other) else None
    if not _stances(one.stance, other.stance, f1):
        return "stance"
    if one.status != other.status and not (set(one.hedges) & set(other.hedges) and one.stance == other.stance):
        return "status"
    if negates(a, b) or negates(b, a):
        return "negation"
    if bool(one.negated) != bool(other.negated) and _one_size(a, b) and not _says_more(a, b):
        return "negation"
    if one.negated and other.negated and f1 < WORDED_ALIKE and set(one.negated).isdisjoint(other.negated):
        return "negation"
    if not _numbers(a, b):
        return "numbers"
    if not _days(one, other):
        return "days"
    if _names_apart(one.places, b, other.places) and _names_apart(other.places, a, one.places):
        return "places"
    if f1 < NAMED_ALIKE and _names_apart(one.names, b, other.names) and _names_apart(other.names, a, one.names):
        return "names"
    if _opposed(one.opposites, other.opposites):
        return "opposites"
    return None


def _says_more(a: Said, b: Said) -> bool:
    """Whether the one of two that negates something negates what the other leaves out with more besides."""
    own, other = (a, b) if a.content.negated else (b, a)
    extra = sum(1 for stem in own.weights if stem not in other.weights and stem not in own.content.negated)
    return extra >= MORE


def negates(a: Said, b: Said) -> bool:
    """Whether `a` negates a word that `b` says without negating it."""
    return any(stem in b.weights and stem not in b.content.negated for stem in a.content.negated)


def _stances(a: Stance, b: Stance, f1: float) -> bool:
    if a == b or (a in _ASSERTED and b in _ASSERTED):
        return True
    return f1 >= WORDED_ALIKE and not {a, b} & {"deny", "believe"}


def _one_size(a: Said, b: Said) -> bool:
    return min(a.total, b.total) >= 0.75 * max(a.total, b.total)


def _numbers(a: Said, b: Said) -> bool:
    """Whether the numbers of the shorter one stand in the longer, and no noun is counted twice differently."""
    ours, theirs = dict_of(a.content.numbers), dict_of(b.content.numbers)
    if not ours and not theirs:
        return True
    values, others = {value for value, _ in a.content.numbers}, {value for value, _ in b.content.numbers}
    if any(ours[noun].isdisjoint(theirs[noun]) for noun in ours.keys() & theirs.keys() if noun):
        return False
    if _one_size(a, b):
        return values <= others or others <= values
    small, large = (values, others) if a.total <= b.total else (others, values)
    return small <= large


def dict_of(numbers: Iterable[tuple[float, int]]) -> dict[int, set[float]]:
    """Values by the noun behind them."""
    out: dict[int, set[float]] = {}
    for value, noun in numbers:
        out.setdefault(noun, set()).add(value)
    return out


def _days(a: Content, b: Content) -> bool:
    """Whether the days of one can be those of the other, as far as both are precise."""
    if not a.days or not b.days:
        return True
    return any(x.startswith(y) or y.startswith(x) for x in a.days for y in b.days)


def _names_apart(names: Iterable[tuple[int, int]], other: Said, others: Iterable[tuple[int, int]]) -> bool:
    """Whether there is a name that the other doesn't say, by its rarest word or in another spelling known to tables."""
    known = {name for _, name in others if name}
    return any(stem not in other.weights and name not in known for stem, name in names)


def _opposed(a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]) -> bool:
    """Whether each has one side of a pair of opposites, and only that side."""
    ours, theirs = set(a), set(b)
    for pair, side in ours:
        if (pair, 1 - side) in theirs and (pair, 1 - side) not in ours and (pair, side) not in theirs:
            return True
    return False


def _order(a: Said, b: Said) -> float:
    small, large = (a, b) if len(a.pairs) <= len(b.pairs) else (b, a)
    return len(small.pairs & large.pairs) / len(small.pairs) if small.pairs else 0.0


def _in_window(a: Said, b: Said) -> bool:
    return a.day is None or b.day is None or abs(a.day - b.day) <= WINDOW


CONTRARY = 0.3
"""Share of weight (F1) that members of one claim have in common at least: else a chain has joined what is apart."""


def contradict(a: Said, b: Said) -> bool:
    """Whether two can't be members of one claim: they differ in what decides, or have too little in common."""
    f1, within = alike(a, b)
    if f1 < CONTRARY and within < WITHIN:
        return True
    return (speakers(a, b) == "other" and f1 < SAME["other"]) or differ(a, b, f1) is not None


DENIED = 0.60
"""Share of the lighter one's weight that a denial and what it denies have in common."""

DENIED_BOTH = 0.35
"""The same of both (F1)."""

DENIED_WORDS = 4
"""Telling words that they share at least."""

OPENING = 4
"""Telling words at the beginning of a denial, half of which stand in what it denies."""

ANSWER = 7
"""Days within which a denial answers."""


def _at_head(denial: Content, b: Said) -> bool:
    """Whether what a denial begins with stands in the other: what follows may be what the denier says instead."""
    first = list(dict.fromkeys(denial.stems))[:OPENING]
    return 2 * sum(1 for stem in first if stem in b.weights) >= len(first)


def denies(a: Said, b: Said, *, reported: bool = False) -> str | None:
    """Why `a` denies what `b` says, or None where that isn't shown. `reported` says that `b` stands inside `a`, which
    denies reports: whoever seems to say it, the denier doesn't.

    Only where the cue says that something is not so. Statements alike but for a negation are left apart: of 14 such
    pairs of a week of the Saudi press that were read none denied the other.
    """
    one, other = a.content, b.content
    if not one.denies or one.negated or other.negated or (other.asked and other.stems[0] not in a.weights):
        return None
    if other.stance not in _ASSERTED or other.status not in ("stated", "possible"):
        return None
    if speakers(a, b) == "one" and not reported:
        return None
    if a.day is not None and b.day is not None and not -1 <= a.day - b.day <= ANSWER:
        return None
    f1, within = alike(a, b)
    shared = sum(1 for stem in a.weights if stem in b.weights)
    if shared < DENIED_WORDS or within < DENIED or f1 < DENIED_BOTH:
        return None
    if not _at_head(one, b) or _order(a, b) < ORDER:
        return None
    if not _numbers(a, b) or not _days(one, other) or _opposed(one.opposites, other.opposites):
        return None
    if _names_apart(one.places, b, other.places) and _names_apart(other.places, a, one.places):
        return None
    if _names_apart(one.names, b, other.names) and _names_apart(other.names, a, one.names):
        return None
    return f"denies it, with {shared} telling words in common"
