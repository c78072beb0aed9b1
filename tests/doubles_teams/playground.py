"""Microsoft's own client for trying bots out, from npm, in a folder of its own: one person, and five others, as it insists.

Each person has a client of their own, and so a service and a conversation of their own, as if each were in another tenant's region.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from socket import socket

from aiohttp import ClientError, ClientSession

from tests.doubles_teams.double import TENANT
from tests.node import installed
from tests.town import PEOPLE
from tests.waiting import until_answered

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
NAMES = ("pat", "mo", "sal", "nia", "kit", "hal")
ADDRESSES = {str(person.id): person.email for person in PEOPLE}
PERSON = "{{id: user-id-{at}, name: {name}, userPrincipleName: {email}, aadObjectId: 00000000-0000-0000-0000-00000000000{at}, givenName: {name}, surname: X, email: {email}}}"


def config(name: str) -> str:
    """What the client is told before it starts: who sits at it, and who else there is."""
    others = "\n".join(f"  - {_person(one)}" for one in NAMES if one != name)
    return f"""version: "0.1.0"
tenantId: {TENANT}
bot: {{id: 00000000-0000-0000-0000-000000000099, name: Joint supervision}}
currentUser: {_person(name)}
users:
{others}
personalChat: {{id: personal-chat-of-{name}}}
groupChat: {{id: group-chat-id, name: Group Chat}}
team: {{id: team-id, aadGroupId: 00000000-0000-0000-0000-000000000098, name: Team, channels: [{{id: channel-id, name: Announcements}}]}}
"""


def _person(name: str) -> str:
    return PERSON.format(at=NAMES.index(name), name=name, email=ADDRESSES[name])


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def playground(folder: Path, bot: str, name: str = NAMES[0]) -> AsyncIterator[str]:
    """The client of one person, running; where it is."""
    port = free_port()
    place = folder / f"playground-{name}"
    place.mkdir()
    file = place / ".m365agentsplayground.yml"
    file.write_text(config(name))
    more = {
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(file),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(place / "playground.log"),
    }
    running = await asyncio.create_subprocess_exec(
        "node", str(await asyncio.to_thread(installed, PACKAGE) / "cli.js"), "start", "-e", f"{bot}/api/messages", "-c", "msteams", "-p", str(port), "--dt",
        cwd=place, env={**os.environ, **more}, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await _ready(f"http://localhost:{port}/", place)
        yield f"http://localhost:{port}/"
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def _ready(url: str, folder: Path) -> None:
    async with ClientSession() as session:

        async def answers() -> bool:
            with suppress(ClientError):
                async with session.get(url) as answer:
                    return answer.status == 200
            return False

        try:
            await until_answered(answers)
        except TimeoutError:
            raise AssertionError((folder / "playground.log").read_text()[-2000:]) from None
