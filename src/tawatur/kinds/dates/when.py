"""Calendar arithmetic for dates: the day a page speaks from, and the nearest fitting day, month or year.

Values are ISO 8601 prefixes as precise as known. Nothing here knows a word of any language, or today's date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from tawatur.model import Moment

_PREFIX: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Reference(NamedTuple):
    """What relative dates count from: the publication as precise as it is known. `day` is None below day precision."""

    year: int | None
    month: int | None
    day: date | None

    @classmethod
    def of(cls, published: Moment | None) -> Reference:
        """The reference that a publication moment gives; empty where there is none or it isn't a date."""
        match = _PREFIX.match(published.value) if published is not None else None
        if match is None:
            return cls(None, None, None)
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or not valid(year, month or 1, day or 1):
            return cls(None, None, None)
        return cls(year, month, date(year, month, day) if month and day else None)


def valid(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """An ISO 8601 prefix."""
    parts = [f"{year:04}"] + ([f"{month:02}"] if month else []) + ([f"{day:02}"] if month and day else [])
    return "-".join(parts)


def year_of_day(reference: Reference, month: int, day: int, towards: int | None, future: bool) -> int | None:
    """The year of a day that is printed without one: the nearest past that fits, or the nearest future."""
    if reference.day is None:
        return year_of_month(reference, month, towards, future)
    here = reference.day
    if towards == 0:
        return here.year
    for year in (
        (here.year, here.year + 1, here.year + 4)
        if towards == 1 or (future and towards is None)
        else (here.year, here.year - 1, here.year - 2, here.year - 3, here.year - 4)
    ):
        if not valid(year, month, day):
            continue
        then = date(year, month, day)
        if towards == 1 or (future and towards is None):
            if then > here or (then == here and towards is None):
                return year
        elif then < here or (then == here and towards is None):
            return year
    return None


def soon(reference: Reference, month: int, day: int | None, days: int) -> bool:
    """Whether a day or month without a year lies close ahead, so that its past fellow is most of a year away."""
    here = reference.day
    if here is None:
        return False
    if day is None:
        ahead = (month - here.month) % 12
        return 0 < ahead * 30 <= days
    for year in (here.year, here.year + 1):
        if valid(year, month, day) and 0 < (date(year, month, day) - here).days <= days:
            return True
    return False


def year_of_month(reference: Reference, month: int, towards: int | None, future: bool) -> int | None:
    """The year of a month that is printed without one."""
    year, here = reference.year, reference.month
    if year is None or here is None:
        return None
    if towards == 0:
        return year
    if towards == 1 or (future and towards is None):
        return year if month > here or (month == here and towards is None) else year + 1
    if towards == -1:
        return year if month < here else year - 1
    return year if month <= here else year - 1


def weekday_near(here: date, weekday: int, towards: int | None, future: bool) -> date:
    """The nearest day with that weekday (Monday 1): past by default, the day itself included unless it says past."""
    back = (here.isoweekday() - weekday) % 7
    if towards == 1:
        return here + timedelta(days=(weekday - here.isoweekday()) % 7 or 7)
    if towards == -1:
        return here - timedelta(days=back or 7)
    if future and towards is None:
        return here + timedelta(days=(weekday - here.isoweekday()) % 7)
    return here - timedelta(days=back)


def weekday_of_week(here: date, weekday: int, weeks: int) -> date:
    """The day with that weekday in the week of `here` (Monday to Sunday), shifted by weeks."""
    return here + timedelta(days=weekday - here.isoweekday() + 7 * weeks)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, -1 for its last; None where the month has none."""
    size = monthrange(year, month)[1]
    days = [day for day in range(1, size + 1) if date(year, month, day).isoweekday() == weekday]
    if nth == -1:
        return date(year, month, days[-1])
    return date(year, month, days[nth - 1]) if 1 <= nth <= len(days) else None


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """A month some months away."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def shift(here: date, amounts: dict[str, int], way: int) -> date | None:
    """A day some years, months, weeks and days away, the day of the month capped at the month's end."""
    year, month = shift_months(here.year, here.month, way * (12 * amounts.get("year", 0) + amounts.get("month", 0)))
    if not 1 <= year <= 9999:
        return None
    day = min(here.day, monthrange(year, month)[1])
    try:
        return date(year, month, day) + timedelta(days=way * (7 * amounts.get("week", 0) + amounts.get("day", 0)))
    except OverflowError:
        return None


def bounds(value: str) -> tuple[str, str]:
    """The first and last day of an ISO prefix, as days."""
    parts = [int(part) for part in value[:10].split("-")]
    if len(parts) == 1:
        return iso(parts[0], 1, 1), iso(parts[0], 12, 31)
    if len(parts) == 2:
        return iso(parts[0], parts[1], 1), iso(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return value[:10], value[:10]
