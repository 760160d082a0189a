"""A batch: what is read cut into jobs, each worked on by a process, its part kept; what was finished is passed over."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec

from tawatur import __version__
from tawatur.batch import parts
from tawatur.batch.jobs import Job, cut_jobs
from tawatur.batch.parts import Made, Part
from tawatur.build import Process, process_died
from tawatur.clean.language import language_of
from tawatur.errors import CaseError, UsageError
from tawatur.model import SCHEMA, Raw, Refusal, Value
from tawatur.packs import codes, load
from tawatur.pool import Died, Pool
from tawatur.read import Limits, read
from tawatur.store import Settings, prepare

SETTINGS = "batch.json"
SUMMARY = "summary.json"

_SAMPLE = 60_000
"""Code points of a page looked at to tell its language: a head full of scripts takes 30,000."""
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_LETTERS_LEAST = 40
"""Letters outside markup below which nothing is said of a page's language: it is annotated, and told by its text."""

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


class Plan(NamedTuple):
    """What decides a part beside its job."""

    out: Path
    mark: str
    lang: str
    now: str | None
    only: tuple[str, ...]
    include_private: bool
    process: Process


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
) -> Batched:
    """Annotate all pages of the sources into parts in the folder `out`.

    `only` leaves out pages that are not in one of these languages. The same call on the same folder goes on where it
    stopped: a part is passed over when its job was made of the same input. `process` stands in for
    `tawatur.pipeline.process`. With more than one worker a script must guard its main part by
    `if __name__ == "__main__"`.

    Raises UsageError for an unknown language, or where the folder holds a batch made with other settings.
    """
    for code in (lang, *only):
        load(code)
    folder = Path(out)
    settings = Settings(__version__, SCHEMA, tuple((code, load(code).hash) for code in codes()), lang, now)
    more = msgspec.json.encode([sorted(only), include_private]).decode()
    _open(folder, settings, more)
    mark = hashlib.sha256(f"{settings.hash} {more}".encode()).hexdigest()
    plan = Plan(folder, mark, lang, now, tuple(sorted(only)), include_private, process or _standard())
    tally = _Tally(progress or _silent)
    items = read(sources, stdin=stdin) if limits is None else read(sources, limits=limits, stdin=stdin)
    todo = _unfinished(cut_jobs(items), plan, tally)
    work = partial(_work, plan=plan)
    made = Pool(work, workers, partial(_rescued, plan=plan)).run(todo) if workers > 1 else map(work, todo)
    for done in made:
        tally.add(done)
    _drop_behind(folder / parts.FOLDER, tally.last)
    batched = tally.result()
    summary = msgspec.structs.replace(batched, kept=0)  # the same for a run that was stopped and one that was not
    (folder / SUMMARY).write_bytes(msgspec.json.format(msgspec.json.encode(summary)) + b"\n")
    return batched


def settings_of(folder: Path) -> Settings:
    """What the batch in a folder was made with. Raises CaseError where there is none."""
    try:
        return msgspec.json.decode((folder / SETTINGS).read_bytes(), type=_Made).settings
    except (OSError, msgspec.DecodeError):
        raise CaseError(f"{folder} holds no batch. Make one with `tawatur batch SOURCE… --out {folder}`.") from None


class _Made(Value, frozen=True):
    settings: Settings
    more: str


def _open(folder: Path, settings: Settings, more: str) -> None:
    made = _Made(settings, more)
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


class Done(NamedTuple):
    """A finished job: its number, the source of its last item, and its part."""

    number: int
    source: str
    part: Part


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
            tally.add(Done(job.number, _source(job.items[-1]), part), kept=True)
        else:
            yield job


def _work(job: Job, plan: Plan, poisoned: frozenset[int] = frozenset()) -> Done:
    folder = plan.out / parts.FOLDER / job.name
    made = [_made(item, plan, i in poisoned) for i, item in enumerate(job.items)]
    part = parts.write(folder, made, job.digest, plan.mark, include_private=plan.include_private)
    return Done(job.number, _source(job.items[-1]), part)


def _made(item: Raw | Refusal, plan: Plan, poisoned: bool = False) -> Made:
    if isinstance(item, Refusal):
        return Made(None, None, (item,))
    if poisoned:
        return Made(None, None, (process_died(item.source),), item.url)
    if plan.only:
        tongue = _language(item)
        if tongue is not None and tongue not in plan.only:
            return Made(None, None, (), item.url, tongue)
    page, refusals = plan.process(item, lang=plan.lang, now=plan.now)
    if page is None:
        return Made(None, None, refusals, item.url)
    if plan.only and page.document.lang not in plan.only:
        return Made(None, None, (), item.url, page.document.lang or "?")
    entry = prepare(item, page, refusals)
    return Made(page if entry.page is not None else None, entry, entry.refusals, item.url)


def _language(raw: Raw) -> str | None:
    """The language of a page by a look at its letters and commonest words, at a hundredth of the cost of cleaning it;
    None where that doesn't tell."""
    text = raw.content[:_SAMPLE]
    if raw.media_type == "text/html":
        text = _MARKUP.sub(" ", text)
    return language_of(text) if sum(map(str.isalpha, text)) >= _LETTERS_LEAST else None


def _rescued(job: Job, alone: Callable[..., Any], *, plan: Plan) -> Done:
    """The job during which a process died, tried again by itself; then without the pages on which one dies."""
    done: Done
    try:
        done = alone(_work, job, plan)
    except Died:
        poisoned = frozenset(i for i, item in enumerate(job.items) if not _survives(item, plan, alone))
        done = alone(_work, job, plan, poisoned)
    return done


def _survives(item: Raw | Refusal, plan: Plan, alone: Callable[..., Any]) -> bool:
    try:
        alone(_made, item, plan)
    except Died:
        return False
    return True


def _drop_behind(folder: Path, last: int) -> None:
    """Take away parts of jobs that the input no longer has, and what killed processes left."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or int(path.name) > last:
            shutil.rmtree(path, ignore_errors=True)


def _source(item: Raw | Refusal) -> str:
    return item.input if isinstance(item, Refusal) else item.source


def _silent(done: int, source: str) -> None:
    """No progress is shown."""


def _standard() -> Process:
    from tawatur.pipeline import process

    return process
