"""What the tests need from outside: found, or skipped with a plain line; in CI (JSV_TEST_REQUIRE) missing is failing."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Final

import psycopg
import pytest
import structlog
from sqlalchemy.engine import make_url

SERVER: Final = os.environ.get("JSV_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432/test")
CHROMIUM: Final = Path("/usr/bin/chromium")


def _dsn(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _postgres() -> str:
    try:
        psycopg.connect(_dsn(SERVER), connect_timeout=2).close()
    except psycopg.OperationalError:
        return f"no PostgreSQL answers at {make_url(SERVER).host}:{make_url(SERVER).port}"
    return ""


def _browser() -> str:
    return "" if CHROMIUM.exists() else f"no Chromium at {CHROMIUM}"


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
        if request.node.get_closest_marker(name) and (why := request.getfixturevalue("missing")[name]):
            if name in os.environ.get("JSV_TEST_REQUIRE", "").split(","):
                pytest.fail(f"{name} is required here: {why}")
            pytest.skip(why)


@pytest.fixture(autouse=True)
def _logs() -> Iterator[None]:
    """A command run in a test sets up logging for the process: the next test has it as it was."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A fresh, empty PostgreSQL database; gone afterwards."""
    name = f"jsv_{token_hex(6)}"
    with psycopg.connect(_dsn(SERVER), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(_dsn(SERVER), autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jsv.db'}"
    return str(request.getfixturevalue("postgres_url"))


def pytest_report_header() -> list[str]:
    """What will be skipped, said before the tests begin."""
    why = {name: probe() for name, probe in NEEDS.items()}
    return [f"{name} tests: {'run' if not said else 'skipped, ' + said}" for name, said in why.items()] + [f"python: {sys.version.split()[0]}"]
