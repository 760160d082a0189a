"""Text wrapped at a column is read as the same text in whole paragraphs; lines that their author ended stay lines."""

from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tawatur
from tawatur.model import Page, Span
from tawatur.wrapped import unwrapped

PAGES = Path(__file__).parents[1] / "examples" / "pages"
STORIES = sorted(PAGES.glob("*.txt"))


def wrapped(text: str, column: int, end: str = "\n") -> str:
    """Each line of a text wrapped, with a line left free behind it."""
    lines = [line for line in text.splitlines() if line.strip()]
    return (end * 2).join(end.join(wrap(line, column, break_long_words=False)) for line in lines) + end


def told(page: Page) -> dict[str, list[Any]]:
    """What a page's annotations say, white space between words aside."""
    text = page.document.text

    def words(*spans: Span) -> list[str]:
        return [" ".join(span.of(text).split()) for span in spans]

    return {
        "title": words(page.document.title) if page.document.title else [],
        "attributions": [(words(*a.cue), words(*a.source), words(*a.content), a.stance) for a in page.attributions],
        "figures": [(words(f.span), f.min, f.max, f.kind, f.status, f.as_of) for f in page.figures],
        "dates": [(words(d.span), d.value) for d in page.dates],
        "entities": [(words(e.span), e.kind) for e in page.entities],
        "events": [(words(*e.trigger), e.kind, e.date, e.status) for e in page.events],
    }


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("column", [64, 80, 100])
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_wrapped_story_is_read_as_the_story(path: Path, column: int, end: str) -> None:
    whole = wrapped(path.read_text(encoding="utf-8"), 10_000)
    want, have = tawatur.annotate(whole), tawatur.annotate(wrapped(whole, column, end))
    assert want.attributions
    assert told(have) == told(want)


WORDS = st.lists(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=9), min_size=60, max_size=160)


@settings(max_examples=60, deadline=None)
@given(words=WORDS, column=st.integers(50, 110))
def test_what_was_wrapped_comes_whole_again(words: list[str], column: int) -> None:
    whole = " ".join(words)
    assert unwrapped(whole) == whole
    lines = wrap(whole, column)
    assume(len(lines) > 5 and max(map(len, lines)) >= 48)
    cut = "\n".join(lines)
    assert unwrapped(cut).count("\n") == 0
    assert unwrapped(cut).split() == words
    assert len(unwrapped(cut)) == len(cut)


LISTED = (
    "غرق عبارة في المضيق ومقتل راكبين\nوزير النقل يعد بتحقيق كامل في الحادث\nالبحث مستمر\n"
    "شركة العبارة تعوض أسر الضحايا بعد أسبوع من الغرق\nمصدر طبي: الحصيلة سبعة عشر قتيلا\n"
) * 3
VERSES = (
    "يا بحر مالك لا تجيب سؤالنا\nأين الذين مضوا على أمواجك\nتركوا الشواطئ خلفهم وتعجلوا\nنحو الغروب وغاب ضوء سراجك\n"
    * 2
)
LONG = (
    "قال الوزير إن الجسر سليم.\n"
    + "وأضاف أن المهندسين زاروا المكان مرتين هذا الأسبوع وكتبوا تقريرا. " * 5
    + "\n"
    + LISTED
)


@pytest.mark.parametrize("text", [LISTED, VERSES, LONG], ids=["headlines", "verses", "long lines among others"])
def test_lines_that_their_author_ended_stay_lines(text: str) -> None:
    assert unwrapped(text) == text


def test_a_headline_and_the_line_below_it_stay_two() -> None:
    body = "\n".join(wrap("قال الوزير إن الجسر سليم وإن المهندسين زاروا المكان مرتين هذا الأسبوع. " * 6, 60))
    headline = "وزير النقل كامل حيدري يعد بتحقيق كامل في غرق عبارة المضيق"
    text = f"{headline}\nصحيفة المنارة | 2026-03-05\n\n{body}\n"
    assert unwrapped(text).split("\n")[:2] == [headline, "صحيفة المنارة | 2026-03-05"]
    assert unwrapped(text).count("\n") == 4
