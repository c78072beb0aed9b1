"""Which button of a message is meant: by what it carries, as the core made it, rather than by where it stands."""

from dialogs.model.press import Press

SHOW = "show"


def meant(token: str, on: Press, verb: str, about: str = "") -> bool:
    """Whether a button does that, to that case, and about that thing."""
    press = Press.read(token)
    wanted = about or on.about
    return (
        press is not None
        and (press.verb, press.case) == (verb, on.case)
        and (press.card == on.card or verb != SHOW)
        and wanted in ("", press.about)
    )
