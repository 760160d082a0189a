"""What a robots.txt allows, by RFC 9309."""

from __future__ import annotations

from typing import NamedTuple

from protego import Protego


class Rules(NamedTuple):
    """The rules of one origin; `unknown` says why they can't be told, and then nothing is allowed."""

    parsed: Protego | None
    unknown: str | None = None

    def allow(self, url: str, agent: str) -> bool:
        """Whether somebody who calls himself so may ask for an address."""
        return self.parsed is not None and bool(self.parsed.can_fetch(url, agent))

    def pause(self, agent: str) -> float:
        """Seconds that are asked for between two requests; 0 where nothing is said."""
        asked = self.parsed.crawl_delay(agent) if self.parsed is not None else None
        return max(0.0, float(asked)) if asked is not None else 0.0


def rules(data: bytes) -> Rules:
    """The rules that a file holds; what isn't a rule says nothing."""
    return Rules(Protego.parse(data.decode("utf-8", "replace").removeprefix("\ufeff")))
