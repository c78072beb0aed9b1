"""A town whose every turn goes through the store, and what several store tests need."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, event, make_url, select, text

from dialogs import engine
from dialogs.ids import CaseId, TurnId, turn_id
from dialogs.model.heard import Handle, Heard, Pressed
from dialogs.model.press import Press
from dialogs.model.turns import Turn
from dialogs.procedure.calendar import Calendar
from dialogs.procedure.terms import Terms
from store.unit_of_work import Store
from tests.town import PEOPLE, Town, england, played


@dataclass
class KeptTown(Town):
    """Loads from the store, decides, keeps in the store; what it remembers itself is only compared with that."""

    store: Store | None = None

    @property
    def where(self) -> Store:
        assert self.store
        return self.store

    def hears(self, heard: Heard) -> Turn:
        with self.where.begin() as work:
            scene = work.scene(heard, engine.wants(heard), self.of)
            turn = engine.step(heard, scene)
            work.keep(scene, turn)
        if not scene.repeated:
            self._keep(scene, turn)
        return turn

    def of(self, _: str | None) -> Terms:
        return self.terms


@cache
def calendar() -> Calendar:
    """England's, made once."""
    return england()


def peopled(store: Store) -> KeptTown:
    """A town in that store, its people known."""
    with store.begin() as work:
        work.people.save(PEOPLE)
    return KeptTown(store=store, calendar=calendar())


def kept(until: str, town: KeptTown) -> KeptTown:
    """The same town, whose case has come to that stage in the store."""
    played(until, town)
    return town


def pressed(who: str, card: str, verb: str, case: CaseId | None, *, about: str = "", event: str = "once") -> Pressed:
    """Somebody presses a button."""
    return Pressed(turn=turn(event), sender=Handle("web", "", who), press=Press(card, verb, case, about))


def turn(event: str) -> TurnId:
    return turn_id("test", event)


def everything(database: Engine) -> bytes:
    """All that is stored: every row of every table, DBOS's too, and on SQLite the files themselves."""
    return b"\n".join((*_rows(database), *_files(database)))


def _rows(database: Engine) -> Iterator[bytes]:
    found = MetaData()
    with database.connect() as connection:
        for schema in [None, "dbos"] if database.dialect.name == "postgresql" else [None]:
            found.reflect(connection, schema=schema)
        for table in found.tables.values():
            for row in connection.execute(select(table)):
                yield b"\t".join(one if isinstance(one, bytes) else str(one).encode() for one in row)


def _files(database: Engine) -> Iterator[bytes]:
    if database.dialect.name == "sqlite":
        file = Path(str(make_url(str(database.url)).database))
        yield from (one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


@contextmanager
def statements(database: Engine) -> Iterator[list[str]]:
    """What is sent to the database meanwhile, transactions apart."""
    sent: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(database, "before_cursor_execute", note)
    yield sent
    event.remove(database, "before_cursor_execute", note)


@contextmanager
def tampering(database: Engine) -> Iterator[Connection]:
    """A connection of somebody who may do anything, and has taken the triggers and constraints out of the way."""
    with database.begin() as connection:
        if database.dialect.name == "sqlite":
            for name in (
                connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            ):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield connection
