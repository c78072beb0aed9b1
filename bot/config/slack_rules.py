"""What the settings of Slack must be, in plain lines."""

from collections.abc import Iterator, Mapping

from bot.config import vouched_domains


def faults(tokens: Mapping[str, str], signing_secret: str, app_token: str, workspaces: str) -> Iterator[str]:
    """Every fault of a Slack that is set up, one line each. `tokens` are bot tokens by workspace."""
    if not all(token.startswith("xoxb-") for token in tokens.values()):
        yield "JSV_SLACK_BOT_TOKEN is not a bot token: write the one that begins with xoxb-."
    if not signing_secret and not app_token:
        yield "JSV_SLACK_SIGNING_SECRET is missing: write it (Slack calls us), or JSV_SLACK_APP_TOKEN (we call Slack: Socket Mode)."
    if app_token and not app_token.startswith("xapp-"):
        yield "JSV_SLACK_APP_TOKEN is not an app-level token: write the one that begins with xapp-."
    yield from vouched_domains.faults(vouched_domains.SLACK, workspaces, needed=True)
