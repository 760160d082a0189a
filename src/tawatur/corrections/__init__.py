"""Corrections: what users say of annotations, kept beside the machine's and put on them when they are shown.

`words` makes them, `anchors` finds their words again in a text that changed, `apply` puts them on a page. In a case
they are read by `tawatur.store.overlay`.
"""

from tawatur.corrections.anchors import Anchor, anchor, attached
from tawatur.corrections.apply import Corrected, Verdict, corrected
from tawatur.corrections.words import Item, accept, add, change, found, grade, mark, note, reject, standing, undo

__all__ = [
    "Anchor",
    "Corrected",
    "Item",
    "Verdict",
    "accept",
    "add",
    "anchor",
    "attached",
    "change",
    "corrected",
    "found",
    "grade",
    "mark",
    "note",
    "reject",
    "standing",
    "undo",
]
