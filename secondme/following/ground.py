"""Which folders are watched for which sources: exactly those that a walk of the source would look into."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.exclusions import BUILT_FOLDERS, FOLDER_MARKS
from ingest.folder import IGNORE_FILES, folders
from ingest.options import Options
from secondme.following.events import Events
from secondme.following.mounts import lies_in

RULING_NAMES = frozenset(IGNORE_FILES).union(*FOLDER_MARKS, *BUILT_FOLDERS.values())
"""Files that say which folders beside them or around them are left out."""
FRESH_SECONDS = 2.0
_FULL = (errno.ENOSPC, errno.ENOMEM, errno.ENOTSUP)
_GONE = (errno.ENOENT, errno.ENOTDIR)


class Halted(Exception):
    """Following was closed while it went through folders."""


class Vanished(Exception):
    """The root of a source was not there while its folders were gone through; it may be back by now."""


@dataclass(slots=True)
class Plot:
    """The part of the ground that one source covers. root: resolved; a single file's folder, with its name.

    whole: any change makes the whole of it worth a look, as in a chat export. silent: folders on the network,
    which are not watched. left: folders that no watch was left for.
    """

    source: int
    root: str
    name: str = ""
    whole: bool = False
    silent: tuple[str, ...] = ()
    watched: int = 0
    left: int = 0

    def key(self, folder: str, name: str = "") -> str:
        """The key of an entry of a folder; "" for the root."""
        base = folder[len(self.root) :].strip("/")
        return f"{base}/{name}" if base and name else base or name

    def path(self, key: str) -> str:
        """Where the entry with a key is."""
        return os.path.join(self.root, key) if key else self.root


@dataclass(slots=True)
class Ground:
    """All watched folders, each with the sources that want it. most: how many may be watched; None: any."""

    events: Events
    most: int | None = None
    now: Callable[[], float] = time.time
    """The wall clock, which the folders' own times are of."""
    is_halted: Callable[[], bool] = lambda: False
    _owners: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _alike: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)
    """Each set of sources once: thousands of folders share it."""

    def owners(self, folder: str) -> tuple[int, ...]:
        """The sources that want to know what happens in a folder."""
        return self._owners.get(folder, ())

    def cover(self, plot: Plot, options: Options, below: Sequence[str] | None = None) -> list[str]:
        """Brings the watches of a source in line with its folders on the disk, everywhere or below some keys.

        Returns the keys of newly watched folders that changed only just now: something may have come to be in
        them after they were looked into and before they were watched, so they are to be covered once more.
        Raises Vanished, after which what is watched of the source is not to be relied on.
        """
        if below is None:
            plot.left = 0
        found: set[str] = set()
        fresh: list[str] = []
        looked = self.now()
        for folder in self._folders(plot, options, below):
            if self.is_halted():
                raise Halted
            found.add(folder)
            if self._add(plot, folder) and _changed_since(folder, looked - FRESH_SECONDS):
                fresh.append(plot.key(folder))
            looked = self.now()
        for folder in self._covered(plot, below):
            if folder not in found:
                self._drop(plot, folder)
        return fresh

    def leave(self, plot: Plot, below: Iterable[str] | None = None) -> None:
        """Stops watching for a source, everywhere or below some keys."""
        for folder in self._covered(plot, below):
            self._drop(plot, folder)

    def forget(self, folder: str, plots: Iterable[Plot]) -> None:
        """The system stopped watching a folder."""
        owners = self._owners.pop(folder, ())
        for plot in plots:
            plot.watched -= plot.source in owners

    def _folders(self, plot: Plot, options: Options, below: Sequence[str] | None) -> Iterable[str]:
        """Those that can be watched: not the network's, whose every look may take long."""
        if plot.name:
            yield plot.root
            return
        inside = [plot.root] if below is None else [plot.path(key) for key in below]
        for folder in _walked(plot.root, options, below):
            is_silent = any(lies_in(folder, silent) for silent in plot.silent)
            if not is_silent and is_plain(folder) and any(lies_in(folder, one) for one in inside):
                yield folder

    def _covered(self, plot: Plot, below: Iterable[str] | None) -> list[str]:
        inside = None if below is None else [plot.path(key) for key in below]
        return [
            folder
            for folder, owners in self._owners.items()
            if plot.source in owners and (inside is None or any(lies_in(folder, one) for one in inside))
        ]

    def _add(self, plot: Plot, folder: str) -> bool:
        """Whether the folder is watched for the source from now on and was not before."""
        owners = self.owners(folder)
        if plot.source in owners:
            return False
        if not owners and not self._watch(plot, folder):
            return False
        self._owners[folder] = self._one((*owners, plot.source))
        plot.watched += 1
        return True

    def _watch(self, plot: Plot, folder: str) -> bool:
        if self.most is not None and len(self._owners) >= self.most:
            plot.left += 1
            return False
        try:
            self.events.add(folder)
        except OSError as error:
            if folder == plot.root and error.errno in _GONE:
                raise Vanished from error
            # Another one that is gone or closed to us meanwhile is the walk's to tell, not ours.
            plot.left += error.errno in _FULL
            return False
        return True

    def _drop(self, plot: Plot, folder: str) -> None:
        owners = tuple(owner for owner in self._owners[folder] if owner != plot.source)
        plot.watched -= 1
        if owners:
            self._owners[folder] = self._one(owners)
        else:
            del self._owners[folder]
            self.events.remove(folder)

    def _one(self, owners: tuple[int, ...]) -> tuple[int, ...]:
        return self._alike.setdefault(owners, owners)


def _walked(root: str, options: Options, below: Sequence[str] | None) -> Iterator[str]:
    """The folders that a walk of a source would look into, the root first. Raises Vanished."""
    walk = map(str, folders(Path(root), options, below=below))
    try:
        first = next(walk, None)
    except OSError as error:
        raise Vanished from error
    if first != root:  # Something else than the root: what is not there is taken for a file.
        raise Vanished
    yield root
    yield from walk


def _changed_since(folder: str, moment: float) -> bool:
    """moment: seconds since 1970."""
    try:
        return os.stat(folder).st_mtime > moment
    except OSError:
        return False


def is_plain(name: str) -> bool:
    """Whether a name is valid UTF-8; what is not is not read, so it is not followed either."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
