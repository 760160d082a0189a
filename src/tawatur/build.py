"""Building a case: read, clean, annotate and store page after page, then relate them all.

    result = build(["news/"], "story.tawatur", workers=4)

Pages are annotated by any number of processes and written by one, in the order in which they were read, so the case is
the same for every number of workers. Each document is one transaction: a build stopped at any moment keeps what was
committed, and the same call goes on where it stopped.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from tawatur import __version__
from tawatur.model import SCHEMA, Page, Raw, Refusal, Value
from tawatur.packs import codes, load
from tawatur.pool import Died, Pool
from tawatur.read import Limits, read
from tawatur.relate import relate
from tawatur.relate.vectors import installed
from tawatur.sources import is_address
from tawatur.store import Case, Entry, Known, Settings, Writer, fingerprint, open_case, prepare

if TYPE_CHECKING:
    from tawatur.fetch import Fetcher

Process = Callable[..., tuple[Page | None, tuple[Refusal, ...]]]
Progress = Callable[[str, int, int | None], None]
"""Called with the stage, how many are done, and of how many (None where that isn't known)."""

CHUNK = 8
"""Pages handed to a process at a time: fewer cost more in passing them than they gain in even work."""

INLINE = 48
"""Pages below which no process is started: starting one costs as much as annotating these."""


class Built(Value, frozen=True):
    """What a build came to. `documents` and the counts behind it are of the whole case, the others of this run."""

    documents: int
    added: int
    replaced: int
    kept: int
    refused: int
    warned: int
    attributions: int
    figures: int
    derivations: int
    origins: int
    refusals: tuple[Refusal, ...]

    def as_dict(self) -> dict[str, Any]:
        """Itself in plain values, for JSON."""
        out: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return out


class _Job(msgspec.Struct, frozen=True):
    """One page to annotate, with the hash it is known by."""

    raw: Raw
    mark: str


_Item = _Job | Refusal | Known


def build(
    sources: Sequence[str],
    case: str | Path,
    *,
    lang: str = "ar",
    now: str | None = None,
    workers: int = 1,
    force: bool = False,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    started_at: str | None = None,
    process: Process | None = None,
    progress: Progress | None = None,
    vectors: bool = True,
    fetcher: Fetcher | None = None,
    command: str = "build",
    base: Path | None = None,
) -> Built:
    """Build a case from sources, or go on with one.

    Sources that are addresses (http, https) are fetched after the others are read, by `fetcher` where one is given.

    Pages that the case holds by the same version, tables and settings are passed over unless `force`. `workers` is the
    number of processes that annotate; with more than one, a script must guard its main part by
    `if __name__ == "__main__"`. `process` stands in for `tawatur.pipeline.process`, which makes the annotations.
    `base` is a folder that is left out of what pages below it are called, such as one for files that were sent here.
    `vectors`: whether the encoder of the extra `vectors`, where it is installed, helps to find claims.

    Raises CaseError where the case file can't be used and UsageError for an unknown language. Inputs that can't be
    used are refusals of the result and of the case.
    """
    load(lang)
    settings = Settings(__version__, SCHEMA, tuple((code, load(code).hash) for code in codes()), lang, now)
    work = partial(process or standard(), lang=lang, now=now)
    tell = progress or _silent
    with Writer(case, installed() if vectors else None) as writer:
        writer.start(command, settings, started_at=started_at)
        tally = {"added": 0, "replaced": 0, "kept": 0}
        refusals: list[Refusal] = []
        items = _items(sources, writer, limits, stdin, fetcher)
        if base is not None:
            items = (_below(item, f"{base}/") for item in items)
        for done, item in enumerate(_annotated(_fresh(items, writer, force), work, workers), start=1):
            if isinstance(item, Refusal):
                writer.refuse([item])
                refusals.append(item)
            elif isinstance(item, Known):
                tally["kept"] += item.document
                refusals.extend(item.refusals)
            else:
                taken = writer.put(item)
                if taken is not None:
                    tally[taken] += 1
                refusals.extend(item.refusals)
            tell("pages", done, None)
        if force or not writer.related():
            tell("relate", 0, 1)
            writer.relate(relate)
            tell("relate", 1, 1)
        writer.finish()
        return finished(writer.case, tally, refusals)


def finished(case: Case, tally: Mapping[str, int], refusals: Sequence[Refusal]) -> Built:
    """What was done to a case: `tally` has the documents added, replaced and kept."""
    return Built(
        documents=case.count("documents"),
        added=tally["added"],
        replaced=tally["replaced"],
        kept=tally["kept"],
        refused=sum(1 for one in refusals if one.severity == "refusal"),
        warned=sum(1 for one in refusals if one.severity == "warning"),
        attributions=case.count("attributions"),
        figures=case.count("figures"),
        derivations=case.count("derivations"),
        origins=case.count("origins"),
        refusals=tuple(refusals),
    )


def refresh(case: str | Path, **more: Any) -> Built:
    """Fetch anew every address that a case was built from, feeds too; takes what `build` takes beside sources.

    A page whose text has changed is kept as a capture beside the one before. Raises CaseError where there is no case.
    """
    with open_case(case) as opened:
        addresses = [one.address for one in opened.fetches()]
    return build(addresses, case, command="refresh", **more)


def _items(
    sources: Sequence[str], writer: Writer, limits: Limits | None, stdin: BinaryIO | None, fetcher: Fetcher | None
) -> Iterator[Raw | Refusal]:
    addresses = [source for source in sources if is_address(source)]
    paths = [source for source in sources if not is_address(source)]
    yield from read(paths, limits=limits or Limits(), stdin=stdin)
    if addresses:
        from tawatur.fetch import Fetcher, fetch  # loaded where it is needed: most builds use no network

        yield from fetch(addresses, fetcher or Fetcher(), writer)


def _below(item: Raw | Refusal, base: str) -> Raw | Refusal:
    """An item called as it is inside a folder."""
    if isinstance(item, Refusal):
        return msgspec.structs.replace(item, input=item.input.removeprefix(base))
    return msgspec.structs.replace(item, source=item.source.removeprefix(base))


def standard() -> Process:
    """`tawatur.pipeline.process`, loaded where it is needed: whoever reads a case needs no tables of a language."""
    from tawatur.pipeline import process

    return process


def _silent(stage: str, done: int, total: int | None) -> None:
    """No progress is shown."""


def _fresh(items: Iterable[Raw | Refusal], writer: Writer, force: bool) -> Iterator[_Item]:
    """Pages to annotate, pages that the case knows, and refusals, as they come."""
    for item in items:
        if isinstance(item, Refusal):
            yield item
            continue
        mark = fingerprint(item)
        known = None if force else writer.known(item.source, mark)
        yield _Job(item, mark) if known is None else known


def _annotate(items: Sequence[_Item], process: Process) -> list[Entry | Refusal | Known]:
    """The items, each page made ready for the case; the others go through as they are."""
    return [_made(item, process) if isinstance(item, _Job) else item for item in items]


def _made(job: _Job, process: Process) -> Entry:
    page, refusals = process(job.raw)
    return prepare(job.raw, page, refusals, job.mark)


def _annotated(items: Iterator[_Item], process: Process, workers: int) -> Iterator[Entry | Refusal | Known]:
    """Items in their order, pages annotated: here where they are few, else by processes."""
    if workers > 1:
        head = list(itertools.islice(items, INLINE))
        items = itertools.chain(head, items)
        if len(head) == INLINE:
            chunks = iter(lambda: list(itertools.islice(items, CHUNK)), [])
            by, alone = partial(_annotate, process=process), partial(_one_by_one, process=process)
            pool = Pool(by, workers, alone, ready="tawatur.ready")
            yield from itertools.chain.from_iterable(pool.run(chunks))
            return
    for item in items:
        yield from _annotate([item], process)


def _one_by_one(
    chunk: Sequence[_Item], alone: Callable[..., Any], *, process: Process
) -> list[Entry | Refusal | Known]:
    """The chunk on which a process died: a page on which one dies again is refused, so it costs no other page."""
    out: list[Entry | Refusal | Known] = []
    for item in chunk:
        try:
            out.append(alone(_made, item, process) if isinstance(item, _Job) else item)
        except Died:
            assert isinstance(item, _Job)
            out.append(prepare(item.raw, None, (process_died(item.raw.source),), item.mark))
    return out


def process_died(source: str) -> Refusal:
    """The refusal of a page on which two processes died."""
    return Refusal(
        input=source,
        place="",
        code="process-died",
        reason="The process that annotated this page died twice on it, perhaps for want of memory.",
        mend="Give the page apart with --workers 1, or report it; the other pages are not affected.",
    )
