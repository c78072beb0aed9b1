"""No word that anybody typed stands in clear anywhere in the database (V9)."""

from dataclasses import replace

from sqlalchemy import Engine

from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.turns import Feedback
from store.unit_of_work import Store
from tests.store.kept import everything, kept, peopled
from tests.store.rows.test_drafts import DRAFT
from tests.store.rows.test_postings import SLACK
from tests.town import INVITED, MONDAY, PEOPLE, RAISED, RECORD

TYPED = tuple(
    one
    for one in (*RAISED.values(), *INVITED.values(), *RECORD.values(), "FILE-1")
    if isinstance(one, str)
    and len(one) > 3
    and one not in ("yes", "practitioner", "core-group", "locality", "2026-12-14")
)
KNOWN = tuple(words for person in PEOPLE for words in (person.name, person.agency, person.role, person.email))
OTHER = (
    "Canary in a draft",
    "Canary in feedback",
    "Canary in a note",
    "U0CANARY",
    "D0CANARY",
    "1700000000.000100",
    "canary@mail.example",
    "Canary setting",
)


def test_no_word_stands_in_clear(store: Store, database: Engine) -> None:
    """After a whole procedure, with drafts, feedback, handles and postings: not in a row, not in a file, not in the queue."""
    town = kept("closed", peopled(store))
    kept("booked", town)
    town.does("sal", "session", "call-off", {"reason": "Canary in a note"})
    town.presses("pat", "case", "raise")
    with store.begin() as work:
        work.drafts.keep(DRAFT.with_answers({"thinking": "Canary in a draft"}, MONDAY))
        for person in ("pat", "hal", "bo"):
            work.feedback.add(
                Feedback(case=town.case.id, session=1, answers={"useful": "Canary in feedback"}),
                PersonId(person),
                MONDAY,
            )
        work.people.link(Handle("slack", "T1", "U0CANARY"), PersonId("mo"), MONDAY)
        work.people.link(Handle("email", "", "canary@mail.example"), PersonId("mo"), MONDAY)
        work.postings.add(
            replace(
                SLACK, handle=Handle("slack", "T1", "U0CANARY"), conversation="D0CANARY", message="1700000000.000100"
            )
        )
        work.key_values.put("colour", "Canary setting")

    stored = everything(database)

    assert town.case.id.encode() in stored
    assert len(TYPED) > 15
    assert [words for words in (*TYPED, *KNOWN, *OTHER) if words.encode() in stored] == []
