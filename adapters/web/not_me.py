"""The page of the letter about a new account: what it is, and one button that ends it.

It needs no cookie and no session: the address is the key, and the form is sealed to it.
"""

from dataclasses import dataclass

from aiohttp import web

from adapters.web import security
from adapters.web.access import Site
from adapters.web.errors import DeadLink
from adapters.web.pages import posted
from adapters.web.ports import NewAccounts
from adapters.web.templating import seals
from dialogs.model.views import Card, Note, Text

PATH = "/not-me"


@dataclass(frozen=True, slots=True)
class NotMe:
    """Looking and pressing."""

    site: Site
    accounts: NewAccounts

    def routes(self) -> list[web.RouteDef]:
        """The addresses of these pages, each with what answers."""
        return [
            web.get(PATH + "/{token}", self.look, name="web.not_me"),
            web.post(PATH + "/{token}", self.end, name="web.not_me.end"),
        ]

    async def look(self, request: web.Request) -> web.Response:
        """Which account it is. Nothing is changed, however often it is opened."""
        token = self._token(request)
        return self._page(request, token, await self.accounts.asked(token) if token else None)

    async def end(self, request: web.Request) -> web.Response:
        """The button was pressed."""
        token = self._token(request)
        await posted(request, self.site.ports.secret, _session(token))
        return self._page(request, token, await self.accounts.ended(token) if token else None)

    def _token(self, request: web.Request) -> str:
        token = request.match_info["token"]
        return token if token.isascii() and len(token) <= security.LONGEST_TOKEN else ""

    def _page(self, request: web.Request, token: str, card: Card | None) -> web.Response:
        if card is None:
            self.site.wrong(request)
            raise DeadLink
        note = [card.note.words] if card.note else []
        lines = note or [block.words for block in card.body if isinstance(block, Text | Note)]
        button = next((button.label for button in card.buttons if button.press.verb == "disown"), "")
        given = {
            "title": card.title,
            "lines": lines,
            "button": button,
            "danger": True,
            "here": request.path,
            "seals": seals(self.site.ports.secret, _session(token)),
        }
        return self.site.templates.page("not_me.html", given)


def _session(token: str) -> str:
    return f"not me {token}"
