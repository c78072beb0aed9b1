"""What we send, judged and drawn by the official JavaScript renderer in Chromium: no fault, no word changed, every answer back."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from playwright.async_api import Page as Tab

from adapters.teams.cards import Kind
from adapters.teams.parse import noticed
from dialogs.model.heard import Submitted
from dialogs.model.views import Card, Heading, Note, Pairs, Reply, Row, Rows, Text
from tests.adapters.everything import everything
from tests.adapters.slack.samples import CARD, LAST, PAGE, REVIEW
from tests.adapters.teams.test_parse import activity
from tests.adapters.teams.test_render import LATER, card_of
from tests.node import installed

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

DRAW = """
([card, press, typed]) => {
  const { AdaptiveCards, markdownit } = window, sent = [];
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownit().render(text);
    result.didProcess = true;
  };
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.onExecuteAction = (action) => sent.push(action.data);
  const context = new AdaptiveCards.SerializationContext();
  drawn.parse(card, context);
  const found = drawn.validateProperties();
  document.body.replaceChildren(drawn.render());
  for (const [id, value] of Object.entries(typed)) {
    const input = drawn.getElementById(id).renderedInputControlElement;
    input.value = value;
    input.dispatchEvent(new Event("input"));
  }
  for (const one of document.querySelectorAll("button")) if (one.innerText === press) one.click();
  return {
    faults: [...found.validationEvents, ...[...Array(context.eventCount).keys()].map((at) => context.getEventAt(at))].map((one) => one.message),
    words: document.body.innerText,
    made: [...document.querySelectorAll("em, strong, code, a, ul, ol, h1, h2, h3, img, table:not(.ac-factset), del, s, blockquote, pre")].map((one) => one.outerHTML),
    unnamed: [...document.querySelectorAll("input, textarea, select")].filter((one) => !one.labels.length && !one.getAttribute("aria-labelledby") && !one.ariaLabel).length,
    sent,
  };
}
"""
DRAW_MANY = f"""
(cards) => {{
  const told = JSON.parse(cards).map((card) => ({DRAW})([card, "", {{}}]));
  return {{faults: told.flatMap((one) => one.faults), unnamed: told.reduce((sum, one) => sum + one.unnamed, 0)}};
}}
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tab(browser: Browser) -> AsyncIterator[Tab]:
    """A tab with the renderer in it. What was drawn before leaves nothing behind."""
    page = await browser.new_page()
    await page.add_script_tag(path=str(installed("adaptivecards@3.0.6") / "dist" / "adaptivecards.min.js"))
    await page.add_script_tag(path=str(installed("markdown-it@14.1.0") / "dist" / "markdown-it.min.js"))
    yield page
    await page.close()


async def drawn(tab: Tab, card: Any, press: str = "", typed: dict[str, str] | None = None) -> Any:
    """A card as it is drawn, with something typed and a button pressed."""
    return await tab.evaluate(DRAW, [card, press, typed or {}])


@pytest.mark.parametrize("kind", Kind)
async def test_the_renderer_has_nothing_to_say(tab: Tab, kind: Kind) -> None:
    """Every card, page and review that there is, is valid, and every input has a name for a screen reader."""
    shown: list[Reply] = [CARD, PAGE, LAST, REVIEW, *everything()]
    told = await tab.evaluate(
        DRAW_MANY, json.dumps([card_of(one, kind) for one in shown])
    )  # as one text: the driver takes long over many values

    assert [] == [
        fault for fault in told["faults"] if '"lang"' not in fault
    ]  # its pattern for it keeps state, and refuses every second card
    assert 0 == told["unnamed"]


TYPED = (
    "*bold* _it_ **b** __b__ `code` ~~no~~ ***all***",
    "[here](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>",
    "<b>x</b> <at>all</at> <script>alert(1)</script> &amp; &lt;",
    "# big", "## big", "- one", "* one", "+ one", "1. one", "1) one", "> said", "---", "===", "|a|b|", "    code", "```x```", "~~~x",
    "a\\*b\\", "{{DATE(2026-11-23T10:00:00Z,SHORT)}}", "a_b_c 2*3*4", "!important", "- [ ] task", "[a]: https://evil.example", "1\\. x",
)  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
async def test_no_word_that_somebody_typed_is_changed(tab: Tab, typed: str) -> None:
    """Markdown, tags, links, functions: shown as they were typed, wherever they stand."""
    card = Card(
        "case",
        typed,
        (Text(typed), Heading(typed), Pairs(((typed, typed),)), Note(typed), Rows((Row(typed, typed),))),
        note=Note(typed),
    )
    told = await drawn(tab, card_of(card))
    lines = [line.strip() for line in told["words"].split("\n") if line.strip()]

    assert [] == told["made"]
    assert {typed.strip().replace("{{", "{ {")} == set(lines)


async def test_what_is_typed_and_sent_there_is_heard_here(tab: Tab) -> None:
    """The renderer's own way of gathering inputs: as they stand, changed, and emptied."""
    page = card_of(replace(LAST, given=LATER))
    (as_it_is,) = (await drawn(tab, page, "Send"))["sent"]
    (changed,) = (await drawn(tab, page, "Save for later", {"f_thinking": "Other", "f_brief": ""}))["sent"]

    heard, then = (
        noticed(activity(type="invoke", name="adaptiveCard/action", value={"action": {"data": data}}))
        for data in (as_it_is, changed)
    )
    assert isinstance(heard, Submitted)
    assert isinstance(then, Submitted)
    assert LATER == heard.raw
    assert {**LATER, "thinking": "Other", "brief": ""} == then.raw


async def test_the_renderer_keeps_an_unanswered_question_back(tab: Tab) -> None:
    """The only question of a screen is asked for there; several are sent as they are, and judged by us."""
    alone = await drawn(tab, card_of(replace(LAST, section=replace(LAST.section, fields=LAST.asked[1:2]))), "Send")
    several = await drawn(tab, card_of(LAST), "Send")

    assert ([], 1) == (alone["sent"], len(several["sent"]))
    assert "Answer “What would you like to think about?”." in alone["words"]
    assert "Answer “" not in json.dumps(several["words"])
