"""Addresses on the web: what may be asked for, and which machines may be asked.

A name is resolved once, every address behind it is looked at, and the connection is made to one that was looked at: a
name server that answers otherwise a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from tawatur.fetch.problems import failed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and a port -> its addresses as printed. Raises OSError where there are none."""

SCHEMES = {"http": 80, "https": 443}
_LONGEST = 4096  # characters; addresses of news pages written in percent signs reach 1,500


class Target(NamedTuple):
    """One address taken apart: whom to ask, and for what."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    """What stands in the request line: path and query."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"


def target(address: str, *, given: str, base: str | None = None) -> Target:
    """An address taken apart, without its fragment; `base` is the page on which it stands.

    `given` is what the user gave, named in the refusal. Raises InputError where it can't be asked for.
    """
    place = "" if address == given else address[:300]
    whole = urljoin(base, address) if base is not None else address
    try:
        url: Url = parse_url(whole.strip())
    except LocationParseError:
        raise failed(given, "bad-address", "It can't be read as an address.", place=place) from None
    if url.scheme not in SCHEMES:
        raise failed(given, "bad-address", f"Only http and https are fetched, not {url.scheme!r}.", place=place)
    host = (url.host or "").strip("[]").rstrip(".")
    if not host or "%" in host:
        raise failed(given, "bad-address", "It names no host.", place=place)
    if url.auth is not None:
        raise failed(given, "bad-address", "It holds a user name or a password.", place=place)
    if len(whole) > _LONGEST:
        raise failed(given, "bad-address", f"It has more than {_LONGEST:,} characters.", place=place[:80])
    port = url.port or SCHEMES[url.scheme]
    bare = Target("", url.scheme, host, port, url.request_uri)
    return bare._replace(url=bare.origin + url.request_uri)


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system tells them, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def reachable(asked: Target, *, given: str, allow_private: bool, resolve: Resolve) -> list[str]:
    """The addresses of a target that may be connected to, in the order told.

    Raises InputError where there are none or, unless `allow_private`, where one of them isn't on the public internet.
    """
    place = "" if asked.url == given else asked.url[:300]
    try:
        found = list(resolve(asked.host, asked.port))
    except (OSError, UnicodeError) as error:
        reason = f"The name {asked.host} can't be resolved ({_words(error)})."
        raise failed(given, "not-reachable", reason, place=place) from None
    if not found:
        raise failed(given, "not-reachable", f"The name {asked.host} has no address.", place=place)
    if not allow_private:
        for one in found:
            if not is_public(one):
                named = one if one == asked.host else f"{asked.host} ({one})"
                reason = f"{named} is inside a private, local or reserved range."
                raise failed(given, "address-private", reason, place=place)
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, an address hidden inside it too."""
    try:
        one: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_public(each) for each in (one, *_inside(one)))


def _public(one: Address) -> bool:
    return one.is_global and not (
        one.is_private
        or one.is_loopback
        or one.is_link_local
        or one.is_multicast
        or one.is_reserved
        or one.is_unspecified
    )


def _inside(one: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address leads to: 6to4, Teredo. (Mapped ones are reserved as they stand.)"""
    if isinstance(one, ipaddress.IPv4Address):
        return []
    return [*([one.sixtofour] if one.sixtofour is not None else []), *(one.teredo or ())]


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
