"""What the daemon does in idle time.

It forgets by rule, looks for damage, brings machines in step, backs up, distils, gathers, links, and learns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from secondme.counting import counted

if TYPE_CHECKING:
    from secondme.indexing.progress import OnProgress
    from secondme.memories.hearing.context import InContext
    from secondme.memory import Memory

USES_TO_LEARN_FROM = 30
SECONDS = 600.0
"""So long one pastime goes on at most; what is left follows the next time."""


@dataclass(frozen=True, slots=True)
class Pastime:
    """Something for idle time.

    is_due: whether there is anything to do, quick to tell. pursue: does it, and tells what came of it.
    """

    name: str
    is_due: Callable[[Memory], bool]
    pursue: Callable[[Memory, datetime, OnProgress], str]


def is_backup_due(memory: Memory) -> bool:
    """Whether a backup is due, and its place is there."""
    from secondme.backup import unattended
    from secondme.clock import present

    return unattended.is_backup_due(memory.home, present())


def back_up(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Backs up, and drops what is too old."""
    from secondme.backup import unattended

    return unattended.back_up(memory.home, memory.store, now=now, on_progress=on_progress)


def is_drill_due(memory: Memory) -> bool:
    """Whether it is time to try the backup, and it opens without asking."""
    from secondme.backup import unattended
    from secondme.clock import present

    return unattended.is_drill_due(memory.home, present())


def drill(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Tries whether the newest snapshot comes back."""
    from secondme.backup import unattended

    return unattended.try_backup(memory.home, memory.recall, now=now, on_progress=on_progress)


def is_check_due(memory: Memory) -> bool:
    """Whether the store was not looked at for damage today."""
    from secondme.clock import present
    from secondme.repair import checking

    return checking.is_due(checking.read_checks(memory.home), present())


def check(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Reads every page of the store; what is found is told by `secondme status` until it is mended."""
    from secondme.repair import checking

    found = checking.check(memory.home, memory.store, now=now)
    return "the store is damaged: secondme repair" if found.damage else "the store is sound"


def is_sync_due(memory: Memory) -> bool:
    """Whether machines were not brought in step for a while, and the shared folder is there."""
    from secondme.clock import present
    from secondme.sync import unattended

    return unattended.is_due(memory.home, memory.store, present())


def sync(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Brings this machine and the others in step."""
    from secondme.sync import unattended

    embedder = memory.engines.shelf.chosen("embedder")
    return unattended.sync_unasked(memory.home, memory.store, embedder=embedder, now=now)


def is_distilling_due(memory: Memory) -> bool:
    """Whether anything was taken in that was not distilled yet."""
    from secondme.memories.distilling import left_to_distil

    return left_to_distil(memory.store.connection()) > 0


def distil(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Makes memories of it, unasked, and for some minutes at most."""
    from secondme.memories.hearing.choosing import reader_if_it_opens

    return _distil(memory, reader_if_it_opens(memory.store, memory.engines), now, on_progress)


def is_hearing_due(memory: Memory) -> bool:
    """Whether words alone were read of anything, and the embedder that tells more of it is here."""
    from secondme.memories.hearing import choosing

    return choosing.is_hearing_due(memory.store, memory.engines)


def hear_again(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Reads that again beside the embedder. Raises ModelLoadError where it does not open."""
    from secondme.memories.hearing.choosing import reader_for

    return _distil(memory, reader_for(memory.store, memory.engines), now, on_progress)


def _distil(memory: Memory, reader: InContext | None, now: datetime, on_progress: OnProgress) -> str:
    from secondme.memories import distilling

    done = distilling.distil(
        memory.store, now=now, seconds=SECONDS, asked=False, on_progress=on_progress, reader=reader
    )
    return f"{done.passages} passages read, {done.added} memories added, {done.updated} updated"


def is_gathering_due(memory: Memory) -> bool:
    """Whether any passages changed since they were gathered into events."""
    from secondme.events.gathering import left_to_gather

    return left_to_gather(memory.store.connection()) > 0


def gather(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Gathers them, document by document."""
    done = memory.gather_events(on_progress=on_progress)
    return f"{done.documents} documents gathered, {done.events} events made or changed"


def is_linking_due(memory: Memory) -> bool:
    """Whether memories wait for their links; where a model is missing for it, they do not."""
    from secondme.memories.linking import linking

    return linking.is_linking_due(memory.store, memory.engines)


def link(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Links what is new with what is there."""
    from secondme.memories.linking.linking import link_new

    done = link_new(memory.store, memory.engines, on_progress=on_progress)
    return f"{done.vectors} vectors made, {done.links} links changed"


def is_replay_due(memory: Memory) -> bool:
    """Whether this night's sample was not gone through yet."""
    from secondme.clock import present
    from secondme.memories.linking import replaying

    return replaying.is_replay_due(memory.store.connection(), present())


def replay(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Goes through some old memories beside what came since; its merges can be taken back, each by number."""
    from secondme.memories.linking import replaying

    done = replaying.replay(memory.store, memory.engines, now=now, on_progress=on_progress)
    return f"{done.sampled} memories gone through, {done.merged} merged, {done.links} links changed"


def is_extracting_due(memory: Memory) -> bool:
    """Whether there is a language model here, and anything for it to read."""
    from secondme.memories.extracting.extract import is_due

    return memory.engines.installed_generator() is not None and is_due(memory.store)


def extract(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Has it read what patterns did not understand, the worthiest first, for some minutes at most."""
    from secondme.consolidating import extract_more

    done = extract_more(
        memory.store, memory.engines, seconds=SECONDS, now=now, on_progress=on_progress, asked=False
    )
    return f"{done.passages} passages read, {done.added} memories added" if done else "nothing to read"


def is_retention_due(memory: Memory) -> bool:
    """Whether the retention rules were not carried out today, or a forgetting was not brought to its end."""
    from secondme.clock import present
    from secondme.forgetting.retention import is_due

    return is_due(memory.store.connection(), present())


def retain(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Has forgotten what the rules ask for, that the person saw and agreed to."""
    done = memory.retain(now=now, on_progress=on_progress)
    passages = counted(sum(one.passages for one in done), "passage")
    return f"{passages} forgotten by {counted(len(done), 'rule')}"


def is_learning_due(memory: Memory) -> bool:
    """Whether enough was put to use since weights were last learned; two quick counts."""
    from secondme.store.recalls import count_uses
    from secondme.store.tunings import count_tried

    db = memory.store.connection()
    return count_uses(db) - count_tried(db) >= USES_TO_LEARN_FROM


def learn_from_use(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Learns weights anew from the recall log.

    They are kept only where they win on days that they were not learned from; `secondme tune --undo` takes
    them back.
    """
    from secondme.tuning.tuning import relearn

    return "kept" if relearn(memory, now=now, on_progress=on_progress) else "no better, not kept"


PASTIMES = (
    Pastime("retention", is_retention_due, retain),
    Pastime("checking", is_check_due, check),
    Pastime("sync", is_sync_due, sync),
    Pastime("backing up", is_backup_due, back_up),
    Pastime("the backup drill", is_drill_due, drill),
    Pastime("distilling", is_distilling_due, distil),
    Pastime("hearing again", is_hearing_due, hear_again),
    Pastime("gathering", is_gathering_due, gather),
    Pastime("linking", is_linking_due, link),
    Pastime("replaying", is_replay_due, replay),
    Pastime("extracting", is_extracting_due, extract),
    Pastime("learning", is_learning_due, learn_from_use),
)
