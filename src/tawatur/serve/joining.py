"""What users join and part: statements that are one claim, figures that are one quantity, pages that are copies.

Each row is what the case holds as one, with its places; two places are chosen, and the ruling is on these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args

from tawatur.errors import UsageError
from tawatur.model import Correction, DerivationKind, Span
from tawatur.serve.live import Asked, Live, choose
from tawatur.store import Case
from tawatur.store.rulings import claim_ruling, copy_ruling

Of = Literal["statements", "figures", "pages"]
TABS: tuple[Of, ...] = get_args(Of)
HOW: tuple[str, ...] = get_args(DerivationKind)

SIZE = 40
"""Rows of one page."""
PLACES = 8
"""Places of a row that can be chosen: one is enough to speak of all, and the first are the likeliest."""
_ALONE = 40
"""Statements, or pages, that stand alone and answer a search."""


class Spot(NamedTuple):
    """One place that can be chosen; `value` names it in the form."""

    value: str
    words: str
    anchor: str
    outlet: str | None


class Row(NamedTuple):
    """What the case holds as one: what it is, how many places it has, and the first of them."""

    kind: str
    total: int
    spots: tuple[Spot, ...]


class Rows(NamedTuple):
    """One page of rows."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


def rows(live: Live, case: Case, of: Of, wanted: Asked) -> Rows:
    """What can be joined and parted: what stands in several places, and with words also what stands alone."""
    found: list[tuple[str, list[tuple[str, Span | None]]]] = live.kept(
        case, ("joined", of, wanted.words), lambda: list(_found(case, of, wanted.words))
    )
    pages = max(1, -(-len(found) // SIZE))
    page = min(wanted.page, pages)
    shown = found[(page - 1) * SIZE : page * SIZE]
    made = tuple(Row(kind, len(places), tuple(_spots(case, places[:PLACES]))) for kind, places in shown)
    return Rows(made, len(found), page, pages)


def _found(case: Case, of: Of, words: str | None) -> Iterator[tuple[str, list[tuple[str, Span | None]]]]:
    match of:
        case "statements":
            yield from _claims(case, words)
        case "figures":
            yield from _series(case, words)
        case "pages":
            yield from _copies(case, words)


def _claims(case: Case, words: str | None) -> Iterator[tuple[str, list[tuple[str, Span | None]]]]:
    held: set[tuple[str, Span]] = set()
    made = []
    for claim in case.related("claims"):
        if claim.kind == "attribution":
            places = [(one.document, one.span) for one in claim.mentions]
            held.update(places)
            if words is None or words in claim.text or _printed(case, places, words):
                made.append((claim.stance, places))
    made.sort(key=lambda one: -len(one[1]))
    yield from made
    if words is not None:
        # what stands in no claim yet can be joined too
        sql = (
            "SELECT d.key, a.stance, a.content FROM attributions a JOIN documents d ON d.seq = a.document "
            "WHERE instr(a.text, ?) ORDER BY d.name, d.key, a.idx LIMIT ?"
        )
        alone = [(key, stance, _ends(content)) for key, stance, content in _all(case, sql, words, 4 * _ALONE)]
        for key, stance, span in [one for one in alone if (one[0], one[2]) not in held][:_ALONE]:
            yield stance, [(key, span)]


def _series(case: Case, words: str | None) -> Iterator[tuple[str, list[tuple[str, Span | None]]]]:
    made = []
    for series in case.related("series"):
        if words is None and len(series.points) < 2:
            continue
        if words is None or any(words in point.text or words in (point.owner or "") for point in series.points):
            made.append((series.kind, [(point.document, point.span) for point in series.points]))
    made.sort(key=lambda one: -len(one[1]))
    yield from made


def _copies(case: Case, words: str | None) -> Iterator[tuple[str, list[tuple[str, Span | None]]]]:
    groups: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for row in case.derivations():
        groups.setdefault(row.group, []).extend((row.a, row.b))
        kinds[row.group] = row.kind
    some: tuple[str, ...] | None = None
    if words is not None:
        some = choose(case, Asked(words=words), size=20 * _ALONE).keys
    inside: set[str] = set()
    for group, keys in groups.items():
        keys = list(dict.fromkeys(keys))
        if some is None or set(keys) & set(some):
            inside.update(keys)
            yield kinds[group], [(key, None) for key in keys]
    for key in [one for one in some or () if one not in inside][:_ALONE]:
        yield "", [(key, None)]


def _all(case: Case, sql: str, *values: Any) -> list[Any]:
    return case.connection.execute(sql, values).fetchall()


def _ends(content: str) -> Span:
    """From the first to the last word of what is said, as claims have it."""
    import json

    spans = json.loads(content)
    return Span(spans[0][0], spans[-1][1])


def _printed(case: Case, places: Iterable[tuple[str, Span]], words: str) -> bool:
    return any(words in _words(case, key, span)[0] for key, span in places)


def _words(case: Case, key: str, span: Span | None) -> tuple[str, str | None]:
    """The words of a place, or the title of a document, and its outlet."""
    if span is None:
        sql = (
            "SELECT coalesce(substr(text, title_start + 1, title_end - title_start), name), outlet "
            "FROM documents WHERE key = ?"
        )
        return _all(case, sql, key)[0]  # type: ignore[no-any-return]
    sql = "SELECT substr(text, ?, ?), outlet FROM documents WHERE key = ?"
    return _all(case, sql, span.start + 1, span.end - span.start, key)[0]  # type: ignore[no-any-return]


def _spots(case: Case, places: Iterable[tuple[str, Span | None]]) -> Iterator[Spot]:
    for key, span in places:
        words, outlet = _words(case, key, span)
        value = key if span is None else f"{key} {span.start}-{span.end}"
        yield Spot(value, words, f"p{key}", outlet)


# --- from the form ----------------------------------------------------------------------------------------------------


def ruled(case: Case, form: Mapping[str, str], *, made_at: str) -> Correction:
    """The ruling that a form asks for. Raises UsageError, in words for the user, where it can't be."""
    author = form.get("author", "").strip()
    if not author:
        raise UsageError("Write your name first: every correction bears one.")
    of, action = form.get("of", ""), form.get("action", "")
    if of not in TABS or action not in ("same", "different"):
        raise UsageError("Say what is one, or two.")
    by: dict[str, Any] = {"author": author[:200], "made_at": made_at, "reason": form.get("reason", "").strip()[:2000]}
    known = frozenset(case.keys())
    one, other = (_place(form.get(side, ""), known, whole=of == "pages") for side in ("one", "other"))
    if of == "pages":
        how: Any = form.get("how") or None
        return copy_ruling(case, action, one[0], other[0], how=how, **by)  # type: ignore[arg-type]
    kind: Any = "figure" if of == "figures" else "attribution"
    return claim_ruling(case, action, one, other, of=kind, **by)  # type: ignore[arg-type]


def _place(value: str, known: frozenset[str], *, whole: bool) -> tuple[str, Span]:
    key, _, at = value.partition(" ")
    start, _, end = at.partition("-")
    if key not in known:
        raise UsageError("Choose two places.")
    if whole:
        return key, Span(0, 0)
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10 and int(start) < int(end)):
        raise UsageError("Choose two places.")
    return key, Span(int(start), int(end))
