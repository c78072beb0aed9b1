"""The two ways in: as an invented person of the demo, and by a personal link that was opened."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Protocol

from aiohttp import web

from adapters.web import security
from adapters.web.demo_frame import picture
from adapters.web.errors import DeadLink
from adapters.web.flash import Flash
from adapters.web.ports import Demo, WebPorts
from adapters.web.templating import Templates
from adapters.web.visitors import visitor
from adapters.web.visits import HOME, Visit, path_of
from dialogs.ids import PersonId
from dialogs.model.views import Reply

AT_HOME: Final = frozenset({"127.0.0.1", "localhost", "::1"})  # where there is no TLS
UNKNOWN_COSTS: Final = 10  # visits that a wrong link uses up


@dataclass(frozen=True, slots=True)
class Site:
    """What every handler has at hand."""

    ports: WebPorts
    templates: Templates
    clock: Callable[[], float] = time.time
    flash: Flash[Reply] = field(default_factory=Flash)
    by_address: security.Buckets = field(default_factory=lambda: security.Buckets(burst=300, per_second=5))
    wrong_ones: security.Buckets = field(default_factory=lambda: security.Buckets(burst=300, per_second=5))
    by_link: security.Buckets = field(default_factory=lambda: security.Buckets(burst=60, per_second=1))

    def stranger(self, request: web.Request, cost: float = 1) -> None:
        """Count a visit of somebody who has shown nothing, by whose it is."""
        self._count(self.by_address, request, cost)

    def wrong(self, request: web.Request, cost: float = UNKNOWN_COSTS) -> None:
        """Count what was shown and is not good, by whose visit it is. What is good is looked up first, so nobody is kept out for what others show."""
        self._count(self.wrong_ones, request, cost)

    def _count(self, buckets: security.Buckets, request: web.Request, cost: float) -> None:
        if whose := visitor(request.remote, request.headers, self.ports.trusted):
            wait(buckets.take(whose, self.clock(), cost))

    def guest(self, token: str) -> None:
        """Count a visit by its link: nobody is kept out for what others do from the same address."""
        wait(self.by_link.take(sha256(token.encode("utf-8", "replace")).hexdigest(), self.clock()))


class Access(Protocol):
    """One way in."""

    async def arrive(self, request: web.Request) -> Visit:
        """Who it is; raises what the person is to be told."""
        ...

    async def frame(self, visit: Visit) -> Mapping[str, Any]:
        """What stands around the page."""
        ...

    def see_off(self, request: web.Request, visit: Visit, response: web.StreamResponse) -> None:
        """What a response takes along."""
        ...


@dataclass(frozen=True, slots=True)
class DemoAccess:
    """Anybody may be anybody: there is nothing but invention here."""

    site: Site
    demo: Demo

    async def arrive(self, request: web.Request) -> Visit:
        """The invented person of that address.

        Raises:
            web.HTTPNotFound: there is no such person.
        """
        wanted = request.match_info["person"]
        if wanted not in {person.id for person in await self.demo.people()}:
            raise web.HTTPNotFound
        me = PersonId(wanted)
        here = request.rel_url.raw_path if request.method == "GET" else path_of(me)
        return Visit(person=me, base=path_of(me), session=f"as {me}", home=HOME, here=here)

    async def frame(self, visit: Visit) -> Mapping[str, Any]:
        """The clock, the others, and what went out."""
        frame = await picture(self.demo, self.site.ports.secret, visit.here, visit.person)
        return {"home": "/", "demo": frame, "leave": None}

    def see_off(self, request: web.Request, visit: Visit, response: web.StreamResponse) -> None:
        """Nothing: the address says it all."""


@dataclass(frozen=True, slots=True)
class LinkAccess:
    """One person, one purpose, for as long as the link is good."""

    site: Site

    async def follow(self, request: web.Request) -> Visit:
        """The visit that a link begins, if it is still good; a wrong one is dear."""
        try:
            return await self._visit(request.match_info["token"])
        except DeadLink:
            self.site.wrong(request)
            raise

    async def arrive(self, request: web.Request) -> Visit:
        """The person whose cookie this is. The link is looked up again: it may have been withdrawn.

        Raises:
            DeadLink: there is no cookie of this page, or its link is no longer good.
        """
        secret, page = self.site.ports.secret, request.match_info["page"]
        token = security.token_in(request.cookies.get(security.COOKIE, ""), secret, self.site.clock())
        if token is None or security.page_of(secret, token) != page:
            self.site.wrong(request, 1)
            raise DeadLink
        return await self._visit(token)

    async def _visit(self, token: str) -> Visit:
        self.site.guest(token)
        good = token.isascii() and len(token) <= security.LONGEST_TOKEN
        linked = await self.site.ports.links.open(token) if good else None
        if linked is None:
            raise DeadLink
        return Visit(
            person=linked.person_id,
            base=f"/p/{security.page_of(self.site.ports.secret, token)}",
            session=f"link {token}",
            home=linked.press,
            also=linked.also,
            token=token,
        )

    async def frame(self, visit: Visit) -> Mapping[str, Any]:
        """A way home, and a way to leave a shared computer."""
        return {"home": visit.base, "demo": None, "leave": f"{visit.base}/leave"}

    def see_off(self, request: web.Request, visit: Visit, response: web.StreamResponse) -> None:
        """The cookie, for another while."""
        response.set_cookie(
            security.COOKIE,
            security.bake(self.site.ports.secret, visit.token, int(self.site.clock()) + security.SESSION),
            max_age=security.SESSION,
            path=visit.base,
            secure=self.site.ports.base().startswith("https:") or request.url.host not in AT_HOME,
            httponly=True,
            samesite="Strict",
        )

    def forget(self, visit: Visit, response: web.StreamResponse) -> None:
        """The cookie, taken back."""
        response.del_cookie(security.COOKIE, path=visit.base)


def wait(seconds: int) -> None:
    """Somebody who comes too often is told when to come again.

    Raises:
        web.HTTPTooManyRequests: `seconds` is not 0; it is told as Retry-After.
    """
    if seconds:
        raise web.HTTPTooManyRequests(headers={"Retry-After": str(seconds)})
