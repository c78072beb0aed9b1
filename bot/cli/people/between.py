"""What is wrong between the rows of a directory file, and between them and the directory: somebody twice, or nobody."""

from collections.abc import Iterator, Mapping, Sequence

from bot.cli.people.rows import Against, Known, Row, name_of
from bot.cli.people.sheets import Sheet
from dialogs.ids import PersonId


def together(rows: Sequence[Row], known: Known, sheet: Sheet, places: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """What is wrong between rows."""

    def at(row: Row, name: str) -> str:
        return f"row {row.number}, column {sheet.headings[places[name][0]].strip()}"

    email = "email" if "email" in places else "user_principal_name"
    first: dict[str, int] = {}
    taken: dict[PersonId, int] = {}
    for row in rows:
        if row.email in first:
            yield f"{at(row, email)}: this address stands in row {first[row.email]} already. Keep one of the two rows."
        elif row.before and row.before.id in taken:
            yield f"{at(row, 'former_email' if row.former else email)}: this is the same person as in row {taken[row.before.id]}. Keep one of the two rows."
        first.setdefault(row.email, row.number)
        if row.before:
            taken.setdefault(row.before.id, row.number)
        if row.former and row.before is None:
            yield f"{at(row, 'former_email')}: nobody in the directory has this address. Leave it empty, or write the one they are known by."
    for row in rows:
        manager = row.cells.get("line_manager_email")
        if manager and manager not in first and manager not in known:
            yield f"{at(row, 'line_manager_email')}: nobody has this address, here or in the directory. Add them, or leave it empty."


def twins(rows: Sequence[Row], against: Against, notes: list[str]) -> Iterator[str]:
    """Whoever would be in the directory twice: the same name, and an address that differs after the @ alone."""
    there = {(person.name.casefold(), email.partition("@")[0]): email for email, person in against.known.items()}
    names = {(person.name.casefold(), person.agency.casefold()): person for person in against.known.values()}
    for row in rows:
        name, (mine, _, domain) = name_of(row.cells).casefold(), row.email.partition("@")
        twin = there.get((name, mine))
        like = names.get((name, str(row.cells.get("agency") or against.agency).casefold()))
        if row.before is None and twin and not against.twins:
            yield f"row {row.number}: {name_of(row.cells)} is in the directory as {twin}. {_which(twin, domain)}"
        elif row.before is None and like:
            same = f"If they are one, say `jsv people merge {like.email} {row.email}`."
            notes.append(f"Row {row.number}: somebody of that name and agency is known as {like.email}. {same}")


def _which(twin: str, domain: str) -> str:
    old = twin.partition("@")[2]
    return (
        f"If all of {old} moved, say --domain-map {old}={domain}; if one did, write {twin} in the column former_email; "
        "if they are two people, say --twins-are-new."
    )
