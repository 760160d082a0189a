"""One page from its bytes to a document: text, labels, title, outlet, moment, credits."""

from __future__ import annotations

import hashlib

from selectolax.lexbor import LexborHTMLParser

from tawatur.clean.html import label_html
from tawatur.clean.labels import Labelled
from tawatur.clean.language import language_of
from tawatur.clean.linear import linear_form, nests_deeper
from tawatur.clean.metadata import metadata_of
from tawatur.clean.moments import Stated, choose, in_url, stated
from tawatur.clean.plain import label_plain
from tawatur.collector import collector_waits
from tawatur.model import Document, Raw, Refusal, Span
from tawatur.packs import Pack, pack_of

_DEEPEST = 5_000
"""Levels of nesting that are parsed: the parser's time grows with their square (0.1 s here, 20 s for 100,000)."""
_MENDS = {
    "no-text": "Get the page again as a browser shows it; pages that are made by scripts must be saved from a browser.",
    "nested-too-deep": "Get the page again; if it is so at its source, save it from a browser.",
    "no-body": "Nothing to do if it is no article; else report the page, so that its text is recognised.",
    "published-not-read": "Write the moment as 2023-10-27T16:40.",
    "published-after-fetched": "Look at both; the moment is left unknown unless the page gives another.",
    "moment-not-used": "Nothing to do: the moment of publication is taken from elsewhere or left unknown.",
    "moments-disagree": "Nothing to do: the first is taken.",
}


def clean(raw: Raw, *, default_lang: str = "ar") -> tuple[Document | None, tuple[Refusal, ...]]:
    """The document of one page, with warnings; no document and a refusal for a page without text.

    `default_lang` is the pack whose words label a page whose own language has no pack or isn't known.
    """
    with collector_waits():
        return _clean_html(raw, default_lang) if raw.media_type == "text/html" else _clean_plain(raw, default_lang)


def _clean_plain(raw: Raw, default_lang: str) -> tuple[Document | None, tuple[Refusal, ...]]:
    if not any(char.isalnum() for char in raw.content):
        return None, (_problem(raw, "no-text", "The page holds no text.", refused=True),)
    title = None if raw.title is None or not raw.title.strip() else raw.title
    text, starts = raw.content, 0
    if title is not None:
        text, starts = f"{title}\n\n{raw.content}", len(title) + 2
    lang = language_of(raw.content)
    pack = pack_of(lang, default_lang)
    span = Span(0, len(title)) if title is not None else None
    labelled = label_plain(text, pack, starts=starts, outlet=raw.outlet, title=span)
    return _document(raw, pack, text, starts, lang, labelled, (), raw.url)


def _clean_html(raw: Raw, default_lang: str) -> tuple[Document | None, tuple[Refusal, ...]]:
    if nests_deeper(raw.content, _DEEPEST):
        reason = f"The page nests more than {_DEEPEST:,} elements, which no browser shows."
        return None, (_problem(raw, "nested-too-deep", reason, refused=True),)
    tree = LexborHTMLParser(raw.content)
    linear = linear_form(tree)
    if not any(char.isalnum() for char in linear.text):
        return None, (_problem(raw, "no-text", "The page shows no text without its scripts.", refused=True),)
    meta = metadata_of(tree)
    running = "\n".join(line.span.of(linear.text) for line in linear.lines if line.span.end - line.span.start > 80)
    lang = language_of(running) or language_of(linear.text)
    pack = pack_of(lang, default_lang)
    labelled = label_html(raw.content, linear, meta, pack, outlet=raw.outlet)
    given = tuple(stated(value, where, pack) for where, value in meta.published)
    return _document(raw, pack, linear.text, 0, lang, labelled, given, raw.url or meta.url)


def _document(
    raw: Raw,
    pack: Pack,
    text: str,
    starts: int,
    lang: str | None,
    labelled: Labelled,
    given: tuple[Stated | None, ...],
    url: str | None,
) -> tuple[Document, tuple[Refusal, ...]]:
    warnings: list[Refusal] = []
    own = stated(raw.published, "input", pack)
    if raw.published and raw.published.strip() and own is None:
        reason = f"The moment of publication that came with the page can't be read: {raw.published.strip()[:60]!r}."
        warnings.append(_problem(raw, "published-not-read", reason))
    choice = choose((own, *given, *labelled.moments), raw.fetched, (in_url(url),))
    warnings += [_problem(raw, code, reason) for code, reason in choice.problems]
    if not any(block.role == "body" for block in labelled.blocks):
        warnings.append(_problem(raw, "no-body", "No line of the page is taken as the text of an article."))
    blob = hashlib.sha256(raw.data).hexdigest()
    document = Document(
        key=document_key(raw.id, url, raw.relative or raw.source, blob),
        source=raw.source,
        blob=blob,
        media_type=raw.media_type,
        encoding=raw.encoding,
        text=text,
        text_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text_starts=starts,
        id=raw.id,
        url=url,
        fetched_at=raw.fetched,
        lang=lang,
        outlet=labelled.outlet,
        author=raw.author or labelled.author,
        title=labelled.title,
        published=choice.moment,
        blocks=labelled.blocks,
        credits=labelled.credits,
    )
    return document, tuple(warnings)


def document_key(own_id: str | None, url: str | None, relative: str, blob: str) -> str:
    """What names a capture: 128 bits of a hash over its own id, else its address, else its path, and its bytes."""
    name = own_id if own_id is not None else url if url is not None else relative
    return hashlib.sha256(f"{name}\0{blob}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _problem(raw: Raw, code: str, reason: str, *, refused: bool = False) -> Refusal:
    return Refusal(raw.source, "", code, reason, _MENDS[code], severity="refusal" if refused else "warning")
