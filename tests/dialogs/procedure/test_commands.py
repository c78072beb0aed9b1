"""The gate itself: what no form lets through is refused here too, whoever sends it; and the same person then does it right."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dialogs.ids import PersonId
from dialogs.procedure.case import Attendee, Case, Slot, Stage
from dialogs.procedure.commands.agreement import Agree, HandOver, NameDeputy, Raise, Withdraw
from dialogs.procedure.commands.attendance import Hold
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.booking import Book
from dialogs.procedure.commands.polling import ChangePeople, OfferMore
from dialogs.procedure.commands.record import File, Sign, Write
from dialogs.procedure.lifecycle import Fact, decide, row_for
from dialogs.procedure.trouble import Trouble
from tests.builders import HAL, KIT, MO, NIA, PAT, SAL, a_case, booked, on, staffed
from tests.town import LONDON, PEOPLE, played

HERE = {person.id: person for person in PEOPLE}
TODAY = date(2026, 11, 23)
BLANK = Case(id=a_case().id, reference="JS-7K3M", profile="norfolk-2022/1", raiser=PAT)
RAISING = Raise(
    local_reference="C-1",
    initials="A.B.",
    age_band="5-9",
    status="cp",
    role="practitioner",
    agency="Testshire Care",
    reasons=("stuck",),
    thinking="Why",
    lived="Quiet",
    family_knows=True,
    family_note="",
    keyworker=KIT,
    managers=(MO,),
    leads_required=1,
    supervisors_required=2,
)
TWICE = Attendee(PAT, "Testshire Care")


def polling() -> Case:
    case = booked()
    session = case.session
    assert session
    return replace(case, stage=Stage.POLLING, sessions=(replace(session, booked=None, booked_at=None),))


def slot(day: int, hour: int = 10) -> Slot:
    return Slot(datetime(2026, 12, day, hour, tzinfo=LONDON), 90)


@pytest.mark.parametrize(
    ("case", "by", "wrong", "trouble", "right"),
    [
        (BLANK, MO, RAISING, Trouble.IS_THE_RAISER, replace(RAISING, managers=(NIA,))),
        (BLANK, PAT, replace(RAISING, managers=(MO, NIA)), Trouble.SAME_PERSON, RAISING),
        (a_case(), MO, Agree(decided_on=TODAY + timedelta(days=1)), Trouble.IN_THE_FUTURE, Agree(decided_on=TODAY)),
        (a_case(), MO, HandOver(manager=PAT), Trouble.IS_THE_RAISER, HandOver(manager=NIA)),
        (a_case(), MO, HandOver(manager=MO), Trouble.UNCHANGED, HandOver(manager=NIA)),
        (a_case(), MO, NameDeputy(deputy=PAT), Trouble.IS_THE_RAISER, NameDeputy(deputy=NIA)),
        (a_case(), MO, NameDeputy(deputy=MO), Trouble.UNCHANGED, NameDeputy(deputy=NIA)),
        (a_case(), HAL, Agree(decided_on=TODAY), Trouble.NOT_YOURS, None),
        (a_case(), MO, Book(slot="20261201T1400"), Trouble.NOT_NOW, Agree(decided_on=TODAY)),
        (polling(), SAL, ChangePeople(attendees=()), Trouble.NO_ATTENDEES, ChangePeople(attendees=(TWICE,))),
        (polling(), SAL, ChangePeople(attendees=(TWICE, TWICE)), Trouble.SAME_PERSON, ChangePeople(attendees=(TWICE,))),
        (
            polling(),
            SAL,
            OfferMore(slots=(slot(1), Slot(datetime(2026, 11, 20, 10, tzinfo=LONDON), 90)), closes=TODAY),
            Trouble.SLOT_IN_THE_PAST,
            OfferMore(slots=(slot(2),), closes=TODAY),
        ),
        (
            polling(),
            SAL,
            OfferMore(slots=(slot(5),), closes=TODAY),
            Trouble.SLOT_ON_A_DAY_OFF,
            OfferMore(slots=(slot(7),), closes=TODAY),
        ),
        (booked(), SAL, Hold(attended=(PAT,)), Trouble.NOT_STARTED, None),
        (booked(), SAL, Write(session=1, entries=()), Trouble.NOT_HELD, None),
        (booked(), SAL, Sign(session=1), Trouble.NOT_HELD, None),
        (staffed(), SAL, Withdraw(reason="No"), Trouble.NOT_YOURS, None),
    ],
    ids=lambda value: (
        value.value if isinstance(value, Trouble) else type(value).__name__ if isinstance(value, Command) else ""
    ),
)
def test_the_gate_refuses_and_then_accepts(
    case: Case, by: PersonId, wrong: Command, trouble: Trouble, right: Command | None
) -> None:
    """Each refusal names its reason and changes nothing; put right by the same person it is accepted (P07, P12, P14, P18)."""
    refused = decide(case, wrong, by=HERE[by], terms=on())
    done = decide(case, right, by=HERE[by], terms=on()) if right else None

    assert refused is trouble
    assert isinstance(done, Fact) is (right is not None)


def test_a_record_is_filed_by_a_keyworker_and_not_before_there_is_one() -> None:
    """Without a keyworker nobody files; named, they do; a filing in the future is refused (P13, P18)."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    today = town.now.date()
    nobody = replace(town.case, keyworker=None)
    filing = File(session=1, reference="F-1", on=today)
    answers = [
        decide(nobody, filing, by=HERE[HAL], terms=town.terms),
        decide(town.case, filing, by=HERE[HAL], terms=town.terms),
        decide(town.case, replace(filing, on=today + timedelta(days=1)), by=HERE[KIT], terms=town.terms),
    ]

    assert answers == [Trouble.NO_KEYWORKER, Trouble.NOT_YOURS, Trouble.IN_THE_FUTURE]
    assert isinstance(decide(town.case, filing, by=HERE[KIT], terms=town.terms), Fact)


@pytest.mark.parametrize("verb", ["nominate", "release", "stand-down"])
def test_supervisors_change_until_the_record_is_signed(verb: str) -> None:
    """Once the latest record is signed nobody is replaced, even while an older one is open (P10)."""
    from dialogs.verbs import VERBS

    town = played("recorded")
    session = town.case.session
    assert session
    older = replace(session, number=1, signed_at=None, signatures=())
    case = replace(town.case, stage=Stage.HELD, sessions=(older, replace(session, number=2)))
    person = HERE[MO if verb == "nominate" else SAL]

    assert row_for(case, VERBS[verb].does, person, town.terms) is Trouble.SIGNED_ALREADY
