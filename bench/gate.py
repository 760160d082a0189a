"""The quality gate: tawatur against gold and outside cases, held to the floors of `bench/floors.toml`.

    python bench/gate.py --gold ../shared [--aside] [--write] [--allow-drop] [--show attributions|figures|dates]

Without `--aside` it scores the gold pages that may be read; with it, the pages of `bench/aside.txt`, figures only, and
no floor is applied. `--write` raises floors to what was measured (less a margin that one changed item moves);
`--allow-drop` lets it lower them too, which needs a line in CHANGELOG.md. `--aside --write` writes the rates that
every dossier prints on its method page: those of pages that shaped no rule. Both write their tables into
docs/quality.md.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tawatur import __version__

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.toml"
TAWATUR = [sys.executable, "-m", "tawatur.cli"]

Table = dict[str, dict[str, float]]


def aside(stem: str) -> bool:
    """Whether a gold file is one that nobody reads before an issue closes."""
    lines = (HERE / "aside.txt").read_text(encoding="utf-8").splitlines()
    return any(fnmatch.fnmatch(stem, line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def gold_hash(gold: Path) -> str:
    """sha256 over everything the floors were measured on."""
    digest = hashlib.sha256()
    folders = ("gold/dev/*", "gold/polnear/*", "gold/stories/*", "gold/origins/*", "gold/series/*", "bench/*.*")
    wanted = [gold / "gold/score.py", *(path for pattern in folders for path in gold.glob(pattern))]
    for path in sorted(p for p in wanted if p.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run(command: list[str]) -> str:
    """The command's standard output; ends the gate with its last words where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def score_dev(gold: Path, work: Path, want_aside: bool, show: str | None) -> Table:
    """`score.py` over the gold pages that are (not) set aside, through the command a user would run."""
    folder = work / "dev"
    folder.mkdir()
    for path in sorted((gold / "gold/dev").iterdir()):
        if path.suffix in (".txt", ".json") and aside(path.stem) == want_aside:
            (folder / path.name).symlink_to(path.resolve())
    found = work / "dev.jsonl"
    run([*TAWATUR, "annotate", *map(str, sorted(folder.glob("*.txt"))), "-o", str(found)])
    command = [sys.executable, str(gold / "gold/score.py"), str(found), str(folder)]
    if show and not want_aside:
        print(run([*command, "--show", show]))
    scores: Table = json.loads(run([*command, "--json"]))
    return scores


def score_english(gold: Path, work: Path) -> Table:
    """`score.py` over the English articles of PolNeAR: attributions only, nominal and mental ones among them."""
    found, folder = work / "english.jsonl", gold / "gold/polnear"
    run([*TAWATUR, "annotate", "--lang", "en", *map(str, sorted(folder.glob("*.txt"))), "-o", str(found)])
    scores: Table = json.loads(run([sys.executable, str(gold / "gold/score.py"), str(found), str(folder), "--json"]))
    kept = ("attribution", "attributed", "exact", "cue", "content exact", "source")
    return {measure: fields for measure, fields in scores.items() if measure in kept}


def score_cases(gold: Path, kind: str) -> Table:
    """Share of the outside number or date cases that are fully right."""
    annotate = f"{sys.executable} -m tawatur.cli annotate"
    cases = gold / f"bench/{kind}-ar.jsonl"
    out = run([sys.executable, str(gold / "bench/score_cases.py"), kind, str(cases), "--command", annotate])
    return {f"{kind} cases": {"share": float(out.split()[-1])}}


def exported(case: Path, sources: list[Path], *tables: str) -> list[Path]:
    """Tables of a case that is built of sources."""
    run([*TAWATUR, "build", *map(str, sources), "--case", str(case)])
    found = [case.with_suffix(f".{table}.jsonl") for table in tables]
    for table, path in zip(tables, found, strict=True):
        run([*TAWATUR, "export", "--case", str(case), "--table", table, "--format", "jsonl", "-o", str(path)])
    return found


def score_stories(gold: Path, work: Path) -> Table:
    """Derivations over the labelled articles."""
    sources = [gold / "gold/stories/docs.jsonl"]
    stories, links = exported(work / "stories.tawatur", sources, "stories", "derivations")
    score = [sys.executable, str(gold / "gold/score_stories.py"), str(stories), str(links), str(gold / "gold/stories")]
    scores = json.loads(run([*score, "--json"]))
    return {k: v for k, v in scores.items() if k != "documents"}


def score_relations(gold: Path, work: Path) -> Table:
    """Origins over the labelled articles and three stories, one of which is set aside: totals; series of those read."""
    dev, scorer = gold / "gold/dev", [sys.executable, str(gold / "gold/score_relations.py")]

    def pages(*stems: str) -> list[Path]:
        return sorted(path for stem in stems for path in dev.glob(f"{stem}*.txt"))

    stories = [gold / "gold/stories/docs.jsonl", *pages("asir-", "mullah-", "boat-")]
    (found,) = exported(work / "origins.tawatur", stories, "origins")
    scores = json.loads(run([*scorer, "origins", str(found), str(gold / "gold/origins/origins.json"), "--json"]))
    out: Table = {
        "origins found": {"share": scores["found"]},
        "origins, B-cubed": scores["origins, B-cubed"],
        "origins over-counted (want low)": {"share": scores["over-counted (want low)"]},
        "origins, intervals held": {"share": scores["intervals held"]},
    }
    series = gold / "gold/series"
    for name, stem in (("asir", "asir-"), ("boat", "boat-"), ("three-dumps", "00")):
        (found,) = exported(work / f"{name}.tawatur", pages(stem), "series")
        command = [*scorer, "series", str(found), str(series / "series.json"), name, "--json"]
        scores = json.loads(run([*command, "--conflicts", str(series / "conflicts.json")]))
        out[f"series of {name}"] = scores["series pairs"]
        if scores["conflicts found"]["share"] is not None:
            out[f"conflicts of {name}"] = scores["conflicts found"]
    return out


def score_more(gold: Path, work: Path, unread: bool) -> Table:
    """`score.py` over the pages of `pages.py`, those whose errors were looked at or those held out."""
    command = [sys.executable, str(HERE / "pages.py"), "--gold", str(gold), "--out", str(work / "more"), "--json"]
    scores: Table = json.loads(run([*command, "--score", *(["--unread"] if unread else [])]))
    return scores


def score_bench(script: str, gold: Path) -> Table:
    """A script of this folder that prints its measures as JSON."""
    measured: Table = json.loads(run([sys.executable, str(HERE / script), "--gold", str(gold), "--json"]))
    return measured


def low_is_good(measure: str) -> bool:
    """Some measures are harms: the fewer the better. Their names say so."""
    return "want low" in measure or "want 0" in measure


def values(table: Table) -> Iterator[tuple[str, str, float]]:
    """(measure, p|r|f1|share|ratio, value) of a table; counts are left out."""
    for measure, fields in table.items():
        if isinstance(fields, dict):
            for field, value in fields.items():
                if field in ("p", "r", "f1", "share", "ratio") and value is not None:
                    yield measure, field, value


def show_table(title: str, table: Table, floors: dict[str, Any]) -> list[str]:
    """Print a table with its floors; the measures that fall under theirs."""
    print(f"\n{title}")
    failed = []
    for measure, fields in table.items():
        if not isinstance(fields, dict):
            print(f"  {measure}: {fields}")
            continue
        cells = []
        for field, value in fields.items():
            floor = floors.get(measure, {}).get(field)
            cell = f"{field} {value}"
            if floor is not None:
                bad = value is None or (value > floor if low_is_good(measure) else value < floor)
                cell += f" ({'≤' if low_is_good(measure) else '≥'} {floor}{' FAILED' if bad else ''})"
                if bad:
                    failed.append(f"{title}: {measure} {field} is {value}, floor {floor}")
            cells.append(cell)
        print(f"  {measure:42} {'  '.join(cells)}")
    return failed


def write_floors(digest: str, tables: dict[str, Table], old: dict[str, Any], allow_drop: bool) -> None:
    """Write the floors: the measured value less a margin, never under the old one unless allowed."""
    lines = [
        "# Floors of `make gate`: what was measured, less a margin that one changed item moves. Raised with",
        "# `python bench/gate.py --write`; lowering one needs `--allow-drop` and a line in CHANGELOG.md.",
        f'gold = "{digest}"',
    ]
    for name, table in tables.items():
        floors: dict[str, dict[str, float]] = {}
        for measure, field, value in values(table):
            low = low_is_good(measure)
            items = table[measure].get("gold") or table[measure].get("of") or 200
            margin = max(0.5, 110 / items)  # one item more or less must not fail the gate
            new = round(value + margin, 1) if low else round(max(0.0, value - margin), 1)
            before = old.get(name, {}).get(measure, {}).get(field)
            if before is not None and not allow_drop:
                new = min(new, before) if low else max(new, before)
            if "want 0" in measure and not value:
                new = 0.0
            floors.setdefault(measure, {})[field] = new
        for measure, fields in floors.items():
            lines += ["", f"[{json.dumps(name)}.{json.dumps(measure, ensure_ascii=False)}]"]
            lines += [f"{field} = {value}" for field, value in fields.items()]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


SHOWN = {
    "attribution": "attribution",
    "figure": "figure",
    "figure_kind": "figure+kind",
    "date": "date",
    "credit": "credit",
    "body": "body",
}
"""What the method page of a dossier names, and the measure of `score.py` behind it."""


def write_quality(table: Table, pages: int) -> Path:
    """Write the measured rates where dossiers read them."""
    path = HERE.parent / "src/tawatur/show/quality.toml"
    lines = [
        "# Measured on pages set aside, which shaped no rule: `python bench/gate.py --gold ../shared --aside --write`.",
        f'version = "{__version__}"',
        f"pages = {pages}",
    ]
    for kind, measure in SHOWN.items():
        found = table[measure]
        lines += ["", "[[measure]]", f'kind = "{kind}"']
        lines += [f"precision = {found['p'] / 100:.3f}", f"recall = {found['r'] / 100:.3f}", f"items = {found['gold']}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_document(part: str, tables: dict[str, Table]) -> None:
    """Put the tables between the marks of `part` in docs/quality.md."""
    path = HERE.parent / "docs/quality.md"
    before, mark, rest = path.read_text(encoding="utf-8").partition(f"<!-- {part} -->\n")
    _, end, after = rest.partition(f"<!-- end of {part} -->")
    lines = ["| measure | P | R | F1 | share | of |", "|---|---|---|---|---|---|"]
    for table in tables.values():
        for measure, fields in table.items():
            if isinstance(fields, dict) and not measure.startswith(("speed", "words a second")):
                row = [fields.get(name) for name in ("p", "r", "f1", "share")]
                cells = ["" if value is None else str(value) for value in [*row, fields.get("gold", fields.get("of"))]]
                lines.append(f"| {measure} | {' | '.join(cells)} |")
    path.write_text(before + mark + "\n".join(lines) + "\n" + end + after, encoding="utf-8")


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--aside", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--allow-drop", action="store_true")
    parser.add_argument("--show", choices=["attributions", "figures", "dates"])
    options = parser.parse_args()
    gold = options.gold.resolve()
    if not (gold / "gold/dev").is_dir():
        print(f"There is no gold under {gold}: nothing was measured.")
        return 0
    old = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tables = {"pages": score_dev(gold, work, options.aside, options.show)}
        tables["more pages"] = score_more(gold, work, options.aside)
        if not options.aside:
            tables["cases"] = {**score_cases(gold, "numbers"), **score_cases(gold, "dates")}
            tables["words"] = score_bench("score_words.py", gold)
            tables["english"] = score_english(gold, work)
            tables["html"] = score_bench("score_html.py", gold)
            tables["lineage"] = score_stories(gold, work)
            tables["relations"] = score_relations(gold, work)
    failed = []
    for name, table in tables.items():
        failed += show_table(name, table, {} if options.aside else old.get(name, {}))
    if options.aside:
        if options.write:
            pages = sum(aside(path.stem) for path in (gold / "gold/dev").glob("*.txt"))
            more = tables.pop("more pages")
            write_document("pages set aside", tables)
            write_document("pages held out", {"more pages": more})
            print(f"\nwrote {write_quality(tables['pages'], pages)} and docs/quality.md")
        return 0
    digest = gold_hash(gold)
    if options.write:
        write_floors(digest, tables, old, options.allow_drop)
        more, english = tables.pop("more pages"), tables.pop("english")
        write_document("pages that were read", tables)
        write_document("English articles", {"english": english})
        write_document("more pages that were read", {"more pages": more})
        print(f"\nwrote {FLOORS} and docs/quality.md")
        return 0
    if old.get("gold") != digest:
        failed.append("the gold is not the one the floors were measured on: read the changes, then run with --write")
    print("\n" + ("\n".join(failed) if failed else "every measure stands on or above its floor"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
