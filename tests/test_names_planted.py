"""Names planted in every frame of a product come back whole, as persons or bodies, whatever they are made of."""

from __future__ import annotations

import pytest

from tawatur.kinds.names.find import find_names
from tawatur.model import Entity
from tawatur.packs import load
from tawatur.reading import Reading

# one name of each shape: two, three and four parts, son and daughter of, servant of, of the faith, father of, house of,
# Maghrebi, Mauritanian, Gulf, Kurdish, Sudanese, Lebanese, Western, Russian, Turkish, Persian, Chinese, Indian, African
NAMES = (
    "سليم الحداد", "طارق حسن المرشدي", "سامي أحمد عبد الله الغامدي", "نورة بنت فهد الراشد", "عبدالله الشمري",
    "نور الدين بلقاسم", "أبو بكر الصادق", "سعود بن محمد آل مسلم", "رشيد آيت حمو", "محمد الأمين ولد الشيخ",
    "مطلق العتيبي", "هوشيار قرداغي", "بابكر فيصل", "شربل نحاس", "جان دوبوا", "ماركو روسي", "خوسيه لويس فرنانديز",
    "ديمتري كوزلوف", "يوسف أكتاش", "حسين نجفي زاده", "تشانغ وي", "راجيش شارما", "أمادو تراوري", "ضيف الله الحربي",
)  # fmt: skip
FRAMES = (
    "قال الوزير {} إن الجسر سيغلق.",
    "قال {} إن الجسر سيغلق.",
    "وأضاف {}: \"الجسر سيغلق\".",
    "وأوضح الناطق باسم الوزارة {} أن الجسر سيغلق.",
    "بحث الوزير مع نظيره الفرنسي {} الأزمة.",
    "بحسب المحلل {}، الجسر سيغلق.",
    "ونقل عن {} قوله إن الجسر سيغلق.",
    "قتل {} في القصف.",
    "{}، المدير العام للشركة، وصل أمس.",
    "وحضر اللقاء {} مدير الشركة.",
    "توفي {} (45 عاما) أمس.",
    "فوز {} بالجائزة.",
)  # fmt: skip

# names of everyday words, which only their place tells
HOMELY = (
    "صالح السيد",
    "حسن الطويل",
    "سعيد الشيخ",
    "كريم منصور",
    "أحمد الطيار",
    "نبيل الشمس",
    "طارق المخرج",
    "حسين الأمير",
)
PLACES = (
    "قال {} إن الجسر سيغلق.",
    "وأضاف {}: الجسر سيغلق.",
    "وأكد {}، وزير النقل، أن الجسر سيغلق.",
    "وقال {} (45 عاما) إن الجسر سيغلق.",
    "توفي {}، 45 عاما، أمس.",
)

BODIES = (
    "وزارة الموارد المائية والري", "حزب الأصالة والمعاصرة", "نقابة الأطباء البيطريين", "شركة النفط الوطنية",
    "مستشفى الشفاء", "لواء الفتح", "نادي الوحدة", "محكمة جنايات القاهرة", "سلاح الجو الإسرائيلي", "التحالف الدولي",
    "المرصد السوري لحقوق الإنسان", "الهيئة العليا للانتخابات", "مستشفى الشهيد أبو يوسف النجار", "كتيبة الصقور",
)  # fmt: skip
SAYINGS = (
    "قالت {} إن الطريق سيغلق.",
    "وأوضح المتحدث باسم {} أن الطريق سيغلق.",
    "وبحسب {}، سيغلق الطريق.",
    "ونفت {}، أمس، هذه الأنباء.",
    "وصل وفد من {} إلى المكان.",
)


def entities(text: str) -> tuple[Entity, ...]:
    reading = Reading(text, load("ar"))
    return find_names(reading, [reading.span(0, len(reading.tokens))])


def found(text: str) -> list[tuple[str | None, str]]:
    return [(entity.kind, entity.text) for entity in entities(text)]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_name_is_found_whole_whatever_its_shape(frame: str) -> None:
    missed = [name for name in NAMES if ("person", name) not in found(frame.format(name))]
    assert missed == []


@pytest.mark.parametrize("frame", PLACES)
def test_a_name_of_everyday_words_is_told_by_its_place(frame: str) -> None:
    missed = [name for name in HOMELY if ("person", name) not in found(frame.format(name))]
    assert missed == []


@pytest.mark.parametrize("name", HOMELY)
def test_a_name_told_once_is_found_wherever_it_stands(name: str) -> None:
    text = f"قال {name} إن الجسر سيغلق. وغادر {name} المكان."
    mentions = [m for e in entities(text) if e.kind == "person" for m in e.mentions]
    assert len(mentions) == 2


@pytest.mark.parametrize("frame", SAYINGS)
def test_a_body_is_found_whole_whatever_its_kind(frame: str) -> None:
    missed = [body for body in BODIES if ("organisation", body) not in found(frame.format(body))]
    assert missed == []
