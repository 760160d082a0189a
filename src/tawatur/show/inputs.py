"""What inputs are called in a dossier: a file that is sent to others says nothing of the machine it was made on."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLACE = re.compile("(?s)^(.*?)(#[0-9]+)?$")
"""A path, and behind it the line of the page where it is one of many in a file."""

_ABSOLUTE = re.compile(r"(?i)[/\\~]|[a-z]:[/\\]|file:")

_WEB = re.compile("(?i)https?://")


def label(source: str, folders: int = 0) -> str:
    """The name of an input without its path, or with so many of its folders; web addresses stay as they are.

    >>> label("/home/me/story/pages/a.html"), label("feed/day.jsonl#12", folders=1), label("-")
    ('a.html', 'feed/day.jsonl#12', '-')
    """
    if _WEB.match(source):
        return source
    found = _PLACE.match(source)
    path, line = (found[1], found[2] or "") if found else (source, "")
    parts = [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(parts[-1 - folders :]) + line if parts else "-"


def own(name: str) -> str:
    """An input's own id as it may be shown: whole, but for one that is a path of the machine.

    >>> own("2026/118"), own("/home/me/story/a.html")
    ('2026/118', 'a.html')
    """
    return label(name) if _ABSOLUTE.match(name) else name


def labels(sources: Iterable[str]) -> dict[str, str]:
    """What each input is called: its file's name, with its folder in front where two would be called the same."""
    names = {source: label(source) for source in sources}
    called: dict[str, int] = {}
    for name in names.values():
        called[name] = called.get(name, 0) + 1
    return {source: label(source, folders=1) if called[name] > 1 else name for source, name in names.items()}
