"""Serving one case until it is stopped: the address, the token where others can reach it, the server."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from tawatur.errors import UsageError
from tawatur.fetch import Fetcher
from tawatur.packs import load
from tawatur.serve.app import application
from tawatur.serve.guard import Access
from tawatur.store.search import stems

_CONCURRENT = 64
"""Requests at a time; more wait or are told to come again."""
_WORKERS = 2
"""Processes that read many files; with one, reading would take turns with readers."""
_SWITCH = 0.000_5
"""Seconds that a thread goes on while another waits: Python's own 5 ms made a view of 400 queries take seconds."""


def serve(
    case: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8484,
    names: Sequence[str] = (),
    allow_private: bool = False,
    lang: str = "ar",
    interface: str = "ar",
    ready: Callable[[str, bool], None] | None = None,
) -> None:
    """Serve a case until interrupted. `ready` is told the address, and whether others than this machine can reach it.

    On any other address than this machine's own a token is asked for, which only the address told to `ready` has.
    `names` are host names by which others reach it. Raises CaseError, and UsageError where the address can't be had or
    there is no such language.
    """
    load(lang)
    listening = _bound(host, port)
    try:
        port = listening.getsockname()[1]
        alone = is_own(host)
        token = None if alone else secrets.token_urlsafe(32)
        access = Access(hosts=hosts(host, port, names), token=token)
        app = application(
            case,
            access,
            fetcher=lambda: Fetcher(allow_private=allow_private),
            lang=lang,
            interface=interface,
            workers=_WORKERS,
        )
        # beside a thread that relates, whoever asks the database would wait this long for each of its answers
        sys.setswitchinterval(_SWITCH)
        # tables of languages take a second to read: nobody's first search waits for them
        threading.Thread(target=stems, name="tawatur-tables", daemon=True).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONCURRENT,
            timeout_keep_alive=5,
            lifespan="off",
            ws="none",
        )
        if ready is not None:
            ready(f"http://{access.hosts[0]}/" + (f"?token={token}" if token is not None else ""), not alone)
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def is_own(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def hosts(host: str, port: int, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The Host headers that are ours, the one to be told first."""
    shown = f"[{host}]" if ":" in host else host
    if is_own(host):
        own = [shown, "127.0.0.1", "localhost", "[::1]"]
    elif host in ("0.0.0.0", "::"):
        name = socket.gethostname()
        own = [*names, name, *_addresses(name), "127.0.0.1", "localhost"]
    else:
        own = [*names, shown]
    own = [one.lower() for one in own]
    usual = [f"{one}:{port}" for one in dict.fromkeys(own)]
    return tuple(usual + [one for one in dict.fromkeys(own) if port == 80])


def _addresses(name: str) -> list[str]:
    try:
        return sorted({str(row[4][0]) for row in socket.getaddrinfo(name, None, socket.AF_INET)})
    except OSError:
        return []


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise UsageError(
            f"{host}, port {port} can't be had ({error.strerror or error}). Choose another with --port, or --port 0."
        ) from None
    return made
