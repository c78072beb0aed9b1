"""Everything the running thing has, in one value that is handed around. Made in `bot/wiring.py`, and by hand in tests."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

from adapters.hook.folder import Folder
from adapters.mail.mailbox import Mailbox
from adapters.shared.channel import Channel
from bot.runtime.clock import Clock
from bot.runtime.holidays import Almanac
from bot.runtime.mail import Mail, NoMail
from bot.runtime.profiles import Profiles
from bot.runtime.webhook_targets import Hooks
from dialogs.model.documents import RecordDocument
from dialogs.model.heard import Handle
from dialogs.model.turns import NO_ADDRESSES, Addresses, Leftover
from dialogs.procedure.people import Person
from dialogs.procedure.terms import Terms
from store.queue.jobs import Jobs
from store.unit_of_work import Store

Writer = Callable[[RecordDocument], bytes]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How hard delivery tries. Seconds; tests and the demo make them short."""

    tries: int = 20
    first: float = 2.0  # before the second try; doubled each time
    longest: float = 3600.0
    held: float = 60.0  # before the next try of what cannot be sent to a workspace or tenant just now; longer each time
    each: float = 1.0  # at most one message to one person in this time
    merged: float = 3.0  # redraws of one case within this time are one


def nowhere(_: Person) -> tuple[Handle, ...]:
    """Nobody is reached but on a channel of their own."""
    return ()


class FirstContact(Protocol):
    """Makes somebody known whom no chat knows yet, where a platform may say who they are."""

    def channel(self, person: Person) -> str:
        """The chat in which they can be looked up; empty where there is none."""
        ...

    async def meet(self, runtime: "Runtime", person: Person) -> bool:
        """Looks them up; whether they are known there from now on. Raises `Later` when the platform does not say just now."""
        ...


class NoFirstContact:
    """Nobody is looked up."""

    def channel(self, person: Person) -> str:
        """No chat, whoever it is."""
        return ""

    async def meet(self, runtime: "Runtime", person: Person) -> bool:
        """Nobody is known by it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """Store, clock, rules, channels."""

    store: Store
    jobs: Jobs
    clock: Clock
    profiles: Profiles
    almanac: Almanac
    channels: Mapping[str, Channel]
    mail: Mail
    leftover: Leftover
    threads: Executor  # for turns: somebody waits
    behind: Executor  # for all else
    last_resort: Callable[[Person], tuple[Handle, ...]] = nowhere  # where somebody without an account is reached
    first_contact: FirstContact = field(default_factory=NoFirstContact)
    pace: Pace = field(default_factory=Pace)
    writers: Mapping[str, Writer] = field(default_factory=dict)  # of documents, by kind
    anchors: Folder | None = None  # where the log's anchors are put
    kept: timedelta | None = None  # how long a case is kept once it is over; for ever if nothing is said
    contact: str = ""  # whom people ask about what is kept
    sender: str = ""  # whose letters they are
    addresses: Addresses = NO_ADDRESSES
    hooks: Hooks = field(default_factory=Hooks)
    mailbox: Mailbox | None = None  # where calendars and post offices answer

    def terms(self) -> Callable[[str | None], Terms]:
        """What judges now, by a case's profile. The clock is read here, once."""
        now = self.clock()

        def of(profile: str | None) -> Terms:
            rules = self.profiles.of(profile)
            return Terms(rules, self.almanac.of(rules, now.date()), now)

        return of

    @property
    def posts(self) -> bool:
        """Whether calendar invitations leave by e-mail."""
        return not isinstance(self.mail, NoMail)

    def fallback(self, person: Person) -> str:
        """The channel of somebody's last resort, or else the chat in which they can be looked up; empty where there is neither."""
        letters = (handle.channel for handle in self.last_resort(person) if handle.channel in self.channels)
        return next(letters, "") or self.first_contact.channel(person)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a plain function gives, run in a thread for which nobody waits."""
        return await asyncio.get_running_loop().run_in_executor(self.behind, partial(work, *args, **kwargs))
