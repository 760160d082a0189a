"""W3C Web Annotations (JSON-LD): each annotation on its words, by TextPositionSelector and TextQuoteSelector.

One AnnotationCollection with one AnnotationPage. Statements, figures, events, dates and names are as users left them
with their corrections; notes and grades follow, each with its author. Positions are code points of the document's
`text`, whose sha256 is `tawatur:text_hash`; the quotation finds the words in the page as it stands on the web.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from urllib.parse import quote as escaped

from tawatur import __version__
from tawatur.corrections.anchors import quote
from tawatur.corrections.words import tag
from tawatur.model import Document, Page, Span
from tawatur.store import Case
from tawatur.store.overlay import Overlay, Placed

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"tawatur": "urn:tawatur:"}]
_SOFTWARE = {"type": "Software", "name": f"tawatur {__version__}"}
_PARTS: dict[str, tuple[str, ...]] = {
    "attributions": ("cue", "source", "via"),
    "figures": ("counted_span", "place_span"),
    "events": ("participants", "place"),
}
_VALUES: dict[str, tuple[str, ...]] = {
    "attributions": ("stance", "mode", "said_on"),
    "figures": ("kind", "min", "max", "approx", "unit", "as_of", "status"),
    "events": ("kind", "date", "status"),
    "dates": ("value", "calendar", "interval"),
    "entities": ("kind", "name"),
}
_ONE = {"attributions": "attribution", "figures": "figure", "events": "event", "dates": "date", "entities": "entity"}


def write(case: Case, stream: TextIO, *, include_private: bool) -> int:
    """Write all annotations of a case; gives their number."""
    name = escaped(case.path.stem)
    head = {
        "@context": CONTEXT,
        "id": f"urn:tawatur:case:{name}",
        "type": "AnnotationCollection",
        "label": case.path.stem,
        "generator": _SOFTWARE,
    }
    page = {"id": f"urn:tawatur:case:{name}:1", "type": "AnnotationPage", "startIndex": 0}
    # written as it goes: a case may be larger than memory
    stream.write(_json(head)[:-1] + ', "first": ' + _json(page)[:-1] + ', "items": [')
    count = 0
    for one in annotated(case, include_private=include_private):
        stream.write(("," if count else "") + "\n" + _json(one))
        count += 1
    stream.write(f'\n]}}, "total": {count}}}\n')
    return count


def annotated(case: Case, *, include_private: bool) -> Iterator[dict[str, Any]]:
    """The annotations, by document."""
    over = Overlay(case)
    said: dict[str, list[Placed]] = {}
    for one in over.placed():
        said.setdefault(one.document, []).append(one)
    for page in over.pages():
        yield from _of_page(page, include_private)
        yield from (_of_user(page.document, one) for one in said.get(page.document.key, ()))


def _of_page(page: Page, include_private: bool) -> Iterator[dict[str, Any]]:
    document = page.document
    hidden = frozenset(i for i, one in enumerate(page.entities) if one.private and not include_private)
    for table, values in _VALUES.items():
        for index, one in enumerate(getattr(page, table)):
            if table == "entities" and index in hidden:
                continue
            without = ("source",) if table == "attributions" and one.speaker in hidden else ()
            facts = {f"tawatur:{name}": getattr(one, name) for name in values}
            bodies: list[dict[str, Any]] = [
                {"type": "TextualBody", "purpose": "tagging", "value": _ONE[table]},
                {"type": "Dataset", "purpose": "describing", **{k: v for k, v in facts.items() if v is not None}},
            ]
            for part in _PARTS.get(table, ()):
                if part not in without:
                    bodies += [
                        {**_place(document, span), "purpose": "linking", "tawatur:role": part.removesuffix("_span")}
                        for span in _spans(getattr(one, part))
                    ]
            targets = [_place(document, span) for span in _own(table, one)]
            yield {
                "id": f"urn:tawatur:{document.key}:{_ONE[table]}:{index}",
                "type": "Annotation",
                "motivation": "identifying",
                "creator": {**_SOFTWARE, "tawatur:rule": one.rule},
                "body": bodies,
                "target": targets if len(targets) > 1 else targets[0],
            }


def _own(table: str, one: Any) -> tuple[Span, ...]:
    """The words that an annotation is about."""
    if table == "attributions":
        return tuple(one.content)
    if table == "events":
        return tuple(one.trigger)
    return tuple(dict.fromkeys((one.span, *one.mentions))) if table == "entities" else (one.span,)


def _spans(held: Span | Iterable[Span] | None) -> tuple[Span, ...]:
    if held is None or isinstance(held, Span):
        return (held,) if held is not None else ()
    return tuple(held)


def _of_user(document: Document, one: Placed) -> dict[str, Any]:
    graded = one.made.action == "grade"
    value = tag(one.made) if graded else one.made.value or ""
    mark = hashlib.sha256(f"{one.made.author}\n{one.made.made_at}\n{value}\n{one.span}".encode()).hexdigest()[:16]
    return {
        "id": f"urn:tawatur:{document.key}:{one.made.kind}:{mark}",
        "type": "Annotation",
        "motivation": "assessing" if graded else "commenting",
        "creator": {"type": "Person", "name": one.made.author},
        "created": one.made.made_at,
        "body": {"type": "TextualBody", "purpose": "assessing" if graded else "commenting", "value": value},
        "target": _place(document, one.span),
    }


def _place(document: Document, span: Span) -> dict[str, Any]:
    """Words of a document, as a W3C SpecificResource."""
    words = quote(document.text, span)
    source = document.url if document.url is not None else f"urn:tawatur:{document.key}"
    return {
        "type": "SpecificResource",
        "source": source,
        "tawatur:document": document.name,
        "tawatur:text_hash": document.text_hash,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix},
        ],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
