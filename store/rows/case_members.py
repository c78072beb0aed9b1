"""Who is on which case: what "my cases" and each supervisor's load are listed from. Written only where it changed."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dialogs.ids import PersonId
from dialogs.procedure.case import Case
from dialogs.procedure.people import SEEING, Part, on_case
from store.database.tables import SUPERVISING, players

ANY: Final = SEEING & ~Part.OFFICE  # what lets somebody see a case (`may_see`), the office apart: it is on none

COME: Final = insert(players)
GO: Final = delete(players).where(
    players.c.case == bindparam("of"), players.c.person.in_(bindparam("gone", expanding=True))
)
OVER: Final = update(players).where(players.c.case == bindparam("of")).values(open=False)
LOAD: Final = select(players.c.person, func.count()).where(SUPERVISING).group_by(players.c.person)

THEIRS: Final = players.alias("theirs")
BESIDE: Final = (
    select(players.c.person)
    .join(THEIRS, players.c.case == THEIRS.c.case)
    .where(THEIRS.c.person == bindparam("who"))
    .distinct()
)


class CaseMembers:
    """Everybody on every case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, before: Case | None, after: Case) -> None:
        """Writes down who came, who went and who became a supervisor; nothing where nobody did."""
        was, now = _cast(before) if before and before.version else {}, _cast(after)
        gone = [person for person, supervises in was.items() if now.get(person) is not supervises]
        come = [person for person, supervises in now.items() if was.get(person) is not supervises]
        if gone:
            self._connection.execute(GO, {"of": after.id, "gone": gone})
        if come:
            self._connection.execute(COME, [_row(after, person, supervises=now[person]) for person in come])
        if after.over and before and not before.over:
            self._connection.execute(OVER, {"of": after.id})

    def load(self) -> Mapping[PersonId, int]:
        """How many open cases each person supervises."""
        return {PersonId(person): count for person, count in self._connection.execute(LOAD)}

    def beside(self, person: PersonId) -> frozenset[PersonId]:
        """Everybody with whom somebody is on a case, also on one that is over."""
        return frozenset(map(PersonId, self._connection.scalars(BESIDE, {"who": person})))


def _cast(case: Case) -> dict[PersonId, bool]:
    supervisors = case.supervisors
    return {person: person in supervisors for person in on_case(case, ANY)}


def _row(case: Case, person: PersonId, *, supervises: bool) -> dict[str, object]:
    return {"case": case.id, "person": person, "open": not case.over, "supervises": supervises, "since": case.raised_at}
