"""Views of a series: each shows it by its own rule, and none wins."""

from tawatur.model import Point, Series, Span
from tawatur.packs import load
from tawatur.relate.views import by_owner, min_max, most_conservative


def shown(*points: tuple[str, float | None, float | None, str | None, str]) -> Series:
    return Series(
        "s",
        "killed",
        "",
        tuple(Point("d", Span(0, 1), low, high, day, owner, text) for text, low, high, owner, day in points),
    )


def test_each_view_follows_its_rule_and_none_wins() -> None:
    row = shown(
        ("11 قتيلا", 11, 11, "خفر السواحل", "2026-03-04"),
        ("14 قتيلا", 14, 14, "وزارة الصحة", "2026-03-04"),
        ("23 قتيلا", 23, 23, "خفر السواحل", "2026-03-06"),
    )
    assert [(line.day, line.low, line.high) for line in min_max(row)] == [
        ("2026-03-04", 11, 14),
        ("2026-03-06", 23, 23),
    ]
    assert [(line.owner, line.low, line.best, line.high) for line in by_owner(row)] == [
        ("خفر السواحل", 11, 23, 23),
        ("وزارة الصحة", 14, 14, 14),
    ]
    assert [line.low for line in most_conservative(row, load("ar"))] == [11, 23]


def test_vague_plurals_are_taken_for_the_least_where_no_number_is_printed() -> None:
    day = "2026-03-04"
    lines = most_conservative(shown(("عشرات القتلى", 20, None, None, day)), load("ar"))
    assert lines[0].low == 10
    assert most_conservative(shown(("مئات الجرحى", 200, None, None, day)), load("ar"))[0].low == 100
    assert most_conservative(shown(("أكثر من 20 قتيلا", 20, None, None, day)), load("ar"))[0].low == 20
    assert min_max(shown(("عشرات القتلى", 20, None, None, day)))[0].high is None


def test_only_stated_numbers_are_shown_unless_asked() -> None:
    point = Point("d", Span(0, 1), None, 80, "2026-03-04", None, status="possible")
    row = Series("s", "killed", "", (point,))
    assert min_max(row) == ()
    assert min_max(row, ("stated", "possible"))[0].high == 80
