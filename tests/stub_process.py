"""A stand-in for annotate in tests of the store: pages cut into paragraphs, quoted words as attributions. Importable
by the processes that a build starts."""

from __future__ import annotations

import hashlib
import os
import re

from tawatur.model import Abstention, Attribution, Block, Document, Entity, Moment, Number, Page, Raw, Refusal, Span


def process(raw: Raw, *, lang: str = "ar", now: str | None = None) -> tuple[Page | None, tuple[Refusal, ...]]:
    """A page of `raw`: its paragraphs as body, runs of digits as numbers, quoted stretches as attributions."""
    if "REFUSE" in raw.content:
        return None, (Refusal(raw.source, "", "stub", "It says REFUSE.", "Don't."),)
    if "DIE" in raw.content:
        os._exit(9)
    title = raw.title
    text = f"{title}\n\n{raw.content}" if title else raw.content
    starts = len(text) - len(raw.content)
    blocks = [
        Block(Span(m.start(), m.end()), "body", str(n), "stub")
        for n, m in enumerate(re.finditer(r"[^\n]+", text))
        if m.start() >= starts
    ]
    blob = hashlib.sha256(raw.data).hexdigest()
    document = Document(
        key=hashlib.sha256(f"{raw.id or raw.url or raw.relative}\0{blob}".encode()).hexdigest()[:32],
        source=raw.source,
        blob=blob,
        media_type=raw.media_type,
        encoding=raw.encoding,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        text_starts=starts,
        id=raw.id,
        url=raw.url,
        lang=lang,
        outlet=raw.outlet,
        title=Span(0, len(title)) if title else None,
        published=Moment(raw.published, "stated") if raw.published else None,
        blocks=tuple(blocks),
    )
    numbers = tuple(
        Number(Span(m.start(), m.end()), m.group(), float(int(m.group())), "stub") for m in re.finditer(r"\d+", text)
    )
    quotes = tuple(
        Attribution(
            id=f"a{n}",
            text=m.group(1),
            content=(Span(m.start(1), m.end(1)),),
            cue=(),
            source=(),
            via=(),
            implicit=False,
            mode="direct",
            stance="report",
            rule="stub",
            speaker=0,
        )
        for n, m in enumerate(re.finditer('"([^"\n]+)"', text), 1)
    )
    first = re.search(r"\w+", text)
    entities = (
        (Entity(Span(first.start(), first.end()), first.group(), "person", None, (), "stub"),)
        if first and quotes
        else ()
    )
    abstained = (Abstention(Span(0, 1), "date", "stub", now),) if now else ()
    told = (Refusal(raw.source, "", "odd", "It says ODD.", "See.", "warning"),) if "ODD" in raw.content else ()
    return Page(
        document, numbers=numbers, attributions=quotes if first else (), entities=entities, abstained=abstained
    ), told
