"""Who may ask the web page for what: known hosts, a token where others can reach it, no request from other sites.

A page of the open web may make a browser ask us too. It can't read answers, and these stop what it could set off: the
Host header must be ours (a name that was rebound to this machine is not), requests that change anything must come from
our own pages (Origin) and bear the secret that only these hold, and the cookie isn't sent from elsewhere (SameSite).
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tawatur.model import Value

COOKIE = "tawatur-token"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src data:; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # none at all would make browsers hide from us that our own forms are ours
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
UPLOAD = "/pages/upload"
"""Where files are sent. They aren't kept in memory, so the secret of that form is looked at where it is read."""
_CHANGES = frozenset(("POST", "PUT", "PATCH", "DELETE"))
_REMEMBERED = 1_000  # clients whose pace is kept; a flood of forged ones must not fill memory


class Access(Value, frozen=True, kw_only=True):
    """Who may ask. `hosts` are the Host headers that are ours; with a `token`, who comes must show it once."""

    hosts: tuple[str, ...]
    token: str | None = None
    body_bytes: int = 4 << 20
    """Of one request. A pasted page has 0.5 MB at most, a file of corrections a few."""
    upload_bytes: int = 64 << 20
    """Of all files that are sent at once."""
    changes: int = 120
    """Requests that change something, for each client and minute: two a second is faster than anybody judges."""
    tries: int = 10
    """Wrong tokens, for each client and minute."""


class Guard:
    """The wall around the application; `secret` is what our own forms bear."""

    def __init__(self, app: ASGIApp, access: Access, secret: str) -> None:
        self._app = app
        self._access = access
        self._secret = secret
        self._changes = Pace(access.changes)
        self._tries = Pace(access.tries)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        if scope["method"] in _CHANGES and scope["path"] == UPLOAD and _is_multipart(scope):
            refused = self._unsent_files(scope)
            if refused is not None:
                await refused(scope, receive, guarded)
                return
            receive = _bounded(receive, self._access.upload_bytes)
        elif scope["method"] in _CHANGES:
            body = await _whole(receive, self._access.body_bytes)
            refused = self._unsent(scope, body)
            if refused is not None:
                await refused(scope, receive, guarded)
                return
            assert body is not None
            receive = _again(body)
        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that isn't for us, or from somebody who may not ask."""
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._access.hosts:
            return _no(421, "This address isn't one of this page's own.")
        if self._access.token is None:
            return None
        client = (scope.get("client") or ("", 0))[0]
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token")
        shown = given if given is not None else _bearer(headers) or _cookie(headers)
        if shown is not None and hmac.compare_digest(shown.encode(), self._access.token.encode()):
            return self._welcome(scope) if given is not None else None
        if not self._tries.allow(client):
            return _no(429, "Too many wrong tokens. Wait a minute.")
        return _no(401, "Open the address with the token that tawatur printed when it was started.")

    def _welcome(self, scope: Scope) -> Response:
        """Keep the token in a cookie, out of the address bar and of what it is copied to."""
        rest = [(k, v) for k, v in parse_qsl(scope["query_string"].decode("latin-1")) if k != "token"]
        path = "/" + scope["path"].lstrip("/\\")  # two slashes would lead to another host
        answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), status_code=303)
        answer.set_cookie(COOKIE, self._access.token or "", httponly=True, samesite="strict")
        return answer

    def _unsent(self, scope: Scope, body: bytes | None) -> Response | None:
        """The answer to a change that our own pages didn't send, or that is too large or too soon."""
        headers = Headers(scope=scope)
        if body is None:
            return _no(413, f"More than {self._access.body_bytes >> 20} MB were sent at once.")
        if self._is_foreign(headers):
            return _no(403, "This was sent by another site.")
        sent = headers.get("x-secret") or dict(parse_qsl(body.decode("utf-8", "replace"))).get("secret", "")
        if not is_secret(sent, self._secret):
            return _no(403, "The page is of an earlier start of tawatur. Load it again.")
        return self._too_soon(scope)

    def _unsent_files(self, scope: Scope) -> Response | None:
        """The answer to files that our own pages didn't send, or that are too large or too soon."""
        headers = Headers(scope=scope)
        if self._is_foreign(headers):
            return _no(403, "This was sent by another site.")
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > self._access.upload_bytes:
            return _no(413, _too_large(self._access.upload_bytes))
        return self._too_soon(scope)

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        return site not in ("same-origin", "none") or (
            origin is not None and origin.partition("://")[2] not in self._access.hosts
        )

    def _too_soon(self, scope: Scope) -> Response | None:
        if not self._changes.allow((scope.get("client") or ("", 0))[0]):
            return _no(429, "That was too much at once. Wait a minute.")
        return None


class Pace:
    """So many a minute for each client, counted by the minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def allow(self, client: str) -> bool:
        """Count one more. False past the limit."""
        minute = int(time.monotonic() // 60)
        last, count = self._seen.pop(client, (minute, 0))
        count = count + 1 if last == minute else 1
        self._seen[client] = (minute, count)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return count <= self._most


def new_secret() -> str:
    """A secret that can't be guessed, for a start of the page."""
    return secrets.token_urlsafe(32)


def is_secret(sent: str, secret: str) -> bool:
    """Whether what was sent is the secret; it takes as long whatever was sent."""
    return hmac.compare_digest(sent.encode(), secret.encode())


def _cookie(headers: Headers) -> str | None:
    held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    return held.value if held is not None else None


def _bearer(headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _is_multipart(scope: Scope) -> bool:
    return Headers(scope=scope).get("content-type", "").lower().startswith("multipart/form-data")


def _too_large(most: int) -> str:
    return f"More than {most >> 20} MB were sent at once; `tawatur build` takes any number."


def _bounded(receive: Receive, most: int) -> Receive:
    """A body read as it comes, that ends in a refusal where it is larger than it may be."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413, _too_large(most))
        return message

    return bounded


def _no(status: int, reason: str) -> Response:
    return PlainTextResponse(reason + "\n", status_code=status)


async def _whole(receive: Receive, most: int) -> bytes | None:
    """The body of a request; None where it is larger than it may be."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body") or message["type"] == "http.disconnect":
            return bytes(body)


def _again(body: bytes) -> Receive:
    """A body that was read, to be read again."""
    given = False

    async def receive() -> Message:
        nonlocal given
        if given:
            return {"type": "http.disconnect"}
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
