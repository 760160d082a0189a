"""Strings of pages as they may be shown: every one escaped, isolated, and freed of what would act on its surroundings.

Nothing here changes what is stored. Characters that would reorder the words around them, and those that HTML has no
place for, are shown by their number instead of being obeyed.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_ACTING = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
"""Controls, direction embeddings, overrides and isolates, halves of pairs. The plain marks (RLM, LRM, ALM) are kept:
they reorder nothing but themselves, and Arabic pages need them."""

NAME_LENGTH = 160
"""Code points of a name that are shown in lists: longer ones are no names but accidents of a page."""


def plain(value: object) -> Markup:
    """A string, escaped, with acting characters shown by their number."""
    text = str(value)
    if _ACTING.search(text) is None:
        return escape(text)
    out: list[Markup] = []
    at = 0
    for found in _ACTING.finditer(text):
        out.append(escape(text[at : found.start()]))
        out.append(Markup('<i class="ctl">U+{:04X}</i>').format(ord(found.group())))
        at = found.end()
    out.append(escape(text[at:]))
    return Markup("").join(out)


def bare(text: str) -> str:
    """A string for where no elements may stand (pictures, labels), acting characters replaced; not escaped yet."""
    return _ACTING.sub("\ufffd", " ".join(text.split()))


def isolated(value: object) -> Markup:
    """A string of a page inside a sentence of ours: its own direction, and no effect on ours."""
    return Markup("<bdi>") + plain(short(str(value))) + Markup("</bdi>")


def ltr(value: object) -> Markup:
    """A value that is read from left to right in every language: addresses, hashes, numbers with signs."""
    return Markup('<bdi dir="ltr">') + plain(value) + Markup("</bdi>")


def short(text: str, length: int = NAME_LENGTH) -> str:
    """The text, cut with an ellipsis behind `length` code points; runs of white space become one space."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def direction(text: str) -> str:
    """The direction that most letters of a text have: "rtl" or "ltr".

    >>> direction("page 7"), direction("\\u0635\\u0641\\u062d\\u0629 HTML5 \\u062c\\u062f\\u064a\\u062f\\u0629")
    ('ltr', 'rtl')
    """
    balance = 0
    for char in text[:2000]:  # the first screenful decides, and a page of a megabyte costs no more
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            balance += 1
        elif kind == "L":
            balance -= 1
    return "rtl" if balance > 0 else "ltr"


def count(value: float) -> str:
    """A number with thousands marked, and decimals only where it has some.

    >>> count(12000.0), count(2.5)
    ('12,000', '2.5')
    """
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def bounds(low: float | None, high: float | None, *, approx: bool = False) -> str:
    """A value with its bounds as signs.

    >>> bounds(200, None), bounds(11, 14), bounds(30, 30, approx=True), bounds(None, 5)
    ('≥ 200', '11–14', '≈ 30', '≤ 5')
    """
    sign = "≈ " if approx else ""
    if low is not None and high is not None:
        return sign + (count(low) if low == high else f"{count(low)}–{count(high)}")
    if low is not None:
        return f"{sign}≥ {count(low)}"
    if high is not None:
        return f"{sign}≤ {count(high)}"
    return "?"


def share(part: float) -> str:
    """A share of one as a whole percentage, rounded."""
    return f"{round(part * 100)}%"
