"""What flows out of following: hints where to look again, and how each source is being watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

How = Literal["starting", "events", "polling", "absent"]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something may have changed in a source; looking there again (reconciling) tells what.

    folders: keys of folders and files below the source's root ("/" between names), outermost only; what was
    renamed is named under its old and its new key, in one hint. A key may be gone by now. None: look at the
    whole source.
    """

    source: int
    folders: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FollowSettings:
    """How patiently sources are followed. All are above 0.

    settle_seconds: how long a file must rest before it is hinted. longest_wait_seconds: after it a file that
    never rests is hinted all the same; each time in a row the wait doubles. reconcile_minutes: how often
    every source is looked at as a whole. poll_minutes: how often, where the system tells no changes.
    visit_seconds: how often roots are checked for being there. most_watches: at most so many folders are
    watched for events; None: as many as the system lets us.
    """

    settle_seconds: float = 2.0
    longest_wait_seconds: float = 30.0
    reconcile_minutes: float = 30.0
    poll_minutes: float = 5.0
    visit_seconds: float = 30.0
    most_watches: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """How one source is followed. folders: watched for events. why: what keeps it from more, and the remedy.

    starting: its folders are still being gone through. events: changes are noticed at once. polling: all or a
    part of it is only looked at every few minutes. absent: there is nothing at its place, so what is
    remembered of it stands. last_event, last_look: when a change was last noticed, and when it was last
    looked at as a whole.
    """

    source: int
    place: str
    how: How
    folders: int = 0
    why: str | None = None
    last_event: datetime | None = None
    last_look: datetime | None = None
