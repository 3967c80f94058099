"""What the place of the sources asks of the memory, the disk and the daemon."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.gateway import EXPECTED, Gateway, Tell
from tui.gateway.messages import Changed
from tui.giving_way import unchanged
from tui.sources.messages import (
    Kept,
    OptionsRead,
    Reading,
    RulesChanged,
    SourceForeseen,
    SourceForgotten,
    SourcesRead,
    SpeakersRead,
)

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from secondme.daemon.api import MemoryApi
    from secondme.indexing.indexed import Indexed
    from secondme.indexing.progress import OnProgress
    from secondme.store.sources import Source, Trust
    from tui.app import SecondmeApp

HOW = {
    "starting": "soon: its folders are being gone through",
    "events": "at once",
    "polling": "every few minutes",
    "absent": "once it is there again",
}
"""When the daemon notices a change, by how it follows a place."""


def read_sources(gateway: Gateway, memory: MemoryApi, tell: Tell) -> None:
    """All sources, with what is wrong with each."""
    from secondme.config import load_config

    unread, skipped = memory.status().problems, Counter(one.source_id for one in memory.skipped())
    followed = _followed(gateway)
    sources = [
        Kept(
            counts,
            counts.source.kind == "told" or os.path.exists(counts.source.place),
            tuple(one for one in unread if one.source_id == counts.source.id),
            skipped[counts.source.id],
            followed.get(counts.source.place, ""),
        )
        for counts in memory.sources()
    ]
    paused = load_config(gateway.home).daemon.paused
    tell(SourcesRead(tuple(sources), Reading(paused, _doing(gateway))))


def change_trust(kept: Kept, trust: Trust, memory: MemoryApi) -> Changed:
    """Has all of a source count as that; what it states is understood anew."""
    before = kept.counts.source
    memory.entrust(kept.key, trust=trust)

    def undo(again: MemoryApi) -> str:
        again.entrust(kept.key, trust=before.trust)
        return f"The words there count as “{before.trust}” again."

    return Changed(f"The words there count as “{trust}” from now on.", undo)


def take_as_mine(kept: Kept, names: Sequence[str], memory: MemoryApi) -> Changed:
    """Has what these names say in a chat count as the person's own."""
    before = kept.counts.source
    memory.entrust(kept.key, me="\n".join(names))

    def undo(again: MemoryApi) -> str:
        again.entrust(kept.key, me=before.me or "")
        return "Whose words are yours is as it was."

    said = f"What {' and '.join(names)} says counts as yours." if names else "Nobody's words there are yours."
    return Changed(said, undo)


def look_at(source: Source, memory: MemoryApi, on_progress: OnProgress) -> Indexed:
    """Compares one source with the disk."""
    return memory.index(sources=[source], on_progress=on_progress)


def import_chat(node: DOMNode, kind: str, path: Path, memory: MemoryApi, on_progress: OnProgress) -> Indexed:
    """Takes a chat in; the node hears who speaks in it, where nothing tells which of them is the person."""
    indexed = memory.import_chat(kind, path, on_progress=on_progress)
    taken = {source.id for source, _ in indexed.changes}
    for counts in memory.sources():
        if counts.source.id in taken and counts.source.me is None:
            kept = Kept(counts)
            speakers = tuple(memory.speakers(kept.key))
            if speakers and not any(one.is_me for one in speakers):
                node.post_message(SpeakersRead(kept, speakers, unasked=True))
    return indexed


def read_speakers(kept: Kept, memory: MemoryApi, tell: Tell) -> None:
    """Who speaks in a chat."""
    tell(SpeakersRead(kept, tuple(memory.speakers(kept.key))))


def foresee(source: str, memory: MemoryApi, tell: Tell) -> None:
    """What hangs on a source."""
    from secondme.forgetting.selection import Selection

    tell(SourceForeseen(source, memory.foresee(Selection(source))))


def forget(source: str, memory: MemoryApi, tell: Tell) -> None:
    """Forgets a source for good, and reads what is left."""
    tell(SourceForgotten(memory.forget(source)))


def set_paused(house: SecondmeApp, paused: bool, memory: MemoryApi) -> Changed:
    """Has nothing new read from now on, or has it be possible again."""
    from secondme.config.changing import set_value
    from secondme.config.settings import BY_NAME

    set_value(house.gateway.home.config, BY_NAME["daemon.paused"], paused)
    house.gateway.take_over_settings(memory)
    if paused:
        house.indexing.pause()
    return Changed("Nothing new is read from now on." if paused else "What is new is read again.")


def read_options(gateway: Gateway, tell: Tell) -> None:
    """Which files are looked at. Raises ConfigError when the file is broken."""
    from secondme.config import load_config

    tell(OptionsRead(load_config(gateway.home).checked().files))


def set_rules(gateway: Gateway, rules: tuple[str, ...], memory: MemoryApi) -> RulesChanged:
    """Has these rules hold from now on."""
    from secondme.config import load_config
    from secondme.config.changing import set_value
    from secondme.config.settings import BY_NAME

    setting, before = BY_NAME["files.exclude"], load_config(gateway.home).files.exclude

    def put(these: tuple[str, ...], memory: MemoryApi) -> None:
        set_value(gateway.home.config, setting, these)
        gateway.take_over_settings(memory)

    def undo(again: MemoryApi) -> str:
        put(before, again)
        return "The rules are as they were; F5 looks again."

    put(rules, memory)
    return RulesChanged("The rules hold from now on.", undo)


def set_daemon(gateway: Gateway, wanted: bool, tell: Tell) -> None:
    """Starts the daemon or ends it; the app goes on with whichever memory there is then."""
    from secondme.daemon.control import start, stop

    if wanted:
        unchanged(partial(start, gateway.home))
    else:
        stop(gateway.home)
    gateway.join()
    tell(Changed("The daemon follows your sources now." if wanted else "The daemon has ended."))


def _followed(gateway: Gateway) -> dict[str, str]:
    """How the daemon follows each place; nothing where none answers."""
    from secondme.daemon.control import daemon_health

    if not gateway.is_remote:
        return {}
    try:
        watches = daemon_health(gateway.home)
    except EXPECTED:
        return {}
    return {one["place"]: f"{HOW[one['how']]}{': ' + one['why'] if one['why'] else ''}" for one in watches}


def _doing(gateway: Gateway) -> str:
    from secondme.daemon.control import daemon_state

    about = daemon_state(gateway.home).about if gateway.is_remote else None
    if about is None:
        return ""
    work = about["work"]
    of = f" {work['done']:,} of {work['total']:,}" if work["total"] else ""
    return f"{work['doing']}{of}{': ' + work['why'] if work['why'] else ''}"
