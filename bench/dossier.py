"""How large the dossier of a case is, how long it takes to write and to open: `python bench/dossier.py CASE`.

Opening is measured in a Chromium, three times, from asking for the file to the second frame drawn: wall time, and the
processor time of the page in seconds of a core, which tells more on a busy machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from chrome import Tab, chromium  # type: ignore[import-not-found]  # noqa: E402
from tawatur import open_case  # noqa: E402
from tawatur.show.dossier import render  # noqa: E402

TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--text", choices=("excerpts", "full"), default="excerpts")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, open_case(asked.case) as case, chromium() as tab:
        page = Path(folder) / "dossier.html"
        began, worked = time.perf_counter(), time.process_time()
        html = render(case, text=asked.text)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        page.write_text(html, encoding="utf-8")
        size, pages = len(html.encode()) / 1e6, html.count('<article class="doc"')
        print(
            f"{pages} of {case.count('documents'):,} documents: {size:.1f} MB, written in {took:.1f} s ({worked:.1f} s)"
        )
        tab.size(1280, 900)
        tab.call("Performance.enable", timeDomain="threadTicks")
        for _ in range(TIMES):
            print("opened in {:.2f} s, {:.2f} s of a core, {:,} elements".format(*_open(tab, page)))


def _open(tab: Tab, page: Path) -> tuple[float, float, int]:
    tab.leave()  # another process: its clock begins at nought
    began = time.perf_counter()
    tab.open(page)
    tab.settle()
    took = time.perf_counter() - began
    return took, _worked(tab), tab.run("document.querySelectorAll('*').length")


def _worked(tab: Tab) -> float:
    found = {one["name"]: one["value"] for one in tab.call("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"])


if __name__ == "__main__":
    main()
