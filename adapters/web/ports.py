"""What the pages ask of the bot, and all they know of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from adapters.shared.suggesting import Suggest
from adapters.web.visitors import Networks
from dialogs.errors import JsvError
from dialogs.figures.values import Dashboard
from dialogs.ids import PersonId
from dialogs.model.heard import Heard
from dialogs.model.press import Press
from dialogs.model.views import Card, Reply

Kind = Literal["new", "changed"]
How = Literal["hour", "day", "working", "week"]


@dataclass(frozen=True, slots=True)
class LinkedTo:
    """For whom a link is, and for what.

    `press` must show or open something, never do it: mail scanners follow links too. `also` names the further cards,
    of the same case, that may be reached from there; without them the link ends at its own card. Where the link is for
    no one case, they may be of any.
    """

    person_id: PersonId
    press: Press
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """A document to take away: its name, its media type and what is in it."""

    name: str
    kind: str
    body: bytes


class Links(Protocol):
    """Who knows the links that are still good."""

    async def open(self, token: str) -> LinkedTo | None:
        """What it is for; nothing if it is unknown, expired or revoked. Asked at every page; uses nothing up."""
        ...


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person."""

    id: PersonId
    name: str
    role: str
    agency: str
    channel: str
    owes: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that went out in the demo."""

    at: datetime
    to_id: PersonId
    to: str
    channel: str
    card: Card
    kind: Kind


class Demo(Protocol):
    """The invented town, and its clock."""

    async def people(self) -> tuple[DemoPerson, ...]:
        """Everybody one may be, in the order shown."""
        ...

    async def sent(self, limit: int = 50) -> tuple[Sent, ...]:
        """What went out, newest first."""
        ...

    def now(self) -> datetime:
        """What the movable clock says."""
        ...

    async def move(self, how: How) -> None:
        """Move the clock on, and let what falls due happen."""
        ...


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar, as a program takes it. `tag` is the same for the same contents, which have been so since `changed`."""

    name: str
    body: bytes
    tag: str
    changed: datetime


class Calendars(Protocol):
    """Who knows what belongs into somebody's calendar."""

    async def feed(self, secret: str) -> CalendarFile | None:
        """All of one person; nothing if nobody has that secret, or not any more."""
        ...

    async def file(self, token: str) -> CalendarFile | None:
        """One meeting for one person; nothing if the token is not good, or the meeting not theirs any more."""
        ...


class Figures(Protocol):
    """What somebody sees of the publication that begins with a month (`2026-01`), or of the latest, or one agency of it. `look`: it is written down."""

    def __call__(
        self, person: PersonId, key: str, agency: str = "", *, look: bool = True
    ) -> Awaitable[Dashboard | None]:
        """Nothing for somebody who may see none."""
        ...


@dataclass(frozen=True, slots=True)
class BoardFiles:
    """The partnership's figures: for whoever may see them, and as files."""

    figures: Figures
    written: Mapping[str, Callable[[Dashboard], bytes]]  # by `pdf`, `csv` and `xlsx`


class NotNow(JsvError):
    """The organisation's sign-in does not answer, or not with anything that can be used."""


class TryAgain(JsvError):
    """What came back was cancelled, too late, or is no answer to what this browser asked."""


class NotLetIn(JsvError):
    """Somebody signed in who may not see figures. `whom` are the people to ask."""

    def __init__(self, whom: tuple[str, ...]) -> None:
        super().__init__()
        self.whom = whom


class AccountSignIn(Protocol):
    """Signing in with an organisation's own account. An attempt is a secret of one browser."""

    async def address(self, attempt: str) -> str:
        """Where the person is to go; `NotNow` if that cannot be had."""
        ...

    async def session(self, attempt: str, answer: Mapping[str, str]) -> str:
        """The session that an answer begins; else `NotNow`, `TryAgain` or `NotLetIn`."""
        ...


class SigningIn(Protocol):
    """Who lets people in to the figures."""

    def base(self) -> str:
        """Where the world reaches us."""
        ...

    async def send(self, email: str) -> None:
        """Send a link to an address, if it may have one; takes the same time if it may not."""
        ...

    async def good(self, link: str) -> bool:
        """Whether a link would still let somebody in. Uses nothing up."""
        ...

    async def use(self, link: str) -> str | None:
        """The session that a link begins: the first time, and within its time."""
        ...

    async def who(self, session: str) -> PersonId | None:
        """Whose session that is; nothing if it is over, ended or withdrawn."""
        ...

    async def end(self, session: str) -> None:
        """Sign out: from here on it is nobody's session."""
        ...


class NewAccounts(Protocol):
    """Who knows the links in letters about new accounts."""

    async def asked(self, token: str) -> Card | None:
        """Which account a link is about, as things stand; nothing if it is not ours, or over. Changes nothing."""
        ...

    async def ended(self, token: str) -> Card | None:
        """Ends that account, and says so; nothing if the link is not ours, or over."""
        ...


class NewLinks(Protocol):
    """Who knows personal links whose time is over."""

    async def lapsed(self, token: str) -> bool:
        """Whether it is one of ours whose time is over. Changes nothing: mail scanners open links too."""
        ...

    async def send(self, token: str) -> None:
        """Has a new one sent to whoever it was for, and to nobody else."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """What anybody may know of the bot: whose it is, how long a case is kept once it is over, whom to ask."""

    partnership: str = "the partnership"
    kept: timedelta | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class WebPorts:
    """What the pages ask of the bot, in one value. `base` is where the world reaches us, `trusted` are proxies that say whom they heard from."""

    take_turn: Callable[[Heard], Awaitable[Reply]]
    links: Links
    take_file: Callable[[PersonId, Press], Awaitable[Download | None]]
    demo: Demo | None
    secret: bytes
    board: BoardFiles | None = None
    signing_in: SigningIn | None = None
    account: AccountSignIn | None = None
    calendars: Calendars | None = None
    new_accounts: NewAccounts | None = None
    new_links: NewLinks | None = None
    notice: Notice = Notice()
    base: Callable[[], str] = str
    trusted: Networks = ()
    suggest: Suggest | None = (
        None  # who may be meant while somebody types; without it people are looked for page by page
    )
