"""The commands for archives: `batch` annotates them into parts, `cut` makes a case of what a query names."""

from __future__ import annotations

import gzip
import json
import os
import time
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.markup import escape

from tawatur.model import Value
from tawatur.terminal import Json, Lang, Now, Sources, checked_day, exit_code, out, say, tell, typed

_EVERY = 2.0
"""Seconds between lines of progress where the output is no terminal."""
_WINDOW = 60.0
"""Seconds by which rate and time left are told."""
_SAMPLE = 1 << 21
"""Bytes of a file of lines that are looked at to tell how long its lines are."""


class Engine(StrEnum):
    """Where the jobs of a batch are worked on."""

    local = "local"
    ray = "ray"


def batch(
    sources: Sources,
    folder: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the parts go; run again to go on.")],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="LANG", help="Leave out pages in other languages.")
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; one for each core.")] = None,
    engine: Annotated[Engine, typer.Option("--engine", help="Where pages are annotated: here, or by a cluster.")] = (
        Engine.local
    ),
    address: Annotated[
        str | None, typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster, for --engine ray.")
    ] = None,
    now: Now = None,
    lang: Lang = "ar",
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Keep people named only as victims or relatives.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Annotate archives of any size into Parquet files. Run again, it takes up where it stopped."""
    from tawatur.batch import batch as run
    from tawatur.errors import UsageError

    if engine is Engine.ray and workers is not None:
        raise UsageError("--workers counts processes of this machine; a cluster uses all that it has.")
    with Meter(sources, silent=as_json) as meter, _stopped(folder):
        result = run(
            sources,
            folder,
            lang=lang,
            now=checked_day(now, "--now"),
            only=only or (),
            workers=workers or os.cpu_count() or 1,
            include_private=include_private,
            progress=meter.advance,
            engine=engine.value,
            address=address,
        )
    if as_json:
        _print(result)
    else:
        for refusal in result.first:
            tell(refusal)
        other = sum(result.left_out.values())
        out.print(
            f"{escape(str(folder))}: {result.documents:,} pages in {result.parts:,} parts "
            f"({result.kept:,} were there), {other:,} in other languages, {result.refused:,} refused."
        )
        for host, codes in sorted(result.refusals.items(), key=lambda item: -sum(item[1].values()))[:5]:
            told = ", ".join(f"{code}: {count:,}" for code, count in codes.items())
            out.print(f"  refused of {host or 'unknown hosts'}: {told}", markup=False)
        if result.documents:
            out.print(f"Next: tawatur cut {typed(folder)} --terms WORDS --case story.tawatur")
    raise typer.Exit(exit_code(result.documents, result.refused))


def cut(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that `tawatur batch` made.")],
    case: Annotated[Path, typer.Option("--case", metavar="FILE", help="The case to make or add to.")],
    terms: Annotated[str | None, typer.Option("--terms", help='Words, or a "phrase", that must be found.')] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", help="Somebody who is quoted.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place that is named.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Part of an outlet's name or address.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day, ISO 8601.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Documents that may fit.")] = 5_000,
    as_json: Json = False,
) -> None:
    """Make a case of the pages of a batch that fit all that is asked for."""
    from tawatur.batch import Wanted
    from tawatur.batch import cut as run

    wanted = Wanted(
        terms=terms,
        speaker=speaker,
        place=place,
        outlet=outlet,
        since=checked_day(since, "--since"),
        until=checked_day(until, "--until"),
    )
    result = run(folder, case, wanted, most=most)
    if as_json:
        _print(result)
        return
    out.print(f"{escape(str(case))}: {result.documents:,} pages ({result.added:,} new).")
    out.print(f"Next: tawatur dossier --case {typed(case)} -o {typed(case.with_suffix('.html'))}")


@contextmanager
def _stopped(folder: Path) -> Iterator[None]:
    """Says at Ctrl-C that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        say.print(f"Stopped. What is finished is in {folder}; the same command goes on from there.", markup=False)
        raise


def _print(result: Value) -> None:
    print(json.dumps(msgspec.to_builtins(result), ensure_ascii=False))


class Meter:
    """Tells how far a batch is: items, rate, and, where the sizes of the inputs are known, the time left.

    Rate and time left go by the last minute: what was finished before is passed over much faster than it was made.
    """

    def __init__(self, sources: list[str], *, silent: bool) -> None:
        self._silent = silent
        self._sizes = _sizes(sources)
        self._total = sum(self._sizes.values())
        self._behind = 0
        self._file = ""
        self._line = 0.0
        self._last = time.monotonic()
        self._seen = deque([(self._last, 0, 0.0)])

    def __enter__(self) -> Meter:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._silent and say.is_terminal:
            say.print(" " * 100, end="\r")

    def advance(self, done: int, source: str) -> None:
        """Show how far it is, not more often than can be read."""
        at = self._reached(source)
        now = time.monotonic()
        if self._silent or now - self._last < (0.2 if say.is_terminal else _EVERY):
            return
        self._last = now
        say.print(self.told(now, done, at), markup=False, end="\r" if say.is_terminal else "\n")

    def told(self, now: float, done: int, at: float) -> str:
        """The line that is shown at a moment (seconds), with so many items done and so many bytes of input read."""
        seen = self._seen
        seen.append((now, done, at))
        while len(seen) > 2 and seen[1][0] <= now - _WINDOW:
            seen.popleft()
        since, before, begun = seen[0]
        line = f"{done:,} pages · {(done - before) / max(now - since, 0.001):,.0f}/s"
        if begun < at <= self._total:
            left = (now - since) * (self._total - at) / (at - begun)
            line += f" · {at / self._total:.0%} · {left / 60:,.0f} min left"
        return f"{line} · {Path(self._file).name}"

    def _reached(self, source: str) -> float:
        """How many bytes of all inputs lie before the end of an item, as nearly as its place tells it."""
        file, _, place = source.partition("#")
        file = file.partition("!")[0]
        if file != self._file:
            self._behind += self._sizes.get(self._file, 0)
            self._file = file
            self._line = _bytes_a_line(Path(file)) if place.isdecimal() else 0.0
        within = float(place[5:]) if place.startswith("byte=") else self._line * int(place) if self._line else 0.0
        return self._behind + min(within, self._sizes.get(file, 0))


def _bytes_a_line(path: Path) -> float:
    """How much of a file a line takes, by its first lines; of a compressed one, what had to be read for them."""
    with suppress(OSError, EOFError, zlib.error), path.open("rb") as raw:
        sample = (gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw).read(_SAMPLE)
        return raw.tell() / max(sample.count(b"\n"), 1)
    return 0.0


def _sizes(sources: list[str]) -> dict[str, int]:
    """Bytes of the files that are named; those inside folders are counted by their folders' walk."""
    found: dict[str, int] = {}
    for source in sources:
        path = Path(source)
        with suppress(OSError):  # what can't be looked at is told where it is read
            if path.is_file():
                found[source] = path.stat().st_size
            elif path.is_dir():
                found.update((str(inner), inner.stat().st_size) for inner in sorted(path.rglob("*")) if inner.is_file())
    return found
