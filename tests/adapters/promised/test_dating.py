"""Dates, polls, bookings and keeping time, as it is read and done on the web, in Slack and in Teams (P14 to P17)."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from dialogs.model.heard import Heard
from dialogs.model.turns import Invitation, Turn
from dialogs.model.views import Review
from dialogs.procedure.nudges import due_nudges
from tests.adapters.faces import Face
from tests.adapters.through import EVERYWHERE, Through, at, said
from tests.dialogs.telling import note, page
from tests.town import INVITED, Town, england, played


@dataclass
class Listening(Town):
    """A town that remembers what each turn led to."""

    turns: list[Turn] = field(default_factory=list)

    def hears(self, heard: Heard) -> Turn:
        """As in any town."""
        self.turns.append(super().hears(heard))
        return self.turns[-1]


def slots(here: Through) -> tuple[str, ...]:
    """The times on offer."""
    session = here.town.case.session
    assert session
    return tuple(slot.id for slot in session.slots)


def offered(here: Through, typed: str, place: str = "Room 4") -> Review:
    """The lead coordinator invites and types dates, as far as the review."""
    given = {**INVITED, "typed": typed, "place": place}
    shown = here.fills("sal", here.presses("sal", "poll", "invite"), given, until=Review)
    assert isinstance(shown, Review), shown
    return shown


@EVERYWHERE
def test_the_window_is_fifteen_working_days(face: Face) -> None:
    """A Friday's decision before Christmas: weekends, bank holidays and a closure day are not counted, and the last day is read (P14)."""
    here = at("raised", face)
    here.town.calendar = england(date(2026, 12, 29))
    here.town.to(date(2026, 12, 18))
    shown = here.presses("mo", "agreement", "agree")

    assert "Last permitted day Thu 14 Jan 2027 (working day 15)" in said(face, shown)


@EVERYWHERE
def test_a_decision_on_a_day_off_counts_from_the_next_working_day(face: Face) -> None:
    """Agreed on a Saturday: Monday is working day 1, and the fifteenth is a Friday (P14)."""
    here = at("raised", face)
    here.town.to(date(2026, 11, 28))
    shown = here.presses("mo", "agreement", "agree")

    assert "Last permitted day Fri 18 Dec 2026 (working day 15)" in said(face, shown)


@EVERYWHERE
def test_each_date_says_its_working_day_or_that_it_is_too_late(face: Face) -> None:
    """One inside and one outside: both marked in the review and on the poll; at least one must be inside (P14, P15, E5.4, E5.9)."""
    here = at("nominated", face)
    shown = offered(here, "tue 1 dec 2026 10am, tue 15 dec 2026 2pm")
    here.fills("sal", shown, {})

    assert "Tue 1 Dec 2026, 10am to 11.30am (working day 6 of 15)" in said(face, shown)
    assert "Tue 15 Dec 2026, 2pm to 3.30pm (outside the window" in said(face, shown)
    assert "Working day 6 of 15." in here.reads("bo", "poll")
    assert "utside the window" in here.reads("bo", "poll")


@EVERYWHERE
def test_dates_are_proposed_inside_the_window_in_working_hours(face: Face) -> None:
    """None on a weekend, a bank holiday or a closure day, none after the last day; each with its working day (E5.2)."""
    here = at("nominated", face)
    here.town.calendar = england(date(2026, 12, 1))
    shown = here.sends("sal", here.presses("sal", "poll", "invite"), INVITED)
    read = said(face, shown)
    hints = [option.hint for field in page(shown).asked if field.name == "slots" for option in field.options]  # type: ignore[union-attr] # a choice

    assert "All are inside the window and in working hours" in read
    assert 6 == len(hints)
    assert all(hint in read for hint in hints)
    assert "Tue 1 Dec 2026" not in read


@EVERYWHERE
def test_what_could_mean_two_dates_is_asked_and_nothing_is_guessed(face: Face) -> None:
    """Two readings stand as two choices; what is no date is said to be none, with what was typed; nobody is asked yet (E5.3, E5.5)."""
    here = at("nominated", face)
    when = here.sends("sal", here.presses("sal", "poll", "invite"), INVITED)
    senseless = here.sends("sal", when, {"typed": "when it suits"})
    doubtful = page(here.sends("sal", senseless, {"typed": "next tuesday 2pm"}))
    choices = [option.value for field in doubtful.asked if field.name == "which_1" for option in field.options]  # type: ignore[union-attr] # a choice
    before = here.town.case.stage.value
    here.fills("sal", here.sends("sal", doubtful, {"which_1": choices[1]}), {})

    assert "nominated" == before
    assert "was not understood" in said(face, senseless)
    for words in ("Tue 24 Nov 2026, 2pm to 3.30pm", "Tue 1 Dec 2026, 2pm to 3.30pm"):
        assert words in said(face, doubtful)
    assert ("20261201T1400",) == slots(here)


@EVERYWHERE
def test_everybody_says_yes_if_need_be_or_no_and_may_change_it(face: Face) -> None:
    """On the card, in place; the answer is read back, another takes its place; the note reaches the lead coordinator (P15, E5.6, E5.8)."""
    here = at("polling", face)
    first, second, *_ = slots(here)
    here.presses("bo", "poll", "yes", first)
    yes = here.reads("bo", "poll")
    here.presses("bo", "poll", "no", first)
    here.presses("hal", "poll", "maybe", first)
    here.does("kit", "poll", "vote", {**{f"slot_{slot}": "yes" for slot in slots(here)}, "note": "Court until noon"})
    leads = here.reads("sal", "poll")

    assert "You said yes." in yes
    assert "You said no." in here.reads("bo", "poll")
    for words in ("no: Bo Bluelight", "if need be: Hal Hypothetical", "Court until noon"):
        assert words in leads
    assert "Yes: Kit Keyworker" in leads
    assert second


@EVERYWHERE
def test_none_of_these_with_a_proposal_reaches_the_lead_coordinator(face: Face) -> None:
    """What Bo proposes, with why, stands on Sal's card (E5.7)."""
    here = at("polling", face)
    here.does("bo", "poll", "propose", {"note": "In court", "typed": "thurs 3 dec 2026 4pm"})

    for words in ("Bo Bluelight", "In court", "Thu 3 Dec 2026, 4pm"):
        assert words in here.reads("sal", "poll")


@EVERYWHERE
def test_what_a_supervisor_refuses_cannot_be_booked(face: Face) -> None:
    """Its row has no Book any more, and an old button is told why; the others can be booked (P15, E5.9)."""
    here = at("polling", face)
    first, second, *_ = slots(here)
    here.presses("nia", "poll", "no", first)
    refused = here.town.presses("sal", "poll", "book", first)
    left = {press.about for press in here._offered("sal", "poll", "") if press.verb == "book"}

    assert first not in left
    assert second in left
    assert "A supervisor cannot come then, so it cannot be booked." in said(face, refused)


@EVERYWHERE
def test_booking_asks_back_with_who_has_not_answered(face: Face) -> None:
    """Supervisors and whoever must be there are named before anything is booked; confirmed, it is (P15, E5.12)."""
    here = at("polling", face)
    first, *_ = slots(here)
    asked = here.presses("sal", "poll", "book", first)
    before = here.town.case.stage.value
    shown = here.fills("sal", asked, {})

    assert "polling" == before
    assert "Supervisors who have not answered: Sal Sample and Nia Notreal." in said(face, asked)
    assert "Kit Keyworker, the keyworker" in said(face, asked)
    assert note(shown) == "Booked. Invitations are being sent."
    assert "booked" == here.town.case.stage.value


@EVERYWHERE
def test_booking_moving_and_calling_off_carry_the_calendar_along(face: Face) -> None:
    """Booked from a chat or a page, an invitation is due; moved, the old one is taken back; booked again, the next of the same session; called off, taken back (P16, E5.16)."""
    town = Listening()
    here = Through(face, played("polling", town))
    first, second, *_ = slots(here)
    here.does("sal", "poll", "book", {}, first)
    here.does("sal", "session", "move", {"reason": "The room floods", "typed": ""})
    here.does("sal", "poll", "book", {}, second)
    here.does("sal", "session", "call-off", {"reason": "Both of us are ill"})
    due = [effect for turn in town.turns for effect in turn.effects if isinstance(effect, Invitation)]

    assert [False, True, False, True] == [invitation.cancel for invitation in due]
    assert [*sorted(invitation.sequence for invitation in due)] == [invitation.sequence for invitation in due]
    assert {1} == {invitation.session for invitation in due}


@EVERYWHERE
def test_moving_reaches_everybody_and_strikes_the_old_time_out(face: Face) -> None:
    """Also who never answered is told; the old time stands as given up, with why (E5.16)."""
    here = at("polling", face)
    first, *_ = slots(here)
    here.does("sal", "poll", "book", {}, first)
    told = len(here.town.told)
    here.does("sal", "session", "move", {"reason": "The room floods", "typed": ""})

    assert {"nia", "pat", "hal", "bo", "kit"} <= {telling.person for telling in here.town.told[told:]}
    for words in ("Moved from", "Mon 30 Nov 2026, 10am to 11.30am", "The room floods"):
        assert words in here.reads("bo", "session")


@EVERYWHERE
def test_whether_people_come_is_said_with_a_button(face: Face) -> None:
    """I cannot come, with why; everybody on the card reads who comes (E5.15)."""
    here = at("booked", face)
    here.does("bo", "session", "not-coming", {"reason": "In court"})
    here.presses("pat", "session", "coming")

    assert "Not coming" in here.reads("sal", "session")
    assert "Bo Bluelight" in here.reads("sal", "session").partition("Not coming")[2]


@EVERYWHERE
def test_a_window_at_risk_is_said_before_it_is_lost(face: Face) -> None:
    """Days go by in the poll: first tight, with who has answered and what is left, then late, with what took how long (P17, E6.1, E6.2)."""
    here = at("polling", face)
    here.does("bo", "poll", "vote", {f"slot_{slot}": "yes" for slot in slots(here)})
    well = here.reads("sal", "case")
    here.town.to(date(2026, 12, 9))
    tight = here.reads("sal", "case")
    here.town.to(date(2026, 12, 16))
    late = here.reads("mo", "case")

    assert not any(words in well for words in ("Tight:", "At risk:", "Late:"))
    assert any(words in tight for words in ("Tight:", "At risk:"))
    assert "1 of 6 have answered" in tight
    assert "working day" in tight
    assert "Late:" in late
    assert "Working days each step took: " in late


@EVERYWHERE
def test_what_waits_climbs_to_the_office(face: Face) -> None:
    """A manager who does not answer: after five working days it stands on the office's list, and nobody else's (P17, E3.5)."""
    here = at("raised", face)
    here.town.later(days=4)
    before, manager = here.reads("olu", "digest"), here.reads("mo", "digest")
    here.town.later(days=4)
    after = here.reads("olu", "digest")

    assert "agree or decline the case" in manager
    assert "agree or decline the case" not in before
    assert "Mo Madeup to agree or decline the case" in after


@EVERYWHERE
def test_a_reminder_can_be_put_off_and_given_back(face: Face) -> None:
    """Remind me later, twice and for two working days at most; not me, at once, and whoever answers for it is told (E6.6)."""
    here = at("raised", face)
    days = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26))
    here.town.to(days[0])
    read = said(face, here.presses("mo", "digest", "snooze"))
    for today, until in pairwise(days):
        here.town.to(today)
        here.does("mo", "digest", "snooze", {"until": until.isoformat()})
    here.town.to(days[-1])
    third = here.offers("mo", "digest")
    here.does("mo", "digest", "not-me", {"reason": "I have moved teams"})

    assert "Wed 25 Nov 2026" in read
    assert "Thu 26 Nov 2026" in read
    assert "Fri 27 Nov 2026" not in read
    assert ["not-me"] == third
    assert "not-me" not in here.offers("mo", "digest")
    assert {"pat", "olu"} & {telling.person for telling in here.town.told}


@EVERYWHERE
def test_a_window_that_is_missed_is_read_by_lead_and_office(face: Face) -> None:
    """The accountable lead and the office are told, and read that it is late and what took how long (P17, E6.9)."""
    here = at("polling", face)
    here.town.to(date(2026, 12, 16))
    told = {nudge.to for nudge in due_nudges(here.town.case, here.town.terms, here.town.people)}
    read = [here.reads(who, card) for who in ("mo", "olu") for card in ("case", "digest")]

    assert {"mo", "olu"} <= told
    assert all("Late" in card for card in read)
    assert all("Working days each step took: " in card for card in read[::2])


@EVERYWHERE
def test_the_lead_coordinator_is_told_when_everybody_has_answered(face: Face) -> None:
    """Told once the last has, not by the first; the card says so, best date first (a part of E5.10)."""
    here = at("polling", face)
    told: list[int] = []
    for who in ("sal", "nia", "pat", "kit", "hal", "bo"):
        before = len(here.town.told)
        here.does(who, "poll", "vote", {f"slot_{slot}": "yes" for slot in slots(here)})
        told.append(len([telling for telling in here.town.told[before:] if telling.person == "sal"]))

    assert (0, 1) == (told[0], told[-1])
    assert "Everybody has answered. The best date is first." in here.reads("sal", "poll")


@EVERYWHERE
def test_one_form_asks_for_people_length_place_and_dates(face: Face) -> None:
    """Who comes, who must, 90 minutes unless changed, where, and which dates; another length is taken (E5.1)."""
    here = at("nominated", face)
    who = page(here.presses("sal", "poll", "invite"))
    when = here.sends("sal", who, {**INVITED, "minutes": "120"})
    here.fills("sal", when, {"typed": "tue 1 dec 2026 10am"})
    session = here.town.case.session

    for words in ("People to invite", "Others, by e-mail", "Who of them must be there?", "How long?", "Place or link"):
        assert words in said(face, who)
    assert "90" == who.given["minutes"]
    for words in ("Proposed dates", "Other dates and times"):
        assert words in said(face, when)
    assert session
    assert ["Tue 12:00"] == [f"{slot.end:%a %H:%M}" for slot in session.slots]


@EVERYWHERE
def test_typed_dates_are_read_as_people_say_them(face: Face) -> None:
    """Two at once, with and without an end; each is said back in full with weekday and working day before anything is sent (E5.3, E5.4)."""
    here = at("nominated", face)
    read = said(face, offered(here, "tues 1 dec 2pm, thurs 3 dec 10-11.30"))

    assert "nominated" == here.town.case.stage.value
    assert "Tue 1 Dec 2026, 2pm to 3.30pm (working day 6 of 15)" in read
    assert "Thu 3 Dec 2026, 10am to 11.30am (working day 8 of 15)" in read


@EVERYWHERE
def test_dates_stand_in_order_with_who_said_what(face: Face) -> None:
    """A date to which both supervisors said yes stands above one that somebody who must come refuses; who said what, and who is silent, is read (E5.8)."""
    here = at("polling", face)
    first, second, third, *_ = slots(here)
    for who in ("sal", "nia", "kit", "pat"):
        here.presses(who, "poll", "yes", third)
    here.presses("pat", "poll", "no", first)
    here.presses("bo", "poll", "yes", second)
    read = here.reads("sal", "poll")
    order = sorted(("Mon 30 Nov 2026, 10am to", "Tue 1 Dec 2026, 2pm to", "Thu 3 Dec 2026"), key=read.index)

    assert ["Thu 3 Dec 2026", "Tue 1 Dec 2026, 2pm to", "Mon 30 Nov 2026, 10am to"] == order
    for words in ("needed but cannot: Pat Pretend", "Yes: Bo Bluelight", "Hal Hypothetical"):
        assert words in read
