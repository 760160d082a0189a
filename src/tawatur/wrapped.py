"""Lines that end because the page was full: plain text wrapped at a column, as mail and wires send it.

Whoever wraps text puts as many words on a line as fit. So a line end is one of the wrapping where the next line's first
word would not have fitted any more, and one of the author's where it would have. A text counts as wrapped where most of
its lines that have another one right below end so: lists of headlines, verses and short paragraphs don't.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

_NARROWEST: Final = 48
_WIDEST: Final = 120
"""Columns at which text is wrapped. Narrower are verses (4 poems of 12,281 articles end lines as if a column of 45 were
full), wider ones nobody reads."""

_FEWEST: Final = 4
"""Line ends of the wrapping below which a text isn't believed to be wrapped."""

_SHARE: Final = 0.6
"""Their share of all ends of lines that have another one right below; the others end paragraphs."""


def unwrapped(text: str) -> str:
    r"""The text with a space for each line end of the wrapping: as long as before, so offsets hold for both.

    The first of two lines that open a text ends by its author: it may be a headline.

    >>> from textwrap import fill
    >>> told = "Rescuers took eleven people from the water before dawn, the coastguard said in a statement. " * 4
    >>> unwrapped(fill(told, 60)) == told.strip()
    True
    >>> headlines = "Eleven dead in ferry disaster\nMinister speaks of a normal load\nSearch goes on\n" * 4
    >>> unwrapped(headlines) == headlines
    True
    """
    if text.count("\n") < _FEWEST:
        return text
    lines = text.split("\n")
    if max(map(len, lines)) > 2 * _WIDEST:  # half of it may be marks over letters
        return text
    full = _full(lines, len)
    over = [char for char in set(text) if unicodedata.combining(char)]
    if over:  # marks over and under letters take no room on a page, and programs often count them
        full = max((full, _full(lines, lambda line: len(line) - sum(map(line.count, over)))), key=len)
    if not full:
        return text
    for i in full:
        lines[i] = lines[i].replace("\r", " ") + " "
    ends = ["" if i in full else "\n" for i in range(len(lines) - 1)]
    return "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)


def _full(lines: Sequence[str], width: Callable[[str], int]) -> frozenset[int]:
    """The lines that end because the next word didn't fit, by what takes room; none where the text isn't wrapped."""
    widths = [width(line.rstrip()) for line in lines]
    column = max(widths)
    if not _NARROWEST <= column <= _WIDEST:
        return frozenset()
    below = [i for i, (here, there) in enumerate(pairwise(widths)) if here and there]
    full = {i for i in below if widths[i] + 1 + width(lines[i + 1].split(maxsplit=1)[0]) > column}
    opens = next((i for i in below if not any(widths[:i])), None)
    if opens is not None and opens + 1 not in full:
        full.discard(opens)
    return frozenset(full) if len(full) >= max(_FEWEST, _SHARE * len(below)) else frozenset()
