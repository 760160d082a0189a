"""Build tawatur with its inner modules compiled to C: a wheel, and unpacked beside it what PYTHONPATH can name.

    python scripts/compiled.py build/compiled [--level 2] [--no-profile]

Leaves FOLDER/tawatur-….whl and FOLDER/site. Built from a copy of the sources, since compiling in place would leave
extension modules beside the sources that Python then prefers. Needs a C compiler and hatch-mypyc.

With gcc it is built twice: the first build counts what runs while it annotates the example pages, the second lays the
code out by that (what runs often close together, the rest small and out of the way). The two take some thirteen
minutes of one core; `--no-profile` takes four, `--level 0` one, and gives slower code that does the same.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSES", "src", "examples")
LEVEL = 'opt_level = "2"'
CLOSE = "-fvisibility=hidden -fno-semantic-interposition -fno-plt -w"
"""Calls among the compiled modules go straight to where they lead: nobody outside may put another function there. What
gcc warns of once it knows counts, and mypyc would have it fail for, is of C that nobody wrote."""
TRAINING = """
import sys
from tawatur.model import Raw
from tawatur.pipeline import process
from tawatur.read import read
pages = [page for page in read(sys.argv[1:]) if isinstance(page, Raw)]
for _ in range(20):  # so that annotating outweighs the reading of tables
    for page in pages:
        process(page)
"""
"""What the first build is run with: clean and annotate each page of a folder."""


def build(folder: Path, level: str = "2", *, profile: bool = True) -> Path:
    """Build into a folder, which is emptied first; gives the folder to import from.

    `profile`: compile a second time by what a run of the first build counted, where the compiler is gcc.
    Raises CalledProcessError where compiling fails, its words on standard error.
    """
    folder = folder.resolve()
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
    if not _is_gcc():
        site = _wheel(folder, "")
    elif not profile or " " in str(folder):  # settings of compilers are cut at spaces
        site = _wheel(folder, CLOSE)
    else:
        counts = folder / "counts"
        site = _wheel(folder, f"{CLOSE} -fprofile-generate={counts}")
        _run([sys.executable, "-c", TRAINING, str(source / "examples" / "pages")], folder, PYTHONPATH=str(site))
        site = _wheel(folder, f"{CLOSE} -fprofile-use={counts}")
        shutil.rmtree(counts)
    shutil.rmtree(source)
    return site


def _is_gcc() -> bool:
    """Whether extension modules are compiled by gcc, whose options these are; what is called so may be clang."""
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    try:
        told = subprocess.run([*compiler.split(), "-v"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return "gcc version" in told.stderr


def _wheel(folder: Path, flags: str) -> Path:
    """Build the wheel from `folder/source` and unpack it to `folder/site`, in place of what an earlier build left.

    Objects stand at the same place each time, since counts are kept by the names of objects. `CFLAGS` take the place
    of those that Python was compiled with, so these are said again: without `-DNDEBUG` each step into a list or a tuple
    asks anew whether it is one.
    """
    site, objects = folder / "site", folder / "objects"
    for old in folder.glob("*.whl"):
        old.unlink()
    shutil.rmtree(site, ignore_errors=True)
    objects.mkdir()
    _run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        folder / "source",
        HATCH_BUILD_HOOK_ENABLE_MYPYC="1",
        HATCH_MYPYC_BUILD_DIR=str(objects),
        MYPYPATH="",
        CFLAGS=" ".join((sysconfig.get_config_var("CFLAGS") or "", os.environ.get("CFLAGS", ""), flags)),
        LDFLAGS=f"{os.environ.get('LDFLAGS', '')} {flags}",
    )
    shutil.rmtree(objects)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def _run(command: list[str], where: Path, **settings: str) -> None:
    """Run a command in a folder; the order of sets, and with it what is counted, is the same each time."""
    subprocess.run(command, cwd=where, env={**os.environ, "PYTHONHASHSEED": "0", **settings}, check=True)


def main() -> None:
    """Build as asked."""
    parser = argparse.ArgumentParser(description="Build tawatur compiled to C.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--level", default="2", choices=("0", "1", "2", "3"), help="how hard the C compiler tries")
    parser.add_argument("--no-profile", action="store_true", help="compile once, without a run that is counted")
    asked = parser.parse_args()
    print(build(asked.folder, asked.level, profile=asked.level != "0" and not asked.no_profile))


if __name__ == "__main__":
    main()
