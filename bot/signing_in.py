"""How somebody gets to the partnership's figures without an open page: a link to their work e-mail."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from adapters.channel import Later, Unreachable
from bot.house import House
from bot.links import SignedLinks
from bot.mail import Letter
from dialogs.press import Press
from dialogs.procedure.people import Person, may_see_figures

LINK: Final = timedelta(hours=2)
KEPT_TWO_HOURS: Final = "The link is for you alone and works for two hours. If it was not you, you need do nothing."

log = structlog.get_logger()


def asking(house: House, links: SignedLinks, base: Callable[[], str]) -> Callable[[str], Awaitable[None]]:
    """What sends a link to an address that may have one."""
    under_way: set[asyncio.Task[None]] = set()

    async def sign_in(email: str) -> None:
        """Begun and not waited for: how long it takes would say whether the address is known."""
        task = asyncio.create_task(_send_link(house, links, base(), email))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    return sign_in


async def _send_link(house: House, links: SignedLinks, base: str, email: str) -> None:
    person = await house.in_thread(_known, house, email)
    if person is None:
        return
    token = links.token(person.id, Press("dashboard", "show"), kept=LINK)
    lines = ("Somebody, most likely you, asked to see the partnership's figures.", f"Open them here: {base.rstrip('/')}/l/{token}", KEPT_TWO_HOURS)
    letter = Letter(to=(person.email,), subject="Joint supervision: the partnership's figures", lines=lines)
    try:
        await house.mail.send(letter, key=f"sign-in {token}")
    except (Later, Unreachable) as fault:
        log.warning("not sent", action="sign_in_not_sent", person=person.id, fault=type(fault).__name__)


def _known(house: House, email: str) -> Person | None:
    with house.store.reading() as work:
        known = (one for one in work.people.directory().values() if one.email and one.email.casefold() == email.casefold())
        return next((one for one in known if may_see_figures(one)), None)
