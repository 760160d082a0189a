"""The same batch on a Ray cluster: two nodes that the test starts on loopback, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stub_process import process
from tawatur.batch import batch
from tawatur.batch import jobs as cutting
from tawatur.errors import UsageError
from test_batch import files, rows
from test_build import pages

# Read once, when Ray is first imported: nodes know each other by a token made for this run alone.
os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_USAGE_STATS_ENABLED": "0"}


def test_an_address_where_no_cluster_answers_is_said(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, but nobody listens
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(UsageError, match=r"not installed|No Ray cluster answers"):
            batch(pages(tmp_path, 3), tmp_path / "out", process=process, engine="ray", address=address)


def test_an_address_is_asked_for_and_never_guessed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"not installed|--address"):
        batch(pages(tmp_path, 3), tmp_path / "out", process=process, engine="ray")


class Slow:
    """The stand-in of the pipeline, at a pace at which something can happen meanwhile."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, raw: Any, **settings: Any) -> Any:
        time.sleep(self.seconds)
        return process(raw, **settings)


@pytest.fixture(autouse=True)
def _small_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting.cut_jobs, "__defaults__", (7,))


NODE = {"num_cpus": 1, "node_ip_address": "127.0.0.2", "object_store_memory": 80_000_000, "include_dashboard": False}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each."""
    pytest.importorskip("ray", reason="the extra `cluster` is not installed: make cluster")
    paths = os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH")]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", paths)
        from ray.cluster_utils import Cluster

        nodes = Cluster(initialize_head=True, head_node_args=NODE)
        try:
            yield SimpleNamespace(nodes=nodes, address=nodes.address, second=nodes.add_node(**NODE))
        finally:
            nodes.shutdown()


@pytest.mark.cluster
def test_the_cluster_changes_no_byte(cluster: Any, tmp_path: Path) -> None:
    sources = pages(tmp_path, 60)
    local = batch(sources, tmp_path / "local", process=process)
    away = batch(sources, tmp_path / "away", process=process, engine="ray", address=cluster.address)
    assert away == local
    assert files(tmp_path / "away") == files(tmp_path / "local")
    again = batch(sources, tmp_path / "away", process=process, engine="ray", address=cluster.address)
    assert again.kept == local.parts


@pytest.mark.cluster
def test_what_was_stopped_here_goes_on_there(cluster: Any, tmp_path: Path) -> None:
    sources = pages(tmp_path, 60)
    local = batch(sources, tmp_path / "local", process=process)

    def stop_at(most: int) -> Callable[[int, str], None]:
        def stop(done: int, _: str) -> None:
            if done >= most:
                raise KeyboardInterrupt

        return stop

    with pytest.raises(KeyboardInterrupt):
        batch(sources, tmp_path / "away", process=process, progress=stop_at(20))
    with pytest.raises(KeyboardInterrupt):
        batch(sources, tmp_path / "away", process=process, engine="ray", address=cluster.address, progress=stop_at(40))
    done = batch(sources, tmp_path / "away", process=process, engine="ray", address=cluster.address)
    assert 0 < done.kept < local.parts
    assert files(tmp_path / "away") == files(tmp_path / "local")


@pytest.mark.cluster
def test_the_whole_pipeline_gives_the_same_on_the_cluster(cluster: Any, tmp_path: Path) -> None:
    source = str(Path(__file__).parents[1] / "examples" / "pages")
    batch([source], tmp_path / "local")
    batch([source], tmp_path / "away", engine="ray", address=cluster.address)
    assert files(tmp_path / "away") == files(tmp_path / "local")


@pytest.mark.cluster
def test_a_page_that_kills_its_process_costs_no_other_page_of_the_cluster(cluster: Any, tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    texts = [f"DIE {n}" if n == 11 else f"خبر {n}" for n in range(16)]
    path.write_text("\n".join(json.dumps({"id": str(n), "text": t}) for n, t in enumerate(texts)), encoding="utf-8")
    away = batch([str(path)], tmp_path / "away", process=process, engine="ray", address=cluster.address)
    assert (away.documents, away.refusals) == (15, {"": {"process-died": 1}})
    told = rows(tmp_path / "away", "SELECT input FROM '@refusals.parquet'")
    assert told == [(f"{path}#12",)]


@pytest.mark.cluster
def test_a_fault_of_a_page_is_raised_as_in_a_local_run(cluster: Any, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        batch(pages(tmp_path, 3), tmp_path / "out", process=divides, engine="ray", address=cluster.address)


def divides(raw: Any, **_: Any) -> Any:
    """A pipeline with a fault."""
    return raw, 1 // 0


@pytest.mark.cluster
def test_a_node_killed_in_the_middle_changes_nothing(cluster: Any, tmp_path: Path) -> None:
    # the last of these tests: a node is gone after it
    sources = pages(tmp_path, 300)
    local = batch(sources, tmp_path / "local", process=process)
    killed = threading.Event()

    def kill(done: int, _: str) -> None:
        if done >= 70 and not killed.is_set():
            killed.set()
            cluster.nodes.remove_node(cluster.second, allow_graceful=False)

    slow = Slow(0.02)
    away = batch(sources, tmp_path / "away", process=slow, engine="ray", address=cluster.address, progress=kill)
    assert killed.is_set()
    assert away == local
    assert files(tmp_path / "away") == files(tmp_path / "local")
