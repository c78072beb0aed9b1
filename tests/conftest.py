"""What the tests need from outside: found, or skipped with a plain line; in CI (JSV_TEST_REQUIRE) missing is failing."""

import gc
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

import psycopg
import pytest
import pytest_asyncio
import structlog
from sqlalchemy import make_url

from adapters.shared import introductions
from bot.__main__ import NEW_OBJECTS
from tests.chromium import CHROMIUM, chromium
from tests.databases import SERVER, behind, dsn, furnish, migrated_on_server, on_server
from tests.trying import register
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.async_api import Browser

register()
gc.set_threshold(NEW_OBJECTS)  # as the commands have it


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: the tests wait for processes, browsers and databases as long as they compute."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of what is collected, one part of several, by name (JSV_TEST_PART=2/3): CI takes another each day of what takes long."""
    part, _, parts = os.environ.get("JSV_TEST_PART", "").partition("/")
    if parts:
        apart = [item for item in items if crc32(item.nodeid.encode()) % int(parts) != int(part) % int(parts)]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in apart]


def _postgres() -> str:
    try:
        psycopg.connect(dsn(), connect_timeout=2).close()
    except psycopg.OperationalError:
        return f"no PostgreSQL answers at {make_url(SERVER).host}:{make_url(SERVER).port}"
    return ""


def _browser() -> str:
    return "" if CHROMIUM else "no Chromium"


def _node() -> str:
    return "" if shutil.which("node") and shutil.which("npm") else "no Node.js"


NEEDS: Final[Mapping[str, Callable[[], str]]] = {"postgres": _postgres, "browser": _browser, "node": _node}


@pytest.fixture(scope="session")
def missing() -> Mapping[str, str]:
    """What is not there, by marker, looked for once."""
    return {name: probe() for name, probe in NEEDS.items()}


@pytest.fixture(autouse=True)
def _needed(request: pytest.FixtureRequest) -> None:
    """Skips, or in CI fails, a test whose need is not met."""
    for name in NEEDS:
        if request.node.get_closest_marker(name):
            _need(name, request.getfixturevalue("missing"))


def _need(name: str, missing: Mapping[str, str]) -> None:
    if why := missing[name]:
        if name in os.environ.get("JSV_TEST_REQUIRE", "").split(","):
            pytest.fail(f"{name} is required here: {why}")
        pytest.skip(why)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(missing: Mapping[str, str]) -> AsyncIterator["Browser"]:
    """Chromium, for all tests of a file, whose loop is the file's, too."""
    _need("browser", missing)
    async with chromium() as begun:
        yield begun


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a profile takes longer than people would wait for it."""
    monkeypatch.setattr(introductions, "A_LOOK", PATIENCE)


@pytest.fixture(autouse=True)
def _logs() -> Iterator[None]:
    """A command run in a test sets up logging for the process: the next test has it as it was."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session", autouse=True)
def _taken_away() -> Iterator[None]:
    """Databases that are still being taken away at the end are waited for."""
    yield
    behind.shutdown()


@pytest.fixture(scope="session")
def migrated() -> Iterator[str]:
    """The name of a PostgreSQL database with every table, to copy."""
    with migrated_on_server() as name:
        yield name


@pytest.fixture
def empty_postgres_url() -> Iterator[str]:
    """A fresh, empty PostgreSQL database; gone afterwards."""
    with on_server() as url:
        yield url


@pytest.fixture
def postgres_url(migrated: str) -> Iterator[str]:
    """A fresh PostgreSQL database with every table; gone afterwards."""
    with on_server(migrated) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, empty database of each kind."""
    return (
        f"sqlite:///{tmp_path / 'jsv.db'}"
        if request.param == "sqlite"
        else str(request.getfixturevalue("empty_postgres_url"))
    )


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind with every table."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    furnish(url := f"sqlite:///{tmp_path / 'jsv.db'}")
    return url


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: from here on nobody looks among them for rubbish."""
    gc.freeze()


def pytest_report_header() -> list[str]:
    """What will be skipped, said before the tests begin."""
    why = {name: probe() for name, probe in NEEDS.items()}
    return [f"{name} tests: {'run' if not said else 'skipped, ' + said}" for name, said in why.items()] + [
        f"python: {sys.version.split()[0]}"
    ]
