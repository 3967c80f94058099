"""What is at the place of a source now: a folder, a file, another machine's folder, or nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import system_reason
from secondme.following.mounts import Mount, mount_of, mounts_below

NOTHING_LOST = "Nothing of it is taken out of the memory; it is followed again when it is back"


@dataclass(frozen=True, slots=True)
class Root:
    """folder: the one to watch, resolved. name: of the file in it, for a single file.

    identity: device and inode of the folder, other ones when something else stands in its place. absent: why
    there is nothing to look at. mounts: what is mounted on or below it that is another file system.
    """

    folder: str
    name: str = ""
    identity: tuple[int, int] | None = None
    absent: str | None = None
    mounts: tuple[Mount, ...] = ()

    @property
    def standing(self) -> tuple[str, str, tuple[int, int] | None]:
        """What the watches rest on: when it changes, none of them is worth anything."""
        return self.folder, self.name, self.identity

    @property
    def silent(self) -> tuple[str, ...]:
        """The folders in it that are on the network, itself if it is."""
        return tuple(mount.folder for mount in self.mounts if mount.is_network)

    @property
    def network(self) -> str | None:
        """The network file system that it lies on as a whole."""
        return next((one.system for one in self.mounts if one.is_network and one.folder == self.folder), None)


def look_at_root(place: str, mounts: Sequence[Mount]) -> Root:
    """What is at an absolute, resolved path. A network's folder is not touched: that may hang for minutes."""
    on = mount_of(place, mounts)
    if on and on.is_network:
        return Root(place, mounts=(Mount(place, on.system),))
    try:
        status = os.stat(place)
        if stat.S_ISDIR(status.st_mode):
            return _folder(os.path.realpath(place), status, mounts)
        folder, name = os.path.split(place)
        return Root(folder, name, _identity(os.stat(folder)))
    except OSError as error:
        return _nothing(place, error)


def _folder(folder: str, status: os.stat_result, mounts: Sequence[Mount]) -> Root:
    below = tuple(mounts_below(folder, mounts).values())
    return Root(folder, "", _identity(status), _closed(folder), below)


def _nothing(place: str, error: OSError) -> Root:
    """The folder that it stood in is watched, where it is a file that is gone."""
    folder, name = os.path.split(place)
    try:
        identity = _identity(os.stat(folder))
    except OSError:
        identity = None
    return Root(folder, name, identity, f"{system_reason(error)}. {NOTHING_LOST}")


def _closed(folder: str) -> str | None:
    """Why a folder that is there cannot be looked into; None when it can."""
    try:
        with os.scandir(folder):
            return None
    except OSError as error:
        return f"{system_reason(error)}. {NOTHING_LOST}"


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
