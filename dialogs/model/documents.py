"""The record as a document: what stands on the paper that goes on the child's file (P18). Words only; how it looks is a writer's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KINDS: Final = ("docx", "pdf", "json")
"""What the verb of a press may say that takes one away."""

AWAY: Final = ("Apologies", "Did not come", "Not noted whether they came")
"""How it is said of those who were not there, or of whom it is not known."""

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was there."""

    name: str
    role: str
    agency: str
    part: str  # "Supervisor", "Keyworker", or nothing


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A heading and what was written under it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """Everything on the paper, in its order. Dates and times are in words, as they are read."""

    partnership: str
    reference: str
    number: int  # of the session, from 1
    child: str  # initials; never a name (P23)
    local_reference: str  # in the system of whoever raised it; may be empty
    held: str
    place: str
    present: tuple[Present, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...] = ()  # did not come, and said nothing
    not_noted: tuple[str, ...] = ()  # nobody ticked whether they came
    independence: str = ""  # what the supervisors declared
    sections: tuple[DocumentSection, ...]
    family: Rows = ()
    learning: Rows = ()
    further: str = ""
    signatures: Rows  # name and agency, and when
    amendments: tuple[DocumentSection, ...] = ()  # who and when, and what
    statement: str
    logo: str = ""  # a picture file; nothing for none

    @property
    def title(self) -> str:
        """What it is called."""
        return f"Record of joint agency group supervision {self.reference}, session {self.number}"

    @property
    def stem(self) -> str:
        """A file's name without its ending: nothing of the case but our reference."""
        return f"{self.reference}-session-{self.number}"

    @property
    def facts(self) -> Rows:
        """What stands above everything else."""
        return tuple(self._facts())

    def _facts(self) -> Iterator[tuple[str, str]]:
        yield "Reference", self.reference
        yield "Child", self.child
        if self.local_reference:
            yield "Reference on the child's file", self.local_reference
        yield "Session", f"{self.number}, {self.held}"
        if self.place:
            yield "Place", self.place
        if self.independence:
            yield "Independence", self.independence
        for label, away in zip(AWAY, (self.apologies, self.absent, self.not_noted), strict=True):
            if away:
                yield label, ", ".join(away)
