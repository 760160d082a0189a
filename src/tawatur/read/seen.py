"""What was read before in one call, in some fifty bytes a page: an archive has millions."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator

import msgspec

from tawatur.model import Raw, Refusal
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import Name
from tawatur.read.warc import BYTE

_ROOM = 1 << 10
"""Places of a new table; twice as many whenever two thirds are taken."""


class Numbered:
    """64-bit keys, numbered as they come. Twenty bytes each, where a dictionary takes a hundred and twenty."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._slots = array("I", bytes(4 * _ROOM))
        """At a key's remainder or behind it: its number and one; 0 where none stands."""

    def __len__(self) -> int:
        return len(self._keys)

    def number(self, key: int) -> int:
        """The number of a key: how many came before it, be it new or not."""
        slots, keys = self._slots, self._keys
        mask = len(slots) - 1
        at = key & mask
        while (found := slots[at]) and keys[found - 1] != key:
            at = (at + 1) & mask
        if found:
            return found - 1
        keys.append(key)
        slots[at] = len(keys)
        if 3 * len(keys) > 2 * len(slots):
            self._grow()
        return len(keys) - 1

    def _grow(self) -> None:
        slots = self._slots = array("I", bytes(8 * len(self._slots)))
        mask = len(slots) - 1
        for number, key in enumerate(self._keys, 1):
            at = key & mask
            while slots[at]:
                at = (at + 1) & mask
            slots[at] = number


class Places:
    """Where pages were read, by their number: the name of each file is held once, of its pages what follows it."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._ends = array("Q")
        self._file_of = array("I")
        self._rest = bytearray()

    def append(self, file: str, source: str) -> None:
        """The next page's `source`, which as a rule begins with its file."""
        if not source.startswith(file):
            file = source
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        self._file_of.append(len(self._files) - 1)
        self._rest += source[len(file) :].encode("utf-8", "surrogatepass")
        self._ends.append(len(self._rest))

    def __getitem__(self, number: int) -> str:
        start = self._ends[number - 1] if number else 0
        rest = self._rest[start : self._ends[number]].decode("utf-8", "surrogatepass")
        return self._files[self._file_of[number]] + rest


class Seen:
    """What was read before in this call, as hashes of 64 bits: among ten million pages two are taken for one once in
    some hundred thousand calls."""

    def __init__(self) -> None:
        self._ids = Numbered()
        self._contents = array("Q")
        self._places = Places()
        self._pages = Numbered()

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
        content = _bits(digest)
        number = self._ids.number(_bits(_digest(b"", own)))
        if number == len(self._contents):
            self._contents.append(content)
            self._places.append(name.source, page.source)
            return page
        before = self._places[number]
        if self._contents[number] == content:
            reason = f"It has the id {own[:80]!r} and the content of {before}."
            return warning(name.source, "duplicate", reason, place=_place(page, name))
        reason = f"It has the id {own[:80]!r}, as {before} has, and other content."
        return refusal(name.source, "id-conflict", reason, place=_place(page, name))

    def _by_place(self, page: Raw, digest: bytes, name: Name) -> Raw | Refusal:
        known = len(self._pages)
        if self._pages.number(_bits(_digest(digest, page.url or page.relative))) == known:
            return page
        if page.url is None:
            return msgspec.structs.replace(page, relative=page.source)
        reason = f"It has the address {page.url[:200]} and the content of a page before."
        return warning(name.source, "duplicate", reason, place=_place(page, name))


def _digest(data: bytes, more: str) -> bytes:
    digest = hashlib.blake2b(data, digest_size=16)
    digest.update(b"\0" + more.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _bits(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big")


def _place(page: Raw, name: Name) -> str:
    """Where a page stands in a file that holds others: its line, or the byte at which its record begins."""
    if page.source == name.source:
        return ""
    number = page.source.rpartition("#")[2]
    return f"record at byte {number[len(BYTE) :]}" if number.startswith(BYTE) else f"line {number}"
