"""A generator of hostile payloads: true ones with things changed, cut, repeated or put in. The same seed makes the same ones."""

from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

from dialogs.verbs import VERBS

CARDS: Final = (
    "case",
    "agreement",
    "nomination",
    "poll",
    "session",
    "record",
    "circulation",
    "feedback",
    "learning",
    "timeline",
    "home",
    "channels",
    "feed",
)
STRINGS: Final = (
    "", " ", "\0", "\ud800", "\u202eevil", "<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "${7*7}", "../../etc/passwd", "%s%n", "<!channel>", "[x](javascript:1)",
    "raise", "mine", "help", "here", "link", "link ABC 234", "channels", "calendar", "cancel", "send", "dates tue 2pm", "JS-2222", "x" * 5_000, "A" * 255, "1" * 400, "=1+1", "\r\nX: y",
)  # fmt: skip
THINGS: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    2**63,
    1e308,
    [],
    {},
    [[]],
    {"a": {"b": []}},
    [None],
    {"": ""},
)


class Hostile:
    """One stream of payloads about some cases."""

    def __init__(self, seed: str, cases: Sequence[str], references: Sequence[str], people: Sequence[str]) -> None:
        self.random = Random(seed)  # noqa: S311 - the same each time, on purpose
        self._cases, self._references, self._people = cases, references, people

    def words(self) -> str:
        """Something typed."""
        return self.random.choice(
            (
                *STRINGS,
                *self._references,
                f"dates {self._references[0]} tue 2pm",
                "".join(chr(self.random.randrange(0xD7FF)) for _ in range(20)),
            )
        )

    def press(self) -> str:
        """What a button carries: often well-formed, and of the case."""
        pick = self.random.choice
        if self.random.random() < 0.15:
            return self.words()
        verb = pick((*VERBS, "show", "show", "find", "feedback", "docx", "code", "confirm", "unlink", "choose", "sing"))
        return "/".join(
            (
                pick(CARDS),
                verb,
                pick((*self._cases, *self._cases, "", "0" * 32)),
                pick(("", "", "0", "1", "2", "-1", "mo", *self._people, "9" * 30)),
            )
        )

    def value(self) -> Any:
        """Anything at all."""
        return self.random.choice((self.words(), self.press(), deepcopy(self.random.choice(THINGS))))

    def answers(self) -> dict[str, Any]:
        """What was never asked, or is no answer."""
        names = (
            "risk",
            "planning",
            "reasons",
            "managers",
            "supervisors",
            "thinking",
            "typed",
            "slots",
            "reference",
            "why",
            "a.b",
            "",
        )
        return {self.random.choice(names): self.value() for _ in range(self.random.randrange(5))}

    def bent(self, payload: Any) -> Any:
        """The payload, with up to three of its parts changed, cut, or repeated deeper; one in four as it is."""
        made = deepcopy(payload)
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            places = list(_places(made))
            if not places:
                break
            holder, key = self.random.choice(places)
            match self.random.randrange(4):
                case 0:
                    del holder[key]
                case 1:
                    holder[key] = self.value()
                case 2:
                    holder[key] = [deepcopy(holder[key])] * self.random.randrange(3)
                case _:
                    holder[key] = {"value": deepcopy(holder[key])}
        return made


def _places(thing: Any) -> Any:
    """Every key of every object and list within."""
    keys = list(thing) if isinstance(thing, dict) else range(len(thing)) if isinstance(thing, list) else ()
    for key in keys:
        yield thing, key
        yield from _places(thing[key])
