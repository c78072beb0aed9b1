"""Where something was done, as far as it must be known to answer there. Pure, and total: whatever comes in, nothing is raised."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from adapters.shared.payload import Payload, at, ident, words
from adapters.teams.conversation_reference import Reference
from dialogs.model.heard import Handle

CHANNEL: Final = "msteams"
PERSONAL: Final = "personal"


class Surface(StrEnum):
    """What somebody did something on."""

    CHAT = "chat"  # words typed to us
    CARD = "card"  # a button of a card, whose answer takes its place
    OLD_CARD = "old card"  # the same by a client that knows no such answer: it comes as a message
    DIALOG = "dialog"  # a window that opens, or was sent


SURFACES: Final[Mapping[str, Surface]] = {
    "adaptiveCard/action": Surface.CARD,
    "task/fetch": Surface.DIALOG,
    "task/submit": Surface.DIALOG,
    "composeExtension/fetchTask": Surface.DIALOG,
    "composeExtension/submitAction": Surface.DIALOG,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A surface, and Teams' own ids of what is on it."""

    surface: Surface
    service: str
    conversation: str
    bot: str
    user: str
    tenant: str
    private: bool  # nobody else reads there
    message: str = ""  # the one whose button was pressed
    event: str = ""

    @property
    def reference(self) -> Reference:
        """How to write to them from now on. A group tells who they are, but is no place to write to them."""
        return Reference(self.service, self.bot, self.user, self.tenant, self.conversation if self.private else "")


def origin(body: Payload) -> Origin:
    """Where an activity comes from."""
    surface = SURFACES.get(
        words(body, "name"), Surface.OLD_CARD if isinstance(at(body, "value"), dict) else Surface.CHAT
    )
    return Origin(
        surface=surface,
        service=words(body, "serviceUrl"),
        conversation=ident(body, "conversation", "id"),
        bot=ident(body, "recipient", "id"),
        user=ident(body, "from", "id"),
        tenant=tenant(body),
        private=ident(body, "conversation", "conversationType") == PERSONAL,
        message=ident(body, "replyToId"),
        event=ident(body, "id"),
    )


def tenant(body: Payload) -> str:
    """Whose Teams it is. Where it is said twice it must be the same."""
    said = {ident(body, "conversation", "tenantId").lower(), ident(body, "channelData", "tenant", "id").lower()} - {""}
    return said.pop() if len(said) == 1 else ""


def sender(body: Payload) -> Handle:
    """Who somebody is: the tenant they are in, and their own id in its directory."""
    return Handle("teams", tenant(body), ident(body, "from", "aadObjectId").lower())
