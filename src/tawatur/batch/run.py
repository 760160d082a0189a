"""A batch: what is read cut into jobs, each worked on by a process, its part kept; what was finished is passed over."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from tawatur.batch import parts
from tawatur.batch.jobs import Job, cut_jobs
from tawatur.batch.work import Choices, Done, Plan, mark_of, rescued, settings_for, source_of, work
from tawatur.build import Process, standard
from tawatur.errors import CaseError, UsageError
from tawatur.model import Refusal, Value
from tawatur.packs import load
from tawatur.pool import Pool
from tawatur.read import Limits, read
from tawatur.store import Settings

SETTINGS = "batch.json"
SUMMARY = "summary.json"

_SHOWN = 3
"""Parts whose first refusals are shown."""

Progress = Callable[[int, str], None]
"""Called with how many items are done and the source of the last."""


class Batched(Value, frozen=True):
    """What a batch came to, over all its parts; `kept` of them were finished before."""

    parts: int
    kept: int
    items: int
    documents: int
    refused: int
    warned: int
    left_out: dict[str, int]
    refusals: dict[str, dict[str, int]]
    first: tuple[Refusal, ...] = ()
    """The first refusals of the first parts that had any."""


def batch(
    sources: Sequence[str],
    out: str | Path,
    *,
    lang: str = "ar",
    now: str | None = None,
    only: Collection[str] = (),
    workers: int = 1,
    include_private: bool = False,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    process: Process | None = None,
    progress: Progress | None = None,
    engine: Literal["local", "ray"] = "local",
    address: str | None = None,
) -> Batched:
    """Annotate all pages of the sources into parts in the folder `out`.

    `only` leaves out pages that are not in one of these languages. The same call on the same folder goes on where it
    stopped: a part is passed over when its job was made of the same input. `process` stands in for
    `tawatur.pipeline.process`. With more than one worker a script must guard its main part by
    `if __name__ == "__main__"`.

    With the engine "ray" the jobs go to the processes of the Ray cluster at `address` ("HOST:PORT"), as many as it
    has processors; what is read and what is written are this machine's, and the files are those of a local run.

    Raises UsageError for an unknown language, where the folder holds a batch made with other settings, or where no
    cluster answers.
    """
    for code in (lang, *only):
        load(code)
    folder = Path(out)
    choices = Choices(lang, now, tuple(sorted(only)), include_private)
    _open(folder, choices)
    plan = Plan(folder, mark_of(choices), choices, process or standard())
    tally = _Tally(progress or _silent)
    items = read(sources, limits=limits or Limits(), stdin=stdin)
    todo = _unfinished(cut_jobs(items), plan, tally)
    with closing(_worked(todo, plan, workers, engine, address)) as working:
        for done in working:
            tally.add(done)
    _drop_behind(folder / parts.FOLDER, tally.last)
    batched = tally.result()
    summary = msgspec.structs.replace(batched, kept=0)  # the same for a run that was stopped and one that was not
    (folder / SUMMARY).write_bytes(msgspec.json.format(msgspec.json.encode(summary)) + b"\n")
    return batched


def _worked(
    jobs: Iterator[Job], plan: Plan, workers: int, engine: str, address: str | None
) -> Generator[Done, None, None]:
    """The jobs as they are finished: by this process, by others of this machine, or by a cluster."""
    by = partial(work, plan=plan)
    if engine == "ray":
        from tawatur.batch.cluster import worked

        yield from worked(jobs, plan, address)
    elif workers > 1:
        ready = "tawatur.ready" if plan.process is standard() else None
        yield from Pool(by, workers, partial(rescued, plan=plan), ready=ready).run(jobs)
    else:
        yield from map(by, jobs)


def settings_of(folder: Path) -> Settings:
    """What the batch in a folder was made with. Raises CaseError where there is none."""
    try:
        return msgspec.json.decode((folder / SETTINGS).read_bytes(), type=_Made).settings
    except (OSError, msgspec.DecodeError):
        raise CaseError(f"{folder} holds no batch. Make one with `tawatur batch SOURCE… --out {folder}`.") from None


class _Made(Value, frozen=True):
    """What a folder was made with: `more` is what else was chosen, which languages and whether private people."""

    settings: Settings
    more: str


def _open(folder: Path, choices: Choices) -> None:
    """Begin a folder, or go on with one. Raises UsageError where it holds something else, or can't be written to."""
    more = msgspec.json.encode([choices.only, choices.include_private]).decode()
    made = _Made(settings_for(choices), more)
    path = folder / SETTINGS
    if path.exists():
        try:
            same = msgspec.json.decode(path.read_bytes(), type=_Made) == made
        except msgspec.DecodeError:
            same = False
        if not same:
            raise UsageError(
                f"{folder} holds a batch made with other settings, tables or another version. "
                "Name another folder, or remove this one to make it anew."
            )
        return
    try:
        if folder.exists() and any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty and holds no batch. Name an empty or a new folder.")
        (folder / parts.FOLDER).mkdir(parents=True)
        scratch = path.with_name(f".{SETTINGS}.part")
        scratch.write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
        scratch.replace(path)
    except OSError as error:
        raise UsageError(f"Can't write to {folder}: {error.strerror}. Name another folder with --out.") from None


class _Tally:
    """The counts of all parts so far."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._refusals: dict[str, Counter[str]] = {}
        self._first: dict[int, tuple[Refusal, ...]] = {}
        self.last = -1
        """The number of the last job seen."""

    def add(self, done: Done, *, kept: bool = False) -> None:
        """One more part, `kept` where it was finished before."""
        part = done.part
        self.last = max(self.last, done.number)
        self._counts.update(parts=1, kept=kept)
        self._counts.update({name: getattr(part, name) for name in ("items", "documents", "refused", "warned")})
        self._left_out.update(part.left_out)
        if part.first and (len(self._first) < _SHOWN or done.number < max(self._first)):
            self._first[done.number] = part.first
        for host, by_code in part.refusals.items():
            self._refusals.setdefault(host, Counter()).update(by_code)
        self._progress(self._counts["items"], done.source)

    def result(self) -> Batched:
        """The counts."""
        return Batched(
            **{name: self._counts[name] for name in ("parts", "kept", "items", "documents", "refused", "warned")},
            left_out=dict(sorted(self._left_out.items())),
            refusals={host: dict(sorted(by_code.items())) for host, by_code in sorted(self._refusals.items())},
            first=tuple(one for number in sorted(self._first)[:_SHOWN] for one in self._first[number]),
        )


def _unfinished(jobs: Iterator[Job], plan: Plan, tally: _Tally) -> Iterator[Job]:
    """The jobs whose parts are not there; the others are counted."""
    for job in jobs:
        part = parts.held(plan.out / parts.FOLDER / job.name)
        if part is not None and (part.digest, part.settings) == (job.digest, plan.mark):
            tally.add(Done(job.number, source_of(job.items[-1]), part), kept=True)
        else:
            yield job


def _drop_behind(folder: Path, last: int) -> None:
    """Take away parts of jobs that the input no longer has, and what killed processes left."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or int(path.name) > last:
            shutil.rmtree(path, ignore_errors=True)


def _silent(done: int, source: str) -> None:
    """No progress is shown."""
