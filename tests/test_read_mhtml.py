"""MHTML: the page is the root part of a saved message."""

import base64
import quopri
from pathlib import Path

import pytest

from tawatur.model import Raw, Refusal
from tawatur.read import Limits, read
from tawatur.read.limits import DEFAULT

NEWS = "أعلنت هيئة الموانئ في لسكارا أن الرصيف الجديد يفتح في الصيف، ونفت تأخر الأعمال فيه."
PAGE = f"<html><head><title>الرصيف</title></head><body><p>{NEWS}</p></body></html>"
URL = "https://example.org/news/7"
TOP = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nDate: Sat, 12 Apr 2031 16:40:00 +0300\r\n"
RELATED = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'


def part(body: str = PAGE, *, how: str = "quoted-printable", charset: str = "utf-8", head: str = "",
         kind: str = "text/html", declared: str | None = None) -> bytes:  # fmt: skip
    data = body.encode(charset)
    if how == "quoted-printable":
        data = quopri.encodestring(data)
    elif how == "base64":
        data = base64.encodebytes(data)
    label = "" if declared == "" else f'; charset="{declared or charset}"'
    return f"Content-Type: {kind}{label}\r\nContent-Transfer-Encoding: {how}\r\n{head}\r\n".encode() + data


def related(*parts: bytes, top: str = TOP, kind: str = RELATED) -> bytes:
    return (top + kind).encode() + b"".join(b"--b\r\n" + p + b"\r\n" for p in parts) + b"--b--\r\n"


def taken(tmp_path: Path, data: bytes, limits: Limits = DEFAULT) -> tuple[list[Raw], list[Refusal]]:
    path = tmp_path / "saved.mhtml"
    path.write_bytes(data)
    items = list(read([str(path)], limits=limits))
    return [i for i in items if isinstance(i, Raw)], [i for i in items if isinstance(i, Refusal)]


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_saved_page(tmp_path: Path, how: str, charset: str) -> None:
    frame = part("<html>frame</html>", head="Content-Location: https://example.org/frame\r\n")
    image = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    root = part(how=how, charset=charset, head=f"Content-Location: {URL}\r\n")
    pages, refusals = taken(tmp_path, related(frame, image, root))
    assert not refusals
    page = pages[0]
    assert page.content.rstrip() == PAGE
    assert page.data.rstrip() == PAGE.encode(charset)
    assert (page.encoding, page.media_type, page.url) == (charset, "text/html", URL)
    assert (page.fetched, page.published, page.title) == ("2031-04-12T16:40:00+03:00", None, None)
    assert page.relative == "saved.mhtml"


def test_the_root_is_the_part_that_start_names(tmp_path: Path) -> None:
    kind = RELATED.replace('boundary="b"', 'boundary="b"; start="<two@x>"')
    parts = [
        part("<html>1</html>", head=f"Content-ID: <one@x>\r\nContent-Location: {URL}\r\n"),
        part(head="Content-ID: <two@x>\r\nContent-Location: file:///home/page.html\r\n"),
    ]
    pages, _ = taken(tmp_path, related(*parts, kind=kind))
    assert NEWS in pages[0].content
    assert pages[0].url == URL  # of the snapshot: a place on a disk is no address


def test_a_message_that_is_the_page_itself(tmp_path: Path) -> None:
    pages, refusals = taken(tmp_path, f"MIME-Version: 1.0\r\nContent-Location: {URL}\r\n".encode() + part())
    assert not refusals
    assert (pages[0].url, pages[0].fetched) == (URL, None)


def test_the_carrier_s_charset_may_be_wrong_or_missing(tmp_path: Path) -> None:
    pages, refusals = taken(tmp_path, related(part(charset="windows-1256", declared="utf-8")))
    assert NEWS in pages[0].content
    assert [r.code for r in refusals] == ["wrong-charset"]
    pages, refusals = taken(tmp_path, related(part(charset="windows-1256", declared="")))
    assert NEWS in pages[0].content
    assert not refusals


def test_headers_with_encoded_words_and_bad_dates(tmp_path: Path) -> None:
    word = "=?utf-8?Q?https://example.org/=D8=AE=D8=A8=D8=B1?="
    top = f"Snapshot-Content-Location: {word}\r\nDate: yesterday\r\n"
    pages, refusals = taken(tmp_path, related(part(), top=top))
    assert (pages[0].url, pages[0].fetched) == ("https://example.org/خبر", None)
    assert [(r.code, r.severity, r.place) for r in refusals] == [("bad-date", "warning", "header Date")]
    broken = "Subject: =?x-none?Q?=FF?=\r\nSnapshot-Content-Location: =?x-none?B?!?=\r\n"
    pages, _ = taken(tmp_path, related(part(), top=broken))
    assert pages[0].url is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (related(part(kind="text/plain")), "no-html-part"),
        (b"just some text\n", "no-html-part"),
        (related(part("")), "empty"),
        (related(b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAAA"), "broken-mhtml"),
        (b"%PDF-1.5", "binary"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)),
            "broken-mhtml",
        ),
    ],
    ids=["empty", "text only", "no message", "empty part", "bad base64", "binary", "nested"],
)
def test_files_that_hold_no_page(tmp_path: Path, data: bytes, code: str) -> None:
    pages, refusals = taken(tmp_path, data)
    assert not pages
    assert [(r.code, r.severity) for r in refusals] == [(code, "refusal")]


def test_what_is_larger_than_its_bound_is_refused(tmp_path: Path) -> None:
    data = related(part())
    assert taken(tmp_path, data, Limits(archive_bytes=len(data)))[0]
    assert [r.code for r in taken(tmp_path, data, Limits(archive_bytes=len(data) - 1))[1]] == ["too-large"]
    assert [r.code for r in taken(tmp_path, data, Limits(page_bytes=100))[1]] == ["too-large"]
    assert [r.code for r in taken(tmp_path, data + b"\n" * 50, Limits(archive_lines=50))[1]] == ["too-large"]


def test_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "saved.mht"
    path.write_bytes(related(part()))
    with path.open("rb") as stream:
        assert [p.content.rstrip() for p in read(["-"], stdin=stream)] == [PAGE]
