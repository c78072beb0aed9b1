"""A personal link whose time is over: a new one goes to whoever it was for, where they are written to, and nowhere else."""

from hashlib import sha256

from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from dialogs.ids import CaseId
from dialogs.model.turns import Tell
from store.queue.jobs import tell

DIGEST = "digest"


class NewLink:
    """Knows links that are over, and has the same card told again: once a day for each link, however often it is asked."""

    def __init__(self, runtime: Runtime, links: SignedLinks) -> None:
        self._runtime, self._links = runtime, links

    async def lapsed(self, token: str) -> bool:
        """Whether it is a link of ours whose time is over. Changes nothing."""
        return await self._links.lapsed(token) is not None

    async def send(self, token: str) -> None:
        """Has a new one sent, if it is such a link; what its person no longer owes or may see is dropped on the way."""
        linked = await self._links.lapsed(token)
        if linked is None:
            return
        press, mark = linked.press, sha256(token.encode()).hexdigest()[:16]
        card = press.card if press.case else DIGEST
        key = f"new-link/{mark}/{self._runtime.clock():%Y-%m-%d}"
        about = press.about if press.case else ""
        what = Tell(person=linked.person_id, card=card, case=press.case or CaseId(""), about=about, key=key)
        await self._runtime.in_thread(_told, self._runtime, what)


def _told(runtime: Runtime, what: Tell) -> None:
    with runtime.store.begin() as work:
        tell(runtime.jobs, work.connection, what)
