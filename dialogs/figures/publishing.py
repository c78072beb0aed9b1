"""Figures published, once for each run of months that is large enough; and what of them one viewer sees."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dialogs import words
from dialogs.figures import practice, values, windows
from dialogs.figures.joining import enough
from dialogs.figures.values import Breakdown, CountedOn, Dashboard, Material, Months, Publication, Table, TableParts
from dialogs.procedure.people import Person
from dialogs.procedure.terms import Terms

SETTLES: Final = timedelta(
    days=7
)  # after a month's end, before it is counted: attendance is ticked and records are signed some days late
NOTHING: Final = "Figures stand here as soon as there are some months in which at least 5 sessions were held inside the window, or at least 5 were late."
TOO_FEW: Final = "Too few yet for a row of its own. What there is is counted together with the months that follow."
WITH_OTHERS: Final = (
    "The numbers of this agency are too small to stand alone in these months. They are counted with those of others."
)
BREAKDOWNS: Final = (
    windows.AGENCIES,
    windows.STEPS_TAKEN,
    windows.LATE,
    practice.LOAD,
    practice.ATTENDANCE,
    practice.RECORDS,
    practice.FEEDBACK,
    practice.THEMES,
)


def publications(material: Material, before: Publication | None) -> Iterator[Publication]:
    """What can be published now, the earliest first. `before` is the latest that has been; without it all is new."""
    settled = [(day, case) for case in material.cases if (day := windows.settled_on(case, material.terms))]
    begin = (
        before.until + timedelta(days=1) if before else min((day.replace(day=1) for day, _ in settled), default=None)
    )
    until = begin
    while begin and until and (last := _month_end(until)) + SETTLES < material.terms.today:
        months = Months(
            begin=begin,
            until=last,
            settled=tuple(case for day, case in settled if begin <= day <= last),
            material=material,
        )
        if made := _published(months, before):
            yield made
            before, begin = made, last + timedelta(days=1)
        until = last + timedelta(days=1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _published(months: Months, before: Publication | None) -> Publication | None:
    """The figures of those months; nothing while they are too few (rule 2)."""
    inside = sum(windows.inside(case, months.material.terms) for case in months.settled)
    if not enough((inside, len(months.settled) - inside)):
        return None
    tables, counted_on = [], {}
    for breakdown in BREAKDOWNS:
        earlier = before.counted_on.get(breakdown.name) if before else None
        since = earlier.since if earlier else months.begin
        found = breakdown.count(months) + Counter(dict(earlier.found) if earlier else {})
        if told := breakdown.tell(found, months.material):
            tables.append(_table(breakdown, told, values.months(since, months.until)))
        else:
            counted_on[breakdown.name] = CountedOn(since=since, found=tuple(found.items()))
    return Publication(
        begin=months.begin,
        until=months.until,
        due=len(months.settled),
        inside=inside,
        tables=tuple(tables),
        counted_on=counted_on,
    )


def _table(breakdown: Breakdown, told: TableParts, covers: str) -> Table:
    return Table(
        name=breakdown.name,
        title=breakdown.title,
        columns=breakdown.columns,
        unit=breakdown.unit,
        own=breakdown.own,
        covers=covers,
        **told._asdict(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How things stand, for the office alone: the open cases as they were counted this week, and what could not be sent (what it is, and since when).

    `agencies` are those of which the office may look at the rows alone.
    """

    agencies: Sequence[str] = ()
    standing: Table | None = None
    unsent: Sequence[tuple[str, date]] = ()
    untold: Sequence[tuple[str, str]] = ()  # who could not be told something, by name, and why


def dashboard(
    published: Iterable[Publication], today: Today, viewer: Person, terms: Terms, *, key: str = "", agency: str = ""
) -> Dashboard:
    """What somebody who may see figures sees of the publication of that key, or the latest. The office may look at one agency alone."""
    known = sorted(published, key=lambda publication: publication.begin, reverse=True)
    chosen = next((publication for publication in known if publication.key == key), known[0] if known else None)
    tables = [
        _latest(breakdown, [each for each in known if chosen and each.begin <= chosen.begin])
        for breakdown in BREAKDOWNS
    ]
    only = viewer.agency if not viewer.office else agency if agency in today.agencies else ""
    if chosen is None:
        tables = [Table(name="periods", title="Held inside the window", says=NOTHING, columns=(), rows=())]
    elif only:
        tables = [_only(table, only) for table in tables if table.own]
    else:
        tables = [_over_time(known), *tables]
    now = (
        [*([today.standing] if today.standing else []), *_unsent(today.unsent), *_untold(today.untold)]
        if viewer.office and not only
        else []
    )
    return Dashboard(
        whose=terms.profile.partnership if viewer.office else viewer.agency,
        key=chosen.key if chosen else "",
        label=chosen.label if chosen else "",
        periods=tuple((publication.key, publication.label) for publication in known),
        tables=(*tables, *now),
        agencies=tuple(today.agencies) if viewer.office and chosen else (),
        agency=only if viewer.office else "",
    )


def _latest(breakdown: Breakdown, until: list[Publication]) -> Table:
    """As it was told last; until then, that it was not."""
    told = (table for publication in until for table in publication.tables if table.name == breakdown.name)
    return next(
        told,
        Table(
            name=breakdown.name,
            title=breakdown.title,
            says=TOO_FEW,
            columns=breakdown.columns,
            rows=(),
            own=breakdown.own,
        ),
    )


def _over_time(known: list[Publication]) -> Table:
    """Every publication in one table, the latest first."""
    latest = known[0]
    return Table(
        name="periods",
        title="Held inside the window, over time",
        says=f"{latest.label}: {windows.kept(latest.due, latest.inside)}",
        columns=("Months", *windows.COLUMNS),
        rows=tuple((publication.label, *windows.cells(publication.due, publication.inside)) for publication in known),
        bars=tuple(windows.bar(publication.label, publication.due, publication.inside) for publication in known),
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


def _untold(found: Sequence[tuple[str, str]]) -> Iterator[Table]:
    """Only while there is somebody: it waits until they are reached."""
    if found:
        yield Table(
            name="untold",
            title="Who could not be reached",
            says="Something waits for them. It goes to them as soon as they open the bot, or their e-mail in the directory is put right.",
            columns=("Who", "Why"),
            rows=tuple(found),
        )


def _only(table: Table, agency: str) -> Table:
    """The row of one agency, as it stands for everybody (rule 4)."""
    if not table.rows:
        return table
    rows = tuple(row for row in table.rows if row[0] == agency)
    return replace(
        table, rows=rows, bars=tuple(bar for bar in table.bars if bar[0] == agency), says="" if rows else WITH_OTHERS
    )
