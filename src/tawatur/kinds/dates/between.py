"""What two dates side by side say of each other: one day in two calendars, the ends of a range."""

from __future__ import annotations

from datetime import date
from typing import Final

from tawatur.kinds.dates import when
from tawatur.kinds.dates.frames import Found, Frames, form_at
from tawatur.kinds.numbers.find import vocabulary
from tawatur.model import Date, Step
from tawatur.reading import Reading
from tawatur.rules import Tagged

_APART: Final = 2
"""Days by which a sighted month may differ from the calculated one."""


def check_calendars(reading: Reading, text: Tagged, found: list[tuple[Found, Date]]) -> None:
    """Check, in place, days given in both calendars: the Gregorian one holds, unless they lie days apart."""
    for i in range(len(found) - 1):
        (one, a), (two, b) = found[i], found[i + 1]
        if {a.calendar, b.calendar} != {"hijri", "gregorian"} or two.begin - one.end > 3:
            continue
        lunar, solar = (a, b) if a.calendar == "hijri" else (b, a)
        if not _joined(text, one, two) or solar.value is None or len(solar.value) < 10:
            continue
        day, apart = solar.value[:10], 0
        if lunar.value is not None:
            apart = abs((date.fromisoformat(lunar.value) - date.fromisoformat(day)).days)
        if apart > _APART:
            reading.abstain(lunar.span, "date", lunar.rule, f"the two calendars lie {apart} days apart")
            changed = Date(lunar.span, lunar.text, None, "hijri", lunar.basis, lunar.rule, None, lunar.why)
        else:
            why = (*lunar.why, Step(day, "the day that is printed beside it", solar.span))
            changed = Date(lunar.span, lunar.text, day, "hijri", "stated", lunar.rule, None, why)
        at = i if lunar is a else i + 1
        found[at] = (found[at][0], changed)


def _joined(text: Tagged, one: Found, two: Found) -> bool:
    """Whether what stands between two dates says that they are one day."""
    if any("agree" in text.units[i].classes for i in range(one.end, two.begin)):
        return True
    return two.begin - one.end == 1 and form_at(text, one.end) in ("/", "-", "(", ",")


def intervals(reading: Reading, text: Tagged, frames: Frames, found: list[tuple[Found, Date]]) -> list[Date]:
    """The dates, each end of a range with the whole stretch it belongs to."""
    stretches: list[str | None] = [None] * len(found)
    for i, (item, one) in enumerate(found):
        if one.value is None or stretches[i] is not None:
            continue
        day = one.value[:10]
        before = frames.bare(form_at(text, item.begin - 1))
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and _is_range(reading, text, frames, item, following[0], before):
            end = following[1].value
            if end is not None and day <= end[:10]:
                stretches[i] = stretches[i + 1] = f"{day}/{end[:10]}"
        elif before in frames.open_from:
            stretches[i] = f"{day}/.."
        elif before in frames.open_to:
            stretches[i] = f"../{day}"
        elif before in frames.during and len(day) < 10:
            stretches[i] = "/".join(when.bounds(day))
    return [
        Date(d.span, d.text, d.value, d.calendar, d.basis, d.rule, stretch, d.why) if stretch else d
        for (_, d), stretch in zip(found, stretches, strict=True)
    ]


def _is_range(reading: Reading, text: Tagged, frames: Frames, one: Found, two: Found, before: str) -> bool:
    """Whether two dates are the ends of one range: from 4 to 23 July, between the 22nd and the 30th."""
    between = text.tokens.form[text.last[one.end - 1] : text.first[two.begin]]
    clitic = text.units[two.begin].clitic
    if len(between) == 1 and between[0] in frames.range_to:
        return True
    joined = clitic == vocabulary(reading.pack).conjunction if not between else between[0] in frames.range_and
    return joined and len(between) <= 1 and before in frames.range_from
