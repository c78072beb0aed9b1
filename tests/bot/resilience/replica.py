"""A process of ours for the tests: a real database, the real queue, and the platform that the test plays.

`python -m tests.bot.resilience.replica DATABASE_URL PLATFORM_URL [before|after|MOMENT]`: with a word it kills itself, as by `kill -9`,
just before its first message leaves or just after the platform took it. With a moment its clock stands there.
"""

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack
from datetime import datetime

from aiohttp import ClientSession, web
from dbos import DBOS

from adapters.shared.channel import Abilities, Posting
from bot.config import logs
from bot.config.settings import Settings
from bot.demo.app import QUICK
from bot.runtime.runtime import Runtime
from bot.turn import turns
from bot.wiring import Outside, answer, application, open_runtime, running
from dialogs.ids import CaseId, TurnId
from dialogs.model.heard import Handle, Heard, Pressed, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card
from store.crypto.key_ring import KeyRing
from store.queue.jobs import SWEEP
from tests.builders import still
from tests.doubles import ABLE

SECRET = b"the secret of the replicas, of no use elsewhere"


class Wire:
    """The channel: everything goes to the platform over HTTP."""

    name: str = "web"
    abilities: Abilities = ABLE

    def __init__(self, session: ClientSession, platform: str, dies: str) -> None:
        self._session, self._platform, self._dies = session, platform, dies

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Put it there."""
        self._die("before")
        number = await self._call("send", key)
        self._die("after")
        return Posting(f"with {to.user}", number)

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Change it there."""
        await self._call("edit", at.message)
        return at

    async def find(self, to: Handle, key: str) -> Posting | None:
        """Ask there."""
        number = await self._call("find", key)
        return Posting(f"with {to.user}", number) if number else None

    async def _call(self, what: str, key: str) -> str:
        async with self._session.post(f"{self._platform}/{what}", json={"key": key, "by": os.getpid()}) as answered:
            return str((await answered.json())["number"])

    def _die(self, when: str) -> None:
        if self._dies == when:
            os.kill(os.getpid(), signal.SIGKILL)


def heard(given: dict[str, str]) -> Heard:
    """What the test says that somebody did."""
    turn, sender = TurnId(given["turn"]), Handle("web", "", given["who"])
    press = Press(given["card"], given["verb"], CaseId(given["case"]), given.get("about", ""))
    if "section" in given:
        return Submitted(
            turn=turn, sender=sender, press=press, section=given["section"], raw={"reason": given["reason"]}
        )
    return Pressed(turn=turn, sender=sender, press=press)


async def swept(_: web.Request) -> web.Response:
    """Where the test says that five minutes have passed: the queue's own sweep begins."""
    await asyncio.to_thread(DBOS.trigger_schedule, SWEEP)
    return web.Response()


def way_in(runtime: Runtime) -> web.RouteDef:
    """Where the test says what somebody did: answered once it is kept, as a platform is."""
    take = turns(runtime)

    async def hear(request: web.Request) -> web.Response:
        reply = await take(heard(await request.json()))
        return web.json_response({"card": getattr(reply, "name", "page")})

    return web.post("/heard", hear)


async def main(url: str, platform: str, more: str = "") -> None:
    """Run until stopped, or killed."""
    clock, dies = (still(), more) if more.isalpha() or not more else (still(datetime.fromisoformat(more)), "")
    settings = Settings.model_validate({"database_url": url})
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        outside = Outside(
            keys=KeyRing.development(),
            channels={"web": Wire(session, platform, dies)},
            clock=clock,
            pace=QUICK,
            poll=0.1,
        )
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        engine = await stack.enter_async_context(running(runtime, settings, outside.poll))
        app = application(runtime, engine, SECRET)
        app.add_routes([way_in(runtime), web.post("/sweep", swept)])
        await answer(app, "127.0.0.1", 0, lambda where: print("ready", where, flush=True))


if __name__ == "__main__":
    logs.configure("json", level="warning")
    asyncio.run(main(*sys.argv[1:]))
