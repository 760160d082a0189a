"""One page in one file: plain text and HTML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from tawatur.errors import InputError, UsageError
from tawatur.model import Raw, Refusal
from tawatur.read.encodings import Decoded, decode
from tawatur.read.limits import DEFAULT, Limits
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import Name, read_whole, refuse_binary

# HTML5 asks for the declaration within 1,024 bytes; real pages put scripts before it.
_DECLARED_WITHIN = 1 << 14
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{1,40})", re.IGNORECASE)
_LOOKS_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
                         re.IGNORECASE | re.DOTALL)  # fmt: skip


def read_text(stream: io.BufferedReader, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    """The page of a plain text file: the decoded file, line ends untouched, without its byte order mark."""
    data = read_whole(stream, limits.page_bytes, name)
    decoded = decode_page(data, name.source)
    yield from decoded.warnings
    if looks_like_html(decoded.text):
        yield warning(name.source, "looks-like-html", "It is read as plain text, though it begins as a web page does.")
    yield Raw(name.source, "text/plain", data, decoded.text, decoded.encoding, relative=name.relative)


def read_html(stream: io.BufferedReader, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    """The page of an HTML file. A wrong declaration of its encoding is put right and said."""
    data = read_whole(stream, limits.page_bytes, name)
    decoded = decode_html(data, name.source)
    yield from decoded.warnings
    yield Raw(name.source, "text/html", data, decoded.text, decoded.encoding, relative=name.relative)


def from_content(
    content: str | bytes,
    *,
    media_type: str = "text/plain",
    url: str | None = None,
    source: str = "content",
    limits: Limits = DEFAULT,
) -> Raw | Refusal:
    """One page given as a value. Warnings about its bytes are left out: who has the value knows where it came from.

    `media_type` is "text/plain" or "text/html", with a charset if the carrier gave one
    (`text/html; charset=windows-1256`). Raises UsageError for any other.
    """
    kind, _, parameters = media_type.partition(";")
    kind = kind.strip().lower()
    if kind not in ("text/plain", "text/html"):
        raise UsageError(f"There is no reader for {media_type!r}; there are: text/plain, text/html.")
    declared = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", parameters, re.IGNORECASE)
    try:
        data = content.encode() if isinstance(content, str) else content
        data = read_whole(io.BytesIO(data), limits.page_bytes, Name(source, source))
        label = None if declared is None or isinstance(content, str) else declared[1]
        if isinstance(content, str):
            decoded = Decoded(_not_blank(content, source), "utf-8")
        elif kind == "text/html":
            decoded = decode_html(data, source, declared=label)
        else:
            decoded = decode_page(data, source, declared=label)
    except UnicodeEncodeError as error:
        reason = "It holds half of a surrogate pair, which is no character."
        return refusal(source, "broken-bytes", reason, place=f"character {error.start}")
    except InputError as error:
        return error.refusal
    return Raw(
        source,
        "text/html" if kind == "text/html" else "text/plain",
        data,
        decoded.text,
        decoded.encoding,
        relative=source,
        url=url,
    )


def decode_page(data: bytes, source: str, *, declared: str | None = None) -> Decoded:
    """The text of a page's bytes. Raises InputError where they are binary, blank, broken or in an unknown encoding."""
    refuse_binary(data, source)
    decoded = decode(data, source=source, declared=declared)
    _not_blank(decoded.text, source)
    return decoded


def decode_html(data: bytes, source: str, *, declared: str | None = None) -> Decoded:
    """The same for HTML, where `declared` is what the carrier says and the page's own declaration stands in for it."""
    return decode_page(data, source, declared=declared or declared_charset(data))


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page declares of itself, as written."""
    head = _COMMENT.sub(b"", data[:_DECLARED_WITHIN])
    match = _META.search(head) or _XML.match(head)
    return match[1].decode("ascii") if match is not None else None


def looks_like_html(text: str) -> bool:
    """Whether a text begins as a web page does."""
    return _LOOKS_HTML.match(text[:4096]) is not None


def _not_blank(text: str, source: str) -> str:
    if not text.strip():
        raise InputError(refusal(source, "empty", "It holds nothing but white space."))
    return text
