"""The command for corrections: what users said, how right the machine was, what is detached; import and undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.markup import escape

from tawatur.errors import UsageError
from tawatur.model import Correction
from tawatur.terminal import FINE, SOME_REFUSED, CaseFile, Json, out, tell


def corrections(
    case: CaseFile,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE.jsonl", help="Take in corrections exported elsewhere.")
    ] = None,
    undo: Annotated[int | None, typer.Option("--undo", metavar="NUMBER", help="Take one back.")] = None,
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="Who takes it back.")] = "",
    as_json: Json = False,
) -> None:
    """Show what users corrected, how right the machine was on it, and what has lost its words. Relates anew."""
    from tawatur.relate import relate
    from tawatur.relate.vectors import installed
    from tawatur.store import Writer, open_case
    from tawatur.store.exchange import import_corrections

    refused = 0
    with open_case(case):
        pass  # a case that isn't there is refused before one is made
    if import_ is not None or undo is not None:
        with Writer(case, installed()) as writer:
            if import_ is not None:
                try:
                    with import_.open("rb") as lines:
                        taken = import_corrections(writer, lines, source=str(import_))
                except OSError as error:
                    raise UsageError(f"Can't read {import_}: {error.strerror}.") from None
                for refusal in taken.refusals:
                    tell(refusal)
                refused = len(taken.refusals)
                if not as_json:
                    out.print(f"{taken.added} corrections taken in, {taken.known} were known.")
            if undo is not None:
                _undo(writer, undo, author)
            writer.relate(relate)
    shown = _shown(case)
    if as_json:
        print(json.dumps(shown, ensure_ascii=False))
    else:
        _print(shown)
    raise typer.Exit(SOME_REFUSED if refused else FINE)


def _undo(writer: Any, number: int, author: str) -> None:
    from datetime import UTC, datetime

    from tawatur.corrections import undo

    made = next((one for one in writer.case.corrections() if one.id == number), None)
    if made is None:
        raise UsageError(f"There is no correction number {number}; `tawatur corrections` lists them.")
    if not author.strip():
        raise UsageError("Say who takes it back with --author NAME.")
    writer.correct(undo(made, author=author.strip(), made_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))


def _shown(case: Path) -> dict[str, Any]:
    from tawatur.store import open_case
    from tawatur.store.overlay import Overlay

    with open_case(case) as opened:
        over = Overlay(opened)
        names = opened.names()
        standing = {made.id for made in over.standing}
        detached = {made.id for made in over.detached()}

        def row(made: Correction) -> dict[str, Any]:
            fields: dict[str, Any] = msgspec.to_builtins(made)
            state = "detached" if made.id in detached else "standing" if made.id in standing else "taken back"
            return {**fields, "document": names.get(made.document, made.document), "state": state}

        return {
            "corrections": [row(made) for made in opened.corrections() if made.action != "undo"],
            "measured": [{**msgspec.to_builtins(one), "precision": one.precision} for one in over.measured()],
        }


def _print(shown: dict[str, Any]) -> None:
    for row in shown["corrections"]:
        state = "" if row["state"] == "standing" else f" [yellow]{row['state']}[/]"
        out.print(
            f"{row['id']}. {row['action']} {row['kind']} «{escape(' '.join(row['exact'].split())[:80])}»{state} "
            f"[dim]{escape(row['author'])}, {row['made_at']}, {escape(row['document'])}[/]"
        )
    for row in shown["measured"]:
        rate = "—" if row["precision"] is None else f"{row['precision']:.0%}"
        out.print(
            f"{row['kind']}: {rate} right of {row['accepted'] + row['changed'] + row['rejected']} judged "
            f"({row['changed']} changed, {row['rejected']} rejected); {row['added']} missed"
        )
    if not shown["corrections"]:
        out.print("Nobody has corrected anything yet.")
