"""What is measured, by the names in which the goals are set."""

from collections.abc import Mapping
from typing import Final

from bench import (
    s01_slack,
    s03_teams,
    s04_late,
    s05_sweep,
    s06_growth,
    s07_days,
    s08_drawing,
    s09_dates,
    s10_start,
    s11_queue,
    s12_replicas,
)
from bench.run import Section

SECTIONS: Final[Mapping[str, Section]] = {
    "S1": s01_slack.on_sqlite,
    "S2": s01_slack.on_postgres,
    "S3": s03_teams.invokes,
    "S4": s04_late.waits,
    "S5": s05_sweep.sweep,
    "S6": s06_growth.growth,
    "S7": s07_days.days,
    "S8": s08_drawing.drawing,
    "S9": s09_dates.dates,
    "S10": s10_start.start,
    "S11": s11_queue.queue,
    "S12": s12_replicas.replicas,
}
