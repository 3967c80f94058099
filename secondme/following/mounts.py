"""Which folders lie on another machine, where no event tells of what others change there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NETWORK = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "webdav", "davfs"}
    | {"ncpfs", "ceph", "lustre", "glusterfs", "gfs2", "ocfs2", "beegfs", "gpfs", "orangefs", "coda"}
    | {"9p", "virtiofs", "vboxsf", "prl_fs", "prl_vfs", "vmhgfs", "drvfs"}
)
"""File systems that are shared with other machines, or with the host of a virtual one."""
LOCAL_FUSE = frozenset(
    {"bindfs", "cryfs", "encfs", "gocryptfs", "securefs", "veracrypt", "mergerfs", "unionfs", "overlayfs"}
    | {"exfat", "exfat-fuse", "ntfs", "ntfs-3g", "lowntfs-3g", "zfs", "apfs", "ext2", "fuse-ext2", "portal"}
)
"""FUSE file systems of this machine. Any other (sshfs, rclone, s3fs, …) is taken for a network's."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and the folder it is mounted on."""

    folder: str
    system: str

    @property
    def is_network(self) -> bool:
        """Whether others may change files there without this machine being told."""
        system = self.system.lower()
        if system.startswith("fuse."):
            return system.removeprefix("fuse.") not in LOCAL_FUSE
        return system in NETWORK


def list_mounts() -> list[Mount]:
    """All that is mounted now; later ones lie over earlier ones at the same place."""
    import psutil

    return [Mount(one.mountpoint, one.fstype) for one in psutil.disk_partitions(all=True)]


def mount_of(folder: str, mounts: Iterable[Mount]) -> Mount | None:
    """The mount that a folder (absolute, resolved) lies on."""
    found = None
    for mount in mounts:
        if lies_in(folder, mount.folder) and (found is None or len(mount.folder) >= len(found.folder)):
            found = mount
    return found


def mounts_below(folder: str, mounts: Iterable[Mount]) -> dict[str, Mount]:
    """What is mounted below a folder, by place."""
    return {
        mount.folder: mount for mount in mounts if mount.folder != folder and lies_in(mount.folder, folder)
    }


def lies_in(path: str, folder: str) -> bool:
    """Whether a path is the folder or below it; both absolute, by their names alone."""
    return path == folder or path.startswith(folder if folder.endswith("/") else f"{folder}/")
