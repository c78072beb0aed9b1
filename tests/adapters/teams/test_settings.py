"""Teams' settings: half done is refused in plain lines, and anonymous mode only on this machine (V15)."""

from pathlib import Path

import pytest

from bot.config.settings import BadSettings, Settings

KEY = "2026:" + "A" * 43 + "="
GOOD = {
    "JSV_DATABASE_URL": "sqlite:///jsv.db",
    "JSV_KEYS": KEY,
    "JSV_SECRET": "s" * 64,
    "JSV_PUBLIC_URL": "https://jsv.example.org",
    "JSV_TEAMS_APP_ID": "app",
    "JSV_TEAMS_APP_SECRET": "shh",
    "JSV_TEAMS_TENANT": "t1",
    "JSV_TEAMS_TENANTS": "t1, t2",
}
ALONE = {**GOOD, "JSV_TEAMS_APP_ID": "", "JSV_TEAMS_APP_SECRET": "", "JSV_TEAMS_ANONYMOUS": "1"}


def read(environ: dict[str, str]) -> Settings:
    return Settings.read(environ, Path("/nowhere/.env")).for_production()


def test_teams_alone_is_enough() -> None:
    """No other channel is needed; a managed identity needs no secret; the secret is shown to nobody."""
    assert {"t1", "t2"} == read(GOOD).allowed_teams_tenants
    assert {"t1": {"a.example", "b.example"}, "t2": set()} == dict(
        read({**GOOD, "JSV_TEAMS_TENANTS": "T1:A.example+b.example, t2"}).teams_domains
    )
    assert read({**GOOD, "JSV_TEAMS_APP_SECRET": "", "JSV_TEAMS_TENANT": ""})
    assert read(ALONE).teams_anonymous
    assert "shh" not in repr(read(GOOD))


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({**GOOD, "JSV_TEAMS_TENANT": ""}, "JSV_TEAMS_TENANT is missing"),
        ({**GOOD, "JSV_TEAMS_TENANTS": " , "}, "JSV_TEAMS_TENANTS is missing"),
        (
            {**GOOD, "JSV_TEAMS_TENANTS": "contoso.onmicrosoft.com"},
            "JSV_TEAMS_TENANTS: 'contoso.onmicrosoft.com' is not the id of a tenant.",
        ),
        (
            {**GOOD, "JSV_TEAMS_TENANTS": "t1:a.example,t2:a.example"},
            "JSV_TEAMS_TENANTS: the domain 'a.example' is bound 2 times. Leave it with the one tenant",
        ),
        ({**GOOD, "JSV_TEAMS_TENANTS": "t1:a.example,T1"}, "JSV_TEAMS_TENANTS: 't1' stands there 2 times."),
        ({**ALONE, "JSV_TEAMS_TENANTS": "t1:a"}, "JSV_TEAMS_TENANTS: 'a' is not a domain."),
        ({**GOOD, "JSV_TEAMS_ANONYMOUS": "1"}, "lets anybody in"),
        ({**ALONE, "JSV_HOST": "0.0.0.0"}, "lets anybody in"),
        ({**GOOD, "JSV_TEAMS_APP_ID": ""}, "no channel is set up"),
    ],
)
def test_half_done_is_refused(environ: dict[str, str], said: str) -> None:
    """One plain line, and nothing starts."""
    with pytest.raises(BadSettings) as fault:
        read(environ)

    (line,) = fault.value.lines
    assert said in line
