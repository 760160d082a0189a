"""Processes that work on jobs end with the process that started them, however that ends."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tawatur.errors import TawaturError
from tawatur.pool import Pool

SCRIPT = """
import os, sys, time
from tawatur.pool import Pool

def pid(job):
    return os.getpid()

def slowly():
    for job in range(1000):
        yield job
        time.sleep(0.01 if job < 60 else 60)

def rescue(job, alone):
    raise AssertionError("nothing dies here")

if __name__ == "__main__":
    for one in Pool(pid, 2, rescue).run(slowly()):
        print(one, flush=True)
"""


def lives(pid: int) -> bool:
    """Whether a process goes on; one that ended and that nobody asked for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.kill
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_the_one_that_started_them(tmp_path: Path, how: signal.Signals) -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("which processes live is looked up in /proc, which this system hasn't got")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    pids = {int(process.stdout.readline()) for _ in range(20)}
    assert all(lives(pid) for pid in pids)
    os.kill(process.pid, how)
    process.wait(60)
    until = time.monotonic() + 60
    while any(lives(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(lives(pid) for pid in pids)


def printed(program: str, folder: Path) -> list[str]:
    """The words that a program prints whose processes are forked from one started for that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("processes are started one by one on this system")
    script = folder / "script.py"
    script.write_text(program, encoding="utf-8")
    return subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stdout.split()


READY = """
import sys
from tawatur.pool import Pool

def held(job):
    return "colorsys" in sys.modules

if __name__ == "__main__":
    print(all(Pool(held, 2, None, ready="colorsys").run(range(8))), "colorsys" in sys.modules)
"""


def test_processes_have_what_was_imported_before_they_parted(tmp_path: Path) -> None:
    assert printed(READY, tmp_path) == ["True", "False"]


HELD_BACK = """
import signal
from tawatur.pool import Pool

def held_back(job=None):
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])

if __name__ == "__main__":
    print(all(Pool(held_back, 2, None).run(range(8))), held_back())
"""


def test_processes_take_no_interrupt_while_they_start_or_work(tmp_path: Path) -> None:
    assert printed(HELD_BACK, tmp_path) == ["True", "False"]


LONG = """
import sys, time
from pathlib import Path
from tawatur.pool import Pool

def long(job):
    Path(sys.argv[1], str(job)).touch()
    time.sleep(3600)

if __name__ == "__main__":
    for one in Pool(long, 2, None).run(range(100)):
        pass
"""


@pytest.mark.kill
def test_an_interrupt_waits_for_no_job(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("an interrupt is sent to a group of processes, which this system hasn't got")
    script, begun = tmp_path / "script.py", tmp_path / "begun"
    script.write_text(LONG, encoding="utf-8")
    begun.mkdir()
    command = [sys.executable, "-c", INTERRUPTED, str(script), str(begun)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    while len(list(begun.iterdir())) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    process.wait(60)
    assert sorted(path.name for path in begun.iterdir()) == ["0", "1"]


INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background processes ignore it
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def test_processes_that_can_not_be_started_are_no_closed_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    pool: Pool[int, int] = Pool(abs, 2, lambda job, _: job)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", refuse)
    with pytest.raises(TawaturError, match=r"Broken pipe.*--workers 1"):
        list(pool.run([1, 2]))
