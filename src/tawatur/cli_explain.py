"""The command that tells why: annotations of a page as a tree of reasons, or why names of a case are one actor's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from tawatur.model import Attribution, Date, Entity, Figure, Page, Refusal, Step
from tawatur.terminal import FINE, NOTHING_USABLE, Json, Lang, Now, checked_day, exit_code, out, say, tell


def explain(
    what: Annotated[
        str, typer.Argument(metavar="TEXT-or-FILE", help="A sentence, or a page in a file; with --case a name.")
    ],
    case: Annotated[
        Path | None, typer.Option("--case", metavar="FILE", help="Show why names of this case are one actor's.")
    ] = None,
    now: Now = None,
    lang: Lang = "ar",
    as_json: Json = False,
) -> None:
    """Show why each annotation was made: the rule, the words it rests on, and where no answer was given."""
    from tawatur.explain import explained
    from tawatur.export.records import record
    from tawatur.packs import load

    load(lang)
    if case is not None:
        raise typer.Exit(_explain_actors(case, what, as_json))
    taken = refused = 0
    for item in explained(what, now=checked_day(now, "--now"), lang=lang):
        if isinstance(item, Refusal):
            tell(item)
            refused += item.severity == "refusal"
        else:
            taken += 1
            if as_json:
                print(json.dumps(record(item, why=True), ensure_ascii=False))
            else:
                _print_tree(_tree(item))
    raise typer.Exit(exit_code(taken, refused))


def _explain_actors(case: Path, name: str, as_json: bool) -> int:
    """Print the actors that go by a name, with the words that made their names one; the exit code."""
    from tawatur.explain_actors import Cited, explained_actors
    from tawatur.store import open_case

    def cited(one: Cited) -> str:
        return f"{escape(one.before)} [bold]«{escape(one.text)}»[/] {escape(one.after)} [dim]{escape(one.document)}[/]"

    with open_case(case) as opened:
        found = list(explained_actors(opened, name))
    for one in found:
        if as_json:
            print(json.dumps(one.as_dict(), ensure_ascii=False))
            continue
        english = f" = {escape(one.english)}" if one.english else ""
        root = Tree(f"[bold]{escape(one.name)}[/]{english} ({one.kind}) {one.pages} pages [dim]{one.actor}[/]")
        names = root.add("[bold]names[/]")
        for text, count, place in one.names:
            names.add(f"«{escape(text)}» {count} times, first: {cited(place)}")
        if one.reasons:
            reasons = root.add("[bold]why they are one[/]")
            for reason in one.reasons:
                branch = reasons.add(f"{escape(reason.rule)} [dim]{reason.joins} joins, the first:[/]")
                branch.add(cited(reason.a))
                branch.add(cited(reason.b))
        _print_tree(root)
    if not found:
        say.print("Nobody in this case goes by that name.")
    return FINE if found else NOTHING_USABLE


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

    read: tuple[tuple[str, tuple[Attribution | Figure | Date, ...]], ...] = (
        ("attributions", page.attributions),
        ("figures", page.figures),
        ("dates", page.dates),
    )
    for title, items in read:
        if not items:
            continue
        branch = root.add(f"[bold]{title}[/]")
        for item in items:
            branch_of = branch.add(_line(item.text, _value(item), item.rule))
            steps(branch_of, item.why)
    lines: tuple[tuple[str, list[str]], ...] = (
        ("numbers", [_line(n.text, f"= {n.value:g}", n.rule) for n in page.numbers]),
        ("names", [_line(e.text, _called(e), e.rule) for e in page.entities]),
        ("events", [_line(e.text, f"{e.kind}, {e.status}", e.rule) for e in page.events]),
        ("no answer given", [_line(g.span.of(text), f"{g.kind}: {g.reason}", g.rule) for g in page.abstained]),
    )
    for title, shown in lines:
        if shown:
            branch = root.add(f"[bold]{title}[/]")
            for line in shown:
                branch.add(line)
    return root


def _line(words: str, value: str, rule: str) -> str:
    """The words as printed, what was understood, and the rule."""
    return f"«{escape(words)}» {escape(value)} [dim]{escape(rule)}[/]"


def _called(entity: Entity) -> str:
    """The English name of an entity, where it has one, and its kind."""
    name = f"= {entity.name} " if entity.name else ""
    return f"{name}({entity.kind or 'unnamed'})"


def _value(item: Attribution | Figure | Date) -> str:
    """What was understood, in a few words."""
    if isinstance(item, Attribution):
        return f"{item.mode}, {item.stance}"
    if isinstance(item, Date):
        return f"= {item.value or '?'}"
    low = "…" if item.min is None else f"{item.min:g}"
    high = "…" if item.max is None else f"{item.max:g}"
    value = low if low == high else f"{low}–{high}"
    return f"= {'≈' if item.approx else ''}{value} {item.kind}, {item.status}"
