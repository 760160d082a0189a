"""Take the pictures of docs/img anew from the example story, in a Chromium: `python scripts/take_pictures.py`.

Pictures are taken of the made-up story only. Needs the development requirements, and ImageMagick's `convert` where it
is there, to make the files smaller.
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
            _take(tab, page, out / "figures.png", (1200, 800), "document.querySelector('#k-killed').scrollIntoView()")
            page.write_text(render(opened, text="full", lang="en"), encoding="utf-8")
            _take(tab, page, out / "dossier.png", (1200, 800), _LONGEST_TRAIL)
            page.write_text(render(opened, lang="ar"), encoding="utf-8")
            _take(tab, page, out / "phone.png", (390, 800), "document.querySelector('#s1').scrollIntoView()")
            _take(tab, page, out / "wording.png", (1200, 700), "document.querySelector('#wording').scrollIntoView()")
            _take(tab, page, out / "denials.png", (1200, 700), "document.querySelector('#denials').scrollIntoView()")


def _take(tab: Tab, page: Path, picture: Path, size: tuple[int, int], script: str) -> None:
    tab.size(*size)
    tab.open(page)
    tab.run("document.documentElement.style.scrollPadding = '0'")  # nothing cut in half above
    for _ in range(3):  # what comes near is laid out then, and moves what is below
        tab.run(script)
        tab.settle()
    tab.picture(picture)
    if convert := shutil.which("convert"):
        subprocess.run([convert, picture, "-strip", "-colors", "128", f"PNG8:{picture}"], check=True)
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
