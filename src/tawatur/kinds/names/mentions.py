"""Mentions: one place in a text where somebody or something is named, and how candidates that overlap are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tawatur.kinds.names.marks import Visits
from tawatur.kinds.names.tables import NameTables
from tawatur.model import EntityKind, Span
from tawatur.reading import Reading
from tawatur.words import LINE, MARK, WORD, Tokens

QUOTED: Final = 4
"""Words of a name in quotation marks behind a head or inside another name, at most."""


class Mention(NamedTuple):
    """Tokens `[first, last)` that name something; `glued` letters of the first are proclitics.

    `key` is what mentions of one thing share; `name` the canonical English name, if known. `core` are the folded
    words of the name alone. `title` is the folded bare head of the title before a person's name, else "";
    `epithets` are the titles before and behind it that are long enough to stand in its place, `behind` the bare head of
    the title in apposition.
    """

    first: int
    last: int
    glued: int
    kind: EntityKind
    key: str
    name: str | None
    core: tuple[str, ...]
    rule: str
    title: str = ""
    epithets: tuple[tuple[str, ...], ...] = ()
    behind: str = ""

    @property
    def size(self) -> int:
        """How many tokens it covers."""
        return self.last - self.first


def span_of(reading: Reading, mention: Mention, contracted: str) -> Span:
    """The printed span of a mention: without glued words, but a preposition and article written as one stay."""
    tokens = reading.tokens
    start, end = tokens.start[mention.first], tokens.end[mention.last - 1]
    glued = mention.glued
    if glued:
        form = tokens.form[mention.first]
        if form[:glued].endswith(contracted):
            glued -= len(contracted)
        size = tokens.end[mention.first] - start
        if glued and size == len(form):
            start += glued
        elif glued:  # marks among the glued letters
            word = reading.text[start : start + size]
            start += reading.pack.fold(word).source(glued, glued + 1).start
    return Span(start, end)


def told_again(
    reading: Reading, ranges: Sequence[tuple[int, int]], wanted: Iterable[tuple[str, ...]]
) -> Iterator[tuple[int, int, int, int, tuple[str, ...]]]:
    """Places in the token ranges where words stand that were read elsewhere: first token, the one behind, the end of
    its range, letters glued to the first, and the words; at one place in the order of `wanted`."""
    tables = reading.pack.made(NameTables)
    form = reading.tokens.form
    begins: dict[str, list[tuple[str, ...]]] = {}
    for words in wanted:
        begins.setdefault(words[0], []).append(words)
    forms = {written for base in begins for written in tables.written(base, False)}
    for i, last in reading.once(Visits).among(forms, ranges):
        for part in tables.parts(form[i]):
            for words in begins.get(part.base, ()) if not part.definite else ():
                end = i + len(words)
                if end <= last and tuple(form[i + 1 : end]) == words[1:]:
                    yield i, end, last, part.glued, words


def before(reading: Reading, i: int) -> str:
    """The folded form of the word before token `i`, over an opening mark; "" at the start of a line."""
    tokens = reading.tokens
    while i > 0 and tokens.kinds[i - 1] == MARK and tokens.spaced(i - 1):
        i -= 1
    return tokens.form[i - 1] if i > 0 and tokens.kinds[i - 1] not in (LINE, MARK) else ""


def quoted(reading: Reading, first: int, last: int, marks: dict[str, str]) -> bool:
    """Whether tokens `[first, last)` stand in quotation marks or brackets by themselves."""
    tokens = reading.tokens
    if first == 0 or last >= len(tokens):
        return False
    closer = marks.get(tokens.form[first - 1])
    return closer is not None and tokens.form[last] == closer


def closing(
    tokens: Tokens, at: int, last: int, closer: str | None, most: int = QUOTED, joints: tuple[str, ...] = ()
) -> int:
    """The mark that closes the one at `at` around up to `most` words, with `joints` among them; 0 where none does."""
    for end in range(at + 1, min(last, at + most + 2)):
        if tokens.form[end] == closer:
            return end if end > at + 1 else 0
        if tokens.kinds[end] != WORD and tokens.form[end] not in joints:
            return 0
    return 0


def split_off(tables: NameTables, form: str) -> bool:
    """Whether a rare first name would stand behind two letters or behind "like": the word is rather one of its own."""
    if "first_name" in tables.bare(form):
        return False
    first = next((part for part in tables.parts(form) if part.glued and "first_name" in tables.bare(part.base)), None)
    if first is None or not tables.is_rare(first.base):
        return False
    return first.glued > 1 or form.startswith(tables.prepositions[-1:])


def bare_head(tables: NameTables, form: str, heads: frozenset[str]) -> tuple[int, bool] | None:
    """How many letters are glued before a head word and whether it is definite; None where the form holds none."""
    for part in tables.parts(form):
        if part.base in heads:
            return part.glued, part.definite
    return None


def entitled(mentions: list[Mention], kept: list[Mention]) -> list[Mention]:
    """The kept mentions of persons with the titles that any mention which begins at the same word was read with."""
    titles: dict[int, Mention] = {}
    for m in mentions:
        told = m.kind == "person" and (m.title or m.epithets or m.behind)
        if told and (m.first not in titles or (m.title and not titles[m.first].title)):
            titles[m.first] = m
    out = []
    for m in kept:
        held = titles.get(m.first) if m.kind == "person" and not m.title else None
        out.append(m if held is None else m._replace(title=held.title, epithets=held.epithets, behind=held.behind))
    return out


def settle(mentions: list[Mention]) -> list[Mention]:
    """Mentions of which none lies in a longer one of its own kind, and no name of a person or body in any longer one.

    A place inside a body or a longer place stays only where a preposition led to it (see the rules that make them);
    those who made a longer mention say so by the rule, so here only true nesting is decided.
    """
    kept: list[Mention] = []
    open_: list[Mention] = []  # those kept that reach beyond where we are
    for mention in sorted(mentions, key=lambda m: (m.first, m.first - m.last)):
        first, size = mention.first, mention.last - mention.first
        open_ = [k for k in open_ if k.last > first]
        holder = next((k for k in reversed(open_) if k.last - k.first >= size), None) if open_ else None
        if holder is None or (mention.kind == "place" and holder.kind == "organisation" and mention.rule == NESTED):
            kept.append(mention)
            open_.append(mention)
    return kept


NESTED: Final = "place that a preposition leads to inside another name"
