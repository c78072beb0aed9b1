"""Who may be meant while somebody types into a form with a script. Without one the form does the same page by page."""

from dataclasses import asdict, dataclass
from typing import Final

from aiohttp import web

from adapters.shared.suggesting import Typing
from adapters.web import parse
from adapters.web.access import Access, Site

LONGEST: Final = 100  # letters of words that are looked for


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """What the script of a form asks, behind one way in."""

    site: Site
    access: Access

    def routes(self, base: str, name: str) -> list[web.RouteDef]:
        """The one address, and what answers there."""
        return [web.get(base + "/find/{press}/{seal}/{field}", self.find, name=f"{name}.find")]

    async def find(self, request: web.Request) -> web.Response:
        """People for a field of a form that was opened in this session.

        Raises:
            web.HTTPNotFound: it is no such form, or nobody can be looked for.
        """
        visit = await self.access.arrive(request)
        press, suggest = parse.unpacked(request.match_info["press"]), self.site.ports.suggest
        if (
            press is None
            or suggest is None
            or not visit.may_open(press, request.match_info["seal"], self.site.ports.secret)
        ):
            raise web.HTTPNotFound
        words = request.query.get("q", "")[:LONGEST]
        sender, field = parse.sender(visit.person), request.match_info["field"]
        found = await suggest(Typing(sender=sender, press=press, field=field, words=words, given={}))
        response = web.json_response({"options": [asdict(option) for option in found.options], "more": found.more})
        self.access.see_off(request, visit, response)
        return response
