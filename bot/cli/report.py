"""`jsv report`: the same figures as the office sees, as a file."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from adapters.web.report import report
from bot.dashboard.figures import WRITTEN, looked
from bot.runtime.holidays import Almanac
from bot.runtime.profiles import load
from dialogs.figures.values import Dashboard
from dialogs.ids import PersonId
from dialogs.procedure.people import Person
from dialogs.procedure.terms import Terms
from store.unit_of_work import Store

OFFICE: Final = Person(id=PersonId("console"), name="console", agency="", office=True)
KINDS: Final[Mapping[str, Callable[[Dashboard], bytes]]] = {
    ".html": lambda board: report(board).encode(),
    **{f".{ending}": write for ending, write in WRITTEN.items()},
}


def reported(store: Store, profiles: Iterable[str], key: str, now: datetime) -> Dashboard:
    """What the partnership office sees of the publication that begins with that month, or of the latest. That somebody looked is written down."""
    profile = load([*profiles]).current
    return looked(store, OFFICE, key, Terms(profile, Almanac().of(profile, now.date()), now))
