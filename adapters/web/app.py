"""The web's addresses: hand `routes` and `middlewares` to an application. Nothing is made before they are called."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast, get_args

from aiohttp import web
from aiohttp.typedefs import Middleware

from adapters.web import errors
from adapters.web.access import DemoAccess, LinkAccess, Site
from adapters.web.calendars import Shared
from adapters.web.dashboard import DashboardPages
from adapters.web.demo_frame import CLOCK, picture
from adapters.web.finding import FoundPeople
from adapters.web.legal import LegalPages
from adapters.web.not_me import NotMe
from adapters.web.pages import LinkEntry, PersonPages, posted
from adapters.web.ports import Demo, How, WebPorts
from adapters.web.signin import SignedInAccess, SignIn
from adapters.web.templating import Templates

START: Final = "Whom would you like to be?"


def routes(ports: WebPorts, clock: Callable[[], float] = time.time) -> list[web.RouteDef]:
    """Every address of ours. Those of the demo are there only where there is a demo."""
    site = Site(ports, Templates(), clock)
    link = LinkAccess(site)
    own = [
        web.get("/static/{name}", site.templates.file, name="web.static"),
        *LegalPages(site).routes(start=ports.demo is None),
        *LinkEntry(site, link).routes(),
        *PersonPages(site, link).routes("/p/{page}", "web.link"),
        *FoundPeople(site, link).routes("/p/{page}", "web.link"),
        *(Shared(site, ports.calendars).routes() if ports.calendars else ()),
        *(NotMe(site, ports.new_accounts).routes() if ports.new_accounts else ()),
    ]
    if ports.board:
        own += DashboardPages(site, link, ports.board).routes("/p/{page}", "web.link")
    if ports.board and ports.signing_in:
        signed_in = SignedInAccess(site, ports.signing_in)
        own += [
            *SignIn(site, signed_in, ports.account).routes(),
            *DashboardPages(site, signed_in, ports.board).routes("", "web.signed_in"),
        ]
    if ports.demo is None:
        return own
    access = DemoAccess(site, ports.demo)
    figures = DashboardPages(site, access, ports.board).routes("/as/{person}", "web.demo") if ports.board else []
    return [
        *own,
        *DemoPages(site, ports.demo).routes(),
        *PersonPages(site, access).routes("/as/{person}", "web.demo"),
        *FoundPeople(site, access).routes("/as/{person}", "web.demo"),
        *figures,
    ]


def middlewares(ports: WebPorts) -> list[Middleware]:
    """What surrounds every page: headers, and words for what cannot be shown."""
    return errors.middlewares(Templates(), demo=ports.demo is not None)


@dataclass(frozen=True, slots=True)
class DemoPages:
    """The demo's own pages: whom to be, the clock, what went out."""

    site: Site
    demo: Demo

    def routes(self) -> list[web.RouteDef]:
        """The addresses of these pages, each with what answers."""
        return [
            web.get("/", self.start, name="web.start"),
            web.get("/sent", self.sent, name="web.sent"),
            web.post("/clock", self.move, name="web.clock"),
        ]

    async def start(self, _: web.Request) -> web.Response:
        """Choose whom to be."""
        return await self._page("start.html")

    async def sent(self, _: web.Request) -> web.Response:
        """The panel alone, for the script that keeps it up to date."""
        return await self._page("panel.html")

    async def move(self, request: web.Request) -> web.Response:
        """Move the clock: once for each form that was sent, however often it is sent.

        Raises:
            web.HTTPBadRequest: the clock knows no such move.
        """
        post = await posted(request, self.site.ports.secret, CLOCK)
        if post.how not in get_args(How):
            raise web.HTTPBadRequest
        if self.site.flash.first(post.event):
            await self.demo.move(cast("How", post.how))
        return web.Response(status=303, headers={"Location": post.back})

    async def _page(self, template: str) -> web.Response:
        frame = await picture(self.demo, self.site.ports.secret, "/")
        return self.site.templates.page(template, {"title": START, "home": "/", "demo": frame})
