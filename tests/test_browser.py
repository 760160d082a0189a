"""The dossier in a real Chromium: it opens without a complaint or a request, and values lead to their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chrome import Tab, browser, chromium
from made_dossier import case, hostile_case
from tawatur.show.dossier import render
from tawatur.show.phrases import LANGUAGES, words
from tawatur.show.view import build
from test_dossier_figures import TOLL
from test_dossier_figures import case as toll
from test_dossier_parts import two_papers

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [1280, 390])
LANGS = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def opened() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


@pytest.fixture
def tab(opened: Tab) -> Iterator[Tab]:
    yield opened
    opened.leave()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up case and the hostile one as files, by text mode and language."""
    folder = tmp_path_factory.mktemp("dossiers")
    for name, given in (("case", case()), ("hostile", hostile_case())):
        for text in ("excerpts", "full"):
            for lang in LANGUAGES:
                html = render(given, text=text, lang=lang)  # type: ignore[arg-type]
                (folder / f"{name}-{text}-{lang}.html").write_text(html, encoding="utf-8")
    return folder


def arrived(tab: Tab, anchor: str, *, lit: bool = False) -> None:
    """Wait until the window shows the element that a link leads to, with its words lit where it is a mark."""
    more = "&& one.classList.contains('lit')" if lit else "&& one.matches(':target')"
    tab.until(f"""(() => {{
        const one = document.getElementById({anchor!r}), top = one.getBoundingClientRect().top;
        return top >= 0 && top < innerHeight {more};
    }})()""")


def visible(tab: Tab, anchor: str) -> dict[str, Any]:
    """Where the element of an anchor stands in the window, and how it is drawn."""
    script = f"""(() => {{
        const one = document.getElementById({anchor!r}), box = one.getBoundingClientRect();
        return {{top: box.top, bottom: box.bottom, left: box.left, right: box.right, target: one.matches(':target'),
                 lit: one.classList.contains('lit'), ground: getComputedStyle(one).backgroundColor,
                 text: one.textContent, height: innerHeight, width: innerWidth}};
    }})()"""
    found: dict[str, Any] = tab.run(script)
    return found


@WIDTHS
@LANGS
@pytest.mark.parametrize("name", ["case", "hostile"])
@pytest.mark.parametrize("text", ["excerpts", "full"])
def test_it_opens_quietly_asks_for_nothing_and_fits(
    tab: Tab, folder: Path, name: str, text: str, lang: str, width: int
) -> None:
    tab.size(width, 900)
    page = folder / f"{name}-{text}-{lang}.html"
    tab.open(page)
    tab.settle()
    assert tab.messages == []
    assert [a for a in tab.requests if not a.startswith("data:font/")] == [page.as_uri()]
    assert tab.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert tab.run("getComputedStyle(document.body).direction") == words(lang)["direction"]
    assert tab.run("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2
    assert tab.run("document.querySelectorAll('script').length") == 1
    assert tab.run("document.querySelectorAll('img, svg, iframe, form').length") == 0


def test_every_value_scrolls_to_its_words_and_lights_them(tab: Tab, folder: Path) -> None:
    tab.size(1280, 900)
    tab.open(folder / "case-full-ar.html")
    leading = ".cite, #overview a.n, #overview a.no[href*='-']"  # a number and a page in the overview lead there too
    anchors = tab.run(f"[...document.querySelectorAll(`{leading}`)].map(a => a.hash.slice(1))")
    assert len(anchors) > 9
    for anchor in anchors:
        tab.run(f"document.querySelector('a[href=\"#{anchor}\"]').click()")
        arrived(tab, anchor, lit=True)
        seen = visible(tab, anchor)
        assert seen["target"]
        assert seen["lit"]
        assert 0 <= seen["top"] < seen["height"], f"{anchor} is off the window"
        assert seen["text"]
    assert tab.messages == []


def test_a_value_of_a_phone_leads_to_its_words_and_they_lead_back(tab: Tab, folder: Path) -> None:
    tab.size(390, 800)
    tab.open(folder / "case-excerpts-en.html")
    row = build(case()).counts["displaced"][0]
    tab.run(f"document.querySelector('#{row.anchor} .val a').click()")
    arrived(tab, row.words, lit=True)
    seen = visible(tab, row.words)
    assert seen["lit"]
    assert 0 <= seen["top"] < seen["height"]
    assert seen["text"] == "300 شخص"
    tab.run(f"document.querySelector('#{row.words} + a.bk').click()")
    arrived(tab, row.anchor)
    back = visible(tab, row.anchor)
    assert back["target"]
    assert 0 <= back["top"] < back["height"]


def test_words_left_out_have_a_place_to_lead_to(tab: Tab, folder: Path) -> None:
    tab.size(1280, 900)
    tab.open(folder / "hostile-excerpts-ar.html")
    hidden = tab.run("[...document.querySelectorAll('a.at')].map(a => a.id)")
    assert hidden
    for anchor in hidden:
        tab.run(f"location.hash = '{anchor}'")
        arrived(tab, anchor)


def test_the_language_switches_by_keyboard_and_without_a_script(tab: Tab, folder: Path) -> None:
    tab.size(1280, 900)
    tab.open(folder / "case-excerpts-ar.html")
    heading = "document.querySelector('#said h2').innerText"
    assert tab.run(heading) == words("ar")["said"]["heading"]
    tab.run("document.getElementById('ui-ar').focus()")
    tab.press("ArrowDown", 40)
    assert tab.run(heading) == words("en")["said"]["heading"]
    assert tab.run("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert tab.run("getComputedStyle(document.querySelector('.words')).direction") == "rtl", "a page keeps its own"

    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(folder / "case-excerpts-ar.html")
        box = tab.call("DOM.getBoxModel", nodeId=_node(tab, 'label[for="ui-en"]'))["model"]["content"]
        x, y = (box[0] + box[2]) / 2, (box[1] + box[5]) / 2
        for kind in ("mousePressed", "mouseReleased"):
            tab.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        assert tab.run(heading) == words("en")["said"]["heading"]
        assert tab.run("getComputedStyle(document.querySelector('main')).direction") == "ltr"
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


def _node(tab: Tab, selector: str) -> int:
    root = tab.call("DOM.getDocument")["root"]["nodeId"]
    return int(tab.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"])


def test_a_reader_with_a_keyboard_reaches_values_and_opens_details(tab: Tab, folder: Path) -> None:
    tab.size(1280, 900)
    tab.open(folder / "case-full-ar.html")
    tab.press("Tab", 9)
    assert tab.run("document.activeElement.className") == "skip"
    assert visible_in_window(tab)
    tab.run("document.querySelector('.shared summary').focus()")
    tab.press("Enter", 13)
    tab.until("document.querySelector('.shared details').open")
    tab.press("Tab", 9)
    tab.press("Enter", 13)
    tab.until("location.hash")
    arrived(tab, tab.run("location.hash.slice(1)"), lit=True)


def visible_in_window(tab: Tab) -> bool:
    return bool(
        tab.run(
            "(b => b.left >= 0 && b.right <= innerWidth && b.top >= 0)(document.activeElement.getBoundingClientRect())"
        )
    )


@WIDTHS
@LANGS
def test_lines_are_neither_long_nor_clipped(tab: Tab, folder: Path, lang: str, width: int) -> None:
    tab.size(width, 900)
    tab.open(folder / f"case-full-{lang}.html")
    lines = tab.run("""[...document.querySelectorAll('.words p')].map(p => {
        const height = parseFloat(getComputedStyle(p).lineHeight);
        return [p.textContent.length, Math.round(p.getBoundingClientRect().height / height)];
    }).filter(([length, lines]) => lines > 1)""")
    assert lines
    longest = max(length / count for length, count in lines)
    assert longest <= 75
    if width == 1280:
        # a paragraph of two lines is at least one full line long
        assert max(length / (count - 1) for length, count in lines) >= 45
    tight = tab.run("""[...document.querySelectorAll('p, td, li, h1, h2, h3, dd')].filter(e => {
        const s = getComputedStyle(e);
        return /[\\u0600-\\u06ff]/.test(e.innerText) && parseFloat(s.lineHeight) < 1.39 * parseFloat(s.fontSize);
    }).length""")
    assert tight == 0
    assert tab.run("""[...document.querySelectorAll('.words p')].every(p =>
        parseFloat(getComputedStyle(p).lineHeight) >= 1.6 * parseFloat(getComputedStyle(p).fontSize))""")


def test_the_dark_is_dark_and_paper_is_white(tab: Tab, folder: Path) -> None:
    try:
        tab.media(scheme="dark")
        tab.open(folder / "case-full-ar.html")
        assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"
        tab.media(scheme="dark", kind="print")
        assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert tab.run("getComputedStyle(document.querySelector('.toc')).display") == "none"
        pdf = tab.pdf()
        assert pdf.startswith(b"%PDF")
        assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") >= 5
    finally:
        tab.media()


def test_marks_can_be_hidden_by_kind(tab: Tab, folder: Path) -> None:
    tab.open(folder / "case-full-ar.html")
    ground = "getComputedStyle(document.querySelector('.words mark.f')).backgroundColor"
    assert tab.run(ground) != "rgba(0, 0, 0, 0)"
    tab.run("document.querySelector('.show-f').click()")
    assert tab.run(ground) == "rgba(0, 0, 0, 0)"


@WIDTHS
@LANGS
def test_a_chart_keeps_inside_its_frame_and_leads_to_its_words(tab: Tab, tmp_path: Path, lang: str, width: int) -> None:
    page = tmp_path / "toll.html"
    given = toll(TOLL, revisions=((0, 2),), conflicts=((2, 3),))
    page.write_text(render(given, text="full", lang=lang), encoding="utf-8")  # type: ignore[arg-type]
    tab.size(width, 900)
    tab.open(page)
    assert tab.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    drawn = "[...document.querySelectorAll('svg')].filter(one => one.getBoundingClientRect().width)"
    assert tab.run(f"{drawn}.length") == 1, "one language is shown"
    outside = f"""{drawn}.flatMap(chart => {{
        const frame = chart.getBoundingClientRect();
        return [...chart.querySelectorAll('text, circle, rect, path')].filter(one => {{
            const box = one.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
        }}).map(one => one.outerHTML);
    }})"""
    assert tab.run(outside) == []
    last = "a:last-of-type"
    anchor = tab.run(f"{drawn}[0].querySelector('{last}').getAttribute('href').slice(1)")
    tab.run(f"{drawn}[0].querySelector('{last}').focus()")
    tab.press("Enter", 13)
    arrived(tab, anchor, lit=True)
    assert tab.messages == []


def test_the_timeline_is_narrowed_by_keyboard_without_a_script(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "raid.html"
    page.write_text(render(two_papers(), text="full"), encoding="utf-8")

    def key(name: str, code: int) -> None:
        more = {"text": " "} if name == " " else {}
        tab.call("Input.dispatchKeyEvent", type="keyDown", key=name, windowsVirtualKeyCode=code, **more)
        tab.call("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    seen = "[...document.querySelectorAll('.occ')].filter(one => one.getBoundingClientRect().height).length"
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(page)
        assert tab.run(seen) == 1
        for box, left in ((".tl-k-strike", 0), (".tl-k-strike", 1), (".tl-to-day", 0), (".tl-to-day", 1)):
            tab.run(f"document.querySelector('{box}').focus()")
            key(" ", 32)
            assert tab.run(seen) == left, box
        tab.run("document.querySelector('input[name=teller]').focus()")
        key("ArrowDown", 40)
        assert tab.run("document.querySelector('.tl-o1').checked")
        assert tab.run(seen) == 1
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


def test_without_a_browser_ci_fails_and_others_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chrome.shutil.which", lambda _: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Chromium"):
        browser()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="chromium"):
        browser()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of so many pages that what is off the window isn't laid out."""
    file = tmp_path_factory.mktemp("long") / "long.html"
    given = toll([(f"{n} قتيلا", n, n, f"2031-04-{n // 4 + 1:02}", f"مصدر {n % 5}") for n in range(3, 60)])
    file.write_text(render(given, text="full"), encoding="utf-8")
    return file


@pytest.mark.parametrize("script", [True, False])
@WIDTHS
def test_a_deep_link_lands_at_its_section(tab: Tab, folder: Path, long: Path, width: int, script: bool) -> None:
    tab.size(width, 900)
    try:
        tab.call("Emulation.setScriptExecutionDisabled", value=not script)
        tab.call("Emulation.setCPUThrottlingRate", rate=4)  # a slow phone lays out what comes near some frames later
        # what isn't laid out has its height by the script alone; a dossier of few pages is laid out whole
        for file in (folder / "case-full-ar.html", *([long] if script else [])):
            tab.open(file)
            assert tab.run("document.querySelector('main').classList.contains('few')") == (file != long)
            for anchor in ("figures", "said", "copies", "documents", "method", "timeline"):
                tab.open(file, anchor)
                landed(tab, anchor)
                tab.run("scrollTo(0, 0)")
                tab.run(f"document.querySelector('.toc a[href=\"#{anchor}\"]').click()")
                landed(tab, anchor)
    finally:
        tab.call("Emulation.setCPUThrottlingRate", rate=1)
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


def test_a_reader_who_moves_on_by_the_scrollbar_is_let_go(tab: Tab, long: Path) -> None:
    tab.size(1280, 900)
    tab.open(long, "documents")
    landed(tab, "documents")
    rest(tab)
    tab.run("scrollTo(0, 2000)")  # where nothing was laid out, so that the page changes its height
    rest(tab)
    assert tab.run("document.getElementById('documents').getBoundingClientRect().top") > 900


def rest(tab: Tab) -> None:
    """Wait until the page has kept its height and its place for ten frames."""
    tab.until("""(() => {
        const now = `${scrollY} ${document.documentElement.scrollHeight}`;
        window.still = window.last === now ? (window.still ?? 0) + 1 : 0;
        window.last = now;
        return window.still >= 10;
    })()""")


def landed(tab: Tab, anchor: str) -> None:
    """Wait until a section begins at the top of the window, or the page ends before it can."""
    tab.until(f"""(() => {{
        const top = document.getElementById({anchor!r}).getBoundingClientRect().top;
        const end = document.documentElement.scrollHeight - innerHeight - scrollY < 2;
        return Math.abs(top) < 40 || (end && top >= 0 && top < innerHeight);
    }})()""")


def test_hostile_strings_are_shown_and_do_nothing(tab: Tab, folder: Path) -> None:
    tab.open(folder / "hostile-full-ar.html")
    tab.settle()
    assert tab.messages == []
    assert "<script>alert(1)</script>" in tab.run("document.querySelector('main').innerText")
    assert tab.run("[...document.links].filter(a => !/^(#|https?:)/.test(a.getAttribute('href'))).length") == 0
