"""A case as the web page reads it: which documents are asked for, and the dossier's view of them, kept a while."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from tawatur.errors import UsageError
from tawatur.model import Actor, Span
from tawatur.show.dossier import given_by, viewed
from tawatur.show.items import Dossier
from tawatur.show.view import DossierInput
from tawatur.store import Case, open_case
from tawatur.store.overlay import Overlay
from tawatur.store.search import Words, index, parse

SHOWN = 50
"""Documents that one view takes in: their statements fill some ten screens, and the view is there in a blink."""

_TEXTS = 8_000_000
"""Code points of texts that are kept cut into words for the next search: some 60 MB with their stems."""

_ITEMS = 200_000
"""Statements and figures of pages that are kept for the next search."""

_KEPT = 240  # views, parts of them and lists that are kept, some 0.1 MB each
_MIB_OF_QUERY = 1 << 10  # characters of a query; a longer one is no query

_OLD = 60.0
"""Seconds for which views may be without what an import adds or makes anew meanwhile: each page would cost every view.
What users say and new relations show at once, and an import ends by relating."""

_BY_DAY = "coalesce(d.published_value, '~'), d.name, d.key"
"""The order of the dossier."""


T = TypeVar("T")


class Asked(NamedTuple):
    """What the bar above every view asks for; None where it asks for nothing."""

    words: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    page: int = 1
    story: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked for but a page."""
        return self._replace(page=1) != Asked()


class Chosen(NamedTuple):
    """The documents of one view: `keys` of this page, in their order, out of `total`."""

    keys: tuple[str, ...]
    total: int
    page: int
    pages: int
    problem: str | None = None
    whole: bool = True
    """Whether pages follow each other by day, so that their places can be counted."""


def asked(query: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask for; what can't be read asks for nothing."""
    page = query.get("page", "1")

    def given(name: str) -> str | None:
        value = query.get(name, "").strip()[:_MIB_OF_QUERY]
        return value or None

    return Asked(
        given("q"),
        given("outlet"),
        given("since"),
        given("until"),
        given("actor"),
        max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
        given("story"),
    )


class Read(NamedTuple):
    """A document as search shows it."""

    title: str
    outlet: str | None
    published: str | None
    direction: str
    text: str
    words: Words


class Item(NamedTuple):
    """A statement or a figure that search may show: its place among its kind on the page, its words, what it is called,
    and where a word may stand that asks for it."""

    number: int
    text: str
    of: str
    places: tuple[Span, ...]


class Shelf(Generic[T]):
    """What was worked out last, by name, up to a weight; any thread may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._weight = 0

    def get(self, name: Hashable, make: Callable[[], T], weight: Callable[[T], int]) -> T:
        """What stands under a name, else what `make` gives, which is kept."""
        with self._lock:
            found = self._held.get(name)
            if found is not None:
                self._held.move_to_end(name)
                return found[0]
        made = make()
        with self._lock:
            before = self._held.pop(name, None)
            self._held[name] = (made, weight(made))
            self._weight += self._held[name][1] - (before[1] if before is not None else 0)
            while self._weight > self._most and len(self._held) > 1:
                self._weight -= self._held.popitem(last=False)[1][1]
        return made


class Live:
    """The case behind the page; any thread may ask. Every answer is of one state of the file."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._seen: tuple[tuple[Any, ...], tuple[Any, ...], float] | None = None
        self.texts: Shelf[Read] = Shelf(_TEXTS)
        self.items: Shelf[tuple[Item, ...]] = Shelf(_ITEMS)

    @contextmanager
    def open(self) -> Iterator[Case]:
        """The case, open for this request alone. Raises CaseError."""
        case = open_case(self.path)
        try:
            yield case
        finally:
            case.connection.close()  # the next request comes at once: its log may stay till then

    def kept(self, case: Case, name: Hashable, make: Any, *, of_relations: bool = False) -> Any:
        """What `make()` gives, from before where the case is as it was then; `of_relations`: where these are."""
        key = (name, stamp(case)[1] if of_relations else self._state(case))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _state(self, case: Case) -> tuple[Any, ...]:
        """The stamp of the case; pages that were only added since some seconds ago don't change it."""
        now = stamp(case)
        said, grown = now[:2], now[2:]
        with self._lock:
            seen, at = self._seen, time.monotonic()
            if seen is None or seen[0] != said or (seen[1] != grown and at - seen[2] > _OLD):
                seen = self._seen = (said, grown, at)
            return (*seen[0], *seen[1])

    def dossier(self, case: Case, keys: tuple[str, ...]) -> Dossier:
        """The dossier's view of some documents, with whole texts."""

        def make() -> Dossier:
            numbers = self.kept(case, "numbers", lambda: _numbers(case))
            if not all(key in numbers for key in keys):  # added since
                numbers = _numbers(case)
            over = Overlay(case)
            # relations are read once for all views: each is a table of JSON
            base: DossierInput = self.kept(case, "relations", lambda: given_by(case, ()), of_relations=True)
            ledgers = self.kept(case, "ledgers", lambda: _ledgers(case, over))
            given = replace(base, **ledgers, pages=tuple(over.page(key).page for key in keys))
            if len(keys) < len(numbers):
                given = inside(given, frozenset(keys))
            return viewed(replace(given, numbers=numbers), text="full")

        made: Dossier = self.kept(case, ("dossier", keys), make)
        return made

    def actors(self, case: Case) -> list[Actor]:
        """Whom the case knows, those named oftenest first; private people and places are left out."""

        def make() -> list[Actor]:
            rows = (one for one in case.related("actors") if not one.private and one.kind != "place" and one.names)
            return sorted(rows, key=lambda one: (-sum(name.count for name in one.names), one.name, one.actor))

        made: list[Actor] = self.kept(case, "actors", make, of_relations=True)
        return made

    def gathered(self, case: Case, view: str, wanted: Asked) -> Chosen:
        """The documents of one page of a view of what pages have in common: what belongs together is never parted."""
        total = len(self.kept(case, "numbers", lambda: _numbers(case)))
        if total <= SHOWN:
            return choose(case, wanted)
        sets: list[frozenset[str]] = self.kept(
            case, ("together", view), lambda: list(together(case, view)), of_relations=True
        )
        if wanted.any:
            chosen = choose(case, wanted, size=total)
            if chosen.problem is not None:
                return chosen
            some = frozenset(chosen.keys)
            sets = [one for one in sets if one & some]
        pages = packed(sets)
        page = min(wanted.page, max(1, len(pages)))
        keys = pages[page - 1] if pages else ()
        return Chosen(keys, sum(map(len, pages)), page, max(1, len(pages)), whole=False)


def _ledgers(case: Case, over: Overlay) -> dict[str, Any]:
    """What the dossier shows beside pages and relations: the rest of what `given_by` reads."""
    runs = case.runs()
    return {
        "refusals": case.refusals(),
        "remarks": over.placed(),
        "judged": over.measured(),
        "run": runs[-1] if runs else None,
    }


def inside(given: DossierInput, keys: frozenset[str]) -> DossierInput:
    """What the dossier shows of some documents: of what pages have in common only what lies wholly among them."""

    def all_in(places: Iterable[Any]) -> bool:
        return all(place.document in keys for place in places)

    return replace(
        given,
        derivations=[row for row in given.derivations if row.a in keys and row.b in keys],
        origins=[row for row in given.origins if all_in(row.mentions)],
        claims=[row for row in given.claims if all_in(row.mentions)],
        timeline=[row for row in given.timeline if all_in(row.places)],
        versions=[row for row in given.versions if row.document in keys and row.earlier in keys],
    )


def together(case: Case, view: str) -> Iterator[frozenset[str]]:
    """Sets of documents that one thing in a view holds together, in the order of the view."""
    if view == "copies":
        groups: dict[str, set[str]] = {}
        for row in case.derivations():
            groups.setdefault(row.group, set()).update((row.a, row.b))
        yield from (frozenset(one) for one in groups.values())
        yield from (frozenset(place.document for place in row.mentions) for row in case.origins())
    elif view == "timeline":
        yield from (frozenset(place.document for place in row.places) for row in case.related("timeline"))
    else:
        rows = {row.claim: row for row in case.related("claims")}
        own = {name: frozenset(place.document for place in row.mentions) for name, row in rows.items()}
        for name, row in rows.items():
            others = [own[other] for other in (*row.denies, *row.conflicts) if other in own]
            if others or len(own[name]) > 1:
                yield own[name].union(*others)


def packed(sets: Iterable[frozenset[str]]) -> list[tuple[str, ...]]:
    """Sets of documents put together into pages of some `SHOWN`, in order; none is parted."""
    pages: list[set[str]] = []
    for one in sets:
        if pages and (one <= pages[-1] or len(one | pages[-1]) <= SHOWN):
            pages[-1] |= one
        else:
            pages.append(set(one))
    return [tuple(sorted(page)) for page in pages]


def totals(case: Case) -> dict[str, int]:
    """The overview in numbers of a whole case, as the dossier counts them, from the tables."""

    def count(sql: str) -> int:
        return int(case.connection.execute(sql).fetchone()[0])

    spoken = (
        "SELECT count(DISTINCT m.actor) FROM actor_members m JOIN actors c ON c.actor = m.actor "
        "JOIN documents d ON d.key = m.document JOIN attributions a ON a.document = d.seq "
        'AND a.speaker = m."index" WHERE NOT c.private AND c.kind IS NOT NULL'
    )
    return {
        "pages": case.count("documents"),
        "outlets": count("SELECT count(DISTINCT outlet) FROM documents"),
        "refused": count("SELECT count(*) FROM refusals WHERE severity = 'refusal'"),
        "warnings": count("SELECT count(*) FROM refusals WHERE severity = 'warning'"),
        "attributions": case.count("attributions"),
        "speakers": count(spoken),
        "figures": case.count("figures"),
        "groups": count('SELECT count(DISTINCT "group") FROM derivations'),
    }


def _numbers(case: Case) -> dict[str, int]:
    """Document key -> its number in the whole case, which the dossier gives it too."""
    rows = case.connection.execute(f"SELECT d.key FROM documents d ORDER BY {_BY_DAY}")
    return {row[0]: number for number, row in enumerate(rows, 1)}


def stamp(case: Case) -> tuple[Any, ...]:
    """Changes when anything that is shown does."""
    sql = (
        "SELECT (SELECT coalesce(max(id), 0) FROM corrections), (SELECT value FROM state WHERE name = 'related'), "
        "(SELECT coalesce(max(id), 0) FROM runs), (SELECT count(*) FROM documents), (SELECT count(*) FROM refusals)"
    )
    return tuple(case.connection.execute(sql).fetchone())


def unrelated(case: Case) -> int:
    """How many corrections that bear on relations were made since documents were last related."""
    held = case.connection.execute("SELECT value FROM state WHERE name = 'related'").fetchone()
    parts = json.loads(held[0]) if held is not None else []
    seen = parts[3] if len(parts) > 3 and isinstance(parts[3], int) else 0
    sql = (
        "SELECT count(*) FROM corrections WHERE id > ? AND action <> 'accept' "
        "AND kind NOT IN ('note', 'source', 'information')"
    )
    return int(case.connection.execute(sql, (seen,)).fetchone()[0])


def choose(case: Case, wanted: Asked, *, size: int = SHOWN, start: int | None = None) -> Chosen:
    """The documents that are asked for: by words, outlet, days, speaker; best first, without words by day.

    They are those of one page of so many, or, with `start`, so many from a place on.
    """
    values: list[Any] = []
    tables, where, order = "documents d", ["1"], _BY_DAY
    if wanted.words is not None:
        try:
            match = parse(wanted.words).match()
        except UsageError as error:
            return Chosen((), 0, 1, 1, str(error))
        place = index(case.connection)
        table = place.rpartition(".")[2]
        tables += f" JOIN {place} ON d.seq = {table}.rowid"
        where.append(f"{table} MATCH ?")
        values.append(match)
        order = f"bm25({table}), d.name, d.key"
    if wanted.outlet is not None:
        where.append("d.outlet = ?")
        values.append(wanted.outlet)
    if wanted.since is not None:
        where.append("d.published_value >= ?")
        values.append(wanted.since)
    if wanted.until is not None:
        where.append("substr(d.published_value, 1, ?) <= ?")
        values += [len(wanted.until), wanted.until]
    if wanted.actor is not None:
        where.append(
            "EXISTS (SELECT 1 FROM actor_members m JOIN actors c ON c.actor = m.actor JOIN attributions a "
            'ON a.document = d.seq AND a.speaker = m."index" WHERE m.document = d.key AND NOT c.private '
            "AND (c.name = ? OR c.actor = ?))"
        )
        values += [wanted.actor, wanted.actor]
    if wanted.story is not None:
        where.append("d.key IN (SELECT document FROM stories WHERE story = ?)")
        values.append(wanted.story)
    condition = " AND ".join(where)
    total = int(case.connection.execute(f"SELECT count(*) FROM {tables} WHERE {condition}", values).fetchone()[0])
    pages = max(1, -(-total // size))
    page = min(wanted.page, pages)
    sql = f"SELECT d.key FROM {tables} WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
    first = (page - 1) * size if start is None else start
    rows = case.connection.execute(sql, (*values, size, first)).fetchall()
    return Chosen(tuple(row[0] for row in rows), total, page, pages)


def outlets(case: Case) -> list[str]:
    """The outlets of a case, by name."""
    sql = "SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL ORDER BY outlet"
    return [row[0] for row in case.connection.execute(sql)]


def speakers(case: Case, most: int = 200) -> list[str]:
    """Names of actors who say something, those named oftenest first; private people are left out."""
    sql = (
        "SELECT c.name, count(*) AS said FROM actors c JOIN actor_members m ON m.actor = c.actor "
        "JOIN documents d ON d.key = m.document JOIN attributions a ON a.document = d.seq "
        'AND a.speaker = m."index" WHERE NOT c.private GROUP BY c.actor ORDER BY said DESC, c.name LIMIT ?'
    )
    return list(dict.fromkeys(row[0] for row in case.connection.execute(sql, (most,))))


def key_of(case: Case, anchor: str) -> str | None:
    """The key of the document that an anchor of the dossier (p and digits of the key) names."""
    rows = case.connection.execute(
        "SELECT key FROM documents WHERE substr(key, 1, ?) = ? LIMIT 2", (len(anchor) - 1, anchor[1:])
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else None
