"""Load and keep: what was decided is stored whole or not at all, and once."""

from functools import reduce

from dialogs.ids import CaseId
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import evolve
from store.unit_of_work import Store
from tests.store.kept import peopled
from tests.town import played


def test_a_whole_procedure_loads_as_it_was_kept(store: Store) -> None:
    """From raised to closed, through the store at every turn: the case loads equal, and its facts fold to it."""
    town = played("closed", peopled(store))
    with store.reading() as work:
        case = work.cases.get(town.case.id)
        facts = work.facts.of(town.case.id)
        broken = [*work.facts.broken()]

    assert town.case == case
    assert town.facts[town.case.id] == facts
    assert case == reduce(evolve, facts, _blank(town.case))
    assert broken == []


def _blank(case: Case) -> Case:
    return Case(
        id=case.id,
        reference=case.reference,
        profile=case.profile,
        raiser=case.raiser,
        leads_required=case.leads_required,
        supervisors_required=case.supervisors_required,
    )
