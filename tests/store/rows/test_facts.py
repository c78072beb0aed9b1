"""Facts only grow, and whoever changes them past the triggers is found out."""

import pytest
from sqlalchemy import Engine, text

from store.crypto.key_ring import Unreadable
from store.unit_of_work import Store
from tests.store.kept import kept, peopled, tampering

LAST = 'SELECT max(number) FROM facts AS f WHERE f."case" = facts."case"'
TAMPERINGS = {
    "who did it": ("UPDATE facts SET by = 'hal' WHERE number = 2", 2),
    "when": ("UPDATE facts SET at = '2026-01-01 10:00:00' WHERE number = 1", 1),
    "which command": ("UPDATE facts SET command = 'Decline' WHERE number = 2", 2),
    "one removed from the middle": ("DELETE FROM facts WHERE number = 2", 2),
    "the last removed": (f"DELETE FROM facts WHERE number = ({LAST})", 6),  # noqa: S608 - our own words
    "all removed": ("DELETE FROM facts", 1),
    "two exchanged": (
        "UPDATE facts SET number = CASE number WHEN 2 THEN 102 WHEN 3 THEN 2 ELSE number END WHERE number IN (2, 3)",
        2,
    ),
    "one added": (
        f'INSERT INTO facts SELECT "case", number + 1, "by", at, channel, was, now, command, format, hash, body FROM facts WHERE number = ({LAST})',  # noqa: S608 - ditto
        7,
    ),
    "the version of the case": ("UPDATE cases SET version = version + 1", 7),
    "the head of the case": ("UPDATE cases SET head = (SELECT hash FROM facts WHERE number = 1)", 7),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_whatever_is_changed_is_found(store: Store, database: Engine, what: str) -> None:
    """With the triggers out of the way a row is changed, removed, moved or added: the case and the number are named."""
    statement, number = TAMPERINGS[what]
    town = kept("polling", peopled(store))
    assert len(town.facts[town.case.id]) == 6
    with tampering(database) as connection:
        connection.execute(text(statement))

    with store.reading() as work:
        assert [*work.facts.broken()] == [(town.case.id, number)]


def test_a_chain_written_anew_does_not_fit_its_case(store: Store, database: Engine) -> None:
    """Hashes need no key, so somebody could make new ones; but the case's own text is sealed with the hash its facts had reached."""
    town = kept("agreed", peopled(store))
    with tampering(database) as connection:
        connection.execute(text("UPDATE cases SET head = :other"), {"other": bytes(32)})

    with pytest.raises(Unreadable), store.reading() as work:
        work.cases.get(town.case.id)


def test_a_case_put_back_to_an_earlier_version_is_refused(store: Store, database: Engine) -> None:
    """The version stands in clear, and is sealed in as well."""
    town = kept("agreed", peopled(store))
    with tampering(database) as connection:
        connection.execute(text("UPDATE cases SET version = 1"))

    with pytest.raises(Unreadable), store.reading() as work:
        work.cases.get(town.case.id)


@pytest.mark.parametrize("column", ["key, body", "body", "key"])
def test_text_moved_to_another_case_is_refused(store: Store, database: Engine, column: str) -> None:
    """A sealed value copied from one row to another opens nothing there."""
    town = kept("raised", peopled(store))
    first = town.case.id
    second = kept("raised", town).case.id
    columns = ", ".join(f"{one} = (SELECT {one} FROM cases WHERE id = :source)" for one in column.split(", "))  # noqa: S608 - our own words
    with tampering(database) as connection:
        connection.execute(text(f"UPDATE cases SET {columns} WHERE id = :target"), {"source": first, "target": second})  # noqa: S608 - ditto

    with pytest.raises(Unreadable), store.reading() as work:
        work.cases.get(second)


def test_the_text_of_one_fact_is_refused_in_another(store: Store, database: Engine) -> None:
    """Even within one case, and under one key."""
    town = kept("agreed", peopled(store))
    with tampering(database) as connection:
        connection.execute(text("UPDATE facts SET body = (SELECT body FROM facts WHERE number = 1) WHERE number = 2"))

    with pytest.raises(Unreadable), store.reading() as work:
        work.facts.of(town.case.id)
