"""What a refusal of a platform means, in one table: whose fault it is, and so what follows.

| whose | what follows |
|---|---|
| person | the account is not written to before it is heard from (its state says why); the next way is taken |
| message | a smaller one in its place; else the next way, for this message alone |
| app | nothing more is sent to that workspace or tenant, the operator and the office are told; it goes on by itself once it is good |
| platform | tried again, when it asked for or later and later |
| gone | what was to be changed is not there: sent anew |
| unknown | the next way, for this message alone; else tried again. Nobody is given up for a word that we do not know |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Final

from adapters.shared.channel import Later, Refused, Stopped, Unreachable
from dialogs.model.reach import State


class Whose(StrEnum):
    """Whose fault a refusal is."""

    PERSON = "person"
    MESSAGE = "message"
    APP = "app"
    PLATFORM = "platform"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whose fault it is; of a person's, what is so of their account."""

    whose: Whose
    state: State = State.GONE


def _all(meaning: Meaning, *codes: str) -> Mapping[str, Meaning]:
    return dict.fromkeys(codes, meaning)


LEFT, BLOCKED, REMOVED = (Meaning(Whose.PERSON, state) for state in (State.LEFT, State.BLOCKED, State.REMOVED))
MESSAGE, APP, PLATFORM, GONE, UNKNOWN = map(
    Meaning, (Whose.MESSAGE, Whose.APP, Whose.PLATFORM, Whose.GONE, Whose.UNKNOWN)
)

SLACK: Final[Mapping[str, Meaning]] = {
    **_all(LEFT, "user_not_found", "users_not_found", "user_disabled", "user_deleted"),
    **_all(BLOCKED, "cannot_dm_bot", "user_not_visible", "messages_tab_disabled"),
    **_all(BLOCKED, "restricted_action", "restricted_action_read_only_channel"),
    **_all(REMOVED, "not_in_channel", "channel_not_found", "is_archived"),
    **_all(MESSAGE, "msg_too_long", "msg_blocks_too_long", "attachment_payload_limit_exceeded", "too_many_attachments"),
    **_all(MESSAGE, "invalid_blocks", "invalid_blocks_format", "invalid_attachments", "no_text"),
    **_all(MESSAGE, "invalid_arguments", "invalid_array_arg", "invalid_arg_name", "markdown_text_conflict"),
    **_all(MESSAGE, "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large"),
    **_all(APP, "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "app_uninstalled"),
    **_all(APP, "missing_scope", "not_allowed_token_type", "no_permission", "team_access_not_granted"),
    **_all(APP, "team_disabled", "access_denied", "accesslimited", "ekm_access_denied", "enterprise_is_restricted"),
    **_all(APP, "org_login_required", "two_factor_setup_required", "method_deprecated", "deprecated_endpoint"),
    **_all(PLATFORM, "ratelimited", "rate_limited", "message_limit_exceeded", "team_added_to_org"),
    **_all(PLATFORM, "internal_error", "fatal_error", "service_unavailable", "request_timeout"),
    **_all(GONE, "message_not_found", "cant_update_message", "edit_window_closed"),
}
TEAMS: Final[Mapping[str, Meaning]] = {
    **_all(BLOCKED, "MessageWritesBlocked"),
    **_all(REMOVED, "BotNotInConversationRoster", "ConversationNotFound", "ConversationBlockedByUser"),
    **_all(REMOVED, "ForbiddenOperationException"),
    **_all(LEFT, "UserNotFound", "MemberNotFoundInConversation", "InvalidUserIdentityInTenant"),
    **_all(MESSAGE, "MessageSizeTooBig", "BadSyntax", "BadArgument", "BadFormat", "InvalidCard"),
    **_all(APP, "BotNotRegistered", "BotDisabledByAdmin", "InvalidBotApiHost", "NotEnoughPermissions", "Unauthorized"),
    **_all(PLATFORM, "Throttled", "TooManyRequests", "PreconditionFailed", "ServiceError", "ServiceUnavailable"),
    **_all(GONE, "ActivityNotFoundInConversation", "MessageNotFound"),
}
"""The codes of the Bot Connector. `BotDisabledByAdmin` is said of the whole tenant."""
TABLE: Final[Mapping[str, Mapping[str, Meaning]]] = {"slack": SLACK, "teams": TEAMS}

STATUSES: Final[Mapping[int, Meaning]] = {
    HTTPStatus.UNAUTHORIZED: APP,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: MESSAGE,
    HTTPStatus.BAD_REQUEST: MESSAGE,
    HTTPStatus.REQUEST_TIMEOUT: PLATFORM,
    HTTPStatus.PRECONDITION_FAILED: PLATFORM,
    HTTPStatus.TOO_MANY_REQUESTS: PLATFORM,
}
"""What a status means where no code says more: a limit and an outage in any case."""
ALONE: Final[Mapping[tuple[str, int], Meaning]] = {("teams", HTTPStatus.FORBIDDEN): BLOCKED}
"""What a status means that came without any code: Teams says no more of somebody who has blocked or removed the bot."""


def meaning(channel: str, code: str, status: int = 0) -> Meaning:
    """Whose fault a refusal is: by its code, which says most; else by its status."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PLATFORM
    known = TABLE.get(channel, {}).get(code)
    if known is None and not code:
        known = ALONE.get((channel, status))
    return known or STATUSES.get(status, UNKNOWN if code or status >= HTTPStatus.BAD_REQUEST else PLATFORM)


def refusal(
    channel: str, place: str, code: str, status: int = 0, seconds: float | None = None
) -> Later | Unreachable | Refused:
    """The error to raise for a refusal in a workspace or tenant; `seconds` is how long the platform asked to be left alone."""
    meant, said = meaning(channel, code, status), code or f"status_{status}"
    match meant.whose:
        case Whose.PERSON:
            return Unreachable(said, meant.state)
        case Whose.APP:
            return Stopped(said, channel, place)
        case Whose.PLATFORM:
            return Later(said, seconds)
        case _:
            return Refused(said, smaller=meant.whose is Whose.MESSAGE, gone=meant.whose is Whose.GONE)
