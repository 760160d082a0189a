"""The JSON API asked for whatever its description allows, and for much that it doesn't, by schemathesis."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from tawatur.fetch import Fetcher
from tawatur.serve.app import Site, guarded
from tawatur.serve.guard import Access
from tawatur.serve.run import _bound
from tawatur.store import open_case

pytestmark = pytest.mark.fuzz

EACH = 4
"""Cases made at random for each address, beside some sixty that try the bounds of each of its parameters."""
CONFIG = """
# no description can say which documents a case holds, or what is a word
[[operations]]
include-operation-id = ["search", "correct"]
checks.positive_data_acceptance.enabled = false
"""


@contextmanager
def served(case: Path) -> Iterator[tuple[str, str]]:
    """The address and the secret of a case, served for the length of a `with` statement."""
    listening = _bound("127.0.0.1", 0)
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    site = Site(case, Fetcher, "ar", "ar")
    app = guarded(site, Access(hosts=(host,), changes=1_000_000))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://{host}", site.secret
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


def test_nothing_that_is_asked_breaks_the_api_and_answers_are_as_described(built: Path, tmp_path: Path) -> None:
    case = tmp_path / "ferry.tawatur"
    case.write_bytes(built.read_bytes())
    (tmp_path / "schemathesis.toml").write_text(CONFIG, encoding="utf-8")
    with served(case) as (home, secret):
        command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{home}/api/openapi.json"]
        how = ["--phases", "examples,coverage,fuzzing", "--max-examples", str(EACH), "--seed", "8"]
        more = ["--header", f"X-Secret:{secret}", "--continue-on-failure", "--no-color", "--warnings", "off"]
        done = subprocess.run(
            [*command, *how, *more], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
        )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    with open_case(case) as opened:
        assert opened.verify() == []
