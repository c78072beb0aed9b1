"""Who somebody is on a channel: an account whose workspace vouches for an e-mail that the directory knows."""

import structlog

from bot.house import House
from dialogs.heard import Handle

log = structlog.get_logger()


def introduce(house: House, handle: Handle, email: str | None, *, active: bool) -> None:
    """What a channel says of an account before its first turn: its confirmed e-mail, and whether it is still there.

    An e-mail that nobody in the directory has links nobody; an account that has left is unlinked at once.
    """
    with house.store.begin() as work:
        linked = work.people.by_handle(handle)
        if not active:
            work.people.unlink(handle)
            log.info("left", action="handle_left", channel=handle.channel, person=linked)
            return
        person = work.people.by_email(email) if email else None
        if person and person != linked:
            work.people.link(handle, person, house.clock())
            log.info("linked", action="handle_linked", channel=handle.channel, person=person)
