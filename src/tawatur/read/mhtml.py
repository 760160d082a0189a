"""A page saved with its pictures: MHTML, a MIME message whose root part is the page."""

from __future__ import annotations

import email
import io
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal, Value
from tawatur.read.limits import Limits
from tawatur.read.pages import decode_html
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import Name, megabytes, read_whole, refuse_binary
from tawatur.sources import is_address

_HTML = ("text/html", "application/xhtml+xml")


def read_mhtml(stream: io.BufferedReader, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    """The page of an MHTML file, with its address and, from the Date header, the moment it was saved.

    The root is the part that `start` names, else the one at the snapshot's own address, else the first HTML part.
    """
    data = read_whole(stream, limits.archive_bytes, name)
    refuse_binary(data, name.source)
    if data.count(b"\n") > limits.archive_lines:
        reason = f"It has more than {limits.archive_lines:,} lines."
        raise InputError(refusal(name.source, "too-large", reason))
    try:
        saved = _take_apart(email.message_from_bytes(data))
    except Exception as error:  # the standard library's mail parser raises many things on hostile headers
        reason = f"It could not be taken apart ({type(error).__name__})."
        raise InputError(refusal(name.source, "broken-mhtml", reason)) from None
    if saved is None:
        raise InputError(refusal(name.source, "no-html-part", "It holds no HTML part."))
    if saved.defects:
        reason = f"Its HTML part can't be decoded ({', '.join(saved.defects)})."
        raise InputError(refusal(name.source, "broken-mhtml", reason))
    if len(saved.html) > limits.page_bytes:
        reason = f"Its HTML part has {megabytes(len(saved.html))}; at most {megabytes(limits.page_bytes)} are read."
        raise InputError(refusal(name.source, "too-large", reason))

    decoded = decode_html(saved.html, name.source, declared=saved.charset)
    yield from decoded.warnings
    fetched = _moment(saved.date) if saved.date else None
    if saved.date and fetched is None:
        reason = f"Its Date header is not a date: {saved.date[:60]!r}."
        yield warning(name.source, "bad-date", reason, place="header Date")
    yield Raw(
        source=name.source,
        media_type="text/html",
        data=saved.html,
        content=decoded.text,
        encoding=decoded.encoding,
        relative=name.relative,
        url=saved.address,
        fetched=fetched,
    )


class _Saved(Value, frozen=True):
    """What matters of an MHTML file."""

    html: bytes
    charset: str | None
    address: str | None
    date: str
    defects: tuple[str, ...]


def _take_apart(message: Message) -> _Saved | None:
    root = _root(message)
    if root is None:
        return None
    data = root.get_payload(decode=True)
    defects = sorted({type(defect).__name__ for defect in root.defects})
    return _Saved(
        html=data if isinstance(data, bytes) else b"",
        charset=root.get_content_charset(),
        address=_address(root, message),
        date=_header(message, "Date"),
        defects=tuple(defects if isinstance(data, bytes) else ["NoPayload"]),
    )


def _root(message: Message) -> Message | None:
    parts = [part for part in message.walk() if part.get_content_type() in _HTML]
    start = message.get_param("start")
    if isinstance(start, str):
        for part in parts:
            if _header(part, "Content-ID").strip("<> ") == start.strip("<> "):
                return part
    snapshot = _header(message, "Snapshot-Content-Location")
    for part in parts:
        if snapshot and _header(part, "Content-Location") == snapshot:
            return part
    return parts[0] if parts else None


def _address(root: Message, message: Message) -> str | None:
    """The page's address on the web; places on somebody's disk are none."""
    for part, field in (
        (root, "Content-Location"),
        (message, "Snapshot-Content-Location"),
        (message, "Content-Location"),
    ):
        value = _header(part, field)
        if is_address(value):
            return value
    return None


def _moment(date: str) -> str | None:
    """ISO 8601 of a mail date, or None."""
    try:
        moment: datetime = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat()


def _header(message: Message, field: str) -> str:
    """A header's value, unfolded and its encoded words decoded; "" where there is none."""
    value = message.get(field)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(value)))
    except (LookupError, ValueError, HeaderParseError):
        text = str(value).encode("utf-8", "replace").decode()
    return "".join(text.splitlines()).strip()
