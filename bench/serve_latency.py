"""How long the local web page lets readers wait, several at once, while pages are added to the case.

    python bench/serve_latency.py story.tawatur more.jsonl [--readers 5] [--seconds 40]

Serves a copy of the case on this machine, sends `more.jsonl` to be read, and asks for every view again and again, each
reader for another; half the readers narrow their views by words, so that not every answer is one that was kept. Prints
for each view the median and the 95th percentile in milliseconds, first before the import, then while it runs, beside
the load of the machine: on a busy one all is slower, and `--idle` measures without an import. What an answer costs of a
core hardly depends on that, so it is printed too (where /proc tells it).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from tawatur.serve.views import NAV
from tawatur.store import open_case

EDGE = "tawatur-bench-edge"


@contextmanager
def served(case: Path) -> Iterator[tuple[str, int]]:
    """The address of a case, served by a process of its own, and that process."""
    command = [sys.executable, "-m", "tawatur", "serve", "--case", str(case), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        home = line.rpartition(" is at ")[2].strip().rstrip("/")
        for _ in range(600):  # its address is told a moment before it answers there
            with suppress(OSError):
                ask(home, "/static/serve.css")
                break
            time.sleep(0.05)
        yield home, process.pid
    finally:
        process.terminate()
        process.wait(30)


def words(case: Path, most: int = 60) -> list[str]:
    """Words of headlines, so that hardly any search is one that was asked a moment ago."""
    with open_case(case) as opened:
        titles = [one.title.of(one.text) for one in map(opened.document, opened.keys()) if one.title is not None]
    found = sorted({word for title in titles for word in title.split() if len(word) > 3 and word.isalpha()})
    return random.Random(5).sample(found, min(most, len(found)))


def views(case: Path, words: list[str]) -> dict[str, list[str]]:
    """Each view with the addresses under which it is asked for."""
    with open_case(case) as opened:
        keys = opened.keys()
        series = [row.series for row in opened.related("series") if len(row.points) > 2]
    drawn = random.Random(8).sample(keys, min(40, len(keys)))
    out = {
        view or "overview": [f"/{view}", f"/{view}?page=2", *(f"/{view}?q={quote(word)}" for word in words[:5])]
        for view in NAV
    }
    out["search"] = [
        f"/search?q={quote(word)}&kind={kind}" for word in words for kind in ("documents", "statements", "figures")
    ]
    out["document"] = [f"/documents/p{key}" for key in drawn]
    out["quantity"] = [f"/series/{name}" for name in series[:20]]
    out["same: figures"] = ["/same?of=figures", "/same?of=figures&page=2"]
    out["same: pages"] = ["/same?of=pages", "/same?of=pages&page=2"]
    out["api: figures"] = ["/api/figures", "/api/figures?limit=100&offset=2000"]
    out["api: search"] = [f"/api/search?q={quote(word)}" for word in words]
    return out


def ask(home: str, path: str) -> float:
    """Milliseconds until the whole answer is there."""
    began = time.perf_counter()
    with urllib.request.urlopen(home + path, timeout=120) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def measure(
    home: str, addresses: dict[str, list[str]], readers: int, seconds: float, pause: float
) -> dict[str, list[float]]:
    """Milliseconds by view, asked for by so many readers at once, each in an order of his own."""
    out: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + seconds
    lock = threading.Lock()

    def read(number: int) -> None:
        drawn = random.Random(number)
        while time.monotonic() < until:
            for view in drawn.sample(sorted(addresses), len(addresses)):
                if time.monotonic() >= until:
                    return
                try:
                    taken = ask(home, drawn.choice(addresses[view]))
                except OSError as error:
                    print(f"{view}: {error}", file=sys.stderr)
                    continue
                with lock:
                    out[view].append(taken)
                time.sleep(pause)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


def send(home: str, path: Path) -> None:
    """Send a file to be read."""
    with urllib.request.urlopen(f"{home}/api", timeout=60) as answer:
        secret = answer.read().decode().split('"secret":"', 1)[1].split('"', 1)[0]
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="secret"\r\n\r\n{secret}\r\n'
    head += f'--{EDGE}\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n\r\n'
    body = head.encode() + path.read_bytes() + f"\r\n--{EDGE}--\r\n".encode()
    request = urllib.request.Request(
        f"{home}/pages/upload", body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()


def cpu(pid: int) -> float:
    """Milliseconds of a core that a process has taken, those that it started left out; 0 where nothing tells it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def busy(home: str) -> bool:
    """Whether the import still goes on."""
    with urllib.request.urlopen(f"{home}/jobs", timeout=60) as answer:
        return "every 1s" in answer.read().decode()


def shown(title: str, found: dict[str, list[float]], taken_of_core: float) -> None:
    """Print one table."""
    load = os.getloadavg()[0]
    print(f"\n{title} (load {load:.1f} on {os.cpu_count()} cores)\nview             asked   median      p95")
    for view, taken in found.items():
        tail = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        print(f"{view:16} {len(taken):5} {median(taken):8.0f} {tail:8.0f}")
    every = [one for taken in found.values() for one in taken]
    print(f"{'all':16} {len(every):5} {median(every):8.0f} {quantiles(every, n=20)[-1]:8.0f}")
    print(f"of a core, for each answer: {taken_of_core / len(every):.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("case", type=Path)
    parser.add_argument("more", type=Path, nargs="?")
    parser.add_argument("--readers", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--pause", type=float, default=0.5, help="Seconds that a reader looks at each answer.")
    parser.add_argument("--words", nargs="+", help="What is searched; else 60 words drawn from headlines of the case.")
    parser.add_argument("--only", nargs="+", help="Views to ask for; else all.")
    parser.add_argument("--idle", action="store_true", help="Only without an import.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / given.case.name
        shutil.copy(given.case, case)
        addresses = views(case, given.words or words(case))
        addresses = {view: paths for view, paths in addresses.items() if given.only is None or view in given.only}
        with served(case) as (home, pid):
            for paths in addresses.values():  # a first look warms what is kept
                ask(home, paths[0])
            before = cpu(pid)
            found = measure(home, addresses, given.readers, given.seconds, given.pause)
            shown(f"{given.readers} readers", found, cpu(pid) - before)
            if given.more is not None and not given.idle:
                send(home, given.more)
                before = cpu(pid)
                found = measure(home, addresses, given.readers, given.seconds, given.pause)
                state = "still running" if busy(home) else "over before the end"
                shown(f"{given.readers} readers while pages are added, {state}", found, cpu(pid) - before)


if __name__ == "__main__":
    main()
