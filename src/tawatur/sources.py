"""What a SOURCE is, told by its form alone: apart, so that asking it loads nothing of the network."""

from __future__ import annotations


def is_address(source: str) -> bool:
    """Whether a SOURCE is an address on the web and no path."""
    return source[:8].lower().startswith(("http://", "https://"))
