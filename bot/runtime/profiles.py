"""The procedure's profiles: those that ship and those given as files, by name and version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from bot.config.errors import Plain
from dialogs.procedure.profile import Profile, read_profile

SHIPPED: Final = ("norfolk-2022",)
PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # how PNG and JPEG begin


class BadProfile(Plain):
    """A profile cannot be used: one line for each fault, with the file and the line in it."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """The one for new cases, and all that are known, by `name/version`."""

    current: Profile
    known: Mapping[str, Profile]

    def of(self, id_: str | None) -> Profile:
        """The profile a case began under; the one for new cases if that is not known here any more."""
        return self.known.get(id_ or "", self.current)


def load(names: Iterable[str]) -> Profiles:
    """The profiles of these names or files, the first for new cases; and all that ship. Every fault is found at once.

    Raises:
        BadProfile: a line for each fault of each profile.
    """
    lines: list[str] = []
    found: list[Profile] = []
    for name in dict.fromkeys((*names, *SHIPPED)):
        try:
            found.append(read(name))
        except BadProfile as fault:
            lines += fault.lines
    lines += _clashes(found)
    if lines:
        raise BadProfile(lines)
    return Profiles(found[0], {profile.id: profile for profile in found})


def _clashes(found: list[Profile]) -> Iterator[str]:
    """A case keeps the name and version it began under; so no two profiles may have the same ones."""
    for number, profile in enumerate(found):
        if any(profile.id == other.id and profile != other for other in found[:number]):
            yield f"Two different profiles are called {profile.id}. Give yours another name or version."


def read(name: str) -> Profile:
    """One profile: by the name of one that ships, or a file.

    Raises:
        BadProfile: there is no such file, or a line for each of its faults.
    """
    place = _place(name)
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadProfile(
            [f"{name}: there is no such file to read, and the profiles that ship are: {', '.join(SHIPPED)}."]
        ) from None
    profile = read_profile(text)
    if isinstance(profile, Profile):
        return _with_logo(profile, name) if profile.logo else profile
    raise BadProfile(f"{name} {fault}" for fault in profile)


def _with_logo(profile: Profile, name: str) -> Profile:
    """The logo's file, which lies beside the profile's, by its full path."""
    where = (Path(name).parent / profile.logo).resolve()
    try:
        known = where.read_bytes()[:8].startswith(PICTURES)
    except OSError:
        known = False
    if not known:
        raise BadProfile([f"{name}: logo: there is no PNG or JPEG picture {where}."])
    return replace(profile, logo=str(where))


def _place(name: str) -> Traversable:
    if name in SHIPPED:
        return files("dialogs.procedure") / f"{name}.toml"
    return Path(name)
