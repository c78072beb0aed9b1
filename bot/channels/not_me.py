"""The link in the letter about a new account: it ends that account and does nothing else.

It stays good for as long as it says, whoever switches links off meanwhile: it may be the account itself that does.
Opening it changes nothing, for mail scanners open links too; pressing its button does it, once.
"""

from bot.outbox.scenes import scene_for
from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from bot.turn import turns
from dialogs.engine import draw
from dialogs.ids import PersonId, turn_id
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.reach import NEW_ACCOUNT
from dialogs.model.views import Card


class NotMe:
    """Shows which account it is about, and ends it. `links` are of the purpose `ACCOUNTS`."""

    def __init__(self, runtime: Runtime, links: SignedLinks) -> None:
        self._runtime, self._links = runtime, links
        self._take = turns(runtime)

    async def asked(self, token: str) -> Card | None:
        """The question, as things stand now; nothing if the link is not ours, or over."""
        linked = await self._links.open(token)
        return await self._runtime.in_thread(_drawn, self._runtime, linked.person_id, linked.press) if linked else None

    async def ended(self, token: str) -> Card | None:
        """The account is ended: what to say about it. A second time it is said how things stand."""
        linked = await self._links.open(token)
        if linked is None:
            return None
        reply = await self._take(
            Pressed(turn=turn_id("not me", token), sender=Handle("web", "", linked.person_id), press=linked.press)
        )
        return reply if isinstance(reply, Card) else None


def _drawn(runtime: Runtime, person: PersonId, press: Press) -> Card:
    with runtime.store.reading() as work:
        return draw(NEW_ACCOUNT, scene_for(work, person, None, NEW_ACCOUNT, runtime), press.about)
