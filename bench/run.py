"""What a section is told: how much to measure, where to put files, and which databases there are."""

import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

import psycopg
from sqlalchemy.engine import make_url

from bench.figures import Line

SERVER: Final = os.environ.get("JSV_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432/test")


class NotHere(Exception):
    """A section cannot be measured on this machine; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How this run measures. `quick` is a smoke run: its figures mean nothing. `full` takes the largest sizes."""

    folder: Path
    rounds: int = 5
    quick: bool = False
    full: bool = False

    def many(self, count: int, few: int) -> int:
        """So many, or in a smoke run few."""
        return few if self.quick else count

    def sqlite(self, name: str) -> str:
        """A fresh file."""
        return f"sqlite:///{self.folder / f'{name}-{token_hex(4)}.db'}"


Section = Callable[[Run], Coroutine[None, None, tuple[Line, ...]]]


@contextmanager
def postgres() -> Iterator[str]:
    """A fresh PostgreSQL database; gone afterwards."""
    name = f"jsv_bench_{token_hex(6)}"
    try:
        server = psycopg.connect(_dsn(SERVER), autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        raise NotHere("no PostgreSQL answers") from None
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _dsn(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
