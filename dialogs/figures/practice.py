"""Practice: who supervises, who comes, what the records are like, what people say afterwards (P05, P10, P20, P22)."""

from collections import Counter
from collections.abc import Iterator

from dialogs import words
from dialogs.figures.values import LEAST, ROUNDED, Material, Table, counted, hidden, rounded
from dialogs.flows.recording import fidelity
from dialogs.procedure.case import Case, Session
from dialogs.procedure.people import Directory, Person
from dialogs.procedure.terms import Terms


def load(cases: list[Case], people: Directory, viewer: Person) -> Table:
    """Staff, not families: shown as they are. Who is never asked stands there too."""
    pool = [one for one in people.values() if one.pool and one.active and (viewer.office or one.agency == viewer.agency)]
    now = Counter(who for case in cases if not case.over for who in case.supervisors)
    ever = Counter(who for case in cases for who in case.supervisors)
    ordered = sorted(pool, key=lambda one: (-ever[one.id], one.name))
    rows = tuple((one.name, one.agency, str(now[one.id]), str(ever[one.id])) for one in ordered)
    busiest = ordered[0] if ordered else None
    share = ever[busiest.id] / sum(ever[one.id] for one in ordered) if busiest and sum(ever[one.id] for one in ordered) else 0
    said = f"{busiest.name} has supervised {words.count(ever[busiest.id], 'case')}, {share:.0%} of all." if busiest and share else "Nobody has supervised yet."
    return Table(
        name="load",
        title="Who supervises how much",
        says=said,
        columns=("Supervisor", "Agency", "Open now", "In all"),
        rows=rows,
        bars=tuple((one.name, float(ever[one.id])) for one in ordered),
        unit="cases",
    )


def attendance(cases: list[Case], viewer: Person) -> Table:
    """How often those who were invited came."""
    asked: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for one, session in ((one, session) for case in cases for session in case.sessions if session.held_at for one in case.attendees):
        if viewer.office or one.agency == viewer.agency:
            asked[one.agency] += 1
            came[one.agency] += one.person in session.attended
    shown = hidden(asked)
    shares = {agency: None if shown[agency] is None else float(rounded(100 * came[agency] / asked[agency])) for agency in sorted(asked)}
    rows = tuple((agency, counted(shown[agency]), "" if share is None else f"{share:.0f}%") for agency, share in shares.items())
    lowest = min((agency for agency, share in shares.items() if share is not None), key=lambda agency: shares[agency] or 0.0, default="")
    said = (
        f"People of {lowest} came least often: {shares[lowest]:.0f}% of the times they were asked."
        if len(shares) > 1 and lowest
        else "How often those who were invited came."
    )
    columns = ("Agency", "Times invited", "Came")
    return Table(name="attendance", title="Who comes, by agency", says=said, columns=columns, rows=rows, bars=tuple(shares.items()), unit="%")


def records(cases: list[Case], terms: Terms) -> Table:
    """How many records read like tasks or leave out the child's life or our own feelings (P05)."""
    sessions = [session for case in cases for session in case.sessions if session.signed_at]
    flagged = Counter(label for session in sessions for label in _flagged(session, terms))
    shown = hidden(flagged)
    rows = tuple((label, counted(shown[label])) for label, _ in sorted(flagged.items(), key=lambda one: (-one[1], one[0])))
    said = "Too few records are signed to say."
    if len(sessions) >= LEAST:
        said = f"Of {len(sessions)} signed records {'these had a part' if rows else 'none had a part'} to look at again."
    return Table(
        name="fidelity", title="Records that read like a plan, or leave something out", says=said, columns=("Part of the record", "Records"), rows=rows
    )


def _flagged(session: Session, terms: Terms) -> Iterator[str]:
    texts = {one.name: session.text(one.name) for one in terms.profile.record}
    labels = {one.name: one.label for one in terms.profile.record}
    return (labels[name] for name in fidelity(terms.profile, texts))


def feedback(material: Material) -> Table:
    """What was thought of the sessions, question by question."""
    rows, bars = [], []
    for question in material.terms.profile.feedback:
        given = [int(one[question.name]) for one in material.answers if one.get(question.name, "").isdigit()]
        if question.kind == "scale" and len(given) >= LEAST:
            mean = sum(given) / len(given)
            rows.append((question.label, f"{mean:.1f}", str(ROUNDED * (len(given) // ROUNDED)) + " or more"))
            bars.append((question.label, round(mean, 1)))
    said = "What people thought of their sessions, from 1 (not at all) to 5 (very much)." if rows else "Too few answers to show."
    columns = ("Question", "On average", "Answers")
    return Table(name="feedback", title="Feedback", says=said, columns=columns, rows=tuple(rows), bars=tuple(bars), unit="of 5")


def themes(cases: list[Case]) -> Table:
    """As they went to the Workforce Development Group, without the case, in alphabetical order (P20)."""
    themes = sorted({session.learning.theme for case in cases for session in case.sessions if session.learning and session.signed_at})
    said = f"{words.count(len(themes), 'theme')} went to the Workforce Development Group." if len(themes) >= LEAST else "Too few themes to show."
    return Table(
        name="themes", title="Themes of wider learning", says=said, columns=("Theme",), rows=tuple((one,) for one in themes) if len(themes) >= LEAST else ()
    )
