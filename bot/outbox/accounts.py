"""What lies at an account that is no longer somebody's is taken back."""

from typing import Final

from adapters.shared.channel import Posting, covered
from bot.runtime.runtime import Runtime
from dialogs.ids import PersonId
from dialogs.model.views import Card, Text
from store.rows.postings import Posted

GONE: Final = Card(
    name="gone",
    title="This account is linked to nobody",
    body=(Text("What lay here was for somebody whose account this is not, or not any more."),),
)


async def take_back_from(runtime: Runtime, person: PersonId, account: str) -> str:
    """Edit every card of a person that lies at an account which is theirs no more. Raises `Later` when the platform has to be asked again."""
    for posted in await runtime.in_thread(_lying, runtime, person, account):
        channel = runtime.channels.get(posted.handle.channel)
        if channel:
            await covered(channel, posted.handle, Posting(posted.conversation, posted.message), GONE)
        await runtime.in_thread(_dropped, runtime, posted)
    return "taken back"


def _lying(runtime: Runtime, person: PersonId, account: str) -> tuple[Posted, ...]:
    """What lies there still; nothing when the account is theirs again."""
    with runtime.store.reading() as work:
        lying = work.postings.before(person)
        there = [one for one in lying if work.people.account(one.handle, runtime.clock()).id == account]
        gone = work.people.taken_away((one.handle, person) for one in there)
    return tuple(one for one in there if (one.handle, person) in gone)


def _dropped(runtime: Runtime, posted: Posted) -> None:
    with runtime.store.begin() as work:
        work.postings.drop(posted)
