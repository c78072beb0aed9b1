"""The nine people of the demo, and what they say. Every name, place and address is invented, and says so."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from dialogs.ids import PersonId
from dialogs.model.fields import Field, ManyOf
from dialogs.procedure.people import Person

COUNCIL: Final = "Exampleshire Children's Services"
HEALTH: Final = "Exampleshire Community Health"
POLICE: Final = "Exampleshire Police"
SCHOOL: Final = "Sample Academy"
CHARITY: Final = "Pretend Family Trust"
OFFICE: Final = "Exampleshire Safeguarding Partnership"

PAT, MO, SAL, HAL, NIA, BO, TESS, KIT, OLU = map(
    PersonId, ("pat", "mo", "sal", "hal", "nia", "bo", "tess", "kit", "olu")
)

PEOPLE: Final = (
    Person(
        id=PAT, name="Pat Pretend", agency=COUNCIL, role="Social worker", email="pat@council.example", line_manager=MO
    ),
    Person(id=MO, name="Mo Madeup", agency=COUNCIL, role="Team manager", email="mo@council.example"),
    Person(
        id=SAL,
        name="Sal Sample",
        agency=COUNCIL,
        role="Safeguarding supervisor",
        email="sal@council.example",
        pool=True,
        trained_on=date(2025, 3, 4),
    ),
    Person(
        id=HAL,
        name="Hal Hypothetical",
        agency=HEALTH,
        role="Health visitor",
        email="hal@health.example",
        line_manager=NIA,
    ),
    Person(
        id=NIA,
        name="Nia Notreal",
        agency=HEALTH,
        role="Named nurse, safeguarding supervisor",
        email="nia@health.example",
        pool=True,
        learning=True,
        trained_on=date(2024, 6, 11),
    ),
    Person(id=BO, name="Bo Bluelight", agency=POLICE, role="Police officer", email="bo@police.example"),
    Person(
        id=TESS,
        name="Tess Teststaff",
        agency=SCHOOL,
        role="Designated safeguarding lead",
        email="tess@school.example",
        pool=True,
        trained_on=date(2025, 9, 16),
    ),
    Person(id=KIT, name="Kit Keyworker", agency=CHARITY, role="Family keyworker", email="kit@charity.example"),
    Person(
        id=OLU,
        name="Olu Office",
        agency=OFFICE,
        role="Partnership officer",
        email="olu@partnership.example",
        office=True,
        workforce=True,
    ),
)

DOOR: Final = {"risk": "no", "disagreement": "no", "planning": "no", "reflective": ""}

Told = Mapping[str, str | tuple[str, ...]]

FIRST: Final[Told] = {
    **DOOR,
    "local_reference": "EX-1001",
    "initials": "A.B.",
    "age_band": "5-9",
    "status": "cp",
    "role": "practitioner",
    "agency": COUNCIL,
    "managers": MO,
    "keyworker": KIT,
    "reasons": ("stuck", "drift"),
    "thinking": "Why the plan goes round in circles, and what we each avoid saying.",
    "lived": "Quiet at home, loud at school. Watches every grown-up's face first.",
    "family_knows": "yes",
    "family_note": "",
}
SECOND: Final[Told] = {
    **DOOR,
    "local_reference": "EX-1002",
    "initials": "C.D.",
    "age_band": "under-1",
    "status": "cin",
    "role": "practitioner",
    "agency": HEALTH,
    "managers": NIA,
    "keyworker": HAL,
    "reasons": ("views", "network"),
    "thinking": "We each see a different baby. Whose picture is missing?",
    "lived": "Held by many people, settled by one.",
    "family_knows": "no",
    "family_note": "The health visitor will tell the parents on Thursday.",
}
THIRD: Final[Told] = {
    **DOOR,
    "local_reference": "EX-1003",
    "initials": "E.F.",
    "age_band": "15-17",
    "status": "early-help",
    "role": "practitioner",
    "agency": CHARITY,
    "managers": MO,
    "keyworker": KIT,
    "reasons": ("emotional", "complex"),
    "thinking": "How this young person's anger has become ours.",
    "lived": "Says nobody stays. Tests whether we do.",
    "family_knows": "yes",
    "family_note": "",
}


def last_three(field: Field) -> tuple[str, ...]:
    """The three latest of the dates that the bot proposes."""
    return tuple(option.value for option in field.options[-3:]) if isinstance(field, ManyOf) else ()


INVITED: Final[Mapping[str, str | tuple[str, ...] | Callable[[Field], tuple[str, ...]]]] = {
    "attendees": (PAT, HAL, BO, TESS),
    "others": "",
    "required": (PAT,),
    "keyworker_required": "yes",
    "minutes": "90",
    "place": "Room 4, Sample Academy",
    "slots": last_three,
    "typed": "",
}
