"""What annotating costs, counted in calls of functions: the same on every machine, however busy.

A rule that asks something of each word, or tokenises again what is tokenised, looks small and shows here first.
"""

import cProfile
import pstats
from pathlib import Path

import pytest

from tawatur.clean import clean
from tawatur.model import Refusal
from tawatur.pipeline import annotate_document
from tawatur.read import read
from tawatur.words import __file__ as compiled

PAGES = Path(__file__).parents[1] / "examples" / "pages"

A_WORD = 58
"""Calls for each word of the example pages, the second time they are annotated; 54.7 when this was written."""


@pytest.mark.skipif(compiled.endswith((".so", ".pyd")), reason="compiled functions call one another unseen")
def test_annotating_asks_no_more_of_each_word_than_it_did() -> None:
    raws = [raw for raw in read([str(PAGES)]) if not isinstance(raw, Refusal)]
    documents = [document for document, _ in map(clean, raws) if document is not None and document.lang == "ar"]
    assert documents
    for document in documents:
        annotate_document(document)  # tables are made, forms remembered
    words = sum(len(document.text.split()) for document in documents)
    with cProfile.Profile() as profile:
        for document in documents:
            annotate_document(document)
    calls = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    assert calls / words < A_WORD, f"{calls / words:.1f} calls a word"
