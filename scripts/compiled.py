"""Build tawatur with its inner modules compiled to C: a wheel, and unpacked beside it what PYTHONPATH can name.

    python scripts/compiled.py build/compiled [--level 2]

Leaves FOLDER/tawatur-….whl and FOLDER/site. Built from a copy of the sources, since compiling in place would leave
extension modules beside them that Python then prefers. Needs a C compiler, hatch-mypyc and, with `--level 2`, some
three minutes of one core; `--level 0` takes a fourth and gives slower code that does the same.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSES", "src", "examples")
LEVEL = 'opt_level = "2"'


def build(folder: Path, level: str = "2") -> Path:
    """Build into a folder, which is emptied first; gives the folder to import from.

    Raises CalledProcessError where compiling fails, its words on standard error.
    """
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "source"
    source.mkdir(parents=True)
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
        else:
            shutil.copy(ROOT / name, source / name)
    project = source / "pyproject.toml"
    settings = project.read_text(encoding="utf-8")
    if LEVEL not in settings:
        raise ValueError(f"pyproject.toml no longer says {LEVEL}")
    project.write_text(settings.replace(LEVEL, f'opt_level = "{level}"'), encoding="utf-8")
    environment = {**os.environ, "HATCH_BUILD_HOOK_ENABLE_MYPYC": "1", "MYPYPATH": ""}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder.resolve())]
    subprocess.run(command, cwd=source, env=environment, check=True)
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    shutil.rmtree(source)
    return site


def main() -> None:
    """Build as asked."""
    parser = argparse.ArgumentParser(description="Build tawatur compiled to C.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--level", default="2", choices=("0", "1", "2", "3"), help="how hard the C compiler tries")
    asked = parser.parse_args()
    print(build(asked.folder, asked.level))


if __name__ == "__main__":
    main()
