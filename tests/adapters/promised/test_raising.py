"""Raising a case and deciding on it, as it is read and done on the web, in Slack and in Teams (P01 to P09)."""

from datetime import date

import pytest

from dialogs.model.views import Card, Page, Review
from tests.adapters.faces import Face
from tests.adapters.through import EVERYWHERE, Through, at, said
from tests.dialogs.telling import TWO_LEADS, errors, note, page, profiled
from tests.town import RAISED, Town


def opened(face: Face) -> tuple[Through, Page]:
    """Pat opens the form."""
    here = Through(face, Town())
    return here, page(here.raises("pat", {}, until=Page))


@EVERYWHERE
def test_whoever_raises_a_case_says_in_which_part(face: Face) -> None:
    """Three parts are offered, one has to be chosen, and it is kept as it was sent (P01, E2.3)."""
    here, door = opened(face)
    case = page(here.sends("pat", door, RAISED))
    refused = here.sends("pat", case, {**RAISED, "role": ""})
    without = errors(refused)
    here.fills("pat", here.sends("pat", refused, {**RAISED, "role": "supervisor"}), {**RAISED, "role": "supervisor"})

    for part in ("I work directly with the child", "I am a safeguarding supervisor", "I am a team manager"):
        assert part in said(face, case)
    assert "role" in without
    assert "supervisor" == here.town.case.raiser_role


@EVERYWHERE
def test_the_form_asks_why_in_words_of_thinking(face: Face) -> None:
    """Complex, stuck, drifting, the network, what it does to us, the child: several can be chosen, and are kept and read (P02, E2.5)."""
    here, door = opened(face)
    why = page(here.sends("pat", page(here.sends("pat", door, RAISED)), RAISED))
    here.fills("pat", why, {**RAISED, "reasons": ("network", "emotional")})

    for words in ("It is complex", "It is stuck", "It is drifting", "The network is not working as one", "The emotional impact on us", "What is it like to be this child?"):  # fmt: skip
        assert words in said(face, why)
    assert ("network", "emotional") == tuple(here.town.case.reasons)
    assert "The network is not working as one and the emotional impact on us." in here.reads("mo", "agreement")


@EVERYWHERE
def test_immediate_risk_ends_the_form_with_whom_to_call(face: Face) -> None:
    """A yes shows 999 and the strategy meeting, nobody is asked to agree, and that somebody was sent on is kept (P03, E2.1, E2.2)."""
    here, door = opened(face)
    shown = here.sends("pat", door, {**RAISED, "risk": "yes"})

    assert isinstance(shown, Card)
    for words in ("call 999 now", "Section 47 strategy meeting", "Your local children's services"):
        assert words in said(face, shown)
    assert ("redirected", "risk") == (here.town.case.stage.value, here.town.case.signpost)
    assert [] == here.town.told


@EVERYWHERE
def test_a_disagreement_ends_the_form_with_the_protocol(face: Face) -> None:
    """A yes shows the protocol and whom to turn to, and that somebody was sent on is kept (P04, E2.1, E2.2)."""
    here, door = opened(face)
    shown = here.sends("pat", door, {**RAISED, "disagreement": "yes"})

    assert isinstance(shown, Card)
    for words in ("Resolving Professional Disagreements and Escalation Protocol", "Your own line manager, first"):
        assert words in said(face, shown)
    assert ("redirected", "disagreement") == (here.town.case.stage.value, here.town.case.signpost)


@EVERYWHERE
def test_a_plan_is_sent_to_its_meeting_and_thinking_goes_on(face: Face) -> None:
    """A yes says which meetings are for that; whoever still wants to think goes on, whoever does not is sent on (P05, E2.2)."""
    here, door = opened(face)
    asked = here.sends("pat", door, {**RAISED, "planning": "yes"})
    assert isinstance(asked, Page)
    for meeting in ("Core Group", "Child in Need", "Child Protection Conference", "Family Support"):
        assert meeting in said(face, asked)
    here.fills("pat", asked, {**RAISED, "planning": "yes", "reflective": "yes"})
    went_on = here.town.case.stage.value

    there, door = opened(face)
    there.fills("pat", there.sends("pat", door, {**RAISED, "planning": "yes"}), {**RAISED, "planning": "yes", "reflective": "no"})  # fmt: skip

    assert ("raised", "redirected") == (went_on, there.town.case.stage.value)


@EVERYWHERE
def test_whether_the_family_knows_is_asked_and_stops_nobody(face: Face) -> None:
    """A no wants to know why and who tells them; with that the case is raised, and the manager reads it (P06, E2.5)."""
    here = Through(face, Town())
    refused = here.raises("pat", {**RAISED, "family_knows": "no"})
    wrong = errors(refused)
    here.fills("pat", here.sends("pat", refused, {"family_note": "Kit will, on Friday"}), {})

    assert "Does the family know that professionals will meet to reflect?" in said(face, refused)
    assert ["family_note"] == [*wrong]
    assert "Does not know yet. Kit will, on Friday" in here.reads("mo", "agreement")


@EVERYWHERE
def test_every_answer_is_shown_before_it_is_sent(face: Face) -> None:
    """Nothing is raised before the review is sent; it has each answer, each with Change, and what looks like a name is pointed out, kept as it is (E2.6, E2.7)."""
    here = Through(face, Town())
    shown = here.raises("pat", {**RAISED, "thinking": "Why Joe Example waits"}, until=Review)
    read = said(face, shown)

    assert isinstance(shown, Review)
    assert {} == here.town.cases
    for words in ("CASE-1001", "A.B.", "5 to 9", "Mo Madeup", "Why Joe Example waits", "Quiet at home, loud at school"):
        assert words in read
    assert read.count("Change") >= len(shown.rows)
    assert "This looks as if it holds a full name." in read
    here.fills("pat", shown, {})
    assert "Why Joe Example waits" == here.town.case.thinking


@EVERYWHERE
def test_sending_twice_makes_one_case(face: Face) -> None:
    """The same review sent again says which case it became (E2.10)."""
    here = Through(face, Town())
    shown = here.raises("pat", RAISED, until=Review)
    here.sends("pat", shown, {})
    again = here.sends("pat", shown, {})

    assert 1 == len(here.town.cases)
    assert here.town.case.reference in said(face, again)


@EVERYWHERE
def test_the_raisers_card_says_how_things_stand(face: Face) -> None:
    """Reference, stage, whose turn it is since when; once it is agreed, the window (E2.8)."""
    here = Through(face, Town())
    here.raises("pat", RAISED)
    raised = here.reads("pat", "case")
    here.presses("mo", "agreement", "agree")
    agreed = here.reads("pat", "case")

    for words in (here.town.case.reference, "Waiting for agreement", "Mo Madeup to agree or decline the case, since Mon 23 Nov 2026"):  # fmt: skip
        assert words in raised
    for words in ("Mo Madeup to choose the supervisors", "Last permitted day Mon 14 Dec 2026 (working day 15)"):
        assert words in agreed


@EVERYWHERE
def test_a_reference_that_is_open_already_is_said_and_nothing_else(face: Face) -> None:
    """Tess, who is not on that case, reads that a session may be under way, and neither whose nor who (E2.11)."""
    here = at("agreed", face)
    door = here.raises("tess", {}, until=Page)
    read = said(face, here.sends("tess", here.sends("tess", door, RAISED), {**RAISED, "managers": "mo"}))

    assert "may already be" in read
    assert not any(words in read for words in (here.town.case.reference, "Pat Pretend"))


@EVERYWHERE
def test_the_manager_agrees_declines_with_a_reason_or_asks(face: Face) -> None:
    """A question goes to the raiser, their answer comes back to the same card; no reason, no declining; the reason is read (P07, E3.1)."""
    here = at("raised", face)
    offered = here.offers("mo", "agreement")
    here.does("mo", "agreement", "ask-more", {"question": "What does school see?"})
    asked = here.reads("pat", "agreement")
    here.does("pat", "agreement", "add-more", {"answer": "That they are quiet"})
    answered = here.reads("mo", "agreement")
    silent = errors(here.does("mo", "agreement", "decline", {"reason": ""}))
    here.does("mo", "agreement", "decline", {"reason": "The Core Group meets tomorrow"})

    assert ["agree", "ask-more", "decline", "agree-earlier", "hand-over"] == offered[:5]
    assert "What does school see?" in asked
    assert "That they are quiet" in answered
    assert ["reason"] == [*silent]
    assert "The Core Group meets tomorrow" in here.reads("pat", "agreement")


@EVERYWHERE
def test_only_the_named_lead_or_their_deputy_decides(face: Face) -> None:
    """Nobody else has a button; whoever presses an old one is told kindly; a deputy who was named decides (P07, E3.4)."""
    here = at("raised", face)
    others = [verb for who in ("pat", "kit", "olu") for verb in here.offers(who, "agreement") if verb in ("agree", "decline")]  # fmt: skip
    refused = here.town.presses("olu", "agreement", "agree")
    here.does("mo", "agreement", "name-deputy", {"who": "hal"})
    here.presses("hal", "agreement", "agree")

    assert [] == others
    assert "This is for somebody else on the case to do." in said(face, refused)
    assert ["hal"] == [agreement.by for agreement in here.town.case.agreements]


@EVERYWHERE
def test_of_two_answers_the_first_counts(face: Face) -> None:
    """Who declines on another screen after somebody agreed reads that it is agreed (E3.3)."""
    here = at("raised", face)
    late = page(here.presses("mo", "agreement", "decline"))
    here.presses("mo", "agreement", "agree")
    shown = here.fills("mo", late, {"reason": "Not now"})

    assert "agreed" == here.town.case.stage.value
    assert "Agreed by Mo Madeup on Mon 23 Nov 2026" in said(face, shown)


@EVERYWHERE
def test_a_decision_of_another_day_is_noted_with_who_and_why(face: Face) -> None:
    """Not in the future and not too long ago; the day that is taken stands on the card, its why too, and in the log that it was noted (P08)."""
    here = at("raised", face)
    ahead = errors(
        here.does("mo", "agreement", "agree-earlier", {"decided_on": "2026-11-24", "note": "In supervision"})
    )
    long_ago = errors(here.does("mo", "agreement", "agree-earlier", {"decided_on": "2026-10-01", "note": "In supervision"}))  # fmt: skip
    here.does("mo", "agreement", "agree-earlier", {"decided_on": "2026-11-20", "note": "In supervision"})

    assert (["decided_on"], ["decided_on"]) == ([*ahead], [*long_ago])
    assert date(2026, 11, 20) == here.town.case.decided_on
    assert "Agreed by Mo Madeup on Fri 20 Nov 2026. In supervision" in here.reads("pat", "agreement")
    assert "Mo Madeup agreed" in here.reads("pat", "timeline")


@EVERYWHERE
def test_agreeing_starts_the_clock_and_shows_the_last_day(face: Face) -> None:
    """No window before; after it the last permitted day, fifteen working days on (P09, P14, E3.2)."""
    here = at("raised", face)
    before = here.reads("mo", "agreement")
    shown = here.presses("mo", "agreement", "agree")

    assert "Last permitted day" not in before
    assert note(shown) == "Agreed. The window has started."
    assert "Last permitted day Mon 14 Dec 2026 (working day 15)" in said(face, shown)


@EVERYWHERE
def test_two_leads_agree_where_the_profile_asks_for_two(face: Face) -> None:
    """After the first nothing has started; the day of the second is the decision date (P08)."""
    here = Through(face, profiled(TWO_LEADS))
    here.raises("pat", {**RAISED, "managers": ("mo", "hal")})
    here.presses("mo", "agreement", "agree")
    half = here.reads("pat", "agreement")
    here.town.to(date(2026, 11, 24))
    here.presses("hal", "agreement", "agree")

    assert "Last permitted day" not in half
    assert date(2026, 11, 24) == here.town.case.decided_on
    assert ["mo", "hal"] == [agreement.by for agreement in here.town.case.agreements]


IDENTIFYING = {
    "a full name": "Why Joe Example waits",
    "a date of birth": "Born 14/03/2016, and still waiting",
    "an NHS number": "Under 943 476 5919 at the clinic",
    "a postcode": "Moved to NR1 3QH in spring",
    "a telephone number": "Ring 07700 900123 after four",
}


@EVERYWHERE
@pytest.mark.parametrize("words", IDENTIFYING.values(), ids=IDENTIFYING)
def test_what_identifies_somebody_is_pointed_out(face: Face, words: str) -> None:
    """Beside its answer before anything is sent; sent all the same, it is kept as it was typed (E2.7, P23)."""
    here = Through(face, Town())
    shown = here.raises("pat", {**RAISED, "thinking": words}, until=Review)
    here.fills("pat", shown, {})

    assert "This looks as if it holds" in said(face, shown)
    assert words in said(face, shown)
    assert words == here.town.case.thinking
