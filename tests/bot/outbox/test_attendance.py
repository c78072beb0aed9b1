"""Who came, as the child's file has it: here, late, apologies, did not come, or not noted; set right with a trace (P18)."""

import json
from collections.abc import Mapping
from typing import Any

from bot.outbox.documents import taken
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Answers, Player
from dialogs import words
from dialogs.ids import PersonId, turn_id
from dialogs.model.heard import Handle, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Page, Reply
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case, Stage
from tests.adapters.faces import channels_with, channels_without
from tests.bot.acts import booked, stored
from tests.bot.channels.web_pages import pages_of
from tests.bot.channels.web_pages import words as words_of
from tests.builders import BO, HAL, KIT, NIA, PAT, SAL, TESS
from tests.town import RECORD, iso

TICKED: Answers = {"attended": (SAL, NIA, KIT), "late": (PAT,), "apologies": (HAL,), "absent": ()}
"""Of Bo nothing is said."""


def over(runtime: Runtime, player: Player, clock: MovableClock) -> Case:
    """A session has just ended."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    return case


def signed(runtime: Runtime, player: Player, clock: MovableClock, ticked: Answers = TICKED) -> Case:
    """Its record is signed."""
    case = over(runtime, player, clock)
    player.fills(SAL, Press("session", "hold", case.id), ticked)
    player.fills(SAL, Press("record", "write", case.id), RECORD)
    for who in (SAL, NIA):
        player.fills(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    return stored(runtime, case.id)


def paper(runtime: Runtime, case: Case) -> dict[str, Any]:
    """The document of the record, as a machine reads it."""
    made = taken(runtime, SAL, Press("record", "json", case.id, "1"))
    assert made
    found: dict[str, Any] = json.loads(made.body)
    return found


def test_the_file_says_what_was_noted_and_no_more(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """Late stands beside who came late, apologies are those that were sent, and of whom nothing was ticked it is said so (P18)."""
    case = signed(runtime, player, clock)
    made = paper(runtime, case)
    card = player.presses(SAL, Press("record", "show", case.id, "1"))

    assert {
        "Sal Sample": "Lead coordinator",
        "Nia Notreal": "Supervisor",
        "Kit Keyworker": "Keyworker",
        "Pat Pretend": "Came late",
    } == {person["name"]: person["part"] for person in made["present"]}
    assert (["Hal Hypothetical"], [], ["Bo Bluelight"]) == (made["apologies"], made["absent"], made["not_noted"])
    assert [] == channels_without("Not noted whether they came", card)
    assert [] == channels_without("Pat Pretend, Testshire Care, came late", card)


def test_it_can_be_set_right_and_says_what_it_said(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """Bo was there and Pat was not: after signing too, with who corrected it and when in the record, its document and the timeline (P18)."""
    case = signed(runtime, player, clock)
    right: Answers = {"attended": (SAL, NIA, KIT, BO), "late": (), "apologies": (HAL,), "absent": (PAT,)}
    card = player.fills(NIA, Press("record", "correct-attendance", case.id, "1"), right)
    made = paper(runtime, case)
    timeline = player.presses(SAL, Press("timeline", "show", case.id))
    said = made["amendments"]

    assert Stage.RECORDED is stored(runtime, case.id).stage
    assert ["Pat Pretend"] == made["absent"]
    assert "Bo Bluelight" in [person["name"] for person in made["present"]]
    assert said[0]["label"].startswith("Correction of who came, Nia Notreal, Testshire Health, ")
    assert ["Bo Bluelight: here. It said: not noted.", "Pat Pretend: did not come. It said: came late."] == said[0][
        "text"
    ].split("\n")
    assert [] == channels_without("Pat Pretend: did not come. It said: came late.", card)
    assert [] == channels_without("Nia Notreal corrected who came", timeline)


def test_whoever_signed_was_there(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """A supervisor who has signed "I was there" cannot be corrected away (P18)."""
    case = signed(runtime, player, clock)
    press = Press("record", "correct-attendance", case.id, "1")
    wrong = {"attended": (SAL, KIT), "late": (PAT,), "apologies": (HAL,), "absent": (NIA,)}
    refused = fills_and_is_refused(player, NIA, press, wrong)

    assert [] == channels_without(words.trouble("signed-as-there"), refused)


def test_without_a_supervisor_it_was_no_session(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """Neither supervisor is ticked: it does not count as held, and it is said what to do; with one it does, and that one signs (P10, P18)."""
    case = over(runtime, player, clock)
    press = Press("session", "hold", case.id)
    refused = fills_and_is_refused(
        player, SAL, press, {"attended": (PAT, HAL), "apologies": (), "late": (), "absent": ()}
    )
    before = stored(runtime, case.id).stage
    player.fills(SAL, press, {"attended": (PAT, HAL, NIA), "apologies": (SAL,), "late": (), "absent": ()})
    player.fills(NIA, Press("record", "write", case.id), RECORD)
    player.fills(NIA, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    after = stored(runtime, case.id)

    assert [] == channels_without(words.trouble("no-supervisor-came"), refused)
    assert (Stage.BOOKED, Stage.RECORDED) == (before, after.stage)
    assert ["Nia Notreal"] == [person["name"] for person in paper(runtime, case)["present"] if person["part"]]


def test_whoever_came_without_being_asked_belongs_to_it(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """Tess looks in: she stands among those who were there, gets the record, and is asked how it was (P18, P22)."""
    case = signed(runtime, player, clock, {**TICKED, "also": (TESS,)})
    player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
    terms = runtime.terms()(case.profile)
    asks = {ask.what.value for ask in open_asks(stored(runtime, case.id), terms) if ask.of == TESS}

    assert "Tess Teststaff" in [person["name"] for person in paper(runtime, case)["present"]]
    assert {"receive"} == asks
    assert [] == channels_without("Give feedback", player.presses(TESS, Press("feedback", "show", case.id, "1")))


def test_filing_counts_as_receiving(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """The keyworker files the record: nobody asks them whether they have it, and the card counts them (P18)."""
    case = signed(runtime, player, clock)
    player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
    player.fills(KIT, Press("circulation", "file", case.id, "1"), {"reference": "F-1", "on": iso(clock().date())})
    terms = runtime.terms()(case.profile)
    card = player.presses(SAL, Press("circulation", "show", case.id, "1"))

    assert set() == {
        ask.what for ask in open_asks(stored(runtime, case.id), terms) if ask.of == KIT and ask.what == "receive"
    }
    assert [] == channels_without("Received by", card)
    assert [] == channels_with("Kit Keyworker to confirm", card)


async def test_the_page_asks_for_each(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """On the page as in a chat it is asked who came, who came late, who sent apologies and who did not come."""
    case = over(runtime, player, clock)
    asked = player.presses(SAL, Press("session", "hold", case.id))
    async with pages_of(runtime) as browser:
        card = await browser.get(f"/as/sal/card/session~show~{case.id}~")
        page = words_of(await browser.press(card, "Tick who came"))

    for question in ("Who came?", "Who came late?", "Who sent apologies?", "Who did not come?"):
        assert question in page
        assert [] == [name for name in channels_without(question, asked) if name != "plain"]


def fills_and_is_refused(player: Player, who: PersonId, press: Press, answers: Mapping[str, tuple[str, ...]]) -> Reply:
    """The screen that comes back with a fault."""
    page = player.presses(who, press)
    assert isinstance(page, Page)
    raw = {field.name: answers.get(field.name, ()) for field in page.asked}
    return player.hears(
        Submitted(
            turn=turn_id("refused", press.verb),
            sender=Handle("web", "", who),
            press=page.press,
            section=page.section.name,
            raw=raw,
            mark=page.mark,
        )
    )
