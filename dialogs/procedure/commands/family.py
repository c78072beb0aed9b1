"""Whether the family knows that professionals will meet: "nothing about us without us" (P06)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Case, Told
from dialogs.procedure.commands.base import Command
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


def to_be_told(case: Case) -> bool:
    """Whether the family does not know yet, and nobody has said why that is to stay so; before the first session (P06)."""
    open_ = case.family_knows is False and case.family_told in (None, Told.NOT_YET)
    return open_ and not any(session.held_at for session in case.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class SayFamilyKnows(Command):
    """They know now; or not yet, and who tells them when; or they are not to be told, and why (P06)."""

    did: ClassVar[str] = "said whether the family knows"

    told: Told
    note: str = ""

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only where it is open."""
        return None if to_be_told(case) else Trouble.TOLD_ALREADY

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """What was said last stands; not yet is asked again."""
        return replace(
            case,
            family_knows=self.told is Told.SHARED,
            family_told=self.told,
            family_note=self.note or case.family_note,
            family_said_on=at.date(),
        )
