"""A browser without a screen: reads the pages as HTML, fills their forms and sends them, as a person would."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from aiohttp import ClientSession

from dialogs.model.press import Press

Answers = Mapping[str, str | tuple[str, ...]]
HIDDEN: Final = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
ONE: Final = "a."
MANY: Final = "m."
SCREENS: Final = 30  # no form of ours has as many
HOME: Final = Press("home", "show")


class Stuck(Exception):
    """The pages did not lead where the story goes. The text says where it ended."""


@dataclass
class Form:
    """One form of a page, with what stands in it."""

    action: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)  # what may be chosen, by name
    buttons: list[dict[str, str]] = field(default_factory=list)

    @property
    def press(self) -> Press | None:
        """What sending it carries."""
        return Press.read(next(iter(self.fields.get("press", [])), ""))

    @property
    def asks(self) -> bool:
        """Whether it is a screen of a form or its review, rather than a button."""
        return self.action.endswith("/form")

    @property
    def reviewing(self) -> bool:
        """Whether it is the review."""
        return "section" not in self.fields


class Page(HTMLParser):
    """A page as its forms, its links and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.faulty = 'class="faults"' in text
        self._area = self._select = ""
        self.feed(text)

    @property
    def title(self) -> str:
        """What the page is about."""
        return " ".join(" ".join(self.words).split())[:200]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps forms, what is in them, and links."""
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self.forms.append(Form(action=given.get("action", "")))
            case "a":
                self.links.append(given.get("href", ""))
            case "input" if self.forms:
                self._input(given)
            case "textarea":
                self._area = given.get("name", "")
                self.forms[-1].fields[self._area] = [""]
            case "select":
                self._select = given.get("name", "")
                self.forms[-1].fields.setdefault(self._select, [""])
            case "option":
                self._option(given)
            case "button" if self.forms:
                self.forms[-1].buttons.append(given)
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        """Ends a text area or a list."""
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        """Keeps words, and what stands in a text area."""
        if self._area:
            self.forms[-1].fields[self._area] = [data.removeprefix("\n")]
        elif data.strip():
            self.words.append(data.strip())

    def _input(self, given: Mapping[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        choice = given.get("type") in ("radio", "checkbox")
        if choice and "disabled" not in given:
            form.offered.setdefault(name, []).append(given.get("value", ""))
        if not choice or "checked" in given:
            form.fields.setdefault(name, []).append(given.get("value", ""))

    def _option(self, given: Mapping[str, str]) -> None:
        if "disabled" not in given:
            self.forms[-1].offered.setdefault(self._select, []).append(given.get("value", ""))
        if "selected" in given:
            self.forms[-1].fields[self._select] = [given.get("value", "")]


async def entered(session: ClientSession, link: str) -> tuple[str, str]:
    """A personal link, and its one button pressed: where that leads, and what is there. `Stuck` when there is no such button."""
    async with session.get(link) as answer:
        door = await answer.text()
    if not (sent := dict(HIDDEN.findall(door))):
        raise Stuck(f"the link led nowhere: {Page(door).title}")
    async with session.post(link, data=sent) as page:
        return page.url.path, await page.text()


@dataclass
class Browser:
    """One person at the demo's pages; or, at `/p/...` below a personal link, at their own."""

    session: ClientSession
    base: str
    person: str

    async def arrives(self, link: str) -> Page:
        """By a personal link, and its one button."""
        return Page((await entered(self.session, link))[1])

    async def raises(self, answers: Answers) -> Page:
        """A new case, from the first button of the list."""
        return await self.fills(await self.presses(HOME, "raise"), answers)

    async def sees(self, press: Press) -> Page:
        """A card."""
        return await self._get(f"/as/{self.person}/card/{str(press).replace('/', '~')}")

    async def presses(self, on: Press, verb: str, about: str = "") -> Page:
        """A button of a card. `Stuck` when it is not there."""
        return await self.presses_on(await self.sees(on), verb, about)

    async def presses_on(self, page: Page, verb: str, about: str = "") -> Page:
        """A button of a page that is open."""
        for form in page.forms:
            press = form.press
            if press and press.verb == verb and (not about or press.about == about):
                return await self._send(form, {})
        raise Stuck(f"{self.person} has no button {verb} on: {page.title}")

    async def does(self, on: Press, verb: str, answers: Answers, about: str = "") -> Page:
        """A form, from its button to its end. `Stuck` when an answer is refused."""
        return await self.fills(await self.presses(on, verb, about), answers)

    async def fills(self, page: Page, answers: Answers) -> Page:
        """Every screen with what is given for it, then the review."""
        for _ in range(SCREENS):
            form = next((form for form in page.forms if form.asks), None)
            if form is None:
                return page
            if page.faulty:
                raise Stuck(f"{self.person} was refused: {page.title}")
            page = await self._send(form, {"go": ["send" if form.reviewing else "next"], **dict(_given(form, answers))})
        raise Stuck(f"{self.person} never came to an end: {page.title}")

    async def _get(self, path: str) -> Page:
        async with self.session.get(self.base + path) as answer:
            return Page(await answer.text())

    async def _send(self, form: Form, more: Mapping[str, list[str]]) -> Page:
        data = [(name, value) for name, values in {**form.fields, **more}.items() for value in values]
        async with self.session.post(self.base + form.action, data=data) as answer:
            text = await answer.text()
            if answer.status != 200:
                raise Stuck(f"{self.person}: {answer.status} from {form.action}: {Page(text).title}")
            return Page(text)


def _given(form: Form, answers: Answers) -> Iterator[tuple[str, list[str]]]:
    """What is answered, for the fields that this screen has; `*` takes all that is offered."""
    for name in form.fields:
        answer = answers.get(name[2:]) if name.startswith((ONE, MANY)) else None
        if answer == "*":
            yield name, ["", *form.offered.get(name, [])]
        elif answer is not None:
            yield name, [answer] if isinstance(answer, str) else ["", *answer]
