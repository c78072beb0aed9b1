"""How people are reached: the accounts each of them is known by, in what state each is, and which is used.

A state is what a platform last said or somebody did; hearing from an account puts it right again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from dialogs.ids import PersonId
from dialogs.procedure.people import Directory, Person


class State(StrEnum):
    """Whether messages get to an account, and why not."""

    OK = "ok"
    NEVER = "never"  # known, but the bot has never been installed there
    BLOCKED = "blocked"  # messages of ours are refused; of an e-mail address: put off again and again
    REMOVED = "removed"  # the bot was taken away
    LEFT = "left"  # the account is closed
    BOUNCED = "bounced"  # a post office refuses the address
    UNLINKED = "unlinked"  # the person themselves does not want it used
    GONE = "gone"  # the platform gave no reason that we know


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody on one channel. `id` names it among the person's own and says nothing of whose it is."""

    id: str
    channel: str
    state: State
    used: datetime
    chosen: bool = False
    here: bool = False  # it is the one that is speaking
    linked: datetime | None = None  # when it became theirs; nothing for what was there before that was written down


class Does(StrEnum):
    """What somebody does to their accounts."""

    ASK = "ask"  # for a code
    GIVE = "give"  # a code, from an account that is not known yet
    CONFIRM = "confirm"
    REFUSE = "refuse"
    CHOOSE = "choose"
    UNLINK = "unlink"
    DISOWN = "disown"  # an account that was linked to them is not theirs


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be kept of it: `account` is one of the person's own, or none; `code` is as it is kept, without spaces."""

    does: Does
    account: str = ""
    code: str = ""


NEW_ACCOUNT: Final = "new-account"
"""The card that tells somebody of a new account of theirs, its `about` being the account."""
LOST_ACCOUNT: Final = "lost-account"
"""The card that tells somebody that an account is theirs no more: on what channel, since when."""
DISOWNED: Final = "account-ended"
"""The card that tells the partnership office of an account that was not its person's: whose, on what channel, when ended."""
STOPPED: Final = "sending-stopped"
"""The card that tells the partnership office that nothing can be sent to a workspace or tenant, its `about` being `channel:place`."""
CODE_KEPT: Final = timedelta(minutes=10)
NOBODYS: Final = (State.UNLINKED, State.LEFT)
"""The states of an account that is nobody's now, though it was."""
LETTERS: Final = "email"
BY_LINK: Final = ("web", LETTERS)
"""No chats: whoever holds a personal link from a letter is let in there."""

CHATS: Final = ("slack", "teams")
"""Where somebody may be looked up by their address."""

Reach = Mapping[PersonId, tuple[Account, ...]]
"""Accounts by person, the one that is written to first."""

Fallback = Callable[[Person], str]
"""The channel by which somebody without an account is reached, or the chat where they can be looked up; empty where there is none."""

CHANNELS: Final[Mapping[str, str]] = {
    "slack": "Slack",
    "teams": "Microsoft Teams",
    "web": "the web pages",
    "email": "e-mail",
}


def named(channel: str) -> str:
    """What people call a channel."""
    return CHANNELS.get(channel, channel)


def nowhere(_: Person) -> str:
    """Nobody is reached but by an account."""
    return ""


def missed(
    people: Iterable[PersonId],
    known: Directory,
    reach: Reach | None,
    fallback: Fallback,
    untold: Collection[PersonId] = (),
) -> Iterator[tuple[str, str, bool]]:
    """Of these people, by name, whom no chat reaches: why and what instead, and whether anything reaches them. Nobody while it was not looked up.

    `untold` are those to whom something could not be told.
    """
    if reach is None:
        return
    for person in sorted(
        (known[person_id] for person_id in dict.fromkeys(people) if person_id in known), key=lambda one: one.name
    ):
        if person.active and (why := why_not(reach.get(person.id, ()), fallback(person), failed=person.id in untold)):
            yield person.name, *why


def why_not(accounts: tuple[Account, ...], fallback: str, *, failed: bool = False) -> tuple[str, bool] | None:
    """Why no chat reaches somebody and what is done instead, in words, and whether anything is; nothing where a chat does.

    Whoever can be looked up in a chat is reached there, until that has `failed`.
    """
    if fallback == "web" or any(account.state is State.OK for account in accounts):
        return None
    if fallback in CHATS and not failed and not in_chats(accounts):
        return None
    refused = any(account.state is State.BOUNCED for account in accounts)
    delayed = any(account.state is State.BLOCKED for account in by_letter(accounts))
    why = next(
        (
            WHY[account.state].format(named(account.channel))
            for account in accounts
            if account.channel != LETTERS and account.state is not State.BOUNCED
        ),
        "Has not opened me in Slack or Teams yet",
    )
    if fallback == "email" and delayed:
        return f"{why}. {SLOW}{RING}", False
    if fallback == "email" and not refused:
        return f"{why}. Written to by e-mail, with a personal link.", True
    return f"{why}. {REFUSED if refused else ''}{ASK}", False


def without_letters(people: Iterable[PersonId], known: Directory, reach: Reach | None) -> Iterator[tuple[str, str]]:
    """Of these people, by name, those who have a chat and get no letters: why, and what to do, for a calendar invitation is a letter."""
    for person in sorted(
        (known[person_id] for person_id in dict.fromkeys(people) if person_id in known), key=lambda one: one.name
    ):
        accounts = (reach or {}).get(person.id, ())
        letters = next(iter(by_letter(accounts)), None)
        if person.active and letters and any(account.state is State.OK for account in accounts):
            yield person.name, f"{SLOW if letters.state is State.BLOCKED else REFUSED}{NO_INVITATION}"


def by_letter(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The addresses among them: one is written down only while letters do not get there."""
    return tuple(account for account in accounts if account.channel == LETTERS)


def in_chats(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts by which somebody is known in a chat, whether or not they are reached there just now."""
    return tuple(account for account in accounts if account.channel not in BY_LINK and account.state not in NOBODYS)


def reached_in_chats(accounts: Iterable[Account]) -> Account | None:
    """The chat in which somebody is reached first, if any: there, and by no letter, they say what else is theirs."""
    return next((in_chat for in_chat in in_chats(accounts) if in_chat.state is State.OK), None)


def may_disown(account: Account, accounts: Iterable[Account], speaking: str) -> bool:
    """Whether who speaks may say that an account is not theirs: an account that was theirs before it, or its own letter."""
    if account.state in NOBODYS:
        return False
    return speaking in BY_LINK or any(
        other.here and other.id != account.id and came_later(account, other) for other in accounts
    )


def came_later(account: Account, than: Account) -> bool:
    """Whether an account was linked after another, which may then say that it is not the same person's."""
    return account.linked is not None and (than.linked is None or than.linked < account.linked)


def why_own(account: Account) -> str:
    """What is wrong with one's own account, and what to do."""
    return OWN.get(account.state, "")


OWN: Final[Mapping[State, str]] = {
    State.NEVER: "I cannot write to you there before you have opened me.",
    State.BLOCKED: "You do not let me write to you there. Unblock me, then write to me.",
    State.REMOVED: "I was removed there. Add me again, then write to me.",
    State.LEFT: "The account is closed.",
    State.GONE: "I cannot write to you there now. Write to me from there.",
}
WHY: Final[Mapping[State, str]] = {
    State.NEVER: "Has not opened me in {} yet",
    State.BLOCKED: "Does not let me write to them in {}",
    State.REMOVED: "Has removed me in {}",
    State.LEFT: "Has no account in {} any more",
    State.UNLINKED: "Does not want to be written to in {}",
    State.GONE: "Is not reached in {} any more",
}
REFUSED: Final = "Their e-mail address is refused. "
SLOW: Final = "Their mail server has not taken our letters yet; we keep trying. "
RING: Final = "Ring them meanwhile, or ask them to open me in Slack or Teams."
NO_INVITATION: Final = (
    "A chat reaches them, a calendar invitation does not: have them press “Add to my calendar” on the session, "
    "and ask the partnership office to put their work e-mail right."
)
ASK: Final = "Nothing reaches them: ask them to open me in Slack or Teams, or ask the partnership office to put their work e-mail right."
