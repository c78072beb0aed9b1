"""Whether typed words name somebody: what only resembles a name may be another person's, who has left or was never here."""

from dialogs.interaction import spellings
from dialogs.model.fields import Option
from dialogs.model.finder import folded, spellings_of
from dialogs.procedure.people import Person


def names(said: str, option: Option, person: Person | None) -> bool:
    """Whether it is their address, or each word a whole word of their name, or all of it with what stands beside it, or “Mo from Testshire”.

    “Ian Hall” is not Ian Hallam, and “John Smith” is not Anna Smith of St John’s School.
    """
    if person and person.email and said.strip().casefold() == person.email.casefold():
        return True
    words = folded(spellings.bare(said)).split()
    before = next((place for place, word in enumerate(words) if word in spellings.JOINING), len(words))
    told, beside = (
        {word for word in words if word not in spellings.JOINING},
        {*folded(option.hint).split(), *spellings.plain(option.hint).split()},
    )
    called = {spelled for name in (option.label, person.name if person else "") for spelled in spellings_of(name)}
    for name in map(set, map(str.split, filter(None, called))):
        named = name <= told or (before > 0 and set(words[:before]) <= name)  # “Mo from Testshire Care”
        if told <= name or (named and told <= name | beside):
            return True
    return False
