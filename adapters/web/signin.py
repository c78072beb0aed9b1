"""The dashboard's own way in: a link to one's work e-mail or the account of one's organisation, and then a cookie.

Opening the link shows one button, and only pressing it uses the link up: mail scanners open links, and press nothing.
Until somebody is signed in their forms are sealed to a cookie that says nothing of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from adapters.web import security
from adapters.web.access import Site, wait
from adapters.web.flash import Flash
from adapters.web.pages import KEY, posted
from adapters.web.parse import EVENT
from adapters.web.ports import AccountSignIn, NotLetIn, NotNow, SigningIn, TryAgain
from adapters.web.templating import fresh, seals
from adapters.web.visits import SHOW, Visit
from dialogs.email_address import read_address
from dialogs.model.press import Press

START: Final = "/dashboard/sign-in"
BOARD: Final = "/dashboard"
SESSION: Final = "signed-in"
VISITOR: Final = "visitor"
ATTEMPT: Final = "attempt"
COSTS: Final = 20  # visits that asking for a link uses up
ASKED_FOR: Final = "asked"
REFUSED: Final = "wrong"
LONGEST_EMAIL: Final = 320
ASKED: Final = "If this address belongs to somebody who may see the figures, a link is on its way to it. It works once, within 15 minutes."
OVER: Final = "That link has been used already, or its 15 minutes are over. Ask for a new one here."
NOT_NOW: Final = "Your organisation's sign-in does not answer just now. Try again in a few minutes, or have a link sent to your work e-mail."
NOT_DONE: Final = (
    "You were not signed in: it was stopped, took more than ten minutes, or began in another window. Try again here."
)
WRONG: Final = "Write your work e-mail, such as pat@agency.example."


@dataclass(frozen=True, slots=True)
class SignedInAccess:
    """Who has signed in: to the figures, for a few hours, until they sign out."""

    site: Site
    signing_in: SigningIn

    async def arrive(self, request: web.Request) -> Visit:
        """Whose cookie it is; whoever has none is led to where one signs in.

        Raises:
            web.HTTPSeeOther: nobody is signed in; it leads to where one signs in.
        """
        token = request.cookies.get(self.cookie(SESSION), "")
        good = token.isascii() and len(token) <= security.LONGEST_TOKEN
        person = await self.signing_in.who(token) if token and good else None
        if person is None:
            self.site.wrong(request, 1)
            raise web.HTTPSeeOther(START)
        self.site.guest(token)
        return Visit(person=person, base="", session=f"signed in {token}", home=Press("dashboard", SHOW))

    async def frame(self, visit: Visit) -> Mapping[str, Any]:
        """The way home and the way out."""
        return {"home": BOARD, "demo": None, "leave": f"{BOARD}/sign-out", "leaving": "Sign out"}

    def see_off(self, request: web.Request, visit: Visit, response: web.StreamResponse) -> None:
        """Nothing: how long one is signed in was settled at the beginning."""

    def cookie(self, name: str) -> str:
        """The name of a cookie: where there is TLS, one that only this very host can have set."""
        return f"__Host-{name}" if self._secure else name

    def give(self, response: web.StreamResponse, name: str, text: str) -> None:
        """A cookie that goes with the browser's window. Lax: somebody who follows an address in a chat is still signed in."""
        response.set_cookie(self.cookie(name), text, secure=self._secure, httponly=True, samesite="Lax")

    def take(self, response: web.StreamResponse, name: str) -> None:
        """The cookie, taken back."""
        response.del_cookie(self.cookie(name), secure=self._secure, httponly=True, samesite="Lax")

    @property
    def _secure(self) -> bool:
        return self.signing_in.base().startswith("https:")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The way in, and out."""

    site: Site
    access: SignedInAccess
    account: AccountSignIn | None
    by_email: security.Buckets = field(default_factory=lambda: security.Buckets(burst=5, per_second=1 / 180))
    typed: Flash[str] = field(default_factory=Flash)

    def routes(self) -> list[web.RouteDef]:
        """Asking for a link, opening it, pressing its button, and signing out."""
        return [
            web.get(START, self.ask, name="web.signin"),
            web.post(START, self.send, name="web.signin.send"),
            web.get(BOARD + "/link/{token}", self.open, name="web.signin.link"),
            web.post(BOARD + "/link/{token}", self.use, name="web.signin.use"),
            web.post(BOARD + "/sign-out", self.leave, name="web.signin.leave"),
            web.get(BOARD + "/account", self.go, name="web.signin.account"),
            web.get(BOARD + "/account/back", self.back, name="web.signin.back"),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """The form that asks for an e-mail address. It looks nothing up, and is shown to anybody."""
        if ASKED_FOR in request.query:
            return self._form(request, said=ASKED)
        email = self.typed.take(self._visitor(request)[0], request.query.get(KEY, ""), self.site.clock())
        return self._form(request, error=WRONG if REFUSED in request.query else "", email=email or "")

    async def send(self, request: web.Request) -> web.Response:
        """The same answer for every address, and as often: whose is known is nobody's business."""
        self.site.stranger(request, COSTS)
        post = await posted(request, self.site.ports.secret, self._visitor(request)[1])
        typed = str(post.raw.get("email", "")).strip()[:LONGEST_EMAIL]
        email = read_address(typed)
        if not email:
            key = fresh()
            self.typed.put(self._visitor(request)[0], key, typed, self.site.clock())
            return web.Response(status=303, headers={"Location": f"{START}?{REFUSED}=1&{KEY}={key}"})
        wait(self.by_email.take(email.casefold(), self.site.clock()))
        await self.access.signing_in.send(email)
        return web.Response(status=303, headers={"Location": f"{START}?{ASKED_FOR}=1"})

    async def open(self, request: web.Request) -> web.Response:
        """One button. Nothing is used up, however often it is opened."""
        if not await self.access.signing_in.good(request.match_info["token"]):
            return self._dead(request)
        return self._page(request, "enter.html", {"title": "Sign in to the dashboard", "here": request.path})

    async def use(self, request: web.Request) -> web.Response:
        """The button was pressed: the link is used up, and whoever was first is in."""
        await posted(request, self.site.ports.secret, self._visitor(request)[1])
        session = await self.access.signing_in.use(request.match_info["token"])
        return self._dead(request) if session is None else self._in(session)

    async def go(self, request: web.Request) -> web.Response:
        """To the organisation's own sign-in, as an attempt of this browser."""
        self.site.stranger(request, COSTS)
        attempt = fresh()
        try:
            response = web.Response(status=303, headers={"Location": await self._own().address(attempt)})
        except NotNow:
            return self._form(request, status=503, over=NOT_NOW)
        self.access.give(response, ATTEMPT, attempt)
        return response

    async def back(self, request: web.Request) -> web.Response:
        """Somebody comes back from their organisation's sign-in: they are in, or read why not."""
        self.site.stranger(request)
        try:
            response = self._in(
                await self._own().session(request.cookies.get(self.access.cookie(ATTEMPT), ""), request.query)
            )
        except NotNow:
            response = self._form(request, status=503, over=NOT_NOW)
        except TryAgain:
            response = self._form(request, status=400, over=NOT_DONE)
        except NotLetIn as fault:
            ask = f": {' or '.join(fault.whom)}" if fault.whom else ""
            lines = (
                "The dashboard is for the partnership office and for the lead of an agency. Your account is not known as that of one of them.",
                f"If it should be, ask the partnership office{ask}. They can put your work e-mail and your part right.",
            )
            response = self.site.templates.page(
                "plain.html", {"title": "You cannot see the dashboard", "lines": lines, "reference": ""}, 403
            )
        self.access.take(response, ATTEMPT)
        return response

    async def leave(self, request: web.Request) -> web.Response:
        """Sign out, everywhere this cookie may have got to."""
        visit = await self.access.arrive(request)
        await posted(request, self.site.ports.secret, visit.session)
        await self.access.signing_in.end(visit.session.removeprefix("signed in "))
        lines = ("You can close this page now.", "To come back, open the dashboard and sign in again.")
        response = self.site.templates.page(
            "plain.html", {"title": "You have signed out", "lines": lines, "reference": ""}
        )
        self.access.take(response, SESSION)
        return response

    def _own(self) -> AccountSignIn:
        if self.account is None:
            raise web.HTTPNotFound
        return self.account

    def _in(self, session: str) -> web.Response:
        response = web.Response(status=303, headers={"Location": BOARD})
        self.access.give(response, SESSION, session)
        self.access.take(response, VISITOR)
        return response

    def _dead(self, request: web.Request) -> web.Response:
        """A wrong link is dear; whoever has one may ask for another at once."""
        self.site.wrong(request)
        return self._form(request, status=404, over=OVER)

    def _form(self, request: web.Request, status: int = 200, **given: object) -> web.Response:
        own = {
            "title": "Partnership dashboard",
            "error": "",
            "email": "",
            "said": "",
            "over": "",
            "account": self.account is not None,
            **given,
        }
        return self._page(request, "signin.html", {**own, "faults": bool(own["error"])}, status)

    def _page(self, request: web.Request, template: str, given: Mapping[str, Any], status: int = 200) -> web.Response:
        visitor, session = self._visitor(request)
        response = self.site.templates.page(
            template, {**given, "seals": seals(self.site.ports.secret, session)}, status
        )
        self.access.give(response, VISITOR, visitor)
        return response

    def _visitor(self, request: web.Request) -> tuple[str, str]:
        """The cookie of whoever is not signed in, a new one if need be, and what their forms are sealed to."""
        given = request.cookies.get(self.access.cookie(VISITOR), "")
        visitor = given if EVENT.fullmatch(given) else fresh()
        return visitor, f"visitor {visitor}"
