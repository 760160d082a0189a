"""Anchors: how a link in the dossier reaches words, the items that sections make of them, and what a mention is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tawatur.model import Page, Span
from tawatur.show.items import DocView


def words_anchor(doc: str, kind: Literal["a", "f"], index: int) -> str:
    """The anchor of the words of an annotation: document, kind, place in the document's list."""
    return f"{doc}-{kind}{index + 1}"


def item_anchor(doc: str, kind: Literal["a", "f"], index: int) -> str:
    """The anchor of the item that a section makes of an annotation."""
    return f"{doc}-i{kind}{index + 1}"


def number(doc: int, kind: Literal["a", "f"], index: int) -> str:
    """How a statement or a figure is cited in the dossier, on paper too: `4.3` and `4#2`."""
    return f"{doc}{'.' if kind == 'a' else '#'}{index + 1}"


def place_anchor(doc: DocView, kind: Literal["attribution", "figure"], span: Span) -> str:
    """The anchor of the annotation that a mention is; the page's own where none fits."""
    found = mentioned(doc.page, kind, span)
    return doc.ref.anchor if found is None else words_anchor(doc.ref.anchor, _LETTERS[found[0]], found[1])


_LETTERS: Mapping[Literal["attribution", "figure"], Literal["a", "f"]] = {"attribution": "a", "figure": "f"}


def mentioned(
    page: Page, kind: Literal["attribution", "figure"], span: Span
) -> tuple[Literal["attribution", "figure"], int] | None:
    """The annotation that a mention is: its kind, and its place in the page's list."""
    for index, said in enumerate(page.attributions if kind == "attribution" else ()):
        if said.content and (said.content[0].start, said.content[-1].end) == (span.start, span.end):
            return "attribution", index
    if kind == "figure":
        for index, figure in enumerate(page.figures):
            if figure.span.meets(span):
                return "figure", index
    for index, said in enumerate(page.attributions):
        if any(part.meets(span) for part in said.content):
            return "attribution", index
    return None
