"""Encodings are recognised where that is certain, said, and refused where it isn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.errors import InputError
from tawatur.model import Raw, Refusal
from tawatur.packs import load
from tawatur.read import from_content, read
from tawatur.read.encodings import decode, recognise

# Invented news, in words of all letters; «» and the Persian letters are missing from ISO-8859-6.
SENTENCES = [
    "أعلنت وزارة النقل في جزيرة لسكارا أن العبارة وصلت إلى الميناء صباح اليوم.",
    "وقال المتحدث باسم خفر السواحل إن جميع الركاب بخير، وإن التحقيق بدأ فور الحادث.",
    "ونقلت وكالة أنباء محلية عن شهود أن حريقا اندلع في غرفة المحرك قبل الظهر بقليل.",
    "طالب أهالي القرية بإصلاح الطريق الذي يربطها بالعاصمة؛ فهو مغلق منذ شهرين.",
    "هل تؤجل الحكومة موعد الانتخابات؟ لم يصدر عنها رد على سؤال الصحيفة حتى مساء الخميس.",
    "وأضافت الصحيفة أن ثلاثة مراكب صيد شاركت في نقل المسافرين إلى شاطئ قريب ضحى.",
    "نفى رئيس البلدية ما ذكرته الإذاعة عن استقالته، مشيرا إلى أنه باق في منصبه.",
]
RECOGNISED = ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"]

news = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize("encoding", RECOGNISED)
@given(text=news)
def test_news_is_recognised_and_comes_back_as_written(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    found = decode(data, source="a.txt")
    assert (found.text, found.encoding, found.warnings) == (text, encoding, ())
    assert data.decode(found.encoding) == found.text


@given(data=st.data(), text=news)
def test_a_few_words_are_enough_or_there_is_no_answer(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    for encoding in ("windows-1256", "iso-8859-6"):
        found = recognise(part.encode(encoding))
        # where it answers, the text is right, even if the two encodings give the same one
        assert found is None or part.encode(encoding).decode(found) == part


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_whatever_is_utf8_is_taken_as_utf8(text: str) -> None:
    found = decode(text.encode(), source="a")
    assert found.text == text.removeprefix("\ufeff")
    for encoding in ("utf-16-le", "utf-16-be"):
        found = decode(("\ufeff" + text).encode(encoding), source="a")
        assert (found.text, found.encoding) == (text, "utf-16")


OTHERS = {
    "French": ("Le président a déclaré à la télévision que l'été était terminé, ça gêne l'économie", "windows-1252"),
    "Spanish": ("El niño señaló que mañana el pequeño año español empezará aquí, según la compañía", "iso-8859-1"),
    "Turkish": ("Başbakan bugün görüşmelerin sürdüğünü ve yarın sabah tamamlanacağını açıkladı", "windows-1254"),
    "Russian": ("Министр заявил сегодня, что переговоры продолжаются и завершатся завтра утром", "koi8-r"),
    "Russian on Windows": ("Министр заявил сегодня, что переговоры продолжаются", "windows-1251"),
    "Greek": ("Ο υπουργός δήλωσε σήμερα ότι οι συνομιλίες συνεχίζονται και θα ολοκληρωθούν", "iso-8859-7"),
    "Hebrew": ("השר הודיע היום כי השיחות נמשכות ויסתיימו מחר בבוקר בעיר הנמל", "windows-1255"),
    "Arabic for DOS": (" ".join(s.strip(".،؛؟") for s in SENTENCES[:1]), "cp720"),
    "English in curly quotes": ("“The ferry’s engine” – it’s gone…" * 5, "windows-1252"),
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_not_taken_for_arabic(language: str) -> None:
    text, encoding = OTHERS[language]
    with pytest.raises(InputError) as caught:
        decode(text.encode(encoding, "ignore") * 3, source="a.txt")
    assert caught.value.refusal.code == "encoding-unknown"
    assert "UTF-8" in caught.value.refusal.mend


def test_arabic_beside_markup_and_latin_words_is_recognised() -> None:
    text = f"<div class='a'><b>BBC</b> وBBC: {SENTENCES[0]}</div>" + "<span></span>" * 500
    found = decode(text.encode("windows-1256"), source="a.html")
    assert (found.text, found.encoding) == (text, "windows-1256")


# --- broken bytes ------------------------------------------------------------------------------------------------


def test_a_few_broken_bytes_are_replaced_and_said() -> None:
    data = bytearray((" ".join(SENTENCES) * 3).encode())
    data[100:100] = b"\xff"
    data[2000:2000] = b"\xc8"
    found = decode(bytes(data), source="a.txt")
    assert found.text.count("\ufffd") == 2
    assert found.encoding == "utf-8"
    assert [(w.code, w.severity, w.place) for w in found.warnings] == [("broken-bytes", "warning", "byte 100")]
    assert found.warnings[0].reason.startswith("2 broken")


def test_a_text_cut_within_a_letter_is_taken() -> None:
    data = (" ".join(SENTENCES) * 3).encode("utf-8")[:-2] + b"\xd8"
    assert decode(data, source="a").text.endswith("\ufffd")
    data = (" ".join(SENTENCES) * 3).encode("utf-16")[:-1]
    assert decode(data, source="a").text.endswith("\ufffd")


def test_replacement_characters_that_were_in_the_text_are_not_broken() -> None:
    found = decode(("\ufffd" + SENTENCES[0]).encode(), source="a")
    assert not found.warnings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_many_broken_bytes_are_refused(encoding: str) -> None:
    data = bytearray(" ".join(SENTENCES).encode(encoding))
    step = 41 if encoding == "utf-8" else 42
    for at in range(3 if encoding == "utf-8" else 43, len(data), step):
        data[at] = 0xDC
    with pytest.raises(InputError) as caught:
        decode(bytes(data), source="a")
    assert caught.value.refusal.code == "broken-bytes"
    assert caught.value.refusal.place.startswith("byte ")


def test_a_broken_utf8_page_is_never_read_as_the_encoding_it_wrongly_declares() -> None:
    data = (" ".join(SENTENCES) * 3).encode() + b"\xff"
    found = decode(data, source="a", declared="windows-1256")
    assert found.text.startswith(SENTENCES[0])
    assert found.encoding == "utf-8"


# --- what pages declare ------------------------------------------------------------------------------------------


def html(declaration: str, encoding: str, body: str = SENTENCES[0]) -> bytes:
    return f"<html><head>{declaration}<title>x</title></head><body>{body}</body></html>".encode(encoding)


def page(data: bytes, tmp_path) -> tuple[Raw, list[Refusal]]:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    *said, raw = read([str(path)])
    assert isinstance(raw, Raw), raw
    return raw, said


@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset=windows-1256>",
        "<META http-equiv='Content-Type' content='text/html; charset=Windows-1256'>",
        "<!-- <meta charset='utf-8'> --><meta name='a'><meta charset = \"cp1256\" />",
        "",
    ],
    ids=["charset", "http-equiv", "after a comment", "none"],
)
def test_a_declaration_is_found_and_believed(declaration: str, tmp_path) -> None:
    raw, said = page(html(declaration, "windows-1256"), tmp_path)
    assert SENTENCES[0] in raw.content
    assert (raw.encoding, said) == ("windows-1256", [])


def test_a_declaration_decides_where_letters_can_t(tmp_path) -> None:
    for label, encoding, body in (
        ("windows-1256", "windows-1256", "خبر"),
        ("iso-8859-6", "iso-8859-6", "خبر"),
        ("latin1", "windows-1252", "l’été à la télé"),
        ("windows-1251", "windows-1251", "Новости дня"),
    ):
        raw, said = page(html(f"<meta charset={label}>", encoding, body), tmp_path)
        assert body in raw.content
        assert (raw.encoding, said) == (encoding, [])


@pytest.mark.parametrize(
    ("declared", "true"),
    [
        ("windows-1256", "utf-8"),
        ("utf-8", "windows-1256"),
        ("iso-8859-1", "windows-1256"),
        ("iso-8859-6", "windows-1256"),
        ("windows-1256", "iso-8859-6"),
        ("x-unheard-of", "windows-1256"),
        ("idna", "utf-8"),
        ("zlib", "utf-8"),
        ("windows-1256", "utf-8-sig"),
    ],
)
def test_a_wrong_declaration_is_put_right_and_said(declared: str, true: str, tmp_path) -> None:
    raw, said = page(html(f"<meta charset='{declared}'>", true, " ".join(SENTENCES[:3])), tmp_path)
    assert SENTENCES[1] in raw.content
    assert raw.encoding == true
    assert [(w.code, w.severity) for w in said] == [("wrong-charset", "warning")]
    assert declared in said[0].reason


def test_declarations_that_change_nothing_are_not_reported(tmp_path) -> None:
    for declaration, encoding, body in (
        ("<meta charset=windows-1256>", "utf-8", "ascii alone"),
        ("<meta charset=UTF8>", "utf-8-sig", SENTENCES[0]),
        ("<meta charset=utf-16>", "utf-16", SENTENCES[0]),
        ("<?xml version='1.0' encoding='utf-8'?>", "utf-8", SENTENCES[0]),
    ):
        _, said = page(html(declaration, encoding, body), tmp_path)
        assert said == []


def test_a_carrier_s_word_stands_before_the_page_s() -> None:
    data = html("<meta charset=iso-8859-6>", "windows-1251", "Новости")
    raw = from_content(data, media_type="text/html; charset=windows-1251")
    assert isinstance(raw, Raw)
    assert "Новости" in raw.content


def test_the_table_of_letters_holds_what_its_encodings_can_write() -> None:
    table = load("ar").table("encodings")
    listed = {**table["letters"], **table["signs"]}
    assert all(len(char) == 1 and count >= 1 for char, count in listed.items())
    for encoding in table["candidates"]:
        written = bytes(range(0x80, 0x100)).decode(encoding, "ignore")
        assert {c for c in written if "\u0621" <= c <= "\u064a"} <= listed.keys()
