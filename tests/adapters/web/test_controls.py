"""Every kind of field: drawn, sent as a browser would, and read back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import parse
from adapters.web.render import page
from adapters.web.templating import Templates, seals
from adapters.web.visits import HOME, Visit
from dialogs.model.fields import (
    Day,
    Field,
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
from dialogs.model.press import Press
from dialogs.model.views import Page
from tests.adapters.web.doubles import MO, SECRET
from tests.adapters.web.reading import Node, read, would_send
from tests.adapters.web.sample_pages import MANY_PEOPLE, PEOPLE, REASONS

TEMPLATES = Templates()
FEW = (Option("a", "Apple"), Option("b", "Brick & <b>"), Option("c", "Cedar", "a tree", "felled"))
VISIT = Visit(person=MO, base="/as/mo", session="as mo", home=HOME)


def form(*fields: Field) -> Form:
    return Form(name="f", version=1, title="A form", sections=(Section(name="s", title="A section", fields=fields),))


def asked(*fields: Field, given: Raw | None = None, **more: dict[str, str]) -> Page:
    whole = form(*fields)
    return Page(form=whole, press=Press("raise", "open"), section=whole.sections[0], given=given or {}, **more)  # type: ignore[arg-type] # errors and remarks


def draw(shown: Page) -> Node:
    frame = {"visit": VISIT, "seals": seals(SECRET, VISIT.session)}
    text = TEMPLATES.page("form.html", {**frame, **page(shown)}).text
    assert text is not None
    return read(text).one("main")


def read_back(drawn: Node) -> Raw:
    from urllib.parse import urlencode

    post = parse.read(urlencode(would_send(drawn.one("form"))).encode())
    assert post is not None
    return post.raw


KINDS: dict[str, tuple[Field, str | tuple[str, ...]]] = {
    "short": (ShortText(name="x", label="Name"), "CYP “20” & <1>"),
    "email": (ShortText(name="x", label="Mail", kind="email"), "mo@example.org"),
    "long": (LongText(name="x", label="Why"), "one\n\n  two & three\n"),
    "day": (Day(name="x", label="When", earliest=date(2026, 12, 1)), "2026-12-08"),
    "yes or no": (YesNo(name="x", label="Is it?"), "no"),
    "one of few": (OneOf(name="x", label="Which?", options=FEW), "b"),
    "one of many": (OneOf(name="x", label="Which?", options=MANY_PEOPLE), "p7"),
    "several": (ManyOf(name="x", label="Which?", options=REASONS), ("complex", "other")),
    "a person": (PersonField(name="x", label="Who?", options=PEOPLE), "lena"),
    "a person of many": (PersonField(name="x", label="Who?", options=MANY_PEOPLE), "p0"),
    "people": (PersonField(name="x", label="Who?", options=MANY_PEOPLE, many=True), ("p0", "p14")),
}


@pytest.mark.parametrize(("field", "given"), KINDS.values(), ids=KINDS.keys())
def test_what_was_given_is_drawn_and_read_back(field: Field, given: str | tuple[str, ...]) -> None:
    """A page that is sent as it was drawn says what it was given."""
    assert {"x": given} == read_back(draw(asked(field, given={"x": given})))


@pytest.mark.parametrize(("field", "given"), KINDS.values(), ids=KINDS.keys())
def test_nothing_is_chosen_beforehand(field: Field, given: str | tuple[str, ...]) -> None:
    """A page that nobody has touched answers each of its questions with nothing."""
    assert {"x": () if field.several else ""} == read_back(draw(asked(field)))


@pytest.mark.parametrize(("field", "given"), KINDS.values(), ids=KINDS.keys())
def test_every_control_is_labelled_and_described(field: Field, given: str | tuple[str, ...]) -> None:
    """Each control has a label, its hint, error and remark are tied to it, and no id stands twice."""
    drawn = draw(asked(replace(field, hint="A hint"), errors={"x": "A fault"}, remarks={"x": "A remark"}))
    ids = [one.attrs["id"] for one in drawn.walk() if "id" in one.attrs]
    controls = [
        one for one in drawn.walk() if one.tag in ("input", "select", "textarea") and one.attrs.get("type") != "hidden"
    ]
    owners = [one for one in drawn.walk() if one.attrs.get("aria-describedby") == "f-x-hint f-x-error f-x-remark"]

    assert len(ids) == len(set(ids))
    assert {control.attrs["id"] for control in controls} == {one.attrs["for"] for one in drawn.all("label")}
    assert "f-x" == controls[0].attrs["id"]
    assert ["fieldset" if controls[0].attrs.get("type") in ("radio", "checkbox") else controls[0].tag] == [
        owner.tag for owner in owners
    ]
    assert all({"f-x-hint", "f-x-error", "f-x-remark"} <= set(ids) for _ in owners)
    assert "Error: A fault" == drawn.one(id="f-x-error").words


@pytest.mark.parametrize("many", [True, False], ids=["several", "one"])
def test_who_is_barred_is_shown_with_the_reason_and_not_offered(many: bool) -> None:
    """A barred person stands there, cannot be chosen, and it is said why."""
    drawn = draw(
        asked(PersonField(name="x", label="Who?", options=PEOPLE, many=many), given={"x": ("tom",) if many else "tom"})
    )
    tom = drawn.one("input", value="tom")

    assert "disabled" in tom.attrs
    assert "Police Not offered: on leave until Mon 14 Dec 2026" == drawn.one(id=tom.attrs["aria-describedby"]).words
    assert {"x": () if many else ""} == read_back(drawn)


def test_who_is_barred_from_a_long_list_is_named_below_it() -> None:
    """In a list to choose from the barred are disabled, and the reasons stand in full below."""
    drawn = draw(asked(PersonField(name="x", label="Who?", options=MANY_PEOPLE)))

    assert ["p3", "p11"] == [one.attrs["value"] for one in drawn.all("option") if "disabled" in one.attrs]
    assert "Dot Ash: away until 4 Jan 2027" == drawn.one("details").all("li")[0].words


def test_an_answer_given_in_a_chat_is_chosen_here() -> None:
    """What was answered by its words or its number is the same choice on the page."""
    field = ManyOf(name="x", label="Which?", options=REASONS)

    assert {"x": ("stuck", "other")} == read_back(draw(asked(field, given={"x": ("2", "something ELSE")})))


def test_the_limits_of_a_day_are_the_browsers_too() -> None:
    """A day that the form would refuse is not offered by the date picker."""
    drawn = draw(asked(Day(name="x", label="When", earliest=date(2026, 12, 1), latest=date(2026, 12, 22))))

    assert ("2026-12-01", "2026-12-22") == (
        drawn.one("input", type="date").attrs["min"],
        drawn.one("input", type="date").attrs["max"],
    )


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (LongText(name="x", label="Why", longest=1500), "Up to 1,500 characters."),
        (ManyOf(name="x", label="Which?", options=REASONS), "Choose all that apply."),
        (ManyOf(name="x", label="Which?", options=REASONS, most=2, hint="Think."), "Think. Choose up to 2."),
        (PersonField(name="x", label="Who?", options=PEOPLE, many=True, most=2), "Choose up to 2."),
    ],
)
def test_what_the_form_demands_is_said_beforehand(field: Field, said: str) -> None:
    """Nobody learns of a limit only by breaking it."""
    assert said == draw(asked(field)).one(id="f-x-hint").words


def test_a_single_question_is_the_title_of_its_page() -> None:
    """Where a page asks one thing there is one heading, and it is the label."""
    one = Section(name="s", title="Is it?", fields=(YesNo(name="x", label="Is it?"),))
    whole = Form(name="f", version=1, title="A form", sections=(one,))
    drawn = draw(Page(form=whole, press=Press("raise", "open"), section=one, given={}))

    assert ["Is it?"] == [heading.words for heading in drawn.one("legend").all("h1")]
    assert 1 == len(drawn.all("h1"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_survives_the_page(short: str, long: str) -> None:
    """Whatever was typed stands in its box again, letter by letter."""
    fields = (ShortText(name="short", label="Short"), LongText(name="long", label="Long"))

    assert {"short": short, "long": long} == read_back(draw(asked(*fields, given={"short": short, "long": long})))
