"""What readers set off: pages added, fetched again and removed, relations made anew. Each is a job or a short write."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from tawatur.build import build, refresh
from tawatur.corrections.sound import unsound
from tawatur.errors import UsageError
from tawatur.fetch import Fetcher
from tawatur.model import Correction, Page, Raw, Refusal
from tawatur.pipeline import process
from tawatur.relate import relate
from tawatur.relate.vectors import installed
from tawatur.serve.jobs import Job, Jobs, Tell
from tawatur.sources import is_address
from tawatur.store import Writer
from tawatur.store.exchange import Imported, import_any

_BEHIND = 10
"""The niceness of processes that read files."""
_ADDRESSES = 200
"""Addresses taken at once; a longer list is a job for the command line."""


def aside(raw: Raw, *, lang: str, now: str | None) -> tuple[Page | None, tuple[Refusal, ...]]:
    """What `tawatur.pipeline.process` makes of a page; in a process of its own behind whoever reads meanwhile."""
    if multiprocessing.parent_process() is not None and hasattr(os, "nice") and os.nice(0) < _BEHIND:
        os.nice(_BEHIND)
    return process(raw, lang=lang, now=now)


class Work:
    """Everything that writes to one case."""

    def __init__(
        self, path: Path, jobs: Jobs, fetcher: Callable[[], Fetcher], lang: str = "ar", workers: int = 1
    ) -> None:
        self._path = path
        self._jobs = jobs
        self._fetcher = fetcher
        self._lang = lang
        self._workers = workers

    def fetch(self, text: str) -> Job:
        """Fetch addresses, one a line. Raises UsageError where one is none."""
        addresses = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        wrong = next((one for one in addresses if not is_address(one)), None)
        if wrong is not None:
            raise UsageError(
                f"{wrong[:200]!r} is no address: write one a line, each beginning with https:// or http://."
            )
        if not addresses:
            raise UsageError("Write the address of a page or feed, one a line.")
        if len(addresses) > _ADDRESSES:
            raise UsageError(f"At most {_ADDRESSES} addresses are taken at once; `tawatur build` takes any number.")

        def work(tell: Tell) -> tuple[Refusal, ...]:
            fetcher = self._fetcher()
            return build(addresses, self._path, lang=self._lang, fetcher=fetcher, progress=tell).refusals

        return self._job(
            "fetch", addresses[0] if len(addresses) == 1 else f"{addresses[0]} + {len(addresses) - 1}", work
        )

    def paste(self, text: str, *, title: str, url: str, outlet: str, published: str) -> Job:
        """Take a text that a reader pasted. Raises UsageError where there is none, or its address is none."""
        if not any(char.isalnum() for char in text):
            raise UsageError("Paste the text of the page.")
        if url.strip() and not is_address(url.strip()):
            raise UsageError("The address begins with https:// or http://, or is left empty.")
        given = {"text": text, "title": title, "url": url, "outlet": outlet, "published": published}
        row = {name: value.strip() for name, value in given.items() if value.strip()}
        row["id"] = url.strip() or f"pasted-{hashlib.sha256(text.encode()).hexdigest()[:12]}"

        def work(tell: Tell) -> tuple[Refusal, ...]:
            line = io.BytesIO(msgspec.json.encode(row) + b"\n")
            return build(["-"], self._path, lang=self._lang, stdin=line, progress=tell).refusals

        return self._job("paste", title.strip()[:120] or row["id"], work)

    def upload(self, folder: Path, files: list[Path]) -> Job:
        """Take files that a reader sent, put into a folder of their own, which is taken away when that is done."""

        def work(tell: Tell) -> tuple[Refusal, ...]:
            try:
                sources = [str(path) for path in files]
                return build(
                    sources,
                    self._path,
                    lang=self._lang,
                    base=folder,
                    workers=self._workers,
                    process=aside,
                    progress=tell,
                ).refusals
            finally:
                shutil.rmtree(folder, ignore_errors=True)

        names = files[0].name if len(files) == 1 else f"{files[0].name} + {len(files) - 1}"
        try:
            return self._job("upload", names, work)
        except UsageError:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def refresh(self) -> Job:
        """Fetch again what the case was built from."""

        def work(tell: Tell) -> tuple[Refusal, ...]:
            return refresh(self._path, lang=self._lang, fetcher=self._fetcher(), progress=tell).refusals

        return self._job("refresh", "", work)

    def remove(self, key: str, name: str) -> Job:
        """Take a document out of the case."""

        def work(tell: Tell) -> tuple[Refusal, ...]:
            with Writer(self._path, installed()) as writer:
                if writer.remove(key):
                    tell("relate", 0, 1)
                    writer.relate(relate)
            return ()

        return self._job("remove", name, work)

    def relate(self) -> Job:
        """Work out anew what pages have to do with each other."""

        def work(tell: Tell) -> tuple[Refusal, ...]:
            tell("relate", 0, 1)
            with Writer(self._path, installed()) as writer:
                writer.relate(relate)
            return ()

        return self._job("relate", "", work)

    def _job(self, kind: str, label: str, work: Callable[[Tell], tuple[Refusal, ...]]) -> Job:
        job = self._jobs.add(kind, label, work)
        if job is None:
            raise UsageError("Too much waits to be done already. Wait until some of it is.")
        return job

    # --- short writes -------------------------------------------------------------------------------------------------

    def correct(self, made: Correction) -> Correction:
        """Append a correction; beside a running job it takes its turn between two documents.

        Raises UsageError where it can't be what it says.
        """
        problem = unsound(made)
        if problem is not None:
            raise UsageError(problem)
        with Writer(self._path) as writer:
            return writer.correct(made)

    def take(self, text: str) -> Imported:
        """Take in corrections of another case, or what Label Studio exports."""
        with Writer(self._path) as writer:
            return import_any(writer, text.encode(), source="pasted")
