"""Hostile text, in any place: it is shown, letter by letter, and makes nothing (V7)."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from adapters.web.demo_frame import picture
from adapters.web.ports import DemoPerson, Sent
from adapters.web.render import drawn
from adapters.web.templating import Templates, seals
from adapters.web.visits import HOME, Visit
from dialogs.ids import PersonId
from dialogs.model.fields import (
    WHOLE,
    Day,
    Form,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Raw,
    Section,
    ShortText,
    YesNo,
)
from dialogs.model.views import (
    Answered,
    Button,
    Card,
    Heading,
    Note,
    Page,
    Pairs,
    Reply,
    Review,
    Row,
    Rows,
    Steps,
    Style,
    Text,
    Tone,
)
from tests.adapters.web.doubles import MO, SECRET, TUESDAY, FakeDemo
from tests.adapters.web.reading import Node, read
from tests.adapters.web.sample_pages import RAISE

TEMPLATES = Templates()
VISIT = Visit(person=MO, base="/as/mo", session="as mo", home=HOME)
KNOWN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    "</textarea><h1>x</h1>",
    "</title><base href=//evil.example>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "<!-- --><![CDATA[ x ]]>",
    "https://a.example/'\"><svg/onload=alert(1)>",
    "javascript:alert(1) data:text/html,<b>",
    "\u202etxt.exe \u0000 \u2028 \ufeff",
]
HOSTILE = st.one_of(st.sampled_from(KNOWN), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))


def a_card(word: str) -> Card:
    button = Button(word, RAISE, Style.DANGER, f"{word} and more")
    look = Button(word, HOME, Style.PLAIN, f"{word} and more")
    return Card(
        "home",
        word,
        (
            Text(word),
            Heading(word),
            Pairs(((word, word),)),
            Steps((word, word, word), 1),
            Note(word, Tone.WARNING),
            Rows((Row(word, word, (button, look)),)),
        ),
        (button, look),
        Note(word, Tone.DONE),
    )


def a_form(word: str) -> Form:
    options = (Option(word, word, word), Option("b", word, word, word))
    many = tuple(Option(str(number), word, word, word if number else "") for number in range(12))
    fields = (
        ShortText(name="short", label=word, hint=word),
        LongText(name="long", label=word, hint=word),
        Day(name="day", label=word, hint=word),
        YesNo(name="yes", label=word, hint=word),
        OneOf(name="one", label=word, hint=word, options=options),
        ManyOf(name="many", label=word, hint=word, options=options),
        PersonField(name="person", label=word, hint=word, options=many),
    )
    return Form(
        name="f",
        version=1,
        title=word,
        sections=(Section(name="s", title=f"title {word}", fields=fields, intro=(word,)),),
        submit=word,
    )


def a_page(word: str) -> Page:
    form = a_form(word)
    told = {WHOLE: word, **{field.name: word for field in form.fields}}
    given: Raw = {"short": word, "long": word, "day": word, "one": word, "many": (word,)}
    return Page(
        form=form, press=RAISE, section=form.sections[0], given=given, errors=told, remarks=told, note=Note(word)
    )


def a_review(word: str) -> Review:
    row = Answered("short", word, word, word, word)
    return Review(
        form=a_form(word), press=RAISE, rows=(row,), errors={"short": word, WHOLE: word, "gone": word}, note=Note(word)
    )


def shown(reply: Reply) -> Node:
    template, page = drawn(reply, VISIT)
    frame = {"visit": VISIT, "seals": seals(SECRET, VISIT.session), "up": "/as/mo"}
    text = TEMPLATES.page(template, {**frame, **page}).text
    assert text is not None
    return read(text)


def bones(page: Node) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with its attributes' names; but for links that show just where they lead."""
    return [
        (one.tag, tuple(one.attrs))
        for one in page.walk()
        if not (one.attrs.get("rel", "").startswith("noopener") and one.attrs["href"] == one.text)
    ]


def check(make: Callable[[str], Reply], word: str, least: int) -> None:
    hostile = shown(make(word))

    assert bones(shown(make("w"))) == bones(hostile)
    assert all(one.attrs["href"].startswith("https://") for one in hostile.all("a") if "rel" in one.attrs)
    assert least <= hostile.text.count(word)


@given(HOSTILE)
def test_text_in_a_card_makes_nothing(word: str) -> None:
    """Any text in any place of a card is shown as text."""
    check(a_card, word, 15)


@given(HOSTILE)
def test_text_in_a_form_makes_nothing(word: str) -> None:
    """Any text in any place of a page of a form is shown as text."""
    check(a_page, word, 40)


@given(HOSTILE)
def test_text_in_a_review_makes_nothing(word: str) -> None:
    """Any text in any place of a review is shown as text."""
    check(a_review, word, 10)


@given(HOSTILE)
async def test_text_in_the_demo_makes_nothing(word: str) -> None:
    """Any name in the demo, and any message that went out, is shown as text."""

    async def look(said: str) -> Node:
        person = DemoPerson(PersonId(said), said, said, said, said, 2)
        town = FakeDemo(cast=(person,), out=[Sent(TUESDAY, PersonId(said), said, said, a_card(said), "changed")])
        page = TEMPLATES.page(
            "start.html", {"title": "x", "home": "/", "demo": await picture(town, SECRET, "/", PersonId(said))}
        ).text
        assert page is not None
        return read(page)

    assert bones(await look("w")) == bones(await look(word))
