"""The command line: each command thin over one library call.

Exit codes: 0 fine, 1 some inputs were refused (or something failed verification), 2 a wrong call, 3 nothing usable,
70 a fault of tawatur's own. A traceback never reaches a user; TAWATUR_DEBUG=1 lets it through for developers.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from tawatur import __version__, cli_batch, cli_build, cli_corrections, cli_explain, cli_serve
from tawatur.errors import TawaturError, UsageError
from tawatur.model import Refusal
from tawatur.terminal import (
    FINE,
    NOTHING_USABLE,
    OWN_FAULT,
    SOME_REFUSED,
    WRONG_CALL,
    CaseFile,
    Json,
    Lang,
    Now,
    Sources,
    checked_day,
    exit_code,
    out,
    output_to,
    say,
    tell,
    typed,
)

app = typer.Typer(
    help="Who said what, through whom: evidence from Arabic news pages, every value tied to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"tawatur {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = (
        False
    ),
) -> None:
    """Options that stand before the command."""


@app.command()
def annotate(
    sources: Sources,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
    now: Now = None,
    lang: Lang = "ar",
) -> None:
    """Print the annotations of every page: one JSON object a line and document."""
    from tawatur.export.records import record
    from tawatur.packs import load
    from tawatur.pipeline import process
    from tawatur.read import read

    load(lang)
    moment = checked_day(now, "--now")
    taken = refused = 0
    with output_to(output, sources) as stream:
        for item in read(sources, stdin=sys.stdin.buffer):
            if isinstance(item, Refusal):
                tell(item)
                refused += item.severity == "refusal"
                continue
            page, refusals = process(item, lang=lang, now=moment)
            for refusal in refusals:
                tell(refusal)
                refused += refusal.severity == "refusal"
            if page is not None:
                stream.write(json.dumps(record(page), ensure_ascii=False) + "\n")
                taken += 1
    if taken == 0:
        say.print("Nothing usable was found in what was given.")
    raise typer.Exit(exit_code(taken, refused))


app.command()(cli_build.build)
app.command()(cli_build.refresh)


@app.command()
def dossier(
    case: CaseFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.html", help="The page to write.")],
    text: Annotated[
        Literal["excerpts", "full"], typer.Option("--text", help="Excerpts, or whole texts for internal use.")
    ] = "excerpts",
    interface: Annotated[Literal["ar", "en"], typer.Option("--interface", help="Language it opens in.")] = "ar",
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="NAME=VALUE",
            help="Only pages by words, speaker, outlet, story, since, until; at most so many by most.",
        ),
    ] = None,
    redact: Annotated[
        Path | None, typer.Option("--redact", metavar="FILE", help="Leave the names in this file out, one a line.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the dossier: one self-contained page with every value tied to its words."""
    from tawatur.show.dossier import render
    from tawatur.show.redact import read_names
    from tawatur.show.selection import read_selection
    from tawatur.store import open_case

    names = read_names(redact) if redact is not None else ()
    with open_case(case) as opened:
        page = render(opened, text=text, lang=interface, select=read_selection(select or ()), redact=names)
    with output_to(output) as stream:
        stream.write(page)
    if as_json:
        print(json.dumps({"dossier": str(output), "bytes": len(page.encode("utf-8"))}))
    else:
        out.print(
            f"{escape(str(output))}: {len(page.encode('utf-8')) / 1e6:.1f} MB. "
            "Open it in any browser; it needs no network."
        )


@app.command()
def find(
    query: Annotated[str, typer.Argument(metavar="QUERY", help='Words, or a phrase in "quotation marks".')],
    case: CaseFile,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many documents.")] = 20,
    as_json: Json = False,
) -> None:
    """Search the pages of a case, over folded and stemmed words, and show them as printed."""
    from tawatur.store import open_case

    with open_case(case) as opened:
        hits = list(opened.find(query, limit=limit))
    if as_json:
        for hit in hits:
            print(json.dumps(hit.as_dict(), ensure_ascii=False))
    elif not hits:
        say.print("Nothing was found.")
    else:
        for hit in hits:
            moment = hit.published or "—"
            out.print(f"[bold]{escape(hit.title or hit.document)}[/]  [dim]{escape(hit.outlet or '—')} · {moment}[/]")
            out.print(f"  {escape(hit.snippet)}\n  [dim]{escape(hit.document)}[/]")


app.command()(cli_explain.explain)


@app.command()
def export(
    case: CaseFile,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="F",
            help="Of a table: jsonl, csv (for sheets), parquet. Of the whole case: w3c (Web Annotations), ftm "
            "(FollowTheMoney, for Aleph), ucdp (figures in UCDP's columns), label-studio (tasks), label-studio-config.",
        ),
    ],
    table: Annotated[
        str | None, typer.Option("--table", metavar="T", help="documents, attributions, figures, …")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Also people named only as victims or relatives.")
    ] = False,
) -> None:
    """Write one table of the case, or all of it in a format of others."""
    from tawatur.export import BINARY, FORMATS, TABLES, WHOLE, export_case, export_table
    from tawatur.store import open_case

    if format_ not in (*FORMATS, *WHOLE):
        raise UsageError(f"There is no format {format_!r}; there are: {', '.join((*FORMATS, *WHOLE))}.")
    if table is None and format_ in FORMATS:
        raise UsageError(f"Say which table with --table: {', '.join(TABLES)}.")
    if table is not None and format_ in WHOLE:
        raise UsageError(f"{format_} is of the whole case: leave --table out.")
    with open_case(case) as opened, output_to(output) as stream:
        if table is None:
            export_case(opened, format_, stream, include_private=include_private)
        elif format_ in BINARY:
            export_table(opened, table, format_, stream.buffer, include_private=include_private)
        else:
            export_table(opened, table, format_, stream, include_private=include_private)


@app.command()
def verify(case: CaseFile, as_json: Json = False) -> None:
    """Check every hash and span of a case against the bytes it keeps."""
    from tawatur.store import open_case

    with open_case(case) as opened:
        problems = list(opened.verify())
        documents = opened.count("documents")
    if as_json:
        print(json.dumps({"documents": documents, "problems": problems}, ensure_ascii=False))
    else:
        for problem in problems:
            say.print(f"[red]problem[/] {escape(problem)}")
        out.print(f"{escape(str(case))}: {documents} pages, {len(problems) or 'no'} problems.")
    raise typer.Exit(SOME_REFUSED if problems else FINE)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the demo goes.")] = Path("demo-out"),
) -> None:
    """Build a case and its dossier from the example pages: a made-up story told by several outlets."""
    from tawatur.build import build as build_case
    from tawatur.show.dossier import render
    from tawatur.store import open_case

    pages = _examples()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"Can't make {folder}: {error.strerror}. Choose another place with --out.") from None
    case, page = folder / "ferry.tawatur", folder / "ferry.html"
    result = build_case([str(pages)], case)
    with open_case(case) as opened, output_to(page) as stream:
        stream.write(render(opened, text="full", lang="ar"))
    out.print(
        f"{result.documents} made-up pages, {result.attributions} attributions, {result.figures} figures, "
        f"{result.derivations} derivations.\nOpen {escape(str(page))} in a browser. Then try:\n"
        f'  tawatur find --case {typed(case)} "QUERY"\n  tawatur verify --case {typed(case)}'
    )


def _examples() -> Path:
    """The example pages: inside the installed package, or beside the sources of a checkout."""
    inside = Path(str(files("tawatur"))) / "examples" / "pages"
    beside = Path(__file__).resolve().parents[2] / "examples" / "pages"
    for place in (inside, beside):
        if place.is_dir():
            return place
    raise UsageError("The example pages are not installed with this copy of tawatur.")


app.command()(cli_batch.batch)
app.command()(cli_batch.cut)
app.command()(cli_corrections.corrections)
app.command()(cli_serve.serve)


def main() -> None:
    """Run a command and turn every failure into a sentence and an exit code."""
    if os.environ.get("TAWATUR_DEBUG"):
        app(prog_name="tawatur")
        return
    try:
        app(prog_name="tawatur")
    except UsageError as error:
        say.print(f"[red]error[/] {escape(str(error))}")
        sys.exit(WRONG_CALL)
    except TawaturError as error:
        say.print(f"[red]error[/] {escape(str(error))}")
        sys.exit(NOTHING_USABLE)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing is left to say
        sys.exit(FINE)
    except KeyboardInterrupt:
        say.print("Stopped. What was committed is kept; run the same command to go on.")
        sys.exit(130)
    except Exception as error:
        say.print(
            f"[red]error[/] a fault of tawatur's own: {escape(type(error).__name__)}: {escape(str(error))}. "
            "Please report it with the command; TAWATUR_DEBUG=1 shows where."
        )
        sys.exit(OWN_FAULT)


if __name__ == "__main__":
    main()
