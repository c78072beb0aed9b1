"""What answers the pages of one person: read what was sent, take the turn, show or lead to what follows.

Looking is a GET and changes nothing: it carries the verb `show`, or is the address of a form that we sealed ourselves.
Doing is a POST, which leads on to a GET so that pages may be loaded again and gone back to: a page with faults as well.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from adapters.web import parse, security
from adapters.web.access import Access, LinkAccess, Site
from adapters.web.errors import DeadLink
from adapters.web.parse import PostedForm
from adapters.web.render import drawn
from adapters.web.templating import fresh, seals
from adapters.web.visits import SHOW, Visit, shows
from dialogs.model.documents import KINDS
from dialogs.model.heard import Heard
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Reply, Review

SLOW: Final = 20  # seconds a browser has for sending a form
KEY: Final = "k"
AT: Final = "at"  # the section of a form
AS_LEFT: Final = "as-left"  # where no section is named
WRONG: Final = "wrong"  # the section was refused
FIGURES: Final = Press("dashboard", SHOW)
SENT: Final = "sent"
GONE: Final = 410
COSTS: Final = 20  # visits that asking for a link uses up
OVER: Final = (
    "A link is for one person, and for a limited time. The time of this one is over.",
    "We can send a new one to the address that this one was sent to.",
)
ASKED_FOR: Final = (
    "If there is still something for you here, a new link is on its way to the address that this one was sent to.",
    "It can take a few minutes. You can close this page.",
)
REFERENCE: Final = re.compile(r"JS-[2-9A-HJ-NP-Z]{4,10}")


@dataclass(frozen=True, slots=True)
class PersonPages:
    """The pages behind one way in."""

    site: Site
    access: Access

    def routes(self, base: str, name: str) -> list[web.RouteDef]:
        """The six addresses that every person has."""
        return [
            web.get(base, self.home, name=f"{name}.home"),
            web.get(base + "/card/{press}", self.card, name=f"{name}.card"),
            web.get(base + "/file/{press}", self.file, name=f"{name}.file"),
            web.get(base + "/form/{press}/{seal}", self.form, name=f"{name}.form"),
            web.post(base + "/press", self.press, name=f"{name}.press"),
            web.post(base + "/form", self.submit, name=f"{name}.submit"),
        ]

    async def home(self, request: web.Request) -> web.Response:
        """What this door is for: a card, a form, or a document."""
        visit = await self.access.arrive(request)
        return await (self._take if visit.home.verb in KINDS else self._look)(request, visit, visit.home)

    async def card(self, request: web.Request) -> web.Response:
        """A card, as it is now.

        Raises:
            DeadLink: it is not a card that this link opens.
            web.HTTPNotFound: the same, where there is no link.
        """
        visit = await self.access.arrive(request)
        press = parse.unpacked(request.match_info["press"])
        if press is None or press.verb != SHOW or not visit.allows(press):
            raise _nothing(visit)
        return await self._look(request, visit, press)

    async def file(self, request: web.Request) -> web.Response:
        """A document to take away, judged and written down as a look at it."""
        visit = await self.access.arrive(request)
        return await self._take(request, visit, parse.unpacked(request.match_info["press"]))

    async def _take(self, request: web.Request, visit: Visit, press: Press | None) -> web.Response:
        file = await self.site.ports.take_file(visit.person, press) if press and visit.allows(press) else None
        if file is None:
            raise _nothing(visit)
        response = web.Response(
            body=file.body,
            content_type=file.kind,
            headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
        )
        self.access.see_off(request, visit, response)
        return response

    async def form(self, request: web.Request) -> web.Response:
        """A form that was opened, where it was left.

        Raises:
            DeadLink: it is not a form that was opened in this session.
            web.HTTPNotFound: the same, where there is no link.
        """
        visit = await self.access.arrive(request)
        press = parse.unpacked(request.match_info["press"])
        if press is None or not visit.may_open(press, request.match_info["seal"], self.site.ports.secret):
            raise _nothing(visit)
        return await self._look(request, visit, press, at=request.query.get(AT) or AS_LEFT)

    async def press(self, request: web.Request) -> web.Response:
        """A button that was pressed: one turn, and what answers it."""
        visit = await self.access.arrive(request)
        post, press = await self._posted(request, visit)
        return await self._answer(request, visit, press, await self._turn(parse.pressed(post, press, visit.person)))

    async def submit(self, request: web.Request) -> web.Response:
        """A screen of a form."""
        visit = await self.access.arrive(request)
        post, press = await self._posted(request, visit)
        return await self._answer(request, visit, press, await self._turn(parse.submitted(post, press, visit.person)))

    async def _turn(self, heard: Heard) -> Reply:
        return await self.site.ports.take_turn(heard)

    async def _posted(self, request: web.Request, visit: Visit) -> tuple[PostedForm, Press]:
        post = await posted(request, self.site.ports.secret, visit.session)
        if post.press is None:
            raise web.HTTPBadRequest
        if not visit.allows(post.press):
            raise _nothing(visit)
        return post, post.press

    async def _look(self, request: web.Request, visit: Visit, press: Press, at: str = "") -> web.Response:
        """The answer that was just given, once; else how things stand. The figures have a page of their own."""
        if press == FIGURES and self.site.ports.board:
            return web.Response(status=303, headers={"Location": f"{visit.base}/dashboard"})
        kept = self.site.flash.take(visit.person, request.query.get(KEY, ""), self.site.clock())
        judged = WRONG in request.query
        reply = kept or await self._turn(parse.opened(press, visit.person, fresh(), at, judged=judged))
        return await self._draw(request, visit, reply, up=visit.base if press != visit.home else None)

    async def _answer(self, request: web.Request, visit: Visit, press: Press, reply: Reply) -> web.Response:
        """On to a page that can be gone back to and loaded again: what was refused is no exception."""
        key = fresh()
        self.site.flash.put(visit.person, key, reply, self.site.clock())
        if isinstance(reply, Card):
            where, place = visit.to(shows(reply, press)), {}
        else:
            where, place = visit.to_form(reply.press, self.site.ports.secret), _place(reply)
        response = web.Response(status=303, headers={"Location": f"{where}?{urlencode({**place, KEY: key})}"})
        self.access.see_off(request, visit, response)
        return response

    async def _draw(self, request: web.Request, visit: Visit, reply: Reply, *, up: str | None = None) -> web.Response:
        template, page = drawn(reply, visit)
        frame: Mapping[str, Any] = await self.access.frame(visit)
        own: dict[str, Any] = {"visit": visit, "seals": seals(self.site.ports.secret, visit.session), "up": up}
        if isinstance(reply, Page) and page["seeks"] and self.site.ports.suggest:
            own["find"] = visit.to_find(reply.press, self.site.ports.secret)
        response = self.site.templates.page(template, {**frame, **own, **page})
        if own.get("find"):
            response.headers["Content-Security-Policy"] = security.SCRIPT_TOO
        self.access.see_off(request, visit, response)
        return response


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """Where a personal link leads in, and out again."""

    site: Site
    access: LinkAccess

    def routes(self) -> list[web.RouteDef]:
        """The way in and the way out."""
        return [
            web.get("/l/{token}", self.open, name="web.link"),
            web.post("/l/{token}", self.enter, name="web.link.enter"),
            web.post("/l/{token}/again", self.again, name="web.link.again"),
            web.get("/case/{reference}", self.where, name="web.where"),
            web.post("/p/{page}/leave", self.leave, name="web.link.leave"),
        ]

    async def open(self, request: web.Request) -> web.Response:
        """One button, and nothing of what is behind it: mail scanners follow links, and pages that lead on by themselves; they press nothing."""
        try:
            visit = await self.access.follow(request)
        except DeadLink:
            if not await self._lapsed(request):
                raise
            return self._over(request)
        given = {"title": "Open your page", "seals": seals(self.site.ports.secret, visit.session)}
        return self.site.templates.page("opened.html", given)

    async def enter(self, request: web.Request) -> web.Response:
        """The button was pressed: on to the page. It was pressed on a page of ours, so the browser takes a SameSite=Strict cookie along."""
        visit = await self.access.follow(request)
        await posted(request, self.site.ports.secret, visit.session)
        response = web.Response(status=303, headers={"Location": visit.base})
        self.access.see_off(request, visit, response)
        return response

    async def again(self, request: web.Request) -> web.Response:
        """A new link for one that is over: to where it was sent, whoever asks for it."""
        self.site.stranger(request, COSTS)
        token = request.match_info["token"]
        await posted(request, self.site.ports.secret, _over_session(token))
        if self.site.ports.new_links and await self._lapsed(request):
            await self.site.ports.new_links.send(token)
        return web.Response(status=303, headers={"Location": f"/l/{token}?{SENT}=1"})

    async def _lapsed(self, request: web.Request) -> bool:
        token, links = request.match_info["token"], self.site.ports.new_links
        return bool(links and token.isascii() and len(token) <= security.LONGEST_TOKEN and await links.lapsed(token))

    def _over(self, request: web.Request) -> web.Response:
        sent = SENT in request.query
        given = {
            "title": "A new link has been asked for" if sent else "This link is over",
            "lines": ASKED_FOR if sent else OVER,
            "button": "" if sent else "Send me a new link",
            "danger": False,
            "here": f"{request.path}/again",
            "seals": seals(self.site.ports.secret, _over_session(request.match_info["token"])),
        }
        return self.site.templates.page("not_me.html", given, 200 if sent else GONE)

    async def where(self, request: web.Request) -> web.Response:
        """How to come to something by its reference, for whoever meets it in another system. The same for any reference.

        Raises:
            web.HTTPNotFound: it cannot be a reference of ours.
        """
        reference = request.match_info["reference"]
        if not REFERENCE.fullmatch(reference):
            raise web.HTTPNotFound
        lines = (
            f"Say {reference} to the bot in Slack or Teams.",
            "Or open the newest message you were sent about it.",
            "You see what you are entitled to see.",
        )
        return self.site.templates.page(
            "plain.html", {"title": f"How to open {reference}", "lines": lines, "reference": ""}
        )

    async def leave(self, request: web.Request) -> web.Response:
        """Finish, on a computer that others use too."""
        visit = await self.access.arrive(request)
        await posted(request, self.site.ports.secret, visit.session)
        lines = ("You can close this page now.", "To come back, open the link in your message again.")
        response = self.site.templates.page(
            "plain.html", {"title": "You have finished", "lines": lines, "reference": ""}
        )
        self.access.forget(visit, response)
        return response


async def posted(request: web.Request, secret: bytes, session: str) -> PostedForm:
    """The form that was sent, if it is ours and from this session.

    Raises:
        web.HTTPUnsupportedMediaType: it is no form.
        web.HTTPRequestEntityTooLarge: it is longer than any form of ours.
        web.HTTPRequestTimeout: it came too slowly.
        web.HTTPBadRequest: it cannot be read.
        web.HTTPForbidden: it comes from another site, or from another session.
    """
    if request.content_type != parse.FORM:
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > parse.MOST_BYTES:
        raise web.HTTPRequestEntityTooLarge(parse.MOST_BYTES, request.content_length or 0)
    try:
        async with asyncio.timeout(SLOW):
            body = await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    post = parse.read(body)
    if post is None:
        raise web.HTTPBadRequest
    if security.forged(request.headers, post.csrf, secret, session):
        raise web.HTTPForbidden
    return post


def _place(reply: Page | Review) -> dict[str, str]:
    """Where in its form a screen is, so that going back to it finds it again."""
    if isinstance(reply, Review):
        return {}
    return {AT: reply.section.name, **({WRONG: "1"} if reply.errors else {})}


def _over_session(token: str) -> str:
    return f"over {token}"


def _nothing(visit: Visit) -> web.HTTPException:
    return DeadLink() if visit.token else web.HTTPNotFound()
