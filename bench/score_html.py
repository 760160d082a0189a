"""Dates and body blocks of real HTML pages against their gold.

    python bench/score_html.py --gold ../shared [--json] [--show]

dates: share of pages whose day of publication is right. body words: F1 of the words (as a multiset, folded) of the
blocks labelled body against the gold text, for the pages that have one; beside it trafilatura's own text, which only
labels here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from tawatur.clean import clean
from tawatur.model import Document, Raw, Refusal
from tawatur.packs import load
from tawatur.read import read


def words(text: str) -> Counter[str]:
    """The folded words of a text with how often each stands."""
    tokens = load("ar").tokens(text)
    return Counter(form for form, kind in zip(tokens.form, tokens.kinds, strict=True) if kind in "wn")


def f1(found: Counter[str], gold: Counter[str]) -> float:
    """F1 of two multisets of words, in percent."""
    both = sum((found & gold).values())
    return round(200 * both / (sum(found.values()) + sum(gold.values())), 1)


def document(path: Path) -> tuple[Document, Raw]:
    """The cleaned document of a page that must be readable."""
    raw = next(item for item in read([str(path)]) if not isinstance(item, Refusal))
    made, refusals = clean(raw)
    if made is None:
        raise SystemExit(f"{path} was refused: {refusals}")
    return made, raw


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="Print each page's labelled blocks.")
    options = parser.parse_args()
    folder = options.gold / "bench/pages-ar"
    right = 0
    table: dict[str, dict[str, float]] = {}
    pages = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for page in pages:
        made, raw = document(folder / page["file"])
        day = made.published.value[:10] if made.published else None
        gold = page["gold"]
        if "date" in gold:
            right += day == gold["date"]
        text = folder / page["file"].replace(".html", ".txt")
        if text.exists():
            import trafilatura

            want = words(text.read_text(encoding="utf-8"))
            table["body words"] = {"f1": f1(words("\n".join(s.of(made.text) for s in made.body)), want)}
            table["trafilatura's own text"] = {"words_f1": f1(words(trafilatura.extract(raw.content) or ""), want)}
        if options.show:
            print(f"\n=== {page['file']}: {day} (gold {gold.get('date')}), {made.outlet}")
            for block in made.blocks:
                print(f"{block.role:14} {block.rule:40} {block.span.of(made.text)[:100]!r}")
    dated = [p for p in pages if "date" in p["gold"]]
    table["page dates"] = {"share": round(100 * right / len(dated), 1), "of": len(dated)}
    print(json.dumps(table) if options.json else "\n".join(f"{k:26} {v}" for k, v in table.items()))


if __name__ == "__main__":
    main()
