"""The answer to wider learning, from those it went to (P20)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Case, LearningReply
from dialogs.procedure.commands.base import OfSession, held, meant, with_session
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLearning(OfSession):
    """Somebody to whom the wider learning went says what becomes of it (P20)."""

    did: ClassVar[str] = "replied about the wider learning"

    text: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only where a signed record holds learning."""
        session = held(case, about)
        return None if session and session.signed_at and session.learning else Trouble.NO_LEARNING

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The session has one answer more.

        Raises:
            LookupError: the session was not held, where `bar` lets nobody.
        """
        session = meant(case, self.session)
        return with_session(
            case, replace(session, learning_replies=(*session.learning_replies, LearningReply(self.text, by, at)))
        )
