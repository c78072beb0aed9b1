"""Cards, pages and reviews as the procedure makes them: for the gallery, and wherever a test wants something real."""

from datetime import timedelta

from adapters.web.ports import DemoPerson, Sent
from dialogs.ids import CaseId, PersonId
from dialogs.model.press import Press
from dialogs.model.views import (
    Button,
    Card,
    Heading,
    Note,
    Pairs,
    Row,
    Rows,
    Steps,
    Style,
    Text,
    Tone,
)
from tests.adapters.web.doubles import MO, PRIYA, TUESDAY

CASE = CaseId("3f2a7b9a11d44c0e8a530d1c7a7b9a11")
WAY = ("Raised", "Agreed", "Supervisors", "Dates", "Booked", "Held", "Recorded", "Filed")


def press(card: str, verb: str, about: str = "") -> Press:
    """A press about the one case."""
    return Press(card, verb, CASE, about)


HOME = Card(
    "home",
    "My list",
    (
        Heading("What you owe"),
        Rows(
            (
                Row(
                    "JS-7K3M: decide whether to agree",
                    "Asked by Priya Nair on Tue 1 Dec 2026. You have until Thu 3 Dec.",
                    (Button("Open", press("agreement", "show"), Style.PRIMARY, "JS-7K3M"),),
                ),
                Row(
                    "JS-4QXT: say which dates suit you",
                    "Poll closes Fri 4 Dec 2026, noon. 5 of 7 have answered.",
                    (Button("Open", press("poll", "show"), Style.PLAIN, "JS-4QXT"),),
                ),
            )
        ),
        Heading("Your cases"),
        Rows(
            (
                Row("JS-9MHD", "Booked for Wed 9 Dec 2026, 10am. On track.", (Button("Open", press("case", "show")),)),
                Row(
                    "JS-2VWP",
                    "Waiting for the record to be signed by Sam Okafor.",
                    (Button("Open", press("case", "show")),),
                ),
            )
        ),
    ),
    (
        Button("Raise joint supervision", Press("raise", "open"), Style.PRIMARY),
        Button("All my cases", Press("cases", "show")),
    ),
)

AGREEMENT = Card(
    "agreement",
    "Do you agree to joint supervision?",
    (
        Steps(WAY, 1),
        Pairs(
            (
                ("Reference", "JS-7K3M (your own: CYP-20931)"),
                ("Raised by", "Priya Nair, health visitor, Community Health"),
                ("Child", "T.R., 5 to 9 years, Child in Need"),
                ("Keyworker", "Dan Price, social worker, Children’s Services"),
                ("Why", "Stuck or drifting\nDifferent views of the child’s experience\nEmotional impact on us"),
                (
                    "What to think about",
                    "We have had three Core Groups with the same actions. I no longer know what a day at home is like for T.",
                ),
                ("Family knows", "Yes"),
            )
        ),
        Note(
            "If anybody is at immediate risk of harm do not wait for this: ring 999, then 0344 800 8020.", Tone.WARNING
        ),
        Text("If you agree today, the session must take place by Tue 22 Dec 2026 (working day 15)."),
    ),
    (
        Button("Agree", press("agreement", "agree"), Style.PRIMARY),
        Button("Ask for more", press("agreement", "ask")),
        Button("Decline", press("agreement", "decline"), Style.DANGER),
        Button("Hand over", press("agreement", "hand")),
        Button("We decided on another day", press("agreement", "earlier")),
    ),
    case=CASE,
)

AGREED = Card(
    "agreement",
    "Joint supervision is agreed",
    (
        Steps(WAY, 2),
        Pairs(
            (
                ("Reference", "JS-7K3M"),
                ("Window", "Wed 2 Dec to Tue 22 Dec 2026"),
                ("Whose turn", "Yours, since Tue 1 Dec"),
            )
        ),
        Note("On track. Two supervisors and a date are still to be found, with 15 working days left."),
    ),
    (Button("Choose supervisors", press("nomination", "open"), Style.PRIMARY),),
    Note("You have agreed. Priya Nair has been told.", Tone.DONE),
    case=CASE,
)


def _slot(number: int, when: str, said: str, mine: str = "") -> Row:
    verbs = (("Yes", "yes"), ("If need be", "maybe"), ("No", "no"))
    buttons = tuple(
        Button(
            f"✓ {label}" if label == mine else label,
            press("poll", verb, f"slot{number}"),
            Style.PRIMARY if label == mine else Style.PLAIN,
            f"to {when}",
        )
        for label, verb in verbs
    )
    return Row(when, said, buttons)


POLL = Card(
    "poll",
    "When can you come?",
    (
        Steps(WAY, 3),
        Text("JS-7K3M, 90 minutes. Please answer by Fri 4 Dec 2026, noon. Both supervisors have to be able to come."),
        Rows(
            (
                _slot(1, "Tue 8 Dec 2026, 2pm", "Working day 5 of 15. 4 yes, 1 if need be.", "Yes"),
                _slot(2, "Wed 9 Dec 2026, 10am", "Working day 6 of 15. 2 yes, 1 no.", "If need be"),
                _slot(3, "Thu 10 Dec 2026, 1.30pm", "Working day 7 of 15. Sam Okafor (supervisor) cannot come."),
                _slot(4, "Wed 23 Dec 2026, 9am", "Outside the window: the last day is Tue 22 Dec."),
            )
        ),
        Note("You have answered 2 of 4. Thu 10 Dec and Wed 23 Dec are still open."),
        Text("The meeting is online: https://meet.example.org/j/7k3m?room=4."),
    ),
    (Button("None of these", press("poll", "none")), Button("Who has answered", press("poll", "show", "people"))),
    case=CASE,
)

REFUSED = Card(
    "refused",
    "You cannot agree to this",
    (
        Text("Only the accountable manager can agree. That is Mo Begum, Children’s Services."),
        Text("You can remind Mo, or ask the partnership office for a deputy."),
    ),
    (Button("Remind Mo", press("agreement", "remind"), Style.PRIMARY),),
)

CAST = (
    DemoPerson(PRIYA, "Priya Nair", "Health visitor", "Community Health", "Slack", 0),
    DemoPerson(MO, "Mo Begum", "Team manager", "Children’s Services", "Teams", 2),
    DemoPerson(PersonId("dan"), "Dan Price", "Social worker", "Children’s Services", "Teams", 1),
    DemoPerson(PersonId("sam"), "Sam Okafor", "Named nurse", "Community Health", "Slack", 3),
    DemoPerson(PersonId("lena"), "Lena Fischer", "Safeguarding lead", "Holly Lane School", "E-mail link", 0),
    DemoPerson(PersonId("tom"), "Tom Hale", "Detective sergeant", "Police", "Teams", 0),
    DemoPerson(PersonId("ada"), "Ada Mensah", "Practice supervisor", "Children’s Services", "Teams", 1),
    DemoPerson(PersonId("jo"), "Jo Whitlock", "Family worker", "Harbour Trust", "E-mail link", 1),
    DemoPerson(PersonId("kit"), "Kit Marsh", "Partnership office", "Children’s Services", "Slack", 0),
)
OUT = (
    Sent(TUESDAY - timedelta(hours=3), MO, "Mo Begum", "Teams", AGREEMENT, "new"),
    Sent(TUESDAY - timedelta(minutes=30), PRIYA, "Priya Nair", "Slack", AGREED, "new"),
    Sent(TUESDAY, MO, "Mo Begum", "Teams", AGREED, "changed"),
    Sent(TUESDAY, PersonId("lena"), "Lena Fischer", "E-mail link", POLL, "new"),
)
