"""Dates: every expression that names a calendar date, month, year, or a day told from the publication.

The frames of `dates.toml` are patterns over word classes; each is read by one of the small functions here. What needs a
publication moment and has none stays unresolved (`value` None), and so does a week, which no ISO prefix can say.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final, NamedTuple

from tawatur.kinds.dates import hijri, when
from tawatur.kinds.dates.between import check_calendars, intervals
from tawatur.kinds.dates.coming import Coming
from tawatur.kinds.dates.frames import Found, Frames, form_at, merged, scan
from tawatur.kinds.dates.when import Reference
from tawatur.kinds.numbers.find import vocabulary
from tawatur.model import Basis, Calendar, Date, Moment, Span, Step
from tawatur.reading import Reading
from tawatur.rules import Tagged
from tawatur.words import LINE


class Read(NamedTuple):
    """What an expression was read as."""

    value: str | None
    basis: Basis
    calendar: Calendar = "gregorian"
    because: tuple[Step, ...] = ()


def find_dates(reading: Reading, published: Moment | None) -> tuple[Date, ...]:
    """All dates of a text, in order, none overlapping.

    `published` is the publication moment or None; the clock is never read, so without it nothing is resolved that
    needs one.
    """
    text = reading.once(merged)
    frames = reading.pack.made(Frames)
    found = scan(text, frames)
    return _Resolver(reading, text, frames, published).resolve(found)


def find_dates_by_line(reading: Reading, published: Moment | None) -> tuple[Date, ...]:
    """As `find_dates`, of lines that have nothing to do with one another: no date of one says anything of another's."""
    text = reading.once(merged)
    frames = reading.pack.made(Frames)
    lines: dict[int, list[Found]] = {}
    for item in scan(text, frames):
        lines.setdefault(text.tokens.kinds.rfind(LINE, 0, text.first[item.begin]), []).append(item)
    return tuple(chain(*(_Resolver(reading, text, frames, published).resolve(found) for found in lines.values())))


_TOWARDS: Final = (
    ("towards", "towards"),
    ("towards2", "towards"),
    ("towards", "running"),
    ("towards2", "running"),
    ("this", "this"),
    ("same", "same"),
    ("same2", "same_before"),
)
"""Groups of the frames that say which way from the publication, with the class that holds how far."""


class _Resolver:
    """Reads the expressions of one text, in order, against its publication moment."""

    def __init__(self, reading: Reading, text: Tagged, frames: Frames, published: Moment | None) -> None:
        self._reading = reading
        self._text = text
        self._frames = frames
        self._published = Reference.of(published)
        self._here = self._published.day
        self._told_day = ""
        self._last_month: tuple[int, int] | None = None
        self._last_end = 0
        self._named_end = -2  # behind the last day that names an event
        self._coming = Coming(text, frames)

    def resolve(self, found: list[Found]) -> tuple[Date, ...]:
        """The dates behind the expressions."""
        self._day_of_writing(found)
        out: list[tuple[Found, Date]] = []
        for item in found:
            result = _READERS[item.read](self, item)
            span = self._span(item)
            if result is None:
                self._reading.abstain(span, "date", item.match.rule.name, "no such day in the calendar")
                continue
            if result.value is not None and len(result.value) >= 7:
                self._last_month = int(result.value[:4]), int(result.value[5:7])
                self._last_end = self._text.first[item.begin]
            if item.read == "two years":
                out += self._both_years(item, result)
                continue
            out.append((item, self._date(item, span, result)))
        check_calendars(self._reading, self._text, out)
        return tuple(intervals(self._reading, self._text, self._frames, out))

    def _date(self, item: Found, span: Span, result: Read) -> Date:
        name = item.match.rule.name
        rule = f"day of a list, {name}" if item.day_unit is not None else name
        words = span.of(self._reading.text)
        return Date(span, words, result.value, result.calendar, result.basis, rule, None, result.because)

    def _span(self, item: Found) -> Span:
        text = self._text
        span = text.tokens.span(text.first[item.begin], text.last[item.end - 1])
        clitic = text.units[item.begin].clitic
        article = vocabulary(self._reading.pack).article
        cut = len(clitic) - (len(article) if article and clitic.endswith(article) else 0)
        return Span(span.start + cut, span.end) if cut else span

    def _day_of_writing(self, found: list[Found]) -> None:
        """Weekdays beside today or yesterday, where all agree, say from which day the text speaks."""
        if self._here is None:
            return
        told: set[date] = set()
        for item in found:
            written = self._written(item, self._here) if item.read == "relative day" else None
            if written is not None:
                told.add(written)
        if len(told) == 1:
            day = told.pop()
            if day != self._here and _near(day, self._here):
                self._here = day
                self._told_day = "the weekdays beside relative days tell the day of writing"

    def _written(self, item: Found, here: date) -> date | None:
        """The day that a relative day counts from by the weekday beside it; None where it has none."""
        weekday, rel = item.match.unit("weekday"), item.match.unit("rel")
        if weekday is None or rel is None:
            return None
        offset = self._offset(rel)
        near = here + timedelta(days=offset + 1)
        day = when.weekday_near(near, int(self._text.units[weekday].classes["weekday"]), None, False)
        return day - timedelta(days=offset)

    # --- parts of a match -------------------------------------------------------------------------------------

    def _class(self, item: Found, group: str, *classes: str) -> Any:
        unit = item.match.unit(group)
        if unit is None:
            return None
        found = self._text.units[unit].classes
        return next((found[cls] for cls in classes if cls in found), None)

    def _offset(self, rel: int) -> int:
        classes = self._text.units[rel].classes
        return int(next(classes[cls] for cls in ("rel_day", "rel_night", "today") if cls in classes))

    def _towards(self, item: Found) -> int | None:
        for group, cls in _TOWARDS:
            value = self._class(item, group, cls)
            if value is not None:
                return int(value) if group in ("towards", "towards2") else 0
        return self._borrowed(item)

    def _borrowed(self, item: Found) -> int | None:
        """What the month behind says of both: between December and January next."""
        units, at = self._text.units, item.end
        if item.match.unit("month") is None or item.match.unit("year") is not None or at + 1 >= len(units):
            return None
        if "month" not in units[at].classes or not vocabulary(self._reading.pack).joins(units[at]):
            return None
        value = units[at + 1].classes.get("towards")
        return int(value) if value is not None else None

    def _day_number(self, item: Found) -> int | None:
        unit = item.day_unit if item.day_unit is not None else item.match.unit("day")
        if unit is None:
            return None
        classes = self._text.units[unit].classes
        value = next((classes[cls] for cls in ("daynum", "ordinal", "first") if cls in classes), None)
        return int(value) if value is not None else None

    def _clock(self, item: Found) -> str | None:
        hour, minute = item.match.unit("hour"), item.match.unit("minute")
        if hour is None or minute is None:
            return ""
        h, m = int(form_at(self._text, hour)), int(form_at(self._text, minute))
        half = self._class(item, "half", "half")
        if half == 12 and h < 12:
            h += 12
        elif half == 0 and h == 12:
            h = 0
        return f"T{h:02}:{m:02}" if h < 24 and m < 60 else None

    def _relative(self, value: str | None, reason: str, at: Span | None = None) -> Read:
        if value is None:
            return Read(None, "relative", "gregorian", (Step("unresolved", "needs a publication moment", at),))
        steps = [Step(value, reason, at)]
        if self._told_day:
            steps.append(Step(str(self._here), self._told_day))
        return Read(value, "relative", "gregorian", tuple(steps))

    # --- readers: each gives the value of a match, or None where there is no such day -----------------------------

    def _calendar(self, item: Found) -> Read | None:
        month = self._class(item, "month", "month", "month_shy")
        if month is None:
            month = self._class(item, "month3", "month", "month_shy")
        month = int(month)
        day, year = self._day_number(item), self._class(item, "year", "yearnum")
        towards = self._towards(item)
        ytowards = self._class(item, "ytowards", "towards")
        if item.match.unit("every") is not None:
            return Read(None, "stated", "gregorian", (Step("unresolved", "comes back every year"),))
        if item.match.unit("told") is not None or item.match.unit("told2") is not None:
            if self._last_month is None:
                return Read(None, "relative", "gregorian", (Step("unresolved", "no year was named before"),))
            year = self._last_month[0]
        if year is not None:
            if day is not None and not when.valid(int(year), month, day):
                return None
            clock = self._clock(item)
            value = when.iso(int(year), month, day)
            return Read(value + (clock or ""), "stated", "gregorian", (Step(value, "printed with its year"),))
        if day is not None and self._names_event(item):
            return Read(None, "stated", "gregorian", (Step("unresolved", "names an event of a year that isn't said"),))
        if ytowards is not None or item.match.unit("yunit2") is not None:
            base = self._published.year
            year = base + int(ytowards or 0) if base is not None else None
        elif day is None:
            year = when.year_of_month(
                self._published,
                month,
                towards,
                self._coming.future(item) or self._coming.soon(item, self._published, month, None),
            )
        else:
            weekday = self._class(item, "weekday", "weekday")
            future = self._coming.future(item) or self._coming.soon(item, self._published, month, day)
            year = when.year_of_day(self._published, month, day, towards, future)
            if weekday is not None and self._published.year is not None and towards is None:
                fits = [
                    y
                    for y in (self._published.year - 1, self._published.year, self._published.year + 1)
                    if when.valid(y, month, day) and date(y, month, day).isoweekday() == int(weekday)
                ]
                year = fits[0] if len(fits) == 1 else year
            elif towards is None and self._published.day is not None and self._same_sentence_month(item, month):
                year = self._last_month[0] if self._last_month is not None else year
        if year is None or (day is not None and not when.valid(year, month, day)):
            return self._relative(None, "") if day is None or 1 <= day <= 31 else None
        return self._relative(when.iso(year, month, day), "year taken from the publication")

    def _names_event(self, item: Found) -> bool:
        """Whether a day without a year names an event, as a revolution is named, or is joined to one that does."""
        first = self._text.first[item.begin]
        before = self._text.tokens.form[first - 1] if first else ""
        if before not in self._frames.named_after and self._named_end not in (first - 1, first):
            return False
        self._named_end = self._text.last[item.end - 1]
        return True

    def _same_sentence_month(self, item: Found, month: int) -> bool:
        """Whether the date before, in the same sentence, lies in that month: a list of days shares its year."""
        if self._last_month is None or self._last_month[1] != month:
            return False
        return self._reading.sentence_of(self._text.first[item.begin])[0] <= self._last_end

    def _digits(self, item: Found) -> Read | None:
        unit = item.match.unit("a")
        assert unit is not None  # the rules that are read so all have the group
        a, b, c = (form_at(self._text, unit + i) for i in (0, 2, 4))
        if form_at(self._text, unit + 1) != form_at(self._text, unit + 3):
            return None
        if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
            year, month, day = int(a), int(b), int(c)
        elif len(c) == 4 and len(a) <= 2 and len(b) <= 2:
            day, month, year = int(a), int(b), int(c)
            if month > 12 >= day:
                day, month = month, day
        else:
            return None
        weekday = self._class(item, "weekday", "weekday")
        if item.match.unit("hijri") is not None or hijri.FIRST - 50 <= year <= hijri.LAST:
            return self._hijri_day(year, month, day, weekday, "stated")
        if not when.valid(year, month, day) or not 1000 <= year <= 2100:
            return None
        clock = self._clock(item)
        value = when.iso(year, month, day) + (clock or "")
        return Read(value, "stated", "gregorian", (Step(value, "printed in digits"),))

    def _hijri(self, item: Found) -> Read | None:
        month, day, year = (
            self._class(item, "hmonth", "hmonth"),
            self._day_number(item),
            self._class(item, "year", "hyearnum"),
        )
        weekday = self._class(item, "weekday", "weekday")
        if month is None or day is None:
            reason = Step("unresolved", "a Hijri month or year is no Gregorian month or year")
            return Read(None, "stated" if year is not None else "relative", "hijri", (reason,))
        if year is not None:
            return self._hijri_day(int(year), int(month), day, weekday, "stated")
        year = self._hijri_year(int(month), day, self._towards(item))
        if year is None:
            return Read(None, "relative", "hijri", (Step("unresolved", "needs a publication moment"),))
        return self._hijri_day(year, int(month), day, weekday, "relative")

    def _hijri_year(self, month: int, day: int, towards: int | None) -> int | None:
        """The Hijri year of a day printed without one: coming where it says so or lies close ahead, else past."""
        today = self._published.day
        here = hijri.from_gregorian(today) if today is not None else None
        if today is None or here is None:
            return None
        ahead: dict[int, int] = {}
        for year in (here[0] + 1, here[0], here[0] - 1):
            then = hijri.to_gregorian(year, month, day)
            if then is not None:
                ahead[year] = (then - today).days
        if towards == 1:
            return min((year for year, days in ahead.items() if days > 0), default=None)
        limit = -1 if towards == -1 else self._frames.soon
        return max((year for year, days in ahead.items() if days <= limit), default=None)

    def _hijri_day(self, year: int, month: int, day: int, weekday: Any, basis: Basis) -> Read | None:
        if not 1 <= month <= 12 or not 1 <= day <= 30:
            return None
        then = hijri.to_gregorian(year, month, day)
        if then is None:
            return Read(None, basis, "hijri", (Step("unresolved", "outside the tables of the Hijri calendar"),))
        rule = "converted by the Umm al-Qura calendar"
        if weekday is not None:
            for near in (then, then - timedelta(days=1), then + timedelta(days=1)):
                if near.isoweekday() == int(weekday):
                    rule = rule if near == then else rule + ", moved a day to the weekday printed with it"
                    then = near
                    break
        return Read(then.isoformat(), basis, "hijri", (Step(then.isoformat(), rule),))

    def _nth_weekday(self, item: Found) -> Read | None:
        nth = int(self._class(item, "nth", "ordinal"))
        weekday = int(self._class(item, "nwd", "weekday", "weekday_bare"))
        month, year = self._class(item, "month", "month", "month_shy"), self._class(item, "year", "yearnum")
        stated = year is not None
        if month is None:
            month = self._published.month
            year = self._published.year
        elif year is None:
            ytowards = self._class(item, "ytowards", "towards")
            if ytowards is not None and self._published.year is not None:
                year = self._published.year + int(ytowards)
            else:
                year = when.year_of_month(self._published, int(month), None, self._coming.future(item))
        if year is None or month is None:
            return self._relative(None, "")
        found = when.nth_weekday(int(year), int(month), weekday, nth)
        if found is None:
            return None
        if stated:
            return Read(found.isoformat(), "stated", "gregorian", (Step(found.isoformat(), "counted in its month"),))
        return self._relative(found.isoformat(), "counted in its month")

    def _day_of_month(self, item: Found) -> Read | None:
        day, towards = self._day_number(item), self._towards(item)
        unit = self._class(item, "unit", "the_unit") or self._class(item, "unit2", "the_unit")
        unit = unit or self._class(item, "unit3", "the_unit") or "month"
        if unit != "month" or day is None or day < 1 or towards is None:
            return None
        year, month = self._published.year, self._published.month
        same = item.match.unit("same") is not None or item.match.unit("same2") is not None
        if same and self._last_month is not None:
            year, month = self._last_month
        if year is None or month is None:
            return self._relative(None, "")
        year, month = when.shift_months(year, month, towards)
        if not when.valid(year, month, day):
            return None
        return self._relative(when.iso(year, month, day), "month told from the publication or the month named before")

    def _relative_day(self, item: Found) -> Read | None:
        rel = item.match.unit("rel")
        assert rel is not None  # the rules that are read so all have the group
        if self._here is None:
            return self._relative(None, "")
        written = self._written(item, self._here)
        if written is None or written == self._here or not _near(written, self._here):
            day = self._here + timedelta(days=self._offset(rel))
            return self._relative(day.isoformat(), "counted from the publication")
        day = written + timedelta(days=self._offset(rel))
        return self._relative(
            day.isoformat(), "told by the weekday beside it: the page was written before it was published"
        )

    def _weekday_of_week(self, item: Found) -> Read | None:
        towards = self._towards(item)
        unit = self._class(item, "unit", "the_unit") or self._class(item, "unit2", "the_unit")
        if unit != "week" or self._here is None:
            return self._relative(None, "")
        weekday = int(self._class(item, "weekday", "weekday", "weekday_bare"))
        day = when.weekday_of_week(self._here, weekday, towards or 0)
        return self._relative(day.isoformat(), "weekday of a week told from the publication")

    def _weekday_and_day(self, item: Found) -> Read | None:
        weekday, day = int(self._class(item, "weekday", "weekday")), self._day_number(item)
        if self._here is None or day is None:
            return self._relative(None, "")
        for back in range(370):
            then = self._here - timedelta(days=back)
            if then.day == day and then.isoweekday() == weekday:
                return self._relative(then.isoformat(), "the nearest past day with that weekday and number")
        return None

    def _weekday(self, item: Found) -> Read | None:
        if self._here is None:
            return self._relative(None, "")
        weekday = int(self._class(item, "weekday", "weekday"))
        if item.match.unit("this") is not None:
            day = when.weekday_of_week(self._here, weekday, 0)
        else:
            day = when.weekday_near(self._here, weekday, self._towards(item), self._coming.weekday(item, weekday))
        return self._relative(day.isoformat(), "the nearest fitting day to the publication")

    def _unit(self, item: Found) -> Read | None:
        unit = self._class(item, "unit", "the_unit") or self._class(item, "unit2", "the_unit")
        towards = self._towards(item) or 0
        year, month = self._published.year, self._published.month
        if unit == "week":
            return Read(None, "relative", "gregorian", (Step("unresolved", "a week is no ISO prefix"),))
        if year is None or (unit == "month" and month is None):
            return self._relative(None, "")
        if unit == "month" and month is not None:
            year, month = when.shift_months(year, month, towards)
            return self._relative(when.iso(year, month), "counted from the month of publication")
        return self._relative(when.iso(year + towards), "counted from the year of publication")

    def _ago(self, item: Found) -> Read | None:
        amounts: dict[str, int] = {}
        for count, unit in (("n", "a"), ("n2", "a2"), ("n3", "a3")):
            name = self._class(item, unit, "a_unit")
            if name is not None:
                number = self._class(item, count, "num")
                if number is None and self._class(item, unit, "some_units") is not None:
                    return Read(None, "relative", "gregorian", (Step("unresolved", "nobody knows how many"),))
                if number is not None and number != int(number):
                    return Read(None, "relative")
                amounts[name] = int(number) if number is not None else 1
        two = self._class(item, "two", "two_units")
        if two is not None:
            amounts[two] = 2
        way = self._class(item, "way", "before", "since", "after")
        if self._here is None:
            return self._relative(None, "")
        then = when.shift(self._here, amounts, int(way) if way is not None else 1)
        if then is None:
            return None
        value = then.isoformat()
        if set(amounts) == {"year"}:
            value = value[:4]
        elif set(amounts) == {"month"}:
            value = value[:7]
        return self._relative(value, "counted from the publication, as precise as the unit")

    def _year(self, item: Found) -> Read | None:
        year = self._class(item, "year", "yearnum", "hyearnum")
        if item.read == "two years" and self._class(item, "year", "hyearnum") is not None:
            return Read(None, "stated", "hijri", (Step("unresolved", "a Hijri year is no Gregorian year"),))
        if hijri.FIRST <= year <= hijri.LAST:
            return Read(None, "stated", "hijri", (Step("unresolved", "a Hijri year is no Gregorian year"),))
        value = when.iso(int(year))
        return Read(value, "stated", "gregorian", (Step(value, "printed"),))

    def _both_years(self, item: Found, result: Read) -> list[tuple[Found, Date]]:
        out: list[tuple[Found, Date]] = []
        first, second = item.match.unit("year"), item.match.unit("year2")
        assert first is not None  # the rules that are read so have both groups
        assert second is not None
        for unit, end in ((first, first + 1), (second, item.end)):
            part = Found(item.begin if unit == first else unit, end, item.match, item.read)
            value = when.iso(int(self._text.units[unit].classes["yearnum"])) if result.value is not None else None
            out.append((part, self._date(part, self._span(part), result._replace(value=value))))
        return out


_READERS: Final[dict[str, Callable[[_Resolver, Found], Read | None]]] = {
    "calendar": _Resolver._calendar,
    "digits": _Resolver._digits,
    "hijri": _Resolver._hijri,
    "nth weekday": _Resolver._nth_weekday,
    "day of month": _Resolver._day_of_month,
    "relative day": _Resolver._relative_day,
    "weekday of week": _Resolver._weekday_of_week,
    "weekday and day": _Resolver._weekday_and_day,
    "weekday": _Resolver._weekday,
    "unit": _Resolver._unit,
    "ago": _Resolver._ago,
    "year": _Resolver._year,
    "two years": _Resolver._year,
}
"""How an expression is read, by what its frame says of it."""


def _near(written: date, published: date) -> bool:
    """Whether a page may have been written on one day and published on the other: up to three days before, or a zone
    ahead."""
    return -3 <= (written - published).days <= 1
