"""Speed as ratios measured in one run: what annotating costs beside a plain pass, what a page costs beside trafilatura.

    python bench/speed.py [--gold ../shared] [--rounds 5] [--json]

The plain pass is `unicodedata.normalize` and `re.finditer(r"\\w+")` over the same texts. Every round measures
everything once, in turn, so that a machine that drifts drifts for all; printed are the median ratio and its spread.
Texts are the example pages, or 200 articles of ../shared/bench/saudinewsnet where it is there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import statistics
import time
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from tawatur.clean import clean
from tawatur.kinds.attributions import find_attributions
from tawatur.kinds.dates import find_dates
from tawatur.kinds.figures import find_figures
from tawatur.kinds.names import find_names
from tawatur.kinds.numbers import find_numbers
from tawatur.model import Document, Raw, Refusal, Span
from tawatur.packs import load
from tawatur.read import from_content, read
from tawatur.reading import Reading

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "pages"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def articles(gold: Path | None, count: int) -> list[Raw]:
    """Arabic texts to annotate: real articles where they are at hand, else our example pages."""
    archives = sorted((gold / "bench/saudinewsnet").glob("*.zip")) if gold else []
    if not archives:
        return [item for item in read([str(EXAMPLES)]) if not isinstance(item, Refusal)]
    with zipfile.ZipFile(archives[-1]) as archive:
        rows = json.loads(archive.read(archive.namelist()[0]).decode("utf-8"))
    texts = [f"{row['title']}\n\n{row['content']}" for row in rows if len(row["content"]) > 500][:count]
    return [raw for raw in map(from_content, texts) if isinstance(raw, Raw)]


def html_pages(gold: Path | None) -> list[Raw]:
    """HTML pages: real ones where they are at hand, else our examples."""
    folder = gold / "bench/pages-ar" if gold and (gold / "bench/pages-ar").is_dir() else EXAMPLES
    return [r for r in read([str(folder)]) if isinstance(r, Raw) and r.media_type == "text/html"]


def plain_pass(texts: Sequence[str]) -> None:
    """The least that any reader of text does."""
    for text in texts:
        for _ in re.finditer(r"\w+", unicodedata.normalize("NFKC", text)):
            pass


class Stages:
    """One round over all texts, with the seconds of each stage of annotation."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.seconds: dict[str, float] = {}

    def run(self) -> dict[str, float]:
        """Annotate every document once; seconds by stage."""
        spent = dict.fromkeys(("fold and tokens", "numbers, dates, figures", "names", "attributions"), 0.0)
        pack = load("ar")
        for document in self.documents:
            marks = [time.perf_counter()]
            reading = Reading(document.text, pack)
            marks.append(time.perf_counter())
            quantities = find_numbers(reading)
            dates = find_dates(reading, document.published)
            marks.append(time.perf_counter())
            within: list[Span] = [*([document.title] if document.title else []), *document.body]
            entities = find_names(reading, within)
            marks.append(time.perf_counter())
            attributions, entities = find_attributions(reading, document, dates, entities)
            marks.append(time.perf_counter())
            find_figures(reading, document, quantities, dates, entities, attributions)
            marks.append(time.perf_counter())
            steps = [later - earlier for earlier, later in itertools.pairwise(marks)]
            spent["fold and tokens"] += steps[0]
            spent["numbers, dates, figures"] += steps[1] + steps[4]
            spent["names"] += steps[2]
            spent["attributions"] += steps[3]
        spent["annotate, all of it"] = sum(spent.values())
        return spent


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and most, to two places."""
    return {
        "median": round(statistics.median(values), 2),
        "min": round(min(values), 2),
        "max": round(max(values), 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    gold = options.gold if options.gold and options.gold.is_dir() else None
    documents = [d for d, _ in (clean(raw) for raw in articles(gold, 200)) if d is not None]
    texts = [d.text for d in documents]
    stages = Stages(documents)
    pages = html_pages(gold)
    stages.run()  # warm: tables compiled, word forms remembered, as in any run of more than a page
    ratios: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        plain = timed(lambda: plain_pass(texts))
        for stage, seconds in stages.run().items():
            ratios.setdefault(f"{stage} : plain pass", []).append(seconds / plain)
        extraction = timed(lambda: [trafilatura.extract(raw.content) for raw in pages])
        whole = timed(lambda: [clean(raw) for raw in pages])
        made = Stages([d for d, _ in (clean(raw) for raw in pages) if d is not None])
        annotated = made.run()["annotate, all of it"]
        ratios.setdefault("clean with labels : trafilatura", []).append(whole / extraction)
        ratios.setdefault("annotate : trafilatura, same pages", []).append(annotated / extraction)
    table = {name: spread(values) for name, values in ratios.items()}
    if options.json:
        print(json.dumps(table))
        return
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters; {len(pages)} HTML pages; {options.rounds} rounds")
    for name, values in table.items():
        print(f"  {name:44} {values['median']:7.2f}   ({values['min']:.2f} to {values['max']:.2f})")


if __name__ == "__main__":
    main()
