"""Figures published, once for each run of months that is large enough; and what of them one viewer sees."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dialogs import words
from dialogs.figures import practice, windows
from dialogs.figures.joining import LEAST, fit
from dialogs.figures.values import Dashboard, Material, Publication, Table
from dialogs.procedure.case import Case
from dialogs.procedure.people import Person
from dialogs.procedure.terms import Terms

SETTLES: Final = timedelta(days=7)  # after a month's end, before it is counted: attendance is ticked and records are signed some days late
NOTHING: Final = "Figures stand here as soon as there are some months in which at least 5 sessions were held inside the window, or at least 5 were late."
WITH_OTHERS: Final = "Your agency's numbers are too small to stand alone in these months. They are counted with those of others."


def publications(material: Material, after: date | None) -> Iterator[Publication]:
    """What can be published now, the earliest first. `after` is the last day that has been published; without it all is new."""
    settled = [(day, one) for one in material.cases if (day := windows.settled_on(one, material.terms))]
    begin = after + timedelta(days=1) if after else min((day.replace(day=1) for day, _ in settled), default=None)
    until = begin
    while begin and until and (last := _month_end(until)) + SETTLES < material.terms.today:
        found = [one for day, one in settled if begin <= day <= last]
        if made := _published(found, material, (begin, last)):
            yield made
            begin = last + timedelta(days=1)
        until = last + timedelta(days=1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _published(settled: list[Case], material: Material, between: tuple[date, date]) -> Publication | None:
    """The figures of those months; nothing while they are too few (rule 2)."""
    terms = material.terms
    inside = sum(windows.inside(one, terms) for one in settled)
    if len(settled) < LEAST or not fit((inside, len(settled) - inside)):
        return None
    signed = practice.sessions(material.cases, between, signed=True)
    tables = (
        windows.by_agency(settled, terms),
        windows.steps(settled, material.cases, between, terms),
        windows.waited(settled, terms),
        practice.load(settled, material.people),
        practice.attendance(practice.sessions(material.cases, between, signed=False)),
        practice.records(signed, terms),
        practice.feedback(practice.answered(material, between), terms),
        practice.themes(signed),
    )
    return Publication(begin=between[0], until=between[1], due=len(settled), inside=inside, tables=tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How things stand just now, for the office alone: the open cases, and what could not be sent (what it is, and since when)."""

    cases: Iterable[Case] = ()
    unsent: Sequence[tuple[str, date]] = ()


def dashboard(published: Iterable[Publication], today: Today, viewer: Person, key: str, terms: Terms) -> Dashboard:
    """What somebody who may see figures sees of the publication of that key, or the latest."""
    known = sorted(published, key=lambda one: one.begin, reverse=True)
    chosen = next((one for one in known if one.key == key), known[0] if known else None)
    tables = chosen.tables if chosen else (Table(name="periods", title="Held inside the window", says=NOTHING, columns=(), rows=()),)
    if viewer.office:
        shown = (*((_over_time(known),) if chosen else ()), *tables, windows.risks(today.cases, terms), *_unsent(today.unsent))
    else:
        shown = tuple(_own(one, viewer.agency) for one in tables if one.own or not chosen)
    return Dashboard(
        whose=terms.profile.partnership if viewer.office else viewer.agency,
        key=chosen.key if chosen else "",
        label=chosen.label if chosen else "",
        periods=tuple((one.key, one.label) for one in known),
        tables=shown,
    )


def _over_time(known: list[Publication]) -> Table:
    """Every publication in one table, the latest first."""
    latest = known[0]
    return Table(
        name="periods",
        title="Held inside the window, over time",
        says=f"{latest.label}: {windows.kept(latest.due, latest.inside)[0].lower()}{windows.kept(latest.due, latest.inside)[1:]}",
        columns=("Months", *windows.COLUMNS),
        rows=tuple((one.label, *windows.share(one.due, one.inside)) for one in known),
        bars=tuple((one.label, windows.percent(one.due, one.inside)) for one in known),
        unit="%",
    )


def _unsent(found: Sequence[tuple[str, date]]) -> Iterator[Table]:
    """Only while there is something: whoever runs the bot has to see to it."""
    if found:
        yield Table(
            name="unsent",
            title="What could not be sent",
            says="It was tried often enough, and waits for whoever runs the bot: `jsv jobs` lists it, `jsv jobs retry` has it tried again.",
            columns=("What", "Since"),
            rows=tuple((what, words.day(since)) for what, since in found),
        )


def _own(table: Table, agency: str) -> Table:
    """The rows of one agency, as they stand for everybody (rule 4)."""
    rows = tuple(one for one in table.rows if one[0] == agency)
    if not table.own:
        return table
    return replace(table, rows=rows, bars=tuple(one for one in table.bars if one[0] == agency), says="" if rows else WITH_OTHERS)
