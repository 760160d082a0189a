"""Web archives: pages out of records, each with its place, and a broken record that costs no other."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.model import Raw, Refusal
from tawatur.read import Limits, read
from tawatur.read.limits import DEFAULT

NEWS = "أعلنت هيئة الموانئ في لسكارا أن الرصيف الجديد يفتح في الصيف، ونفت تأخر الأعمال فيه."


def page(number: int) -> bytes:
    return f"<html><body><p>{number}: {NEWS}</p></body></html>".encode()


def record(
    number: int,
    body: bytes | None = None,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: str = "",
    of: str = "response",
    longer: int = 0,
) -> bytes:
    """One record of a WARC file, uncompressed; `longer` adds to the length that it says it has."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode()
    block = answer + (page(number) if body is None else body)
    head = (
        f"WARC/1.0\r\nWARC-Type: {of}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2031-04-12T16:40:0{number}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block) + longer}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def taken(path: Path, limits: Limits = DEFAULT) -> tuple[list[Raw], list[Refusal]]:
    items = list(read([str(path)], limits=limits))
    return [i for i in items if isinstance(i, Raw)], [i for i in items if isinstance(i, Refusal)]


def numbers(pages: list[Raw]) -> list[str]:
    return [str(one.url).rpartition("/")[2] for one in pages]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_keeps_its_place_address_and_moment(tmp_path: Path, packed: bool) -> None:
    parts = [gzip.compress(record(n)) if packed else record(n) for n in range(3)]
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(b"".join(parts))
    pages, refusals = taken(path)
    assert not refusals
    for number, one in enumerate(pages):
        at = sum(map(len, parts[:number]))
        assert one.source == f"{path}#byte={at}"
        assert one.relative == f"{path.name}#byte={at}"
        assert (one.id, one.url) == (f"<urn:uuid:{number}>", f"https://example.org/{number}")
        assert one.fetched == f"2031-04-12T16:40:0{number}Z"
        assert (one.data, one.media_type, one.encoding) == (page(number), "text/html", "utf-8")
    assert numbers(pages) == ["0", "1", "2"]


def test_what_is_no_page_is_counted_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(
        record(0, b"\x89PNG", kind="image/png")
        + record(1, b"gone", status="404 Not Found")
        + record(2)
        + record(3, b"moved", status="301 Moved")
        + record(4, b"gone", status="404 Not Found")
        + record(5, of="request")
    )
    pages, refusals = taken(path)
    assert numbers(pages) == ["2"]
    assert [(one.code, one.severity) for one in refusals] == [("not-pages", "warning")]
    assert "4 of 6 records" in refusals[0].reason
    assert "status 404: 2, image/png: 1, status 301: 1" in refusals[0].reason


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(page(0))),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%b\r\n0\r\n\r\n" % (len(page(0)), page(0))),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(page(0), mtime=0)), gzip.compress(page(0), mtime=0)),
        ),
    ],
    ids=["content", "transfer", "both"],
)
def test_encodings_of_transfer_and_content_are_undone(tmp_path: Path, headers: str, body: bytes) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(0, body, headers=headers))
    pages, refusals = taken(path)
    assert not refusals
    assert pages[0].data == page(0)


def test_an_answer_that_is_not_encoded_as_it_says_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(0, headers="Content-Encoding: gzip\r\n") + record(1))
    pages, refusals = taken(path)
    assert numbers(pages) == ["1"]
    assert [(one.code, one.place) for one in refusals] == [("broken-warc", "record at byte 0")]


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(gzip.compress(record(1), mtime=0)) - 1), flip=st.integers(1, 255))
def test_a_damaged_byte_costs_at_most_its_record(tmp_path_factory: pytest.TempPathFactory, at: int, flip: int) -> None:
    parts = [bytearray(gzip.compress(record(n), mtime=0)) for n in range(4)]
    parts[1][at] ^= flip
    path = tmp_path_factory.mktemp("warc") / "crawl.warc.gz"
    path.write_bytes(b"".join(parts))
    pages, refusals = taken(path)
    assert {"0", "2", "3"} <= set(numbers(pages))
    if len(pages) < 4:
        assert refusals


def test_a_record_cut_off_at_the_end_is_said(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(0) + record(1)[:-60])
    pages, refusals = taken(path)
    assert numbers(pages) == ["0"]
    assert [(one.code, one.place) for one in refusals] == [("broken-warc", f"record at byte {len(record(0))}")]
    assert "cut off" in refusals[0].reason


def test_a_record_said_to_be_longer_than_it_is_doesnt_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(0) + record(1, longer=200) + record(2) + record(3))
    pages, refusals = taken(path)
    assert numbers(pages) == ["0", "2", "3"]
    assert [one.place for one in refusals] == [f"record at byte {len(record(0))}"]


def test_records_past_the_limit_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    large = page(1) + b" " * 200_000
    path.write_bytes(b"".join(map(gzip.compress, [record(0), record(1, large), record(2)])))
    limits = Limits(page_bytes=100_000)
    pages, refusals = taken(path, limits)
    assert numbers(pages) == ["0", "2"]
    assert [one.code for one in refusals] == ["too-large"]
    inner = record(0, gzip.compress(large), headers="Content-Encoding: gzip\r\n")
    path.write_bytes(inner)
    path.write_bytes(gzip.compress(inner))
    pages, refusals = taken(path, limits)
    assert (pages, [one.code for one in refusals]) == ([], ["too-large"])


def test_wacz_holds_archives(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/b.warc.gz", gzip.compress(record(1)))
        packed.writestr(
            "archive/a.warc.gz", gzip.compress(record(0)) + b"\x1f\x8b\x08garbage" + gzip.compress(record(2))
        )
    pages, refusals = taken(path)
    assert numbers(pages) == ["0", "2", "1"]
    assert pages[0].source == f"{path}!archive/a.warc.gz#byte=0"
    assert [one.input for one in refusals] == [f"{path}!archive/a.warc.gz"]


class _Pipe(io.BytesIO):
    """A file that can't be gone back in: ZIP files written to one tell sizes behind their members."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


@pytest.mark.parametrize("into", [io.BytesIO, _Pipe], ids=["sizes before", "sizes behind"])
def test_wacz_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, into: type[io.BytesIO]) -> None:
    whole, path = into(), tmp_path / "crawl.wacz"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("archive/a.warc.gz", gzip.compress(record(0)) + gzip.compress(record(1)))
        packed.writestr("archive/b.warc.gz", gzip.compress(record(2)) + gzip.compress(record(3)))
    data = whole.getvalue()
    path.write_bytes(data[: data.index(b"PK\x01\x02") - 30])
    pages, refusals = taken(path)
    assert numbers(pages) == ["0", "1", "2"]
    assert pages[1].source == f"{path}!archive/a.warc.gz#byte={len(gzip.compress(record(0)))}"
    assert {one.code for one in refusals} == {"broken-warc"}
    assert refusals[0].input == str(path)


def test_what_is_packed_once_more_is_refused_where_wacz_was_cut_off(tmp_path: Path) -> None:
    path, whole = tmp_path / "crawl.wacz", io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("archive/a.warc", record(0), zipfile.ZIP_DEFLATED)
        with packed.open(zipfile.ZipInfo("archive/b.warc"), "w", force_zip64=True) as large:
            large.write(record(1) + record(2))
        packed.writestr("pages.jsonl", "{}")
    path.write_bytes(whole.getvalue()[:-30])
    pages, refusals = taken(path)
    assert numbers(pages) == ["1", "2"]
    assert [one.input for one in refusals] == [str(path), f"{path}!archive/a.warc"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", b"<html>no archive</html>"),
        ("a.warc", gzip.compress(b"no archive either")),
        ("a.warc", b"WARC/1.0\r\n"),
        ("a.wacz", b"PK\x03\x04 broken"),
        ("a.wacz", b"no zip"),
    ],
    ids=["html", "gzip", "bare", "cut zip", "no zip"],
)
def test_what_is_no_archive_is_said(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    pages, refusals = taken(path)
    assert not pages
    assert {one.code for one in refusals} == {"broken-warc"}


def test_an_archive_without_its_zip_members_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("pages.jsonl", "{}")
    assert [one.reason for one in taken(path)[1]] == ["It holds no web archive (WARC)."]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_may_be_piped(packed: bool) -> None:
    data = record(0) + record(1)
    items = list(read(["-"], stdin=io.BytesIO(gzip.compress(data) if packed else data)))
    assert numbers([one for one in items if isinstance(one, Raw)]) == ["0", "1"]
