"""Nobody comes in who is not surely Teams: every kind of forged, stale or misdirected request, with real signatures (V2)."""

import asyncio
import base64
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.teams.authentication import Anonymous
from tests.adapters.teams.conftest import Script
from tests.doubles_teams.double import TENANT, TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.signing import APP, ISSUER, KID, Signer, private_key

NOW = int(time.time())
HOUR = 3600


async def test_the_right_token_comes_in_and_is_judged_once(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Metadata and keys are looked for once; the same token again is known."""
    token = client.signer.token(teams.service)
    for _ in range(3):
        assert 200 == (await client.sends(client.activity("mo", text="hi"), token)).status

    assert (3, 1) == (len(ports.heard), teams.looked_for_keys)


BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "expired": {"exp": NOW - HOUR},
    "not yet": {"nbf": NOW + HOUR},
    "for another app": {"aud": "1b1b1b1b-1111-2222-3333-444444444444"},
    "for nobody": {"aud": None},
    "from another issuer": {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
    "an issuer that begins alike": {"iss": f"{ISSUER}.evil.example"},
    "from nobody": {"iss": None},
    "without an end": {"exp": None},
    "an end that is no number": {"exp": "soon"},
    "for another address": {"serviceurl": "https://smba.trafficmanager.net/uk/"},
    "for no address": {"serviceurl": None},
    "an address that is no text": {"serviceurl": ["x"]},
}


@pytest.mark.parametrize("claims", BAD_CLAIMS.values(), ids=BAD_CLAIMS)
async def test_a_token_that_says_something_else_is_refused(
    client: Client, ports: Script, teams: TeamsDouble, claims: dict[str, Any]
) -> None:
    """Well signed, but not for this: 401, and nothing has happened. With the right token the same activity is heard."""
    activity = client.activity("mo", text="hi")

    assert 401 == (await client.sends(activity, client.signer.token(teams.service, **claims))).status
    assert ([], [], {}) == (ports.heard, ports.met, ports.references.kept)
    assert 200 == (await client.sends(activity)).status


def _parts(alg: str, service: str) -> str:
    said = (
        {"alg": alg, "kid": KID, "typ": "JWT"},
        {"iss": ISSUER, "aud": APP, "exp": NOW + HOUR, "serviceurl": service},
    )
    return ".".join(_text(json.dumps(one).encode()) for one in said)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unsigned(service: str) -> str:
    return _parts("none", service) + "."


def _mac(service: str) -> str:
    """The public key taken for a shared secret (CVE-2022-29217)."""
    public = private_key(KID).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"{_parts('HS256', service)}.{_text(hmac.digest(public, _parts('HS256', service).encode(), 'sha256'))}"


def _es(service: str) -> str:
    return jwt.encode(
        {"iss": ISSUER, "aud": APP, "exp": NOW + HOUR, "serviceurl": service},
        private_key(KID),
        algorithm="PS256",
        headers={"kid": KID},
    )


FORGED = {
    "none": lambda service: None,
    "empty": lambda service: " ",
    "junk": lambda service: "x",
    "three parts of junk": lambda service: "a.b.c",
    "not ascii": lambda service: "é.é.é",
    "very long": lambda service: "a" * 7_000 + "." + "b" * 900 + ".c",
    "deep": lambda service: base64.urlsafe_b64encode(b"[" * 3_000).decode() + ".e30.c",
    "alg none": _unsigned,
    "HS256": _mac,
    "PS256": _es,
    "another key of the same id": lambda service: Signer(name="mallory").token(service),
    "an unknown key": lambda service: Signer(kid="key-9", name="mallory").token(service),
    "cut short": lambda service: Signer().token(service)[:-9],
    "a changed letter": lambda service: Signer().token(service).replace(".e", ".f", 1),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
async def test_a_forged_token_is_refused(client: Client, ports: Script, teams: TeamsDouble, forge: Any) -> None:
    """401, never 500, and nothing has happened."""
    answer = await client.sends(client.activity("mo", text="hi"), None, **_bearer(forge(teams.service)))

    assert 401 == answer.status
    assert ([], [], {}, []) == (ports.heard, ports.met, ports.references.kept, teams.made)


def _bearer(token: str | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("scheme", ["Basic eDp5", "Bearer", "bearer ", "Bot x", ""])
async def test_no_other_scheme(client: Client, scheme: str) -> None:
    """Only bearer tokens."""
    assert 401 == (await client.sends(client.activity("mo", text="hi"), None, Authorization=scheme)).status


async def test_a_key_that_does_not_speak_for_teams_is_refused(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """A key is endorsed for channels; one for another channel cannot bring an activity of Teams."""
    teams.signers.append(Signer(kid="web", name="web", endorses=("webchat", "directline")))
    teams.signers.append(Signer(kid="nobody", name="nobody", endorses=()))

    for kid in ("web", "nobody"):
        assert (
            401
            == (
                await client.sends(client.activity("mo", text="hi"), Signer(kid=kid, name=kid).token(teams.service))
            ).status
        )
    assert [] == ports.heard


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"channelId": "webchat"}, 401),
        ({"channelId": "emulator"}, 401),
        ({"channelId": None}, 401),
        ({"channelId": ["msteams"]}, 401),
        ({"serviceUrl": None}, 401),
        ({"serviceUrl": ""}, 401),
        ({"serviceUrl": "https://evil.example/"}, 401),
        ({"serviceUrl": {}}, 401),
        (
            {"conversation": {"id": "a:mo", "conversationType": "personal", "tenantId": "another"}, "channelData": {}},
            403,
        ),
        ({"channelData": {"tenant": {"id": "another"}}}, 403),
        ({"conversation": {"id": "a:mo", "conversationType": "personal"}, "channelData": {}}, 403),
        ({"conversation": [], "channelData": "x"}, 403),
    ],
)
async def test_a_good_token_vouches_for_its_own_activity_only(
    client: Client, ports: Script, more: dict[str, Any], status: int
) -> None:
    """Another channel, no or another address to reply to, a tenant that is not on the list or is said in two ways."""
    answer = await client.sends(client.activity("mo", text="hi", **more))

    assert status == answer.status
    assert ([], [], {}) == (ports.heard, ports.met, ports.references.kept)


async def test_an_address_that_is_not_microsofts_gets_no_reply(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """Even where the token names it."""
    evil = "https://evil.example/"

    assert (
        403 == (await client.sends(client.activity("mo", text="hi", serviceUrl=evil), client.signer.token(evil))).status
    )
    assert [] == ports.heard


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"1", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"[" * 5_000, {}, 400),
        (b'{"a":' * 40 + b"1" + b"}" * 40, {}, 400),
        (b"{}", {}, 401),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b"{}", {"Content-Type": ""}, 415),
        (b"{}", {"Content-Encoding": "gzip"}, 415),
        (b'{"a":"' + b"x" * 1_100_000 + b'"}', {}, 413),
    ],
)
async def test_a_body_that_no_client_sends_is_turned_away(
    client: Client, ports: Script, body: bytes, headers: dict[str, str], status: int
) -> None:
    """Not JSON, not an object, too deep, too large, of another kind (V8)."""
    assert status == (await client.sends(body, **headers)).status
    assert [] == ports.heard


async def test_a_body_is_not_read_before_somebody_has_signed(client: Client) -> None:
    """Without a token even a broken body is only 401."""
    assert 401 == (await client.sends(b"{", None)).status


async def test_keys_that_cannot_be_had_are_no_fault_of_the_caller(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """503 while no key was ever seen: a good token can then be sent again. A junk token is refused all the same."""
    teams.keys_down = True

    assert 503 == (await client.sends(client.activity("mo", text="hi"))).status
    assert 401 == (await client.sends(client.activity("mo", text="hi"), "a.b.c")).status
    assert [] == ports.heard


async def test_many_at_once_wait_for_the_first_look(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Whoever comes while the keys are being fetched is not turned away, and asks for nothing."""
    answers = await asyncio.gather(*(client.says("mo", "hi") for _ in range(20)))

    assert [200] * 20 == [answer.status for answer in answers]
    assert (20, 1) == (len(ports.heard), teams.looked_for_keys)


async def test_unknown_keys_are_looked_for_once_a_minute(client: Client, teams: TeamsDouble) -> None:
    """However many tokens with strange keys arrive, Microsoft is not asked for each."""
    await client.says("mo", "hi")
    for at in range(5):
        await client.sends(client.activity("mo", text="hi"), Signer(kid=f"k{at}", name="mallory").token(teams.service))

    assert 1 == teams.looked_for_keys


async def test_the_tenant_may_be_written_in_capitals(client: Client, ports: Script) -> None:
    """Ids of tenants are the same in either case, and one person is one handle."""
    await client.sends(
        client.activity(
            "mo", text="hi", conversation={"id": "a:mo", "conversationType": "personal", "tenantId": TENANT.upper()}
        )
    )

    assert [TENANT] == [one.sender.tenant for one in ports.heard]


class TestAnonymous:
    """The door of a try-out on one machine."""

    @pytest.fixture
    def bot(self, bot: Any) -> Any:
        """The same bot behind another door."""
        bot._authenticator = Anonymous()
        return bot

    async def test_nobody_signs_and_only_this_machine_comes_in(self, client: Client, ports: Script) -> None:
        """Without a token, from this machine, answered on this machine."""
        assert 200 == (await client.sends(client.activity("mo", text="hi"), None)).status
        assert 1 == len(ports.heard)

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
    async def test_a_proxy_on_this_machine_is_not_this_machine(
        self, client: Client, ports: Script, header: str
    ) -> None:
        """Whoever comes through one may be anybody."""
        assert 401 == (await client.sends(client.activity("mo", text="hi"), None, **{header: "203.0.113.7"})).status
        assert [] == ports.heard

    @pytest.mark.parametrize(
        ("more", "status"),
        [({"serviceUrl": "https://smba.trafficmanager.net/uk/"}, 403), ({"channelId": "emulator"}, 401)],
    )
    async def test_nothing_goes_elsewhere(
        self, client: Client, ports: Script, more: dict[str, str], status: int
    ) -> None:
        """Replies stay on this machine, and only Teams is played."""
        assert status == (await client.sends(client.activity("mo", text="hi", **more), None)).status
        assert [] == ports.heard
