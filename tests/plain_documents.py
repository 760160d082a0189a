"""A document of a text as it stands, for tests of what annotating finds: nothing read from a file, nothing cleaned."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.model import Block, Document, Moment, Span

__all__ = ["plain_document"]


def plain_document(
    text: str,
    *,
    blocks: Sequence[Block] | None = None,
    title: Span | None = None,
    lang: str = "ar",
    published: Moment | None = None,
) -> Document:
    """`blocks`: all of the text is the body unless said otherwise; `title`: where it stands, a block of its own."""
    if blocks is None:
        body = Span(title.end if title else 0, len(text))
        blocks = (Block(body, "body", "", "test"),) if body.start < body.end else ()
        blocks = (Block(title, "title", "", "test"), *blocks) if title is not None else blocks
    return Document(
        key="0",
        source="test",
        blob="",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        text_hash="",
        text_starts=0,
        lang=lang,
        title=title,
        published=published,
        blocks=tuple(blocks),
    )
