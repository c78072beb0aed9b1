"""Settings: read once, frozen, and refused in plain lines when they are wrong or half done (V15)."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.shared.loopback import is_loopback
from bot.config.settings import BadSettings, Settings
from bot.config.vouched_domains import silent, vouched

KEY = "2026:" + "A" * 43 + "="
GOOD = {
    "JSV_DATABASE_URL": "sqlite:///jsv.db",
    "JSV_KEYS": KEY,
    "JSV_SECRET": "s" * 64,
    "JSV_PUBLIC_URL": "https://jsv.example.org",
    "JSV_SLACK_BOT_TOKEN": "xoxb-1",
    "JSV_SLACK_SIGNING_SECRET": "shh",
    "JSV_SLACK_TEAMS": "T1, T2",
}
NOWHERE = Path("/nowhere/.env")


def read(**environ: str) -> Settings:
    return Settings.read(environ, NOWHERE)


def refused(**environ: str) -> tuple[str, ...]:
    with pytest.raises(BadSettings) as fault:
        read(**environ).for_production()
    return fault.value.lines


def test_defaults() -> None:
    """With nothing set the defaults hold, and other people's variables are left alone."""
    settings = read(PATH="/bin", HOST="elsewhere")

    assert (settings.database_url, settings.host, settings.port, settings.profiles) == (
        "",
        "127.0.0.1",
        8000,
        ("norfolk-2022",),
    )


def test_a_whole_configuration_starts() -> None:
    """What a service needs, and no more, is enough."""
    settings = read(**GOOD).for_production()

    assert settings.allowed_slack_workspaces == {"T1", "T2"}
    assert settings.slack_tokens == {"": "xoxb-1"}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """A variable counts more than the .env file; the file counts more than the default."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("JSV_PORT=1111\nJSV_HOST=::1\nOTHER=x\n")
    settings = Settings.read({"JSV_PORT": "2222"}, dotenv)

    assert (settings.port, settings.host) == (2222, "::1")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("JSV_DATABSE_URL", "JSV_DATABASE_URL"), ("JSV_KEY", "JSV_KEYS"), ("JSV_SLACK_TOKEN", "JSV_SLACK_BOT_TOKEN")],
)
@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_unknown_name_is_refused_with_the_likeliest_one(tmp_path: Path, name: str, meant: str, where: str) -> None:
    """A misspelt setting stops the start, and the line says what was probably meant."""
    dotenv = tmp_path / ".env"
    dotenv.write_text(f"{name}=x\n" if where == "file" else "")
    with pytest.raises(BadSettings) as fault:
        Settings.read({name: "x"} if where == "environment" else {}, dotenv)

    assert fault.value.lines == (f"{name} is not a setting of ours. Did you mean {meant}?",)


def test_a_wrong_value_is_told_without_showing_it() -> None:
    """The line names the setting and what it is for; never what was written, which may be a secret."""
    with pytest.raises(BadSettings) as fault:
        read(JSV_PORT="CANARY", JSV_LOG_FORMAT="CANARY")

    assert [line.split(":")[0] for line in fault.value.lines] == ["JSV_PORT", "JSV_LOG_FORMAT"]
    assert "CANARY" not in str(fault.value)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"JSV_KEYS": ""}, "JSV_KEYS is missing"),
        ({"JSV_KEYS": "2026:short"}, "JSV_KEYS: the key '2026' is not 32 bytes"),
        ({"JSV_KEYS": "A" * 43 + "="}, "is not 32 bytes"),
        ({"JSV_SECRET": "short"}, "JSV_SECRET needs at least 32"),
        ({"JSV_DATABASE_URL": "mysql://x"}, "JSV_DATABASE_URL"),
        ({"JSV_PUBLIC_URL": ""}, "JSV_PUBLIC_URL is missing"),
        ({"JSV_PUBLIC_URL": "http://jsv.example.org"}, "JSV_PUBLIC_URL must begin with https"),
        ({"JSV_PUBLIC_URL": "https://intranet.example/jsv"}, "JSV_PUBLIC_URL may name a host alone"),
        ({"JSV_PUBLIC_URL": "https://jsv.example.org/?at=jsv"}, "JSV_PUBLIC_URL may name a host alone"),
        ({"JSV_SLACK_BOT_TOKEN": ""}, "no channel is set up"),
        ({"JSV_SLACK_BOT_TOKEN": "xoxp-1"}, "begins with xoxb-"),
        ({"JSV_SLACK_SIGNING_SECRET": ""}, "JSV_SLACK_SIGNING_SECRET is missing"),
        ({"JSV_SLACK_APP_TOKEN": "xoxb-1"}, "begins with xapp-"),
        ({"JSV_SLACK_TEAMS": ""}, "JSV_SLACK_TEAMS is missing"),
        (
            {"JSV_SLACK_TEAMS": "council.example"},
            "JSV_SLACK_TEAMS: 'council.example' is not the id of a workspace. Write the id and, after a colon,",
        ),
        ({"JSV_SLACK_TEAMS": "T1:"}, "JSV_SLACK_TEAMS: '' is not a domain. Write each in full and alone"),
        ({"JSV_SLACK_TEAMS": "T1:@a.example"}, "'@a.example' is not a domain"),
        ({"JSV_SLACK_TEAMS": "T1:mo@a.example"}, "'mo@a.example' is not a domain"),
        ({"JSV_SLACK_TEAMS": "T1:*.a.example"}, "'*.a.example' is not a domain"),
        ({"JSV_SLACK_TEAMS": "T1:example"}, "'example' is not a domain"),
        ({"JSV_SLACK_TEAMS": "T1:a.example."}, "'a.example.' is not a domain"),
        ({"JSV_SLACK_TEAMS": "T1:m\u00fcnchen.example"}, "in ASCII (xn--...)"),
        ({"JSV_SLACK_TEAMS": "T1:\u017fchool.example"}, "in ASCII (xn--...)"),
        ({"JSV_SLACK_TEAMS": "T1:a.example b.example"}, "'a.example b.example' is not a domain"),
        ({"JSV_SLACK_TEAMS": "T1:a.example:b.example"}, "'a.example:b.example' is not a domain"),
        (
            {"JSV_SLACK_TEAMS": "T1:a.example,T1:b.example"},
            "JSV_SLACK_TEAMS: 't1' stands there 2 times. Write it once, with all its domains",
        ),
        (
            {"JSV_SLACK_TEAMS": "T1:a.example,T2:A.EXAMPLE"},
            "JSV_SLACK_TEAMS: the domain 'a.example' is bound 2 times. Leave it with the one workspace",
        ),
        ({"JSV_SLACK_TEAMS": "T1:a.example+a.example"}, "is bound 2 times"),
    ],
)
def test_half_done_is_refused(changed: dict[str, str], said: str) -> None:
    """Each thing that is missing is one plain line, and nothing starts."""
    (line,) = refused(**{**GOOD, **changed})

    assert said in line


def test_which_domains_a_workspace_vouches_for() -> None:
    """In small letters, by its id; one without domains, as an installation of an earlier release has it, starts and vouches for nobody."""
    settings = read(
        **{**GOOD, "JSV_SLACK_TEAMS": "T1: Council.example + school.example, T2,T3:xn--mnchen-3ya.example"}
    ).for_production()

    assert {"T1": {"council.example", "school.example"}, "T2": set(), "T3": {"xn--mnchen-3ya.example"}} == dict(
        settings.slack_domains
    )
    assert ("T2",) == silent(settings.slack_domains)


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("mo@council.example", True),
        (" Mo@COUNCIL.example ", True),
        ("mo+x@council.example", True),
        ("mo@sub.council.example", False),
        ("mo@council.example.evil.example", False),
        ("mo@evilcouncil.example", False),
        ("mo@council.example@evil.example", False),
        ('"mo@evil.example"@council.example', False),
        ("mo@council.example ,x@evil.example", False),
        ("m\u00f6@council.example", False),
        ("mo@counc\u0131l.example", False),
        ("council.example", False),
        ("", False),
        (None, False),
    ],
)
def test_an_address_counts_where_its_place_vouches_for_its_very_domain(address: str | None, counts: bool) -> None:
    """Whole, without regard to case, and in ASCII; the address itself is handed on as it is."""
    assert ((address or "").strip() if counts else None) == vouched(address, frozenset({"council.example"}))


OIDC = {"JSV_OIDC_ISSUER": "https://login.example/tenant", "JSV_OIDC_CLIENT_ID": "jsv", "JSV_OIDC_CLIENT_SECRET": "shh"}


def test_an_openid_provider() -> None:
    """Three settings, and domains if need be; on this very machine without TLS."""
    settings = read(**GOOD, **OIDC, JSV_OIDC_EMAIL_DOMAINS="a.example, b.example").for_production()

    assert settings.email_domains == {"a.example", "b.example"}
    assert read(**{**GOOD, **OIDC, "JSV_OIDC_ISSUER": "http://127.0.0.1:9/x"}).for_production()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        *(({name: ""}, f"{name} is missing. Accounts need") for name in OIDC),
        ({"JSV_OIDC_ISSUER": "http://login.example/tenant"}, "JSV_OIDC_ISSUER must begin with https://"),
        ({"JSV_OIDC_ISSUER": "https://login.example/tenant?x=y"}, "JSV_OIDC_ISSUER must begin with https://"),
        (
            {"JSV_OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0"},
            "JSV_OIDC_ISSUER lets in every organisation",
        ),
        ({"JSV_OIDC_EMAIL_DOMAINS": "olu@a.example"}, "JSV_OIDC_EMAIL_DOMAINS: write domains alone"),
    ],
)
def test_half_an_openid_provider_is_refused(changed: dict[str, str], said: str) -> None:
    """One line says what is missing, or what is not safe."""
    (line,) = refused(**{**GOOD, **OIDC, **changed})

    assert said in line


def test_domains_without_a_provider_are_refused() -> None:
    """They would do nothing."""
    assert len(refused(**GOOD, JSV_OIDC_EMAIL_DOMAINS="a.example")) == 3


POSTED = {"JSV_SMTP_URL": "smtps://mail.example.org", "JSV_MAIL_FROM": "jsv@partnership.example"}


@pytest.mark.parametrize("mailbox", ["imaps://jsv:open%20sesame@mail.example.org/INBOX", str(Path(__file__).parent)])
def test_a_mailbox_that_can_be_read(mailbox: str) -> None:
    """By IMAP, or a folder that is there."""
    assert read(**{**GOOD, **POSTED, "JSV_MAILBOX": mailbox}).for_production()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"JSV_MAILBOX": "mail.example.org"}, "JSV_MAILBOX: write imaps://"),
        ({"JSV_MAILBOX": "imaps://mail.example.org"}, "JSV_MAILBOX: write imaps://"),
        ({"JSV_MAILBOX": "pop3://jsv:sesame@mail.example.org"}, "JSV_MAILBOX: write imaps://"),
        ({"JSV_MAILBOX": "/nowhere/at/all"}, "JSV_MAILBOX: write imaps://"),
        ({"JSV_MAILBOX": "/", "JSV_SMTP_URL": "", "JSV_MAIL_FROM": ""}, "JSV_SMTP_URL is missing"),
        ({"JSV_MAILBOX_CHECKED_BY": "mx.example.org"}, "JSV_MAILBOX is missing"),
    ],
)
def test_a_mailbox_that_cannot(changed: dict[str, str], said: str) -> None:
    """What is wrong is said in one line, and what to write instead; the password is not in it."""
    (line,) = refused(**{**GOOD, **POSTED, **changed})

    assert said in line
    assert "sesame" not in line


SIGNED = "whsec_" + "a2V5" * 8


@pytest.mark.parametrize(
    "changed",
    [
        {"JSV_HOOK_URL": "https://files.example.org/hook", "JSV_HOOK_SECRET": SIGNED},
        {"JSV_HOOK_URL": "http://127.0.0.1:9/hook", "JSV_HOOK_SECRET": f"{SIGNED},{SIGNED}", "JSV_HOOK_RECORD": "1"},
        {"JSV_HOOK_FOLDER": str(Path(__file__).parent)},
    ],
    ids=["https", "this machine", "a folder"],
)
def test_a_case_system_that_can_be_told(changed: dict[str, str]) -> None:
    """An https address with a secret, this very machine, or a folder."""
    assert read(**{**GOOD, **changed}).for_production()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"JSV_HOOK_URL": "http://files.example.org", "JSV_HOOK_SECRET": SIGNED}, "https://"),
        ({"JSV_HOOK_URL": "https://me:pass@files.example.org", "JSV_HOOK_SECRET": SIGNED}, "without a user"),
        ({"JSV_HOOK_URL": "https://files.example.org"}, "openssl"),
        ({"JSV_HOOK_URL": "https://files.example.org", "JSV_HOOK_SECRET": "secret"}, "openssl"),
        ({"JSV_HOOK_URL": "https://files.example.org", "JSV_HOOK_SECRET": f"{SIGNED},whsec_x"}, "openssl"),
        ({"JSV_HOOK_SECRET": SIGNED}, "JSV_HOOK_URL is missing"),
        ({"JSV_HOOK_FOLDER": "here"}, "full path"),
        ({"JSV_HOOK_FOLDER": "/nowhere/at/all"}, "full path"),
        ({"JSV_HOOK_RECORD": "1"}, "there is none"),
    ],
)
def test_a_case_system_that_cannot(changed: dict[str, str], said: str) -> None:
    """What is wrong is said in one line, and what to write instead; the secret is not in it."""
    (line,) = refused(**{**GOOD, **changed})

    assert said in line
    assert SIGNED not in line


def test_everything_missing_is_said_at_once() -> None:
    """With nothing set, every fault is told in one go."""
    assert len(refused()) == 5


def test_loopback_may_do_without_https() -> None:
    """On this very machine http is enough."""
    assert read(**{**GOOD, "JSV_PUBLIC_URL": "http://localhost:8000"}).for_production()
    assert [is_loopback(one) for one in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "example.org")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_frozen_and_discreet() -> None:
    """Nothing changes settings, and printing them shows no secret."""
    settings = read(**GOOD, JSV_SLACK_APP_TOKEN="xapp-1")
    with pytest.raises(ValidationError):
        settings.port = 1

    assert not any(secret in repr(settings) for secret in (KEY, "s" * 64, "xoxb-1", "shh", "xapp-1"))


def test_each_setting_is_described() -> None:
    """Every setting says what it is for, so that its page can."""
    assert all((field.description or "").endswith(".") for field in Settings.model_fields.values())
