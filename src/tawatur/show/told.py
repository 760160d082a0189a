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
from tawatur.show.phrases import LANGUAGES, tagged
from tawatur.show.text import plain

_FIELD = re.compile(r"\{(\w+)\}")


@cache
def _told(code: str) -> Mapping[str, Any]:
    file = files("tawatur.show") / "words" / f"{code}-told.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


@cache
def _reasons(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    out = []
    for row in _told(code).get("reason", ()):
        parts = _FIELD.split(row["said"])
        pattern = "".join(f"(?P<{p}>.+?)" if i % 2 else re.escape(p) for i, p in enumerate(parts))
        out.append((re.compile(pattern, re.DOTALL), row["means"]))
    return tuple(out)


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


def _reason(code: str, sentence: str) -> Markup:
    for pattern, means in _reasons(code):
        found = pattern.fullmatch(sentence)
        if found is not None:
            filled = {
                name: escape(value) if value.isdigit() else Markup("<bdi>") + plain(value) + Markup("</bdi>")
                for name, value in found.groupdict().items()
            }
            return escape(means).format(**filled)
    return _as_said(sentence)


def _as_said(sentence: str) -> Markup:
    return Markup('<bdi dir="auto">') + plain(sentence) + Markup("</bdi>")
