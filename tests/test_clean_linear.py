"""The linear form of a page: fixed rules over the DOM, so stored spans hold as long as its version does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tawatur.clean.linear import LINEAR_VERSION, Linear, Mark, linear_form, nests_deeper


def linear(html: str) -> Linear:
    return linear_form(LexborHTMLParser(html))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>أول</p><p>ثان</p>", "أول\nثان"),
        ("<p>أول<br>ثان<br><br>ثالث</p>", "أول\nثان\nثالث"),
        ("<div>قبل<p>داخل</p>بعد</div>", "قبل\nداخل\nبعد"),
        ("<p>  كلمة\n\t<b>غليظة</b>،   أخرى </p>", "كلمة غليظة، أخرى"),
        ("<p>حمـ<span>ـاس</span></p>", "حمـ\u0640اس"),
        ("<p>مليون&nbsp;دولار &amp; أكثر &laquo;قال&raquo;</p>", "مليون\u00a0دولار & أكثر «قال»"),
        ("<p>يرى</p><script>x</script><style>y</style><noscript>z</noscript><template>w</template>", "يرى"),
        ("<p hidden>لا</p><p style='color:red; display : none'>لا</p><p style='display:block'>نعم</p>", "نعم"),
        ("<p><svg><text>لا</text></svg><img alt='لا' title='لا'>نعم<input placeholder='لا' value='لا'></p>", "نعم"),
        ("<select><option>لا</option></select><textarea>لا</textarea><iframe>لا</iframe>نعم", "نعم"),
        ("<ul><li>أ<li>ب<ul><li>ج</ul></ul>", "أ\nب\nج"),
        (
            "<table><tr><th>السنة</th><th>الطن</th></tr><tr><td>2029</td><td>120</td></tr></table>",
            "السنة\tالطن\n2029\t120",
        ),
        ("<table><tr><td><p>قائمة</p></td><td><p>مقال</p></td></tr></table>", "قائمة\nمقال"),
        ("<table><tr><td>قائمة</td><td>سطر<br>آخر</td></tr></table>", "قائمة\nسطر\nآخر"),
        ("<pre>سطر\n  آخر</pre>", "سطر\nآخر"),
        ("<a>واحد</a><a>اثنان</a> <a>ثلاثة</a>", "واحد اثنان ثلاثة"),
        ("<p>كل<b>مة</b></p>", "كلمة"),
        ("<p>\u200f</p><p> \u00a0 </p><p>نص</p>", "نص"),
        ("<details><summary>عنوان</summary>نص</details>", "عنوان\nنص"),
        ("<!-- لا --><p>a\x00b</p>", "ab"),
        ("<head><title>لا</title></head><body>نعم</body>", "نعم"),
    ],
)
def test_the_rules_of_version_1(html: str, text: str) -> None:
    assert LINEAR_VERSION == 1
    assert linear(html).text == text


def test_lines_tile_the_text_in_order() -> None:
    form = linear("<h1>عنوان</h1><div><p>أول <a href='x'>وصلة</a></p><ul><li>بند</ul></div>")
    assert [line.span.of(form.text) for line in form.lines] == form.text.split("\n")
    assert [line.path for line in form.lines] == [
        "html/body[2]/h1[1]",
        "html/body[2]/div[2]/p[1]",
        "html/body[2]/div[2]/ul[2]/li[1]",
    ]
    assert form.lines[0].marks & Mark.H1
    assert form.lines[1].linked == len("وصلة")
    assert not form.lines[1].marks & Mark.LINK


def test_marks_come_from_elements_and_from_the_words_of_their_class() -> None:
    form = linear(
        "<nav>أ</nav><div class='relatedPosts'>ب</div><div id='share-box'>ج</div><div class='entry-content'>د</div>"
        "<div class='adsbygoogle'>ه</div><div class='loads'>و</div>"
    )
    marks = [line.marks for line in form.lines]
    assert marks[0] == Mark.NAV
    assert marks[1] == Mark.RELATED
    assert marks[2] == Mark.SHARE
    assert marks[3] == marks[5] == 0
    assert marks[4] == Mark.AD


def test_a_deep_page_is_walked_and_its_path_stays_short() -> None:
    form = linear("<div>" * 3_000 + "نص" + "</div>" * 3_000)
    assert form.text == "نص"
    assert form.depth > 3_000
    assert form.lines[0].path.count("/") == 32


def test_nesting_counts_what_must_be_closed() -> None:
    assert not nests_deeper("<p>" * 50 + "<li>" * 50 + "<br>" * 50, 0)
    nested = "<div><span>" * 20 + "</span></div>" * 20 + "<DIV>"
    assert nests_deeper(nested, 39)
    assert not nests_deeper(nested, 40)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text(alphabet="ابتث 12«»،\u0651\n", min_size=1), min_size=1, max_size=8))
def test_paragraphs_come_out_with_white_space_collapsed_and_else_as_they_went_in(words: list[str]) -> None:
    form = linear("".join(f"<p>{word}</p>" for word in words))
    shown = [" ".join(word.split()) for word in words]
    assert form.text == "\n".join(word for word in shown if word)
