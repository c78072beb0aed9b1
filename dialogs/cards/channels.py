"""My channels: where somebody is known, where they are written to, and one account more or less."""

import re
from collections.abc import Iterator
from datetime import date

from dialogs import words
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.reach import (
    BY_LINK,
    DISOWNED,
    LETTERS,
    LOST_ACCOUNT,
    NEW_ACCOUNT,
    NOBODYS,
    Account,
    State,
    may_disown,
    named,
    reached_in_chats,
    why_own,
)
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Row, Rows, Style, Text, Tone

NAME = "channels"
ABOUT = re.compile(r"((?P<person>[^:]+):)?(?P<channel>[^:]+):(?P<days>\d{1,7})", re.ASCII)
LAST = "Messages come to you where you wrote to me last."
CHOSEN = "Messages come to you in {}, as you have chosen."
FROM_ITSELF = "An account is unlinked from itself: write “channels” to me there. If you cannot get into it, ask the partnership office."
NOT_FROM_HERE = "That account was here before this one, so this one cannot end it. Ask the partnership office."
ENDED = "Ended. I do not know that account any more, and the partnership office has it on its list. Links and the calendar feed you had are switched off too."


def draw(scene: Scene, about: str = "") -> Card:
    """Each account with what may be done to it; above them one that claims to be the viewer's."""
    return Card(
        name=NAME,
        title="My channels",
        body=(*_claim(scene), *_where(scene), *_accounts(scene)),
        buttons=tuple(_buttons(scene)),
    )


def _claim(scene: Scene) -> Iterator[Block]:
    if scene.claim:
        where = named(scene.claim.channel)
        yield Note(f"An account in {where} has given your code. Confirm it only if that is you.", Tone.WARNING)
        yes = Button(
            "Yes, that is me",
            Press(NAME, "confirm", None, scene.claim.id),
            Style.PRIMARY,
            described=f"Yes, the account in {where} is mine",
        )
        no = Button("No, not me", Press(NAME, "refuse", None, scene.claim.id), Style.DANGER)
        yield Rows((Row(f"Link {where}?", "From then on I write to you there too, and know you there.", (yes, no)),))


def _where(scene: Scene) -> Iterator[Block]:
    chosen = next((account for account in scene.accounts if account.chosen and account.state is State.OK), None)
    if scene.accounts:
        yield Text(CHOSEN.format(named(chosen.channel)) if chosen else LAST)
    if scene.actor and scene.fallback(scene.actor) == "email":
        yield Text("Where no chat reaches you, you get a letter with a personal link at your work e-mail.")


def _accounts(scene: Scene) -> Iterator[Block]:
    known = [
        account for account in scene.accounts if account.state is not State.UNLINKED and account.channel != LETTERS
    ]
    yield Heading("Where I know you")
    if known:
        yield Rows(tuple(_account(account, known, scene) for account in known))
    else:
        yield Text("In no chat yet.")


def _account(account: Account, known: list[Account], scene: Scene) -> Row:
    here = "You are writing from here." if account.here else ""
    said = " ".join(
        filter(
            None, (here, why_own(account), f"Last used {words.day(account.used.astimezone(scene.now.tzinfo).date())}.")
        )
    )
    return Row(named(account.channel), said, tuple(_ways(account, known, scene)))


def _ways(account: Account, known: list[Account], scene: Scene) -> Iterator[Button]:
    where = named(account.channel)
    if account.state is State.OK and not account.chosen and len(known) > 1:
        yield Button("Write to me here", Press(NAME, "choose", None, account.id), described=f"Write to me in {where}")
    if account.here and may_unlink(account, known):
        yield Button("Unlink", Press(NAME, "unlink", None, account.id), Style.DANGER, described=f"Unlink {where}")
    if scene.sender.channel not in BY_LINK and may_disown(account, known, scene.sender.channel):
        yield Button(
            "Not mine",
            Press(NEW_ACCOUNT, "disown", None, account.id),
            Style.DANGER,
            described=f"The account in {where} is not mine",
        )


def may_unlink(account: Account, known: list[Account]) -> bool:
    """Whether another account that works is left: nobody locks themselves out."""
    return any(other.state is State.OK for other in known if other.id != account.id)


def _buttons(scene: Scene) -> Iterator[Button]:
    if scene.sender.channel not in BY_LINK or not reached_in_chats(scene.accounts):
        yield Button("Link another account", Press(NAME, "code"))
    if any(account.chosen for account in scene.accounts):
        yield Button("Write to me where I was last", Press(NAME, "choose"))
    yield Button("My list", Press("home", "show"))


def new_account(scene: Scene, about: str = "") -> Card:
    """Somebody is known by an account more, and says so if it is none of theirs. `about` is the account."""
    account = next((account for account in scene.accounts if account.id == about), None)
    mine = Button("My channels", Press(NAME, "show"))
    if account is None or account.state in NOBODYS:
        return Card(
            name=NEW_ACCOUNT,
            title="That account is not linked to you",
            body=(Text("I know it as nobody’s, or as somebody else’s."),),
            buttons=(mine,),
        )
    where = named(account.channel)
    since = f" since {words.moment(account.linked.astimezone(scene.now.tzinfo))}" if account.linked else ""
    body = (
        Text(f"I know an account in {where} as yours{since}. Whoever uses it sees and does here what you may."),
        Text(
            "If it is yours, there is nothing to do. If not, say so: it is ended at once, and the partnership office is told."
        ),
    )
    disown = Button(
        "This is not me",
        Press(NEW_ACCOUNT, "disown", None, about),
        Style.DANGER,
        described=f"The account in {where} is not mine: end it",
    )
    return Card(name=NEW_ACCOUNT, title=f"Is this you? A new account in {where}", body=body, buttons=(disown, mine))


def still_known(scene: Scene, about: str = "") -> bool:
    """Whether the account `about` is still the viewer's, so that they have to hear of it."""
    return any(account.id == about and account.state not in NOBODYS for account in scene.accounts)


def lost_account(scene: Scene, about: str = "") -> Card:
    """An account is somebody's no more. `about` says on what channel, and since when."""
    found = ABOUT.fullmatch(about)
    where = f" in {named(found['channel'])}" if found else ""
    since = f" It was so until {words.day(_day(found['days']))}." if found else ""
    body = (
        Text(f"I do not write to you there any more, and nobody sees there what you may see.{since}"),
        Text(
            "If that is a mistake, write “link” to me where I know you, and bring the code there. Or ask the partnership office."
        ),
    )
    return Card(
        name=LOST_ACCOUNT,
        title=f"I do not know your account{where} any more",
        body=body,
        buttons=(Button("My channels", Press(NAME, "show")),),
    )


def disowned(scene: Scene, about: str = "") -> Card:
    """For the partnership office: an account was linked to somebody whose it was not. `about` says whose, where, and when it ended."""
    found = ABOUT.fullmatch(about)
    buttons = (Button("My list", Press("home", "show")),)
    if found is None or not found["person"] or scene.actor is None or not scene.actor.office:
        return Card(
            name=DISOWNED,
            title="An account was ended",
            body=(Text("The partnership office sees to it."),),
            buttons=buttons,
        )
    who, where, on = scene.named(PersonId(found["person"])), named(found["channel"]), _day(found["days"])
    body = (
        Note(f"{who} says that an account in {where} which I took for theirs is somebody else’s.", Tone.WARNING),
        Text(f"I ended it on {words.day(on)}. What was done with it before stands in the timelines of their cases."),
        Text(f"Speak with {who}, and have whoever runs that workspace or tenant find out how the account came to it."),
    )
    return Card(name=DISOWNED, title=f"An account of {who} was somebody else’s", body=body, buttons=buttons)


def _day(number: str) -> date:
    return date.fromordinal(max(1, min(int(number), date.max.toordinal())))
