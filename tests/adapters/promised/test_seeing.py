"""Who sees what, and how it is said, on the web, in Slack and in Teams (P23; what people meet, 9 and 11)."""

import re

from dialogs.model.views import Page, Reply
from tests.adapters.faces import Face
from tests.adapters.through import EVERYWHERE, Through, at, said
from tests.town import RAISED, Town

DATED = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b(?!T)")


@EVERYWHERE
def test_what_people_see_depends_on_their_part(face: Face) -> None:
    """Tess, who is not on the case, sees nothing of it; the office sees where it stands and not what was written; who was invited reads no record (P23)."""
    here = at("recorded", face)
    stranger = " ".join(here.reads("tess", card, "1") for card in ("case", "session", "record", "timeline", "poll"))
    office = " ".join(here.reads("olu", card, "1") for card in ("case", "session", "record"))

    assert not any(word in stranger for word in (here.town.case.reference, "A.B.", "Nothing moves", "Pat Pretend"))
    assert here.town.case.reference in office
    assert not any(word in office for word in ("Why nothing moves", "Quiet at home", "The plan has stopped"))


@EVERYWHERE
def test_who_did_what_when_and_where_is_on_the_timeline(face: Face) -> None:
    """Each step with name, time and channel (P23, E9.4)."""
    here = at("booked", face)
    read = here.reads("bo", "timeline")

    for words in ("Pat Pretend raised the case", "Mo Madeup agreed", "Sal Sample booked the session", "Mon 23 Nov 2026, 10am, on the web"):  # fmt: skip
        assert words in read


@EVERYWHERE
def test_the_list_has_what_one_owes_ones_cases_and_the_next_dates(face: Face) -> None:
    """Mo's list before anything is agreed, Bo's once a session is booked (E9.1)."""
    here = Through(face, Town())
    here.raises("pat", RAISED)
    owed = said(face, here._home("mo"))
    booked = at("booked", face)
    dates = said(face, booked._home("bo"))

    assert f"{here.town.case.reference}: agree or decline the case" in owed
    assert booked.town.case.reference in dates
    assert "Mon 30 Nov 2026, 10am" in dates


@EVERYWHERE
def test_dates_are_written_with_weekday_and_month(face: Face) -> None:
    """`Mon 30 Nov 2026, 10am`, and no date in figures alone on any card of a booked case (E11.5)."""
    here = at("booked", face)
    cards = [here.reads(who, card) for who in ("sal", "bo") for card in ("case", "session", "poll", "timeline")]

    assert all("Mon 30 Nov 2026, 10am" in card for card in cards if "When" in card)
    assert [] == [found for card in cards for found in DATED.findall(card)]


@EVERYWHERE
def test_the_procedures_own_words_are_used(face: Face) -> None:
    """Lead coordinator, keyworker and Core Group, on cards and in forms (E11.6)."""
    here = at("recorded", face)
    read = here.reads("sal", "case") + here.reads("sal", "record", "1")

    for words in ("Lead coordinator", "Keyworker", "Core Group"):
        assert words in read


@EVERYWHERE
def test_nothing_is_told_by_colour_alone(face: Face) -> None:
    """A note that warns or confirms says so in words, and the steps say which is now (E11.3)."""
    here = at("raised", face)
    shown = said(face, here.presses("mo", "agreement", "agree"))
    card = here.reads("mo", "case")

    assert "Done: Agreed. The window has started." in shown
    assert "Now: Supervisors" in card or "Supervisors, now" in card
    assert "To come: Dates" in card or "Dates, to come" in card


@EVERYWHERE
def test_what_is_not_understood_gets_the_likeliest_things_and_help(face: Face) -> None:
    """Whatever is typed: a card with what it could have meant, whom to call in danger, and help (E1.6)."""
    here = at("booked", face)
    shown = here.town.says("bo", "flibbertigibbet wobble")
    buttons = [press for press in face.presses(shown) if press]  # type: ignore[arg-type] # a card

    assert 3 <= len(buttons)
    assert "Help" in said(face, shown)


@EVERYWHERE
def test_typed_words_lead_where_they_say(face: Face) -> None:
    """`mine`, `help`, `raise`, a reference, and dates for whoever offers them: what comes is what was said (E1.1, E1.3)."""
    here = at("nominated", face)
    reference = here.town.case.reference
    shown: dict[str, Reply] = {
        words: here.town.says("sal", words) for words in ("mine", "help", reference, reference.lower(), "raise")
    }

    assert "My list" in said(face, shown["mine"])
    assert "call 999 now" in said(face, shown["help"])
    assert reference in said(face, shown[reference])
    assert reference in said(face, shown[reference.lower()])
    assert isinstance(shown["raise"], Page)
    assert "Is joint supervision the right place?" in said(face, shown["raise"])
