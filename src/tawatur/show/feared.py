"""Which possible figures are feared: those whose words of doubt are words of fear, as a pack lists them."""

from __future__ import annotations

from tawatur.clitics import Splitter
from tawatur.model import Figure, Page
from tawatur.packs import Pack, pack_of

_BEFORE, _BEHIND = 90, 40
"""Code points before and behind a figure in which the words stand that make it possible."""


def feared(page: Page, figure: Figure) -> bool:
    """Whether a figure is only possible and the nearest words of doubt in its line are words of fear.

    Where its source believes it, the words by which he does decide.
    """
    if figure.status != "possible":
        return False
    document = page.document
    pack = pack_of(document.lang)
    known = pack.made(_Doubts)
    said = page.attributions[figure.attribution] if figure.attribution is not None else None
    if said is not None and said.stance == "believe":
        return any(known.fears(word) for cue in said.cue for word in _forms(pack, cue.of(document.text)))
    text = document.text
    before = text[max(0, figure.span.start - _BEFORE) : figure.span.start].rpartition("\n")[2]
    behind = text[figure.span.end : figure.span.end + _BEHIND].partition("\n")[0]
    found = [
        (distance, known.fears(word))
        for forms in (_forms(pack, before)[::-1], _forms(pack, behind))
        for distance, word in enumerate(forms)
        if known.doubts(word)
    ]
    return min(found, default=(0, False))[1]


def _forms(pack: Pack, text: str) -> list[str]:
    return list(pack.tokens(text).form)


class _Doubts:
    """The words of a pack that make a figure possible, and those of fear among them: `pack.made(_Doubts)`."""

    def __init__(self, pack: Pack) -> None:
        possible = pack.table("figures")["status"]["possible"] if pack.has("figures") else {}
        self._split = pack.made(Splitter).split
        self._fears = frozenset(pack.fold.form(word) for word in possible.get("fears", ()))
        every = (*possible.get("before", ()), *possible.get("behind", ()))
        self._doubts = self._fears | frozenset(pack.fold.form(word) for word in every)

    def fears(self, form: str) -> bool:
        """Whether a folded word tells of fear, with what is written onto it or without."""
        return form in self._fears or self._split(form).lemma in self._fears

    def doubts(self, form: str) -> bool:
        """Whether a folded word makes what it stands beside possible."""
        return form in self._doubts or self._split(form).lemma in self._doubts
