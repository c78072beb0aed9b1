"""A session owns its people: what is signed stays as it was, byte by byte, whoever comes to the case or leaves it (P18, P21, P22)."""

from dataclasses import replace

from bot.outbox.documents import taken
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Answers, Player
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case
from tests.adapters.faces import channels_with
from tests.bot.acts import booked, stored
from tests.bot.channels.web_pages import pages_of, words
from tests.builders import BO, HAL, KIT, MO, NIA, PAT, SAL, TESS, days
from tests.town import RECORD

KINDS = ("docx", "pdf", "json")


def written_up(runtime: Runtime, player: Player, clock: MovableClock) -> Case:
    """A session that Bo did not come to, its record signed and circulated; a further one is wanted."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {"attended": (SAL, NIA, PAT, HAL, KIT)})
    player.fills(SAL, Press("record", "write", case.id), {**RECORD, "further": "yes"})
    for who in (NIA, SAL):
        player.fills(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
    return stored(runtime, case.id)


def others_come(runtime: Runtime, player: Player, clock: MovableClock, case: Case) -> None:
    """For a further session Tess comes instead of Hal and Pat; the keyworker and names change; "not yet" is said of the family; nothing more is wanted after all."""
    clock.move(days(1))
    further = {"agreed": "yes", "place": "Room 5", "typed": "thurs 28 jan 2027 10am"}
    player.fills(SAL, Press("circulation", "further", case.id, "1"), further)
    others: Answers = {"attendees": (BO, TESS), "required": (TESS,), "others": ""}
    player.fills(SAL, Press("poll", "change-people", case.id), others)
    player.fills(MO, Press("case", "change-keyworker", case.id), {"who": BO})
    with runtime.store.begin() as work:
        known = work.people.directory()
        work.people.save(
            (
                replace(known[HAL], name="Hal Hyphen-Married", agency="Moved Agency"),
                replace(known[KIT], role="Manager", name="Kit Newname"),
                replace(known[SAL], agency="Elsewhere"),
            )
        )
    clock.to(clock().replace(year=2026, month=12, day=15))
    player.fills(
        KIT,
        Press("circulation", "tell-family", case.id, "1"),
        {"told": "not-yet", "why": "Away", "again": "2026-12-21"},
    )
    player.fills(SAL, Press("session", "drop-further", case.id), {"reason": "They moved"})


def papers(runtime: Runtime, who: PersonId, case: Case) -> list[bytes]:
    """The record of the first session in each kind, as that person downloads it."""
    made = [taken(runtime, who, Press("record", kind, case.id, "1")) for kind in KINDS]
    return [paper.body for paper in made if paper]


def test_a_signed_record_is_the_same_to_the_byte(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """Word, PDF and JSON of the first session are what they were, whatever became of the case and of the directory; an amendment is seen."""
    case = written_up(runtime, player, clock)
    before = papers(runtime, SAL, case)
    others_come(runtime, player, clock, case)
    after = [papers(runtime, who, case) for who in (SAL, KIT, HAL)]
    player.fills(NIA, Press("record", "amend", case.id, "1"), {"text": "The room was cold"})
    amended = papers(runtime, SAL, case)

    assert [before] * 3 == after
    assert 3 == len(before)
    assert [False] * 3 == [old == new for old, new in zip(before, amended, strict=True)]
    assert b"The room was cold" in amended[-1]


def test_nobody_is_asked_for_the_record_of_a_session_that_they_were_not_in(
    runtime: Runtime, player: Player, clock: MovableClock
) -> None:
    """Tess, who comes later, owes no receipt and reads no record of the first; Pat and Hal, who came, keep theirs, and say how it was (P18, P22)."""
    case = written_up(runtime, player, clock)
    others_come(runtime, player, clock, case)
    case = stored(runtime, case.id)
    terms = runtime.terms()(case.profile)
    receipts = {ask.of for ask in open_asks(case, terms) if ask.what == "receive" and ask.session == 1}
    shown = {who: player.presses(who, Press("record", "show", case.id, "1")) for who in (PAT, HAL, TESS, SAL)}
    circulation = player.presses(SAL, Press("circulation", "show", case.id, "1"))

    assert {PAT, HAL, BO, KIT} == receipts
    assert [] == channels_with("Tess", circulation)
    assert [PAT, HAL, SAL] == [who for who, card in shown.items() if channels_with(RECORD["lived"], card)]  # type: ignore[arg-type] # one text
    assert [] == [who for who, card in shown.items() if channels_with("Tess", card)]
    feedback = player.presses(PAT, Press("feedback", "show", case.id, "1"))
    assert [] != channels_with("Give feedback", feedback)


async def test_the_page_shows_who_was_there(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """On the page of the record, the old supervisor's and the old names; the apologies are of that session."""
    case = written_up(runtime, player, clock)
    async with pages_of(runtime) as browser:
        before = words(await browser.get(f"/as/pat/card/record~show~{case.id}~1"))
        others_come(runtime, player, clock, case)
        after = words(await browser.get(f"/as/pat/card/record~show~{case.id}~1"))

    assert "Hal Hypothetical, Testshire Health" in after
    assert (
        before[before.index("Supervisors") : before.index("Signed")]
        == after[after.index("Supervisors") : after.index("Signed")]
    )


def test_from_its_beginning_it_has_its_people(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """A supervisor who stands down between the session and the ticks is in its record as the supervisor, opens it and signs; who comes cannot be changed any more (P18)."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    refused = player.presses(SAL, Press("poll", "change-people", case.id))
    player.fills(NIA, Press("nomination", "stand-down", case.id), {"reason": "Ill"})
    player.fills(MO, Press("nomination", "nominate", case.id), {"supervisor_1": TESS, "lead": SAL})
    player.presses(TESS, Press("nomination", "accept", case.id))
    player.fills(SAL, Press("session", "hold", case.id), {"attended": (SAL, NIA, PAT, HAL, BO, KIT)})
    player.fills(SAL, Press("record", "write", case.id), RECORD)
    player.fills(NIA, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    player.fills(SAL, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    paper = papers(runtime, NIA, case)[-1].decode()

    assert ["slack", "teams", "web", "plain"] == channels_with("The session has begun.", refused)
    assert "Tess" not in paper
    assert "Nia Notreal" in paper
