"""What could label blocks of a web page in the place of trafilatura: body words and time, on pages with a gold text.

    python bench/labels.py --gold ../shared [--json FILE] [--rounds 3] [--folds 5]

Every candidate says which words of a page are its main text; all that follows (`clean/html.py`) is the same. Measured
are the words of the blocks labelled body against the gold text (F1 of multisets, mean over pages), and the time of the
candidate alone as a share of trafilatura's on the same pages, in the same run. Candidates that are not installed are
left out: `pip install readability-lxml`. What tawatur uses is `resiliparse` (decision record 0011).

`lines` is a classifier of our own: a logistic regression over the lines of our linear form (words, share of links,
marks of the DOM, what the neighbours are, how much of such text the same element holds), then the stretch of lines that
scores most. It has no pages of its own to learn from, so it learns from these and is measured on those of other hosts,
in folds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from score_html import f1, words
from tawatur.clean import clean, html
from tawatur.clean.html import main_text
from tawatur.clean.linear import Linear, Mark, linear_form
from tawatur.clean.lines import ends_sentence, letters_of
from tawatur.model import Raw
from tawatur.read import from_content

Labels = Callable[[str, Linear], str | None]
"""The main text of a page, given its HTML and its linear form; None where there is none."""


class Page(NamedTuple):
    """A page with the text that annotators took for its article."""

    raw: Raw
    gold: str
    host: str
    linear: Linear


def pages(gold: Path) -> dict[str, list[Page]]:
    """The two sets of pages by name; of `pages-ar` those that have a gold text."""
    out: dict[str, list[Page]] = {"aeb": [], "pages-ar": []}
    folder = gold / "bench/aeb"
    for name, row in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")).items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        out["aeb"].append(page(data, row["articleBody"], row.get("url", name)))
    folder = gold / "bench/pages-ar"
    for row in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        text = folder / row["file"].replace(".html", ".txt")
        if text.exists():
            out["pages-ar"].append(page((folder / row["file"]).read_bytes(), text.read_text("utf-8"), row["url"]))
    return out


def page(data: bytes, gold: str, url: str) -> Page:
    """A page as it is read; raises SystemExit where it can't be."""
    raw = from_content(data, media_type="text/html", url=url)
    if not isinstance(raw, Raw):
        raise SystemExit(f"{url} was refused: {raw}")
    return Page(raw, gold, urlsplit(url).hostname or url, linear_form(LexborHTMLParser(raw.content)))


# --- candidates -------------------------------------------------------------------------------------------------------


def nothing(_: str, __: Linear) -> str | None:
    """No answer: the labeller takes the densest element."""
    return None


def whole(content: str, _: Linear) -> str | None:
    """trafilatura as tawatur used it."""
    import trafilatura

    return trafilatura.extract(content, include_comments=False, include_tables=True, with_metadata=False) or None


def fast(content: str, _: Linear) -> str | None:
    """trafilatura without its second and third opinion."""
    import trafilatura

    return trafilatura.extract(content, include_comments=False, fast=True, with_metadata=False) or None


def readability(content: str, _: Linear) -> str | None:
    """Mozilla's reading view, in Python."""
    from readability import Document

    tree = LexborHTMLParser(Document(content).summary())
    return linear_form(tree).text or None


def justext(content: str, _: Linear) -> str | None:
    """Density of links and stop words; without stop words, which it has for few languages."""
    import justext as library

    stop: frozenset[str] = frozenset()
    found = library.justext(content.encode(), stop, stopwords_low=0, stopwords_high=0, encoding="utf-8")
    return "\n".join(one.text for one in found if not one.is_boilerplate) or None


# --- our own lines ----------------------------------------------------------------------------------------------------

_MARKS = [mark for name, mark in vars(Mark).items() if name.isupper() and mark not in (Mark.LINK, Mark.CELL)]
_TAGS = ("p", "div", "li", "h1", "h2", "h3", "td", "span", "section", "article", "blockquote")


def features(linear: Linear) -> np.ndarray[Any, Any]:
    """A row for each line of a page."""
    lines, text = linear.lines, linear.text
    own: list[list[float]] = []
    held: defaultdict[str, int] = defaultdict(int)
    total = 0
    above = []
    for line in lines:
        printed = line.span.of(text)
        count = printed.count(" ") + 1
        share = min(1.0, line.linked / max(1, len(printed)))
        run = count if share < 0.5 else 0
        parent = line.path.rpartition("/")[0]
        above.append(parent)
        held[parent] += run
        total += run
        row = [math.log1p(count), share, float(ends_sentence(printed)), float(count >= 18), float(count <= 3)]
        row += [math.log1p(printed.count(",") + printed.count("\u060c")), printed.count("|") / (1 + count)]
        row += [float(sum(map(str.isdigit, printed)) / max(1, len(printed)))]
        row += [float(bool(line.marks & mark)) for mark in _MARKS]
        row += [float(line.tag == tag) for tag in _TAGS]
        own.append(row)
    most = max(held.values(), default=1) or 1
    for i, row in enumerate(own):
        row += [held[above[i]] / most, held[above[i]] / max(1, total), i / len(own), float(held[above[i]] == most)]
    table = np.array(own, dtype=np.float64)
    around = [np.roll(table[:, :4], step, axis=0) for step in (-2, -1, 1, 2)]
    return np.hstack([table, *around, np.ones((len(own), 1))])


def targets(one: Page) -> np.ndarray[Any, Any]:
    """Which lines of a page are its gold text: their letters stand in it."""
    gold = letters_of(one.gold.casefold())
    found = [letters_of(line.span.of(one.linear.text).casefold()) for line in one.linear.lines]
    return np.array([float(len(own) > 8 and own in gold) for own in found])


def trained(rows: Sequence[Any], labels: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Weights of a logistic regression (Newton's steps, a little ridge), lines weighted by their words."""
    x, y = np.vstack(rows), np.concatenate(labels)
    weight = np.sqrt(np.expm1(x[:, 0]))
    weight /= weight.mean()
    beta = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (y - p)) - beta
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.eye(x.shape[1])
        beta += np.linalg.solve(curve, slope)
    return beta


def stretch(linear: Linear, beta: np.ndarray[Any, Any]) -> str | None:
    """The lines that score above nothing within the stretch of lines that scores most."""
    if not linear.lines:
        return None
    rows = features(linear)
    scores = (rows @ beta).clip(-4, 4) * np.sqrt(np.expm1(rows[:, 0]))
    best, best_at, here, start = 0.0, (0, 0), 0.0, 0
    for i, score in enumerate(scores):
        if here <= 0:
            here, start = 0.0, i
        here += float(score)
        if here > best:
            best, best_at = here, (start, i + 1)
    chosen = [linear.lines[i].span.of(linear.text) for i in range(*best_at) if scores[i] > 0]
    return "\n".join(chosen) or None


def own_lines(given: dict[str, list[Page]], folds: int) -> dict[str, list[Labels]]:
    """For each set, the candidate for each page, trained on the pages of other hosts."""
    flat = [one for some in given.values() for one in some]
    rows = [features(one.linear) for one in flat]
    labels = [targets(one) for one in flat]
    hosts = sorted({one.host for one in flat})
    fold = {host: i % folds for i, host in enumerate(hosts)}
    weights = []
    for left_out in range(folds):
        kept = [i for i, one in enumerate(flat) if fold[one.host] != left_out]
        weights.append(trained([rows[i] for i in kept], [labels[i] for i in kept]))

    def by(beta: np.ndarray[Any, Any]) -> Labels:
        return lambda _, linear: stretch(linear, beta)

    return {name: [by(weights[fold[one.host]]) for one in some] for name, some in given.items()}


# --- measuring --------------------------------------------------------------------------------------------------------


def scored(given: Sequence[Page], candidates: Sequence[Labels]) -> list[float]:
    """F1 of the body words of each page, labelled with what its candidate says."""
    out = []
    before = html.main_text
    try:
        for one, candidate in zip(given, candidates, strict=True):
            html.__dict__["main_text"] = candidate
            document, _ = clean(one.raw)
            found = "\n".join(span.of(document.text) for span in document.body) if document is not None else ""
            out.append(f1(words(found), words(one.gold)))
    finally:
        html.__dict__["main_text"] = before
    return out


def seconds(given: Sequence[Page], candidates: Sequence[Labels]) -> float:
    """Processor time of the candidates alone."""
    start = time.process_time()
    for one, candidate in zip(given, candidates, strict=True):
        try:
            candidate(one.raw.content, one.linear)
        except Exception:  # a fault is its answer, and costs what it costs
            continue
    return time.process_time() - start


def guarded(candidate: Labels) -> Labels:
    """A candidate whose faults are no answer."""

    def safe(content: str, linear: Linear) -> str | None:
        try:
            return candidate(content, linear)
        except Exception:
            return None

    return safe


def measured(given: dict[str, list[Page]], rounds: int, folds: int) -> dict[str, dict[str, Any]]:
    """A row for each candidate: F1 by set, the share of trafilatura's time with its spread."""
    plain: dict[str, Labels] = {
        "trafilatura": whole,
        "trafilatura, fast": fast,
        "resiliparse": main_text,
        "readability-lxml": readability,
        "jusText": justext,
        "densest element": nothing,
    }
    own = own_lines(given, folds)
    per: dict[str, dict[str, list[Labels]]] = {}
    for name, candidate in plain.items():
        try:
            candidate("<p>a</p>", given["aeb"][0].linear)
        except ImportError:
            continue
        except Exception:  # a page that small is no page to some
            pass
        per[name] = {kind: [guarded(candidate)] * len(some) for kind, some in given.items()}
    per["lines"] = own
    flat = [one for some in given.values() for one in some]
    table: dict[str, dict[str, Any]] = {}
    for name, by_set in per.items():
        f1s = {kind: round(statistics.mean(scored(some, by_set[kind])), 1) for kind, some in given.items()}
        table[name] = {"f1": f1s}
    spent: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, by_set in per.items():
            spent[name].append(seconds(flat, [one for some in by_set.values() for one in some]))
    for name, row in table.items():
        shares = [mine / base for mine, base in zip(spent[name], spent["trafilatura"], strict=True)]
        row["time"] = {"median": round(statistics.median(shares), 3), "min": round(min(shares), 3),
                       "max": round(max(shares), 3)}  # fmt: skip
    return table


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folds", type=int, default=5)
    asked = parser.parse_args()
    given = pages(asked.gold)
    table = measured(given, asked.rounds, asked.folds)
    counts = Counter({name: len(some) for name, some in given.items()})
    print(f"{dict(counts)}; body words F1 (mean over pages); time as a share of trafilatura's, {asked.rounds} rounds")
    for name, row in table.items():
        f1s = "  ".join(f"{kind} {value:5.1f}" for kind, value in row["f1"].items())
        print(f"  {name:20} {f1s}   {row['time']['median']:.3f} ({row['time']['min']:.3f} to {row['time']['max']:.3f})")
    if asked.json:
        asked.json.write_text(json.dumps({"pages": counts, "candidates": table}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
