"""The partnership's figures as pages: a table for everything, a picture beside it, and the same as CSV, as a workbook and as PDF.

They lie behind the same doors as everybody's pages: the demo's, and a personal link that leads here. Who may see what is
judged by the bot each time; whoever may see nothing finds nothing here.
"""

import asyncio
import re
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from aiohttp import web

from adapters.web.access import Access, Site
from adapters.web.errors import DeadLink
from adapters.web.ports import BoardFiles
from adapters.web.templating import seals
from adapters.web.visits import Visit
from dialogs.figures.values import Dashboard
from dialogs.model.press import Press

CARD: Final = "dashboard"
SHOWN: Final = Press(CARD, "show")
MONTH: Final = re.compile(r"20\d\d-[01]\d", re.ASCII)
DRAWN: Final = "default-src 'none'; style-src 'unsafe-inline'"  # of a picture, which is its own document
MEDIA: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


@dataclass(frozen=True, slots=True)
class DashboardPages:
    """The figures behind one way in."""

    site: Site
    access: Access
    files: BoardFiles

    def routes(self, base: str, name: str) -> list[web.RouteDef]:
        """The page, its pictures, and the files."""
        return [
            web.get(base + "/dashboard", self.page, name=f"{name}.board"),
            web.get(base + "/dashboard/figures.{kind}", self.file, name=f"{name}.board.file"),
            web.get(base + "/dashboard/{table}.svg", self.picture, name=f"picture.{name}"),
        ]

    async def page(self, request: web.Request) -> web.Response:
        """Everything of some months."""
        visit, board = await self._seen(request)
        frame = await self.access.frame(visit)
        own: dict[str, Any] = {
            "title": "Partnership dashboard",
            "visit": visit,
            "seals": seals(self.site.ports.secret, visit.session),
            "up": visit.base if visit.home.card != CARD else None,
            "board": board,
        }
        response = self.site.templates.page("board.html", {**frame, **own})
        self.access.see_off(request, visit, response)
        return response

    async def picture(self, request: web.Request) -> web.Response:
        """The bars of one table, as an SVG picture.

        Raises:
            web.HTTPNotFound: there is no such table, or none with bars.
        """
        _, board = await self._seen(request, look=False)
        table = next(
            (table for table in board.tables if table.name == request.match_info["table"] and table.bars), None
        )
        if table is None:
            raise web.HTTPNotFound
        from adapters.web.charts import bars  # noqa: PLC0415 - its library is loaded when the first picture is asked for

        drawn = await asyncio.to_thread(partial(bars, table, narrow="narrow" in request.query))
        headers = {"Content-Security-Policy": DRAWN, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=drawn, content_type="image/svg+xml", headers=headers)

    async def file(self, request: web.Request) -> web.Response:
        """All tables, to work on or to print.

        Raises:
            web.HTTPNotFound: it is no kind of file that we write.
        """
        _, board = await self._seen(request)
        kind = request.match_info["kind"]
        if kind not in MEDIA:
            raise web.HTTPNotFound
        name = "-".join(filter(None, ("joint-supervision", board.key))) + f".{kind}"
        body = await asyncio.to_thread(self.files.written[kind], board)
        return web.Response(
            body=body, content_type=MEDIA[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    async def _seen(self, request: web.Request, *, look: bool = True) -> tuple[Visit, Dashboard]:
        visit = await self.access.arrive(request)
        said = request.query.get("from", "")
        key = said if MONTH.fullmatch(said) else ""
        board = (
            await self.files.figures(visit.person, key, request.query.get("agency", ""), look=look)
            if visit.allows(SHOWN)
            else None
        )
        if board is None:
            raise DeadLink if visit.token else web.HTTPNotFound
        return visit, board
