"""Corrections between cases: JSON Lines out, which `tawatur export --table corrections` writes, and in; and what users
said in Label Studio.

A line names its document as exports do, so corrections made in one case find the page in another, whatever version it
was built by. What the case holds already is passed over, so a file can be imported again and again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from tawatur.corrections import labelled
from tawatur.corrections.sound import unsound
from tawatur.corrections.words import mark
from tawatur.errors import UsageError
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


def import_any(writer: Writer, data: bytes, *, source: str) -> Imported:
    """Take in a file of corrections: JSON Lines of another case, or the JSON that Label Studio exports.

    Raises UsageError where it begins like the latter and is none.
    """
    if labelled.is_results(data):
        return _import_results(writer, labelled.tasks(data), source)
    return import_corrections(writer, data.splitlines(), source=source)


def _import_results(writer: Writer, tasks: list[labelled.Task], source: str) -> Imported:
    """Take in results, task by task. One that fits no page as the case has it is refused by itself, as a whole."""
    case = writer.case
    known = {mark(made) for made in case.corrections()}
    captures = names(case)
    hashes = {document.key: document.text_hash for document in case.documents()}
    added = held = 0
    refusals: list[Refusal] = []
    for number, done in enumerate(tasks, start=1):
        same = [key for key in captures.get(done.data.document, ()) if hashes[key] == done.data.text_hash]
        try:
            if not same:
                raise UsageError(f"The case holds no page {done.data.document!r} with this text.")
            # what the machine has is what was shown there, so a second import says the same
            said = list(labelled.corrections(case.page(same[0]), done))
        except UsageError as error:
            mend = "Export the tasks of this case anew, or import the results into the case that they were made from."
            refusals.append(Refusal(source, f"task {number}", "not-a-result", str(error), mend))
            continue
        for made in said:
            if mark(made) in known:
                held += 1
                continue
            writer.correct(made)
            known.add(mark(made))
            added += 1
    return Imported(added, held, tuple(refusals))


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
        problem = unsound(made)
        if problem is not None:
            refusals.append(
                Refusal(
                    input=source,
                    place=f"line {number}",
                    code="not-a-correction",
                    reason=f"The correction can't be what it says: {problem}",
                    mend="Give what `tawatur export --table corrections --format jsonl` writes, unchanged.",
                )
            )
            continue
        if mark(made) in known:
            held += 1
            continue
        same = [key for key in captures.get(made.document, ()) if hashes[key] == made.text_hash]
        # where no capture has that text, the name stays: the page that bears it is looked at anew each time
        writer.correct(msgspec.structs.replace(made, document=same[0]) if same else made)
        known.add(mark(made))
        added += 1
    return Imported(added, held, tuple(refusals))
