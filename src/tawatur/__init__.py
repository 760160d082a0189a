"""tawatur: who said what, through whom; every figure and its owner; which pages are copies of which.

page = tawatur.annotate(open("page.html", "rb").read(), media_type="text/html")
for said in page.attributions:
    print(said.text, said.stance)

case = tawatur.open_case("story.tawatur")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tawatur.errors import CaseError, InputError, TawaturError, UsageError
    from tawatur.export import frame
    from tawatur.pipeline import annotate
    from tawatur.store import Case, open_case

__version__ = "0.1.0"

__all__ = [
    "Case",
    "CaseError",
    "InputError",
    "TawaturError",
    "UsageError",
    "__version__",
    "annotate",
    "frame",
    "open_case",
]

_HOME = {
    "frame": "tawatur.export",
    "annotate": "tawatur.pipeline",
    "open_case": "tawatur.store",
    "Case": "tawatur.store",
    "TawaturError": "tawatur.errors",
    "CaseError": "tawatur.errors",
    "InputError": "tawatur.errors",
    "UsageError": "tawatur.errors",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that `import tawatur` and `--help` cost nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'tawatur' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
