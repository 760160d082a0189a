"""Rows as the bytes that a card keeps of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Packing(Generic[T]):
    """Rows of one kind to bytes and back; none are no bytes.

    >>> numbers = Packing(int)
    >>> numbers.unpacked(numbers.packed([3, 5])), numbers.packed([])
    ((3, 5), b'')
    """

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.msgpack.Decoder(tuple[kind, ...])  # type: ignore[valid-type]

    def packed(self, rows: Sequence[T]) -> bytes:
        """Rows as bytes."""
        return zlib.compress(msgspec.msgpack.encode(rows)) if rows else b""

    def unpacked(self, data: bytes) -> tuple[T, ...]:
        """The rows behind bytes that `packed` made."""
        return self._decoder.decode(zlib.decompress(data)) if data else ()
