"""Every way in which an address can fail to give a page: its code and what mends it."""

from __future__ import annotations

from typing import Literal

from tawatur.errors import InputError
from tawatur.model import Refusal

MENDS = {
    "address-private": "Save the page and give the file, or allow such addresses with --allow-private.",
    "bad-address": "Give a whole address, such as https://example.org/page.",
    "bad-redirect": "Open it in a browser and give the address that it ends at.",
    "broken-answer": "Try again later, or save the page from a browser and give the file.",
    "broken-feed": "Look at the feed in a browser; give the addresses of its pages instead.",
    "feed-cut": "Nothing to do if the newest are enough; else give the addresses of the others.",
    "feed-empty": "Nothing to do if it has no entries today; else give the addresses of its pages.",
    "http-status": "Open it in a browser: the page may have moved or need an account. Save it and give the file.",
    "not-a-page": "Give the address of a web page or of a feed.",
    "not-reachable": "Look at the spelling and at the network, and try again.",
    "robots-forbid": "Ask the outlet, or save the page from a browser and give the file.",
    "robots-unknown": "Try again later: its rules for visitors can't be read now, so it is left alone.",
    "tls-failed": "Open it in a browser; if that warns too, don't trust what it shows. Else save the page.",
    "too-large": "Save the page from a browser and give the file.",
    "too-many-redirects": "Open it in a browser and give the address that it ends at.",
    "too-slow": "Try again later, or save the page from a browser and give the file.",
}
"""Code -> the usual mend."""


def failed(
    address: str, code: str, reason: str, *, place: str = "", severity: Literal["refusal", "warning"] = "refusal"
) -> InputError:
    """The error that holds the record of an address from which no page came."""
    return InputError(told(address, code, reason, place=place, severity=severity))


def told(
    address: str, code: str, reason: str, *, place: str = "", severity: Literal["refusal", "warning"] = "refusal"
) -> Refusal:
    """The record itself; `place` is the hop at which it failed, where that isn't the address given."""
    return Refusal(input=address, place=place, code=code, reason=reason, mend=MENDS[code], severity=severity)
