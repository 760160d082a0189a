"""The dossier: a case as one HTML file that needs nothing else, neither network nor script.

The file allows itself only what it carries: its style sheet and its script by their hashes, fonts as data. Scripts
add niceties (opening what a link points into, flashing the words, setting the page's language); without them every
link still leads to its words.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tawatur.errors import UsageError
from tawatur.model import OccurrenceKind, Stance, Status
from tawatur.show import text as strings
from tawatur.show.across import OUTLETS, PRECISIONS, across
from tawatur.show.chart import chart, letter
from tawatur.show.items import Dossier, Text
from tawatur.show.marks import gap
from tawatur.show.pagetext import page_text
from tawatur.show.phrases import LANGUAGES, counted, day, has, phrase, t, words
from tawatur.show.quality import quality
from tawatur.show.redact import redacted, written
from tawatur.show.refs import Clip
from tawatur.show.selection import MOST
from tawatur.show.selection import select as choose
from tawatur.show.told import on_origins, reason, refused
from tawatur.show.view import DossierInput, build
from tawatur.store import Case
from tawatur.store.overlay import Overlay

_FACES = {
    # the ranges that @fontsource gives its subsets; a face is only unpacked when a page needs it
    "arabic": "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,"
    "U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,"
    "U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-200B,"
    "U+200F,U+2012-204E,U+2050-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}
_WEIGHTS = (400, 700)

LARGEST = 8_000_000
"""Bytes of a dossier that is a selection: what opens in two seconds on a small machine."""

_IN_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
"""Characters that stand for themselves in an address; all others are written by their bytes."""


def render(
    case: Case | DossierInput,
    *,
    text: Text = "excerpts",
    lang: Literal["ar", "en"] = "ar",
    select: Mapping[str, str] | None = None,
    redact: Sequence[str] = (),
) -> str:
    """The dossier of a case as HTML. The same case gives the same string.

    `text` "excerpts" shows at most 15 % of each page, "full" all of it (marked for internal use); `lang` is the
    interface language it opens in. A case of more than 250 pages, or one of which `select` asks for a part, is cut to a
    selection, which the dossier names. No word of the names in `redact` is anywhere in it. Raises UsageError for a
    value that can't be.
    """
    if text not in ("excerpts", "full"):
        raise UsageError(f"There is no text mode {text!r}; there are: excerpts, full.")
    if lang not in LANGUAGES:
        raise UsageError(f"The dossier doesn't speak {lang!r}; it speaks: {', '.join(LANGUAGES)}.")
    if isinstance(case, DossierInput):
        given = case
    elif select or case.count("documents") > MOST:
        return _fitted(case, select or {}, text, lang, redact)
    else:
        given = given_by(case)
    return _page(given, text, lang, redact)


def _fitted(case: Case, select: Mapping[str, str], text: Text, lang: str, redact: Sequence[str]) -> str:
    """The dossier of a selection: where pages are left out anyway, as many as keep it under `LARGEST`."""
    chosen = choose(case, select)
    while True:
        html = _page(replace(given_by(case, chosen.keys), selected=chosen), text, lang, redact)
        size = len(html.encode("utf-8"))
        if size <= LARGEST or not chosen.ranked or "most" in select or len(chosen.keys) == 1:
            return html
        fewer = max(1, int(len(chosen.keys) * 0.95 * LARGEST / size))
        chosen = choose(case, {**select, "most": str(fewer)})


def _page(given: DossierInput, text: Text, lang: str, redact: Sequence[str]) -> str:
    if redact:
        given = redacted(given, redact)
    style, script = style_sheet(), _static("dossier.js")
    html: str = (
        environment()
        .get_template("dossier.html.j2")
        .render(
            d=viewed(given, text=text),
            lang=lang,
            languages={code: words(code) for code in LANGUAGES},
            quality=quality(),
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    return written(html) if redact else html


def viewed(given: DossierInput, *, text: Text) -> Dossier:
    """All sections of the dossier as values."""
    return across(build(given, text=text), given)


def given_by(case: Case, keys: Iterable[str] | None = None) -> DossierInput:
    """What the dossier shows of a case: its pages, relations and refusals, and the last run that made them.

    Pages are as users corrected them; with `keys`, only those.
    """
    runs = case.runs()
    over = Overlay(case)
    return DossierInput(
        pages=tuple(over.pages() if keys is None else (over.page(key).page for key in keys)),
        derivations=case.derivations(),
        origins=case.origins(),
        refusals=case.refusals(),
        actors=case.actors(),
        actor_members=tuple(case.related("actor_members")),
        claims=tuple(case.related("claims")),
        timeline=tuple(case.related("timeline")),
        versions=tuple(case.related("versions")),
        series=tuple(case.related("series")),
        stories=tuple(case.related("stories")),
        remarks=over.placed(),
        judged=over.measured(),
        encoder=case.encoder(),
        run=runs[-1] if runs else None,
    )


@cache
def environment() -> Environment:
    """The templates of the dossier, with all that they call; the web page adds its own."""
    made = Environment(
        loader=PackageLoader("tawatur.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(
        t=t, day=day, has=has, chart=chart, letter=letter, page_text=page_text, reason=reason, refused=refused
    )
    made.tests["on_origins"] = on_origins
    made.filters.update(
        isolated=strings.isolated,
        ltr=strings.ltr,
        plain=strings.plain,
        short=strings.short,
        share=strings.share,
        clip=_clip,
        statement=_statement,
        href=_href,
        tag=_tag,
        value=_value,
        amount=_amount,
    )
    return made


def _clip(pieces: Clip) -> Markup:
    """Words of a page with a sign for each stretch left out."""
    return Markup("").join(gap(piece) if isinstance(piece, int) else strings.plain(piece) for piece in pieces)


def _statement(pieces: Clip) -> Markup:
    """Words of a statement; how many of its end are left out is said in words."""
    if not pieces or not isinstance(pieces[-1], int):
        return _clip(pieces)
    sign = Markup(' <span class="gap">… {}</span>').format(counted("ui.omitted", pieces[-1]))
    return _clip(pieces[:-1]) + sign


def _tag(lang: str | None) -> str | None:
    """A language tag that HTML may bear; what a page merely claims to be one is left out."""
    return lang if lang and re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", lang) else None


def _href(url: str | None) -> str | None:
    """An address that may be followed: web pages only, so that no link of a page runs anything."""
    try:
        scheme = urlsplit(url or "").scheme.lower()
    except ValueError:
        return None
    return quote(url or "", safe=_IN_ADDRESS, errors="replace") if scheme in ("http", "https") else None


def _value(figure: Any) -> Markup:
    """A figure's value with its bounds and unit, read from left to right in every language."""
    printed = strings.bounds(figure.min, figure.max, approx=figure.approx)
    if figure.kind == "percent":
        printed += "%"
    elif figure.unit:
        printed += f"\u00a0{strings.short(figure.unit, 24)}"
    return strings.ltr(printed)


def _amount(value: float | None) -> Markup:
    """A bound of a view; one that nothing closes is a dash."""
    return strings.ltr("–" if value is None else strings.count(value))


def _static(name: str) -> str:
    return (files("tawatur.show") / "static" / name).read_text("utf-8")


@cache
def style_sheet() -> str:
    """The style sheet with the fonts in it."""
    faces = []
    for subset, points in _FACES.items():
        for weight in _WEIGHTS:
            data = (
                files("tawatur.show") / "fonts" / f"ibm-plex-sans-arabic-{subset}-{weight}-normal.woff2"
            ).read_bytes()
            faces.append(
                f'@font-face{{font-family:"Plex";font-weight:{weight};font-display:block;unicode-range:{points};'
                f'src:url(data:font/woff2;base64,{base64.b64encode(data).decode()}) format("woff2")}}'
            )
    return "\n".join([*faces, _static("dossier.css"), *_filters(), *_acts()])


def _filters() -> Iterator[str]:
    """What the boxes of the timeline hide: statuses, kinds and precisions that aren't ticked, all outlets but one."""
    boxes = [
        *(f"k-{kind}" for kind in get_args(OccurrenceKind)),
        *get_args(Status),
        *(f"to-{one}" for one in PRECISIONS),
        "alone",
    ]
    for box in boxes:
        yield f".legend:has(.tl-{box}:not(:checked))~.line .occ.{box}{{display:none}}"
    yield ".legend:has(.tl-agreed:checked)~.line .occ:not(.conflict){display:none}"
    for n in range(1, OUTLETS + 1):
        yield f".legend:has(.tl-o{n}:checked)~.line .occ:not(.o{n}){{display:none}}"


def _acts() -> Iterator[str]:
    """What is done with words of an excerpt whose reporting word is left out, drawn before them."""
    for stance in get_args(Stance):
        for code in LANGUAGES:
            within = f".top:has(#ui-{code}:checked)~.frame "
            yield f'{within}mark[id].uncued-{stance}::before{{content:"{phrase(code, "act." + stance)} "}}'


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode()
