"""Full names of people, however they are written: Welsh, Irish, Polish, Nigerian, South Asian, hyphenated, in capitals, in small letters.

Rule 1: a lone given name is none, and initials are none.
Rule 2: two capitalised words that are nothing else are a name; where capitals say nothing, the lists of names decide.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from dialogs.recognisers.given_names import ALSO_WORDS, LOWER_CASE
from dialogs.recognisers.institutions import INVENTED, Known, is_institution
from dialogs.recognisers.ordinary_words import BEGINNINGS, CALENDAR, FAMILY, PEOPLES, THINGS, TRADE
from dialogs.recognisers.surnames import SURNAMES, WORDS_TOO
from dialogs.recognisers.text import LETTERS, WORD, folded, listed, plain

PARTICLES: Final = listed(
    "ab abu al ap bin binte de del della den der di dos du el ferch ibn la le ní ni mac nic ó o ter van von y"
)
NO_NAME: Final = BEGINNINGS | FAMILY | TRADE | CALENDAR | PEOPLES | THINGS
CAPITAL: Final = rf"(?=[^\W\d_a-zß-öø-ÿ]){LETTERS}(?:['-]{LETTERS})*"
NAME_WORD: Final = rf"(?:(?:[Oo]|[Dd])'\s?)?{CAPITAL}"
TITLED: Final = re.compile(
    rf"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|father|sister|imam|auntie|aunty|aunt|uncle|nanny|nana|granny)\b\.?\s+({LETTERS}(?:['-]{LETTERS})*)",
    re.IGNORECASE,
)
ALWAYS_TITLES: Final = listed("mr mrs ms mx dr")
HOUSEHOLD: Final = re.compile(
    rf"\bthe\s+({LETTERS}(?:['-]{LETTERS})*)(?:\s+(?:family|household|children|kids|boys|girls|brothers|sisters|siblings|twins)\b)",
    re.IGNORECASE,
)
PLURAL: Final = re.compile(rf"\b[Tt]he\s+({CAPITAL}s)\b")
FAMILY_OF: Final = re.compile(rf"\bfamily\s+(?:of\s+)?({NAME_WORD})")
INITIAL: Final = re.compile(rf"\b([^\W\d_])\.\s?({CAPITAL})")
TURNED: Final = re.compile(rf"\b({LETTERS}(?:['-]{LETTERS})*),\s({LETTERS}(?:['-]{LETTERS})*)\b")
RANKED: Final = re.compile(rf"\b(?:PC|DC|DS|Sgt|PCSO|WPC|Cllr|Judge)\.?\s({CAPITAL})")
MIDDLE: Final = re.compile(rf"\b({CAPITAL})\s[^\W\d_]\.?\s({CAPITAL})")
ARTICLE: Final = re.compile(r"(?:[od]'|(?:ul|al|el|ur|ud|as)-)[^\W\d_a-z]")
BETWEEN: Final = re.compile(r"[ \t]+")


def names_somebody(text: str, known: Known) -> bool:
    """Whether the text holds what looks like the full name of a person, or a title or family with a surname."""
    said = plain(text)
    return (
        any(_titled(said))
        or any(_households(said, known))
        or any(_runs(said, known))
        or any(_small(said))
        or any(_turned(said))
    )


def more_than_initials(text: str) -> bool:
    """Whether what stands where initials are asked is a name: two words, or one long enough to be one."""
    words = WORD.findall(plain(text))
    long = [word for word in words if len(word) > 1 and not word.isupper()]
    return bool(long) or any(len(word) > 4 or folded(word) in LOWER_CASE for word in words if len(word) > 2)  # noqa: PLR2004 - letters of initials


def _titled(text: str) -> Iterator[str]:
    """`Mrs Patel`, `miss begum`; after a word that is a title only before a name (`Auntie`), a capital is asked."""
    for found in TITLED.finditer(text):
        title, name = found[0].split()[0].rstrip(".").casefold(), found[1]
        small = name.casefold()
        if small in NO_NAME - ALSO_WORDS or len(name) == 1:
            continue
        if name[0].isupper() or (title in ALWAYS_TITLES) or folded(name) in SURNAMES:
            yield found[0]


def _households(text: str, known: Known) -> Iterator[str]:
    """`the Smith family`, `the Patels`, `the family of Lee`."""
    for found in HOUSEHOLD.finditer(text):
        if _surname_like(found[1], known) and (found[1][0].isupper() or folded(found[1]) in SURNAMES):
            yield found[0]
    for found in PLURAL.finditer(text):
        single = folded(found[1]).removesuffix("s")
        if single in SURNAMES or single.removesuffix("e") in SURNAMES or re.match(r"(?:o'|mc|mac)\w", single):
            yield found[0]
    for found in FAMILY_OF.finditer(text):
        if _surname_like(found[1], known) and (folded(found[1]) in SURNAMES or folded(found[1]) in LOWER_CASE):
            yield found[0]


def _surname_like(word: str, known: Known) -> bool:
    small = word.casefold()
    return len(word) > 1 and small not in NO_NAME and (folded(word) in SURNAMES or not is_institution((word,), known))


def _runs(text: str, known: Known) -> Iterator[str]:
    """Runs of capitalised words that are nothing else but a name."""
    for run in _capitalised(text):
        words = _without_ordinary(run)
        named = tuple(word for word in words if word.casefold() not in PARTICLES)
        if len(named) > 1 and not is_institution(_with_next(words, run), known) and _like_name(named):
            yield " ".join(words)
    for found in RANKED.finditer(text):
        if found[1].casefold() not in NO_NAME:
            yield found[0]
    for found in MIDDLE.finditer(text):
        if folded(found[1]) in LOWER_CASE and found[2].casefold() not in NO_NAME:
            yield found[0]
    for found in INITIAL.finditer(text):
        if found[2].casefold() not in NO_NAME and (folded(found[2]) in SURNAMES) and len(found[2]) > 2:  # noqa: PLR2004 - A.B. are initials
            yield found[0]


def _capitalised(text: str) -> Iterator[tuple[str, ...]]:
    """Words beside each other that begin with a capital, with small particles between them."""
    run: list[str] = []
    end = 0
    for found in WORD.finditer(text):
        word, gap = found[0].rstrip("'"), text[end : found.start()]
        joined = not run or BETWEEN.fullmatch(gap)
        if not joined:
            yield tuple(run)
            run = []
        if word[0].isupper() or (run and word.casefold() in PARTICLES) or ARTICLE.match(word):
            run.append(word.removesuffix("'s"))
            if word.endswith("'s"):
                yield tuple(run)
                run = []
        elif run:
            yield tuple(run)
            run = []
        end = found.end()
    yield tuple(run)


def _without_ordinary(run: tuple[str, ...]) -> tuple[str, ...]:
    """The run from its first word that may be a name to its last; empty where an ordinary word stands inside."""
    words = [*run]
    while words and _ordinary(words[0], words[1:2]):
        words.pop(0)
    while words and (words[-1].casefold() in PARTICLES or _ordinary(words[-1], [])):
        words.pop()
    cut = next(
        (
            at
            for at, word in enumerate(words)
            if at and word.casefold() not in PARTICLES and _ordinary(word, words[at + 1 : at + 2])
        ),
        None,
    )
    return tuple(words[:cut] if cut and cut > 1 else [] if cut else words)


def _with_next(words: tuple[str, ...], run: tuple[str, ...]) -> tuple[str, ...]:
    """The words and the one after them, which may say that they are an institution: `James Paget Hospital`."""
    begin = next(at for at in range(len(run)) if run[at : at + len(words)] == words)
    return run[begin : begin + len(words) + 1]


def _ordinary(word: str, after: list[str]) -> bool:
    small = word.casefold()
    if len(word) == 1:
        return True
    if small in ALSO_WORDS:  # Grace Obi, but not Hope Charity
        return not after or (after[0].casefold() in NO_NAME and after[0].casefold() not in SURNAMES)
    if folded(word) in LOWER_CASE or folded(word) in SURNAMES:
        return small in BEGINNINGS
    return small in NO_NAME or (small.endswith("ly") and small.isalpha()) or (word.isupper() and len(word) <= 3)  # noqa: PLR2004 - GP, IRO


def _like_name(named: tuple[str, ...]) -> bool:
    """In capitals throughout, the lists decide; else that the words are nothing else is enough."""
    small = [folded(word) for word in named]
    listed = any(word in LOWER_CASE or word in SURNAMES or word.partition("-")[0] in LOWER_CASE for word in small)
    return listed if all(word.isupper() for word in named) else True


def _small(text: str) -> Iterator[str]:
    """In small letters: a given name and a surname of the lists. After a capitalised word that is no other, a surname that is no word is enough."""
    words = [(found[0].rstrip("'"), found.start(), found.end()) for found in WORD.finditer(text)]
    for (first, _, end), (second, start, _) in pairwise(words):
        surname = folded(second.removesuffix("'s"))
        if (
            not BETWEEN.fullmatch(text[end:start])
            or surname not in SURNAMES
            or f"{first} {surname}".casefold() in INVENTED
        ):
            continue
        if _given(first) or (first[0].isupper() and surname not in WORDS_TOO and not _ordinary(first, [second])):
            yield f"{first} {second}"


def _given(word: str) -> bool:
    small = folded(word)
    return small in LOWER_CASE or ("-" in small and small.partition("-")[0] in LOWER_CASE)


def _turned(text: str) -> Iterator[str]:
    """`SMITH, Jayden`: a surname of the list, a comma, a given name."""
    for found in TURNED.finditer(text):
        if folded(found[1]) in SURNAMES and folded(found[2]) in LOWER_CASE and found[2][0].isupper():
            yield found[0]
