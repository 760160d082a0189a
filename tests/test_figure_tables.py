"""The words of the Arabic table of figures, one by one, in the frame that gives them their meaning."""

from __future__ import annotations

import pytest

from plain_documents import plain_document
from tawatur.clean import clean
from tawatur.model import Raw
from tawatur.packs import load
from tawatur.pipeline import annotate_document
from tawatur.read import from_content
from test_tables import FIGURES, document, figures


def nouns(name: str) -> list[list[str]]:
    return [entry.split() for entry in FIGURES["nouns"][name]]


@pytest.mark.parametrize("name", sorted(FIGURES["nouns"]))
def test_every_noun_says_its_kind(name: str) -> None:
    kind = "other" if name in ("people", "things") else name
    wrong = []
    for forms in nouns(name):
        for count, form in [(100, forms[0]), *((5, plural) for plural in forms[1:])]:
            found = figures(f"{count} {form}")
            if [(f.min, f.kind) for f in found] != [(count, kind)] and not listed_before(name, form):
                wrong.append((form, [(f.min, f.kind) for f in found]))
    assert wrong == []


def listed_before(name: str, form: str) -> bool:
    """Whether an earlier table has the form: the first that knows a word decides."""
    order = list(FIGURES["nouns"])
    return any(form in entry for earlier in order[: order.index(name)] for entry in nouns(earlier))


@pytest.mark.parametrize("unit", sorted(FIGURES["money"]))
def test_every_currency_is_money(unit: str) -> None:
    for entry in FIGURES["money"][unit]:
        form = entry.split()[0]
        assert [(f.kind, f.unit) for f in figures(f"300 {form}")] == [("money", unit)], form


@pytest.mark.parametrize("family", sorted(FIGURES["money_shared"]))
def test_a_shared_currency_is_told_by_its_adjective_alone(family: str) -> None:
    table = FIGURES["money_shared"][family]
    names = [entry.split()[0] for entry in table["names"]] or ["دولار"]
    for name in names:
        alone = None if table["names"] else "USD"
        assert [(f.kind, f.unit) for f in figures(f"300 {name} هناك")] == [("money", alone)], name
        for unit, words in table.items():
            for word in () if unit == "names" else (words if isinstance(words, list) else [words]):
                text = f"300 {name} {word}"
                assert [(f.text, f.unit) for f in figures(text)] == [(text, unit)]


@pytest.mark.parametrize("kind", sorted(k for k, v in FIGURES["triggers"].items() if isinstance(v, dict)))
def test_every_trigger_says_what_happened(kind: str) -> None:
    table = FIGURES["triggers"][kind]
    wrong = []
    for words, frame in ((table["before"], "{} 300 شخص"), (table["after"], "300 شخص {}")):
        for word in words:
            found = [f.kind for f in figures(frame.format(word))]
            if found != [kind] and not (listed_trigger(kind, word)):
                wrong.append((word, found))
    assert wrong == []


def listed_trigger(kind: str, word: str) -> bool:
    """Whether the first kinds of the table have the word too: the first that knows it decides."""
    fold = load("ar").fold.form
    tables = [t for t in FIGURES["triggers"].values() if isinstance(t, dict)]
    earlier = tables[: tables.index(FIGURES["triggers"][kind])]
    return any(fold(word) in map(fold, (*t["before"], *t["after"])) for t in earlier)


@pytest.mark.parametrize("bound", sorted(FIGURES["bounds"]))
def test_every_bound_bounds(bound: str) -> None:
    value = {
        "least": (300, None, False),
        "most": (None, 300, False),
        "about": (300, 300, True),
        "plain": (300, 300, False),
        "between": (300, 400, False),
    }[bound]
    table = FIGURES["bounds"][bound]
    frame = "{} 300 و400 قتيل" if bound == "between" else "{} 300 قتيل"
    for text in [frame.format(word) for word in table["before"]] + [f"300 قتيل {w}" for w in table.get("after", ())]:
        (found,) = figures(text)
        assert (found.min, found.max, found.approx) == value, text
        assert found.text == text


@pytest.mark.parametrize("status", sorted(set(FIGURES["status"]) - {"ends"}))
def test_every_cue_of_status_is_read(status: str) -> None:
    table = FIGURES["status"][status]
    wrong = []
    for word in (*table["before"], *table.get("rumours", ())):
        found = [f.status for f in figures(f"{word} 300 قتيل")]
        if found != [status]:
            wrong.append((word, found))
    assert wrong == []


def test_every_new_clause_ends_what_was_planned() -> None:
    for word in FIGURES["status"]["ends"]:
        assert [f.status for f in figures(f"سيعود السكان {word} 300 جندي")] == ["stated"], word


def test_every_verb_of_seizing_takes_people_and_things() -> None:
    for word in FIGURES["triggers"]["of_people"]:
        kind = next(
            kind for kind in ("arrested", "released", "population") if word in FIGURES["triggers"][kind]["before"]
        )
        assert [f.kind for f in figures(f"{word} 6 مروجين")] == [kind], word
        assert [f.kind for f in figures(f"{word} 6 جوالين")] == ["other"], word


def test_every_price_makes_money_of_an_unknown_noun() -> None:
    for word in FIGURES["words"]["prices"]:
        assert [f.kind for f in figures(f"{word} 40 ألف تالر")] == ["money"], word


def test_every_label_takes_its_number_away() -> None:
    for word in FIGURES["exclude"]["before"]:
        assert figures(f"{word} 7 هناك") == [], word


def test_every_measure_is_no_figure() -> None:
    wrong = []
    for entry in FIGURES["exclude"]["nouns"]:
        for form in entry.split():
            if figures(f"300 {form}"):
                wrong.append(form)
    assert wrong == []


def test_weights_and_volumes_count_where_it_is_said_of_what() -> None:
    for entry in FIGURES["exclude"]["goods"]:
        one = entry.split()[0]
        assert figures(f"300 {one}") == [], entry
        assert figures(f"كل 300 {one} من الزيت") == [], entry
        assert [f.kind for f in figures(f"300 {one} من الزيت")] == ["other"], entry


def test_small_measures_are_counted_above_ten() -> None:
    for entry in FIGURES["exclude"]["small"]:
        one, many = entry.split()[:2]
        assert figures(f"5 {many}") == [], entry
        assert [f.kind for f in figures(f"300 {one}")] == ["other"], entry


def test_half_of_a_time_or_place_is_no_share() -> None:
    for word in FIGURES["exclude"]["shares"]:
        assert figures(f"نصف {word}") == [], word


def test_what_water_holds_is_no_hostage() -> None:
    for word in FIGURES["words"]["waters"]:
        assert [f.kind for f in figures(f"احتجاز 300 شخص {word}")] == ["other"], word


def test_what_a_source_expects_is_planned() -> None:
    for word in FIGURES["status"]["planned"]["expects"]:
        who = "قال الوزراء" if word.endswith(("وا", "ون")) else "قال الوزير كامل حيدري"
        page = annotate_document(document(f"{who} إن الجسر سليم، {word} أن يعود 300 جندي"), lang="ar")
        assert {f.status for f in page.figures} == {"planned"}, word


def test_every_head_makes_a_place() -> None:
    wrong = []
    for name in ("heads", "buildings"):
        for word in FIGURES["places"][name]:
            found = [f.place for f in figures(f"مقتل 300 شخص في {word} القمر")]
            if found != [f"{word} القمر"]:
                wrong.append((word, found))
    for word in FIGURES["places"]["before"]:
        found = [f.place for f in figures(f"مقتل 300 شخص {word} مدينة القمر")]
        if found != ["مدينة القمر"]:
            wrong.append((word, found))
    assert wrong == []


def test_no_particle_is_counted() -> None:
    words = FIGURES["words"]["not_nouns"]
    assert [word for word in words if any(f.counted for f in figures(f"هناك 300 {word}"))] == []


def test_every_sickness_makes_cases_of_the_hurt() -> None:
    for word in FIGURES["words"]["sickness"]:
        assert [f.kind for f in figures(f"إصابة 300 شخص {word}")] == ["other"], word


def test_every_way_to_say_percent_is_read() -> None:
    links = FIGURES["links"]
    for word in (*links["percent"], *links["percent_words"]):
        assert [(f.kind, f.min) for f in figures(f"300 {word}")] == [("percent", 300)], word


# What each set of links does, in a text that tells: the words of the figures and what the last is a part of.
LINKED: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "and": ("قتل 300 شخص {}12 جنديا", [("300 شخص", None), ("12 جنديا", None)]),
    "of": ("قتل 300 {} الجنود", [("300 {} الجنود", None)]),
    "measures": ("تجاوز {} 300 جندي", [("تجاوز {} 300 جندي", None)]),
    "kilo": ("ضبطت 300 {} جرام من السمك", [("300 {} جرام", None)]),
    "by": ("عد قسم الرسم 40 طالبا وقسم النحت {} 25", [("40 طالبا", None), ("25", None)]),
    "of_them": ("قتل 300 شخص، 12 {}", [("300 شخص", None), ("12 {}", 0)]),
    "others": ("قتل 300 شخص و12 {}", [("300 شخص", None), ("12 {}", None)]),
    "including": ("قتل 300 شخص، {} 12 جنديا", [("300 شخص", None), ("12 جنديا", 0)]),
    "among": ("300 شخص، {} جنود، قتلوا", [("300 شخص", None)]),
    "totals": ("{} القتلى 300", [("{} القتلى 300", None)]),
    "tolls": ("قتل 7 جنود. ووصلت {} إلى 300", [("7 جنود", None), ("300", None)]),
    "total_verbs": ("عدد القتلى في القرية {} 300", [("300", None)]),
    "by_which": (
        "توزعت الإصابات {} الولايات كالآتي: القمر: 45، النخيل: 30، المرسى: 12",
        [("45", None), ("30", None), ("12", None)],
    ),
    "points": ("صعدت نسبة البطالة بـ0.4 {}", [("0.4 {}", None)]),
    "of_index": ("صعد {} بنسبة 2 % أو 0.4 نقطة", [("2 %", None)]),
    "of_percent": ("زادت 12 نقطة {}", [("12 نقطة {}", None)]),
    "by_then": ("نبني 300 مدرسة {} 2030", [("300 مدرسة", None)]),
    "about": ("خرج الأهالي معبرين {} فرحهم", []),
    "since": ("قتل 300 شخص {} يوليو", [("300 شخص", None)]),
    "ranks": ("بلغ 286 طنا فجاء في المرتبة الثانية و18 {}", [("286 طنا", None)]),
    "rankings": ("بلغ 286 طنا فجاء في {} الثانية عربيا و18 دوليا", [("286 طنا", None)]),
    "except": ("نجوا {} 300 شخص مفقودين", [("300 شخص", None)]),
    "one": ("جندي {} على الأقل", [("جندي {} على الأقل", None)]),
    "one_before": ("لم يصب {} جندي واحد", [("جندي واحد", None)]),
    "range_to": ("ما بين 300 {} 400 قتيل", [("ما بين 300 {} 400 قتيل", None)]),
    "range_plain": ("300 {} 400 قتيل", [("300 {} 400 قتيل", None)]),
    "in": ("استدعي {} 2012 متهمين", []),
    "not": ("قتل 300 {} جندي", [("300 {} جندي", None)]),
    "to": ("تراجع الغش من 300 حالة {} 12 في سنة", [("300 حالة", None), ("12", None)]),
    "compared": ("سجلت المدرسة 300 حالة {} 12 في القرية", [("300 حالة", None), ("12", None)]),
    "compared_by": ("سجلت المدرسة 300 حالة {} ب12 في القرية", [("300 حالة", None), ("12", None)]),
    "compared_to": ("زاد الحليب 300 لتر وارتفع سعره 12% {} العام الماضي", [("12%", None)]),
    "posts": ("هاجموا خمس نقاط {}", [("خمس نقاط {}", None)]),
    "others_two": ("قتل 300 جندي وأصيب {}", [("300 جندي", None), ("{}", None)]),
    "compared_of": ("صار في المدينة 300 مدرسة {} من 12", [("300 مدرسة", None), ("12", None)]),
    "own_duals": ("قتل 300 جندي وأصيب {}", [("300 جندي", None), ("{}", None)]),
    "starts": ("{} الأسعار في السوق من 300 ريال", [("300 ريال", None)]),
    "these": ("خرج {} الجنود الثلاثة", []),
    "groups": ("اجتمعت {} السبع في القصر", []),
    "rates": ("تراجع قطاع المصارف {} 7 في شهر", [("7", None)]),
    "would": ("{} ذلك سيقتل 300 جندي", [("300 جندي", None)]),
    "they": ("{} سفينتان", []),
    "every": ("واحد من {} خمسة أطفال", [("واحد من {} خمسة أطفال", None)]),
    "among_every": ("واحد من {} كل خمسة أطفال", [("واحد من {} كل خمسة أطفال", None)]),
    "shared_to": ("خفضت الدعم {} النصف", [("النصف", None)]),
    "where_from": ("نال الثالث خمسة آلاف من {} الموسم", [("خمسة آلاف", None)]),
    "dashes": ("قتل 300 جندي {} 12", [("300 جندي", None), ("12", None)]),
}


def test_every_part_of_money_adds_to_it() -> None:
    for many, names in FIGURES["money_parts"].items():
        for word in names:
            assert [f.min for f in figures(f"دفع 11 دينارا و50 {word}")] == [round(11 + 50 / int(many), 3)], word


def test_a_dot_parts_no_thousands_of_what_is_weighed() -> None:
    for word in FIGURES["links"]["divisible"]:
        assert [f.min for f in figures(f"1.255 {word}")] in ([1.255], []), word
    assert [f.min for f in figures("1.255 شخصا")] == [1255]


def test_a_time_told_between_commas_about_something_is_not_of_the_count() -> None:
    for word in FIGURES["links"]["relatives"]:
        assert [f.as_of for f in figures(f"العبارة، {word} بنيت عام 1994، واحدة من ثلاث سفن")] != ["1994"], word
    assert [f.as_of for f in figures("العبارة التي بنيت عام 1994 واحدة من ثلاث سفن")] == ["1994"]


@pytest.mark.parametrize("name", sorted(set(FIGURES["links"]) - {"percent", "percent_words", "divisible", "relatives"}))
def test_every_link_does_its_work(name: str) -> None:
    frame, wanted = LINKED[name]
    wrong = []
    for word in FIGURES["links"][name]:
        found = [(f.text, f.part_of) for f in figures(frame.format(word))]
        if found != [(text.format(word), whole) for text, whole in wanted]:
            wrong.append((word, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("headline", "place"),
    [
        ("السودان: 31 قتيلا في قصف", "السودان"),
        ("النيجر.. مقتل 31 جنديا في هجوم مسلح", "النيجر"),
        ("درعا خلال أيلول 2025: 31 قتيلا في حوادث متفرقة", "درعا"),
        ("السودان يعلن الحداد: مقتل 31 شخصا", None),
    ],
)
def test_a_headline_that_opens_with_a_place_says_where(headline: str, place: str | None) -> None:
    raw = from_content(f"{headline}\n\nقال ناشطون إن القصف استمر ساعات.")
    assert isinstance(raw, Raw)
    document, _ = clean(raw)
    assert document is not None
    assert [f.place for f in annotate_document(document).figures] == [place]


def test_every_other_word_of_places_does_its_work() -> None:
    places = FIGURES["places"]
    for word in places["sides"]:
        assert [f.place for f in figures(f"قتل 300 شخص بتفجير {word} المدينة")] == [f"{word} المدينة"], word
    for word in places["scenes"]:
        page = annotate_document(plain_document(f"قتل 300 شخص في {word} بغداد قبل عام"))
        assert [f.place for f in page.figures] == ["بغداد"], word
    for word in places["strikes"]:
        assert [f.place for f in figures(f"قتل 300 شخص في {word} على بلدات الساحل")] == ["بلدات الساحل"], word
    for word in places["homes"]:
        assert [f.place for f in figures(f"نزح 300 من {word} المدينة")] == ["المدينة"], word
    for word in places["these"]:
        found = figures(f"حريق في منطقة القمر. قتل 300 شخص في {word} المنطقة")
        assert [f.place for f in found] == ["منطقة القمر"], word
    for word in places["arrivals"]:
        assert [f.place for f in figures(f"{word} 300 مهاجر إلى مدينة القمر")] == ["مدينة القمر"], word
    for word in places["head_before"]:
        assert [f.place for f in figures(f"فرار 300 سجين {word} سجن القمر")] == ["سجن القمر"], word
    for word in places["stops"]:
        assert [f.place for f in figures(f"مقتل 300 شخص في مدينة القمر {word}")] == ["مدينة القمر"], word
    for word in (*places["glued"], *places["head_glued"]):
        assert [f.place for f in figures(f"مقتل 300 شخص {word}مدينة القمر")] == ["مدينة القمر"], word
