"""How time and memory grow with the number of documents: annotating them as a batch, relating them as one case.

    python bench/saudinewsnet.py ../shared/bench/saudinewsnet -o articles.jsonl
    python bench/growth.py articles.jsonl --sizes 1000 3000 10000 30000 [--json bench/results/growth.json]
    python bench/growth.py articles.jsonl --workers-only 4000 [--rounds 5]
    python bench/growth.py articles.jsonl --keep bench/out/growth --sizes 10000 30000 100000 [--json …]

Documents are resampled by paragraph. The archive is taken as often as needed; each further time every distinct
paragraph, and every headline, is exchanged for another of the same day and like length, nearly equal ones for nearly
equal ones, so copies go on to be copies: their rate stays the archive's. Of the words that are not among the commonest,
three fifths are exchanged for others as common, so that one paragraph met again is no copy; numbers are changed and
days moved on by a month. Documents that hold much of one text are taken together, so a small sample has as many copies
as a large one but for pages in other words; what it came to is printed.

With `--keep` the documents are made once, annotated once in one process, and the first so many of them related: 100,000
take a night of one core at most. A run that was stopped goes on where it was, and what was annotated stays for later
sizes; only memory then is that of several processes, whose number is told.

Times are of the processor, since machines are shared; the load beside them says how far to trust them. Without `--keep`
every size runs in processes of its own. Memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

SEED = 11
COMMON = 500
"""The commonest words, which are never exchanged: particles, verbs of saying, titles."""
EXCHANGED = 0.6
"""Of the other words; a run of five that stays as it was is left one time in ten."""
CROWD = 24
"""Texts that may share a run of words and still be compared for it; more share it as furniture."""

PART = 64
"""Documents of a part of a batch."""
BATCH = "batch"
LOG = "annotated.jsonl"

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")

Article = dict[str, Any]


# --- making documents -------------------------------------------------------------------------------------------------


def paragraphs(article: Article) -> list[str]:
    """The paragraphs of an article, headline first."""
    return [article.get("title", ""), *(line for line in article["text"].split("\n") if line.strip())]


def shingles(text: str, size: int, every: int) -> set[int]:
    """One of `every` runs of so many words, hashed."""
    words = _WORD.findall(text)
    runs = (" ".join(words[i : i + size]).encode() for i in range(len(words) - size + 1))
    return {value for run in runs if not (value := zlib.crc32(run)) % every}


def grouped(texts: Sequence[str], size: int, every: int, share: float) -> list[list[int]]:
    """Places of texts that share so much of the smaller one's runs, or are equal, in groups in order of their first."""
    above = list(range(len(texts)))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one

    held = [shingles(text, size, every) for text in texts]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    equal: dict[str, int] = {}
    for place, runs in enumerate(held):
        above[top(place)] = top(equal.setdefault(texts[place], place))
        for run in runs:
            holders[run].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for crowd in holders.values():
        if len(crowd) <= CROWD:
            shared.update(itertools.combinations(crowd, 2))
    for (first, second), count in shared.items():
        if count >= max(2, share * min(len(held[first]), len(held[second]))):
            above[top(first)] = top(second)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(len(texts)):
        groups[top(place)].append(place)
    return list(groups.values())


def together(articles: Sequence[Article]) -> list[list[int]]:
    """The articles in groups that hold much of one text, groups in a fixed random order."""
    found = grouped([article["text"] for article in articles], 4, 8, 0.25)
    random.Random(SEED).shuffle(found)
    return found


def exchange(families: Sequence[Sequence[str]], days: dict[str, str], draw: random.Random) -> dict[str, str]:
    """For every paragraph another of that day and about its length, each used once.

    Families of paragraphs that are nearly the same are exchanged for families as large, member for member, so near
    copies go on to be near copies.
    """
    by_kind: defaultdict[tuple[str, int, int], list[Sequence[str]]] = defaultdict(list)
    for family in families:
        by_kind[days[family[0]], len(family), family[0].count(" ").bit_length()].append(family)
    out: dict[str, str] = {}
    for _, some in sorted(by_kind.items()):
        others = list(some)
        draw.shuffle(others)
        for family, other in zip(some, others, strict=True):
            out.update(zip(family, other, strict=True))
    return out


def other_words(articles: Sequence[Article], draw: random.Random) -> dict[str, str]:
    """For three fifths of the words that aren't common another that is about as common, each used once."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(_WORD.findall(article["text"]))
    rare = [word for word, _ in sorted(counts.most_common()[COMMON:], key=lambda item: (-item[1], item[0]))]
    taken = [word for word in rare if not word[0].isdigit() and draw.random() < EXCHANGED]
    out: dict[str, str] = {}
    for start in range(0, len(taken), 50):
        some = taken[start : start + 50]
        others = list(some)
        draw.shuffle(others)
        out.update(zip(some, others, strict=True))
    return out


def other_number(printed: str, turn: int) -> str:
    """Another number of as many digits; days of a month stay such, years stay."""
    value = int(printed)
    if len(printed) <= 2 and 1 <= value <= 31:
        return str((value - 1 + 5 * turn) % 28 + 1)
    if len(printed) > 9 or printed[:2] in ("19", "20", "14") or value == 0:
        return printed
    least = 10 ** (len(printed) - 1)
    return str(least + (value - least + 37 * turn) % (9 * least)) if value >= least else printed


def documents(articles: Sequence[Article], count: int) -> Iterator[Article]:
    """So many documents, in order of their days."""
    groups = together(articles)
    days: dict[str, str] = {}
    for article in articles:
        for text in paragraphs(article):
            days.setdefault(text, article["fetched"][:10])
    distinct = list(days)
    families = (
        [[distinct[place] for place in some] for some in grouped(distinct, 3, 1, 0.5)] if count > len(articles) else []
    )
    made = 0
    turn = 0
    while made < count:
        draw = random.Random(SEED + turn)
        paragraph = exchange(families, days, draw) if turn else {}
        word = other_words(articles, draw) if turn else {}
        chosen: list[int] = []
        for group in groups:
            if made + len(chosen) >= count:
                break
            chosen += group
        chosen = sorted(chosen[: count - made])
        for place in chosen:
            yield _turned(articles[place], turn, paragraph, word)
        made += len(chosen)
        turn += 1


def _turned(article: Article, turn: int, paragraph: dict[str, str], word: dict[str, str]) -> Article:
    if turn == 0:
        return article

    def changed(text: str) -> str:
        text = _WORD.sub(lambda found: word.get(found[0], found[0]), paragraph[text])
        return _NUMBER.sub(lambda found: other_number(found[0], turn), text)

    title, *lines = map(changed, paragraphs(article))
    moved = datetime.fromisoformat(article["fetched"]) + timedelta(days=30 * turn)
    made = {**article, "id": f"{article['id']}~{turn}", "fetched": moved.isoformat(), "text": "\n".join(lines)}
    made.pop("url", None)
    return {**made, "title": title} if title else made


# --- measuring, each in a process of its own --------------------------------------------------------------------------


def spent(work: Callable[[], Any]) -> dict[str, float]:
    """Processor and wall seconds of a call, children included, and the most memory this process held, in MB."""
    began, before = time.perf_counter(), _used()
    work()
    return {"cpu": _used() - before, "wall": time.perf_counter() - began, "memory": _most() / 1024}


def _most() -> int:
    """The most memory that this process held, in kB. Not `ru_maxrss`: that begins at what the process held that
    started this one, which here is the maker of all the documents."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0])


def _used() -> float:
    """Seconds of the processor, of this process, those it started, and those that were started by these and ended."""
    ended = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in ended) + _of_living_children()


def _of_living_children() -> float:
    """The process that workers are forked from lives as long as this one, and it is who knows what they took."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def annotate(source: str, out: str, workers: int) -> dict[str, float]:
    """A batch of all documents."""
    from tawatur.batch import batch

    return spent(lambda: batch([source], out, workers=workers))


def related(folder: str, case: str) -> dict[str, float]:
    """All documents of a batch put into a case, then related without vectors; relating alone is timed."""
    from tawatur.batch import Wanted, cut
    from tawatur.relate import relate

    held: dict[str, float] = {}

    def timed(*cards: Any, **more: Any) -> Any:
        found: list[Any] = []
        held.update(spent(lambda: found.append(relate(*cards, **more))))
        held["derivations"] = len(found[0].derivations)
        return found[0]

    names = sys.modules["tawatur.batch.cut"].__dict__
    names["relate"], names["installed"] = timed, lambda: None
    cut(folder, case, Wanted(since="0001-01-01"), most=10_000_000)
    return held


def alone(step: str, *arguments: str) -> dict[str, float]:
    """A step in a process of its own."""
    command = [sys.executable, __file__, "--step", step, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def annotate_on(source: str, folder: str) -> None:
    """Annotate what of the documents is not annotated yet; a line of LOG for each part: documents up to it, seconds of
    the processor it took, the most memory held so far, and the process.
    """
    from tawatur.batch import batch

    log = Path(folder) / LOG
    seen = {line["documents"] for line in logged(folder)}
    before = time.process_time()
    with log.open("a", encoding="utf-8") as stream:

        def progress(done: int, _: str) -> None:
            nonlocal before
            now = time.process_time()
            if done not in seen:  # else its part was there
                line = {"documents": done, "cpu": now - before, "memory": _most() / 1024, "process": os.getpid()}
                print(json.dumps(line), file=stream, flush=True)
            before = now

        batch([source], f"{folder}/{BATCH}", progress=progress)


def logged(folder: str | Path) -> list[dict[str, Any]]:
    """The lines of LOG; one that a killed process left half written is passed over."""
    log = Path(folder) / LOG
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}")]


def first_of(folder: Path, size: int) -> Path:
    """A batch that is the first parts of another, holding so many documents at least."""
    own = folder / f"first-{size}"
    shutil.rmtree(own, ignore_errors=True)
    (own / "parts").mkdir(parents=True)
    shutil.copy(folder / BATCH / "batch.json", own)
    held = 0
    for part in sorted((folder / BATCH / "parts").iterdir()):
        if held >= size:
            break
        held += json.loads((part / "part.json").read_text(encoding="utf-8"))["documents"]
        shutil.copytree(part, own / "parts" / part.name, copy_function=os.link)
    return own


def grown_on(articles: Sequence[Article], sizes: Sequence[int], folder: Path) -> Iterator[dict[str, Any]]:
    """A row for each size out of one batch that is kept, and the relations of each once."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"documents-{max(sizes)}.jsonl"
    if not source.exists():
        making = source.with_suffix(".part")
        with making.open("w", encoding="utf-8") as stream:
            for one in documents(articles, max(sizes)):
                stream.write(json.dumps(one, ensure_ascii=False) + "\n")
        making.rename(source)
    alone("annotate-on", str(source), str(folder))
    lines = logged(folder)
    for size in sizes:
        kept = folder / f"related-{size}.json"
        if not kept.exists():
            some = first_of(folder, size)
            kept.write_text(json.dumps(alone("relate", str(some), str(some / "case"))), encoding="utf-8")
            shutil.rmtree(some)
        upto = [line for line in lines if line["documents"] < size + PART]
        annotated = {"cpu": sum(line["cpu"] for line in upto), "memory": max(line["memory"] for line in upto)}
        row = told(size, annotated, json.loads(kept.read_text(encoding="utf-8")))
        yield {**row, "annotated_by": len({line["process"] for line in upto})}


def told(size: int, annotated: dict[str, float], linked: dict[str, float]) -> dict[str, Any]:
    """What a size came to."""
    row = {
        "documents": size,
        "annotate_cpu": round(annotated["cpu"], 1),
        "annotate_memory": round(annotated["memory"]),
        "relate_cpu": round(linked["cpu"], 1),
        "relate_memory": round(linked["memory"]),
        "relate_to_annotate": round(linked["cpu"] / annotated["cpu"], 2),
        "derivations_per_100": round(100 * linked["derivations"] / size, 1),
        "load": [round(value, 1) for value in os.getloadavg()],
    }
    print(json.dumps(row), flush=True)
    return row


def grown(articles: Sequence[Article], sizes: Sequence[int], workers: int) -> list[dict[str, Any]]:
    """A row for each size."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "documents.jsonl"
            with source.open("w", encoding="utf-8") as stream:
                for one in documents(articles, size):
                    stream.write(json.dumps(one, ensure_ascii=False) + "\n")
            annotated = alone("annotate", str(source), f"{folder}/parts", str(workers))
            linked = alone("relate", f"{folder}/parts", f"{folder}/case")
        rows.append(told(size, annotated, linked))
    return rows


def two_to_one(articles: Sequence[Article], size: int, rounds: int) -> dict[str, Any]:
    """How many times faster two workers are than one. By the wall only a quiet machine tells; on one that is shared
    twice one's time of the processor over that of both with their starter, which leaves out waiting for the last job.
    """
    by_wall, by_processor = [], []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "documents.jsonl"
        source.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in documents(articles, size)))
        for number in range(rounds):
            one, two = (alone("annotate", str(source), f"{folder}/{number}-{n}", str(n)) for n in (1, 2))
            by_wall.append(round(one["wall"] / two["wall"], 2))
            by_processor.append(round(2 * one["cpu"] / two["cpu"], 2))
            print(f"round {number + 1}: {by_wall[-1]} by the wall, {by_processor[-1]} by the processor", flush=True)
    return {
        "documents": size,
        "two_to_one": statistics.median(by_wall),
        "rounds": by_wall,
        "by_processor": statistics.median(by_processor),
        "load": [round(value, 1) for value in os.getloadavg()],
    }


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 3_000, 10_000, 30_000])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="annotate once, and go on where it stopped")
    parser.add_argument("--workers", type=int, default=1, help="processes that annotate")
    parser.add_argument("--workers-only", type=int, metavar="SIZE", help="only how two workers compare with one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="add the rows to this file")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        name, *arguments = asked.step
        source, out, *more = arguments
        answer: dict[str, float] = {}
        if name == "annotate":
            answer = annotate(source, out, int(more[0]))
        elif name == "annotate-on":
            annotate_on(source, out)
        else:
            answer = related(source, out)
        print(json.dumps(answer))
        return
    if asked.articles is None:
        parser.error("name the articles: bench/saudinewsnet.py makes them")
    with asked.articles.open(encoding="utf-8") as stream:
        articles = [json.loads(line) for line in stream]
    kept = json.loads(asked.json.read_text(encoding="utf-8")) if asked.json and asked.json.exists() else {}
    if asked.workers_only:
        kept["workers"] = two_to_one(articles, asked.workers_only, asked.rounds)
        print(json.dumps(kept["workers"]))
    else:
        rows = {row["documents"]: row for row in kept.get("growth", [])}
        sizes = asked.sizes
        found = grown_on(articles, sizes, asked.keep) if asked.keep else grown(articles, sizes, asked.workers)
        rows |= {row["documents"]: row for row in found}
        kept["growth"] = [rows[size] for size in sorted(rows)]
    if asked.json:
        asked.json.parent.mkdir(exist_ok=True)
        asked.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
