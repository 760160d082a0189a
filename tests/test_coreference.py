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
        # two who bear the name: neither
        ("قال سامر المعلم إن الطريق فتح. وقال نادر المعلم إن السفن عادت.", 2),
    ],
)
def test_one_speaker_has_one_entity(text: str, speakers: int) -> None:
    page = annotate(f"خبر من الميناء\n\n{text}")
    said = [a for a in page.attributions if a.in_ == "body"]
    assert len(said) >= 2, [a.text for a in said]
    assert len({a.speaker for a in said}) == speakers, [(a.text, page.entities[a.speaker or 0].text) for a in said]


def test_the_everyday_word_itself_is_nobody() -> None:
    page = annotate("خبر من المدرسة\n\nقال الوزير سامر المعلم إن الباب مغلق. وفي المدرسة عمل المعلم القديم حتى المساء.")
    named = next(e for e in page.entities if e.kind == "person")
    text = page.document.text
    assert [span.of(text) for span in named.mentions] == ["سامر المعلم"]
