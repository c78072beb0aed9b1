"""What makes the settings for the organisation's own sign-in wrong: each fault as the sentence that says what to write."""

from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import urlsplit

from adapters.shared.loopback import reached_safely

OF_EVERYBODY: Final = frozenset({"common", "organizations", "consumers"})  # Microsoft's words for all tenants


def faults(issuer: str, client_id: str, client_secret: str, domains: Collection[str]) -> Iterator[str]:
    """What is wrong with these settings; nothing while none of them is given."""
    own = {"ISSUER": issuer, "CLIENT_ID": client_id, "CLIENT_SECRET": client_secret}
    if not any(own.values()) and not domains:
        return
    for name, text in own.items():
        if not text:
            yield f"JSV_OIDC_{name} is missing. Accounts need JSV_OIDC_ISSUER, JSV_OIDC_CLIENT_ID and JSV_OIDC_CLIENT_SECRET; or leave all of them out."
    url = urlsplit(issuer)
    if (issuer and not reached_safely(issuer)) or url.query or url.fragment:
        yield "JSV_OIDC_ISSUER must begin with https:// and be written exactly as the provider writes it."
    if issuer and set(url.path.split("/")) & OF_EVERYBODY:
        yield "JSV_OIDC_ISSUER lets in every organisation: write the id of your own tenant in place of that word."
    if not all("." in domain and "@" not in domain for domain in domains):
        yield "JSV_OIDC_EMAIL_DOMAINS: write domains alone, such as agency.example, separated by commas."
