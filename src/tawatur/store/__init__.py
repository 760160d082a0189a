"""The case file: one SQLite file that holds pages, what was found in them, and what they have to do with each other.

    with open_case("story.tawatur") as case:
        for found in case.find('"prime minister" ferry'):
            print(found.document, found.snippet)

It is crash-safe, readable while it is written, and open to any SQLite tool; `schema.sql` says what stands where.
"""

from tawatur.store.case import Case, Placed, open_case
from tawatur.store.entries import Entry, Settings, fingerprint, prepare
from tawatur.store.search import Found, Snippet
from tawatur.store.writing import Known, Writer

__all__ = [
    "Case",
    "Entry",
    "Found",
    "Known",
    "Placed",
    "Settings",
    "Snippet",
    "Writer",
    "fingerprint",
    "open_case",
    "prepare",
]
