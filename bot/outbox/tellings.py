"""What is to be told: one card for one person, as the arguments of a job have it."""

from dataclasses import dataclass

from dialogs.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True)
class Telling:
    """One card for one person; the arguments of the job `deliver`: ids only. `job` is the job's own, empty outside the queue.

    `to` is the one account of theirs, or the letter, by which they are told, where it is not whatever they used last.
    """

    person: PersonId
    card: str
    case: CaseId | None
    about: str
    key: str
    job: str = ""
    to: str = ""
