"""From bytes to text: a byte order mark, else UTF-8, else what the page declares, else what its letters say.

The encodings of one byte a character (windows-1256 and ISO-8859-6 for Arabic) can't be told by form, only by whether
the text they give is plausible. The packs say how often each letter and sign stands in news (`encodings.toml`); a
candidate costs the bits that a code for such text would need, and is taken when it is cheap, clearly cheaper than the
others, and its letters stand beside letters. Where that isn't sure there is no answer.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from math import log2

from tawatur.errors import InputError
from tawatur.model import Refusal, Value
from tawatur.packs import Pack, codes, load
from tawatur.read.problems import refusal, warning

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the codecs that take them off."""
_ASCII = bytes(range(0x80))
_REPLACEMENT = "\ufffd"

# A text of 3,000 letters may have three broken ones: a cut at a buffer's edge breaks one or two.
_BROKEN_PER_BYTE = 1 / 1000
# ... and a page that is nearly all markup must not pass as UTF-8 because its few words in another encoding are few.
_BROKEN_PER_LETTER = 1 / 20

# Arabic news costs 4.4 to 4.9 bits a character; in the wrong one of its encodings 6.4 and more, Russian in KOI8-R 7.4,
# Greek, Hebrew and French 12 and more.
_MEAN_COST = 5.5
_UNLISTED_COST = 18.0
# Ten bits: the next candidate is a thousand times less likely.
_MARGIN = 10.0
_LEAST_LETTERS = 12
# UTF-16 read as UTF-8 holds one NUL in two or three characters, programs and pictures one in twenty or more.
_NUL_PER_CHARACTER = 1 / 100
# Letters of an alphabet stand beside their own kind; accented Latin letters read as Arabic ones stand beside ASCII.
_MIXED_SHARE = 1 / 20


class Decoded(Value, frozen=True):
    """A decoded text, the codec that gave it (`data.decode(encoding)` unless bytes were broken), and what to say."""

    text: str
    encoding: str
    warnings: tuple[Refusal, ...] = ()


def decode(data: bytes, *, source: str, place: str = "", declared: str | None = None) -> Decoded:
    """The text of `data`, its line ends untouched, a byte order mark left out (`encoding` then says so).

    `declared` is the label that the page or its carrier gives. `source` and `place` go into what is said. A few
    broken bytes become U+FFFD with a warning. Raises InputError where the encoding is not certain, where much is
    broken, and where NUL characters are more than a few, as in binary files.
    """
    found = _decode(data, source, place, declared)
    nuls = found.text.count("\0")
    if not nuls:
        return found
    where = _at(place, f"character {found.text.find(chr(0))}")
    if not stray_nuls(found.text):
        raise InputError(
            refusal(
                source,
                "binary",
                "It holds NUL characters, as binary files and UTF-16 without a byte order mark do.",
                place=where,
                mend="If it is text, convert it to UTF-8 and try again.",
            )
        )
    said = warning(source, "stray-nul", f"{nuls} NUL character{'s' if nuls > 1 else ''} in a text.", place=where)
    return Decoded(found.text, found.encoding, (*found.warnings, said))


def stray_nuls(text: str) -> bool:
    """Whether the NUL characters of a text are few, as in old exports of databases; binary files are full of them."""
    return text.count("\0") <= len(text) * _NUL_PER_CHARACTER


def _decode(data: bytes, source: str, place: str, declared: str | None) -> Decoded:
    codec = _codec(declared) if declared else None
    for mark, marked in MARKS:
        if data.startswith(mark):
            wrong = declared is not None and codec != marked.removesuffix("-sig")
            said = _wrong(source, place, declared, marked) if wrong and not _is_utf16(declared) else ()
            return _strictly(data, marked, source, place, said)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    else:
        wrong = declared is not None and codec != "utf-8" and not text.isascii()
        return Decoded(text, "utf-8", _wrong(source, place, declared, "utf-8") if wrong else ())
    if _mostly_utf8(data):
        return _strictly(data, "utf-8", source, place)
    recognised = recognise(data)
    if recognised is not None:
        said = _wrong(source, place, declared, recognised) if declared is not None and codec != recognised else ()
        return Decoded(data.decode(recognised), recognised, said)
    if codec is not None and codec != "utf-8":
        return _strictly(data, codec, source, place)
    raise InputError(
        refusal(
            source,
            "encoding-unknown",
            "Its encoding was not recognised: it is not UTF-8, has no byte order mark, and its letters don't say.",
            place=_at(place, f"byte {first}"),
        )
    )


def _strictly(data: bytes, codec: str, source: str, place: str, said: tuple[Refusal, ...] = ()) -> Decoded:
    """The text in an encoding that is certain: few broken bytes are replaced, many refused."""
    try:
        return Decoded(data.decode(codec), codec, said)
    except UnicodeDecodeError as error:
        first = error.start
    mended = _mended(data, codec, first, source, place)
    if mended is None:
        raise InputError(_broken(data, codec, first, source, place))
    return Decoded(mended.text, codec, said + mended.warnings)


def _mended(data: bytes, codec: str, first: int, source: str, place: str) -> Decoded | None:
    """The text with U+FFFD for what is broken, where that is little."""
    text = data.decode(codec, "replace")
    broken, sound = _counts(data, text, codec)
    if broken >= len(data) * _BROKEN_PER_BYTE or broken > sound * _BROKEN_PER_LETTER:
        return None
    reason = f"{broken} broken place{'s' if broken > 1 else ''} in its {codec} bytes became U+FFFD."
    return Decoded(text, codec, (warning(source, "broken-bytes", reason, place=_at(place, f"byte {first}")),))


def _broken(data: bytes, codec: str, first: int, source: str, place: str) -> Refusal:
    broken, _ = _counts(data, data.decode(codec, "replace"), codec)
    reason = f"{broken} broken place{'s' if broken > 1 else ''} in {len(data)} bytes of {codec}: too many to trust it."
    return refusal(source, "broken-bytes", reason, place=_at(place, f"byte {first}"))


def _mostly_utf8(data: bytes) -> bool:
    broken, sound = _counts(data, data.decode("utf-8", "replace"), "utf-8")
    return broken < sound


def _counts(data: bytes, text: str, codec: str) -> tuple[int, int]:
    """How many places were replaced, and how many characters beyond ASCII are sound (in UTF-16: all of them)."""
    given = data.count(_REPLACEMENT.encode()) if codec.startswith("utf-8") else 0
    broken = text.count(_REPLACEMENT) - given
    ascii_bytes = len(data) - len(data.translate(None, _ASCII)) if codec.startswith("utf-8") else 0
    return broken, len(text) - ascii_bytes - broken


def _at(place: str, offset: str) -> str:
    return f"{place}, {offset}" if place else offset


# --- declarations ------------------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?:x-)?((?:windows-|cp)125\d|iso-?8859-?\d{1,2}|[a-z0-9_.:-]{1,40}?)(?:-[ie])?")
_PYTHON_NAME = re.compile(r"(cp125|iso8859-)(\d{1,2})")


@cache
def _codec(label: str) -> str | None:
    """The codec that a declared label means, by the name we say; None for those we don't know.

    Only UTF and the one-byte families are known: other names that Python would look up are no encodings of pages, or
    are costly to decode. As browsers do, Latin-1 and ASCII mean windows-1252, and a declaration of UTF-16 that could
    be read as ASCII means UTF-8.
    """
    match = _LABEL.fullmatch(label.strip().lower())
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1]).name
    except LookupError:
        return None
    if name == "utf-8" or _is_utf16(name):
        return "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "windows-1252"
    known = _PYTHON_NAME.fullmatch(name)
    if known is None:
        return None
    return f"windows-125{known[2]}" if known[1] == "cp125" else f"iso-8859-{known[2]}"


def _is_utf16(label: str | None) -> bool:
    return label is not None and label.strip().lower().startswith("utf-16")


def _wrong(source: str, place: str, declared: str | None, found: str) -> tuple[Refusal, ...]:
    return (
        warning(
            source,
            "wrong-charset",
            f"It declares the encoding {str(declared)[:40]!r}, but its bytes are {found.removesuffix('-sig')}.",
            place=place,
        ),
    )


# --- recognition -------------------------------------------------------------------------------------------------


class _Candidate:
    """One encoding of one byte a character, with the cost in bits of each byte (None: not assigned)."""

    def __init__(self, encoding: str, letters: dict[str, int], signs: dict[str, int]) -> None:
        self.encoding = encoding
        total = sum(letters.values()) + sum(signs.values())
        costs = {char: -log2(count / total) for char, count in (*letters.items(), *signs.items())}
        self.costs: dict[int, float | None] = {}
        own = bytearray()
        for byte in range(0x80, 0x100):
            try:
                char = bytes([byte]).decode(encoding)
            except UnicodeDecodeError:
                self.costs[byte] = None
                continue
            self.costs[byte] = costs.get(char, _UNLISTED_COST)
            if char in letters:
                own.append(byte)
        self._letters = bytes(own)
        group = b"[" + re.escape(self._letters) + b"]"
        self._mixed = re.compile(b"[A-Za-z]" + group + b"|" + group + b"[A-Za-z]")

    def cost(self, counts: Counter[int]) -> float | None:
        """Bits for all bytes beyond ASCII, or None where one of them is not assigned."""
        bits = 0.0
        for byte in sorted(counts):  # sorted: a sum of floats depends on its order
            cost = self.costs[byte]
            if cost is None:
                return None
            bits += cost * counts[byte]
        return bits

    def plausible(self, data: bytes, counts: Counter[int], bits: float) -> bool:
        """Whether the text it gives can be text of the language."""
        letters = sum(counts[byte] for byte in self._letters)
        if letters < _LEAST_LETTERS or bits > _MEAN_COST * counts.total():
            return False
        return len(self._mixed.findall(data)) <= letters * _MIXED_SHARE


def _candidates(pack: Pack) -> list[_Candidate]:
    table = pack.table("encodings")
    return [_Candidate(encoding, table["letters"], table["signs"]) for encoding in table["candidates"]]


def recognise(data: bytes) -> str | None:
    """The encoding of one byte a character that some language's letters speak for, or None where that isn't sure."""
    high = data.translate(None, _ASCII)
    if not high:
        return None
    counts = Counter(high)
    ranked: list[tuple[float, int, _Candidate]] = []
    for code in codes():
        pack = load(code)
        if not pack.has("encodings"):
            continue
        for candidate in pack.made(_candidates):
            bits = candidate.cost(counts)
            if bits is not None:
                ranked.append((bits, len(ranked), candidate))
    if not ranked:
        return None
    ranked.sort()
    bits, _, best = ranked[0]
    if not best.plausible(data, counts, bits):
        return None
    for other_bits, _, other in ranked[1:]:
        if other_bits - bits < _MARGIN and high.decode(other.encoding) != high.decode(best.encoding):
            return None
    return best.encoding
