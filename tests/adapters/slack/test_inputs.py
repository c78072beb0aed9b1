"""What fields look like in Slack: plain dicts, compared."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.inputs import MORE, asked, name_of
from adapters.slack.limits import OFFERED
from dialogs.model.fields import Field, LongText, OneOf, Option, PersonField, Section
from dialogs.model.views import Page
from tests.adapters.slack.samples import BRIEF, DAY, LONG, MAIL, PAGE, ROLE, SHORT, TEAM, WHO, WHY, YES

Json = dict[str, Any]


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words, "emoji": False}


def _page(field: Field, given: Any = None, **more: Any) -> Page:
    section = Section(name="s", title="S", fields=(field,))
    return replace(PAGE, section=section, given={} if given is None else {field.name: given}, **more)


def _drawn(field: Field, given: Any = None, **more: Any) -> list[Any]:
    return list(asked(field, _page(field, given, **more)))


def _element(field: Field, given: object = None) -> Any:
    return next(one["element"] for one in _drawn(field, given) if one["type"] == "input")


def _words(blocks: list[Any]) -> list[str]:
    """The words of the small lines."""
    return [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]


def test_an_input_is_named_after_its_field() -> None:
    """The block's id is the field's name, so that a fault finds it; the hint is under it; what is not needed may be left out."""
    (drawn,) = _drawn(SHORT, "A 12")
    (mail,) = _drawn(MAIL)

    assert {
        "type": "input",
        "block_id": "reference",
        "label": _plain("Your reference"),
        "hint": _plain("As in your own system."),
        "element": {
            "action_id": name_of("A 12"),
            "type": "plain_text_input",
            "max_length": 200,
            "initial_value": "A 12",
        },
        "optional": False,
    } == drawn
    assert mail["optional"]


def test_an_element_is_named_anew_when_its_answer_has_changed() -> None:
    """Slack would otherwise keep what a window held before; with the same answer so far, what is being typed is left alone."""
    names = [_element(SHORT, given)["action_id"] for given in ("A 12", "A 12", "A 13", None)]

    assert names[0] == names[1]
    assert 3 == len(set(names))


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (SHORT, "plain_text_input"), (MAIL, "email_text_input"), (LONG, "plain_text_input"), (DAY, "datepicker"), (YES, "radio_buttons"), (ROLE, "radio_buttons"),
        (WHY, "checkboxes"), (WHO, "static_select"), (TEAM, "multi_static_select"),
    ],
    ids=lambda one: getattr(one, "name", one),
)  # fmt: skip
def test_every_kind_of_field_has_its_element(field: Field, kind: str) -> None:
    """Short and long text, mail, day, yes or no, one, many, a person, people."""
    assert kind == _element(field)["type"]


@pytest.mark.parametrize(
    ("field", "given", "key", "value"),
    [
        (DAY, "2026-11-20", "initial_date", "2026-11-20"),
        (DAY, "tuesday", "initial_date", None),
        (MAIL, "a@b.org", "initial_value", "a@b.org"),
        (YES, "yes", "initial_option", "yes"),
        (ROLE, "s", "initial_option", "s"),
        (ROLE, "Supervisor", "initial_option", "s"),
        (ROLE, "2", "initial_option", "s"),
        (ROLE, "x", "initial_option", None),
        (ROLE, "gone", "initial_option", None),
        (WHO, "mo", "initial_option", "mo"),
    ],
    ids=str,
)
def test_an_answer_is_shown_again(field: Field, given: str, key: str, value: str | None) -> None:
    """What was answered stands there again, also where a chat answered in words or numbers; what cannot be chosen does not."""
    shown = _element(field, given).get(key)

    assert value == (shown["value"] if isinstance(shown, dict) else shown)


def test_several_answers_are_shown_again() -> None:
    """All that were chosen and are offered."""
    assert ["stuck", "complex"] == [
        one["value"] for one in _element(WHY, ("stuck", "complex", "gone"))["initial_options"]
    ]


def test_an_address_that_slack_would_refuse_is_shown_as_text() -> None:
    """A half-typed e-mail from another channel does not keep the window shut."""
    assert "plain_text_input" == _element(MAIL, "half@")["type"]


def test_who_is_barred_is_named_with_the_reason_and_not_offered() -> None:
    """Barred options stand in a line below, with why."""
    drawn = _drawn(WHO)

    assert ["mo"] == [one["value"] for one in drawn[0]["element"]["options"]]
    assert ["Cannot be chosen: Sal Sample (on leave until Friday)."] == _words(drawn)


def test_where_nobody_can_be_chosen_that_is_said() -> None:
    """A list without options would be refused by Slack, so words stand there."""
    nobody = PersonField(name="who", label="Who?", options=(Option("a", "Ann", barred="away"),))

    assert ["There is nothing to choose.", "Cannot be chosen: Ann (away)."] == _words(_drawn(nobody))


def test_more_than_a_hundred_go_in_groups() -> None:
    """A list of 140 is two groups, without hints; at most so many as the form allows can be chosen."""
    element = _element(TEAM)

    assert [("1 to 100", 100), ("101 to 140", 40)] == [
        (one["label"]["text"], len(one["options"])) for one in element["option_groups"]
    ]
    assert 8 == element["max_selected_items"]
    assert "description" not in element["option_groups"][0]["options"][0]


def test_far_too_many_are_counted_and_the_chosen_one_is_among_them() -> None:
    """Beyond what a window holds the rest is counted, but the answer given is never lost."""
    many = OneOf(name="who", label="Who?", options=tuple(Option(f"p{at}", f"P {at}") for at in range(OFFERED + 50)))
    drawn = _drawn(many, "p449")

    assert "p449" == drawn[0]["element"]["initial_option"]["value"]
    assert ["…and 50 more: there is no room for it here."] == _words(drawn)


def test_limits_of_days_and_numbers_are_said() -> None:
    """Slack's calendar cannot be limited, nor its checkboxes counted."""
    assert "From Sun 1 Nov 2026. Until Mon 23 Nov 2026." == _drawn(DAY)[0]["hint"]["text"]
    assert "Choose up to 2." == _drawn(WHY)[0]["hint"]["text"]


def test_faults_and_remarks_stand_around_their_field() -> None:
    """The fault before the input, what to look at again after it; both name what they are."""
    drawn = _drawn(SHORT, "x", errors={"reference": "Shorten this."}, remarks={"reference": "This looks like a name."})

    assert ["context", "input", "context"] == [one["type"] for one in drawn]
    assert ["⚠ Your reference: Shorten this.", "Look again: This looks like a name."] == _words(drawn)


def test_longer_texts_are_shown_the_way_to_the_web() -> None:
    """Where more than 3,000 characters are allowed, it is said where they can be written, with a link if there is one."""
    element = _drawn(LONG)[0]["element"]
    linked: Any = asked(LONG, _page(LONG, web="https://bot.example/x"))[-1]

    assert (3_000, True) == (element["max_length"], element["multiline"])
    assert [f"{MORE} Longer texts can be written on the web page."] == _words(_drawn(LONG))
    assert "https://bot.example/x" == linked["accessory"]["url"]
    assert 1 == len(_drawn(BRIEF, "short"))


def test_a_long_text_may_be_as_long_as_its_form_says() -> None:
    """A field of 500 is limited to 500 where it is typed."""
    assert 500 == _element(LongText(name="t", label="T", longest=500))["max_length"]
