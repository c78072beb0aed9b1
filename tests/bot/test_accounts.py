"""One person, several accounts: linked by a code that is confirmed, chosen, unlinked; and nothing learned by guessing."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.channels.introductions import introduce
from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import Outcome
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.turn import take_turn
from dialogs.ids import ALPHABET, CaseId, PersonId, TurnId, turn_id
from dialogs.interaction.accounts import GIVEN, code_in
from dialogs.model.heard import Handle, Pressed, Said
from dialogs.model.press import Press
from dialogs.model.reach import Account, State
from dialogs.model.views import Card
from store.queue.jobs import InMemoryJobs
from tests.builders import MO, OLU, PAT, web
from tests.doubles import FakeChannel

SLACK = Handle("slack", "T1", "UMO")
TEAMS = Handle("teams", "tenant-2", "guest-mo")
EVENTS = count()


def event() -> TurnId:
    return turn_id("test", str(next(EVENTS)))


def says(runtime: Runtime, handle: Handle, words: str, turn: TurnId | None = None) -> Card:
    reply = take_turn(Said(turn=turn or event(), sender=handle, words=words), runtime)
    assert isinstance(reply, Card)
    return reply


def presses(runtime: Runtime, handle: Handle, verb: str, about: str = "") -> Card:
    reply = take_turn(Pressed(turn=event(), sender=handle, press=Press("channels", verb, None, about)), runtime)
    assert isinstance(reply, Card)
    return reply


def button(card: Card, verb: str) -> Press:
    return next(press.press for press in card.presses if press.press.verb == verb)


def told(card: Card) -> str:
    return card.note.words if card.note else ""


def code_on(card: Card) -> str:
    return told(card).removeprefix("Your code is ")[:7]


def who(runtime: Runtime, handle: Handle) -> PersonId | None:
    with runtime.store.reading() as work:
        return work.people.by_handle(handle)


def accounts(runtime: Runtime, person: PersonId) -> tuple[Account, ...]:
    with runtime.store.reading() as work:
        return work.people.reach((person,))[person]


@pytest.fixture(autouse=True)
def _known(runtime: Runtime) -> None:
    """Mo is known in Slack, and in no browser."""
    with runtime.store.begin() as work:
        work.people.unlink(web(MO))
        work.people.link(SLACK, MO, runtime.clock())


async def test_a_code_given_on_one_channel_and_confirmed_on_the_other_links(
    runtime: Runtime, jobs: InMemoryJobs
) -> None:
    """A guest whom no e-mail vouches for becomes known, once the person has confirmed where they were known."""
    code = code_on(says(runtime, SLACK, "link"))
    assert says(runtime, TEAMS, f"link {code}") == GIVEN
    assert who(runtime, TEAMS) is None

    (asked,) = [one for one in jobs.given if one.args[1] == "channels"]
    slack = FakeChannel("slack")
    telling = Telling(MO, "channels", None, "", str(asked.key))
    assert await deliver(replace(runtime, channels={"slack": slack}), telling) is Outcome.SENT
    card = slack.sent[0].card
    assert "An account in Microsoft Teams has given your code" in repr(card)

    linked = presses(runtime, SLACK, "confirm", button(card, "confirm").about)

    assert told(linked) == "Linked. I know you in Microsoft Teams from now on."
    assert who(runtime, TEAMS) == MO
    assert await deliver(replace(runtime, channels={"slack": slack}), replace(telling, key="k2")) is Outcome.OVERTAKEN


def test_whoever_gives_a_code_learns_nothing(runtime: Runtime, clock: MovableClock) -> None:
    """Right, wrong, used, too old: the answer is the same, and links nothing by itself."""
    code = code_on(says(runtime, SLACK, "link"))
    wrong = "222 222" if code != "222 222" else "333 333"
    other = replace(TEAMS, user="other")
    answers = [
        says(runtime, TEAMS, f"link {wrong}"),
        says(runtime, TEAMS, f"link {code}"),
        says(runtime, other, f"link {code}"),
    ]
    clock.move(timedelta(minutes=11))
    answers.append(says(runtime, other, f"link {code}"))

    assert answers == [GIVEN] * 4
    assert "confirm" not in [press.press.verb for press in says(runtime, SLACK, "channels").presses]


def test_a_code_is_used_once(runtime: Runtime) -> None:
    """The first account that gives it is asked about; a second is not."""
    code = code_on(says(runtime, SLACK, "link"))
    says(runtime, TEAMS, f"link {code.lower().replace(' ', '')}")
    says(runtime, replace(TEAMS, user="thief"), f"link {code}")
    presses(runtime, SLACK, "confirm", button(says(runtime, SLACK, "channels"), "confirm").about)

    assert (who(runtime, TEAMS), who(runtime, replace(TEAMS, user="thief"))) == (MO, None)


def test_a_new_code_takes_the_place_of_the_last(runtime: Runtime) -> None:
    """And of whoever has given the last one."""
    old = code_on(says(runtime, SLACK, "link"))
    new = code_on(says(runtime, SLACK, "link"))
    assert old != new

    says(runtime, TEAMS, f"link {old}")
    assert "confirm" not in repr(says(runtime, SLACK, "channels"))
    says(runtime, TEAMS, f"link {new}")
    assert "confirm" in repr(says(runtime, SLACK, "channels"))


def test_guessing_is_not_heard_for_an_hour(runtime: Runtime, clock: MovableClock) -> None:
    """After five wrong codes the right one is not looked at either; another account is, and so is this one later."""
    for at in range(5):
        says(runtime, TEAMS, f"link 23456{ALPHABET[at]}")
    code = code_on(says(runtime, SLACK, "link"))
    assert says(runtime, TEAMS, f"link {code}") == GIVEN
    assert "confirm" not in repr(says(runtime, SLACK, "channels"))

    clock.move(timedelta(minutes=61))
    code = code_on(says(runtime, SLACK, "link"))
    says(runtime, TEAMS, f"link {code}")
    assert "confirm" in repr(says(runtime, SLACK, "channels"))


def test_no_is_no(runtime: Runtime) -> None:
    """Refused, nothing is linked, and an old press of Yes links nothing either."""
    says(runtime, TEAMS, f"link {code_on(says(runtime, SLACK, 'link'))}")
    card = says(runtime, SLACK, "channels")
    presses(runtime, SLACK, "refuse", button(card, "refuse").about)

    assert (
        told(presses(runtime, SLACK, "confirm", button(card, "confirm").about))
        == "Nothing waits to be confirmed any more. Ask for a new code."
    )
    assert who(runtime, TEAMS) is None


def test_an_account_that_is_known_gives_no_code(runtime: Runtime) -> None:
    """Whoever is known there already is told as whom, and nothing moves."""
    with runtime.store.begin() as work:
        work.people.link(TEAMS, PAT, runtime.clock())

    assert "I know you here already, as Pat" in told(
        says(runtime, TEAMS, f"link {code_on(says(runtime, SLACK, 'link'))}")
    )
    assert who(runtime, TEAMS) == PAT


def both(runtime: Runtime) -> None:
    with runtime.store.begin() as work:
        work.people.link(TEAMS, MO, runtime.clock() + timedelta(days=1))


async def test_where_somebody_chooses_to_be_written_to(runtime: Runtime) -> None:
    """Chosen comes first, whatever was used last; chosen no more, the last used comes first again."""
    both(runtime)

    def first() -> Handle:
        with runtime.store.reading() as work:
            return work.people.handles(MO)[0]

    assert first() == TEAMS
    card = says(runtime, SLACK, "channels")
    slack = next(
        press.press for press in card.presses if press.press.verb == "choose" and press.described.endswith("Slack")
    )
    chosen = presses(runtime, SLACK, "choose", slack.about)
    assert ("Messages come to you in Slack, as you have chosen." in repr(chosen), first()) == (True, SLACK)

    presses(runtime, SLACK, "choose")
    assert first() == TEAMS


def test_unlinked_by_the_person_stays_unlinked(runtime: Runtime) -> None:
    """Also when the platform vouches for the address again; a code brings it back; the last one cannot be unlinked."""
    with runtime.store.begin() as work:
        work.people.link(TEAMS, MO, runtime.clock())
    (teams,) = [press.press for press in says(runtime, TEAMS, "channels").presses if press.press.verb == "unlink"]
    assert told(presses(runtime, SLACK, "unlink", teams.about)).startswith("An account is unlinked from itself")
    assert told(presses(runtime, TEAMS, "unlink", teams.about)).startswith("Unlinked.")
    assert told(presses(runtime, SLACK, "unlink", teams.about)) == "This account is not linked to you."
    (slack,) = [account.id for account in accounts(runtime, MO) if account.channel == "slack"]
    assert told(presses(runtime, SLACK, "unlink", slack)).startswith("This is the only way")

    introduce(runtime, TEAMS, "mo@testshire.example", active=True)
    assert (who(runtime, TEAMS), says(runtime, TEAMS, "mine").name) == (None, "stranger")
    assert "unlink" not in [press.press.verb for press in says(runtime, SLACK, "channels").presses]

    says(runtime, TEAMS, f"link {code_on(says(runtime, SLACK, 'link'))}")
    presses(runtime, SLACK, "confirm", button(says(runtime, SLACK, "channels"), "confirm").about)
    assert who(runtime, TEAMS) == MO


def test_heard_twice_is_done_once(runtime: Runtime) -> None:
    """A repeated event makes no second code; the first stays good."""
    turn = event()
    code = code_on(says(runtime, SLACK, "link", turn))
    assert says(runtime, SLACK, "link", turn).note is None

    says(runtime, TEAMS, f"link {code}")
    assert "confirm" in repr(says(runtime, SLACK, "channels"))


def test_what_is_wrong_with_an_account_is_said(runtime: Runtime) -> None:
    """To its owner, with what to do; an account that is not reached cannot be chosen."""
    both(runtime)
    with runtime.store.begin() as work:
        work.people.reachable(TEAMS, State.BLOCKED)
    (teams,) = [account.id for account in accounts(runtime, MO) if account.channel == "teams"]

    card = says(runtime, SLACK, "my channels")

    assert "Unblock me, then write to me." in repr(card)
    assert told(presses(runtime, SLACK, "choose", teams)) == "This account is not reached now. Choose another."


def test_codes_are_read_however_they_are_written() -> None:
    """Letters that look alike are in no code; other words are no code."""
    assert [code_in(one) for one in ("link ABC 234", "LINK abc234", "link: abc-234")] == ["ABC234"] * 3
    assert [code_in(one) for one in ("link", "link ABC 23", "link AB0 234", "link ABCI23", "dates ABC 234")] == [
        None
    ] * 5


def test_no_code_lies_in_clear(runtime: Runtime) -> None:
    """Neither in the table of codes nor in the queue."""
    code = code_on(says(runtime, SLACK, "link")).replace(" ", "")
    says(runtime, TEAMS, f"link {code}")
    with runtime.store.reading() as work:
        rows = repr(work.connection.exec_driver_sql("SELECT * FROM codes").all())

    assert code not in rows
    assert "guest-mo" not in rows


def test_a_press_of_another_case_is_no_way_round(runtime: Runtime) -> None:
    """An unknown verb, or somebody else's account, changes nothing."""
    both(runtime)
    (pats,) = [account.id for account in accounts(runtime, PAT)]

    assert told(presses(runtime, SLACK, "unlink", pats)) == "This account is not linked to you."
    assert presses(runtime, SLACK, "nonsense").name == "channels"
    assert take_turn(Pressed(turn=event(), sender=SLACK, press=Press("channels", "show", CaseId("c"))), runtime)
    assert who(runtime, web(PAT)) == PAT


def test_a_letter_confirms_no_account_of_whoever_is_reached_in_a_chat(runtime: Runtime) -> None:
    """The page of a letter neither gives a code nor links what has given one; it may refuse it. Without a chat it does both."""
    says(runtime, TEAMS, f"link {code_on(says(runtime, SLACK, 'link'))}")
    claim = button(says(runtime, SLACK, "channels"), "confirm").about

    assert told(presses(runtime, web(MO), "confirm", claim)).startswith("Write “link” to me in Slack")
    assert told(presses(runtime, web(MO), "code")).startswith("Write “link” to me in Slack")
    assert who(runtime, TEAMS) is None

    with runtime.store.begin() as work:
        work.people.reachable(SLACK, State.REMOVED)
    assert told(presses(runtime, web(MO), "confirm", claim)) == "Linked. I know you in Microsoft Teams from now on."


def test_a_claim_of_an_account_that_has_become_somebody_elses(runtime: Runtime) -> None:
    """It gave Mo's code and was then known as Pat: it stays Pat's, and Mo is told that nothing waits."""
    says(runtime, TEAMS, f"link {code_on(says(runtime, SLACK, 'link'))}")
    claim = button(says(runtime, SLACK, "channels"), "confirm").about
    with runtime.store.begin() as work:
        work.people.link(TEAMS, PAT, runtime.clock())

    assert (
        told(presses(runtime, SLACK, "confirm", claim)) == "Nothing waits to be confirmed any more. Ask for a new code."
    )
    assert who(runtime, TEAMS) == PAT


@pytest.mark.parametrize("about", ["", "junk", "mo:slack:x", "mo:slack:9999999", "mo:slack:0", "a:b:c:d"])
def test_the_offices_card_is_drawn_for_any_press(runtime: Runtime, about: str) -> None:
    """Nothing that a press may carry is too odd for it, and nobody but the office reads whose account it was."""
    for person in (OLU, MO):
        reply = take_turn(
            Pressed(turn=event(), sender=web(person), press=Press("account-ended", "show", None, about)), runtime
        )
        assert isinstance(reply, Card)
        assert ("Mo Madeup" in repr(reply)) is (
            person == OLU and about.startswith("mo:slack:") and about[9:].isdecimal()
        )
