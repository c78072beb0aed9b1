"""Each night an anchor of the log is put where whoever runs the database cannot change it (`store/anchors.py`)."""

import structlog

from adapters.shared.channel import Later
from bot.runtime.runtime import Runtime
from store.anchors import written

log = structlog.get_logger()


def anchor(runtime: Runtime) -> None:
    """Puts today's anchor into the folder that is set for it, one file a day. What cannot be written is said, and tried again the next night."""
    if runtime.anchors is None:
        return
    now = runtime.clock()
    with runtime.store.begin() as work:
        text = written(work, now)
    try:
        runtime.anchors.put(f"anchor-{now:%Y-%m-%d}.jsonl", text.encode())
    except Later as fault:
        log.warning("JSV_ANCHOR_FOLDER cannot be written to", action="anchor_failed", code=str(fault))
        return
    log.info("anchored", action="anchored")
