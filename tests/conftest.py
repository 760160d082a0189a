"""What all tests share."""

from pathlib import Path

import pytest

from tawatur.build import build

SHARED = Path(__file__).parents[1].parent / "shared"
"""Gold and outside cases that are measured against, never copied; absent on most machines."""


EXAMPLES = Path(__file__).parents[1] / "examples" / "pages"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Rewrite golden files; review is the git diff.")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example story as a case, made once for all tests: to read, and to copy for writing."""
    case = tmp_path_factory.mktemp("case") / "ferry.tawatur"
    build([str(EXAMPLES)], case)
    return case
