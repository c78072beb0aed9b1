"""Pages of forms and a review, as the procedure makes them."""

from dataclasses import replace
from datetime import date

from dialogs.model.fields import (
    WHOLE,
    Day,
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
from dialogs.model.views import Answered, Page, Review
from tests.adapters.web.samples import press

REASONS = (
    Option("complex", "It is complex"),
    Option("stuck", "It is stuck or drifting", "The same actions come back at each meeting"),
    Option("views", "We see the child’s experience differently"),
    Option("network", "The network does not work as one"),
    Option("impact", "The emotional impact on us"),
    Option("other", "Something else"),
)
PEOPLE = (
    Option("sam", "Sam Okafor", "Community Health. Leads 1 of 3 at present."),
    Option("lena", "Lena Fischer", "Education. Leads none at present. Trained March 2026."),
    Option("tom", "Tom Hale", "Police", "on leave until Mon 14 Dec 2026"),
    Option("ada", "Ada Mensah", "Children’s Services", "she has three already"),
)
MANY_PEOPLE = tuple(
    Option(f"p{number}", f"{name} {family}", agency, "away until 4 Jan 2027" if number in {3, 11} else "")
    for number, (name, family, agency) in enumerate(
        (name, family, agency)
        for family, agency in (("Ash", "Health"), ("Birch", "Police"), ("Cole", "Education"))
        for name in ("Ana", "Ben", "Cyd", "Dot", "Eli")
    )
)

DOOR = Section(
    name="door",
    title="Is anybody at immediate risk of harm?",
    fields=(
        YesNo(
            name="risk",
            label="Is anybody at immediate risk of harm?",
            hint="If so, this is not the way: we show you whom to call.",
        ),
    ),
)
CHILD = Section(
    name="child",
    title="About the case",
    intro=("Use initials, never a full name, a date of birth or an address.",),
    fields=(
        ShortText(name="reference", label="Reference in your own system", hint="For example CYP-20931", longest=20),
        ShortText(name="initials", label="Child’s initials", longest=6),
        OneOf(
            name="age",
            label="Age of the child",
            options=(
                Option("0", "Unborn to 4"),
                Option("5", "5 to 9"),
                Option("10", "10 to 15"),
                Option("16", "16 and 17"),
            ),
        ),
        ShortText(name="mail", label="Your manager’s e-mail", kind="email", required=False),
        PersonField(
            name="keyworker", label="Keyworker", options=MANY_PEOPLE, hint="The person whose file the record goes to"
        ),
        Day(name="since", label="When did you last meet as a Core Group?", latest=date(2026, 12, 1), required=False),
    ),
)
WHY = Section(
    name="why",
    title="Why joint supervision?",
    fields=(
        ManyOf(name="reasons", label="What is it like at present?", options=REASONS),
        LongText(name="think", label="What would you like to think about?", rows=5, longest=1500),
        LongText(
            name="child", label="What is it like to be this child?", hint="What do they see, hear and feel?", rows=4
        ),
    ),
)
SUPERVISORS = Section(
    name="two",
    title="Who could supervise?",
    intro=("Choose two people from two agencies.",),
    fields=(
        PersonField(name="supervisors", label="Supervisors", options=PEOPLE, many=True, most=2),
        PersonField(name="lead", label="Which of them leads?", options=PEOPLE[:2]),
    ),
)
RAISING = Form(name="raising", version=1, title="Raise joint supervision", sections=(DOOR, CHILD, WHY))
NOMINATION = Form(name="nomination", version=1, title="JS-7K3M", sections=(SUPERVISORS,), submit="Ask them")
RAISE = Press("raise", "open")

DOOR_PAGE = Page(form=RAISING, press=RAISE, section=DOOR, given={}, number=1, of=3)
CHILD_PAGE = Page(
    form=RAISING,
    press=RAISE,
    section=CHILD,
    given={"reference": "CYP-20931", "initials": "T.R.", "age": "5", "keyworker": "p7", "since": "2026-11-19"},
    number=2,
    of=3,
    mark="0a1b",
)
CHILD_FAULTS = replace(
    CHILD_PAGE,
    given={"reference": "", "initials": "Theo Rowe", "mail": "mo.begum@"},
    errors={
        "reference": "Answer “Reference in your own system”.",
        "initials": "Shorten this to 6 characters; it has 9.",
        "age": "Answer “Age of the child”.",
        "mail": "Write a whole e-mail address, such as name@example.org.",
        "keyworker": "Answer “Keyworker”.",
    },
    remarks={"initials": "This looks like a full name. Use initials."},
)
WHY_PAGE = Page(
    form=RAISING,
    press=RAISE,
    section=WHY,
    given={"reasons": ("stuck", "impact"), "think": "We go round in circles. Theo Rowe’s school sees another boy."},
    number=3,
    of=3,
    remarks={"think": "This may contain a full name. Use initials."},
)
NOMINATION_PAGE = Page(
    form=NOMINATION,
    press=press("nomination", "open"),
    section=SUPERVISORS,
    given={"supervisors": ("sam",)},
    errors={WHOLE: "Choose two supervisors from two different agencies."},
)
REVIEW = Review(
    form=RAISING,
    press=RAISE,
    rows=(
        Answered("risk", "door", "Is anybody at immediate risk of harm?", "No"),
        Answered("reference", "child", "Reference in your own system", "CYP-20931"),
        Answered("initials", "child", "Child’s initials", "T.R."),
        Answered("age", "child", "Age of the child", "5 to 9"),
        Answered("mail", "child", "Your manager’s e-mail", ""),
        Answered("keyworker", "child", "Keyworker", "Cyd Birch"),
        Answered(
            "reasons", "why", "What is it like at present?", "It is stuck or drifting\nThe emotional impact on us"
        ),
        Answered(
            "think",
            "why",
            "What would you like to think about?",
            "We go round in circles. Theo Rowe’s school sees another boy.",
            "This may contain a full name. Use initials.",
        ),
    ),
)
