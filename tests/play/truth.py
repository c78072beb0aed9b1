"""Whether every copy that lies in a chat is true: it shows what its card is now, and no button of it is dead.

Whispers are left out: Slack shows them to one person until they look away, and they cannot be changed.
"""

from collections.abc import Iterator
from typing import Any

from adapters.slack.render import message as in_slack
from adapters.teams.render import drawn as in_teams
from bot.demo.people import PEOPLE
from bot.outbox.scenes import scene_for
from dialogs.engine import draw
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.rows.postings import Posted
from store.unit_of_work import Work
from tests.doubles_slack.rules import elements, texts
from tests.doubles_teams.rules import buttons
from tests.doubles_teams.rules import texts as texts_of_card
from tests.play.rehearsal import Rehearsal

Place = tuple[str, str]


async def untrue(here: Rehearsal) -> list[str]:
    """What is wrong with which copy; nothing when all are true."""
    case = await here.case()
    return await here.runtime.in_thread(_untrue, here, case)


def _untrue(here: Rehearsal, case: Case) -> list[str]:
    with here.runtime.store.reading() as work:
        lying = (*work.postings.of_case(case.id), *work.postings.lists(person.id for person in PEOPLE))
        rows = [one for one in lying if one.handle.channel in ("slack", "teams")]
        wrong = [
            f"{row.person}: {row.card} in {row.handle.channel}: {said}"
            for row in rows
            for said in _copy(work, here, row)
        ]
    live = {(row.conversation, row.message) for row in rows}
    return wrong + [f"a dead button {press} at {where}" for where, press in _doing(here) if where not in live]


def _copy(work: Work, here: Rehearsal, one: Posted) -> Iterator[str]:
    card = draw(one.card, scene_for(work, one.person, one.case, one.card, here.runtime), one.about)
    where = (one.conversation, one.message)
    if one.handle.channel == "slack":
        sent = here.slack.messages.get(where)
        lies, so = _slack(sent.body["blocks"] if sent else []), _slack(in_slack(card)["blocks"])
    else:
        body = here.teams.messages.get(where)
        lies, so = _teams(body["attachments"][0]["content"] if body else {"body": []}), _teams(in_teams(card))
    missing = [part for part in so if part not in lies]
    if missing or len(lies) > len(so) + 1:  # one more may be said: what was just done
        yield f"shows {[part for part in lies if part not in so]}, not {missing}"


def _slack(blocks: Any) -> list[str]:
    return [text["text"] for text in texts(blocks)] + [
        element["value"] for element in elements(blocks) if "value" in element
    ]


def _teams(card: Any) -> list[str]:
    return (
        texts_of_card(card)
        + [button["title"] for button in buttons(card)]
        + [button["data"]["press"] for button in buttons(card)]
    )


def _doing(here: Rehearsal) -> Iterator[tuple[Place, str]]:
    """Every button in a chat that does something to a case; those of forms apart, which are judged when they are sent."""
    for sent in here.slack.messages.values():
        if not sent.whispered_to and sent.channel.startswith("D"):
            yield from (
                (((sent.channel, sent.ts)), element["value"])
                for element in elements(sent.body["blocks"])
                if _does(element.get("value", ""))
            )
    for where, body in here.teams.messages.items():
        card = body["attachments"][0]["content"] if body.get("attachments") else {"body": []}
        yield from (
            (where, button["data"]["press"])
            for button in buttons(card)
            if "go" not in button["data"] and _does(button["data"].get("press", ""))
        )


def _does(token: str) -> bool:
    press = Press.read(token)
    return bool(press and press.case and press.verb != "show")
