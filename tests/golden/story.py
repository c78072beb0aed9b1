"""A case in which every command is given that one case allows, played against the pure core; and the forms it passes through."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs.ids import PersonId
from dialogs.model.fields import Form, Raw
from dialogs.model.heard import Heard
from dialogs.model.turns import Turn
from dialogs.model.views import Page
from dialogs.procedure import polls
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Slot
from tests.town import CHOSEN, INVITED, RAISED, RECORD, Town, iso

BLANK = (
    "family_points",
    "family_meeting",
    "family_on",
    "family_by",
    "learning_theme",
    "learning_scope",
    "learning_text",
)


@dataclass
class Noting(Town):
    """Notes every form that it shows, by the verb that opens it."""

    forms: dict[str, Form] = field(default_factory=dict)

    def hears(self, heard: Heard) -> Turn:
        turn = super().hears(heard)
        if isinstance(turn.reply, Page):
            self.forms[turn.reply.press.verb] = turn.reply.form
        return turn


def whole() -> Noting:
    """The town after the case was closed; others that ended otherwise came before it."""
    town = Noting()
    _ended_early(town)
    _agreed(town)
    _staffed(town)
    _polled(town)
    _booked(town)
    _held(town)
    _recorded(town)
    _further(town)
    _closed(town)
    return town


def _ended_early(town: Noting) -> None:
    town.raises("pat", {**RAISED, "risk": "yes"})
    town.raises("pat", {**RAISED, "local_reference": "CASE-1"})
    town.does("mo", "agreement", "decline", {"reason": "Single agency supervision is enough"})
    town.raises("pat", {**RAISED, "local_reference": "CASE-2"})
    town.does("pat", "case", "withdraw", {"reason": "They moved away"})


def _agreed(town: Noting) -> None:
    town.raises("pat", RAISED)
    town.does("mo", "agreement", "name-deputy", {"who": "bo"})
    town.does("mo", "case", "snooze", {"until": iso(town.now.date() + timedelta(days=1))}, _key(town, "mo"))
    town.does("mo", "agreement", "ask-more", {"question": "Since when is it stuck?"})
    town.does("pat", "agreement", "add-more", {"answer": "Since the spring"})
    town.does("mo", "agreement", "hand-over", {"who": "tess"})
    town.does("tess", "agreement", "name-deputy", {"who": "mo"})
    town.does(
        "mo",
        "agreement",
        "agree-earlier",
        {"decided_on": iso(town.now.date() - timedelta(days=3)), "note": "At the panel"},
    )
    town.does("pat", "case", "change-keyworker", {"who": "hal"})
    town.does("pat", "case", "change-keyworker", {"who": "kit"})


def _staffed(town: Noting) -> None:
    town.does("tess", "nomination", "nominate", CHOSEN)
    town.presses("nia", "nomination", "accept")
    town.does("sal", "nomination", "turn-down", {"reason": "Too much to do", "suggests": "tess"})
    town.people[PersonId("rita")] = replace(
        town.people[PersonId("sal")], id=PersonId("rita"), name="Rita Rehearsal", email="rita@testshire.example"
    )
    town.does("tess", "nomination", "nominate", {"supervisor_1": "rita", "lead": "rita"})
    town.presses("rita", "nomination", "accept")
    town.presses("rita", "nomination", "hand-lead")
    town.does("rita", "nomination", "stand-down", {"reason": "Ill"})
    town.people[PersonId("sid")] = replace(
        town.people[PersonId("sal")], id=PersonId("sid"), name="Sid Stage", email="sid@testshire.example"
    )
    town.does("tess", "nomination", "nominate", {"supervisor_1": "sid", "lead": "nia"})
    town.presses("sid", "nomination", "accept")


def _polled(town: Noting) -> None:
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    town.does("nia", "poll", "invite", {**INVITED, "slots": offered[:2]})
    day = town.calendar.after(town.now.date(), 8)
    town.does("bo", "poll", "propose", {"note": "On nights", "typed": f"{day:%d/%m/%Y} at 4pm"})
    town.does("nia", "poll", "offer-more", {"slots": (), "typed": f"{day:%d/%m/%Y} at 4pm"})
    town.does("hal", "case", "not-me", {"reason": "I left this team"}, _key(town, "hal"))
    town.does("nia", "poll", "change-people", {"attendees": ("pat", "hal", "bo"), "required": ("pat",)})
    for who in ("sid", "nia", "pat", "hal", "bo", "kit"):
        town.does(
            who, "poll", "vote", {**{f"slot_{slot.id}": "yes" for slot in _slots(town)}, "note": f"{who} can come"}
        )
    town.presses("bo", "poll", "maybe", _slots(town)[0].id)


def _booked(town: Noting) -> None:
    town.does("nia", "poll", "book", {}, _slots(town)[0].id)
    town.does("nia", "session", "call-off", {"reason": "The lead is ill"})
    _invited_again(town)
    town.does("nia", "poll", "book", {}, _slots(town)[1].id)
    town.does("nia", "session", "move", {"reason": "The room is taken", "slots": (), "typed": ""})
    _outside(town)
    town.does("nia", "session", "change-place", {"place": "Room 6"})
    town.presses("hal", "session", "not-coming")
    town.presses("hal", "session", "coming")
    town.presses("pat", "session", "not-coming")
    town.presses("nia", "session", "go-on-without")


def _invited_again(town: Noting) -> None:
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    town.does("nia", "poll", "invite", {**INVITED, "attendees": ("pat", "hal", "bo"), "slots": offered[:2]})


def _outside(town: Noting) -> None:
    """A date after the window's end, with the reason."""
    day = town.calendar.after(town.now.date(), 40)
    town.does("nia", "poll", "offer-more", {"slots": (), "typed": f"{day:%d/%m/%Y} at 10am"})
    for who in ("hal", "bo"):
        town.does(
            who,
            "poll",
            "vote",
            {**{f"slot_{slot.id}": "if-need-be" for slot in _slots(town)}, "note": f"{who} is late on that day"},
        )
    late = next(slot for slot in _slots(town) if slot.start.date() == day)
    town.does("nia", "poll", "book", {"reason": "Nobody can come earlier"}, late.id)


def _held(town: Noting) -> None:
    town.now = _at(town)
    town.does("nia", "session", "hold", {"attended": ("sid", "nia", "pat", "hal", "bo", "kit")})


def _recorded(town: Noting) -> None:
    number = str(len(town.case.sessions))
    town.does(
        "nia",
        "record",
        "write",
        {**RECORD, "family_on": iso(town.now.date() + timedelta(days=7)), "further": "yes"},
        number,
    )
    for who in ("nia", "sid"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, number)
    town.does("nia", "record", "amend", {"text": "The date was the 30th"}, number)
    town.does("olu", "learning", "answer-learning", {"reply": "It becomes training in spring"}, number)
    town.presses("nia", "circulation", "circulate", number)
    for who in ("pat", "hal", "bo", "kit"):
        town.presses(who, "circulation", "receive", number)
    town.does("kit", "circulation", "file", {"reference": "FILE-1", "on": iso(town.now.date())}, number)
    town.does("hal", "feedback", "feedback", {one.name: "5" for one in town.profile.feedback}, number)
    town.later(days=9)
    town.does(
        "kit",
        "circulation",
        "tell-family",
        {"told": "not-yet", "why": "They were away", "again": iso(town.now.date() + timedelta(days=3))},
        number,
    )
    town.later(days=5)
    town.does("kit", "circulation", "tell-family", {"told": "shared"}, number)


def _further(town: Noting) -> None:
    """Planned in dates, whose poll closes and is opened again, dropped, planned again on the date agreed, dropped again."""
    number = str(len(town.case.sessions))
    days = [town.calendar.after(town.now.date(), count) for count in (6, 7)]
    plan: Raw = {"place": "Room 5", "slots": ()}
    town.does(
        "nia",
        "circulation",
        "further",
        {**plan, "agreed": "no", "typed": ", ".join(f"{day:%d/%m/%Y} at 10am" for day in days)},
        number,
    )
    town.to(town.calendar.after(town.now.date(), 4))
    town.presses("nia", "poll", "reopen")
    town.does("nia", "poll", "drop-further", {"reason": "Too early"})
    town.does(
        "nia", "circulation", "further", {**plan, "agreed": "yes", "typed": f"{days[1]:%d/%m/%Y} at 10am"}, number
    )


def _closed(town: Noting) -> None:
    town.now = _at(town)
    town.does("nia", "session", "hold", {"attended": ("sid", "nia", "pat", "kit")})
    number = str(len(town.case.sessions))
    town.does("nia", "record", "correct-attendance", {"late": ("kit",)}, number)
    town.does("nia", "record", "write", {**RECORD, **dict.fromkeys(BLANK, "")}, number)
    for who in ("nia", "sid"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, number)
    town.presses("nia", "circulation", "circulate", number)
    for who in ("pat", "hal", "bo", "kit"):
        town.presses(who, "circulation", "receive", number)
    town.does("kit", "circulation", "file", {"reference": "FILE-2", "on": iso(town.now.date())}, number)
    town.does("nia", "case", "close", {})


def _key(town: Noting, who: str) -> str:
    return next(ask.key for ask in open_asks(town.case, town.terms) if ask.of == who)


def _slots(town: Noting) -> tuple[Slot, ...]:
    assert town.case.session
    return town.case.session.slots


def _at(town: Noting) -> datetime:
    assert town.case.session
    assert town.case.session.booked
    return town.case.session.booked.end
