"""Fixtures for all tests."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real agreements beside the project, where it is there."""
    folder = Path(__file__).parents[1].parent / "shared"
    if not (folder / "agreements").is_dir():
        pytest.skip("no folder ../shared with real agreements")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Give the folder of our own agreements."""
    return Path(__file__).parents[1] / "corpus"


@pytest.hookimpl(tryfirst=True)  # before xdist puts the groups into the names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share what a module makes once in one process, where several run them (--dist loadgroup)."""
    for item in items:
        made = item._fixtureinfo.name2fixturedefs.values()
        if any(fixture.scope == "module" for fixtures in made for fixture in fixtures):
            item.add_marker(pytest.mark.xdist_group(item.path.name))
