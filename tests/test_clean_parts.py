"""The parts of cleaning: lines of furniture, plain pages, web pages, languages, letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.clean import clean, language
from tawatur.clean.language import language_of
from tawatur.clean.lines import Found, LineWords, ends_sentence, letters_of, words_by, words_in
from tawatur.model import Document, Raw
from tawatur.packs import load

AR = load("ar")
EN = load("en")
FIRST = "فتحت البلدية الجسر صباح الأحد أمام المشاة بعد عامين من العمل المتواصل فيه."
SECOND = "وقال رئيسها إن الجسر يختصر الطريق إلى المدرسة من أربعين دقيقة إلى خمس فقط."
THIRD = "وتقول البلدية إن جسرا ثانيا سيفتح في الخريف إذا توافر المال اللازم له."


def said_by_words(line: str) -> Found | None:
    """What a line is by its words."""
    words = AR.made(LineWords)
    return words.of(line, *next(words.known_lines(line)))


def cleaned(content: str, media_type: str = "text/plain") -> Document:
    document, _ = clean(Raw("page", media_type, content.encode(), content, "utf-8"))  # type: ignore[arg-type]
    assert document is not None
    return document


def roles(document: Document) -> dict[str, str]:
    return {block.span.of(document.text): block.role for block in document.blocks}


def body_of(document: Document) -> str:
    return "\n".join(words.of(document.text) for words in document.body)


# --- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("فيسبوك تويتر واتساب", "furniture words alone"),
        ("فيسبوكتويترواتساب", "furniture words alone"),
        ("الرئيسية » محليات » رياضة", "furniture words alone"),
        ("5 دقائق", "furniture words alone"),
        ("إقرأ أيضاً", "heading of related"),
        ("التعليقات (12)", "heading of comments"),
        ("اقرأ أيضا: طريق جديد إلى الجبل", "line that begins a related line"),
        ("اقرأ أيضاطريق جديد إلى الجبل", "line that begins a related line"),
        ("كلمات مفتاحية: جسر، نهر", "line that begins a tags line"),
        ("رابط المصدر", "line that begins a link line"),
        ("رابط الخبر بجريدة النبع: طريق جديد", "line that begins a link line"),
        ("https://nabea.example/1", "links or hashtags alone"),
        ("#جسر #نهر_السرو", "links or hashtags alone"),
        ("جميع الحقوق محفوظة لجريدة النبع 2031", "notice of the site"),
        ("التعليقات المنشورة لا تعبر عن رأي الجريدة", "notice of the site"),
        ("// انتهى //", "mark of the end"),
        ("* * *", "no word"),
    ],
)
def test_furniture_is_known_by_its_words(line: str, rule: str) -> None:
    found = said_by_words(line)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    "line",
    [
        FIRST,
        "رياضة الأطفال",
        "قرأ أيضا رسالة من أهل القرية",
        "سماته هادئة",
        "شارك الوزير في افتتاح الجسر",
        "تعليق الدراسة في وادي السرو غدا",
        "2031",
        "كلفة أعلى",
        "في العالم العربي اليوم من يقرأ أكثر",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert said_by_words(line) is None


@pytest.mark.parametrize(
    ("line", "tail"),
    [
        (f"{FIRST} سمات جسر نهر بلدية", "سمات جسر نهر بلدية"),
        (f"{FIRST} الكلمات الدالة: جسر ونهر", "الكلمات الدالة: جسر ونهر"),
        (f"{FIRST} رابط الخبر بجريدة النبع: الجسر مفتوح", "رابط الخبر بجريدة النبع: الجسر مفتوح"),
        (f"{FIRST} اقرأ أيضا: طريق جديد إلى الجبل", "اقرأ أيضا: طريق جديد إلى الجبل"),
        (f"{FIRST} سمات المدينة تتغير، ويقول أهلها إن الجسر سبب ذلك.", None),
        (f"{FIRST} اقرأ أيضا: طريق جديد. وأضاف أن الجسر آمن.", None),
        ("له سمات جسر قديم", None),
    ],
)
def test_tags_and_links_glued_to_a_paragraph_are_cut_only_where_they_are_sure(line: str, tail: str | None) -> None:
    words = AR.made(LineWords)
    found = words.tail(line, *next(words.known_lines(line)))
    assert (None if found is None else found[0].of(line)) == tail


def test_words_and_ends_of_sentences_are_seen_through_marks() -> None:
    assert words_in("ـ قال: «نعم» 12") == 3
    assert words_in("\u65e5\u672c\u8a9e") == 2
    assert ends_sentence("قال «نعم.» ")
    assert not ends_sentence("قال «نعم»")


# --- plain pages -----------------------------------------------------------------------------------------------------


def test_the_line_under_a_headline_gives_outlet_moment_and_credit() -> None:
    document = cleaned(
        f"البلدية تفتح الجسر القديم\nجريدة النبع | 2031-05-14 18:20 | النبع - وكالات\n\n{FIRST}\n{SECOND}\n"
    )
    assert document.outlet == "جريدة النبع"
    assert document.published is not None
    assert document.published.value == "2031-05-14T18:20"
    assert [(credit.text, credit.names) for credit in document.credits] == [("النبع - وكالات", ("وكالات",))]
    assert body_of(document) == f"{FIRST}\n{SECOND}"


def test_a_reporter_beside_the_moment_is_no_outlet_and_no_credit() -> None:
    document = cleaned(f"البلدية تفتح الجسر القديم\nمحمد الخطيب | 2031-05-14 18:20\n\n{FIRST}\n")
    assert document.outlet is None
    assert document.credits == ()


@pytest.mark.parametrize("mark", [" :", " - خاص", " / بغداد", "- هبة الكرخي"])
def test_a_name_under_the_headline_and_again_before_a_mark_is_the_outlet_s(mark: str) -> None:
    document = cleaned(f"البلدية تفتح الجسر القديم\nأنباؤنا\n\nأنباؤنا{mark}\n\n{FIRST}\n{SECOND}\n")
    assert document.outlet == "أنباؤنا"
    assert [credit.names for credit in document.credits] == [("أنباؤنا",)]


@pytest.mark.parametrize("name", ["محليات", "رياضة"])
def test_a_section_beside_the_moment_is_no_outlet(name: str) -> None:
    assert cleaned(f"البلدية تفتح الجسر القديم\n{name} | 2031-05-14 18:20\n\n{FIRST}\n").outlet is None


@pytest.mark.parametrize("host", ["news.example.org", "www.example.com"])
def test_an_outlet_may_be_named_by_its_host(host: str) -> None:
    document = cleaned(f"البلدية تفتح الجسر القديم\n{host} | 2031-05-14 18:20\n\n{FIRST}\n")
    assert document.outlet == host
    assert document.published is not None
    assert document.published.value == "2031-05-14T18:20"


def test_an_article_goes_on_behind_a_box_of_links_but_not_behind_the_comments() -> None:
    lines = ["البلدية تفتح الجسر القديم", FIRST, "مواضيع ذات صلة", "طريق جديد إلى الجبل", f"{SECOND} {THIRD}"]
    document = cleaned("\n\n".join([*lines, "التعليقات", f"{SECOND} {SECOND}"]))
    assert body_of(document) == f"{FIRST}\n{SECOND} {THIRD}"
    assert roles(document)["طريق جديد إلى الجبل"] == "chrome"
    assert roles(document)[f"{SECOND} {SECOND}"] == "chrome"


def test_another_article_behind_the_credit_is_not_the_body() -> None:
    body = "\n\n".join(f"{FIRST} {SECOND} {THIRD} {i}." for i in range(6))
    document = cleaned(
        f"البلدية تفتح الجسر القديم\n\n{body}\n\nالمصدر: أنباء السهل\n\nالمخبز يبدل فرنه القديم\n\n{THIRD}\n"
    )
    assert body_of(document) == body
    assert roles(document)[THIRD] == "other_article"
    assert [credit.names for credit in document.credits] == [("أنباء السهل",)]


def test_captions_behind_the_last_paragraph_and_a_signature_are_not_the_body() -> None:
    captions = ["رئيس البلدية يقص الشريط", ".. ويعبر الجسر مع الأطفال"]
    document = cleaned("\n\n".join(["البلدية تفتح الجسر القديم", f"{FIRST} {SECOND}", *captions]))
    assert [roles(document)[caption] for caption in captions] == ["caption", "caption"]
    document = cleaned("\n\n".join(["البلدية تفتح الجسر القديم", f"{FIRST} {SECOND}", "نادر الخطيب - وادي السرو"]))
    assert roles(document)["نادر الخطيب - وادي السرو"] == "meta"


def test_a_list_behind_the_last_paragraph_stays_body() -> None:
    items = ["1- مدرسة السرو الأولى", "2- مدرسة الجبل الجديدة"]
    document = cleaned("\n".join(["البلدية تفتح الجسر القديم", "", f"{FIRST} {SECOND}", *items]))
    assert {roles(document)[item] for item in items} == {"body"}


def test_verses_in_short_lines_are_a_text() -> None:
    verses = [
        "يا جسر يا عابر النهر",
        "خذني إلى بيتها البعيد",
        "فقد طال بي الانتظار هنا",
        "والماء يجري ولا يعود",
        "والليل قد جاء",
    ]
    document = cleaned("\n".join(["قصيدة الجسر", "النبع | 2031-05-14", "", *verses, FIRST]))
    assert body_of(document) == "\n".join([*verses, FIRST])


def test_an_outlet_behind_the_headline_is_cut_off_it() -> None:
    document = cleaned(f"البلدية تفتح الجسر القديم - النبع نيوز\n\n{FIRST}\n{SECOND}\n")
    assert document.title is not None
    assert document.title.of(document.text) == "البلدية تفتح الجسر القديم"
    assert document.outlet == "النبع نيوز"
    assert document.credits == ()


def test_an_article_without_a_headline_has_none() -> None:
    document = cleaned(f"{FIRST} {SECOND}\n\n{THIRD}\n")
    assert document.title is None
    assert body_of(document) == f"{FIRST} {SECOND}\n\n{THIRD}"


# --- web pages -------------------------------------------------------------------------------------------------------


def page(body: str, head: str = "") -> str:
    return f"<html lang='ar'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def test_the_headline_is_the_line_that_the_markup_names_not_the_first_heading() -> None:
    document = cleaned(
        page(
            f"<h1>جريدة النبع</h1><nav><a href='/'>البلدية تفتح الجسر القديم</a></nav>"
            f"<div><h2>البلدية تفتح الجسر القديم</h2><p>{FIRST}</p><p>{SECOND}</p></div>",
            "<title>البلدية تفتح الجسر القديم | جريدة النبع</title>",
        ),
        "text/html",
    )
    title = next(block for block in document.blocks if block.role == "title")
    assert title.path.endswith("h2[1]")
    assert document.outlet == "جريدة النبع"


def test_without_a_visible_headline_there_is_no_title() -> None:
    document = cleaned(page(f"<p>{FIRST}</p><p>{SECOND}</p>", "<title>عنوان النافذة فقط هنا</title>"), "text/html")
    assert document.title is None
    assert document.text == f"{FIRST}\n{SECOND}"


def test_a_caption_that_repeats_the_first_words_of_the_text_is_not_body() -> None:
    document = cleaned(
        page(f"<h1>البلدية تفتح الجسر القديم</h1><div>الجسر صباح الأحد</div><div><p>{FIRST}</p><p>{SECOND}</p></div>"),
        "text/html",
    )
    assert roles(document)["الجسر صباح الأحد"] != "body"


def test_a_mark_on_a_wrapper_of_all_the_text_says_nothing() -> None:
    document = cleaned(
        page(f"<h1>البلدية تفتح الجسر القديم</h1><div class='has-sidebar caption'><p>{FIRST}</p><p>{SECOND}</p></div>"),
        "text/html",
    )
    assert body_of(document) == f"{FIRST}\n{SECOND}"


def test_rules_for_comments_are_not_body_though_the_extractor_keeps_them() -> None:
    rules = "نرحب بآرائكم، وللعلم فإن المشاركات تخضع إلى سياسة الخصوصية وإلى شروط استخدام الموقع كلها."
    document = cleaned(
        page(f"<h1>البلدية تفتح الجسر القديم</h1><div><p>{FIRST}</p><p>{SECOND}</p><p>{rules}</p></div>"), "text/html"
    )
    assert roles(document)[rules] == "chrome"


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (FIRST, "ar"),
        ("قرار جديد للوزارة", "ar"),
        ("این خبر را از تهران برای شما می‌خوانیم که پلیس گفت", "fa"),
        ("وزیر اعظم نے کہا ہے کہ پاکستان میں یہ کام ہے", "ur"),
        ("The bridge was opened to the public on Sunday, the mayor said.", "en"),
        ("Le pont est ouvert depuis dimanche dans la ville et il est gratuit", "fr"),
        ("Il ponte è aperto da domenica nella città e non è più chiuso", "it"),
        ("Мост открыт для пешеходов", None),
        ("12 34", None),
        ("", None),
        ("ABC XYZ", None),
    ],
)
def test_languages_are_told_by_letters_and_common_words(text: str, lang: str | None) -> None:
    assert language_of(text) == lang


def test_a_page_in_a_language_without_a_pack_is_labelled_with_the_default_one() -> None:
    text = "Мост открыт\n\nМост через реку открыли для пешеходов утром в воскресенье после двух лет работы.\n"
    document = cleaned(text)
    assert document.lang is None
    assert len(document.body) == 1


def test_an_english_page_is_labelled_by_english_words() -> None:
    first = "The footbridge was opened on Sunday after two years of work on it, the mayor told reporters."
    document = cleaned(
        f"Footbridge opens after two years\n\n{first}\n\nRead more: A new road to the hills\n\nAll rights reserved\n"
    )
    assert document.lang == "en"
    assert body_of(document) == first


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("أإةىـًّ١ﷺA. ")))
def test_a_text_folded_alone_is_what_is_folded_with_the_way_back(text: str) -> None:
    assert AR.fold.flat(text) == AR.fold.brief(text) == AR.fold(text).text


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("قال 1١_²\n.")))
def test_letters_are_the_words_without_digits_line_by_line(text: str) -> None:
    lines = ["".join(c for c in line if c.isalnum() and not c.isdecimal()) for line in text.split("\n")]
    assert letters_of(text, lines=True).split("\n") == lines
    assert letters_of(text) == "".join(lines)


@given(st.lists(st.text(alphabet="ابتة\u0640\u064e.@:/w12日本m_№\u00a0\u200f # ", max_size=25), min_size=1, max_size=5))
def test_what_pieces_tell_of_lines_is_what_the_lines_tell(lines: list[str]) -> None:
    known = list(AR.made(LineWords).known_lines("\n".join(lines)))
    assert [letters for letters, _ in known] == [letters_of(AR.fold.flat(line)) for line in lines]
    assert [words_by(signs) for _, signs in known] == [words_in(line) for line in lines]


@given(st.lists(st.text(alphabet="ابتة\u0640\u064e.@:/w12日本m_№\u00a0\u200f # ", max_size=25), min_size=1, max_size=5))
def test_what_is_remembered_of_lines_is_what_each_tells_by_itself(lines: list[str]) -> None:
    words = AR.made(LineWords)
    alone = [words.told(line) for line in lines]
    for told in (words.told_lines(lines), words.told_lines(lines), words.told_lines(lines[::-1])[::-1]):
        assert [one._replace(signs="") for one in told] == [one._replace(signs="") for one in alone]


def test_more_short_lines_than_are_remembered_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tawatur.clean.lines._AGAIN_MOST", 3)
    words = LineWords(AR)
    pages = [["الرئيسية", "رياضة", "اتصل بنا"], ["الرئيسية", "اقتصاد"], ["رياضة", "رياضة"]]
    for page in pages:
        assert [one.words for one in words.told_lines(page)] == [words_in(line) for line in page]


@given(st.text(st.characters() | st.sampled_from("اأپﻻéßжדδ日अ٣ـ_²")))
def test_letters_of_a_script_are_counted_one_by_one(text: str) -> None:
    for script, ranges in language._SCRIPTS.items():
        one_by_one = sum(any(first <= ord(char) <= last for first, last in ranges) for char in text)
        assert language._LETTERS[script].count(text) == one_by_one
    runs = "".join(char if char.isalnum() and not char.isdecimal() else " " for char in text)
    assert language._words(text) == [run for run in runs.split(" ") if run]
