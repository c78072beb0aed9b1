"""Jobs are noted with the case, or not at all; each key once."""

import json
from contextlib import suppress

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from dialogs.model.turns import Invitation, Redraw, Tell
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs, InMemoryJobs, Job, note
from store.unit_of_work import Store
from tests.store.kept import kept, peopled
from tests.town import played


def noted(database: Engine) -> dict[str, tuple[str, str, str, list[object]]]:
    """What lies in DBOS's own tables: by key, the workflow, its queue, its partition and its arguments."""
    schema = "dbos." if database.dialect.name == "postgresql" else ""
    asked = f"SELECT * FROM {schema}workflow_status JOIN {schema}workflow_input USING (workflow_uuid)"  # noqa: S608 - our own words
    with database.connect() as connection:
        rows = connection.execute(text(asked)).all()
    return {
        row.workflow_uuid: (row.name, row.queue_name, row.queue_partition_key, json.loads(row.inputs)["positionalArgs"])
        for row in rows
    }


def test_what_a_turn_wants_done_is_noted_when_it_is_committed(store: Store, database: Engine) -> None:
    """Everybody to be told, and the redraw: ids only, in the queue and partition that were agreed."""
    town = peopled(store)
    kept("raised", town)
    case = town.case.id
    telling = f"{case}/1/agreement/mo"

    found = noted(database)

    assert found[telling] == ("deliver", "deliveries", "mo", ["mo", "agreement", case, "", telling])
    assert found[f"redraw/{case}/1"] == ("redraw", "redraws", case, [case, 1])
    assert len(found) == 1 + len(town.told)


def test_a_database_that_is_gone_is_not_waited_for() -> None:
    """What asks the queue is told at once; in a thread of which there are few it may not wait until the database is back."""
    with pytest.raises(OperationalError):
        DbosJobs(open_engine("postgresql+psycopg://root@127.0.0.1:1/nowhere")).begun("a job")


def test_what_was_rolled_back_is_not_noted(store: Store, database: Engine) -> None:
    """Nor anything else of that turn."""
    town = kept("raised", peopled(store))
    before = noted(database)
    with suppress(ZeroDivisionError), store.begin() as work:
        note(DbosJobs(database), work.connection, Redraw(town.case.id), 7)
        _ = 1 // 0

    assert before == noted(database)


def test_a_key_noted_before_is_silently_fine(store: Store, database: Engine) -> None:
    """In the same transaction or a later one, which goes on; the first one stands."""
    jobs = DbosJobs(database)
    with store.begin() as work:
        for version in (1, 2):
            jobs.enqueue(work.connection, "redraw", "key", ("case", version), queue="redraws", partition="case")
        work.key_values.put("colour", "blue")
    with store.begin() as work:
        jobs.enqueue(work.connection, "redraw", "key", ("case", 3), queue="redraws", partition="case", delay_seconds=5)
        work.key_values.put("size", "large")
    with store.reading() as work:
        assert (work.key_values.get("colour"), work.key_values.get("size")) == ("blue", "large")

    assert noted(database) == {"key": ("redraw", "redraws", "case", ["case", 1])}


def test_a_delayed_job_waits(store: Store, database: Engine) -> None:
    """It is there, but not yet in the queue."""
    with store.begin() as work:
        DbosJobs(database).enqueue(work.connection, "deliver", "key", (), queue="deliveries", delay_seconds=60)
    schema = "dbos." if database.dialect.name == "postgresql" else ""
    with database.connect() as connection:
        assert connection.scalar(text(f"SELECT status FROM {schema}workflow_status")) == "DELAYED"  # noqa: S608 - our own words


def test_the_three_kinds_of_effect(database: Engine) -> None:
    """A telling keeps its own key; an invitation is one for each change of the session."""
    paper = InMemoryJobs()
    case = played("raised").case.id
    with database.connect() as connection:
        for effect in (
            Tell(person=played("raised").case.raiser, card="case", case=case, about="1", key="k"),
            Redraw(case),
            Redraw(case),
            Invitation(case, 1, 3, cancel=False),
        ):
            note(paper, connection, effect, 5)

    assert paper.given == [
        Job(workflow="deliver", key="k", args=("pat", "case", case, "1", "k"), queue="deliveries", partition="pat"),
        Job(workflow="redraw", key=f"redraw/{case}/5", args=(case, 5), queue="redraws", partition=case),
        Job(
            workflow="invite", key=f"invite/{case}/1/3/5", args=(case, 1, 3, False), queue="deliveries", partition=case
        ),
    ]


@pytest.mark.parametrize("jobs", [InMemoryJobs()])
def test_a_store_may_note_its_jobs_on_paper(database: Engine, jobs: InMemoryJobs) -> None:
    """As tests of the bot do."""
    town = played("agreed", peopled(Store(database, KeyRing.development(), jobs)))

    assert {one.key for one in jobs.given} >= {one.key for one in town.told}
