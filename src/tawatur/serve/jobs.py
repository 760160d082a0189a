"""What writes for long: adding, fetching again, removing, relating. One at a time, in a thread of its own.

Readers go on meanwhile: a case is readable while it is written. What is asked for while a job runs waits its turn.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tawatur.errors import TawaturError
from tawatur.model import Refusal

State = Literal["waiting", "running", "done", "failed"]
Tell = Callable[[str, int, int | None], None]
Work = Callable[[Tell], tuple[Refusal, ...]]
"""What a job does; told how far it is, it gives what it refused."""

_KEPT = 20  # jobs that are over and still listed
_WAITING = 50  # jobs that may wait; more come from a mistake


@dataclass
class Job:
    """One thing to do: `kind` is a key of the interface's words, `label` what it is done to."""

    number: int
    kind: str
    label: str
    state: State = "waiting"
    stage: str = ""
    done: int = 0
    total: int | None = None
    refusals: tuple[Refusal, ...] = ()
    problem: str = ""
    work: Work | None = field(default=None, repr=False)

    @property
    def open(self) -> bool:
        """Whether it still goes on."""
        return self.state in ("waiting", "running")


class Jobs:
    """The jobs of one case, the newest first in `all`."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._jobs: deque[Job] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, kind: str, label: str, work: Work) -> Job | None:
        """Something more to do; None where too much waits already."""
        with self._wake:
            if sum(job.open for job in self._jobs) >= _WAITING:
                return None
            job = Job(next(self._numbers), kind, label, work=work)
            self._jobs.append(job)
            over = [one for one in self._jobs if not one.open]
            for one in over[: max(0, len(over) - _KEPT)]:
                self._jobs.remove(one)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="tawatur-jobs", daemon=True)
                self._thread.start()
        return job

    @property
    def all(self) -> list[Job]:
        """What goes on and what was done last, the newest first."""
        with self._wake:
            return list(reversed(self._jobs))

    @property
    def busy(self) -> bool:
        """Whether something goes on or waits."""
        return any(job.open for job in self.all)

    def wait(self, seconds: float) -> bool:
        """Wait until all is done; False where it takes longer."""
        with self._wake:
            return self._wake.wait_for(lambda: not any(job.open for job in self._jobs), seconds)

    def _run(self) -> None:
        while True:
            with self._wake:
                job = next((one for one in self._jobs if one.state == "waiting"), None)
                if job is None:
                    self._thread = None
                    self._wake.notify_all()
                    return
                job.state = "running"
            self._do(job)
            with self._wake:
                self._wake.notify_all()

    def _do(self, job: Job) -> None:
        def tell(stage: str, done: int, total: int | None) -> None:
            job.stage, job.done, job.total = stage, done, total

        try:
            assert job.work is not None
            job.refusals = job.work(tell)
            state: State = "done"
        except TawaturError as error:
            job.problem, state = str(error), "failed"
        except Exception as error:  # the boundary between a job and the page that shows it
            job.problem = f"A fault of tawatur's own: {type(error).__name__}: {error}"
            state = "failed"
        job.work = None
        with self._wake:
            job.state = state
