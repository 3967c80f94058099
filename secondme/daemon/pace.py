"""When background work rests, and for how long. Pure: readings in, decisions out."""

from __future__ import annotations

from dataclasses import dataclass

from secondme.config import DaemonSettings

FREE_SECONDS = 10.0
"""So much work is done at once whatever the battery says: a note just written shall be found."""
LEAST_REST = 0.05
LONGEST_REST = 5.0


@dataclass(frozen=True, slots=True)
class Readings:
    """How the machine is. on_battery: None where there is no battery; load: programs a processor core."""

    on_battery: bool | None = None
    load: float = 0.0


def why_rest(readings: Readings, settings: DaemonSettings) -> str:
    """What speaks against background work now; empty when nothing does."""
    if settings.paused:
        return "it is paused; go on with: secondme daemon resume"
    if settings.pause_on_battery and readings.on_battery:
        return "the machine runs on its battery"
    if settings.pause_above_load and readings.load > settings.pause_above_load:
        return "the machine is busy"
    return ""


def rest_after(worked: float, share: float) -> float:
    """Seconds to rest after `worked` seconds, so that work takes its share of the time and no more.

    0 while the rest would be too short to be worth it; the work then adds up until it is.
    """
    rest = worked * (1 - share) / share
    return 0.0 if rest < LEAST_REST else min(rest, LONGEST_REST)
