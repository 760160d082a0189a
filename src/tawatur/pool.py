"""Processes that work on jobs, results taken in the order of the jobs, and a process that dies costs no other job."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

from tawatur.errors import TawaturError

J = TypeVar("J")
R = TypeVar("R")

AHEAD = 3
"""Jobs waiting for each process, so that none stands idle while memory stays bounded."""

Died = BrokenProcessPool
"""Raised by `alone` where the process died: out of memory, killed, or a fault of a native library."""


def _follow() -> None:
    """End with the process that started this one. One that is killed tells nobody, and its processes would wait for
    jobs for ever: each holds open the pipe on whose end the others wait.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is sent to all of them; the one that started them decides
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="tawatur-follow", daemon=True).start()


def _context(ready: str | None) -> BaseContext:
    """How processes are started: never forked from this one, since an open database or a native library's threads must
    not be shared, but from one started for that, which has nothing but the module `ready`; elsewhere each from nothing.

    None of them takes an interrupt: who waits for them does, and ends them.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([ready] if ready is not None else [])
    resource_tracker.ensure_running()  # it would let interrupts through again
    taken = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()  # and reads tables while this one reads input
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, taken)
    return context


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool in the midst of their jobs."""
    for process in list((pool._processes or {}).values()):
        process.terminate()


class Pool(Generic[J, R]):
    """`work` done on jobs by processes. Jobs, results and functions must be picklable.

    When a process dies, nothing tells which job it died of: all that wait are given to new processes, but for the one
    whose turn it is. `rescue(job, alone)` makes its result, where `alone(function, *arguments)` calls a function in a
    process of its own and raises Died where that dies too. `ready` names a module that is imported before the
    processes part ways, where the system lets them.
    """

    def __init__(
        self,
        work: Callable[[J], R],
        workers: int,
        rescue: Callable[[J, Callable[..., Any]], R],
        *,
        ready: str | None = None,
    ) -> None:
        self._work = work
        self._workers = workers
        self._rescue = rescue
        self._context = _context(ready)
        self._pool = self._start(workers)

    def run(self, jobs: Iterable[J]) -> Iterator[R]:
        """The results in order. Takes jobs only as far ahead as the processes need; left early, what is under way is
        stopped, not waited for."""
        waiting: deque[tuple[J, Future[R]]] = deque()
        try:
            for job in jobs:
                waiting.append((job, self._submit(job)))
                if len(waiting) > self._workers * AHEAD:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        finally:
            _stop(self._pool)  # a process that died at the very end may hold the lock that the others wait for
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=self._context, initializer=_follow)

    def _submit(self, job: J) -> Future[R]:
        try:
            return self._pool.submit(self._work, job)
        except BrokenProcessPool as error:
            # found out when its result is asked for, in its turn
            broken: Future[R] = Future()
            broken.set_exception(error)
            return broken
        except (OSError, EOFError) as error:
            # told apart from a reader of our output that has gone, which is a broken pipe too
            raise TawaturError(
                f"The processes that share the work can't be started ({str(error) or type(error).__name__}). "
                "Run the same command with --workers 1."
            ) from error

    def _next(self, waiting: deque[tuple[J, Future[R]]]) -> R:
        job, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            result = self._rescue(job, self._alone)
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._start(self._workers)
            again = [later for later, _ in waiting]
            waiting.clear()
            waiting.extend((later, self._submit(later)) for later in again)
            return result

    def _alone(self, function: Callable[..., Any], *arguments: Any) -> Any:
        lone = self._start(1)
        try:
            return lone.submit(function, *arguments).result()
        except KeyboardInterrupt:
            _stop(lone)
            raise
        finally:
            with suppress(OSError):
                lone.shutdown(wait=True, cancel_futures=True)
