"""Sentences put together from lists, each with one right answer: through whom words came, and where they end."""

from __future__ import annotations

from itertools import product

import pytest

import tawatur

SAID = "الجسر سيغلق أمام الشاحنات صباح الأحد"
MORE = "أعمال الصيانة تستمر شهرين"
BEFORE = "أعمال في المدينة\n\nتشهد المدينة زحاما منذ أسابيع.\n\n"
SPEAKERS = {  # who speaks, and whether the verb is feminine
    "وزير النقل سليم الحداد": False,
    "المحللة السياسية ليلى حسن": True,
    "هيئة الموانئ": True,
    "مصدر أمني": False,
}
MEDIA = ('صحيفة "الرواد"', "قناة الأفق", "وكالة رويترز", 'إذاعة "الشاطئ"', "شبكة سي إن إن")
FRAMES = (  # {v} said, {w} who, {m} the medium, {o} his or her
    "نقلت {m} عن {w} قول{o} إن {c}.",
    "ونقلت {m} عن {w} أن {c}.",
    "ذكرت {m}، نقلا عن {w}، أن {c}.",
    "وقالت {m} إن {c}، نقلا عن {w}.",
    "{v} {w} إن {c}، نقلا عن {m}.",
    "{v} {w} ل{m} إن {c}.",
    '{v} {w} ل{m}: "{c}".',
    '"{c}"، {v} {w} ل{m}.',
    "{v} {w}، في تصريح ل{m}، إن {c}.",
    "{v} {w} إن {c}، في تصريح ل{m}.",
    "{v} {w} إن {c}، وذلك خلال مقابلة مع {m}.",
    "{v} {w} في مقابلة مع {m} إن {c}.",
    "{v} {w}، كما نقلت عن{o} {m}، إن {c}.",
    "{v} {w} إن {c}، وفق {m}.",
    "{c}، بحسب ما نقلت {m} عن {w}.",
    "وفي حديث ل{m}، {v} {w} إن {c}.",
)
DOCUMENTS = (
    ("في بيان", ["بيان"]),
    ("في بيان نشرته {m}", ["بيان", "{m}"]),
    ("في بيان تلقت {m} نسخة منه", ["بيان", "{m}"]),
    ("في رسالة اطلعت عليها {m}", ["رسالة", "{m}"]),
    ("في تصريح صحفي", ["تصريح صحفي"]),
    ("على حسابه في تويتر", ["حسابه في تويتر"]),
    ("خلال مؤتمر صحفي في العاصمة", []),
    ("للصحافيين على هامش المعرض", []),
)
ON = (  # what goes on with somebody's words behind "that"
    "، وذلك بعد تأخر الأعمال",
    "، حيث يعمل مئات المهندسين",
    "، بعد أن هطلت أمطار غزيرة",
    "، وهو ما يعني تأخير الرحلات",
    "، ولكن الحركة لم تتوقف",
    " وأن الحركة لم تتوقف",
    "، إلا أن الحركة لم تتوقف",
    "، وسيعاد النظر في الأمر لاحقا",
    "، بينهم نساء وأطفال",
)
OVER = (  # what the author says behind them
    "، مشيرا إلى أن الوضع صعب",
    "، متابعا أن الوضع صعب",
    "، داعيا السكان إلى الصبر",
    "، كما أكد أن الوضع صعب",
    "، فيما أكد النائب كريم زيدان أن الوضع صعب",
    "، إلا أنه أقر بأن الوضع صعب",
    "، ردا على سؤال عن الأزمة",
    "، تعليقا على الأزمة",
    " في إشارة واضحة إلى الأزمة",
    "، على حد تعبيره",
    "، دون أن يوضح التفاصيل",
    "، وذلك خلال استقباله السفير أمس",
)


def read(text: str, content: str = SAID) -> list[tuple[str, list[str], str]]:
    """(source, carriers, content) of the items whose content begins as planted."""
    page = tawatur.annotate(BEFORE + text)
    words = page.document.text

    def said(spans: tuple[tawatur.Span, ...]) -> list[str]:
        return [words[s.start : s.end] for s in spans]

    return [
        (" ".join(said(a.source)), said(a.via), a.text) for a in page.attributions if a.text.startswith(content[:20])
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_medium_carries(frame: str) -> None:
    for (who, feminine), medium in product(SPEAKERS.items(), MEDIA):
        text = frame.format(v="قالت" if feminine else "قال", o="ها" if feminine else "ه", w=who, m=medium, c=SAID)
        assert read(text) == [(who, [medium], SAID)], text


@pytest.mark.parametrize("document", [words for words, _ in DOCUMENTS])
def test_a_document_carries_and_holds_on(document: str) -> None:
    want = dict(DOCUMENTS)[document]
    for medium in MEDIA:
        where, via = document.format(m=medium), [name.format(m=medium) for name in want]
        text = f"قال وزير النقل سليم الحداد {where} إن {SAID}.\n\nوأضاف أن {MORE}."
        assert read(text) == [("وزير النقل سليم الحداد", via, SAID)], text
        assert read(text, MORE) == [("وزير النقل سليم الحداد", via, MORE)], text


@pytest.mark.parametrize(("behind", "goes_on"), [(b, True) for b in ON] + [(b, False) for b in OVER])
def test_where_words_end(behind: str, goes_on: bool) -> None:
    for verb, that in (("قال", "إن"), ("أكد", "أن"), ("أوضح", "أن")):
        text = f"و{verb} وزير النقل سليم الحداد {that} {SAID}{behind}."
        content = SAID + behind if goes_on else SAID
        assert [(who, words) for who, _, words in read(text)] == [("وزير النقل سليم الحداد", content)], text
