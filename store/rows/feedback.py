"""What attendees said of a session, kept so that nobody can see who said what (P22): not in the rows, nor in their order.

That somebody has answered is a token in a table of its own, made from case, session and person with a secret. Answers carry
no time finer than a month. All answers of a session are written anew, under new ids and in random order, whenever one
comes: neither the order of rows nor PostgreSQL's transaction numbers join an answer to the token that came with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from random import SystemRandom
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dialogs.ids import CaseId, PersonId
from dialogs.model.turns import Feedback
from store.crypto.key_ring import KeyRing
from store.database.codec import codec
from store.database.tables import feedback, feedback_tokens, insert_unless_there, outdated

LEAST: Final = 3  # fewer would say who said it

SESSION: Final = (feedback.c.case == bindparam("of"), feedback.c.session == bindparam("sitting"))
ANSWERS: Final = select(feedback).where(*SESSION).order_by(feedback.c.id)
CLEAR: Final = delete(feedback).where(*SESSION)
WRITE: Final = insert(feedback)
HAND_IN: Final = insert_unless_there(feedback_tokens)
HANDED_IN: Final = select(feedback_tokens.c.token).where(
    feedback_tokens.c.token.in_(bindparam("tokens", expanding=True))
)
FORGET: Final = delete(feedback).where(feedback.c.case == bindparam("of"))
PRUNE: Final = delete(feedback).where(feedback.c.month < bindparam("before"))

OUTDATED: Final = select(feedback.c.id, feedback.c.body).where(outdated(feedback.c.body)).limit(bindparam("limit"))
RESEAL: Final = update(feedback).where(feedback.c.id == bindparam("this")).values(body=bindparam("again"))


class Feedbacks:
    """All answers, and who has answered."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def add(self, given: Feedback, person: PersonId, at: datetime) -> bool:
        """Takes one person's answers, once; whether it took them."""
        token = self._keys.index(_token(given.case, given.session, person))
        if (
            self.given(given.case, [given.session], person)
            or not self._connection.execute(HAND_IN, {"token": token}).rowcount
        ):
            return False
        session = {"of": given.case, "sitting": given.session}
        before = [(row.month, self._read(row.id, row.body)) for row in self._connection.execute(ANSWERS, session)]
        self._connection.execute(CLEAR, session)
        everything = [*before, (f"{at:%Y-%m}", given)]
        if sum(not answer.told for _, answer in everything) >= LEAST:  # one alone would be known by what it changes
            everything = [(month, replace(answer, told=True)) for month, answer in everything]
        SystemRandom().shuffle(everything)
        self._connection.execute(WRITE, [self._row(month, answer) for month, answer in everything])
        return True

    def given(self, case: CaseId, sessions: Iterable[int], person: PersonId) -> frozenset[int]:
        """For which of these sessions somebody has answered."""
        tokens = {token: session for session in sessions for token in self._keys.indexes(_token(case, session, person))}
        found = self._connection.scalars(HANDED_IN, {"tokens": [*tokens]}) if tokens else ()
        return frozenset(tokens[token] for token in found)

    def told(self, case: CaseId, session: int) -> tuple[Mapping[str, str], ...]:
        """The answers that those who facilitated a session may read: none before there are three, then by three at the least; in no order."""
        rows = self._connection.execute(ANSWERS, {"of": case, "sitting": session}).all()
        found = [answer.answers for answer in (self._read(row.id, row.body) for row in rows) if answer.told]
        SystemRandom().shuffle(found)
        return tuple(found)

    def since(self, month: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Answers of sessions that at least three have answered, the first of them from that month (`2026-01`) on, in no order.

        Each comes with the month of its session's first: nobody's is told apart for having come late.
        """
        of = (feedback.c.case, feedback.c.session)
        first = func.min(feedback.c.month)
        many = select(*of, first.label("first")).group_by(*of).having(func.count() >= LEAST, first >= month).subquery()
        both = (feedback.c.case == many.c.case) & (feedback.c.session == many.c.session)
        rows = self._connection.execute(select(feedback, many.c.first).join(many, both)).all()
        found = [(row.first, self._read(row.id, row.body).answers) for row in rows]
        SystemRandom().shuffle(found)
        return tuple(found)

    def forget(self, case: CaseId) -> None:
        """Deletes what was said of a case's sessions. That somebody answered stays, as a token that names nobody."""
        self._connection.execute(FORGET, {"of": case})

    def prune(self, before: datetime) -> int:
        """Deletes the answers of months before that one, and says how many."""
        return self._connection.execute(PRUNE, {"before": f"{before:%Y-%m}"}).rowcount

    def reseal(self, limit: int) -> int:
        """Seals some answers anew with the current key of the ring, and says how many. Tokens stay: who has answered an older ring may answer again."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).all()
        for id_, body in rows:
            self._connection.execute(RESEAL, {"this": id_, "again": self._keys.rewrap(body, _place(id_))})
        return len(rows)

    def _row(self, month: str, given: Feedback) -> dict[str, object]:
        id_ = token_hex(16)
        body = self._keys.encrypt(codec(Feedback).write(given), _place(id_))
        return {"id": id_, "case": given.case, "session": given.session, "month": month, "body": body}

    def _read(self, id_: str, body: bytes) -> Feedback:
        return codec(Feedback).read(self._keys.decrypt(body, _place(id_)))


def _token(case: CaseId, session: int, person: PersonId) -> str:
    return f"feedback {case}|{session}|{person}"


def _place(id_: str) -> str:
    return f"feedback:{id_}:body"
