"""`jsv doctor`: each thing that can be missing is said in a line with what to do, and looking changes nothing."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner
from sqlalchemy import make_url

from bot.__main__ import main
from bot.cli.doctor import Finding, looked_over, wanted_scopes
from bot.config.settings import Settings
from bot.runtime.clock import london
from dialogs.ids import CaseId
from dialogs.procedure.people import Person
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DELIVER, DELIVERIES, DbosJobs, InMemoryJobs
from store.unit_of_work import Store
from tests.bot.config.test_settings import KEY
from tests.builders import MO, still
from tests.databases import SERVER, dsn, on_server
from tests.doubles_teams.double import TeamsDouble
from tests.openid_double import Provider
from tests.post_office import a_post_office
from tests.slack_double import TEAM, TOKEN, SlackDouble
from tests.town import MONDAY, PEOPLE


async def findings(settings: Settings, **more: Any) -> dict[str, Finding]:
    """What is said of what."""
    return {one.about: one async for one in looked_over(settings, **more)}


def to_mend(found: dict[str, Finding]) -> dict[str, str]:
    """What is not as it should be, with what is said."""
    return {about: f"{one.says} {one.mend}" for about, one in found.items() if one.mend}


@pytest.fixture
async def given(database_url: str) -> AsyncIterator[dict[str, object]]:
    """Settings of a service for which everything is there, on this machine."""
    async with AsyncExitStack() as stack:
        slack, teams = await stack.enter_async_context(SlackDouble()), await stack.enter_async_context(TeamsDouble())
        app = web.Application()
        app.add_routes([web.get("/healthz", _up)])
        server = TestServer(app)
        await server.start_server()
        stack.push_async_callback(server.close)
        post = stack.enter_context(a_post_office())
        post.answers["jsv@not-ours.example"] = "550 5.1.8 sender not known here"
        _peopled(database_url, PEOPLE)
        yield {
            "slack": slack,
            "settings": {
                "database_url": database_url,
                "keys": KEY,
                "secret": "s" * 40,
                "public_url": str(server.make_url("")),
                "slack_bot_token": TOKEN,
                "slack_signing_secret": "signed",
                "slack_teams": f"{TEAM}:council.example",
                "teams_app_id": "1b2c3d4e-1111-2222-3333-444455556666",
                "teams_app_secret": "secret",
                "teams_tenants": "t:council.example+school.example",
                "teams_token_url": f"{teams.url}/token",
                "smtp_url": post.url,
                "mail_from": "jsv@partnership.example",
            },
        }


def _peopled(url: str, people: Iterable[Person]) -> None:
    engine = open_engine(url)
    with Store(engine, KeyRing.from_text(KEY), InMemoryJobs()).begin() as work:
        work.people.save(people)
    engine.dispose()


async def _up(_: web.Request) -> web.Response:
    return web.json_response({"up": True})


async def looked(given: dict[str, Any], **changed: object) -> dict[str, Finding]:
    """What is said of these settings."""
    return await findings(Settings.model_validate({**given["settings"], **changed}), slack=given["slack"].base_url)


async def test_all_is_well(given: dict[str, Any]) -> None:
    """Everything is looked at, and nothing is to be mended."""
    given["slack"].scopes = ",".join(wanted_scopes())
    found = await looked(given)

    assert {} == to_mend(found)
    assert [
        "Settings",
        f"People of workspace {TEAM}",
        "People of tenant t",
        "Procedure",
        "Database",
        "Disk",
        "Keys",
        "Queue",
        "Directory",
        "Reaching people",
        "Public address",
        "Slack",
        "Teams",
        "Mail",
    ] == [*found]


async def test_the_partnerships_own_closures_are_told(given: dict[str, Any], tmp_path: Path) -> None:
    """How many days are to come; or what is wrong with the file, in words a person can act on."""
    file = tmp_path / "closures.txt"
    file.write_text("2020-01-02\n2999-12-24 Christmas Eve\n")
    well = (await looked(given, closures=str(file)))["Closures"]
    file.write_text("Christmas Eve\n")
    wrong = (await looked(given, closures=str(file)))["Closures"]

    assert (well.says, well.mend) == ("1 day to come, the next Tue 24 Dec 2999. They hold for every case.", "")
    assert wrong.says == "their file cannot be used."
    assert "line 1: 'Christmas Eve' does not begin with a date. Write a line for each day" in wrong.mend


@pytest.mark.parametrize(
    ("changed", "about", "said"),
    [
        ({"secret": ""}, "Settings", "JSV_SECRET needs"),
        ({"slack_teams": "T0OTHER:council.example"}, "Slack", f"the workspace {TEAM}, which is not in JSV_SLACK_TEAMS"),
        (
            {"slack_teams": TEAM},
            f"People of workspace {TEAM}",
            f"Write the e-mail domains it vouches for in JSV_SLACK_TEAMS, such as {TEAM}:council.example",
        ),
        ({"teams_tenants": "t"}, "People of tenant t", "come in by a code only, for it vouches for nobody."),
        (
            {"slack_teams": f"{TEAM}:@council.example"},
            "Settings",
            "JSV_SLACK_TEAMS: '@council.example' is not a domain.",
        ),
        ({"public_url": "http://127.0.0.1:9"}, "Public address", "no answer."),
        ({"teams_token_url": "http://127.0.0.1:9/token"}, "Teams", "no token can be had"),
        ({"smtp_url": "smtp://127.0.0.1:9"}, "Mail", "JSV_SMTP_URL"),
        ({"smtp_url": ""}, "Mail", "no invitation goes out"),
        ({"mail_from": "jsv@not-ours.example"}, "Mail", "smtp 550 5.1.8"),
        ({"profile": "no-such-profile"}, "Procedure", "cannot be used"),
        ({"mailbox": "imap://jsv:sesame@127.0.0.1:9/INBOX"}, "Mailbox", "imap ConnectionRefusedError"),
    ],
    ids=[
        "a secret",
        "the workspace",
        "a workspace's domains",
        "a tenant's domains",
        "a domain",
        "the address",
        "Teams",
        "the post",
        "no post",
        "the sender",
        "the profile",
        "the mailbox",
    ],
)
async def test_one_thing_is_missing(given: dict[str, Any], changed: dict[str, object], about: str, said: str) -> None:
    """It alone is to be mended, and everything else has been looked at all the same."""
    given["slack"].scopes = ",".join(wanted_scopes())
    mend = to_mend(await looked(given, **changed))

    assert [about] == [*mend]
    assert said in mend[about]


async def test_slack_refuses_or_lacks_a_scope(given: dict[str, Any]) -> None:
    """The scopes of the manifest are compared with what the token has."""
    given["slack"].scopes = ",".join(wanted_scopes() - {"im:history"})
    lacking = to_mend(await looked(given))
    given["slack"].fails("auth.test", "token_revoked")
    revoked = to_mend(await looked(given))
    given["slack"].scopes = ",".join(wanted_scopes())
    adrift = to_mend(
        await findings(
            Settings.model_validate(given["settings"]),
            slack=given["slack"].base_url,
            clock=still(london().replace(year=2020)),
        )
    )

    assert "im:history" in lacking["Slack"]
    assert "token_revoked" in revoked["Slack"]
    assert "clock" in adrift["Slack"]
    assert ("clock" in adrift.get("Database", "")) is ("postgresql" in given["settings"]["database_url"]), (
        "SQLite has our own"
    )


async def test_the_provider_of_accounts(given: dict[str, Any]) -> None:
    """It answers, and calls itself as it is called in the settings."""
    account = {"oidc_client_id": "us", "oidc_client_secret": "shh"}
    async with Provider().open() as provider:
        good = await looked(given, oidc_issuer=provider.issuer, **account)
        other = await looked(given, oidc_issuer=f"{provider.issuer}/", **account)
    gone = await looked(given, oidc_issuer="http://127.0.0.1:9/tenant", **account)

    assert good["Sign-in"] == Finding("Sign-in", "the provider answers, and is the one that is set.")
    assert other["Sign-in"].mend == "Write JSV_OIDC_ISSUER exactly so."
    assert gone["Sign-in"].says == "no answer."


async def test_a_file_that_cannot_be_written(given: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is not its owner reads it and can keep nothing."""
    monkeypatch.setattr("os.access", lambda path, _: not str(path).endswith("jsv.db"))
    found = await looked(given)

    assert ("written to" in found["Database"].says) is given["settings"]["database_url"].startswith("sqlite")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://root@127.0.0.1:9/none",
        "nonsense",
        "mysql://root@127.0.0.1/x",
        "postgresql+psycopg://h:port/x",
    ],
)
async def test_a_database_that_is_not_there(given: dict[str, Any], url: str) -> None:
    """It is said at once, its queue is not asked for, and all the rest is looked at."""
    given["slack"].scopes = ",".join(wanted_scopes())
    found = await looked(given, database_url=url)

    assert "does not answer" in found["Database"].says
    assert "Queue" not in found
    assert "Mail" in found


async def test_a_page_of_somebody_else_at_our_address(given: dict[str, Any]) -> None:
    """A proxy's welcome in place of ours is said, and stops nothing."""
    server = TestServer(web.Application())
    server.app.add_routes([web.get("/healthz", _welcome)])
    await server.start_server()
    try:
        given["slack"].scopes = ",".join(wanted_scopes())
        mend = to_mend(await looked(given, public_url=str(server.make_url(""))))
    finally:
        await server.close()

    assert ["Public address"] == [*mend]


async def _welcome(_: web.Request) -> web.Response:
    return web.Response(text="<h1>Welcome</h1>", content_type="text/html")


async def test_a_job_that_nobody_works(given: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that has waited for long says that no process works the queue."""
    engine = open_engine(given["settings"]["database_url"])
    with engine.begin() as connection:
        DbosJobs(engine).enqueue(
            connection, DELIVER, "k", ("mo", "case", "c", "", "k"), queue=DELIVERIES, partition="mo"
        )
    engine.dispose()
    given["slack"].scopes = ",".join(wanted_scopes())
    soon = to_mend(await looked(given))
    monkeypatch.setattr("bot.cli.database_checks.WAITS", -london().resolution)
    late = to_mend(await looked(given))

    assert ({}, ["Queue"]) == (soon, [*late])


def test_on_the_command_line_where_nothing_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line says what to do, the exit status says that there is something, and no file was made."""
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["doctor"], env={"JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}"})

    assert 1 == said.exit_code
    assert [("MEND", "Database"), ("MEND", "Queue")] == [
        (line[:4], line[6:].split(":")[0])
        for line in said.output.splitlines()
        if "file yet" in line or "none yet" in line
    ]
    assert [] == [*tmp_path.iterdir()]


async def test_who_is_not_reached_and_where_nothing_can_be_sent(given: dict[str, Any]) -> None:
    """By name, with the reason and what to do; without a mail server that is said too."""
    given["slack"].scopes = ",".join(wanted_scopes())
    keys = KeyRing.from_text(KEY)
    engine = open_engine(given["settings"]["database_url"])
    with Store(engine, keys, InMemoryJobs()).begin() as work:
        work.people.save(PEOPLE)
        work.untold.add(MO, "agreement", CaseId("c1"), "", MONDAY)
        stop = {"code": "token_revoked", "since": MONDAY.isoformat(), "look": MONDAY.isoformat()}
        work.key_values.put("where sending has stopped", json.dumps({f"slack/{TEAM}": stop}))
    engine.dispose()

    mend = to_mend(await looked(given, smtp_url="", mail_from=""))

    assert [f"Sending to Slack {TEAM}", "Reaching people", "Mail"] == [*mend]
    assert "nothing can be sent since 23 Nov, 10:00" in mend[f"Sending to Slack {TEAM}"]
    assert "`token_revoked`" in mend[f"Sending to Slack {TEAM}"]
    assert (
        "1 person could not be told something: Mo Madeup (Has not opened me in Slack or Teams yet)."
        in mend["Reaching people"]
    )
    assert "not set up: no invitation goes out" in mend["Mail"]


async def test_what_lies_outside_is_asked_through_the_proxy_of_the_machine(
    given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTTPS_PROXY is honoured, and NO_PROXY: what is on this machine is asked directly."""
    asked: list[str] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode().strip())
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
        found = await looked(
            given, oidc_issuer="https://login.example.org", oidc_client_id="us", oidc_client_secret="s"
        )

    assert ["CONNECT login.example.org:443 HTTP/1.1"] == asked
    assert "no answer." == found["Sign-in"].says
    assert "" == found["Teams"].mend


def test_a_database_of_a_newer_release(tmp_path: Path) -> None:
    """The service and its commands stop with one line that says what to do; `jsv doctor` says it too."""
    settings = {
        "JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}",
        "JSV_KEYS": KEY,
    }
    assert 0 == CliRunner().invoke(main, ["migrate"], env=settings).exit_code
    with sqlite3.connect(tmp_path / "jsv.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    stopped = CliRunner().invoke(main, ["migrate"], env=settings)
    assert 1 == stopped.exit_code
    line = stopped.stderr.splitlines()[-1]
    assert line.startswith("A newer release has brought the database to revision 9999;")
    assert (
        "MEND  Database: is at revision 9999, of a newer release. Start the newer release."
        in CliRunner().invoke(main, ["doctor"], env=settings).output.splitlines()
    )


def test_one_setting_that_is_unknown_hides_nothing_else(tmp_path: Path) -> None:
    """It is said, and what cannot be read; everything else is looked at all the same."""
    settings = {
        "JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}",
        "JSV_KEYS": KEY,
        "JSV_KEES": "x",
        "JSV_PORT": "x",
    }
    lines = CliRunner().invoke(main, ["doctor"], env=settings).stdout.splitlines()

    assert (
        "MEND  Settings: the service does not start like this. JSV_KEES is not a setting of ours. Did you mean JSV_KEYS?"
        in lines
    )
    assert 1 == len([line for line in lines if "JSV_PORT: " in line])
    assert "MEND  Database: there is no such file yet. `jsv migrate` makes it; so does the first start." in lines


def test_what_a_program_reads(tmp_path: Path) -> None:
    """`--json` says the same as the lines, to be read by whatever watches over us."""
    settings = {"JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}", "JSV_KEYS": KEY}
    told = CliRunner().invoke(main, ["doctor", "--json"], env=settings)
    lines = CliRunner().invoke(main, ["doctor"], env=settings).stdout.splitlines()

    assert 1 == told.exit_code
    assert lines == [str(Finding(**found)) for found in json.loads(told.stdout)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://root@db.nowhere.invalid/jsv", "it does not answer: there is no such host."),
        ("postgresql+psycopg://root@127.0.0.1:9/jsv", "it does not answer: nothing listens at that host and port."),
        pytest.param(
            "{server}/no_such", "it does not answer: the server has no such database.", marks=pytest.mark.postgres
        ),
        pytest.param(
            "{server}?sslmode=require",
            "it does not answer: the connection cannot be encrypted as the address asks.",
            marks=pytest.mark.postgres,
        ),
        ("sqlite:///{file}", "it does not answer: the file is no database of ours, or is damaged."),
    ],
)
def test_why_a_database_does_not_answer(url: str, expected: str, tmp_path: Path) -> None:
    """By name; and no more of the address than is said already."""
    (tmp_path / "jsv.db").write_bytes(b"no database" * 200)
    where = make_url(SERVER)
    server = where.set(database=None) if "no_such" in url else where
    given = url.format(server=server.render_as_string(hide_password=False).rstrip("/"), file=tmp_path / "jsv.db")
    lines = CliRunner().invoke(main, ["doctor"], env={"JSV_DATABASE_URL": given, "JSV_KEYS": KEY}).stdout.splitlines()

    (said,) = (line for line in lines if "Database: " in line)
    assert f"MEND  Database: {expected} Is it running, and is JSV_DATABASE_URL right?" == said


@pytest.mark.postgres
def test_a_user_who_may_not_make_tables() -> None:
    """It is not said that the database does not answer alone, but what the user lacks."""
    with on_server() as url, psycopg.connect(dsn(), autocommit=True) as server:
        name = f"jsv_{token_hex(4)}"
        server.execute(f'CREATE ROLE "{name}" LOGIN')
        try:
            given = make_url(url).set(username=name).render_as_string(hide_password=False)
            told = CliRunner().invoke(main, ["migrate"], env={"JSV_DATABASE_URL": given, "JSV_KEYS": KEY})
        finally:
            server.execute(f'DROP ROLE "{name}"')

    assert 1 == told.exit_code
    assert "the user of the address may not do that: to make and change tables it has to own them" in told.stderr


async def test_a_directory_that_is_empty_or_lacks_somebody(given: dict[str, Any], database_url: str) -> None:
    """Without a partnership office, or supervisors of two agencies, no case goes on."""
    given["slack"].scopes = ",".join(wanted_scopes())
    _peopled(database_url, [replace(person, active=False) for person in PEOPLE])
    nobody = to_mend(await looked(given))
    _peopled(database_url, [replace(person, office=False) for person in PEOPLE if person.agency == PEOPLE[0].agency])
    settings = Settings.model_validate(given["settings"])
    one_agency = [found async for found in looked_over(settings, slack=given["slack"].base_url)]
    _peopled(database_url, PEOPLE)
    everybody = await looked(given)

    assert {
        "Directory": "nobody is in it, so nobody can raise a case. `jsv people import FILE` takes everybody from a file (docs/directory.md)."
    } == nobody
    assert [
        "it has no partnership office, to whom what nobody answers climbs.",
        "its supervisors are all of one agency; a case needs two, of two agencies.",
    ] == [found.says for found in one_agency if found.about == "Directory"]
    assert "" == everybody["Directory"].mend


async def test_a_word_template_that_is_not_there(given: dict[str, Any], tmp_path: Path) -> None:
    """Said before the first record fails by it."""
    given["slack"].scopes = ",".join(wanted_scopes())
    mend = to_mend(await looked(given, word_template=str(tmp_path / "none.docx")))

    assert "JSV_WORD_TEMPLATE cannot be used." in mend["Word template"]
