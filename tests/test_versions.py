"""Versions: captures of one address with changed text, word for word."""

from __future__ import annotations

import msgspec
import pytest

from made_pages import document
from tawatur.model import Page, Version
from tawatur.relate import relate
from tawatur.relate.addresses import address
from tawatur.relate.cards import card

URL = "https://almina.example/news/7"
BODY = [
    "أعلنت هيئة الموانئ غرق العبّارة قرب جزيرة النخل ومقتل ثلاثة من ركابها.",
    "وقالت الهيئة إن فرق الإنقاذ تواصل البحث عن مفقودين في المياه الباردة.",
    "وتعود آخر حادثة مماثلة إلى عشرين عاما حين جنحت ناقلة قمح أمام المرفأ.",
]


def capture(name: str, body: list[str], *, url: str = URL, fetched: str | None = None, **about: str) -> Page:
    made = document(name, body, url=url, **about)  # type: ignore[arg-type]
    return Page(msgspec.structs.replace(made, fetched_at=fetched))


def versions(*pages: Page) -> tuple[Version, ...]:
    return relate([card(one) for one in pages]).versions


def words(row: Version, *pages: Page) -> list[tuple[str, str | None, str | None]]:
    texts = {one.document.key: one.document.text for one in pages}
    return [
        (
            change.kind,
            change.before.of(texts[row.earlier]) if change.before else None,
            change.after.of(texts[row.document]) if change.after else None,
        )
        for change in row.changes
    ]


def test_what_was_changed_added_and_removed_is_shown_word_for_word() -> None:
    later = [BODY[0].replace("ثلاثة", "سبعة"), BODY[1], "وأمرت النيابة بفتح تحقيق في أسباب الحادث."]
    one = capture("a", BODY, fetched="2031-04-06T08:00")
    two = capture("b", later, fetched="2031-04-06T11:00")
    (row,) = versions(two, one)
    assert (row.document, row.earlier, row.basis) == (two.document.key, one.document.key, "fetched")
    changes = words(row, one, two)
    assert ("changed", "ثلاثة", "سبعة") in changes
    assert len(changes) == 2
    assert changes[1][1] == BODY[2].rstrip(".")
    assert [span.of(two.document.text) for span in row.changed] == [after for _, _, after in changes if after]


def test_a_paragraph_taken_out_and_a_headline_changed() -> None:
    one = capture("a", BODY, title="غرق عبارة ومقتل ثلاثة", fetched="2031-04-06T08:00")
    two = capture("b", BODY[:2], title="غرق عبارة ومقتل سبعة", fetched="2031-04-07T08:00")
    (row,) = versions(one, two)
    changes = words(row, one, two)
    assert changes[0] == ("changed", "ثلاثة", "سبعة")
    assert changes[1][0] == "removed"
    assert changes[1][2] is None


@pytest.mark.parametrize(
    ("first", "second", "basis"),
    [
        ({"fetched": "2031-04-06T08:00"}, {"fetched": "2031-04-07T08:00"}, "fetched"),
        ({"published": "2031-04-06"}, {"published": "2031-04-07"}, "published"),
        ({}, {}, "unknown"),
        ({"fetched": "2031-04-06"}, {}, "unknown"),
    ],
)
def test_which_came_first_is_told_by_moments_or_said_to_be_unknown(
    first: dict[str, str], second: dict[str, str], basis: str
) -> None:
    one, two = capture("a", BODY, **first), capture("b", BODY[:2], **second)  # type: ignore[arg-type]
    (row,) = versions(one, two)
    assert row.basis == basis
    if basis == "unknown":
        assert row.earlier < row.document
    else:
        assert (row.earlier, row.document) == (one.document.key, two.document.key)


def test_the_same_words_another_page_or_no_address_are_no_version() -> None:
    one = capture("a", BODY, fetched="2031-04-06")
    assert versions(one, capture("b", [BODY[0].replace("أعلنت", "اعلنت"), *BODY[1:]], fetched="2031-04-07")) == ()
    assert versions(one, capture("b", BODY[:2], url=URL + "0")) == ()
    assert versions(Page(document("a", BODY)), Page(document("b", BODY[:2]))) == ()
    other = ["افتتح وزير الزراعة معرض التمور السنوي في واحة العين بحضور مزارعين من تسع ولايات وشركات."]
    assert versions(one, capture("b", other, fetched="2031-04-07")) == ()


def test_three_captures_are_two_versions_in_order() -> None:
    pages = [
        capture("a", BODY[:1], fetched="2031-04-06"),
        capture("b", BODY[:2], fetched="2031-04-07"),
        capture("c", BODY, fetched="2031-04-08"),
    ]
    rows = {row.document: row.earlier for row in versions(*pages[::-1])}
    a, b, c = (made.document.key for made in pages)
    assert rows == {b: a, c: b}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.almina.example/n/7/", "https://almina.example/n/7#top", True),
        ("https://almina.example/n?id=7&utm_source=x", "https://almina.example/n?id=7", True),
        ("https://almina.example/n?b=2&a=1", "https://almina.example/n?a=1&b=2", True),
        ("https://almina.example/n?id=7", "https://almina.example/n?id=8", False),
        ("https://almina.example/N/7", "https://almina.example/n/7", False),
        ("https://almina.example:8443/n/7", "https://almina.example/n/7", False),
    ],
)
def test_what_of_an_address_names_a_page(one: str, other: str, same: bool) -> None:
    assert (address(one) == address(other)) is same


@pytest.mark.parametrize("url", [None, "", "pages/a.html", "ftp://almina.example/a", "https://[bad", "file:///a"])
def test_what_is_no_web_address_has_none(url: str | None) -> None:
    assert address(url) is None
