"""Events as the timeline needs them: kind, day, place, who takes part, and the telling words of the sentence.

Made where a page was annotated and kept in its card, so that comparing the events of a case reads no text again.
"""

from __future__ import annotations

import msgspec

from tawatur.model import EventKind, Page, Span, Status
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.relate.contents import NAMED, Words
from tawatur.relate.packing import Packing
from tawatur.relate.terms import CONTENT, word_hash
from tawatur.words import NUMBER, WORD


class Named(msgspec.Struct, frozen=True, array_like=True):
    """A place or somebody who takes part: the lemmas, the rarest first, and the words as printed."""

    stems: tuple[int, ...]
    shown: str


class Happening(msgspec.Struct, frozen=True, array_like=True):
    """One event of a document. `stems` are the telling lemmas of its sentence with their `costs` in centibels."""

    index: int
    span: Span
    text: str
    kind: EventKind
    status: Status
    date: str | None
    place: Named | None
    participants: tuple[Named, ...]
    stems: tuple[int, ...]
    costs: tuple[int, ...]


def happenings(page: Page, pack: Pack) -> tuple[Happening, ...]:
    """The events of a page, in their order. Private people take part without being named."""
    if not page.events:
        return ()
    reading = Reading(page.document.text, pack)
    words = pack.made(Words)
    private = [span for one in page.entities if one.private for span in one.mentions]
    out = []
    for index, one in enumerate(page.events):
        stems: dict[int, int] = {}
        span = Span(one.trigger[0].start, one.trigger[-1].end)
        first, last = reading.sentence_of(reading.tokens.before(span.start))
        for i in range(first, last):
            form, kind = reading.tokens.form[i], reading.tokens.kinds[i]
            if kind == WORD and words.cost(form) >= CONTENT and words.stem(form) not in words.plain:
                stems.setdefault(word_hash(words.stem(form)), words.cost(form))
            elif kind == NUMBER:
                stems.setdefault(word_hash(form), CONTENT)
        place = _named(reading, words, one.place) if one.place is not None else None
        involved = tuple(
            found
            for part in one.participants
            if not any(part.meets(hidden) for hidden in private) and (found := _named(reading, words, part)) is not None
        )
        for named in (*involved, *((place,) if place is not None else ())):
            for stem in named.stems:
                stems[stem] = max(NAMED, stems.get(stem, 0))
        out.append(
            Happening(
                index,
                span,
                one.text,
                one.kind,
                one.status,
                one.date,
                place,
                involved,
                tuple(sorted(stems)),
                tuple(stems[stem] for stem in sorted(stems)),
            )
        )
    return tuple(out)


def _named(reading: Reading, words: Words, span: Span) -> Named | None:
    tokens = reading.tokens
    found: dict[int, int] = {}
    for i in range(tokens.before(span.start), tokens.before(span.end)):
        form = tokens.form[i]
        if tokens.kinds[i] == WORD and words.cost(form) >= CONTENT:
            found[word_hash(words.stem(form))] = words.cost(form)
    if not found:
        return None
    return Named(tuple(sorted(found, key=lambda stem: (-found[stem], stem))), span.of(reading.text))


_HAPPENINGS = Packing(Happening)

packed = _HAPPENINGS.packed
"""Happenings as bytes for a card."""

unpacked = _HAPPENINGS.unpacked
"""The happenings behind bytes that `packed` made; none behind none."""
