"""What somebody does to their own accounts: a code for one more, the code given, confirmed; which is used; one unlinked.

Rule 1: who gives a code hears the same whether it was right or not.
Rule 2: a code alone links nothing: whoever asked for it confirms where they are known. Whoever is reached in a chat does
both there: a letter may have been passed on.
Rule 3: an account is unlinked from itself. An earlier account may say of a later one that it is not the same person's; the
later one has no say in the earlier.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from dialogs.cards import channels
from dialogs.ids import ALPHABET
from dialogs.model.press import Press
from dialogs.model.reach import (
    BY_LINK,
    CODE_KEPT,
    NEW_ACCOUNT,
    NOBODYS,
    AccountChange,
    Does,
    State,
    may_disown,
    named,
    reached_in_chats,
)
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Card, Text, Tone

CODE: Final = re.compile(rf"^link[\s:]+([{ALPHABET}]{{3}})[\s-]?([{ALPHABET}]{{3}})$", re.IGNORECASE)
WORDS: Final = {"link": "code", "channels": "show", "my channels": "show"}
MINUTES: Final = int(CODE_KEPT.total_seconds() // 60)
GIVEN: Final = Card(
    name="given",
    title="One step more",
    body=(
        Text(
            "If the code is right, a question is on its way to you where you asked for it. Answer it there within 10 minutes, then write to me here again."
        ),
        Text("If no question comes, the code was mistyped, used or too old: ask for a new one with “link”."),
    ),
)


def about_accounts(line: str) -> bool:
    """Whether words are about one's own accounts."""
    return " ".join(line.casefold().split()) in WORDS or code_in(line) is not None


def code_in(line: str) -> str | None:
    """The code that somebody gives, as it is kept."""
    found = CODE.match(line.strip())
    return f"{found[1]}{found[2]}".upper() if found else None


def said(line: str, scene: Scene) -> Turn:
    """What a line leads to which `about_accounts`: a code is given, a new one asked for, or the accounts are shown."""
    code = code_in(line)
    if code:
        return given(code, scene)
    return pressed(Press(channels.NAME, WORDS[" ".join(line.casefold().split())]), scene)


def given(code: str, scene: Scene) -> Turn:
    """A code, from an account that nobody knows yet; a known one is told whose it is."""
    if scene.actor:
        known = (
            f"I know you here already, as {scene.actor.name}. To make this account somebody else's, unlink it first."
        )
        return Turn(reply=channels.draw(scene).saying(known, Tone.WARNING))
    return Turn(reply=GIVEN, account=AccountChange(Does.GIVE, code=code))


def pressed(press: Press, scene: Scene) -> Turn:
    """A button of the card; a press that has been heard before only shows it."""
    do = DOES.get(press.verb)
    if do is None or scene.repeated:
        return Turn(
            reply=channels.new_account(scene, press.about) if press.card == NEW_ACCOUNT else channels.draw(scene)
        )
    return do(press.about, scene)


def _in_a_chat(scene: Scene) -> Turn | None:
    """Whoever comes by a letter, and is reached in a chat, is sent there."""
    chat = reached_in_chats(scene.accounts) if scene.sender.channel in BY_LINK else None
    if chat is None:
        return None
    said = f"Write “link” to me in {named(chat.channel)}, where I know you. A letter may have come into other hands, so no account is linked from here."
    return Turn(reply=channels.draw(scene).saying(said, Tone.WARNING))


def _code(_: str, scene: Scene) -> Turn:
    if elsewhere := _in_a_chat(scene):
        return elsewhere
    shown = f"{scene.code[:3]} {scene.code[3:]}"
    note = f"Your code is {shown}. Write “link {shown}” to me with the other account within {MINUTES} minutes, then confirm here. Give it to nobody."
    return Turn(reply=channels.draw(scene).saying(note), account=AccountChange(Does.ASK, code=scene.code))


def _confirm(about: str, scene: Scene) -> Turn:
    claim = scene.claim
    if elsewhere := _in_a_chat(scene):
        return elsewhere
    if claim is None or claim.id != about:
        return _too_late(scene)
    after = replace(scene, claim=None, accounts=(*scene.accounts, replace(claim, linked=scene.now)))
    said = f"Linked. I know you in {named(claim.channel)} from now on."
    return Turn(reply=channels.draw(after).saying(said, Tone.DONE), account=AccountChange(Does.CONFIRM))


def _refuse(about: str, scene: Scene) -> Turn:
    if scene.claim is None or scene.claim.id != about:
        return _too_late(scene)
    said = (
        "Nothing was linked, and the code is over. Somebody else may have seen it: ask for a new one when you need it."
    )
    return Turn(
        reply=channels.draw(replace(scene, claim=None)).saying(said, Tone.DONE), account=AccountChange(Does.REFUSE)
    )


def _too_late(scene: Scene) -> Turn:
    return Turn(
        reply=channels.draw(scene).saying("Nothing waits to be confirmed any more. Ask for a new code.", Tone.WARNING)
    )


def _choose(about: str, scene: Scene) -> Turn:
    if about and not any(account.id == about and account.state is State.OK for account in scene.accounts):
        return Turn(reply=channels.draw(scene).saying("This account is not reached now. Choose another.", Tone.WARNING))
    after = replace(scene, accounts=tuple(replace(account, chosen=account.id == about) for account in scene.accounts))
    return Turn(
        reply=channels.draw(after).saying("Changed.", Tone.DONE), account=AccountChange(Does.CHOOSE, account=about)
    )


def _unlink(about: str, scene: Scene) -> Turn:
    account = next(
        (account for account in scene.accounts if account.id == about and account.state is not State.UNLINKED), None
    )
    if account is None:
        return Turn(reply=channels.draw(scene).saying("This account is not linked to you.", Tone.WARNING))
    if not account.here:
        return Turn(reply=channels.draw(scene).saying(channels.FROM_ITSELF, Tone.WARNING))
    if not channels.may_unlink(account, list(scene.accounts)):
        return Turn(
            reply=channels.draw(scene).saying(
                "This is the only way to reach you. Link another account first.", Tone.WARNING
            )
        )
    after = replace(scene, accounts=tuple(other for other in scene.accounts if other is not account))
    said = f"Unlinked. I do not know you in {named(account.channel)} any more. To come back, bring a code there."
    return Turn(reply=channels.draw(after).saying(said, Tone.DONE), account=AccountChange(Does.UNLINK, account=about))


def _disown(about: str, scene: Scene) -> Turn:
    """Somebody says that an account which was linked to them is not theirs: it is over at once."""
    account = next((account for account in scene.accounts if account.id == about), None)
    if account is None or account.state in NOBODYS:
        return Turn(reply=channels.new_account(scene, about))
    if not may_disown(account, scene.accounts, scene.sender.channel):
        return Turn(reply=channels.draw(scene).saying(channels.NOT_FROM_HERE, Tone.WARNING))
    ended = replace(account, state=State.UNLINKED, chosen=False)
    after = replace(scene, accounts=tuple(ended if other is account else other for other in scene.accounts))
    return Turn(
        reply=channels.new_account(after, about).saying(channels.ENDED, Tone.DONE),
        account=AccountChange(Does.DISOWN, account=account.id),
    )


DOES: Final[Mapping[str, Callable[[str, Scene], Turn]]] = {
    "code": _code, "confirm": _confirm, "refuse": _refuse, "choose": _choose, "unlink": _unlink, "disown": _disown,
}  # fmt: skip
