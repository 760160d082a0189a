"""Reports told again in other words, and pages that quote one source at length: by passages in like words."""

# ruff: noqa: E501 - sentences stand in one piece, and vowel signs count as columns

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from made_pages import document, said
from tawatur.model import Derivation, Page, Relations
from tawatur.relate import relate
from tawatur.relate.cards import Words, card
from tawatur.relate.links import reworded
from tawatur.relate.passages import SHORTEST, pairs, passages

REPORT = [
    "أعلنت هيئة الموانئ في بحرستان مساء الأحد أن العبّارة التي كانت تربط رملة بجزيرة النخل غرقت بعد اصطدامها بالرصيف.",
    "وأوضح مدير الهيئة عصام البندر أن فرق الإنقاذ انتشلت سبعة أشخاص من المياه وأن البحث مستمر رغم ارتفاع الأمواج.",
    "وتوافد أقارب الركاب إلى الميناء منذ ساعات الليل الأولى في انتظار قوائم الناجين التي وعدت الشركة بنشرها فجرا.",
    "ويعود آخر حادث مماثل في هذا الممر الضيق إلى عشرين عاما حين جنحت ناقلة صغيرة محملة بالحبوب ولم يصب أحد من بحارتها.",
]
AGAIN = [
    "كشف عصام البندر، مدير هيئة الموانئ البحرستانية، أن فرق الإنقاذ تمكنت من انتشال سبعة أشخاص من المياه، مؤكدا أن البحث "
    "لا يزال مستمرا رغم ارتفاع الأمواج.",
    "وكانت العبّارة التي تربط رملة بجزيرة النخل قد غرقت مساء الأحد بعد أن اصطدمت بالرصيف، وفق ما أعلنته الهيئة.",
    "وأمضى أقارب الركاب ليلتهم في الميناء بانتظار قوائم الناجين التي وعدت بها الشركة.",
]
APART = [
    "قال الصياد مرزوق الدلال إنه سمع ارتطاما عنيفا قبل منتصف الليل ثم رأى أضواء العبّارة تنطفئ دفعة واحدة قرب الرصيف.",
    "وأبحر الدلال وابنه بقاربهما وانتشلا امرأة وطفلتها قبل أن تصل زوارق الإنقاذ من رملة بنحو نصف ساعة.",
    "وطالب صيادون آخرون بإنارة الممر وتوسعته، وقالوا إن شكاواهم السابقة إلى هيئة الموانئ في بحرستان لم تلق جوابا.",
]
STATEMENT = (
    "ترفض الوزارة كل تشغيل لعبّارة لا تحمل شهادة سلامة سارية، وستسحب رخص الشركات التي تتأخر عن الفحص الدوري أكثر من شهر، "
    "كما ستنشر على موقعها جدولا أسبوعيا بنتائج التفتيش وأسماء السفن المخالفة وملاكها، وتدعو الركاب إلى الإبلاغ عن كل سفينة "
    "تبحر بحمولة زائدة على الرقم المجاني، وتؤكد أن مكافأة مالية ستصرف لمن يثبت بلاغه، وأن لجنة مشتركة من خفر السواحل والدفاع "
    "المدني واتحاد البحارة ستراجع خطط الطوارئ في الموانئ الصغيرة قبل حلول موسم الصيف، وأن سترات النجاة ستختبر عشوائيا عند "
    "بوابات الصعود، وأن الربابنة سيخضعون لدورة إلزامية في إخلاء السفن ليلا تنظمها أكاديمية رملة البحرية على نفقة الملاك."
)
SETTING = [
    [
        "عقد مجلس الوزراء في بحرستان جلسة استثنائية استمعت إلى تقرير مفصل عن غرق العبّارة وعن أحوال الممر الشمالي وتاريخ حوادثه.",
        "ودعا نواب من المعارضة إلى استقالة الوزير وعرض أحدهم صورا لقوارب نجاة صدئة التقطت الشتاء الماضي في ورشة مهجورة.",
        "وتظاهر عشرات من أهالي الجزيرة أمام المبنى رافعين لافتات تطالب بجسر يغنيهم عن البحر، وتفرقوا قبيل الغروب بهدوء.",
        "ويرى خبراء النقل أن كلفة الجسر تعادل ميزانية عامين كاملين، وأن نفقا قصيرا قد يكون أوفر إذا ساعدت طبيعة القاع على حفره.",
        "وقدرت دراسة جامعية قديمة عدد العابرين يوميا بثلاثة آلاف، معظمهم طلاب وعمال مزارع وباعة خضار لا يملكون بديلا آخر.",
    ],
    [
        "أغلقت أسواق جزيرة النخل أبوابها حدادا، وخلت الأزقة إلا من أطفال يحملون الشموع إلى المسجد القديم عند طرف القرية.",
        "وروت معلمة كانت بين الركاب أن تلاميذها علقوا رسومهم على سياج المدرسة وكتبوا تحتها أسماء من فقدوا من جيرانهم.",
        "ووصلت مساعدات من المدن المجاورة شملت خياما وأغطية ومولدات كهرباء، ووزعها متطوعون من كشافة رملة على البيوت.",
        "وتوقفت رحلات العبّارات كلها ثلاثة أيام، فلجأ المزارعون إلى مراكب الصيد لنقل التمور قبل أن تفسدها الرطوبة والحر.",
        "وفتح إمام المسجد باب التبرع لأسر الضحايا، وجمعت النساء حليا ذهبية بيعت في مزاد صغير أقيم في ساحة البلدية ليلا.",
    ],
]


def page(name: str, body: Sequence[str], **more: object) -> Page:
    return Page(document(name, list(body), **more))  # type: ignore[arg-type]


def stating(name: str, body: Sequence[str]) -> Page:
    made = document(name, [*body[:2], f"وقالت الوزارة في بيان: {STATEMENT}", *body[2:]])
    return Page(made, attributions=(said(made, STATEMENT, cue="وقالت", source="الوزارة"),))


def related(*pages: Page) -> Relations:
    return relate([card(one) for one in pages])


def only(relations: Relations) -> Derivation:
    (row,) = relations.derivations
    return row


def test_a_report_told_again_in_other_words_and_order_is_a_rewrite() -> None:
    one, two = page("a", REPORT, published="2031-04-06"), page("b", AGAIN, published="2031-04-07")
    row = only(related(one, two))
    assert (row.kind, row.direction) == ("rewrite", "a→b")
    assert len(row.evidence) >= 2
    texts = {made.document.key: made.document.text for made in (one, two)}
    assert any(
        "الإنقاذ" in passage.a.of(texts[row.a]) and "الإنقاذ" in passage.b.of(texts[row.b]) for passage in row.evidence
    )


def test_pages_written_apart_on_one_event_share_no_lineage() -> None:
    assert related(page("a", REPORT), page("b", APART)).derivations == ()
    assert related(page("a", AGAIN), page("b", APART)).derivations == ()


def test_one_statement_quoted_at_length_by_pages_written_apart_is_a_common_source() -> None:
    pages = [stating(f"{n}", body) for n, body in enumerate(SETTING)]
    row = only(related(*pages))
    assert (row.kind, row.direction) == ("common-source", "unknown")
    for passage in row.evidence:
        for made in pages:
            if made.document.key == row.a:
                assert passage.a.of(made.document.text) in f"وقالت الوزارة في بيان: {STATEMENT}"


def test_a_page_taken_over_into_a_much_longer_one_of_its_own_is_no_cut() -> None:
    long = [line for body in SETTING for line in body]
    row = only(related(page("a", REPORT[:1] + REPORT[3:]), page("b", [*long[:5], *REPORT[:1], *REPORT[3:], *long[5:]])))
    assert row.kind == "cut"
    much = [*long, STATEMENT, *APART, *AGAIN]
    row = only(related(page("a", REPORT[3:] + REPORT[2:3]), page("b", [*much, *REPORT[3:], *REPORT[2:3]])))
    assert row.kind == "rewrite"


def test_a_copy_that_lacks_a_paragraph_is_a_cut() -> None:
    body = [*SETTING[0], *REPORT]
    assert only(related(page("a", body), page("b", body[:-2]))).kind == "cut"
    assert only(related(page("a", body), page("b", [line.replace(" في ", " ب") for line in body]))).kind == "copy"


def test_reports_of_different_weeks_are_not_compared() -> None:
    one = page("a", REPORT, published="2031-04-06")
    assert related(one, page("b", AGAIN, published="2031-04-20")).derivations == ()
    assert len(related(one, page("b", AGAIN)).derivations) == 1


QUOTES = [
    "رقم الحمولة الذي يتداوله الناس خرج من المقاهي لا من سجلات الميناء",
    "كل تذكرة بيعت لها رقم مسجل ونحن مستعدون لنشر القائمة كاملة أمام الرأي العام",
    "تقرير النقابة عن سترات النجاة الفاسدة وصل إلى مكتب الوزير قبل شهرين كاملين",
]


def quoting(name: str, around: Sequence[str], **more: object) -> Page:
    body = [f'{line} وقال: "{quote}".' for line, quote in zip(around, QUOTES, strict=False)]
    made = document(name, [*body, *around[3:]], **more)  # type: ignore[arg-type]
    return Page(made, attributions=tuple(said(made, quote, cue="وقال", mode="direct") for quote in QUOTES))


def test_a_page_gathered_from_others_retells_the_report_whose_statements_it_keeps() -> None:
    first = quoting("a", SETTING[0], published="2031-04-06T08:00")
    gathered, agencies, silent = (
        quoting("b", SETTING[1], published="2031-04-06T15:00", credit=credit)
        for credit in (("الميناء - متابعات", ("متابعات",)), ("وكالات", ("وكالات",)), None)
    )
    row = only(related(first, gathered))
    assert (row.kind, row.direction) == ("rewrite", "a→b")
    assert any("gathered" in reason for reason in row.reasons)
    assert related(first, agencies).derivations == related(first, silent).derivations == ()


def test_the_order_of_documents_changes_nothing() -> None:
    pages = [page("a", REPORT), page("b", AGAIN), page("c", APART), page("d", [*REPORT[:2], *SETTING[0]])]
    pages += [stating(f"s{n}", body) for n, body in enumerate(SETTING)]
    whole = related(*pages)
    assert {row.kind for row in whole.derivations} >= {"rewrite", "common-source"}
    for seed in range(4):
        random.Random(seed).shuffle(pages)
        assert related(*pages) == whole


# --- passages, planted ----------------------------------------------------------------------------------------------


def words(stems: Sequence[int]) -> Words:
    places = range(len(stems))
    return Words(stems, [10 * i for i in places], [10 * i + 9 for i in places], {}, stems, list(places))


NOISE = st.lists(st.integers(1000, 9999), max_size=20, unique=True)


@given(NOISE, NOISE, NOISE, st.integers(SHORTEST + 2, 30), st.integers(0, 3))
def test_a_planted_passage_is_found_over_a_gap_and_no_word_is_used_twice(
    before: list[int], after: list[int], other: list[int], size: int, gap: int
) -> None:
    planted = list(range(size))
    changed = [*planted[: size // 2], *range(500, 500 + gap), *planted[size // 2 :]]
    a, b = words(before + planted + after), words([stem + 10_000 for stem in other] + changed)
    found = passages(a, b)
    assert [passage.own for passage in found] == [size]
    assert [i for i, _ in found[0].matches] == list(range(len(before), len(before) + size))
    for left, right in ((a, b), (words(planted * 3), words(planted)), (words(planted), words(planted * 3))):
        matches = [match for passage in passages(left, right) for match in passage.matches]
        assert len({i for i, _ in matches}) == len({j for _, j in matches}) == len(matches)
        assert all(left.stems[i] == right.stems[j] for i, j in matches)


@given(st.lists(st.integers(0, 99), min_size=20, max_size=40, unique=True))
def test_wording_that_many_texts_share_joins_nothing(stems: list[int]) -> None:
    one, two = words(stems), words([*stems, *range(1000, 1020)])
    assert reworded(one, two) is not None
    assert passages(one, two, frozenset(pairs(stems))) == ()
    assert reworded(one, two, frozenset(pairs(stems))) is None
