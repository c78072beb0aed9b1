"""How somebody without an open page gets to the partnership's figures."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from adapters.web.doors import Site
from adapters.web.paper import fresh

ASKED: Final = "If this address belongs to somebody who may see the figures, a link is on its way to it. It is good for two hours."
COSTS: Final = 20  # visits that asking for a link uses up


@dataclass(frozen=True, slots=True)
class SignIn:
    """How somebody without an open page gets to the figures: their work e-mail, and a link to it."""

    site: Site
    send_link: Callable[[str], Awaitable[None]]

    def routes(self) -> list[web.RouteDef]:
        """The form and what answers it."""
        return [web.get("/dashboard", self.ask, name="web.signin"), web.post("/dashboard", self.send, name="web.signin.send")]

    async def ask(self, request: web.Request) -> web.Response:
        """The form."""
        self.site.stranger(request)
        return self._page()

    async def send(self, request: web.Request) -> web.Response:
        """The same answer for every address: whose is known is nobody's business."""
        self.site.stranger(request, COSTS)
        given = await request.post() if request.content_type == "application/x-www-form-urlencoded" else {}
        email = str(given.get("email", "")).strip()[:320]
        if "@" not in email:
            return self._page(error="Write your work e-mail, such as pat@agency.example.", email=email, status=422)
        await self.send_link(email)
        return self._page(said=ASKED)

    def _page(self, *, error: str = "", email: str = "", said: str = "", status: int = 200) -> web.Response:
        given = {"title": "Partnership dashboard", "error": error, "email": email, "said": said, "faults": bool(error), "event": fresh()}
        return self.site.paper.page("signin.html", given, status)
