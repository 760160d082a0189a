"""FollowTheMoney entities, one JSON object a line, for Aleph and what else reads them.

| of the case | schema |
|---|---|
| a document | Article, with its text, address, outlet, moments and sha256 |
| an actor | Person, Organization (outlets too), Address (places), LegalEntity (of no known kind) |
| an actor named in a document | Mention, resolved to the actor |
| a statement | Documentation: the actor, the document, its stance as the role, its words as the summary |
| an entry of the timeline | Event, with the actors that take part and the documents as proof |

Figures have no schema there. Actors are those of the case as it was last related; people named only as victims or
relatives are left out unless asked for. Identifiers are hashes: the same thing has the same one in every export.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from tawatur.model import Actor, Document, Occurrence, Page
from tawatur.store import Case
from tawatur.store.overlay import Overlay

_SCHEMAS = {"person": "Person", "organisation": "Organization", "outlet": "Organization", "place": "Address",
            None: "LegalEntity"}  # fmt: skip
_LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra", "fa": "fas", "he": "heb", "tr": "tur", "ur": "urd", "ku": "kur",
              "de": "deu", "es": "spa", "ru": "rus", "it": "ita", "pt": "por", "zh": "zho"}  # fmt: skip
"""Our codes -> ISO 639-3, which FollowTheMoney takes."""

Entity = dict[str, Any]


def write(case: Case, stream: TextIO, *, include_private: bool) -> int:
    """Write all entities of a case; gives their number."""
    count = 0
    for one in entities(case, include_private=include_private):
        stream.write(json.dumps(one, ensure_ascii=False) + "\n")
        count += 1
    return count


def entities(case: Case, *, include_private: bool) -> Iterator[Entity]:
    """Actors, then documents each with whom it names and who says what there, then the timeline."""
    actors = {one.actor: one for one in case.actors() if include_private or not one.private}
    for actor in actors.values():
        yield _actor(actor)
    members = {place: actor for place, actor in case.actors_of().items() if actor in actors}
    for page in Overlay(case).pages():
        yield _article(page.document, hashlib.sha1(case.blob(page.document.blob)).hexdigest())
        yield from _mentions(page, members, actors)
        yield from _statements(page, members, actors)
    known: dict[str, list[str]] = {}
    for actor in actors.values():
        for name in actor.names if _SCHEMAS[actor.kind] != "Address" else ():
            known.setdefault(name.text, []).append(_actor_id(actor))
    for row in case.related("timeline"):
        if row.status == "stated" and row.kind != "statement":
            yield _event(row, known)


def _entity(schema: str, mark: Iterable[str], properties: dict[str, Iterable[str | None]]) -> Entity:
    """An entity; what is unknown is left out, what is said twice is said once."""
    key = "\n".join((schema, *mark))
    held = {
        name: list(dict.fromkeys(_tidy(name, value) for value in values if value and value.strip()))
        for name, values in properties.items()
    }
    return {
        "id": f"tawatur-{hashlib.sha256(key.encode()).hexdigest()[:40]}",
        "schema": schema,
        "properties": {name: values for name, values in held.items() if values},
    }


def _tidy(name: str, value: str) -> str:
    """A value without white space around it, and one space at most between words but in the text of a page."""
    return value.strip() if name == "bodyText" else " ".join(value.split())


def _article(document: Document, sha1: str) -> Entity:
    title = document.title.of(document.text) if document.title is not None else None
    return _entity(
        "Article",
        [document.key],
        {
            "title": [title],
            "name": [title or document.name],
            "fileName": [document.source.rpartition("/")[2]],
            "sourceUrl": [document.url],
            "publisher": [document.outlet],
            "author": [document.author],
            "publishedAt": [_day(document.published.value if document.published is not None else None)],
            "retrievedAt": [_day(document.fetched_at)],
            "language": [_LANGUAGES.get(document.lang or "")],
            "mimeType": [document.media_type],
            "contentHash": [sha1],  # Aleph knows files by it
            "notes": [f"sha256 {document.blob}"],
            "bodyText": [document.text],
        },
    )


def _article_id(key: str) -> str:
    return str(_entity("Article", [key], {})["id"])


def _actor(actor: Actor) -> Entity:
    schema = _SCHEMAS[actor.kind]
    others = [name.text for name in actor.names if name.text != actor.name]
    properties: dict[str, Iterable[str | None]] = {"name": [actor.name], "alias": [actor.english, *others]}
    if schema == "Address":
        properties["full"] = [actor.name]
    return _entity(schema, [actor.actor], properties)


def _actor_id(actor: Actor) -> str:
    return str(_entity(_SCHEMAS[actor.kind], [actor.actor], {})["id"])


def _mentions(page: Page, members: dict[tuple[str, int], str], actors: dict[str, Actor]) -> Iterator[Entity]:
    names: dict[str, list[str]] = {}
    for index, one in enumerate(page.entities):
        actor = members.get((page.document.key, index))
        if actor is not None and one.kind is not None:
            names.setdefault(actor, []).append(one.text)
    for actor, printed in names.items():
        held = actors[actor]
        yield _entity(
            "Mention",
            [page.document.key, actor],
            {
                "document": [_article_id(page.document.key)],
                # a place is nobody there, so nothing that a name could be resolved to
                "resolved": [_actor_id(held)] if _SCHEMAS[held.kind] != "Address" else [],
                "name": printed,
                "detectedSchema": [_SCHEMAS[held.kind]],
            },
        )


def _statements(page: Page, members: dict[tuple[str, int], str], actors: dict[str, Actor]) -> Iterator[Entity]:
    document = page.document
    for index, one in enumerate(page.attributions):
        actor = members.get((document.key, one.speaker)) if one.speaker is not None else None
        if actor is not None:
            yield _entity(
                "Documentation",
                [document.key, str(index), one.text],
                {
                    "document": [_article_id(document.key)],
                    "entity": [_actor_id(actors[actor])],
                    "role": [one.stance],
                    "summary": [one.text],
                    "date": [_day(one.said_on)],
                    "sourceUrl": [document.url],
                },
            )


def _event(row: Occurrence, known: dict[str, list[str]]) -> Entity:
    """An entry of the timeline. Who takes part stands there by name; one name is one actor's, or nobody's here."""
    found = [known[name][0] for name in row.participants if len(known.get(name, ())) == 1]
    return _entity(
        "Event",
        [row.occurrence],
        {
            "name": [row.text],
            "date": [_day(day) for day in row.dates or (row.date,)],
            "location": [row.place],
            "keywords": [row.kind],
            "involved": found,
            "proof": [_article_id(place.document) for place in row.places],
        },
    )


def _day(moment: str | None) -> str | None:
    """A moment as FollowTheMoney takes it: an ISO prefix; of an interval its beginning."""
    return moment.partition("/")[0] if moment is not None else None
