"""A letter as a stranger reads it: the same words as text and as a page, and a page that anybody can use."""

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from re import findall, sub

import pytest

from adapters.mail.letterhead import Letterhead
from adapters.mail.paper import page_of, pieces, text_of
from dialogs.model.cover import Cover

LINK = "https://jsv.partnership.example/l/abc.def"
HEAD = Letterhead(
    address="jsv@partnership.example",
    partnership="Testshire Safeguarding Children Partnership",
    email="office@partnership.example",
    phone="01632 960000",
    site="jsv.partnership.example",
)
COVER = Cover(
    subject="Please say when you can come to a joint supervision session",
    says=(
        "Dear Gwen O'Guest <teacher>, Sal Sample (Testshire Council) asks you to say when you can come to a joint supervision session.",
    ),
    facts=(
        ("Who asks", "Sal Sample (Testshire Council)"),
        ("Please by", "Thu 3 Dec 2026"),
        ("How long it takes", "About 2 minutes"),
    ),
    reference="JS-7K3M",
    button="See what is asked, and answer",
)


class Read(HTMLParser):
    """Its tags, with what they carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [carried for name, carried in self.tags if name == tag]


def words(text: str) -> list[str]:
    """Every word of it, in order and without regard to case."""
    return [word for word in findall(r"[\w@.'’<>:/-]+", text.casefold()) if word.strip("-:")]


def test_both_parts_say_the_same() -> None:
    """What stands on the page stands in the text, in the same order; only the link's address is hidden behind its label there."""
    body = page_of(COVER, HEAD, LINK).partition("<body>")[2]
    page = words(unescape(sub(r"<[^>]*>", " ", body)))
    text = words(text_of(COVER, HEAD, LINK).replace(f"\n{LINK}", "").replace(":", ""))

    assert sorted(word.strip(":") for word in page) == sorted(text)


def test_a_stranger_can_check_it() -> None:
    """The partnership, its office's number and address, the reference, where the link leads, and what is never asked for."""
    said = text_of(COVER, HEAD, LINK)

    for word in (HEAD.partnership, "ring 01632 960000 or write to office@partnership.example, and say the reference JS-7K3M",
                 "The link leads to jsv.partnership.example", "never ask for a password"):  # fmt: skip
        assert word in said


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"email": "", "phone": ""}, "Ask the office of Testshire Safeguarding Children Partnership, and say"),
        ({"email": "", "phone": "", "contact": "Olu in the office"}, "To check, ask Olu in the office, and say"),
        ({"phone": ""}, "To check, write to office@partnership.example, and say"),
    ],
)
def test_it_says_no_more_than_is_known_of_the_office(known: dict[str, str], expected: str) -> None:
    """Without a number or an address of the office it says how to find one."""
    head = replace(HEAD, **known)  # type: ignore[arg-type] # by name

    assert expected in text_of(COVER, head, LINK)


def test_the_page_can_be_used_by_all() -> None:
    """A language, real headings in order, heads of rows, one link, and nothing that is loaded from anywhere."""
    page = Read(page_of(COVER, HEAD, LINK))

    assert [{"lang": "en-GB"}] == page.of("html")
    assert ["h1", "h2", "h2"] == [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3")]
    assert [LINK] == [link["href"] for link in page.of("a")]
    assert {"row"} == {head["scope"] for head in page.of("th")}
    assert [] == [tag for tag, _ in page.tags if tag in ("img", "link", "script", "iframe", "form")]
    assert "url(" not in page_of(COVER, HEAD, LINK)


def test_nothing_typed_becomes_a_tag() -> None:
    """A name with signs stays a name."""
    assert "<teacher>" not in page_of(COVER, HEAD, LINK)
    assert "<teacher>" in text_of(COVER, HEAD, LINK)


def test_a_letter_without_a_link_speaks_of_none() -> None:
    """An invitation is passed on, so there is no personal link in it."""
    said = text_of(COVER, HEAD)

    assert "link" not in said.casefold()
    assert all(not isinstance(piece, str) or "link" not in piece for piece in pieces(COVER, HEAD, ""))
