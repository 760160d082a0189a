"""From one page to its annotations: clean, then every kind in the order in which they need each other.

    numbers -> dates -> names -> attributions -> figures -> events

Pure functions of their arguments: no clock, no network, no state but the language packs.
"""

from __future__ import annotations

import msgspec

from tawatur.clean import clean
from tawatur.collector import collector_waits
from tawatur.errors import InputError, internal_error
from tawatur.kinds.attributions.find import find_attributions
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.events.find import find_events
from tawatur.kinds.figures.find import find_figures
from tawatur.kinds.names.find import find_names
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Attribution, Document, Entity, Event, Figure, Moment, Page, Raw, Refusal, Span
from tawatur.packs import pack_of
from tawatur.read import from_content
from tawatur.reading import Reading

KINDS = ("numbers", "dates", "names", "attributions", "figures", "events")
"""What is annotated, in order; each is one table of a language."""


def annotate(
    content: str | bytes,
    *,
    media_type: str = "text/plain",
    url: str | None = None,
    now: str | None = None,
    lang: str = "ar",
) -> Page:
    """The annotated document of one page.

    `content` is a text, or bytes whose encoding is recognised; `media_type` "text/plain" or "text/html". `now` (ISO
    8601) is the day that relative dates count from when the page doesn't say when it was published; without either
    they stay unresolved. `lang` is the pack for a text whose letters don't tell its language.

    Raises InputError where nothing can be read from the content, UsageError for an unknown language or media type.
    """
    raw = from_content(content, media_type=media_type, url=url)
    if isinstance(raw, Refusal):
        raise InputError(raw)
    page, refusals = process(raw, lang=lang, now=now)
    if page is None:
        raise InputError(next(r for r in refusals if r.severity == "refusal"))
    return page


def process(raw: Raw, *, lang: str = "ar", now: str | None = None) -> tuple[Page | None, tuple[Refusal, ...]]:
    """Clean and annotate one page. A page that can't be used gives no page and a refusal; warnings stand beside it.

    An unexpected fault is a refusal too: one bad page never costs another.
    """
    try:
        document, refusals = clean(raw, default_lang=lang)
        page = annotate_document(document, lang=lang, now=now) if document is not None else None
    except Exception as error:  # the boundary between one page and the batch
        return None, (internal_error(raw.source, error),)
    return page, refusals


def annotate_document(document: Document, *, lang: str = "ar", now: str | None = None) -> Page:
    """Annotate a cleaned document: numbers and dates in its whole text, all else in its title and body.

    A kind for which the language has no table yet is left out, which is said once in `abstained`.
    """
    with collector_waits():
        return _annotated(document, lang, now)


def _annotated(document: Document, lang: str, now: str | None) -> Page:
    pack = pack_of(document.lang, lang)
    reading = Reading(document.text, pack)
    reference = document.published or (Moment(now, "stated") if now else None)
    within: list[Span] = [*([document.title] if document.title else []), *document.body]
    missing = [kind for kind in KINDS if not (pack.has(kind) or (kind == "names" and pack.has("capitals")))]
    if missing and document.text:
        whole = Span(0, len(document.text))
        for kind in missing:
            reading.abstain(whole, kind, "language without a table", f"the pack {pack.code!r} has no {kind}.toml yet")

    quantities = find_numbers(reading) if pack.has("numbers") else []
    dates = find_dates(reading, reference) if pack.has("dates") else ()
    entities = find_names(reading, within, document.title) if "names" not in missing else ()
    attributions: tuple[Attribution, ...] = ()
    if pack.has("attributions"):
        attributions, entities = find_attributions(reading, document, dates, entities)
        entities = _public(entities, attributions)
    figures: tuple[Figure, ...] = ()
    if pack.has("figures"):
        figures = find_figures(reading, document, quantities, dates, entities, attributions)
    events: tuple[Event, ...] = ()
    if pack.has("events"):
        events = find_events(reading, document, dates, entities, attributions, figures)
    reading.forget()
    return Page(
        document=document,
        numbers=tuple(quantity.number for quantity in quantities if quantity.number is not None),
        dates=dates,
        figures=figures,
        attributions=attributions,
        events=events,
        entities=entities,
        abstained=tuple(reading.abstained),
    )


def _public(entities: tuple[Entity, ...], attributions: tuple[Attribution, ...]) -> tuple[Entity, ...]:
    """The entities; nobody who is attributed words is private, being named for more than what befell them."""
    speakers = {said.speaker for said in attributions}
    return tuple(
        msgspec.structs.replace(one, private=False) if one.private and index in speakers else one
        for index, one in enumerate(entities)
    )
