"""Jobs worked on by a Ray cluster: each is one task, sent with its pages and answered with the files of its part.

This machine alone reads the input and writes the parts, so the nodes share no disk with it and need nothing but the
same tawatur. Parts come back in the order in which they are finished; which job is which part was settled before.

A task whose process dies is dealt with as in a local run: tried again by itself, then page by page. A node that is
lost says nothing about its pages: what it worked on, and what it had finished but not handed over, is sent again.
Ray's own retries are off: they would try a page that exhausts the memory for ever.
"""

from __future__ import annotations

import platform
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Generic, TypeVar

from tawatur.batch import parts
from tawatur.batch.jobs import Job
from tawatur.batch.work import Done, Plan, annotated, mark_of, rescued, source_of
from tawatur.errors import TawaturError, UsageError
from tawatur.pool import AHEAD, Died

J = TypeVar("J")
R = TypeVar("R")

_ANSWERS = 5.0
"""Seconds in which a cluster must answer; Ray itself goes on asking for minutes."""
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_LOST_MOST = 5
"""Nodes that may be lost under one job before it is taken for the cause."""

_Packed = tuple[Done, dict[str, bytes]]


def worked(jobs: Iterable[Job], plan: Plan, address: str | None) -> Iterator[Done]:
    """The jobs as the cluster finishes them, their parts in place. Raises UsageError where none answers."""
    with connected(address) as ray:
        pool: Pool[Job, _Packed] = Pool(ray, partial(work, plan=plan), partial(rescued, plan=plan, by=work))
        for done, files in pool.run(jobs):
            parts.place(plan.out / parts.FOLDER / f"{done.number:08}", files)
            yield done


def work(job: Job, plan: Plan, poisoned: frozenset[int] = frozenset()) -> _Packed:
    """On a node: annotate the pages of a job; its part as files. Raises UsageError where the node's tawatur differs."""
    if mark_of(plan.choices) != plan.mark:
        raise UsageError(
            f"The node {platform.node()} has another version of tawatur, or other tables. "
            "Install the same version on all nodes."
        )
    made = annotated(job, plan, poisoned)
    part, files = parts.packed(made, job.digest, plan.mark, include_private=plan.choices.include_private)
    return Done(job.number, source_of(job.items[-1]), part), files


@contextmanager
def connected(address: str | None) -> Iterator[Any]:
    """Ray, connected to the cluster at "HOST:PORT". The address is never guessed: Ray keeps that of its last cluster
    in a file and waits for it in vain once it is gone."""
    try:
        import ray
    except ImportError:
        raise UsageError("The engine ray is not installed. Install it: pip install 'tawatur[cluster]'.") from None
    if not address:
        raise UsageError("The engine ray needs the cluster's address: --address HOST:PORT.")
    if ray.is_initialized():
        yield ray
        return
    host, _, port = address.rpartition(":")
    if host in _THIS_MACHINE:
        host = ray.util.get_node_ip_address()  # as Ray takes it
    try:
        socket.create_connection((host, int(port)), timeout=_ANSWERS).close()
    except (OSError, ValueError):
        raise UsageError(
            f"No Ray cluster answers at {address}. Start one with `ray start --head`, or give its HOST:PORT."
        ) from None
    try:
        ray.init(address=address, log_to_driver=False, logging_level="error")
    except (ray.exceptions.AuthenticationError, ConnectionError, RuntimeError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise UsageError(f"Can't join the Ray cluster at {address}: {reason}") from None
    try:
        yield ray
    finally:
        ray.shutdown()


class Pool(Generic[J, R]):
    """`work` done on jobs by the processes of a cluster, as `tawatur.pool.Pool` does by those of this machine, but
    results come as they are finished."""

    def __init__(self, ray: Any, work: Callable[[J], R], rescue: Callable[[J, Callable[..., Any]], R]) -> None:
        self._ray = ray
        self._work = work
        self._rescue = rescue
        self._task = ray.remote(num_cpus=1, max_retries=0)(_call)
        errors = ray.exceptions
        self._lost = (errors.NodeDiedError, errors.ObjectLostError)
        self._died = (errors.WorkerCrashedError, errors.OutOfMemoryError)

    def run(self, jobs: Iterable[J]) -> Iterator[R]:
        """The results. Takes jobs only as far ahead as the processors of the cluster need."""
        waiting: dict[Any, tuple[J, int]] = {}
        for job in jobs:
            waiting[self._submit(self._work, job)] = (job, 0)
            while len(waiting) > AHEAD * self._processors():
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _processors(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return self._task.remote(function, *arguments)

    def _next(self, waiting: dict[Any, tuple[J, int]]) -> R:
        """The next result; `waiting` has each task's job and how many nodes were lost under it."""
        while True:
            (reference,), _ = self._ray.wait(list(waiting), num_returns=1)
            job, lost = waiting.pop(reference)
            try:
                result: R = self._result(reference)
            except _LostError:
                if lost + 1 < _LOST_MOST:
                    waiting[self._submit(self._work, job)] = (job, lost + 1)
                    continue
                result = self._rescue(job, self._alone)
            except Died:
                result = self._rescue(job, self._alone)
            return result

    def _alone(self, function: Callable[..., Any], *arguments: Any) -> Any:
        for _ in range(_LOST_MOST):
            with suppress(_LostError):
                return self._result(self._submit(function, *arguments))
        raise Died("node after node was lost under it")

    def _result(self, reference: Any) -> Any:
        """The result of a task. Raises Died where its process died, _LostError where its node did."""
        try:
            return self._ray.get(reference)
        except self._lost as error:
            raise _LostError(str(error)) from None
        except self._died as error:
            raise Died(str(error)) from None
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, TawaturError):
                raise error.cause from None
            raise


class _LostError(Exception):
    """The node that worked on a task, or that kept its result, is gone."""


def _call(function: Callable[..., Any], *arguments: Any) -> Any:
    """What Ray is given to run: it knows functions by their name, and this one is the same for all."""
    return function(*arguments)
