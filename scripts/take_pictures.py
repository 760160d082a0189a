"""Take the pictures of docs/img anew from the example story, in a Chromium: `python scripts/take_pictures.py`.

Pictures are taken of the made-up story only: those that the handbook stands around, and every view of the dossier and
of the web page in both languages and two widths, which docs/views.md shows. Needs the development requirements, and
ImageMagick's `convert` where it is there, to make the files smaller.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from chrome import Tab, chromium  # noqa: E402
from tawatur import open_case  # noqa: E402
from tawatur.build import build  # noqa: E402
from tawatur.show.dossier import render  # noqa: E402
from tawatur.show.phrases import LANGUAGES  # noqa: E402

DOSSIER = {
    "overview": "#overview", "disagree": "#disagree", "denials": "#deny", "timeline": "#timeline", "said": "#said",
    "figures": "#k-killed", "wording": "#wording", "copies": "#copies", "origins": "#origins", "pages": "#documents",
    "method": "#method",
}  # fmt: skip
"""Views of the dossier, and what stands on top of their pictures."""

WEB = {
    "web-overview": "/", "web-search": "/search?q=%D8%A7%D9%84%D9%88%D8%B2%D9%8A%D8%B1&kind=statements",
    "web-document": None, "web-series": "/series", "web-actors": "/actors", "web-same": "/same",
    "web-corrections": "/corrections", "web-add": "/pages",
}  # fmt: skip
"""Views of the web page, and their addresses; None: the page with the longest trail."""

SIZES = {"wide": (1280, 800), "phone": (390, 800)}

_LONGEST_TRAIL = """(() => {
    const items = [...document.querySelectorAll('#said .said')];
    const length = item => item.querySelector('.what').innerText.length;
    const worth = item => 1000 * item.querySelectorAll('.carrier').length + length(item);
    const best = items.reduce((a, b) => worth(b) > worth(a) ? b : a);
    (best.previousElementSibling ?? best).scrollIntoView();
})()"""
"""Scrolls to the statement that came through the most carriers, the longest of these, with the one before it on top."""


def main() -> None:
    out = ROOT / "docs" / "img"
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        case = Path(folder) / "ferry.tawatur"
        build([str(ROOT / "examples" / "pages")], case)
        page = Path(folder) / "ferry.html"
        with open_case(case) as opened, chromium() as tab:
            page.write_text(render(opened, lang="en"), encoding="utf-8")
            _take(tab, page, out / "figures.png", (1200, 800), _top("#k-killed"))
            _take(tab, page, out / "overview.png", (1200, 800), "scrollTo(0, 0)")
            page.write_text(render(opened, text="full", lang="en"), encoding="utf-8")
            _take(tab, page, out / "dossier.png", (1200, 800), _LONGEST_TRAIL)
            page.write_text(render(opened, lang="ar"), encoding="utf-8")
            _take(tab, page, out / "phone.png", (390, 800), _top("#s1"))
            _take(tab, page, out / "wording.png", (1200, 700), _top("#wording"))
            _take(tab, page, out / "denials.png", (1200, 700), _top("#denials"))
            views = out / "views"
            views.mkdir(exist_ok=True)
            for lang in LANGUAGES:
                page.write_text(render(opened, text="full", lang=lang), encoding="utf-8")
                for width, size in SIZES.items():
                    for view, place in DOSSIER.items():
                        _take(tab, page, views / f"{view}-{lang}-{width}.png", size, _top(place), 32)
            document = max(opened.keys(), key=lambda key: max(len(a.via) for a in opened.page(key).attributions))
        _web(case, f"/documents/p{document}", out)


def _top(place: str) -> str:
    return f"document.querySelector({place!r}).scrollIntoView()"


def _web(case: Path, document: str, out: Path) -> None:
    """Pictures of the web page, served as a reader serves it."""
    command = [sys.executable, "-m", "tawatur", "serve", "--case", str(case), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        home = process.stdout.readline().rpartition(" is at ")[2].strip().rstrip("/")
        with chromium() as tab:
            for lang in LANGUAGES:
                for width, size in SIZES.items():
                    tab.size(*size)
                    for view, path in WEB.items():
                        address = path or document
                        tab.visit(f"{home}{address}{'&' if '?' in address else '?'}lang={lang}")
                        tab.settle()
                        _save(tab, out / "views" / f"{view}-{lang}-{width}.png", 32)
            tab.size(1280, 900)
            tab.visit(f"{home}{document}?lang=en")
            tab.settle()
            _save(tab, out / "serve.png", 128)
    finally:
        process.terminate()
        process.wait(30)


def _take(tab: Tab, page: Path, picture: Path, size: tuple[int, int], script: str, colours: int = 128) -> None:
    tab.size(*size)
    tab.open(page)
    tab.run("document.documentElement.style.scrollPadding = '0'")  # nothing cut in half above
    for _ in range(3):  # what comes near is laid out then, and moves what is below
        tab.run(script)
        tab.settle()
    _save(tab, picture, colours)


def _save(tab: Tab, picture: Path, colours: int) -> None:
    tab.picture(picture)
    if convert := shutil.which("convert"):
        subprocess.run([convert, picture, "-strip", "+dither", "-colors", str(colours), f"PNG8:{picture}"], check=True)
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
