"""Days that a user asks for: a year, a month, a day or a moment of ISO 8601. They are compared as they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tawatur.errors import UsageError

PATTERN: Final = (
    "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?)?)?"
)
"""What the description of the API says too. A thirty-first of a shorter month is a bound like any other."""
_DAY: Final = re.compile(PATTERN)


def check_days(given: Mapping[str, str]) -> None:
    """Raises UsageError where `since` or `until` is given and is no day."""
    for name in ("since", "until"):
        value = given.get(name)
        if value is not None and not _DAY.fullmatch(value):
            raise UsageError(f"{name}={value[:100]} is not an ISO 8601 day; write {name}=2026-03-04, 2026-03 or 2026.")
