"""Days of the Hijri calendar as Gregorian days (Umm al-Qura, as far as its tables reach)."""

from __future__ import annotations

from datetime import date
from typing import Final

from hijridate import Gregorian, Hijri

FIRST: Final = 1343
LAST: Final = 1500
"""Hijri years that the Umm al-Qura tables cover."""


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri day; None where the tables don't reach or the month has no such day."""
    if not FIRST <= year <= LAST or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    if day > Hijri(year, month, 1).month_length():
        return None
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def from_gregorian(day: date) -> tuple[int, int, int] | None:
    """The Hijri year, month and day of a Gregorian day; None where the tables don't reach."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return None
    return found.year, found.month, found.day
