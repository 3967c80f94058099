"""How many folders this system lets us watch, and what to tell the person when that is not enough."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

LIMITS = Path("/proc/sys/fs/inotify")
OUR_SHARE = 0.8
"""Editors and file managers of the same person draw on the same number of watches."""
GENEROUS = 524_288
"""Watches that desktops raise the limit to; each costs the kernel about a kilobyte when it is used."""


def watches_allowed(limits: Path = LIMITS) -> int | None:
    """How many folders may be watched; None where the system sets no such limit."""
    try:
        return int(int((limits / "max_user_watches").read_text()) * OUR_SHARE)
    except (OSError, ValueError):
        return None


def too_many_folders(watched: int, left: int, minutes: float) -> str:
    """What to tell of folders that no watch was left for."""
    return (
        f"{left:,} of its {watched + left:,} folders are more than this system lets one person watch; they "
        f"are looked at every {minutes:g} min instead. To have changes noticed at once: "
        f"sudo sysctl fs.inotify.max_user_watches={max(GENEROUS, 2 * (watched + left))}"
    )


def no_events(error: OSError, minutes: float) -> str:
    """What to tell when the system gives no events at all."""
    told = f"the system says: {error.strerror or error}"
    if error.errno == errno.EMFILE:
        told = (
            "too many programs watch files at the same time. To have changes noticed at once: "
            "sudo sysctl fs.inotify.max_user_instances=1024"
        )
    return f"Changes are not told ({told}); it is looked at every {minutes:g} min instead"


def on_network(system: str, minutes: float) -> str:
    """What to tell of a source on another machine."""
    return (
        f"It is on a network ({system}), which tells of no changes; it is looked at every {minutes:g} minutes"
    )


def partly_on_network(keys: Sequence[str], minutes: float) -> str:
    """What to tell of a source with folders of other machines in it."""
    return (
        f"{', '.join(keys)} in it: on a network, which tells of no changes, and looked at every {minutes:g} "
        "min. Changes in the rest are noticed at once"
    )
