"""Reading what the user names: files, folders, patterns, pipes; what is refused, and that the rest goes on."""

import gzip
import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawatur.errors import UsageError
from tawatur.model import Raw, Refusal
from tawatur.read import Limits, from_content, read
from tawatur.read.batch import READERS
from tawatur.read.limits import DEFAULT
from tawatur.read.problems import MENDS

NEWS = "قالت وزيرة النقل في جزيرة لسكارا إن العبّارة ستعود إلى العمل صباح الخميس، بعد إصلاح محركها."
PAGE = f"<!doctype html><html><head><meta charset='utf-8'><title>عنوان</title></head><body><p>{NEWS}</p></body></html>"


def taken(*sources: object, limits: Limits = DEFAULT, stdin: bytes | None = None) -> tuple[list[Raw], list[Refusal]]:
    pipe = None if stdin is None else io.BytesIO(stdin)
    items = list(read([str(s) for s in sources], limits=limits, stdin=pipe))
    return [i for i in items if isinstance(i, Raw)], [i for i in items if isinstance(i, Refusal)]


def only_refusal(*sources: object, limits: Limits = DEFAULT, stdin: bytes | None = None) -> Refusal:
    pages, refusals = taken(*sources, limits=limits, stdin=stdin)
    assert not pages
    assert len(refusals) == 1
    assert refusals[0].reason
    assert refusals[0].mend
    return refusals[0]


def put(path: Path, content: str | bytes = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- single files ------------------------------------------------------------------------------------------------


def test_text_is_the_decoded_file_with_its_line_ends(tmp_path: Path) -> None:
    content = f"{NEWS}\r\n\r\n{NEWS}\rسطر\n"
    path = put(tmp_path / "a.txt", content)
    pages, refusals = taken(path)
    assert not refusals
    assert pages == [Raw(str(path), "text/plain", content.encode(), content, "utf-8", relative="a.txt")]


def test_a_text_with_few_nul_characters_is_taken_as_it_stands_and_said(tmp_path: Path) -> None:
    content = NEWS * 9 + "\0\n" + NEWS
    pages, refusals = taken(put(tmp_path / "export.txt", content))
    assert [page.content for page in pages] == [content]
    assert [(r.code, r.severity) for r in refusals] == [("stray-nul", "warning")]
    assert refusals[0].place == f"character {len(NEWS) * 9}"


@pytest.mark.parametrize("name", ["a.html", "b.HTM"])
def test_a_page_of_html_is_taken_by_its_ending_in_either_case(tmp_path: Path, name: str) -> None:
    pages, refusals = taken(put(tmp_path / name, PAGE))
    assert not refusals
    assert (pages[0].media_type, pages[0].content, pages[0].encoding) == ("text/html", PAGE, "utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"text \0 text", "binary"),
        (b"ca\xf1on, ni\xf1o, se\xf1or", "encoding-unknown"),
        (b"%PDF-1.7\n...", "binary"),
        (b"{\\rtf1 text}", "binary"),
        (gzip.compress(NEWS.encode()), "binary"),
    ],
    ids=["empty", "blank", "mark only", "NUL", "no evidence", "pdf", "rtf", "gzip unnamed"],
)
@pytest.mark.parametrize("ending", [".txt", ".html", ".html.gz"])
def test_files_that_hold_no_page(tmp_path: Path, content: bytes, code: str, ending: str) -> None:
    path = put(tmp_path / f"a{ending}", gzip.compress(content) if ending.endswith(".gz") else content)
    refusal = only_refusal(path)
    assert (refusal.input, refusal.code, refusal.severity) == (str(path), code, "refusal")


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "office document"),
        (b"PK\x03\x04\x14\0\0\0news/a.txt", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"WARC/1.0\r\n", "WARC"),
    ],
    ids=["pdf", "png", "docx", "zip", "doc", "warc"],
)
@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".mht"])
def test_a_binary_file_is_called_by_its_name(tmp_path: Path, head: bytes, named: str, ending: str) -> None:
    refusal = only_refusal(put(tmp_path / f"a{ending}", head + b"\0" * 100))
    assert refusal.code == "binary"
    assert named in refusal.reason


def test_text_that_is_html_is_said(tmp_path: Path) -> None:
    pages, refusals = taken(put(tmp_path / "a.txt", "\n<!-- saved --><!DOCTYPE HTML>\n<html></html>"))
    assert pages[0].media_type == "text/plain"
    assert [(r.code, r.severity) for r in refusals] == [("looks-like-html", "warning")]


def test_a_page_too_large(tmp_path: Path) -> None:
    limits = Limits(page_bytes=1000)
    assert not taken(put(tmp_path / "fits.txt", "a" * 1000), limits=limits)[1]
    assert only_refusal(put(tmp_path / "more.txt", "a" * 1001), limits=limits).code == "too-large"


# --- gzip --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".txt", ".html", ".jsonl"])
def test_gzip_wraps_any_kind(tmp_path: Path, ending: str) -> None:
    content = {".txt": NEWS, ".html": PAGE, ".jsonl": '{"text": "خبر"}'}[ending]
    plain, _ = taken(put(tmp_path / f"a{ending}", content))
    packed, refusals = taken(put(tmp_path / f"b{ending}.gz", gzip.compress(content.encode())))
    assert not refusals
    assert [(p.content, p.data, p.media_type) for p in packed] == [(p.content, p.data, p.media_type) for p in plain]


def test_a_gzip_bomb_is_left_after_its_first_megabytes(tmp_path: Path) -> None:
    packed = gzip.compress(b"a" * 20_000_000)
    for name in ("page.txt.gz", "records.jsonl.gz"):
        refusal = only_refusal(put(tmp_path / name, packed))
        assert refusal.code == "gzip-bomb"
        assert int(refusal.place.split()[1]) < 5_000_000


def test_what_stands_before_a_bomb_is_read(tmp_path: Path) -> None:
    content = b'{"text": "one"}\n{"text": "two"}\n' + b" " * 5_000_000
    pages, refusals = taken(put(tmp_path / "a.jsonl.gz", gzip.compress(content)))
    assert [p.content for p in pages] == ["one", "two"]
    assert [r.code for r in refusals] == ["gzip-bomb"]


def test_a_gzip_file_may_not_expand_past_the_limit(tmp_path: Path) -> None:
    content = os.urandom(100_000).hex().encode()
    path = put(tmp_path / "a.txt.gz", gzip.compress(content))
    assert only_refusal(path, limits=Limits(expanded_bytes=100_000)).code == "gzip-bomb"
    assert taken(path, limits=Limits(expanded_bytes=200_000))[0]


@pytest.mark.parametrize(
    "spoil",
    [lambda data: data[:-20], lambda data: data[:40] + b"????" + data[44:], lambda data: b"no gzip, " + data],
    ids=["cut", "changed", "other"],
)
def test_broken_gzip(tmp_path: Path, spoil) -> None:
    packed = gzip.compress("".join(f"{i} {NEWS}\n" for i in range(50)).encode())
    refusal = only_refusal(put(tmp_path / "a.txt.gz", spoil(packed)))
    assert refusal.code == "broken-gzip"


# --- folders -----------------------------------------------------------------------------------------------------


def test_a_folder_in_order_with_paths_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a/2.txt", "a/1.txt", "a.txt", ".hidden/x.txt", ".x.txt", "ج.txt"):
        put(tmp_path / "news" / name, name)
    for source, start in (("news", "news/"), ("news/", "news/"), ("./news", "./news/"), (".", "./news/")):
        pages, refusals = taken(source)
        assert not refusals
        assert [p.source for p in pages] == [start + n for n in ("a/1.txt", "a/2.txt", "a.txt", "b.txt", "ج.txt")]
        inside = "news/" if source == "." else ""
        assert [p.relative for p in pages] == [inside + n for n in ("a/1.txt", "a/2.txt", "a.txt", "b.txt", "ج.txt")]


def test_one_bad_file_never_costs_another(tmp_path: Path) -> None:
    put(tmp_path / "1.txt")
    put(tmp_path / "2.txt", b"")
    put(tmp_path / "3.html", b"\x89PNG")
    put(tmp_path / "4.txt.gz", b"?")
    put(tmp_path / "5.jsonl", "[]\n")
    put(tmp_path / "6.txt")
    pages, refusals = taken(tmp_path, tmp_path / "missing", tmp_path / "1.txt")
    assert [p.relative for p in pages] == ["1.txt", "6.txt"]
    assert [r.code for r in refusals] == ["empty", "binary", "broken-gzip", "not-object", "not-found", "given-twice"]


def test_other_kinds_of_files_are_counted_in_a_folder_and_refused_when_named(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.JPG", "c.pdf", "README", "page.txt"):
        put(tmp_path / name, b"x")
    pages, refusals = taken(tmp_path)
    assert len(pages) == 1
    assert {(r.code, r.severity) for r in refusals} == {("unknown-type", "warning")}
    assert [r.reason.split(",")[0] for r in refusals] == [
        "2 files end in .jpg",
        "1 file ends in .pdf",
        "1 file ends in nothing",
    ]
    assert only_refusal(tmp_path / "c.pdf").severity == "refusal"


def test_the_folder_of_a_saved_page_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "story.html", PAGE)
    put(tmp_path / "story_files" / "frame.html", PAGE)
    put(tmp_path / "other_files" / "page.html", PAGE)
    pages, refusals = taken(tmp_path)
    assert [p.relative for p in pages] == ["other_files/page.html", "story.html"]
    assert [r.code for r in refusals] == ["companion-folder"]


def test_limits_on_depth_and_number(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "a")
    put(tmp_path / "b/c/d.txt", "d")
    put(tmp_path / "e.txt", "e")
    pages, refusals = taken(tmp_path, limits=Limits(folder_depth=1))
    assert [p.relative for p in pages] == ["a.txt", "e.txt"]
    assert [r.code for r in refusals] == ["too-deep"]
    pages, refusals = taken(tmp_path, limits=Limits(files=2))
    assert [p.relative for p in pages] == ["a.txt", "b/c/d.txt"]
    assert [r.code for r in refusals] == ["too-many-files"]


def test_links_are_followed_inside_the_folder_only_and_once(tmp_path: Path) -> None:
    news = tmp_path / "news"
    put(news / "a.txt", "a")
    put(news / "sub/b.txt", "b")
    put(tmp_path / "secret.txt", "s")
    (news / "again.txt").symlink_to("a.txt")
    (news / "gone.txt").symlink_to("nowhere.txt")
    (news / "loop").symlink_to("loop")
    (news / "out.txt").symlink_to("../secret.txt")
    (news / "sub/up").symlink_to("..")
    (news / "twin").symlink_to("sub")
    pages, refusals = taken(news)
    assert [p.relative for p in pages] == ["a.txt", "sub/b.txt"]
    assert [(Path(r.input).name, r.code) for r in refusals] == [
        ("gone.txt", "broken-link"),
        ("loop", "symlink-loop"),
        ("out.txt", "link-outside"),
        ("up", "symlink-loop"),
        ("news", "given-twice"),
    ]
    assert [p.content for p in taken(news / "out.txt")[0]] == ["s"]
    assert only_refusal(news / "loop").code == "symlink-loop"
    assert only_refusal(news / "gone.txt").code == "broken-link"


def test_links_between_folders_don_t_multiply(tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / f"{number}"
        put(folder / "a.txt", str(number))
        for name in ("x", "y"):
            (folder / name).symlink_to(f"../{number + 1}" if number < 11 else "../0")
    pages, _ = taken(tmp_path)
    assert len(pages) == 12
    pages, _ = taken(tmp_path / "*" / "**" / "*.txt")
    assert len(pages) == 12


def test_pipes_devices_and_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    put(tmp_path / "locked.txt")
    put(tmp_path / "locked/a.txt")
    put(tmp_path / "open.txt")
    real_open, real_scandir = Path.open, os.scandir

    def closed_open(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return real_open(self, *args, **kwargs)

    def closed_scandir(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    # permissions don't bind the superuser, as whom tests often run
    monkeypatch.setattr(Path, "open", closed_open)
    monkeypatch.setattr(os, "scandir", closed_scandir)
    pages, refusals = taken(tmp_path)
    assert [p.relative for p in pages] == ["open.txt"]
    assert [r.code for r in refusals] == ["not-readable", "not-readable", "not-a-file"]
    assert "Permission denied" in refusals[0].reason


def test_a_name_that_is_no_utf8_can_still_be_stored(tmp_path: Path) -> None:
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc8\xc9.txt")))
    pages, _ = taken(tmp_path)
    assert pages[0].relative.encode()
    assert pages[0].source.encode()


# --- names that are missing, patterns ----------------------------------------------------------------------------


def test_what_was_perhaps_meant(tmp_path: Path) -> None:
    put(tmp_path / "pages/report.html", PAGE)
    for wrong, meant in (("pages/raport.html", "report.html"), ("page/report.html", "pages")):
        refusal = only_refusal(tmp_path / wrong)
        assert refusal.code == "not-found"
        assert meant in refusal.mend
    assert only_refusal("https://example.org/a.html").code == "not-local"
    assert only_refusal("a\0b").code == "not-found"
    assert only_refusal("x" * 5000).code == "not-readable"
    assert only_refusal("").code == "not-found"


def test_patterns_take_what_a_shell_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a/1.txt", "a/2.html", "a/b/3.txt", "c/4.txt", "c/.5.txt", "[6].txt"):
        put(tmp_path / name, name)
    expected = {
        "*.txt": ["[6].txt"],
        "[6].txt": ["[6].txt"],
        "*/*.txt": ["a/1.txt", "c/4.txt"],
        "a/*": ["a/1.txt", "a/2.html", "a/b/3.txt"],
        "**/*.txt": ["[6].txt", "a/1.txt", "a/b/3.txt", "c/4.txt"],
        "./a/**/3.*": ["./a/b/3.txt"],
        "a/[!1].html": ["a/2.html"],
        f"{tmp_path}/c/?.txt": [f"{tmp_path}/c/4.txt"],
    }
    for pattern, sources in expected.items():
        pages, refusals = taken(pattern)
        assert ([p.source for p in pages], refusals) == (sources, []), pattern
    assert [p.relative for p in taken("a/*/*.txt")[0]] == ["b/3.txt"]
    assert only_refusal("*.pdf").code == "no-match"
    assert only_refusal("nowhere/*.txt").code == "no-match"


def test_a_pattern_doesn_t_hide_a_folder_from_a_later_source(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "a")
    put(tmp_path / "b.html", PAGE)
    pages, refusals = taken(tmp_path / "*.txt", tmp_path)
    assert [p.relative for p in pages] == ["a.txt", "b.html"]
    assert [(r.code, r.severity) for r in refusals] == [("given-twice", "warning")]


def test_same_name_and_content_below_two_sources_stay_two_pages(tmp_path: Path) -> None:
    put(tmp_path / "one/news.txt")
    put(tmp_path / "two/news.txt")
    pages, refusals = taken(tmp_path / "one", tmp_path / "two")
    assert not refusals
    assert len({p.relative for p in pages}) == 2


# --- standard input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("content", "media_type", "source"),
    [
        (NEWS, "text/plain", "-"),
        ("{ليس كائنا}", "text/plain", "-"),
        (PAGE, "text/html", "-"),
        (f"\n<p>{NEWS}</p>", "text/html", "-"),
        (f'\n{{ "text": "{NEWS}" }}\n', "text/plain", "-#2"),
    ],
    ids=["text", "text in braces", "html", "fragment", "jsonl"],
)
def test_standard_input_is_told_apart(content: str, media_type: str, source: str, encoding: str, pack) -> None:
    pages, refusals = taken("-", stdin=pack(content.encode(encoding)))
    assert [r.code for r in refusals if r.code != "wrong-charset"] == []
    assert [(p.media_type, p.source, p.encoding) for p in pages] == [(media_type, source, encoding)]
    assert NEWS in pages[0].content or pages[0].content == content


def test_standard_input_is_read_once_and_limited() -> None:
    pages, refusals = taken("-", "-", stdin=NEWS.encode())
    assert len(pages) == 1
    assert [r.code for r in refusals] == ["given-twice"]
    assert only_refusal("-", stdin=b"").code == "empty"
    assert only_refusal("-", stdin=b"a" * 2000, limits=Limits(page_bytes=1000)).code == "too-large"


# --- one page as a value -----------------------------------------------------------------------------------------


def test_from_content() -> None:
    assert from_content(NEWS, url="https://example.org/1") == Raw(
        "content", "text/plain", NEWS.encode(), NEWS, "utf-8", relative="content", url="https://example.org/1"
    )
    page = from_content(NEWS.encode("windows-1256"), media_type="text/html; charset=windows-1256")
    assert isinstance(page, Raw)
    assert (page.content, page.encoding, page.media_type) == (NEWS, "windows-1256", "text/html")
    for content, code in (("", "empty"), (" \n", "empty"), (b"%PDF-1.4", "binary"), ("\ud800", "broken-bytes")):
        refusal = from_content(content)
        assert isinstance(refusal, Refusal)
        assert refusal.code == code
    with pytest.raises(UsageError, match="text/plain, text/html"):
        from_content("{}", media_type="application/json")


def test_every_code_is_given_somewhere_and_tested() -> None:
    tests = Path(__file__).parent
    source = "".join(p.read_text() for p in sorted(tests.parent.glob("src/tawatur/read/*.py")) if p.stem != "problems")
    tested = "".join(p.read_text() for p in sorted(tests.glob("test_read*.py")))
    assert [code for code in MENDS if f'"{code}"' not in source] == []
    assert [code for code in MENDS if f'"{code}"' not in tested] == []


# --- promises ----------------------------------------------------------------------------------------------------


def test_pages_come_while_the_rest_is_unread(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "a")
    put(tmp_path / "b.txt", "b")
    pages = read([str(tmp_path)])
    assert next(pages).content == "a"
    (tmp_path / "b.txt").unlink()
    assert next(pages).code == "not-readable"


PIECES = [
    *(b'{"text":"', b'"}', b"{", b"\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc8\xed", NEWS.encode()),
    *(b"MIME-Version: 1.0\n", b"Content-Type: multipart/related; boundary=b\n", b"--b\n", b"Content-Type: text/html\n"),
    *(b"Content-Transfer-Encoding: base64\n", b"Date: x\n", b"=?utf-8?q?=ff?=", b"<meta charset=", b"idna"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(READERS)),
    st.booleans(),
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=100).map(str.encode),
        st.lists(
            st.sampled_from(PIECES),
            max_size=20,
        ).map(b"".join),
    ),
)
def test_no_bytes_whatever_raise(tmp_path: Path, ending: str, packed: bool, data: bytes) -> None:
    path = tmp_path / f"a{ending}{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(data) if packed else data)
    pages, refusals = taken(path)
    assert pages or refusals
    for page in pages:
        assert page.content.strip()
        assert page.content.encode()
    for refusal in refusals:
        assert refusal.code in MENDS
        assert refusal.input == str(path)
    assert (pages, refusals) == taken(path)
    piped, said = taken("-", stdin=path.read_bytes())
    assert piped or said
