"""What a letter says of a card to somebody who may never have heard of us: who asks, for what, by when, how long it takes.

Not a word of the case is in it: what is asked is said by the procedure, never by what was written (P16, P23).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from dialogs import words
from dialogs.cards.channels import NAME as CHANNELS
from dialogs.cards.home import climbed, owed
from dialogs.cards.need_to_know import as_readable
from dialogs.cards.next_steps import CARD_OF, mine
from dialogs.ids import PersonId
from dialogs.model.cover import Cover
from dialogs.model.reach import DISOWNED, LOST_ACCOUNT, NEW_ACCOUNT
from dialogs.model.turns import Scene
from dialogs.model.views import Card, Text
from dialogs.owed import What
from dialogs.procedure.asks import Ask
from dialogs.procedure.nudges import due_by
from dialogs.procedure.people import agency_on

ASKED: Final[Mapping[What, tuple[str, str]]] = {
    What.AGREE: ("say whether a case should go to joint supervision", "10 minutes"),
    What.FAMILY_KNOWS: ("say whether the family knows of a joint supervision session", "2 minutes"),
    What.ANSWER_QUERY: ("answer a question about a case that you raised", "10 minutes"),
    What.NOMINATE: ("choose two supervisors for a joint supervision", "5 minutes"),
    What.ACCEPT: ("say whether you will supervise a joint supervision session", "3 minutes"),
    What.KEYWORKER: ("name the keyworker of a joint supervision", "2 minutes"),
    What.INVITE: ("invite people to a joint supervision session and offer dates", "10 minutes"),
    What.VOTE: ("say when you can come to a joint supervision session", "2 minutes"),
    What.BOOK: ("book a date for a joint supervision session", "3 minutes"),
    What.OFFER: ("offer more dates for a joint supervision session", "5 minutes"),
    What.COMING: ("say whether you are coming to a joint supervision session", "1 minute"),
    What.CANNOT_COME: ("decide what happens to a session, as somebody needed cannot come", "5 minutes"),
    What.ATTENDANCE: ("tick who came to a joint supervision session", "2 minutes"),
    What.WRITE: ("write the record of a joint supervision session", "30 minutes"),
    What.SIGN: ("read and sign the record of a joint supervision session", "10 minutes"),
    What.CIRCULATE: ("send round the record of a joint supervision session", "3 minutes"),
    What.RECEIVE: ("confirm that you have the record of a joint supervision session", "10 minutes to read it"),
    What.FILE: ("place the record of a joint supervision session on the child’s file", "10 minutes"),
    What.FILE_AMENDMENT: ("place an amendment to a record on the child’s file", "10 minutes"),
    What.FAMILY: ("say whether the points of a session were shared with the family", "2 minutes"),
    What.FURTHER: ("plan the further joint supervision session", "5 minutes"),
    What.CLOSE: ("close a case of joint supervision", "2 minutes"),
}
"""What somebody is asked for, after "Please", and how long it takes."""
BY_RAISER: Final = (What.AGREE, What.NOMINATE)
BY_MANAGER: Final = (What.ACCEPT, What.INVITE, What.ANSWER_QUERY)
NEWS: Final[Mapping[str, str]] = {
    "session": "News of a joint supervision session that you are asked to",
    "record": "News of the record of a joint supervision session",
    "circulation": "News of the record of a joint supervision session",
    "heard": "What people said of a joint supervision session that you led",
    "timeline": "News of a joint supervision that you are part of",
}


def cover_of(card: Card, scene: Scene) -> Cover:
    """The words of the letter that brings a card to its person, as things stand now."""
    scene = as_readable(scene)
    if card.name in OTHERS:
        return OTHERS[card.name](card, scene)
    if scene.case is None:
        return Cover(subject=card.title)
    asks = mine(scene)
    ask = next(
        (open_ask for open_ask in asks if CARD_OF[open_ask.what] == card.name),
        asks[0] if asks and card.name == "case" else None,
    )
    return _asked(ask, scene) if ask else _news(card, scene)


def _asked(ask: Ask, scene: Scene) -> Cover:
    what, takes = ASKED[ask.what]
    by, due = _asker(ask, scene), due_by(scene.of, ask, scene.terms)
    return Cover(
        subject=f"Please {what}",
        says=(
            f"{_greeting(scene)}{f'{_named(by, scene)} asks' if by else 'The procedure of joint supervision asks'} you to {what}.",
        ),
        facts=(
            *((("Who asks", _named(by, scene)),) if by else ()),
            *((("Please by" if due >= scene.terms.today else "Was due by", words.day(due)),) if due else ()),
            ("How long it takes", f"About {takes}"),
        ),
        reference=scene.of.reference,
        button="See what is asked, and answer",
    )


def _greeting(scene: Scene) -> str:
    return f"Dear {scene.actor.name}, " if scene.actor else ""


def _named(person: PersonId, scene: Scene) -> str:
    """Name and agency, as one sentence has them."""
    agency = agency_on(scene.of, person, scene.people)
    return f"{scene.named(person)} ({agency})" if agency else scene.named(person)


def _asker(ask: Ask, scene: Scene) -> PersonId | None:
    """A colleague in whose name it is asked, and never the person themselves."""
    case = scene.of
    lead = (case.leading,) if case.leading else ()
    order = (
        (case.raiser, *case.managers)
        if ask.what in BY_RAISER
        else (*case.managers, case.raiser)
        if ask.what in BY_MANAGER
        else (*lead, *case.managers, case.raiser)
    )
    return next((person for person in order if person != ask.of and person in scene.people), None)


def _news(card: Card, scene: Scene) -> Cover:
    subject = NEWS.get(card.name, "News of a joint supervision that you are part of")
    told = "Nothing is asked of you just now. What is new stands on the page behind the link."
    return Cover(
        subject=subject,
        says=(f"{_greeting(scene)}there is something new.", told),
        reference=scene.of.reference,
        button="See what is new",
    )


def _feedback(card: Card, scene: Scene) -> Cover:
    what = "say how a joint supervision session was for you"
    return Cover(
        subject=f"Please {what}",
        says=(
            f"{_greeting(scene)}you came to a joint supervision session. The partnership asks how it was.",
            "Your answers are counted without your name.",
        ),
        facts=(("How long it takes", "About 3 minutes"),),
        reference=scene.case.reference if scene.case else "",
        button="Answer the questions",
    )


def _learning(card: Card, scene: Scene) -> Cover:
    return Cover(
        subject="Learning from a joint supervision session, for your agency",
        says=(
            f"{_greeting(scene)}a session has found something that others can learn from. You get it as the one who looks after learning.",
        ),
        facts=(("What for", "Read it, and say what your agency will do."), ("How long it takes", "About 5 minutes")),
        reference=scene.case.reference if scene.case else "",
        button="Read it",
    )


def _digest(card: Card, scene: Scene) -> Cover:
    own, others = owed(scene), climbed(scene)
    says = [f"{_greeting(scene)}this is what waits for you in joint supervision today."]
    return Cover(
        subject="Joint supervision: what waits for you today",
        says=tuple(says),
        facts=tuple(
            _counted(len(own), len({(case.id, nudge.ask) for case, nudge in others}), own[0][1].since if own else None)
        ),
        button="Open my list",
    )


def _counted(own: int, others: int, since: date | None) -> Iterator[tuple[str, str]]:
    if own and since:
        yield "Waiting for you", f"{words.count(own, 'thing')}, the first since {words.day(since)}"
    if others:
        yield "Waiting for others, for you to see to", words.count(others, "thing")


def _account(card: Card, scene: Scene) -> Cover:
    """Of an account that is new or lost the letter says all that the card does: there is no case in it."""
    about = tuple(block.words for block in card.body if isinstance(block, Text)) if card.name != CHANNELS else ()
    return Cover(
        subject=card.title if about else "Is an account in a chat yours?",
        says=(f"{_greeting(scene)}this is about how joint supervision knows you.", *about),
        button="Look, and say if it is not you" if card.name != LOST_ACCOUNT else "Look at my accounts",
    )


def _office(card: Card, scene: Scene) -> Cover:
    return Cover(
        subject=card.title,
        says=(f"{_greeting(scene)}this is for the partnership office: somebody says that an account was not theirs.",),
        button="See what to do",
    )


OTHERS: Final[Mapping[str, Callable[[Card, Scene], Cover]]] = {
    "feedback": _feedback,
    "learning": _learning,
    "digest": _digest,
    DISOWNED: _office,
    **dict.fromkeys((NEW_ACCOUNT, LOST_ACCOUNT, CHANNELS), _account),
}
"""The cards that are told, but owed to no case."""
