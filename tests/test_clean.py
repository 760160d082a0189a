"""Cleaning as a whole: the promises about text, keys and spans, golden pages, and pages that mean harm."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED
from tawatur.clean import clean
from tawatur.clean import html as html_stage
from tawatur.model import Document, Raw, Refusal

GOLDEN = Path(__file__).parent / "golden" / "clean"
ARTICLE = (
    "بلدية السرو تفتح الجسر بعد عامين\n\n"
    "فتحت البلدية الجسر صباح الأحد أمام المشاة بعد عامين من العمل المتواصل فيه.\n"
    "وقال رئيسها إن الجسر يختصر الطريق إلى المدرسة من أربعين دقيقة إلى خمس فقط.\n"
)


def raw(content: str, media_type: str = "text/plain", **given: str) -> Raw:
    return Raw("page", media_type, content.encode("utf-8", "surrogatepass"), content, "utf-8", **given)  # type: ignore[arg-type]


def cleaned(content: str, media_type: str = "text/plain", **given: str) -> Document:
    document, _ = clean(raw(content, media_type, **given))
    assert document is not None
    return document


def problems(content: str, media_type: str = "text/plain", **given: str) -> list[str]:
    return [problem.code for problem in clean(raw(content, media_type, **given))[1]]


def words_of(document: Document, role: str) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.role == role]


def assert_whole(document: Document) -> None:
    """Blocks lie in order inside the text, hold something that shows, and overlap nowhere."""
    last = 0
    for block in document.blocks:
        assert last <= block.span.start < block.span.end <= len(document.text)
        assert block.span.of(document.text).strip()
        last = block.span.end
    for credit in document.credits:
        assert credit.span.of(document.text) == credit.text
        assert all(name in credit.text for name in credit.names)
    for span in document.body:
        assert 0 <= span.start < span.end <= len(document.text)


# --- text and keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\u2028"])
def test_the_text_of_a_plain_page_is_its_input_whatever_its_line_ends(ends: str) -> None:
    content = ARTICLE.replace("\n", ends)
    document = cleaned(content)
    assert document.text == content
    assert document.text_starts == 0
    assert words_of(document, "title") == ["بلدية السرو تفتح الجسر بعد عامين"]
    assert len(words_of(document, "body")) == 2


def test_a_title_given_apart_stands_before_the_text_and_is_said_to() -> None:
    document = cleaned(ARTICLE.partition("\n\n")[2], title="الجسر مفتوح")
    assert document.text.startswith("الجسر مفتوح\n\nفتحت البلدية")
    assert document.text_starts == len("الجسر مفتوح") + 2
    assert document.title is not None
    assert document.title.of(document.text) == "الجسر مفتوح"
    assert document.body[0].start == document.text_starts


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("قالت مديرة المدرسة هناء السالم إن الدوام يبدأ الأحد.", "body"),
        ("مديرة المدرسة: الدوام يبدأ الأحد في كل المراحل", "title"),
    ],
)
def test_a_line_alone_is_a_passage_if_it_ends_as_a_sentence(text: str, role: str) -> None:
    made, warnings = clean(Raw(source="text", media_type="text/plain", data=b"", content=text, encoding="utf-8"))
    assert made is not None
    assert [block.role for block in made.blocks] == [role]
    assert [w.code for w in warnings] == ([] if role == "body" else ["no-body"])


def test_a_title_given_apart_is_furniture_where_the_text_repeats_it() -> None:
    document = cleaned(ARTICLE, title="بلدية السرو تفتح الجسر بعد عامين")
    assert words_of(document, "chrome") == ["بلدية السرو تفتح الجسر بعد عامين"]
    assert document.body[0].of(document.text).startswith("فتحت البلدية")


def test_the_key_is_of_the_id_else_the_address_else_the_relative_path_and_always_of_the_bytes() -> None:
    blob = hashlib.sha256(ARTICLE.encode()).hexdigest()

    def key(name: str) -> str:
        return hashlib.sha256(f"{name}\0{blob}".encode()).hexdigest()[:32]

    assert cleaned(ARTICLE, id="n1", url="https://a.example/1", relative="x/1.txt").key == key("n1")
    assert cleaned(ARTICLE, url="https://a.example/1", relative="x/1.txt").key == key("https://a.example/1")
    assert cleaned(ARTICLE, relative="x/1.txt").key == key("x/1.txt")
    assert cleaned(ARTICLE, relative="x/1.txt").blob == blob
    assert cleaned(ARTICLE + " ", relative="x/1.txt").key != key("x/1.txt")


def test_what_the_input_says_goes_before_what_the_page_says() -> None:
    page = (GOLDEN / "modern.html").read_text(encoding="utf-8")
    document = cleaned(page, "text/html", outlet="صحيفة النهر", published="2031-05-15 08:00:12", author="م. ن.")
    assert document.outlet == "صحيفة النهر"
    assert document.author == "م. ن."
    assert document.published is not None
    assert document.published.value == "2031-05-15T08:00"


def test_cleaning_twice_gives_the_same() -> None:
    for path in sorted(GOLDEN.glob("*.html")):
        page = path.read_text(encoding="utf-8")
        assert clean(raw(page, "text/html")) == clean(raw(page, "text/html"))


# --- refusals and warnings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("\n \n…\n", "text/plain"),
        ("<html><head><title>عنوان</title></head><body><script>var a</script></body></html>", "text/html"),
        ("", "text/html"),
    ],
)
def test_a_page_without_text_is_refused_with_reason_and_mend(content: str, media_type: str) -> None:
    document, found = clean(raw(content, media_type))
    assert document is None
    assert [(problem.code, problem.severity) for problem in found] == [("no-text", "refusal")]
    assert found[0].reason
    assert found[0].mend


def test_a_moment_after_the_fetch_is_a_warning_and_not_used() -> None:
    assert problems(ARTICLE, published="2031-05-20", fetched="2031-05-14T10:00:00Z") == ["published-after-fetched"]
    assert cleaned(ARTICLE, published="2031-05-20", fetched="2031-05-14T10:00:00Z").published is None
    assert problems(ARTICLE, published="2031-05-14T12:00", fetched="2031-05-14T10:00:00Z") == []


def test_a_moment_of_the_input_that_cannot_be_read_is_a_warning() -> None:
    assert problems(ARTICLE, published="لا أعلم") == ["published-not-read"]


def test_moments_that_disagree_are_a_warning_and_the_stated_one_is_taken() -> None:
    page = (GOLDEN / "modern.html").read_text(encoding="utf-8").replace("14 مايو 2031 - 18:20", "2 مايو 2031 - 18:20")
    document, found = clean(raw(page, "text/html"))
    assert [problem.code for problem in found] == ["moments-disagree"]
    assert document is not None
    assert document.published is not None
    assert document.published.value == "2031-05-14T18:20"


# --- golden pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dump.txt", "modern.html", "tables.html"])
def test_golden_pages(name: str, update_golden: bool) -> None:
    content = (GOLDEN / name).read_bytes().decode("utf-8")
    document = cleaned(content, "text/html" if name.endswith(".html") else "text/plain")
    assert_whole(document)
    blocks = [
        {"role": block.role, "text": block.span.of(document.text), "path": block.path, "rule": block.rule}
        for block in document.blocks
    ]
    found = {
        "title": document.title and document.title.of(document.text),
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
        "lang": document.lang,
        "published": document.published and document.published.value,
        "credits": [{"text": credit.text, "names": credit.names, "rule": credit.rule} for credit in document.credits],
        "blocks": blocks,
    }
    path = GOLDEN / f"{name}.json"
    if update_golden:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(msgspec.json.encode(found)) == json.loads(path.read_text(encoding="utf-8"))


# --- pages that mean harm --------------------------------------------------------------------------------------------

TAGS = ["div", "p", "br", "table", "tr", "td", "ul", "li", "h1", "a", "span", "script", "style", "b", "pre", "nav"]
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            ["<p hidden>", "<a href='x'>", "<div class='share related'>", "<!--", "-->", "&amp;", "&#xD800;"]
        ),
        st.text(alphabet="ابتث جحخ.،:|-\u200f\u064b\n\t\x00<>&\"'12/٣", max_size=12),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(soup=SOUP)
def test_no_tag_soup_breaks_the_promises(soup: list[str]) -> None:
    document, found = clean(raw("".join(soup), "text/html"))
    if document is None:
        assert [problem.code for problem in found] == ["no-text"]
        return
    assert_whole(document)
    assert "\n\n" not in document.text
    assert [block.path for block in document.blocks if not block.path] == []


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(
        st.one_of(
            st.sampled_from(
                ["اقرأ أيضا", "المصدر: أنباء السهل", "شارك", "الوسوم", "التعليقات", "", "2031-05-14 10:20", "(أنباء)"]
            ),
            st.text(alphabet="ابتثجحخ .،:|-\u200f\u064b\r\x0b12٣«»()", max_size=60),
        ),
        max_size=14,
    )
)
def test_no_plain_text_is_altered_or_breaks_the_promises(lines: list[str]) -> None:
    content = "\n".join(lines)
    document, _ = clean(raw(content))
    if document is not None:
        assert document.text == content
        assert_whole(document)


def test_a_page_nested_deeper_than_browsers_show_is_refused_before_it_is_parsed() -> None:
    document, found = clean(raw("<div>" * 100_000 + "نص" + "</div>" * 100_000, "text/html"))
    assert document is None
    assert [problem.code for problem in found] == ["nested-too-deep"]


def test_a_page_too_deep_for_the_extractor_is_still_labelled() -> None:
    inner = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n") if line)
    document = cleaned("<div>" * 2_000 + inner + "</div>" * 2_000, "text/html")
    assert len(words_of(document, "body")) == 2
    assert document.blocks[0].path.startswith("…/")


@pytest.mark.parametrize("answer", [None, RuntimeError("broken"), 17])
def test_without_an_answer_of_the_extractor_the_lines_decide(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    from resiliparse.extract import html2text

    def extract(*_: object, **__: object) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(html2text, "extract_plain_text", extract)
    page = (GOLDEN / "modern.html").read_text(encoding="utf-8")
    document = cleaned(page, "text/html")
    body = " ".join(words_of(document, "body"))
    assert "افتتحت بلدية وادي السرو" in body
    assert "وبلغت كلفة المشروع" in body
    assert "تأجيل مهرجان" not in body


def test_the_extractor_never_makes_text(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (GOLDEN / "modern.html").read_text(encoding="utf-8")
    before = cleaned(page, "text/html")
    monkeypatch.setattr(html_stage, "main_text", lambda *_: "كلام آخر لا يوجد في الصفحة")
    after = cleaned(page, "text/html")
    assert after.text == before.text
    assert after.text_hash == before.text_hash


def test_broken_metadata_is_passed_over() -> None:
    broken = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":{"a":1},"publisher":[[]],'
        '"headline":5}</script><script type="application/ld+json">' + "[" * 50_000 + "</script><meta name='date'>"
    )
    document = cleaned(f"<html><head>{broken}</head><body><p>نص الصفحة كله هنا.</p></body></html>", "text/html")
    assert document.published is None
    assert document.text == "نص الصفحة كله هنا."


# --- pages outside, where they are -----------------------------------------------------------------------------------


@pytest.mark.skipif(not (SHARED / "bench" / "pages-ar").is_dir(), reason="the outside pages are not here")
def test_the_moments_of_outside_pages_are_read() -> None:
    folder = SHARED / "bench" / "pages-ar"
    for row in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        if "date" in row["gold"]:
            page = (folder / row["file"]).read_bytes().decode("utf-8", "replace")
            document = cleaned(page, "text/html")
            assert document.published is not None, row["file"]
            assert document.published.value[:10] == row["gold"]["date"], row["file"]


def test_refusals_are_records() -> None:
    found = clean(raw("", "text/html"))[1][0]
    assert msgspec.json.decode(msgspec.json.encode(found), type=Refusal) == found
