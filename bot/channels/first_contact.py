"""The first word to somebody whom no chat knows yet: looked up by their address where a place may vouch for it.

Rule 1: only in a workspace to which the domain of the address is bound, and only whoever the directory has.
Rule 2: what is found is believed as far as anything that platform says: it goes through `introduce`, as at first contact from
their side. So nobody gets a second account by it, and whatever was unlinked stays so.
"""

from collections.abc import Iterator, Mapping

import structlog

from adapters.shared.channel import LooksUp
from bot.channels.introductions import introduce
from bot.config.vouched_domains import Bindings, vouched
from bot.runtime.runtime import Runtime
from dialogs.model.heard import Handle
from dialogs.procedure.people import Person

log = structlog.get_logger()


class LookingUp:
    """By e-mail, in the workspaces of these settings, by channel."""

    def __init__(self, bindings: Mapping[str, Bindings]) -> None:
        self._bindings = bindings

    def channel(self, person: Person) -> str:
        """The first chat in which they can be looked up; empty where there is none."""
        return next((channel for channel, _ in self._places(person)), "")

    async def meet(self, runtime: Runtime, person: Person) -> bool:
        """Looks them up; whether they are known there from now on. Raises `Later` when the platform does not say just now."""
        for channel, place in self._places(person):
            asked = runtime.channels.get(channel)
            if not isinstance(asked, LooksUp) or not (found := await asked.look_up(place, person.email)):
                continue
            email = vouched(found.email, self._bindings[channel][place])
            if found.active and email and await runtime.in_thread(_made_known, runtime, person, found.who, email):
                return True
            log.info("not met", action="lookup_not_believed", channel=channel, team=place, person=person.id)
        return False

    def _places(self, person: Person) -> Iterator[tuple[str, str]]:
        for channel, bindings in self._bindings.items():
            yield from ((channel, place) for place, domains in bindings.items() if vouched(person.email, domains))


def _made_known(runtime: Runtime, person: Person, who: Handle, email: str) -> bool:
    introduce(runtime, who, email, active=True)
    with runtime.store.reading() as work:
        return who in work.people.handles(person.id)
