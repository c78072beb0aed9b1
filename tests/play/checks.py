"""What must have happened, by the numbers of the procedure: each a look at what was kept or sent, true or false."""

from collections.abc import Iterator
from itertools import pairwise

from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.lifecycle import Fact, evolve
from dialogs.procedure.window import window_from
from tests.play.rehearsal import Rehearsal


async def checked(here: Rehearsal) -> tuple[tuple[str, bool], ...]:
    """Every line of the procedure that applies, and whether it happened."""
    case, facts = await here.case(), await here.facts()
    channels = {"web" if one.channel == "email" else one.channel for one in here.cast.values()} | {"web"}
    took_part = ("every channel took part", {fact.channel for fact in facts} == channels)
    return (*_case(case, here), *_facts(case, facts), took_part, *_outside(case, here))


def _case(case: Case, here: Rehearsal) -> Iterator[tuple[str, bool]]:
    terms = here.runtime.terms()(case.profile)
    first, second = case.sessions
    agencies = {nominee.agency for nominee in case.nominees if nominee.person in case.supervisors}
    yield "P01 who raised it said in which part", case.raiser_role == "practitioner"
    yield "P02 why, in the procedure's words", case.reasons == ("stuck", "drift")
    yield "P06 whether the family knows", case.family_knows is True
    yield "P07 agreed by the named manager", [agreement.by for agreement in case.agreements] == ["mo"]
    yield (
        "P10 two supervisors of two agencies, one leads",
        (len(case.supervisors), len(agencies), case.lead) == (2, 2, "sal"),
    )
    yield "P12 supervisees up to ten", 0 < len(case.attendees) <= terms.profile.most
    yield "P13 a keyworker", case.keyworker == "kit"
    last = window_from(case.decided_on, terms.profile.window_days, terms.calendar).last if case.decided_on else None
    yield "P14 held inside the window", bool(last and first.held_at and first.held_at.date() <= last)
    yield (
        "P15 everybody was asked and answered",
        {vote.person for vote in first.votes} == {"sal", "nia", "kit", "pat", "hal", "bo", "tess"},
    )
    yield (
        "P18 signed by both",
        all({signature.by for signature in session.signatures} == {"sal", "nia"} for session in case.sessions),
    )
    yield (
        "P18 circulated and received by everybody",
        all(session.confirmed == {"pat", "hal", "bo", "tess", "kit"} for session in case.sessions),
    )
    yield (
        "P18 filed with reference and date",
        [filing.reference for session in case.sessions for filing in session.filings] == ["FILE-77", "FILE-78"],
    )
    yield "P19 the family's points were shared", bool(first.family and first.family.told == "shared")
    yield "P21 the further session has its own record", bool(second.signed_at and second.text("reason"))
    yield "closed, and nothing is owed", (case.stage, open_asks(case, terms)) == (Stage.CLOSED, ())


def _facts(case: Case, facts: tuple[Fact, ...]) -> Iterator[tuple[str, bool]]:
    names = [type(fact.command).__name__ for fact in facts]
    yield (
        "P07 a question went back and its answer came",
        names.index("AskForMore") < names.index("AddMore") < names.index("Agree"),
    )
    yield "P10 a nominee declined", "TurnDown" in names
    yield "P16 moved once", names.count("Move") == 1
    yield (
        "each fact follows the one before",
        all(one.now is other.was and one.number + 1 == other.number for one, other in pairwise(facts)),
    )
    folded = Case(id=case.id, reference=case.reference, profile=case.profile, raiser=case.raiser)
    for fact in facts:
        folded = evolve(folded, fact)
    yield "the facts fold to the case as stored", folded == case


def _outside(case: Case, here: Rehearsal) -> Iterator[tuple[str, bool]]:
    letters = here.mail.letters
    methods = [letter.method for letter in letters]
    yield "P16 invitations went out, and the moved one was taken back", "REQUEST" in methods and "CANCEL" in methods
    words = b"".join(letter.calendar for letter in letters) + repr([letter.cover for letter in letters]).encode()
    yield (
        "P16 no word of the case in any invitation",
        not any(word.encode() in words for word in (case.initials, case.local_reference, case.thinking)),
    )
    shown = repr([message.body.get("text") for message in here.slack.messages.values()])
    yield (
        "P23 no word of the case in any notification",
        not any(word in shown for word in (case.initials, case.local_reference, case.thinking)),
    )
    yield "everything drawn for Slack is inside Slack's limits", here.slack.faults == []
