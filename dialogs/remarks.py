"""Remarks: what to look at again in what was written, a sentence beside each field. They stop nobody and change nothing (P05, P23)."""

from collections.abc import Iterator, Mapping
from typing import Final

from dialogs import words
from dialogs.model.fields import Answers, Errors, Field, Holds, LongText, Raw, ShortText
from dialogs.procedure.case import Session
from dialogs.procedure.people import Directory
from dialogs.procedure.profile import Profile
from dialogs.procedure.terms import Terms
from dialogs.recognisers import Kind, Known, identifying, more_than_initials, tasks

EXPECTED: Final[Mapping[Holds, frozenset[Kind]]] = {
    Holds.PROSE: frozenset(),
    Holds.PLACE: frozenset({Kind.POSTCODE, Kind.STREET, Kind.PHONE, Kind.EMAIL}),
    Holds.REFERENCE: frozenset({Kind.POSTCODE, Kind.PHONE}),  # a reference may look like one
    Holds.INITIALS: frozenset(),
    Holds.WHO_OR_WHEN: frozenset(Kind),
}
"""What a text may hold because it is what was asked for: a room has an address."""
INSTEAD: Final[Mapping[Holds, str]] = {
    Holds.PROSE: "Use initials and your reference instead, if you can.",
    Holds.PLACE: "Everybody invited has it in their calendar. Write a room or a link instead, if you can.",
    Holds.REFERENCE: "Use the reference of your own system instead.",
}
QUOTED: Final = 80  # letters of a sentence that is pointed out
NAME_FOR_INITIALS: Final = "This looks like a name. Write initials only, such as A.B."


def known(people: Directory, terms: Terms) -> Known:
    """What the recognisers are told of the partnership: its agencies, and the meetings and lists of its profile, are no persons."""
    profile = terms.profile
    listed = (label for labels in profile.choices.values() for label in labels.values())
    titles = (section.label for section in profile.record)
    processes = (signpost.process for signpost in profile.signposts.values())
    agencies = {person.agency for person in people.values()}
    return Known.of(terms.today, (profile.partnership, *agencies, *listed, *titles, *processes))


def texts(fields: tuple[Field, ...], given: Raw) -> dict[str, str]:
    """What was typed in the fields that take a text, trimmed; nothing for those that were not asked yet."""
    asked = (field.name for field in fields if isinstance(field, LongText | ShortText) and field.name in given)
    return {name: _text(given[name]).strip() for name in asked}


def _text(raw: str | tuple[str, ...]) -> str:
    return raw if isinstance(raw, str) else " ".join(raw)


def identified(fields: tuple[Field, ...], answers: Answers, told: Known) -> Errors:
    """What seems to identify somebody, by the name of its field."""
    found = {
        field.name: remark(answers.get(field.name), field.holds, told)
        for field in fields
        if isinstance(field, LongText | ShortText)
    }
    return {name: says for name, says in found.items() if says}


def remark(text: object, holds: Holds, told: Known) -> str:
    """A sentence on what a text seems to hold, and what to write instead; nothing where it holds nothing of the kind."""
    if not isinstance(text, str) or not text:
        return ""
    if holds is Holds.INITIALS:
        return NAME_FOR_INITIALS if more_than_initials(text) else ""
    kinds = _kinds(text, holds, told)
    return f"This looks as if it holds {words.listed(kinds)}. {INSTEAD[holds]}" if kinds else ""


def _kinds(text: str, holds: Holds, told: Known) -> tuple[Kind, ...]:
    if EXPECTED[holds] == frozenset(Kind):
        return ()
    return tuple(kind for kind in identifying(text, told) if kind not in EXPECTED[holds])


def fidelity(profile: Profile, answers: Answers) -> Errors:
    """What reads like a task, a decision or a new fact, and what is empty but should not be, by section (P05).

    The section of points for the next meeting is where tasks belong: there they are none. A section that was not asked is not empty.
    """
    return {
        name: f"{_quoted(found)} {profile.fidelity_says}" if found else profile.fidelity_empty
        for name, found in _unfaithful(profile, answers)
    }


def _unfaithful(profile: Profile, answers: Answers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each section that reads like case management, with the sentences that do; or that is empty and should not be, with none."""
    for section in profile.record:
        text = str(answers.get(section.name) or "")
        if section.name != profile.fidelity_points and (found := tasks(text, profile.fidelity_words)):
            yield section.name, found
        elif section.watch == "empty" and section.name in answers and not text:
            yield section.name, ()


def _quoted(found: tuple[str, ...]) -> str:
    """The first of the sentences, shortened, and how many more there are."""
    first = found[0] if len(found[0]) <= QUOTED else f"{found[0][: QUOTED - 1].rstrip()}…"
    return f"“{first}”" + (f" and {len(found) - 1} more:" if len(found) > 1 else "")


def joined(*several: Errors) -> Errors:
    """All remarks, those on one field one after the other."""
    names = dict.fromkeys(name for remarks in several for name in remarks)
    return {name: " ".join(remarks[name] for remarks in several if name in remarks) for name in names}


def of_record(session: Session, profile: Profile, told: Known, *, finished: bool) -> tuple[str, ...]:
    """A sentence for each part of a record that reads like case management, names somebody, or, once it is finished, is empty and should not be."""
    texts_now = ((section.name, session.text(section.name)) for section in profile.record)
    written = {name: text for name, text in texts_now if text or finished}
    labels = {section.name: section.label for section in profile.record}
    reads = {
        name: "reads like a task or a decision" if found else "is empty"
        for name, found in _unfaithful(profile, written)
    }
    parts = [(labels[name], reads.get(name, ""), text) for name, text in written.items()]
    if session.family:
        parts.append(("To share with the child and family", "", session.family.points))
    if session.learning:
        parts.append(("Wider learning", "", f"{session.learning.theme}\n{session.learning.text}"))
    return tuple(
        filter(None, (_sentence(label, reads, _kinds(text, Holds.PROSE, told)) for label, reads, text in parts))
    )


def _sentence(label: str, reads: str, kinds: tuple[Kind, ...]) -> str:
    said = [*([reads] if reads else []), *([f"seems to hold {words.listed(kinds)}"] if kinds else [])]
    return f"“{label}” {' and '.join(said)}." if said else ""
