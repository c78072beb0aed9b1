"""Signing in to the dashboard with an organisation's account, against a provider with real signatures on 127.0.0.1 (V4)."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from adapters.web import openid
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.wiring import application
from tests.adapters.web.browser import Browser, Client, Seen
from tests.builders import OLU, a_runtime
from tests.openid_double import CLIENT, PASSWORD, Provider

SECRET = b"a secret that nobody can guess, of 32"
BUTTON = "Sign in with your organisation’s account"
CAME = (OLU, "sign-in by account")
REFUSED = ("nobody", "sign-in refused")


@dataclass
class Town:
    """A bot whose people have accounts at a provider."""

    runtime: Runtime
    provider: Provider

    @asynccontextmanager
    async def browsers(self, count: int = 1, domains: tuple[str, ...] = ()) -> AsyncIterator[list[Browser]]:
        """So many browsers before one process."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.provider.open())
            session = await stack.enter_async_context(ClientSession())
            ours = openid.Provider(session, self.provider.issuer, CLIENT, PASSWORD, domains)
            app = application(self.runtime, None, SECRET, base=lambda: str(server.make_url("")), provider=ours)
            server = await stack.enter_async_context(TestServer(app))
            clients: list[Client] = []
            for _ in range(count):
                clients.append(TestClient(server, cookie_jar=CookieJar(unsafe=True)))  # type: ignore[arg-type] # it types the server by its own request
                await stack.enter_async_context(clients[-1])
            yield [Browser(client) for client in clients]

    async def sign_in(self, domains: tuple[str, ...] = ()) -> Seen:
        """What somebody sees who presses the button."""
        async with self.browsers(domains=domains) as (browser,):
            return await browser.get("/dashboard/account")

    def seen(self) -> list[tuple[str, str]]:
        """Sign-ins and refusals, as they were written down."""
        with self.runtime.store.reading() as work:
            return [(person, what) for person, what, _ in work.audit.of(None) if what != "dashboard"]


@pytest.fixture
def town(database_url: str, clock: MovableClock) -> Iterator[Town]:
    """On both databases."""
    with a_runtime(database_url, clock=clock) as runtime:
        yield Town(runtime, Provider())


async def test_one_press_and_one_is_in(town: Town) -> None:
    """The button, the provider, the figures, and a line in the log of looking; signed out, one is out."""
    async with town.browsers() as (browser,):
        form = await browser.get("/dashboard")
        (link,) = (one for one in form.main.all("a") if one.words == BUTTON)
        board = await browser.get(link.attrs["href"])
        out = await browser.press(board, "Sign out")
        after = await browser.get("/dashboard")

    assert (board.status, board.path, board.title) == (200, "/dashboard", "Partnership dashboard")
    assert (out.title, after.path) == ("You have signed out", "/dashboard/sign-in")
    assert town.seen() == [CAME, (OLU, "sign-out")]
    assert town.provider.asked == ["openid-configuration", "authorize", "openid-configuration", "token", "keys"]


@pytest.mark.parametrize(
    ("provider", "domains"),
    [
        (Provider(claims={"email": "OLU@Testshire.example"}), ()),
        (Provider(claims={"email_verified": None, "xms_edov": True}), ()),
        (Provider(claims={"email_verified": None, "xms_edov": "1"}), ()),
        (Provider(claims={"email_verified": None}), ("Testshire.example",)),
        (Provider(claims={"aud": [CLIENT], "azp": CLIENT}), ()),
        (Provider(kid=None), ()),
        (Provider(told={"token_endpoint_auth_methods_supported": ["client_secret_post"]}), ()),
        (Provider(claims={"exp": -20}), ()),
    ],
    ids=[
        "written otherwise",
        "Entra",
        "Entra, as text",
        "a domain of theirs",
        "a list of one",
        "one key without a name",
        "secret in the form",
        "clocks apart",
    ],
)
async def test_what_other_providers_do(town: Town, provider: Provider, domains: tuple[str, ...]) -> None:
    """All of it is a sign-in."""
    town.provider = deepcopy(provider)

    assert ((await town.sign_in(domains)).path, town.seen()) == ("/dashboard", [CAME])


@pytest.mark.parametrize(
    "provider",
    [
        Provider(claims={"nonce": "another"}),
        Provider(claims={"nonce": None}),
        Provider(claims={"aud": "somebody-else"}),
        Provider(claims={"aud": [CLIENT, "somebody-else"]}),
        Provider(claims={"azp": "somebody-else"}),
        Provider(claims={"iss": "https://login.example/other"}),
        Provider(claims={"iss": None}),
        Provider(claims={"sub": None}),
        Provider(claims={"exp": -600}),
        Provider(claims={"exp": None}),
        Provider(claims={"iat": 6000}),
        Provider(signs="another"),
        Provider(signs="another", kid="k2"),
        Provider(kid="k3"),
        Provider(algorithm="none"),
        Provider(algorithm="HS256"),
        Provider(algorithm="PS256"),
        Provider(claims={"email_verified": False}),
        Provider(claims={"email_verified": "false"}),
        Provider(claims={"email_verified": None}),
        Provider(claims={"email_verified": None, "xms_edov": False}),
        Provider(claims={"email_verified": True, "xms_edov": False}),
        Provider(claims={"email": None}),
        Provider(claims={"email": ["olu@testshire.example"]}),
        Provider(claims={"email": "nobody@testshire.example"}),
        Provider(claims={"email": "pat@testshire.example"}),
        Provider(claims={"email": ""}),
    ],
    ids=lambda one: f"{one.claims or one.algorithm} {one.signs} {one.kid}",
)
async def test_who_is_not_proved_or_not_known_is_refused(town: Town, provider: Provider) -> None:
    """A plain page that says whom to ask, no cookie, and a line in the log of looking."""
    town.provider = deepcopy(provider)
    async with town.browsers() as (browser,):
        page = await browser.get("/dashboard/account")
        after = await browser.get("/dashboard")

    assert (page.status, page.title, "ask the partnership office: Olu Office" in page.text) == (
        403,
        "You cannot see the dashboard",
        True,
    )
    assert after.path == "/dashboard/sign-in"
    assert town.seen() == [REFUSED]


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None, "xms_edov": "0"},
        {"email_verified": None, "email": "olu@testshire.example.evil.example"},
    ],
)
async def test_a_domain_of_theirs_does_not_make_true_what_the_provider_denies(
    town: Town, claims: dict[str, object]
) -> None:
    """It counts only where the provider says nothing, and only for that very domain."""
    town.provider = Provider(claims=claims)

    assert ((await town.sign_in(("testshire.example",))).status, town.seen()) == (403, [REFUSED])


async def test_an_answer_counts_once_and_only_for_the_browser_that_asked(town: Town, clock: MovableClock) -> None:
    """Repeated, brought by another browser, bent, too late, or by another issuer: nobody is let in, and one may try again."""
    async with town.browsers(2) as (browser, other):
        await browser.get("/dashboard/account")
        used = urlsplit(town.provider.last)._replace(scheme="", netloc="").geturl()
        left = {one.key for one in browser.client.session.cookie_jar}
        mine, state = await _attempt(browser)
        theirs, _ = await _attempt(other)
        back = f"/dashboard/account/back?code=code-1&state={state}"
        bent = [back.replace(state, one) for one in ("", "1.x", f"x{state}", f"{state}0", f"9{state}", "%E2%98%83.x")]
        tried = [
            await browser.get(used),
            *[await _brings(browser, mine, one) for one in (*bent, f"{back}&iss=https://evil.example")],
        ]
        tried += [await _brings(other, one, back) for one in (theirs, "", "x")]
        clock.move(timedelta(minutes=10))
        tried.append(await _brings(browser, mine, back))
        asked = town.provider.asked.count("token")

    for seen in tried:
        assert (seen.status, "You were not signed in" in seen.text, BUTTON in seen.text) == (400, True, True)
    assert "attempt" not in left
    assert (asked, town.seen()) == (1, [CAME])


async def _brings(browser: Browser, attempt: str, path: str) -> Seen:
    """What a browser sees that comes back with that cookie."""
    browser.client.session.cookie_jar.update_cookies({"attempt": attempt}, browser.client.make_url("/"))
    return await browser.get(path)


async def test_of_two_answers_at_once_one_counts(town: Town) -> None:
    """A page that is loaded twice in the same moment asks the provider once."""
    async with town.browsers() as (browser,):
        _, state = await _attempt(browser)
        both = await asyncio.gather(
            *(browser.get(f"/dashboard/account/back?code=none&state={state}") for _ in range(2))
        )
        asked = town.provider.asked.count("token")

    assert sorted(seen.status for seen in both) == [400, 403]
    assert asked == 1


async def test_a_code_that_was_used_elsewhere_is_refused(town: Town) -> None:
    """The provider says that it was used already."""
    async with town.browsers() as (browser,):
        _, state = await _attempt(browser)
        page = await browser.get(f"/dashboard/account/back?code=stolen&state={state}")

    assert (page.status, town.seen()) == (403, [REFUSED])


async def test_somebody_who_stops_may_try_again(town: Town) -> None:
    """No code came back: nothing is written down, nothing asked."""
    async with town.browsers() as (browser,):
        _, state = await _attempt(browser)
        page = await browser.get(
            f"/dashboard/account/back?error=access_denied&error_description=<b>evil</b>&state={state}"
        )

    assert (page.status, "You were not signed in" in page.text, "evil" in page.text, town.seen()) == (
        400,
        True,
        False,
        [],
    )


@pytest.mark.parametrize(
    "provider",
    [
        Provider(down={"openid-configuration"}),
        Provider(down={"token"}),
        Provider(down={"keys"}),
        Provider(moved={"openid-configuration"}),
        Provider(moved={"token"}),
        Provider(moved={"keys"}),
        Provider(told={"issuer": "https://login.example/other"}),
        Provider(told={"issuer": "https://login.example/{tenantid}/v2.0"}),
        Provider(told={"authorization_endpoint": "http://login.example/authorize"}),
        Provider(told={"authorization_endpoint": "javascript:alert(1)"}),
        Provider(told={"token_endpoint": "http://login.example/token"}),
        Provider(told={"jwks_uri": "file:///etc/passwd"}),
        Provider(told={"token_endpoint": None}),
    ],
    ids=lambda one: f"down {one.down} moved {one.moved} {one.told}",
)
async def test_a_provider_that_is_down_or_amiss_is_said_and_the_letter_stays(town: Town, provider: Provider) -> None:
    """Clear words, and the form for the e-mail on the same page; nothing is sent anywhere that others could read."""
    town.provider = deepcopy(provider)
    page = await town.sign_in()

    assert (page.status, "does not answer just now" in page.text, "Send me a link" in page.text) == (503, True, True)
    assert town.seen() == []


async def test_a_provider_that_is_gone(town: Town) -> None:
    """Nobody listens there any more."""
    async with town.provider.open():
        issuer = town.provider.issuer
    async with ClientSession() as session:
        ours = openid.Provider(session, issuer, CLIENT, PASSWORD)
        client: Client = TestClient(TestServer(application(town.runtime, None, SECRET, provider=ours)))
        async with client:
            assert (await Browser(client).get("/dashboard/account")).status == 503


async def test_without_a_provider_there_is_no_button(town: Town) -> None:
    """And nothing behind it."""
    client: Client = TestClient(TestServer(application(town.runtime, None, SECRET)))
    async with client:
        browser = Browser(client)
        form = await browser.get("/dashboard/sign-in")

        assert BUTTON not in form.text
        assert [
            (await browser.get(path)).status
            for path in ("/dashboard/account", "/dashboard/account/back?code=x&state=y")
        ] == [404, 404]


async def _attempt(browser: Browser) -> tuple[str, str]:
    """The cookie and the state of an attempt whose person is still at the provider."""
    answer = await browser.client.get("/dashboard/account", allow_redirects=False)
    assert (answer.status, answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == (
        303,
        "no-referrer",
        "no-store",
    )
    cookie = answer.cookies["attempt"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    return cookie.value, parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]
