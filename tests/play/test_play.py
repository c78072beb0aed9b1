"""The whole story, over HTTP, on both databases: everything in the procedure that applies happens."""

from pathlib import Path

import pytest

from dialogs.model.press import Press
from dialogs.procedure.case import Stage
from tests.play.checks import checked
from tests.play.rehearsal import rehearsal
from tests.play.story import RAISED, Story


@pytest.mark.slow
async def test_one_case_goes_from_the_door_to_closed_on_two_channels(database_url: str) -> None:
    """Nine people, two of them in Slack, bring a case and its further session to the end; every line holds."""
    said: list[str] = []
    async with rehearsal(database_url) as here:
        await Story(here, said.append).whole()
        results = await checked(here)

    assert [what for what, happened in results if not happened] == []
    assert said[-1].endswith("Sal closes the case")


@pytest.mark.slow
@pytest.mark.long
async def test_the_bot_is_restarted_between_any_two_steps(tmp_path: Path) -> None:
    """Stopped and started after every chapter, nothing is lost: forms go on, and cards drawn before go on working."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        story = Story(here, lambda _: None, between=here.restart)
        await story.whole()
        results = await checked(here)

    assert [what for what, happened in results if not happened] == []


@pytest.mark.slow
async def test_a_form_left_half_way_in_slack_is_finished_in_the_browser_after_a_restart(tmp_path: Path) -> None:
    """A window filled half-way in Slack, then a restart: the browser goes on where it was, and one case comes of it."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await here.in_slack("pat").begins("raise", RAISED, screens=2)
        await here.restart()
        browser = here.at_browser("pat")
        page = await browser.presses_on(await browser.presses(Press("home", "show"), "raise"), "go-on")
        left = [name for form in page.forms if form.asks for name in form.fields if name.startswith(("a.", "m."))]
        await browser.fills(
            page,
            {
                name: answer
                for name, answer in RAISED.items()
                if name in ("reasons", "thinking", "lived", "family_knows")
            },
        )
        case = await here.case()

    assert "a.thinking" in left
    assert (case.stage, case.initials, case.local_reference) == (Stage.RAISED, "G.H.", "EX-2001")
