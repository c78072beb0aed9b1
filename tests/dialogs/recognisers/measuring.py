"""What the recognisers find in invented sentences of the work, and where they are wrong."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dialogs.recognisers import Kind, Known, identifying, tasks
from tests.town import PEOPLE, norfolk

HERE: Final = Path(__file__).parent
NOTHING: Final = "-"
TASK: Final = "task"
KINDS: Final = {
    "name": Kind.NAME,
    "birth": Kind.BIRTH,
    "nhs": Kind.NHS,
    "ni": Kind.INSURANCE,
    "upn": Kind.PUPIL,
    "postcode": Kind.POSTCODE,
    "phone": Kind.PHONE,
    "email": Kind.EMAIL,
    "address": Kind.STREET,
}
KNOWN: Final = Known.of(date(2026, 11, 23), [person.agency for person in PEOPLE])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what is to be found in it."""

    text: str
    holds: frozenset[str]

    @property
    def found(self) -> frozenset[str]:
        """What the recognisers find."""
        known = identifying(self.text, KNOWN)
        return frozenset(name for name, kind in KINDS.items() if kind in known) | (
            {TASK} if tasks(self.text, norfolk().fidelity_words) else set()
        )


def read(name: str) -> tuple[Sentence, ...]:
    """The sentences of a file: what each holds, joined by `+`, a tab, the sentence."""
    lines = (
        line.split("\t")
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return tuple(
        Sentence(text, frozenset() if holds == NOTHING else frozenset(holds.split("+"))) for holds, text in lines
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on a set of sentences."""

    sentences: int
    there: int
    missed: tuple[tuple[str, str], ...]
    innocent: int
    alarms: tuple[tuple[str, str], ...]

    @property
    def found(self) -> float:
        """What part of what was there was found."""
        return (self.there - len(self.missed)) / self.there

    @property
    def false(self) -> float:
        """What part of the sentences that hold nothing was pointed out."""
        return len(self.alarms) / self.innocent

    def row(self, name: str) -> str:
        """As a line of the table in `docs/recognisers.md`."""
        found = f"{self.there - len(self.missed)} of {self.there} ({self.found:.1%})"
        return f"| {name} | {self.sentences} | {found} | {len(self.alarms)} of {self.innocent} ({self.false:.1%}) |"


def measured(sentences: tuple[Sentence, ...]) -> Measured:
    """How much is found of what is there, and how often something is found where nothing is."""
    missed = [(kind, sentence.text) for sentence in sentences for kind in sorted(sentence.holds - sentence.found)]
    innocent = [sentence for sentence in sentences if not sentence.holds]
    alarms = [(kind, one.text) for one in innocent if one.found for kind in sorted(one.found)[:1]]
    return Measured(
        len(sentences), sum(len(sentence.holds) for sentence in sentences), tuple(missed), len(innocent), tuple(alarms)
    )
