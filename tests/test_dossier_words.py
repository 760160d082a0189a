"""The words of the dossier: the same in every language, all used, for every label, refusal and reason."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from tawatur import clean, open_case
from tawatur.model import (
    Basis,
    DerivationKind,
    EntityKind,
    FigureKind,
    Mode,
    OccurrenceKind,
    Stance,
    Status,
    Version,
)
from tawatur.read.problems import MENDS
from tawatur.show.dossier import given_by
from tawatur.show.phrases import LANGUAGES, day, words
from tawatur.show.told import reason


def keys(table: Any, prefix: str = "") -> set[str]:
    out = set()
    for name, value in table.items():
        out |= keys(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name}
    return out


def _told() -> str:
    return (files("tawatur.show") / "words" / "ar-told.toml").read_text("utf-8")


def test_all_languages_have_the_same_words() -> None:
    assert keys(words("ar")) == keys(words("en"))
    fields = re.compile(r"\{\w+\}")
    for key in keys(words("ar")):
        values = []
        for code in LANGUAGES:
            value: Any = words(code)
            for part in key.split("."):
                value = value[part]
            values.append(sorted(fields.findall(value)) if isinstance(value, str) else len(value))
        assert values[0] == values[1], key


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("mode", Mode),
        ("mode_means", Mode),
        ("stance", Stance),
        ("stance_means", Stance),
        ("status", Status),
        ("status_means", Status),
        ("basis", Basis),
        ("figure", FigureKind),
        ("derivation", DerivationKind),
        ("derivation_means", DerivationKind),
        ("entity", EntityKind),
        ("happened", OccurrenceKind),
        ("version_basis", get_type_hints(Version)["basis"]),
    ],
)
def test_every_label_of_the_model_has_a_word(table: str, values: Any) -> None:
    assert set(words("en")[table]) == set(get_args(values))


def test_every_word_is_used() -> None:
    source = "".join(
        entry.read_text("utf-8")
        for folder in (files("tawatur.show"), files("tawatur.show") / "templates")
        for entry in folder.iterdir()
        if entry.name.endswith((".py", ".j2"))
    )
    by_label = {"mode", "stance", "status", "basis", "figure", "derivation", "entity", "quality", "severity", "shared"}
    by_label |= {"happened", "version_basis", "precision", "selection", "view", "view_rule", "remark", "standing"}
    by_label |= {"act", "act_status", "asked_why", "asked_group", "tongue", "how_many"}
    for key in keys(words("en")):
        table, _, name = key.partition(".")
        key = re.sub(r"\.(one|two|few|many)$", "", key)
        if not name or table in by_label or table.endswith("_means"):
            continue
        assert key in source or f'"{name}"' in source or name == "heading", f"{key} is shown nowhere"


def test_every_refusal_has_arabic_words() -> None:
    known = set(tomllib.loads(_told())["refusal"])
    made = set(MENDS) | set(clean.page._MENDS)  # type: ignore[attr-defined]
    assert made <= known, made - known


def test_reasons_are_said_in_arabic_and_new_ones_as_they_are() -> None:
    said_ = str(reason("12 words in passages of five or more: 40% of a, 70% of b"))
    assert "كلمات المقاطع المشتركة" in said_
    assert "40٪" in said_
    assert "<l-en>an unnamed source</l-en>" in str(reason("unnamed source of o-1a2b"))
    assert str(reason("never heard of")).count("never heard of") == len(LANGUAGES)


@pytest.mark.parametrize(
    ("value", "english"),
    [
        ("2026", "2026"),
        ("2026-02", "February 2026"),
        ("2026-02-03", "3 February 2026"),
        ("2026-02-03T10:20", "3 February 2026, 10:20"),
        ("2026-02-03T10:20:31+03:00", "3 February 2026, 10:20"),
        ("2026-02/2026-03-01", "February 2026 to 1 March 2026"),
        ("2026-02/..", "since February 2026"),
        ("../2026", "until 2026"),
        (None, "date unknown"),
        ("2026-13", "2026"),
    ],
)
def test_moments_are_printed_as_precisely_as_they_are_known(value: str | None, english: str) -> None:
    assert f"<l-en>{english}</l-en>" in day(value)


def test_colours_keep_the_contrast_that_small_print_needs() -> None:
    # WCAG AA: 4.5 to 1 for text, each colour against the grounds it is set on, in the light and in the dark
    style = (files("tawatur.show") / "static" / "dossier.css").read_text("utf-8")
    schemes = re.findall(r":root \{\s*(?:color-scheme[^;]*;)?\s*((?:--[\w-]+:[^;]+;\s*)+)\}", style)[:2]
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--([\w-]+): (#\w+);", scheme))
        for ink, grounds in {
            "ink": ("paper", "card", "faint", "said", "fig", "flash", "accent-soft", "deny-soft"),
            "dim": ("paper", "card", "faint"),
            "furn": ("paper",),
            "accent": ("paper", "card", "said", "accent-soft"),
            "deny": ("paper", "deny-soft"),
            "doubt": ("paper", "doubt-soft"),
            "plan": ("paper", "plan-soft"),
            "press": ("paper", "press-soft"),
        }.items():
            for ground in grounds:
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground, colours[ink], colours[ground])


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("الوزارة says its number is taken from خفر السواحل: one origin", ["الوزارة", "خفر السواحل"]),
        ("brought by أ, Some Press, ب", ["أ", "Some Press", "ب"]),
        ("can't all hold for one moment: 3 قتلى (الوزارة), 9 قتلى (no named source)", ["3 قتلى (الوزارة)", "9 قتلى"]),
    ],
)
def test_names_in_reasons_are_isolated_one_by_one_in_both_languages(sentence: str, names: list[str]) -> None:
    arabic, english = str(reason(sentence)).removeprefix("<l-ar>").split("</l-ar>")
    for told in (arabic, english):
        assert re.findall("<bdi>([^<]*)</bdi>", told) == names
    rest = re.sub("<[^>]*>", "", re.sub("<bdi>.*?</bdi>", "", arabic))
    assert not re.search("[A-Za-z]", rest), "half translated"


def test_every_reason_of_the_example_story_is_told_in_arabic(built: Path) -> None:
    with open_case(built) as opened:
        given = given_by(opened)
    rows = (*given.derivations, *given.origins, *given.claims, *given.series)
    reasons = {told for row in rows for told in row.reasons}
    assert len(reasons) > 20
    assert [told for told in sorted(reasons) if 'dir="auto"' in str(reason(told))] == []
