"""The web's addresses: hand `routes` and `middlewares` to an application. Nothing is made before they are called."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast, get_args

from aiohttp import web
from aiohttp.typedefs import Middleware

from adapters.web import errors
from adapters.web.access import DemoDoor, LinkDoor, Site
from adapters.web.calendars import Shared
from adapters.web.dashboard import Board
from adapters.web.demo_frame import CLOCK, picture
from adapters.web.legal import Notices
from adapters.web.pages import Desk, Entry, posted
from adapters.web.ports import Demo, How, WebHouse
from adapters.web.signin import SignedInDoor, SignIn
from adapters.web.templating import Paper

START: Final = "Whom would you like to be?"


def routes(house: WebHouse, clock: Callable[[], float] = time.time) -> list[web.RouteDef]:
    """Every address of ours. Those of the demo are there only where there is a demo."""
    site = Site(house, Paper(), clock)
    link = LinkDoor(site)
    own = [
        web.get("/static/{name}", site.paper.file, name="web.static"),
        *Notices(site).routes(start=house.demo is None),
        *Entry(site, link).routes(),
        *Desk(site, link).routes("/p/{page}", "web.link"),
        *(Shared(site, house.calendars).routes() if house.calendars else ()),
    ]
    if house.board:
        own += Board(site, link, house.board).routes("/p/{page}", "web.link")
    if house.board and house.signing_in:
        signed_in = SignedInDoor(site, house.signing_in)
        own += [*SignIn(site, signed_in, house.account).routes(), *Board(site, signed_in, house.board).routes("", "web.signed_in")]
    if house.demo is None:
        return own
    door = DemoDoor(site, house.demo)
    figures = Board(site, door, house.board).routes("/as/{person}", "web.demo") if house.board else []
    return [*own, *Town(site, house.demo).routes(), *Desk(site, door).routes("/as/{person}", "web.demo"), *figures]


def middlewares(house: WebHouse) -> list[Middleware]:
    """What surrounds every page: headers, and words for what cannot be shown."""
    return errors.middlewares(Paper(), demo=house.demo is not None)


@dataclass(frozen=True, slots=True)
class Town:
    """The demo's own pages: whom to be, the clock, what went out."""

    site: Site
    demo: Demo

    def routes(self) -> list[web.RouteDef]:
        """Where they lie."""
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
        """Move the clock: once for each form that was sent, however often it is sent."""
        post = await posted(request, self.site.house.secret, CLOCK)
        if post.how not in get_args(How):
            raise web.HTTPBadRequest
        if self.site.shelf.first(post.event):
            await self.demo.move(cast("How", post.how))
        return web.Response(status=303, headers={"Location": post.back})

    async def _page(self, template: str) -> web.Response:
        town = await picture(self.demo, self.site.house.secret, "/")
        return self.site.paper.page(template, {"title": START, "home": "/", "demo": town})
