"""Names: persons, bodies, outlets and places of a document, one entity each with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.kinds.name_tables import NameTables
from tawatur.kinds.names_bodies import Bodies
from tawatur.kinds.names_known import known_mentions
from tawatur.kinds.names_mentions import Mention, settle, span_of
from tawatur.kinds.names_persons import lone_mentions, short_mentions, titled_mentions
from tawatur.model import Entity, Span
from tawatur.reading import Reading


def find_names(reading: Reading, within: Sequence[Span], title: Span | None = None) -> tuple[Entity, ...]:
    """The entities named in the given stretches (title and body), in the order of their first mentions.

    Each has the span of its fullest mention, in the body rather than the `title`, and all its mentions. A family name
    that two persons bear joins neither.
    """
    if not reading.pack.has("names"):
        return ()
    ranges = _ranges(reading, within)
    mentions: list[Mention] = []
    for first, last in ranges:
        mentions += settle(
            [
                *known_mentions(reading, first, last),
                *reading.pack.made(Bodies).find(reading, first, last),
                *titled_mentions(reading, first, last),
            ]
        )
    mentions = _join_persons(reading, ranges, mentions)
    return _entities(reading, mentions, title)


def _ranges(reading: Reading, within: Sequence[Span]) -> list[tuple[int, int]]:
    """Token ranges of paragraphs inside the given stretches."""
    out = []
    tokens = reading.tokens
    for span in sorted(within):
        first, last = tokens.before(span.start), tokens.before(span.end)
        for begin, end in reading.paragraphs:
            low, high = max(first, begin), min(last, end)
            if low < high:
                out.append((low, high))
    return out


def _join_persons(reading: Reading, ranges: list[tuple[int, int]], mentions: list[Mention]) -> list[Mention]:
    """Give mentions of one person one key, and add the places where only the family name stands."""
    tables = reading.pack.made(NameTables)
    full: dict[str, tuple[str, ...]] = {}
    for mention in mentions:
        if mention.kind == "person":
            full.setdefault(mention.key, mention.core)
    keys = _one_person(full)
    joined = [m._replace(key=keys[m.key]) if m.kind == "person" else m for m in mentions]
    families: dict[str, set[str]] = {}
    for key, words in full.items():
        if len(words) > 1 and keys[key] == key:
            families.setdefault(words[-1], set()).add(key)
    bearers = {
        word: next(iter(found))
        for word, found in families.items()
        if len(found) == 1
        and (not tables.bare(word) or "first_name" in tables.bare(word))
        and not tables.is_common(word)
    }
    covered = {i for m in joined for i in range(m.first, m.last)}
    for first, last in ranges:
        joined += [m for m in short_mentions(reading, first, last, bearers) if m.first not in covered]
    heads = _heads(reading, joined)
    for first, last in ranges:
        joined += [m for m in lone_mentions(reading, first, last, heads) if m.first not in covered]
    return joined


def _heads(reading: Reading, mentions: list[Mention]) -> dict[str, str]:
    """Titles and heads that one person or one body of the document bears, and whose: the minister, the movement."""
    tables = reading.pack.made(NameTables)
    bearers: dict[str, set[str]] = {}
    for mention in mentions:
        word = mention.title if mention.kind == "person" else mention.core[0]
        if mention.kind == "place" or not tables.bare(word) & {"office", "body", "outlet_head"}:
            continue
        bearers.setdefault(word, set()).add(mention.key)
    return {word: next(iter(keys)) for word, keys in bearers.items() if len(keys) == 1}


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
    groups: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.first, -m.size)):
        groups.setdefault(mention.key, []).append(mention)
    out = []
    for found in groups.values():
        below = [m for m in found if title is None or not title.holds(reading.span(m.first, m.last))]
        fullest = max(below or found, key=lambda m: (m.size, -m.first))
        span = span_of(reading, fullest, contracted)
        spans = tuple(sorted({span_of(reading, m, contracted) for m in found}))
        name = next((m.name for m in found if m.name is not None), None)
        out.append(Entity(span, span.of(reading.text), fullest.kind, name, spans, fullest.rule))
    return tuple(out)
