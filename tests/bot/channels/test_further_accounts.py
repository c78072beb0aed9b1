"""A further account of somebody is theirs by a code alone, is told to them everywhere, and is ended by whoever was there first: from outside."""

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.channels.email import link_to
from bot.channels.introductions import listed, unlink
from bot.config.errors import Plain
from bot.runtime.links import SignedLinks
from dialogs.ids import ALPHABET
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.views import Card
from tests.bot.channels.attacked import COUNCIL, FORCE, MO_AT, POLICE_TENANT, STRANGE, Attacked, attacked
from tests.bot.config.test_settings import KEY
from tests.builders import MO, PAT, days
from tests.doubles_teams.double import TENANT
from tests.play.browser import entered
from tests.play.slack_person import SlackPerson
from tests.play.teams_person import TeamsPerson

pytestmark = pytest.mark.slow

CODE = re.compile(r"link ([2-9A-Z]{3} [2-9A-Z]{3})")
CHANNELS = Press("channels", "show")
IN_SLACK = Handle("slack", COUNCIL, "UMO")
IN_TEAMS = Handle("teams", POLICE_TENANT, "eve")
LOST = "I do not know your account in Microsoft Teams any more"
OLU_AT = "olu@partnership.example"


async def mo_arrives(here: Attacked) -> None:
    """Mo is known in the council's workspace."""
    here.slack.employs("UMO", MO_AT, team_id=COUNCIL)
    await here.desk().types("UMO", "mine")
    await here.settled()


async def asks_for_a_code(here: Attacked) -> str:
    """Mo writes `link`."""
    said = CODE.search((await here.desk().types("UMO", "link", channel="DMO")).text)
    assert said
    await here.settled()
    return said[1]


async def linked_in_teams(here: Attacked) -> None:
    """An account of another tenant has become Mo's by a code that she confirmed; a minute lies between them."""
    await mo_arrives(here)
    here.clock.move(days(1) / 1440)
    here.teams.employs("eve", "eve@elsewhere.example", tenantId=POLICE_TENANT)
    code = await asks_for_a_code(here)
    await here.client(POLICE_TENANT).says("eve", f"link {code}")
    await here.settled()
    await SlackPerson(here.desk(), here.slack, "UMO", here.settled).presses(CHANNELS, "confirm")
    await here.settled()
    assert MO == await here.known(IN_TEAMS)


async def test_a_code_confirmed_links_and_everybody_is_told(tmp_path: Path) -> None:
    """At the account that confirmed it, by letter, and in the log; not at the new one."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await linked_in_teams(here)

        assert "Linked. I know you in Microsoft Teams from now on." in here.in_slack("UMO")
        assert "Not mine" in here.in_slack("UMO")
        assert [f"Is this you? A new account in {where}" for where in ("Slack", "Microsoft Teams")] == [
            letter["Subject"] for letter in here.letters() if "Is this you" in letter["Subject"]
        ]
        assert "Is this you" not in here.in_teams("eve")
        assert "account linked, by a code that was confirmed" in await here.written_down()


async def test_a_third_account_is_told_to_the_first(tmp_path: Path) -> None:
    """Also one that was confirmed at the second, which may itself be somebody else's: the first can end both."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await linked_in_teams(here)
        here.clock.move(days(1))
        here.slack.employs("UEVE", "eve@police.example", team_id=FORCE)
        teams = TeamsPerson(here.client(POLICE_TENANT), here.teams, "eve", here.settled)
        await teams.writes("link")
        await here.settled()
        code = CODE.search(here.in_teams("eve"))
        assert code
        await here.desk(FORCE).types("UEVE", f"link {code[1]}")
        await here.settled()
        await here.teams_press(
            "eve", Press("channels", "confirm", None, await here.account(Handle("slack", FORCE, "UEVE"))), POLICE_TENANT
        )
        assert MO == await here.known(Handle("slack", FORCE, "UEVE"))

        assert "Is this you? A new account in Slack" in here.in_slack("UMO")
        for handle in (Handle("slack", FORCE, "UEVE"), IN_TEAMS):
            await here.slack_press("UMO", Press("new-account", "disown", None, await here.account(handle)))

        assert [MO, None, None] == [
            await here.known(one) for one in (IN_SLACK, Handle("slack", FORCE, "UEVE"), IN_TEAMS)
        ]


async def test_a_code_is_not_guessed(tmp_path: Path) -> None:
    """Five wrong ones, and the right one is not looked at either; the answer is always the same."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await mo_arrives(here)
        here.slack.employs("UEVE", "eve@police.example", team_id=FORCE)
        code, eve = await asks_for_a_code(here), here.desk(FORCE)
        wrong = [f"{code[:-1]}{letter}" for letter in ALPHABET if letter != code[-1]][:5]

        answers = {(await eve.types("UEVE", f"link {one}")).text for one in (*wrong, code)}
        await here.settled()

        assert 1 == len(answers)
        assert "has given your code" not in here.in_slack("UMO")


async def test_a_code_is_used_once_and_ends(tmp_path: Path) -> None:
    """By the first who gives it, within ten minutes."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await mo_arrives(here)
        for user in ("UONE", "UTWO"):
            here.slack.employs(user, f"{user}@police.example", team_id=FORCE)
        desk, code = here.desk(FORCE), await asks_for_a_code(here)
        await desk.types("UONE", f"link {code}")
        await desk.types("UTWO", f"link {code}")
        await here.settled()
        await SlackPerson(here.desk(), here.slack, "UMO", here.settled).presses(CHANNELS, "confirm")
        await here.settled()
        assert [MO, None] == [await here.known(Handle("slack", FORCE, user)) for user in ("UONE", "UTWO")]

        code = await asks_for_a_code(here)
        here.clock.move(days(1) / 24 / 5)
        await desk.types("UTWO", f"link {code}")
        await here.settled()
        await here.slack_press(
            "UMO", Press("channels", "confirm", None, await here.account(Handle("slack", FORCE, "UTWO")))
        )
        assert await here.known(Handle("slack", FORCE, "UTWO")) is None


async def test_a_code_given_by_somebody_who_is_known(tmp_path: Path) -> None:
    """Pat gives Mo's code: Pat stays Pat, the code is not used up, and Mo is asked nothing."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await mo_arrives(here)
        here.slack.employs("UPAT", "pat@council.example", team_id=COUNCIL)
        await here.desk().types("UPAT", "mine")
        code = await asks_for_a_code(here)

        assert "I know you here already, as Pat" in (await here.desk().types("UPAT", f"link {code}")).text
        await here.settled()

        assert PAT == await here.known(Handle("slack", COUNCIL, "UPAT"))
        assert "has given your code" not in here.in_slack("UMO")


async def test_whoever_gave_a_code_does_not_confirm_it(tmp_path: Path) -> None:
    """The attacker's account presses Yes, in each chat: it is a stranger's press."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await mo_arrives(here)
        here.slack.employs("UEVE", MO_AT, team_id=FORCE)
        here.teams.employs("eve", MO_AT, tenantId=POLICE_TENANT)
        slack, code = Handle("slack", FORCE, "UEVE"), await asks_for_a_code(here)
        await here.desk(FORCE).types("UEVE", f"link {code}")
        await here.slack_press("UEVE", Press("channels", "confirm", None, await here.account(slack)), FORCE)
        assert await here.known(slack) is None

        code = await asks_for_a_code(here)
        await here.client(POLICE_TENANT).says("eve", f"link {code}")
        await here.teams_press("eve", Press("channels", "confirm", None, await here.account(IN_TEAMS)), POLICE_TENANT)
        assert await here.known(IN_TEAMS) is None


async def test_the_new_account_cannot_end_the_old_one(tmp_path: Path) -> None:
    """Neither unlink it nor say that it is not its own; nor can the old one unlink the new, which it may call not its own."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await linked_in_teams(here)
        old, new = await here.account(IN_SLACK), await here.account(IN_TEAMS)

        unlinked = await here.teams_press("eve", Press("channels", "unlink", None, old), POLICE_TENANT)
        ended = await here.teams_press("eve", Press("new-account", "disown", None, old), POLICE_TENANT)
        shown = await here.teams_press("eve", CHANNELS, POLICE_TENANT)
        other_way = await here.slack_press("UMO", Press("channels", "unlink", None, new))

        assert "An account is unlinked from itself" in unlinked.text
        assert "was here before this one" in ended.text
        assert [f"channels/unlink//{new}"] == re.findall(r"channels/unlink//\w+", shown.text)[:1]
        assert f"unlink//{old}" not in shown.text
        assert "disown" not in shown.text
        assert 200 == other_way.status
        assert {MO} == {await here.known(one) for one in (IN_SLACK, IN_TEAMS)}


async def test_an_account_unlinks_itself(tmp_path: Path) -> None:
    """It is nobody's at once, what lay there is taken back, and it is in the log."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await linked_in_teams(here)
        await here.teams_press("eve", Press("channels", "unlink", None, await here.account(IN_TEAMS)), POLICE_TENANT)

        assert [MO, None] == [await here.known(one) for one in (IN_SLACK, IN_TEAMS)]
        assert "account unlinked, from itself" in await here.written_down()
        assert [] == here.letters(OLU_AT)
        assert LOST in here.in_slack("UMO")
        assert 1 == len([letter for letter in here.letters() if letter["Subject"] == LOST])


async def _got_at_a_case(here: Attacked) -> str:
    """The account that is not Mo's was used last, so Mo is asked there; its reader has the case, links, and a feed."""
    await linked_in_teams(here)
    here.clock.move(days(1))
    await here.client(POLICE_TENANT).says("eve", "mine")
    case = await here.raise_case()
    assert case.reference in here.in_teams("eve")
    return case.reference


async def _all_over(here: Attacked, reference: str) -> None:
    """Nothing is left of the account that was not Mo's: what lay there, what is sent, what it may ask."""
    assert reference not in here.in_teams("eve")
    await here.client(POLICE_TENANT).says("eve", reference)
    assert here.case
    await here.slack_press("UMO", Press("agreement", "agree", here.case.id))
    other = await here.raise_case()
    await here.client(POLICE_TENANT).says("eve", "mine")
    assert STRANGE in here.in_teams("eve")
    assert [
        reference not in here.in_teams("eve"),
        other.reference not in here.in_teams("eve"),
        other.reference in here.in_slack("UMO"),
    ] == [True] * 3
    assert "account ended, said not to be theirs" in await here.written_down()
    assert ["An account of Mo Madeup was somebody else\u2019s"] == [
        letter["Subject"] for letter in here.letters(OLU_AT)
    ]


async def test_this_is_not_me_in_slack(tmp_path: Path) -> None:
    """A button at the account that was there before: the other is over at once, its messages are taken back, the office is told."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        reference = await _got_at_a_case(here)
        said = await here.slack_press("UMO", Press("new-account", "disown", None, await here.account(IN_TEAMS)))

        assert 200 == said.status
        await _all_over(here, reference)


async def test_this_is_not_me_in_teams(tmp_path: Path) -> None:
    """The same the other way round: known in Teams first, and told there with the button."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.teams.employs("mo", MO_AT)
        mo, eve = TeamsPerson(here.client(), here.teams, "mo", here.settled), Handle("slack", FORCE, "UEVE")
        await mo.writes("link")
        await here.settled()
        code = CODE.search(here.in_teams("mo"))
        assert code
        here.clock.move(days(1) / 1440)
        here.slack.employs("UEVE", "eve@police.example", team_id=FORCE)
        await here.desk(FORCE).types("UEVE", f"link {code[1]}")
        await here.settled()
        await mo.presses(CHANNELS, "confirm")
        await here.settled()
        assert MO == await here.known(eve)

        await mo.presses(Press("new-account", "show", None, await here.account(eve)), "disown")
        await here.settled()

        assert await here.known(eve) is None
        assert MO == await here.known(Handle("teams", TENANT, "mo"))


async def test_this_is_not_me_in_the_letter(tmp_path: Path) -> None:
    """Opening the link changes nothing, pressing ends the account; the account cannot switch that link off; pressed again it is told how things are."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        reference = await _got_at_a_case(here)
        await here.teams_press("eve", Press("feed", "links-end"), POLICE_TENANT)
        link = here.not_me()
        for _ in range(2):
            assert "This is not me" in await here.opens(link)
        assert MO == await here.known(IN_TEAMS)
        async with here.session.post(link, data={}) as answer:
            assert answer.status in (400, 403)
        assert MO == await here.known(IN_TEAMS)

        status, said = await here.presses_on_page(link)

        assert (200, True) == (status, "Ended. I do not know that account any more" in said)
        await _all_over(here, reference)
        assert "That account is not linked to you" in await here.opens(link)
        assert 404 == (await here.session.get(f"{here.url}/not-me/{link[-30:]}")).status


async def test_a_first_account_that_is_not_theirs(tmp_path: Path) -> None:
    """Whoever has only e-mail ends it by the letter, and comes in with their own account afterwards, by their address."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.slack.employs("UEVE", MO_AT, team_id=COUNCIL)
        await here.desk().types("UEVE", "mine")
        await here.settled()
        await here.presses_on_page(here.not_me())
        here.clock.move(days(1))
        await mo_arrives(here)
        await here.desk().types("UEVE", "mine")

        assert [None, MO] == [await here.known(Handle("slack", COUNCIL, user)) for user in ("UEVE", "UMO")]


async def test_a_letter_links_no_account_while_a_chat_reaches_them(tmp_path: Path) -> None:
    """A digest's link may have been passed on: its pages give no code and confirm none. Whoever has no chat gets one there."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await here.raise_case()
        page = await _channels_by_letter(here)
        assert "Link another account" in page

        await mo_arrives(here)
        page = await _channels_by_letter(here)
        assert "Link another account" not in page
        assert "disown" not in page


async def _channels_by_letter(here: Attacked) -> str:
    """The page My channels behind a link to somebody's list."""
    link = link_to(here.url, SignedLinks(b"s" * 64, here.clock))(MO, Card("digest", "What waits for you"))
    page, _ = await entered(here.session, link)
    return await here.opens(f"{here.url}{page}/card/channels~show~~")


async def test_the_office_has_an_account_ended(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the command line: listed by an id, ended by it, in the log; an id that is none is refused in words."""
    async with attacked(database_url) as here:
        await mo_arrives(here)
        (line,) = await asyncio.to_thread(listed, here.runtime.store, MO_AT)
        assert line.startswith(await here.account(IN_SLACK))
        with pytest.raises(Plain, match="no such account"):
            await asyncio.to_thread(unlink, here.runtime.store, MO_AT, "0123456789abcdef")

        await asyncio.to_thread(unlink, here.runtime.store, MO_AT, line.split()[0])
        await here.settled()

        assert await here.known(IN_SLACK) is None
        assert "account ended, for the partnership office" in await here.written_down()
        assert "I do not know your account in Slack any more" == here.letters()[-1]["Subject"]
        assert ("They are known in no chat.",) == await asyncio.to_thread(listed, here.runtime.store, MO_AT)
    monkeypatch.setenv("JSV_DATABASE_URL", database_url)
    monkeypatch.setenv("JSV_KEYS", KEY)
    assert (
        "Nobody in the directory has that e-mail."
        in CliRunner().invoke(main, ["people", "accounts", "nobody@council.example"]).output
    )
