"""Answers are taken once each, and nobody can see whose they are (P22)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, String, cast, column, func, inspect, select

from dialogs.ids import CaseId, PersonId
from dialogs.model.turns import Feedback, Need, Turn, Wants
from dialogs.model.views import Card
from store.database.tables import feedback, feedback_tokens
from store.unit_of_work import Conflict, Store
from tests.store.kept import everything, kept, peopled
from tests.town import MONDAY

CASE = CaseId("c1")
PEOPLE = tuple(map(PersonId, ("pat", "hal", "bo", "kit")))


def said(number: int) -> Feedback:
    return Feedback(case=CASE, session=1, answers={"useful": f"answer {number}"})


def given(store: Store, count: int) -> None:
    """So many people answer, one after the other."""
    for number, person in enumerate(PEOPLE[:count]):
        with store.begin() as work:
            assert work.feedback.add(said(number), person, MONDAY)


def test_answers_are_shown_when_three_have_answered(store: Store) -> None:
    """Not before; and then all of them."""
    given(store, 2)
    with store.reading() as work:
        two = work.feedback.since("2026-11")
    with store.begin() as work:
        work.feedback.add(said(2), PEOPLE[2], MONDAY)
    with store.reading() as work:
        three = work.feedback.since("2026-11")

    assert two == ()
    assert sorted((month, one["useful"]) for month, one in three) == [
        ("2026-11", f"answer {number}") for number in range(3)
    ]


def test_all_answers_of_a_session_come_with_the_month_of_its_first(store: Store) -> None:
    """So that whoever answers late is not alone in a later month."""
    given(store, 3)
    with store.begin() as work:
        work.feedback.add(said(3), PEOPLE[3], MONDAY.replace(month=12))
    with store.reading() as work:
        everybody, later = work.feedback.since("2026-11"), work.feedback.since("2026-12")

    assert ([month for month, _ in everybody], later) == (["2026-11"] * 4, ())


def test_each_person_answers_once_for_each_session(store: Store) -> None:
    """A second answer is not taken; another session is another matter."""
    with store.begin() as work:
        taken = [work.feedback.add(said(0), PEOPLE[0], MONDAY), work.feedback.add(said(1), PEOPLE[0], MONDAY)]
        taken.append(work.feedback.add(Feedback(case=CASE, session=2, answers={}), PEOPLE[0], MONDAY))

        assert taken == [True, False, True]
        assert work.feedback.given(CASE, (1, 2, 3), PEOPLE[0]) == {1, 2}
        assert work.feedback.given(CASE, (1, 2, 3), PEOPLE[1]) == frozenset()


def test_two_devices_of_one_person_answer_once(store: Store) -> None:
    """In the same moment, many rounds."""
    for session in range(1, 11):
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            taken = [*threads.map(lambda _: _adds(store, session, barrier), range(2))]  # noqa: B023 - done before the next round

        assert sorted(taken) == [False, True]


def _adds(store: Store, session: int, barrier: Barrier) -> bool:
    barrier.wait()
    with store.begin() as work:
        return work.feedback.add(Feedback(case=CASE, session=session, answers={}), PEOPLE[0], MONDAY)


def test_no_column_joins_an_answer_to_a_person(database: Engine) -> None:
    """An answer has its case, session and month; a token is a token. There is no other column, no time and no shared one."""
    answers = {column["name"]: column["type"].python_type for column in inspect(database).get_columns("feedback")}
    tokens = [column["name"] for column in inspect(database).get_columns("feedback_tokens")]

    assert answers == {"id": str, "case": str, "session": int, "month": str, "body": bytes}
    assert tokens == ["token"]


def test_an_answer_knows_its_month_and_no_more(store: Store, database: Engine) -> None:
    """No person's id stands in it, sealed or not, and its own id is new with each answer that joins it."""
    given(store, 1)
    with database.connect() as connection:
        first = connection.execute(select(feedback)).one()
    given(store, 0)
    with store.begin() as work:
        work.feedback.add(said(1), PEOPLE[1], MONDAY)
    with database.connect() as connection:
        ids = connection.scalars(select(feedback.c.id)).all()

    assert first.month == "2026-11"
    assert len(ids) == 2
    assert first.id not in ids


def test_the_order_of_rows_says_nothing(store: Store, database: Engine) -> None:
    """Over many sessions the first to answer is not first in the table; and PostgreSQL's transaction number is the same for all."""
    places, transactions = [], []
    hidden = column("xmin") if database.dialect.name == "postgresql" else feedback.c.month
    for session in range(12):
        for number, person in enumerate(PEOPLE):
            with store.begin() as work:
                work.feedback.add(Feedback(case=CASE, session=session, answers={"useful": str(number)}), person, MONDAY)
        with store.begin() as work:
            answers = [
                work.feedback._read(row.id, row.body).answers["useful"]
                for row in work.connection.execute(select(feedback).where(feedback.c.session == session))
            ]
            asked = (
                select(func.count(cast(hidden, String).distinct()))
                .select_from(feedback)
                .where(feedback.c.session == session)
            )
            transactions.append(work.connection.scalar(asked))
        places.append(answers.index("0"))

    assert len({*places}) > 1
    assert {*transactions} == {1}


def test_a_token_is_not_made_without_the_key(store: Store, database: Engine) -> None:
    """It is a keyed hash: neither the person nor the session can be read or guessed from it."""
    given(store, 1)
    with database.connect() as connection:
        token = connection.scalar(select(feedback_tokens.c.token))

    assert token
    assert len(token) == 32
    assert b"answer 0" not in everything(database)


def test_a_turn_hands_in_its_answers_and_a_second_one_is_a_conflict(store: Store) -> None:
    """The scene knows for which sessions the actor has answered."""
    town = kept("filed", peopled(store))
    turn = Turn(
        reply=Card(name="thanks", title="Thank you"),
        feedback=Feedback(case=town.case.id, session=1, answers={"useful": "Being heard"}),
    )
    wants = Wants(case=town.case.id, needs=Need.FEEDBACK)
    with store.begin() as work:
        before = work.view(PersonId("hal"), wants, town.of)
        work.keep(before, turn)
    with store.begin() as work:
        after = work.view(PersonId("hal"), wants, town.of)
        other = work.view(PersonId("bo"), wants, town.of)
    with pytest.raises(Conflict), store.begin() as work:
        work.keep(before, turn)

    assert [{*one.feedback_given} for one in (before, after, other)] == [set(), {1}, set()]


def test_answers_of_earlier_months_are_deleted(store: Store) -> None:
    """When their time is over."""
    given(store, 3)
    with store.begin() as work:
        kept = work.feedback.prune(MONDAY)
        deleted = work.feedback.prune(MONDAY.replace(year=2027))

        assert (kept, deleted, work.feedback.since("2026-01")) == (0, 3, ())
