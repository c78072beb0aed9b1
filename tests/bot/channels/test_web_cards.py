"""Cards as people meet them in a browser: what to do first, whom to call, where to look (P03, P04; experience, 12)."""

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from tests.bot.channels.web_pages import DOOR, at_the_record, pages_of, words
from tests.town import norfolk


async def test_a_signpost_can_be_called_and_opened(runtime: Runtime) -> None:
    """Immediate risk offers the telephone, a disagreement the page of the protocol: one tap each (P03, P04)."""
    async with pages_of(runtime) as browser:
        door = await browser.press(await browser.get("/as/pat"), "Raise a case")
        risk = await browser.press(door, "Continue", change={**DOOR, "a.risk": "yes"})
        again = await browser.press(await browser.get("/as/pat"), "Raise a case")
        other = await browser.press(again, "Continue", change={**DOOR, "a.disagreement": "yes"})

    assert "tel:999" == next(one for one in risk.main.all("a") if one.words == "Call 999").attrs["href"]
    protocol = next(one for one in other.main.all("a") if one.words.startswith("Open where it is described"))
    assert norfolk().signposts["disagreement"].link == protocol.attrs["href"]


async def test_help_in_a_browser_is_about_the_browser(runtime: Runtime) -> None:
    """Nobody is told to type a command where nothing can be typed."""
    async with pages_of(runtime) as browser:
        shown = words(await browser.get("/as/pat/card/help~show~~"))

    assert "/joint-supervision" not in shown
    assert "Find a caseBy its reference" in shown


async def test_a_case_begins_with_what_is_to_be_done(runtime: Runtime, player: Player) -> None:
    """The next action, then where it stands; what it is about and the rest of the buttons are folded, and nothing is lost."""
    case = await at_the_record(runtime, player)
    async with pages_of(runtime) as browser:
        card = await browser.get(f"/as/sal/card/case~show~{case.id}~")

    text = words(card)
    assert text.index("Write the record") < text.index("Stage") < text.index("What it is about, and who is on it")
    assert "Everything else you can do" in text
    assert "Timeline" in card.main.all("details")[-1].words
