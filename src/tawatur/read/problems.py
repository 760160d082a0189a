"""Every way in which an input can fail to be read: its code and what mends it."""

from __future__ import annotations

from typing import Literal

from tawatur.model import Refusal

_UTF8 = "Convert it to UTF-8 (for example with iconv) and try again."

MENDS = {
    "bad-date": "Nothing is lost but the moment of capture; correct the Date header if it is needed.",
    "binary": "Give the page as text, HTML, MHTML or JSONL.",
    "broken-bytes": "Get the file again, or convert it to UTF-8 from the encoding it was written in.",
    "broken-gzip": "Get the file again, or unpack it and give what is inside.",
    "broken-link": "Remove the link, or put back what it points to.",
    "broken-mhtml": "Save the page again, as MHTML or as HTML.",
    "broken-warc": "Get the archive again if the record is needed; the others are read.",
    "companion-folder": "Nothing to do: it holds parts of the saved page beside it. Rename it if it holds pages.",
    "duplicate": "Nothing to do: it is taken once.",
    "empty": "Get the page again, or leave the file out.",
    "encoding-unknown": _UTF8,
    "given-twice": "Nothing to do: each is taken once.",
    "gzip-bomb": "If the file is yours and right, unpack it and give what is inside.",
    "id-conflict": "Give each capture an id of its own; the first one is kept.",
    "ignored-field": "Give the value as a string.",
    "json-not-lines": "Write one JSON object a line, for example with: jq -c '.[]' FILE.",
    "line-too-long": "Leave pictures and attachments out of the record, or raise the limit.",
    "link-outside": "Give what it points to as a source of its own.",
    "looks-like-html": "If it is a web page, end its name in .html.",
    "no-html-part": "Save the page again, as MHTML or as HTML.",
    "no-match": "Look at the pattern: * stays within a folder, ** goes through folders, hidden files never match.",
    "no-text": "Give the page as a string under text or html.",
    "not-a-file": "Give a file or folder, or pipe the content in and give - as the source.",
    "not-found": "Look at the spelling.",
    "not-json": "Write one JSON object a line.",
    "not-local": "Save the page and give the file, or give the address to `tawatur build`.",
    "not-object": "Write one JSON object a line.",
    "not-pages": "Nothing to do: pictures, scripts, redirects and errors are part of every crawl.",
    "not-readable": "Look at its permissions and at the disk, and try again.",
    "symlink-loop": "Remove the link.",
    "stray-nul": "Nothing to do if the page reads well: they are kept as they stand.",
    "text-beside-html": "Nothing to do: html is the page, text was not looked at. Leave html out to have text read.",
    "too-deep": "Give the inner folder as a source of its own.",
    "too-large": "Leave out what is not the page, or raise the limit.",
    "too-many-files": "Give fewer files at a time, put them into JSONL, or raise the limit.",
    "unknown-keys": "Nothing to do: they are not used.",
    "unknown-type": "Give .txt, .html, .htm, .jsonl, .mhtml, .mht, .warc (each also with .gz) or .wacz, or pipe it in.",
    "wrong-charset": "Nothing to do if the page reads well; else correct the declaration.",
    "wrong-type": "Give the value as a string.",
}
"""Code -> the usual mend. A reader that knows a better one says that instead."""


def refusal(source: str, code: str, reason: str, *, place: str = "", mend: str | None = None) -> Refusal:
    """The record of an input, or a part of one, that is not taken."""
    return _record(source, code, reason, place, mend, "refusal")


def warning(source: str, code: str, reason: str, *, place: str = "", mend: str | None = None) -> Refusal:
    """The record of something the user should know about an input that is taken, or that was left out on purpose."""
    return _record(source, code, reason, place, mend, "warning")


def _record(
    source: str, code: str, reason: str, place: str, mend: str | None, severity: Literal["refusal", "warning"]
) -> Refusal:
    return Refusal(input=source, place=place, code=code, reason=reason, mend=mend or MENDS[code], severity=severity)
