"""The post, in front of a real SMTP server on this machine."""

import email
import email.policy
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest
from structlog.testing import capture_logs

from adapters.mail.letterhead import Letterhead
from adapters.mail.letters import letter_of
from adapters.mail.send import MailChannel, SmtpClient
from adapters.shared.channel import Delayed, Later, Posting, Unreachable
from dialogs.ids import PersonId
from dialogs.model.cover import Cover
from dialogs.model.heard import Handle
from dialogs.model.views import Card, Text
from tests.dialogs.test_email_address import LAWFUL
from tests.post_office import PostOffice, a_post_office, words_of
from tests.town import MONDAY

COVER = Cover(
    subject="Please say whether a case should go to joint supervision",
    says=("Dear Pat Pretend, Mo Madeup (Testshire Council) asks you to say so.",),
    facts=(("Please by", "Thu 3 Dec 2026"),),
    reference="JS-3ERK",
)
CARD = Card("agreement", "Agree? JS-3ERK", body=(Text("A.B. is quiet at home"),), case="c1", cover=COVER)
AT = "pat@council.example"
TO = Handle("email", "pat", AT)
HEAD = Letterhead(
    address="Bot <bot@partnership.example>",
    partnership="Testshire Safeguarding Children Partnership",
    email="office@partnership.example",
    secret=b"s" * 32,
)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with a_post_office() as office:
        yield office


def channel(office: PostOffice) -> MailChannel:
    return MailChannel(SmtpClient(office.url), link, HEAD, lambda: MONDAY)


def link(person: PersonId, card: Card) -> str:
    return f"https://bot.example/l/{person}-{card.name}"


async def test_a_card_goes_out_as_what_is_asked_and_a_link_and_nothing_of_what_is_on_it(office: PostOffice) -> None:
    """The letter says who asks for what; what is written about the child stays behind the link (P23)."""
    at = await channel(office).send(TO, CARD, key="k1")

    (letter,) = office.kept
    assert (at, letter["Subject"], letter["To"]) == (Posting(AT, "k1"), COVER.subject, AT)
    for kind in ("plain", "html"):
        assert "https://bot.example/l/pat-agreement" in words_of(letter, kind)
        assert "Mo Madeup (Testshire Council) asks you" in words_of(letter, kind)
    assert "quiet at home" not in letter.as_string()


async def test_the_head_of_a_letter(office: PostOffice) -> None:
    """It has a date, is in the partnership's name, is answered at its office, and asks for no holiday answers; it is no list's."""
    await channel(office).send(TO, CARD, key="k1")

    (letter,) = office.kept
    assert MONDAY == parsedate_to_datetime(letter["Date"])
    assert "Testshire Safeguarding Children Partnership <bot@partnership.example>" == letter["From"]
    assert ("office@partnership.example", "auto-generated") == (letter["Reply-To"], letter["Auto-Submitted"])
    assert letter["List-Unsubscribe"] is None


async def test_the_same_message_has_the_same_id(office: PostOffice) -> None:
    """Sent twice after a crash, both copies carry one Message-ID; another address or another message has another."""
    for to, key in ((TO, "k1"), (TO, "k1"), (TO, "k2"), (Handle("email", "mo", "mo@council.example"), "k1")):
        await channel(office).send(to, CARD, key=key)

    first, again, other, elses = (letter["Message-ID"] for letter in office.kept)
    assert (first == again, len({first, other, elses})) == (True, 3)
    assert HEAD.wrote(first, AT)
    assert not HEAD.wrote(first, "mo@council.example")
    assert not HEAD.wrote("<made.up@partnership.example>", AT)


async def test_a_letter_that_lies_is_never_sent_again_when_its_card_changes(office: PostOffice) -> None:
    """Editing sends nothing: the link shows what is so."""
    await channel(office).edit(TO, Posting(AT, "k1"), CARD)

    assert office.kept == []


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("451 4.7.1 greylisted, try again in 5 minutes", Delayed),
        ("550 no such box", Unreachable),
        ("550 5.1.1 unknown", Unreachable),
        ("552 full", Delayed),
        ("550 5.7.1 relaying denied", Later),
    ],
)
@pytest.mark.parametrize("when", ["at the address", "after the letter"])
async def test_what_is_not_taken_waits_or_is_told(
    office: PostOffice, says: str, expected: type[Exception], when: str
) -> None:
    """A box that is full is tried again; one that does not exist is somebody who cannot be reached here; a relay's rules are nobody's fault."""
    if when == "at the address":
        office.answers[AT] = says
    else:
        office.to_letter = says
    with pytest.raises((Later, Unreachable)) as told:
        await channel(office).send(TO, CARD, key="k1")
    office.answers, office.to_letter = {}, "250 OK"
    await channel(office).send(TO, CARD, key="k1")

    assert (type(told.value), len(office.kept)) == (expected, 1)


async def test_a_sender_that_is_refused_is_the_operators(office: PostOffice) -> None:
    """Nobody is unreachable because our own address is not liked; the log says so with the post office's digits."""
    office.to_sender = "550 5.1.8 sender not known here"
    with capture_logs() as lines, pytest.raises(Later, match="smtp 550 5.1.8"):
        await channel(office).send(TO, CARD, key="k1")

    assert [("mail_relay_away", "smtp 550 5.1.8")] == [(line["action"], line["code"]) for line in lines]


async def test_a_policy_refusal_is_in_the_log(office: PostOffice) -> None:
    """What the post office has against us is told to whoever runs the bot, without anybody's address."""
    office.answers[AT] = f"554 5.7.1 <{AT}>: Relay access denied"
    with capture_logs() as lines, pytest.raises(Later):
        await channel(office).send(TO, CARD, key="k1")

    assert [("mail_relay_refuses", "554 5.7.1")] == [(line["action"], line["code"]) for line in lines]
    assert AT not in str(lines)


async def test_what_was_taken_is_taken_however_the_post_office_parts(office: PostOffice) -> None:
    """An answer to our good-bye makes no letter be sent again."""
    office.at_parting = "451 4.3.0 wait"
    await channel(office).send(TO, CARD, key="k1")

    assert len(office.kept) == 1


@pytest.mark.parametrize("address", sorted({kept for _, kept in LAWFUL}))
async def test_every_lawful_address_is_written_to(office: PostOffice, address: str) -> None:
    """It reaches the post office as it stands in the directory."""
    await channel(office).send(Handle("email", "pat", address), CARD, key="k1")

    assert [address] == office.tried


async def test_an_address_that_no_post_office_passes_on(office: PostOffice) -> None:
    """An address with a letter beyond ASCII is one person's, and stops nobody else's letters."""
    with pytest.raises(Unreachable):
        await channel(office).send(Handle("email", "pat", "pät@council.example"), CARD, key="k1")

    assert office.tried == []


async def test_an_office_that_does_not_answer_is_tried_again_later() -> None:
    """Nobody at the port is an outage, not somebody unreachable."""
    with pytest.raises(Later):
        await MailChannel(SmtpClient("smtp://127.0.0.1:1"), link, HEAD, lambda: MONDAY).send(TO, CARD, key="k1")


def test_an_invitation_is_read_by_people_and_by_calendars() -> None:
    """A text, a `text/calendar` part with its method, and the same as a file (RFC 6047)."""
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    letter = letter_of(COVER, HEAD, to=AT, key="k", at=MONDAY, calendar=calendar, method="REQUEST")
    read = email.message_from_bytes(letter.as_bytes(), policy=email.policy.default)
    parts = [
        (part.get_content_type(), part.get_param("method"), part.get_filename())
        for part in read.walk()
        if not part.is_multipart()
    ]

    assert parts == [
        ("text/plain", None, None),
        ("text/html", None, None),
        ("text/calendar", "REQUEST", None),
        ("text/calendar", "REQUEST", "invitation.ics"),
    ]


def test_nothing_typed_breaks_a_header() -> None:
    """Line breaks in a title cannot add a header of their own."""
    letter = letter_of(Cover(subject="One\r\nBcc: everybody@x.example"), HEAD, to=AT, key="k", at=MONDAY)

    assert (letter["Subject"], letter["Bcc"]) == ("One Bcc: everybody@x.example", None)
