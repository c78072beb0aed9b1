"""Cards, pages and reviews as Adaptive Cards: fit, are whole, say in words what is wrong, and come back as they were meant."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from adapters.shared.fitting import fit, seen, units
from adapters.teams import render
from adapters.teams.cards import Kind
from adapters.teams.limits import CARD_BYTES, MOST_BYTES, weight
from adapters.teams.parse import noticed
from adapters.teams.text import escaped
from dialogs.model.fields import Raw
from dialogs.model.heard import Go, Pressed, Submitted
from dialogs.model.views import Answered, Button, Card, Note, Page, Pairs, Reply, Review, Row, Rows, Text, Tone
from tests.adapters.slack.samples import AGREE, CARD, CARDS, CASE, LAST, ODD, PAGE, REVIEW, TEXTS, pages, reviews
from tests.adapters.teams.test_parse import activity
from tests.doubles_teams.person import action
from tests.doubles_teams.rules import buttons, faults_of_card, faults_of_message, inputs, texts, things
from tests.trying import tries

Json = dict[str, Any]
EVERY = settings(max_examples=tries(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def loaded(drawn: Any) -> Any:
    """As it arrives."""
    return json.loads(json.dumps(drawn))


def card_of(reply: Reply, kind: Kind = Kind.CHAT) -> Any:
    """What is drawn, as it arrives."""
    return loaded(render.drawn(reply, kind))


def sent(card: Json, title: str, answers: Mapping[str, Any]) -> Submitted:
    """What the core hears when a screen is sent by one of its buttons."""
    pressed = next(button for button in buttons(card) if button["title"] == title)
    heard = noticed(
        activity(type="invoke", name="adaptiveCard/action", value={"action": action(pressed, card, dict(answers))})
    )
    assert isinstance(heard, Submitted)
    return heard


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "reply",
    [CARD, PAGE, LAST, REVIEW, replace(PAGE, as_question=True)],
    ids=["card", "page", "last", "review", "question"],
)
def test_one_of_everything(reply: Reply, kind: Kind) -> None:
    """In a chat and in a dialog."""
    card = card_of(reply, kind)

    assert [] == faults_of_card(card)
    assert {"Action.Execute"} - {button["type"] for button in buttons(card)} == (
        {"Action.Execute"} if kind is Kind.DIALOG else set()
    )


@EVERY
@given(CARDS)
def test_any_card_fits_and_its_buttons_come_back(card: Card) -> None:
    """However long its texts and however many its rows; each button drawn is one of the card's, and reads back to its press."""
    drawn = card_of(card)
    presses = []
    for button in buttons(drawn):
        heard = noticed(activity(type="invoke", name="adaptiveCard/action", value={"action": button}))
        assert isinstance(heard, Pressed)
        presses.append(heard.press)

    assert [] == faults_of_card(drawn)
    most = MOST_BYTES if len(card.presses) > len(card.buttons) else CARD_BYTES
    assert weight(render.drawn(card)) <= most + 1_000
    assert set(presses) <= {press.press for press in card.presses}
    assert [] == faults_of_message(loaded(render.message(card)))


@EVERY
@given(pages())
def test_any_page_fits(page: Page) -> None:
    """However many choices it offers and however long the answers are; every field is drawn, or none and it says where."""
    drawn = card_of(page)

    assert [] == faults_of_card(drawn) or not inputs(drawn)
    assert weight(render.drawn(page)) <= MOST_BYTES
    assert {one["id"] for one in inputs(drawn)} <= {f"f_{one.name}" for one in page.asked}


@EVERY
@given(reviews())
def test_any_review_fits(review: Review) -> None:
    """However many answers."""
    assert [] == faults_of_card(card_of(review))


def test_every_button_of_the_sample_comes_back() -> None:
    """All of them are drawn, and none is another."""
    drawn = [button["data"]["press"] for button in buttons(card_of(CARD))]

    assert sorted(str(press.press) for press in CARD.presses) == sorted(drawn)


@pytest.mark.parametrize("go", [Go.NEXT, Go.BACK, Go.KEEP, Go.CANCEL])
def test_every_way_out_of_a_screen(go: Go) -> None:
    """On, back and saved take along what is typed; thrown away, nothing does. It is asked once more before that."""
    titles = {Go.NEXT: "Send", Go.BACK: "Back", Go.KEEP: "Save for later", Go.CANCEL: "Yes, throw it away"}
    card = card_of(LAST)
    heard = sent(card, titles[go], {"thinking": "Why?", "reasons": ["stuck"]})
    (sure,) = [thing for thing in things(card["body"]) if thing.get("id") == "sure"]

    assert (LAST.press, "why", go) == (heard.press, heard.section, heard.go)
    assert (
        {}
        if go is Go.CANCEL
        else {"reasons": ("stuck",), "thinking": "Why?", "brief": "", "manager": "", "attendees": ()}
    ) == heard.raw
    assert ["Yes, throw it away"] == [button["title"] for button in buttons({"body": [sure]})]
    assert sure["isVisible"] is False


def test_every_answer_of_a_review_can_be_changed() -> None:
    """Change leads to the section of the answer it stands below."""
    card = card_of(REVIEW)
    pressed = [button["data"] for button in buttons(card) if button["title"] == "Change"]

    assert ["case", "why"] == [one["section"] for one in pressed]
    assert Go.SEND is sent(card, "Send", {}).go


GIVEN: Raw = {"reference": "A 12", "decided_on": "2026-11-20", "family": "yes", "role": "s"}
LATER: Raw = {
    "reasons": ("stuck", "drift"),
    "thinking": "Why?",
    "brief": "So",
    "manager": "mo",
    "attendees": ("p1", "p139"),
}


@pytest.mark.parametrize(("page", "given"), [(PAGE, GIVEN), (LAST, LATER)])
def test_what_stands_in_a_screen_comes_back_when_it_is_sent_as_it_is(page: Page, given: Raw) -> None:
    """Answers so far are drawn, also where a chat was answered by a word or a number."""
    again = sent(card_of(replace(page, given=given)), "Save for later", {})
    spoken = sent(card_of(replace(PAGE, given={"family": "YES", "role": "2"})), "Save for later", {})

    assert {**{one.name: () if one.several else "" for one in page.asked}, **given} == again.raw
    assert ("yes", "s") == (spoken.raw["family"], spoken.raw["role"])


def test_what_is_emptied_comes_back_empty() -> None:
    """A text that is cleared, and the last of several choices taken away."""
    heard = sent(card_of(replace(LAST, given=LATER)), "Send", {"thinking": "", "reasons": []})

    assert ("", ()) == (heard.raw["thinking"], heard.raw["reasons"])


def test_faults_are_said_in_words_before_their_input() -> None:
    """Of the form and of each field; what to look at again does not stop anybody."""
    page = replace(
        PAGE,
        errors={"": "Choose again.", "reference": "Write it."},
        remarks={"role": "Is that so?"},
        note=Note("Kept.", Tone.DONE),
    )
    body = card_of(page)["body"]
    at = next(number for number, one in enumerate(body) if one.get("id") == "f_reference")

    assert "There is a problem: Choose again." == body[0]["text"]
    assert "There is a problem. Your reference: Write it." == body[at - 1]["text"]
    assert "Look again: Is that so?" in texts({"body": body})


def test_who_cannot_be_chosen_is_said_and_not_offered() -> None:
    """With the reason."""
    card = card_of(LAST)
    (who,) = [one for one in inputs(card) if one["id"] == "f_manager"]

    assert ["mo"] == [one["value"] for one in who["choices"]]
    assert "Cannot be chosen: Sal Sample (on leave until Friday)." in texts(card)


def test_the_only_question_of_a_screen_is_held_back_by_the_client() -> None:
    """With a message; several are judged by us, so that half a screen can be saved."""
    alone = replace(LAST, section=replace(LAST.section, fields=LAST.asked[1:2]))
    (one,) = inputs(card_of(alone))

    assert (True, "Answer “What would you like to think about?”.") == (one["isRequired"], one["errorMessage"])
    assert not any("isRequired" in each for each in inputs(card_of(LAST)))


def test_a_list_of_hundreds_is_offered_as_far_as_there_is_room() -> None:
    """What is chosen already is among it, and how many are missing is said."""
    many = tuple(
        replace(option, value=f"v{at}", label=f"Somebody with a rather long name {at}")
        for at in range(900)
        for option in LAST.asked[4].options[:1]  # type: ignore[union-attr] # a person field
    )
    page = replace(
        LAST,
        section=replace(LAST.section, fields=(replace(LAST.asked[4], options=many),)),  # type: ignore[arg-type] # ditto
        given={"attendees": ("v899",)},
    )
    (one,) = inputs(card_of(page))

    assert "v899" == one["value"]
    assert any("…and" in text for text in texts(card_of(page)))


def test_what_is_too_long_to_be_changed_here_is_left_alone() -> None:
    """No input is drawn, so that nothing of it counts as emptied."""
    page = replace(LAST, given={"thinking": "\U0001f600" * 20_000})

    assert [] == inputs(card_of(page))
    saved, back = (sent(card_of(page), title, {}) for title in ("Save for later", "Back"))
    assert ("", {}) == (saved.section, saved.raw)
    assert (Go.CHANGE, PAGE.section.name) == (back.go, back.section)


def test_faults_are_said_beside_the_buttons_too() -> None:
    """Just above them, each with its field: whoever presses Next on a phone does not see the top."""
    page = replace(LAST, errors={"thinking": "Answer it.", "reasons": "Choose one."})
    items = card_of(page)["body"]
    at = next(number for number, item in enumerate(items) if item["type"] == "ActionSet")
    beside = items[at - 1]["text"]

    assert all(said in beside for said in ("Not sent yet", "Answer it", "Choose one"))


def test_three_buttons_stand_in_a_row() -> None:
    """Read whole at 320 px; none is lost."""
    card = card_of(Card("x", "X", buttons=tuple(Button(f"Button {at}", AGREE) for at in range(7))))
    rows = [len(thing["actions"]) for thing in things(card) if thing.get("type") == "ActionSet"]

    assert [3, 3, 1] == rows
    assert 3 >= max(len(thing["actions"]) for thing in things(card_of(PAGE)) if thing.get("type") == "ActionSet")


def test_the_question_stands_before_where_one_is() -> None:
    """First what is asked, then that it is part 2 of 16."""
    said = list(texts(card_of(replace(PAGE, as_question=True, number=2, of=16))))
    question = next(number for number, text in enumerate(said) if PAGE.asked[0].label in text)

    assert question < next(number for number, text in enumerate(said) if "part 2 of 16" in text)


def test_a_list_stays_as_small_as_a_card_should() -> None:
    """A digest of eighty cases is cut, with a count; a poll with as many buttons is not: a button that is missing is a vote that is missing."""
    rows = Rows(
        tuple(
            Row(f"JS-{at}: to write the record", "Since Mon 23 Nov 2026.", (Button("Agree", AGREE),) * 3)
            for at in range(35)
        )
    )
    digest, poll = (card_of(Card(name, "Today", (rows,), web="https://bot.example/x")) for name in ("digest", "poll"))

    assert CARD_BYTES >= weight(digest)
    assert any(re.match(r"…and \d+ more", text) for text in texts(digest))
    assert 105 == len(buttons(poll))


def test_nothing_is_cut_silently() -> None:
    """What another writer wrote, shown above the field, and the words of a review are whole, however long they are."""
    text = "".join(f"{at:05} " for at in range(1_500)).strip()
    drawn = (
        card_of(replace(LAST, section=replace(LAST.section, intro=(text,)))),
        card_of(replace(REVIEW, rows=(Answered("f", "s", "L", text),))),
        card_of(replace(CARD, body=(Pairs((("Label", text),)),))),
    )

    for card in drawn:
        assert 1_500 == sum(len(re.findall(r"\b\d{5}\b", said)) for said in texts(card))


def test_a_long_card_counts_what_it_leaves_out() -> None:
    """And keeps its buttons."""
    drawn = card_of(
        Card("record", "Record", tuple(Text(f"{at} " + "word " * 300) for at in range(40)), CARD.buttons, case=CASE)
    )

    assert any("Longer than Teams can show" in text for text in texts(drawn))
    assert ["Agree", "Decline"] == [button["title"] for button in buttons(drawn)]


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("plain words", "plain words"),
        ("*bold* _it_ `code` ~~no~~", r"\*bold\* \_it\_ \`code\` \~\~no\~\~"),
        ("[here](https://evil.example)", r"\[here\](https://evil.example)"),
        ("<b>x</b> <at>all</at>", r"\<b\>x\</b\> \<at\>all\</at\>"),
        ("# big\n- one\n1. two\n+ three", "\\# big\n\n\\- one\n\n1\\. two\n\n\\+ three"),
        ("{{DATE(2026-11-23T10:00:00Z)}} ${secret}", "{ {DATE(2026-11-23T10:00:00Z)}} $ {secret}"),
        ("a\\b", "a\\\\b"),
        ("one\ntwo\r\n\n\nthree", "one\n\ntwo\n\nthree"),
        ("    indented", "indented"),
        ("a\u202eb\u200b", "ab"),
        ("  ", "–"),
        ("10-12 at 2.30 (or so)", "10-12 at 2.30 (or so)"),
    ],
)
def test_what_people_type_is_shown_as_they_typed_it(typed: str, drawn: str) -> None:
    """No emphasis, link, mention, list or function is made of it (V7)."""
    assert drawn == escaped(typed)


@given(TEXTS)
def test_nothing_typed_becomes_a_function_or_a_mention(typed: str) -> None:
    """Whatever it is."""
    assert not re.search(r"\{\{|\$\{|(?<!\\)<", escaped(typed))


def test_a_notification_shows_the_title_only() -> None:
    """On a locked phone no word of the body is read."""
    message = loaded(render.message(CARD))

    assert "Your agreement is needed" == message["summary"] == message["attachments"][0]["content"]["fallbackText"]
    assert "text" not in message
    assert "speak" not in message["attachments"][0]["content"]


def test_a_form_ends_with_what_was_done() -> None:
    """A card that says so becomes a sentence and a way on; any other stays."""
    assert Card(
        "agreement", CARD.title, (Text("Sent."),), render.ended(CARD.saying("Sent.", Tone.DONE)).buttons, case=CASE
    ) == render.ended(CARD.saying("Sent.", Tone.DONE))
    assert [replace(AGREE, verb="show")] == [
        button.press for button in render.ended(CARD.saying("Sent.", Tone.DONE)).buttons
    ]
    assert CARD.saying("No.", Tone.WARNING) == render.ended(CARD.saying("No.", Tone.WARNING))


@given(TEXTS)
def test_texts_are_cut_between_letters(typed: str) -> None:
    """Never in the middle of a pair, and never too long."""
    cut = fit(seen(typed), 20)

    assert units(cut) <= 20
    cut.encode()


def test_odd_letters_are_seen_or_gone() -> None:
    """Nothing bidirectional, nothing of no width."""
    assert not set("\u202e\u2066\u200d\0\ud800") & set(seen(ODD))
