"""Somebody with no chat at all: letters with a personal link, and the pages behind it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

from dialogs.model.press import Press
from tests.play.browser import Browser, Page, Stuck, entered
from tests.post_office import words_of
from tests.waiting import until

LINK = re.compile(r"http://\S+/l/\S+")


@dataclass
class LinkPerson(Browser):
    """One person and their letters."""

    letters: Callable[[], list[EmailMessage]] = field(default=list)

    async def sees(self, press: Press) -> Page:
        """A card, by the latest letter's link. `Stuck` when no letter has come, or none leads there."""
        found = LINK.search(words_of(await self._letter()))
        if found is None:
            raise Stuck("a letter without a link")
        base, _ = await entered(self.session, found[0])
        page = await self._get(f"{base}/card/{str(press).replace('/', '~')}")
        return page if page.forms else await self._get(base)

    async def _letter(self) -> EmailMessage:
        """The latest letter, waited for: it comes by the queue."""
        return (await until(self.letters))[-1]
