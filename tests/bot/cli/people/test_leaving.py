"""A leaver in one step: off every list, every way in over, what they owed handed on; what was done keeps their name."""

from datetime import UTC, datetime
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.channels.calendar_feeds import addresses_at
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.views import Card, Page
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Reply
from tests.adapters.web.browser import Browser
from tests.bot.acts import booked, raised, stored
from tests.bot.cli.test_data import jsv, refused
from tests.builders import BO, MO, NIA, PAT, SAL

BASE = "https://jsv.example"
SECRET = b"s" * 32


def told(url: str, *words: str) -> list[str]:
    result = jsv(url, *words)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


async def test_a_leavers_link_is_over_at_once(database_url: str, service: Runtime, playing: Player) -> None:
    """A service that runs meanwhile opens nothing for them any more, and shows them in no list."""
    case = raised(service, playing)
    page = addresses_at(lambda: BASE, SECRET, service.clock).page(MO, Card("agreement", "Agree?", case=case.id))
    async with TestClient(TestServer(application(service, None, SECRET))) as client:
        before = await Browser(client).get(page.removeprefix(BASE))
        lines = await service.in_thread(told, database_url, "people", "leave", "mo@testshire.example")
        after = await Browser(client).get(page.removeprefix(BASE))

    assert (200, 404) == (before.status, after.status)
    assert lines[0] == "Mo Madeup has left: off every list. Links, pages, calendar feed and accounts are over."
    assert playing.presses(MO, Press("home", "show")).buttons == ()  # type: ignore[union-attr] # a card


def test_a_leaving_lead_coordinator_stands_down(database_url: str, service: Runtime, playing: Player) -> None:
    """The other supervisor leads, the manager is asked to choose another, and the timeline still names who left."""
    case = booked(service, playing)
    lines = told(database_url, "people", "leave", "sal@testshire.example")
    after = stored(service, case.id)
    sal = next(nominee for nominee in after.nominees if nominee.person == SAL)
    owed = {(ask.what.value, ask.of) for ask in open_asks(after, service.terms()(after.profile))}
    timeline = playing.presses(NIA, Press("timeline", "show", case.id))

    assert (Reply.DECLINED, NIA) == (sal.reply, after.leading)
    assert ("nominate", MO) in owed
    assert f"{case.reference}: they stood down as supervisor, and the manager is asked to choose another." in lines
    assert "Sal Sample stood down" in str(timeline)
    nominating = playing.presses(MO, Press("nomination", "nominate", case.id))
    assert isinstance(nominating, Page)
    assert "Sal Sample" not in str(nominating)


def test_a_leavers_other_asks_are_seen_to(database_url: str, service: Runtime, playing: Player) -> None:
    """Who sees to them is said; the case waits for the next sweep, which tells them and the office."""
    case = raised(service, playing)
    lines = told(database_url, "people", "leave", "mo@testshire.example")
    with service.store.reading() as work:
        due = [id_ for id_, _ in work.cases.due(datetime.max.replace(tzinfo=UTC), service.clock())]

    assert f"{case.reference}: they had to agree or decline the case. Pat Pretend will be told." in lines
    assert [case.id] == due


def test_a_leaving_managers_deputy_takes_their_place(database_url: str, service: Runtime, playing: Player) -> None:
    """Whom a manager has named to decide in their place is the accountable manager."""
    case = raised(service, playing)
    playing.fills(MO, Press("agreement", "name-deputy", case.id), {"who": BO})
    lines = told(database_url, "people", "leave", "mo@testshire.example")

    assert (BO,) == stored(service, case.id).managers
    assert lines[1] == f"{case.reference}: Bo Bluelight, their deputy, is the accountable manager now."


def test_a_leaver_by_file(database_url: str, service: Runtime, playing: Player) -> None:
    """The same follows from a column of a file; said again, nothing does."""
    case = booked(service, playing)
    Path("left.csv").write_text("email;left_on\nsal@testshire.example;1/2/2020\n")

    assert "row 2: Sal Sample has left." in told(database_url, "people", "import", "left.csv")
    assert stored(service, case.id).leading == NIA
    assert told(database_url, "people", "import", "left.csv") == ["1 people: 0 new, 1 known already."]
    assert told(database_url, "people", "leave", "sal@testshire.example") == ["Sal Sample had left already."]


def test_the_directory_is_listed(database_url: str, service: Runtime) -> None:
    """Those who are there, those who have left, one in full."""
    told(database_url, "people", "leave", "hal@testshire.example")

    here, left = told(database_url, "people", "list"), told(database_url, "people", "list", "--left")
    assert "nia@testshire.example  Nia Notreal  Testshire Health  may supervise, learning representative" in here
    assert left == ["hal@testshire.example  Hal Hypothetical  Testshire Health", "1 person."]
    assert "line manager: Mo Madeup" in told(database_url, "people", "show", "pat@testshire.example")
    assert "Nobody in the directory has the address x@y.example" in refused(
        database_url, "people", "show", "x@y.example"
    )


def test_twins_are_one(database_url: str, service: Runtime, playing: Player) -> None:
    """Whoever is on cases keeps their id, and takes the new address; a former address is taken afterwards."""
    case = raised(service, playing)
    Path("new.csv").write_text("name,email,agency,role\nPat Pretend,pat@new.example,New Agency,Head\n")
    told(database_url, "people", "import", "new.csv", "--twins-are-new")
    with service.store.reading() as work:
        twin = work.people.by_email("pat@new.example")
    said = told(database_url, "people", "merge", "pat@testshire.example", "pat@new.example")

    assert twin not in (None, PAT)
    assert said == ["Pat Pretend is one person from now on, with the address pat@new.example."]
    with service.store.reading() as work:
        pat = work.people.directory()[PAT]
        assert (pat.email, pat.agency, pat.role) == ("pat@new.example", "New Agency", "Head")
        assert work.people.by_email("pat@testshire.example") is None
        assert [found.id for found in work.cases.of(PAT)] == [case.id]
    Path("again.csv").write_text("email,former_email\npat@new.example,pat@testshire.example\n")
    assert told(database_url, "people", "import", "again.csv") == ["1 people: 0 new, 1 known already."]


def test_a_twin_who_leaves_by_the_same_row_leaves_as_the_one_who_stays(
    database_url: str, service: Runtime, playing: Player
) -> None:
    """They keep the id under which things were done, here the newer one; the address stands once, and nobody of that name is there."""
    Path("new.csv").write_text("name,email,agency,role\nPat Pretend,pat@new.example,Testshire Care,Head\n")
    told(database_url, "people", "import", "new.csv", "--twins-are-new")
    with service.store.reading() as work:
        newer = work.people.by_email("pat@new.example")
    assert newer
    raised(service, playing, who=newer)
    Path("gone.csv").write_text("email,former_email,left_on\npat@new.example,pat@testshire.example,31/10/2026\n")
    said = told(database_url, "people", "import", "gone.csv")

    assert "row 2: Pat Pretend has left." in said
    with service.store.reading() as work:
        everybody = work.people.directory().values()
        assert [newer] == [person.id for person in everybody if person.email == "pat@new.example"]
        assert {False} == {person.active for person in everybody if person.name == "Pat Pretend"}
        assert newer == work.people.by_email("pat@new.example")


def test_two_people_on_open_cases_are_not_merged(database_url: str, service: Runtime, playing: Player) -> None:
    """What was done keeps its ids: said which cases, and nothing is changed."""
    case = raised(service, playing)

    assert case.reference in refused(database_url, "people", "merge", "pat@testshire.example", "mo@testshire.example")
    assert case.reference in refused(database_url, "people", "remove", "pat@testshire.example")


def test_a_mistaken_entry_is_taken_out(database_url: str, service: Runtime) -> None:
    """Nobody is asked under it, and its address is free."""
    told(database_url, "people", "remove", "hal@testshire.example")

    assert "Hal" not in "\n".join(told(database_url, "people", "list") + told(database_url, "people", "list", "--left"))
    with service.store.reading() as work:
        assert work.people.by_email("hal@testshire.example") is None
        assert work.people.directory()[PersonId("hal")].name == ""
