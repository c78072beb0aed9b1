"""A short scripted walk: one thing to look at and to do, and one form to fill."""

from dialogs.model.press import Press
from dialogs.model.views import Button, Card, Note, Tone
from tests.adapters.web import sample_pages as pages
from tests.adapters.web.doubles import Script

GO = Press("thing", "do")
SHOWN = Card("thing", "The thing", buttons=(Button("Do it", GO),))
DONE = Card("thing", "The thing is done", note=Note("You have done it.", Tone.DONE))
RAISE = str(pages.RAISE)


def a_script() -> Script:
    return Script(
        replies={
            "thing/show//": SHOWN,
            "thing/do//": DONE,
            RAISE: pages.DOOR_PAGE,
            f"{RAISE} next door": pages.CHILD_FAULTS,
            f"{RAISE} next child": pages.REVIEW,
            f"{RAISE} change child": pages.CHILD_PAGE,
            f"{RAISE} send": DONE,
        },
        otherwise=Card(
            "home", "My list", buttons=(Button("Raise", pages.RAISE), Button("Look", Press("thing", "show")))
        ),
    )
