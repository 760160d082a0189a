"""What an HTML page states of itself in its markup: JSON-LD, OpenGraph and other meta elements, `<time>`, its title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

_JSON_MOST = 2_000_000
"""Characters of one JSON-LD script that are read; the largest seen on news pages is under 200,000."""
_JSON_VALUES = 5_000
"""Values of one JSON-LD script that are looked at."""
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$")
_COMMENT_MARKS = ("<!--", "-->", "<![CDATA[", "]]>")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "publication_date",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "date",
)


class Metadata(NamedTuple):
    """What the markup states; every value as written, white space collapsed. `published` are (where, value) pairs."""

    headlines: tuple[str, ...]
    window_title: str | None
    outlets: tuple[str, ...]
    owners: tuple[str, ...]
    """Names that may be a company's or an application's rather than the outlet's."""
    authors: tuple[str, ...]
    published: tuple[tuple[str, str], ...]
    url: str | None
    lang: str | None


def metadata_of(tree: LexborHTMLParser) -> Metadata:
    """What the markup of a page states. Broken JSON and odd values are passed over: nothing here raises."""
    meta = _meta(tree)
    linked = list(_articles(tree))
    headlines = [_text(item.get("headline")) for item in linked]
    headlines += [meta.get("og:title"), meta.get("twitter:title"), meta.get("title")]
    outlets = [_name(item.get("publisher")) for item in linked]
    outlets.append(meta.get("og:site_name"))
    owners = [meta.get("publisher"), meta.get("application-name")]
    authors = [_name(item.get("author")) for item in linked]
    authors += [meta.get("article:author"), meta.get("author")]
    published = [("JSON-LD datePublished", _text(item.get("datePublished"))) for item in linked]
    published += [(f"meta {key}", meta.get(key)) for key in _PUBLISHED]
    published += list(_times(tree))
    window = tree.css_first("head > title") or tree.css_first("title")
    canonical = tree.css_first("link[rel~=canonical]")
    url = canonical.attributes.get("href") if canonical is not None else None
    root = tree.css_first("html")
    return Metadata(
        headlines=_given(headlines),
        window_title=_clean(window.text()) if window is not None else None,
        outlets=tuple(name for name in _given(outlets) if "://" not in name),
        owners=_given(owners),
        authors=tuple(name for name in _given(authors) if "://" not in name),
        published=tuple((where, value) for where, value in published if value),
        url=_address(url) or _address(meta.get("og:url")),
        lang=(root.attributes.get("lang") if root is not None else None) or None,
    )


def _clean(value: str | None) -> str | None:
    text = " ".join(value.split()) if value else ""
    return text if text and len(text) < 1000 else None


def _given(values: list[str | None]) -> tuple[str, ...]:
    out: list[str] = []
    for value in values:
        text = _clean(value)
        if text is not None and text not in out:
            out.append(text)
    return tuple(out)


def _address(value: str | None) -> str | None:
    text = _clean(value)
    return text if text is not None and text.startswith(("http://", "https://")) else None


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Meta elements by lower-case name, property or itemprop; the last non-address of one name wins over addresses."""
    out: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        content: str | None = ""
        for key in ("property", "name", "itemprop"):
            name = (attributes.get(key) or "").strip().lower()
            if name and (name not in out or "://" in out[name]):
                content = content or _clean(attributes.get("content"))
                if content is None:
                    break
                out[name] = content
    return out


def _times(tree: LexborHTMLParser) -> Iterator[tuple[str, str | None]]:
    """Moments of elements that say they are the publication's, then of a `<time>` that stands alone of its kind."""
    for node in tree.css("[itemprop~=datePublished]"):
        value = node.attributes.get("datetime") or node.attributes.get("content")
        yield "itemprop datePublished", _clean(value)
    if tree.css_first("time") is None:
        return
    for node in tree.css("time[pubdate], time.published, time.entry-date"):
        yield "<time>", _clean(node.attributes.get("datetime"))
    scope = tree.css_first("article") or tree.css_first("main")
    times = [] if scope is None else [node.attributes.get("datetime") for node in scope.css("time[datetime]")]
    if times:
        yield "<time>", _clean(times[0])


def _articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article: those with a date of publication, or of a type that has one."""
    for node in tree.css("script[type='application/ld+json']"):
        text = node.text() or ""
        if any(mark in text for mark in _COMMENT_MARKS):
            text = _COMMENT.sub("", _COMMENT.sub("", text))
        if not text.strip() or len(text) > _JSON_MOST:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [data]
        for seen, value in enumerate(queue):
            if seen > _JSON_VALUES:
                break
            if isinstance(value, list):
                queue += value
            elif isinstance(value, dict):
                kinds = value.get("@type")
                named = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
                if any(kind.endswith(("Article", "Posting", "Report")) for kind in named) or "datePublished" in value:
                    yield value
                queue += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value)
