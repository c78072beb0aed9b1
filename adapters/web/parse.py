"""What a browser sent, as what was heard. Pure: bytes in, values out, and nothing for what no form of ours could send.

Answers travel as `a.<field>`, those of fields with several values as `m.<field>`. Both are always sent, if need be
empty, so that a choice can be taken back. Words by which somebody is looked for travel as `f.<field>`, and as `w.<field>` those
that were answered already: what is new there is looked for, whatever button was pressed. Whatever else is in a post is dropped.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import parse_qsl

from dialogs.ids import PersonId, TurnId, turn_id
from dialogs.model.fields import Raw
from dialogs.model.heard import SOUGHT, Go, Handle, Pressed, Submitted
from dialogs.model.press import Press

ONE: Final = "a."
MANY: Final = "m."
WORDS: Final = "f."
WAS: Final = "w."
MOST_BYTES: Final = 1024 * 1024
MOST_PARTS: Final = 2_000  # a list of some hundred people, twice over
FORM: Final = "application/x-www-form-urlencoded"

NAME: Final = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
EVENT: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
BACK: Final = re.compile(r"/(as/[A-Za-z0-9_.~%-]+(/[A-Za-z0-9_.:~/-]*)?)?")
CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])  # all but tab, line feed, carriage return


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedForm:
    """One form that was sent, read but not yet believed."""

    event: str
    csrf: str = ""
    press: Press | None = None
    section: str = ""
    mark: str = ""
    about: str = ""
    go: Go = Go.NEXT
    raw: Raw = field(default_factory=dict)
    how: str = ""
    back: str = "/"


def read(body: bytes) -> PostedForm | None:
    """The post in a body; nothing if it is too big, or not one of ours."""
    parts = _parts(body)
    single = {name: value for name, value in parts if not name.startswith((ONE, MANY))}
    find, drop = _name(single.get("find", "")), single.get("drop", "").partition(" ")
    event, change, move, go, section = (single.get(name, "") for name in ("event", "change", "move", "go", "section"))
    if not EVENT.fullmatch(event) or go not in ("", *Go):
        return None
    post = PostedForm(
        event=event,
        csrf=single.get("csrf", ""),
        press=Press.read(single.get("press", "")),
        section=_name(section or change),  # a review is no section
        mark=_name(single.get("mark", "")),
        about=_name(move or change) if section else "",
        go=Go.CHANGE if change else Go.MOVE if move else Go(go or Go.NEXT),
        raw=_answers(parts),
        how=single.get("how", ""),
        back=_own(single.get("back", "")),
    )
    if section and _name(drop[0]):
        return _without(post, drop[0], drop[2])
    sought = find or (_unanswered(single) if post.go is Go.NEXT else "")
    return _looking(post, sought, single) if section and sought else post


def _unanswered(single: Mapping[str, str]) -> str:
    """The field beside which words stand that nobody has looked for yet."""
    typed = (name.removeprefix(WORDS) for name, words in single.items() if name.startswith(WORDS) and words.strip())
    return next((name for name in map(_name, typed) if single.get(WAS + name) != single[WORDS + name]), "")


def _looking(post: PostedForm, name: str, single: Mapping[str, str]) -> PostedForm:
    """People are looked for: the words go along, and everything else that was typed."""
    words = single.get(WORDS + name, "").translate(CONTROLS)
    return replace(post, go=Go.FIND, about=name, raw={**post.raw, SOUGHT + name: words})


def _without(post: PostedForm, name: str, value: str) -> PostedForm:
    """Somebody who was added is taken out again."""
    chosen = post.raw.get(name, "")
    left = tuple(kept for kept in chosen if kept != value) if isinstance(chosen, tuple) else ""
    return replace(post, go=Go.FIND, about=name, raw={**post.raw, name: left})


def pressed(post: PostedForm, press: Press, person: PersonId) -> Pressed:
    """A button that was pressed."""
    return Pressed(turn=_turn(post, person), sender=sender(person), press=press)


def submitted(post: PostedForm, press: Press, person: PersonId) -> Submitted:
    """A screen of a form that was sent."""
    return Submitted(
        turn=_turn(post, person),
        sender=sender(person),
        press=press,
        section=post.section,
        go=post.go,
        raw=post.raw,
        mark=post.mark,
        about=post.about,
    )


def opened(press: Press, person: PersonId, event: str, at: str = "", *, judged: bool = False) -> Pressed:
    """A page that was looked at; of a form, `at` which section. Every look is an event of its own."""
    turn = turn_id("web", f"{person}\n{event}")
    return Pressed(turn=turn, sender=sender(person), press=press, at=_name(at), judged=judged)


def sender(person: PersonId) -> Handle:
    """Who somebody is on this channel."""
    return Handle("web", "", person)


def packed(press: Press) -> str:
    """A press as one part of a path."""
    return str(press).replace("/", "~")


def unpacked(part: str) -> Press | None:
    """The press in a part of a path, if there is one."""
    return Press.read(part.replace("~", "/"))


def _turn(post: PostedForm, person: PersonId) -> TurnId:
    """The same page sent twice with the same answers is one event; sent again with other answers it is another."""
    said = json.dumps([str(post.press), post.section, post.go, post.about, sorted(post.raw.items())])
    return turn_id("web", f"{person}\n{post.event}\n{hashlib.sha256(said.encode()).hexdigest()}")


def _parts(body: bytes) -> list[tuple[str, str]]:
    if len(body) > MOST_BYTES:
        return []
    try:
        return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError:
        return []


def _answers(parts: Iterable[tuple[str, str]]) -> Raw:
    """Of a single field the last value counts (an empty one is sent before it); of several, all that are not empty."""
    one: dict[str, str] = {}
    many: dict[str, tuple[str, ...]] = {}
    for key, sent in parts:
        name, value = _name(key[2:]), sent.translate(CONTROLS)
        if name and key.startswith(ONE):
            one[name] = value
        elif name and key.startswith(MANY):
            many[name] = (*many.get(name, ()), *([value] if value else []))
    return {**one, **many}


def _name(given: str) -> str:
    return given if NAME.fullmatch(given) else ""


def _own(path: str) -> str:
    """A path of the demo, or its start: never another site."""
    return path if BACK.fullmatch(path) else "/"
