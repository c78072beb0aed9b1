"""The partnership's figures: published, read, and written as CSV, as a workbook or as PDF."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from adapters.documents import board as figures_pdf
from adapters.web.ports import BoardFiles
from bot.runtime.runtime import Runtime
from bot.runtime.spreadsheet import as_csv as rows_as_csv
from dialogs.figures.publishing import SETTLES, Today, dashboard, publications
from dialogs.figures.values import Dashboard, Material, Table
from dialogs.figures.windows import standing
from dialogs.ids import PersonId
from dialogs.model.reach import why_not
from dialogs.procedure.eligible import agencies as agencies_of
from dialogs.procedure.people import Person, may_see_figures
from dialogs.procedure.terms import Terms
from store.database.advisory_lock import one_by_one
from store.database.codec import codec
from store.queue.jobs import JOBS
from store.unit_of_work import Store, Work

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FAR: Final = 3  # years back that are read
LOOKED: Final = "dashboard"
PUBLISHED: Final = "figures published"
STANDING: Final = "open cases, by risk"
SENT: Final[Mapping[str, str]] = {name: kind.says for name, kind in JOBS.items() if kind.says}


def figures(runtime: Runtime, person: PersonId, key: str, agency: str = "", *, look: bool = True) -> Dashboard | None:
    """What somebody may see of the publication that begins with a month (`2026-01`), or of the latest; nothing for somebody who may see none.

    The office may ask for one agency alone. Each look is written down and shows how things stand today, unless it is part of another: a picture.
    """
    terms = runtime.terms()(None)
    with runtime.store.reading() as work:
        viewer = work.people.directory().get(person)
    if viewer is None or not may_see_figures(viewer):
        return None
    set_aside = runtime.jobs.set_aside() if viewer.office and look else ()
    unsent = [(SENT[what], since.astimezone(terms.now.tzinfo).date()) for what, since in set_aside if what in SENT]
    untold = _untold(runtime) if viewer.office and look else ()
    return looked(runtime.store, viewer, key, terms, agency=agency, look=look, unsent=unsent, untold=untold)


def _untold(runtime: Runtime) -> Sequence[tuple[str, str]]:
    """Who could not be told something, by name, and why in a few words."""
    with runtime.store.reading() as work:
        everybody = work.people.directory()
        waiting = [everybody[person_id] for person_id in work.untold.people() if person_id in everybody]
        reach = work.people.reach(person.id for person in waiting)
    whys = [(person.name, why_not(reach[person.id], runtime.fallback(person), failed=True)) for person in waiting]
    return sorted((name, why[0].partition(".")[0]) for name, why in whys if why)


def looked(
    store: Store,
    viewer: Person,
    key: str,
    terms: Terms,
    *,
    agency: str = "",
    look: bool = True,
    unsent: Sequence[tuple[str, date]] = (),
    untold: Sequence[tuple[str, str]] = (),
) -> Dashboard:
    """The same for somebody who may see them."""
    publish(store, terms)
    counted = count_week(store, terms) if look else None
    if look:
        with store.begin() as work:
            work.audit.seen(viewer.id, LOOKED, None, terms.now)
    with store.reading() as work:
        agencies = agencies_of(work.people.directory())
        return dashboard(
            work.publications.all(),
            Today(agencies=agencies, standing=counted, unsent=unsent, untold=untold),
            viewer,
            terms,
            key=key,
            agency=agency,
        )


def publish(store: Store, terms: Terms) -> None:
    """Publish what can be; looked for once a month. What two publish at once is published once."""
    month = f"{terms.today - SETTLES:%Y-%m}"
    with store.reading() as work:
        if work.key_values.get(PUBLISHED) == month:
            return
        before = work.publications.all()
        begun = date(terms.today.year - FAR, 1, 1)
        answers = work.feedback.since(f"{begun:%Y-%m}")
        material = Material(
            cases=tuple(work.cases.since(begun)), answers=answers, people=work.people.directory(), terms=terms
        )
    new = [*publications(material, before[-1] if before else None)]
    with store.begin() as work:
        one_by_one(work.connection, PUBLISHED)
        if work.publications.all() == before:
            for publication in new:
                work.publications.add(publication)
        work.key_values.put(PUBLISHED, month)


def count_week(store: Store, terms: Terms) -> Table:
    """How the open cases stood when they were first counted this week. What two count at once stands as one has it."""
    monday = terms.today - timedelta(days=terms.today.weekday())
    with store.reading() as work:
        if known := _counted(work, monday):
            return known
    with store.begin() as work:
        one_by_one(work.connection, STANDING)
        if known := _counted(work, monday):
            return known
        table = standing(work.cases.open(), terms)
        work.key_values.put(STANDING, f"{monday} {codec(Table).write(table)}")
        return table


def _counted(work: Work, monday: date) -> Table | None:
    week, _, table = (work.key_values.get(STANDING) or "").partition(" ")
    return codec(Table).read(table) if week == f"{monday}" else None


def as_csv(board: Dashboard) -> str:
    """Every table, one below the other. What a spreadsheet would take for a formula is made text by an apostrophe."""
    return rows_as_csv(
        row for table in board.tables for row in ((table.title, table.covers), table.columns, *table.rows, ())
    )


def as_workbook(board: Dashboard) -> bytes:
    """A sheet for each table; numbers are numbers, everything else is text and never a formula."""
    import xlsxwriter  # noqa: PLC0415 - when the first workbook is asked for, not at every start

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1})
    for table in board.tables:
        sheet = book.add_worksheet(table.name)
        sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 13}))
        sheet.write_string(1, 0, " ".join(filter(None, (f"{table.covers}:" if table.covers else "", table.says))))
        for column, name in enumerate(table.columns):
            sheet.write_string(3, column, name, head)
            sheet.set_column(column, column, max(12, len(name), *(len(row[column]) for row in table.rows)) + 2)
        for line, row in enumerate(table.rows, 4):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell)
    book.close()
    return out.getvalue()


WRITTEN: Final[Mapping[str, Callable[[Dashboard], bytes]]] = {
    "pdf": figures_pdf.write,
    "csv": lambda board: as_csv(board).encode("utf-8-sig"),
    "xlsx": as_workbook,
}
"""What writes them, by the ending of the file."""


def files(runtime: Runtime) -> BoardFiles:
    """What the pages need for all of it."""

    async def seen(person: PersonId, key: str, agency: str = "", *, look: bool = True) -> Dashboard | None:
        return await runtime.in_thread(figures, runtime, person, key, agency, look=look)

    return BoardFiles(figures=seen, written=WRITTEN)


def _write(sheet: "Worksheet", line: int, column: int, cell: str) -> None:
    if cell.replace(".", "", 1).isdigit():
        sheet.write_number(line, column, float(cell))
    else:
        sheet.write_string(line, column, cell)
