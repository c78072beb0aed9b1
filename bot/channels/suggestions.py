"""Who may be meant by what somebody types into a form: asked at each letter, answered from memory, kept nowhere."""

import asyncio

from adapters.shared.suggesting import Suggest, Typing
from bot.runtime.runtime import Runtime
from dialogs.engine import found_for, wants_to_find
from dialogs.model.fields import Found


def suggesting(runtime: Runtime) -> Suggest:
    """The answer, in a thread of those for which somebody waits."""

    async def suggest(typing: Typing) -> Found:
        return await asyncio.get_running_loop().run_in_executor(runtime.threads, suggested, runtime, typing)

    return suggest


def suggested(runtime: Runtime, typing: Typing) -> Found:
    """Who may be meant; nobody for a handle that is nobody's."""
    with runtime.store.reading() as work:
        person = work.people.by_handle(typing.sender)
        if person is None:
            return Found()
        scene = work.view(person, wants_to_find(typing.press), runtime.terms())
        return found_for(typing.press, typing.field, typing.words, typing.given, scene)
