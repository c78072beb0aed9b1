"""Calendars for other people's programs: a feed that they come back to, and one meeting as a file.

The address is the key, so it is as long as a key, is asked for seldom, and is never written to a log. A wrong one, an old
one and one that was taken back are the same page: there is nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

from aiohttp import ETag, hdrs, web

from adapters.web.access import Site
from adapters.web.ports import CalendarFile, Calendars
from adapters.web.security import LONGEST_TOKEN

KEY: Final = re.compile(r"[A-Za-z0-9_-]{20,}")
FRESH: Final = "private, max-age=300"  # seconds; programs come every hour or so
ONCE: Final = "private, no-store"


@dataclass(frozen=True, slots=True)
class Shared:
    """The two addresses."""

    site: Site
    calendars: Calendars

    def routes(self) -> list[web.RouteDef]:
        """The addresses of these pages, each with what answers."""
        return [
            web.get("/calendar/{key}.ics", self.feed, name="web.feed"),
            web.get("/calendar/file/{key}.ics", self.file, name="web.file"),
        ]

    async def feed(self, request: web.Request) -> web.Response:
        """All that belongs into somebody's calendar; nothing but a number when they have it already.

        Raises:
            web.HTTPNotFound: there is no such calendar, or no longer.
        """
        key = self._key(request)
        found = await self.calendars.feed(key) if key else None
        if found is None:
            raise self._nothing(request)
        known = _known(request, found)
        response = web.Response(status=304) if known else _calendar(found, "inline")
        response.etag = ETag(found.tag)
        response.last_modified = found.changed
        response.headers[hdrs.CACHE_CONTROL] = FRESH
        return response

    async def file(self, request: web.Request) -> web.Response:
        """One meeting, to be kept or opened.

        Raises:
            web.HTTPNotFound: there is no such meeting, or no longer.
        """
        key = self._key(request)
        found = await self.calendars.file(key) if key else None
        if found is None:
            raise self._nothing(request)
        response = _calendar(found, "attachment")
        response.headers[hdrs.CACHE_CONTROL] = ONCE
        return response

    def _key(self, request: web.Request) -> str:
        """What the address is made of, if it can be one of ours; counted by key."""
        key = request.match_info["key"]
        if not KEY.fullmatch(key) or len(key) > LONGEST_TOKEN:
            return ""
        self.site.guest(key)
        return key

    def _nothing(self, request: web.Request) -> web.HTTPNotFound:
        self.site.wrong(request)
        return web.HTTPNotFound()


def _calendar(found: CalendarFile, how: str) -> web.Response:
    headers = {hdrs.CONTENT_DISPOSITION: f'{how}; filename="{found.name}"'}
    return web.Response(body=found.body, content_type="text/calendar", charset="utf-8", headers=headers)


def _known(request: web.Request, found: CalendarFile) -> bool:
    """Whether they have it already; a time counts only where there is no tag (RFC 9110, 13.1.3)."""
    tags = request.if_none_match
    if tags is not None:
        return any(tag.value in (found.tag, "*") for tag in tags)
    since = request.if_modified_since
    return since is not None and found.changed.replace(microsecond=0) <= since
