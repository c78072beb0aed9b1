"""Forms as people meet them in a browser: back, a second tab, opened and left, begun and found again (experience, 2 and 12)."""

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.model.press import Press
from tests.adapters.web.browser import Browser, Seen
from tests.bot.acts import polled, raised, stored
from tests.bot.channels.web_pages import DOOR, at_the_record, pages_of, words
from tests.builders import KIT, NIA, PAT, SAL
from tests.town import RECORD, norfolk

CASE = {
    "a.local_reference": "CASE-3003", "a.initials": "E.X.", "a.age_band": "5-9", "a.status": "cin",
    "a.role": "practitioner", "a.managers": "mo",
}  # fmt: skip
WHY = {"m.reasons": "stuck", "a.thinking": "What keeps us stuck?", "a.lived": "Alone a lot.", "a.family_knows": "yes"}


async def at_the_review(browser: Browser) -> Seen:
    """Pat has a case ready to send."""
    seen = await browser.press(await browser.get("/as/pat"), "Raise a case")
    for answers in (DOOR, CASE, WHY):
        seen = await browser.press(seen, "Continue", change=answers)
    assert "Check your answers" == seen.title, words(seen)
    return seen


async def test_going_back_after_a_refusal_finds_each_screen_as_it_was_typed(runtime: Runtime) -> None:
    """What is refused is answered by a redirect: every page in the history can be loaded, with what was typed and its faults."""
    async with pages_of(runtime) as browser:
        door = await browser.press(await browser.get("/as/pat"), "Raise a case")
        case = await browser.press(door, "Continue", change=DOOR)
        refused = await browser.press(case, "Continue", change={**CASE, "a.initials": ""})
        again = await browser.get(refused.path)
        why = await browser.press(again, "Continue", change={"a.initials": "E.X."})
        mended = await browser.get(refused.path)

        assert [1, 1, 1] == [len(seen.hops) for seen in (case, refused, why)]
        for seen in (refused, again):
            assert "There is a problem Answer “Child's initials”." == seen.main.one(role="alert").words
            assert "CASE-3003" == seen.main.one("input", name="a.local_reference").attrs["value"]
        assert "Why now?" == why.title
        assert "E.X." == mended.main.one("input", name="a.initials").attrs["value"]
        assert not mended.main.all("div", class_="faults")


async def test_sent_in_a_second_tab_the_case_is_one_and_said_to_be_sent(runtime: Runtime) -> None:
    """The second tab says which case it became, begins no other, and leaves nothing begun."""
    async with pages_of(runtime) as browser:
        one = await at_the_review(browser)
        other = await browser.get(one.path)
        older = await browser.press(other, "Change Child's initials")
        sent = await browser.press(one, "Send")
        second = await browser.press(other, "Send")
        third = await browser.press(older, "Continue", change={"a.initials": "E.Y."})
        home = await browser.get("/as/pat")

        reference = sent.title.removeprefix("Joint supervision ")
        assert [f"Already sent: {reference}."] * 2 == [seen.main.one(role="alert").words for seen in (second, third)]
        assert [sent.title] * 2 == [second.title, third.title]
        assert "Begun and not sent" not in words(home)
        assert 1 == words(home).count("Waiting for agreement")


async def test_a_form_thrown_away_in_another_tab_is_not_sent_from_this_one(runtime: Runtime) -> None:
    """It says that nothing was sent, and no empty form is begun."""
    async with pages_of(runtime) as browser:
        one = await at_the_review(browser)
        other = await browser.get(one.path)
        await browser.press(one, "Delete what I typed")
        late = await browser.press(other, "Send")

        assert "not open any more" in late.main.one(role="alert").words
        assert "Begun and not sent" not in words(await browser.get("/as/pat"))


async def test_a_form_that_was_only_opened_leaves_nothing(runtime: Runtime) -> None:
    """By the browser's Back or by its own: what was not typed in is not kept."""
    async with pages_of(runtime) as browser:
        opened = await browser.press(await browser.get("/as/pat"), "Raise a case")
        gone_back = await browser.get("/as/pat")
        left = await browser.press(opened, "Back")

        assert ["My list", "My list"] == [gone_back.title, left.title]
        assert "Begun and not sent" not in words(gone_back) + words(left) + words(await browser.get("/as/pat"))


async def test_raising_with_a_form_begun_asks_which(runtime: Runtime) -> None:
    """Never silently another child's form: it is gone on with, or thrown away and begun anew."""
    async with pages_of(runtime) as browser:
        await at_the_review(browser)
        asked = await browser.press(await browser.get("/as/pat"), "Raise a case")
        on = await browser.press(asked, "Go on with E.X.")
        anew = await browser.press(asked, "Throw it away and begin anew")

        assert "Go on, or begin anew?" == asked.title
        assert "E.X." in words(asked)
        assert ["Check your answers", "Is joint supervision the right place?"] == [on.title, anew.title]
        assert "E.X." not in words(await browser.get("/as/pat"))


async def test_what_was_begun_can_be_read_and_thrown_away_once_its_case_has_moved(
    runtime: Runtime, player: Player
) -> None:
    """A question to the raiser is half written as the other decides: it is shown, and goes when it is told to."""
    case = raised(runtime, player)
    async with pages_of(runtime) as browser:
        card = await browser.get(f"/as/mo/card/agreement~show~{case.id}~")
        form = await browser.press(card, "Ask for more")
        await browser.press(form, "Save for later", change={"a.question": "What has been tried so far?"})
        await browser.press(card, "Agree")
        home = await browser.get("/as/mo")
        look = await browser.press(home, f"See what you wrote: {case.reference}: ask for more")
        thrown = await browser.press(look, "Throw it away")

        assert "The case has moved on" in words(home)
        assert "What has been tried so far?" in words(look)
        assert "Begun and not sent" not in words(thrown)


async def test_the_record_has_one_list_of_sections_to_jump_from(runtime: Runtime, player: Player) -> None:
    """Each section says whether it is written or still to write; going to another saves the one that is left (3.26)."""
    case = await at_the_record(runtime, player)
    async with pages_of(runtime) as browser:
        form = await browser.press(await browser.get(f"/as/sal/card/record~show~{case.id}~1"), "Write the record")
        listed = form.main.one("details", class_="tasks")
        far = listed.all("button")[-1].words
        there = await browser.press(form, far, change={"a.reason": "The plan has stopped."})
        after = there.main.one("details", class_="tasks").words

    assert f"The record · {case.reference}, A.B. · Step 1 of 12" == form.main.one("p", class_="caption").words
    assert "still to write" in listed.one("summary").words
    assert far == there.title
    assert "Written" in after
    session = stored(runtime, case.id).session
    assert session
    assert "The plan has stopped." == session.text("reason")


async def test_what_is_needed_is_never_called_optional(runtime: Runtime, player: Player) -> None:
    """What a record or a family must have is not called optional on any screen; what nobody misses is (3.26)."""
    case = await at_the_record(runtime, player)
    async with pages_of(runtime) as browser:
        seen = await browser.press(await browser.get(f"/as/sal/card/record~show~{case.id}~1"), "Write the record")
        optional = {}
        for _ in range(12):
            for one in (*seen.main.all("label"), *seen.main.all("legend")):
                optional[one.words.removesuffix(" (optional)")] = one.words.endswith("(optional)")
            if "Save the record" in [one.words for one in seen.main.all("button")]:
                break
            seen = await browser.press(seen, "Continue")

    needed = [one.label for one in norfolk().record if one.required]
    assert not any(optional[label] for label in (*needed, "At which meeting?", "When?", "By whom?", "Theme"))
    assert not optional["Is a further session needed?"]
    assert optional["What is to be shared?"]


async def test_who_changes_a_record_that_the_other_has_signed_is_told_before(runtime: Runtime, player: Player) -> None:
    """That the signature goes is said on the screen on which one would write, before anything is saved (3.26)."""
    case = await at_the_record(runtime, player)
    player.fills(SAL, Press("record", "write", case.id, "1"), RECORD)
    player.fills(SAL, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    async with pages_of(runtime) as browser:
        form = await browser.press(await browser.get(f"/as/nia/card/record~show~{case.id}~1"), "Write the record")

    assert "Signed already by Sal Sample. If you change anything here" in form.main.one(role="alert").words


async def test_booking_asks_back_with_what_is_still_open(runtime: Runtime, player: Player) -> None:
    """One tap beside No books nothing: who has not answered is named, the supervisors first, and one may say not now (3.8)."""
    case = polled(runtime, player)
    assert case.session
    for slot in case.session.slots:
        player.presses(KIT, Press("poll", "no", case.id, slot.id))
    async with pages_of(runtime) as browser:
        poll = await browser.get(f"/as/sal/card/poll~show~{case.id}~")
        label = next(one.words for one in poll.main.all("button") if one.words.startswith("Book"))
        asked = await browser.press(poll, label)
        stayed = await browser.press(asked, "Not now")
        unbooked = stored(runtime, case.id).session
        done = await browser.press(await browser.press(stayed, label), "Book it")

    assert "Book this date?" == asked.title
    assert "Supervisors who have not answered: Sal Sample and Nia Notreal." in words(asked)
    assert "Cannot come then: Kit Keyworker, the keyworker." in words(asked)
    assert unbooked
    assert unbooked.booked is None
    assert "Booked." in done.main.one(role="alert").words


async def test_closing_asks_back_with_what_is_still_open(runtime: Runtime, player: Player) -> None:
    """Receipts that are missing are said before their buttons go with the case (3.8)."""
    case = await at_the_record(runtime, player)
    player.fills(
        SAL,
        Press("record", "write", case.id, "1"),
        {**RECORD, "family_points": "", "family_meeting": "", "family_on": "", "family_by": ""},
    )
    for who in (SAL, NIA):
        player.fills(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
    player.presses(PAT, Press("circulation", "receive", case.id, "1"))
    player.fills(
        KIT, Press("circulation", "file", case.id, "1"), {"reference": "FILE-9", "on": f"{runtime.clock():%Y-%m-%d}"}
    )
    async with pages_of(runtime) as browser:
        card = await browser.get(f"/as/sal/card/case~show~{case.id}~")
        asked = await browser.press(card, "Close the case")
        done = await browser.press(asked, "Close it")

    assert f"Close {case.reference}?" == asked.title
    assert "Nia Notreal has not confirmed" not in words(asked)
    assert "has not confirmed the record of session 1." in words(asked)
    assert "Closed. Thank you." in done.main.one(role="alert").words
