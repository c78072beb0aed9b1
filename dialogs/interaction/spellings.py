"""How people write yes and no, numbers of a list, and names of what is in it. Words in, words out: what they choose is not known here."""

import re
from collections.abc import Sequence
from typing import Final

from dialogs.model.fields import NO, YES

SHORTENED: Final = (("n't", " not"), ("'s", " is"), ("'re", " are"), ("'m", " am"))
YES_WORDS: Final = frozenset(
    ["yes", "y", "yeah", "yep", "yup", "yea", "ya", "aye", "definitely", "absolutely", "correct"]
)
NO_WORDS: Final = frozenset(["no", "n", "nope", "nah", "never"])
BESIDE_YES: Final = frozenset(
    {
        "please", "thanks", "thank", "you", "it", "is", "they", "we", "i", "he", "she", "do", "does", "am", "are",
        "of", "course", "that", "right", "have", "has", "did", "was", "were", "will", "can", "there", "so",
        "think", "indeed", "sure", "very", "much",
    }
)  # fmt: skip
BESIDE_NO: Final = frozenset(
    {
        "thanks", "thank", "you", "it", "is", "they", "we", "i", "he", "she", "do", "does", "am", "are", "of",
        "course", "that", "right", "have", "has", "did", "was", "were", "will", "can", "there", "not", "nobody",
        "none", "sorry", "at", "all", "so", "think", "the", "moment",
    }
)  # fmt: skip
AFFIRMING: Final = frozenset(
    {"is", "do", "does", "am", "are", "course", "right", "have", "has", "did", "was", "were", "will", "can", "think"}
)
DENYING: Final = frozenset({"not", "nobody", "none"})
WHOLE_YES: Final = frozenset({"of course", "that is right", "right", "sure", "yes yes"})
WHOLE_NO: Final = frozenset({"not at all", "definitely not", "of course not", "absolutely not", "none", "nobody"})

COUNTED: Final = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
PLACES: Final = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
}
BEFORE: Final = frozenset(["the", "number", "no", "nr", "option", "answer", "choice"])
AFTER: Final = frozenset(["one", "option", "please", "thanks"])
ALL: Final = frozenset(
    {"all", "all of them", "all of these", "both", "both of them", "everybody", "everyone", "everything"}
)
NONE: Final = frozenset({"none", "none of them", "none of these", "nobody", "no one", "nothing", "no", "n a", "-"})
PARTING: Final = re.compile(r"\s*(?:[,;\n&+]|\band\b)\s*", re.IGNORECASE)
RUN: Final = re.compile(r"(\d{1,3}) ?(?:-|–|to) ?(\d{1,3})")
POLITE: Final = re.compile(r"^(?:it is about|it is|i think|about|from|with|please)\s+|\s+(?:please|thanks|thank you)$")
JOINING: Final = frozenset(["from", "at", "in", "of", "the", "a", "an"])
SHORTEST: Final = 2  # letters of the beginning of a word


def plain(said: str) -> str:
    """Small letters and digits with single spaces; "it's" as "it is"."""
    text = said.casefold().replace("’", "'")
    for short, full in SHORTENED:
        text = text.replace(short, full)
    return " ".join(re.sub(r"[^\w]+", " ", text.replace("'", "")).split())


def yes_or_no(said: str) -> str:
    """`yes` or `no`, where the words can mean nothing else; else empty."""
    line = plain(said)
    first, *rest = line.split() or [""]
    if line in WHOLE_YES or (first in YES_WORDS and set(rest) <= BESIDE_YES | YES_WORDS):
        return YES
    if line in WHOLE_NO or (first in NO_WORDS and set(rest) <= BESIDE_NO | NO_WORDS and _denies(rest)):
        return NO
    return ""


def _denies(rest: list[str]) -> bool:
    """Whether what stands beside a no takes nothing of it back: “no, it is not”, and never “no, that is right” or “no, I will”."""
    return not AFFIRMING & set(rest) or bool(DENYING & set(rest))


def number(said: str) -> int | None:
    """The number of one thing in a list: "3", "3.", "#3", "number 3", "three", "the third one"; -1 for "the last one"."""
    tokens = plain(said).split()
    while tokens and tokens[0] in BEFORE:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] in AFTER:
        tokens = tokens[:-1]
    if len(tokens) != 1:
        return None
    (word,) = tokens
    if word == "last":
        return -1
    if found := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)?", word):
        return int(found[1])
    return COUNTED.get(word) or PLACES.get(word)


def numbers(said: str, count: int) -> tuple[int, ...]:
    """The numbers of several things of a list of so many: "1 2", "1, 2 and 4", "1-3", "the first two", "all"; none where anything else is said."""
    line = plain(said)
    if line in ALL and (count == 2 or "both" not in line):  # noqa: PLR2004 - both of two
        return tuple(range(1, count + 1))
    if found := re.fullmatch(r"(?:the )?(first|last) (\w+)(?: ones| of them)?", line):
        many = int(found[2]) if found[2].isdecimal() else COUNTED.get(found[2], 0)
        many = many if many <= count else 0
        return tuple(range(1, many + 1)) if found[1] == "first" else tuple(range(count - many + 1, count + 1))
    if found := RUN.fullmatch(said.strip().casefold()):
        return tuple(range(int(found[1]), int(found[2]) + 1))
    several = [number(word) for part in parted(said) for word in (part.split() if part[:1].isdecimal() else (part,))]
    return tuple(found for found in several if found) if several and all(several) else ()


def parted(said: str) -> tuple[str, ...]:
    """A line cut at commas, "and" and the like."""
    return tuple(part for part in PARTING.split(said.strip()) if part.strip(" ."))


def likeness(said: str, label: str, beside: str = "") -> int:
    """How well words name something: 4 its whole label, 3 words of it, 2 with words of what stands `beside` it, 1 beginnings of words; 0 not at all."""
    named, wanted = plain(label).split(), bare(said).split()
    if wanted == named or plain(said).split() == named:
        return 4
    if not any(len(word) >= SHORTEST or word.isdecimal() for word in wanted):
        return 0
    if set(wanted) <= set(named):
        return 3
    more = {*named, *plain(beside).split()}
    told = [word for word in wanted if word not in JOINING]
    if told and set(told) <= more and set(told) & set(named):
        return 2
    begun = all(len(word) >= SHORTEST and any(other.startswith(word) for other in named) for word in told)
    return 1 if told and begun else 0


def counts(number_said: int, label: str) -> bool:
    """Whether a label begins with that number or a range that holds it ("5 to 9"): then the number may mean it, wherever it stands."""
    first, *rest = plain(label).split() or [""]
    if not first.isdecimal():
        return False
    upto = rest[1] if len(rest) > 1 and rest[0] == "to" and rest[1].isdecimal() else first
    return int(first) <= number_said <= int(upto)


def near(said: str, labels: Sequence[str]) -> str:
    """The label that somebody may have misspelt; empty when there is none."""
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed

    known = {plain(label): label for label in labels}
    found = get_close_matches(plain(said), known, n=1, cutoff=0.7)
    return known[found[0]] if found else ""


def bare(said: str) -> str:
    """The words without what is said around them out of politeness."""
    line, before = plain(said), ""
    while line != before:
        line, before = POLITE.sub("", line), line
    return line
