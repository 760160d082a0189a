"""The documents tell the truth: commands and fields they name exist, and those that exist are named."""

import re
import sys
from pathlib import Path

import msgspec
import pytest

from tawatur import __version__, cli, model
from tawatur.export import TABLES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return [str(c.name or c.callback.__name__) for c in cli.app.registered_commands if c.callback]


def help_of(command: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "argv", ["tawatur", *([command] if command else []), "--help"])
    with pytest.raises(SystemExit):
        cli.main()
    return "\n".join(line.rstrip() for line in capsys.readouterr().out.strip().splitlines())


def test_the_command_reference_is_what_help_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    parts = [
        "# Commands",
        "",
        "What `--help` prints; `make golden` rewrites this page and a test holds it current.",
        "Exit codes: 0 fine, 1 some inputs were refused, 2 a wrong call, 3 nothing usable, 70 a fault of its own.",
    ]
    for command in [None, *commands()]:
        name = f"tawatur {command}" if command else "tawatur"
        parts += ["", f"## `{name}`", "", "```text", help_of(command, monkeypatch, capsys), "```"]
    page = "\n".join(parts) + "\n"
    path = DOCS / "commands.md"
    if update_golden:
        path.write_text(page, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("command", commands())
def test_the_readme_names_every_command(command: str) -> None:
    assert f"tawatur {command}" in README


def test_commands_in_the_readme_exist() -> None:
    named = set(re.findall(r"(?:`|bin/)tawatur ([a-z]+)", README))
    assert named
    assert named <= set(commands())


def test_targets_in_the_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.glob("*.md")]:
        named = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        wanted = {a or b for a, b in named}
        assert wanted <= targets, f"{path.name} names {sorted(wanted - targets)}"


CONTRACT = [
    model.Attribution,
    model.Figure,
    model.Date,
    model.Number,
    model.Entity,
    model.Event,
    model.Abstention,
    model.Derivation,
    model.Origin,
    model.Series,
    model.Claim,
    model.Occurrence,
    model.Version,
    model.Actor,
    model.Refusal,
]


@pytest.mark.parametrize("struct", CONTRACT, ids=lambda s: s.__name__)
def test_the_output_page_names_every_field(struct: type[msgspec.Struct]) -> None:
    page = (DOCS / "output.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {struct.__name__}\b.*?(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL)
    assert section, f"docs/output.md has no section {struct.__name__}"
    missing = [f.encode_name for f in msgspec.structs.fields(struct) if f"`{f.encode_name}`" not in section[0]]
    assert not missing


@pytest.mark.parametrize("page", ["output.md", "api.md"])
def test_every_table_of_a_case_is_listed(page: str) -> None:
    lists = re.findall(r"\w+(?:,\s+\w+){9,}", (DOCS / page).read_text(encoding="utf-8"))
    assert any(set(re.findall(r"\w+", one)) == set(TABLES) for one in lists)


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_is_explained() -> None:
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8").lower()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("dependencies = [", 1)[1].split("]", 1)[0]
    names = [name.lower() for name in re.findall(r'"([A-Za-z0-9_]+)', block)]
    assert names
    assert [n for n in names if n not in page] == []
