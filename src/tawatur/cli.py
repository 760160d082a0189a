"""The command line: each command thin over one library call.

Exit codes: 0 fine, 1 some inputs were refused (or something failed verification), 2 a wrong call, 3 nothing usable,
70 a fault of tawatur's own. A traceback never reaches a user; TAWATUR_DEBUG=1 lets it through for developers.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.tree import Tree

from tawatur import __version__
from tawatur.errors import CaseError, TawaturError, UsageError
from tawatur.model import Page, Refusal, Step

FINE, SOME_REFUSED, WRONG_CALL, NOTHING_USABLE, OWN_FAULT = 0, 1, 2, 3, 70

app = typer.Typer(
    help="Who said what, through whom: evidence from Arabic news pages, every value tied to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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


def _tell(refusal: Refusal) -> None:
    colour = "yellow" if refusal.severity == "warning" else "red"
    place = f", {refusal.place}" if refusal.place else ""
    say.print(
        f"[{colour}]{refusal.severity}[/] {escape(refusal.input)}{escape(place)}: "
        f"{escape(refusal.reason)} [dim]{escape(refusal.mend)}[/]"
    )


def _checked_now(now: str | None) -> str | None:
    if now is None:
        return None
    from datetime import datetime

    try:
        datetime.fromisoformat(now)
    except ValueError:
        raise UsageError(f"--now {now!r} is not an ISO 8601 date such as 2026-03-04 or 2026-03-04T16:40.") from None
    return now


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        raise UsageError(f"Can't write {path}: {error.strerror}. Choose another place with -o.") from None
    finally:
        part.unlink(missing_ok=True)


def _exit_code(taken: int, refused: int) -> int:
    if taken == 0:
        return NOTHING_USABLE
    return SOME_REFUSED if refused else FINE


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
    moment = _checked_now(now)
    taken = refused = 0
    with _output(output) as stream:
        for item in read(sources, stdin=sys.stdin.buffer):
            if isinstance(item, Refusal):
                _tell(item)
                refused += item.severity == "refusal"
                continue
            page, refusals = process(item, lang=lang, now=moment)
            for refusal in refusals:
                _tell(refusal)
                refused += refusal.severity == "refusal"
            if page is not None:
                stream.write(json.dumps(record(page), ensure_ascii=False) + "\n")
                taken += 1
    if taken == 0:
        say.print("Nothing usable was found in what was given.")
    raise typer.Exit(_exit_code(taken, refused))


@app.command()
def build(
    sources: Sources,
    case: CaseFile,
    lang: Lang = "ar",
    now: Now = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that annotate.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Annotate again what the case already holds.")] = False,
    as_json: Json = False,
) -> None:
    """Read, clean, annotate and relate pages into a case file. Run again, it takes up where it stopped."""
    from tawatur.build import build as build_case

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=say, transient=True, disable=as_json or not say.is_terminal) as progress:
        task = progress.add_task("pages", total=None)

        def advance(stage: str, done: int, total: int | None) -> None:
            progress.update(task, description=stage, completed=done, total=total)

        result = build_case(
            sources,
            case,
            lang=lang,
            now=_checked_now(now),
            workers=workers,
            force=force,
            stdin=sys.stdin.buffer,
            progress=advance,
        )
    if as_json:
        print(json.dumps(result.as_dict(), ensure_ascii=False))
    else:
        for refusal in result.refusals:
            _tell(refusal)
        out.print(
            f"{case}: {result.documents} pages ({result.added} new, {result.kept} as they were), "
            f"{result.attributions} attributions, {result.figures} figures, {result.derivations} derivations, "
            f"{result.refused} refused."
        )
        if result.documents:
            out.print(f"Next: tawatur dossier --case {case} -o {case.with_suffix('.html')}")
    raise typer.Exit(_exit_code(result.documents, result.refused))


@app.command()
def dossier(
    case: CaseFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.html", help="The page to write.")],
    text: Annotated[
        Literal["excerpts", "full"], typer.Option("--text", help="Excerpts, or whole texts for internal use.")
    ] = "excerpts",
    interface: Annotated[Literal["ar", "en"], typer.Option("--interface", help="Language it opens in.")] = "ar",
    as_json: Json = False,
) -> None:
    """Write the dossier: one self-contained page with every value tied to its words."""
    from tawatur.show.dossier import render
    from tawatur.store import open_case

    with open_case(case) as opened:
        page = render(opened, text=text, lang=interface)
    with _output(output) as stream:
        stream.write(page)
    if as_json:
        print(json.dumps({"dossier": str(output), "bytes": len(page.encode("utf-8"))}))
    else:
        out.print(f"{output}: {len(page.encode('utf-8')) / 1e6:.1f} MB. Open it in any browser; it needs no network.")


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


@app.command()
def explain(
    what: Annotated[str, typer.Argument(metavar="TEXT-or-FILE", help="A sentence, or a page in a file.")],
    now: Now = None,
    lang: Lang = "ar",
    as_json: Json = False,
) -> None:
    """Show why each annotation was made: the rule, the words it rests on, and where no answer was given."""
    from tawatur.explain import explained
    from tawatur.packs import load

    load(lang)
    taken = refused = 0
    for item in explained(what, now=_checked_now(now), lang=lang):
        if isinstance(item, Refusal):
            _tell(item)
            refused += item.severity == "refusal"
        else:
            taken += 1
            if as_json:
                from tawatur.export.records import record

                print(json.dumps(record(item, why=True), ensure_ascii=False))
            else:
                _print_tree(_tree(item))
    raise typer.Exit(_exit_code(taken, refused))


def _print_tree(tree: Tree) -> None:
    """A tree folded to a terminal's width; in a pipe every line whole, for nothing may be cut there."""
    if out.is_terminal:
        out.print(tree, soft_wrap=False)
    else:
        lines = StringIO()
        Console(file=lines, width=100_000, highlight=False).print(tree)
        for line in lines.getvalue().splitlines():
            print(line.rstrip())


def _tree(page: Page) -> Tree:
    """The annotations of a page as a tree of reasons."""
    text = page.document.text
    root = Tree(f"[bold]{escape(page.document.name)}[/]")

    def steps(at: Tree, reasons: Iterable[Step]) -> None:
        for step in reasons:
            words = f" «{escape(step.span.of(text))}»" if step.span is not None else ""
            steps(at.add(f"{escape(step.what)}{words} [dim]{escape(step.rule)}[/]"), step.because)

    for title, items in (("attributions", page.attributions), ("figures", page.figures), ("dates", page.dates)):
        if not items:
            continue
        branch = root.add(f"[bold]{title}[/]")
        for item in items:
            branch_of = branch.add(f"«{escape(item.text)}» {escape(_value(item))} [dim]{escape(item.rule)}[/]")
            steps(branch_of, item.why)
    if page.numbers:
        branch = root.add("[bold]numbers[/]")
        for number in page.numbers:
            branch.add(f"«{escape(number.text)}» = {number.value:g} [dim]{escape(number.rule)}[/]")
    if page.entities:
        branch = root.add("[bold]names[/]")
        for entity in page.entities:
            name = f" = {escape(entity.name)}" if entity.name else ""
            kind = entity.kind or "unnamed"
            branch.add(f"«{escape(entity.text)}»{name} ({kind}) [dim]{escape(entity.rule)}[/]")
    if page.abstained:
        branch = root.add("[bold]no answer given[/]")
        for gap in page.abstained:
            branch.add(f"«{escape(gap.span.of(text))}» {gap.kind}: {escape(gap.reason)} [dim]{escape(gap.rule)}[/]")
    return root


def _value(item: Any) -> str:
    if hasattr(item, "stance"):
        return f"{item.mode}, {item.stance}"
    if hasattr(item, "min"):
        low = "…" if item.min is None else f"{item.min:g}"
        high = "…" if item.max is None else f"{item.max:g}"
        value = low if low == high else f"{low}–{high}"
        return f"= {'≈' if item.approx else ''}{value} {item.kind}, {item.status}"
    return f"= {item.value or '?'}"


@app.command()
def export(
    case: CaseFile,
    table: Annotated[str, typer.Option("--table", metavar="T", help="documents, attributions, figures, …")],
    format_: Annotated[Literal["jsonl", "csv"], typer.Option("--format", help="JSON Lines, or CSV for sheets.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Also people named only as victims or relatives.")
    ] = False,
) -> None:
    """Write one table of the case."""
    from tawatur.export import export_table
    from tawatur.store import open_case

    with open_case(case) as opened, _output(output) as stream:
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
        out.print(f"{case}: {documents} pages, {len(problems) or 'no'} problems.")
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
    with open_case(case) as opened, _output(page) as stream:
        stream.write(render(opened, text="full", lang="ar"))
    out.print(
        f"{result.documents} made-up pages, {result.attributions} attributions, {result.figures} figures, "
        f"{result.derivations} derivations.\nOpen {page} in a browser. Then try:\n"
        f'  tawatur find --case {case} "QUERY"\n  tawatur verify --case {case}'
    )


def _examples() -> Path:
    """The example pages: inside the installed package, or beside the sources of a checkout."""
    inside = Path(str(files("tawatur"))) / "examples" / "pages"
    beside = Path(__file__).resolve().parents[2] / "examples" / "pages"
    for place in (inside, beside):
        if place.is_dir():
            return place
    raise UsageError("The example pages are not installed with this copy of tawatur.")


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
    except CaseError as error:
        say.print(f"[red]error[/] {escape(str(error))}")
        sys.exit(NOTHING_USABLE)
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
