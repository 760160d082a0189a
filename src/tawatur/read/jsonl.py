"""Many pages in one file: JSONL, one object a line, read without ever holding more than a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import msgspec

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal
from tawatur.read.encodings import decode, stray_nuls
from tawatur.read.limits import Limits
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import HEAD, Name, as_utf8, megabytes, refuse_binary

_PAGE_KEYS = ("text", "html", "title")
_MORE_KEYS = ("url", "outlet", "published", "fetched", "author")
_KEYS = frozenset(("id", *_PAGE_KEYS, *_MORE_KEYS))

# A file may have other keys by the thousand; ten name the problem.
_KEYS_NAMED = 10
_KEYS_KEPT = 1000

_decode_json = msgspec.json.Decoder().decode
_encode_json = msgspec.json.Encoder().encode


def read_jsonl(stream: io.BufferedReader, name: Name, limits: Limits) -> Iterator[Raw | Refusal]:
    """The pages of a JSONL file, each `source` being `file#line`; a bad line never costs another.

    A record has its page under `html` or `text`. Where both are filled, `html` is the page and `text` is ignored:
    the text was made from the page, by rules we don't know. A number as `id` is taken as written. `data` is the
    JSON of page and title, keys in order and nothing else, so that the same page hashes alike wherever it stands.

    What many lines share (keys that are not used, text beside html, values that are no strings) is said once, at
    the end of the file.
    """
    head = stream.peek(HEAD)
    if not head:
        yield refusal(name.source, "empty", "It is empty.")
        return
    try:
        refuse_binary(head, name.source)
    except InputError as error:
        yield error.refusal
        return
    encoding, stream = as_utf8(stream)
    records = _Records(name, encoding, limits)
    empty = True
    number = 0
    try:
        for number, line in _lines(stream, limits.line_bytes):
            if isinstance(line, int):
                yield records.too_long(number, line)
            elif line.strip():
                if empty and line.strip() in (b"[", b"{"):
                    reason = "It is one JSON value over many lines, not one object a line."
                    yield refusal(name.source, "json-not-lines", reason, place=f"line {number}")
                    return
                yield from records.read(number, line)
            else:
                continue
            empty = False
    except UnicodeDecodeError:
        reason = f"Its {encoding} is broken; the lines from here on can't be read."
        yield refusal(name.source, "broken-bytes", reason, place=f"line {number + 1}")
        empty = False
    if empty:
        yield refusal(name.source, "empty", "It holds nothing but white space.")
    yield from records.said_once()


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | int]]:
    """Each line with its number from 1; of a line longer than `limit` only its length, never more than a part held."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        length = len(line)
        del line
        while more := stream.readline(HEAD):
            length += len(more)
            if more.endswith(b"\n"):
                break
        yield number, length


class _Records:
    """The records of one file, and what is to be said once about all of them."""

    def __init__(self, name: Name, encoding: str, limits: Limits) -> None:
        self._name = name
        self._encoding = encoding
        self._limits = limits
        self._unknown: set[str] = set()
        self._ignored: dict[str, list[int]] = {}
        """Field -> (first line, number of lines) where its value was not taken."""

    def read(self, number: int, line: bytes) -> Iterator[Raw | Refusal]:
        """The page of one line, or why there is none."""
        place = f"line {number}"
        encoding = self._encoding
        try:
            try:
                record = _decode_json(line)
            except UnicodeDecodeError:
                decoded = decode(line, source=self._name.source, place=place)
                yield from decoded.warnings
                encoding = decoded.encoding
                record = _decode_json(decoded.text)
        except InputError as error:
            yield error.refusal
            return
        except (msgspec.DecodeError, RecursionError) as error:
            reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
            yield self._refuse(number, "not-json", f"The line is not JSON: {reason}.")
            return
        if not isinstance(record, dict):
            yield self._refuse(number, "not-object", f"The line is {_type(record)}, not an object.")
            return
        yield self._page(number, record, encoding)

    def too_long(self, number: int, length: int) -> Refusal:
        """The refusal of a line that was skipped unread."""
        limit = megabytes(self._limits.line_bytes)
        return self._refuse(number, "line-too-long", f"The line has {megabytes(length)}; at most {limit} are read.")

    def said_once(self) -> Iterator[Refusal]:
        """The warnings that belong to the whole file, sorted."""
        if self._unknown:
            names = sorted(self._unknown)
            more = len(names) - _KEYS_NAMED
            listed = ", ".join(key[:40] for key in names[:_KEYS_NAMED]) + (f" and {more} more" if more > 0 else "")
            reason = f"Its records have keys that are not known: {listed}. Known are: {', '.join(sorted(_KEYS))}."
            yield warning(self._name.source, "unknown-keys", reason)
        for field, (first, count) in sorted(self._ignored.items()):
            lines = "1 line" if count == 1 else f"{count} lines"
            place = f"line {first}"
            if field == "text":
                yield warning(self._name.source, "text-beside-html", f"{lines} give both html and text.", place=place)
            else:
                reason = f"{field} is not a string in {lines}, and is left out there."
                yield warning(self._name.source, "ignored-field", reason, place=place)

    def _page(self, number: int, record: dict[str, Any], encoding: str) -> Raw | Refusal:
        if not record.keys() <= _KEYS and len(self._unknown) < _KEYS_KEPT:
            self._unknown.update(record.keys() - _KEYS)
        for key in _PAGE_KEYS:
            if not isinstance(record.get(key), str | None):
                return self._refuse(number, "wrong-type", f"{key} is {_type(record[key])}, not a string.")
        own = record.get("id")
        if isinstance(own, int) and not isinstance(own, bool):
            own = str(own)
        elif not isinstance(own, str | None):
            return self._refuse(number, "wrong-type", f"id is {_type(own)}, not a string.")

        text, html = record.get("text") or "", record.get("html") or ""
        is_html = bool(html.strip())
        content = html if is_html else text
        if is_html and text:
            self._ignore("text", number)
        if not content.strip():
            return self._refuse(number, "no-text", "The record has neither text nor html.")
        title = record.get("title") or ""
        if not stray_nuls(content) or "\0" in title:
            return self._refuse(number, "binary", "The page holds NUL characters, as binary files do.")
        page = {"html" if is_html else "text": content}
        if title.strip():
            page["title"] = title
        data = _encode_json(page)
        if len(data) > self._limits.page_bytes:
            limit = megabytes(self._limits.page_bytes)
            return self._refuse(number, "too-large", f"The page has {megabytes(len(data))}; at most {limit} are read.")

        return Raw(
            source=f"{self._name.source}#{number}",
            media_type="text/html" if is_html else "text/plain",
            data=data,
            content=content,
            encoding=encoding,
            relative=f"{self._name.relative}#{number}",
            id=own or None,
            title=title if title.strip() else None,
            url=self._more(record, "url", number),
            outlet=self._more(record, "outlet", number),
            published=self._more(record, "published", number),
            fetched=self._more(record, "fetched", number),
            author=self._more(record, "author", number),
        )

    def _more(self, record: dict[str, Any], key: str, number: int) -> str | None:
        value = record.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self._ignore(key, number)
        return None

    def _ignore(self, field: str, number: int) -> None:
        self._ignored.setdefault(field, [number, 0])[1] += 1

    def _refuse(self, number: int, code: str, reason: str) -> Refusal:
        return refusal(self._name.source, code, reason, place=f"line {number}")


def _type(value: object) -> str:
    """What JSON calls a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a string", int: "a number", float: "a number", list: "an array", dict: "an object"}
    return names[type(value)]
