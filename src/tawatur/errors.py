"""What can go wrong, in words a user can act on.

Every error names the thing, the place and the mend. A problem with one input is not an exception but a
`tawatur.model.Refusal`, which is recorded while the rest of the batch goes on.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tawatur.model import Refusal


class TawaturError(Exception):
    """Base of all errors that tawatur raises on purpose.

    The message is one or two sentences for the user: what is wrong, where, and what mends it.
    """


class UsageError(TawaturError):
    """A call or a command line that asks for something that doesn't exist."""


class PackError(TawaturError):
    """A language table that is missing, malformed or contradicts itself."""


class CaseError(TawaturError):
    """A case file that can't be opened, is newer than this version, or fails verification."""


class InputError(TawaturError):
    """Content that can't be used, where the call asked for one page. `refusal` says why and what mends it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.reason} {refusal.mend}")
        self.refusal = refusal


def internal_error(source: str, error: Exception) -> Refusal:
    """The refusal of a page on which tawatur itself failed: it says where, and nothing of the page's text."""
    from tawatur.model import Refusal

    where = traceback.extract_tb(error.__traceback__)[-1]
    path = "/".join(Path(where.filename).parts[-2:])  # many packages have a module "find"
    fault = f"{type(error).__name__} in {path}, line {where.lineno}"
    return Refusal(
        input=source,
        place="",
        code="internal-error",
        reason=f"tawatur failed on this page ({fault}).",
        mend="Please report it with the page; the other pages are not affected.",
    )
