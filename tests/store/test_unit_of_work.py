"""Load and keep: what was decided is stored whole or not at all, and once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from threading import Barrier

import pytest
from sqlalchemy import Engine

from dialogs import engine
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle, Heard
from dialogs.model.press import Press
from dialogs.model.turns import Need, Scene, Turn, Wants
from dialogs.model.views import Card, Page, Review
from dialogs.procedure.case import Case
from dialogs.procedure.commands.agreement import ChangeKeyworker
from dialogs.procedure.commands.base import Command
from dialogs.procedure.lifecycle import Fact, decide, evolve
from dialogs.procedure.nudges import next_due
from dialogs.procedure.people import Person
from store.crypto.key_ring import KeyRing
from store.queue.jobs import DbosJobs
from store.unit_of_work import Conflict, Store
from tests.store.kept import KeptTown, kept, peopled, pressed, statements
from tests.town import CARE, MONDAY, RAISED

NOTHING = Card(name="nothing", title="Nothing")


def test_a_whole_procedure_loads_as_it_was_kept(store: Store) -> None:
    """From raised to closed, through the store at every turn: the case loads equal, and its facts fold to it."""
    town = kept("closed", peopled(store))
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


def test_a_scene_has_all_that_was_wanted(store: Store) -> None:
    """The actor, the case, their lists, the facts, the load; what was not wanted is not loaded."""
    town = kept("closed", peopled(store))
    town = kept("polling", town)
    heard = pressed("sal", "case", "show", town.case.id)
    with store.begin() as work:
        scene = work.scene(
            heard, Wants(case=town.case.id, needs=Need.MINE | Need.FACTS | Need.LOAD), town.of, attempt=2
        )
        bare = work.scene(pressed("sal", "help", "show", None, event="another"), Wants(), town.of)

    assert (scene.actor, scene.case, scene.mine) == (town.people[PersonId("sal")], town.case, (town.case,))
    assert (scene.people, scene.facts, scene.attempt) == (town.people, town.facts[town.case.id], 2)
    assert scene.load == {"sal": 1, "nia": 1}
    assert (bare.case, bare.mine, bare.facts, bare.load, bare.drafts) == (None, (), (), {}, ())


def test_a_case_is_found_by_what_people_call_it(store: Store) -> None:
    """A reference as somebody would type it loads the same case."""
    town = kept("raised", peopled(store))
    with store.reading() as work:
        scene = work.view(PersonId("mo"), Wants(reference=town.case.reference.lower()), town.of)

    assert scene.case == town.case


@pytest.mark.parametrize("who", ["bo", "tess", "nobody"])
def test_a_case_that_somebody_may_not_see_does_not_load(store: Store, who: str) -> None:
    """By id or by reference: it is as if there were none."""
    town = kept("raised", peopled(store))
    with store.begin() as work:
        by_id = work.scene(
            pressed(who, "case", "show", town.case.id), Wants(case=town.case.id, needs=Need.MINE | Need.FACTS), town.of
        )
        by_name = work.view(PersonId(who), Wants(reference=town.case.reference), town.of)

    assert (by_id.case, by_id.mine, by_id.facts, by_name.case) == (None, (), (), None)


def test_somebody_unknown_or_gone_is_nobody(store: Store) -> None:
    """A handle that is not linked, or whose person is no longer active, has no actor."""
    town = kept("raised", peopled(store))
    linked = Handle("slack", "T1", "U1")
    with store.begin() as work:
        work.people.link(linked, PersonId("mo"), town.now)
        work.people.save([replace(town.people[PersonId("mo")], active=False)])
    heard = replace(pressed("mo", "agreement", "agree", town.case.id), sender=linked)
    with store.begin() as work:
        scene = work.scene(heard, engine.wants(heard), town.of)

    assert (scene.actor, scene.case) == (None, None)


def test_the_same_event_is_done_once(store: Store) -> None:
    """The second time it is shown what it led to, and nothing is kept, whatever is decided."""
    town = kept("raised", peopled(store))
    heard = pressed("mo", "agreement", "agree", town.case.id)
    first = town.hears(heard)
    with store.begin() as work:
        scene = work.scene(heard, engine.wants(heard), town.of)
        work.keep(scene, first)
    with store.reading() as work:
        facts = work.facts.of(town.case.id)

    assert scene.repeated
    assert [type(fact.command).__name__ for fact in facts] == ["Raise", "Agree"]


def test_an_event_whose_turn_was_rolled_back_may_come_again(store: Store) -> None:
    """What was not committed was not heard."""
    town = kept("raised", peopled(store))
    heard = pressed("mo", "agreement", "agree", town.case.id)
    with suppress(ZeroDivisionError), store.begin() as work:
        work.keep(*_decided(work.scene(heard, engine.wants(heard), town.of), heard))
        _ = 1 // 0

    assert not town.scene(heard).repeated
    assert town.hears(heard).facts


def _decided(scene: Scene, heard: Heard) -> tuple[Scene, Turn]:
    return scene, engine.step(heard, scene)


def test_of_two_who_saw_the_same_version_one_is_refused(store: Store) -> None:
    """Two threads, many rounds: exactly one is kept each time, and the facts still fold."""
    town = kept("raised", peopled(store))
    case = town.case
    with ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            with store.reading() as work:
                scene = work.view(PersonId("pat"), Wants(case=case.id), town.of)
            case = scene.of
            barrier = Barrier(2)
            other = PersonId("hal" if case.keyworker == "kit" else "kit")
            turn = _accepted(scene, ChangeKeyworker(keyworker=other))
            done = [*threads.map(lambda _: _kept(store, scene, turn, barrier), range(2))]  # noqa: B023 - done before the next round

            assert sorted(done) == ["conflict", "kept"]

    with store.reading() as work:
        facts = work.facts.of(case.id)
        assert len(facts) == 21
        assert work.cases.get(case.id) == reduce(evolve, facts, _blank(case))
        assert [*work.facts.broken()] == []


def _accepted(scene: Scene, command: Command) -> Turn:
    fact = decide(scene.of, command, by=scene.who, terms=scene.terms)
    assert isinstance(fact, Fact)
    return Turn(reply=NOTHING, facts=(fact,), case=evolve(scene.of, fact))


def _kept(store: Store, scene: Scene, turn: Turn, barrier: Barrier) -> str:
    barrier.wait()
    try:
        with store.begin() as work:
            work.keep(scene, turn)
    except Conflict:
        return "conflict"
    return "kept"


def test_two_who_press_in_the_same_moment_agree_once(store: Store) -> None:
    """A manager and the deputy press Agree together, load, decide, keep, and again on a conflict: one agreement, one refusal."""
    town = peopled(store)
    for round_ in range(8):
        kept("raised", town)
        town.does("mo", "agreement", "name-deputy", {"who": "sal"})
        case = town.case.id
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            done = [*threads.map(lambda who: _agrees(town, who, case, barrier, round_), ("mo", "sal"))]  # noqa: B023 - done before the next round

        assert sorted(done) == [0, 1]
        with store.reading() as work:
            assert len(work.cases.get(case).agreements) == 1  # type: ignore[union-attr] # it is there


def _agrees(town: KeptTown, who: str, case: CaseId, barrier: Barrier, round_: int) -> int:
    heard = pressed(who, "agreement", "agree", case, event=f"{who} {round_}")
    barrier.wait()
    while True:
        with suppress(Conflict), town.where.begin() as work:
            scene, turn = _decided(work.scene(heard, engine.wants(heard), town.of), heard)
            work.keep(scene, turn)
            return len(turn.facts)


def test_a_reference_that_is_taken_is_a_conflict_and_the_next_attempt_gets_a_longer_one(store: Store) -> None:
    """Nothing is stored of the first attempt; the second is raised."""
    town = kept("raised", peopled(store))
    reply = town.presses("hal", "case", "raise")
    while isinstance(reply, Page):
        reply = town.hears(town.answer("hal", reply, RAISED)).reply
    assert isinstance(reply, Review)
    heard = town.answer("hal", reply, RAISED)
    with pytest.raises(Conflict), store.begin() as work:
        scene, turn = _decided(work.scene(heard, engine.wants(heard), town.of), heard)
        assert turn.case
        work.keep(scene, replace(turn, case=replace(turn.case, reference=town.case.reference)))

    with store.begin() as work:
        scene, turn = _decided(work.scene(heard, engine.wants(heard), town.of, attempt=1), heard)
        work.keep(scene, turn)

    assert turn.case
    assert len(turn.case.reference) == len(town.case.reference) + 1


def test_the_same_local_reference_in_an_open_case_is_seen(store: Store) -> None:
    """However it is typed; not that of the case itself, and not once it is over."""
    town = kept("raised", peopled(store))
    wants = Wants(local_reference=f" {town.case.local_reference.lower()} ")
    with store.reading() as work:
        elsewhere = work.view(PersonId("hal"), wants, town.of).same_reference
        itself = work.view(PersonId("pat"), replace(wants, case=town.case.id), town.of).same_reference
    town.does("pat", "case", "withdraw", {"reason": "No longer wanted"})
    with store.reading() as work:
        over = work.view(PersonId("hal"), wants, town.of).same_reference

    assert (elsewhere, itself, over) == (True, False, False)


def test_people_typed_in_are_saved_with_the_case(store: Store) -> None:
    """They are in the directory afterwards; those who were there already stay as they are."""
    town = kept("raised", peopled(store))
    new = Person(id=PersonId("new"), name="Nell New", agency=CARE, email="nell@care.example")
    known = replace(town.people[PersonId("mo")], name="Somebody else")
    _newcomers(store, town, new, known)
    with store.reading() as work:
        directory = work.people.directory()

    assert (directory[new.id], directory[known.id]) == (new, town.people[known.id])


def test_an_address_that_somebody_else_has_just_brought_is_a_conflict(store: Store) -> None:
    """Two people type in the same newcomer: the second decides again and finds them."""
    town = kept("raised", peopled(store))
    _newcomers(store, town, Person(id=PersonId("one"), name="Nell New", agency=CARE, email="nell@care.example"))

    with pytest.raises(Conflict):
        _newcomers(store, town, Person(id=PersonId("two"), name="Nell New", agency=CARE, email="Nell@Care.example"))
    with store.reading() as work:
        assert work.people.by_email("NELL@care.example") == "one"


def _newcomers(store: Store, town: KeptTown, *people: Person) -> None:
    with store.begin() as work:
        scene = work.view(PersonId("mo"), Wants(), town.of)
        work.keep(scene, Turn(reply=NOTHING, newcomers=people))


def test_a_form_is_begun_in_one_channel_and_finished_in_another(store: Store) -> None:
    """The draft is the person's: it waits in the store, whatever card its button stood on, and is gone when it is sent."""
    town = kept("raised", peopled(store))
    slack = Handle("slack", "T1", "U1")
    with store.begin() as work:
        work.people.link(slack, PersonId("mo"), town.now)
    press = Press("agreement", "decline", town.case.id)
    town.hears(replace(pressed("mo", "agreement", "decline", town.case.id, event="open"), sender=slack))
    with store.reading() as work:
        waiting = work.view(PersonId("mo"), Wants(press=replace(press, card="case")), town.of).draft
    town.does("mo", "agreement", "decline", {"reason": "A Core Group matter"})
    with store.reading() as work:
        after = work.view(PersonId("mo"), Wants(press=press, needs=Need.MINE), town.of)

    assert waiting
    assert waiting.owner == "mo"
    assert (after.draft, after.drafts) == (None, ())
    assert town.case.ended_because == "A Core Group matter"


def test_next_due_is_kept_with_the_case(store: Store) -> None:
    """As the procedure has it: the sweep finds the case from then on, and not before."""
    town = kept("agreed", peopled(store))
    due = next_due(town.case, town.terms)
    assert due
    with store.reading() as work:
        assert [id_ for id_, _ in work.cases.due(due, due)] == [town.case.id]
        assert work.cases.due(town.now, town.now) == []


def test_a_turn_costs_few_statements(store: Store, database: Engine) -> None:
    """Three to show a case, four to load for a button that does something, and two to keep besides two for each job.

    One more for a question that may stand open, and on a page one for what waits. A look at words of a case is written down:
    the last line of its chain and the new one; on PostgreSQL whoever looks at once waits in a line first.
    """
    look = 2 + (database.dialect.name == "postgresql")
    town = kept("raised", peopled(store))
    town.presses("mo", "agreement", "show")  # from now on the process knows the key of the chains
    with statements(database) as loading:
        town.presses("mo", "agreement", "show")
    with statements(database) as agreeing:
        turn = town.hears(pressed("mo", "agreement", "agree", town.case.id))

    assert len(loading) == 3 + 1 + look
    assert len(agreeing) == 4 + 1 + 2 + 1 + 2 * len(turn.effects)


def test_stores_share_one_database(store: Store, database: Engine) -> None:
    """What one replica has kept, another sees at once: cases and people."""
    town = kept("agreed", peopled(store))
    other = Store(database, KeyRing.development(), DbosJobs(database))
    with other.reading() as work:
        assert work.view(PersonId("mo"), Wants(case=town.case.id), town.of).case == town.case
    with store.begin() as work:
        work.people.save([replace(town.people[PersonId("mo")], name="Mo Married")])
    with other.reading() as work:
        assert work.people.directory()[PersonId("mo")].name == "Mo Married"


def test_a_chain_key_that_was_taken_back_is_not_remembered(store: Store) -> None:
    """Else lines would be keyed with what nobody has: the next transaction makes one anew, and all read that one."""
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        lost = work.chain_keys.settled(MONDAY)
        raise ZeroDivisionError
    with store.reading() as work:
        assert work.chain_keys.kept() is None
    with store.begin() as work:
        made = work.chain_keys.settled(MONDAY)
    with store.reading() as work:
        assert made == work.chain_keys.kept() != lost
