"""The whole story, over HTTP, on both databases: everything in the procedure that applies happens."""

import pytest

from tests.play.checks import checked
from tests.play.house import rehearsal
from tests.play.story import Story


@pytest.mark.slow
async def test_one_case_goes_from_the_door_to_closed_on_two_channels(database_url: str) -> None:
    """Nine people, two of them in Slack, bring a case and its further session to the end; every line holds."""
    said: list[str] = []
    async with rehearsal(database_url) as here:
        await Story(here, said.append).whole()
        results = await checked(here)

    assert [what for what, happened in results if not happened] == []
    assert said[-1].endswith("Sal closes the case")
