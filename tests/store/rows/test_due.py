"""What is due stays due until the sweep has looked, whatever happens to the case in between."""

from datetime import date, timedelta

from store.unit_of_work import Store
from tests.store.kept import kept, peopled


def test_a_turn_between_the_hour_and_the_sweep_puts_nothing_off(store: Store) -> None:
    """Due at nine and changed at ten, a case is still found by the sweep; once it is over it is found no more."""
    town = kept("raised", peopled(store))
    town.to(date(2026, 11, 24), 10)
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    with store.reading() as work:
        still = work.cases.due(town.now, town.now)
    town.does("mo", "agreement", "decline", {"reason": "A Core Group matter"})
    with store.reading() as work:
        over = work.cases.due(town.now + timedelta(days=400), town.now)

    assert ([id_ for id_, _ in still], over) == ([town.case.id], [])
