"""From an event to what it may mean: a key to look at, watches to bring in line, a root to visit."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from ingest.exclusions import skips_file
from ingest.folder import IGNORE_FILES
from ingest.options import Options
from secondme.following.events import Event
from secondme.following.followed import Followed
from secondme.following.ground import RULING_NAMES, Ground, is_plain
from secondme.following.settling import WHOLE, Settling

MOVES_AT_MOST = 64
"""Renames of which only the first half was told; the second follows at once, or never."""


@dataclass(slots=True)
class Reception:
    """Takes events one by one and notes what they may mean."""

    ground: Ground
    settling: Settling
    options: Options
    _moves: dict[tuple[int, int], str] = field(default_factory=dict)

    def receive(self, event: Event, one: Followed, now: float) -> None:
        """Notes an event in a folder that is watched for a source."""
        if event.name == "":
            self._note_folder_itself(event, one, now)
        elif one.is_absent:
            one.is_doubtful = True
        elif one.plot.name or one.plot.whole:
            self._note_in_whole(event, one, now)
        else:
            self._note_entry(event, one, now)

    def _note_folder_itself(self, event: Event, one: Followed, now: float) -> None:
        """Its end or move is told by the folder around it too, unless it is the root.

        A root that went away and is back may have been missed by a look that came in between.
        """
        if event.what != "changed":
            one.stale.add(one.plot.key(event.folder))
        if event.folder == one.plot.root:
            one.is_doubtful = True
            if event.what != "changed":
                self.settling.note(one.source.id, WHOLE, now)

    def _note_in_whole(self, event: Event, one: Followed, now: float) -> None:
        """Something in the folder of a single file, or in a chat export."""
        if one.plot.name in ("", event.name):
            self.settling.note(one.source.id, WHOLE, now)
            if event.is_folder:
                _note_folder(event, one)

    def _note_entry(self, event: Event, one: Followed, now: float) -> None:
        if _rules(event):
            folder = one.plot.key(event.folder)
            one.stale.add(folder)
            self.settling.note(one.source.id, folder, now)
        if not is_plain(event.name) or (event.name.startswith(".") and not self.options.hidden):
            return
        if self._is_folder(event):
            _note_folder(event, one)
        elif skips_file(event.name, code=self.options.code):
            return
        key = one.plot.key(event.folder, event.name)
        self.settling.note(one.source.id, key, now, self._origin(event, one, key))

    def _is_folder(self, event: Event) -> bool:
        """Links to folders count, also those that are gone."""
        path = os.path.join(event.folder, event.name)
        if event.is_folder or self.ground.owners(path):
            return True
        return event.what in ("appeared", "moved_here") and os.path.islink(path) and os.path.isdir(path)

    def _origin(self, event: Event, one: Followed, key: str) -> str | None:
        """The key that an entry was renamed from, in the same source."""
        move = (one.source.id, event.move)
        if event.what == "moved_away":
            if len(self._moves) >= MOVES_AT_MOST:
                self._moves.clear()
            self._moves[move] = key
        return self._moves.pop(move, None) if event.what == "moved_here" else None


def _rules(event: Event) -> bool:
    """Whether it may change which folders are looked into: by what a file says, or by its mere presence."""
    return event.name in IGNORE_FILES or (event.name in RULING_NAMES and event.what != "changed")


def _note_folder(event: Event, one: Followed) -> None:
    key = one.plot.key(event.folder, event.name)
    one.stale.add(key)
    if event.what in ("moved_away", "gone"):
        one.left.add(key)
