"""How somebody who is known in Slack is linked to an account in Teams: a code, typed here, given there, confirmed here."""

import re

from dialogs.model.press import Press
from tests.play.rehearsal import Rehearsal

CODE = re.compile(r"link ([2-9A-Z]{3} [2-9A-Z]{3})")
CHANNELS = Press("channels", "show")


async def gives_a_code(here: Rehearsal, person: str, user: str, tenant: str) -> None:
    """Asked for by the person in Slack, and given by the user in Teams; not confirmed yet."""
    await here.desk.says(f"U{person.upper()}", "link")
    await here.settled()
    code = CODE.search(repr(here.slack.messages))
    assert code
    await here.in_teams(user, tenant).writes(f"link {code[1]}")
    await here.settled()


async def confirms_it(here: Rehearsal, person: str) -> None:
    """On the card in Slack, where they are known."""
    await here.in_slack(person).presses(CHANNELS, "confirm")
    await here.settled()
