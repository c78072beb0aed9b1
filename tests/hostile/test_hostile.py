"""Thousands of hostile payloads at each door: nothing breaks, nothing of a case changes, and no word of it gets out (V14).

The payloads are signed as the real ones are, but for one in ten, so that they come in. Who sends them is in the directory
and not on the case, or is nobody. `make hostile` sends ten thousand to each door; the suite a few hundred.
"""

import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from aiohttp import ClientSession, DummyCookieJar
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from adapters.web import security
from bot.channels import slack, teams
from bot.channels.email import OWN
from bot.config.settings import Settings
from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import Outside, application, open_runtime
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.procedure.people import may_see
from store.crypto.key_ring import KeyRing
from tests.bot.acts import booked, raised
from tests.bot.config.test_settings import GOOD, NOWHERE
from tests.builders import AT_ONCE, PAT, TESS, still
from tests.databases import furnish
from tests.doubles_slack.desk import FORM, Desk
from tests.doubles_teams.double import TENANT, TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.signing import APP
from tests.hostile.payloads import Hostile
from tests.slack_double import SECRET, TEAM, TOKEN, SlackDouble
from tests.town import PEOPLE, RAISED

READ: Final = (str(RAISED["thinking"]), str(RAISED["lived"]))  # by those on the cases
CANARIES: Final = ("PLOVER-93-CANARY", "CASE-1001", *READ)
BROKEN: Final = frozenset({"turn_failed", "web_failed", "look_failed"})
BAD: Final = 0.1  # the share that is signed wrongly, or not at all


@dataclass
class Town:
    """The whole bot, two cases of people who do not know the sender, and what was put before the sender."""

    runtime: Runtime
    session: ClientSession
    base: str
    secret: bytes
    desk: Desk
    client: Client
    slack: SlackDouble
    teams: TeamsDouble
    cases: tuple[CaseId, ...]
    references: tuple[str, ...]

    def state(self) -> object:
        """All that is kept of the cases."""
        with self.runtime.store.reading() as work:
            return [(work.cases.get(case), work.facts.of(case)) for case in self.cases]

    def everything_sent(self) -> str:
        """Whatever left for Slack or Teams."""
        return repr(([one.body for one in self.slack.made], [one.body for one in self.teams.made]))


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """All doors on one application. Nobody works the queue: what is answered is answered by the doors."""
    async with AsyncExitStack() as stack:
        in_slack, in_teams = (
            await stack.enter_async_context(SlackDouble()),
            await stack.enter_async_context(TeamsDouble()),
        )
        session = await stack.enter_async_context(ClientSession(cookie_jar=DummyCookieJar()))
        environ = {
            **GOOD, "JSV_DATABASE_URL": f"sqlite:///{folder / 'jsv.db'}", "JSV_SLACK_TEAMS": f"{TEAM}:testshire.example", "JSV_SLACK_BOT_TOKEN": TOKEN, "JSV_SLACK_SIGNING_SECRET": SECRET,
            "JSV_TEAMS_APP_ID": APP, "JSV_TEAMS_APP_SECRET": "shh", "JSV_TEAMS_TENANTS": f"{TENANT}:testshire.example",
            "JSV_TEAMS_OPENID_URL": f"{in_teams.url}/openid", "JSV_TEAMS_TOKEN_URL": f"{in_teams.url}/token",
        }  # fmt: skip
        settings, clock = Settings.read(environ, NOWHERE), still()
        one, other = (
            slack.SlackChannelSetup(settings, session, api=in_slack.base_url, hooks=in_slack.hooks),
            teams.TeamsChannelSetup(settings, session, here=True),
        )
        outside = Outside(
            keys=KeyRing.development(),
            channels={"slack": one.channel, "teams": other.channel},
            clock=clock,
            pace=AT_ONCE,
        )
        furnish(settings.database_url)
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        secret = settings.secret.encode()
        app = application(runtime, None, secret)
        await stack.enter_async_context(one.open(app, runtime))
        await stack.enter_async_context(other.open(app, runtime))
        server = await stack.enter_async_context(TestServer(app))
        base = str(server.make_url("")).rstrip("/")
        with runtime.store.begin() as work:
            work.people.save(PEOPLE)
        email = next(person.email for person in PEOPLE if person.id == TESS)
        in_slack.employs("UTESS", email)
        in_slack.employs("UNOBODY", "nobody@elsewhere.example")
        in_teams.employs("utess", email)
        desk, client = (
            Desk(in_slack, session, f"{base}/slack/events"),
            Client(in_teams, session, f"{base}/api/messages"),
        )
        cases = await runtime.in_thread(_cases, runtime)
        made = Town(runtime, session, base, secret, desk, client, in_slack, in_teams, cases, ())
        with runtime.store.reading() as work:
            known = [work.cases.get(case) for case in cases]
            assert not any(case and may_see(case, work.people.directory()[TESS]) for case in known)
        seen = repr(
            [
                Player(runtime).presses(PAT, Press(card, "show", case))
                for case in cases
                for card in ("case", "agreement")
            ]
        )
        assert [] == [one for one in READ if one not in seen]  # whoever is on the cases sees what nobody else may
        made.references = tuple(case.reference for case in known if case)
        yield made


def _cases(runtime: Runtime) -> tuple[CaseId, ...]:
    """One booked, one just raised; both with words that nobody else can know."""
    player = Player(runtime)
    first = booked(runtime, player)
    second = raised(runtime, player, CANARIES[0])
    return first.id, second.id


Send = Callable[[Hostile, Town, bool], Awaitable[tuple[int, str]]]


async def to_slack(made: Hostile, at: Town, bad: bool) -> tuple[int, str]:
    """A command, a press, a window, a shortcut or an event."""
    user, pick = made.random.choice(("UTESS", "UTESS", "UNOBODY", "UGHOST")), made.random.choice
    who: dict[str, Any] = {
        "user": {"id": user, "team_id": TEAM},
        "team": {"id": TEAM},
        "api_app_id": "A1",
        "trigger_id": at.desk.trigger(),
    }
    window: dict[str, Any] = {
        "id": "V1", "type": pick(("modal", "home")), "callback_id": pick(("page", "review", "card")), "hash": "h",
        "private_metadata": json.dumps({"press": made.press(), "section": made.words()}), "blocks": [],
        "state": {"values": {name: {"answer-0": {"value": value}} for name, value in made.answers().items()}},
    }  # fmt: skip
    action = {
        "type": "button",
        "action_id": pick(("press-1", "go-back-1", "go-keep-1", "go-change-1", "go-cancel-1", "open-1")),
        "value": made.press(),
        "action_ts": "1.1",
    }
    event = {
        "type": pick(("message", "message", "app_home_opened", "user_change")),
        "channel_type": "im",
        "user": user,
        "text": made.words(),
        "channel": "D1",
        "tab": "home",
    }
    reply = at.slack.hooks + "press"
    payloads: tuple[dict[str, Any], ...] = (
        {"type": "block_actions", "actions": [action], "container": {"type": "message", "channel_id": "D1", "message_ts": "1.1"}, "response_url": reply, **who},
        {"type": "block_actions", "actions": [action], "container": {"type": "view"}, "view": window, **who},
        {"type": "view_submission", "view": window, **who},
        {"type": "shortcut", "callback_id": pick(("raise_joint_supervision", made.words())), **who},
        {"type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event": event, "event_id": f"Ev{at.desk.trigger()}"},
        {"command": "/joint-supervision", "text": made.words(), "user_id": user, "team_id": TEAM, "channel_id": pick(("D1", "C1")), "trigger_id": at.desk.trigger()},
    )  # fmt: skip
    chosen = pick(payloads)
    bent = made.bent(chosen)
    if "command" in chosen:
        body, kind = urlencode({key: str(value).encode("utf-8", "replace") for key, value in bent.items()}), FORM
    elif "event" in chosen:
        body, kind = json.dumps(bent), "application/json"
    else:
        body, kind = urlencode({"payload": json.dumps(bent)}), FORM
    answer = await at.desk.post(body, kind, **({"X-Slack-Signature": "v0=" + "0" * 64} if bad else {}))
    return answer.status, answer.text


async def to_teams(made: Hostile, at: Town, bad: bool) -> tuple[int, str]:
    """Words, a press, a form, a look, a dialog, the box for writing, an install, in a chat of two or a group."""
    user, pick = made.random.choice(("utess", "utess", "ughost")), made.random.choice
    data = {
        "press": made.press(),
        **(
            {
                "go": pick(("next", "send", "back", "keep", "cancel", "change", "x")),
                "section": made.words(),
                "asked": "risk planning typed*",
            }
            if pick((True, False))
            else {}
        ),
    }
    data |= {f"f_{name}": value for name, value in made.answers().items()}
    action = {"type": "Action.Execute", "verb": pick(("press", "look", made.words())), "data": data}
    kind, more = pick((
        ("message", {"text": made.words()}),
        ("message", {"value": data, "replyToId": "m1"}),
        ("invoke", {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}, "replyToId": "m1"}),
        ("invoke", {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "automatic"}, "replyToId": "m1"}),
        ("invoke", {"name": pick(("task/fetch", "task/submit", "composeExtension/submitAction")), "value": {"data": data}}),
        ("invoke", {"name": "composeExtension/fetchTask", "value": {"commandId": pick(("raise", made.words()))}}),
        ("installationUpdate", {"action": pick(("add", "remove", made.words()))}),
        ("conversationUpdate", {"membersAdded": made.value(), "membersRemoved": made.value()}),
    ))  # fmt: skip
    activity = (at.client.in_group if made.random.random() < 0.1 else at.client.activity)(user, type=kind, **more)
    answer = await at.client.sends(made.bent(activity), "junk" if bad else "")
    return answer.status, answer.text


async def to_web(made: Hostile, at: Town, bad: bool) -> tuple[int, str]:
    """Pages, presses and forms by a personal link of one's own, and addresses that nobody has."""
    pick, number = made.random.choice, at.desk.events // 40
    at.desk.events += 1
    link = SignedLinks(at.secret, at.runtime.clock)
    token = link.token(
        TESS, Press("home", "show"), OWN, timedelta(days=1, seconds=number)
    )  # a life of its own makes it another link, with a patience of its own
    page, session = security.page_of(at.secret, token), f"link {token}"
    cookie = (
        {"Cookie": f"{security.COOKIE}={security.bake(at.secret, token, int(time.time()) + 600)}"}
        if not bad
        else {"Cookie": f"{security.COOKIE}={quote(made.words(), errors='replace')}"}
    )
    packed = quote(made.press().replace("/", "~").encode("utf-8", "replace"), safe="~")
    word = quote(made.words().encode("utf-8", "replace"), safe="") or "-"
    looks = (
        f"/p/{page}",
        f"/p/{page}/card/{packed}",
        f"/p/{page}/file/{packed}",
        f"/p/{page}/form/{packed}/{word[:60]}",
        f"/case/{word}",
        f"/calendar/{word}.ics",
        f"/{word}",
    )
    if made.random.random() < 0.5:
        async with at.session.get(
            at.base + pick(looks if made.random.random() < 0.2 else looks[:4]), headers=cookie, allow_redirects=False
        ) as answer:
            return answer.status, await answer.text()
    fields = {
        "csrf": security.csrf(at.secret, session),
        "event": f"hostile-event-{at.desk.events:08}",
        "press": made.press(),
        "section": made.words(),
        "go": pick(("", "next", "send", "back", "keep", "cancel", "x")),
    }
    fields |= {pick(("a.", "m.")) + name: str(value) for name, value in made.answers().items()}
    body = urlencode(
        {
            key: str(value).encode("utf-8", "replace")
            for key, value in (fields if made.random.random() < 0.7 else made.bent(fields)).items()
        }
    )
    async with at.session.post(
        f"{at.base}/p/{page}/{pick(('press', 'form', 'leave'))}",
        data=body,
        headers={**cookie, "Content-Type": FORM},
        allow_redirects=False,
    ) as answer:
        return answer.status, await answer.text()


DOORS: Final[dict[str, Send]] = {"slack": to_slack, "teams": to_teams, "web": to_web}


@pytest.mark.slow
@pytest.mark.parametrize("many", [300, pytest.param(10_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("door", DOORS)
async def test_nothing_breaks_changes_or_gets_out(tmp_path: Path, door: str, many: int) -> None:
    """No 5xx, no exception, both cases as they were, and no canary in an answer or in anything sent; what was signed wrongly did not come in."""
    async with town(tmp_path) as at:
        made = Hostile(f"v14 {door}", at.cases, at.references, [person.id for person in PEOPLE])
        before, statuses, leaks, let_in = await at.runtime.in_thread(at.state), Counter[int](), list[str](), 0
        with capture_logs() as logs:
            for _ in range(many):
                bad = made.random.random() < BAD
                status, text = await DOORS[door](made, at, bad)
                statuses[status] += 1
                let_in += bad and status in (200, 303) and door != "web"
                leaks += [text] if any(canary in text for canary in CANARIES) else []
        broken = [log for log in logs if log.get("action") in BROKEN or log["log_level"] == "error"]
        print(door, many, dict(statuses))

        assert [] == broken[:3]
        assert not any(status >= 500 for status in statuses), statuses
        assert statuses[200] + statuses[303] > many // 4
        assert [] == leaks[:1]
        assert not any(canary in at.everything_sent() for canary in CANARIES)
        assert 0 == let_in
        assert before == await at.runtime.in_thread(at.state)
