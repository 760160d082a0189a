"""Origins: what pages share, on whose word each has it, and how many texts vouch for it, from least to most."""

from __future__ import annotations

import pytest

from made_pages import document, entity, figure, said
from tawatur.model import Origin, Page
from test_relate import OTHER, STORY, page, related

QUOTE = "لن نسمح بإبحار أي عبّارة لا تحمل شهادة سلامة سارية من الهيئة"


def speaking(name: str, around: str, *, speaker: str = "عصام البندر", via: str = "", **more: object) -> Page:
    """A page written apart from the others, with the quotation in it."""
    told = f" عبر {via}" if via else ""
    made = document(name, [around, f'وقال {speaker}{told}: "{QUOTE}".'], **more)  # type: ignore[arg-type]
    who = entity(made, speaker)
    one = said(made, QUOTE, cue="قال", source=speaker, speaker=0, mode="direct", via=(via,) if via else ())
    return Page(made, attributions=(one,), entities=(who,))


def origin(*pages: Page) -> Origin:
    (row,) = related(*pages).origins
    return row


def counts(row: Origin) -> tuple[int, int | None, int, int | None]:
    return row.origins_at_least, row.origins_at_most, row.attestations_at_least, row.attestations_at_most


def telling(name: str, **more: object) -> Page:
    made = document(name, STORY, **more)  # type: ignore[arg-type]
    one = said(made, "فرق الإنقاذ انتشلت سبعة أشخاص من المياه", cue="أوضح", source="عصام البندر", speaker=0)
    count = figure(made, "سبعة أشخاص", 7.0, kind="evacuated", attribution=0)
    return Page(made, attributions=(one,), figures=(count,), entities=(entity(made, "عصام البندر"),))


def test_a_text_printed_many_times_is_one_origin_and_one_attestation() -> None:
    pages = [telling(f"{n}", outlet=f"صحيفة {n}", credit=("رويترز", ("رويترز",)) if n % 2 else None) for n in range(6)]
    rows = related(*pages).origins
    assert [row.kind for row in rows] == ["attribution", "figure"]
    for row in rows:
        assert counts(row) == (1, 1, 1, 1)
        assert len(row.mentions) == 6
        assert {mention.origin for mention in row.mentions} == {"عصام البندر"}
        assert {mention.attestation for mention in row.mentions} == {"رويترز"}
        assert "6 documents print one text or retell one report: one origin, one attestation" in row.reasons


def test_figures_that_differ_are_not_one_though_the_text_is() -> None:
    other = telling("b")
    changed = Page(other.document, figures=(figure(other.document, "سبعة أشخاص", 9.0),))
    (row,) = related(telling("a"), changed).origins
    assert row.kind == "attribution"
    assert counts(row) == (1, 1, 1, 1), "the page says as its own what the other attributes: one text, one origin"
    assert {mention.origin for mention in row.mentions} == {"عصام البندر"}


@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        ({}, {}, (1, 1, 1, 2)),
        ({"credit": ("رويترز", ("رويترز",))}, {}, (1, 1, 1, 2)),
        ({"credit": ("رويترز", ("رويترز",))}, {"credit": ("تاس", ("تاس",))}, (1, 1, 2, 2)),
        ({"credit": ("رويترز", ("رويترز",))}, {"credit": ("وكالة رويترز", ("وكالة رويترز",))}, (1, 1, 1, 1)),
        ({"credit": ("رويترز", ("رويترز",))}, {"via": "وكالة رويترز"}, (1, 1, 1, 1)),
        ({"credit": ("رويترز", ("رويترز",))}, {"via": "بيان"}, (1, 1, 1, 2)),
        ({"credit": ("رويترز", ("رويترز",))}, {"credit": ("تاس، وكالات", ("تاس", "وكالات"))}, (1, 1, 1, 2)),
        ({"credit": ("وكالات", ("وكالات",))}, {"credit": ("وكالات", ("وكالات",))}, (1, 1, 1, 2)),
    ],
)
def test_a_quotation_by_pages_written_apart_is_one_origin_and_an_interval_of_attestations(
    first: dict[str, object], second: dict[str, object], want: tuple[int, int, int, int]
) -> None:
    pages = speaking("a", STORY[0], **first), speaking("b", OTHER[0], speaker="المدير عصام البندر", **second)
    row = origin(*pages)
    assert counts(row) == want
    assert row.reasons[0] == "2 documents say the same on the word of one speaker: one origin"
    assert len({mention.origin for mention in row.mentions}) == 1


def test_nothing_makes_one_of_speakers_that_may_be_two() -> None:
    one = speaking("a", STORY[0])
    row = origin(one, speaking("b", OTHER[0], speaker="رامي الطحان"))
    assert counts(row)[:2] == (1, 2), "who says another's very words may have them from him"
    assert {mention.origin for mention in row.mentions} == {"عصام البندر", "رامي الطحان"}
    unnamed = speaking("c", OTHER[0])
    unnamed = Page(
        unnamed.document, attributions=unnamed.attributions, entities=(entity(unnamed.document, "عصام", None),)
    )
    assert counts(origin(one, unnamed))[:2] == (1, 2)
    denied = speaking("d", OTHER[0])
    (words_,) = denied.attributions
    denied = Page(
        denied.document,
        attributions=(said(denied.document, QUOTE, cue="قال", speaker=0, mode="direct", stance="deny"),),
        entities=denied.entities,
    )
    assert words_.text == denied.attributions[0].text
    assert related(one, denied).origins == ()


def test_copies_of_a_page_add_nothing_to_an_independent_one() -> None:
    copies = [speaking(f"{n}", " ".join(STORY), outlet=f"صحيفة {n}") for n in range(4)]
    row = origin(*copies, speaking("apart", OTHER[0]))
    assert counts(row) == (1, 1, 1, 2)
    assert len(row.mentions) == 5
    assert "4 of them print one text: one attestation" in row.reasons


SPEECH = (
    "موسم الصيف بدأ مبكرا والزحام على أرصفة رملة بلغ ذروته، وشركات النقل البحري مطالبة بمضاعفة بحارتها وتدريب أطقمها "
    "على الطوارئ، لن نسمح بإبحار أي عبّارة لا تحمل شهادة سلامة سارية من الهيئة، وسنفتح تحقيقا في كل رحلة تأخرت عن "
    "موعدها ونعلن نتائجه أمام مجلس المدينة ونعوض المسافرين عن تذاكرهم ومبيتهم في الفنادق ومصاريف علاجهم"
)


def quoting(name: str, around: str, words: str, *, speaker: str = "عصام البندر") -> Page:
    made = document(name, [around, f"وقال {speaker} إن {words}."])
    return Page(
        made,
        attributions=(said(made, words, cue="قال", source=speaker, speaker=0),),
        entities=(entity(made, speaker),),
    )


def test_a_sentence_of_a_longer_quotation_is_a_part_of_it() -> None:
    short, long = quoting("a", STORY[0], QUOTE), quoting("b", OTHER[0], SPEECH)
    row = origin(short, long)
    assert counts(row) == (1, 1, 1, 2)
    words = {mention.document: mention.span for mention in row.mentions}
    assert words[short.document.key].of(short.document.text) == QUOTE
    part = words[long.document.key].of(long.document.text)
    assert part in SPEECH
    assert len(part) < 1.2 * len(QUOTE), "the part, not the whole quotation"


def test_a_denial_repeats_nothing() -> None:
    made = quoting("b", OTHER[0], QUOTE)
    denied = Page(
        made.document,
        attributions=(said(made.document, QUOTE, cue="قال", speaker=0, stance="deny"),),
        entities=made.entities,
    )
    assert related(quoting("a", STORY[0], QUOTE), denied).origins == ()


def counting(name: str, words: str, *, speaker: str | None, value: str = "سبعة قتلى") -> Page:
    made = document(name, [words], title="غرق عبارة رملة قبالة جزيرة السرو", published="2031-04-06")
    at = words.removeprefix(f"قال {speaker} إن ") if speaker else words
    attributions = (said(made, at, cue="قال", source=speaker, speaker=0),) if speaker else ()
    entities = (entity(made, speaker),) if speaker else ()
    owner = 0 if speaker else None
    return Page(
        made,
        attributions=attributions,
        figures=(figure(made, value, 7.0, kind="killed", attribution=owner, as_of="2031-04-05"),),
        entities=entities,
    )


FIRST = "قال عصام البندر إن حادث غرق عبارة رملة أوقع سبعة قتلى ليلة السبت"
SECOND = "قال رامي الطحان إن سبعة قتلى سقطوا حين غرقت عبارة رملة في العاصفة"
OWN_WORDS = "سبعة قتلى حصيلة غرق عبارة رملة كما دفنوا أمس في مقبرة المدينة"


def figures_of(*pages: Page) -> list[Origin]:
    return [row for row in related(*pages).origins if row.kind == "figure"]


def test_one_value_on_the_word_of_two_named_sources_is_two_origins_in_words_of_their_own() -> None:
    one, other = counting("a", FIRST, speaker="عصام البندر"), counting("b", SECOND, speaker="رامي الطحان")
    (row,) = figures_of(one, other)
    assert counts(row)[:2] == (2, 2)
    (row,) = figures_of(one, other, counting("c", OWN_WORDS, speaker=None))
    assert counts(row)[:2] == (2, 3), "a page that names nobody adds to the most alone"


def test_one_value_in_one_wording_is_one_origin_at_least() -> None:
    alike = FIRST.replace("عصام البندر", "رامي الطحان")
    (row,) = figures_of(counting("a", FIRST, speaker="عصام البندر"), counting("b", alike, speaker="رامي الطحان"))
    assert counts(row)[:2] == (1, 2)


def condemning(name: str, *told: tuple[str, str, str]) -> Page:
    """A page of one story on which each (speaker, verb, object) condemns something."""
    lines = [f"{verb} {speaker} {words}." for speaker, verb, words in told]
    made = document(name, ["وقع هجوم على سوق رملة الكبير وأصيب باعة من قرية السرو.", *lines], title="هجوم على سوق رملة")
    return Page(
        made,
        attributions=tuple(
            said(made, words, cue=verb, source=speaker, speaker=number, stance="condemn")
            for number, (speaker, verb, words) in enumerate(told)
        ),
        entities=tuple(entity(made, speaker) for speaker, _, _ in told),
    )


def test_those_who_condemn_one_deed_are_origins_of_one_row_though_one_page_names_them_all() -> None:
    one = condemning(
        "a",
        ("عصام البندر", "أدان", "الهجوم الغادر على سوق رملة"),
        ("رامي الطحان", "استنكر", "هجوم سوق رملة الغادر ودعا إلى الهدوء"),
    )
    other = condemning("b", ("ليلى الكتبي", "شجبت", "الهجوم الغادر الذي روّع باعة سوق رملة"))
    (row,) = (row for row in related(one, other).origins if len({mention.document for mention in row.mentions}) > 1)
    assert {mention.origin for mention in row.mentions} == {"عصام البندر", "رامي الطحان", "ليلى الكتبي"}
    assert counts(row)[:2] == (1, 3)


def test_another_deed_condemned_on_the_same_pages_is_no_part_of_it() -> None:
    one = condemning("a", ("عصام البندر", "أدان", "الهجوم الغادر على سوق رملة"))
    other = condemning("b", ("ليلى الكتبي", "شجبت", "تأخر سيارات الإسعاف ونقص الأدوية"))
    assert not any(
        "شجبت" in other.document.text[max(0, mention.span.start - 20) : mention.span.start]
        for row in related(one, other).origins
        for mention in row.mentions
        if mention.document == other.document.key
    )


TERMS = (
    "تطوير مرافئ الصيد القديمة وإنشاء صندوق مشترك لتعويض البحارة المتضررين وترسيم حدود المصايد الشرقية "
    "وتبادل خرائط الأعماق وأسطول إنقاذ دائم"
)


def test_a_part_of_a_statement_that_another_page_says_as_its_own_is_one_only_where_it_is_a_sentence() -> None:
    for kept, rows in ((len(TERMS.split()), 1), (8, 0)):
        own = " ".join(TERMS.split()[:kept])
        told = document(
            "a", [f"ونص الإعلان على {TERMS} ورعاية أسر الغائبين ودعم مدارسهم صيفا وشتاء أينما كانوا.", *OTHER]
        )
        content = told.text[told.text.index(TERMS) : told.text.index(".")]
        statement = said(told, content, cue="ونص", source="الإعلان", speaker=0)
        one = Page(told, attributions=(statement,), entities=(entity(told, "الإعلان"),))
        other = page("b", [*STORY, f"{own}."])
        found = related(one, other)
        assert [(row.origins_at_least, row.origins_at_most) for row in found.origins] == [(1, 2)] * rows
        assert not found.derivations
