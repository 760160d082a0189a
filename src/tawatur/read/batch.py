"""What many inputs have in common: which reader takes each, and that none is taken twice."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal
from tawatur.read.encodings import MARKS
from tawatur.read.jsonl import read_jsonl
from tawatur.read.limits import DEFAULT, Limits
from tawatur.read.mhtml import read_mhtml
from tawatur.read.pages import looks_like_html, read_html, read_text
from tawatur.read.problems import warning
from tawatur.read.seen import Seen
from tawatur.read.streams import HEAD, Name, expanded, is_gzip, with_head
from tawatur.read.wacz import read_wacz
from tawatur.read.walk import Found, Walk, unreadable
from tawatur.read.warc import is_warc, read_warc

Reader = Callable[[io.BufferedReader, Name, Limits], Iterator[Raw | Refusal]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".warc": read_warc,
    ".wacz": read_wacz,
}
"""Ending -> reader. A new kind of input is a module and a line here (and a line in `sniff` if it is to be piped)."""

UNPACKS_ITSELF = frozenset((".warc",))
"""Endings whose readers take gzip as it stands: web archives compress each record by itself, and offsets count so."""

STDIN = "-"


def read(sources: Sequence[str], *, limits: Limits = DEFAULT, stdin: BinaryIO | None = None) -> Iterator[Raw | Refusal]:
    """The pages of the given paths, folders, patterns and `-`, with a record of all that was not taken or is odd.

    In the order given, sorted by name within folders. Reads as it is asked for more: one page is held at a time, and
    of each page before only some fifty bytes. `stdin` stands in for standard input. Bad input never raises.
    """
    walk = Walk(READERS, limits)
    seen = Seen()
    piped = False
    for source in sources:
        if source == STDIN:
            if piped:
                yield warning(STDIN, "given-twice", "Standard input was given before.")
                continue
            piped = True
            name = Name(STDIN, STDIN)
            stream: IO[bytes] = sys.stdin.buffer if stdin is None else stdin
            yield from seen.check(name, _guarded(name, _piped(stream, name, limits)))
            continue
        for found in walk.find(source):
            if isinstance(found, Refusal):
                yield found
            else:
                yield from seen.check(found.name, _guarded(found.name, _file(found, limits)))


def sniff(head: bytes) -> str:
    """The ending that a stream would have, by its first bytes: JSONL, HTML, MHTML, WARC, else text.

    >>> sniff(b'{"text": "..."}')
    '.jsonl'
    """
    if is_warc(head):
        return ".warc"
    encoding = next((codec for mark, codec in MARKS if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, "ignore")
    if re.match(r"\s*\{\s*(?:\"|\}|$)", text):
        return ".jsonl"
    if looks_like_html(text) or re.match(r"\s*<(?:meta|title|article|div|p|section|table)\b", text, re.IGNORECASE):
        return ".html"
    headers = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    if re.search(r"^MIME-Version:", headers, re.IGNORECASE | re.MULTILINE) and re.match(r"[\w-]+:", headers):
        return ".mhtml"
    return ".txt"


def _file(found: Found, limits: Limits) -> Iterator[Raw | Refusal]:
    with Path(found.path).open("rb") as stream:
        inner = expanded(stream, found.name, limits) if found.packed and found.ending not in UNPACKS_ITSELF else stream
        yield from READERS[found.ending](inner, found.name, limits)


def _piped(stream: IO[bytes], name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    head, whole = with_head(stream)
    if is_gzip(head):
        head, whole = with_head(expanded(whole, name, limits), HEAD)
    yield from READERS[sniff(head)](whole, name, limits)


def _guarded(name: Name, pages: Iterator[Raw | Refusal]) -> Iterator[Raw | Refusal]:
    """The pages of one file; what stops its reading becomes its last refusal, and the next file is read."""
    try:
        yield from pages
    except InputError as error:
        yield error.refusal
    except OSError as error:
        yield unreadable(name.source, error)
