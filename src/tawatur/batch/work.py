"""What is done to one job: its pages annotated, its part written. Nothing here knows where it runs."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tawatur import __version__
from tawatur.batch import parts
from tawatur.batch.jobs import Job
from tawatur.batch.parts import Made, Part
from tawatur.build import Process, process_died
from tawatur.clean.language import language_of
from tawatur.model import SCHEMA, Raw, Refusal, Value
from tawatur.packs import codes, load
from tawatur.pool import Died
from tawatur.store import Settings, prepare

_SAMPLE = 60_000
"""Code points of a page looked at to tell its language: a head full of scripts takes 30,000."""
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_LETTERS_LEAST = 40
"""Letters outside markup below which nothing is said of a page's language: it is annotated, and told by its text."""


class Choices(Value, frozen=True):
    """What the user chose that decides what parts hold. `only` is sorted."""

    lang: str
    now: str | None
    only: tuple[str, ...]
    include_private: bool


class Plan(NamedTuple):
    """What decides a part beside its job. `mark` is that of the choices where the batch was started."""

    out: Path
    mark: str
    choices: Choices
    process: Process


class Done(NamedTuple):
    """A finished job: its number, the source of its last item, and its part."""

    number: int
    source: str
    part: Part


def settings_for(choices: Choices) -> Settings:
    """The version and tables at hand, with the choices that a case made from the parts must share."""
    held = tuple((code, load(code).hash) for code in codes())
    return Settings(__version__, SCHEMA, held, choices.lang, choices.now)


def mark_of(choices: Choices) -> str:
    """What parts are known by: version, tables and choices, hashed."""
    more = msgspec.json.encode([choices.only, choices.include_private]).decode()
    return hashlib.sha256(f"{settings_for(choices).hash} {more}".encode()).hexdigest()


def work(job: Job, plan: Plan, poisoned: frozenset[int] = frozenset()) -> Done:
    """Annotate the pages of a job and write its part where the plan says. `poisoned` items are refused unread."""
    made = annotated(job, plan, poisoned)
    folder = plan.out / parts.FOLDER / job.name
    part = parts.write(folder, made, job.digest, plan.mark, include_private=plan.choices.include_private)
    return Done(job.number, source_of(job.items[-1]), part)


def annotated(job: Job, plan: Plan, poisoned: frozenset[int] = frozenset()) -> list[Made]:
    """What became of each item of a job, in order."""
    return [made(item, plan, i in poisoned) for i, item in enumerate(job.items)]


def made(item: Raw | Refusal, plan: Plan, poisoned: bool = False) -> Made:
    """What became of one item."""
    if isinstance(item, Refusal):
        return Made(None, None, (item,))
    if poisoned:
        return Made(None, None, (process_died(item.source),), item.url)
    only = plan.choices.only
    if only:
        tongue = _language(item)
        if tongue is not None and tongue not in only:
            return Made(None, None, (), item.url, tongue)
    page, refusals = plan.process(item, lang=plan.choices.lang, now=plan.choices.now)
    if page is None:
        return Made(None, None, refusals, item.url)
    if only and page.document.lang not in only:
        return Made(None, None, (), item.url, page.document.lang or "?")
    entry = prepare(item, page, refusals)
    return Made(page if entry.page is not None else None, entry, entry.refusals, item.url)


def rescued(job: Job, alone: Callable[..., Any], *, plan: Plan, by: Callable[..., Any] = work) -> Any:
    """The job during which a process died, tried again by itself; then without the pages on which one dies.

    `alone(function, *arguments)` calls a function in a process of its own and raises Died where that dies; `by` is
    what is done to jobs, and its result is the result.
    """
    try:
        return alone(by, job, plan)
    except Died:
        poisoned = frozenset(i for i, item in enumerate(job.items) if not _survives(item, plan, alone))
        return alone(by, job, plan, poisoned)


def source_of(item: Raw | Refusal) -> str:
    """Where an item came from."""
    return item.input if isinstance(item, Refusal) else item.source


def _survives(item: Raw | Refusal, plan: Plan, alone: Callable[..., Any]) -> bool:
    try:
        alone(made, item, plan)
    except Died:
        return False
    return True


def _language(raw: Raw) -> str | None:
    """The language of a page by a look at its letters and commonest words, at a hundredth of the cost of cleaning it;
    None where that doesn't tell."""
    text = raw.content[:_SAMPLE]
    if raw.media_type == "text/html":
        text = _MARKUP.sub(" ", text)
    letters = sum(1 for _ in itertools.islice(filter(str.isalpha, text), _LETTERS_LEAST))
    return language_of(text) if letters == _LETTERS_LEAST else None
