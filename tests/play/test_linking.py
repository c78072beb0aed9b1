"""A guest in another tenant, for whom no directory vouches, becomes known by a code: over HTTP, from Slack to Teams and back."""

from pathlib import Path

import pytest

from tests.play.cast import FOUR, HEALTH
from tests.play.linking import confirms_it, gives_a_code
from tests.play.rehearsal import rehearsal


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

        await gives_a_code(here, "kit", "kit-guest", HEALTH.tenant)
        assert "One step more" == guest.reads()[-1]

        await confirms_it(here, "kit")
        await guest.writes("mine")
        await here.settled()

    assert "My list" == guest.reads()[-1]
    assert [] == here.slack.faults
    assert [] == here.teams.faults
