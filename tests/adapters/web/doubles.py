"""Scripted ports: prepared replies, and everything it was asked kept for the test to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.web.ports import BoardFiles, DemoPerson, Download, How, LinkedTo, NotLetIn, Sent, TryAgain, WebPorts
from dialogs.figures.values import Dashboard, Table
from dialogs.ids import PersonId
from dialogs.model.heard import Heard, Said, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card, Reply

SECRET = b"a secret for tests, and for nothing else"
TUESDAY = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
MO = PersonId("mo")
PRIYA = PersonId("priya")
STEPS_OF_CLOCK: Mapping[How, timedelta] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "working": timedelta(hours=19),
    "week": timedelta(weeks=1),
}


def key(heard: Heard) -> str:
    """By what a reply is found: the press; for a form also where to, and from which section."""
    if isinstance(heard, Said):
        return heard.words
    return f"{heard.press} {heard.go} {heard.section}".strip() if isinstance(heard, Submitted) else str(heard.press)


@dataclass
class Script:
    """Replies by key, and one for all else."""

    otherwise: Reply = field(default_factory=lambda: Card("home", "My list"))
    replies: dict[str, Reply] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    fault: Exception | None = None
    files: dict[tuple[PersonId, str], Download] = field(default_factory=dict)

    async def take_file(self, person: PersonId, press: Press) -> Download | None:
        """What was prepared for that person."""
        return self.files.get((person, str(press)))

    async def take_turn(self, heard: Heard) -> Reply:
        """Keep what was heard, and give what was prepared."""
        self.heard.append(heard)
        if self.fault:
            raise self.fault
        return self.replies.get(key(heard), self.otherwise)


@dataclass
class FakeLinks:
    """Links in a dict; taking one out withdraws it."""

    good: dict[str, LinkedTo] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def open(self, token: str) -> LinkedTo | None:
        """What it is for, if it is there."""
        self.asked.append(token)
        return self.good.get(token)


@dataclass
class FakeDemo:
    """A demo of a few people, and a clock that moves."""

    cast: tuple[DemoPerson, ...] = (
        DemoPerson(MO, "Mo Begum", "Team manager", "Children’s Services", "Teams", 1),
        DemoPerson(PRIYA, "Priya Nair", "Health visitor", "Community Health", "Slack", 0),
    )
    out: list[Sent] = field(default_factory=list)
    at: datetime = TUESDAY
    moved: list[How] = field(default_factory=list)

    async def people(self) -> tuple[DemoPerson, ...]:
        """The cast."""
        return self.cast

    async def sent(self, limit: int = 50) -> tuple[Sent, ...]:
        """Newest first."""
        return tuple(reversed(self.out))[:limit]

    def now(self) -> datetime:
        """The movable clock."""
        return self.at

    async def move(self, how: How) -> None:
        """Move it."""
        self.moved.append(how)
        self.at += STEPS_OF_CLOCK[how]


@dataclass
class MovableClock:
    """Seconds that pass when they are told to."""

    seconds: float = 1_000_000.0

    def __call__(self) -> float:
        """Now."""
        return self.seconds


@dataclass
class FakeSigningIn:
    """Lets Mo in by one link, as often as it is used."""

    sent: list[str] = field(default_factory=list)

    def base(self) -> str:
        """Without TLS."""
        return "http://127.0.0.1"

    async def send(self, email: str) -> None:
        """Note it."""
        self.sent.append(email)

    async def good(self, link: str) -> bool:
        """The one."""
        return link == "for-mo"

    async def use(self, link: str) -> str | None:
        """Mo's session."""
        return "session-of-mo" if link == "for-mo" else None

    async def who(self, session: str) -> PersonId | None:
        """Mo."""
        return MO if session == "session-of-mo" else None

    async def end(self, session: str) -> None:
        """It goes on."""


class FakeAccount:
    """A provider that lets nobody in."""

    async def address(self, attempt: str) -> str:
        """Back again at once."""
        return "/dashboard/account/back?state=unknown"

    async def session(self, attempt: str, answer: Mapping[str, str]) -> str:
        """Whom to ask, by name; cancelled where no state came back."""
        raise NotLetIn(("Olu Office",)) if answer else TryAgain


def fake_board() -> BoardFiles:
    """Figures of some months, for Mo alone."""
    months = Table(
        name="months",
        title="Held inside the window, by month",
        says="17 of 21 sessions were held inside the window.",
        columns=("Month", "Sessions due", "Inside the window"),
        rows=(("Jan", "12", "85%"), ("Feb", "9", "80%")),
        bars=(("Jan", "85%", 85.0), ("Feb", "80%", 80.0)),
        unit="%",
    )
    themes = Table(name="themes", title="Themes", says="Too few themes to show.", columns=("Theme",), rows=())
    load = Table(
        name="load",
        title="Who supervises",
        says="Sal Sample has supervised 6 cases.",
        columns=("Supervisor", "In all"),
        rows=(("Sal Sample", "6"),),
    )
    periods = (("2026-02", "Feb 2026"), ("2026-01", "Jan 2026"))
    shown = Dashboard(
        whose="Testshire Partnership", key="2026-02", label="Feb 2026", periods=periods, tables=(months, themes, load)
    )

    async def figures(person: PersonId, key: str, agency: str = "", *, look: bool = True) -> Dashboard | None:
        return shown if person == MO else None

    return BoardFiles(
        figures=figures, written={"csv": lambda _: b"csv", "xlsx": lambda _: b"book", "pdf": lambda _: b"%PDF"}
    )


def web_ports(
    script: Script | None = None, links: FakeLinks | None = None, town: FakeDemo | None = None, *, demo: bool = True
) -> WebPorts:
    """Ports for the pages, with a demo unless it is said otherwise."""
    return WebPorts(
        take_turn=(script or Script()).take_turn,
        links=links or FakeLinks(),
        take_file=(script or Script()).take_file,
        demo=(town or FakeDemo()) if demo else None,
        secret=SECRET,
        board=fake_board(),
        signing_in=FakeSigningIn(),
        account=FakeAccount(),
    )
