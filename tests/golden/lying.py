"""A kept database in the hands of today's code: unpacked, opened, and with the chats as they were when it was made."""

import gzip
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import psycopg
from aiohttp import ClientSession, CookieJar
from sqlalchemy import Engine, make_url, text

from bot.demo.people import PEOPLE
from bot.runtime.clock import MovableClock
from dialogs.model.heard import Handle
from store.crypto.key_ring import KeyRing
from store.database.connect import migrate, open_engine
from store.queue.jobs import DbosJobs
from store.unit_of_work import Store
from tests.doubles_slack.desk import Desk
from tests.doubles_teams.double import Made, TeamsDouble
from tests.doubles_teams.person import Client
from tests.play.cast import FOUR, WEB
from tests.play.rehearsal import Rehearsal, _hired
from tests.slack_double import Sent, SlackDouble

HERE: Final = Path(__file__).parent / "databases"
CAST: Final = {**FOUR, "bo": WEB}
OURS: Final = re.compile(r"\b(bot|store|dialogs|adapters)\.[a-z_]+|__main__")
FAR: Final = 1_000_000  # events are numbered on from here: those before were heard when the database was made


@dataclass(frozen=True)
class Kept:
    """A database, and what was written down beside it when it was made."""

    url: str
    beside: Mapping[str, Any]
    revision: str = ""

    @property
    def keys(self) -> KeyRing:
        """The ring that sealed it."""
        return KeyRing.from_text(self.beside["ring"])

    @property
    def chats(self) -> bool:
        """Whether anybody was in a chat, and not only on pages."""
        return "slack" in self.beside

    @property
    def now(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.beside["now"])


def unpacked(file: Path, folder: Path) -> str:
    """The address of a SQLite database, unpacked into a folder."""
    where = folder / "kept.db"
    where.write_bytes(gzip.decompress(file.read_bytes()))
    return f"sqlite:///{where}"


def restored(file: Path, url: str) -> str:
    """The same address, once a dump has been read into that empty PostgreSQL database."""
    dump = gzip.decompress(file.read_bytes()).decode()
    with psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    ) as server:
        server.execute(dump.encode())
    return url


def beside(file: Path) -> Mapping[str, Any]:
    """What was written down when a database was made."""
    found: Mapping[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return found


@contextmanager
def opened(kept: Kept) -> Iterator[tuple[Store, Engine]]:
    """Its store, once it has been brought up to date."""
    migrate(kept.url)
    engine = open_engine(kept.url)
    yield Store(engine, kept.keys, DbosJobs(engine)), engine
    engine.dispose()


@asynccontextmanager
async def living(kept: Kept) -> AsyncIterator[Rehearsal]:
    """The bot of today, running on it: the messages lie where they lay, the clock says what it said, and Microsoft is where it is now."""
    clock = MovableClock()
    clock.to(kept.now)
    async with (
        SlackDouble() as slack,
        TeamsDouble() as teams,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        cast = CAST if kept.chats else {}
        here = Rehearsal(kept.url, clock, session, slack, Desk(slack, session, "", events=FAR), teams, dict(cast))
        for person in PEOPLE:
            _hired(here, person.id, person.email)
        for tenant in {at.tenant for at in cast.values() if at.tenant}:
            here.clients[tenant] = Client(teams, session, "", tenant=tenant, events=FAR)
        if kept.chats:
            _laid(here, kept.beside)
            with opened(kept) as (store, _):
                _moved(store, kept.beside["service"], teams.service)
        await here.start()
        try:
            yield here
        finally:
            await here.running.aclose()


def waiting(engine: Engine) -> list[str]:
    """What the queue holds that is not done, those set aside apart."""
    with engine.connect() as connection:
        asked = f"SELECT workflow_uuid FROM {_schema(engine)}workflow_status WHERE status NOT IN ('SUCCESS', 'ERROR') ORDER BY 1"  # noqa: S608 - our own words
        return [*connection.execute(text(asked)).scalars()]


def outcomes(engine: Engine) -> dict[str, str]:
    """What became of everything that is done."""
    schema = _schema(engine)
    asked = f"SELECT workflow_uuid, o.output FROM {schema}workflow_status JOIN {schema}workflow_output o USING (workflow_uuid) WHERE status = 'SUCCESS'"  # noqa: S608 - ditto
    with engine.connect() as connection:
        return {row.workflow_uuid: str(json.loads(row.output)) for row in connection.execute(text(asked))}


def paths(engine: Engine) -> set[str]:
    """Whatever in the queue looks as if it named a module of ours, or is written other than as JSON: neither would outlive a move of the code."""
    tables = ("workflow_status JOIN {0}workflow_input USING (workflow_uuid)", "workflow_output", "workflow_schedules")
    selects = [f"SELECT * FROM {{0}}{table}".format(_schema(engine)) for table in tables]  # noqa: S608 - ditto
    with engine.connect() as connection:
        rows = [row for select in selects for row in connection.execute(text(select))]
    return {found[0] for row in rows for found in OURS.finditer(str(row))} | {
        row.serialization for row in rows if "serialization" in row._mapping
    } - {"portable_json"}


def _schema(engine: Engine) -> str:
    return "dbos." if engine.dialect.name == "postgresql" else ""


def _laid(here: Rehearsal, found: Mapping[str, Any]) -> None:
    """Every message is where it was; new ones are numbered on."""
    for one in found["slack"]:
        here.slack.messages[one["channel"], one["ts"]] = Sent(**one)
    here.slack.clock = max(int(float(one["ts"])) for one in found["slack"])
    here.slack.views[found["view"]["id"]] = found["view"]
    here.slack.homes.update(found["homes"])
    for conversation, number, body in found["teams"]:
        here.teams.messages[conversation, number] = body
    here.teams.made += [Made("post", "", "", {})] * max(int(number[1:]) for _, number, _ in found["teams"])


def _moved(store: Store, was: str, now: str) -> None:
    """Microsoft's service is at another address: on a free port of today."""
    people = [Handle("teams", at.tenant, person) for person, at in CAST.items() if at.channel == "teams"]
    with store.begin() as work:
        for who in people:
            known = work.chat_references.get(who)
            assert known
            work.chat_references.put(who, known.replace(was, now))
