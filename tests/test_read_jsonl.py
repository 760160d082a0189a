"""JSONL: a record a page; a bad line never costs another."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.model import Raw, Refusal
from tawatur.read import Limits, read
from tawatur.read.limits import DEFAULT

FULL = {
    "id": "k-1",
    "title": "عودة العبّارة",
    "text": "قالت الوزيرة إن العبّارة ستعود الخميس.",
    "url": "https://example.org/1",
    "outlet": "أزمار الآن",
    "published": "2031-04-12",
    "fetched": "2031-04-13T08:00:00Z",
    "author": "سلمى",
}


def taken(path: Path, limits: Limits = DEFAULT) -> tuple[list[Raw], list[Refusal]]:
    items = list(read([str(path)], limits=limits))
    return [i for i in items if isinstance(i, Raw)], [i for i in items if isinstance(i, Refusal)]


def put(path: Path, *lines: object) -> Path:
    written = (line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines)
    path.write_bytes(b"\n".join(written) + b"\n")
    return path


def test_a_record_with_all_its_keys(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", FULL)
    pages, refusals = taken(path)
    assert not refusals
    expected = Raw(
        source=f"{path}#1",
        media_type="text/plain",
        data=f'{{"text":"{FULL["text"]}","title":"{FULL["title"]}"}}'.encode(),
        content=FULL["text"],
        encoding="utf-8",
        relative="a.jsonl#1",
        **{key: value for key, value in FULL.items() if key != "text"},
    )
    assert pages == [expected]


def test_data_is_the_page_and_nothing_else(tmp_path: Path) -> None:
    moved = {key: FULL[key] for key in sorted(FULL)} | {"id": "k-2", "outlet": "آخر", "url": None}
    pages, _ = taken(put(tmp_path / "a.jsonl", FULL, moved, FULL | {"id": "k-3", "title": "غيره"}))
    assert pages[0].data == pages[1].data != pages[2].data


def test_html_is_the_page_where_both_are_given(tmp_path: Path) -> None:
    both = {"text": "نص", "html": "<p>صفحة</p>"}
    pages, refusals = taken(put(tmp_path / "a.jsonl", {"text": "نص", "html": " "}, both, both | {"title": "ع"}))
    assert [(p.media_type, p.content) for p in pages] == [
        ("text/plain", "نص"),
        ("text/html", "<p>صفحة</p>"),
        ("text/html", "<p>صفحة</p>"),
    ]
    assert [(r.code, r.severity, r.place) for r in refusals] == [("text-beside-html", "warning", "line 2")]
    assert "2 lines" in refusals[0].reason


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{'text': 'x'}", "not-json"),
        (b'{"text": "x"', "not-json"),
        (b'{"text": "\\ud800"}', "not-json"),
        (b'{"text": ' + b"[" * 100_000, "not-json"),
        (b'["text"]', "not-object"),
        (b"null", "not-object"),
        (b'"text"', "not-object"),
        (b'{"title": "x", "url": "https://example.org"}', "no-text"),
        (b'{"text": null, "html": ""}', "no-text"),
        (b'{"text": " \\n "}', "no-text"),
        (b'{"text": ["x"]}', "wrong-type"),
        (b'{"text": "x", "title": 7}', "wrong-type"),
        (b'{"text": "x", "id": {}}', "wrong-type"),
        (b'{"text": "x", "id": true}', "wrong-type"),
        (b'{"text": "a\\u0000b"}', "binary"),
        (b'{"text": "a", "title": "\\u0000"}', "binary"),
        (b'{"text": "\xd8\xff\xd8\xff"}', "encoding-unknown"),
        (b'{"text": "' + b"x" * 2000 + b'"}', "too-large"),
        (b'{"text": "' + b"x" * 5000 + b'"}', "line-too-long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "line",
)
def test_a_bad_line_is_refused_and_the_next_is_read(tmp_path: Path, line: bytes, code: str) -> None:
    path = put(tmp_path / "a.jsonl", {"text": "before"}, b"", line, {"text": "after"})
    limits = Limits(page_bytes=1000, line_bytes=4000) if len(line) < 10_000 else Limits()
    pages, refusals = taken(path, limits)
    assert [(p.content, p.source) for p in pages] == [("before", f"{path}#1"), ("after", f"{path}#4")]
    assert [(r.input, r.code, r.severity) for r in refusals] == [(str(path), code, "refusal")]
    assert refusals[0].place.split(",")[0] == "line 3"


class _LongLine(io.RawIOBase):
    """A short record, a line of 50 MB and a short record, made as they are read."""

    def __init__(self) -> None:
        self.chunks = self._chunks()
        self.rest = b""
        self.largest = 0

    def _chunks(self) -> Iterator[bytes]:
        yield b'{"text": "before"}\n{"text": "'
        for _ in range(800):
            yield b"x" * 62_500
        yield b'"}\n{"text": "after"}'

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.largest = max(self.largest, size)
        if not self.rest:
            self.rest = next(self.chunks, b"")
        out, self.rest = self.rest[:size], self.rest[size:]
        return out


def test_a_line_of_50_mb_is_skipped_without_being_held() -> None:
    stream = _LongLine()
    pages = list(read(["-"], stdin=stream, limits=Limits(line_bytes=1_000_000)))
    assert [type(p) for p in pages] == [Raw, Refusal, Raw]
    assert (pages[1].code, pages[1].place) == ("line-too-long", "line 2")
    assert "50 MB" in pages[1].reason
    assert pages[2].source == "-#3"
    assert 0 < stream.largest <= 1_000_001
    assert [p.code for p in read(["-"], stdin=_LongLine()) if isinstance(p, Refusal)] == ["line-too-long"]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([FULL], indent=1).encode(),
        json.dumps(FULL, indent=1).encode(),
    ],
    ids=["array", "object"],
)
def test_one_json_value_over_many_lines_is_refused_once(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    pages, refusals = taken(path)
    assert not pages
    assert [r.code for r in refusals] == ["json-not-lines"]
    assert "jq" in refusals[0].mend


def test_a_file_without_records(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    for content in (b"", b"\n \n\r\n", b"\xef\xbb\xbf"):
        path.write_bytes(content)
        pages, refusals = taken(path)
        assert not pages
        assert [r.code for r in refusals] == ["empty"]


def test_unknown_keys_are_named_once_a_file(tmp_path: Path) -> None:
    many = {f"key{i:02}": i for i in range(30)}
    path = put(tmp_path / "a.jsonl", {"text": "a", "section": 1}, {"text": "b"} | many, {"text": "c", "section": 2})
    pages, refusals = taken(path)
    assert len(pages) == 3
    assert [(r.code, r.severity) for r in refusals] == [("unknown-keys", "warning")]
    assert "key00" in refusals[0].reason
    assert "21 more" in refusals[0].reason
    _, refusals = taken(put(tmp_path / "b.jsonl", {"text": "a", "section": 1, "Date": 2}))
    assert "Date, section." in refusals[0].reason


def test_values_that_are_no_strings(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.jsonl",
        {"text": "a", "id": 12, "author": ["x", "y"], "published": None},
        {"text": "b", "id": "", "author": {}, "published": 1_900_000_000, "title": " "},
    )
    pages, refusals = taken(path)
    assert [(p.id, p.author, p.published, p.title) for p in pages] == [("12", None, None, None), (None,) * 4]
    assert [(r.code, r.severity, r.place) for r in refusals] == [
        ("ignored-field", "warning", "line 1"),
        ("ignored-field", "warning", "line 2"),
    ]


# --- the same page twice -----------------------------------------------------------------------------------------


def test_one_id_with_different_content_is_refused_naming_both_places(tmp_path: Path) -> None:
    a = put(tmp_path / "a.jsonl", FULL, FULL | {"text": "كلام آخر"})
    b = put(tmp_path / "b.jsonl", {"text": "x"}, FULL | {"title": "عنوان آخر"})
    items = list(read([str(a), str(b)]))
    assert [i.source for i in items if isinstance(i, Raw)] == [f"{a}#1", f"{b}#1"]
    refusals = [i for i in items if isinstance(i, Refusal)]
    assert [(r.input, r.place, r.code, r.severity) for r in refusals] == [
        (str(a), "line 2", "id-conflict", "refusal"),
        (str(b), "line 2", "id-conflict", "refusal"),
    ]
    assert all(f"{a}#1" in r.reason for r in refusals)


def test_the_same_capture_twice_is_taken_once(tmp_path: Path) -> None:
    address = {"text": "x", "url": "https://example.org/2"}
    pages, refusals = taken(put(tmp_path / "a.jsonl", FULL, FULL, address, address, address | {"text": "later"}))
    assert [p.source.split("#")[1] for p in pages] == ["1", "3", "5"]
    assert [(r.code, r.severity, r.place) for r in refusals] == [
        ("duplicate", "warning", "line 2"),
        ("duplicate", "warning", "line 4"),
    ]


def test_the_same_text_without_id_or_address_stays_two_pages(tmp_path: Path) -> None:
    pages, refusals = taken(put(tmp_path / "a.jsonl", {"text": "x", "outlet": "a"}, {"text": "x", "outlet": "b"}))
    assert len({p.relative for p in pages}) == 2
    assert not refusals


# --- encodings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = "طالب أهالي القرية بإصلاح الطريق الذي يربطها بالعاصمة، ونقلت الصحيفة عنهم ذلك."
    lines = "".join(json.dumps({"text": f"{text} {i}\u060d"[:-1]}, ensure_ascii=False) + "\r\n" for i in range(3))
    (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
    pages, refusals = taken(tmp_path / "a.jsonl")
    assert not refusals
    assert [(p.content, p.encoding) for p in pages] == [(f"{text} {i}", encoding) for i in range(3)]


def test_utf16_that_breaks_off(tmp_path: Path) -> None:
    data = '{"text": "خبر"}\n'.encode("utf-16") + b"\x00\xdc\x00\xdc"
    (tmp_path / "a.jsonl").write_bytes(data)
    _, refusals = taken(tmp_path / "a.jsonl")
    assert [r.code for r in refusals] == ["broken-bytes"]


def test_a_broken_byte_in_a_long_line_is_replaced_and_said(tmp_path: Path) -> None:
    line = json.dumps({"text": "خبر طويل " * 300}, ensure_ascii=False).encode()
    pages, refusals = taken(put(tmp_path / "a.jsonl", line[:21] + b"\xff" + line[21:]))
    assert "\ufffd" in pages[0].content
    assert [(r.code, r.severity, r.place) for r in refusals] == [("broken-bytes", "warning", "line 1, byte 21")]


@given(
    st.lists(
        st.fixed_dictionaries(
            {"text": st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)},
            optional={
                "title": st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
                "outlet": st.text(max_size=5),
            },
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_what_is_written_is_read(records: list[dict[str, str]], ascii_only: bool) -> None:
    data = "".join(json.dumps(r, ensure_ascii=ascii_only) + "\n" for r in records).encode("utf-8", "replace")
    pages = [i for i in read(["-"], stdin=io.BytesIO(gzip.compress(data))) if isinstance(i, Raw)]
    assert [p.content for p in pages] == [r["text"] for r in records if r["text"].strip()]
