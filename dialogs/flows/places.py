"""Where a session is: asked when people are invited, changed later, and looked at before it goes into calendars (P16, P23)."""

import re
from dataclasses import replace
from functools import partial

from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.model.fields import Answers, Errors, Form, Holds, Raw, ShortText
from dialogs.procedure.case import Case
from dialogs.procedure.commands.booking import ChangePlace

PLACE = ShortText(
    name="place",
    label="Place or link",
    hint="A room, or the link of an online meeting. No detail of the case.",
    holds=Holds.PLACE,
)


def of_the_case(case: Case, answers: Answers) -> Errors:
    """A place that says which child it is about: the initials or the reference of the case."""
    place = answers.get("place")
    found = next((word for word in _own_words(case) if isinstance(place, str) and _holds(place, word)), "")
    if not found:
        return {}
    return {"place": f"“{found}” is of the case. Everybody invited has it in their calendar. Leave it out, if you can."}


def _own_words(case: Case) -> tuple[str, ...]:
    return tuple(word for word in (case.initials, case.local_reference) if len(re.findall(r"\w", word)) > 1)


def _holds(text: str, word: str) -> bool:
    """As a word of its own; initials also without their full stops, in capitals as they are written."""
    plain = (
        re.escape(word) if any(sign.isdigit() for sign in word) else r"\.?\s?".join(re.findall(r"\w", word)) + r"\.?"
    )
    return bool(plain) and re.search(rf"(?<!\w){plain}(?!\w)", text) is not None


def _form(asked: Asked) -> Form:
    form = one_section("change-place", "Change where the session is", PLACE, submit="Change it")
    return replace(form, remarks=partial(of_the_case, asked.case))


def _now(asked: Asked) -> Raw:
    session = asked.case.session
    return {"place": session.place} if session else {}


FLOWS = {"change-place": Flow(form=_form, start=_now, make=lambda asked: ChangePlace(place=asked.text("place")))}
