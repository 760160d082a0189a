"""Speed as ratios measured in one run: what annotating costs beside a plain pass, what a page costs beside trafilatura.

    python bench/speed.py [--gold ../shared] [--rounds 5] [--json | --keep bench/results/speed.json]

The plain pass is `unicodedata.normalize` and `re.finditer(r"\\w+")` over the same texts. Every round measures
everything once, in turn, so that a machine that drifts drifts for all; printed are the median ratio and its spread.
Texts are the example pages, or 200 articles of ../shared/bench/saudinewsnet where it is there.

The plain pass over all texts in one go finds its code and tables at hand, over a page that was just annotated it
doesn't: the ratio to either is given. Of the second also that of the least each page took, which work of others on the
machine disturbs least.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import time
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from tawatur import words
from tawatur.clean import clean
from tawatur.clean.html import main_text
from tawatur.clean.linear import linear_form
from tawatur.collector import collector_waits
from tawatur.kinds.attributions.find import find_attributions
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.events.find import find_events
from tawatur.kinds.figures.find import find_figures
from tawatur.kinds.names.find import find_names
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Document, Raw, Refusal, Span
from tawatur.packs import load
from tawatur.pipeline import annotate_document
from tawatur.read import from_content, read
from tawatur.reading import Reading

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "pages"


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


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


def stages(documents: Sequence[Document]) -> dict[str, float]:
    """Seconds of each stage of annotation, each over all documents in one go, as the plain pass is.

    As in a user's run no search for cycles comes in between.
    """
    with collector_waits():
        return _stages(documents)


def _stages(documents: Sequence[Document]) -> dict[str, float]:
    pack = load("ar")
    marks = [time.process_time()]
    readings = [Reading(document.text, pack) for document in documents]
    marks.append(time.process_time())
    numbers = [find_numbers(reading) for reading in readings]
    pairs = list(zip(documents, readings, strict=True))
    dates = [find_dates(reading, document.published) for document, reading in pairs]
    marks.append(time.process_time())
    names = [find_names(reading, within(document), document.title) for document, reading in pairs]
    marks.append(time.process_time())
    said = [find_attributions(r, d, day, name) for (d, r), day, name in zip(pairs, dates, names, strict=True)]
    marks.append(time.process_time())
    figures = [
        find_figures(r, d, number, day, entities, attributions)
        for (d, r), number, day, (attributions, entities) in zip(pairs, numbers, dates, said, strict=True)
    ]
    marks.append(time.process_time())
    for (d, r), day, (attributions, entities), found in zip(pairs, dates, said, figures, strict=True):
        find_events(r, d, day, entities, attributions, found)
    marks.append(time.process_time())
    steps = [later - earlier for earlier, later in itertools.pairwise(marks)]
    return {
        "fold and tokens": steps[0],
        "numbers, dates, figures": steps[1] + steps[4],
        "names": steps[2],
        "attributions": steps[3],
        "events": steps[5],
    }


def within(document: Document) -> list[Span]:
    """Title and body: where names are looked for."""
    return [*([document.title] if document.title else []), *document.body]


def annotated(documents: Sequence[Document]) -> None:
    """All of annotation, page by page, as a user's run does it."""
    for document in documents:
        annotate_document(document)


def by_turns(documents: Sequence[Document]) -> list[tuple[float, float]]:
    """Seconds that each page takes to annotate and, right behind, to be passed over plainly."""
    return [(timed(partial(annotated, [d])), timed(partial(plain_pass, [d.text]))) for d in documents]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and most, to two places."""
    return {
        "median": round(statistics.median(values), 2),
        "min": round(min(values), 2),
        "max": round(max(values), 2),
    }


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(a for a, _ in pairs) / sum(b for _, b in pairs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="write the ratios to this file, with the load of the machine")
    options = parser.parse_args()
    gold = options.gold if options.gold and options.gold.is_dir() else None
    documents = [d for d, _ in (clean(raw) for raw in articles(gold, 200)) if d is not None]
    texts = [d.text for d in documents]
    pages = html_pages(gold)
    annotated(documents)  # warm: tables compiled, word forms remembered, as in any run of more than a page
    ratios: dict[str, list[float]] = {}
    cleaned = [d for d, _ in (clean(raw) for raw in pages) if d is not None]
    annotated(cleaned)
    forms = [linear_form(LexborHTMLParser(raw.content)) for raw in pages]
    pairs: list[list[tuple[float, float]]] = []
    for _ in range(options.rounds):
        plain = timed(lambda: plain_pass(texts))
        for stage, seconds in stages(documents).items():
            ratios.setdefault(f"{stage} : plain pass", []).append(seconds / plain)
        ratios.setdefault("annotate, page by page : plain pass", []).append(timed(lambda: annotated(documents)) / plain)
        pairs.append(by_turns(documents))
        ratios.setdefault("annotate : plain pass, page by page by turns", []).append(_ratio(pairs[-1]))
        ratios.setdefault("annotate : plain pass, the least of each page", [])
        extraction = timed(lambda: [trafilatura.extract(raw.content) for raw in pages])
        labels = timed(lambda: [main_text(raw.content, form) for raw, form in zip(pages, forms, strict=True)])
        cleaning = timed(lambda: [clean(raw) for raw in pages])
        annotating = timed(lambda: annotated(cleaned))
        for stage, seconds in {
            "resiliparse": labels,
            "clean, labels included": cleaning,
            "annotate the same pages": annotating,
            "a page but for its labels": cleaning - labels + annotating,
            "a whole page": cleaning + annotating,
        }.items():
            ratios.setdefault(f"{stage} : trafilatura", []).append(seconds / extraction)
    least = [(min(a for a, _ in page), min(b for _, b in page)) for page in zip(*pairs, strict=True)]
    ratios["annotate : plain pass, the least of each page"] = [_ratio(least)]
    table = {name: spread(values) for name, values in ratios.items()}
    build = "compiled to C" if words.__file__.endswith((".so", ".pyd")) else "Python"
    if options.keep:
        options.keep.parent.mkdir(exist_ok=True)
        load = [round(value, 1) for value in os.getloadavg()]
        kept = {
            "build": build,
            "texts": len(texts),
            "pages": len(pages),
            "rounds": options.rounds,
            "load": load,
            "ratios": table,
        }
        options.keep.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(table))
        return
    print(f"tawatur: {build}")
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters; {len(pages)} HTML pages; {options.rounds} rounds")
    for name, values in table.items():
        print(f"  {name:44} {values['median']:7.2f}   ({values['min']:.2f} to {values['max']:.2f})")


if __name__ == "__main__":
    main()
