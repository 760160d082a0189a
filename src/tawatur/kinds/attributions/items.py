"""What the finders of attributions give before sources become speakers and contents become parents."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from tawatur.model import Attribution, Entity, Mode, Span, Stance, Step, joined


class Item(NamedTuple):
    """An attribution before it is linked to the others."""

    at: int
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    first: int
    last: int
    source: tuple[Span, ...]
    via: tuple[Span, ...]
    implicit: bool
    mode: Mode
    stance: Stance
    rule: str
    said_on: str | None
    title: bool
    why: tuple[Step, ...]

    def attribution(
        self, n: int, text: str, *, via: tuple[Span, ...], speaker: int | None, parent: int | None
    ) -> Attribution:
        """The item as the `n`th attribution of a text, with what linking it to the others gave."""
        return Attribution(
            id=f"a{n + 1}",
            text=joined(self.content, text),
            content=self.content,
            cue=self.cue,
            source=self.source,
            via=via,
            implicit=self.implicit,
            mode=self.mode,
            stance=self.stance,
            rule=self.rule,
            speaker=speaker,
            said_on=self.said_on,
            parent=parent,
            in_="title" if self.title else "body",
            why=self.why,
        )


def unnamed(source: Span, words: str) -> Entity:
    """The entity of a source that no name tells."""
    return Entity(source, words, None, None, (source,), "a source without a name")


def mentioned_again(entity: Entity, source: Span) -> Entity:
    """An entity with one mention more, unless it has that one."""
    if source in entity.mentions:
        return entity
    return msgspec.structs.replace(entity, mentions=(*entity.mentions, source))
