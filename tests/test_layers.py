"""The layout keeps its walls: each module imports only from its left, and code holds no word of any language."""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "tawatur"

# From left to right; the first prefix that fits a module's name is its layer.
LAYERS = [
    ("model", "errors", "days", "sources", "pool", "collector"),
    ("wrapped", "fold", "words", "packs", "rules", "reading", "clitics", "future"),
    ("kinds.numbers", "kinds.dates", "kinds.names"),
    ("read",),
    ("clean",),
    ("fetch",),
    ("kinds",),
    ("relate", "corrections"),
    ("store",),
    ("pipeline", "explain", "ready"),
    ("export", "show"),
    ("build", "schema"),
    ("batch", "serve"),
    ("terminal", "cli_batch", "cli_build", "cli_corrections", "cli_explain", "cli_serve"),
    ("cli", "__main__"),
]


def modules() -> list[str]:
    paths = (p for p in SRC.rglob("*.py") if p != SRC / "__init__.py")
    return sorted(".".join(p.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__") for p in paths)


def layer(module: str) -> int:
    fits = [
        (len(prefix), rank)
        for rank, prefixes in enumerate(LAYERS)
        for prefix in prefixes
        if module == prefix
        or module.startswith((prefix + ".", prefix + "_"))
        or (prefix[-1] == "t" and module.startswith(prefix))
    ]
    assert fits, f"{module} belongs to no layer: say in LAYERS where it lives"
    return max(fits)[1]


def imported(module: str) -> set[str]:
    path = SRC / (module.replace(".", "/") + ".py")
    path = path if path.exists() else SRC / module.replace(".", "/") / "__init__.py"
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tawatur."):
            base = node.module.removeprefix("tawatur.")
            below = {f"{base}.{alias.name}" for alias in node.names}
            found |= (below & set(modules())) or {base}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("tawatur.") for a in node.names if a.name.startswith("tawatur.")}
    return found


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_from_its_left(module: str) -> None:
    wrong = {other for other in imported(module) if layer(other) > layer(module)}
    assert not wrong, f"{module} reaches to the right of itself: {sorted(wrong)}"


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_code_holds_no_arabic(path: Path) -> None:
    found = re.findall("[\u0620-\u064a\u066e-\u06d3]+", path.read_text(encoding="utf-8"))
    assert not found, f"words belong in lang/<code>/*.toml: {found}"
