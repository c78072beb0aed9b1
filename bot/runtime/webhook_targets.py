"""Who beside us is told what became of a record: the one receiver and the one folder that are set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, DummyCookieJar

from adapters.hook.folder import Folder
from adapters.hook.send import Receiver
from adapters.hook.sign import keys_of
from bot.config.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Who is told, if anybody. `base` is where the world reaches us; `record` whether the record itself goes along."""

    receiver: Receiver | None = None
    folder: Folder | None = None
    base: str = ""
    record: bool = False


@asynccontextmanager
async def hooks(settings: Settings) -> AsyncIterator[Hooks]:
    """As the settings say, with a client of its own: no cookie of anybody's is kept, no proxy of the machine's used."""
    async with ClientSession(cookie_jar=DummyCookieJar(), trust_env=False) as session:
        yield Hooks(
            receiver=Receiver(session, settings.hook_url, keys_of(settings.hook_secret)) if settings.hook_url else None,
            folder=Folder(Path(settings.hook_folder)) if settings.hook_folder else None,
            base=settings.public_url,
            record=settings.hook_record,
        )
