"""Translations: sentences that say the same in the same order in two languages; vectors find, numbers and names decide.

The encoder here knows a dozen sentences and what each says; a sentence it doesn't know says something of its own.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence

import msgspec
import pytest

from tawatur.model import Claim, Derivation, Moment
from tawatur.pipeline import annotate_document, process
from tawatur.read import from_content
from tawatur.relate import card, relate
from tawatur.relate.vectors import Vectors, whole

STORY = """\
غرقت العبارة قبالة ميناء لسكارا فجر الثلاثاء وعلى متنها 212 راكبا.
The ferry sank off the port of Liscara before dawn on Tuesday with 212 passengers on board.
وقال خفر السواحل إن البحث مستمر رغم ارتفاع الموج في المضيق.
The coast guard said the search was going on despite high waves in the strait.
ونقل 43 مصابا إلى ثلاثة مستشفيات في المدينة القديمة.
Some 43 injured people were taken to three hospitals in the old town.
وأعلنت وزارة النقل فتح تحقيق في أسباب الحادث وتعليق الرحلات.
The transport ministry opened an inquiry into the causes and suspended all sailings.
وكانت السفينة قد خضعت للصيانة في حوض الميناء قبل شهرين.
The vessel had been overhauled in the port's dock two months earlier.
وتجمع أقارب الركاب أمام مكاتب الشركة المالكة طلبا للأخبار.
Relatives of the passengers gathered outside the owner's offices, asking for news.
ولم ترد الشركة على أسئلة الصحفيين عن عدد سترات النجاة.
The company did not answer reporters' questions about the number of life jackets.
ومن المقرر أن يصل فريق من الغواصين إلى المكان صباح الأربعاء.
A team of divers is due to reach the site on Wednesday morning.
"""
"""Each sentence in Arabic, and under it in English."""

LINES = STORY.splitlines()
PAIRS = list(zip(LINES[::2], LINES[1::2], strict=True))
SAYS = {sentence: n for n, pair in enumerate(PAIRS) for sentence in pair}


class Knows:
    """An encoder for the sentences above."""

    name = "stub"

    def __call__(self, text: str) -> bytes:
        found = SAYS.get(text.strip())
        seed = found if found is not None else int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        draw = random.Random(seed)
        vector = [draw.gauss(0, 1) for _ in range(64)]
        # the two sides of a pair are near, not equal
        own = random.Random(text)
        return whole(value + own.gauss(0, 0.4) for value in vector)


def made(sentences: Sequence[str], name: str, lang: str, moment: str | None = None, outlet: str | None = None) -> bytes:
    """The packed card of a page of these sentences."""
    raw = from_content("\n".join(sentences), source=name)
    page, _ = process(raw, lang=lang)  # type: ignore[arg-type]
    assert page is not None
    document = msgspec.structs.replace(
        page.document, lang=lang, published=Moment(moment, "stated") if moment else None, outlet=outlet
    )
    return msgspec.msgpack.encode(card(annotate_document(document, lang=lang)))


def related(*cards: bytes, encoder: bool = True) -> list[Derivation]:
    from tawatur.relate.cards import unpacked

    found = relate(map(unpacked, cards), vectors=Vectors(Knows()) if encoder else None)
    return list(found.derivations)


ARABIC = [pair[0] for pair in PAIRS]
ENGLISH = [pair[1] for pair in PAIRS]


def test_a_translation_is_told_with_its_sentences_side_by_side() -> None:
    (row,) = related(made(ARABIC, "a", "ar"), made(ENGLISH, "b", "en"))
    assert (row.kind, row.direction) == ("translation", "unknown")
    assert row.contained == (1.0, 1.0)
    arabic, english = "\n".join(ARABIC), "\n".join(ENGLISH)
    swapped = not all(arabic[one.a.start :].startswith("و") for one in row.evidence)
    shown = [(one.b, one.a) if swapped else (one.a, one.b) for one in row.evidence]
    # the first line of a page is its headline: it counts, and is no part of the body that is shown
    assert [(a.of(arabic) + ".", b.of(english) + ".") for a, b in shown] == PAIRS[1:]


def test_a_shortened_translation_is_told_too() -> None:
    (row,) = related(made(ARABIC, "a", "ar"), made([ENGLISH[0], *ENGLISH[2:4], ENGLISH[6]], "b", "en"))
    assert row.kind == "translation"
    assert sorted(row.contained) == [0.5, 1.0]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (ARABIC, ENGLISH[::-1]),
        (ARABIC, [ENGLISH[0], *(f"{line[:-1]}, as was said in the town of Orva." for line in ENGLISH[1:])]),
        (ARABIC[:4], [line.replace("212", "187").replace("43", "60") for line in ENGLISH[:4]]),
    ],
    ids=["other order", "one sentence alone", "other numbers"],
)
def test_pages_of_one_matter_are_no_translations(arabic: list[str], english: list[str]) -> None:
    for old, new in zip(ENGLISH, english, strict=False):
        if "187" in new or "60" in new:
            SAYS.setdefault(new, SAYS[old])
    assert related(made(arabic, "a", "ar"), made(english, "b", "en")) == []


def test_without_an_encoder_nothing_is_said() -> None:
    assert related(made(ARABIC, "a", "ar"), made(ENGLISH, "b", "en"), encoder=False) == []


def test_moments_tell_the_direction_where_nobody_is_credited() -> None:
    (row,) = related(made(ENGLISH, "a", "en", "2031-04-12"), made(ARABIC, "b", "ar", "2031-04-13"))
    assert row.direction == "a→b"
    assert row.reasons[-1] == "a is dated 2031-04-12, b 2031-04-13, and neither credits anybody"


def test_a_page_is_the_translation_of_its_own_original_among_many() -> None:
    other = [f"{line[:-1]} في الإقليم الجنوبي." for line in ARABIC]
    rows = related(made(ARABIC, "a", "ar"), made(other, "c", "ar"), made(ENGLISH, "b", "en"))
    assert [row.kind for row in rows].count("translation") == 1


def claims(*cards: bytes) -> list[Claim]:
    from tawatur.relate.cards import unpacked

    return list(relate(map(unpacked, cards), vectors=Vectors(Knows())).claims)


def test_a_statement_and_its_translation_are_one_claim() -> None:
    found = claims(made(ARABIC, "a", "ar"), made(ENGLISH, "b", "en"))
    (one,) = [claim for claim in found if claim.kind == "attribution" and len(claim.mentions) > 1]
    texts = ["\n".join(ARABIC), "\n".join(ENGLISH)]
    assert {mention.span.of(text) for mention in one.mentions for text in texts} >= {
        "البحث مستمر رغم ارتفاع الموج في المضيق",
        "the search was going on despite high waves in the strait",
    }
    assert "the same sentence in two languages" in one.reasons
    assert one.origins_at_most == 1


def test_statements_whose_numbers_differ_across_languages_stay_apart() -> None:
    arabic = [*ARABIC, "وقال خفر السواحل إن 14 غواصا يشاركون في البحث."]
    english = [*ENGLISH, "The coast guard said 41 divers were taking part in the search."]
    SAYS.update({arabic[-1]: len(PAIRS), english[-1]: len(PAIRS)})
    found = claims(made(arabic, "a", "ar"), made(english, "b", "en"))
    assert sum(claim.kind == "attribution" and len(claim.mentions) > 1 for claim in found) == 1
