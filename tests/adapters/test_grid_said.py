"""Who can come when, for the lead coordinator alone; and a proposal that is offered by one press (P15)."""

from dialogs.model.press import Press
from dialogs.model.views import Card, Row, Rows
from dialogs.procedure.case import Choice
from tests.adapters.faces import FACES, Web, channels_with, channels_without
from tests.adapters.test_said import row_of
from tests.builders import BO
from tests.dialogs.telling import note, owed
from tests.town import Town, buttons, played

THURSDAY = "Thu 3 Dec 2026, 4pm"


def voted() -> Town:
    """Sal and Bo have answered the first date, Nia the second; nobody else has said anything."""
    town = played("polling")
    first, second = offered(town)[:2]
    for who, choice, slot in (("sal", "yes", first), ("bo", "no", first), ("nia", "maybe", second)):
        town.presses(who, "poll", choice, slot)
    return town


def offered(town: Town) -> tuple[str, ...]:
    """The times on offer."""
    return tuple(slot.id for slot in town.case.session.slots) if town.case.session else ()


def table_of(card: Card) -> list[list[str]]:
    """The cells of the table on the web, row by row."""
    page = Web()._page(card)  # noqa: SLF001 - the page itself, not its words
    return [[cell.words for cell in [*row.all("th"), *row.all("td")]] for row in page.one("table").all("tr")]


def test_who_can_come_when_is_a_table_on_the_web() -> None:
    """A row for each person, a column for each date, headed both ways, in a region that scrolls by itself and can be reached by keys."""
    card = voted().sees("sal", "answers")
    head, *rows = table_of(card)
    region = Web()._page(card).one("div", class_="grid")  # noqa: SLF001 - ditto

    assert head[:3] == ["Who", "Mon 30 Nov 2026, 10am", "Tue 1 Dec 2026, 2pm"]
    assert sorted(row[:3] for row in rows) == sorted(
        [
            ["Sal Sample", "yes", "not answered"],
            ["Nia Notreal", "not answered", "if need be"],
            ["Kit Keyworker", "not answered", "not answered"],
            ["Pat Pretend", "not answered", "not answered"],
            ["Hal Hypothetical", "not answered", "not answered"],
            ["Bo Bluelight", "no", "not answered"],
        ]
    )
    assert (region.attrs["tabindex"], region.attrs["role"], region.attrs["aria-label"]) == (
        "0",
        "region",
        "Who can come when",
    )
    assert {cell.attrs.get("scope") for cell in region.all("th")} == {"col", "row"}


def test_in_chats_it_is_a_list_by_date() -> None:
    """Each date with who said what, and who said nothing, where a table has no room."""
    card = voted().sees("sal", "answers")
    said = "Yes: Sal Sample. No: Bo Bluelight. Not answered: Nia Notreal, Kit Keyworker"

    assert channels_without(said, card) == ["web"]
    assert [face.name for face in FACES if face.faults(card)] == []


def test_nobody_else_reads_who_said_what() -> None:
    """The other supervisor, whoever was invited, the manager and the office have no way to it, and read nothing of it when they ask for it."""
    town = voted()
    others = [town.sees(who, "answers") for who in ("nia", "bo", "mo", "olu")]
    ways = [press for who in ("nia", "bo") for press in town.sees(who, "poll").presses if press.press.card == "answers"]

    assert ways == []
    assert [channels_with("Sal Sample", card) for card in others[1:]] == [[]] * 3
    assert [channels_with("if need be", card) for card in others] == [[]] * 4
    assert [channels_without("Only the lead coordinator sees who can come when.", card) for card in others] == [[]] * 4


def test_the_lead_coordinator_has_the_way_to_it() -> None:
    """From the dates, on every channel, and back."""
    town = voted()
    there = Press("answers", "show", town.case.id)

    assert [face.name for face in FACES if str(there) not in face.presses(town.sees("sal", "poll"))] == []
    assert str(Press("poll", "show", town.case.id)) in Web().presses(town.sees("sal", "answers"))


def proposed(who: str) -> Town:
    """Somebody says that none suits, and when they could."""
    town = played("polling")
    town.does(who, "poll", "propose", {"note": "In court", "typed": "thurs 3 dec 2026 4pm"})
    return town


def test_a_proposal_is_offered_by_one_press() -> None:
    """The lead coordinator reads it with a button; pressed, everybody is asked about it, and it is its proposer's answer."""
    town = proposed("bo")
    card = town.sees("sal", "poll")
    row = row_of_proposal(card)
    (button,) = row.buttons
    before = town.case.session
    answer = town.presses("sal", "poll", "offer-proposal", button.press.about)
    session = town.case.session

    assert row.detail == "Bo Bluelight can come then. Working day 8 of 15."
    assert [face.name for face in FACES if str(button.press) not in face.presses(card)] == []
    assert before and session and len(session.slots) == len(before.slots) + 1
    assert note(answer) == "This date is on offer too. Everybody is being asked. First answers are kept."
    assert row_of(town.sees("bo", "poll"), THURSDAY).detail == "Working day 8 of 15. You said yes."
    assert "Yes: Bo Bluelight" in row_of(town.sees("sal", "poll"), THURSDAY).detail
    assert ("vote", "bo") not in owed(town)
    assert ("vote", "hal") in owed(town)
    assert "offer-proposal" not in [*buttons(town.sees("sal", "poll"))]


def row_of_proposal(card: Card) -> Row:
    """The row of the proposal, which is none of the dates on offer."""
    rows = (row for block in card.body if isinstance(block, Rows) for row in block.rows)
    return next(row for row in rows if row.title.startswith(THURSDAY))


def test_nobody_else_offers_it_and_what_was_not_proposed_is_not_offered() -> None:
    """Whoever does not coordinate has no button; a time that nobody proposed is refused."""
    town = proposed("bo")
    other = note(town.presses("nia", "poll", "offer-proposal", "20261203T1600.90"))
    town.presses("sal", "poll", "offer-proposal", "20261204T1600.90")

    assert "offer-proposal" not in [*buttons(town.sees("nia", "poll")), *buttons(town.sees("bo", "poll"))]
    assert other == "This is for somebody else on the case to do. Here is the card as it is now."
    assert "20261204T1600" not in offered(town)


def test_a_proposal_stands_while_its_proposer_answers_other_dates() -> None:
    """Bo proposes, then finds that the first date does after all: the proposal can still be offered, and what was said stands."""
    town = proposed("bo")
    town.presses("bo", "poll", "yes", offered(town)[0])
    card = town.sees("sal", "poll")
    town.presses("sal", "poll", "offer-proposal", "20261203T1600.90")
    session = town.case.session
    assert session

    assert channels_without("In court", card) == []
    assert session.choices(session.slots[0])[BO] is Choice.YES
    assert row_of(town.sees("bo", "poll"), THURSDAY).detail == "Working day 8 of 15. You said yes."


def test_a_date_on_offer_that_is_proposed_is_a_yes_to_it() -> None:
    """None suits but this one, which is on offer already: it counts as a yes to it, and a no to the others."""
    town = played("polling")
    town.does("bo", "poll", "propose", {"note": "Only this", "typed": "mon 30 nov 2026 10am"})
    session = town.case.session
    assert session
    said = [session.choices(slot)[BO] for slot in session.slots]

    assert said == [Choice.YES, *[Choice.NO] * (len(session.slots) - 1)]
