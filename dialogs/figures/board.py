"""All the figures of a year, as far as they are one viewer's to see."""

from collections.abc import Iterator
from datetime import date, timedelta

from dialogs.figures import practice, windows
from dialogs.figures.values import Dashboard, Material, Table
from dialogs.procedure.case import Case
from dialogs.procedure.people import Person


def dashboard(material: Material, viewer: Person, year: int) -> Dashboard:
    """The figures of a year, as far as they are the viewer's to see."""
    terms = material.terms
    until = min(date(year, 12, 31), terms.today.replace(day=1) - timedelta(days=1))
    mine = [one for one in material.cases if viewer.office or one.agency == viewer.agency]
    counted = [one for one in mine if one.decided_on and one.decided_on.year == year and one.decided_on <= until]
    years = sorted({one.decided_on.year for one in mine if one.decided_on} | {terms.today.year}, reverse=True)
    whose = terms.profile.partnership if viewer.office else viewer.agency
    return Dashboard(year=year, years=tuple(years), whose=whose, until=until, tables=tuple(_tables(material, viewer, mine, counted)))


def _tables(material: Material, viewer: Person, mine: list[Case], counted: list[Case]) -> Iterator[Table]:
    terms = material.terms
    due = [one for one in counted if windows.due(one, terms)]
    if viewer.office:
        yield windows.by_month(due, terms)
        yield windows.by_agency(due, terms)
    else:
        yield windows.as_a_whole(due, terms)
    yield windows.steps(counted, terms)
    yield windows.waited(due, terms)
    yield windows.risks(mine, terms)
    yield practice.load(mine, material.people, viewer)
    yield practice.attendance(counted, viewer)
    if viewer.office:
        yield practice.records(counted, terms)
        yield practice.feedback(material)
        yield practice.themes(counted)
