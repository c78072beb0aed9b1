"""Who somebody is on a channel: an account whose workspace vouches for an e-mail that the directory knows."""

import structlog

from bot.runtime.runtime import Runtime
from dialogs.model.heard import Handle
from dialogs.model.reach import State

log = structlog.get_logger()


def introduce(runtime: Runtime, handle: Handle, email: str | None, *, active: bool) -> None:
    """What a channel says of an account before its first turn: its confirmed e-mail, and whether it is still there.

    An e-mail that nobody in the directory has links nobody; an account that has left is nobody's at once. What a person
    has unlinked themselves stays so, unless the account passes to somebody else.
    """
    with runtime.store.begin() as work:
        whose, state = work.people.state(handle) or (None, State.OK)
        if not active:
            work.people.reachable(handle, State.LEFT)
            log.info("left", action="handle_left", channel=handle.channel, person=whose)
            return
        person = work.people.by_email(email) if email else None
        if person and (person != whose or state is State.LEFT):
            work.people.link(handle, person, runtime.clock())
            log.info("linked", action="handle_linked", channel=handle.channel, person=person)
        elif state not in (State.OK, State.UNLINKED, State.LEFT):
            work.people.reachable(handle, State.OK)  # whoever is heard from is there again
