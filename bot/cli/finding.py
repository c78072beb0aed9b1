"""What a look at the installation finds: a line, with what to do where something is to be mended."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from store.crypto.key_ring import Unreadable

ADRIFT: Final = timedelta(seconds=60)  # Slack refuses what is five minutes old
BY_NTP: Final = "Set both machines' clocks by NTP."
CLOSED: Final = (SQLAlchemyError, ValueError, LookupError, Unreadable)
"""How a database answers that has no tables yet, or that our keys do not open: other checks say so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` says what to do; empty where it is as it should be."""

    about: str
    says: str
    mend: str = ""

    def __str__(self) -> str:
        """A line."""
        return f"{'MEND' if self.mend else 'ok  '}  {self.about}: {self.says}" + (f" {self.mend}" if self.mend else "")
