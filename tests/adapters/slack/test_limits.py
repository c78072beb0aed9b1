"""Texts are made to fit by Slack's count, and lose what cannot be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.shared.fitting import fit, storable, units
from adapters.slack.limits import seen
from adapters.slack.text import escaped, fallback, plain, strong, titled

FACE = "\U0001f600"


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("", ""),
        ("abc", "abc"),
        ("abcd", "abcd"),
        ("abcde", "abc…"),
        ("ab cde", "ab…"),
        (FACE * 2, FACE * 2),
        (FACE * 3, f"{FACE}…"),
        (f"a{FACE}bc", f"a{FACE}…"),
    ],
)
def test_a_text_is_cut_to_four_units_and_says_so(text: str, fitted: str) -> None:
    """What fits stays as it is; what does not ends in an ellipsis, and no character is halved."""
    assert fitted == fit(text, 4)


@given(st.text(), st.integers(1, 60))
def test_nothing_is_longer_than_its_limit(text: str, limit: int) -> None:
    """The result is never longer than the limit, and is the text itself when that was not."""
    fitted = fit(text, limit)

    assert units(fitted) <= limit
    assert fitted == text or units(text) > limit


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u202e", "\u2066", "\ufeff", "\0", "\x07", "\x9f", "\u00ad", "\U000e0041", "\ud800"]
)
def test_what_cannot_be_seen_goes(unseen: str) -> None:
    """Zero-width, bidirectional and control characters do not reach a screen."""
    assert "Mo Madeup" == seen(f"Mo {unseen}Madeup")


@pytest.mark.parametrize("kept", ["é ü ß", "日本", FACE, "line\nline", "a\tb", "1 < 2 & 3 > 2"])
def test_what_can_be_seen_stays(kept: str) -> None:
    """Letters of any script, faces, new lines and comparisons are left alone."""
    assert kept == seen(kept)


def test_what_no_database_holds_is_not_taken_in() -> None:
    """The zero byte goes, half a pair becomes a question mark, all else stays."""
    assert "a?b\n\u200bc" == storable("a\ud800b\0\n\u200bc")


@pytest.mark.parametrize("call", ["<!channel>", "<!here>", "<@U123>", "<#C123>", "<!subteam^S1>"])
def test_nobody_is_called(call: str) -> None:
    """A mention typed by somebody is no mention in any kind of text (V7)."""
    shown = [plain(call)["text"], strong(call)["text"], fallback(call, 100)]

    assert not any(str(one).startswith("<") or "<!" in str(one) or "<@" in str(one) for one in shown)


@given(st.text(alphabet=st.sampled_from("&<>;ampltg* ab"), max_size=30))
def test_escapes_can_be_undone(text: str) -> None:
    """What is escaped is the text again once Slack undoes it; nothing of Slack's own is left in it."""
    written = escaped(text)

    assert not {"<", ">"} & set(written)
    assert text == written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Stage:", "mrkdwn"),
        ("a*b", "plain_text"),
        ("_a_", "plain_text"),
        ("`a`", "plain_text"),
        ("~a~", "plain_text"),
        ("a\nb", "plain_text"),
        ("> a", "plain_text"),
        (":knife:", "plain_text"),
        ("at 10:30", "mrkdwn"),
    ],
)
def test_bold_that_could_be_broken_out_of_is_not_bold(words: str, kind: str) -> None:
    """Words with marks of their own are shown plainly."""
    assert kind == strong(words)["type"]


def test_a_title_is_bold_above_its_words_only_if_both_are_free_of_marks() -> None:
    """Words that somebody typed with marks in them are shown as they were typed."""
    drawn = [titled("Tue 1 Dec", "3 yes & 1 no"), titled("Tue 1 Dec", "*3* yes"), titled("Tue_1", "3 yes")]

    assert ["*Tue 1 Dec*\n3 yes &amp; 1 no", "Tue 1 Dec\n*3* yes", "Tue_1\n3 yes"] == [one["text"] for one in drawn]
    assert ["mrkdwn", "plain_text", "plain_text"] == [one["type"] for one in drawn]


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "\n"])
def test_nothing_is_a_dash(nothing: str) -> None:
    """Slack refuses an empty text, so nothing is said to be nothing."""
    assert "–" == plain(nothing)["text"]
