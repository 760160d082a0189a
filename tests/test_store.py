"""The case file: what goes in comes out, is found, is checked, and is never half there."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_pages import document, full_page, raw
from tawatur.errors import CaseError, UsageError
from tawatur.model import Correction, Page, Passage, Refusal, Span
from tawatur.relate import relate
from tawatur.store import Settings, Writer, files, open_case, prepare, search, tables
from tawatur.store.rows import layout

SETTINGS = Settings("0", 1, (("ar", "x"),))


def make(path: Path, *pages: Page) -> Path:
    with Writer(path) as writer:
        writer.start("test", SETTINGS)
        for page in pages:
            writer.put(prepare(raw(page.document), page, ()))
        writer.relate(relate)
        writer.finish()
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make(tmp_path / "one.tawatur", full_page())


# --- rows -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [*tables.ANNOTATIONS])
def test_annotations_come_back_as_they_went_in(case: Path, table: str) -> None:
    with open_case(case) as opened:
        page = next(opened.pages())
        assert getattr(page, table) == getattr(full_page(), table)
        assert [placed.value for placed in getattr(opened, table)()] == list(getattr(full_page(), table))
        assert page.document == full_page().document


@pytest.mark.parametrize("kind", [*tables.ANNOTATIONS.values(), *tables.RELATIONS.values(), *tables.LEDGERS.values()])
def test_every_type_has_a_layout_without_doubled_columns(kind: type[msgspec.Struct]) -> None:
    names = [column.name.lower() for column in layout(kind).columns]
    assert len(names) == len(set(names))


def test_unknown_stays_unknown(tmp_path: Path) -> None:
    bare = Page(document("bare.txt", "كلام"))
    with open_case(make(tmp_path / "c", bare)) as opened:
        assert next(opened.pages()) == bare


def test_pages_come_sorted_by_name_whatever_their_order_of_arrival(tmp_path: Path) -> None:
    pages = [Page(document(f"{n}.txt", f"صفحة {n}")) for n in "bca"]
    with open_case(make(tmp_path / "c", *pages)) as opened:
        assert [one.name for one in opened.documents()] == ["a.txt", "b.txt", "c.txt"]


# --- what went wrong ------------------------------------------------------------------------------------------------


def test_verify_finds_nothing_in_a_sound_case(case: Path) -> None:
    with open_case(case) as opened:
        assert opened.verify() == []


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("UPDATE documents SET text = replace(text, 'ثلاثة', 'أربعة')", "its text is not the one"),
        ("UPDATE figures SET span_start = span_start + 1", "figures 0"),
        ("UPDATE figures SET span_end = 999999", "outside the text"),
        ("UPDATE attributions SET content = '[[0,3]]' WHERE idx = 1", "attributions 1"),
        ("UPDATE blobs SET data = x'00'", "can't be unpacked"),
        ("UPDATE search SET words = 'سفينه'", "other words"),
        ("DELETE FROM search_index_data WHERE id > 10", "index"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM blobs", "isn't there"),
    ],
)
def test_verify_finds_harm(case: Path, harm: str, says: str) -> None:
    db = sqlite3.connect(case)
    db.executescript(harm)
    db.close()
    with open_case(case) as opened:
        assert any(says in problem for problem in opened.verify())


def test_blobs_give_the_bytes_as_they_came_once_each(tmp_path: Path) -> None:
    one = full_page("one.txt")
    two = full_page("two.txt")
    path = make(tmp_path / "c", one, two)
    with open_case(path) as opened:
        assert opened.count("documents") == 2
        assert opened.count("blobs") == 1
        assert opened.blob(one.document.blob) == one.document.text.encode()
        with pytest.raises(CaseError):
            opened.blob("0" * 64)


# --- opening --------------------------------------------------------------------------------------------------------


def _missing(path: Path) -> None:
    assert not path.exists()


def _text(path: Path) -> None:
    path.write_text("not a database, though quite long enough to be taken for one by its size alone")


def _other(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t (x)")
    db.close()


def _newer(path: Path) -> None:
    make(path, full_page())
    db = sqlite3.connect(path)
    db.execute("INSERT INTO migrations VALUES ('9999-later', '7.0')")
    db.commit()
    db.close()


def _cut(path: Path) -> None:
    make(path, full_page())
    path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_missing, "There is no case file"),
        (Path.mkdir, "is a folder"),
        (Path.touch, "is empty"),
        (_text, "is not a case file"),
        (_other, "of another program"),
        (_newer, "newer"),
        (_cut, "damaged"),
    ],
    ids=["missing", "folder", "empty", "text", "other database", "newer", "cut short"],
)
def test_what_is_no_case_is_said_with_the_mend(tmp_path: Path, spoil: object, says: str) -> None:
    path = tmp_path / "x.tawatur"
    spoil(path)  # type: ignore[operator]
    with pytest.raises(CaseError, match=says):
        _use(path)


def _use(path: Path) -> None:
    with open_case(path) as opened:
        list(opened.pages())
        list(opened.relations().derivations)


def test_a_case_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no folder"):
        Writer(tmp_path / "none" / "x.tawatur")


def test_a_locked_case_is_said_and_a_full_disk_keeps_what_was_committed(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_WAIT", 0.05)
    other = sqlite3.connect(case, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Writer(case) as writer, pytest.raises(CaseError, match="another program"):
        writer.start("test", SETTINGS)
    other.execute("ROLLBACK")
    other.close()
    with Writer(case) as writer:
        writer.start("test", SETTINGS)
        pages = writer.case.connection.execute("PRAGMA page_count").fetchone()[0]
        writer.case.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = Page(document("big.txt", [f"سطر {n} " * 50 for n in range(2000)]))
        with pytest.raises(CaseError, match="disk is full"):
            writer.put(prepare(raw(big.document), big, ()))
    with open_case(case) as opened:
        assert opened.count("documents") == 1
        assert opened.verify() == []


def test_a_case_is_read_from_a_folder_that_cannot_be_written(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # what SQLite answers there to a file kept with a write-ahead log; permissions can't be taken from root in a test
    opens = files._open

    def refuse(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
        if not more:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            return _Failing(error)  # type: ignore[return-value]
        return opens(path, mode, more)

    monkeypatch.setattr(files, "_open", refuse)
    with open_case(case) as opened:
        assert opened.count("documents") == 1


class _Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def execute(self, *_: str) -> None:
        raise self.error

    def close(self) -> None:
        pass


def test_a_finished_case_is_one_file(case: Path) -> None:
    assert [path.name for path in case.parent.iterdir()] == [case.name]


def test_it_is_read_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "c.tawatur"
    pages = [Page(document(f"{n}.txt", f"الصفحة {n} من كثير")) for n in range(150)]
    make(path)
    seen: list[int] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        try:
            while not done.is_set():
                with open_case(path) as opened:
                    found = opened.find("الصفحة", limit=500)
                    assert all(one.spans for one in found)
                    seen.append(len(found))
        except BaseException as error:
            failed.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    make(path, *pages)
    done.set()
    reader.join()
    assert not failed
    assert seen == sorted(seen)
    with open_case(path) as opened:
        assert opened.count("documents") == 150


# --- a second run ---------------------------------------------------------------------------------------------------


def test_a_document_is_replaced_only_by_other_settings(tmp_path: Path) -> None:
    path = tmp_path / "c"
    page = full_page()
    entry = prepare(raw(page.document), page, (Refusal(page.document.source, "", "w", "odd", "see", "warning"),))
    with Writer(path) as writer:
        writer.start("test", SETTINGS)
        assert writer.known(entry.source, entry.fingerprint) is None
        assert writer.put(entry) == "added"
        assert writer.put(entry) == "kept"
        writer.finish()
    with Writer(path) as writer:
        writer.start("test", SETTINGS)
        known = writer.known(entry.source, entry.fingerprint)
        assert known is not None
        assert known.document
        assert known.refusals == entry.refusals
        before = writer.case.digest()
        assert writer.put(entry) == "replaced"  # asked for: --force
        assert writer.case.digest() == before
        writer.finish()
    with Writer(path) as writer:
        writer.start("test", Settings("1", 1, (("ar", "y"),)))
        assert writer.known(entry.source, entry.fingerprint) is None
        smaller = msgspec.structs.replace(page, attributions=(), figures=())
        assert writer.put(prepare(raw(page.document), smaller, ())) == "replaced"
        writer.finish()
        assert writer.case.count("attributions") == 0
        assert writer.case.refusals() == ()
        assert writer.case.verify() == []
        assert [run.finished for run in writer.case.runs()] == [True, True, True]


def test_one_name_with_other_content_is_kept_and_said(tmp_path: Path) -> None:
    pages = [Page(document("a.txt", "أول"), ()), Page(document("a.txt", "ثان"), ())]
    with open_case(make(tmp_path / "c", *pages)) as opened:
        assert opened.count("documents") == 2
        assert [(told.code, told.severity) for told in opened.refusals()] == [("name-taken", "warning")]


def test_half_a_surrogate_pair_is_refused_and_costs_nothing_else(tmp_path: Path) -> None:
    page = full_page()
    broken = msgspec.structs.replace(page, document=msgspec.structs.replace(page.document, outlet="a\ud800"))
    entry = prepare(raw(page.document), broken, ())
    assert entry.page is None
    assert [told.code for told in entry.refusals] == ["broken-text"]
    with Writer(tmp_path / "c") as writer:
        writer.start("test", SETTINGS)
        assert writer.put(entry) is None
        writer.refuse([Refusal("bad\udcffname", "", "x", "r", "m")])
        assert {told.code for told in writer.case.refusals()} == {"broken-text", "x"}


def test_corrections_are_only_ever_added(case: Path) -> None:
    with Writer(case) as writer:
        one = Correction(0, "d", "h", 0, 1, "e", "p", "s", "figure", "reject", None, "me", "2031-01-01", "wrong")
        assert [writer.correct(one).id, writer.correct(one).id] == [1, 2]
        for act in ("UPDATE corrections SET author = 'you'", "DELETE FROM corrections"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                writer.case.connection.execute(act)
        assert [made.author for made in writer.case.corrections()] == ["me", "me"]


# --- migrations -----------------------------------------------------------------------------------------------------


def test_committed_sql_is_the_generated_one() -> None:
    assert tables.schema_sql() == tables.generate(), "run `make schema`"


def test_an_older_case_is_brought_up_to_date_by_the_writer_alone(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE later (x)")

    monkeypatch.setattr(files, "MIGRATIONS", (*files.MIGRATIONS, ("9999-later", add)))
    with pytest.raises(CaseError, match="older"):
        open_case(case)
    Writer(case).close()
    with open_case(case) as opened:
        names = [row[0] for row in opened.connection.execute("SELECT name FROM migrations ORDER BY name")]
        assert names == [*(name for name, _ in files.MIGRATIONS)]
        opened.connection.execute("SELECT x FROM later")


def test_a_migration_that_fails_leaves_the_case_as_it_was(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shutil.copy(case, case.with_suffix(".before"))

    def fail(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x)")
        db.execute("CREATE TABLE half (x)")

    with monkeypatch.context() as patch:
        patch.setattr(files, "MIGRATIONS", (*files.MIGRATIONS, ("0002-bad", fail)))
        with pytest.raises(CaseError):
            Writer(case)
    with open_case(case) as now, open_case(before) as then:
        assert now.digest() == then.digest()
        assert now.connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)


# --- search ---------------------------------------------------------------------------------------------------------


def test_search_finds_words_in_other_spellings_and_shows_them_as_printed(tmp_path: Path) -> None:
    made = document("a.txt", ["قالَ الوزيرُ إنّ المفاوضات مستمرّة في رملة.", "سطر آخر عن الميناء"], title="خبر")
    other = Page(document("b.txt", "لا شيء هنا عن الوزير"))
    with open_case(make(tmp_path / "c", Page(made), other)) as opened:
        (found,) = opened.find("ان مفاوضات")
        assert [span.of(made.text) for span in found.spans] == ["إنّ", "المفاوضات"]
        assert found.title == "خبر"
        assert found.snippets[0].text == found.snippets[0].span.of(made.text)
        assert "المفاوضات مستمرّة" in found.snippet
        assert [one.document for one in opened.find('"الوزير إن"')] == ["a.txt"]
        assert [one.document for one in opened.find("«إن الوزير»")] == []
        assert len(opened.find("الوزير")) == 2
        assert len(opened.find("الوزير", limit=1)) == 1
        for empty in ("", "  ", '"', "،"):
            with pytest.raises(UsageError):
                opened.find(empty)
        for odd in ('NEAR("x" y)', "words:x", "a* OR -b", "'; DROP TABLE documents", 'a"b'):
            opened.find(odd)


def test_search_made_by_other_tables_still_finds_and_is_made_anew(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.stems(), "mark", "later")
    monkeypatch.setattr(search.stems(), "_memo", {"العبّارة": "قارب"})
    with open_case(case) as opened:
        assert opened.verify() == []
        assert len(opened.find("العبّارة")) == 1
        assert len(opened.find("العبّارة تحقيق")) == 1
        assert opened.find("سفينة") == []
        assert opened.connection.execute("SELECT count(*) FROM search WHERE words LIKE '%قارب%'").fetchone() == (0,)
    with Writer(case) as writer:
        writer.start("test", SETTINGS)
        assert len(writer.case.find("العبّارة")) == 1
        writer.finish()
    with open_case(case) as opened:
        assert search.index(opened.connection) == "main.search_index"
        assert len(opened.find("العبّارة")) == 1
        assert opened.verify() == []
        assert opened.connection.execute("SELECT count(*) FROM search WHERE words LIKE '%قارب%'").fetchone() == (1,)


WORDS = st.sampled_from(["وزير", "الوزيرُ", "ميناء", "والميناء", "1٬400", "عبّارة", "AFP", "Ferry", "رملة", "قال"])
GAPS = st.sampled_from([" ", "، ", "\n", " «", "» ", ". ", " - "])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, GAPS), max_size=25), st.lists(st.tuples(WORDS, GAPS), max_size=25))
def test_a_planted_phrase_is_found_where_it_stands(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    planted = "تحقيقٌ شامل"
    left = "".join(word + gap for word, gap in before)
    text = left + planted + "".join(gap + word for word, gap in after)
    (hit,) = search.hits(text, search.parse('"تحقيق شامل"'))
    assert (hit.start, hit.of(text)) == (len(left), planted)
    assert search.hits(search.cut(text), search.parse('"تحقيق شامل"')) == (hit,)
    (snippet,) = search.snippets(text, (hit,))
    assert snippet.text == snippet.span.of(text)
    assert snippet.span.holds(hit)


def test_passages_survive_the_way_through_the_case(tmp_path: Path) -> None:
    body = [" ".join(f"كلمة{n}" for n in range(60))]
    pages = [Page(document("a.txt", body, outlet="أ")), Page(document("b.txt", [*body, "وزيادة"], outlet="ب"))]
    with open_case(make(tmp_path / "c", *pages)) as opened:
        (row,) = opened.derivations()
        assert row.kind == "copy"
        texts = {one.key: one.text for one in opened.documents()}
        for passage in row.evidence:
            assert isinstance(passage, Passage)
            assert isinstance(passage.a, Span)
            assert passage.a.of(texts[row.a]) == passage.b.of(texts[row.b])


def test_reading_leaves_no_other_file_behind_and_writes_nothing(case: Path) -> None:
    before = case.read_bytes()
    with open_case(case) as opened:
        assert list(opened.documents())
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            opened.connection.execute("DELETE FROM documents")
    assert [path.name for path in case.parent.iterdir()] == [case.name]
    assert case.read_bytes() == before
