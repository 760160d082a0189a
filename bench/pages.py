"""More measuring sticks: whole pages annotated by readers who had not seen the tool, kept here as offsets alone.

    python bench/pages.py --gold ../shared --out FOLDER [--unread] [--score] [--json | --show KIND]

`pages.jsonl` holds, for each page, where its text comes from (an article of `bench/saudinewsnet`, or a translated page
of `gold/translations`, both below the gold folder), the sha256 of that text, and its annotations in the shape of the
files in `gold/dev`. Articles were drawn by a seed, evenly over the papers; readers annotated all kinds by
`gold/GUIDELINES.md`, before the tool was run on them. The texts belong to their publishers and are not kept here.

Pages marked `read` had their errors looked at afterwards. The others (`--unread`) are held out: only totals of them are
looked at, so they say what to expect of pages that nobody has seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PAGES = HERE / "pages.jsonl"
TRANSLATED_MOST = 3_000
"""Code points of a translated page: the rest is left out."""


def article(row: dict[str, Any]) -> str:
    """An article as a page: headline, paper and moment of collection, text."""
    moment = row.get("date_extracted", "")[:16].replace("T", " ")
    return f"{row['title'].strip()}\n{row.get('source', '')} | {moment}\n\n{row['content'].strip()}\n"


def translated(row: dict[str, Any]) -> str:
    """A translated page: headline, outlet, text."""
    return f"{row['title'].strip()}\n{row['outlet']}\n\n{row['text'].strip()[:TRANSLATED_MOST]}\n"


def texts(gold: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Hash and text of the wanted pages, wherever they stand below the gold folder."""
    for path in sorted((gold / "bench/saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                for row in json.loads(archive.read(member)):
                    if row.get("title") and row.get("content"):
                        yield from _if_wanted(article(row), wanted)
    for line in (gold / "gold/translations/docs.jsonl").read_text(encoding="utf-8").splitlines():
        yield from _if_wanted(translated(json.loads(line)), wanted)


def _if_wanted(text: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest in wanted:
        yield digest, text


def write(gold: Path, out: Path, *, unread: bool) -> int:
    """Write the pages with their gold; gives how many. Raises SystemExit where a page is not found."""
    rows = [json.loads(line) for line in PAGES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["read"] != unread]
    found = dict(texts(gold, {row["sha256"] for row in rows}))
    missing = [row["name"] for row in rows if row["sha256"] not in found]
    if missing:
        sys.exit(f"Not among the articles: {', '.join(missing)}. Is the corpus another one?")
    out.mkdir(parents=True, exist_ok=True)
    for row in rows:
        (out / f"{row['name']}.txt").write_bytes(found[row["sha256"]].encode())
        record = {"file": f"{row['name']}.txt", **row["gold"]}
        (out / f"{row['name']}.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(rows)


def score(out: Path, scorer: Path, more: list[str]) -> str:
    """What the scorer says of the pages annotated by the command a user would run."""
    found = out / "found.jsonl"
    command = [sys.executable, "-m", "tawatur", "annotate", *sorted(map(str, out.glob("*.txt"))), "-o", str(found)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"tawatur annotate ended with {done.returncode}:\n{done.stderr[-2000:]}")
    scored = [sys.executable, str(scorer), str(found), str(out), *more]
    return subprocess.run(scored, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Write, and score where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--out", type=Path, required=True, help="a folder outside the repository")
    parser.add_argument("--unread", action="store_true", help="the pages held out, of which only totals are shown")
    parser.add_argument("--score", action="store_true")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print nothing but the scores, as JSON")
    shown.add_argument("--show", choices=["attributions", "figures", "dates"])
    given = parser.parse_args()
    if not (given.gold / "bench/saudinewsnet").is_dir():
        print(f"There is no {given.gold / 'bench/saudinewsnet'}: no page was written.")
        return
    if given.out.resolve().is_relative_to(HERE.parent):
        sys.exit("The texts belong to their publishers: give a folder outside the repository.")
    if given.show and given.unread:
        sys.exit("Of pages that nobody has read only totals are shown.")
    count = write(given.gold, given.out, unread=given.unread)
    if not given.json:
        print(f"{count} pages in {given.out}")
    if given.score:
        more = ["--json"] if given.json else ["--show", given.show] if given.show else []
        print(score(given.out, given.gold / "gold/score.py", more))


if __name__ == "__main__":
    main()
