"""The command for corrections: what users said, how right the machine was, what is detached; import, undo, and the
joining and parting of claims and copies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.markup import escape

from tawatur.errors import UsageError
from tawatur.model import Correction, Span
from tawatur.terminal import FINE, SOME_REFUSED, CaseFile, Json, out, tell


def corrections(
    case: CaseFile,
    import_: Annotated[
        Path | None,
        typer.Option(
            "--import", metavar="FILE", help="Take in corrections of another case, or what Label Studio exports."
        ),
    ] = None,
    undo: Annotated[int | None, typer.Option("--undo", metavar="NUMBER", help="Take one back.")] = None,
    join: Annotated[
        tuple[str, str] | None,
        typer.Option("--join", metavar="A B", help="Two documents are copies, two places (NAME@START-END) one claim."),
    ] = None,
    part: Annotated[
        tuple[str, str] | None, typer.Option("--part", metavar="A B", help="They aren't, they don't.")
    ] = None,
    how: Annotated[
        str | None, typer.Option("--how", metavar="KIND", help="How documents hang together, such as rewrite.")
    ] = None,
    figures: Annotated[bool, typer.Option("--figures", help="The two places are figures, not statements.")] = False,
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="Who says so.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    as_json: Json = False,
) -> None:
    """Show what users corrected, how right the machine was on it, and what has lost its words. Relates anew."""
    from tawatur.relate import relate
    from tawatur.relate.vectors import installed
    from tawatur.store import Writer, open_case
    from tawatur.store.exchange import import_any

    refused = 0
    with open_case(case):
        pass  # a case that isn't there is refused before one is made
    if any(asked is not None for asked in (import_, undo, join, part)):
        with Writer(case, installed()) as writer:
            if import_ is not None:
                try:
                    taken = import_any(writer, import_.read_bytes(), source=str(import_))
                except OSError as error:
                    raise UsageError(f"Can't read {import_}: {error.strerror}.") from None
                for refusal in taken.refusals:
                    tell(refusal)
                refused = len(taken.refusals)
                if not as_json:
                    out.print(f"{taken.added} corrections taken in, {taken.known} were known.")
            if undo is not None:
                _undo(writer, undo, author)
            for action, two in (("same", join), ("different", part)):
                if two is not None:
                    _rule(writer, action, two, how=how, figures=figures, author=author, reason=reason)
            writer.relate(relate)
    shown = _shown(case)
    if as_json:
        print(json.dumps(shown, ensure_ascii=False))
    else:
        _print(shown)
    raise typer.Exit(SOME_REFUSED if refused else FINE)


_PLACE = re.compile(r"(?P<name>.+)@(?P<start>\d{1,9})-(?P<end>\d{1,9})")


def _rule(writer: Any, action: Any, two: tuple[str, str], *, how: Any, figures: bool, author: str, reason: str) -> None:
    """Join or part two documents, or what stands at two places of them."""
    from tawatur.store.rulings import claim_ruling, copy_ruling

    places = [_PLACE.fullmatch(one) for one in two]
    by: dict[str, Any] = {"author": author, "made_at": _now(), "reason": reason}
    if all(place is None for place in places):
        a, b = (_key(writer, name) for name in two)
        made = copy_ruling(writer.case, action, a, b, how=how, **by)
    else:
        found = []
        for place, one in zip(places, two, strict=True):
            if place is None:
                raise UsageError(f"Write both as documents, or both as places: NAME@START-END, not {one!r}.")
            found.append((_key(writer, place["name"]), Span(int(place["start"]), int(place["end"]))))
        of: Any = "figure" if figures else "attribution"
        made = claim_ruling(writer.case, action, found[0], found[1], of=of, **by)
    writer.correct(made)


def _key(writer: Any, name: str) -> str:
    keys = [key for key, own in writer.case.names().items() if name in (own, key)]
    if len(keys) != 1:
        raise UsageError(f"{len(keys) or 'No'} documents of the case are named {name!r}; `tawatur export` lists them.")
    return str(keys[0])


def _now() -> str:
    """The moment of a correction: the clock is read, for a user makes it now."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _undo(writer: Any, number: int, author: str) -> None:
    from tawatur.corrections import undo

    made = next((one for one in writer.case.corrections() if one.id == number), None)
    if made is None:
        raise UsageError(f"There is no correction number {number}; `tawatur corrections` lists them.")
    if not author.strip():
        raise UsageError("Say who takes it back with --author NAME.")
    writer.correct(undo(made, author=author.strip(), made_at=_now()))


def _shown(case: Path) -> dict[str, Any]:
    from tawatur.store import open_case
    from tawatur.store.overlay import Overlay
    from tawatur.store.rulings import KINDS, detached, other

    with open_case(case) as opened:
        over = Overlay(opened)
        names = opened.names()
        standing = {made.id for made in over.standing}
        lost = {made.id for made in detached(opened)}

        def row(made: Correction) -> dict[str, Any]:
            fields: dict[str, Any] = msgspec.to_builtins(made)
            state = "detached" if made.id in lost else "standing" if made.id in standing else "taken back"
            row = {**fields, "document": names.get(made.document, made.document), "state": state}
            second = other(made) if made.kind in KINDS else None
            return row if second is None else {**row, "and": second.exact}

        return {
            "corrections": [row(made) for made in opened.corrections() if made.action != "undo"],
            "measured": [{**msgspec.to_builtins(one), "precision": one.precision} for one in over.measured()],
        }


def _words(row: dict[str, Any]) -> str:
    held = [row["exact"], *([row["and"]] if "and" in row else [])]
    return " / ".join(f"«{escape(' '.join(words.split())[:80])}»" for words in held)


def _print(shown: dict[str, Any]) -> None:
    for row in shown["corrections"]:
        state = "" if row["state"] == "standing" else f" [yellow]{row['state']}[/]"
        out.print(
            f"{row['id']}. {row['action']} {row['kind']} {_words(row)}{state} "
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
