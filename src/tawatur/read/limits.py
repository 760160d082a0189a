"""How much of one input is read before it is refused."""

from __future__ import annotations

from tawatur.model import Value

MIB = 1 << 20
GIB = 1 << 30


class Limits(Value, frozen=True, kw_only=True):
    """Bounds on what is read, so that no input, hostile or broken, can exhaust memory, disk or patience.

    How deeply the elements of an HTML page may nest is bounded where pages are parsed, in `clean`.
    """

    page_bytes: int = 8 * MIB
    """One page. News pages have 0.03 to 0.5 MiB; live blogs with their scripts reach 3."""
    line_bytes: int = 32 * MIB
    """One JSONL line: a page of the size above with its Arabic letters written \\uXXXX takes three times as much."""
    archive_bytes: int = 64 * MIB
    """One MHTML file, which holds the pictures of its page as base64; only its HTML part counts as a page."""
    archive_lines: int = 1_000_000
    """Lines of one MHTML file: taking it apart costs time by the line. One of the size above has 880,000."""
    expanded_bytes: int = 16 * GIB
    """What one .gz file may expand to. JSONL is read line by line, so this bounds time, not memory."""
    gzip_ratio: int = 200
    """How many times its size a .gz file may grow. Pages grow 4 to 10 times, JSONL of near-copies 50, bombs 1,000."""
    gzip_ratio_from: int = 1 * MIB
    """The ratio is looked at from this expanded size on: a small file of one repeated line is harmless."""
    folder_depth: int = 32
    """Folders inside folders. Web mirrors reach 15; more is a loop or a trap."""
    files: int = 1_000_000
    """Files in one call. More belong in JSONL, which costs no file each."""


DEFAULT = Limits()
