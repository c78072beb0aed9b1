"""`jsv erase` and the night erase: with every byte of the files and the key ring in hand, no word of the case is read again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import Engine, text

from bot.runtime.runtime import Runtime
from bot.schedule.retention import erase
from bot.simulation.player import Player
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import Feedback
from dialogs.procedure.case import Case
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.database.purge import LOOKED_AT, purge
from store.queue.jobs import DbosJobs
from tests.bot.acts import raised
from tests.bot.cli.raw import opened
from tests.bot.config.test_settings import KEY
from tests.builders import MO, PAT, a_runtime
from tests.databases import dsn
from tests.store.rows.test_drafts import DRAFT
from tests.town import MONDAY, RAISED
from tests.waiting import PATIENCE

SAID = ("Marked reason", "Marked feedback", "Marked draft", str(RAISED["thinking"]))


@dataclass(frozen=True)
class Living:
    """A bot that goes on while somebody erases."""

    runtime: Runtime
    engine: Engine
    case: Case


@pytest.fixture
def living(database_url: str) -> Iterator[Living]:
    """A case with marked words in its facts, its feedback and a draft, one of them already thrown away."""
    engine = open_engine(database_url)
    with a_runtime(database_url, jobs=DbosJobs(engine), keys=KeyRing.from_text(KEY)) as runtime:
        player = Player(runtime)
        player.presses(PAT, Press("case", "raise"))
        case = raised(runtime, player)
        with runtime.store.begin() as work:
            for person in ("pat", "hal", "bo"):
                answers = Feedback(case=case.id, session=1, answers={"useful": "Marked feedback"})
                work.feedback.add(answers, PersonId(person), MONDAY)
            work.drafts.keep(DRAFT.with_answers({"thinking": "Marked draft"}, MONDAY))
        with runtime.store.begin() as work:
            work.drafts.drop(DRAFT.owner, DRAFT.press)
        player.presses(MO, Press("agreement", "agree", case.id))
        player.fills(PAT, Press("case", "withdraw", case.id), {"reason": "Marked reason"})
        yield Living(runtime, engine, case)
    engine.dispose()


def jsv(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("JSV_")}
    settings = {"JSV_DATABASE_URL": url, "JSV_KEYS": KEY, "JSV_LOG_FORMAT": "plain"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        capture_output=True,
        text=True,
        env={**plain, **settings},
        timeout=PATIENCE,
        check=False,
    )


def read_again(url: str) -> list[str]:
    """Which of the marked words whoever has the bytes and the ring reads."""
    everything = opened(url, KEY)
    return [words for words in SAID if words.encode() in everything]


@pytest.mark.slow
def test_nothing_is_read_again(living: Living, database_url: str) -> None:
    """Not from the table, its free space or its log, while the bot goes on; and it says what it does not reach."""
    assert read_again(database_url) == [*SAID]

    told = jsv(database_url, "erase", living.case.reference, "--yes")

    assert (told.returncode, read_again(database_url)) == (0, []), told.stderr
    assert (
        told.stdout.splitlines()[0]
        == f"{living.case.reference} is erased: nothing written about it can be read from this database again."
    )
    assert "What this does not reach:" in told.stdout
    with living.runtime.store.reading() as work:
        assert (work.cases.get(living.case.id), work.connection.scalar(text("SELECT count(*) FROM facts"))) == (None, 3)


@pytest.mark.slow
def test_the_night_erases_too(living: Living, database_url: str) -> None:
    """What `jsv tidy` deletes because its time is up is as unreadable."""
    with living.engine.begin() as connection:
        connection.execute(text("UPDATE cases SET over_on = '2019-01-01'"))

    told = jsv(database_url, "tidy")

    assert (told.stdout.splitlines()[-1].split(",")[0], read_again(database_url)) == ("Deleted: 1 cases", []), (
        told.stderr
    )


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_it_does_not_say_erased_while_an_old_look_holds_it(living: Living, database_url: str) -> None:
    """Somebody's transaction began before and may still look at what was: then it says so, and does it once that is over."""
    with psycopg.connect(dsn(database_url)) as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.execute("SELECT count(*) FROM inbox")
        with living.runtime.store.begin() as work:
            erase(work, living.runtime.jobs, living.case.id)
        assert purge(living.engine, tries=1) == LOOKED_AT

    assert (purge(living.engine), read_again(database_url)) == ("", [])
