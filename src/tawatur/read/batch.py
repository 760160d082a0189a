"""What many inputs have in common: which reader takes each, and that none is taken twice."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal
from tawatur.read.encodings import MARKS
from tawatur.read.jsonl import read_jsonl
from tawatur.read.limits import DEFAULT, Limits
from tawatur.read.mhtml import read_mhtml
from tawatur.read.pages import looks_like_html, read_html, read_text
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import HEAD, Name, expanded, is_gzip, with_head
from tawatur.read.walk import Found, Walk, unreadable
from tawatur.read.warc import BYTE, is_warc, read_wacz, read_warc

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
    of each page before only its id and a hash. `stdin` stands in for standard input. Bad input never raises.
    """
    walk = Walk(READERS, limits)
    seen = _Seen()
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


class _Seen:
    """What was read before in this call, as hashes."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[bytes, str]] = {}
        self._pages: set[bytes] = set()

    def check(self, name: Name, pages: Iterator[Raw | Refusal]) -> Iterator[Raw | Refusal]:
        """The pages that are new, and a record of the others.

        The same id with the same content, or the same address with the same content, is a duplicate: one capture,
        taken once. The same id with other content is refused. Two files of the same name below two sources with the
        same content are two captures, as two outlets may carry the same text: the second goes by its path as given.
        """
        for page in pages:
            if isinstance(page, Refusal):
                yield page
                continue
            digest = _digest(page.data, page.title or "")
            yield (self._by_place(page, digest, name) if page.id is None else self._by_id(page, page.id, digest, name))

    def _by_id(self, page: Raw, own: str, digest: bytes, name: Name) -> Raw | Refusal:
        known = self._ids.setdefault(own, (digest, page.source))
        if known[1] == page.source:
            return page
        if known[0] == digest:
            reason = f"It has the id {own[:80]!r} and the content of {known[1]}."
            return warning(name.source, "duplicate", reason, place=_place(page, name))
        reason = f"It has the id {own[:80]!r}, as {known[1]} has, and other content."
        return refusal(name.source, "id-conflict", reason, place=_place(page, name))

    def _by_place(self, page: Raw, digest: bytes, name: Name) -> Raw | Refusal:
        key = _digest(digest, page.url or page.relative)
        if key not in self._pages:
            self._pages.add(key)
            return page
        if page.url is None:
            return msgspec.structs.replace(page, relative=page.source)
        reason = f"It has the address {page.url[:200]} and the content of a page before."
        return warning(name.source, "duplicate", reason, place=_place(page, name))


def _digest(data: bytes, more: str) -> bytes:
    digest = hashlib.blake2b(data, digest_size=16)
    digest.update(b"\0" + more.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _place(page: Raw, name: Name) -> str:
    """Where a page stands in a file that holds others: its line, or the byte at which its record begins."""
    if page.source == name.source:
        return ""
    number = page.source.rpartition("#")[2]
    return f"record at byte {number[len(BYTE) :]}" if number.startswith(BYTE) else f"line {number}"
