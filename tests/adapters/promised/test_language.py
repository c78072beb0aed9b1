"""How plain the words are, counted on what is drawn of a case from stage to stage on the web, in Slack and in Teams (what people meet, 11)."""

import re
from functools import cache
from statistics import fmean
from typing import Final

import pytest

from dialogs.model.views import Reply
from tests.adapters.faces import Face, Web
from tests.adapters.through import EVERYWHERE
from tests.town import played

pytestmark = [pytest.mark.slow]

TWELVE: Final = 7.0
"""The grade of Flesch and Kincaid that children of twelve read; a sentence alone may be harder, all together may not."""
HARDEST: Final = 16.0
WORD: Final = re.compile(r"[A-Za-z’']+")
SENTENCE: Final = re.compile(r"(?:^|(?<=[.?!]) )([A-Z][^.?!\n]{20,}[.?!])(?= |$)", re.MULTILINE)
AMERICAN: Final = re.compile(
    r"\b\w*(?:iz(?:e|ed|es|ing|ation)|colou?r(?<!colour)|center|favor|behavior|honor)\b|\b(?:program|license|enrol)l?\b"
)


def sentences(face: Face) -> frozenset[str]:
    """Every whole sentence of ours that somebody reads on a channel."""
    return frozenset(
        said for shown in everything_usual() for line in lines(face, shown) for said in SENTENCE.findall(line)
    )


STAGES: Final = ("raised", "agreed", "nominated", "polling", "booked", "held", "recorded", "filed")
CARDS: Final = ("case", "agreement", "nomination", "poll", "session", "record", "circulation", "feedback", "timeline", "home", "digest", "help")  # fmt: skip
FORMS: Final = (
    ("raised", "mo", "agreement", "decline"), ("agreed", "mo", "nomination", "nominate"), ("nominated", "sal", "poll", "invite"),
    ("polling", "bo", "poll", "vote"), ("booked", "sal", "session", "move"), ("held", "nia", "record", "write"), ("held", "bo", "feedback", "feedback"),
)  # fmt: skip


@cache
def everything_usual() -> tuple[Reply, ...]:
    """The cards of a case at each stage for four people on it, and the first screen of its main forms."""
    seen = [
        played(stage).sees(who, card, "1") for stage in STAGES for who in ("sal", "pat", "kit", "mo") for card in CARDS
    ]
    return (*seen, *(played(stage).presses(who, card, verb, "1") for stage, who, card, verb in FORMS))


def lines(face: Face, shown: Reply) -> list[str]:
    """What stands together: a text of a chat, a paragraph or a cell of a page."""
    if isinstance(face, Web):
        page = face._page(shown)
        return [node.words for tag in ("p", "li", "dd", "legend", "label") for node in page.all(tag)]
    return face.says(shown).split("\n")


def grade(sentence: str) -> float:
    """How many years of school it takes to read a sentence (Flesch and Kincaid, 1975)."""
    words = WORD.findall(sentence)
    return 0.39 * len(words) + 11.8 * fmean(map(syllables, words)) - 15.59


def syllables(word: str) -> int:
    """As many as there are groups of vowels; a silent end does not count."""
    short = re.sub(r"(?:es|ed|e)$", "", word.lower()) if len(word) > 3 else word.lower()
    return max(1, len(re.findall(r"[aeiouy]+", short)))


@EVERYWHERE
def test_sentences_are_read_at_twelve(face: Face) -> None:
    """All together at a grade of seven at the most, and none of them far beyond (E11.1)."""
    said = sentences(face)
    hard = sorted(sentence for sentence in said if grade(sentence) > HARDEST)

    assert 50 < len(said)
    assert [] == hard
    assert TWELVE >= fmean(map(grade, said))


@EVERYWHERE
def test_the_spelling_is_british(face: Face) -> None:
    """No ending in -ize, no color, no center (E11.1)."""
    assert [] == sorted(sentence for sentence in sentences(face) if AMERICAN.search(sentence))


def test_hard_words_are_found() -> None:
    """So that the counts above can fail."""
    assert (
        grade("Multidisciplinary professionals operationalise safeguarding considerations organisationally.") > HARDEST
    )
    assert grade("Say who rings whom, and when.") < TWELVE
    assert AMERICAN.search("We organize it in the center.")
