"""Who gets the record as a document, when, and what stands on it (P18, P23)."""

import pytest

from dialogs.cards.document import document
from dialogs.model.documents import RecordDocument
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from tests.town import RECORD, Town, played


def taken(town: Town, who: str, about: str = "1") -> RecordDocument | None:
    press = Press("record", "show", town.case.id, about)
    return document(town.scene(Pressed(turn=town._event(), sender=Handle("web", "", who), press=press)), about)


@pytest.mark.parametrize(
    ("stage", "who", "gets"),
    [
        ("held", "sal", False),
        ("recorded", "sal", True),
        ("recorded", "nia", True),
        ("recorded", "pat", False),
        ("closed", "pat", True),
        ("closed", "kit", True),
        ("closed", "mo", False),
        ("closed", "olu", False),
        ("closed", "tess", False),
    ],
)
def test_who_gets_it(stage: str, who: str, gets: bool) -> None:  # noqa: FBT001 - a table
    """The supervisors once it is signed, the others who were invited once it is circulated; the office and strangers never."""
    assert (taken(played(stage), who) is not None) is gets


def test_what_stands_on_it() -> None:
    """Everything of the session, in words, and the child's initials only."""
    town = played("closed")
    made = taken(town, "sal")

    assert made is not None
    assert (made.child, made.number, made.reference, made.local_reference) == (
        "A.B.",
        1,
        town.case.reference,
        "CASE-1001",
    )
    assert [(one.name, one.part) for one in made.present][:2] == [
        ("Sal Sample", "Lead coordinator"),
        ("Nia Notreal", "Supervisor"),
    ]
    assert [section.text for section in made.sections][:2] == [RECORD["reason"], RECORD["lived"]]
    assert dict(made.family)["By"] == "Kit Keyworker"
    assert dict(made.learning)["For"] == "Locality"
    assert made.further == "No further session is needed."
    assert [who for who, _ in made.signatures] == ["Nia Notreal, Testshire Health", "Sal Sample, Testshire Care"]
    assert dict(made.facts)["Place"] == "Room 4"


def test_the_card_offers_it() -> None:
    """Whoever may have it finds Word, PDF and JSON on the card of the record; a look at the text is written down, a look at none is not."""
    town = played("closed")
    shown, bare = town.sees("pat", "record", "1"), town.sees("mo", "record", "1")

    assert [(path.label, path.press.verb) for path in shown.files] == [
        ("Word document", "docx"),
        ("PDF", "pdf"),
        ("JSON", "json"),
    ]
    assert (shown.looked, bare.looked, bare.files) == ("record", "", ())
