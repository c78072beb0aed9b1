"""Each kind of letter as it reaches somebody who may never have heard of the bot, from the case to a real post office (P16, P23)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from adapters.mail.letterhead import Letterhead
from adapters.mail.send import MailChannel, SmtpClient
from bot.channels.email import SmtpMail, by_email
from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import Outcome
from bot.outbox.invitations import Sitting
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import agreed, booked, polled, posted, raised
from tests.builders import HAL, MO, NIA, PAT, SAL, days
from tests.post_office import PostOffice, a_post_office, words_of
from tests.town import CHOSEN

HEAD = Letterhead(address="jsv@partnership.example", partnership="Testshire Partnership", site="bot.example")


@dataclass
class Post:
    """A bot that reaches people by letter alone, and the post office."""

    runtime: Runtime
    office: PostOffice

    async def brings(self, person: PersonId, card: str, case: Case | None = None, about: str = "") -> tuple[str, str]:
        """The letter that brings somebody a card: its subject, and its text."""
        telling = Telling(person, card, case.id if case else None, about, f"{person}/{card}/{len(self.office.kept)}")
        assert await deliver(self.runtime, telling) is Outcome.SENT
        letter = self.office.kept[-1]
        return str(letter["Subject"]), words_of(letter)


@pytest.fixture
def post(runtime: Runtime, clock: MovableClock) -> Iterator[Post]:
    with a_post_office() as office:
        client = SmtpClient(office.url)
        channel = MailChannel(client, lambda person, card: f"https://bot.example/l/{person}", HEAD, clock)
        only = replace(runtime, channels={"email": channel}, last_resort=by_email, mail=SmtpMail(client, HEAD, clock))
        yield Post(only, office)


def silent_on(case: Case, post: Post) -> bool:
    """Whether no word that was written about the case is in any letter."""
    written = (case.initials, case.local_reference, case.thinking, case.lived)
    assert all(written)
    return not any(word in letter.as_string() + words_of(letter) for word in written for letter in post.office.kept)


async def test_somebody_is_asked_to_decide(post: Post, player: Player) -> None:
    """Who asks, of which agency, for what, by when, and how long it takes; not a word of the case."""
    case = raised(post.runtime, player)
    subject, said = await post.brings(MO, "agreement", case)

    assert "Please say whether a case should go to joint supervision" == subject
    assert "Dear Mo Madeup, Pat Pretend (Testshire Care) asks you to say whether a case should go" in said
    for line in ("Please by: Mon 30 Nov 2026", "How long it takes: About 10 minutes", f"Reference: {case.reference}"):
        assert line in said
    assert silent_on(case, post)


async def test_whoever_is_asked_to_supervise_and_to_come(post: Post, player: Player) -> None:
    """A request says when it lapses, a poll when it closes, each in the name of the colleague who asks."""
    case = raised(post.runtime, player)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    subject, said = await post.brings(NIA, "nomination", case)
    assert ("Please say whether you will supervise a joint supervision session", True, True) == (
        subject,
        "Mo Madeup (Testshire Care) asks you" in said,
        "Please by: Wed 25 Nov 2026" in said,
    )


async def test_whoever_is_asked_when_they_can_come(post: Post, player: Player) -> None:
    """In the lead coordinator's name, until the poll closes."""
    case = polled(post.runtime, player)
    assert case.session
    subject, said = await post.brings(HAL, "poll", case)

    assert "Please say when you can come to a joint supervision session" == subject
    assert "Sal Sample (Testshire Care) asks you" in said
    assert f"Please by: {case.session.closes:%a} {case.session.closes.day} Nov 2026" in said  # type: ignore[union-attr] # it closes
    assert silent_on(case, post)


async def test_a_reminder_and_news(post: Post, player: Player, clock: MovableClock) -> None:
    """The digest counts what waits; news says that nothing is asked."""
    case = raised(post.runtime, player)
    subject, said = await post.brings(MO, "digest")
    assert "Joint supervision: what waits for you today" == subject
    assert "Waiting for you: 1 thing, the first since Mon 23 Nov 2026" in said

    _, said = await post.brings(PAT, "case", case)
    assert "Nothing is asked of you just now." in said

    clock.move(days(14))
    _, said = await post.brings(MO, "agreement", case)
    assert "Was due by: Mon 30 Nov 2026" in said
    assert silent_on(case, post)


async def test_an_invitation(post: Post, player: Player, jobs: InMemoryJobs) -> None:
    """Who invites, when, where, how long; no personal link, for invitations are passed on; one person each."""
    case = booked(post.runtime, player)
    await posted(post.runtime, jobs, Sitting(CaseId(case.id), 1, 1, False))
    (letter,) = post.office.to("hal@testshire.example")
    said = words_of(letter)

    assert "Sal Sample (Testshire Care) asks you to come to a joint supervision session." in said
    assert "When: Mon 30 Nov 2026, 10am to 11.30am\nWhere: Room 4\nHow long it takes: 90 minutes" in said
    assert "http" not in said
    assert ["text/plain", "text/html", "text/calendar", "text/calendar"] == [
        part.get_content_type() for part in letter.walk() if not part.is_multipart()
    ]
    assert 6 == len({str(one["To"]) for one in post.office.kept})
    assert all("," not in str(one["To"]) and one["Cc"] is None for one in post.office.kept)
    assert silent_on(case, post)


async def test_a_new_account_and_one_that_is_lost(post: Post, clock: MovableClock) -> None:
    """Which account, since when, and that one press ends it."""
    with post.runtime.store.begin() as work:
        handle = Handle("slack", "T1", "UHAL")
        work.people.link(handle, HAL, clock())
        account = work.people.account(handle, clock()).id
    subject, said = await post.brings(HAL, "new-account", about=account)
    assert "Is this you? A new account in Slack" == subject
    assert "If not, say so: it is ended at once, and the partnership office is told." in said

    subject, said = await post.brings(HAL, "lost-account", about=f"slack:{clock().toordinal()}")
    assert "I do not write to you there any more" in said


async def test_whoever_answers_reaches_the_office(post: Post, player: Player) -> None:
    """Without an office's number the letter says how to find one; nobody's phone is made up."""
    case = raised(post.runtime, player)
    _, said = await post.brings(MO, "agreement", case)

    assert f"Ask the office of Testshire Partnership, and say the reference {case.reference}" in said
    assert SAL not in said
