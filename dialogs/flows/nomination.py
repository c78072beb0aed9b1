"""Choosing the supervisors, and their answers (P10, P11)."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.flows.flow import Asked, Flow, choose, one_section
from dialogs.ids import PersonId
from dialogs.model.fields import Field, Form, LongText, Option, PersonField, Raw
from dialogs.model.ties import ties
from dialogs.model.turns import Scene
from dialogs.procedure.case import Case, Reply
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.supervision import (
    Accept,
    HandLead,
    Named,
    Nominate,
    Release,
    StandDown,
    TurnDown,
    lapsed,
    places,
    standing,
)
from dialogs.procedure.eligible import may_supervise
from dialogs.procedure.people import Person

NO_SUPERVISOR: Final = "is not among those who supervise"


def form(asked: Asked) -> Form:
    """One person for each open place, and who leads."""
    count = places(asked.case, asked.scene.terms)
    return one_section("nominate", "Choose supervisors", *_fields(asked, count), submit="Ask them", intro=_intro(asked))


def _intro(asked: Asked) -> tuple[str, ...]:
    profile = asked.scene.terms.profile
    stay = [asked.scene.named(nominee.person) for nominee in standing(asked.case, asked.scene.terms)]
    rule = (
        f"Supervisors come from {profile.agencies} different agencies; one of them is the lead coordinator."
        if profile.agencies > 1
        else ""
    )
    suggested = [
        f"{asked.scene.named(nominee.person)} suggests {asked.scene.named(nominee.suggests)}."
        for nominee in asked.case.nominees
        if nominee.suggests
    ]
    return tuple(filter(None, (rule, f"{' and '.join(stay)} stays." if stay else "", *suggested)))


def _fields(asked: Asked, count: int) -> Iterator[Field]:
    for place in range(1, count + 1):
        label = "Supervisor" if count == 1 else ("First supervisor", "Second supervisor")[place - 1]
        yield _candidate(asked, PersonField(name=f"supervisor_{place}", label=label))
    if asked.case.supervisors_required > 1:
        yield _lead(asked)


def _lead(asked: Asked) -> PersonField:
    """One of those who can be chosen, or who stay."""
    stay = {nominee.person for nominee in standing(asked.case, asked.scene.terms)}
    hint = "One of the supervisors. They arrange the session."
    field = _candidate(asked, PersonField(name="lead", label="Lead coordinator", hint=hint), stay)
    if field.search:
        return field
    return replace(field, options=tuple(option for option in field.options if not option.barred))


def _candidate(asked: Asked, field: PersonField, stay: Collection[PersonId] = ()) -> PersonField:
    """Who may be asked to supervise: agency, load, training; and who may not, and why."""
    scene = asked.scene
    return choose(
        asked,
        field,
        only=may_supervise,
        hint=lambda person: _about(person, scene),
        barred=lambda person: "" if person.id in stay else _barred(person, scene),
        others=NO_SUPERVISOR,
    )


def _about(person: Person, scene: Scene) -> str:
    load = scene.load.get(person.id, 0)
    trained = f"trained {person.trained_on:%b %Y}" if person.trained_on else "no training date known"
    # what counts most comes first: some channels have no room for all of it
    parts = (
        *_said_no(person, scene.of),
        person.agency,
        *ties(person, scene.of, scene.people),
        f"{load} open now",
        trained,
    )
    return ", ".join(parts)


def _said_no(person: Person, case: Case) -> Iterator[str]:
    """That they said no is shown, and bars nobody: "not this week" is not for ever."""
    for nominee in case.nominees:
        if nominee.person == person.id and nominee.reply is Reply.DECLINED:
            yield f"said no on {words.day(nominee.answered_on)}" if nominee.answered_on else "said no before"


def _barred(person: Person, scene: Scene) -> str:
    case, terms = scene.of, scene.terms
    if person.away(terms.today):
        return "on leave now"
    if person.id in {attendee.person for attendee in case.attendees}:
        return "is a supervisee in this session"
    if person.id == case.keyworker:
        return "is the keyworker"
    return _replied(person, case, scene)


def _replied(person: Person, case: Case, scene: Scene) -> str:
    """What they have said already. Whoever let it lapse, or could not then, may be asked again."""
    nominee = next((known for known in reversed(case.nominees) if known.person == person.id), None)
    if nominee is None or lapsed(nominee, scene.terms):
        return ""
    return {Reply.ASKED: "has been asked", Reply.ACCEPTED: "is a supervisor already"}.get(nominee.reply, "")


def make(asked: Asked) -> Command:
    """Those chosen, with their agencies."""
    count = places(asked.case, asked.scene.terms)
    chosen = [asked.person(f"supervisor_{place}") for place in range(1, count + 1)]
    named = tuple(Named(person, asked.scene.people[person].agency) for person in chosen if person)
    lead = asked.person("lead") or named[0].person
    return Nominate(supervisors=named, lead=lead)


def start(asked: Asked) -> Raw:
    """Whoever leads now leads on; a colleague who was suggested is chosen to begin with."""
    suggested = [
        nominee.suggests for nominee in asked.case.nominees if nominee.suggests and nominee.reply is Reply.DECLINED
    ]
    lead = {"lead": asked.case.lead} if asked.case.lead else {}
    return {**lead, **({"supervisor_1": suggested[-1]} if suggested else {})}


def _accept(asked: Asked) -> Command:
    """Whoever accepts declares with it what ties them to the case: the card has said so before (P11)."""
    return Accept(declared=ties(asked.scene.who, asked.case, asked.scene.people))


def _turn_down(asked: Asked) -> Form:
    me = asked.scene.who.id
    return one_section(
        "turn-down",
        "Decline or suggest a colleague",
        LongText(
            name="reason",
            label="Why can you not do it?",
            hint="Only the accountable manager reads this.",
            longest=1_000,
            rows=3,
        ),
        choose(
            asked,
            PersonField(name="suggests", label="Is there a colleague to ask instead?", required=False),
            only=lambda person: may_supervise(person) and person.id != me,
            others=NO_SUPERVISOR,
        ),
    )


def _stand_down(_: Asked) -> Form:
    return one_section(
        "stand-down",
        "Stand down",
        LongText(
            name="reason",
            label="Why can you not go on?",
            hint="Only the accountable manager reads this. What you owed goes to whoever follows you.",
            longest=1_000,
            rows=3,
        ),
        submit="Stand down",
    )


def _release(asked: Asked) -> Form:
    """Who; at once the one other supervisor, or whoever has left."""
    me, case = asked.scene.who.id, asked.case
    offer = tuple(Option(person, asked.scene.named(person)) for person in case.supervisors if person != me)
    return one_section(
        "release",
        "Replace a supervisor",
        PersonField(
            name="supervisor",
            label="Who is to be replaced?",
            hint="Their place is open again, and the accountable manager is asked to choose somebody else.",
            options=offer,
        ),
        LongText(
            name="reason",
            label="Why?",
            hint="Only the accountable manager reads this.",
            longest=1_000,
            rows=3,
        ),
        submit="Replace them",
    )


def _released(asked: Asked) -> Command:
    return Release(supervisor=PersonId(asked.text("supervisor")), reason=asked.text("reason"))


FLOWS = {
    "release": Flow(form=_release, make=_released),
    "nominate": Flow(form=form, make=make, start=start),
    "accept": Flow(make=_accept),
    "turn-down": Flow(
        form=_turn_down, make=lambda asked: TurnDown(reason=asked.text("reason"), suggests=asked.person("suggests"))
    ),
    "stand-down": Flow(form=_stand_down, make=lambda asked: StandDown(reason=asked.text("reason"))),
    "hand-lead": Flow(make=lambda _: HandLead()),
}
