"""What all tests share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"
"""Gold and outside cases that are measured against, never copied; absent on most machines."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Rewrite golden files; review is the git diff.")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
