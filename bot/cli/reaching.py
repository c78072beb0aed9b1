"""Who is not reached, and where nothing can be sent: the lines of `jsv doctor` about people. Nothing is changed by looking."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.channels.first_contact import LookingUp
from bot.cli.finding import CLOSED, Finding
from bot.config.settings import Settings
from bot.outbox.stopping import stops
from dialogs import words
from dialogs.model.reach import named, why_not
from dialogs.procedure.people import Person
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from store.unit_of_work import Store, Work

MOST: Final = 10  # people by name; the rest is said in a number
ABOUT: Final = "Reaching people"
INSTALL: Final = "`{}` was what the platform said. Install the bot there again and write its new token or secret; sending goes on by itself."
ASK: Final = (
    "Ask them to open the bot once, or put their e-mail right (`jsv people import`). It goes to them by itself then."
)


def without_mail(settings: Settings) -> Iterator[Finding]:
    """What does not go out where no mail is set up."""
    if not settings.smtp_url:
        yield Finding(
            "Mail",
            "is not set up: nobody gets a calendar invitation, and whoever has never opened the bot may hear of nothing.",
            "Write JSV_SMTP_URL and JSV_MAIL_FROM.",
        )


def reaching(settings: Settings) -> tuple[Finding, ...]:
    """Where nothing can be sent, and to whom something could not be told; one line where all are reached."""
    engine = open_engine(settings.database_url)
    try:
        with Store(engine, KeyRing.from_text(settings.keys), DbosJobs(engine)).reading() as work:
            found = (*_stopped(work), *_untold(work, settings))
    except CLOSED:  # said by others
        return ()
    finally:
        engine.dispose()
    return found or (Finding(ABOUT, "nothing waits for anybody who cannot be reached."),)


def _stopped(work: Work) -> Iterator[Finding]:
    for place, stop in stops(work).items():
        channel, _, where = place.partition("/")
        since = f"{datetime.fromisoformat(stop.since):%-d %b, %H:%M}"
        said = f"nothing can be sent since {since}; what is for people there waits or goes another way."
        yield Finding(f"Sending to {named(channel)} {where}", said, INSTALL.format(stop.code))


def _untold(work: Work, settings: Settings) -> Iterator[Finding]:
    everybody = work.people.directory()
    waiting = [everybody[person_id] for person_id in work.untold.people() if person_id in everybody]
    reach = work.people.reach(person.id for person in waiting)
    looked_up = LookingUp({"slack": settings.slack_domains})

    def fallback(person: Person) -> str:
        return "email" if settings.smtp_url and person.email else looked_up.channel(person)

    whys = {person.name: why_not(reach[person.id], fallback(person), failed=True) for person in waiting}
    lost = sorted(f"{name} ({why[0].partition('.')[0]})" for name, why in whys.items() if why and not why[1])
    if lost:
        more = f", and {len(lost) - MOST} more" if len(lost) > MOST else ""
        said = (
            f"{words.count(len(lost), 'person', 'people')} could not be told something: {', '.join(lost[:MOST])}{more}."
        )
        yield Finding(ABOUT, said, ASK)
