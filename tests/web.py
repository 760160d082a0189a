"""A small web of our own for tests: pages by path on a port of loopback, every request noted, ended with the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Page(NamedTuple):
    """What a path answers with."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


class Asked(NamedTuple):
    """One request that came in."""

    path: str
    headers: dict[str, str]


Answer = Page | Callable[[BaseHTTPRequestHandler], None]


class Web:
    """What the server has, by path, and what it was asked for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


def page(text: str, title: str = "عنوان الصفحة") -> Page:
    """An article in HTML."""
    return Page(
        f"<!doctype html><html lang=ar><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{text}</p></article></body></html>".encode()
    )


def moved(to: str, status: int = 302) -> Page:
    """An answer that leads on."""
    return Page(b"", status, (("Location", to),))


def feed(*links: str) -> Page:
    """An RSS feed of such pages."""
    items = "".join(f"<item><title>خبر</title><link>{link}</link></item>" for link in links)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>أخبار</title>{items}</channel></rss>'
    return Page(body.encode(), 200, (("Content-Type", "application/rss+xml"),))


@contextmanager
def web() -> Iterator[Web]:
    """A web for the length of a `with` statement."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            it.asked.append(Asked(self.path, dict(self.headers)))
            answer = it.pages.get(self.path, Page(b"none", 404))
            if not isinstance(answer, Page):
                answer(self)
                return
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are noted, not printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    it = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
