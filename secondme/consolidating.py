"""Consolidating: what was taken in becomes memories and events, in the order in which each pays most.

Patterns come first, since they cost next to nothing; then events and links, which need no language model.
With the time that is left the language model of this machine, where there is one, reads what patterns did
not understand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import ModelMissingError
from secondme.events.gathering import gather
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.memories.counts import Counts
from secondme.memories.distilling import distil
from secondme.memories.hearing.choosing import reader_if_it_opens
from secondme.memories.linking.linking import link_new
from secondme.store import Store

if TYPE_CHECKING:
    from secondme.engines import Engines
    from secondme.memories.extracting.extract import Extracted


@dataclass(frozen=True, slots=True)
class Consolidated(Counts):
    """What came of it; the counts are those of patterns.

    events: made or changed; ungathered: documents whose events are not made yet. links: that changed.
    extracted: what the language model made of the rest; None where there is none, or no time.
    """

    events: int = 0
    ungathered: int = 0
    links: int = 0
    extracted: Extracted | None = None


def consolidate(
    store: Store,
    engines: Engines,
    *,
    seconds: float,
    now: datetime,
    model: bool = True,
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = time.monotonic,
) -> Consolidated:
    """Does all of it, for at most about so many seconds; what is left goes on the next time.

    model: whether the language model may be used.
    """
    until = clock() + seconds
    reader = reader_if_it_opens(store, engines) if seconds > 0 else None
    distilled = distil(store, now=now, seconds=seconds, on_progress=on_progress, reader=reader)
    gathered = gather(store, seconds=max(0.0, until - clock()), on_progress=on_progress)
    linked = link_new(store, engines, seconds=max(0.0, until - clock()), on_progress=on_progress)
    done = Consolidated(
        **distilled.counts(), events=gathered.events, ungathered=gathered.left, links=linked.links
    )
    if not model:
        return done
    extracted = extract_more(
        store, engines, seconds=until - clock(), now=now, on_progress=on_progress, run=distilled.run
    )
    return replace(done, extracted=extracted)


def extract_more(
    store: Store,
    engines: Engines,
    *,
    seconds: float,
    now: datetime,
    on_progress: OnProgress = ignore_progress,
    asked: bool = True,
    run: int | None = None,
) -> Extracted | None:
    """Has the language model of this machine read on; None where there is none, or nothing to read.

    asked, run: whether the person asked for it, and with the first change of which deed it is taken back.
    """
    from secondme.memories.extracting.extract import extract, is_due

    if seconds <= 0 or not is_due(store):
        return None
    try:
        model = engines.local_generator()
    except ModelMissingError:
        return None
    return extract(store, model, now=now, seconds=seconds, on_progress=on_progress, asked=asked, run=run)
