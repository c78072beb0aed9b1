"""Answers in calendars and bounces, from a real mailbox to the card that people read (P16): each is heard once, a forged or stale one never."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
import structlog
from dbos import DBOS

from adapters.mail.letterhead import Letterhead
from adapters.mail.mailbox import AT_ONCE, FolderMailbox, ImapMailbox, Mailbox
from adapters.mail.send import SmtpClient
from bot.channels.email import SmtpMail
from bot.outbox.invitations import Sitting, To, invite_person
from bot.outbox.scenes import scene_for
from bot.queue.engine import Durable
from bot.runtime.runtime import Pace, Runtime
from bot.schedule.mailbox import READ_TO, read_mailbox
from bot.simulation.player import Player
from dialogs.engine import draw
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.database.connect import open_engine
from store.queue.jobs import READ_MAILBOX, DbosJobs, InMemoryJobs
from tests.bot.acts import booked, posted, stored
from tests.bot.schedule.calendar_replies import PROGRAMS, Asked, calendar, thunderbird
from tests.builders import HAL, NIA, SAL, a_runtime, still
from tests.doubles import FakeChannel
from tests.imap_server import ImapServer, an_imap_server
from tests.post_office import PostOffice, a_post_office, words_of
from tests.town import PEOPLE
from tests.waiting import until

HEAD = Letterhead(address="jsv@partnership.example", secret=b"s" * 32)
HAL_AT = "hal@testshire.example"
NIA_AT = next(person.email for person in PEOPLE if person.id == NIA)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Where letters go out."""
    with a_post_office() as made:
        yield made


@pytest.fixture
def box() -> Iterator[ImapServer]:
    """Where answers come in."""
    with an_imap_server() as made:
        yield made


@pytest.fixture
def town(runtime: Runtime, office: PostOffice, box: ImapServer) -> Runtime:
    """A bot with both."""
    post = SmtpMail(SmtpClient(office.url), HEAD, still())
    return replace(runtime, mail=post, mailbox=Mailbox(ImapMailbox(box.url), HEAD))


def invited(town: Runtime, jobs: InMemoryJobs) -> Case:
    """A session is booked, and its invitations are in everybody's hands."""
    case = booked(town, Player(town))
    asyncio.run(posted(town, jobs, Sitting(case.id, 1, 1, cancel=False)))
    return case


def of(office: PostOffice, address: str = HAL_AT) -> Asked:
    return Asked.of(office.to(address)[-1])


def coming(town: Runtime, case: Case) -> dict[str, bool]:
    session = stored(town, case.id).session
    return dict(session.coming) if session else {}


def seen_by_the_lead(town: Runtime, case: Case, card: str = "session") -> str:
    with town.store.reading() as work:
        return repr(draw(card, scene_for(work, SAL, case.id, card, town)))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_no_in_a_calendar_is_heard(
    program: Callable[..., bytes], town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """As each program writes it: the lead coordinator's card names who does not come, and a changed mind counts."""
    case = invited(town, jobs)
    box.put(program(of(office), HAL_AT, "DECLINED"))
    assert 1 == read_mailbox(town)
    assert False is coming(town, case)[HAL]
    assert "('Not coming', 'Hal" in seen_by_the_lead(town, case)

    box.put(program(of(office), HAL_AT, "ACCEPTED"))
    assert 1 == read_mailbox(town)
    assert True is coming(town, case)[HAL]


def test_an_answer_is_asked_for_only_where_it_is_heard(town: Runtime, jobs: InMemoryJobs, office: PostOffice) -> None:
    """The calendar's own RSVP and the letter say the same."""
    case = invited(town, jobs)
    deaf = replace(town, mailbox=None)
    asyncio.run(invite_person(deaf, To(Sitting(case.id, 1, 1, cancel=False), HAL)))
    asked, unasked = office.to(HAL_AT)

    assert (True, True) == ("RSVP=TRUE" in unfolded(asked), "Please say in your calendar" in words_of(asked))
    assert (False, False) == ("RSVP=TRUE" in unfolded(unasked), "Please say in your calendar" in words_of(unasked))


def unfolded(letter: EmailMessage) -> str:
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    return str(part.get_content()).replace("\r\n ", "")


def test_a_perhaps_says_nothing(town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer) -> None:
    """They are still to be asked."""
    case = invited(town, jobs)
    before = coming(town, case)
    box.put(thunderbird(of(office), NIA_AT, "TENTATIVE"))

    assert 1 == read_mailbox(town)
    assert before == coming(town, case)


def test_what_somebody_noted_besides_is_kept_nowhere(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer, tmp_path: Path
) -> None:
    """The note of a calendar may say anything: it is on no card and in no file."""
    case = invited(town, jobs)
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"))
    read_mailbox(town)

    assert "at court" not in seen_by_the_lead(town, case)
    assert [] == [file.name for file in tmp_path.glob("jsv.db*") if b"at court" in file.read_bytes()]


def forged(asked: Asked) -> bytes:
    return thunderbird(asked, HAL_AT, "DECLINED").replace(f"From: {HAL_AT}".encode(), b"From: bo@testshire.example")


def refused_by_our_server(asked: Asked) -> bytes:
    return (
        b"Authentication-Results: mx.partnership.example; dmarc=fail header.from=testshire.example\r\n"
        + thunderbird(asked, HAL_AT, "DECLINED")
    )


def sent_for_somebody(asked: Asked) -> bytes:
    """What a mail server vouches for is From; whoever wrote it may put any name into Sender."""
    passed = b"Authentication-Results: mx.partnership.example; dmarc=pass header.from=evil.example\r\n"
    sender = f"From: evil@evil.example\r\nSender: {HAL_AT}".encode()
    return passed + thunderbird(asked, HAL_AT, "DECLINED").replace(f"From: {HAL_AT}".encode(), sender)


def of_another_session(asked: Asked) -> bytes:
    return thunderbird(replace(asked, uid=asked.uid.replace("-1@", "-2@")), HAL_AT, "DECLINED")


def of_no_session(asked: Asked) -> bytes:
    return thunderbird(replace(asked, uid="somebody-else@calendar.example"), HAL_AT, "DECLINED")


def stale(asked: Asked) -> bytes:
    return thunderbird(replace(asked, sequence=asked.sequence - 1), HAL_AT, "DECLINED")


def from_the_future(asked: Asked) -> bytes:
    return thunderbird(replace(asked, sequence=asked.sequence + 1), HAL_AT, "DECLINED")


def of_somebody_not_invited(asked: Asked) -> bytes:
    return thunderbird(asked, next(person.email for person in PEOPLE if person.office), "DECLINED")


def passed_on(asked: Asked) -> bytes:
    return thunderbird(asked, "somebody.else@testshire.example", "ACCEPTED")


def an_invitation_instead(asked: Asked) -> bytes:
    return thunderbird(asked, HAL_AT, "DECLINED").replace(b"METHOD:REPLY", b"METHOD:REQUEST")


@pytest.mark.parametrize(
    "made",
    [
        forged,
        sent_for_somebody,
        refused_by_our_server,
        of_another_session,
        of_no_session,
        stale,
        from_the_future,
        of_somebody_not_invited,
        passed_on,
        an_invitation_instead,
    ],
)
def test_what_does_not_count_changes_nothing(
    made: Callable[[Asked], bytes], town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """Forged, forwarded, stale, of another session, of somebody who is not invited."""
    case = invited(town, jobs)
    before = stored(town, case.id)
    box.put(made(of(office)))

    assert 1 == read_mailbox(town)
    assert before == stored(town, case.id)


def test_an_answer_to_the_time_before_a_move_is_stale(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """A no to a time that was given up is none to the next."""
    case = invited(town, jobs)
    old = of(office)
    Player(town).fills(SAL, Press("session", "move", case.id), {"reason": "The room is gone."})
    before = stored(town, case.id)
    assert before.session and before.session.booked is None
    box.put(thunderbird(old, HAL_AT, "DECLINED"))
    read_mailbox(town)

    assert before == stored(town, case.id)


CHECKED = "Authentication-Results: mx.partnership.example; spf=pass; dmarc=pass header.from=testshire.example\r\n"


@pytest.mark.parametrize(
    ("checked_by", "heads", "expected"),
    [
        ("mx.partnership.example", CHECKED, True),
        ("mx.partnership.example", "", False),
        ("mx.partnership.example", CHECKED.replace("mx.partnership", "mx.elsewhere"), False),
        ("mx.partnership.example", CHECKED.replace("dmarc=pass", "dmarc=none"), False),
        ("mx.partnership.example", CHECKED.replace("dmarc=pass", "dmarc=fail") + CHECKED, False),
        (
            "mx.partnership.example",
            CHECKED.replace("dmarc=pass", "smtp.mailfrom=dmarc=pass@evil.example; dmarc=fail"),
            False,
        ),
        (
            "mx.partnership.example",
            CHECKED.replace("dmarc=pass", 'smtp.mailfrom="; dmarc=pass"@evil.example; dmarc=none'),
            False,
        ),
        ("mx.partnership.example", CHECKED.replace("dmarc=pass", "dmarc=pass (p=reject; dmarc=fail of another)"), True),
        ("EXCHANGE", CHECKED.replace("mx.partnership.example; ", ""), True),
        ("EXCHANGE", "", False),
    ],
)
def test_only_what_our_server_found_genuine(  # noqa: PLR0917 - what is handed in by pytest
    checked_by: str, heads: str, expected: bool, town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """Where it says what it thinks of senders, only its own first word counts; what a sender has put below it does not."""
    case = invited(town, jobs)
    checked = replace(town, mailbox=Mailbox(ImapMailbox(box.url), HEAD, checked_by))
    box.put(heads.encode() + thunderbird(of(office), HAL_AT, "DECLINED"))
    read_mailbox(checked)

    assert expected == (coming(town, case).get(HAL) is False)


def test_killed_between_reading_and_keeping(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """The same letters are read again, and heard once: the case has one fact more."""
    case = invited(town, jobs)
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"))
    read_mailbox(town)
    version = stored(town, case.id).version
    with town.store.begin() as work:
        work.key_values.put(READ_TO, "")

    assert 1 == read_mailbox(town)
    assert version == stored(town, case.id).version


def test_an_old_answer_that_is_read_again_overrides_nothing(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """A mailbox that is numbered anew brings the letters of the last days once more: what was said since by a button stands."""
    case = invited(town, jobs)
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"))
    read_mailbox(town)
    Player(town).presses(HAL, Press("session", "coming", case.id))
    box.validity = 8

    assert 1 == read_mailbox(town)
    assert True is coming(town, case)[HAL]


def test_one_letter_that_cannot_be_heard_stops_no_other(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """Whatever stands for a case in it: those after it are read, and it is not read again."""
    case = invited(town, jobs)
    asked = of(office)
    box.put(thunderbird(replace(asked, uid="a\0b-1@jsv"), HAL_AT, "DECLINED"))
    box.put(thunderbird(asked, HAL_AT, "DECLINED"))

    assert [2, 0] == [read_mailbox(town), read_mailbox(town)]
    assert False is coming(town, case)[HAL]


def test_the_mailbox_is_left_as_it_was(town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer) -> None:
    """Somebody else may read it too: it is opened for reading alone, each letter is fetched once, old ones never."""
    invited(town, jobs)
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"), on=date(2026, 11, 1))
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"))

    assert [1, 0] == [read_mailbox(town), read_mailbox(town)]
    assert ["UID FETCH 2 (RFC822.SIZE)", "UID FETCH 2 (BODY.PEEK[])"] == [
        asked for asked in box.asked if "FETCH" in asked
    ]
    assert [] == [asked for asked in box.asked if asked.startswith(("SELECT", "STORE", "UID STORE", "EXPUNGE"))]


def test_a_mailbox_numbered_anew_is_read_from_its_last_days(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """After a restore of the mail server its numbers mean other letters."""
    case = invited(town, jobs)
    box.put(b"Subject: hello\r\n\r\n")
    box.put(b"Subject: hello\r\n\r\n")
    read_mailbox(town)
    box.validity, box.letters = 8, {}
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"))

    assert 1 == read_mailbox(town)
    assert False is coming(town, case)[HAL]


def test_a_mailbox_that_does_not_let_us_in(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """Nothing changes, one line says it, and what waits is read when it does."""
    case = invited(town, jobs)
    box.put(thunderbird(of(office), HAL_AT, "DECLINED"))
    wrong = replace(town, mailbox=Mailbox(ImapMailbox(box.url.replace("sesame", "barley")), HEAD))
    with structlog.testing.capture_logs() as lines:
        assert 0 == read_mailbox(wrong)

    assert [("mailbox_away", "imap error")] == [(line["action"], line["code"]) for line in lines]
    assert 1 == read_mailbox(town)
    assert False is coming(town, case)[HAL]


def test_a_folder_of_letters(town: Runtime, jobs: InMemoryJobs, office: PostOffice, tmp_path: Path) -> None:
    """For those whose mailbox cannot be read: what is read is moved aside, what is no letter stays."""
    case = invited(town, jobs)
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "1.eml").write_bytes(thunderbird(of(office), HAL_AT, "DECLINED"))
    (folder / "notes.txt").write_text("hello")
    (folder / "0.eml").mkdir()
    for number in range(AT_ONCE):
        (folder / f"0-{number}.tmp").touch()
    there = replace(town, mailbox=Mailbox(FolderMailbox(folder), HEAD))

    assert [1, 0] == [read_mailbox(there), read_mailbox(there)]
    left = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix != ".tmp")
    assert ["0.eml", "notes.txt", "read", "read/1.eml"] == left
    assert False is coming(town, case)[HAL]


def bounce(letter: EmailMessage, to: str, status: str = "5.1.1") -> bytes:
    return f"""From: MAILER-DAEMON@mail.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: failed
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {letter["Message-ID"]}

--b--
""".replace("\n", "\r\n").encode()


def test_a_letter_that_comes_back(town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer) -> None:
    """The lead coordinator reads on the case whose address is refused; a bounce of no letter of ours is nobody's."""
    case = invited(town, jobs)
    box.put(bounce(office.to(HAL_AT)[-1], NIA_AT))
    read_mailbox(town)
    assert "Their e-mail address is refused." not in seen_by_the_lead(town, case, "case")

    box.put(bounce(office.to(HAL_AT)[-1], HAL_AT))
    read_mailbox(town)
    assert "Their e-mail address is refused." in seen_by_the_lead(town, case, "case")


def test_a_calendar_that_lies_about_its_uid(
    town: Runtime, jobs: InMemoryJobs, office: PostOffice, box: ImapServer
) -> None:
    """Whatever stands for a case in it."""
    case = invited(town, jobs)
    before = stored(town, case.id)
    for uid in ("", "-", "@", "-1@jsv", f"{case.id}-@jsv", f"{case.id}@jsv", "x" * 5_000, "%00-1@jsv"):
        box.put(
            (
                "From: "
                + HAL_AT
                + "\r\nContent-Type: text/calendar\r\n\r\n"
                + calendar(replace(of(office), uid=uid), HAL_AT, "DECLINED")
            ).encode()
        )
    read_mailbox(town)

    assert before == stored(town, case.id)


@pytest.mark.slow
async def test_from_the_booking_to_the_no_by_the_queue_alone(
    tmp_path: Path, office: PostOffice, box: ImapServer
) -> None:
    """The running service sends the invitation, reads the answer when the clock says so, and draws the lead coordinator's card anew."""
    url, channel = f"sqlite:///{tmp_path / 'jsv.db'}", FakeChannel()
    jobs = DbosJobs(open_engine(url))
    post, pace = SmtpMail(SmtpClient(office.url), HEAD, still()), Pace(tries=100, first=0.02, longest=0.02, each=0.0)
    with a_runtime(url, jobs=jobs, mail=post, channels={"web": channel}, pace=pace) as made:
        runtime = replace(made, mailbox=Mailbox(ImapMailbox(box.url), HEAD))
        engine = Durable(url, 0.05)
        await engine.start(runtime)
        try:
            case = await asyncio.to_thread(booked, runtime, Player(runtime))
            await until(lambda: bool(office.to(HAL_AT)))
            box.put(thunderbird(of(office), HAL_AT, "DECLINED"))
            await asyncio.to_thread(DBOS.trigger_schedule, READ_MAILBOX)
            await until(lambda: coming(runtime, case).get(HAL) is False)
        finally:
            await engine.stop()
    jobs._engine.dispose()
    assert "('Not coming', 'Hal" in seen_by_the_lead(runtime, case)
