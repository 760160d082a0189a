"""The local web page in a real Chromium: every view opens quietly, words are marked and corrected, by keyboard too."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from chrome import Tab, chromium
from tawatur.serve import Access, application
from tawatur.serve.phrases import words as own_words
from tawatur.serve.run import _bound
from tawatur.serve.views import NAV
from tawatur.show.phrases import LANGUAGES, words
from tawatur.store import open_case
from tawatur.store.overlay import Overlay

pytestmark = pytest.mark.browser

SEARCH = "search?q=%D8%A7%D9%84%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9"
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
LANGS = pytest.mark.parametrize("lang", LANGUAGES)


@contextmanager
def served(case: Path) -> Iterator[str]:
    """The address of a case served for the length of a `with` statement."""
    listening = _bound("127.0.0.1", 0)
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(application(case, Access(hosts=(host,))), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://{host}"
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


@pytest.fixture(scope="module")
def opened() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


@pytest.fixture(scope="module")
def home(built: Path) -> Iterator[str]:
    with served(built) as address:
        yield address


@pytest.fixture
def tab(opened: Tab) -> Iterator[Tab]:
    opened.size(1280, 900)
    yield opened
    opened.leave()


def go(tab: Tab, address: str) -> None:
    """Open an address and wait until it and its fonts are there; what happened before is forgotten."""
    tab.leave()
    tab.messages.clear()
    tab.requests.clear()
    tab._navigate(address)
    tab.run("document.fonts.ready.then(() => true)")


def third(built: Path) -> str:
    with open_case(built) as case:
        return f"/documents/p{case.keys()[2]}"


def toll(built: Path) -> str:
    """The address of the quantity that was revised most."""
    with open_case(built) as case:
        row = max(case.related("series"), key=lambda one: (len(one.revisions), len(one.points), one.series))
        return f"/series/{row.series}"


@WIDTHS
@LANGS
@pytest.mark.parametrize("view", [*NAV, SEARCH, "document", "quantity", "same?of=figures", "same?of=pages"])
def test_every_view_opens_quietly_asks_only_us_and_fits(
    tab: Tab, home: str, built: Path, view: str, lang: str, width: int
) -> None:
    tab.size(width, 900)
    path = {"document": third, "quantity": toll}.get(view, lambda _: f"/{view}")(built)
    go(tab, f"{home}{path}{'&' if '?' in path else '?'}lang={lang}")
    assert tab.messages == []
    assert [a for a in tab.requests if not a.startswith((home, "data:"))] == []
    assert tab.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert tab.run("[document.documentElement.lang, getComputedStyle(document.body).direction]") == [
        lang, words(lang)["direction"],
    ]  # fmt: skip
    assert tab.run("document.querySelectorAll('h2').length") >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "view",
    [
        *("said", "search?q=%D8%A7%D9%84%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9", "actors", "pages", "document"),
        *("stories", "series", "quantity", "same", "same?of=figures", "same?of=pages"),
    ],
)
def test_everything_has_a_name_and_words_stand_out(tab: Tab, home: str, built: Path, view: str, scheme: str) -> None:
    """What a screen reader needs, and contrast of at least 4.5 : 1 (WCAG AA)."""
    try:
        tab.media(scheme=scheme)
        go(tab, home + {"document": third, "quantity": toll}.get(view, lambda _: f"/{view}")(built))
        tab.run("for (const one of document.querySelectorAll('details')) one.open = true")
        nameless = tab.run("""[...document.querySelectorAll('input, select, textarea, button, a[href]')]
            .filter(e => e.type !== 'hidden')
            .filter(e => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label')))
            .map(e => e.outerHTML.slice(0, 120))""")
        assert nameless == []
        assert tab.run(DOUBLED) == []
        assert tab.run(CONTRAST) == []
    finally:
        tab.media()


DOUBLED = """(() => {
    const seen = new Set();
    return [...document.querySelectorAll('[id]')].map(e => e.id).filter(i => seen.has(i) || !seen.add(i));
})()"""

CONTRAST = """(() => {
    const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const ground = (e) => {
        for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] === 1) return c;
        }
        return [255, 255, 255];
    };
    const out = new Set();
    for (const e of document.querySelectorAll('main *, nav *, header *')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility()) continue;
        const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < 4.5) out.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
    }
    return [...out];
})()"""


MARK = """(words => {
    const home = document.querySelector('.words'), walker = document.createTreeWalker(home, 4);
    for (let node; (node = walker.nextNode());) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + words.length);
        getSelection().removeAllRanges(); getSelection().addRange(range);
        return true;
    }
    return false;
})(%r)"""


def marked(tab: Tab, words_there: str) -> None:
    assert tab.run(MARK % words_there)
    tab.until(f"document.getElementById('marked').textContent === {words_there!r}")


def press(tab: Tab, selector: str) -> None:
    """Press a button once the part it belongs to has settled."""
    tab.until("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    tab.run(f"document.querySelector({selector!r}).click()")


def test_words_are_marked_and_a_source_corrected(tab: Tab, built: Path, tmp_path: Path) -> None:
    case = tmp_path / "ferry.tawatur"
    case.write_bytes(built.read_bytes())
    with served(case) as address:
        go(tab, address + third(case))
        name = "document.getElementById('whoami')"
        tab.run(f"{name}.value = 'س.'; {name}.dispatchEvent(new Event('input', {{bubbles: true}}))")
        marked(tab, "مسؤولا في إدارة الميناء")
        tab.run("document.querySelector('.card details').open = true")
        press(tab, '.card .take[data-part="source"]')
        press(tab, '.card button[value="change"]')
        tab.until("document.querySelector('.card.changed')")
        with open_case(case) as held:
            page = Overlay(held).page(held.keys()[2]).page
        (source,) = page.attributions[0].source
        assert source.of(page.document.text) == "مسؤولا في إدارة الميناء"
        # what can't be done is said in its place, and nothing is lost
        time.sleep(0.1)  # htmx takes up new forms 20 ms after it put them there
        press(tab, '.card button[value="change"]')
        tab.until("document.getElementById('alert').textContent.includes('Nothing was changed')")
        press(tab, '.card button[value="reject"]')
        tab.until("document.querySelectorAll('.remarks').length === 1")
        assert not tab.run("document.getElementById('alert').textContent")


def offsets(tab: Tab) -> list[list[Any]]:
    """For each paragraph, where the page says it begins and what it holds."""
    found: list[list[Any]] = tab.run("""[...document.querySelectorAll('#work [data-at]')].map(e => {
        const copy = e.cloneNode(true);
        for (const other of copy.querySelectorAll('.bk')) other.remove();
        return [Number(e.dataset.at), copy.textContent];
    })""")
    return found


def test_places_of_the_page_are_places_of_the_text(tab: Tab, home: str, built: Path) -> None:
    with open_case(built) as case:
        for key in case.keys():  # noqa: SIM118 — a case is no mapping
            go(tab, f"{home}/documents/p{key}")
            text = case.document(key).text
            places = offsets(tab)
            assert places
            assert all(text[at : at + len(shown)] == shown for at, shown in places)


def came_true(tab: Tab, script: str) -> None:
    """Wait until an expression is true, asked again and again: where a page runs no script, it can't tell us."""
    for _ in range(400):
        with suppress(AssertionError):  # the page was just left for the next
            if tab.run(script):
                return
        time.sleep(0.05)
    raise AssertionError(f"It never came true: {script}")


def enter(tab: Tab) -> None:
    """Press Enter in a page that runs no script, which can't tell when it has settled."""
    for kind in ("keyDown", "keyUp"):
        more = {"text": "\r"} if kind == "keyDown" else {}
        tab.call("Input.dispatchKeyEvent", type=kind, key="Enter", windowsVirtualKeyCode=13, **more)


def test_a_reader_with_a_keyboard_judges_and_without_a_script_too(tab: Tab, built: Path, tmp_path: Path) -> None:
    case = tmp_path / "ferry.tawatur"
    case.write_bytes(built.read_bytes())
    with served(case) as address:
        tab.call("Emulation.setScriptExecutionDisabled", value=True)
        try:
            go(tab, address + third(case))
            tab.run("document.getElementById('whoami').focus()")
            tab.call("Input.insertText", text="س.")
            enter(tab)
            named = "document.getElementById('whoami')?.defaultValue"
            came_true(tab, f"{named} && (b => b && (b.focus(), true))(document.querySelector('.card [value=accept]'))")
            enter(tab)
            came_true(tab, "!!document.querySelector('.card.accepted')")
        finally:
            tab.call("Emulation.setScriptExecutionDisabled", value=False)
        go(tab, address + third(case))
        tab.press("Tab", 9)
        assert tab.run("document.activeElement.className") == "skip"


def test_the_chosen_language_stays(tab: Tab, home: str) -> None:
    go(tab, f"{home}/said?lang=ar")
    tab.run("document.getElementById('ui-en').click()")
    go(tab, f"{home}/figures")
    assert tab.run("document.documentElement.lang") == "en"
    assert own_words("en")["nav"]["figures"] in tab.run("document.title")
    tab.run("document.getElementById('ui-ar').click()")


def test_it_prints(tab: Tab, home: str, built: Path) -> None:
    go(tab, home + third(built))
    assert tab.pdf().startswith(b"%PDF")


def test_a_file_is_sent_and_read(tab: Tab, built: Path, tmp_path: Path) -> None:
    case = tmp_path / "ferry.tawatur"
    case.write_bytes(built.read_bytes())
    page = tmp_path / "<img onerror=alert(1)>.txt"
    page.write_text(
        'قال الناطق سليم الوادي إن الجسر أغلق. "><img src=x onerror=alert(1)><script>alert(2)</script>', "utf-8"
    )
    with served(case) as address:
        go(tab, f"{address}/pages")
        node = tab.call("DOM.querySelector", nodeId=tab.call("DOM.getDocument")["root"]["nodeId"],
                        selector="input[type=file]")["nodeId"]  # fmt: skip
        tab.call("DOM.setFileInputFiles", nodeId=node, files=[str(page)])
        tab.run("document.querySelector('form[enctype] button').click()")
        came_true(tab, "!!document.querySelector('.job.done')")
        assert "onerror=alert(1)" in tab.run("document.querySelector('.job').textContent")
        assert tab.run("document.querySelectorAll('main img, main script').length") == 0
        with open_case(case) as held:
            (key,) = [key for key, name in held.names().items() if name.endswith("_.txt")]
        go(tab, f"{address}/documents")
        tab.run(f"document.querySelector('main table a[href=\"/documents/p{key}\"]').click()")
        came_true(tab, "!!document.querySelector('.words')")
        assert "<script>alert(2)</script>" in tab.run("document.querySelector('main').textContent")
        assert tab.messages == []
        assert [one for one in tab.requests if not one.startswith((address, "data:"))] == []


def test_two_pages_are_parted_by_keyboard(tab: Tab, built: Path, tmp_path: Path) -> None:
    case = tmp_path / "ferry.tawatur"
    case.write_bytes(built.read_bytes())
    with served(case) as address:
        go(tab, f"{address}/same?of=pages")
        name = "document.getElementById('whoami')"
        tab.run(f"{name}.value = 'س.'; {name}.dispatchEvent(new Event('input', {{bubbles: true}}))")
        for group, place in (("one", 0), ("other", 1)):
            tab.run(f"document.querySelectorAll('input[name={group}]')[{place}].focus()")
            tab.press(" ", 32)
        tab.run("document.querySelector('button[value=different]').focus()")
        tab.press("Enter", 13)
        came_true(tab, "!!document.querySelector('form.stale')")
        with open_case(case) as held:
            (made,) = held.corrections()
        assert (made.kind, made.action, made.author) == ("copy", "different", "س.")
