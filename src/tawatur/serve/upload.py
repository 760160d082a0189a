"""Files sent by a form, put into a folder of their own under names that do no harm."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request

from tawatur.errors import UsageError
from tawatur.serve.guard import is_secret

FILES = 200
"""Files that are taken at once; more are a job for the command line."""

_HARMFUL = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\[\]\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 120
_CHUNK = 1 << 20


class UnsentError(Exception):
    """The form didn't bear the secret of our own pages."""


async def received(request: Request, secret: str) -> tuple[Path, list[Path]]:
    """The folder and the files in it, in the order in which they were chosen.

    Raises UnsentError, UsageError where no file was chosen or too many were, and HTTPException where the form can't be
    read or is too large.
    """
    # one more than there may be, so that too many are told from a broken form
    async with request.form(max_files=FILES + 1, max_fields=10) as form:
        sent = form.get("secret")
        if not (isinstance(sent, str) and is_secret(sent, secret)):
            raise UnsentError
        chosen = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if not chosen:
            raise UsageError("Choose a file.")
        if len(chosen) > FILES:
            raise UsageError(f"At most {FILES} files are taken at once; `tawatur build` takes any number.")
        folder = Path(tempfile.mkdtemp(prefix="tawatur-upload-"))
        try:
            files: list[Path] = []
            for one in chosen:
                path = folder / named(one.filename or "", {made.name for made in files})
                with path.open("wb") as out:
                    while data := await one.read(_CHUNK):
                        out.write(data)
                files.append(path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder, files


def named(name: str, taken: set[str]) -> str:
    """A name for a file that was called so: no folder, no sign that acts, none that is taken.

    >>> named("../../etc/pass*wd.html", {"pass_wd.html"})
    'pass_wd-2.html'
    """
    name = _HARMFUL.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "file"
    stem, dot, ending = name.partition(".")
    if len(name) > _LONGEST:
        ending = ending[-20:]
        stem = stem[: _LONGEST - len(ending) - 1]
    made, number = f"{stem}{dot}{ending}", 1
    while made.casefold() in {one.casefold() for one in taken}:
        number += 1
        made = f"{stem}-{number}{dot}{ending}"
    return made
