"""Signed requests against the running way in, and a connector that keeps what it is sent: the edge for real."""

import json
from dataclasses import replace

import pytest

from adapters.teams.app import TeamsApp
from dialogs.model.heard import Go, Pressed, Said, Submitted
from dialogs.model.views import Card, Note, Text, Tone
from tests.adapters.slack.samples import AGREE, CARD, CASE, FILL, LAST, PAGE, REVIEW
from tests.adapters.teams.conftest import MO, Script
from tests.doubles_teams.double import BOT, TENANT, Refusal, TeamsDouble
from tests.doubles_teams.person import GROUP, Client
from tests.doubles_teams.rules import buttons, texts

QUESTION = replace(PAGE, as_question=True)


async def _lies(teams: TeamsDouble, client: Client, ports: Script, reply: object) -> dict[str, object]:
    """A card that lies in Mo's conversation."""
    ports.reply = reply  # type: ignore[assignment] # any reply
    await client.says("mo", "hello")
    await teams.called("post")
    ports.heard.clear()
    return teams.cards()[-1]


async def test_words_are_heard_and_answered_in_the_chat(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """A message becomes words; its card comes as a message with our token, its notification shows the title only."""
    ports.reply = CARD

    answer = await client.says("mo", "/joint-supervision mine")
    sent = await teams.called("post")

    assert 200 == answer.status
    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert (MO, "/joint-supervision mine", True) == (heard.sender, heard.words, heard.private)
    assert ("Bearer bearer-1", "/v3/conversations/a:mo/activities") == (sent.token, sent.path)
    assert ("Your agreement is needed", True) == (sent.body["summary"], "text" not in sent.body)


async def test_whoever_is_new_is_introduced_once(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """The tenant's directory is asked for the work e-mail before the first turn; where to write to them is kept once."""
    await client.says("mo", "hello")
    await client.says("mo", "hello again")

    assert [(MO, "mo@care.example", True)] == ports.met
    assert 1 == len(teams.calls("member"))
    assert 1 == ports.references.puts
    kept = json.loads(ports.references.kept[MO])
    assert {"service": teams.service, "bot": BOT, "user": "29:mo", "tenant": TENANT, "conversation": "a:mo"} == kept


async def test_somebody_is_known_by_the_principal_name_alone(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """What somebody has typed into the directory as an e-mail is not looked at."""
    teams.employs("mo", "mo@care.example", email="boss@council.example")

    await client.says("mo", "hello")

    assert [(MO, "mo@care.example", True)] == ports.met


@pytest.mark.parametrize(
    "profile",
    [
        {"userPrincipalName": "mo_elsewhere.example#EXT#@care.example"},
        {"userRole": "guest"},
        {"userRole": "anonymous"},
        {"userRole": ""},
        {"aadObjectId": "somebody-else"},
        {"tenantId": "another"},
        {"tenantId": ""},
        {"userPrincipalName": ""},
    ],
)
async def test_a_guests_address_links_nobody(
    client: Client, ports: Script, teams: TeamsDouble, profile: dict[str, str]
) -> None:
    """What the tenant itself does not vouch for is no proof of who somebody is."""
    teams.employs("mo", "mo@care.example", **profile)

    await client.says("mo", "hello")

    assert [(MO, None, True)] == ports.met


async def test_a_directory_that_does_not_answer_stops_nobody(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """The turn is taken without an introduction, and the next minute's message is no new attempt."""
    teams.refuses("member", Refusal(500))

    answer = await client.says("mo", "hello")
    await client.says("mo", "hello")

    assert (200, [], 2) == (answer.status, ports.met, len(ports.heard))


async def test_a_press_is_answered_by_the_new_card(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """The answer to an Action.Execute is the card that takes the pressed one's place."""
    card = await _lies(teams, client, ports, CARD)
    ports.reply = replace(CARD, buttons=()).saying("Agreed by Mo.", Tone.DONE)

    answer = await client.presses("mo", "Agree", card)

    (heard,) = ports.heard
    assert isinstance(heard, Pressed)
    assert (AGREE, MO) == (heard.press, heard.sender)
    assert (200, 200, "application/vnd.microsoft.card.adaptive") == (
        answer.status,
        answer.body["statusCode"],
        answer.body["type"],
    )
    assert "Done: Agreed by Mo." in texts(answer.card)


async def test_a_press_in_an_older_client_changes_the_card_where_it_lies(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """An Action.Submit comes as a message with a value; the card is edited in place."""
    card = await _lies(teams, client, ports, CARD)
    ports.reply = replace(CARD, buttons=())

    answer = await client.old_presses("mo", "Agree", card)
    changed = await teams.called("put")

    assert (200, "") == (answer.status, answer.text)
    assert isinstance(ports.heard[-1], Pressed)
    assert "/v3/conversations/a:mo/activities/m1" == changed.path


async def test_a_card_that_is_gone_is_sent_below(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """An older client presses on a message that somebody has deleted: the card comes as a new message."""
    card = await _lies(teams, client, ports, CARD)

    await client.old_presses("mo", "Agree", card, message="m99")
    await teams.called("post", 2)


async def test_a_form_that_is_begun_lies_in_a_message_of_its_own(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """A press that leads to a form leaves the pressed card as it is: others may change it while somebody types."""
    card = await _lies(teams, client, ports, CARD)
    ports.reply = PAGE

    answer = await client.presses("mo", "Agree", card)
    await teams.called("post", 2)

    assert "application/vnd.microsoft.activity.message" == answer.body["type"]
    assert "next message" in answer.body["value"]
    assert "Next" in [button["title"] for button in buttons(teams.cards()[-1])]


async def test_an_answer_that_is_not_taken_at_once_is_brought_again(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """Somebody looks at the place where the form is to be: a line that was cut, or a moment's refusal, keeps it from nobody."""
    card = await _lies(teams, client, ports, CARD)
    ports.reply = PAGE
    teams.refuses("post", Refusal(503))

    await client.presses("mo", "Agree", card)
    await teams.called("post", 3)

    assert "Next" in [button["title"] for button in buttons(teams.cards()[-1])]


async def test_a_form_goes_on_in_its_place_to_its_end(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Screen by screen, then the review, then what was done with a way to see it: a form's last card is never out of date."""
    form = await _lies(teams, client, ports, PAGE)
    ports.reply = LAST
    second = await client.fills(
        "mo", "Next", form, {"reference": "A 12", "family": "yes", "role": "p", "decided_on": "2026-11-20"}
    )
    ports.reply = REVIEW
    third = await client.fills(
        "mo",
        "Send",
        second.card,
        {"reasons": ["stuck", "drift"], "thinking": "Why?", "manager": "mo", "attendees": ["p1", "p2"]},
    )
    ports.reply = CARD.saying("Sent.", Tone.DONE)
    end = await client.fills("mo", "Send", third.card, {})

    first, then, last = ports.heard
    assert isinstance(first, Submitted)
    assert isinstance(then, Submitted)
    assert isinstance(last, Submitted)
    assert (FILL, "case", Go.NEXT) == (first.press, first.section, first.go)
    assert {"reference": "A 12", "mail": "", "decided_on": "2026-11-20", "family": "yes", "role": "p"} == first.raw
    assert {
        "reasons": ("stuck", "drift"),
        "thinking": "Why?",
        "brief": "",
        "manager": "mo",
        "attendees": ("p1", "p2"),
    } == then.raw
    assert (Go.SEND, {}) == (last.go, last.raw)
    assert ["See it as it is now"] == [button["title"] for button in buttons(end.card)]
    assert [] == teams.calls("put")


@pytest.mark.parametrize(
    "text",
    ["mine", "/mine", "/joint-supervision mine", "<at>Joint supervision</at> mine", "<at>Joint supervision</at> /mine"],
)
@pytest.mark.parametrize(("kind", "private"), [("personal", True), ("groupChat", False), ("channel", False)])
async def test_the_same_words_in_every_scope(
    client: Client, ports: Script, teams: TeamsDouble, *, kind: str, private: bool, text: str
) -> None:
    """With and without the slash or our name, in a chat of two, in a group and below a post of a channel: one meaning; shown to one person alone."""
    ports.reply = CARD
    mention = (
        [{"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Joint supervision</at>"}] if "<at>" in text else []
    )
    where = "a:mo" if private else f"19:{kind}@thread.tacv2;messageid=1700000000000"
    of_team = (
        {"channelData": {"tenant": {"id": TENANT}, "team": {"id": "19:team@thread.tacv2"}}} if kind == "channel" else {}
    )

    conversation = {"id": where, "conversationType": kind, "isGroup": not private, "tenantId": TENANT}
    await client.says("mo", text, entities=mention, conversation=conversation, **of_team)
    await teams.called("post", 1 if private else 2)

    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert ("mine", private) == (heard.words.removeprefix("/joint-supervision").strip(), heard.private)
    assert ["a:mo"] == [at for (at, _), body in teams.messages.items() if CARD.title in json.dumps(body)]


async def test_whom_to_call_is_said_where_it_was_asked(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """In a group too, and at once: the card for an emergency says nothing of anybody, and some have no chat with us."""
    ports.reply = Card("signpost", "Immediate risk", note=Note("Call 999 now.", Tone.WARNING))
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}

    await client.says("mo", "a child is being hurt right now", conversation=group)
    await teams.called("post")

    assert ["19:group@thread.v2"] == [at for at, _ in teams.messages]


async def test_a_form_in_a_channel_opens_where_only_one_person_sees_it(
    client: Client, ports: Script, teams: TeamsDouble
) -> None:
    """A dialog is shown to whoever opened it, so it may hold what others there may not read; nothing is posted beside it."""
    ports.reply = PAGE

    opened = await client.sends(
        client.in_group("mo", type="invoke", name="task/fetch", value={"data": {"press": str(FILL)}})
    )
    await client.sends(
        client.in_group(
            "mo",
            type="invoke",
            name="task/submit",
            value={"data": {"press": str(FILL), "section": "case", "go": "next"}},
        )
    )

    assert "Next" in [button["title"] for button in buttons(opened.card)]
    assert ([], [], [FILL, FILL]) == (
        teams.calls("post"),
        teams.calls("open"),
        [one.press for one in ports.heard if not isinstance(one, Said)],
    )


async def test_words_in_a_group_are_answered_to_one_alone(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Where others read, only that there is an answer is said; the card goes to the person's own conversation, opened if need be."""
    ports.reply = CARD
    mention = {"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Joint supervision</at>"}

    await client.sends(client.in_group("mo", text="<at>Joint supervision</at>&nbsp;mine", entities=[mention]))
    await teams.called("post", 2)

    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert ("mine", False) == (heard.words, heard.private)
    assert ["29:mo"] == [call.body["members"][0]["id"] for call in teams.calls("open")]
    assert CARD.title not in json.dumps([body for (where, _), body in teams.messages.items() if where == GROUP])
    assert CARD.title in json.dumps([body for (where, _), body in teams.messages.items() if where == "a:mo"])


async def test_a_press_in_a_group_shows_nothing_there(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """A card that somebody passed on to a group is not redrawn before everybody."""
    card = await _lies(teams, client, ports, CARD)

    answer = await client.presses(
        "mo", "Agree", card, conversation={"id": GROUP, "conversationType": "groupChat", "tenantId": TENANT}
    )
    await teams.called("post", 2)

    assert "our own chat" in answer.body["value"]
    assert CARD.title not in answer.text


async def test_a_dialog_is_opened_filled_and_closed(client: Client, ports: Script) -> None:
    """`task/fetch` answers a dialog with the form, `task/submit` the next screen, then what was done."""
    ports.reply = PAGE
    opened = await client.invokes("mo", "task/fetch", {"data": {"press": str(FILL), "msteams": {"type": "task/fetch"}}})
    ports.reply = replace(CARD, note=Note("Sent.", Tone.DONE))
    done = await client.submits("mo", "Save for later", opened.card, {"reference": "A 12"})

    assert "continue" == opened.body["task"]["type"]
    assert {"Action.Submit"} == {button["type"] for button in buttons(opened.card)}
    first, then = ports.heard
    assert isinstance(first, Pressed)
    assert isinstance(then, Submitted)
    assert (FILL, Go.KEEP, "A 12") == (then.press, then.go, then.raw["reference"])
    assert "Sent." in texts(done.card)


async def test_the_box_for_writing_begins_a_case(client: Client, ports: Script) -> None:
    """The compose action opens a dialog, which only they see, wherever they write."""
    ports.reply = PAGE

    opened = await client.sends(
        client.in_group("mo", type="invoke", name="composeExtension/fetchTask", value={"commandId": "raise"})
    )
    await client.invokes(
        "mo",
        "composeExtension/submitAction",
        {"commandId": "raise", "data": {"press": str(FILL), "section": "case", "go": "next"}},
    )

    said, sent = ports.heard
    assert isinstance(said, Said)
    assert isinstance(sent, Submitted)
    assert ("raise", True) == (said.words, said.private)
    assert "Next" in [button["title"] for button in buttons(opened.card)]


async def test_a_question_is_asked_in_the_chat(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """One question, with a way to the whole form."""
    card = await _lies(teams, client, ports, QUESTION)

    assert any("Your reference" in text for text in texts(card))
    assert ["Open the form"] == [button["title"] for button in buttons(card)]


async def test_an_install_is_greeted_once(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Both events of an install keep where to write to; one of them is greeted; told again it is the same event."""
    added = client.activity("mo", type="conversationUpdate", membersAdded=[{"id": BOT}])
    installed = client.activity("mo", type="installationUpdate", action="add")

    await client.sends(added)
    assert [] == ports.heard
    await client.sends(installed)
    await client.sends(installed)
    await client.says("mo", "mine")
    await teams.called("post", 2)

    first, _ = ports.heard
    assert 2 == len(teams.messages)
    assert isinstance(first, Said)
    assert "help" == first.words
    assert "a:mo" == json.loads(ports.references.kept[MO])["conversation"]


async def test_an_install_by_policy_is_quiet_for_strangers(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Somebody whom nobody knows, and who did not ask for the bot, is not written to; when they write, they are answered."""
    ports.reply = Card("stranger", "Joint supervision", (Text("I do not know you yet."),))

    await client.sends(client.activity("mo", type="installationUpdate", action="add"))
    await client.says("mo", "hello")
    await teams.called("post")

    assert 1 == len(teams.messages)


async def test_a_message_that_was_changed_is_heard(client: Client, ports: Script) -> None:
    """As it is now, each change once; one that is there again after it was deleted says nothing new."""
    first = client.activity("mo", text="mien")
    changed = {
        **first,
        "type": "messageUpdate",
        "text": "mine",
        "channelData": {"eventType": "editMessage", "tenant": {"id": TENANT}},
    }
    again = {**changed, "channelData": {"eventType": "undeleteMessage", "tenant": {"id": TENANT}}}

    for activity in (first, changed, changed, again):
        await client.sends(activity)

    assert [("mien", False), ("mine", True)] == [
        (one.words, one.edited) for one in ports.heard if isinstance(one, Said)
    ]


async def test_whoever_takes_the_bot_away_has_left(client: Client, ports: Script) -> None:
    """Told once or twice; what they did not install is no concern of theirs."""
    await client.sends(client.activity("mo", type="installationUpdate", action="remove"))
    await client.sends(client.activity("mo", type="installationUpdate", action="remove"))
    await client.sends(client.in_group("mo", type="installationUpdate", action="remove"))

    assert [MO, MO] == ports.gone


async def test_what_breaks_is_said_in_words(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """A card stays as it is with a sentence beside it; a dialog is kept by its client; a chat gets a card. No word of the fault."""
    form = await _lies(teams, client, ports, PAGE)
    ports.reply = ValueError("CANARY")

    pressed = await client.fills("mo", "Next", form, {"reference": "A 12"})
    sent = await client.invokes("mo", "task/submit", {"data": {"press": str(FILL), "section": "case", "go": "next"}})
    await client.says("mo", "hello")
    card = await teams.called("post", 2)

    assert "did not work" in pressed.body["value"]
    assert (503, "") == (sent.status, sent.text)
    assert "did not work" in card.body["summary"]
    assert "CANARY" not in pressed.text + json.dumps(card.body)


async def test_a_button_out_of_use_says_so(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """A press that we cannot read is answered with what to do instead."""
    answer = await client.invokes("mo", "adaptiveCard/action", {"action": {"data": {"press": "junk"}}})
    dialog = await client.invokes("mo", "task/fetch", {"data": {}})

    assert "no longer in use" in answer.body["value"]
    assert any("no longer in use" in text for text in texts(dialog.card))
    assert [] == ports.heard


async def test_nothing_else_is_heard(client: Client, ports: Script, bot: TeamsApp) -> None:
    """Typing, reactions, edits, other people's coming and going, queries: let go, or not found."""
    for more in (
        {"type": "typing"},
        {"type": "messageReaction"},
        {"type": "messageUpdate", "text": "x"},
        {"text": " "},
        {"type": ""},
    ):
        assert 200 == (await client.sends(client.activity("mo", **more))).status
    assert (
        200
        == (
            await client.sends(client.activity("mo", type="conversationUpdate", membersAdded=[{"id": "29:pat"}]))
        ).status
    )
    assert 404 == (await client.invokes("mo", "composeExtension/query", {})).status

    assert [] == ports.heard


async def test_the_same_activity_is_the_same_event(client: Client, ports: Script) -> None:
    """A repeated invoke has its old id and its old answer; a second click has another."""
    value = {"action": {"type": "Action.Execute", "verb": "press", "data": {"press": str(AGREE)}}}
    once = client.activity("mo", type="invoke", name="adaptiveCard/action", value=value)

    said = [(await client.sends(once)).text for _ in range(2)]
    await client.invokes("mo", "adaptiveCard/action", value)

    first, other = (one.turn for one in ports.heard)
    assert said[0] == said[1] != ""
    assert first != other


async def test_the_same_words_again_are_answered_once(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """Six times the same activity: one card, and no word to a question that nobody answered."""
    once = client.activity("mo", text="help")

    for _ in range(6):
        await client.sends(once)
    await client.says("mo", "mine")
    await teams.called("post", 2)

    assert (2, 2) == (len(ports.heard), len(teams.messages))


async def test_another_card_takes_its_place_too(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """A press that leads to another card shows it where the first was; so no old copy is left."""
    card = await _lies(teams, client, ports, CARD)
    ports.reply = Card("case", "JS-7K3M", case=CASE)

    answer = await client.presses("mo", "Open", card)

    assert "Joint supervision" == answer.card["fallbackText"]
    assert 1 == len(teams.calls("post"))
