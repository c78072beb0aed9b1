"""Every flow by its verb, in one dict. A verb without a flow, or a flow without a verb, fails a test."""

from collections.abc import Mapping
from typing import Final

from dialogs.flows import (
    agreement,
    attendance,
    booking,
    circulation,
    feedback,
    inviting,
    learning,
    nomination,
    places,
    polling,
    raising,
    recording,
    reminding,
    signing,
    telling_first,
)
from dialogs.flows.flow import Flow

FLOWS: Final[Mapping[str, Flow]] = {
    **raising.FLOWS,
    **agreement.FLOWS,
    **nomination.FLOWS,
    **inviting.FLOWS,
    **polling.FLOWS,
    **places.FLOWS,
    **booking.FLOWS,
    **attendance.FLOWS,
    **recording.FLOWS,
    **signing.FLOWS,
    **circulation.FLOWS,
    **feedback.FLOWS,
    **learning.FLOWS,
    **reminding.FLOWS,
    **telling_first.FLOWS,
}
