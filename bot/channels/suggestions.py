"""Who may be meant by what somebody types into a form: asked at each letter, answered from memory, kept nowhere."""

import asyncio

from adapters.shared.choosing import Suggest
from bot.runtime.runtime import Runtime
from dialogs.engine import found_for, wants_to_find
from dialogs.model.fields import Found, Raw
from dialogs.model.heard import Handle
from dialogs.model.press import Press


def suggesting(runtime: Runtime) -> Suggest:
    """The answer, in a thread of those for which somebody waits."""

    async def suggest(who: Handle, press: Press, field: str, words: str, given: Raw) -> Found:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(runtime.threads, suggested, runtime, who, press, field, words, given)

    return suggest


def suggested(runtime: Runtime, who: Handle, press: Press, field: str, words: str, given: Raw) -> Found:  # noqa: PLR0917 - what a channel tells
    """Who may be meant; nobody for a handle that is nobody's."""
    with runtime.store.reading() as work:
        person = work.people.by_handle(who)
        if person is None:
            return Found()
        scene = work.view(person, wants_to_find(press), runtime.terms())
        return found_for(press, field, words, given, scene)
