"""WACZ files: web archives in a ZIP file, also one that was cut off before its end, where its contents are listed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple, cast

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal
from tawatur.read.limits import Limits
from tawatur.read.problems import refusal
from tawatur.read.streams import Name, megabytes
from tawatur.read.warc import read_warc

_ARCHIVES = (".warc", ".warc.gz")
_HEAD = struct.Struct("<4s5H3I2H")
"""What stands before a member: mark, version, flags, method, time, day, checksum, its size packed and not, and how long
its name and what follows that are."""
_MARK = b"PK\x03\x04"
_SIZE_LATER = 1 << 3
"""The flag of a member whose size was not known yet when its head was written."""
_LARGE = 0xFFFFFFFF
"""Stands for a size that follows behind the name, in eight bytes."""


def read_wacz(stream: io.BufferedReader, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    """The pages of all WARC files in a WACZ file, in the order of their names; where its end is missing, in the order
    in which they stand, as far as they go. Raises InputError where it holds none."""
    try:
        with zipfile.ZipFile(stream) as packed:
            members = sorted((m for m in packed.infolist() if _is_archive(m.filename)), key=lambda m: m.filename)
            if not members:
                raise InputError(refusal(name.source, "broken-warc", "It holds no web archive (WARC)."))
            for member in members:
                inner = _inner(name, member.filename)
                if member.file_size > limits.expanded_bytes:
                    reason = f"It expands to more than {megabytes(limits.expanded_bytes)}."
                    yield refusal(inner.source, "gzip-bomb", reason)
                    continue
                yield from _member(packed, member, inner, limits)
            return
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        why = str(error)
    archives = list(_without_list(stream))
    if not archives:
        if stream.seek(0, io.SEEK_END) == 0:
            raise InputError(refusal(name.source, "empty", "The file is empty."))
        reason = f"It is no WACZ file, or a broken one ({why}), and no page of it can be read."
        raise InputError(refusal(name.source, "broken-warc", reason, mend="Get the archive again."))
    yield refusal(name.source, "broken-warc", f"Its ZIP file can't be read ({why}).")
    for archive in archives:
        yield from _stored(stream, archive, _inner(name, archive.name), limits)


def _is_archive(name: str) -> bool:
    return name.lower().endswith(_ARCHIVES)


def _inner(name: Name, member: str) -> Name:
    return Name(f"{name.source}!{member}", f"{name.relative}!{member}")


def _member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    try:
        with packed.open(member) as inner:
            # it peeks, reads and seeks as a buffered reader does, but is typed as less
            yield from read_warc(cast(io.BufferedReader, inner), name, limits)
    except InputError as error:
        yield error.refusal
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        yield refusal(name.source, "broken-warc", f"It can't be unpacked to its end ({error}).")


# --- without the list at the end --------------------------------------------------------------------------------------


class _Stored(NamedTuple):
    """An archive in a ZIP file: its name, whether it stands there as it is, and between which bytes."""

    name: str
    plain: bool
    start: int
    end: int


def _without_list(stream: IO[bytes]) -> Iterator[_Stored]:
    """The archives of a ZIP file by what stands before each member. Where a size isn't told, all that follows is taken
    for that member's: records are looked for in it."""
    whole = stream.seek(0, io.SEEK_END)
    at = 0
    while at < whole:
        stream.seek(at)
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(_MARK):
            return
        _, _, flags, method, _, _, _, size, _, name_size, more_size = _HEAD.unpack(head)
        name = stream.read(name_size).decode("utf-8", "replace")
        more = stream.read(more_size)
        at += _HEAD.size + name_size + more_size
        end = whole if flags & _SIZE_LATER else at + (_large(more) if size == _LARGE else size)
        if _is_archive(name):
            yield _Stored(name, method == zipfile.ZIP_STORED, at, min(end, whole))
        at = end


def _large(more: bytes) -> int:
    """The packed size in what follows a name: blocks of a mark, a length and so many bytes; mark 1 has both sizes."""
    at = 0
    while at + 4 <= len(more):
        mark, size = struct.unpack_from("<HH", more, at)
        if mark == 1 and size >= 16 and at + 20 <= len(more):
            return int(struct.unpack_from("<Q", more, at + 12)[0])
        at += 4 + size
    return _LARGE


def _stored(stream: IO[bytes], archive: _Stored, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    if not archive.plain:
        yield refusal(name.source, "broken-warc", "It is packed once more, and can't be unpacked without the list.")
        return
    try:
        yield from read_warc(io.BufferedReader(_Window(stream, archive.start, archive.end)), name, limits)
    except InputError as error:
        yield error.refusal


class _Window(io.RawIOBase):
    """The bytes from `start` to `end` of a stream, as a stream."""

    def __init__(self, stream: IO[bytes], start: int, end: int) -> None:
        super().__init__()
        self._stream, self._start, self._size = stream, start, end - start
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # typed by a private name
        self._stream.seek(self._start + self._at)
        data = self._stream.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
