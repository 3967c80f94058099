"""When the collector of garbage works: it stops everything, and nobody should have to wait for it."""

from __future__ import annotations

import gc

YOUNG, MIDDLING, NEVER = 1_000, 2, 1_000_000
"""So many new objects, and so many rounds among the young, until the next round. All are looked at by `sweep`
alone: that takes a twentieth of a second and more, whichever thread it falls upon."""


def put_off() -> None:
    """Collects nothing until `settle`: what a program makes while it starts, it keeps."""
    gc.disable()


def is_put_off() -> bool:
    """Whether `put_off` holds still; a program that did not ask for it is left as it is."""
    return not gc.isenabled()


def settle() -> None:
    """Leaves alone for good what there is by now, and collects the young from now on."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLING, NEVER)
    gc.enable()


def sweep() -> None:
    """Collects all that can be. For a moment in which nobody waits."""
    gc.collect()
