"""Who is not reached in a chat, and what is done instead: said to whoever coordinates the case, before anybody is asked."""

from dataclasses import replace

import pytest

from dialogs.cards.case import draw
from dialogs.cards.reaching import HEADING
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.ids import PersonId, TurnId
from dialogs.model.heard import Handle
from dialogs.model.reach import Account, Reach, State, missed, named, why_not
from dialogs.model.turns import Scene
from dialogs.procedure.people import Person, agency_on
from tests.builders import HAL, KIT, MO, NIA, PAT, SAL, a_case, booked, on, staffed
from tests.town import MONDAY, PEOPLE


def test_two_people_of_one_name_are_told_apart_where_they_are_chosen() -> None:
    """The picker says role and agency beside each name."""
    twin = replace(KNOWN[HAL], id=PersonId("hal-2"), agency="Sample Academy", role="Teacher")
    scene = Scene(
        turn=TurnId("t"),
        sender=Handle("web", "", SAL),
        actor=KNOWN[SAL],
        terms=on(),
        people={**KNOWN, twin.id: twin},
        case=staffed(),
    )
    form = FLOWS["invite"].form
    assert form
    shown = form(Asked(scene=scene, about=""))
    assert shown
    field = next(field for field in shown.fields if field.name == "attendees")
    hints = [option.hint for option in field.options if option.label == twin.name]  # type: ignore[union-attr] # a picker

    assert sorted(hints) == sorted([f"{KNOWN[HAL].role}, {KNOWN[HAL].agency}", "Teacher, Sample Academy"])


def test_whoever_moves_to_another_agency_came_from_the_first() -> None:
    """An open case keeps what was: the record says where each came from."""
    case = booked()
    moved = {**KNOWN, PAT: replace(KNOWN[PAT], agency="Elsewhere")}

    assert (agency_on(case, PAT, moved), agency_on(case, HAL, moved), agency_on(case, PersonId("nobody"), moved)) == (
        KNOWN[PAT].agency, KNOWN[HAL].agency, "",
    )  # fmt: skip


KNOWN = {person.id: person for person in PEOPLE}


def account(state: State = State.OK, channel: str = "teams") -> Account:
    return Account(id="a1", channel=channel, state=state, used=MONDAY)


def by_letter(person: Person) -> str:
    return "email" if person.email else ""


EVERYBODY: Reach = {one: (account(),) for one in KNOWN}


@pytest.mark.parametrize(
    ("states", "fallback", "said", "somehow"),
    [
        ((), "email", "Has not opened me in Slack or Teams yet. Written to by e-mail, with a personal link.", True),
        (
            (State.NEVER,),
            "email",
            "Has not opened me in Microsoft Teams yet. Written to by e-mail, with a personal link.",
            True,
        ),
        (
            (State.BLOCKED,),
            "email",
            "Does not let me write to them in Microsoft Teams. Written to by e-mail, with a personal link.",
            True,
        ),
        (
            (State.REMOVED,),
            "email",
            "Has removed me in Microsoft Teams. Written to by e-mail, with a personal link.",
            True,
        ),
        (
            (State.LEFT,),
            "email",
            "Has no account in Microsoft Teams any more. Written to by e-mail, with a personal link.",
            True,
        ),
        (
            (State.GONE,),
            "email",
            "Is not reached in Microsoft Teams any more. Written to by e-mail, with a personal link.",
            True,
        ),
        ((), "", "Has not opened me in Slack or Teams yet. Nothing reaches them", False),
        (
            (State.BOUNCED,),
            "email",
            "Has not opened me in Slack or Teams yet. Their e-mail address is refused. Nothing reaches them",
            False,
        ),
    ],
)
def test_why_no_chat_reaches_somebody(states: tuple[State, ...], fallback: str, said: str, somehow: bool) -> None:
    """Each state in words, with the way that is taken instead or what to do."""
    why = why_not(tuple(map(account, states)), fallback)

    assert why
    assert (why[0].startswith(said), why[1]) == (True, somehow)


@pytest.mark.parametrize(("states", "fallback"), [((State.OK,), ""), ((State.BLOCKED, State.OK), "email"), ((), "web")])
def test_whoever_is_reached_is_not_listed(states: tuple[State, ...], fallback: str) -> None:
    """One account that works is enough; the pages of the demo reach everybody."""
    assert why_not(tuple(map(account, states)), fallback) is None


def test_every_state_but_two_has_its_words() -> None:
    """`ok` needs none, and a refused address is told apart."""
    for state in set(State) - {State.OK, State.BOUNCED}:
        why = why_not((account(state, "slack"),), "email")
        assert why
        assert "Slack" in why[0]
    assert "carrier pigeon" == named("carrier pigeon")


def test_people_who_are_gone_or_unknown_are_not_listed() -> None:
    """Nor is anybody while it has not been looked up."""
    gone = {**KNOWN, HAL: replace(KNOWN[HAL], active=False)}

    assert [] == [*missed((HAL, PersonId("nobody")), gone, {}, by_letter)]
    assert [] == [*missed((HAL,), KNOWN, None, by_letter)]


def seen(viewer: PersonId, reach: Reach | None, **more: object) -> str:
    case = booked(**more)
    terms = on()
    scene = Scene(
        turn=TurnId("t"),
        sender=Handle("web", "", viewer),
        actor=KNOWN[viewer],
        terms=terms,
        people=KNOWN,
        case=case,
        reach=reach,
        fallback=by_letter,
    )
    return repr(draw(scene))


def test_the_lead_coordinator_sees_who_is_not_reached() -> None:
    """By name, with the way taken instead; nobody else sees it, and it goes when they are reached (P12)."""
    reach = {**EVERYBODY, KIT: (account(State.BLOCKED),)}

    assert "Does not let me write to them in Microsoft Teams" in seen(SAL, reach)
    assert HEADING not in seen(PAT, reach)
    assert HEADING not in seen(SAL, EVERYBODY)
    assert HEADING not in seen(SAL, None)


def test_before_there_is_a_lead_the_manager_sees_it() -> None:
    """Whoever decides the case sees to it."""
    scene = Scene(
        turn=TurnId("t"),
        sender=Handle("web", "", MO),
        actor=KNOWN[MO],
        terms=on(),
        people=KNOWN,
        case=a_case(),
        reach={},
        fallback=lambda _: "",
    )

    assert "Nothing reaches" in repr(draw(scene))


def test_the_invitation_says_it_before_the_first_ask_goes_out() -> None:
    """On check-your-answers, also of somebody typed in by e-mail."""
    given = {"attendees": (HAL, PAT), "others": "Gwen Guest, Guest School, gwen@guest.example"}
    reach = {**EVERYBODY, HAL: ()}
    scene = Scene(
        turn=TurnId("0" * 32),
        sender=Handle("web", "", SAL),
        actor=KNOWN[SAL],
        terms=on(),
        people=KNOWN,
        case=staffed(),
        reach=reach,
        fallback=by_letter,
    )
    asked = Asked(scene=scene, about="", given=given, answers=given)  # type: ignore[arg-type] # as the form reads them

    note = FLOWS["invite"].note(asked)

    assert note.startswith("Not reached in a chat.")
    assert (
        "Gwen Guest: Has not opened me" in note,
        f"{KNOWN[HAL].name}: Has not opened me" in note,
        KNOWN[NIA].name in note,
    ) == (True, True, False)
    assert "" == FLOWS["invite"].note(replace(asked, scene=replace(scene, reach=None)))
