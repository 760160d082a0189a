"""English: whom pronouns mean, names by their capitals, where sentences end."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tawatur import annotate
from tawatur.packs import load
from tawatur.reading import Reading


def test_a_pronoun_is_the_last_speaker_that_fits() -> None:
    text = (
        "Mayor Ellen Quist said the harbour was closed. She said it would stay so.\n\n"
        "Quist, who took office in May, said that the boats were old."
    )
    page = annotate(text, lang="en")
    assert {page.entities[a.speaker].name for a in page.attributions if a.speaker is not None} == {"Ellen Quist"}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Then President Oskar Lund left the hall.", "person", "Oskar Lund"),
        ("The boats were seized by the Fishing Board of Norrland.", "organisation", "Fishing Board of Norrland"),
        ("The ship sailed from Portugal at night.", "place", "Portugal"),
        ("It was first told by Reuters at noon.", "outlet", "Reuters"),
        ("A man, Oskar Lund, 43, was held.", "person", "Oskar Lund"),
        ("The teacher of Ana Brandt, a student, agreed.", "person", "Ana Brandt"),
    ],
)
def test_names_by_their_capitals(text: str, kind: str, name: str) -> None:
    page = annotate(text, lang="en")
    assert (kind, name) in {(e.kind, e.name) for e in page.entities}


def test_a_family_name_of_two_persons_is_nobodys() -> None:
    page = annotate("Mr. Oskar Lund met Mrs. Ana Lund. Later Lund left the hall.", lang="en")
    assert sum(len(e.mentions) for e in page.entities if e.kind == "person") == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Lund met Sen. Dana Holt of Ore. on Monday.", 1),
        ('"Who will pay?" he asked. Nobody knew.', 2),
        ("John G. Lund left the U.S. Senate. He is old.", 2),
        ("Rep. Holt (D-Mass.) agreed. So did I.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(Reading(text, load("en")).sentences) == count


NAMES = tomllib.loads((Path(__file__).parent / "corpus" / "en" / "names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", NAMES["case"], ids=lambda case: case["text"][:50])
def test_names_of_the_corpus(case: dict[str, Any]) -> None:
    page = annotate(case["text"], lang="en")
    found = [(e.kind, e.name) for e in page.entities if e.kind is not None]
    assert found == [(e["kind"], e["name"]) for e in case["entities"]]


@pytest.mark.parametrize("text", NAMES["none"][0]["texts"])
def test_capitals_that_name_nothing(text: str) -> None:
    assert [e.text for e in annotate(text, lang="en").entities if e.kind is not None] == []
