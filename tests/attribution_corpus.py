"""The corpus of attributions: how a case is written, judged, and marked as one that the tool still gets wrong.

A case is `[[case]]` with a `text` in which one attribution is marked:

    ⟦content⟧   ⟨source⟩   ⌈cue⌉   ⟪carrier⟫

A content, source or cue of several parts has several pairs of marks. Carriers are listed nearest to the speaker first:
where they stand in the text in another order, `¹` and `²` before the mark say so. Without ⟨ ⟩ nobody is named, without
⌈ ⌉ there is no cue, without ⟪ ⟫ there is no carrier. `mode` and `stance` are indirect and report unless given,
`implicit` and `title` (the text is a headline) false; `rule` is checked where it is given. Where the text holds other
attributions too, `others = true`. In a `[[none]]` nothing is found; `negative_of` names the entries of the cue table
whose forms stand in it without being cues.

What is right is decided by the guidelines of annotation, never by what comes out. `fails` says what came out instead:
such a case is an expected failure, and `pytest --update-golden` rewrites these lines and nothing else.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plain_documents import plain_document
from tawatur.kinds.attributions.find import find_attributions
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.names.find import find_names
from tawatur.model import Attribution, Entity, Moment, Span
from tawatur.packs import load
from tawatur.reading import Reading

FOLDER = Path(__file__).parent / "corpus" / "ar"
MARKS = {"⟦": "content", "⟨": "source", "⌈": "cue", "⟪": "via"}
CLOSING = dict(zip("⟧⟩⌉⟫", MARKS.values(), strict=True))
ORDER = "¹²³"
PARTS = tuple(MARKS.values())


@dataclass(frozen=True)
class Case:
    """One text of the corpus. `want` is None where nothing is to be found; parts are lists of printed words."""

    path: Path
    marked: str
    text: str
    want: dict[str, list[str]] | None
    table: dict[str, Any]

    @property
    def fails(self) -> str | None:
        return self.table.get("fails")


def find(text: str, *, title: bool = False) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of a text that is all body, or all headline."""
    span = Span(0, len(text))
    document = plain_document(text, title=span if title else None)
    reading = Reading(text, load("ar"))
    dates = find_dates(reading, Moment("2024-05-14", "stated"))
    return find_attributions(reading, document, dates, find_names(reading, [span]))


def unmark(marked: str) -> tuple[str, dict[str, list[str]]]:
    """The text without marks, and the words that each kind of mark holds."""
    found: dict[str, list[tuple[int, str]]] = {kind: [] for kind in PARTS}
    opened: dict[str, tuple[int, int]] = {}
    text, rank = "", 0
    for n, char in enumerate(marked):
        if char in ORDER and marked[n + 1 : n + 2] in MARKS:
            rank = ORDER.index(char)
        elif char in MARKS:
            opened[MARKS[char]] = (len(text), rank)
            rank = 0
        elif char in CLOSING:
            start, place = opened[CLOSING[char]]
            found[CLOSING[char]].append((place, text[start:]))
        else:
            text += char
    return text, {
        kind: [words for _, words in (sorted(parts, key=lambda p: p[0]) if kind == "via" else parts)]
        for kind, parts in found.items()
    }


def load_cases(table: str) -> Iterator[Case]:
    """The cases of all files, `table` is "case" or "none"."""
    for path in sorted(FOLDER.glob("attributions*.toml")):
        yield from cases_of(path, table)


def cases_of(path: Path, table: str) -> Iterator[Case]:
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get(table, ()):
        text, want = unmark(row["text"])
        yield Case(path, row["text"], text, want if table == "case" else None, row)


def bare(parts: Sequence[str]) -> str:
    """The words of parts: marks at their edges and where neighbouring parts meet don't matter."""
    return " ".join(re.findall(r"[\w%]+", " ".join(parts)))


def shown(a: Attribution, text: str) -> dict[str, list[str]]:
    spans = {"content": a.content, "source": a.source, "cue": a.cue, "via": a.via}
    return {kind: [span.of(text) for span in spans[kind]] for kind in PARTS}


def judge(case: Case) -> str | None:
    """What is wrong with what comes out for a case; None where it is right."""
    title = bool(case.table.get("title", False))
    found, entities = find(case.text, title=title)
    if case.want is None:
        if found:
            return "found: " + "; ".join(f"{_cue(a, case.text)} | {a.text}" for a in found)
        if any(e.kind is None for e in entities):
            return "an unnamed source without an attribution"
        return None
    if not found:
        return "nothing found"
    want = case.want
    faults = min((_faults(a, case, want, title) for a in found), key=lambda f: (len(f), "content" in "".join(f[:1])))
    if not case.table.get("others") and len(found) > 1:
        faults.append(f"{len(found)} attributions")
    for a in found:
        if (a.speaker is None) != (not a.source) or (a.speaker or 0) >= max(len(entities), 1):
            faults.append("a speaker without a source, or the other way round")
    return "; ".join(faults) or None


def _cue(a: Attribution, text: str) -> str:
    return " … ".join(span.of(text) for span in a.cue) or "no cue"


def _faults(a: Attribution, case: Case, want: dict[str, list[str]], title: bool) -> list[str]:
    got = shown(a, case.text)
    out = [
        f"{kind}: " + (" | ".join(" ".join(part.split()) for part in got[kind]) or "none")
        for kind in PARTS
        if bare(got[kind]) != bare(want[kind]) or (kind == "via" and len(got[kind]) != len(want[kind]))
    ]
    fields = {
        "mode": (a.mode, "indirect"),
        "stance": (a.stance, "report"),
        "implicit": (a.implicit, False),
        "rule": (a.rule, a.rule),
        "in": (a.in_, "title" if title else "body"),
    }
    for name, (value, usual) in fields.items():
        if value != case.table.get(name, usual):
            out.append(f"{name}: {value}")
    return out


def refresh(paths: Sequence[Path]) -> list[str]:
    """Write what now comes out into the `fails` lines of files; all other bytes stay. Gives back what was changed."""
    changed = []
    for path in paths:
        verdicts = {(table, case.marked): judge(case) for table in ("case", "none") for case in cases_of(path, table)}
        before = path.read_text(encoding="utf-8")
        after = "".join(_with_marks(before.splitlines(keepends=True), verdicts))
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path.name)
    return changed


def _with_marks(lines: list[str], verdicts: dict[tuple[str, str], str | None]) -> Iterator[str]:
    table = ""
    for line in lines:
        if line.startswith("[["):
            table = line.strip().strip("[]")
        if line.startswith("fails = "):
            continue
        yield line
        if line.startswith("text = "):
            verdict = verdicts[table, tomllib.loads(line)["text"]]
            if verdict is not None:
                yield f"fails = {json.dumps(verdict, ensure_ascii=False)}\n"
