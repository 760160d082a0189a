"""The compiled build does what the Python source does, byte for byte."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPILERS = ("cc", "gcc", "clang")
SHOW_MODULES = (
    "import sys, tawatur.words, tawatur.kinds.attributions.sources as s; print(tawatur.words.__file__, s.__file__)"
)

pytestmark = pytest.mark.compiled


def run(path: Path, *arguments: str) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONHASHSEED": "1"}
    done = subprocess.run([sys.executable, *arguments], env=environment, cwd=path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not any(map(shutil.which, COMPILERS)):
        pytest.skip("compiling needs a C compiler, and there is none on this machine")
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        pytest.skip("compiling needs the headers of Python (python3-dev)")
    if importlib.util.find_spec("hatch_mypyc") is None:
        pytest.skip("compiling needs hatch-mypyc, which `make test-compiled` installs")
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from compiled import build
    finally:
        sys.path.pop(0)
    return Path(build(tmp_path_factory.mktemp("compiled") / "out", level="0", profile=False))


def test_the_inner_modules_are_compiled(compiled: Path) -> None:
    files = run(compiled, "-c", SHOW_MODULES).decode().split()
    assert [Path(file).suffix for file in files] == [".so", ".so"] or sys.platform == "win32"
    assert all(str(compiled) in file for file in files)


def test_both_give_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    sources = tmp_path / "site"  # the very sources that were compiled, though the working tree may have moved on
    shutil.copytree(compiled, sources, ignore=shutil.ignore_patterns("*.so", "*.pyd"))
    command = ("-m", "tawatur.cli", "annotate", str(ROOT / "examples" / "pages"))
    plain, fast = run(sources, *command), run(compiled, *command)
    assert plain.count(b"\n") >= 10
    assert plain == fast
