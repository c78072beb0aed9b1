"""Who lives in the simulated partnership. Everybody is numbered, so that nobody is taken for real."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from dialogs.ids import PersonId
from dialogs.procedure.people import Person

AGENCIES: Final = (
    ("care", "Modelshire Children's Services", "Social worker"),
    ("health", "Modelshire Community Health", "Health visitor"),
    ("police", "Modelshire Police", "Police officer"),
    ("school", "Model Academies", "Designated safeguarding lead"),
    ("trust", "Pretend Family Trust", "Family keyworker"),
)
WORKERS, MANAGERS, SUPERVISORS = 8, 2, 3
OFFICE: Final = PersonId("office")


def people() -> tuple[Person, ...]:
    """All of them: in each agency some who work with families, their managers, supervisors; and the office."""
    return (
        *_everybody(),
        Person(
            id=OFFICE,
            name="Model Office",
            agency="Modelshire Partnership",
            role="Partnership officer",
            office=True,
            workforce=True,
        ),
    )


def _everybody() -> Iterator[Person]:
    for short, agency, role in AGENCIES:
        for number in range(MANAGERS):
            yield _one(short, "manager", number, agency, "Team manager", learning=number == 0)
        for number in range(SUPERVISORS):
            yield _one(
                short,
                "supervisor",
                number,
                agency,
                "Safeguarding supervisor",
                pool=True,
                trained_on=date(2025, 1 + number, 10),
            )
        for number in range(WORKERS):
            yield _one(
                short, "worker", number, agency, role, line_manager=PersonId(f"{short}-manager-{number % MANAGERS + 1}")
            )


def _one(short: str, kind: str, number: int, agency: str, role: str, **more: object) -> Person:
    id_ = f"{short}-{kind}-{number + 1}"
    name = f"{kind.title()} {number + 1} of {short.title()}"
    return Person(id=PersonId(id_), name=name, agency=agency, role=role, email=f"{id_}@model.example", **more)  # type: ignore[arg-type] # by name
