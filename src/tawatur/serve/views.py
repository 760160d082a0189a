"""Pages of the web page: the dossier's own templates in a frame with search, and pages of its own for the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from tawatur.corrections.words import CHOICES, CREDIBILITY, RELIABILITY, tag
from tawatur.serve.live import SHOWN, Asked, Chosen, Live, outlets, speakers, totals, unrelated
from tawatur.serve.phrases import option, w
from tawatur.serve.phrases import words as own_words
from tawatur.show.dossier import environment
from tawatur.show.phrases import LANGUAGES, has, phrase, words
from tawatur.show.quality import quality
from tawatur.show.text import direction, plain
from tawatur.store import Case, Snippet

SECTIONS = {
    "overview": "overview.html.j2",
    "timeline": "timeline.html.j2",
    "said": "said.html.j2",
    "claims": "claims.html.j2",
    "figures": "figures.html.j2",
    "wording": "wording.html.j2",
    "copies": "copies.html.j2",
    "method": "method.html.j2",
}
"""Sections of the dossier that are views of their own, and their templates."""

OWN = ("search", "documents", "stories", "series", "actors", "same", "corrections", "pages")
"""Views that only the web page has."""

NAV = ("overview", "search", "stories", "timeline", "said", "claims", "figures", "wording", "series", "copies",
       "documents", "actors", "same", "corrections", "pages", "method")  # fmt: skip

_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r'href="#([^"]+)"')
_DOCUMENT = re.compile(r"(p[0-9a-f]{8,32})(-.+)?")
_HOME = (
    (r"s\d+|unnamed|nobody|denials", "said"),
    (r"c\d+", "claims"),
    (r"t\d+", "timeline"),
    (r"k-.+|q\d+", "figures"),
    (r"w\d+", "wording"),
    (r"y\d+|disagree", "overview"),
    (r"origins|g\d+|o\d+", "copies"),
    (r"refusals", "method"),
)


@cache
def templates() -> Environment:
    """The dossier's templates and those of the web page, its own first."""
    made = environment().overlay(
        loader=ChoiceLoader([PackageLoader("tawatur.serve"), PackageLoader("tawatur.show")]),
        cache_size=100,
        auto_reload=False,
    )
    made.globals = dict(made.globals)
    made.globals.update(
        w=w,
        tag=tag,
        label=label,
        option=option,
        lit=lit,
        anchor_of=lambda doc: f"p{doc.document.key}",
        turned=lambda wanted, page: query(wanted, page=page)[1:],
        choices=CHOICES,
        reliability=RELIABILITY,
        credibility=CREDIBILITY,
        known=own_words("en")["kind"],
        known_actions=own_words("en")["action"],
        size=SHOWN,
        name_of=phrase,
        direction=direction,
    )
    return made


def lit(snippet: Snippet) -> Markup:
    """The words of a snippet with its hits marked."""
    out, at = Markup(""), snippet.span.start
    for hit in snippet.hits:
        before = snippet.text[at - snippet.span.start : hit.start - snippet.span.start]
        words_hit = snippet.text[hit.start - snippet.span.start : hit.end - snippet.span.start]
        out += plain(before) + Markup("<mark>") + plain(words_hit) + Markup("</mark>")
        at = hit.end
    return out + plain(snippet.text[at - snippet.span.start :])


def label(lang: str, kind: str, name: str, value: str) -> str:
    """What a choice of a field is called in one language."""
    table = {"stance": "stance", "mode": "mode", "status": "status"}.get(name, kind if name == "kind" else "")
    key = f"{table}.{value}"
    return phrase(lang, key) if table and has(key) else value


class Frame:
    """What every page has around its own: who asks, in which language, and what the case is like now."""

    def __init__(
        self, live: Live, case: Case, *, lang: str, secret: str, author: str, busy: bool, asked: Asked
    ) -> None:
        self._live = live
        self._case = case
        self._lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self._more: dict[str, Any] = {
            "form_secret": secret,
            "reader_name": author,
            "busy": busy,
            "asked": asked,
            "case_name": live.path.name,
        }

    def page(self, view: str, template: str, **values: Any) -> str:
        """A whole page: one of `NAV` and the template of its main part."""
        return self._render("live.html.j2", view=view, inner=template, **values)

    def part(self, template: str, **values: Any) -> str:
        """A part of a page, to stand in another's place."""
        return self._render(template, **values)

    def section(self, view: str, chosen: Chosen) -> str:
        """A section of the dossier as a page, its links led to the pages that have what they name."""
        wanted = self._more["asked"]

        def make() -> Markup:
            d = self._live.dossier(self._case, chosen.keys)
            if view == "overview" and chosen.pages > 1 and not wanted.any:
                d = replace(d, totals=self._live.kept(self._case, "totals", lambda: totals(self._case)))
            return Markup(self.part("section.html.j2", view=view, d=d, chosen=chosen, section=SECTIONS[view]))

        made = self._live.kept(self._case, ("section", view, self._lang, wanted, chosen), make)
        return self.page(view, "made.html.j2", made=made)

    def _render(self, template: str, **values: Any) -> str:
        case = self._case
        html = (
            templates()
            .get_template(template)
            .render(
                lang=self._lang,
                languages={code: words(code) for code in LANGUAGES},
                quality=quality(),
                nav=NAV,
                outlets=self._live.kept(case, "outlets", lambda: outlets(case)),
                speakers=self._live.kept(case, "speakers", lambda: _options(speakers(case))),
                unrelated=unrelated(case),
                **{"here": self._here(), **self._more, **values},
            )
        )
        return led(html, self._here())

    def _here(self) -> str:
        return query(self._more["asked"])


def _options(names: Iterable[str]) -> Markup:
    """Names to choose from, made once: every page with a form has them all."""
    return Markup("").join(Markup('<option value="{}"></option>').format(name) for name in names)


def query(wanted: Asked, **changed: Any) -> str:
    """What is asked for as the end of an address, "" or beginning with "?"."""
    made = wanted._replace(**changed)
    names = {"words": "q", "outlet": "outlet", "since": "since", "until": "until", "actor": "actor",
             "page": "page", "story": "story"}  # fmt: skip
    pairs = {names[name]: value for name, value in made._asdict().items() if value not in (None, 1)}
    return f"?{urlencode(pairs)}" if pairs else ""


def led(html: str, here: str) -> str:
    """Links of the dossier's templates, which name places in one file, led to the page that has the place."""
    present = set(_ID.findall(html))

    def lead(found: re.Match[str]) -> str:
        place = found[1]
        if place in present:
            return found[0]
        document = _DOCUMENT.fullmatch(place)
        if document is not None:
            return f'href="/documents/{document[1]}#{place}"'
        if place in SECTIONS or place in OWN:
            return f'href="/{place}{Markup.escape(here)}"'
        for pattern, view in _HOME:
            if re.fullmatch(pattern, place):
                return f'href="/{view}{Markup.escape(here)}#{place}"'
        return found[0]

    return _LINK.sub(lead, html)


def reader(request_cookies: Mapping[str, str]) -> tuple[str, str]:
    """The language and the name that a reader chose."""
    return request_cookies.get("tawatur-lang", LANGUAGES[0]), request_cookies.get("tawatur-author", "")
