"""A guest in another tenant, for whom no directory vouches, becomes known by a code: over HTTP, from Slack to Teams and back."""

import re
from pathlib import Path

import pytest

from dialogs.model.press import Press
from tests.play.cast import FOUR, HEALTH
from tests.play.rehearsal import rehearsal

CODE = re.compile(r"link ([2-9A-Z]{3} [2-9A-Z]{3})")
CHANNELS = Press("channels", "show")


@pytest.mark.slow
async def test_a_guest_is_linked_by_a_code_that_is_confirmed_in_slack(tmp_path: Path) -> None:
    """Typed in Slack, given in Teams, confirmed in Slack: then Teams knows them, and the card there is redrawn for nobody else."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}", FOUR) as here:
        here.teams.employs("kit-guest", "kit@charity.example", userRole="guest")
        guest, slack = here.in_teams("kit-guest", HEALTH.tenant), here.in_slack("kit")
        await slack.arrives()
        await guest.writes("mine")
        await here.settled()
        assert ["Joint supervision"] == guest.reads()

        await here.desk.says("UKIT", "link")
        await here.settled()
        code = CODE.search(repr(here.slack.messages))
        assert code
        await guest.writes(f"link {code[1]}")
        await here.settled()
        assert "One step more" == guest.reads()[-1]

        await slack.presses(CHANNELS, "confirm")
        await guest.writes("mine")
        await here.settled()

    assert "My list" == guest.reads()[-1]
    assert [] == here.slack.faults
    assert [] == here.teams.faults
