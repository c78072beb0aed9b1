"""Keys are turned over without stopping: everything is read before, meanwhile and afterwards without the old key."""

import pytest
from sqlalchemy import Engine

from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.turns import Feedback
from store.crypto.key_ring import KeyRing, Unreadable
from store.key_rotation import rotate
from store.queue.jobs import InMemoryJobs
from store.unit_of_work import Store
from tests.store.kept import KeptTown, kept, peopled
from tests.store.rows.test_drafts import DRAFT
from tests.store.rows.test_postings import CASE, SLACK
from tests.town import MONDAY

OLD, NEW = {"old": b"o" * 32}, {"new": b"n" * 32}
MO, HANDLE = PersonId("mo"), Handle("slack", "T1", "U1")


def everything(store: Store) -> tuple[object, ...]:
    """What there is of each kind, as it is read and found."""
    with store.reading() as work:
        case = work.cases.of(MO)[0]
        return (
            case,
            work.facts.of(case.id),
            work.cases.same_reference("case-1001", None),
            work.people.directory(),
            work.people.by_email("mo@testshire.example"),
            work.people.by_handle(HANDLE),
            work.people.handles(MO),
            work.drafts.of(PersonId("pat")),
            work.postings.of_case(CASE),
            sorted(one["useful"] for _, one in work.feedback.since("2026-01")),
            work.key_values.get("colour"),
        )


def filled(store: Store) -> KeptTown:
    """Something of each kind."""
    town = kept("polling", peopled(store))
    with store.begin() as work:
        work.people.link(HANDLE, MO, MONDAY)
        work.drafts.keep(DRAFT)
        work.postings.add(SLACK)
        work.key_values.put("colour", "blue")
        for number, person in enumerate(("pat", "hal", "bo")):
            work.feedback.add(Feedback(case=CASE, session=1, answers={"useful": str(number)}), PersonId(person), MONDAY)
    return town


def test_old_rows_are_read_with_a_new_key_and_after_rotation_without_the_old_one(database: Engine) -> None:
    """Three rings: the old key alone, both with the new one first, the new one alone."""
    old, both, new = (Store(database, KeyRing(keys), InMemoryJobs()) for keys in (OLD, {**NEW, **OLD}, NEW))
    filled(old)
    before = everything(old)

    meanwhile = everything(both)
    with pytest.raises(Unreadable):
        everything(new)
    turned = rotate(both, batch=2)

    assert before == meanwhile == everything(both) == everything(new)
    assert turned > 10
    assert rotate(both) == 0
    with pytest.raises(Unreadable):
        everything(Store(database, KeyRing(OLD), InMemoryJobs()))


def test_work_goes_on_while_keys_are_turned_over(database: Engine) -> None:
    """A case begun under the old key goes on under the new one, and what is linked or posted again is there once."""
    old, both = (Store(database, KeyRing(keys), InMemoryJobs()) for keys in (OLD, {**NEW, **OLD}))
    town = filled(old)
    town.store = both
    town.does("mo", "case", "withdraw", {"reason": "No longer wanted"})
    with both.begin() as work:
        work.people.link(HANDLE, PersonId("pat"), MONDAY)
        work.postings.add(SLACK)
        work.feedback.add(Feedback(case=CASE, session=1, answers={}), PersonId("pat"), MONDAY)
    rotate(both)

    with Store(database, KeyRing(NEW), InMemoryJobs()).reading() as work:
        assert work.cases.get(town.case.id) == town.case
        assert town.case.over
        assert (work.people.by_handle(HANDLE), work.people.handles(MO)) == ("pat", ())
        assert (len(work.postings.of_case(CASE)), len(work.feedback.since("2026-01"))) == (1, 3)
        assert [*work.facts.broken()] == []
