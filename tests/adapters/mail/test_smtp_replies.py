"""What post offices answer, and whose fault it is (RFC 5321, RFC 3463, and what is met in the wild)."""

import pytest

from adapters.mail.smtp_replies import Whose, short, whose

ANSWERS = [
    (550, "5.1.1 The email account that you tried to reach does not exist", Whose.ADDRESS),
    (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", Whose.ADDRESS),
    (550, "5.1.2 no such domain", Whose.ADDRESS),
    (551, "5.1.6 has moved", Whose.ADDRESS),
    (550, "5.2.1 mailbox disabled", Whose.ADDRESS),
    (550, "5.4.1 Recipient address rejected: Access denied. [AM5.eop-EUR.prod.protection.outlook.com]", Whose.ADDRESS),
    (554, "5.4.4 unable to route", Whose.ADDRESS),
    (550, "no such user here", Whose.ADDRESS),
    (553, "mailbox name not allowed", Whose.ADDRESS),
    (556, "5.1.10 domain does not accept mail", Whose.ADDRESS),
    (450, "4.2.0 greylisted", Whose.MAILBOX),
    (451, "4.7.1 greylisted, try again in 5 minutes", Whose.MAILBOX),
    (452, "4.2.2 over quota", Whose.MAILBOX),
    (421, "busy", Whose.MAILBOX),
    (552, "mailbox full", Whose.MAILBOX),
    (552, "5.2.2 over quota", Whose.MAILBOX),
    (550, "5.7.1 relaying denied", Whose.RELAY),
    (554, "5.7.1 <pat@x.example>: Relay access denied", Whose.RELAY),
    (550, "5.7.23 SPF validation failed", Whose.RELAY),
    (550, "5.7.26 unauthenticated sender", Whose.RELAY),
    (550, "5.1.8 bad sender address", Whose.RELAY),
    (553, "5.1.7 sender syntax", Whose.RELAY),
    (550, "5.3.0 mail system", Whose.RELAY),
    (501, "5.5.4 syntax", Whose.RELAY),
    (550, "5.6.7 not in UTF-8", Whose.RELAY),
    (550, "relay not permitted", Whose.RELAY),
    (550, "blocked by our policy", Whose.RELAY),
    (554, "transaction failed", Whose.RELAY),
    (530, "authentication required", Whose.RELAY),
    (599, "what is that", Whose.RELAY),
]


@pytest.mark.parametrize(("code", "said", "expected"), ANSWERS)
def test_whose_fault_it_is(code: int, said: str, expected: Whose) -> None:
    """An address is given up only for what is wrong with it; what is against us, or unknown, is nobody's death."""
    assert expected is whose(code, said)


def test_what_is_logged_names_nobody() -> None:
    """The digits go into the log, the words do not: they may hold an address."""
    assert ("554 5.7.1", "550") == (short(554, "5.7.1 <pat@x.example>: denied"), short(550, "pat@x.example unknown"))
