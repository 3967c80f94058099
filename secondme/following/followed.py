"""One source as it is followed: where it is, what is to be done about its watches, and how to tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from secondme.following import limits
from secondme.following.ground import Plot
from secondme.following.hints import How, Watch
from secondme.following.roots import Root

if TYPE_CHECKING:
    from secondme.store.sources import Source


@dataclass(slots=True)
class Followed:
    """root: what was at its place when it was last visited; None: it was not yet.

    stale: keys of folders whose watches may no longer be in line with the disk. left: keys under which
    folders were moved away or deleted, so that what is watched there is not there any more. is_doubtful: its
    root may have changed.
    """

    source: Source
    plot: Plot
    root: Root | None = None
    stale: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    is_doubtful: bool = True
    last_event: float | None = None
    last_look: float | None = None

    @property
    def is_absent(self) -> bool:
        """Whether there was nothing at its place."""
        return self.root is not None and self.root.absent is not None


def tell(one: Followed, trouble: str | None, minutes: float) -> Watch:
    """How a source is followed. trouble: why there are no events at all. minutes: between polls."""
    how, why = _how(one, trouble, minutes)
    return Watch(
        source=one.source.id,
        place=one.source.place,
        how=how,
        folders=one.plot.watched,
        why=why,
        last_event=_moment(one.last_event),
        last_look=_moment(one.last_look),
    )


def _how(one: Followed, trouble: str | None, minutes: float) -> tuple[How, str | None]:
    root, plot = one.root, one.plot
    if root is None:
        return "starting", None
    if root.absent:
        return "absent", root.absent
    if root.network:
        return "polling", limits.on_network(root.network, minutes)
    if trouble:
        return "polling", trouble
    if plot.left:
        return "polling", limits.too_many_folders(plot.watched, plot.left, minutes)
    if plot.silent:
        return "polling", limits.partly_on_network([plot.key(one) for one in plot.silent], minutes)
    return "events", None


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
