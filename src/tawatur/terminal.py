"""What the commands share: where they print, how they end, and the options that several of them take."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.markup import escape

from tawatur.errors import UsageError
from tawatur.model import Refusal
from tawatur.sources import SQLITE

FINE, SOME_REFUSED, WRONG_CALL, NOTHING_USABLE, OWN_FAULT = 0, 1, 2, 3, 70

say = Console(stderr=True, highlight=False, soft_wrap=True)
"""What is for the user goes to standard error, so that standard output can be piped."""
out = Console(highlight=False, soft_wrap=True)

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (.txt .html .jsonl .mhtml .warc, each also .gz; .wacz), folders, globs, or - for standard input.",
    ),
]
CaseFile = Annotated[Path, typer.Option("--case", metavar="FILE", help="The case file, such as story.tawatur.")]
Lang = Annotated[str, typer.Option("--lang", help="Language pack for text whose letters don't tell its language.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="ISO", help="Day that relative dates count from where a page gives no moment."),
]


def tell(refusal: Refusal) -> None:
    """Say what was not taken, or is odd, and the mend."""
    colour = "yellow" if refusal.severity == "warning" else "red"
    place = f", {refusal.place}" if refusal.place else ""
    say.print(
        f"[{colour}]{refusal.severity}[/] {escape(refusal.input)}{escape(place)}: "
        f"{escape(refusal.reason)} [dim]{escape(refusal.mend)}[/]"
    )


def checked_day(value: str | None, option: str) -> str | None:
    """The value of an option that takes a day or moment, as given. Raises UsageError where it is none."""
    if value is None:
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise UsageError(
            f"{option} {value!r} is not an ISO 8601 date such as 2026-03-04 or 2026-03-04T16:40."
        ) from None
    return value


def typed(path: Path) -> str:
    """A path as it is typed in a command, quoted for the shell where it must be, and for `print` of rich."""
    return escape(shlex.quote(str(path)))


@contextmanager
def output_to(path: Path | None, made_of: Iterable[str] = ()) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole.

    Raises UsageError where it can't be written, and where it would take the place of a database, such as a case, or
    of a file that it is `made_of`.
    """
    if path is None:
        yield sys.stdout
        return
    if _is_database(path):
        raise UsageError(f"{path} is a case file or another database. Choose another place with -o.")
    if any(_is_one(path, source) for source in made_of):
        raise UsageError(f"{path} is read by this command. Choose another place with -o.")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        raise UsageError(f"Can't write {path}: {error.strerror}. Choose another place with -o.") from None
    finally:
        part.unlink(missing_ok=True)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(SQLITE)) == SQLITE
    except OSError:  # nothing is there yet, or writing will tell why it can't be
        return False


def _is_one(path: Path, source: str) -> bool:
    try:
        return path.is_file() and path.samefile(source)
    except (OSError, ValueError):  # no file: standard input, a pattern, a folder that isn't there
        return False


def exit_code(taken: int, refused: int) -> int:
    """How a command ends that took some inputs and refused others."""
    if taken == 0:
        return NOTHING_USABLE
    return SOME_REFUSED if refused else FINE
