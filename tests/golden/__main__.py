"""`python -m tests.golden`: writes the forms and the names of this release, beside what earlier ones have written."""

import json

from tests.golden.kept import CASE, NAMES, as_lines, as_text, file_of, forms, written, written_case
from tests.golden.names import names
from tests.golden.story import whole
from tests.golden.values import VALUES


def main() -> None:
    """Adds; nothing that was kept is changed. The names are written anew: look at what `git diff` says of them."""
    for name, value in VALUES.items():
        file = file_of(name)
        known = forms(name) if file.exists() else []
        now = written(value)
        if not known or known[-1]["body"] != now["body"]:
            file.write_text(as_text({"written": [*known, now]}))
    town = whole()
    known = json.loads(CASE.read_text())["written"] if CASE.exists() else []
    now = written_case(town.case, town.facts[town.case.id])
    if not known or known[-1]["body"] != now["body"]:
        CASE.write_text(as_lines({"written": [*known, now]}))
    NAMES.write_text(as_text(names(town)))


if __name__ == "__main__":
    main()
