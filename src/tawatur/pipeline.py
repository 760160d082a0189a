"""From one page to its annotations: clean, then every kind in the order in which they need each other.

    numbers -> dates -> names -> attributions -> figures -> events

Pure functions of their arguments: no clock, no network, no state but the language packs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from tawatur.clean import clean
from tawatur.collector import collector_waits
from tawatur.errors import InputError, internal_error
from tawatur.kinds.attributions.find import find_attributions
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.dates.furniture import Furniture
from tawatur.kinds.events.find import find_events
from tawatur.kinds.figures.find import find_figures
from tawatur.kinds.names.find import find_names
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Attribution, Document, Entity, Event, Figure, Moment, Page, Raw, Refusal, Span, joined
from tawatur.packs import pack_of
from tawatur.read import from_content
from tawatur.reading import Reading
from tawatur.wrapped import unwrapped

KINDS = ("numbers", "dates", "names", "attributions", "figures", "events")
"""What is annotated, in order; each is one table of a language."""
_FURNITURE = ("chrome", "other_article")
_SPAN = attrgetter("span")


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

    Furniture is read line by line and apart, so that it says nothing of the page.

    A kind for which the language has no table yet is left out, which is said once in `abstained`.
    """
    with collector_waits():
        return _annotated(document, lang, now)


def _annotated(document: Document, lang: str, now: str | None) -> Page:
    pack = pack_of(document.lang, lang)
    furniture = _furniture(document)
    left_out = _ranges(furniture, document.text)
    reading = Reading(document.text, pack, left_out)
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
        attributions = tuple([_interrupted(said, left_out, document.text) for said in attributions])
        entities = _public(entities, attributions)
    figures: tuple[Figure, ...] = ()
    if pack.has("figures"):
        figures = find_figures(reading, document, quantities, dates, entities, attributions)
    events: tuple[Event, ...] = ()
    if pack.has("events"):
        events = find_events(reading, document, dates, entities, attributions, figures)
    reading.forget()
    numbers = [quantity.number for quantity in quantities]
    if furniture and pack.has("numbers"):
        aside = pack.made(Furniture).read(document.text, furniture, reference)
        numbers = sorted([*numbers, *aside.numbers], key=_SPAN)
        dates = tuple(sorted([*dates, *aside.dates], key=_SPAN))
        reading.abstained += aside.abstained
    return Page(
        document=document,
        numbers=tuple(numbers),
        dates=dates,
        figures=figures,
        attributions=attributions,
        events=events,
        entities=entities,
        abstained=tuple(reading.abstained),
    )


def _furniture(document: Document) -> list[Span]:
    """The lines that are nothing but furniture; none in a text wrapped at a column, whose lines are no units."""
    text = document.text
    if unwrapped(text) is not text:
        return []
    spans = [block.span for block in document.blocks if block.role in _FURNITURE]
    return [
        span
        for span in spans
        if text[span.start - 1 : span.start] in ("", "\n") and text[span.end : span.end + 1] in ("", "\n")
    ]


def _ranges(lines: Sequence[Span], text: str) -> list[tuple[int, int]]:
    """Lines with the line end behind them, those that follow each other joined.

    The line end behind the first line of a text stays, so that what follows still begins a line.
    """
    out: list[tuple[int, int]] = []
    for span in lines:
        start, end = span.start, min(span.end + 1, len(text)) if span.start else span.end
        if out and out[-1][1] == start:
            start = out.pop()[0]
        out.append((start, end))
    return out


def _interrupted(said: Attribution, left_out: Sequence[tuple[int, int]], text: str) -> Attribution:
    """An attribution whose words go on behind furniture: they are what stands before and behind it."""
    parts: list[Span] = []
    for span in said.content:
        start = span.start
        for begin, end in left_out[bisect_left(left_out, (span.start, 0)) :]:
            if end >= span.end:
                break
            parts.append(Span(start, begin - 1))
            start = end
        parts.append(Span(start, span.end))
    if len(parts) == len(said.content):
        return said
    return msgspec.structs.replace(said, content=tuple(parts), text=joined(parts, text))


def _public(entities: tuple[Entity, ...], attributions: tuple[Attribution, ...]) -> tuple[Entity, ...]:
    """The entities; nobody who is attributed words is private, being named for more than what befell them."""
    speakers = {said.speaker for said in attributions}
    return tuple(
        msgspec.structs.replace(one, private=False) if one.private and index in speakers else one
        for index, one in enumerate(entities)
    )
