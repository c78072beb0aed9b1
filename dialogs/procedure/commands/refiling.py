"""What was added to a record after it had been filed belongs on the child's file too (P18)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Amendment, Case, Session
from dialogs.procedure.commands.base import OfSession, held, meant, with_session
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


def unfiled(session: Session) -> tuple[Amendment, ...]:
    """The amendments that came after the record lay on the file, and of which nobody has said that they lie there too."""
    filed_on = next((filing.on for filing in session.filings if filing.by_keyworker), None)
    if filed_on is None or session.circulated_at is None:
        return ()
    known = max((session.circulated_at, *session.amendments_filed))
    return tuple(
        amendment for amendment in session.amendments if amendment.at > known and amendment.at.date() >= filed_on
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAmendment(OfSession):
    """The keyworker has placed what was added beside the record (P13, P18)."""

    did: ClassVar[str] = "filed the amendment"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """While something is not on the file."""
        session = held(case, about)
        return None if session and unfiled(session) else Trouble.FILED_ALREADY

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """All that was added until now lies there.

        Raises:
            LookupError: the session was not held, where `bar` lets nobody.
        """
        session = meant(case, self.session)
        return with_session(case, replace(session, amendments_filed=(*session.amendments_filed, at)))
