"""Titles as names: the foreign minister of X, behind or before a person's name first and then in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tawatur.kinds.names.mentions import Mention, told_again
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.model import Span
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import WORD

EPITHET: Final = "title that one person of the document bears"
SHORTEST: Final = 2
"""Words an epithet has at least: a title alone is decided with the other heads of the document."""


def epithet(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """The words of the title in tokens `[first, last)`, without honorifics at its ends; empty where none is left."""
    tables = reading.pack.made(NameTables)
    forms = reading.tokens.form
    while last > first and tables.classes(forms[last - 1]) & {"honorific", "rank", "deputy"}:
        last -= 1
    while first < last and "office" not in tables.classes(forms[first]):
        first += 1
    words = forms[first + 1 : last]
    if last - first < SHORTEST or any(kind != WORD for kind in reading.tokens.kinds[first:last]):
        return ()
    if any("stop" in tables.classes(word) for word in words) or not _definite(reading, first + 1, last):
        return ()
    if first > 0 and tables.classes(forms[first - 1]) & {"office", "deputy"}:
        return ()
    part = next(part for part in tables.parts(forms[first]) if "office" in tables.bare(part.base))
    if part.base in reading.pack.made(Phrases).many:
        return ()
    return (forms[first][part.glued :], *words)


def _definite(reading: Reading, first: int, last: int) -> bool:
    """Whether a complement says which one: a word with the article in it, or a known name."""
    tables = reading.pack.made(NameTables)
    article = (tables.article, tables.contracted)
    tokens = reading.tokens
    return any(
        tokens.form[i].startswith(article) or tables.known(tokens, i, last) is not None for i in range(first, last)
    )


def bearers(tables: NameTables, mentions: Sequence[Mention]) -> dict[tuple[str, ...], str]:
    """Titles that exactly one person of the document bears."""
    found: dict[tuple[str, ...], set[str]] = {}
    for mention in mentions:
        for words in mention.epithets if mention.kind == "person" else ():
            found.setdefault(words, set()).add(mention.key)
            if len(words) > SHORTEST and tables.is_nationality(words[-1]):
                found.setdefault(words[:-1], set()).add(mention.key)  # the minister of X, his nation left out
    return {words: next(iter(keys)) for words, keys in found.items() if len(keys) == 1}


def epithet_mentions(
    reading: Reading, ranges: Sequence[tuple[int, int]], found: Mapping[tuple[str, ...], str]
) -> Iterator[Mention]:
    """Places in the token ranges where a title stands in place of the one person who bears it.

    A title that goes on, with an adjective or a name, is a longer one and counts for nothing here.
    """
    tables = reading.pack.made(NameTables)
    tokens = reading.tokens
    done = (-1, 0)
    for i, end, last, glued, words in told_again(reading, ranges, sorted(found, key=len, reverse=True)):
        behind = tokens.form[end] if end < last and tokens.kinds[end] == WORD else ""
        goes_on = behind.startswith((tables.article, tables.contracted)) or tables.namelike(behind)
        if (i, glued) != done and not goes_on and (not behind or tables.known(tokens, end, last) is None):
            done = (i, glued)
            yield Mention(i, end, glued, "person", found[words], None, words, EPITHET)


class Role(NamedTuple):
    """A title printed with a name: its bare head and the bare words of its complement.

    `rank` where it is a military one; `single` where one person holds such an office at a time.
    """

    head: str
    words: tuple[str, ...]
    rank: bool
    single: bool


REACH: Final = 120
"""Code points before a name in which its title is looked for: the longest titles in real pages have about a hundred."""


def roles_of(pack: Pack, text: str, span: Span) -> tuple[Role, ...]:
    """The titles of a person at one mention: in it where it is a title itself, else right before it."""
    tables = pack.made(NameTables)
    inside = pack.tokens(span.of(text))
    if "office" in tables.classes(inside.form[0]) and len(inside) > 1:
        forms, kinds = inside.form, inside.kinds
    else:
        ahead = pack.tokens(text[max(0, span.start - REACH) : span.start])
        forms, kinds = ahead.form, ahead.kinds
    return _roles(pack, forms, kinds)


def roles_at(reading: Reading, span: Span) -> tuple[Role, ...]:
    """As `roles_of`, at a mention in a text that was read."""
    tokens = reading.tokens
    first = tokens.before(span.start)
    if first == len(tokens) or tokens.start[first] != span.start:
        return roles_of(reading.pack, reading.text, span)  # letters are glued before it
    last = tokens.before(span.end)
    if last - first == 1 or "office" not in reading.pack.made(NameTables).classes(tokens.form[first]):
        first, last = tokens.before(span.start - REACH), first
    return _roles(reading.pack, tokens.form[first:last], tokens.kinds[first:last])


def _roles(pack: Pack, forms: Sequence[str], kinds: str) -> tuple[Role, ...]:
    tables, many = pack.made(NameTables), pack.made(Phrases).many
    out: list[Role] = []
    end = len(forms)
    for i in range(end - 1, -1, -1):
        classes = tables.classes(forms[i])
        if kinds[i] != WORD or "stop" in classes:
            break
        if not classes & {"office", "rank"}:
            continue
        part = next(part for part in tables.parts(forms[i]) if tables.bare(part.base) & {"office", "rank"})
        rank = "rank" in classes and end == i + 1
        if not rank and "office" not in classes:
            continue
        words = tuple(sorted({_plain(tables, form) for form in forms[i + 1 : end]}))
        out.append(Role(part.base, words, rank, part.base not in many))
        end = i
    return tuple(out)


def _plain(tables: NameTables, form: str) -> str:
    return form.removeprefix(tables.contracted).removeprefix(tables.article)
