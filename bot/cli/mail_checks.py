"""The post, as `jsv doctor` looks at it: the server that takes letters, the mailbox that answers arrive in."""

import asyncio
from email.utils import parseaddr
from typing import Final

from adapters.mail.mailbox import source_of
from adapters.mail.send import SmtpClient
from adapters.shared.channel import Later
from bot.cli.finding import Finding
from bot.config.settings import Settings

NO_MAIL: Final = "not set up: no invitation goes out, and whoever has no chat is not reached."


async def outgoing(settings: Settings) -> Finding:
    """Whether letters can be sent."""
    if not settings.smtp_url:
        return Finding("Mail", NO_MAIL, "Set JSV_SMTP_URL and JSV_MAIL_FROM.")
    try:
        encrypted = await SmtpClient(settings.smtp_url).greet(parseaddr(settings.mail_from)[1])
    except Later as fault:
        return Finding(
            "Mail",
            f"the mail server does not let us in, or does not let us write as JSV_MAIL_FROM: {fault}.",
            "Is JSV_SMTP_URL right, with user and password? May that user send from JSV_MAIL_FROM?",
        )
    return Finding("Mail", f"the mail server lets us in{', encrypted' if encrypted else ', in clear on this machine'}.")


async def incoming(settings: Settings) -> Finding:
    """Whether what comes back can be read."""
    try:
        encrypted = await asyncio.to_thread(source_of(settings.mailbox).greet)
    except Later as fault:
        return Finding(
            "Mailbox",
            f"the mailbox of answers cannot be read: {fault}.",
            "Is JSV_MAILBOX right, with user, password and folder? Does the mail server allow IMAP with a password?",
        )
    return Finding("Mailbox", f"answers of calendars and bounces can be read{', encrypted' if encrypted else ''}.")
