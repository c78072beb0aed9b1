"""Every setting, read once from JSV_ variables and an .env file, frozen from then on.

A name we do not know is refused, and so is a configuration that is half done: in one plain line for each fault, which
says what to write instead. Each setting's description is what docs/settings.md says of it (a test compares them).
"""

import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal, Self

from dotenv import dotenv_values
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.shared.loopback import is_loopback
from bot.config import address_rules, key_rules, mail_rules, oidc_rules, slack_rules, vouched_domains, webhook_rules
from bot.config.errors import Plain
from bot.config.vouched_domains import Bindings

PREFIX: Final = "JSV_"
TESTS_OWN: Final = "JSV_TEST_"  # what only our tests read
DOTENV: Final = Path(".env")
SHORTEST_SECRET: Final = 32
NO_CHANNEL: Final = (
    "JSV_SLACK_BOT_TOKEN is missing: no channel is set up. "
    "Write the token xoxb-... from your Slack app, or try `jsv demo`, which needs nothing."
)
NO_DATABASE: Final = "JSV_DATABASE_URL is missing, in the environment and in {folder}/.env: go to the folder of your settings, or write which database it is."


class BadSettings(Plain):
    """The settings cannot be used: one line for each that is wrong, with its name."""


class Settings(BaseSettings):
    """What whoever runs the bot decides."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True)

    database_url: str = Field(
        default="",
        description="Where everything is kept: sqlite:///FILE, or postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
    )
    keys: str = Field(
        "",
        repr=False,
        description="The key ring that encrypts everything written about a case: NAME:KEY, the current one first; a KEY is 32 bytes in base64.",
    )
    secret: str = Field(
        default="", repr=False, description="Signs links and cookies. At least 32 characters that nobody can guess."
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")
    public_url: str = Field(
        default="", description="How the world reaches the bot, such as https://jsv.example.org. Links begin with it."
    )
    trusted_proxies: str = Field(
        default="",
        description="Proxies before the bot, addresses or networks such as 127.0.0.1,10.0.0.0/8: whose X-Forwarded-For is believed.",
    )
    profile: str = Field(
        "norfolk-2022",
        description="The procedure's profile: the name of one that ships, or a file. Further ones, after commas, serve cases that began under them.",
    )
    closures: str = Field(
        "",
        description="A file with the partnership's closure days and one-off holidays, for all cases at once (docs/running.md).",
    )
    keep_days: int = Field(
        default=365,
        ge=0,
        description="How many days a case is kept once it is over; then all that was written about it is erased. 0 keeps it for ever.",
    )
    contact: str = Field(
        "",
        description="Whom people ask about the bot and what it keeps, such as office@partnership.example. The privacy page names it.",
    )
    word_template: str = Field(
        "",
        description="A Word template of your own for the record, in place of the one that ships (docs/documents.md).",
    )
    log_format: Literal["json", "plain"] = Field(
        default="json", description="How logs are written: json, or plain for people to read."
    )
    smtp_url: str = Field(
        "",
        repr=False,
        description="The post office: smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://HOST. Sends invitations, and links to whoever has no chat.",
    )
    mail_from: str = Field("", description="Whose letters they are, such as jsv@partnership.example.")
    mailbox: str = Field(
        "",
        repr=False,
        description="Where answers of calendars and bounces arrive, that is the mailbox of JSV_MAIL_FROM: imaps://USER:PASSWORD@HOST/FOLDER, "
        "or the full path of a folder of .eml files (docs/reaching.md).",
    )
    mailbox_checked_by: str = Field(
        "",
        description="How your mail server calls itself in Authentication-Results, such as mx.partnership.example; EXCHANGE for Exchange Online. "
        "With it answers of senders that it did not find genuine count for nothing.",
    )
    hook_url: str = Field(
        "",
        repr=False,
        description="Case system: an https address that gets a signed request when a record is circulated, filed or amended.",
    )
    hook_secret: str = Field(
        "",
        repr=False,
        description="Case system: what signs those requests, whsec_ and 32 bytes in base64. With several, after commas, each signs.",
    )
    hook_folder: str = Field(
        "", description="Case system: the full path of a folder in which the same is put as a file."
    )
    hook_record: bool = Field(
        default=False,
        description="Case system: 1 sends the text of the record along. Without it no word of a case leaves.",
    )
    anchor_folder: str = Field(
        "",
        description="The log: the full path of a folder where each night is put how far it had got (docs/keeping.md).",
    )
    oidc_issuer: str = Field(
        "",
        description="Dashboard: the OpenID provider whose accounts sign in, such as https://login.microsoftonline.com/TENANT/v2.0 (docs/signing-in.md).",
    )
    oidc_client_id: str = Field("", description="Dashboard: what the provider knows us by.")
    oidc_client_secret: str = Field("", repr=False, description="Dashboard: the secret that the provider gave us.")
    oidc_email_domains: str = Field(
        "",
        description="Dashboard: domains, separated by commas, whose e-mails count as verified where the provider does not say.",
    )
    slack_bot_token: str = Field(
        "",
        repr=False,
        description="Slack: the bot user's token, xoxb-...; with several workspaces T0123ABCD:xoxb-... for each, separated by commas.",
    )
    slack_signing_secret: str = Field(
        default="", repr=False, description="Slack: the signing secret, when Slack calls us over HTTPS."
    )
    slack_app_token: str = Field(
        default="",
        repr=False,
        description="Slack: the app-level token, xapp-..., when we call Slack instead (Socket Mode).",
    )
    slack_teams: str = Field(
        default="",
        description="Slack: the workspaces that may use the bot, each with the e-mail domains it vouches for, T0123ABCD:council.example+school.example, "
        "separated by commas. All others are refused; without domains people come in by a code only (docs/reaching.md).",
    )
    teams_app_id: str = Field(default="", description="Teams: the app id of the bot's registration.")
    teams_app_secret: str = Field(
        default="",
        repr=False,
        description="Teams: the app's client secret. Without one, the user-assigned identity of the machine is used.",
    )
    teams_tenant: str = Field(default="", description="Teams: the tenant that the app is registered in.")
    teams_tenants: str = Field(
        default="",
        description="Teams: the tenants whose people may use the bot, each with the e-mail domains it vouches for, TENANT:council.example+school.example, "
        "separated by commas. All others are refused; without domains people come in by a code only (docs/reaching.md).",
    )
    teams_anonymous: bool = Field(
        default=False, description="Teams: takes requests without a token, from this machine only. For trying out."
    )
    teams_openid_url: str = Field(
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Teams: where it is published who signs requests. Another one for a government cloud.",
    )
    teams_token_url: str = Field(
        default="", description="Teams: where our own tokens come from, if not from the tenant's usual address."
    )

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ, dotenv: Path = DOTENV) -> Self:
        """The settings as the environment and the .env file give them; the environment wins.

        Raises:
            BadSettings: a line for each that is unknown, or not as it must be.
        """
        settings, lines = cls.as_far_as_can_be(environ, dotenv)
        if lines:
            raise BadSettings(lines)
        return settings

    @classmethod
    def as_far_as_can_be(
        cls, environ: Mapping[str, str] = os.environ, dotenv: Path = DOTENV
    ) -> tuple[Self, tuple[str, ...]]:
        """The settings without what cannot be read, and a line for each such thing: for looking on all the same."""
        given = {**_file(dotenv), **{name: text for name, text in environ.items() if name.upper().startswith(PREFIX)}}
        lines = [*_unknown(given)]
        values = {name.upper().removeprefix(PREFIX).lower(): text for name, text in given.items()}
        try:
            return cls.model_validate(values), tuple(lines)
        except ValidationError as fault:
            lines += _invalid(fault)
            wrong = {str(error["loc"][0]) for error in fault.errors(include_input=False, include_url=False)}
        return cls.model_validate(values | {name: cls.model_fields[name].default for name in wrong}), tuple(lines)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach us."""
        return is_loopback(self.host)

    @property
    def allowed_slack_workspaces(self) -> frozenset[str]:
        """The workspaces that may use the bot."""
        return frozenset(self.slack_domains)

    @property
    def allowed_teams_tenants(self) -> frozenset[str]:
        """The tenants whose people may use the bot, in small letters."""
        return frozenset(self.teams_domains)

    @property
    def slack_domains(self) -> Bindings:
        """The e-mail domains that each of those workspaces vouches for."""
        return vouched_domains.read(self.slack_teams)

    @property
    def teams_domains(self) -> Bindings:
        """The e-mail domains that each of those tenants vouches for."""
        return vouched_domains.read(self.teams_tenants.lower())

    @property
    def email_domains(self) -> frozenset[str]:
        """The domains whose e-mails the dashboard's provider vouches for."""
        return frozenset(domain.strip() for domain in self.oidc_email_domains.split(",") if domain.strip())

    @property
    def slack_tokens(self) -> Mapping[str, str]:
        """The token of each workspace; under an empty name the one for all."""
        pairs = (entry.strip().rpartition(":") for entry in self.slack_bot_token.split(",") if entry.strip())
        return {team: token for team, _, token in pairs}

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profile for new cases, then those that older cases began under."""
        return tuple(name.strip() for name in self.profile.split(",") if name.strip())

    @property
    def kept(self) -> timedelta | None:
        """How long a case is kept once it is over."""
        return timedelta(days=self.keep_days) if self.keep_days else None

    @property
    def sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.database_url.startswith("sqlite:")

    def with_database(self) -> Self:
        """The same settings, if they name a database: there is none by default, so that no command works on an empty one of its own.

        Raises:
            BadSettings: no database is named.
        """
        if not self.database_url:
            raise BadSettings([NO_DATABASE.format(folder=Path.cwd())])
        return self

    def with_keys(self) -> Self:
        """The same settings, if what is stored can be read and written with them.

        Raises:
            BadSettings: JSV_KEYS is missing, or no key ring.
        """
        if lines := tuple(key_rules.faults(self.keys)):
            raise BadSettings(lines)
        return self

    def for_production(self) -> Self:
        """The same settings, if everything that a real service needs is there.

        Raises:
            BadSettings: a line for each that is missing.
        """
        if lines := tuple(_missing(self)):
            raise BadSettings(lines)
        return self


def _file(dotenv: Path) -> Mapping[str, str]:
    if not dotenv.is_file():
        return {}
    return {name: text or "" for name, text in dotenv_values(dotenv).items() if name.upper().startswith(PREFIX)}


def _unknown(given: Mapping[str, str]) -> Iterator[str]:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in sorted(given):
        if name.upper() not in known and not name.upper().startswith(TESTS_OWN):
            near = get_close_matches(name.upper(), known, n=1, cutoff=0)
            yield f"{name} is not a setting of ours. Did you mean {near[0]}?"


def _invalid(fault: ValidationError) -> Iterator[str]:
    """What pydantic found, without what was given: it may be a secret."""
    for error in fault.errors(include_input=False, include_url=False):
        name = str(error["loc"][0])
        yield f"{PREFIX}{name.upper()}: {error['msg']}. {Settings.model_fields[name].description}"


def _missing(given: Settings) -> Iterator[str]:
    yield from key_rules.faults(given.keys)
    if len(given.secret) < SHORTEST_SECRET:
        yield f"JSV_SECRET needs at least {SHORTEST_SECRET} characters. Write what `openssl rand -hex 32` prints."
    if not given.sqlite and not given.database_url.startswith("postgresql+psycopg:"):
        yield "JSV_DATABASE_URL: write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
    yield from address_rules.faults(given.public_url, given.trusted_proxies)
    if not given.slack_bot_token and not given.smtp_url and not (given.teams_app_id or given.teams_anonymous):
        yield NO_CHANNEL
    if given.slack_bot_token:
        yield from slack_rules.faults(
            given.slack_tokens, given.slack_signing_secret, given.slack_app_token, given.slack_teams
        )
    yield from _teams(given)
    yield from mail_rules.faults(given.smtp_url, given.mail_from, given.mailbox, given.mailbox_checked_by)
    yield from oidc_rules.faults(given.oidc_issuer, given.oidc_client_id, given.oidc_client_secret, given.email_domains)
    yield from webhook_rules.faults(given.hook_url, given.hook_secret, given.hook_folder, record=given.hook_record)
    yield from webhook_rules.folder("JSV_ANCHOR_FOLDER", given.anchor_folder)


def _teams(given: Settings) -> Iterator[str]:
    if given.teams_anonymous and (given.teams_app_id or not given.loopback):
        yield "JSV_TEAMS_ANONYMOUS lets anybody in: it is only for trying out on this machine, without JSV_TEAMS_APP_ID and with JSV_HOST=127.0.0.1."
    yield from vouched_domains.faults(vouched_domains.TEAMS, given.teams_tenants, needed=bool(given.teams_app_id))
    if not given.teams_app_id:
        return
    if given.teams_app_secret and not (given.teams_tenant or given.teams_token_url):
        yield "JSV_TEAMS_TENANT is missing: write the id of the tenant that the app is registered in."
