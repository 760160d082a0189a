"""Whom a page names, as far as telling across pages who is who needs it: made where the page was annotated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from tawatur.kinds.names.epithets import REACH, Role, roles_of
from tawatur.kinds.names.tables import NameTables
from tawatur.model import EntityKind, Page, Span
from tawatur.packs import Pack, pack_of
from tawatur.relate.spellings import Spellings
from tawatur.words import Tokens

Member = tuple[str, int]
"""An entity of a case: the key of its document and its place in the document's list."""


class Bearer(msgspec.Struct, frozen=True, array_like=True):
    """One entity of one document, as far as telling who it is needs it.

    `words` are the folded words of its fullest mention without article, which stands `at`, `shown` as printed; `name`
    the English name that a gazetteer gives, `latin` one that the page prints behind it. `places` are all its mentions,
    `prints` their words. `roles` are its titles, `outlet` and `day` those of the document. `general` says that many
    countries have such a body, so that its name alone is nobody's; `nation` is the one in a body's or outlet's words;
    `about` the one that the page is about, and `local` whether the name is short and no ministry's, so that towns
    have such bodies too; both for general bodies only.
    """

    document: str
    index: int
    kind: EntityKind
    name: str | None
    words: tuple[str, ...]
    shown: str
    at: Span
    roles: tuple[Role, ...]
    places: tuple[Span, ...]
    prints: tuple[str, ...]
    day: str | None
    outlet: str | None
    private: bool
    general: bool
    latin: str | None = None
    nation: str | None = None
    about: str | None = None
    local: bool = False

    @property
    def place(self) -> Member:
        """The document and the index there, by which corrections name it."""
        return self.document, self.index


_LATIN = re.compile(r"\s?\(\s?(?P<name>[A-Z][A-Za-z.'’\u00c0-\u024f-]+(?: [A-Za-z.'’\u00c0-\u024f-]+){0,5})\s?\)")
"""A name in Latin letters in brackets, as pages print it behind one in their own."""


def packed_rows(rows: Sequence[Bearer]) -> bytes:
    """The rows of a page as bytes for the case."""
    return msgspec.msgpack.encode(rows)


_ROWS = msgspec.msgpack.Decoder(tuple[Bearer, ...])


def unpacked_rows(data: bytes) -> tuple[Bearer, ...]:
    """The rows behind bytes that `packed_rows` made."""
    return _ROWS.decode(data)


def bearers(page: Page) -> tuple[Bearer, ...]:
    """The rows of a page: everybody and everything with a kind."""
    document = page.document
    pack = pack_of(document.lang)
    spellings = pack.made(Spellings)
    day = document.published.value[:10] if document.published is not None else None
    behind = _titles_behind(page, pack)
    about: Counter[str] | None = None
    tokens = pack.tokens(document.text)
    out: list[Bearer] = []
    for index, entity in enumerate(page.entities):
        if entity.kind is None:
            continue
        person = entity.kind == "person"
        latin = _LATIN.match(document.text, entity.span.end)
        words = spellings.words(entity.text, person=person)
        shared = entity.kind == "organisation" and spellings.shared(words)
        body = entity.kind == "organisation"
        nation = spellings.nation(entity.text) if entity.kind in ("organisation", "outlet") else None
        abroad = body and spellings.abroad(words, nation)
        general = not person and (shared or entity.name is None) and (abroad or spellings.general(entity.text))
        told = None
        if general:
            if about is None:
                spans = [*((document.title,) if document.title is not None else ()), *document.body]
                about = sum((spellings.nations(tokens, *_range(tokens, span)) for span in spans), Counter[str]())
            told = spellings.about(about)
            if shared:
                near = spellings.nations(tokens, *_range(tokens, Span(entity.span.start, entity.span.end + NEAR)))
                told = next(iter(near)) if len(near) == 1 else told
        own = spellings.own(entity.text, document.outlet) if entity.kind == "outlet" else None
        out.append(
            Bearer(
                document=document.key,
                index=index,
                kind=entity.kind,
                name=own or entity.name,
                words=words,
                shown=entity.text,
                at=entity.span,
                roles=_roles(pack, document.text, entity.mentions, behind.get(index, ())) if person else (),
                places=entity.mentions,
                prints=tuple(span.of(document.text) for span in entity.mentions),
                day=day if day is not None and len(day) == 10 else None,
                outlet=document.outlet,
                private=entity.private,
                general=general,
                latin=latin["name"] if latin is not None else None,
                nation=nation,
                about=told,
                local=body and general and not shared and len(words) < SPECIFIC,
            )
        )
    return tuple(out)


SPECIFIC = 5
"""Words from which a body's name is one in its country: shorter ones (a deanship, a directorate) towns have too."""


NEAR = 60
"""Code points behind a body's name in which a nation, where only one is named, is the body's and not the page's."""


def _range(tokens: Tokens, span: Span) -> tuple[int, int]:
    return tokens.before(span.start), tokens.before(span.end)


def _titles_behind(page: Page, pack: Pack) -> dict[int, list[str]]:
    """What stands behind the names of speakers: titles in the words that name the source, or between commas."""
    tables = pack.made(NameTables)
    text = page.document.text
    out: dict[int, list[str]] = {}
    for said in page.attributions:
        if said.speaker is None:
            continue
        for span in said.source:
            for mention in page.entities[said.speaker].mentions:
                if not span.holds(mention):
                    continue
                rest = text[mention.end : span.end].lstrip(_GAP)
                if not rest and (found := _APPOSED.match(text, mention.end)) is not None:
                    rest = found["title"]
                if not rest or len(rest) > REACH:
                    continue
                tokens = pack.tokens(rest)
                stop = next((i for i, form in enumerate(tokens.form) if "stop" in tables.classes(form)), len(tokens))
                parts = tables.parts(tokens.form[0])
                if stop > 1 and any(not part.glued and "office" in tables.bare(part.base) for part in parts):
                    out.setdefault(said.speaker, []).append(rest[: tokens.end[stop - 1]])
    return out


_GAP = ' \u060c,:\u00ab\u00bb"()'
"""What may stand between a name and the title behind it: blanks, commas, brackets."""

_APPOSED = re.compile(r"\s?[\u060c,(]\s?(?P<title>[^\u060c,()\n.:]{5,100})[\u060c,)]")
"""What stands between two commas, or in brackets, behind a name."""


def _roles(pack: Pack, text: str, mentions: Sequence[Span], behind: Sequence[str]) -> tuple[Role, ...]:
    """The titles of a person at his mentions. Honorifics, and words like former and acting, tell no office apart."""
    tables = pack.made(NameTables)
    found: dict[Role, None] = {}
    # a title behind a name reads as one before it does: here with a stroke in the name's place
    places = [(text, span) for span in mentions] + [
        (f"{title} -", Span(len(title) + 1, len(title) + 2)) for title in behind
    ]
    for where, span in places:
        for role in roles_of(pack, where, span):
            words = (word for word in role.words if word and not tables.bare(word) & {"honorific", "deputy"})
            found[role._replace(words=tuple(words))] = None
    return tuple(sorted(found))
