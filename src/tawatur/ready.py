"""Imported for its effect: whoever imports this has read the tables of all languages, and what annotating needs.

The processes of a pool are forked from one that did, so that is done once for all of them, and they share its memory.
"""

from contextlib import suppress

from tawatur.packs import codes
from tawatur.pipeline import annotate

for _code in codes():
    with suppress(Exception):  # what fails here fails again, and is told, where a page is annotated
        annotate("1", lang=_code)
