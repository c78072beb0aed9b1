"""Small questions that stories ask of a town: what is owed, what was said, what is wrong."""

from dialogs.model.fields import Raw
from dialogs.model.views import Card, Page, Reply, Review
from dialogs.procedure.asks import open_asks
from dialogs.procedure.profile import Profile, read_profile
from tests.town import PROFILE_FILE, Town

TWO_LEADS = ("leads who must agree\nrequired = 1", "leads who must agree\nrequired = 2")
ONE_FACILITATOR = ("count = 2\nagencies = 2", "count = 1\nagencies = 1")


def profiled(*changes: tuple[str, str]) -> Town:
    """A town that lives by another profile."""
    text = PROFILE_FILE.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    profile = read_profile(text)
    assert isinstance(profile, Profile), profile
    return Town(profile=profile)


def owed(town: Town) -> set[tuple[str, str]]:
    """What is owed, and by whom."""
    return {(ask.what.value, ask.of) for ask in open_asks(town.case, town.terms)}


def owed_by(town: Town, who: str) -> list[str]:
    """What somebody owes."""
    return [ask.what.value for ask in open_asks(town.case, town.terms) if ask.of == who]


def note(reply: Reply) -> str:
    """The sentence above what is shown."""
    return reply.note.words if reply.note else ""


def page(reply: Reply) -> Page:
    """A screen of a form, and nothing else."""
    assert isinstance(reply, Page), reply
    return reply


def review(reply: Reply) -> Review:
    """The answers to be checked, and nothing else."""
    assert isinstance(reply, Review), reply
    return reply


def card(reply: Reply) -> Card:
    """A card, and nothing else."""
    assert isinstance(reply, Card), reply
    return reply


def errors(reply: Reply) -> dict[str, str]:
    """What stands beside the fields of a screen."""
    return dict(page(reply).errors)


def goes_on(town: Town, who: str, shown: Reply, answers: Raw) -> Reply:
    """Somebody puts right what was refused, and goes on to the end."""
    for _ in range(10):
        if isinstance(shown, Card):
            break
        shown = town.hears(town.answer(who, shown, answers)).reply
    return shown
