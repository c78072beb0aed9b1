"""Inviting people, with the first dates, and changing who comes (P12, P13)."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from dialogs import words
from dialogs.email_address import read_address
from dialogs.flows import dates
from dialogs.flows.flow import Asked, Flow, choose, one_section
from dialogs.flows.places import PLACE, of_the_case
from dialogs.ids import PersonId, born
from dialogs.model.fields import (
    Answers,
    Errors,
    Field,
    Form,
    Holds,
    LongText,
    OneOf,
    Option,
    PersonField,
    Raw,
    Section,
    YesNo,
)
from dialogs.model.reach import missed
from dialogs.model.ties import ties
from dialogs.procedure import polls
from dialogs.procedure.case import Attendee
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.polling import ChangePeople, Invite
from dialogs.procedure.people import Directory, Person
from dialogs.procedure.window import window_of

MUST = "required"  # at the end of a line
LENGTHS = (60, 90, 120, 150, 180)


def form(asked: Asked) -> Form:
    """Who comes and where; then the dates."""
    minutes = _minutes(asked)
    sections = (
        Section(name="people", title="Who comes?", fields=(*_who(asked), *_where(asked)), intro=(_places(asked),)),
        Section(name="dates", title="When?", fields=dates.time_fields(asked, minutes), intro=_intro(asked)),
    )

    def whole(answers: Answers) -> Errors:
        now = replace(asked, answers=answers)
        return {**_others_errors(now), **dates.typed_errors(now), **_uninvited(now), **_many(now)}

    return Form(
        name="invite",
        version=1,
        title="Invite people and offer dates",
        sections=sections,
        submit="Ask everybody",
        whole=whole,
        remarks=partial(of_the_case, asked.case),
    )


def _places(asked: Asked) -> str:
    profile = asked.scene.terms.profile
    return f"Up to {profile.most} people, not counting the supervisors. From {profile.note_from} on, ask yourself whether everybody can still speak."


def _intro(asked: Asked) -> tuple[str, ...]:
    window = window_of(asked.case, asked.scene.terms)
    return (f"The last permitted day is {words.day(window.last)}, working day {window.length}.",) if window else ()


def _who(asked: Asked) -> Iterator[Field]:
    case = asked.case
    most = asked.scene.terms.profile.most
    who = PersonField(name="attendees", label="People to invite", many=True, most=most, required=False, needed=True)
    yield choose(asked, who, barred=lambda person: "is a supervisor" if person.id in case.supervisors else "")
    yield LongText(
        name="others",
        label="Others, by e-mail",
        hint="One on each line: name, agency, e-mail. They get a personal link. If somebody must be there, end their line with: , required",
        required=False,
        longest=2_000,
        rows=3,
        holds=Holds.WHO_OR_WHEN,
    )
    yield choose(
        asked,
        PersonField(
            name="required",
            label="Who of them must be there?",
            hint="Both supervisors are always needed.",
            many=True,
            required=False,
        ),
        hint=lambda _: "",
        only=lambda person: person.id not in case.supervisors,
        first=asked.typed("attendees"),
    )


def _where(asked: Asked) -> Iterator[Field]:
    if asked.case.keyworker:
        name = asked.scene.named(asked.case.keyworker)
        yield YesNo(name="keyworker_required", label="Must the keyworker be there?", hint=f"The keyworker is {name}.")
    lengths = tuple(Option(str(length), f"{length} minutes") for length in LENGTHS)
    yield OneOf(name="minutes", label="How long?", options=lengths)
    yield PLACE


def _minutes(asked: Asked) -> int:
    given = asked.written("minutes")
    return int(given) if given in map(str, LENGTHS) else asked.scene.terms.profile.minutes


def _newcomers(asked: Asked) -> tuple[Person, ...]:
    """People typed in as name, agency, e-mail; an address that is known keeps its person."""
    if not asked.text("others"):
        return ()
    known = {person.email.casefold(): person for person in asked.scene.people.values() if person.email}
    return tuple(
        known.get(email.casefold()) or _newcomer(asked, name, agency, email)
        for name, agency, typed, _ in _lines(asked)
        if (email := read_address(typed))
    )


def _newcomer(asked: Asked, name: str, agency: str, email: str) -> Person:
    return Person(
        id=PersonId(born(asked.scene.turn, f"person {email.casefold()}")),
        name=name,
        agency=agency,
        email=email,
        guest=True,
    )


def _lines(asked: Asked) -> Iterator[tuple[str, str, str, bool]]:
    """Name, agency, e-mail, and whether they must be there, which stands at the line's end."""
    for line in asked.text("others").splitlines():
        parts = [part.strip() for part in line.rstrip(" ,").split(",")]
        must = len(parts) > 3 and parts[-1].casefold().rstrip(".") == MUST  # noqa: PLR2004 - name, agency, e-mail
        name, agency, email, *more = [*(parts[:-1] if must else parts), "", "", ""]
        if any(parts):
            yield (line, "", "", False) if any(more) else (name, agency, email, must)


def _others_errors(asked: Asked) -> Errors:
    wrong = [name for name, agency, email, _ in _lines(asked) if not (name and agency and read_address(email))]
    if wrong:
        return {
            "others": f"“{wrong[0][:60]}” cannot be read. Write name, agency, e-mail, such as: Sam Sample, Sample School, sam@school.example"
        }
    left = [person.name for person in _newcomers(asked) if not person.active]
    return {"others": f"No longer there, so not invited: {words.listed(left)}."} if left else {}


def _many(asked: Asked) -> Errors:
    most, count = asked.scene.terms.profile.most, len(_attendees(asked))
    if "attendees" in asked.answers and count == 0:
        return {"attendees": "Choose at least one person, or write somebody's e-mail below."}
    return {"attendees": f"These are {count} people; {most} is the most."} if count > most else {}


def _uninvited(asked: Asked) -> Errors:
    """Whoever must be there is invited: said, not left out in silence (P15)."""
    invited = {attendee.person for attendee in _attendees(asked)} | {asked.case.keyworker}
    missing = [PersonId(person) for person in asked.several("required") if person not in invited]
    if not missing:
        return {}
    who = words.listed(map(asked.scene.named, missing))
    return {"required": f"Not invited: {who}. Tick them above too, or take them out here."}


def _attendees(asked: Asked) -> tuple[Attendee, ...]:
    needed = {email.casefold() for _, _, typed, must in _lines(asked) if must and (email := read_address(typed))}
    new = {newcomer.id: newcomer for newcomer in _newcomers(asked)}
    must = {*asked.several("required"), *(guest.id for guest in new.values() if guest.email.casefold() in needed)}
    chosen = dict.fromkeys((*map(PersonId, asked.several("attendees")), *new))
    return tuple(
        Attendee(person, (new.get(person) or asked.scene.people[person]).agency, person in must) for person in chosen
    )


def make(asked: Asked) -> Command:
    """The invitation and the poll."""
    slots = dates.chosen(asked, _minutes(asked))
    return Invite(
        attendees=_attendees(asked),
        slots=slots,
        closes=polls.closing_day(asked.scene.terms, slots),
        place=asked.text("place"),
        keyworker_required=asked.yes("keyworker_required"),
    )


def start(asked: Asked) -> Raw:
    """Whoever is on the case already is ticked; the usual length; the place of an earlier session."""
    case = asked.case
    usual = tuple(
        dict.fromkeys(person for person in (case.raiser, case.keyworker) if person and person not in case.supervisors)
    )
    attendees = tuple(attendee.person for attendee in case.attendees) or usual
    place = case.session.place if case.session else ""
    return {
        "attendees": attendees,
        "minutes": str(asked.scene.terms.profile.minutes),
        "keyworker_required": "yes",
        "place": place,
    }


def _echo(asked: Asked) -> dict[str, str]:
    return dict(dates.echo(asked, _minutes(asked)))


def _before_sending(asked: Asked) -> str:
    """Until when everybody is asked to answer, and who is not reached in a chat."""
    by = dates.answer_by(dates.chosen(asked, _minutes(asked)), asked.scene.terms)
    return "\n".join(filter(None, (by, _independence(asked), _unreached(asked))))


def _independence(asked: Asked) -> str:
    """What ties the supervisors to those who are to come, before anybody is asked (P11)."""
    people = _everybody(asked)
    invited = replace(asked.case, attendees=_attendees(asked))
    known = (people[supervisor] for supervisor in asked.case.supervisors if supervisor in people)
    tied = (f"{person.name} {'; '.join(found)}." for person in known if (found := ties(person, invited, people)))
    return " ".join(("Not independent:", *lines)) if (lines := [*tied]) else ""


def _everybody(asked: Asked) -> Directory:
    """The directory, with those who are typed in."""
    return {**asked.scene.people, **{newcomer.id: newcomer for newcomer in _newcomers(asked)}}


def _unreached(asked: Asked) -> str:
    """Who of those invited is not reached in a chat, and the way that is taken instead, before anybody is asked (P12)."""
    scene, invited = asked.scene, polls.voters(replace(asked.case, attendees=_attendees(asked)))
    found = missed(invited, _everybody(asked), scene.reach, scene.fallback, scene.untold)
    lines = [f"{name}: {why}" for name, why, _ in found]
    return " ".join(("Not reached in a chat.", *lines)) if lines else ""


def _change_people(asked: Asked) -> Form:
    def whole(answers: Answers) -> Errors:
        now = replace(asked, answers=answers)
        return {**_others_errors(now), **_uninvited(now), **_many(now)}

    return replace(one_section("change-people", "Change who comes", *_who(asked), submit="Change"), whole=whole)


def _people_now(asked: Asked) -> Raw:
    attendees = asked.case.attendees
    return {
        "attendees": tuple(attendee.person for attendee in attendees),
        "required": tuple(attendee.person for attendee in attendees if attendee.required),
    }


FLOWS = {
    "invite": Flow(
        form=form, make=make, start=start, echo=_echo, newcomers=_newcomers, note=_before_sending, review=True
    ),
    "change-people": Flow(
        form=_change_people,
        start=_people_now,
        newcomers=_newcomers,
        make=lambda asked: ChangePeople(attendees=_attendees(asked)),
    ),
}
