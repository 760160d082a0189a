"""A real Chromium for tests, driven over its DevTools protocol: open a file, run a script, look at what happened."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import websocket

_FLAGS = (
    "--headless",
    "--no-sandbox",  # tests run as root in containers, where the sandbox can't start
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "--force-prefers-reduced-motion",  # so that a scroll has ended when the script that asked for it has
)

_PATIENCE = 300.0
"""Seconds until a browser that doesn't answer is taken for dead: a busy machine needs ten, a very busy one more."""


def browser() -> str:
    """The path of a Chromium. Skips the test where there is none, but fails it in CI."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        found = shutil.which(name)
        if found:
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("No Chromium is installed, and CI must look at the dossier in one.")
    pytest.skip("no Chromium is installed: the dossier can't be looked at (apt-get install chromium)")


class Tab:
    """One tab. `messages` holds what the console said and what broke, `requests` every address asked for."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=_PATIENCE)
        self._id = 0
        self.messages: list[str] = []
        self.requests: list[str] = []
        self._loaded: set[str] = set()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its result. Raises AssertionError with the browser's words where it fails."""
        self._id += 1
        wanted = self._id
        self._socket.send(json.dumps({"id": wanted, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == wanted:
                assert "error" not in message, f"{method}: {message['error']}"
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Runtime.consoleAPICalled":
                self.messages.append(" ".join(str(a.get("value", a.get("description"))) for a in params["args"]))
            case "Runtime.exceptionThrown":
                self.messages.append(params["exceptionDetails"]["text"])
            case "Log.entryAdded":
                self.messages.append(params["entry"]["text"])
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Page.javascriptDialogOpening":
                self.messages.append(f"dialog: {params['message']}")
            case "Page.lifecycleEvent" if params["name"] == "load":
                self._loaded.add(params["loaderId"])

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file afresh and wait until it and its fonts are there; what happened before is forgotten."""
        self.leave()  # from a file to a fragment of it would be no opening
        self.messages.clear()
        self.requests.clear()
        self._navigate(path.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        self.run("document.fonts.ready.then(() => true)")

    def visit(self, address: str) -> None:
        """Go to an address and wait until it and its fonts are there."""
        self._navigate(address)
        self.run("document.fonts.ready.then(() => true)")

    def leave(self) -> None:
        """Go to an empty page: a heavy one would be laid out anew at each change of the window."""
        self._navigate("about:blank")

    def _navigate(self, address: str) -> None:
        loader = self.call("Page.navigate", url=address)["loaderId"]
        while loader not in self._loaded:  # by name: an earlier page may still say that it has loaded
            self._note(json.loads(self._socket.recv()))

    def run(self, script: str) -> Any:
        """The value of an expression in the page, promises awaited."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression is true in the page, looked at in every frame."""
        try:
            self.run(
                f"new Promise(done => {{ const look = () => ({script}) ? done(true) : requestAnimationFrame(look);"
                " look(); })"
            )
        except websocket.WebSocketTimeoutException:
            raise AssertionError(f"It never came true: {script}") from None

    def settle(self) -> None:
        """Wait until what the last script set off has been laid out and drawn: two frames."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def size(self, width: int, height: int) -> None:
        """Make the window so large, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def media(self, *, scheme: str = "light", kind: str = "screen") -> None:
        """Prefer light or dark, be a screen or paper."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=kind, features=features)

    def press(self, key: str, code: int) -> None:
        """Press and let go of a key by its name and its virtual code."""
        text = {"text": "\r"} if key == "Enter" else {"text": " "} if key == " " else {}
        for kind in ("keyDown", "keyUp"):
            more = text if kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **more)
        self.settle()

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what the window shows, or the whole page, as PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def pdf(self) -> bytes:
        """The page as it prints."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False, preferCSSPageSize=True)["data"])

    def close(self) -> None:
        self._socket.close()


@contextmanager
def chromium() -> Iterator[Tab]:
    """A fresh browser with one tab; it and its profile are gone afterwards."""
    with TemporaryDirectory(prefix="tawatur-chromium-", ignore_cleanup_errors=True) as profile:
        command = [browser(), *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            tab = Tab(_target(Path(profile), process))
            yield tab
            tab.close()
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _target(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """The address of the tab's socket, once the browser has said which port it chose."""
    said = profile / "DevToolsActivePort"
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, f"Chromium ended by itself with code {process.returncode}"
        lines = said.read_text().splitlines() if said.exists() else []
        if lines:
            with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json/list", timeout=_PATIENCE) as answer:
                pages = [t for t in json.load(answer) if t["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
        time.sleep(0.05)
    raise AssertionError("Chromium didn't open its debugging port")
