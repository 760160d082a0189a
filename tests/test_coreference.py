"""One speaker under all he is called: family names that are everyday words, titles alone, statements of a body."""

import pytest

from tawatur.pipeline import annotate


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # a family name that is an everyday word, behind a verb or a definite title
        ("دعا وزير الخارجية سامر المعلم إلى الهدوء. وقال المعلم إن الطريق طويل. وأكد المعلم أن العمل بدأ.", 1),
        ("أوضح المهندس نادر بن سالم المبارك أن الجسر فتح. وأكد المهندس المبارك أن السفن عادت.", 1),
        # a title in apposition, alone or without the nation
        ("كشف رامز سالمان وزير الاستثمار المصري عن أن العمل بدأ. وقال وزير الاستثمار إن السفن عادت.", 1),
        ("صرح السفير بدر الغباشي المتحدث باسم وزارة الخارجية بأن الطريق فتح. وأضاف المتحدث أن السفن عادت.", 1),
        # a title before a comma
        (
            "قال الأمين العام للأمم المتحدة، سامر الغباشي، إن الوضع صعب. وأكد الأمين العام للأمم المتحدة أن الوقت ضاق.",
            1,
        ),
        # a statement and whose it is
        ("قال بيان صادر عن وزارة الداخلية إن الطريق فتح. وأضاف البيان أن السفن عادت.", 1),
        # an office with its nation, in the gender of another noun
        ("قال رامز سالمان رئيس الهيئة المصرية إن العمل بدأ. وأكد المسؤول المصري أن السفن عادت.", 1),
        ("قال محافظ الساحل رامز سالمان إن العمل بدأ. وأكد المحافظ الإقليمي أن السفن عادت.", 1),
        # part of a title, the rest left out, also behind what opens the sentence
        ("صرح مدير مستشفى الساحل نادر الغباشي بأن القسم فتح. وفي السياق، أكد مدير المستشفى أن الأطباء عادوا.", 1),
        ("قال مسؤول في وزارة النقل إن القسم فتح. وأضاف ذلك المسؤول أن الأطباء عادوا.", 1),
        # the same source, document, paper: what spoke last
        ("أعلنت مصالح الحماية المدنية أن الطريق فتح. وأضاف المصدر ذاته أن السفن عادت.", 1),
        ("ذكرت وزارة النقل أن الطريق فتح. وأوضح نفس المصدر أن السفن عادت.", 1),
        ("أكدت المذكرة التقديمية للمشروع أن الطريق فتح. وتابعت الوثيقة ذاتها أن السفن عادت.", 1),
        ("قال رئيس نقابة الصيادين في بيان إن الطريق فتح. وأضاف البيان أن السفن عادت.", 1),
        # a capital speaks for its country where both are named
        ("أعلنت مصر أن الطريق فتح. وقالت القاهرة إن السفن عادت.", 1),
        # a person who spoke in a sentence about a statement didn't make it
        ("قال سامر الغباشي إن بيان الوزارة صحيح. وأضاف البيان أن السفن عادت.", 2),
        # a body by its short form
        ("قال المرصد الوطني لحماية الشواطئ إن الطريق فتح. وأضاف المرصد أن السفن عادت.", 1),
        ("أعلنت المديرية العامة للجوازات أن الطريق فتح. وأكدت الجوازات أن السفن عادت.", 1),
        # a title that stands for another, ours, whoever is meant by the only official so far
        ("قال المستشار سامر الغباشي إن الطريق فتح. وأضاف القاضي أن السفن عادت.", 1),
        ("قال مراسل «ساحل إف إم» في المنطقة الشرقية إن الطريق فتح. وأكد مراسلنا أن السفن عادت.", 1),
        ("قال مدير التوزيع نادر الغباشي إن الطريق فتح. وأكد المسؤول من الشركة القبرصية أن السفن عادت.", 2),
        ("قال رئيس الوزراء بمملكة البحرين سامر الغباشي إن الطريق فتح. وأكد رئيس الوزراء البحريني أن السفن عادت.", 1),
        # a statement of a body named before; a body told more of
        ("قال الجيش المصري إن الطريق فتح. وجاء في بيان الجيش أن السفن عادت.", 1),
        ("أعلنت خلية الإعلام الحربي التابعة لقيادة العمليات أن الطريق فتح. وأضاف بيان للخلية أن السفن عادت.", 1),
        # a form of address goes with a title, not with whoever spoke last
        ("قال الأمير فهد الرمحي إن الطريق فتح. وقال الدكتور سامر الغباشي إن السفن عادت. وأضاف سموه أن العمل بدأ.", 2),
        # whose family, lawyer or opponents speak isn't who speaks
        ("قال سامر الغباشي إن الطريق فتح. وقالت أسرة سامر الغباشي إن السفن عادت.", 2),
        ("قال سامر الغباشي إن الطريق فتح. وقالت مصادر مقربة من سامر الغباشي إن السفن عادت.", 2),
        ("قال سامر الغباشي إن الطريق فتح. وقال المركز الإعلامي لقوات سامر الغباشي إن السفن عادت.", 2),
        ("قال سامر الغباشي إن الطريق فتح. وقال محامي سامر الغباشي إن السفن عادت.", 2),
        ("قال الملك سالم الرمحي إن الطريق فتح. وقال نائب الملك إن السفن عادت.", 2),
        # an indefinite one is new, and so is another nation's
        ("قال وزير النقل المصري سامر الغباشي إن الطريق فتح. وقال وزير في الحكومة إن السفن عادت.", 2),
        ("قال وزير النقل المصري سامر الغباشي إن الطريق فتح. وقال الوزير القبرصي إن السفن عادت.", 2),
        ("قال متحدث باسم الشرطة إن الطريق فتح. وقالت الشرطة إن السفن عادت.", 2),
        # two who bear the name: neither
        ("قال سامر المعلم إن الطريق فتح. وقال نادر المعلم إن السفن عادت.", 2),
    ],
)
def test_one_speaker_has_one_entity(text: str, speakers: int) -> None:
    page = annotate(f"خبر من الميناء\n\n{text}")
    said = [a for a in page.attributions if a.in_ == "body"]
    assert len(said) >= 2, [a.text for a in said]
    assert len({a.speaker for a in said}) == speakers, [(a.text, page.entities[a.speaker or 0].text) for a in said]


def test_a_headline_speaks_of_whom_the_text_names() -> None:
    page = annotate("أمير الساحل بمنتدى المدينة: الطريق طويل\n\nقال أمير الساحل فهد الرمحي إن العمل بدأ.")
    said = page.attributions
    assert [a.in_ for a in said] == ["title", "body"]
    assert said[0].speaker == said[1].speaker


def test_the_everyday_word_itself_is_nobody() -> None:
    page = annotate("خبر من المدرسة\n\nقال الوزير سامر المعلم إن الباب مغلق. وفي المدرسة عمل المعلم القديم حتى المساء.")
    named = next(e for e in page.entities if e.kind == "person")
    text = page.document.text
    assert [span.of(text) for span in named.mentions] == ["سامر المعلم"]
