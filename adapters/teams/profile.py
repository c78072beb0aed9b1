"""Who somebody is, as their tenant's directory says. Pure."""

from adapters.teams.origin import ident, words
from dialogs.model.heard import Handle


def profile(found: object, who: Handle) -> tuple[str | None, bool]:
    """The work e-mail the tenant vouches for, if it is the person we asked for. A guest's address is another's to vouch for.

    The roster tells nothing of accounts that are closed: they cannot write to us any more.
    """
    known = (ident(found, "aadObjectId") or ident(found, "objectId")).lower() == who.user
    guest = words(found, "userRole").lower() in ("guest", "anonymous") or "#ext#" in words(found, "userPrincipalName").lower()
    address = (words(found, "email") or words(found, "userPrincipalName")).strip()
    return address if known and not guest and "@" in address else None, True
