"""Half-filled forms wait where they were begun about, until they are sent or have lain too long."""

from dataclasses import replace
from datetime import timedelta

from dialogs.ids import CaseId, PersonId
from dialogs.model.drafts import KEPT, Draft
from dialogs.model.press import Press
from dialogs.model.turns import Need, Wants
from store.unit_of_work import Store
from tests.store.kept import peopled
from tests.town import MONDAY

PAT, SAL = PersonId("pat"), PersonId("sal")
PRESS = Press("case", "raise")
DRAFT = Draft(
    owner=PAT,
    press=PRESS,
    version=1,
    given={"initials": "A.B.", "reasons": ("stuck", "drift")},
    skipped=("note",),
    asked="lived",
    changed=MONDAY,
    reached="why",
)


def test_a_draft_comes_back_as_it_was_and_the_later_one_takes_its_place(store: Store) -> None:
    """All of it; and from whatever card the form was opened."""
    later = DRAFT.with_answers({"initials": "C.D."}, MONDAY + timedelta(hours=1))
    with store.begin() as work:
        work.drafts.keep(DRAFT)
        first = work.drafts.get(PAT, replace(PRESS, card="home"))
        work.drafts.keep(later)

    with store.reading() as work:
        assert (first, work.drafts.get(PAT, PRESS)) == (DRAFT, later)


def test_drafts_do_not_meet(store: Store) -> None:
    """Another person, verb, case or thing is another draft; dropping one leaves the others. The latest changed comes first."""
    others = (
        replace(DRAFT, owner=SAL),
        replace(DRAFT, press=Press("case", "withdraw", CaseId("c1")), changed=MONDAY + timedelta(minutes=1)),
        replace(DRAFT, press=Press("record", "write", CaseId("c1"), "1"), changed=MONDAY + timedelta(minutes=2)),
        replace(DRAFT, press=Press("record", "write", CaseId("c1"), "2"), changed=MONDAY + timedelta(minutes=3)),
    )
    with store.begin() as work:
        for one in (DRAFT, *others):
            work.drafts.keep(one)
        work.drafts.drop(PAT, PRESS)

    with store.reading() as work:
        assert work.drafts.of(PAT) == (others[3], others[2], others[1])
        assert [work.drafts.get(other.owner, other.press) for other in others] == [*others]
        assert work.drafts.get(PAT, PRESS) is None


def test_what_has_lain_too_long_is_not_shown_and_then_pruned(store: Store) -> None:
    """After fourteen days it is gone for the person at once, and from the database with the next pruning."""
    town = peopled(store)
    with store.begin() as work:
        work.drafts.keep(DRAFT)
        work.drafts.keep(replace(DRAFT, owner=SAL, changed=MONDAY + timedelta(days=1)))
    town.now = MONDAY + KEPT + timedelta(minutes=1)
    with store.begin() as work:
        shown = work.view(PAT, Wants(press=PRESS, needs=Need.MINE), town.of)
        pruned = work.drafts.prune(town.now - KEPT)
        left = work.drafts.get(PAT, PRESS), work.drafts.of(SAL)

    assert (shown.draft, shown.drafts) == (None, ())
    assert (pruned, left[0], len(left[1])) == (1, None, 1)
