"""Search: the words of a text folded and cut to stems, queries over them, and the way back to the printed words.

The index finds and ranks documents. Where a query stands in a found document is read from its text again, by the same
tokens and stems, so a hit is always a span of the text as printed.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from tawatur.clitics import Splitter, Stems
from tawatur.errors import UsageError
from tawatur.fold import MOST_FORMS, forget_rare
from tawatur.model import Document, Span, Value
from tawatur.packs import codes, load
from tawatur.words import NUMBER, WORD

_PROBE = 25  # every so many words of the frequency list are cut to tell whether the cutting has changed: 20 ms


class Snippet(Value, frozen=True):
    """Printed words around hits: `span` of the document's text, and the hits inside it."""

    span: Span
    text: str
    hits: tuple[Span, ...]


class Found(Value, frozen=True):
    """One document that answers a query: every place where a word or phrase of it stands, and snippets of the first.

    `key` is the document's key, `document` the name that exports give it.
    """

    key: str
    document: str
    outlet: str | None
    published: str | None
    title: str | None
    spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]

    @property
    def snippet(self) -> str:
        """The snippets in one line."""
        return " … ".join(" ".join(part.text.split()) for part in self.snippets)

    def as_dict(self) -> dict[str, Any]:
        """Itself in plain values, for JSON."""
        out: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return out


class Cutter:
    """Cuts texts to stems. Each word goes by the pack of its script, so a name in another script stays findable."""

    def __init__(self) -> None:
        self._scripts: dict[str, Stems] = {}
        packs = [load(code) for code in codes()]
        for pack in packs:
            if pack.has("search"):
                self._scripts.setdefault(str(pack.table("search")["script"]), pack.made(Stems))
        self._tokens = packs[0].tokens
        self._default = packs[0].made(Stems)
        self._form = packs[0].fold.form
        self._memo: dict[str, str] = {}
        probe = [word for pack in packs for word in pack.made(Splitter).listed()[::_PROBE]]
        self.mark = hashlib.sha256(" ".join(self.stem(word) for word in probe).encode()).hexdigest()
        """Changes when words are cut otherwise than before, be it by other tables or by other code."""

    def __call__(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and stem of every word and number of a text."""
        tokens = self._tokens(text)
        for start, end, kind in zip(tokens.start, tokens.end, tokens.kinds, strict=True):
            if kind in (WORD, NUMBER):
                stem = self.stem(text[start:end])
                if stem:
                    yield start, end, stem

    def stem(self, word: str) -> str:
        """The stem of one printed word; only letters and digits, "" where nothing is left."""
        found = self._memo.get(word)
        if found is None:
            script = unicodedata.name(word[0], "").partition(" ")[0]
            stem = self._scripts.get(script, self._default).stem(word)
            # the index cuts words where it meets other signs, so none may stand inside one
            found = "".join(char for char in stem if char.isalnum())
            if len(self._memo) >= MOST_FORMS:
                forget_rare(self._memo, self._form)
            self._memo[word] = found
        return found

    def words(self, text: str) -> str:
        """The stems of a text, parted by spaces: what the index holds."""
        return " ".join(stem for _, _, stem in self(text))


@cache
def stems() -> Cutter:
    """The one cutter, made when first used."""
    return Cutter()


class Query(NamedTuple):
    """What is asked: phrases of one stem or more, all of which must stand in a document."""

    phrases: tuple[tuple[str, ...], ...]

    def match(self) -> str:
        """The expression for the index."""
        return " AND ".join('"' + " ".join(phrase) + '"' for phrase in self.phrases)


_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|([^"“«\s]+|["“«])')


def parse(query: str) -> Query:
    """Read a query: words, all of which must be found, and "phrases" in quotation marks of any kind.

    Raises UsageError where no word is left.
    """
    phrases: list[tuple[str, ...]] = []
    for match in _QUOTED.finditer(query):
        inside = next((group for group in match.groups() if group is not None), "")
        phrase = tuple(stem for _, _, stem in stems()(inside))
        if phrase and phrase not in phrases:
            phrases.append(phrase)
    if not phrases:
        raise UsageError(f"The query {query!r} holds no word; give words, or a phrase in quotation marks.")
    return Query(tuple(phrases))


class Words(NamedTuple):
    """The words and numbers of a text as they are searched: where each begins and ends, and its stem."""

    start: array[int]
    end: array[int]
    stem: tuple[str, ...]


def cut(text: str) -> Words:
    """The words of a text; who searches it again and again keeps them, for cutting is most of the work."""
    start, end, stem = array("I"), array("I"), []
    for first, last, found in stems()(text):
        start.append(first)
        end.append(last)
        stem.append(found)
    return Words(start, end, tuple(stem))


def hits(text: str | Words, query: Query) -> tuple[Span, ...]:
    """Where the phrases of a query stand in a text, in order; none overlapping."""
    words = cut(text) if isinstance(text, str) else text
    first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(query.phrases, key=len, reverse=True):
        first.setdefault(phrase[0], []).append(phrase)
    out: list[Span] = []
    free = 0
    for at in [place for place, stem in enumerate(words.stem) if stem in first]:
        if at >= free:
            size = next((len(p) for p in first[words.stem[at]] if words.stem[at : at + len(p)] == p), 0)
            if size:
                out.append(Span(words.start[at], words.end[at + size - 1]))
                free = at + size
    return tuple(out)


def snippets(text: str, found: Sequence[Span], *, around: int = 80, most: int = 3) -> tuple[Snippet, ...]:
    """Printed words around the first hits: `around` code points each side, to whole words, inside one paragraph."""
    out: list[Snippet] = []
    at = 0
    while at < len(found) and len(out) < most:
        start, end = _widen(text, found[at], around)
        inside = [found[at]]
        at += 1
        while at < len(found) and found[at].end <= end:
            inside.append(found[at])
            at += 1
        if all(text[start:end] != one.text for one in out):  # a headline is often printed twice
            out.append(Snippet(Span(start, end), text[start:end], tuple(inside)))
    return tuple(out)


def _widen(text: str, hit: Span, around: int) -> tuple[int, int]:
    low = max(text.rfind("\n", 0, hit.start) + 1, hit.start - around)
    line_end = text.find("\n", hit.end)
    high = min(len(text) if line_end == -1 else line_end, hit.end + around)
    while low < hit.start and low > 0 and not text[low - 1].isspace():
        low += 1
    while high > hit.end and high < len(text) and not text[high].isspace():
        high -= 1
    while low < hit.start and text[low].isspace():
        low += 1
    while high > hit.end and text[high - 1].isspace():
        high -= 1
    return low, high


def found(document: Document, spans: tuple[Span, ...]) -> Found:
    """What a query found in a document, with snippets of the first places."""
    return Found(
        key=document.key,
        document=document.name,
        outlet=document.outlet,
        published=document.published.value if document.published is not None else None,
        title=document.title.of(document.text) if document.title is not None else None,
        spans=spans,
        snippets=snippets(document.text, spans),
    )


def index(connection: sqlite3.Connection) -> str:
    """The table to search a case by: its own index, or, where other tables or another version made that one, an index
    made anew for as long as the case is open. What was cut otherwise would be missed without a word.
    """
    held = connection.execute("SELECT value FROM state WHERE name = 'stems'").fetchone()
    if held is not None and held[0] == stems().mark:
        return "main.search_index"
    made = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'search_now'").fetchone()
    if made is None:
        connection.execute("CREATE VIRTUAL TABLE temp.search_now USING fts5(words, content='', tokenize='ascii')")
        rows = connection.execute("SELECT seq, text FROM main.documents ORDER BY seq")
        connection.executemany(
            "INSERT INTO temp.search_now (rowid, words) VALUES (?, ?)",
            ((seq, stems().words(text)) for seq, text in rows),
        )
    return "temp.search_now"
