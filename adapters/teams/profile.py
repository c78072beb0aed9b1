"""Who somebody is, as their tenant's directory says. Pure."""

from typing import Final

from adapters.shared.payload import ident, words
from dialogs.model.heard import Handle

MEMBER: Final = "user"  # what the roster calls those who are no guests
GUEST: Final = "#ext#"  # in the user principal name of a guest


def profile(found: object, who: Handle) -> tuple[str | None, bool]:
    """The user principal name, if the row is that of the person we asked for, as a member of the very tenant they write from.

    Entra gives out principal names only under domains that the tenant has proved to be its own. `email` is what anybody
    in charge there has typed, and is believed of nobody. A guest's name is another tenant's to vouch for. The roster tells
    nothing of accounts that are closed: they cannot write to us any more.
    """
    asked = (ident(found, "aadObjectId") or ident(found, "objectId")).lower() == who.user
    theirs = ident(found, "tenantId").lower() == who.tenant and words(found, "userRole").lower() == MEMBER
    address = words(found, "userPrincipalName").strip()
    return address if asked and theirs and "@" in address and GUEST not in address.lower() else None, True
