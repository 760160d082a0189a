"""The commands that fill a case: `build` from sources, `refresh` from the addresses it was built from."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tawatur.sources import is_address
from tawatur.terminal import CaseFile, Json, Lang, Now, checked_day, exit_code, out, say, tell, typed

if TYPE_CHECKING:
    from tawatur.build import Built
    from tawatur.fetch import Fetcher

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (.txt .html .jsonl .mhtml .warc, each also .gz; .wacz), folders, globs, - for standard input, "
        "or addresses of pages and feeds (https://…).",
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch also from private and local networks, such as an intranet.")
]


def build(
    sources: Sources,
    case: CaseFile,
    lang: Lang = "ar",
    now: Now = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that annotate.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Annotate again what the case already holds.")] = False,
    allow_private: AllowPrivate = False,
    as_json: Json = False,
) -> None:
    """Read, clean, annotate and relate pages into a case file. Run again, it takes up where it stopped."""
    from tawatur.build import build as run

    with _meter(as_json) as advance:
        result = run(
            sources,
            case,
            lang=lang,
            now=checked_day(now, "--now"),
            workers=workers,
            force=force,
            stdin=sys.stdin.buffer,
            progress=advance,
            fetcher=_fetcher(allow_private) if any(map(is_address, sources)) else None,
        )
    _end(case, result, as_json)


def refresh(
    case: CaseFile,
    lang: Lang = "ar",
    now: Now = None,
    allow_private: AllowPrivate = False,
    as_json: Json = False,
) -> None:
    """Fetch again the pages and feeds that a case was built from; changed pages are kept beside what they were."""
    from tawatur.build import refresh as run

    with _meter(as_json) as advance:
        result = run(
            case,
            lang=lang,
            now=checked_day(now, "--now"),
            progress=advance,
            fetcher=_fetcher(allow_private),
        )
    if not result.added + result.kept + result.refused:
        say.print(f"{escape(str(case))} was built from no address: there is nothing to fetch again.")
    _end(case, result, as_json)


def _fetcher(allow_private: bool) -> Fetcher:
    from tawatur.fetch import Fetcher  # loaded where it is needed: most builds use no network

    return Fetcher(allow_private=allow_private)


@contextmanager
def _meter(as_json: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """A line of progress where the output is a terminal. At Ctrl-C it says that nothing is lost."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=say, transient=True, disable=as_json or not say.is_terminal) as progress:
        task = progress.add_task("pages", total=None)
        try:
            yield lambda stage, done, total: progress.update(task, description=stage, completed=done, total=total)
        except KeyboardInterrupt:
            say.print("Stopped. What was committed is kept; run the same command to go on.")
            raise


def _end(case: Path, result: Built, as_json: bool) -> None:
    """Say what a case holds now and how it went, and leave with the exit code."""
    if as_json:
        print(json.dumps(result.as_dict(), ensure_ascii=False))
    else:
        for refusal in result.refusals:
            tell(refusal)
        out.print(
            f"{escape(str(case))}: {result.documents} pages ({result.added} new, {result.kept} as they were), "
            f"{result.attributions} attributions, {result.figures} figures, {result.derivations} derivations, "
            f"{result.refused} refused."
        )
        if result.documents:
            out.print(f"Next: tawatur dossier --case {typed(case)} -o {typed(case.with_suffix('.html'))}")
    raise typer.Exit(exit_code(result.documents, result.refused))
