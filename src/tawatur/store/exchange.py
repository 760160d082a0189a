"""Corrections between cases: JSON Lines out, which `tawatur export --table corrections` writes, and in.

A line names its document as exports do, so corrections made in one case find the page in another, whatever version it
was built by. What the case holds already is passed over, so a file can be imported again and again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from tawatur.corrections.words import mark
from tawatur.model import Correction, Refusal
from tawatur.store.overlay import names
from tawatur.store.writing import Writer


class Imported(NamedTuple):
    """How many corrections were new, how many the case held, and the lines that are none."""

    added: int
    known: int
    refusals: tuple[Refusal, ...]


class _Line(Correction, frozen=True, kw_only=True):
    """A correction of another case; its number there says nothing here."""

    id: int = 0


def import_corrections(writer: Writer, lines: Iterable[bytes], *, source: str) -> Imported:
    """Take in corrections, in the order of the lines. A line that is no correction is refused by itself."""
    case = writer.case
    known = {mark(made) for made in case.corrections()}
    captures = names(case)
    hashes = {document.key: document.text_hash for document in case.documents()}
    decoder = msgspec.json.Decoder(_Line)
    added = held = 0
    refusals: list[Refusal] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = msgspec.structs.asdict(decoder.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            refusals.append(
                Refusal(
                    input=source,
                    place=f"line {number}",
                    code="not-a-correction",
                    reason=f"The line is no correction ({error}).",
                    mend="Give what `tawatur export --table corrections --format jsonl` writes.",
                )
            )
            continue
        made = Correction(**fields)
        if mark(made) in known:
            held += 1
            continue
        same = [key for key in captures.get(made.document, ()) if hashes[key] == made.text_hash]
        # where no capture has that text, the name stays: the page that bears it is looked at anew each time
        writer.correct(msgspec.structs.replace(made, document=same[0]) if same else made)
        known.add(mark(made))
        added += 1
    return Imported(added, held, tuple(refusals))
