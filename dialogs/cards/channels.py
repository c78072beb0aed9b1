"""My channels: where somebody is known, where they are written to, and one account more or less."""

from collections.abc import Iterator

from dialogs import words
from dialogs.model.press import Press
from dialogs.model.reach import Account, State, named, why_own
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Row, Rows, Style, Text, Tone

NAME = "channels"
LAST = "Messages come to you where you wrote to me last."
CHOSEN = "Messages come to you in {}, as you have chosen."


def draw(scene: Scene, about: str = "") -> Card:
    """Each account with what may be done to it; above them one that claims to be the viewer's."""
    return Card(name=NAME, title="My channels", body=(*_claim(scene), *_where(scene), *_accounts(scene)), buttons=tuple(_buttons(scene)))


def _claim(scene: Scene) -> Iterator[Block]:
    if scene.claim:
        where = named(scene.claim.channel)
        yield Note(f"An account in {where} has given your code. Confirm it only if that is you.", Tone.WARNING)
        yes = Button("Yes, that is me", Press(NAME, "confirm", None, scene.claim.id), Style.PRIMARY, described=f"Yes, the account in {where} is mine")
        no = Button("No, not me", Press(NAME, "refuse", None, scene.claim.id), Style.DANGER)
        yield Rows((Row(f"Link {where}?", "From then on I write to you there too, and know you there.", (yes, no)),))


def _where(scene: Scene) -> Iterator[Block]:
    chosen = next((one for one in scene.accounts if one.chosen and one.state is State.OK), None)
    if scene.accounts:
        yield Text(CHOSEN.format(named(chosen.channel)) if chosen else LAST)
    if scene.actor and scene.fallback(scene.actor) == "email":
        yield Text("Where no chat reaches you, you get a letter with a personal link at your work e-mail.")


def _accounts(scene: Scene) -> Iterator[Block]:
    known = [one for one in scene.accounts if one.state not in (State.UNLINKED, State.BOUNCED)]
    yield Heading("Where I know you")
    if known:
        yield Rows(tuple(_account(one, known, scene) for one in known))
    else:
        yield Text("In no chat yet.")


def _account(one: Account, known: list[Account], scene: Scene) -> Row:
    here = "You are writing from here." if one.here else ""
    said = " ".join(filter(None, (here, why_own(one), f"Last used {words.day(one.used.astimezone(scene.now.tzinfo).date())}.")))
    return Row(named(one.channel), said, tuple(_ways(one, known)))


def _ways(one: Account, known: list[Account]) -> Iterator[Button]:
    where = named(one.channel)
    if one.state is State.OK and not one.chosen and len(known) > 1:
        yield Button("Write to me here", Press(NAME, "choose", None, one.id), described=f"Write to me in {where}")
    if may_unlink(one, known):
        yield Button("Unlink", Press(NAME, "unlink", None, one.id), Style.DANGER, described=f"Unlink {where}")


def may_unlink(one: Account, known: list[Account]) -> bool:
    """Whether another account that works is left: nobody locks themselves out."""
    return any(other.state is State.OK for other in known if other.id != one.id)


def _buttons(scene: Scene) -> Iterator[Button]:
    yield Button("Link another account", Press(NAME, "code"))
    if any(one.chosen for one in scene.accounts):
        yield Button("Write to me where I was last", Press(NAME, "choose"))
    yield Button("My list", Press("home", "show"))
