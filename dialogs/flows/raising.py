"""The door, and the raising of a case (P01-P06)."""

from typing import Final

from dialogs.flows.flow import NOT_DECIDING, OFFICE_OR_GUEST, Asked, Flow, choose, options
from dialogs.ids import PersonId
from dialogs.model.fields import (
    Answers,
    Errors,
    Form,
    Holds,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Raw,
    Section,
    ShortText,
    YesNo,
)
from dialogs.model.turns import Scene
from dialogs.procedure.commands.agreement import Raise, Redirect
from dialogs.procedure.commands.base import Command
from dialogs.procedure.eligible import agencies, deciding, may_be_keyworker

BEGUN: Final = "begun."  # how a draft keeps the turn in which it was begun


def form(asked: Asked) -> Form:
    """Three screens: the door, the case, and why; one more where another meeting seems to be wanted."""
    scene = asked.scene
    elsewhere = (_elsewhere(scene),) if asked.so_far("planning") else ()
    return Form(
        name="raise",
        version=1,
        title="Raise a case",
        sections=(_door(scene), *elsewhere, _case(asked), _why(scene)),
        submit="Send",
        whole=_whole,
    )


def _door(scene: Scene) -> Section:
    return Section(
        name="door",
        title="Is joint supervision the right place?",
        intro=(
            "Joint supervision is a place to think together about a child. It does not decide, plan or check progress.",
        ),
        fields=(
            YesNo(name="risk", label="Is anybody at immediate risk of harm?"),
            YesNo(name="disagreement", label="Is this about a disagreement between professionals on what to do?"),
            YesNo(
                name="planning",
                label="Do you want to make or review a plan, decide something, or share new information?",
            ),
        ),
    )


def _elsewhere(scene: Scene) -> Section:
    """Asked only of those who want a plan, a decision or news: another meeting does that, and something may remain (P05)."""
    return Section(
        name="elsewhere",
        title="Another meeting does that",
        intro=(scene.terms.profile.signposts["planning"].says,),
        fields=(YesNo(name="reflective", label="Is there still something to think about together?"),),
    )


def _case(asked: Asked) -> Section:
    scene = asked.scene
    decides = deciding(scene.people)
    choices = scene.terms.profile.choices
    return Section(
        name="case",
        title="The case",
        intro=("Use initials and your own reference. Never a full name, a date of birth or an address.",),
        fields=(
            ShortText(name="local_reference", label="Reference in your own system", longest=40, holds=Holds.REFERENCE),
            ShortText(name="initials", label="Child's initials", hint="Such as A.B.", longest=8, holds=Holds.INITIALS),
            OneOf(name="age_band", label="Child's age", options=options(choices["ages"])),
            OneOf(name="status", label="Child's status", options=options(choices["statuses"])),
            OneOf(name="role", label="What is your part?", options=options(choices["roles"])),
            OneOf(name="agency", label="Your agency", options=_agencies(scene)),
            choose(
                asked,
                PersonField(
                    name="managers",
                    label=_managers_label(scene),
                    hint="They decide whether the case goes to joint supervision.",
                    many=scene.terms.profile.leads > 1,
                    most=scene.terms.profile.leads,
                ),
                barred=lambda person: "you raise the case" if person.id == scene.who.id else "",
                only=lambda person: person.id == scene.who.id or decides(person),
                others=NOT_DECIDING,
            ),
            choose(
                asked,
                PersonField(
                    name="keyworker",
                    label="Keyworker",
                    hint="They place the record on the child's file. You can name them later.",
                    required=False,
                ),
                only=may_be_keyworker,
                others=OFFICE_OR_GUEST,
            ),
        ),
    )


def _managers_label(scene: Scene) -> str:
    return "Accountable managers" if scene.terms.profile.leads > 1 else "Accountable manager"


def _agencies(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(agency, agency) for agency in agencies(scene.people))


def _why(scene: Scene) -> Section:
    return Section(
        name="why",
        title="Why now?",
        fields=(
            ManyOf(name="reasons", label="What is it about?", options=options(scene.terms.profile.choices["reasons"])),
            LongText(name="thinking", label="What would you like to think about?", longest=4_000),
            LongText(name="lived", label="What is it like to be this child?", longest=4_000),
            YesNo(name="family_knows", label="Does the family know that professionals will meet to reflect?"),
            LongText(
                name="family_note",
                label="If not: why, and who will tell them?",
                hint="Needed if they do not know. Nothing about us without us.",
                longest=1_000,
                required=False,
                needed=True,
                rows=3,
            ),
        ),
    )


def _whole(answers: Answers) -> Errors:
    if answers.get("family_knows") is False and not answers.get("family_note"):
        return {"family_note": "Say why the family does not know yet, and who will tell them."}
    return {}


def early(asked: Asked) -> Command | None:
    """The door stops the conversation where another process is the right one (P03-P05)."""
    if asked.yes("risk"):
        return Redirect(signpost="risk")
    if asked.yes("disagreement"):
        return Redirect(signpost="disagreement")
    if asked.yes("planning") and asked.answers.get("reflective") is False:
        return Redirect(signpost="planning")
    return None


def make(asked: Asked) -> Command:
    """The case as described."""
    profile = asked.scene.terms.profile
    managers = asked.several("managers") or tuple(filter(None, (asked.person("managers"),)))
    return Raise(
        local_reference=asked.text("local_reference"),
        initials=asked.text("initials"),
        age_band=asked.text("age_band"),
        status=asked.text("status"),
        role=asked.text("role"),
        agency=asked.text("agency"),
        reasons=asked.several("reasons"),
        thinking=asked.text("thinking"),
        lived=asked.text("lived"),
        family_knows=asked.yes("family_knows"),
        family_note=asked.text("family_note"),
        keyworker=asked.person("keyworker"),
        managers=tuple(map(PersonId, managers)),
        leads_required=profile.leads,
        supervisors_required=profile.supervisors,
        manager_agencies=tuple(asked.scene.people[PersonId(manager)].agency for manager in managers)
        if profile.leads > 1
        else (),
    )


def start(asked: Asked) -> Raw:
    """The agency is the actor's own, to begin with; and the form has a mark, by which it is known once it was sent."""
    return {"agency": asked.scene.who.agency, BEGUN: asked.scene.turn}


def mark(asked: Asked, _: Section) -> str:
    """What a screen of this very form carries: of it at most one case is made, from however many windows it is sent."""
    return asked.written(BEGUN)


FLOWS = {"raise": Flow(form=form, make=make, early=early, start=start, mark=mark, review=True)}
