"""Numbers and dates of the furniture of a page: menus, other articles' headlines, notices.

Its lines have nothing to do with one another, so each is read by itself and gives the same wherever it stands. Sites
print them again and again, so short ones are remembered with what they gave. And few hold a digit, a number word or the
words of a date: a line is passed over, without being cut into tokens, where its words one by one tell that it holds no
number, nor what any frame of dates needs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple

import msgspec

from tawatur.fold import Remembered
from tawatur.kinds.dates.find import find_dates_by_line
from tawatur.kinds.dates.frames import Frames
from tawatur.kinds.numbers.find import MADE, STARTS, find_numbers, vocabulary
from tawatur.model import Abstention, Date, Moment, Number, Span, Step
from tawatur.packs import Pack
from tawatur.reading import Reading

_NUMBER: Final = 1
"""The bit of what a number can begin with."""
_OF_NUMBERS: Final = frozenset[str]().union(["digits"], *MADE.values()) - {"ordinal"}
"""Classes of units that only stand where a number does."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LED: Final = frozenset(("one_of", "teen_head", "teen_head_shy"))
"""Words that only begin a number where another word that begins one follows: an article, the one of eleven."""
_ANYWHERE: Final = frozenset(("word", "mark", "line"))
_MOST_ANSWERS: Final = 1 << 12
"""Answers by what a line's words are that are remembered before all are forgotten."""
_AGAIN_LETTERS: Final = 120
"""Code points of a line that is remembered; longer ones are text, which doesn't come again."""
_AGAIN_MOST: Final = 1 << 13
"""Such lines remembered before all are forgotten: those of 80 sites."""


class Found(NamedTuple):
    """What some lines hold, in their order."""

    numbers: list[Number]
    dates: list[Date]
    abstained: list[Abstention]


_NOTHING: Final = Found([], [], [])
_START: Final = itemgetter(0)


class Furniture:
    """The furniture of pages in one language: `pack.made(Furniture)`."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._bears = Bearing(pack)
        self._timeless: dict[str, Found] = {}
        self._dated: dict[tuple[str, str], Found] = {}
        """What lines gave; those that print a date, by the day of publication too."""

    def read(self, text: str, lines: Iterable[Span], published: Moment | None) -> Found:
        """Numbers and dates of some lines of a text, and where no answer was given; `published` as for `find_dates`."""
        day = published.value[:10] if published is not None else ""
        held: list[tuple[int, Found]] = []
        starts: list[int] = []
        new: list[str] = []
        for span in lines:
            line = text[span.start : span.end]
            found = self._timeless.get(line)
            if found is None:
                found = self._dated.get((line, day))
            if found is None and self._bears(line):
                starts.append(span.start)
                new.append(line)
            elif found is None:
                if len(line) <= _AGAIN_LETTERS:
                    self._timeless[line] = _NOTHING
            elif found is not _NOTHING:
                held.append((span.start, found))
        if new:
            read = self._read(new, published)
            held += zip(starts, read, strict=True)
            held.sort(key=_START)
            for line, found in zip(new, read, strict=True):
                if len(line) > _AGAIN_LETTERS:
                    continue
                if found.dates or found.abstained:
                    self._dated[line, day] = found
                else:
                    self._timeless[line] = found
        for table in (self._timeless, self._dated):
            if len(table) > _AGAIN_MOST:
                table.clear()
        return Found(
            [_number(one, start) for start, found in held for one in found.numbers],
            [_date(one, start) for start, found in held for one in found.dates],
            [_abstention(one, start) for start, found in held for one in found.abstained],
        )

    def _read(self, lines: list[str], published: Moment | None) -> list[Found]:
        """What each of some lines holds, all read in one go."""
        starts: list[int] = []
        at = 0
        for line in lines:
            starts.append(at)
            at += len(line) + 2
        # an empty line between, or they might seem to be wrapped
        reading = Reading("\n\n".join(lines), self._pack, alone=True)
        out = [Found([], [], []) for _ in lines]
        for numeral in find_numbers(reading):
            i = bisect_right(starts, numeral.number.span.start) - 1
            out[i].numbers.append(_number(numeral.number, -starts[i]))
        if self._pack.has("dates"):
            for date in find_dates_by_line(reading, published):
                i = bisect_right(starts, date.span.start) - 1
                out[i].dates.append(_date(date, -starts[i]))
        for one in reading.abstained:
            i = bisect_right(starts, one.span.start) - 1
            out[i].abstained.append(_abstention(one, -starts[i]))
        reading.forget()
        return [found if any(found) else _NOTHING for found in out]


def _is_anywhere(cls: str) -> bool:
    """Whether a class says nothing of a line: built in, or one common word or mark."""
    return cls in _ANYWHERE or cls.startswith("'")


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _number(one: Number, by: int) -> Number:
    return Number(_moved(one.span, by), one.text, one.value, one.rule)


def _date(one: Date, by: int) -> Date:
    why = tuple([_step(step, by) for step in one.why])
    return Date(_moved(one.span, by), one.text, one.value, one.calendar, one.basis, one.rule, one.interval, why)


def _step(one: Step, by: int) -> Step:
    if one.span is None and not one.because:
        return one
    span = _moved(one.span, by) if one.span is not None else None
    return Step(one.what, one.rule, span, tuple([_step(step, by) for step in one.because]))


def _abstention(one: Abstention, by: int) -> Abstention:
    return msgspec.structs.replace(one, span=_moved(one.span, by))


class Bearing:
    """Which lines can bear a number or a date, told without tokens."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        rules = [rule.needs for rule, _, _ in pack.made(Frames).rules]
        asked = {frozenset(one for one in needs if not any(map(_is_anywhere, one))) for needs in rules}
        asked = {needs for needs in asked if not any(one <= _OF_NUMBERS for one in needs)}
        classes = sorted(frozenset[str]().union(*(one for needs in asked for one in needs)) - _OF_NUMBERS)
        bits = {cls: 2 << i for i, cls in enumerate(classes)}
        self._asked = [[sum(bits.get(cls, 0) for cls in one) for one in needs] for needs in asked]
        """For each frame that holds no number, sets of classes; a line that has it holds one of each."""
        self._width = len(classes) + 1
        self._forms: dict[str, int] = {}
        """What each form may be: first the bits of its classes, then of those of phrases that it may open, then of
        phrases that it may close."""
        for forms, entry in vocabulary(pack).lexicon.entries():
            bit = _NUMBER if entry.cls in STARTS and entry.cls not in _LED else bits.get(entry.cls, 0)
            if not bit:
                continue
            opens = bit if len(forms) == 1 else bit << self._width
            for clitic in ("", *entry.clitics):
                self._forms[clitic + forms[0]] = self._forms.get(clitic + forms[0], 0) | opens
            if len(forms) > 1:
                self._forms[forms[-1]] = self._forms.get(forms[-1], 0) | bit << 2 * self._width
        self._piece = Remembered(self._of_piece).__getitem__
        self._answers: dict[int, bool] = {}

    def __call__(self, line: str) -> bool:
        """Whether a line may bear a number or a date; where it says no, none is found in it."""
        found = 0
        for piece in line.split(" "):
            found |= self._piece(piece)
        if found & _NUMBER:
            return True
        answer = self._answers.get(found)
        if answer is None:
            if len(self._answers) == _MOST_ANSWERS:
                self._answers.clear()
            answer = self._answers[found] = self._may(found)
        return answer

    def _may(self, found: int) -> bool:
        """Whether words of such classes may be a number or a date."""
        of_phrases = (found >> self._width) & (found >> 2 * self._width)
        has = (found | of_phrases) & ((1 << self._width) - 1)
        return bool(has & _NUMBER) or any(all(has & one for one in needs) for needs in self._asked)

    def _of_piece(self, piece: str) -> int:
        """What the words are that stand between two spaces."""
        folded = self._pack.fold.brief(piece)
        if folded.isalpha():
            return self._forms.get(folded, 0)
        found = 0
        for form in _LETTERS.findall(folded):
            found |= self._forms.get(form, 0)
        return found | _NUMBER if any(map(str.isdigit, folded)) else found
