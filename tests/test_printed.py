"""One story, however it was typed, copied or encoded: the same is found in it, at the words as they are printed."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

import tawatur
from tawatur.model import Span
from tawatur.packs import load
from tawatur.words import NUMBER, WORD

STORY = """غرق عبارة قبالة الساحل

قال وزير النقل كامل حيدري في مؤتمر صحفي عقده في العاصمة يوم الثلاثاء إن العبارة كانت تحمل أكثر من 300 راكب عندما غرقت قبالة الساحل، وإن فرق الإنقاذ انتشلت حتى الآن جثث 25 شخصا بينهم عشرة أطفال.

وأضاف أن التحقيق الذي تجريه النيابة العامة سيشمل الشركة المالكة للعبارة ومسؤولي الميناء الذين سمحوا لها بالإبحار رغم سوء الأحوال الجوية، مشيرا إلى أن نتائجه ستعلن خلال أسبوعين.

ونقلت صحيفة «المنارة» عن مصدر في خفر السواحل قوله إن عدد المفقودين يتجاوز 100 شخص، فيما قالت منظمة الإغاثة: «لم نصل بعد إلى كل الناجين».
"""  # noqa: E501

DIGITS = "0123456789"


def lines(before: str, behind: str) -> Callable[[str], str]:
    return lambda text: "\n".join(f"{before}{line}{behind}" for line in text.split("\n"))


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(old, new))


def presentation(text: str) -> str:
    """Each letter in a form of its own, as some PDF files give it."""
    forms: dict[str, str] = {}
    for point in range(0xFE80, 0xFEFD):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1:
            forms.setdefault(plain, chr(point))
    return "".join(forms.get(char, char) for char in text)


PRINTED: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "spaces that don't break": swapped(" ", "\u00a0"),
    "tabs": swapped(" ", "\t"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "marks of direction among words": lambda text: re.sub(r"(\w) (\w)", "\\1\u200f \\2", text),
    "embedded lines": lines("\u202b", "\u202c"),
    "isolated lines": lines("\u2067", "\u2069"),
    "letters drawn out": lambda text: text.replace("عب", "عـب").replace("سا", "ســا"),
    "Persian letters": swapped("يك", "یک"),
    "presentation forms": presentation,
    "Arabic digits": swapped(DIGITS, "٠١٢٣٤٥٦٧٨٩"),
    "Persian digits": swapped(DIGITS, "۰۱۲۳۴۵۶۷۸۹"),
    "no hamza on alif": swapped("أإآ", "ااا"),
    "final ya without dots": lambda text: re.sub(r"ي\b", "ى", text),
    "ta marbuta without dots": lambda text: re.sub(r"ة\b", "ه", text),
    "straight quotation marks": swapped("«»", '""'),
    "Latin commas": swapped("،", ","),
    "a space before marks": lambda text: re.sub(r"([،.])", r" \1", text),
    "no space behind commas": lambda text: text.replace("، ", "،"),
    "joiners": lambda text: text.replace("ال", "ال\u200c"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "one line": lambda text: " ".join(text.split()),
    "no free lines": lambda text: text.replace("\n\n", "\n"),
    "vowel signs": lambda text: text.replace("قال ", "قَالَ ").replace("وأضاف", "وأَضَافَ").replace("وزير", "وَزِيرُ"),
    "soft hyphens": lambda text: text.replace("التحقيق", "التح\u00adقيق"),
    "letters taken apart": lambda text: unicodedata.normalize("NFD", text),
}


def told(text: str) -> dict[str, list[Any]]:
    """What is found, its words folded, in no order: where words stand moves."""
    page = tawatur.annotate(text)
    pack, printed = load("ar"), page.document.text

    def words(*spans: Span) -> str:
        tokens = [pack.tokens(unicodedata.normalize("NFC", span.of(printed))) for span in spans]
        return " ".join(f for t in tokens for f, kind in zip(t.form, t.kinds, strict=True) if kind in (WORD, NUMBER))

    found = {
        "attributions": [(words(*a.cue), words(*a.source), words(*a.content), a.stance) for a in page.attributions],
        "figures": [(words(f.span), f.min, f.max, f.kind, f.status) for f in page.figures],
        "entities": [(words(e.span), e.kind) for e in page.entities],
    }
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def test_the_story_is_told() -> None:
    assert {name: len(rows) for name, rows in told(STORY).items()} == {"attributions": 5, "figures": 4, "entities": 6}


@pytest.mark.parametrize("name", PRINTED)
def test_a_story_is_read_alike_however_it_is_printed(name: str) -> None:
    printed = PRINTED[name](STORY)
    assert printed != STORY
    assert told(printed) == told(STORY)
