"""Lists of cases: mine, due, over; and what is left of a case that was erased."""

from datetime import timedelta

from sqlalchemy import Engine

from dialogs.ids import CaseId, PersonId
from dialogs.procedure.people import may_see
from store.unit_of_work import Store
from tests.store.kept import everything, kept, peopled
from tests.town import Town, played

PAT, SAL, HAL = PersonId("pat"), PersonId("sal"), PersonId("hal")


def several(town: Town, *stages: str) -> list[CaseId]:
    """Cases raised an hour apart, each brought to its stage; their ids, the latest first."""
    ids: list[CaseId] = []
    for stage in stages:
        town.later(hours=1)
        ids.append(played(stage, town).case.id)
    return ids[::-1]


def test_my_open_cases_come_latest_first_and_page_by_page(store: Store) -> None:
    """Each case once, none left out, and those that are over only when asked for."""
    town = peopled(store)
    ids = several(town, "raised", "agreed", "closed", "raised", "nominated")
    over = town.cases[ids[2]]
    assert over.over
    with store.reading() as work:
        first = work.cases.of(PAT, limit=2)
        second = work.cases.of(PAT, limit=2, before=first[-1])
        third = work.cases.of(PAT, limit=2, before=second[-1])
        everything_ = work.cases.of(PAT, open_only=False)

    assert [case.id for case in (*first, *second)] == [one for one in ids if one != over.id]
    assert third == ()
    assert [case.id for case in everything_] == ids


def test_a_list_has_just_the_cases_that_the_person_may_see(store: Store) -> None:
    """At every stage, for everybody but the office, whose part is of the house and not of a case."""
    town = peopled(store)
    several(town, "raised", "agreed", "nominated", "polling", "booked", "held", "filed", "closed")
    with store.reading() as work:
        listed = {person: {case.id for case in work.cases.of(person, open_only=False)} for person in town.people}

    seen = {
        person.id: {case.id for case in town.cases.values() if may_see(case, person)}
        for person in town.people.values()
        if not person.office
    }
    assert {person: cases for person, cases in listed.items() if not town.people[person].office} == seen


def test_somebody_who_goes_no_longer_has_the_case_on_their_list(store: Store) -> None:
    """A nominee who declines has no part in it; the load counts those who have accepted."""
    town = kept("agreed", peopled(store))
    town.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"})
    with store.reading() as work:
        asked, load = work.cases.of(SAL), work.case_members.load()
    town.does("sal", "nomination", "turn-down", {"reason": "On leave", "suggests": ""})
    town.presses("nia", "nomination", "accept")
    with store.reading() as work:
        declined, after = work.cases.of(SAL), work.case_members.load()

    assert ([case.id for case in asked], load) == ([town.case.id], {})
    assert (declined, after) == ((), {"nia": 1})


def test_what_is_over_is_no_load(store: Store) -> None:
    """A supervisor's load is their open cases."""
    town = kept("filed", peopled(store))
    with store.reading() as work:
        open_ = work.case_members.load()
    town.later(days=9)
    town.does("kit", "circulation", "tell-family", {"told": "shared"}, "1")
    town.does("sal", "case", "close", {})
    with store.reading() as work:
        over = work.case_members.load()

    assert (open_, over) == ({"sal": 1, "nia": 1}, {})


def test_due_cases_are_listed_and_put_off(store: Store) -> None:
    """Those whose time has come, the longest due first, and which of them were due before today; none that was put off or needs nothing."""
    town = peopled(store)
    ids = several(town, "raised", "raised", "raised", "raised")
    soon = town.now + timedelta(days=4)
    with store.begin() as work:
        for id_, due in zip(ids, (None, soon + timedelta(seconds=1), soon, soon - timedelta(days=1)), strict=True):
            work.cases.set_due(id_, due)
    with store.reading() as work:
        found = work.cases.due(soon, soon - timedelta(hours=10))

    assert [(ids[3], True), (ids[2], False)] == [tuple(one) for one in found]


def test_what_was_over_long_ago_is_found_for_deletion(store: Store) -> None:
    """By the day on which it was over, until it has been erased."""
    town = peopled(store)
    open_, over = several(town, "closed", "raised")
    turned = town.cases[over].turned_at
    assert turned
    day = turned.date()
    with store.begin() as work:
        assert work.cases.ended(day, 10) == ()
        assert work.cases.ended(day + timedelta(days=1), 10) == (over,)
        work.cases.erase(over)
        assert work.cases.ended(day + timedelta(days=1), 10) == ()
        assert work.cases.get(open_)


def test_an_erased_case_cannot_be_read_again_and_its_chain_still_holds(store: Store, database: Engine) -> None:
    """Its key is gone, and with it every word, though no fact was deleted."""
    town = kept("closed", peopled(store))
    case = town.case.id
    with store.begin() as work:
        work.cases.erase(case)
    with store.reading() as work:
        assert (work.cases.get(case), work.facts.of(case), work.cases.of(PAT, open_only=False)) == (None, (), ())
        assert [*work.facts.broken()] == []

    assert case.encode() in everything(database)
