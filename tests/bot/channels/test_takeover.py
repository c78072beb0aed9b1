"""Nobody becomes somebody else by what a workspace or a tenant says of them: each way that was thought of, from outside."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from dialogs.model.heard import Handle
from tests.bot.channels.attacked import COUNCIL, FORCE, MO_AT, POLICE_TENANT, SILENT, STRANGE, Attacked, attacked
from tests.builders import MO, SAL
from tests.doubles_teams.double import TENANT

pytestmark = pytest.mark.slow

GUEST = "mo_council.example#EXT#@police.example"


@pytest.mark.parametrize(
    ("team", "said"),
    [
        (FORCE, {}),
        (SILENT, {}),
        (COUNCIL, {"is_restricted": True}),
        (COUNCIL, {"is_restricted": True, "is_ultra_restricted": True}),
        (COUNCIL, {"is_email_confirmed": False}),
        (COUNCIL, {"is_email_confirmed": None}),
        (COUNCIL, {"is_invited_user": True}),
        (COUNCIL, {"is_bot": True}),
        (COUNCIL, {"deleted": True}),
        (COUNCIL, {"is_stranger": True}),
        (COUNCIL, {"team_id": FORCE}),
        (COUNCIL, {"id": "UANOTHER"}),
        (COUNCIL, {"profile": {"email": f"{MO_AT}.evil.example"}}),
    ],
    ids=str,
)
async def test_slack_accounts_that_say_they_are_mo(tmp_path: Path, team: str, said: dict[str, Any]) -> None:
    """Another workspace with her address, guests, the unconfirmed, bots, the deleted, people of a shared channel: a stranger reads nothing and is sent nothing."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.slack.employs("UEVE", MO_AT, **{"team_id": team, **said})
        case = await here.raise_case()
        desk = here.desk(team)

        answers = [await desk.types("UEVE", words) for words in ("mine", case.reference)]
        await desk.opens_home("UEVE")
        await here.raise_case()

        assert [True, True] == [STRANGE in answer.text for answer in answers]
        assert case.reference not in here.in_slack("UEVE")
        assert "Agree" not in here.in_slack("UEVE")
        assert await here.known(Handle("slack", team, "UEVE")) is None
        assert 2 == len(here.letters())  # both asks went to her own address


async def test_an_address_that_only_folds_into_anothers(tmp_path: Path) -> None:
    """A long s is no s: the address is another, though it is the same in small letters."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.slack.employs("UEVE", "\u017fal@council.example", team_id=COUNCIL)

        assert STRANGE in (await here.desk().types("UEVE", "mine")).text
        assert () == await here.accounts(SAL)


async def test_somebody_of_another_workspace_in_a_shared_channel(tmp_path: Path) -> None:
    """What the council's workspace says of a member of the police's is not believed, though each vouches for somebody."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.slack.employs("UEVE", MO_AT, team_id=FORCE)
        desk = here.desk(COUNCIL)
        for team in (FORCE, COUNCIL):
            payload = {
                "type": "app_home_opened",
                "user": "UEVE",
                "user_team": team,
                "channel": "DEVE",
                "tab": "home",
                "event_ts": here.slack.tick(),
            }
            await desk.event(payload)

        assert [None, None] == [await here.known(Handle("slack", team, "UEVE")) for team in (FORCE, COUNCIL)]
        assert STRANGE in here.in_slack("UEVE")


@pytest.mark.parametrize(
    ("tenant", "upn", "said"),
    [
        (POLICE_TENANT, "eve@police.example", {"email": MO_AT}),
        (POLICE_TENANT, MO_AT, {}),
        (POLICE_TENANT, GUEST, {"email": MO_AT}),
        (TENANT, "eve@council.example", {"email": MO_AT}),
        (TENANT, MO_AT, {"userRole": "guest"}),
        (TENANT, MO_AT, {"userRole": "anonymous"}),
        (TENANT, GUEST, {"email": MO_AT}),
        (TENANT, MO_AT, {"tenantId": POLICE_TENANT}),
        (TENANT, MO_AT, {"tenantId": ""}),
        (TENANT, MO_AT, {"aadObjectId": "another"}),
        (TENANT, f"{MO_AT}.evil.example", {}),
    ],
    ids=str,
)
async def test_teams_accounts_that_say_they_are_mo(tmp_path: Path, tenant: str, upn: str, said: dict[str, str]) -> None:
    """Another tenant's row with her e-mail or her principal name, guests, rows of somebody else: a stranger reads nothing and is sent nothing."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.teams.employs("eve", MO_AT, **{"tenantId": tenant, "userPrincipalName": upn, **said})
        case = await here.raise_case()

        for words in ("mine", case.reference):
            await here.client(tenant).says("eve", words)
        await here.raise_case()

        assert STRANGE in here.in_teams("eve")
        assert case.reference not in here.in_teams("eve")
        assert "Agree" not in here.in_teams("eve")
        assert await here.known(Handle("teams", tenant, "eve")) is None
        assert 2 == len(here.letters())


async def test_mo_herself_comes_in_and_her_address_is_told(tmp_path: Path) -> None:
    """A full member with a confirmed address of a bound domain is known at first contact, in capitals too; the letter is no case letter."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.slack.employs("UMO", "Mo@Council.EXAMPLE", team_id=COUNCIL)

        assert STRANGE not in (await here.desk().types("UMO", "mine")).text
        await here.settled()

        assert ["Is this you? A new account in Slack"] == [letter["Subject"] for letter in here.letters()]
        assert "known an account" not in await here.opens(here.not_me())
        assert "This is not me" in await here.opens(here.not_me())
        assert ["account linked, as its place vouches for the address"] == await here.written_down()


async def test_a_teams_account_is_known_by_its_principal_name(tmp_path: Path) -> None:
    """Whatever the roster's e-mail says."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.teams.employs("mo", MO_AT, email="somebody@else.example")
        await here.client().says("mo", "mine")
        await here.settled()

        assert "My list" in here.in_teams("mo")
        assert MO == await here.known(Handle("teams", TENANT, "mo"))


async def _mo_in_slack(here: Attacked) -> None:
    here.slack.employs("UMO", MO_AT, team_id=COUNCIL)
    await here.desk().types("UMO", "mine")
    await here.settled()


async def test_a_second_account_in_the_same_workspace(tmp_path: Path) -> None:
    """The first is hers; another with the same address is nobody's, and nothing is sent there, though it wrote last."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await _mo_in_slack(here)
        here.slack.employs("UEVE", MO_AT, team_id=COUNCIL)

        assert STRANGE in (await here.desk().types("UEVE", "mine")).text
        case = await here.raise_case()

        assert case.reference in here.in_slack("UMO")
        assert case.reference not in here.in_slack("UEVE")


async def test_a_second_account_in_teams(tmp_path: Path) -> None:
    """Also where the tenant vouches for the very address: who is known in a chat brings a code."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await _mo_in_slack(here)
        here.teams.employs("eve", MO_AT)
        await here.client().says("eve", "mine")
        case = await here.raise_case()

        assert STRANGE in here.in_teams("eve")
        assert case.reference not in here.in_teams("eve")
        assert case.reference in here.in_slack("UMO")


async def test_two_first_contacts_at_once(database_url: str) -> None:
    """Four accounts with one address come in the same moment: one is linked, and the others are strangers."""
    async with attacked(database_url) as here:
        for at in range(3):
            here.slack.employs(f"U{at}", MO_AT, team_id=COUNCIL)
        here.teams.employs("mo", MO_AT)
        desks = [here.desk() for _ in range(3)]

        await asyncio.gather(
            *(desk.types(f"U{at}", "mine") for at, desk in enumerate(desks)), here.client().says("mo", "mine")
        )
        await here.settled()

        assert 1 == len(await here.accounts())
        assert 1 == len(here.letters())


async def test_an_account_whose_address_becomes_somebody_elses(tmp_path: Path) -> None:
    """It is no longer the first one's: what lay there is taken back, and nothing more is sent there for her."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await _mo_in_slack(here)
        case = await here.raise_case()
        assert case.reference in here.in_slack("UMO")
        here.slack.employs("UMO", "sal@council.example", team_id=COUNCIL)
        await here.desk().event({"type": "user_change", "user": here.slack.users["UMO"]})
        await here.desk().types("UMO", "mine")
        await here.settled()
        await here.raise_case()

        assert SAL == await here.known(Handle("slack", COUNCIL, "UMO"))
        assert case.reference not in here.in_slack("UMO")
        assert "account ended, as its address is somebody else's" in await here.written_down()
        assert "I do not know your account in Slack any more" in [letter["Subject"] for letter in here.letters()]


async def test_accounts_that_were_linked_before_stay(tmp_path: Path) -> None:
    """An installation whose workspaces have no domains yet knows whoever it knew, and nobody new."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    async with attacked(url) as here:
        await _mo_in_slack(here)
    async with attacked(url, JSV_SLACK_TEAMS=COUNCIL, JSV_TEAMS_TENANTS=TENANT) as here:
        here.slack.employs("UMO", MO_AT, team_id=COUNCIL)
        here.slack.employs("USAL", "sal@council.example", team_id=COUNCIL)

        answers = [await here.desk().types(user, "mine") for user in ("UMO", "USAL")]

        assert [False, True] == [STRANGE in answer.text for answer in answers]
