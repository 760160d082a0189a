"""Vectors in a case: made once, kept, said to be there, and no part of what the case says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_pages import raw
from tawatur.model import Page
from tawatur.relate import relate
from tawatur.store import Settings, Writer, open_case, prepare
from tawatur.store.files import connect
from test_claims import CONTENT, FAR, TOLL, Made, page

SETTINGS = Settings("0.0.1", 1, (("ar", "0"),))


def filled(path: Path, encoder: Made | None, pages: Sequence[Page], *more: Sequence[Page]) -> str:
    """A case of pages, related, then of more of them, related again; its digest."""
    for some in (pages, *more):
        with Writer(path, encoder) as writer:
            writer.start("build", SETTINGS)
            for made in some:
                writer.put(prepare(raw(made.document), made, ()))
            if not writer.related():
                writer.relate(relate)
            writer.finish()
    with open_case(path) as case:
        assert case.verify() == []
        return case.digest()


def claims(path: Path) -> set[int]:
    with open_case(path) as case:
        return {len(row.mentions) for row in case.related("claims")}


def test_vectors_are_kept_and_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    pages = [page("a", CONTENT), page("b", FAR)]
    first, second = Made(), Made()
    once = filled(tmp_path / "once", first, pages)
    assert sorted(first.asked) == sorted([CONTENT, FAR])
    assert claims(tmp_path / "once") == {2}
    more = [page("c", TOLL)]
    later = filled(tmp_path / "once", second, more)
    assert second.asked == []
    assert later != once
    whole = Made()
    assert filled(tmp_path / "whole", whole, [*more, *pages]) == later
    with open_case(tmp_path / "whole") as case:
        assert case.encoder() == "made 1"


def test_another_encoder_relates_again_and_none_is_said(tmp_path: Path) -> None:
    path = tmp_path / "c"
    pages = [page("a", CONTENT), page("b", FAR)]
    filled(path, None, pages)
    assert claims(path) == set()
    with open_case(path) as case:
        assert case.encoder() is None
    filled(path, Made(), [])
    assert claims(path) == {2}
    other = Made()
    other.name = "made 2"
    filled(path, other, [])
    assert sorted(other.asked) == sorted([CONTENT, FAR])
    with open_case(path) as case:
        assert case.encoder() == "made 2"
        kept = case.connection.execute("SELECT DISTINCT encoder FROM vectors").fetchall()
    assert kept == [("made 2",)]


def test_a_lost_vector_is_made_again_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c"
    pages = [page("a", CONTENT), page("b", FAR)]
    digest = filled(path, Made(), pages)
    connection = connect(path, write=True, create=False)
    connection.execute("DELETE FROM vectors")
    connection.execute("DELETE FROM state WHERE name = 'related'")
    connection.close()
    again = Made()
    assert filled(path, again, []) == digest
    assert sorted(again.asked) == sorted([CONTENT, FAR])
