"""Web archives: WARC, whole or with each record compressed by itself.

Taken are the HTML pages that were answered with status 200, and HTML kept as a resource. Each keeps where it came
from: `source` is the archive and the record's byte offset in it, `id` the record's own id, `url` its address and
`fetched` the moment of capture. A record that is broken or cut off is refused by itself; reading goes on at
the next one.

Records are taken apart by fastwarc; finding the next record behind a broken one is done here, since no library does it.
"""

from __future__ import annotations

import io
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal
from tawatur.read.limits import Limits
from tawatur.read.pages import decode_html
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import HEAD, Name, megabytes

BYTE = "byte="
"""What stands before the offset in the `source` of a page: news.warc.gz#byte=1234."""
_HTML = ("text/html", "application/xhtml+xml")
_KINDS = WarcRecordType.response | WarcRecordType.resource
_HEADERS = 1 << 16
"""Bytes that the headers of an HTTP answer may have beside its page."""
_SHOWN = 5
"""How many kinds of records that are no pages are named in the summary of an archive, the most frequent first."""

_VERSION = b"WARC/1."
_GZIP = b"\x1f\x8b\x08"
_BETWEEN = b"\r\n\r\n" + _VERSION


def read_warc(stream: io.BufferedReader, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    """The pages of a WARC file, as it was written: with gzip around each record, or without.

    Records that are no pages are counted in one warning. Raises InputError where the file is no WARC at all.
    """
    head = stream.peek(len(_VERSION))
    if not head:
        raise InputError(refusal(name.source, "empty", "It is empty."))
    if not head.startswith((_VERSION, _GZIP)):
        raise InputError(refusal(name.source, "broken-warc", "It doesn't begin as a web archive (WARC) does."))
    if stream.seekable():
        yield from _Archive(stream, name, limits).pages()
        return
    with tempfile.TemporaryFile() as held:
        # what is piped can't be gone back in, which reading on behind a broken record takes
        while chunk := stream.read(HEAD):
            held.write(chunk)
            if held.tell() > limits.expanded_bytes:
                raise InputError(
                    refusal(name.source, "too-large", f"It has more than {megabytes(limits.expanded_bytes)}.")
                )
        held.seek(0)
        yield from _Archive(held, name, limits).pages()


class _Archive:
    """One WARC file: its records, what is wrong with some, and what the others are."""

    def __init__(self, stream: IO[bytes], name: Name, limits: Limits) -> None:
        self._stream = stream
        self._name = name
        self._limits = limits
        self._others: Counter[str] = Counter()
        self._records = 0

    def pages(self) -> Iterator[Raw | Refusal]:
        """The pages, then what was counted. A broken record costs itself."""
        start: int | None = 0
        while start is not None:
            base, start = start, None
            last = base
            records = iter(ArchiveIterator(self._stream, record_types=WarcRecordType.any_type, parse_http=False))
            while True:
                try:
                    record = next(records, None)
                    if record is None:
                        break
                    # offsets count from where the iterator began
                    last = base + record.stream_pos
                    self._records += 1
                    yield from self._page(record, last)
                except InputError as error:
                    yield error.refusal
                    if error.refusal.code == "gzip-bomb":
                        return
                except OSError as error:
                    yield self._refuse("broken-warc", f"The record can't be read ({error}).", last)
                    start = self._next_record(last + 1)
                    break
        yield from self._summary()

    def _page(self, record: WarcRecord, at: int) -> Iterator[Raw | Refusal]:
        if not record.record_type & _KINDS:
            if record.record_id is None:
                raise InputError(self._refuse("broken-warc", "The record has no headers.", at))
            # requests, descriptions of the crawl: nothing that a reader of the pages would miss
            return
        length = record.content_length
        if length > self._limits.expanded_bytes:
            raise InputError(self._refuse("gzip-bomb", f"The record is said to have {megabytes(length)}.", at))
        if length > self._limits.page_bytes + _HEADERS:
            kind = record.headers.get("WARC-Identified-Payload-Type") or ""
            if kind and not kind.startswith(_HTML):
                self._others[kind] += 1
                return
            reason = f"The record has {megabytes(length)}; at most {megabytes(self._limits.page_bytes)} are read."
            raise InputError(self._refuse("too-large", reason, at))
        block = record.reader.read(length)
        if len(block) < length:
            raise InputError(self._refuse("broken-warc", "The record is cut off.", at))
        inner = block.find(_BETWEEN)
        if inner >= 0 and b"\r\nWARC-Type:" in block[inner : inner + _HEADERS]:
            # only a wrong length makes one record hold the next
            raise OSError("it is said to be longer than it is, and runs into the next one")
        data, charset = self._payload(record, block, at)
        if data is None:
            return
        source = f"{self._name.source}#{BYTE}{at}"
        decoded = decode_html(data, source, declared=charset)
        yield from decoded.warnings
        yield Raw(
            source=source,
            media_type="text/html",
            data=data,
            content=decoded.text,
            encoding=decoded.encoding,
            relative=f"{self._name.relative}#{BYTE}{at}",
            id=record.record_id,
            url=record.headers.get("WARC-Target-URI"),
            fetched=record.headers.get("WARC-Date"),
        )

    def _payload(self, record: WarcRecord, block: bytes, at: int) -> tuple[bytes | None, str | None]:
        """The page inside the record, its transfer and content encodings undone; None where it is no page."""
        if not record.is_http:
            kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
            if kind not in _HTML:
                self._others[kind or "no type"] += 1
                return None, None
            return block, None
        # apart from the record itself: the iterator goes on from where that one's reader stands
        answer = WarcRecord()
        answer.init_headers(record_type=WarcRecordType.response)
        answer.is_http = True
        answer.set_bytes_content(block)
        try:
            answer.parse_http(auto_decode="all")
            status = answer.http_headers.status_code if answer.http_headers is not None else None
            kind = (answer.http_content_type or "").lower()
            if status != 200:
                self._others[f"status {status}"] += 1
                return None, None
            if kind not in _HTML:
                self._others[kind or "no type"] += 1
                return None, None
            data = answer.reader.read(self._limits.page_bytes + 1)
        except (OSError, ValueError) as error:
            raise InputError(self._refuse("broken-warc", f"Its HTTP answer can't be read ({error}).", at)) from None
        if len(data) > self._limits.page_bytes:
            reason = f"Its page has more than {megabytes(self._limits.page_bytes)}."
            raise InputError(self._refuse("too-large", reason, at))
        return data, answer.http_charset

    def _next_record(self, at: int) -> int | None:
        """The offset of the next record that begins at `at` or behind it, the stream set to it; None at the end."""
        self._stream.seek(at)
        held, start = b"", at
        while chunk := self._stream.read(HEAD):
            held += chunk
            for i in _beginnings(held):
                if _begins_record(held[i : i + HEAD]):
                    self._stream.seek(start + i)
                    return start + i
            keep = max(0, len(held) - HEAD)  # a record that begins near the end is looked at with what follows
            held, start = held[keep:], start + keep
        return None

    def _summary(self) -> Iterator[Refusal]:
        if not self._records:
            yield refusal(self._name.source, "broken-warc", "It holds no record.")
        total = sum(self._others.values())
        if total:
            ranked = sorted(self._others.items(), key=lambda item: (-item[1], item[0]))
            named = ", ".join(f"{kind}: {count:,}" for kind, count in ranked[:_SHOWN])
            rest = f", and {len(ranked) - _SHOWN} other kinds" if len(ranked) > _SHOWN else ""
            reason = f"{total:,} of {self._records:,} records are no pages with status 200 ({named}{rest})."
            yield warning(self._name.source, "not-pages", reason)

    def _refuse(self, code: str, reason: str, at: int) -> Refusal:
        return refusal(self._name.source, code, reason, place=f"record at byte {at}")


def _beginnings(data: bytes) -> Iterator[int]:
    """Offsets at which a record may begin: a gzip member, or a version line behind an empty one."""
    at = -1
    while True:
        found = [i for i in (data.find(_GZIP, at + 1), _behind(data, at + 1)) if i >= 0]
        if not found:
            return
        at = min(found)
        yield at


def _behind(data: bytes, start: int) -> int:
    at = data.find(_BETWEEN, max(0, start - 4))
    return at + 4 if at >= 0 else -1


def _begins_record(data: bytes) -> bool:
    """Whether a record begins with these bytes; three bytes of gzip's mark alone occur by chance."""
    if data.startswith(_VERSION):
        return True
    try:
        return zlib.decompressobj(wbits=31).decompress(data, len(_VERSION)) == _VERSION
    except zlib.error:
        return False


def is_warc(head: bytes) -> bool:
    """Whether a stream that begins so is a WARC file, unpacked."""
    return head.startswith(_VERSION)
