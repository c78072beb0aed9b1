"""What could not be told to somebody, for nothing reached them: it waits, and goes out when they are heard from.

Rule 1: a card waits once, however often it could not be told. It is drawn when it goes out, and shows things as they are then.
Rule 2: what goes out is told as any news is. What nobody needs any more by then is dropped there.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from dialogs.ids import CaseId, PersonId
from dialogs.model.turns import Tell
from store.database.tables import insert_unless_there, untold
from store.queue.jobs import Jobs, tell

WAITED: Final = "/untold/"
ADD: Final = insert_unless_there(untold)
THEIRS: Final = (
    select(untold)
    .where(untold.c.person == bindparam("its_person"))
    .order_by(untold.c.since, untold.c.case, untold.c.card, untold.c.about)
)
PEOPLE: Final = select(untold.c.person).distinct().order_by(untold.c.person)
OF_CASE: Final = select(untold.c.person).distinct().where(untold.c.case == bindparam("its_case"))
DROP: Final = delete(untold).where(untold.c.person == bindparam("its_person"))
DROP_THERE: Final = DROP.where(untold.c.case == bindparam("its_case"))
TOLD: Final = DROP_THERE.where(untold.c.card == bindparam("its_card"), untold.c.about == bindparam("its_about"))
FORGET: Final = delete(untold).where(untold.c.case == bindparam("its_case"))


class Untold:
    """Everything that waits for somebody."""

    def __init__(self, connection: Connection, jobs: Jobs) -> None:
        self._connection, self._jobs = connection, jobs

    def add(self, person: PersonId, card: str, case: CaseId | None, about: str, at: datetime) -> None:
        """It could not be told; it has waited since the first time."""
        row = {"person": person, "card": card, "case": case or "", "about": about, "since": at}
        self._connection.execute(ADD, row)

    def people(self) -> tuple[PersonId, ...]:
        """Everybody for whom something waits."""
        return tuple(map(PersonId, self._connection.scalars(PEOPLE)))

    def of_case(self, case: CaseId) -> frozenset[PersonId]:
        """Those to whom something of a case could not be told."""
        return frozenset(map(PersonId, self._connection.scalars(OF_CASE, {"its_case": case})))

    def goes_out(self, person: PersonId, at: datetime) -> int:
        """All that waits for somebody is told, each once; how much. What does not reach them even now waits again."""
        waiting = self._connection.execute(THEIRS, {"its_person": person}).all()
        for row in waiting:
            key = f"{row.case}{WAITED}{row.card}/{row.about}/{person}/{int(at.timestamp())}"
            tell(
                self._jobs,
                self._connection,
                Tell(person=person, card=row.card, case=CaseId(row.case), about=row.about, key=key),
            )
        if waiting:
            self._connection.execute(DROP, {"its_person": person})
        return len(waiting)

    def told(self, person: PersonId, card: str, case: CaseId | None, about: str) -> bool:
        """They have got that card; whether it had waited for them."""
        its = {"its_person": person, "its_case": case or "", "its_card": card, "its_about": about}
        return self._connection.execute(TOLD, its).rowcount > 0

    def seen_to(self, person: PersonId, case: CaseId) -> None:
        """They have acted on the case themselves, where nothing is pushed: nothing of it waits any more."""
        self._connection.execute(DROP_THERE, {"its_person": person, "its_case": case})

    def forget(self, case: CaseId) -> None:
        """The case is erased."""
        self._connection.execute(FORGET, {"its_case": case})


def waited(key: str) -> bool:
    """Whether a telling had to wait until its person was reached."""
    return WAITED in key
