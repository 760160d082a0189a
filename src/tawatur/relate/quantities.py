"""Whether two figures count one quantity: a pure decision on a pair, with its reason.

Kind, unit, what is counted, whole or part, period and event must agree; values need not where a toll rises or is
disputed. What isn't shown to be one quantity stays apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tawatur.relate.count_words import NATION
from tawatur.relate.counts import NAMED, Count, Owner

ONE_NUMBER = frozenset(("killed", "injured", "missing"))
"""Kinds of which one happening has one number, which rises or is disputed. Rescues, arrests and sums of money are many
to a happening: two different ones are two."""

REVISED = frozenset(("evacuated", "displaced", "hostages"))
"""Kinds of which different numbers are one quantity only on the word of one owner."""

NEAR = 4
"""Days between two counts of one happening: pages on two happenings of one sort stood nearer only in wars."""

LARGE = {"hostages": 100}
LARGE_ELSE = 1000
"""Numbers from which a toll is that of a war or a disaster, which news goes on counting for months."""

LEAD, LEAD_STEMS = 6, 3
"""Weight and number of telling stems that two pages' leads share where both are about one happening."""

TITLES = 0.6
"""Share of one title that stands in the other page's lead, both ways added up, where both are about one happening."""

TITLES_OTHER, TITLES_EACH = 0.7, 0.25
"""The same, and the least either way, where the numbers differ: one long lead on a war holds many a title."""

AROUND, AROUND_STEMS = 8, 3
"""The same for the sentences of two figures: people of one nation in one place are not one happening yet."""

AROUND_OTHER, AROUND_OTHER_STEMS = 14, 5
"""The same where the numbers differ: two shellings are told in the same dozen words."""

AROUND_LARGE, AROUND_LARGE_STEMS = 6, 2
"""The same where both are tolls so large that there are few of them."""

RATIO = 20
"""Times that one value of a toll may exceed another of it."""

AGAINST, ONE_PAGE = 200, 100
"""The strength of one page's setting two sources' numbers against each other, and of its saying a number twice: more
than words around figures of two pages come to."""

EQUAL = 3
"""What an equal number adds to the strength of the evidence."""

SHIPLOAD = 10_000
"""People that may be on board of one ship, train or plane."""

ROUND = 20
"""A number from which two equal ones, said of one kind on one page, are no chance."""

SLACK = 0.05
"""How far an approximate value reaches to both sides."""

_FAR = 400  # days between two counts of one war at most


class Item(NamedTuple):
    """A figure and the page it stands on: the document's key, its moment of publication, its title and lead, the craft
    that it names there and the story that it is of.

    `around` are the telling stems of its sentence, `about` the same with its page's title where it belongs to what the
    page is about.
    """

    document: str
    published: str | None
    title: Mapping[str, int]
    lead: Mapping[str, int]
    around: Mapping[str, int]
    about: Mapping[str, int]
    counted: Count
    whole: Count | None
    craft: tuple[str, ...] = ()
    story: str | None = None

    @property
    def day(self) -> str | None:
        """The day it holds for, else that of publication, where it is known to the day."""
        as_of = self.counted.as_of
        return as_of if as_of is not None and len(as_of) >= 10 else self.published


SOFT, HARD = 1, 2
"""A page that looks back over a toll says several numbers of it, so two numbers of one toll are two quantities only
where no other page says them both of one (SOFT). Wholes and parts, or workers and children, never are one (HARD)."""


class Verdict(NamedTuple):
    """`same`, or not, with the strength of the evidence and a reason for people."""

    same: bool
    strength: int
    reason: str


def decide(a: Item, b: Item) -> Verdict | None:
    """What two figures are to each other, or None where nothing is shown either way."""
    if a.counted.kind != b.counted.kind or a.counted.unit != b.counted.unit:
        return None
    return _on_one_page(a, b) if a.document == b.document else _on_two(a, b)


def meet(a: Count, b: Count) -> bool:
    """Whether one value can be both: the bounds touch, approximate ones reaching a little further."""
    (low, high), (other_low, other_high) = reach(a), reach(b)
    return low <= other_high and other_low <= high


def clash(a: Count, b: Count) -> bool:
    """Whether no value can be both. An open bound is open: "dozens" and 70 don't clash."""
    return below(a, b) or below(b, a)


def below(low: Count, high: Count) -> bool:
    """Whether one value lies below the other whatever their bounds leave open."""
    if low.max is None or high.min is None:
        return False
    return low.max * (1 + SLACK * low.approx) < high.min * (1 - SLACK * high.approx)


def alike(a: Count, b: Count) -> bool:
    """Whether both give one number: a bound in common, or a range and a value inside it."""
    ends, others = {a.min, a.max} - {None}, {b.min, b.max} - {None}
    if ends & others:
        return True
    for one, other in ((a, b), (b, a)):
        if one.min is None or one.max is None or one.min == one.max or other.min is None or other.min != other.max:
            continue
        if one.min <= other.min <= one.max:
            return True
    return False


def reach(one: Count) -> tuple[float, float]:
    """The bounds of a value: "more than seven thousand" is near seven thousand and not a million."""
    slack = SLACK if one.approx else 0.0
    low = one.min if one.min is not None else (one.max or 0.0) * 0.8
    high = one.max if one.max is not None else low * 1.25
    return low * (1 - slack), high * (1 + slack)


def same_owner(a: Owner | None, b: Owner | None) -> bool:
    """Whether two owners can be one: an office and who speaks for it are, two unnamed sources may not be."""
    if a is None or b is None or not a.words or not b.words:
        return False
    shorter, longer = sorted((set(a.words), set(b.words)), key=len)
    return shorter <= longer


def _on_one_page(a: Item, b: Item) -> Verdict | None:
    one, other = a.counted, b.counted
    if other.index == one.against or one.index == other.against:
        return Verdict(True, AGAINST, "one page sets one source's number against another's")
    agree = _nouns_agree(one, other)
    levels = not _one_part(one, other) and (one.role == "whole") != (other.role == "whole")
    if agree is False or levels or one.period != other.period:
        return Verdict(False, HARD, "one page counts them apart")
    if alike(one, other):
        large = min(one.min or one.max or 0, other.min or other.max or 0) >= ROUND
        if one.kind in ONE_NUMBER or large or (one.noun and one.noun[:1] == other.noun[:1]):
            return Verdict(True, ONE_PAGE, "one page says the same number of the same")
        return None
    if _aboard(one, other) and one.main and other.main:
        if len(a.craft) == 1:  # all on board of one ship: a number that is only held possible is another's word
            return _two_owners(one, other) if one.status == other.status else None
        found = _two_owners(one, other)
        return found if found is not None and found.same else Verdict(False, HARD, "one page counts them apart")
    if one.noun and other.noun and not (one.crowd or other.crowd):
        return Verdict(False, SOFT, "one page says two numbers of them")
    if agree is None:
        return Verdict(False, SOFT, "one page says whom only one of two numbers counts")
    if one.role != "whole" or one.kind not in ONE_NUMBER or _ratio(one, other) > RATIO:
        return Verdict(False, HARD, "one page counts them apart")
    if not (one.main and other.main):
        return Verdict(False, SOFT, "one page counts them apart")
    if _elsewhere(one, other, a.lead) or _elsewhere(other, one, a.lead):
        return Verdict(False, SOFT, "one page names a place of its own for one of two numbers")
    return _two_owners(one, other)


def _elsewhere(one: Count, other: Count, lead: Mapping[str, int]) -> bool:
    """Whether a number far from the other is of a place that neither the lead names nor the sentence of the other."""
    if not one.place or one.paragraph == other.paragraph:
        return False
    held = dict(other.around)
    return not any(stem in lead or stem in held for stem in one.place)


def _two_owners(one: Count, other: Count) -> Verdict | None:
    """What two numbers of one toll on one page are: one toll where two sources give them."""
    if not (one.owner and one.owner.words) and not (other.owner and other.owner.words):
        return Verdict(False, SOFT, "one page says two numbers as its own")
    if not (one.owner and one.owner.words and other.owner and other.owner.words):
        return Verdict(False, SOFT, "one sentence says both") if one.sentence == other.sentence else None
    if one.sentence == other.sentence or same_owner(one.owner, other.owner):
        return Verdict(False, SOFT, "one owner says both on one page")
    ours, theirs = dict(one.around), dict(other.around)
    bare = min(sum(ours.values()), sum(theirs.values())) < NAMED
    if not bare and _common(ours, theirs)[0] < 2 * NAMED:
        return Verdict(False, SOFT, "one page tells two numbers in other words")
    return Verdict(True, 5, "one page gives two owners' numbers of the same")


def _on_two(a: Item, b: Item) -> Verdict | None:
    one, other = a.counted, b.counted
    if one.period != other.period:
        return None
    shared = _shared(a, b)
    if shared is None:
        return None
    strength, about = shared
    if not _same_group(a, b):
        return None
    if {one.status, other.status} == {"stated", "possible"} and not (alike(one, other) or _aboard(one, other)):
        return None
    if alike(one, other):
        if one.kind in ("other", "vehicles", "facilities", "money", "percent") and not (
            _told_alike(a, b, strength) or _of_one_craft(a, b)
        ):
            return None
        return Verdict(True, strength + EQUAL, f"the same number of the same; {about}")
    if not _may_differ(one, other):
        return None
    if _ratio(one, other) > RATIO:
        return None
    if one.kind in ONE_NUMBER:
        return Verdict(True, strength, f"numbers of one toll; {about}")
    if _aboard(one, other) and a.counted.main | b.counted.main:
        return Verdict(True, strength, f"numbers of those on board; {about}")
    if one.kind in REVISED and same_owner(one.owner, other.owner) and _told_alike(a, b, strength):
        return Verdict(True, strength, f"numbers of one owner; {about}")
    return None


def _may_differ(one: Count, other: Count) -> bool:
    """Whether two numbers can be of one quantity: of the whole, of a named part of it, or on one owner's word.

    Fighters that two sides say they killed are two quantities, not one in dispute.
    """
    if one.noun and other.noun and not (one.crowd or other.crowd):
        nation = one.noun[0].startswith(NATION) and one.noun[0] == other.noun[0]
        return nation or one.role != "whole" != other.role or same_owner(one.owner, other.owner)
    return one.role == other.role == "whole"


def _aboard(one: Count, other: Count) -> bool:
    """Whether both count those on board of something; riders of a year are no shipload."""
    if not (one.kind == other.kind == "other" and one.aboard and other.aboard):
        return False
    return max(reach(one)[1], reach(other)[1]) <= SHIPLOAD


def _told_alike(a: Item, b: Item, strength: int) -> bool:
    """Whether two figures of a kind that is many to a happening are told in words enough alike."""
    one, other = a.counted, b.counted
    if one.noun[:1] != other.noun[:1] and not _aboard(one, other):
        return strength >= 2 * AROUND
    return True


def _ratio(one: Count, other: Count) -> float:
    low, high = sorted((one.min or one.max or 0, other.min or other.max or 0))
    return high / low if low else float("inf")


# --- what is counted ----------------------------------------------------------------------------------------------


def _nouns_agree(one: Count, other: Count) -> bool | None:
    """True where both count the same people or things, False where they don't, None where one doesn't say."""
    if one.noun and other.noun:
        return one.noun[0] == other.noun[0]
    if not one.noun and not other.noun:
        return True
    if one.role != "whole" or other.role != "whole":
        return None
    return True if one.crowd or other.crowd or _nation(one, other) or _nation(other, one) else None


def _of_nation(one: Count, other: Count) -> bool:
    """Whether two figures count people of one nation, be it said of one by its sentence only."""
    both = one.noun[:1] == other.noun[:1] != ()
    return (both and one.noun[0].startswith(NATION)) or _nation(one, other) or _nation(other, one)


def _nation(one: Count, other: Count) -> bool:
    """Whether one counts people of a nation, and the sentence of the other, which doesn't say whom, names it too."""
    return len(one.noun) == 1 and one.noun[0].startswith(NATION) and one.noun[0] in dict(other.around)


def _one_part(one: Count, other: Count) -> bool:
    """Whether both name one part of those present: workers are workers, counted by themselves or among all."""
    return bool(one.noun and other.noun) and one.noun[0] == other.noun[0] and not (one.crowd or other.crowd)


def _same_group(a: Item, b: Item) -> bool:
    """Whether both count the same group: the whole, or the same part of it."""
    one, other = a.counted, b.counted
    agree = _nouns_agree(one, other)
    if _one_part(one, other):
        return True
    wholes = (one.role == "whole", other.role == "whole")
    if all(wholes):
        return agree is True
    if any(wholes) or agree is False:
        return False
    # parts that don't say who they are: told by the numbers they stand among
    if a.whole is not None and b.whole is not None:
        return alike(a.whole, b.whole) and alike(one, other) and bool(_common(a.around, b.around)[1])
    return alike(one, other) and bool(one.values) and one.values == other.values


# --- which happening ----------------------------------------------------------------------------------------------


def _shared(a: Item, b: Item) -> tuple[int, str] | None:
    """The weight of what shows that both speak of one happening or period, and the reason; None where nothing does."""
    one, other = a.counted, b.counted
    apart = days(a.day, b.day)
    if one.day is not None and other.day is not None and (days(one.day, other.day) or 0) > 1:
        return None
    both = a.about.keys() & b.about.keys()
    stems = len(both)
    large = _is_large(one) and _is_large(other)
    if stems < AROUND_STEMS and not (large or a.craft or (one.main and other.main)):
        return None
    weight = sum([min(a.about[stem], b.about[stem]) for stem in both])
    if one.main and other.main and apart is not None and apart <= NEAR:
        about, words = _common(a.lead, b.lead)
        if about >= LEAD and words >= LEAD_STEMS:
            if _titled_alike(a, b):
                return max(about, weight), f"their pages are about one happening ({apart} days apart)"
            if a.story is not None and a.story == b.story and (one.kind in ONE_NUMBER or one.aboard or other.aboard):
                return max(about, weight), f"their pages are of one story ({apart} days apart)"
    if apart is not None and apart <= NEAR and _of_one_craft(a, b):
        return max(LEAD, weight), f"their pages name one ship or the like ({apart} days apart)"
    least, least_stems = AROUND, AROUND_STEMS
    if large and (apart is not None or alike(one, other) or _of_nation(one, other)):
        least, least_stems = AROUND_LARGE, AROUND_LARGE_STEMS
    elif not alike(one, other) and not (_aboard(one, other) and apart is not None):
        least, least_stems = AROUND_OTHER, AROUND_OTHER_STEMS
    if weight < least or stems < least_stems:
        return None
    reason = f"{stems} telling words around both"
    if apart is None or apart <= NEAR:
        return weight, reason
    if one.period is not None and apart <= _FAR:
        return weight, f"{reason}, and the same period"
    if large and apart <= _FAR:
        return weight, f"{reason}, and a number as there are few"
    return None


def _of_one_craft(a: Item, b: Item) -> bool:
    """Whether two figures are of what happened to one ship, train or the like that both leads call by its name: those
    on board of it, tolls of what both pages are about, or one number of a toll."""
    one, other = a.counted, b.counted
    if not set(a.craft) & set(b.craft):
        return False
    if _aboard(one, other):
        return True
    if one.kind in ONE_NUMBER:
        return (one.main and other.main) or alike(one, other)
    people = one.kind == "other" and all(not x.noun or x.crowd for x in (one, other))
    return people and (one.min or 0) >= ROUND and alike(one, other)


def _titled_alike(a: Item, b: Item) -> bool:
    """Whether each title stands largely enough in the other page's lead."""
    shares = (_held(a.title, b.lead), _held(b.title, a.lead))
    if alike(a.counted, b.counted):
        return sum(shares) >= TITLES
    return sum(shares) >= TITLES_OTHER and min(shares) >= TITLES_EACH


def _held(title: Mapping[str, int], lead: Mapping[str, int]) -> float:
    """The share of a title's weight that stands in another page's lead."""
    whole = sum(title.values())
    return sum(weight for stem, weight in title.items() if stem in lead) / whole if whole else 0.0


def _is_large(one: Count) -> bool:
    return one.kind == "population" or (one.min or one.max or 0) >= LARGE.get(one.kind, LARGE_ELSE)


def _common(one: Mapping[str, int], other: Mapping[str, int]) -> tuple[int, int]:
    """The weight and number of stems that stand in both."""
    both = one.keys() & other.keys()
    return sum([min(one[stem], other[stem]) for stem in both]), len(both)


@lru_cache(maxsize=1 << 16)
def days(a: str | None, b: str | None) -> int | None:
    """Days between two moments known to the day, None where one isn't.

    >>> days("2026-03-01", "2026-03-04T08:15")
    3
    """
    if a is None or b is None:
        return None
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days)
    except ValueError:
        return None
