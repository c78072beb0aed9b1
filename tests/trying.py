"""How often what is tried at random is tried: as `make test` has time for, or thoroughly, in `make test-all` (JSV_TEST_FULL)."""

import os
from typing import Final

from hypothesis import HealthCheck, settings

FULL: Final = bool(os.environ.get("JSV_TEST_FULL"))
FEW: Final = 30


def tries(most: int) -> int:
    """So many when it is thorough; a tenth of them, but not too few, when it is quick."""
    return most if FULL else min(most, max(most // 10, FEW))


def register() -> None:
    """Profiles for machines that are busy with something else: how long an example takes, or how long it takes to think of one, is no fault.

    Quick is the same every time: whoever changes one line is not told of what was wrong before them. Thorough finds new examples each time.
    """
    patient = [HealthCheck.too_slow]
    settings.register_profile(
        "quick", deadline=None, suppress_health_check=patient, max_examples=tries(100), derandomize=True, database=None
    )
    settings.register_profile(
        "thorough", deadline=None, suppress_health_check=patient, max_examples=300, print_blob=True
    )
    settings.load_profile("thorough" if FULL else "quick")
