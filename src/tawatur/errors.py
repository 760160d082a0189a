"""What can go wrong, in words a user can act on.

Every error names the thing, the place and the mend. A problem with one input is not an exception but a
`tawatur.model.Refusal`, which is recorded while the rest of the batch goes on.
"""

from __future__ import annotations


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
