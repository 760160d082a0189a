"""Pages made by hand for the tests of what comes after annotate: invented people, places and outlets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tawatur.model import (
    Abstention,
    Attribution,
    Block,
    Credit,
    Date,
    Document,
    Entity,
    Event,
    Figure,
    Moment,
    Number,
    Page,
    Raw,
    Span,
    Step,
)


def sha(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()


def at(text: str, words: str, nth: int = 1) -> Span:
    """The span of the nth place where `words` stand in `text`."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(
    name: str,
    body: str | Sequence[str],
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    credit: tuple[str, tuple[str, ...]] | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Document:
    """A document whose text is title, blank line, body paragraphs, credit line; every line a block of its own."""
    parts = [body] if isinstance(body, str) else list(body)
    lines: list[tuple[str, str]] = [("body", part) for part in parts]
    if credit is not None:
        lines.append(("credit", credit[0]))
    text = f"{title}\n\n" if title else ""
    starts = len(text)
    blocks: list[Block] = [Block(Span(0, len(title)), "title", "0", "test")] if title else []
    credits: list[Credit] = []
    for number, (role, line) in enumerate(lines):
        span = Span(len(text), len(text) + len(line))
        blocks.append(Block(span, role, str(number), "test"))  # type: ignore[arg-type]
        if role == "credit" and credit is not None:
            credits.append(Credit(span, line, credit[1], "test"))
        text += line + "\n"
    return Document(
        key=sha(f"{id or name}\0{text}")[:32],
        source=name,
        blob=sha(text),
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        text_hash=sha(text),
        text_starts=starts,
        id=id,
        url=url,
        lang="ar",
        outlet=outlet,
        title=Span(0, len(title)) if title else None,
        published=Moment(published, "stated") if published else None,
        blocks=tuple(blocks),
        credits=tuple(credits),
    )


def raw(made: Document) -> Raw:
    """What such a document was read from."""
    return Raw(
        source=made.source,
        media_type="text/plain",
        data=made.text.encode(),
        content=made.text,
        encoding="utf-8",
        relative=made.source,
        id=made.id,
    )


def said(
    made: Document,
    content: str,
    *,
    cue: str = "",
    source: str = "",
    via: Sequence[str] = (),
    speaker: int | None = None,
    mode: str = "indirect",
    stance: str = "report",
    id: str = "a1",
) -> Attribution:
    text = made.text
    return Attribution(
        id=id,
        text=content,
        content=(at(text, content),),
        cue=(at(text, cue),) if cue else (),
        source=(at(text, source),) if source else (),
        via=tuple(at(text, words) for words in via),
        implicit=False,
        mode=mode,  # type: ignore[arg-type]
        stance=stance,  # type: ignore[arg-type]
        rule="test",
        speaker=speaker,
        why=(Step("planted", "test", at(text, content)),),
    )


def entity(
    made: Document, words: str, kind: str | None = "person", *, name: str | None = None, private: bool = False
) -> Entity:
    span = at(made.text, words)
    return Entity(span, words, kind, name, (span,), "test", private)  # type: ignore[arg-type]


def figure(
    made: Document,
    words: str,
    value: float,
    *,
    kind: str = "killed",
    counted: str | None = None,
    place: str | None = None,
    as_of: str | None = None,
    attribution: int | None = None,
    status: str = "stated",
    unit: str | None = None,
    nth: int = 1,
    id: str = "f1",
) -> Figure:
    return Figure(
        id=id,
        span=at(made.text, words, nth),
        text=words,
        min=value,
        max=value,
        approx=False,
        kind=kind,  # type: ignore[arg-type]
        rule="test",
        counted=counted,
        place=place,
        as_of=as_of,
        attribution=attribution,
        status=status,  # type: ignore[arg-type]
        unit=unit,
    )


def full_page(name: str = "pages/one.txt") -> Page:
    """One page that holds something of every kind."""
    made = document(
        name,
        [
            "أعلن وزير النقل في بحرستان سامي الطحان يوم الأحد أن ثلاثة ركاب لقوا مصرعهم في غرق العبّارة.",
            'وقال الطحان: "سنفتح تحقيقا شاملا في الحادث".',
        ],
        title="غرق عبارة في ميناء رملة",
        outlet="صحيفة الميناء",
        published="2031-04-06T09:30",
        credit=("المصدر: وكالة المرفأ", ("وكالة المرفأ",)),
        url="https://almina.example/1",
    )
    text = made.text
    speaker = entity(made, "سامي الطحان")
    attribution = said(
        made,
        "ثلاثة ركاب لقوا مصرعهم في غرق العبّارة",
        cue="أعلن",
        source="وزير النقل في بحرستان سامي الطحان",
        speaker=0,
        stance="announce",
    )
    quote = said(made, "سنفتح تحقيقا شاملا في الحادث", cue="قال", source="الطحان", speaker=0, mode="direct", id="a2")
    return Page(
        document=made,
        numbers=(Number(at(text, "ثلاثة"), "ثلاثة", 3.0, "test"),),
        dates=(Date(at(text, "يوم الأحد"), "يوم الأحد", "2031-04-06", "gregorian", "relative", "test"),),
        figures=(figure(made, "ثلاثة ركاب", 3.0, counted="ركاب", attribution=0),),
        attributions=(attribution, quote),
        events=(
            Event(
                (at(text, "غرق العبّارة"),),
                "غرق العبّارة",
                (at(text, "غرق عبارة"),),
                "killing",
                (),
                None,
                None,
                "stated",
                "test",
            ),
        ),
        entities=(speaker, entity(made, "بحرستان", "place"), entity(made, "ركاب", None, private=True)),
        abstained=(Abstention(at(text, "تحقيقا"), "figure", "test", "no number"),),
    )
