"""Which documents of a case a dossier shows: those that are asked for, and never more than it can hold.

A dossier of 250 pages opens in a blink and can be read; a larger case is cut by words, speaker, outlet, days or story.
Where still more are left, those stay whose statements and figures have the most independent sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tawatur.days import check_days
from tawatur.errors import UsageError
from tawatur.model import Actor, Value
from tawatur.packs import codes, load
from tawatur.store import Case
from tawatur.store.search import index, parse

MOST = 250
"""Documents that a dossier holds unless more are asked for."""

ASKED = ("words", "speaker", "outlet", "story", "since", "until", "most")
"""What a selection can name; `story` by a page of it, `since` and `until` by ISO 8601 days."""


class Selected(Value, frozen=True):
    """The documents to show, in no order: by what they were chosen, how many fit that, how many the case has."""

    keys: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    fit: int
    total: int
    most: int

    @property
    def ranked(self) -> bool:
        """Whether more fit than are shown."""
        return len(self.keys) < self.fit


class _Weight(NamedTuple):
    """The most sources shown to stand behind something that a page says, and how many things it shares with others."""

    least: int
    shared: int


def read_selection(given: Iterable[str]) -> dict[str, str]:
    """What `--select NAME=VALUE` asks for. Raises UsageError for a name that there isn't, and for no value."""
    out: dict[str, str] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if name not in ASKED or not sign or not value.strip():
            raise UsageError(f"Can't select by {one!r}; write NAME=VALUE with one of: {', '.join(ASKED)}.")
        out[name] = value.strip()
    return out


def select(case: Case, asked: Mapping[str, str]) -> Selected:
    """The documents of a case that fit all that is asked for, `most` of them (250 unless asked otherwise).

    Raises UsageError where none fits, or something asked for can't be read.
    """
    most = _most(asked)
    check_days(asked)
    keys = set(case.keys())
    total = len(keys)
    if "words" in asked:
        keys &= _by_words(case, asked["words"])
    if "speaker" in asked:
        keys &= _by_speaker(case, asked["speaker"])
    if "story" in asked:
        keys &= _by_story(case, asked["story"])
    for name, sql in (
        ("outlet", "SELECT key FROM documents WHERE outlet = ?"),
        ("since", "SELECT key FROM documents WHERE published_value >= ?"),
        ("until", "SELECT key FROM documents WHERE substr(published_value, 1, length(?1)) <= ?1"),
    ):
        if name in asked:
            keys &= {row[0] for row in case.connection.execute(sql, (asked[name],))}
    if not keys and total:
        told = ", ".join(f"{name}={value}" for name, value in asked.items())
        raise UsageError(f"No page of the case fits {told}; the case has {total}.")
    fit = len(keys)
    shown = sorted(keys)
    if fit > most:
        weights = _weights(case)
        none = _Weight(0, 0)
        shown.sort(key=lambda key: (-weights.get(key, none).least, -weights.get(key, none).shared, key))
        shown = sorted(shown[:most])
    return Selected(tuple(shown), tuple(pair for pair in asked.items() if pair[0] != "most"), fit, total, most)


def _most(asked: Mapping[str, str]) -> int:
    value = asked.get("most", str(MOST))
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise UsageError(f"most={value} is no number of pages; write most=250.")
    return int(value)


def _by_words(case: Case, words: str) -> set[str]:
    place = index(case.connection)
    table = place.rpartition(".")[2]
    query = parse(words)
    sql = f"SELECT d.key FROM documents d JOIN {place} ON d.seq = {table}.rowid WHERE {table} MATCH ?"
    return {row[0] for row in case.connection.execute(sql, (query.match(),))}


def _by_speaker(case: Case, name: str) -> set[str]:
    """Documents in which somebody speaks whose name is the given one, or holds it whole."""
    fold = load(codes()[0]).fold.flat
    wanted = f" {' '.join(fold(name).split())} "
    actors = {
        actor.actor
        for actor in case.actors()
        if not actor.private and any(wanted in f" {' '.join(fold(text).split())} " for text in _names(actor))
    }
    sql = (
        "SELECT m.document, m.actor FROM actor_members m JOIN documents d ON d.key = m.document "
        'JOIN attributions a ON a.document = d.seq AND a.speaker = m."index"'
    )
    return {document for document, actor in case.connection.execute(sql) if actor in actors}


def _names(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *(one.text for one in actor.names), actor.english or "")


def _by_story(case: Case, page: str) -> set[str]:
    """The documents of the story that a page is of; the page by its key, name or address, or the story by its name."""
    rows = tuple(case.related("stories"))
    named = {document.key for document in case.documents() if page in (document.key, document.name, document.url)}
    stories = {row.story for row in rows if row.document in named or row.story == page}
    return {row.document for row in rows if row.story in stories}


def _weights(case: Case) -> dict[str, _Weight]:
    """The weight of each document that shares something; `key` -> weight."""
    out: dict[str, _Weight] = {}
    for row in (*case.origins(), *case.related("claims")):
        for key in {mention.document for mention in row.mentions}:
            held = out.get(key, _Weight(0, 0))
            out[key] = _Weight(max(held.least, row.origins_at_least), held.shared + 1)
    return out
