"""Cards and forms to draw: one of everything, and Hypothesis strategies for the largest, the smallest and the oddest."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from dialogs.ids import CaseId
from dialogs.model.fields import (
    Day,
    Field,
    Form,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Section,
    ShortText,
    YesNo,
)
from dialogs.model.press import Press
from dialogs.model.views import (
    Answered,
    Button,
    Card,
    Heading,
    Note,
    Page,
    Pairs,
    Review,
    Row,
    Rows,
    Steps,
    Style,
    Text,
    Tone,
)

CASE = CaseId("3f" * 16)
AGREE = Press("agreement", "agree", CASE)
SLOT = Press("poll", "yes", CASE, "slot-1")
FILL = Press("case", "raise", CASE)

CARD = Card(
    name="agreement",
    title="JS-7K3M: your agreement is needed",
    body=(
        Text("First words."),
        Heading("Where it stands"),
        Pairs((("Stage", "Raised"), ("Waiting for", "You, since Mon 23 Nov 2026"))),
        Steps(("Raised", "Agreed", "Booked"), 1),
        Note("Three days left.", Tone.WARNING),
        Rows(
            (
                Row("Tue 1 Dec, 2pm", "3 yes", (Button("Yes", SLOT), Button("No", SLOT))),
                Row("JS-2222", "", (Button("Open", AGREE),)),
                Row("Nothing to do"),
            )
        ),
    ),
    buttons=(Button("Agree", AGREE, Style.PRIMARY), Button("Decline", AGREE, Style.DANGER, "Decline JS-7K3M")),
    case=CASE,
)

SHORT = ShortText(name="reference", label="Your reference", hint="As in your own system.")
MAIL = ShortText(name="mail", label="E-mail", kind="email", required=False)
LONG = LongText(name="thinking", label="What would you like to think about?")
BRIEF = LongText(name="brief", label="In a sentence", longest=500)
DAY = Day(name="decided_on", label="Decided on", earliest=date(2026, 11, 1), latest=date(2026, 11, 23))
YES = YesNo(name="family", label="Does the family know?")
ROLE = OneOf(
    name="role",
    label="Your role",
    options=(
        Option("p", "Practitioner", "Works with the family"),
        Option("s", "Supervisor"),
        Option("x", "Other", barred="not in this form"),
    ),
)
WHY = ManyOf(
    name="reasons",
    label="Why?",
    options=(Option("stuck", "Stuck"), Option("drift", "Drift"), Option("complex", "Complex")),
    most=2,
)
WHO = PersonField(
    name="manager",
    label="Manager",
    options=(Option("mo", "Mo Madeup", "Team manager"), Option("sal", "Sal Sample", barred="on leave until Friday")),
)
TEAM = PersonField(
    name="attendees",
    label="Who comes?",
    options=tuple(Option(f"p{at}", f"Person {at}", "Nurse") for at in range(140)),
    many=True,
    most=8,
)

FIRST = Section(name="case", title="The case", fields=(SHORT, MAIL, DAY, YES, ROLE), intro=("Initials only.",))
SECOND = Section(name="why", title="Why", fields=(WHY, LONG, BRIEF, WHO, TEAM))
FORM = Form(name="raise", version=1, title="Raise joint supervision", sections=(FIRST, SECOND), submit="Send")
PAGE = Page(form=FORM, press=FILL, section=FIRST, given={}, number=1, of=2)
LAST = Page(form=FORM, press=FILL, section=SECOND, given={}, number=2, of=2)
ROWS = (
    Answered("reference", "case", "Your reference", "A 12"),
    Answered("thinking", "why", "What would you like to think about?", "Anna is stuck", "Use initials."),
)
REVIEW = Review(form=FORM, press=FILL, rows=ROWS)

ODD = "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1<!channel> &amp; *b* _i_ `c` ~s~ <@U1> <https://x|y> @here\u202eabc\u2066\0\ud800 :knife:"


def lengths(*limits: int) -> st.SearchStrategy[str]:
    """Texts of nothing, of just the limit, of one more, and of far more; of plain and of astral letters."""
    sizes = sorted({0, 1, *(size for limit in limits for size in (limit - 1, limit, limit + 1, 2 * limit))})
    letters = st.sampled_from(["a", "&", "é", "\U0001f600", "<", "\u200b", " ", "*", ODD])
    return st.builds(lambda letter, size: (letter * size)[:size], letters, st.sampled_from(sizes))


TEXTS = st.one_of(lengths(24, 75, 150), lengths(2_000, 3_000), st.text(max_size=40), st.just(ODD))
WORDS = st.one_of(lengths(24, 75, 150), st.text(max_size=40), st.just(ODD))
PARTS = st.text(alphabet="abcXYZ019-_.:", max_size=32)
PRESSES = st.builds(Press, PARTS.filter(bool), PARTS.filter(bool), st.one_of(st.none(), st.just(CASE)), PARTS)
BUTTONS = st.builds(Button, WORDS, PRESSES, st.sampled_from(Style), st.one_of(st.just(""), WORDS))
ROWS_OF = st.builds(Row, WORDS, TEXTS, st.lists(BUTTONS, max_size=4).map(tuple))
BLOCKS = st.one_of(
    st.builds(Text, TEXTS),
    st.builds(Heading, WORDS),
    st.builds(Pairs, st.lists(st.tuples(WORDS, TEXTS), max_size=12).map(tuple)),
    st.builds(Steps, st.lists(WORDS, max_size=9).map(tuple), st.integers(0, 9)),
    st.builds(Note, TEXTS, st.sampled_from(Tone)),
    st.builds(Rows, st.lists(ROWS_OF, max_size=30).map(tuple)),
)
NOTES = st.one_of(st.none(), st.builds(Note, TEXTS, st.sampled_from(Tone)))
CARDS = st.builds(
    Card,
    st.just("agreement"),
    WORDS,
    st.lists(BLOCKS, max_size=8).map(tuple),
    st.lists(BUTTONS, max_size=30).map(tuple),
    NOTES,
    st.sampled_from(["", CASE]),
)

OPTIONS = st.builds(lambda label, hint, barred: ("", label, hint, barred), WORDS, WORDS, st.one_of(st.just(""), WORDS))


@st.composite
def options(draw: st.DrawFn, most: int = 260) -> tuple[Option, ...]:
    """Options with values of their own, in numbers around Slack's limits."""
    count = draw(st.sampled_from([one for one in (0, 1, 2, 10, 11, 100, 101, 250, 450) if one <= most]))
    shape = draw(st.lists(OPTIONS, min_size=1, max_size=3))
    made = (shape[at % len(shape)] for at in range(count))
    return tuple(Option(f"o{at}", label, hint, barred) for at, (_, label, hint, barred) in enumerate(made))


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    """One field of any kind."""
    label, hint, required = draw(WORDS), draw(st.one_of(st.just(""), TEXTS)), draw(st.booleans())
    more: Any = {"name": name, "label": label, "hint": hint, "required": required}
    kinds: st.SearchStrategy[Field] = st.one_of(
        st.builds(
            lambda longest, kind: ShortText(**more, longest=longest, kind=kind),
            st.sampled_from([1, 200, 3_001]),
            st.sampled_from(["text", "email"]),
        ),
        st.builds(lambda longest: LongText(**more, longest=longest), st.sampled_from([1, 500, 3_000, 3_001, 20_000])),
        st.just(Day(**more, earliest=date(2026, 1, 1))),
        st.just(YesNo(**more)),
        st.builds(lambda given: OneOf(**more, options=given), options()),
        st.builds(
            lambda given, most: ManyOf(**more, options=given, most=most),
            options(),
            st.one_of(st.none(), st.integers(1, 9)),
        ),
        st.builds(lambda given, many: PersonField(**more, options=given, many=many), options(450), st.booleans()),
    )
    return draw(kinds)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A screen of any fields, with answers, faults and remarks."""
    asked = tuple(draw(fields(f"f{at}")) for at in range(draw(st.integers(1, 5))))
    section = Section(name="s", title=draw(WORDS), fields=asked, intro=tuple(draw(st.lists(TEXTS, max_size=2))))
    form = Form(name="f", version=1, title=draw(WORDS), sections=(section,), submit=draw(WORDS))
    values = st.one_of(
        TEXTS,
        st.sampled_from(["o1", "o9", "yes", "2026-02-30", "2026-12-01"]),
        st.lists(st.sampled_from(["o0", "o5", "o440"])).map(tuple),
    )
    names = st.sampled_from([one.name for one in asked])
    said = st.dictionaries(st.one_of(names, st.just("")), WORDS, max_size=2)
    return Page(
        form=form, press=FILL, section=section, given=draw(st.dictionaries(names, values)), number=draw(st.integers(1, 3)), of=3,
        errors=draw(said), remarks=draw(said), note=draw(NOTES),
    )  # fmt: skip


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """A review of up to sixty answers."""
    count = draw(st.sampled_from([0, 1, 5, 60]))
    rows = tuple(Answered(f"f{at}", "s", draw(WORDS), draw(TEXTS), draw(WORDS)) for at in range(min(count, 5))) * (
        12 if count == 60 else 1
    )
    form = Form(name="f", version=1, title=draw(WORDS), sections=(FIRST,), submit=draw(WORDS))
    return Review(
        form=form,
        press=FILL,
        rows=rows,
        errors=draw(st.dictionaries(st.sampled_from(["", "f0"]), WORDS)),
        note=draw(NOTES),
    )
