"""One case whose people sit in two tenants of Teams, in Slack, and in none: over HTTP, on both databases."""

from dataclasses import dataclass, field

import pytest

from dialogs.procedure.case import Stage
from tests.databases import MOSTLY_ON_SQLITE
from tests.play.cast import COUNTY, FOUR
from tests.play.checks import checked
from tests.play.linking import confirms_it, gives_a_code
from tests.play.rehearsal import Rehearsal, rehearsal
from tests.play.story import INVITED, Story
from tests.play.truth import untrue


@dataclass
class Scattered(Story):
    """The same story; the lead coordinator begins a form in Slack and finishes it in Teams, and stays there."""

    async def invites(self) -> None:
        """Who comes is chosen in Slack; the dates are chosen in Teams, where the form goes on with what was chosen."""
        poll = await self._on("poll")
        await self.here.in_slack("sal").half_does(poll, "invite", INVITED, screens=1)
        teams = self.here.in_teams("sal", COUNTY.tenant)
        await teams.arrives()
        await gives_a_code(self.here, "sal", "sal", COUNTY.tenant)  # a further account is linked by a code alone
        await confirms_it(self.here, "sal")
        await teams.writes("mine")
        self.here.cast["sal"] = COUNTY
        dates = {name: answer for name, answer in INVITED.items() if name in ("slots", "typed")}
        await teams.does(poll, "invite", dates)


@dataclass
class Looks:
    """After every step, all that lies about."""

    here: Rehearsal
    seen: list[str] = field(default_factory=list)
    times: int = 0

    async def __call__(self, chapter: str) -> None:
        if chapter == "elsewhere":
            return
        self.times += 1
        await self.here.settled()  # copies become true with what is on its way
        self.seen += [f"after {chapter}: {said}" for said in await untrue(self.here)]


@pytest.mark.slow
@MOSTLY_ON_SQLITE
async def test_one_case_goes_to_closed_across_two_tenants_slack_and_letters(database_url: str) -> None:
    """Wherever people sit, the case is one: every line of the procedure holds, and after every step every copy is true."""
    said: list[str] = []
    async with rehearsal(database_url, FOUR) as here:
        looks = Looks(here)
        await Scattered(here, said.append, looks=looks).whole()
        results = await checked(here)
        case = await here.case()
        faults = here.teams.faults

    assert [] == looks.seen
    assert 13 == looks.times
    assert [] == [what for what, happened in results if not happened]
    assert (Stage.CLOSED, []) == (case.stage, faults)
