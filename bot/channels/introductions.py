"""Who somebody is on a channel: an account whose workspace or tenant may vouch for an e-mail that the directory knows.

Rule 1: a platform is believed of the domains that are bound to its place, and of nothing else.
Rule 2: it makes somebody known who is known in no chat yet. A further account of theirs is linked by a code alone.
Rule 3: what ends, ends at once: nothing more is sent there, and what lies there is taken back.
"""

from collections.abc import Awaitable, Callable

import structlog

from bot.config.errors import Plain
from bot.config.vouched_domains import Bindings, vouched
from bot.runtime.clock import Clock, london
from bot.runtime.runtime import Runtime
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import NOBODYS, Account, State, in_chats, named
from store.accounts import How
from store.unit_of_work import Store, Work

log = structlog.get_logger()


def introducing(runtime: Runtime, bindings: Bindings) -> Callable[[Handle, str | None, bool], Awaitable[None]]:
    """For channels: hears of an account the address that its platform calls confirmed, if any, and whether it is still there."""

    async def hear(who: Handle, email: str | None, active: bool) -> None:  # noqa: FBT001 - as channels call it
        await runtime.in_thread(
            introduce, runtime, who, vouched(email, bindings.get(who.tenant, frozenset())), active=active
        )

    return hear


def introduce(runtime: Runtime, handle: Handle, email: str | None, *, active: bool) -> None:
    """What a channel says of an account before its first turn: the e-mail that is vouched for, and whether it is still there.

    An e-mail that nobody in the directory has links nobody; an account that has left is nobody's at once. What a person
    has unlinked themselves, or said is not theirs, stays so, unless the account passes to somebody else.
    """
    with runtime.store.begin() as work:
        person = work.people.by_email(email) if email else None
        if person:
            work.people.alone(person)  # two accounts that come at once: one is the first
        whose, state = work.people.state(handle) or (None, State.OK)
        if not active:
            work.people.reachable(handle, State.LEFT)
            log.info("left", action="handle_left", channel=handle.channel, person=whose)
        elif person and (person != whose or state is State.LEFT):
            _vouched_for(work, runtime, handle, person, whose if state not in NOBODYS else None)
        elif state not in (State.OK, *NOBODYS):
            work.people.reachable(handle, State.OK)  # whoever is heard from is there again
            if whose:
                work.untold.goes_out(whose, runtime.clock())


def _vouched_for(work: Work, runtime: Runtime, handle: Handle, person: PersonId, before: PersonId | None) -> None:
    """An account of somebody to whom it was not linked until now; `before` is who had it."""
    if before and before != person:
        work.accounts.end(handle, before, runtime.clock(), How.PASSED_ON)
        log.info("passed on", action="handle_passed_on", channel=handle.channel, team=handle.tenant, person=before)
    if work.people.known_in_chats(person, but=handle):
        log.warning(
            "needs a code", action="handle_not_linked", channel=handle.channel, team=handle.tenant, person=person
        )
        return
    work.accounts.link(handle, person, runtime.clock(), How.VOUCHED)
    log.info("linked", action="handle_linked", channel=handle.channel, team=handle.tenant, person=person)


def listed(store: Store, email: str, clock: Clock = london) -> tuple[str, ...]:
    """Somebody's accounts in chats, a line each with its id first. `Plain` when nobody has that address."""
    with store.reading() as work:
        person = _of(work, email)
        accounts = in_chats(work.people.reach((person,))[person])
    if not accounts:
        return ("They are known in no chat.",)
    return tuple(
        f"{account.id}  {named(account.channel)}  {account.state}, {_since(account, clock)}, last used {account.used:%Y-%m-%d}"
        for account in accounts
    )


def unlink(store: Store, email: str, account: str, clock: Clock = london) -> None:
    """The partnership office has an account of somebody ended. `Plain` when there is no such one."""
    with store.begin() as work:
        person = _of(work, email)
        handle = work.people.handle(person, account)
        whose, state = (handle and work.people.state(handle)) or (None, State.UNLINKED)
        if handle is None or whose != person or state in NOBODYS:
            raise Plain(["They have no such account. `jsv people accounts EMAIL` lists those they have."])
        work.accounts.end(handle, person, clock(), How.BY_OFFICE)


def _of(work: Work, email: str) -> PersonId:
    person = work.people.by_email(email)
    if person is None:
        raise Plain(["Nobody in the directory has that e-mail."])
    return person


def _since(account: Account, clock: Clock) -> str:
    return (
        f"linked {account.linked.astimezone(clock().tzinfo):%Y-%m-%d}"
        if account.linked
        else "linked before that was written down"
    )
