"""Domains of addresses that were, and those that are now: when an organisation is called otherwise, or becomes part of another."""

from collections.abc import Iterable, Mapping

from bot.cli.people.sheets import BadFile
from dialogs.email_address import read_address


def read_domains(pairs: Iterable[str]) -> Mapping[str, str]:
    """Each old domain with its new one.

    Raises:
        BadFile: a line for each pair that is none.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    for pair in pairs:
        old, new = (_domain(part) for part in (pair.partition("=")[0], pair.partition("=")[2]))
        if not old or not new or old == new or found.get(old, new) != new:
            faults.append(f"--domain-map {pair}: write the old and the new domain, such as old.example=new.example.")
        found[old] = new
    if not faults and found.keys() & {*found.values()}:
        faults.append("--domain-map: a domain cannot be old and new at once.")
    if faults:
        raise BadFile(faults)
    return found


def _domain(typed: str) -> str:
    """As addresses are kept; empty if it is none."""
    return read_address(f"x@{typed.strip().removeprefix('@')}").partition("@")[2]
