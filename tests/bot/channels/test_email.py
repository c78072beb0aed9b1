"""E-mail, joined to the bot."""

from bot.channels.email import OF_THE_CASE, by_email, channel, letterhead
from bot.config.settings import Settings
from bot.runtime.clock import london
from bot.runtime.links import SignedLinks
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.views import Card
from dialogs.procedure.people import Person
from tests.town import norfolk

SETTINGS = Settings.model_validate(
    {"public_url": "https://bot.example/", "smtp_url": "smtp://localhost:25", "mail_from": "jsv@partnership.example"}
)


async def test_a_letters_link_leads_its_person_to_its_case_and_nowhere_else() -> None:
    """The link shows the card, may go on to the other chapters of the same case, and is for one person (V3)."""
    links = SignedLinks(b"a secret of thirty-two characters.", london)
    made = channel(SETTINGS, letterhead(SETTINGS, norfolk()), links, links, london)._link(
        PersonId("pat"), Card("poll", "When can you come?", case="c1")
    )
    opened = await links.open(made.removeprefix("https://bot.example/l/"))

    assert opened
    assert (opened.person_id, opened.press, opened.also) == ("pat", Press("poll", "show", "c1"), OF_THE_CASE)  # type: ignore[arg-type] # a plain case id


def test_only_somebody_with_an_address_is_reached_by_post() -> None:
    """Without an address there is no last resort."""
    pat = Person(id=PersonId("pat"), name="Pat Pretend", agency="Testshire Care", email="pat@care.example")

    assert by_email(pat) == (Handle("email", "pat", "pat@care.example"),)
    assert by_email(Person(id=PersonId("sam"), name="Sam Sample", agency="Testshire Care")) == ()
