"""What is pointed out while somebody writes, on the pages: over real HTTP, from the town's own core (P05, P20, P23)."""

from dataclasses import replace

from adapters.web.parse import packed
from dialogs.flows import recording
from dialogs.model.fields import Raw
from dialogs.model.press import Press
from dialogs.model.views import MOVE
from tests.adapters import remarked
from tests.adapters.web.browser import Browser, Seen, browsing
from tests.adapters.web.doubles import web_ports
from tests.adapters.web.reading import Node
from tests.town import Town


async def opened(browser: Browser, press: Press, label: str) -> Seen:
    """The form, from the card that its button stands on."""
    shown = replace(press, verb="show")
    return await browser.press(await browser.get(f"/as/mo/card/{packed(shown)}"), label)


def as_sent(seen: Seen, answers: Raw) -> dict[str, str | None]:
    """Of these answers, those that the page asks and one value can give."""
    names = {node.attrs["name"] for node in seen.main.walk() if node.attrs.get("name", "").startswith("a.")}
    return {f"a.{name}": said for name, said in answers.items() if f"a.{name}" in names and isinstance(said, str)}


async def walked(browser: Browser, seen: Seen, answers: Raw) -> list[Seen]:
    """Every page from this one on, each filled and left by the button that goes on."""
    pages = [seen]
    for _ in range(20):
        onward = [node.words for node in seen.main.all("button") if node.attrs.get("value") == "next"]
        if not onward:
            break
        seen = await browser.press(seen, onward[-1], change=as_sent(seen, answers))
        pages.append(seen)
    return pages


def left(seen: Seen) -> str:
    """What is said of a page that was left."""
    return " ".join(node.words for node in seen.main.all("section"))


def beside(seen: Seen, name: str) -> str:
    """What stands beside a field and is read with it: found by the ids that describe it."""
    described = seen.main.one("textarea", name=f"a.{name}").attrs.get("aria-describedby", "").split()
    return " ".join(node.words for node in seen.main.walk() if node.attrs.get("id") in described)


def ports(town: Town, who: str):  # type: ignore[no-untyped-def] # a WebHouse
    """The pages of that town for one of its people."""
    return replace(web_ports(), take_turn=remarked.take_turn_of(town, who))


async def test_what_reads_like_a_task_is_said_as_the_section_is_left_and_beside_it() -> None:
    """A record's section with a task is saved and left; the next page says so, and the section's own page beside its field, until it is mended."""
    town, press = remarked.writing()
    async with browsing(ports(town, "nia")) as browser:
        first = await opened(browser, press, "Write the record")
        second = await browser.press(first, "Continue", change={"a.reason": f"{remarked.KEPT} {remarked.TASK}"})
        assert town.case.session
        saved = town.case.session.text("reason")
        back = await browser.press(second, "Back", change={"a.lived": "They wait"})
        again = await opened(browser, press, "Write the record")
        mended = await browser.press(back, "Continue", change={"a.reason": remarked.KEPT})

        assert f"{remarked.KEPT} {remarked.TASK}" == saved
        assert "What is it like to be this child?" in second.title
        assert remarked.READS_LIKE_A_TASK in left(second)
        assert f"{recording.NEEDED} Look again: {remarked.READS_LIKE_A_TASK}" == beside(back, "reason")
        assert remarked.READS_LIKE_A_TASK in again.main.words
        assert "They wait" == town.drafts[next(iter(town.drafts))].given["lived"]
        assert "Look again" not in mended.main.words


async def test_one_press_moves_a_task_to_the_points_for_the_next_meeting() -> None:
    """The sentence is taken from its section to the points, both are saved, what is typed meanwhile stays, and the remark is gone."""
    town, press = remarked.writing()
    async with browsing(ports(town, "nia")) as browser:
        first = await opened(browser, press, "Write the record")
        second = await browser.press(first, "Continue", change={"a.reason": f"{remarked.KEPT} {remarked.TASK}"})
        moved = await browser.press(second, MOVE, change={"a.lived": "They wait for us"})
        assert town.case.session
        record = town.case.session.text("reason"), town.case.session.text("thinking")

        assert (remarked.KEPT, remarked.TASK) == record
        assert f"Done: Moved to “{remarked.POINTS}”." in moved.main.words
        assert "They wait for us" == moved.main.one("textarea", name="a.lived").words
        assert "Look again" not in moved.main.words


async def test_a_page_that_is_not_written_yet_is_not_called_empty() -> None:
    """Moving a task leaves the writer where they are: of what they have still to write nothing is said before they go on."""
    town, press = remarked.writing()
    async with browsing(ports(town, "nia")) as browser:
        first = await opened(browser, press, "Write the record")
        second = await browser.press(first, "Continue", change={"a.reason": f"{remarked.KEPT} {remarked.TASK}"})
        moved = await browser.press(second, MOVE)
        after = await browser.press(moved, "Continue")

        assert "Look again" not in moved.main.words
        assert remarked.IS_EMPTY in left(after)


async def test_what_was_left_can_be_changed_from_the_page_that_says_so() -> None:
    """Change leads to the page with the remark, and what was typed on this one is kept."""
    town, press = remarked.writing()
    async with browsing(ports(town, "nia")) as browser:
        first = await opened(browser, press, "Write the record")
        second = await browser.press(first, "Continue", change={"a.reason": remarked.TASK})
        changing = await browser.press(second, "Change it: Reason for supervision", change={"a.lived": "They wait"})
        after = await browser.press(changing, "Continue")

        assert "Reason for supervision" in changing.title
        assert "They wait" == after.main.one("textarea", name="a.lived").words


async def test_a_whole_record_is_remarked_page_by_page_and_on_the_card_before_signing() -> None:
    """A task, an empty emotional impact, a name in wider learning: each is said as it is left, nothing is stopped, and the card tells all."""
    town, press = remarked.writing()
    async with browsing(ports(town, "nia")) as browser:
        pages = await walked(browser, await opened(browser, press, "Write the record"), remarked.WRITTEN)
        said = [left(seen) for seen in pages]
        card = await browser.get(f"/as/mo/card/{packed(replace(press, verb='show'))}")
        reopened = await opened(browser, press, "Write the record")

        assert 13 == len(pages)
        assert remarked.READS_LIKE_A_TASK in said[1]
        assert remarked.IS_EMPTY in said[6]
        assert remarked.HOLDS_BOTH in said[11]
        assert [1, 6, 11] == [at for at, words in enumerate(said) if words]
        assert all(words in card.main.words for words in remarked.LOOK_AGAIN)
        assert "Nothing is missing" not in card.main.words
        assert all(words in left(reopened) for words in (remarked.IS_EMPTY, remarked.HOLDS_BOTH))
        assert f"{recording.NEEDED} Look again: {remarked.READS_LIKE_A_TASK}" == beside(reopened, "reason")


async def test_a_reason_that_names_a_child_is_shown_again_before_it_is_sent() -> None:
    """Nothing is declined yet: the answers are checked, with the remark beside the reason; sent as it is, it is taken."""
    town, press = remarked.declining()
    async with browsing(ports(town, "mo")) as browser:
        form = await opened(browser, press, "Decline")
        checked = await browser.press(form, "Decline", change=as_sent(form, remarked.DECLINED))
        before = town.case.stage.value
        await browser.press(checked, "Decline")

        assert ("Check your answers", "raised") == (checked.title, before)
        assert remarked.HOLDS_A_NAME in _row(checked, "reason").words
        assert "declined" == town.case.stage.value


async def test_a_place_with_a_name_is_pointed_out_and_its_address_is_not() -> None:
    """A room has an address; whose home it is stands beside it in the review. Guests are asked for by name."""
    town, press = remarked.inviting()
    async with browsing(ports(town, "sal")) as browser:
        form = await opened(browser, press, "Invite people and offer dates")
        dates = await browser.press(form, "Continue", change=as_sent(form, remarked.INVITED))
        checked = await browser.press(dates, "Continue", change=as_sent(dates, remarked.INVITED))

        assert "Check your answers" == checked.title
        assert f"{remarked.HOLDS_A_NAME} {remarked.IN_CALENDARS}" in _row(checked, "place").words
        assert "Look again" not in _row(checked, "others").words


def _row(seen: Seen, name: str) -> Node:
    return next(node for node in seen.main.walk() if node.attrs.get("id") == f"r-{name}")
