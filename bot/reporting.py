"""`jsv report`: the same figures as the office sees, as a file."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from adapters.web.report import report
from bot.calendars import Almanac
from bot.figures import LOOKED, as_csv, as_workbook, reckoned
from bot.profiles import load
from dialogs.figures.values import Dashboard
from dialogs.ids import PersonId
from dialogs.procedure.people import Person
from dialogs.procedure.terms import Terms
from store.unit_of_work import Store

OFFICE: Final = Person(id=PersonId("console"), name="console", agency="", office=True)
KINDS: Final[Mapping[str, Callable[[Dashboard], bytes]]] = {
    ".html": lambda board: report(board).encode(),
    ".csv": lambda board: as_csv(board).encode("utf-8-sig"),
    ".xlsx": as_workbook,
}


def reported(store: Store, profiles: Iterable[str], year: int, now: datetime) -> Dashboard:
    """The figures of a year as the partnership office sees them. That somebody looked is written down."""
    profile = load([*profiles]).current
    terms = Terms(profile, Almanac().of(profile, now.date()), now)
    with store.begin() as work:
        work.audit.seen(OFFICE.id, LOOKED, None, now)
        return reckoned(work, OFFICE, year, terms)
