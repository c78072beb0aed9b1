"""What is said when a page cannot be shown, and what browsers are told with every page of ours.

The routes of other channels in the same application are let through untouched.
"""

import secrets
from collections.abc import Mapping
from typing import Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.shared.failure import blame
from adapters.web.security import HEADERS, NOTHING_ELSE, SCRIPT_TOO
from adapters.web.templating import Templates

OURS: Final = "web."  # how the names of our routes begin
log: Final = structlog.get_logger(__name__)


class DeadLink(web.HTTPNotFound):
    """The link, or what was asked of it, is unknown, over, withdrawn or not theirs: which of them is not said."""


Words = tuple[str, tuple[str, ...]]
DEAD: Final[Words] = (
    "This page cannot be opened",
    (
        "A link is for one person and one purpose, and for a limited time. This one is over, or was not complete.",
        "Open the newest message you were sent and use the link in it. Copy the whole of it if you type it.",
        "If that does not help, ask the person who sent you the message for a new link.",
    ),
)
WENT_WRONG: Final[Words] = (
    "Sorry, something went wrong",
    (
        "It is our fault, not yours. What you did before this is safe.",
        "Go back and try again in a minute. If it happens again, tell the people who run this service.",
    ),
)
NOT_UNDERSTOOD: Final[Words] = (
    "That could not be understood",
    ("What was sent did not come from one of our pages. Nothing has been changed.", "Go back and try once more."),
)
SORRY: Final[Mapping[int, Words]] = {
    400: NOT_UNDERSTOOD,
    403: (
        "Please send that again",
        (
            "The page you sent had been open for too long, or did not come from here. Nothing has been changed.",
            "Go back, load the page anew and send it again.",
        ),
    ),
    404: (
        "Page not found",
        ("If you typed the address, check it.", "If you followed a link, what it led to may be over."),
    ),
    405: NOT_UNDERSTOOD,
    408: ("That took too long", ("The connection was too slow. Nothing has been changed.", "Go back and try again.")),
    413: (
        "That is too long",
        ("What you sent is larger than this page can take. Nothing has been changed.", "Go back and shorten it."),
    ),
    415: NOT_UNDERSTOOD,
    429: ("Too many at once", ("Please wait a minute, then load this page again.",)),
}


def middlewares(templates: Templates, *, demo: bool) -> list[Middleware]:
    """What surrounds every page of ours, outermost first."""

    @web.middleware
    async def telling(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if _ours(request):
            _tell(response, demo=demo)
        return response

    @web.middleware
    async def sorry(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _ours(request):
            return await handler(request)
        try:
            return await handler(request)
        except web.HTTPRedirection as fault:
            return web.Response(status=fault.status, headers={"Location": fault.headers["Location"]})
        except web.HTTPException as fault:
            return _refused(templates, fault, demo=demo)
        except Exception as fault:  # noqa: BLE001 - the one place on the web where a bug or an outage is answered
            return _broken(templates, request, fault)

    return [telling, sorry]


def _ours(request: web.Request) -> bool:
    """Whether the route is one of ours, or nobody's."""
    name = request.match_info.route.name
    return request.match_info.http_exception is not None or (name or "").startswith(OURS)


def _tell(response: web.StreamResponse, *, demo: bool) -> None:
    response.headers.update(HEADERS)
    response.headers.setdefault("Content-Security-Policy", SCRIPT_TOO if demo else NOTHING_ELSE)
    response.headers.setdefault("Cache-Control", "no-store")


def _refused(templates: Templates, fault: web.HTTPException, *, demo: bool) -> web.Response:
    title, lines = DEAD if isinstance(fault, DeadLink) else SORRY.get(fault.status, NOT_UNDERSTOOD)
    home = "/" if demo and not isinstance(fault, DeadLink) else None
    page = templates.page("plain.html", {"title": title, "lines": lines, "reference": "", "home": home}, fault.status)
    for name in ("Allow", "Retry-After"):
        if name in fault.headers:
            page.headers[name] = fault.headers[name]
    return page


def _broken(templates: Templates, request: web.Request, fault: Exception) -> web.Response:
    """A reference for the person, and the place of the fault for the log; never its text, which may quote somebody."""
    reference = secrets.token_hex(4).upper()
    log.error(
        "failed",
        action="web_failed",
        reference=reference,
        route=request.match_info.route.name,
        **blame(fault),
    )
    title, lines = WENT_WRONG
    return templates.page("plain.html", {"title": title, "lines": lines, "reference": reference}, 500)
