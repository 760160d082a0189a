"""Sentences that earlier stages say in English, in every language that has them in `words/<code>-told.toml`.

A refusal is known by its code, a reason by its sentence, whose {fields} are carried over. What a language has no words
for is shown as it was said, so a new sentence is never lost.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from tawatur.model import Refusal
from tawatur.show.phrases import LANGUAGES, phrase, tagged
from tawatur.show.text import plain

_SPOKEN = "en"
"""The language that earlier stages speak."""

_FIELD = re.compile(r"\{(\w+)\}")


@cache
def _told(code: str) -> Mapping[str, Any]:
    file = files("tawatur.show") / "words" / f"{code}-told.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


@cache
def _reasons(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    out = []
    for row in _told(code).get("reason", ()):
        out.append((_pattern(row["said"]), row["means"]))
    if code == _SPOKEN:  # what needs no other words here still has names in it, which are isolated
        known = [row["said"] for row in _told(code).get("reason", ())]
        for other in LANGUAGES:
            for row in _told(other).get("reason", ()) if other != code else ():
                if row["said"] not in known:
                    out.append((_pattern(row["said"]), row["said"]))
    return tuple(out)


@cache
def _of_carriers() -> tuple[re.Pattern[str], ...]:
    return tuple(
        _pattern(row["said"])
        for code in LANGUAGES
        for row in _told(code).get("reason", ())
        if row.get("about") == "carriers"
    )


def _pattern(said: str) -> re.Pattern[str]:
    parts = _FIELD.split(said)
    return re.compile("".join(f"(?P<{p}>.+?)" if i % 2 else re.escape(p) for i, p in enumerate(parts)), re.DOTALL)


def refused(refusal: Refusal) -> tuple[Markup, Markup]:
    """What was wrong with an input and what mends it; where a language has only the gist, the sentence follows it."""
    what: dict[str, Markup] = {}
    mend: dict[str, Markup] = {}
    for code in LANGUAGES:
        known = _told(code).get("refusal", {}).get(refusal.code)
        if known is None:
            what[code], mend[code] = _as_said(refusal.reason), _as_said(refusal.mend)
        else:
            what[code] = (
                escape(known[0]) + Markup('<br><small lang="en">') + _as_said(refusal.reason) + Markup("</small>")
            )
            mend[code] = escape(known[1])
    return tagged(what), tagged(mend)


def reason(sentence: str) -> Markup:
    """A reason behind a link or an interval."""
    return tagged({code: _reason(code, sentence) for code in LANGUAGES})


def on_origins(sentence: str) -> bool:
    """Whether a reason tells of who stands behind something, not of who brought it to the pages."""
    return not any(pattern.fullmatch(sentence) for pattern in _of_carriers())


def _reason(code: str, sentence: str) -> Markup:
    return _known(code, sentence) or _as_said(sentence)


def _known(code: str, sentence: str) -> Markup | None:
    """A sentence that the language has words for, what fills it isolated; None where it has none."""
    for pattern, means in _reasons(code):
        found = pattern.fullmatch(sentence)
        if found is not None:
            filled = {
                name: escape(value) if value.isdigit() else _names(code, value) if name == "names" else _isolated(value)
                for name, value in found.groupdict().items()
            }
            return escape(means).format(**filled)
    return None


def _isolated(value: str) -> Markup:
    return Markup("<bdi>") + plain(value) + Markup("</bdi>")


def _names(code: str, value: str) -> Markup:
    """Several names, each by itself, behind each other as the language sets them apart."""
    return escape(phrase(code, "ui.and_next")).join(_known(code, name) or _isolated(name) for name in value.split(", "))


def _as_said(sentence: str) -> Markup:
    return Markup('<bdi dir="auto">') + plain(sentence) + Markup("</bdi>")
