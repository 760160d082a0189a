"""Beside textacy: who is faster, and who finds more of what is quoted, over English pages that others annotated.

    python bench/textacy_quotes.py GOLD_DIR --peer PYTHON [--model en_core_web_sm]

GOLD_DIR holds `<stem>.txt` and `<stem>.json` with attributions (PolNeAR in our shape). PYTHON is an interpreter that
has textacy and a small English model of spaCy (a virtual environment of its own: neither is a dependency). Both read
the same texts in one process each, in one run, one after the other; what is loaded before the first isn't counted.

A gold attribution is quoted where its content holds words between quotation marks. It is found where the contents given
(by textacy: its direct quotations; by tawatur: all attributions, and beside it direct and mixed ones alone) cover at
least half of these characters. Speed is measured for all that tawatur does to a page (numbers, dates, names,
attributions, figures, events) and for textacy's pipeline with its quotations.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_QUOTED = re.compile("[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]|''(.+?)''", re.S)
"""Words between quotation marks, as the pages print them; a pair of apostrophes is one mark in some of them."""

Spans = list[list[int]]


def quoted(text: str, spans: Spans) -> set[int]:
    """The characters of spans that stand between quotation marks."""
    marks = {i for m in _QUOTED.finditer(text) for g in (1, 2) if m.group(g) for i in range(m.start(g), m.end(g))}
    return {i for a, b in spans for i in range(a, b) if i in marks and not text[i].isspace()}


def peer(model: str) -> None:
    """Run under the peer's interpreter: texts as JSON on standard input, quotations and seconds as JSON on output."""
    quotations = importlib.import_module("textacy.extract").triples.direct_quotations
    nlp: Any = importlib.import_module(model).load()
    texts = json.load(sys.stdin)
    nlp("One sentence, so that what is made on first use is made.")
    start, out = time.perf_counter(), []
    for text in texts:
        doc, found = nlp(text), []
        with contextlib.suppress(ValueError):  # an odd number of quotation marks: it refuses the page
            found = [[q.content.start_char, q.content.end_char] for q in quotations(doc)]
        out.append(found)
    json.dump({"seconds": time.perf_counter() - start, "found": out}, sys.stdout)


def own(texts: list[str]) -> dict[str, Any]:
    """The same of tawatur: contents of each page, those of direct and mixed mode apart."""
    from tawatur import annotate

    annotate("One sentence, said he, so that what is made on first use is made.", lang="en")
    start = time.perf_counter()
    pages = [annotate(text, lang="en") for text in texts]
    seconds = time.perf_counter() - start
    spans = [[(a.mode, [[s.start, s.end] for s in a.content]) for a in page.attributions] for page in pages]
    return {
        "seconds": seconds,
        "found": [[s for _, parts in page for s in parts] for page in spans],
        "direct": [[s for mode, parts in page if mode != "indirect" for s in parts] for page in spans],
    }


def recall(texts: list[str], golds: list[list[Spans]], found: list[Spans]) -> tuple[int, int]:
    """How many quoted gold contents there are, and of how many at least half is covered."""
    count = hit = 0
    for text, gold, spans in zip(texts, golds, found, strict=True):
        given = {i for a, b in spans for i in range(a, b)}
        for content in gold:
            want = quoted(text, content)
            if want:
                count += 1
                hit += 2 * len(want & given) >= len(want)
    return count, hit


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--peer")
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        peer(options.model)
        return
    paths = sorted(options.gold.glob("*.json"))
    texts = [path.with_suffix(".txt").read_bytes().decode("utf-8") for path in paths]
    golds = [[a["content"] for a in json.loads(path.read_text(encoding="utf-8"))["attributions"]] for path in paths]
    golds = [[[c] if c and isinstance(c[0], int) else c for c in page] for page in golds]
    ours = own(texts)
    command = [options.peer, __file__, "--worker", "--model", options.model]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    for name, seconds, found in (
        ("tawatur, all attributions", ours["seconds"], ours["found"]),
        ("tawatur, direct and mixed", ours["seconds"], ours["direct"]),
        ("textacy, direct quotations", theirs["seconds"], theirs["found"]),
    ):
        count, hit = recall(texts, golds, found)
        share = f"found {hit} of {count} quoted ({100 * hit / count:.1f} %)"
        print(f"{name:28}{len(texts) / seconds:7.1f} pages a second; {share}")
    print(f"tawatur is {theirs['seconds'] / ours['seconds']:.1f} times as fast")


if __name__ == "__main__":
    main()
