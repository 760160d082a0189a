"""One page made ready for the case: all its rows, computed where it was annotated, so that writing is only writing.

Pure: the same input gives the same entry in any process.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any, NamedTuple

import msgspec

from tawatur.errors import internal_error
from tawatur.model import Page, Raw, Refusal, Value
from tawatur.relate.bearers import bearers, packed_rows
from tawatur.relate.cards import card, packed
from tawatur.store.rows import layout
from tawatur.store.search import stems
from tawatur.store.tables import ANNOTATIONS

_LEVEL = 6  # zlib's own default: level 9 takes twice the time for one part in a hundred


class PageRows(NamedTuple):
    """A document and all that hangs on it, as cells."""

    key: str
    name: str
    blob: str
    size: int
    data: bytes
    document: tuple[Any, ...]
    annotations: dict[str, list[tuple[Any, ...]]]
    words: str
    digest: bytes
    bearers: bytes


class Entry(NamedTuple):
    """What one input came to: its rows, or none where it was refused, and what is to be said about it."""

    source: str
    fingerprint: str
    page: PageRows | None
    refusals: tuple[Refusal, ...]


class Settings(Value, frozen=True):
    """Everything outside a page that decides what is made of it."""

    version: str
    schema: int
    packs: tuple[tuple[str, str], ...]
    lang: str = "ar"
    now: str | None = None

    @property
    def hash(self) -> str:
        """One string that changes when any of it does."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def fingerprint(raw: Raw) -> str:
    """A hash of everything that was read of one page, the path as given included."""
    digest = hashlib.sha256()
    for part in (
        raw.source,
        raw.relative,
        raw.media_type,
        raw.encoding,
        raw.id,
        raw.title,
        raw.url,
        raw.outlet,
        raw.published,
        raw.fetched,
        raw.author,
    ):
        data = b"" if part is None else b"=" + part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    digest.update(hashlib.sha256(raw.data).digest())
    digest.update(hashlib.sha256(raw.content.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()[:32]


def prepare(raw: Raw, page: Page | None, refusals: tuple[Refusal, ...], mark: str | None = None) -> Entry:
    """The entry of one page. `mark` is its fingerprint where the caller knows it already.

    A text that can't be kept as UTF-8 (half of a surrogate pair, from a broken escape) is refused, and so is a page on
    which an unexpected fault happens: one bad page never costs another.
    """
    mark = mark or fingerprint(raw)
    if page is None:
        return Entry(raw.source, mark, None, refusals)
    try:
        rows = _rows(raw, page)
    except UnicodeEncodeError as error:
        broken = Refusal(
            input=raw.source,
            place=f"character {error.start}",
            code="broken-text",
            reason="The page holds half of a surrogate pair, which no file can keep.",
            mend="Write the page again from its source, as valid UTF-8.",
        )
        return Entry(raw.source, mark, None, (*refusals, broken))
    except Exception as error:  # the boundary between one page and the batch
        return Entry(raw.source, mark, None, (*refusals, internal_error(raw.source, error)))
    return Entry(raw.source, mark, rows, refusals)


def _rows(raw: Raw, page: Page) -> PageRows:
    document = page.document
    annotations: dict[str, list[tuple[Any, ...]]] = {}
    for name, kind in ANNOTATIONS.items():
        lay = layout(kind)
        annotations[name] = [lay.row(value) for value in getattr(page, name)]
    cells = layout(type(document)).row(document)
    for cell in cells:
        if isinstance(cell, str):
            cell.encode()
    return PageRows(
        key=document.key,
        name=document.name,
        blob=document.blob,
        size=len(raw.data),
        data=zlib.compress(raw.data, _LEVEL),
        document=cells,
        annotations=annotations,
        words=stems().words(document.text),
        digest=packed(card(page)),
        bearers=packed_rows(bearers(page)),
    )
