"""From addresses to captures: pages, and the pages that feeds name, each with the moment at which it was fetched.

A case remembers what it fetched. An address that gives the same bytes, or the same text, as at the last time yields
the capture that the case holds; another text is a capture of its own beside it, so versions are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import msgspec

from tawatur.clean import clean
from tawatur.errors import InputError, UsageError
from tawatur.fetch.client import Answer, Fetcher
from tawatur.fetch.feeds import entries, is_feed
from tawatur.fetch.problems import failed, told
from tawatur.model import Fetch, Raw, Refusal
from tawatur.read import from_content
from tawatur.read.pages import looks_like_html

FETCHED = "#fetched="
"""What stands before the moment in the `source` of a later capture: https://…#fetched=2031-04-06T10:00:00Z."""

_HTML = ("text/html", "application/xhtml+xml")


class Held(NamedTuple):
    """The newest capture of an address that a case holds, as `Ledger.held` gives it."""

    fetch: Fetch
    data: bytes
    text_hash: str


class Ledger(Protocol):
    """What a case remembers of fetching."""

    def held(self, address: str) -> tuple[Fetch, bytes, str] | None:
        """The newest capture of an address with its bytes and the hash of its text, where its page is there."""

    def fetched(self, fetch: Fetch) -> None:
        """Remember a fetch in place of the one before of the same address."""


def fetch(addresses: Sequence[str], fetcher: Fetcher, ledger: Ledger) -> Iterator[Raw | Refusal]:
    """The captures behind addresses, and a record of each that gave none; no address is asked for twice. Never raises.

    A page's `source` and `url` are the address given and the one at which it was found; `fetched` is when.
    """
    seen: set[str] = set()
    for address in addresses:
        yield from _one(address, fetcher, ledger, seen, inner=False)


def _one(address: str, fetcher: Fetcher, ledger: Ledger, seen: set[str], *, inner: bool) -> Iterator[Raw | Refusal]:
    if address in seen:
        return
    seen.add(address)
    known = ledger.held(address)
    held = Held(*known) if known is not None else None
    try:
        if held is None:
            answer = fetcher.get(address)
        else:
            answer = fetcher.get(address, etag=held.fetch.etag, last_modified=held.fetch.last_modified)
            if answer.unchanged or answer.data == held.data:
                yield _again(held, answer, ledger)
                return
        if not is_feed(answer.media_type, answer.data):
            yield _page(address, answer, held, ledger)
            return
        if inner:
            raise failed(address, "not-a-page", "It is a feed inside a feed.")
        links = entries(answer.data, url=answer.url, media_type=answer.media_type, given=address)
        ledger.fetched(_fetch(address, address, answer, blob=""))
    except InputError as error:
        yield error.refusal
        return
    most = fetcher.limits.feed_entries
    if len(links) > most:
        reason = f"The feed names {len(links):,} pages; the first {most:,} are taken."
        yield told(address, "feed-cut", reason, severity="warning")
    for link in links[:most]:
        yield from _one(link, fetcher, ledger, seen, inner=True)


def _page(address: str, answer: Answer, held: Held | None, ledger: Ledger) -> Raw | Refusal:
    source = address if held is None else f"{address}{FETCHED}{answer.fetched_at}"
    blob = hashlib.sha256(answer.data).hexdigest()
    made = _fetch(address, source, answer, blob=blob)
    raw = _raw(made, answer.data)
    if isinstance(raw, Refusal):
        return msgspec.structs.replace(raw, input=address)
    if held is not None:
        document, _ = clean(raw)
        if document is not None and document.text_hash == held.text_hash:
            return _again(held, answer, ledger)
    ledger.fetched(made)
    return raw


def _again(held: Held, answer: Answer, ledger: Ledger) -> Raw | Refusal:
    """The capture that the case holds, which was looked at again and is as it was."""
    ledger.fetched(
        msgspec.structs.replace(
            held.fetch,
            checked_at=answer.fetched_at,
            etag=answer.etag or held.fetch.etag,
            last_modified=answer.last_modified or held.fetch.last_modified,
        )
    )
    return _raw(held.fetch, held.data)


def _fetch(address: str, source: str, answer: Answer, *, blob: str) -> Fetch:
    return Fetch(
        address=address,
        url=answer.url,
        source=source,
        media_type=answer.media_type,
        blob=blob,
        fetched_at=answer.fetched_at,
        checked_at=answer.fetched_at,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _raw(made: Fetch, data: bytes) -> Raw | Refusal:
    """A capture as a page that was read. Raises InputError for what is no page."""
    kind, semicolon, parameters = made.media_type.partition(";")
    kind = kind.strip().lower()
    if kind in _HTML or (kind in ("", "text/plain") and looks_like_html(data[:4096].decode("latin-1"))):
        kind = "text/html"
    try:
        page = from_content(data, media_type=f"{kind}{semicolon}{parameters}", url=made.url, source=made.source)
    except UsageError:
        raise failed(made.address, "not-a-page", f"It is sent as {kind or 'nothing'!r}, which is no page.") from None
    if isinstance(page, Refusal):
        return page
    return msgspec.structs.replace(page, fetched=made.fetched_at)
