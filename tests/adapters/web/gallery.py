"""Every kind of page, to look at: `python -m tests.adapters.web.gallery`, then http://127.0.0.1:8099/."""

import sys

from aiohttp import web

from adapters.web.app import middlewares, routes
from adapters.web.ports import LinkedTo
from dialogs.model.views import Card, Heading, Row, Rows
from tests.adapters.web import sample_pages as pages
from tests.adapters.web import samples
from tests.adapters.web.doubles import PRIYA, FakeDemo, FakeLinks, Script, web_ports
from tests.adapters.web.samples import press

PORT = 8099


def script() -> Script:
    """The scripted ports: a short walk through all the pages."""
    raising = str(pages.RAISE)
    return Script(
        samples.REFUSED,
        {
            "home/show//": samples.HOME,
            str(press("agreement", "show")): samples.AGREEMENT,
            str(press("agreement", "agree")): samples.AGREED,
            str(press("poll", "show")): samples.POLL,
            str(press("poll", "no", "slot3")): samples.POLL.saying("Noted."),
            str(press("nomination", "open")): pages.NOMINATION_PAGE,
            raising: pages.DOOR_PAGE,
            f"{raising} next door": pages.CHILD_PAGE,
            f"{raising} back child": pages.DOOR_PAGE,
            f"{raising} next child": pages.CHILD_FAULTS,
            f"{raising} back why": pages.CHILD_PAGE,
            f"{raising} next why": pages.REVIEW,
            f"{raising} change door": pages.DOOR_PAGE,
            f"{raising} change child": pages.CHILD_PAGE,
            f"{raising} change why": pages.WHY_PAGE,
            f"{raising} send": Card("home", "Sent", (Heading("Next"), Rows((Row("Wait for Mo", "Until Thursday"),)))),
            f"{raising} keep child": samples.HOME.saying("Saved. You can go on at any time in the next 14 days."),
        },
    )


def app() -> web.Application:
    """The gallery as an application."""
    links = FakeLinks({"poll-for-priya": LinkedTo(PRIYA, press("poll", "show"))})
    ports = web_ports(script(), links, FakeDemo(cast=samples.CAST, out=list(samples.OUT)))
    gallery = web.Application(middlewares=middlewares(ports))
    gallery.add_routes(routes(ports))
    return gallery


if __name__ == "__main__":
    web.run_app(app(), host="127.0.0.1", port=int(sys.argv[1]) if sys.argv[1:] else PORT)
