"""What is done with words that stand alone in a section: affirmed, denied, feared, or told within a denial."""

from __future__ import annotations

from typing import Literal

from tawatur.model import Page, Span
from tawatur.show.anchors import mentioned
from tawatur.show.items import DocView
from tawatur.show.refs import Act


def place_act(doc: DocView, kind: Literal["attribution", "figure"], span: Span) -> Act | None:
    """What is done with the words that a mention is."""
    found = mentioned(doc.page, kind, span)
    return None if found is None else act_of(doc.page, *found)


def act_of(page: Page, kind: Literal["attribution", "figure"], index: int) -> Act:
    """What is done with the words of an annotation, by its place in the page's list."""
    if kind == "figure":
        return Act(None, page.figures[index].status)
    said = page.attributions[index]
    return Act(said.stance, within=said.parent is not None and denies(page, said.parent, index))


def denies(page: Page, index: int, below: int | None = None) -> bool:
    """Whether a statement denies or stands in one that does; `below` is the one in it that is asked about."""
    up: int | None = index
    seen = {below}
    while up is not None and up not in seen and page.attributions[up].stance != "deny":
        seen.add(up)
        up = page.attributions[up].parent
    return up is not None and up not in seen
