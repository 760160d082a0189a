"""Feeds: RSS and Atom in all their versions, read for the addresses of their pages."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import feedparser

from tawatur.fetch.problems import failed

_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_ROOT = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}>\s*)*"
                   rb"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)  # fmt: skip


def is_feed(media_type: str, data: bytes) -> bool:
    """Whether an answer is a feed: by its first element, else by the type it was sent as."""
    return _ROOT.match(data[:4096]) is not None or media_type.partition(";")[0].strip().lower() in _TYPES


def entries(data: bytes, *, url: str, media_type: str, given: str) -> list[str]:
    """The addresses of a feed's entries in its order, each once. Raises InputError where it is none, or holds none.

    Nothing of an entry but its address is used: title, moment and text are those of its page.
    """
    found = feedparser.parse(data, response_headers={"content-type": media_type, "content-location": url})
    if not found.get("version"):
        raise failed(given, "broken-feed", "It is sent as a feed and can't be read as one.")
    links = (str(entry.get("link") or "").strip() for entry in found.entries)
    whole = dict.fromkeys(urljoin(url, link).partition("#")[0] for link in links if link)
    if not whole:
        raise failed(given, "feed-empty", "The feed holds no entry with an address.")
    return list(whole)
