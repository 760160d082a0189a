"""Moments of publication: read from what a page states, and from the lines it prints them in; checked before use.

A moment is kept as printed where the page is read: local time, without seconds or offset. A moment that can't be true
(the epoch, a bare 1 January that nothing supports, later than the fetch) is not used and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from tawatur.clean.lines import LineWords, letters_of, words_in
from tawatur.kinds.dates.find import find_dates
from tawatur.model import Moment, Span
from tawatur.packs import Pack
from tawatur.reading import Reading

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})(?:[T ]+(?P<h>\d{1,2}):(?P<min>\d{2})(?::\d{2}(?:[.,]\d+)?)?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?"
)
_PLAIN = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<h>\d{2}):?(?P<min>\d{2})(?::?\d{2})?)?(?P<zone>Z)?")
_YEAR = re.compile(r"\d{4}")
_IN_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)")
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])")
_NUMERIC = re.compile(
    r"(?<![\d/.])(?P<a>\d{1,4})\s?(?P<mark>[/.-])\s?(?P<m>\d{1,2})\s?(?P=mark)\s?(?P<b>\d{1,4})(?![\d/])"
)
_MAY_BE_MOMENT = re.compile(r"\d{4}|\d:\d\d|\d[./-]\d")
_LINE_WORDS = 26
_BESIDE_WORDS = 8
"""Words that may stand beside the moment in its line: outlet, place, reporters."""
_BARRED_WORDS = 16
"""The same where bars part the pieces, as several reporters may be named."""
_EARLIEST = 1990
"""Year before which a page of news was not published on the web; older values are defaults of clocks and databases."""


class Stated(NamedTuple):
    """A moment that a page gives: its value, whether it is in universal time, and where it stands."""

    value: str
    universal: bool
    where: str


class DateLine(NamedTuple):
    """A line that prints the moment of publication: the value (None: a time alone), what else it says, and how.

    `rest` are the spans of the line between and around the moments; `cued` tells that the line says it is the
    publication; `updated` that it is a later change instead.
    """

    value: str | None
    rest: tuple[Span, ...]
    cued: bool
    updated: bool


def _value(year: int, month: int | None, day: int | None, hour: int | None, minute: int | None) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if hour is not None and (hour > 23 or (minute or 0) > 59):
        hour = None
    out = f"{year:04}"
    if month is not None:
        out += f"-{month:02}"
        if day is not None:
            out += f"-{day:02}"
            if hour is not None:
                out += f"T{hour:02}:{minute or 0:02}"
    return out


def stated(value: str | None, where: str, pack: Pack) -> Stated | None:
    """The moment that a field of metadata or of the input gives, in whatever form; None where it can't be read."""
    text = (value or "").strip()
    if not text or len(text) > 120:
        return None
    found = _ISO.fullmatch(text) or _PLAIN.fullmatch(text)
    if found is not None:
        parts = [int(found[key]) if found[key] else None for key in ("m", "d", "h", "min")]
        read = _value(int(found["y"]), *parts)
        zone = found["zone"] or ""
        return Stated(read, zone in ("Z", "GMT", "UTC"), where) if read else None
    if _YEAR.fullmatch(text):
        return Stated(f"{int(text):04}", False, where)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        moment = None
    if moment is not None:
        universal = moment.tzinfo is not None and not moment.utcoffset()
        return Stated(moment.strftime("%Y-%m-%dT%H:%M").zfill(16), universal, where)
    printed = printed_in(text, pack)
    return Stated(printed[0][1], False, where) if len({value for _, value in printed}) == 1 else None


def printed_in(text: str, pack: Pack) -> list[tuple[Span, str]]:
    """The full days (and times) printed in a short text, with their spans."""
    if not any(char.isdigit() for char in text):
        return []
    out: list[tuple[Span, str]] = []
    if pack.has("dates"):
        for found in find_dates(Reading(text, pack), None):
            if found.value is not None and len(found.value) >= 10:
                out.append((found.span, found.value))
    if not out:
        out = _numeric(text)
    times = [t for t in _TIME.finditer(text) if not any(s.start <= t.start() < s.end for s, _ in out)]
    if len(times) == 1 and len({value for _, value in out}) == 1 and len(out[0][1]) == 10:
        value = _with_time(out[0][1], text, times[0], pack)
        out = [(span, value) for span, _ in out]
    return out


def _numeric(text: str) -> list[tuple[Span, str]]:
    """Days in figures alone, the year at either end; in between the order is day and month, where only that fits."""
    out: list[tuple[Span, str]] = []
    for found in _NUMERIC.finditer(text):
        a, month, b = int(found["a"]), int(found["m"]), int(found["b"])
        year, day = (a, b) if len(found["a"]) == 4 else (b, a)
        value = _value(year, month, day, None, None) if year >= _EARLIEST else None
        if value is not None:
            out.append((Span(*found.span()), value))
    return out


def _with_time(day: str, text: str, time: re.Match[str], pack: Pack) -> str:
    """A day with the one time its line prints, unless the line says that the time is a later change's."""
    words = pack.made(LineWords)
    before = pack.fold.flat(text[: time.start()])
    if any(words.updated.inside.finditer(before)):
        return day
    hour, minute = map(int, time.group().split(":")[:2])
    behind = pack.fold.flat(text[time.end() :])
    half = words.half_of_day(behind)
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half else 0)
    return f"{day}T{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 else day


def in_url(url: str | None) -> Stated | None:
    """The day that stands in an address, as many outlets write it."""
    for found in _IN_URL.finditer(url or ""):
        value = _value(int(found["y"]), int(found["m"]), int(found["d"]), None, None)
        if value is not None:
            return Stated(value, False, "address")
    return None


def date_line(line: str, size: int, pack: Pack) -> DateLine | None:
    """What a line of so many words says as the line of the publication moment, or None where it is something else.

    Such a line is short, ends like no sentence, and holds little beside the moment: a cue, an outlet, a dateline.
    """
    if size > _LINE_WORDS or not _MAY_BE_MOMENT.search(line):
        return None
    words = pack.made(LineWords)
    printed = printed_in(line, pack)
    times = [Span(*found.span()) for found in _TIME.finditer(line)]
    if not printed and not times:
        return None
    taken = sorted([span for span, _ in printed] + times)
    rest = _between(line, taken)
    folded = pack.fold.flat(line)
    updated = words.updated.begin(folded) is not None
    cued = words.moment.begin(folded) is not None and not updated
    left = [span for span in rest if not _says_moment(span.of(line), words, pack)]
    beside = sum(words_in(span.of(line)) for span in left)
    values = [value for _, value in printed]
    if beside > (_BARRED_WORDS if printed and "|" in line else _BESIDE_WORDS):
        return None
    if not printed:
        return DateLine(None, tuple(left), cued, updated) if beside == 0 else None
    if line.rstrip()[-1] in ".!?\u061f" and not (cued or updated):
        return None
    days = sorted({value[:10] for value in values})
    if len(days) > 1:
        return None
    value = max((v for v in values if v[:10] == values[0][:10]), key=len)
    return DateLine(value, tuple(left), cued, updated)


def _between(line: str, taken: Sequence[Span]) -> list[Span]:
    """The pieces of a line outside the taken spans, cut at bars, edges of white space and marks left out."""
    pieces: list[Span] = []
    at = 0
    for span in [*taken, Span(len(line), len(line))]:
        for found in re.finditer(r"[^|\u2022]+", line[at : max(at, span.start)]):
            start, end = at + found.start(), at + found.end()
            while start < end and not (line[start].isalnum() or line[start] in '«"“('):
                start += 1
            while start < end and not (line[end - 1].isalnum() or line[end - 1] in '»"”):'):
                end -= 1
            if start < end and any(char.isalnum() for char in line[start:end]):
                pieces.append(Span(start, end))
        at = max(at, span.end)
    return pieces


def _says_moment(piece: str, words: LineWords, pack: Pack) -> bool:
    """Whether a piece is made of the words that stand around moments, days of the week among them."""
    tokens = pack.tokens(piece)
    known = words.beside.letters | words.moment.letters | words.updated.letters | _weekdays(pack)
    if letters_of("".join(tokens.form)) in known:
        return True
    return all(letters_of(form) in known or not letters_of(form) for form in tokens.form)


def _weekdays(pack: Pack) -> frozenset[str]:
    return pack.made(_weekdays_of)


def _weekdays_of(pack: Pack) -> frozenset[str]:
    table = pack.table("dates") if pack.has("dates") else {}
    listed = table.get("words", {}).get("weekday", {})
    return frozenset(pack.fold.form(word) for words in listed.values() for word in words)


# --- choosing ---------------------------------------------------------------------------------------------------------


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


class Choice(NamedTuple):
    """The moment chosen, if any, and what spoke against others: (code, reason) pairs for warnings."""

    moment: Moment | None
    problems: tuple[tuple[str, str], ...]


def choose(candidates: Iterable[Stated | None], fetched: str | None, evidence: Iterable[Stated | None] = ()) -> Choice:
    """The first candidate that can be true. `evidence` are weaker signs of the day (the address), used last.

    A local time that is printed wins over the same instant in universal time.
    """
    all_given = [stated for stated in candidates if stated is not None]
    weaker = [stated for stated in evidence if stated is not None]
    problems: list[tuple[str, str]] = []
    good: list[Stated] = []
    for given in [*all_given, *weaker]:
        against = _against(given, [*all_given, *weaker], fetched)
        if against is None:
            good.append(given)
        else:
            problems.append(against)
    if not good:
        return Choice(None, tuple(problems))
    best = good[0]
    first = _day(best.value)
    for other in good[1:]:
        day = _day(other.value)
        if first is None or day is None:
            continue
        apart = abs(day - first)
        if best.universal and not other.universal and len(other.value) > 10 and apart <= timedelta(days=1):
            best = other
            first = day
        elif apart > timedelta(days=1):
            problems.append(
                (
                    "moments-disagree",
                    f"The page was published {best.value} by its {best.where}, {other.value} by its {other.where}.",
                )
            )
            break
    return Choice(Moment(best.value, "stated"), tuple(problems))


def _against(given: Stated, all_given: Sequence[Stated], fetched: str | None) -> tuple[str, str] | None:
    """Why a moment can't be the publication's, or None."""
    year = int(given.value[:4])
    if year < _EARLIEST or given.value[:10] == "1970-01-01":
        return ("moment-not-used", f"The {given.where} says {given.value}, which no page of news can be from.")
    if given.value[4:10] == "-01-01" and given.value[10:] in ("", "T00:00"):
        others = [other for other in all_given if other.where != given.where]
        supported = any(other.value[:10] == given.value[:10] for other in others)
        if not supported and given.where not in ("input", "date line"):
            return ("moment-not-used", f"The {given.where} says {given.value}, as machines write a bare year.")
    limit = _fetched_day(fetched)
    day = _day(given.value)
    if limit is not None and day is not None and day > limit + timedelta(days=1):
        return ("published-after-fetched", f"The {given.where} says {given.value}, but the page was got {fetched}.")
    return None


def _fetched_day(fetched: str | None) -> date | None:
    if not fetched:
        return None
    try:
        return datetime.fromisoformat(fetched.strip().replace("Z", "+00:00")).date()
    except ValueError:
        return _day(fetched.strip())
