"""Who saw what is written down for ever, and whoever changes it is found out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from dialogs.ids import CaseId, PersonId
from store.unit_of_work import Store
from tests.store.kept import tampering
from tests.town import MONDAY

CASE, MO, SAL = CaseId("c1"), PersonId("mo"), PersonId("sal")


def looked(store: Store) -> None:
    with store.begin() as work:
        for person, what, case in (
            (MO, "record", CASE),
            (SAL, "record", CASE),
            (MO, "export", None),
            (MO, "facts", CASE),
        ):
            work.audit.seen(person, what, case, MONDAY)


def test_each_look_is_a_line(store: Store) -> None:
    """In order, by case; what is of no case is apart."""
    looked(store)
    with store.reading() as work:
        assert work.audit.of(CASE) == ((MO, "record", MONDAY), (SAL, "record", MONDAY), (MO, "facts", MONDAY))
        assert work.audit.of(None) == ((MO, "export", MONDAY),)
        assert [*work.audit.broken()] == []


def test_two_look_at_once(store: Store) -> None:
    """In the same moment, many rounds: both are written down, one after the other."""
    barrier = Barrier(2)

    def looks(person: PersonId) -> None:
        for _ in range(10):
            barrier.wait()
            with store.begin() as work:
                work.audit.seen(person, "record", CASE, MONDAY)

    with ThreadPoolExecutor(2) as threads:
        [*threads.map(looks, (MO, SAL))]

    with store.reading() as work:
        assert [10, 10] == [[one for one, _, _ in work.audit.of(CASE)].count(person) for person in (MO, SAL)]
        assert [*work.audit.broken()] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET person = 'hal' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "UPDATE audit SET number = 9 WHERE number = 2",
    ],
)
def test_a_line_changed_removed_or_moved_is_found(store: Store, database: Engine, statement: str) -> None:
    """The case and the number are named."""
    looked(store)
    with tampering(database) as connection:
        connection.execute(text(statement))

    with store.reading() as work:
        assert [*work.audit.broken()] == [(CASE, 2)]
