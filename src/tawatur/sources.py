"""What a SOURCE is, told by its form or its first bytes: apart, so that asking it loads nothing of the network."""

from __future__ import annotations

from typing import Final

SQLITE: Final = b"SQLite format 3\0"
"""How every file of SQLite begins, such as a case."""


def is_address(source: str) -> bool:
    """Whether a SOURCE is an address on the web and no path."""
    return source[:8].lower().startswith(("http://", "https://"))
