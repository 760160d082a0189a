"""Cutting what is read into jobs: the next few items each, known by a hash of all that was read."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator

from tawatur.model import Raw, Refusal, Value

PAGES = 64
"""Items of a job. A job takes a second or so: little is lost when a process dies, and its part is no tiny file."""


class Job(Value, frozen=True):
    """The next items of the input, pages and refusals, in order. `digest` changes when any of what was read does."""

    number: int
    items: tuple[Raw | Refusal, ...]
    digest: str

    @property
    def name(self) -> str:
        """What its part is called: numbered so that names sort as the input does."""
        return f"{self.number:08}"


def cut_jobs(items: Iterable[Raw | Refusal], size: int = PAGES) -> Iterator[Job]:
    """The items as jobs of `size`, the last of fewer; the same items always give the same jobs."""
    source = iter(items)
    for number in itertools.count():
        taken = tuple(itertools.islice(source, size))
        if not taken:
            return
        yield Job(number, taken, _digest(taken))


def _digest(items: Iterable[Raw | Refusal]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for item in items:
        if isinstance(item, Refusal):
            parts = [item.input, item.place, item.code, item.reason]
        else:
            given = (item.id, item.title, item.url, item.outlet, item.published, item.fetched, item.author)
            parts = [item.source, item.relative, item.media_type, item.encoding, *map(repr, given)]
            digest.update(hashlib.blake2b(item.data, digest_size=16).digest())
        digest.update("\0".join(parts).encode("utf-8", "surrogatepass") + b"\1")
    return digest.hexdigest()
