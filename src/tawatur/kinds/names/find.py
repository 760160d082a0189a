"""Names: persons, bodies, outlets and places of a document, one entity each with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.names.bodies import BY_PATTERN, KIND_OF_PLACE, Bodies
from tawatur.kinds.names.capitals import find_capitals, has_capitals
from tawatur.kinds.names.epithets import EPITHET, bearers, epithet_mentions
from tawatur.kinds.names.foreign import Foreign
from tawatur.kinds.names.known import known_mentions
from tawatur.kinds.names.lists import Rows
from tawatur.kinds.names.mentions import Mention, entitled, settle, span_of
from tawatur.kinds.names.outlets import Told
from tawatur.kinds.names.persons import (
    ALONE,
    SHORT,
    full_mentions,
    led_mentions,
    lone_mentions,
    short_mentions,
    titled_mentions,
)
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.private import Private
from tawatur.kinds.names.tables import NameTables
from tawatur.model import Entity, Span
from tawatur.reading import Reading, touching

_NO_FAMILY: Final = frozenset(
    ("office", "body", "nationality", "stop", "particle", "second", "unnamed", "place_head", "honorific", "adjective")
)
"""Classes of words that stand for other things than the person whose name ends in one."""
STAND_INS: Final = frozenset((SHORT, ALONE, EPITHET))
"""Rules whose mentions stand in place of a name and are never the fullest one."""

SEVERAL: Final = "person:"
"""The key of a name that several persons of the document bear: nobody's."""


def find_names(reading: Reading, within: Sequence[Span], title: Span | None = None) -> tuple[Entity, ...]:
    """The entities named in the given stretches (title and body), in the order of their first mentions.

    Each has the span of its fullest mention, in the body rather than the `title`, and all its mentions. A family name
    that two persons bear joins neither.
    """
    if has_capitals(reading.pack):
        return find_capitals(reading, _ranges(reading, within), title)
    if not reading.pack.has("names"):
        return ()
    ranges = _ranges(reading, within)
    read = [
        *known_mentions(reading, ranges),
        *reading.pack.made(Bodies).find(reading, ranges),
        *titled_mentions(reading, ranges),
        *reading.pack.made(Foreign).find(reading, ranges),
        *reading.pack.made(Told).find(reading, ranges),
    ]
    mentions = entitled(read, settle(read))
    rows = reading.pack.made(Rows).find(reading, ranges, mentions)
    mentions = settle([*mentions, *rows, *full_mentions(reading, ranges, mentions)])
    mentions = _join_aliases(reading, _join_realms(reading, _join_bodies(reading, mentions)))
    mentions = _join_persons(reading, ranges, mentions)
    return _entities(reading, mentions, title)


def _ranges(reading: Reading, within: Sequence[Span]) -> list[tuple[int, int]]:
    """Token ranges of paragraphs inside the given stretches, in order, none overlapping."""
    out: list[tuple[int, int]] = []
    tokens = reading.tokens
    for span in sorted(within):
        first, last = tokens.before(span.start), tokens.before(span.end)
        for begin, end in touching(reading.paragraphs, first, last):
            low = max(first, begin, out[-1][1] if out else 0)
            if low < min(last, end):
                out.append((low, min(last, end)))
    return out


def _join_persons(reading: Reading, ranges: list[tuple[int, int]], mentions: list[Mention]) -> list[Mention]:
    """Give mentions of one person one key, and add the places where only the family name stands."""
    tables = reading.pack.made(NameTables)
    full: dict[str, tuple[str, ...]] = {}
    for mention in mentions:
        if mention.kind == "person" and len(mention.core) > len(full.get(mention.key, ())):
            full[mention.key] = mention.core
    keys = _one_person(full)
    # a family name of the gazetteer is the person's of the document who was named in full, and no longer the listed one
    joined = [
        m._replace(key=keys[m.key], name=None) if m.kind == "person" and keys[m.key] != m.key else m for m in mentions
    ]
    families: dict[tuple[str, ...], set[str]] = {}
    for key, words in full.items():
        if len(words) > 1 and keys[key] == key:
            families.setdefault(_family(words, tables), set()).add(key)
    families_of = {words: next(iter(found)) for words, found in families.items() if words and len(found) == 1}
    families_of |= _proper_places(joined, tables, families_of)
    shorts = families_of | {words: SEVERAL for words, found in families.items() if words and len(found) > 1}
    covered = _covered(joined)
    found = []
    for mention in short_mentions(reading, ranges, shorts):
        if mention.first in covered:
            continue
        if mention.key != SEVERAL:
            found.append(mention)
        else:
            span = span_of(reading, mention, tables.contracted)
            reading.abstain(span, "entity", SHORT, "several persons of the document bear this family name")
    joined += found
    covered |= _covered(found)
    homely = _homely(full, keys, tables)
    found = [m for m in led_mentions(reading, ranges, homely) if m.first not in covered]
    joined += found
    covered |= _covered(found)
    apart = _apart(reading, joined)
    told = epithet_mentions(reading, ranges, bearers(tables, joined))
    found = [m for m in told if m.first not in covered and m.first not in apart and m.last not in apart]
    joined += found
    covered |= _covered(found)
    heads = _heads(reading, joined)
    return joined + [m for m in lone_mentions(reading, ranges, heads) if m.first not in covered]


def _covered(mentions: list[Mention]) -> set[int]:
    """The tokens of mentions."""
    return {i for m in mentions for i in range(m.first, m.last)}


def _apart(reading: Reading, mentions: list[Mention]) -> frozenset[int]:
    """Tokens where a title stands beside the name of its bearer, with a comma between or none, and not in its place."""
    commas = reading.pack.made(Phrases).commas
    form = reading.tokens.form
    out: set[int] = set()
    for m in mentions:
        if m.kind == "person" and m.rule not in STAND_INS:
            out |= {m.first, m.last}
            if m.last < len(form) and form[m.last] in commas:
                out.add(m.last + 1)
            if m.first and form[m.first - 1] in commas:
                out.add(m.first - 1)
    return frozenset(out)


def _join_bodies(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Give a body's name without its nationality the key of the one earlier body that has it: the ministry of X."""
    tables = reading.pack.made(NameTables)
    made = [m for m in mentions if m.kind == "organisation" and m.rule in BY_PATTERN]
    full: dict[str, set[str]] = {}
    for mention in made:
        words = mention.key.split()
        cut = len(words)
        while cut > 1 and tables.is_nationality(words[cut - 1]):
            cut -= 1
        if cut < len(words):
            full.setdefault(" ".join(words[:cut]), set()).add(mention.key)
    first = {m.key: m.first for m in reversed(made)}
    whose = {short: next(iter(keys)) for short, keys in full.items() if len(keys) == 1 and short in first}
    return [
        m._replace(key=whose[m.key]) if m.key in whose and first[whose[m.key]] < m.first and m.rule in BY_PATTERN else m
        for m in mentions
    ]


def _join_aliases(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Give a short name in brackets or quotation marks behind a long one of its kind the key of that: body of X (Y)."""
    tokens, openers = reading.tokens, reading.pack.made(Phrases).openers
    ends = {m.last: m for m in mentions if m.kind in ("organisation", "outlet") and m.last - m.first > 1}
    whose: dict[str, str] = {}
    for m in mentions:
        held = ends.get(m.first - 1) if m.kind in ("organisation", "outlet") else None
        if held is None or held.kind != m.kind or held.key == m.key or m.last - m.first >= held.last - held.first:
            continue
        if m.last < len(tokens) and openers.get(tokens.form[m.first - 1]) == tokens.form[m.last]:
            whose.setdefault(m.key, held.key)
    return [m._replace(key=whose[m.key]) if m.key in whose else m for m in mentions]


def _join_realms(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Give "the kingdom" the key of the kingdom that the document names, if it names no other."""
    table = reading.pack.table("names").get("realms", {})
    realms = {*table.get("of", ()), *table.get("others", ())}
    named = {m.name: m.key for m in mentions if m.name in realms}
    if len(named) != 1 or not set(table["of"]).issuperset(named):
        return mentions
    key = next(iter(named.values()))
    short = {reading.pack.fold.form(word) for word in table.get("short", ())}
    return [m._replace(key=key, rule=SHORT) if m.kind == "place" and " ".join(m.core) in short else m for m in mentions]


def _family(words: tuple[str, ...], tables: NameTables) -> tuple[str, ...]:
    """The family name in a full name, with the particles before it; empty where it is an everyday word."""
    last = words[-1]
    if tables.bare(last) - {"first_name"} or tables.is_common(last):
        return ()
    begin = len(words) - 1
    while begin > 1 and "particle" in tables.bare(words[begin - 1]):
        begin -= 1
    return words[begin:]


def _homely(full: dict[str, tuple[str, ...]], keys: dict[str, str], tables: NameTables) -> dict[tuple[str, ...], str]:
    """Family names that are everyday words, and the one person of the document who bears each."""
    found: dict[tuple[str, ...], set[str]] = {}
    for key, words in full.items():
        last = words[-1]
        whole = len(words) > 1 and keys[key] == key and len(last) > 2
        if whole and not _family(words, tables) and not tables.classes(last) & _NO_FAMILY:
            found.setdefault(words[-1:], set()).add(key)
    return {words: next(iter(held)) for words, held in found.items() if len(held) == 1}


def _proper_places(
    mentions: list[Mention], tables: NameTables, taken: dict[tuple[str, ...], str]
) -> dict[tuple[str, ...], str]:
    """Proper parts of places that only their kind gave away, and whose: town of X, then X alone."""
    found: dict[tuple[str, ...], set[str]] = {}
    for mention in mentions:
        if mention.kind == "place" and mention.rule == KIND_OF_PLACE and len(mention.core) == 2:
            word = mention.core[1]
            if (word,) not in taken and tables.namelike(word) and not tables.bare(word):
                found.setdefault((word,), set()).add(mention.key)
    return {words: next(iter(keys)) for words, keys in found.items() if len(keys) == 1}


def _heads(reading: Reading, mentions: list[Mention]) -> dict[str, str]:
    """Titles and heads that one person or one body of the document bears, and whose: the minister, the movement."""
    tables = reading.pack.made(NameTables)
    bearers: dict[str, set[str]] = {}
    for mention in mentions:
        word = mention.title if mention.kind == "person" else mention.core[0]
        classes = tables.bare(word)
        if mention.kind == "person":
            if mention.behind and _single(tables.bare(mention.behind)):
                bearers.setdefault(mention.behind, set()).add(mention.key)
            usable = _single(classes)
        else:
            usable = mention.kind != "place" and bool(classes & {"body", "outlet_head"})
        if not usable:
            continue
        bearers.setdefault(word, set()).add(mention.key)
    return {word: next(iter(keys)) for word, keys in bearers.items() if len(keys) == 1}


def _single(classes: frozenset[str]) -> bool:
    """Whether a word is an office, and no rank, trade or body that many bear."""
    return "office" in classes and not classes & {"profession", "rank", "honorific", "body"}


def _one_person(full: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Each key's person: a name whose words all stand, in order, at the end or start of exactly one longer name."""
    keys: dict[str, str] = {}
    for key, words in full.items():
        longer = [other for other, parts in full.items() if len(parts) > len(words) and _shortens(words, parts)]
        keys[key] = longer[0] if len(longer) == 1 else key
    return {key: keys.get(target, target) for key, target in keys.items()}


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the end or the beginning of a longer one, or leaves out its middle names."""
    if short in (long[-len(short) :], long[: len(short)]):
        return True
    if len(short) < 2 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _entities(reading: Reading, mentions: list[Mention], title: Span | None) -> tuple[Entity, ...]:
    contracted = reading.pack.made(NameTables).contracted
    private = reading.pack.made(Private)
    start, end = reading.tokens.start, reading.tokens.end
    groups: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.first, m.first - m.last)):
        groups.setdefault(mention.key, []).append(mention)
    out = []
    for found in groups.values():
        named = [m for m in found if m.rule not in STAND_INS] or found
        below = [m for m in named if title is None or not title.start <= start[m.first] < title.end]
        fullest = max(below or named, key=lambda m: (end[m.last - 1] - start[m.first], -m.first))
        span = span_of(reading, fullest, contracted)
        spans = tuple(sorted({span_of(reading, m, contracted) for m in found}))
        name = next((m.name for m in found if m.name is not None), None)
        hidden = fullest.kind == "person" and private.only(reading, found)
        out.append(Entity(span, span.of(reading.text), fullest.kind, name, spans, fullest.rule, hidden))
    return tuple(out)
