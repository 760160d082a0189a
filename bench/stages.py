"""How long each stage of a build takes, in one process, and how much memory the whole takes.

    python bench/saudinewsnet.py ../shared/bench/saudinewsnet -o articles.jsonl
    python bench/stages.py articles.jsonl [--workers N]

Prints documents a second, the share of each stage and peak memory. With --workers it also times a whole build with
that many processes. Times are of this machine at this moment: compare shares and ratios, not seconds.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tawatur import __version__
from tawatur.build import build
from tawatur.clean import clean
from tawatur.model import SCHEMA, Raw, Refusal
from tawatur.packs import codes, load
from tawatur.pipeline import annotate_document
from tawatur.read import read
from tawatur.relate import relate
from tawatur.store import Settings, Writer, open_case, prepare


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._last = time.perf_counter()

    def mark(self, stage: str) -> None:
        """Book the time since the last mark on a stage."""
        now = time.perf_counter()
        self.spent[stage] += now - self._last
        self._last = now


def stages(sources: list[str], case: Path) -> tuple[int, Clock]:
    """Build a case in this process, every stage timed; gives the number of documents."""
    clock = Clock()
    documents = 0
    with Writer(case) as writer:
        writer.start("bench", Settings(__version__, SCHEMA, tuple((code, load(code).hash) for code in codes())))
        for item in read(sources):
            clock.mark("read")
            if isinstance(item, Refusal):
                writer.refuse([item])
                clock.mark("store")
                continue
            documents += one(writer, item, clock)
        writer.relate(relate)
        clock.mark("relate")
        writer.finish()
    clock.mark("store")
    return documents, clock


def one(writer: Writer, raw: Raw, clock: Clock) -> int:
    """Take one page through all stages; 1 where it gave a document."""
    document, refusals = clean(raw, default_lang="ar")
    clock.mark("clean")
    try:
        page = annotate_document(document) if document is not None else None
    except Exception as error:  # a fault is timed too, and said
        print(f"{raw.source}: {type(error).__name__}: {error}")
        page = None
    clock.mark("annotate")
    entry = prepare(raw, page, refusals)
    clock.mark("rows, stems, cards")
    writer.put(entry)
    clock.mark("store")
    return page is not None


def peak(who: int) -> int:
    """Peak resident memory in MB."""
    return resource.getrusage(who).ru_maxrss // 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the stages of a build.")
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--workers", type=int, default=0, help="also a whole build with so many processes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "one.tawatur"
        documents, clock = stages(asked.sources, case)
        total = sum(clock.spent.values())
        print(f"{documents} documents in {total:.1f} s, one process: {documents / total:.0f} a second")
        for stage, spent in clock.spent.items():
            print(f"  {stage:20} {spent:7.1f} s  {spent / total:6.1%}  {1000 * spent / max(1, documents):6.2f} ms each")
        print(f"  peak memory {peak(resource.RUSAGE_SELF)} MB; case {case.stat().st_size / 1e6:.0f} MB")
        began = time.perf_counter()
        with open_case(case) as opened:
            problems = opened.verify()
        print(f"  verify: {len(problems)} problems in {time.perf_counter() - began:.1f} s")
        if asked.workers:
            began = time.perf_counter()
            built = build(asked.sources, Path(folder) / "many.tawatur", workers=asked.workers)
            spent = time.perf_counter() - began
            print(
                f"{built.documents} documents in {spent:.1f} s, {asked.workers} workers: "
                f"{built.documents / spent:.0f} a second"
            )
            print(f"  peak memory of the largest process {peak(resource.RUSAGE_CHILDREN)} MB")


if __name__ == "__main__":
    main()
