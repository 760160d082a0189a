"""Asking for one address: every hop checked, all bounded, the connection made to an address that was looked at."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import certifi
import msgspec
from urllib3 import HTTPHeaderDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from tawatur import __version__
from tawatur.errors import InputError
from tawatur.fetch.addresses import Resolve, Target, looked_up, reachable, target
from tawatur.fetch.problems import failed
from tawatur.fetch.robots import Rules, rules
from tawatur.model import Value
from tawatur.read.limits import MIB
from tawatur.read.streams import megabytes

AGENT = f"tawatur/{__version__}"
"""Who asks. Its first part is the name that a robots.txt may speak to."""

_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_OK, _UNCHANGED = 200, 304


class FetchLimits(Value, frozen=True, kw_only=True):
    """Bounds on what is fetched; times in seconds."""

    page_bytes: int = 8 * MIB
    """One page or feed, unpacked. News pages have 0.03 to 0.5 MiB."""
    robots_bytes: int = 512 * 1024
    """Of a robots.txt: RFC 9309 asks for 500 KiB at least. What follows is not read."""
    redirects: int = 5
    """Hops behind one address. Papers use one or two; RFC 9309 asks for five at least."""
    wait: float = 10.0
    """For a connection, and for the next bytes."""
    whole: float = 60.0
    """For one hop, however slowly its bytes drip."""
    pause: float = 1.0
    """Between two requests to one origin, where its robots.txt asks for no more."""
    longest_pause: float = 30.0
    """However long a pause a robots.txt asks for."""
    feed_entries: int = 100
    """Pages taken of one feed, from its beginning. Feeds of papers have 10 to 50."""


class Answer(Value, frozen=True):
    """What an address gave: `url` is where it was found in the end, `data` its bytes as unpacked.

    `unchanged` says that it is as it was when the marks that were sent were given; then there are no bytes.
    """

    url: str
    data: bytes
    media_type: str
    fetched_at: str
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


class Fetcher:
    """Asks for addresses, one at a time, no origin more often than its rules allow.

    `now` gives the moment of a fetch (ISO 8601): only here is the clock read for something that a case keeps.
    """

    def __init__(
        self,
        *,
        limits: FetchLimits | None = None,
        allow_private: bool = False,
        resolve: Resolve = looked_up,
        now: Callable[[], str] | None = None,
    ) -> None:
        self.limits = limits or FetchLimits()
        self._allow_private = allow_private
        self._resolve = resolve
        self._now = now or _now
        self._rules: dict[str, Rules] = {}
        self._last: dict[str, float] = {}
        self._tls: ssl.SSLContext | None = None

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """What an address gives now; with the marks of an earlier answer, only where it has changed since.

        Raises InputError, whose refusal names the hop and the mend, where it gives nothing.
        """
        marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        wanted = {name: value for name, value in marks.items() if value is not None}
        at = target(address, given=address)
        for _ in range(self.limits.redirects + 1):
            self._ask_leave(at, address)
            with self._asked(at, address, wanted) as answer:
                if answer.status in _REDIRECTS:
                    at = self._onward(answer, at, address)
                    continue
                return self._answer(answer, at, address)
        raise failed(address, "too-many-redirects", f"It leads on more than {self.limits.redirects} times.")

    # --- one hop ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _asked(self, at: Target, given: str, more: Mapping[str, str]) -> Iterator[BaseHTTPResponse]:
        """The answer of one hop, its body not read yet; what goes wrong until it is closed is an InputError."""
        place = "" if at.url == given else at.url[:300]
        addresses = reachable(at, given=given, allow_private=self._allow_private, resolve=self._resolve)
        connection = self._connected(at, addresses, given, place)
        late = threading.Event()

        def cut() -> None:
            late.set()
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)

        clock = threading.Timer(self.limits.whole, cut)
        clock.daemon = True
        clock.start()
        try:
            connection.request("GET", at.path, headers=_headers(at, more), preload_content=False, decode_content=True)
            yield connection.getresponse()
            if late.is_set():  # cut off in its headers, an answer can look whole
                raise OSError("cut off")
        except TimeoutError:
            reason = f"It gave nothing for {self.limits.wait:g} seconds."
            raise failed(given, "too-slow", reason, place=place) from None
        except (HTTPError, OSError, ValueError) as error:
            if late.is_set():
                reason = f"It wasn't whole after {self.limits.whole:g} seconds."
                raise failed(given, "too-slow", reason, place=place) from None
            raise failed(given, "broken-answer", f"Its answer can't be read ({_words(error)}).", place=place) from None
        finally:
            clock.cancel()
            connection.close()

    def _connected(self, at: Target, addresses: list[str], given: str, place: str) -> HTTPConnection:
        """A connection to the first of the addresses that answers."""
        problem: Exception | None = None
        for address in addresses[:4]:
            connection = self._connection(at, address)
            try:
                connection.connect()
            except ssl.SSLError as error:
                connection.close()
                reason = f"{at.host} can't prove that it is who it says ({_words(error)})."
                raise failed(given, "tls-failed", reason, place=place) from None
            except (HTTPError, OSError) as error:
                connection.close()
                problem = error
                continue
            return connection
        reason = f"{at.authority} doesn't answer ({_words(problem)})."
        raise failed(given, "not-reachable", reason, place=place)

    def _connection(self, at: Target, address: str) -> HTTPConnection:
        if at.scheme == "http":
            return HTTPConnection(address, at.port, timeout=self.limits.wait)
        return HTTPSConnection(
            address,
            at.port,
            timeout=self.limits.wait,
            server_hostname=at.host,
            assert_hostname=at.host,
            ssl_context=self._context(),
        )

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
            self._tls.load_verify_locations(certifi.where())
        return self._tls

    def _onward(self, answer: BaseHTTPResponse, at: Target, given: str) -> Target:
        where = answer.headers.get("Location")
        if not where:
            place = "" if at.url == given else at.url[:300]
            raise failed(given, "bad-redirect", f"It leads on (status {answer.status}), but not where to.", place=place)
        return target(_as_text(where), given=given, base=at.url)

    def _answer(self, answer: BaseHTTPResponse, at: Target, given: str) -> Answer:
        headers: HTTPHeaderDict = answer.headers
        place = "" if at.url == given else at.url[:300]
        unchanged = answer.status == _UNCHANGED
        if not unchanged and answer.status != _OK:
            raise failed(given, "http-status", f"It answers with status {answer.status}.", place=place)
        data = b"" if unchanged else self._body(answer, given, place)
        return Answer(
            url=at.url,
            data=data,
            media_type=_as_text(headers.get("Content-Type") or ""),
            fetched_at=self._now(),
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            unchanged=unchanged,
        )

    def _body(self, answer: BaseHTTPResponse, given: str, place: str) -> bytes:
        most = self.limits.page_bytes
        out = bytearray()
        for chunk in answer.stream(_CHUNK, decode_content=True):
            out += chunk
            if len(out) > most:
                raise failed(given, "too-large", f"It is larger than {megabytes(most)}.", place=place)
        return bytes(out)

    # --- leave to ask -------------------------------------------------------------------------------------------------

    def _ask_leave(self, at: Target, given: str) -> None:
        """Wait for one's turn at an origin. Raises InputError where its robots.txt forbids the address."""
        held = self._rules.get(at.origin)
        if held is None:
            held = self._rules[at.origin] = self._read_rules(at, given)
        place = "" if at.url == given else at.url[:300]
        if held.unknown is not None:
            reason = f"The robots.txt of {at.authority} can't be read ({held.unknown})."
            raise failed(given, "robots-unknown", reason, place=place)
        if not held.allow(at.url, AGENT):
            reason = f"The robots.txt of {at.authority} asks programs to leave it alone."
            raise failed(given, "robots-forbid", reason, place=place)
        pause = min(max(held.pause(AGENT), self.limits.pause), self.limits.longest_pause)
        last = self._last.get(at.origin)
        if last is not None and pause > 0:
            time.sleep(max(0.0, last + pause - time.monotonic()))
        self._last[at.origin] = time.monotonic()

    def _read_rules(self, at: Target, given: str) -> Rules:
        """What the robots.txt of an origin says (RFC 9309): where there is none all is allowed, on a fault nothing."""
        hop = target("/robots.txt", given=given, base=at.origin + "/")
        for _ in range(self.limits.redirects + 1):
            try:
                with self._asked(hop, given, {}) as answer:
                    if answer.status in _REDIRECTS:
                        hop = self._onward(answer, hop, given)
                        continue
                    if answer.status == _OK:
                        return rules(answer.read(self.limits.robots_bytes, decode_content=True))
                    if 400 <= answer.status < 500 and answer.status != 429:
                        return rules(b"")
                    return Rules(None, f"status {answer.status}")
            except InputError as error:
                if error.refusal.code in ("not-reachable", "address-private", "tls-failed") and hop.origin == at.origin:
                    # the page would fail likewise, and this reason says more
                    place = "" if at.url == given else at.url[:300]
                    raise InputError(msgspec.structs.replace(error.refusal, place=place)) from None
                return Rules(None, error.refusal.reason.rstrip("."))
        return rules(b"")  # RFC 9309, 2.3.1.2: after five redirects it counts as not there


def _headers(at: Target, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "Host": at.authority,
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **more,
    }


def _as_text(header: str) -> str:
    """A header as UTF-8 where its bytes, which come as Latin-1, are; Arabic papers send such addresses."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _words(error: Exception | None) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
