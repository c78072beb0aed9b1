"""Documents of the record: judged for each person each time, and every look written down (V11, P18, P23)."""

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.calendar_feeds import addresses_at
from bot.config.errors import Plain
from bot.outbox.delivery import Telling, deliver
from bot.outbox.documents import taken, writers
from bot.outbox.edits import Outcome, redraw
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.bot.acts import booked, raised, stored
from tests.builders import KIT, MO, NIA, PAT, SAL, days
from tests.doubles import FakeChannel
from tests.play.browser import HIDDEN
from tests.town import RECORD

SECRET = b"s" * 32
BASE = "https://jsv.example"


def signed(runtime: Runtime, player: Player, clock: MovableClock) -> Case:
    """A case whose record both supervisors have signed."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {"attended": (SAL, NIA, PAT, KIT)})
    player.fills(SAL, Press("record", "write", case.id), RECORD)
    for who in (SAL, NIA):
        player.fills(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    return stored(runtime, case.id)


def looks(runtime: Runtime, case: Case) -> list[tuple[str, str]]:
    """Who has looked at what."""
    with runtime.store.reading() as work:
        return [(person, what) for person, what, _ in work.audit.of(case.id)]


def test_a_supervisor_takes_each_kind(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """By its own name and media type; each is a line in the log of looking, and so is a look at the page."""
    case = signed(runtime, player, clock)
    before = looks(runtime, case)
    got = [taken(runtime, SAL, Press("record", kind, case.id, "1")) for kind in ("docx", "pdf", "json")]
    player.presses(NIA, Press("record", "show", case.id, "1"))

    assert [one.name for one in got if one] == [
        f"{case.reference}-session-1.{kind}" for kind in ("docx", "pdf", "json")
    ]
    assert [one.body[:4] for one in got if one] == [b"PK\x03\x04", b"%PDF", b"{\n  "]
    assert looks(runtime, case)[len(before) :] == [
        (SAL, "record.docx"),
        (SAL, "record.pdf"),
        (SAL, "record.json"),
        (NIA, "record"),
    ]


@pytest.mark.parametrize(
    ("who", "press"),
    [
        (MO, Press("record", "pdf", None, "1")),
        (KIT, Press("record", "pdf", None, "1")),
        (PersonId("nobody"), Press("record", "pdf", None, "1")),
        (SAL, Press("record", "pdf", None, "2")),
        (SAL, Press("record", "exe", None, "1")),
        (SAL, Press("case", "pdf", None, "1")),
    ],
    ids=["a manager", "not circulated yet", "a stranger", "no such session", "no such kind", "another card"],
)
def test_nobody_else_takes_anything(
    runtime: Runtime, player: Player, clock: MovableClock, who: PersonId, press: Press
) -> None:
    """Whoever may not read the record gets no document, and no line is written."""
    case = signed(runtime, player, clock)
    before = looks(runtime, case)

    assert taken(runtime, who, Press(press.card, press.verb, case.id, press.about)) is None
    assert taken(runtime, who, press) is None
    assert looks(runtime, case) == before


def test_before_it_is_signed_there_is_no_document(runtime: Runtime, player: Player) -> None:
    """A record that may still change is no paper."""
    case = raised(runtime, player)

    assert taken(runtime, SAL, Press("record", "pdf", case.id, "1")) is None


def test_a_template_with_faults_stops_the_start(tmp_path: Path) -> None:
    """The setting is named, and what is wrong with the file."""
    with pytest.raises(Plain, match="JSV_WORD_TEMPLATE: .*own.docx cannot be read"):
        writers(str(tmp_path / "own.docx"))


@pytest.fixture
def reached(runtime: Runtime) -> Runtime:
    """A bot that the world reaches."""
    return replace(runtime, addresses=addresses_at(lambda: BASE, SECRET, runtime.clock))


async def test_the_keyworker_has_the_documents_in_a_chat(reached: Runtime, clock: MovableClock) -> None:
    """Each by an address of its own that is for one person and one day; whatever is drawn again has one too (P18)."""
    player, channel = Player(reached), FakeChannel()
    runtime = replace(reached, channels={"web": channel})
    case = signed(runtime, player, clock)
    player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
    await deliver(runtime, Telling(KIT, "circulation", case.id, "1", "k1"))
    await deliver(runtime, Telling(PAT, "circulation", case.id, "1", "k2"))
    before = looks(runtime, case)

    (mine,), (theirs,) = channel.to(KIT), channel.to(PAT)
    async with TestClient(TestServer(application(runtime, None, SECRET))) as browser:
        taken_ = [await followed(browser, download.opens.removeprefix(BASE)) for download in mine.downloads]
        clock.move(days(1))
        (late, _), *_ = [await followed(browser, download.opens.removeprefix(BASE)) for download in mine.downloads]

    assert ["Word document", "PDF", "JSON"] == [download.label for download in mine.downloads]
    assert () == theirs.downloads
    assert [(200, b"PK\x03\x04"), (200, b"%PDF"), (200, b"{\n  ")] == taken_
    assert 410 == late
    assert [(KIT, "record.docx"), (KIT, "record.pdf"), (KIT, "record.json")] == looks(runtime, case)[len(before) :]
    assert await redraw(runtime, case.id) in (Outcome.SAME, Outcome.EDITED)
    assert await redraw(runtime, case.id) is Outcome.SAME, "an address alone is no reason to draw a card again"


async def followed(browser: TestClient, path: str) -> tuple[int, bytes]:  # type: ignore[type-arg] # any application
    """The link, and its one button pressed: what that leads to."""
    opened = await browser.get(path)
    if opened.status != 200:
        return opened.status, b""
    answer = await browser.post(path, data=dict(HIDDEN.findall(await opened.text())))
    return answer.status, (await answer.read())[:4]
