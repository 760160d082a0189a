"""Agencies that pages credit, each once: two names are one where tables, actors or a credit line itself say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tawatur.model import Actor, Page
from tawatur.packs import pack_of
from tawatur.relate.groups import Union
from tawatur.relate.media import Media
from tawatur.show.refs import DocRef
from tawatur.show.text import short

_ALSO = r"\s*[(\[]\s*{}\s*[)\]]"
"""A second name in brackets right behind a first one, as a credit line prints the short name of an agency."""

_OPENS = re.compile(r"[(\[]")


class Agencies:
    """The credited names of a case, joined where they are one agency's."""

    def __init__(self, pages: Iterable[Page], actors: Iterable[Actor]) -> None:
        self._union: Union[str] = Union()
        self._media = pack_of(None).made(Media)
        lines = [credit for page in pages for credit in page.document.credits]
        names = sorted({name for credit in lines for name in credit.names})
        first: dict[str, str] = {}
        bodies = [actor for actor in actors if actor.kind in ("outlet", "organisation")]
        known = {self._key(name.text): actor.actor for actor in bodies for name in actor.names}
        for name in names:
            key = self._key(name)
            for label in (key, known.get(key)) if key else ():
                if label is not None:
                    self._union.join(first.setdefault(label, name), name)
        for credit in lines:
            behind = [name for name in names if name in credit.text] if _OPENS.search(credit.text) else []
            for one in credit.names:
                for other in behind:
                    if other != one and re.search(re.escape(one) + _ALSO.format(re.escape(other)), credit.text):
                        self._union.join(one, other)

    def _key(self, name: str) -> str:
        found = self._media.name(name)
        return found.key if found is not None else ""

    def credited(self, refs: Iterable[DocRef], pages: Mapping[int, Page]) -> tuple[tuple[str, tuple[DocRef, ...]], ...]:
        """Agencies that pages credit beside their own outlet, those of most pages first.

        One of several names is shown by the longest with the shortest behind it.
        """
        held: dict[str, dict[int, DocRef]] = {}
        printed: dict[str, set[str]] = {}
        for ref in refs:
            document = pages[ref.number].document
            for name in (name for credit in document.credits for name in credit.names):
                if name != document.outlet:
                    top = self._union.top(name)
                    held.setdefault(top, {})[ref.number] = ref
                    printed.setdefault(top, set()).add(name)
        shown = {top: _shown(names) for top, names in printed.items()}
        order = sorted(held, key=lambda top: (-len(held[top]), shown[top]))
        return tuple((shown[top], tuple(held[top].values())) for top in order)


def _shown(names: Iterable[str]) -> str:
    by_length = sorted(names, key=lambda name: (-len(name), name))
    first, last = by_length[0], by_length[-1]
    return short(first if last in first else f"{first} ({last})")
