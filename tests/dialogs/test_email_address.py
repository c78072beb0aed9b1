"""Which e-mail addresses are read, and how they are kept."""

import pytest

from dialogs.email_address import lawful, read_address

LAWFUL = [
    ("pat@agency.example", "pat@agency.example"),
    (" pat@agency.example ", "pat@agency.example"),
    ("sinead.o'madeup@one.example", "sinead.o'madeup@one.example"),
    ("pat+rota@agency.example", "pat+rota@agency.example"),
    ("pat_p-p.p@mail.north.agency.example", "pat_p-p.p@mail.north.agency.example"),
    ("Pat.Pretend@Agency.EXAMPLE", "Pat.Pretend@agency.example"),
    ("pat@ysgol-môn.example", "pat@xn--ysgol-mn-b4a.example"),
    ("pat@xn--ysgol-mn-b4a.example", "pat@xn--ysgol-mn-b4a.example"),
    ('"pat pretend"@agency.example', '"pat pretend"@agency.example'),
    ('"pat@home"@agency.example', '"pat@home"@agency.example'),
    (r'"pat \"p\""@agency.example', r'"pat \"p\""@agency.example'),
    ("#!$%&*/=?^`{|}~@agency.example", "#!$%&*/=?^`{|}~@agency.example"),
    ("1@2.example", "1@2.example"),
    (f"{'x' * 64}@agency.example", f"{'x' * 64}@agency.example"),
    ("jsv@localhost", "jsv@localhost"),
]
UNLAWFUL = [
    "",
    "pat",
    "pat@",
    "@agency.example",
    "pat@agency",
    "pat@@agency.example",
    "pat@x@agency.example",
    "pat pretend@agency.example",
    "pat.@agency.example",
    ".pat@agency.example",
    "pat..p@agency.example",
    "pat@agency..example",
    "pat@.agency.example",
    "pat@agency.example.",
    "pat@-agency.example",
    "pat@agency_x.example",
    "pat@[192.0.2.1]",
    "pat@192.0.2.1",
    "pat@agency.example, mo@agency.example",
    "pat@agency.example; mo@agency.example",
    "<pat@agency.example>",
    "Pat <pat@agency.example>",
    "mailto:pat@agency.example",
    'pat"@agency.example',
    '"pat@agency.example',
    "pät@agency.example",
    "pat@agency.example\r\nBcc: mo@agency.example",
    "pat\x00@agency.example",
    f"{'x' * 65}@agency.example",
    f"pat@{'x' * 64}.example",
    f"pat@{'x.' * 126}example",
]


@pytest.mark.parametrize(("typed", "kept"), LAWFUL)
def test_lawful_addresses_are_read(typed: str, kept: str) -> None:
    """Each is kept with its domain as mail servers know it, and reading it again changes nothing."""
    assert kept == read_address(typed) == read_address(kept)
    assert lawful(kept)


@pytest.mark.parametrize("typed", UNLAWFUL)
def test_what_is_no_address_is_not_guessed(typed: str) -> None:
    """Nothing is cut out of what was typed to make an address of it."""
    assert "" == read_address(typed)
    assert not lawful(typed)
