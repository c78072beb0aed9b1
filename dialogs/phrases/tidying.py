"""What people put around dates and times, taken away or written as the tables have it, before a line is cut into pieces.

Numbers of a list part what they number. Brackets, a comma before a year and politeness say nothing. A clock's name is
kept apart: where that clock does not show the time, the reading is asked about.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dialogs.phrases.tokens import Token, Tokens
from dialogs.phrases.vocabulary import digits, late_year, month, small_number, weekday

_SHORT: Final = {"wk": "week", "wks": "weeks", "nxt": "next", "tmw": "tomorrow", "tomoz": "tomorrow"}
_OPENS, _CLOSES, _ENDS = "(", ")", "\n"
_SUFFIXES: Final = frozenset({"st", "nd", "rd", "th"})
_LETTERS: Final = "abcdefghij"
_CLOCKS: Final = {"gmt": "gmt", "utc": "gmt", "bst": "bst"}
_LOCAL: Final = frozenset({("uk", "time"), ("london", "time"), ("british", "time")})
_BEFORE: Final = (
    *(
        "please",
        "how about",
        "what about",
        "either",
        "can do",
        "could do",
        "i can do",
        "i could do",
        "we can do",
        "we could do",
    ),
    *("can you do", "could you do", "can we do", "could we do", "can we say", "can we meet", "could we meet", "meet"),
    *("shall we say", "shall we do", "shall we try", "lets say", "lets do", "say"),
    *("free", "im free", "i am free", "available", "im available", "i am available"),
)
_AFTER: Final = (
    *(
        "please",
        "?",
        "!",
        "if possible",
        "for me",
        "for us",
        "works",
        "suits",
        "suits me",
        "suits us",
        "would work",
        "would suit",
    ),
    *("is good", "is fine", "is ok", "is okay", "would be good", "would be fine", "would be great", "would suit me"),
)
_OPENING: Final = tuple(tuple(words.split()) for words in _BEFORE)
_CLOSING: Final = tuple(tuple(words.split()) for words in _AFTER)


def tidied(tokens: Tokens, text: str) -> Tokens:
    """The tokens without what says nothing, lists parted."""
    return tuple(_without_brackets(_parted(tuple(_plain(tokens)), text)))


def without_clocks(tokens: Tokens) -> tuple[Tokens, frozenset[str]]:
    """The tokens without the names of clocks, and which were named: "gmt", "bst"."""
    named = frozenset(_CLOCKS[token.text] for token in tokens if token.text in _CLOCKS)
    local = {place for place in range(len(tokens) - 1) if (tokens[place].text, tokens[place + 1].text) in _LOCAL}
    gone = local | {place + 1 for place in local}
    return tuple(token for place, token in enumerate(tokens) if token.text not in _CLOCKS and place not in gone), named


def bare(tokens: Tokens) -> Tokens:
    """A piece without the politeness around it. What would turn it round or makes it doubtful ("not", "maybe") is none of that."""
    kept = tokens[1:] if tokens and tokens[0].text == "-" else tokens
    while kept and (cut := _cut(kept)) != kept:
        kept = cut
    return kept


def _cut(tokens: Tokens) -> Tokens:
    said = tuple(token.text for token in tokens)
    first = max((len(words) for words in _OPENING if said[: len(words)] == words), default=0)
    last = max((len(words) for words in _CLOSING if said[first:][-len(words) :] == words), default=0)
    return tokens[first : len(tokens) - last]


def _plain(tokens: Tokens) -> Iterator[Token]:
    """Without the comma in "December 1, 2026" and the colon in "Tuesday: 10am"; short words in full; and "2026-12-03T10:00:00" as "2026-12-03 at 10:00"."""
    stamped = False
    last = len(tokens) - 1
    for place, token in enumerate(tokens):
        before, after = tokens[max(place - 1, 0)], tokens[place + 1 : place + 2]
        if (
            token.text == ","
            and place
            and _is_day(before)
            and after
            and digits(after[0].text, 4)
            and late_year(after[0].text)
        ):
            continue
        if token.text == ":" and place < last and not after[0].glued:
            continue
        if _is_stamp(tokens, place):
            stamped = True
            yield replace(token, text="at", glued=False)
        elif not (stamped and _is_seconds(tokens, place)):
            yield replace(
                token,
                text="gmt" if stamped and token.text == "z" and token.glued else _SHORT.get(token.text, token.text),
            )


def _is_day(token: Token) -> bool:
    return token.text in _SUFFIXES or small_number(token.text) is not None or month(token.text) is not None


def _is_stamp(tokens: Tokens, place: int) -> bool:
    around = tokens[max(place - 5, 0) : place + 3]
    texts = [token.text for token in around]
    fits = len(texts) == 8 and texts[1] == texts[3] == "-" and texts[5] == "t" and texts[7] == ":"  # noqa: PLR2004 # 2026-12-03T10:
    return fits and digits(texts[0], 4) is not None and all(token.glued for token in around[1:])


def _is_seconds(tokens: Tokens, place: int) -> bool:
    """The “:00” that ends a stamp, and nothing else: a session begins on the minute."""
    for start in (place, place - 1):
        pair = tokens[start : start + 2]
        if start >= 2 and [token.text for token in pair] == [":", "00"] and tokens[start - 2].text == ":":  # noqa: PLR2004 # after its minutes
            return all(token.glued for token in pair)
    return False


def _parted(tokens: Tokens, text: str) -> Tokens:
    """The numbers or letters of a list, in order from the first of a line on, as ends of what is before them."""
    kept: list[Token] = []
    expected = 1
    place = 0
    while place < len(tokens):
        token = tokens[place]
        begins = not kept or kept[-1].text == _ENDS
        opened = token.text == _OPENS
        number = tokens[place + opened] if place + opened < len(tokens) else token
        if (begins or expected > 1) and _numbers(number, expected, text, opened=opened):
            kept.append(Token(";", token.start, number.end, glued=False))
            expected += 1
            place += opened + 1
            place += place < len(tokens) and tokens[place].text == _CLOSES
            continue
        kept.append(token)
        place += 1
    return tuple(kept) if expected > 1 and _is_list(kept, expected) else tokens


def _is_list(kept: list[Token], expected: int) -> bool:
    """A list of one is a list where it begins the text."""
    return expected > 2 or kept[0].text == ";"  # noqa: PLR2004 # two of them


def _numbers(token: Token, expected: int, text: str, *, opened: bool) -> bool:
    """Whether it is the number or letter that comes next in a list: “1)”, “1.”, “a)”, “(1)”."""
    letter = _LETTERS[expected - 1] if expected <= len(_LETTERS) else ""
    if (token.glued and not opened) or token.text not in (str(expected), letter):
        return False
    sign, then = text[token.end : token.end + 1], text[token.end + 1 : token.end + 2]
    return sign == _CLOSES or (
        not opened and sign == "." and then == " " and not month(_word_after(text, token.end + 1))
    )


def _word_after(text: str, place: int) -> str:
    words = text[place:].lower().split()
    return words[0].strip(".,") if words else ""


def _without_brackets(tokens: Tokens) -> Iterator[Token]:
    """Brackets that open and close say nothing; a lone one means something that is not known."""
    texts = [token.text for token in tokens]
    balanced = texts.count(_OPENS) == texts.count(_CLOSES)
    return (token for token in tokens if not (balanced and token.text in (_OPENS, _CLOSES)))


def each_day(tokens: Tokens) -> tuple[Tokens, ...]:
    """“10am Tue/Wed/Thu” once for each of its weekdays, with all that is said besides; anything else as it is."""
    for start in range(len(tokens) - 2):
        end = start
        while [weekday(token.text) is not None for token in tokens[end::2][:2]] == [True, True] and tokens[
            end + 1
        ].text == "/":
            end += 2
        if end > start:
            return tuple((*tokens[:start], day, *tokens[end + 1 :]) for day in tokens[start : end + 1 : 2])
    return (tokens,)
