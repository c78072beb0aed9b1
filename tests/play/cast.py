"""Who is where: accounts in Slack, in tenants of Teams, at the pages, or nothing but an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.doubles_teams.double import TENANT

HEALTH_TENANT = "8f8f8f8f-1111-2222-3333-444444444444"


@dataclass(frozen=True)
class At:
    """Where somebody is."""

    channel: str
    tenant: str = ""


WEB, SLACK, LINK = At("web"), At("slack"), At("email")
COUNTY, HEALTH = At("teams", TENANT), At("teams", HEALTH_TENANT)

DOMAINS = ("council.example", "charity.example")
"""What the workspace in Slack vouches for."""
TENANTS: Mapping[str, tuple[str, ...]] = {TENANT: ("council.example",), HEALTH_TENANT: ("health.example",)}
"""What each tenant of Teams vouches for."""

Cast = Mapping[str, At]

TWO: Cast = {"pat": SLACK, "sal": SLACK}
"""Two in Slack, all others at the pages."""

FOUR: Cast = {
    "pat": COUNTY,
    "mo": COUNTY,
    "hal": HEALTH,
    "nia": HEALTH,
    "sal": SLACK,
    "kit": SLACK,
    "tess": LINK,
    "bo": LINK,
}
"""Social worker and manager in one tenant of Teams, health in another, lead coordinator and charity in Slack, school and police by letter."""

BOTH: Cast = {"sal": COUNTY}
"""Who has a second account."""
