"""Attributions taken apart: right, missed and wrong by outlet, by the kind of word that reports, and by frame.

    python bench/breakdown.py --gold ../shared [--write]

Matches are made by `score.py` itself (contents overlap with character F1 of .5 or more). Three tables, each for the
pages that were read (34 of `gold/dev` and those of `pages.py`) and for the others (`aside.txt` and the pages held out),
of which nothing but these counts is looked at. `--write` puts them into docs/quality.md.

The family of a gold item is that of the word that reports it, as the tables of the tool class it: so a verb that no
table has counts as "no known cue".
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pages
from gate import TAWATUR, aside, run

HERE = Path(__file__).resolve().parent
FEWEST = 10
"""Items below which a row is added to "others": a share of a few says nothing."""


class Counts(NamedTuple):
    """Gold items, those found, those found with the right source, and what was found beside."""

    gold: int = 0
    found: int = 0
    sourced: int = 0
    extra: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


Groups = dict[str, Counts]


def scorer(gold: Path) -> ModuleType:
    """`score.py`, for its notion of a match."""
    spec = importlib.util.spec_from_file_location("score", gold / "gold/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def family(rule: str, cue: str) -> str:
    """The kind of word that reports, by the rule that read it."""
    if not cue:
        return "no word: headline or quotation alone"
    for name in ("according-to", "participle", "noun"):
        if rule.startswith(name) or (name == "noun" and " noun" in rule.split(" with ", maxsplit=1)[0]):
            return f"{name} phrase" if name == "according-to" else name
    return "verb"


def matches(score: ModuleType, gold: dict[str, Any], page: dict[str, Any]) -> Iterator[tuple[str, str, str, Counts]]:
    """(outlet, family, frame, counts) of every gold item and of every item found beside."""
    text = page["text"]
    wanted, found = gold["attributions"], page["attributions"]
    covers = [[score.cover(score.spans(one["content"]), text) for one in some] for some in (wanted, found)]
    cues = [[score.cover(score.spans(one["cue"]), text) for one in some] for some in (wanted, found)]

    def near(a: int, b: int) -> float:
        overlap: float = score.char_f1(covers[0][a], covers[1][b])
        return overlap + (0.2 if overlap >= 0.5 and cues[0][a] & cues[1][b] else 0)

    pairs = score.pair(range(len(wanted)), range(len(found)), near, 0.5)
    outlet = str(gold.get("outlet") or "not printed")
    of_gold = dict(pairs)
    for i, one in enumerate(wanted):
        mine = found[of_gold[i]] if i in of_gold else None
        if mine is None:
            read = next((p for j, p in enumerate(found) if cues[0][i] and cues[0][i] & cues[1][j]), None)
            rule = read["rule"] if read is not None else ""
            kind = family(rule, score.said(score.spans(one["cue"]), text)) if rule or not one["cue"] else "no known cue"
            yield outlet, kind, rule or "not read", Counts(gold=1)
            continue
        said = [score.said(score.spans(x["source"]), text) for x in (one, mine)]
        right = not any(said) or (all(said) and score.same_words(said[1], said[0]))
        cue = score.said(score.spans(mine["cue"]), text)
        yield outlet, family(mine["rule"], cue), mine["rule"], Counts(gold=1, found=1, sourced=int(right))
    for j in sorted(set(range(len(found))) - set(of_gold.values())):
        cue = score.said(score.spans(found[j]["cue"]), text)
        yield outlet, family(found[j]["rule"], cue), found[j]["rule"], Counts(extra=1)


def folder_of(gold: Path, work: Path, unread: bool) -> Path:
    """The pages that were read, or the others, each with its gold."""
    folder = work / ("unread" if unread else "read")
    pages.write(gold, folder, unread=unread)
    for path in sorted((gold / "gold/dev").iterdir()):
        if path.suffix in (".txt", ".json") and aside(path.stem) == unread:
            (folder / path.name).symlink_to(path.resolve())
    return folder


def measured(gold: Path, work: Path, unread: bool) -> tuple[Groups, Groups, Groups]:
    """Counts by outlet, family and frame."""
    folder = folder_of(gold, work, unread)
    out = work / f"{folder.name}.jsonl"
    run([*TAWATUR, "annotate", *map(str, sorted(folder.glob("*.txt"))), "-o", str(out)])
    score = scorer(gold)
    groups: tuple[Groups, Groups, Groups] = (defaultdict(Counts), defaultdict(Counts), defaultdict(Counts))
    for line in out.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        annotated = json.loads((folder / Path(page["source"]).with_suffix(".json").name).read_text(encoding="utf-8"))
        for *keys, counts in matches(score, annotated, page):
            for group, key in zip(groups, keys, strict=True):
                group[key] = group[key].plus(counts)
    return groups


def rows(read: Groups, unread: Groups) -> list[str]:
    """A table: the groups by size, small ones together at the end."""
    size = Counter({key: max(sum(read[key][::3]), sum(unread[key][::3])) for key in {*read, *unread}})
    small = [key for key, count in size.items() if count < FEWEST]
    lines = ["| | of | found | source right | wrong beside | unread: of | found | source right | wrong beside |"]
    lines.append("|---" * 9 + "|")
    for key, _ in sorted(size.items(), key=lambda item: (-item[1], item[0])):
        if key not in small:
            lines.append(_row(key, read[key], unread[key]))
    if small:
        both = [Counts(), Counts()]
        for key in small:
            both = [both[0].plus(read[key]), both[1].plus(unread[key])]
        lines.append(_row(f"others ({len(small)})", *both))
    return lines


def _row(name: str, *some: Counts) -> str:
    cells = [name]
    for one in some:
        cells += [str(one.gold), _share(one.found, one.gold), _share(one.sourced, one.found), str(one.extra)]
    return f"| {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    gold = given.gold.resolve()
    if not (gold / "gold/dev").is_dir():
        print(f"There is no gold under {gold}: nothing was measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        read, unread = (measured(gold, Path(folder), unread) for unread in (False, True))
    lines: list[str] = []
    for title, one, other in zip(("outlet", "reporting word", "frame"), read, unread, strict=True):
        lines += [f"### By {title}", "", *rows(one, other), ""]
    print("\n".join(lines))
    if given.write:
        path = HERE.parent / "docs/quality.md"
        before, mark, rest = path.read_text(encoding="utf-8").partition("<!-- breakdown -->\n")
        _, end, after = rest.partition("<!-- end of breakdown -->")
        path.write_text(before + mark + "\n".join(lines) + end + after, encoding="utf-8")
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
