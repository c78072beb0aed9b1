"""What `jsv doctor` says of the procedure's rules and of the days that do not count (P14)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from bot.cli.finding import Finding
from bot.config.errors import Plain
from bot.config.settings import Settings
from bot.runtime.closures import Closures
from bot.runtime.holidays import unknown_years
from bot.runtime.profiles import load
from dialogs import words
from dialogs.procedure.profile import Profile

AUTUMN: Final = 10  # the month from which closures of the next year should be known


def days_off(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The profile with its bank holidays; and the partnership's own closures, where it has a file of them."""
    closed: tuple[date, ...] = ()
    own: Finding | None = None
    if settings.closures:
        try:
            closed = tuple(Closures(settings.closures).state.days)
            own = Finding("Closures", _told(closed, now.date()))
        except Plain as fault:
            own = Finding("Closures", "their file cannot be used.", " ".join(fault.lines))
    yield _procedure(settings, closed, now)
    if own:
        yield own


def _told(closed: tuple[date, ...], today: date) -> str:
    ahead = sorted(day for day in closed if day >= today)
    following = f", the next {words.day(ahead[0])}" if ahead else ""
    return f"{words.count(len(ahead), 'day')} to come{following}. They hold for every case."


def _procedure(settings: Settings, closed: tuple[date, ...], now: datetime) -> Finding:
    try:
        profile = load([*settings.profiles]).current
    except Plain as fault:
        return Finding("Procedure", "its profile cannot be used.", " ".join(fault.lines))
    if years := unknown_years(now.date()):
        return Finding(
            "Procedure",
            f"the bank holidays of {', '.join(map(str, years))} are not known.",
            "Install a newer release: `pip install -U holidays`.",
        )
    if _forgotten(profile, closed, now):
        return Finding(
            "Procedure",
            f"{profile.id} knows no closure days of {now.year + 1}.",
            "Add them to the file of JSV_CLOSURES, or take the old ones out of the profile.",
        )
    return Finding("Procedure", f"{profile.id}, with the bank holidays of this year and the next.")


def _forgotten(profile: Profile, closed: tuple[date, ...], now: datetime) -> bool:
    every = (*profile.closures, *closed)
    return now.month >= AUTUMN and bool(profile.closures) and not any(day.year > now.year for day in every)
