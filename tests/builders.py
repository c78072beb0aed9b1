"""Cases and runtimes with defaults for all that a test does not care about."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from adapters.shared.channel import Channel
from bot.outbox.documents import writers
from bot.queue import engine as queue_engine
from bot.runtime.clock import MovableClock
from bot.runtime.date_fallback import leftover
from bot.runtime.holidays import Almanac
from bot.runtime.mail import InMemoryMail, Mail
from bot.runtime.profiles import Profiles, load
from bot.runtime.runtime import Pace, Runtime
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.procedure.case import Agreement, Attendee, Case, Nominee, Reply, Session, Slot, Stage
from dialogs.procedure.people import Person
from dialogs.procedure.profile import Profile
from dialogs.procedure.terms import Terms
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import InMemoryJobs, Jobs
from store.unit_of_work import Store
from tests.databases import furnish, hurry
from tests.doubles import FakeChannel
from tests.town import LONDON, MONDAY, PEOPLE, england, norfolk

PAT, MO, SAL, HAL, NIA, BO, TESS, KIT, OLU = (person.id for person in PEOPLE)
ID = CaseId("c0ffee00" * 4)
AT_ONCE = Pace(tries=3, first=0.0, longest=0.0, held=0.05, each=0.0, merged=0.0)


def on(at: datetime = MONDAY, profile: Profile | None = None, *closures: date) -> Terms:
    """What judges at that time."""
    return Terms(profile or norfolk(), england(*closures), at)


def a_case(**changes: object) -> Case:
    """Raised by Pat on Monday; it waits for Mo."""
    made = Case(
        id=ID,
        reference="JS-7K3M",
        profile="norfolk-2022/1",
        raiser=PAT,
        stage=Stage.RAISED,
        version=1,
        raised_at=MONDAY,
        turned_at=MONDAY,
        initials="A.B.",
        keyworker=KIT,
        managers=(MO,),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields by name


def staffed(**changes: object) -> Case:
    """Agreed on Monday; Sal, who leads, and Nia have accepted."""
    both = tuple(
        Nominee(person.id, person.agency, MONDAY.date(), Reply.ACCEPTED) for person in PEOPLE if person.id in (SAL, NIA)
    )
    agreed = (Agreement(MO, MONDAY.date(), MONDAY),)
    return replace(a_case(stage=Stage.NOMINATED, version=5, agreements=agreed, nominees=both, lead=SAL), **changes)  # type: ignore[arg-type]


def booked(**changes: object) -> Case:
    """Staffed, and booked for Tuesday of the week after at 2pm, with Pat and Kit."""
    slot = Slot(datetime(2026, 12, 1, 14, tzinfo=LONDON), 90)
    session = Session(
        number=1,
        asked_on=MONDAY.date(),
        slots=(slot,),
        closes=date(2026, 11, 26),
        place="Room 4",
        booked=slot,
        booked_at=MONDAY,
        sequence=1,
    )
    attendees = tuple(
        Attendee(person.id, person.agency, person.id == PAT) for person in PEOPLE if person.id in (PAT, KIT)
    )
    return replace(staffed(stage=Stage.BOOKED, version=9, sessions=(session,), attendees=attendees), **changes)  # type: ignore[arg-type]


def still(at: datetime = MONDAY) -> MovableClock:
    """A clock that stands until it is moved."""
    return MovableClock(lambda: at)


@cache
def shipped() -> Profiles:
    """The profile that ships, read once."""
    return load(["norfolk-2022"])


@contextmanager
def a_runtime(
    url: str,
    *,
    clock: MovableClock | None = None,
    channels: Mapping[str, Channel] | None = None,
    jobs: Jobs | None = None,
    mail: Mail | None = None,
    profiles: Profiles | None = None,
    people: tuple[Person, ...] = PEOPLE,
    pace: Pace = AT_ONCE,
    keys: KeyRing | None = None,
    almanac: Almanac | None = None,
) -> Iterator[Runtime]:
    """A runtime that keeps what it would send, on a real database, with everybody in its directory and reached on the web."""
    furnish(url)
    queue_engine.mend()
    engine = hurry(open_engine(url))
    noted: Jobs = jobs if jobs is not None else InMemoryJobs()
    with ThreadPoolExecutor(4) as threads:
        runtime = Runtime(
            store=Store(engine, keys or KeyRing.development(), noted),
            jobs=noted,
            clock=clock or still(),
            profiles=profiles or shipped(),
            almanac=almanac or Almanac(),
            channels=channels if channels is not None else {"web": FakeChannel()},
            mail=mail or InMemoryMail(),
            leftover=leftover,
            threads=threads,
            behind=threads,
            pace=pace,
            writers=writers(""),
        )
        with runtime.store.begin() as work:
            work.people.save(people)
            for person in people:
                work.people.link(web(person.id), person.id, MONDAY)
        yield runtime
    engine.dispose()


def web(person: PersonId) -> Handle:
    """Somebody in a browser."""
    return Handle("web", "", person)


def days(count: int) -> timedelta:
    """That many days."""
    return timedelta(days=count)
