"""What the settings of the post must be, in plain lines: where letters go out, and where answers to them arrive."""

from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from dialogs.email_address import lawful

MAILBOX: Final = "JSV_MAILBOX: write imaps://USER:PASSWORD@HOST/INBOX, or the full path of a folder that is there."


def faults(smtp_url: str, mail_from: str, mailbox: str, checked_by: str) -> Iterator[str]:
    """Every fault, one line each."""
    if smtp_url and urlsplit(smtp_url).scheme not in ("smtp", "smtps"):
        yield "JSV_SMTP_URL must begin with smtp:// or smtps://, such as smtp://USER:PASSWORD@mail.example.org:587."
    if smtp_url and not lawful(parseaddr(mail_from)[1]):
        yield "JSV_MAIL_FROM is missing, or no address: write the one that letters come from, such as jsv@partnership.example."
    if mailbox and not _is_mailbox(mailbox):
        yield MAILBOX
    if mailbox and not smtp_url:
        yield "JSV_SMTP_URL is missing: JSV_MAILBOX is where answers to our letters arrive, and none can be sent."
    if checked_by and not mailbox:
        yield "JSV_MAILBOX is missing: JSV_MAILBOX_CHECKED_BY says who has checked what arrives there."


def _is_mailbox(mailbox: str) -> bool:
    if "://" not in mailbox:
        return Path(mailbox).is_absolute() and Path(mailbox).is_dir()
    where = urlsplit(mailbox)
    return where.scheme in ("imap", "imaps") and bool(where.hostname and where.username and where.password)
