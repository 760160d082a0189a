"""A case served to one reader without a browser, and what asks it as a browser would."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tawatur.fetch import Fetcher, FetchLimits
from tawatur.model import Page
from tawatur.serve import Access
from tawatur.serve.app import Site, application
from tawatur.serve.guard import Guard
from tawatur.store import open_case
from tawatur.store.overlay import Overlay

HOST = "127.0.0.1:8484"


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status, self.headers, self.text = status, headers, body.decode("utf-8", "replace")


class Client:
    """Asks an application as a browser would, cookies kept; one request after the other."""

    def __init__(self, app: Any, host: str = HOST) -> None:
        self.app, self.host = app, host
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        where, _, query = path.partition("?")
        sent = {"host": self.host, **(headers or {})}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": where, "raw_path": b"",
            "query_string": query.encode(), "headers": [(k.encode(), v.encode("latin-1")) for k, v in sent.items()],
            "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8484), "root_path": "",
        }  # fmt: skip
        out: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            out.append(message)

        asyncio.run(self.app(scope, receive, send))
        fields: dict[str, str] = {}
        for name, value in out[0]["headers"]:
            if name == b"set-cookie":
                key, _, rest = value.decode().partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
            fields[name.decode()] = value.decode("latin-1")
        return Answer(out[0]["status"], fields, b"".join(m.get("body", b"") for m in out[1:]))

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(form).encode(), {**kind, **headers})


class Opened:
    """A case served to one reader."""

    def __init__(self, case: Path, **access: Any) -> None:
        self.case = case
        self.site = Site(case, lambda: Fetcher(limits=FetchLimits(pause=0), allow_private=True), "ar", "ar")
        app: Any = application(case, Access(hosts=(HOST,)))  # checks that the case opens
        app = Guard(routed(self.site), Access(hosts=(HOST,), **access), self.site.secret)
        self.client = Client(app)
        self.get = self.client.get

    def post(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
        return self.client.post(path, {"secret": self.site.secret, "author": "س. ن.", **(form or {})}, **headers)

    def anchor(self, place: int = 2) -> str:
        with open_case(self.case) as opened:
            return f"p{opened.keys()[place]}"

    def page(self, anchor: str) -> Page:
        with open_case(self.case) as opened:
            return Overlay(opened).page(anchor[1:]).page

    def form(self, anchor: str, kind: str, place: int) -> dict[str, str]:
        """What the form of one annotation sends unchanged."""
        text = self.get(f"/documents/{anchor}").text
        found = re.search(
            rf'name="kind" value="{kind}"><input type="hidden" name="index" value="{place}">'
            r'<input type="hidden" name="at" value="([\d-]+)">(.*?)</form>', text, re.DOTALL,
        )  # fmt: skip
        assert found, f"no form for {kind} {place}"
        fields = re.findall(r'<(?:input|textarea)[^>]*name="((?:part|shown)-\w+)"(?:[^>]*value="([^"]*)")?', found[2])
        areas = re.findall(r'<textarea[^>]*name="(part-\w+)"[^>]*>([^<]*)<', found[2])
        chosen = {
            name: next(iter(re.findall(r'value="(\w+)" selected', options)), "")
            for name, options in re.findall(r'<select name="(field-\w+)">(.*?)</select>', found[2], re.DOTALL)
        }
        plain = dict(re.findall(r'<input name="(field-\w+)" value="([^"]*)"', found[2]))
        form = {**dict(fields), **dict(areas), **chosen, **plain}
        return {"kind": kind, "index": str(place), "at": found[1], **{k: html.unescape(v) for k, v in form.items()}}


def routed(site: Site) -> Any:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException

    from tawatur.errors import TawaturError

    return Starlette(routes=site.routes(), exception_handlers={TawaturError: site.told, HTTPException: site.told})
