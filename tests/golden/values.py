"""One value of every class that is stored, each with every field filled in: what the kept files must be read as.

Whoever adds a field adds it here too, and runs `python -m tests.golden`: each file gets one form more, and keeps those it had.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from adapters.teams.conversation_reference import Reference
from dialogs.figures.values import CountedOn, Publication, Table
from dialogs.ids import CaseId, PersonId
from dialogs.model.drafts import Draft
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.turns import Feedback
from dialogs.procedure.case import Attendee, Choice, FamilyPoints, Learning, Slot, Told
from dialogs.procedure.commands import (
    agreement,
    attendance,
    base,
    booking,
    family,
    learning,
    polling,
    record,
    refiling,
    reminding,
    supervision,
)
from dialogs.procedure.people import Person
from dialogs.procedure.session import Known
from store.rows.postings import Posted
from tests.town import LONDON

CASE: Final = CaseId("c0ffee00" * 4)
PAT, MO, SAL, NIA, KIT = map(PersonId, ("pat", "mo", "sal", "nia", "kit"))
DAY: Final = date(2026, 11, 26)
NOON: Final = datetime(2026, 11, 23, 12, 30, tzinfo=LONDON)
SLOT: Final = Slot(datetime(2026, 12, 1, 14, tzinfo=LONDON), 90)
SUMMER: Final = Slot(datetime(2027, 7, 1, 10, tzinfo=LONDON), 60)
HERE: Final = Handle("slack", "T0TESTSHIRE", "UPAT")
TABLE: Final = Table(
    name="inside",
    title="Inside the window",
    says="3 of 5 were inside.",
    columns=("Agency", "Share"),
    rows=(("Testshire Care", "60%"),),
    bars=(("Testshire Care", "60%", 60.0),),
    unit="%",
    own=True,
    covers="Sep 2026",
)

COMMANDS: Final[tuple[base.Command, ...]] = (
    agreement.Raise(
        local_reference="CASE-1001",
        initials="A.B.",
        age_band="5-9",
        status="cp",
        role="practitioner",
        agency="Testshire Care",
        reasons=("stuck", "drift"),
        thinking="Why nothing moves – “still”",
        lived="Quiet at home,\nloud at school",
        family_knows=True,
        family_note="They were told",
        keyworker=KIT,
        managers=(MO,),
        leads_required=1,
        supervisors_required=2,
        manager_agencies=("Testshire Care",),
    ),
    agreement.Redirect(signpost="risk"),
    agreement.Agree(decided_on=DAY, note="At the panel"),
    agreement.Decline(reason="Single agency supervision is enough"),
    agreement.AskForMore(question="Since when is it stuck?"),
    agreement.AddMore(answer="Since the spring"),
    agreement.HandOver(manager=NIA, instead_of=MO, agency="Testshire Health"),
    agreement.NameDeputy(deputy=SAL),
    agreement.ChangeKeyworker(keyworker=KIT),
    agreement.Withdraw(reason="They moved away"),
    supervision.Nominate(
        supervisors=(supervision.Named(SAL, "Testshire Care"), supervision.Named(NIA, "Testshire Health")), lead=SAL
    ),
    supervision.Accept(declared=("line-manages Pat Pretend",)),
    supervision.TurnDown(reason="I work with the child", suggests=NIA),
    supervision.StandDown(reason="Ill"),
    supervision.Release(supervisor=NIA, reason="Has left"),
    supervision.HandLead(),
    polling.Invite(
        attendees=(Attendee(PAT, "Testshire Care", required=True),),
        slots=(SLOT, SUMMER),
        closes=DAY,
        place="Room 4",
        keyworker_required=False,
    ),
    polling.ChangePeople(attendees=(Attendee(PAT, "Testshire Care", required=True),)),
    polling.OfferMore(slots=(SLOT,), closes=DAY),
    polling.ReopenPoll(closes=DAY),
    polling.CastVotes(
        choices=(("20261201T1400", Choice.YES), ("20261202T1400", Choice.IF_NEED_BE), ("20261203T1400", Choice.NO)),
        note="Late on Tuesdays",
        keeps=True,
    ),
    polling.Propose(note="On nights", slots=(SLOT,), but_these=True),
    booking.Book(slot=SLOT.id, reason="Nobody can come earlier"),
    family.SayFamilyKnows(told=Told.NOT_YET, note="Kit tells them on Friday"),
    refiling.FileAmendment(session=1),
    booking.GoOnWithout(),
    booking.Rsvp(coming=False),
    booking.ChangePlace(place="Room 6"),
    booking.Move(reason="The room is taken", slots=(SLOT,), closes=DAY),
    booking.CallOff(reason="The lead is ill"),
    booking.PlanFurther(slots=(SLOT,), closes=DAY, place="Room 5"),
    booking.BookFurther(slots=(SLOT,), closes=DAY, place="Room 5"),
    booking.DropFurther(reason="Too early"),
    attendance.Hold(
        attended=(PAT, SAL), late=(NIA,), apologies=(MO,), absent=(KIT,), also=(Attendee(PAT, "Testshire Care"),)
    ),
    attendance.CorrectAttendance(session=1, attended=(PAT, SAL), late=(NIA,), apologies=(MO,), absent=(KIT,)),
    record.Write(
        session=1,
        entries=(record.Entry(field="lived", text="They wait for us to agree", seen=2),),
        family=FamilyPoints("What we wondered about", "core-group", DAY, KIT, Told.NOT_YET, "They were away"),
        learning=Learning("Handover between teams", "locality", "Say who rings whom"),
        further=True,
    ),
    record.Sign(session=1, people=(Known(NIA, "Nia Notreal", "Named nurse", "Testshire Health"),)),
    record.Amend(session=1, text="The date was the 30th"),
    record.Circulate(session=1),
    record.Receive(session=1),
    record.File(session=1, reference="FILE-77", on=DAY),
    record.TellFamily(session=1, told=Told.NOT_YET, why="They were away", again=DAY),
    learning.AnswerLearning(session=1, text="It becomes training in spring"),
    record.Close(),
    reminding.RemindLater(ask="vote.1.20261123", until=DAY),
    reminding.NotMine(ask="vote.1.20261123", reason="I left this team"),
)

OTHERS: Final = (
    Draft(
        owner=PAT,
        press=Press("record", "write", CASE, "1"),
        version=1,
        given={"lived": "They wait", "attended": ("pat", "sal")},
        skipped=("worried",),
        asked="patterns",
        changed=NOON,
        reached="lived",
        asked_at=NOON,
        asked_in="slack:T1:U1",
        shown=("pat", "sal"),
        below="My list",
        pending="Yes",
    ),
    Feedback(case=CASE, session=1, answers={"safe": "5", "useful": "The silence"}),
    HERE,
    Person(
        id=PAT,
        name="Pat Pretend",
        agency="Testshire Care",
        role="Social worker",
        email="pat@testshire.example",
        pool=True,
        office=True,
        learning=True,
        agency_lead=True,
        workforce=True,
        trained_on=DAY,
        line_manager=MO,
        leave=((DAY, date(2026, 12, 4)),),
        active=False,
        decides=True,
        guest=True,
    ),
    Posted(
        person=PAT,
        handle=HERE,
        card="record",
        case=CASE,
        about="1",
        conversation="DPAT",
        message="1700000001.000100",
        drawn="0f" * 32,
        key=f"{CASE}/7/record/pat",
        edited=NOON,
    ),
    Publication(
        begin=date(2026, 9, 1),
        until=date(2026, 9, 30),
        due=5,
        inside=3,
        tables=(TABLE,),
        counted_on={"inside": CountedOn(since=date(2026, 9, 1), found=((("Testshire Police", "inside"), 2),))},
    ),
    TABLE,
    Reference("https://smba.example/uk/", "28:0a0a", "29:pat", "7e7e7e7e-1111-2222-3333-444444444444", "a:pat"),
)

VALUES: Final[Mapping[str, Any]] = {type(one).__name__: one for one in (*COMMANDS, *OTHERS)}
TOKENS: Final[Mapping[str, Press]] = {
    "home/show//": Press("home", "show"),
    f"agreement/agree/{CASE}/": Press("agreement", "agree", CASE),
    f"poll/yes/{CASE}/20261201T1400": Press("poll", "yes", CASE, "20261201T1400"),
    f"case/snooze/{CASE}/vote.1.20261123": Press("case", "snooze", CASE, "vote.1.20261123"),
}
"""What buttons of messages that were sent long ago carry."""
