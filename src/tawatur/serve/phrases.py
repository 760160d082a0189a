"""The words of the web page that the dossier doesn't have: `words/<code>.toml`, all with the same keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from tawatur.show.phrases import LANGUAGES, tagged
from tawatur.show.text import plain


@cache
def words(code: str) -> Mapping[str, Any]:
    """The parsed `words/<code>.toml`."""
    return tomllib.loads((files("tawatur.serve") / "words" / f"{code}.toml").read_text("utf-8"))


def phrase(code: str, key: str) -> str:
    """One phrase by its dotted key. Raises KeyError where the language lacks it."""
    value: Any = words(code)
    for part in key.split("."):
        value = value[part]
    if not isinstance(value, str):
        raise KeyError(key)
    return value


@cache
def _plain(key: str) -> Markup:
    return tagged({code: escape(phrase(code, key)).format() for code in LANGUAGES})


def w(key: str, **fill: object) -> Markup:
    """A phrase in all languages, its `{braces}` filled; what fills them is escaped and isolated."""
    if not fill:
        return _plain(key)
    filled = {name: Markup("<bdi>") + plain(value) + Markup("</bdi>") for name, value in fill.items()}
    return tagged({code: escape(phrase(code, key)).format(**filled) for code in LANGUAGES})


def option(lang: str, key: str) -> str:
    """A phrase in one language, for what can't hold elements: options, labels of pictures, titles."""
    return phrase(lang, key)
