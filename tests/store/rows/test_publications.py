"""Published figures are kept as they were, sealed; what is counted on stands in the latest alone."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from dialogs.figures.values import CountedOn, Publication, Table
from store.unit_of_work import Store
from tests.store.kept import everything

THEMES = Table(
    name="themes",
    title="Themes",
    says="So.",
    columns=("Theme",),
    rows=(("Waiting lists",),),
    bars=(("A", "1", 1.0),),
    covers="Jan 2026",
)
LEFT = {"load": CountedOn(since=date(2026, 1, 1), found=((("sal",), 3), (("nia",), 1)))}
JANUARY = Publication(
    begin=date(2026, 1, 1), until=date(2026, 1, 31), due=12, inside=7, tables=(THEMES,), counted_on=LEFT
)
FEBRUARY = Publication(
    begin=date(2026, 2, 1), until=date(2026, 3, 31), due=6, inside=6, tables=(), counted_on={"late": LEFT["load"]}
)


def test_what_was_published_is_read_as_it_was(store: Store, database: Engine) -> None:
    """In order of time, and no word of it in clear."""
    with store.begin() as work:
        work.publications.add(JANUARY)
    with store.reading() as work:
        first = work.publications.all()
    with store.begin() as work:
        work.publications.add(FEBRUARY)
    with store.reading() as work:
        both = work.publications.all()

    assert first == (JANUARY,)
    assert [(one.tables, one.counted_on) for one in both] == [((THEMES,), {}), ((), FEBRUARY.counted_on)]
    assert b"Waiting lists" not in everything(database)


def test_the_same_month_is_not_published_twice(store: Store) -> None:
    """The database refuses it."""
    with store.begin() as work:
        work.publications.add(JANUARY)
    with pytest.raises(IntegrityError), store.begin() as work:
        work.publications.add(JANUARY)
