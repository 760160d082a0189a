"""The words of the interface, in every language it speaks: `words/<code>.toml`, all with the same keys.

A phrase is written into the page once in each language, in elements of its own (`<l-ar>…</l-ar><l-en>…</l-en>`);
the style sheet shows one of them. So the language can be switched without a script, and one file serves both.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from tawatur.show.text import bare, ltr, plain

LANGUAGES = ("ar", "en")
"""Interface languages, the first one being where readers start."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?")


@cache
def words(code: str) -> Mapping[str, Any]:
    """The parsed `words/<code>.toml`."""
    data = (files("tawatur.show") / "words" / f"{code}.toml").read_bytes()
    return tomllib.loads(data.decode("utf-8"))


def phrase(code: str, key: str) -> str:
    """One phrase by its dotted key. Raises KeyError where the language lacks it."""
    value: Any = words(code)
    for part in key.split("."):
        value = value[part]
    if not isinstance(value, str):
        raise KeyError(key)
    return value


def has(key: str) -> bool:
    """Whether every language has the phrase."""
    try:
        for code in LANGUAGES:
            phrase(code, key)
    except KeyError:
        return False
    return True


def tagged(parts: Mapping[str, Markup | str]) -> Markup:
    """The same in each language, in elements of their own, of which the style sheet shows one."""
    return Markup("").join(Markup(f"<l-{code}>") + escape(parts[code]) + Markup(f"</l-{code}>") for code in LANGUAGES)


@cache
def _plain(key: str) -> Markup:
    return tagged({code: phrase(code, key) for code in LANGUAGES})


def t(key: str, **fill: object) -> Markup:
    """A phrase in all languages, its `{braces}` filled; what fills them is escaped, and isolated where it is no number.

    >>> str(t("status.denied")).count("<l-en>denied</l-en>")
    1
    """
    if not fill:
        return _plain(key)
    filled = {
        name: escape(value) if isinstance(value, int) else Markup("<bdi>") + plain(value) + Markup("</bdi>")
        for name, value in fill.items()
    }
    return tagged({code: escape(phrase(code, key)).format(**filled) for code in LANGUAGES})


def counted(key: str, n: int) -> Markup:
    """A phrase with a number of things, in the form that each language has for so many: `one`, `two`, `few`, `many`.

    >>> [str(counted("ui.omitted", n)).rpartition("<l-en>")[2] for n in (1, 103)]
    ['one word left out</l-en>', '103 words left out</l-en>']
    """
    form = "one" if n == 1 else "two" if n == 2 else "few" if 3 <= n % 100 <= 10 else "many"
    return t(f"{key}.{form}", n=n)


def day(value: str | None) -> Markup:
    """An ISO 8601 prefix, or an interval of two, as a reader writes it, in all languages; what isn't one, as it is."""
    if not value:
        return t("date.unknown")
    first, slash, last = value.partition("/")
    if slash:
        if last in ("", ".."):
            return _wrap("date.since", a=first)
        if first in ("", ".."):
            return _wrap("date.until", b=last)
        return _wrap("date.between", a=first, b=last)
    if _DAY.match(value) is None:
        return ltr(value)
    return tagged({code: _day(code, value) for code in LANGUAGES})


def _wrap(key: str, **ends: str) -> Markup:
    return tagged(
        {
            code: escape(phrase(code, key)).format(**{name: _day(code, end) for name, end in ends.items()})
            for code in LANGUAGES
        }
    )


def day_in(code: str, value: str | None, *, year: bool = True) -> str:
    """The same in one language, as plain text for where no elements may stand; without the year on request.

    >>> day_in("en", "2026-03-04", year=False), day_in("en", "2026-03/..")
    ('4 March', 'since March 2026')
    """
    if not value:
        return phrase(code, "date.unknown")
    first, slash, last = value.partition("/")
    if slash:
        ends = {name: day_in(code, end, year=year) for name, end in (("a", first), ("b", last)) if end.strip(".")}
        form = "between" if len(ends) == 2 else "since" if "a" in ends else "until"
        return phrase(code, f"date.{form}").format(**ends)
    found = _DAY.match(value)
    if found is None:
        return bare(value)
    if not year and found[3] and 1 <= int(found[2]) <= len(words(code)["months"]):
        return phrase(code, "date.short").format(month=words(code)["months"][int(found[2]) - 1], day=int(found[3]))
    return str(_day(code, value).unescape())


def _day(code: str, value: str) -> Markup:
    found = _DAY.match(value)
    if found is None:
        return ltr(value)
    year, month, number, time = found.groups()
    months = words(code)["months"]
    if month is None or not 1 <= int(month) <= len(months):
        return plain(year)
    form = "date.month" if number is None else "date.day" if time is None else "date.moment"
    return escape(phrase(code, form)).format(
        year=year, month=months[int(month) - 1], day=str(int(number)) if number else "", time=time or ""
    )
