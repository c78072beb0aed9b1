"""The procedure's numbers and names: data, versioned, and validated before anything starts.

A profile is a TOML file. `read_profile` takes its text and gives the profile, or one plain line for each fault.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from dialogs.email_address import lawful
from dialogs.owed import What
from dialogs.procedure.toml_faults import TomlFault, TomlTable

NUMBER: Final = re.compile(r"(?<![\w+])(?:999|101|111|0\d{2,4} ?\d{3,4} ?\d{3,4})(?!\w)")


@dataclass(frozen=True, slots=True)
class Signpost:
    """Another process that is the right one, whom to call, and where its rules are to be read (P03, P04, P05)."""

    name: str
    process: str
    says: str
    contacts: tuple[str, ...]
    link: str = ""  # a secure address; empty where there is none

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers among the contacts, as they stand there."""
        return tuple(found for contact in self.contacts for found in NUMBER.findall(contact))


@dataclass(frozen=True, slots=True)
class Ladder:
    """After how many working days each is told that an ask is still open; empty: never."""

    person: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()
    manager: tuple[int, ...] = ()
    office: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSection:
    """One free-text section of the record."""

    name: str
    label: str
    hint: str = ""
    required: bool = True
    watch: str = ""  # "empty": pointed out when nothing is written


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the feedback form: a scale from 1 to 5, or a text."""

    name: str
    label: str
    kind: str = "scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything a partnership may set."""

    name: str
    version: int
    partnership: str
    logo: str = ""  # a picture file, for documents
    office_phone: str = ""  # by which people check that a letter is genuine
    office_email: str = ""
    window_days: int
    leads: int
    supervisors: int
    agencies: int
    answer_within: int
    note_from: int
    most: int
    minutes: int
    opens: time
    closes: time
    notice: int
    statement: str
    poll_days: int
    proposes: int
    asks_before: int = (
        3  # working days before a session on which whoever is needed and has not said whether they come is asked
    )
    further_days: int = 20  # working days from one session to the next, for the slots the bot proposes
    every_agency_files: bool
    pace: Mapping[str, int]
    ladders: Mapping[str, Ladder]
    quiet_from: time
    quiet_to: time
    digest: time
    snoozes: int
    snooze_days: int
    closures: tuple[date, ...]
    signposts: Mapping[str, Signpost]
    choices: Mapping[str, Mapping[str, str]]
    record: tuple[RecordSection, ...]
    fidelity_words: tuple[str, ...]
    fidelity_says: str
    fidelity_empty: str
    fidelity_points: str = ""  # the record's section for what goes to the next meeting; empty where there is none
    feedback: tuple[Question, ...] = field(default=())

    @property
    def id(self) -> str:
        """Name and version, as a case keeps it."""
        return f"{self.name}/{self.version}"

    def label(self, choice: str, value: str) -> str:
        """The words for a value of one of the lists; the value itself when the list has changed since."""
        return self.choices.get(choice, {}).get(value, value)


UNLESS_SAID: Final[Mapping[What, What]] = {What.OFFER: What.BOOK}
"""Whose ladder is climbed where a profile has no line for something owed."""
LISTS: Final = ("roles", "reasons", "statuses", "ages", "meetings", "scopes")
SIGNPOSTS: Final = ("risk", "disagreement", "planning")


USUAL: Final = Ladder(person=(1, 3), manager=(5,), office=(7,))
"""When an ask is said again that a profile says nothing of."""


def read_profile(text: str) -> Profile | tuple[TomlFault, ...]:
    """The profile that a TOML text describes, or all that is wrong with it, with line numbers."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return (TomlFault(_line_in(str(fault)), "", f"This is not TOML: {fault}."),)
    table = TomlTable(raw, text)
    profile = _profile(table)
    table.unknown()
    return tuple(table.faults) or profile


def _profile(top: TomlTable) -> Profile:
    window, leads, supervisors = top.table("window"), top.table("leads"), top.table("supervisors")
    supervisees, session, poll = top.table("supervisees"), top.table("session"), top.table("poll")
    quiet, snooze, fidelity = top.table("quiet"), top.table("snooze"), top.table("fidelity")
    made = Profile(
        name=top.text("name"),
        version=top.number("version", 1, 10_000),
        partnership=top.text("partnership"),
        logo=top.text("logo", required=False),
        office_phone=top.text("office_phone", required=False),
        office_email=top.text("office_email", required=False),
        closures=top.days("closures"),
        window_days=window.number("working_days", 1, 260),
        leads=leads.number("required", 1, 2),
        supervisors=supervisors.number("count", 1, 2),
        agencies=supervisors.number("agencies", 1, 2),
        answer_within=supervisors.number("answer_within", 1, 15),
        note_from=supervisees.number("note_from", 1, 100),
        most=supervisees.number("most", 1, 100),
        minutes=session.number("minutes", 15, 480),
        opens=session.clock("opens"),
        closes=session.clock("closes"),
        notice=session.number("notice", 0, 15),
        asks_before=session.number("asks_before", 1, 15, default=3),
        statement=session.text("statement"),
        poll_days=poll.number("open_for", 1, 15),
        proposes=poll.number("proposes", 1, 20),
        further_days=poll.number("further_after", 1, 260, default=20),
        every_agency_files=top.table("filing").one_of("by", ("keyworker", "every-agency")) == "every-agency",
        pace={name: top.table("pace").number(name, 0, 15) for name in ("agreed", "nominated", "polling")},
        ladders={name: _ladder(top.table("reminders"), name) for name in What},
        quiet_from=quiet.clock("from"),
        quiet_to=quiet.clock("to"),
        digest=quiet.clock("digest"),
        snoozes=snooze.number("times", 0, 10),
        snooze_days=snooze.number("days", 1, 10),
        signposts={signpost.name: signpost for signpost in top.each("signposts", _signpost)},
        choices={name: top.table("choices").words(name) for name in LISTS},
        record=top.each("record", _section),
        fidelity_words=fidelity.texts("words"),
        fidelity_says=fidelity.text("says"),
        fidelity_empty=fidelity.text("empty"),
        fidelity_points=fidelity.text("points", required=False),
        feedback=top.each("feedback", _question),
    )
    _agreeing(top, made)
    return made


def _agreeing(top: TomlTable, made: Profile) -> None:
    """What each number allows alone, but not together."""
    top.require(
        made.agencies <= made.supervisors,
        "agencies",
        "Supervisors cannot come from more agencies than there are supervisors: lower `agencies`.",
    )
    top.require(
        made.note_from <= made.most, "note_from", "`note_from` comes before the hard stop: write a number up to `most`."
    )
    top.require(
        not made.office_email or lawful(made.office_email),
        "office_email",
        'Write one address, such as "office@partnership.example".',
    )
    top.require(made.opens < made.closes, "closes", "`closes` must be later than `opens`.")
    for name in SIGNPOSTS:
        top.require(name in made.signposts, "signposts", f'Add a [[signposts]] with name = "{name}".')
    points = made.fidelity_points
    top.require(
        not points or points in {section.name for section in made.record},
        "fidelity",
        f'No [[record]] section is called "{points}": write the name of one as `points`.',
    )
    top.require(bool(made.record), "record", "Add at least one [[record]] section.")


def _ladder(reminders: TomlTable, name: What) -> Ladder:
    """Without a line of its own an ask has the usual ladder: a profile written before there was such an ask stalls nowhere."""
    other = UNLESS_SAID.get(name)
    rungs = reminders.table_if_there(name) or (reminders.table_if_there(other) if other else None)
    if rungs is None:
        return USUAL
    return Ladder(
        person=rungs.numbers("person"),
        lead=rungs.numbers("lead", required=False),
        manager=rungs.numbers("manager", required=False),
        office=rungs.numbers("office", required=False),
    )


def _signpost(table: TomlTable) -> Signpost:
    return Signpost(
        table.one_of("name", SIGNPOSTS),
        table.text("process"),
        table.text("says"),
        table.texts("contacts"),
        table.address("link"),
    )


def _section(table: TomlTable) -> RecordSection:
    return RecordSection(
        name=table.word("name"),
        label=table.text("label"),
        hint=table.text("hint", required=False),
        required=table.flag("required", default=True),
        watch=table.one_of("watch", ("", "empty"), required=False),
    )


def _question(table: TomlTable) -> Question:
    return Question(
        table.word("name"), table.text("label"), table.one_of("kind", ("scale", "text"), required=False) or "scale"
    )


def _line_in(message: str) -> int:
    """The line that tomllib names in its message."""
    _, _, rest = message.partition("line ")
    digits = rest.split(",")[0].split()[0] if rest else ""
    return int(digits) if digits.isdigit() else 1
