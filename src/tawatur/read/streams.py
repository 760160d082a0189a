"""Streams of bytes: bounded reading, gzip unwrapped within limits, and what the first bytes betray."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from typing import IO, TYPE_CHECKING

from tawatur.errors import InputError
from tawatur.model import Value
from tawatur.read.encodings import MARKS
from tawatur.read.limits import Limits
from tawatur.read.problems import refusal
from tawatur.sources import SQLITE

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 1 << 16
"""How much of a stream is looked at to tell what it is."""

_GZIP = b"\x1f\x8b"

# First bytes -> what the file is and what to do with it.
_BINARY = (
    (b"%PDF-", "a PDF document", "Save the page it was made from, or copy its text into a .txt file."),
    (b"\x89PNG", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"GIF8", "a GIF picture", ""),
    (b"RIFF", "a WebP picture or a sound or film", ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document", "Save it as plain text, in UTF-8."),
    (b"{\\rtf", "a rich text (RTF) document", "Save it as plain text, in UTF-8."),
    (_GZIP, "compressed with gzip", "End its name in .gz, as in page.html.gz."),
    (b"BZh", "compressed with bzip2", "Unpack it and give what is inside."),
    (b"\xfd7zXZ", "compressed with xz", "Unpack it and give what is inside."),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "Unpack it and give what is inside."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it and give what is inside."),
    (b"Rar!", "a RAR archive", "Unpack it and give what is inside."),
    (b"WARC/1.", "a web archive (WARC)", "End its name in .warc, or in .warc.gz if it is compressed."),
    (SQLITE, "an SQLite database", "Export its pages as JSONL."),
    (b"\x7fELF", "a program", ""),
)
_ZIP = b"PK\x03\x04"


class Name(Value, frozen=True):
    """What an input is called: `source` as the user knows it, `relative` to the SOURCE that was given."""

    source: str
    relative: str


def read_whole(stream: IO[bytes], limit: int, name: Name) -> bytes:
    """All bytes of a stream. Raises InputError where there are none, or more than `limit`."""
    data = stream.read(limit + 1)
    if not data:
        raise InputError(refusal(name.source, "empty", "It is empty."))
    if len(data) > limit:
        raise InputError(refusal(name.source, "too-large", f"It is larger than {megabytes(limit)}."))
    return data


def megabytes(size: int) -> str:
    """A size for the user, in megabytes or, below one, in bytes."""
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size:,} bytes"


def refuse_binary(head: bytes, source: str, place: str = "") -> None:
    """Raise InputError where the first bytes are those of a known binary format, naming it."""
    found = _binary(head)
    if found is not None:
        what, mend = found
        raise InputError(refusal(source, "binary", f"It is {what}, not a page.", place=place, mend=mend or None))


def _binary(head: bytes) -> tuple[str, str] | None:
    if head.startswith(_ZIP):
        start = head[:4096]
        if b"[Content_Types].xml" in start or b"word/" in start or b"vnd.oasis.opendocument" in start:
            return "an office document (.docx, .xlsx or .odt)", "Save it as plain text, in UTF-8."
        return "a ZIP archive", "Unpack it and give the folder."
    for magic, what, mend in _BINARY:
        if head.startswith(magic):
            return what, mend
    return None


class _Counted(io.RawIOBase):
    """Counts the bytes that go through."""

    def __init__(self, inner: IO[bytes]) -> None:
        super().__init__()
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._inner.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Expanded(io.RawIOBase):
    """A gzip stream unpacked. Raises InputError past the limits and where the stream is broken."""

    def __init__(self, inner: IO[bytes], name: Name, limits: Limits) -> None:
        super().__init__()
        self._packed = _Counted(inner)
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(self._packed), mode="rb")
        self._name = name
        self._limits = limits
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._gzip.read(min(len(view), HEAD))  # in small steps, so that a bomb is seen early
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise InputError(
                refusal(
                    self._name.source,
                    "broken-gzip",
                    f"Its gzip stream is broken ({error}).",
                    place=f"byte {self._given} of what it expands to",
                )
            ) from None
        view[: len(data)] = data
        self._given += len(data)
        self._check()
        return len(data)

    def _check(self) -> None:
        limits, given, packed = self._limits, self._given, self._packed.count
        if given > limits.gzip_ratio_from and given > limits.gzip_ratio * packed:
            reason = f"It expands to more than {limits.gzip_ratio} times its size, as gzip bombs do."
        elif given > limits.expanded_bytes:
            reason = f"It expands to more than {megabytes(limits.expanded_bytes)}."
        else:
            return
        raise InputError(refusal(self._name.source, "gzip-bomb", reason, place=f"byte {given} of what it expands to"))


class _Rejoined(io.RawIOBase):
    """A stream whose head was already read, whole again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Recoded(io.RawIOBase):
    """A stream in another encoding given as UTF-8, so that its lines can be found. Raises UnicodeDecodeError."""

    def __init__(self, inner: IO[bytes], encoding: str) -> None:
        super().__init__()
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        while not self._ready:
            data = self._inner.read(HEAD)
            self._ready = self._decoder.decode(data, final=not data).encode()
            if not data and not self._ready:
                return 0
        out, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(out)] = out
        return len(out)


def is_gzip(head: bytes) -> bool:
    """Whether a stream that begins so is compressed with gzip."""
    return head.startswith(_GZIP)


def expanded(stream: IO[bytes], name: Name, limits: Limits) -> io.BufferedReader:
    """What a gzip stream holds; reading it raises InputError past the limits and where it is broken."""
    return io.BufferedReader(_Expanded(stream, name, limits), HEAD)


def with_head(stream: IO[bytes], size: int = HEAD) -> tuple[bytes, io.BufferedReader]:
    """The first bytes of a stream that can't be rewound, and the whole stream."""
    head = b""
    while len(head) < size:
        more = stream.read(size - len(head))
        if not more:
            break
        head += more
    return head, io.BufferedReader(_Rejoined(head, stream), HEAD)


def as_utf8(stream: io.BufferedReader) -> tuple[str, io.BufferedReader]:
    """A stream without its byte order mark, recoded to UTF-8 if it was marked as another, and its encoding."""
    head = stream.peek(4)
    for mark, encoding in MARKS:
        if not head.startswith(mark):
            continue
        if encoding != "utf-8-sig":
            return encoding, io.BufferedReader(_Recoded(stream, encoding), HEAD)
        stream.read(len(mark))
        return encoding, stream
    return "utf-8", stream
