"""The frames of dates and where they stand in a text: which words are a date expression, not yet what day it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple

from tawatur.future import future_verbs
from tawatur.kinds.dates import hijri
from tawatur.kinds.numbers.find import MADE, Numeral, Vocabulary, find_numbers, tagged, vocabulary
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.rules import Match, Rule, Tagged, Unit

_PARTICLE: Final = 3
"""Letters of the longest particle: a longer word behind a number may be what it counts."""

_REACH: Final = 20
"""Units on either side of its cue within which a frame lies; the longest of the tables takes 17."""


class Frames:
    """The date frames of one language, compiled."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("dates") if pack.has("dates") else {}
        lexicon = vocabulary(pack).lexicon
        macros = table.get("patterns", {})
        self.rules: list[tuple[Rule, str, int]] = []
        """Each with how it is read and the number of its cue."""
        self._cues: list[re.Pattern[str]] = []
        """The classes of words that frames hang on, as patterns over one unit; many frames share one."""
        classes = {str(cls) for rule in table.get("rule", ()) for cls in rule["on"]}
        self._any_cue = lexicon.among(*sorted(classes))
        self._cues_of: dict[str, list[int]] = {}
        for rule in table.get("rule", ()):
            pattern = str(rule["pattern"])
            while "$" in pattern:
                pattern = re.sub(r"\$([A-Z]+)", lambda found: f"({macros[found.group(1)]})", pattern)
            cue = lexicon.among(*rule["on"])
            if cue not in self._cues:
                self._cues.append(cue)
            self.rules.append((lexicon.rule(str(rule["name"]), pattern), str(rule["read"]), self._cues.index(cue)))
        frames = table.get("frames", {})

        def forms(key: str) -> frozenset[str]:
            return frozenset(pack.fold.form(word) for word in frames.get(key, ()))

        self._conjunction = vocabulary(pack).conjunction
        self.no_month = tuple(str(word) for word in frames.get("no_month", ()))
        """As printed: folding writes them like the name of a month."""
        self.today_not_after = forms("today_not_after")
        self.today_not_before = forms("today_not_before")
        self.weekday_not_after = forms("weekday_not_after")
        self.day_not_after = forms("day_not_after")
        self.year_not_after = forms("year_not_after")
        self.count_before_year = forms("count_before_year")
        self.future = forms("future")
        self.future_beside = forms("future_beside")
        self.future_ends = forms("future_ends")
        self.future_ends_owned = forms("future_ends_owned")
        relative = frames.get("future_relative", {})
        self.future_relative = {
            pack.fold.form(word): tuple(map(pack.fold.form, begins)) for word, begins in relative.items()
        }
        """Words that open a relative clause, with what a verb of theirs begins with that isn't past."""
        self.past_ending = pack.fold.form(str(frames.get("past_ending", "")))
        self.owners = tuple(pack.fold.form(word) for word in pack.table("words").get("future", {}).get("pronouns", ()))
        self.future_verbs = future_verbs(pack)
        self.year_not_before = forms("year_not_before")
        self.past_before = forms("past_before")
        self.quotes = forms("quotes")
        self.soon = int(frames.get("soon", 0))
        self.future_not_after = forms("future_not_after")
        self.maybe = forms("maybe")
        self.arranged = forms("arranged")
        self.present = tuple(pack.fold.form(word) for word in frames.get("present", ()))
        self.nowadays = forms("nowadays")
        self.count_endings = tuple(pack.fold.form(word) for word in frames.get("count_endings", ()))
        self.happened = forms("happened")
        self.named_after = forms("named_after")
        self.lasting = forms("lasting")
        self.happened_reach = int(frames.get("happened_reach", 0))
        self.rough = frozenset(frames.get("rough", ()))
        self.rough_from = float(frames.get("rough_from", 0))
        self.future_reach = int(frames.get("future_reach", 0))
        self.list_before = forms("list_before")
        self.list_joins = forms("list_joins")
        self.range_from = forms("range_from")
        self.range_and = forms("range_and")
        self.range_to = forms("range_to")
        self.open_from = forms("open_from")
        self.open_to = forms("open_to")
        self.during = forms("during")

    def cues(self, codes: str) -> list[list[int]]:
        """Where in a tagged text the words stand on which frames hang: by the number of the cue, the units in order."""
        out: list[list[int]] = [[] for _ in self._cues]
        for match in self._any_cue.finditer(codes):
            code = match.group()
            if code not in self._cues_of:
                self._cues_of[code] = [number for number, cue in enumerate(self._cues) if cue.match(code)]
            for number in self._cues_of[code]:
                out[number].append(match.start())
        return out

    def leaves_future(self, form: str, behind: str) -> bool:
        """Whether what a word opens is past, whatever is said to come before it. `behind`: the word behind it."""
        if form in self.future_ends or (form in self.future_ends_owned and behind.endswith(self.owners)):
            return True
        begins = self.future_relative.get(form)
        return begins is not None and (not behind.startswith(begins) or behind.endswith(self.past_ending))

    def bare(self, form: str) -> str:
        """A form without the conjunction glued before it."""
        return form.removeprefix(self._conjunction) if len(form) > len(self._conjunction) else form


class Found(NamedTuple):
    """A date expression: units `[begin, end)` of the merged text, the match behind it and how to read it."""

    begin: int
    end: int
    match: Match
    read: str
    day_unit: int | None = None
    """The day of a list that borrows the month of the match: 7 and 8 June."""


# --- one unit for every number ------------------------------------------------------------------------------------


def merged(reading: Reading) -> Tagged:
    """The tagged text with every number, and every ordinal of two words, as one unit."""
    base = tagged(reading)
    words = vocabulary(reading.pack)
    lexicon = words.lexicon
    pieces: list[tuple[int, int, Unit]] = []
    for numeral in find_numbers(reading):
        if numeral.unit_end - numeral.unit == 1 and _is_name(base, numeral.unit):
            continue
        which = _number_class(numeral, base)
        classes = dict.fromkeys(MADE[which], numeral.value)
        unit = Unit(classes, base.units[numeral.unit].clitic, lexicon.code(MADE[which]))
        pieces.append((numeral.unit, numeral.unit_end, unit))
    pieces += _ordinals(base, words)
    pieces += _nth_days(base, words)
    pieces.sort(key=_BEGIN)
    kept: list[tuple[int, int, Unit]] = []
    for piece in pieces:
        if not kept or piece[0] >= kept[-1][1]:
            kept.append(piece)
    return base.merged(kept)


_BEGIN: Final = itemgetter(0)


def _is_name(base: Tagged, unit: int) -> bool:
    """Whether a number word names a month here, or behind an ordinal a day of the week: the first Monday of April."""
    classes = base.units[unit].classes
    if "hmonth" in classes:
        return True
    return "weekday_bare" in classes and unit > 0 and "ordinal" in base.units[unit - 1].classes


def _number_class(numeral: Numeral, base: Tagged) -> str:
    value = numeral.value
    if value != int(value) or value < 1:
        return "number"
    single = numeral.last - numeral.first == 1
    size = len(base.tokens.form[numeral.first]) if numeral.digits else 0
    if value <= 31 and (not numeral.digits or (single and size <= 2)):
        return "day_digits" if numeral.digits else "day"
    if numeral.digits and not (single and size == 4):
        return "number"
    if hijri.FIRST - 50 <= value <= hijri.LAST:
        return "hijri_year"
    if numeral.digits and 1900 <= value <= 2040:
        return "recent_year"
    return "year" if 1000 <= value <= 2100 else "number"


def _ordinals(base: Tagged, words: Vocabulary) -> Iterable[tuple[int, int, Unit]]:
    code = words.lexicon.code(MADE["ordinal"])
    for match in words.ordinals.finditer(base.codes):
        begin = match.start()
        unit, tail = base.units[begin], base.units[begin + 1]
        joined = words.joins(tail)
        value = float(unit.classes["ordinal"])
        if "tens" in tail.classes and joined:
            value += float(tail.classes["tens"])
        elif "ten" in tail.classes and not joined:
            value += 10
        else:
            continue
        yield begin, begin + 2, Unit({"ordinal": value}, unit.clitic, code)


def _nth_days(base: Tagged, words: Vocabulary) -> Iterable[tuple[int, int, Unit]]:
    """Days of a month in digits with the ending of an ordinal glued behind: 1st, 22nd."""
    code = words.lexicon.code(MADE["nth_day"])
    for match in words.suffixes.finditer(base.codes):
        unit = match.start()
        if not unit or base.tokens.spaced(base.first[unit]) or "digits" not in base.units[unit - 1].classes:
            continue
        day = int(base.tokens.form[base.first[unit - 1]])
        if 1 <= day <= 31:
            yield unit - 1, unit + 1, Unit({"daynum": float(day)}, base.units[unit - 1].clitic, code)


# --- finding ------------------------------------------------------------------------------------------------------


def scan(text: Tagged, frames: Frames) -> list[Found]:
    """Expressions in order. Earlier rules of the table win where two meet."""
    taken = bytearray(len(text.codes))
    out: list[Found] = []
    cues = frames.cues(text.codes)
    for rule, read, cue in frames.rules:
        if not cues[cue]:
            continue
        at = 0
        reach = int(min(_REACH, rule.longest))
        for cue_at in cues[cue]:
            if taken[cue_at]:
                continue  # what has its cue in an expression can only be that expression again
            first = max(at, cue_at - reach)
            while first <= cue_at:
                hit = rule.compiled.search(text.codes, first, cue_at + 1 + reach)
                if hit is None or hit.start() > cue_at:
                    break
                first = hit.start() + 1
                match = Match(rule, text, hit)
                begin, end = hit.span("at") if "at" in rule.groups else hit.span()
                end = _end_of_single_month(text, match, end)
                if end == begin or any(taken[begin:end]) or not _allowed(text, frames, match, begin, end):
                    continue
                taken[begin:end] = b"\1" * (end - begin)
                first = at = max(first, end)
                out.append(Found(begin, end, match, read))
    out += _lists(text, frames, out, taken)
    out.sort(key=lambda found: found.begin)
    return out


def form_at(text: Tagged, unit: int) -> str:
    return text.tokens.form[text.first[unit]] if 0 <= unit < len(text.units) else "\n"


def _glued(text: Tagged, unit: int) -> bool:
    return not text.tokens.spaced(text.first[unit])


def _end_of_single_month(text: Tagged, match: Match, end: int) -> int:
    """Two month names side by side are one expression only where they name one month."""
    for one, two in (("month", "month2"), ("month3", "month4")):
        first, second = match.unit(one), match.unit(two)
        if first is not None and second is not None and month_of(text, first) != month_of(text, second):
            return first + 1
    return end


def month_of(text: Tagged, unit: int) -> int:
    classes = text.units[unit].classes
    return int(classes["month"] if "month" in classes else classes["month_shy"])


def _allowed(text: Tagged, frames: Frames, match: Match, begin: int, end: int) -> bool:
    """Whether the context leaves the expression a date: the frames of `dates.toml` that say no are asked here."""
    before, behind = form_at(text, begin - 1), form_at(text, end)
    rel, weekday = match.unit("rel"), match.unit("weekday")
    if rel is not None and "today" in text.units[rel].classes and weekday is None:
        if behind in frames.today_not_before:
            return False
        if before in frames.quotes and behind in frames.quotes and end - begin == 1:
            return False  # a newspaper of that name
        if behind in frames.nowadays and text.units[rel].clitic and match.unit("part") is None and end - begin == 1:
            return False
        if before in frames.today_not_after and match.unit("part") is None:
            return False
        if text.units[rel].clitic == "" and _glued(text, rel) and before.isascii() and before.isalnum():
            return False
    if weekday is not None and weekday == begin and before in frames.weekday_not_after:
        return False
    month = match.unit("month")
    if (
        month is not None
        and "month_shy" in text.units[month].classes
        and _printed(text, month).endswith(frames.no_month)
    ):
        return False
    if match.unit("unit") == end - 1 and match.unit("this") is None and behind in frames.year_not_before:
        return False
    unit = match.unit("unit2")
    if unit is not None and unit == begin and before in frames.year_not_after:
        return False
    day = match.unit("day")
    if match.unit("year") is None and _named_for_a_day(text, frames, begin if day is None else day):
        return False
    counts = day == end - 1 and match.unit("month") is None and weekday is not None
    if counts and len(behind) > _PARTICLE and behind.endswith(frames.count_endings):
        return False  # were killed on Wednesday | 12 people
    if day is not None and float(text.units[day].classes.get("ordinal", 1)) < 1:
        return False  # the last of a month is no day of it
    if _is_rough(text, frames, match) or _lasts(text, frames, match):
        return False
    counted = match.unit("behind")
    if counted is not None:
        word = form_at(text, counted)
        return len(word) > 2 and not word.endswith(frames.count_endings) and "scale" not in text.units[counted].classes
    name = match.unit("name")
    if name is not None:
        word = form_at(text, name)
        if form_at(text, name - 1) in frames.count_before_year:
            return False
        return word not in frames.count_before_year and len(word) > 2 and not word.isascii()
    digits = match.unit("a")
    if digits is not None and match.unit("c") is not None:
        return _one_date(text, digits)
    return True


def _printed(text: Tagged, unit: int) -> str:
    """A unit as it is printed, before folding makes one letter of several."""
    return text.tokens.words(text.first[unit], text.last[unit])


def _one_date(text: Tagged, unit: int) -> bool:
    """Whether five units are one date in digits: all glued, or spaced with a year of four digits among them."""
    glued = all(_glued(text, unit + i) for i in range(1, 5))
    return glued or len(form_at(text, unit + 4)) == 4 or len(form_at(text, unit)) == 4


def _lasts(text: Tagged, frames: Frames, match: Match) -> bool:
    """Whether "since two weeks" is how long something lasts: no word before it says what happened then."""
    way = match.unit("way")
    if way is None or "since" not in text.units[way].classes:
        return False
    unit = next(unit for unit in (match.unit("two"), match.unit("a")) if unit is not None)
    classes = text.units[unit].classes
    count = match.unit("n")
    told = "two_units" in classes or count is not None or "some_units" not in classes
    if not told or {classes.get("a_unit"), classes.get("two_units")} & frames.rough:
        return True
    end = text.first[way]
    before = text.tokens.form[max(0, end - frames.happened_reach) : end]
    before = before[max((i + 1 for i, form in enumerate(before) if form in (".", "\n")), default=0) :]
    said = {*before, *map(frames.bare, before)}
    return frames.happened.isdisjoint(said) or not frames.lasting.isdisjoint(said)


def _is_rough(text: Tagged, frames: Frames, match: Match) -> bool:
    """Whether a time ago is only a span: 26 years ago, months ago; "two years ago" still names a year."""
    way, count, unit = match.unit("way"), match.unit("n"), match.unit("a")
    if way is None or unit is None or "before" not in text.units[way].classes:
        return False
    classes = text.units[unit].classes
    if count is None:
        return "some_units" in classes
    number = text.units[count].classes.get("num")
    return classes.get("a_unit") in frames.rough and number is not None and float(number) >= frames.rough_from


def _named_for_a_day(text: Tagged, frames: Frames, unit: int) -> bool:
    """Whether a day, or the month behind it, is the name of a party: the forces of 8 March."""
    first = unit - 1 if unit and "daynum" in text.units[unit - 1].classes else unit
    return form_at(text, first - 1) in frames.day_not_after


def _lists(text: Tagged, frames: Frames, found: list[Found], taken: bytearray) -> list[Found]:
    """Days that borrow the month named behind a later one: 7, 8 and 9 June; between 22 and 30 April."""
    out: list[Found] = []
    for item in found:
        day = item.match.unit("day")
        if item.read not in ("calendar", "hijri") or day is None or "daynum" not in text.units[day].classes:
            continue
        if item.match.unit("weekday") is not None or day != item.begin:
            continue
        at, value = day, float(text.units[day].classes["daynum"])
        days: list[int] = []
        while at >= 2 and form_at(text, at - 1) in frames.list_joins and not taken[at - 2]:
            earlier = text.units[at - 2].classes.get("daynum")
            if earlier is None or float(earlier) >= value:
                break
            at, value = at - 2, float(earlier)
            days.append(at)
        joined = form_at(text, day - 1)
        dashed = joined in frames.range_to and joined not in frames.range_and and not joined.isalpha()
        if days and (frames.bare(form_at(text, at - 1)) in frames.list_before or dashed):
            for unit in days:
                taken[unit] = 1
                out.append(Found(unit, unit + 1, item.match, item.read, unit))
    return out
