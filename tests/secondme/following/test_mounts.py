"""Which folders lie on the network, by what is mounted; and what is at a source's place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secondme.following.limits import no_events, too_many_folders, watches_allowed
from secondme.following.mounts import Mount, list_mounts, mount_of
from secondme.following.roots import look_at_root

MOUNTS = [
    Mount("/", "ext4"),
    Mount("/home", "btrfs"),
    Mount("/home/nas", "nfs4"),
    Mount("/home/nas/usb", "vfat"),
    Mount("/home/keys", "fuse.gocryptfs"),
    Mount("/home/far", "fuse.sshfs"),
]


@pytest.mark.parametrize(
    ("folder", "is_network"),
    [
        ("/home/notes", False),
        ("/home/nas", True),
        ("/home/nas/notes", True),
        ("/home/nas/usb/notes", False),
        ("/home/nasturtiums", False),
        ("/home/keys/notes", False),
        ("/home/far/notes", True),
    ],
)
def test_the_nearest_mount_says_whether_a_folder_is_on_the_network(folder: str, is_network: bool):
    mount = mount_of(folder, MOUNTS)
    assert mount is not None
    assert mount.is_network == is_network


@pytest.mark.parametrize("system", ["cifs", "smb3", "9p", "fuse.rclone", "fuse.davfs2", "NFS", "webdav"])
def test_network_file_systems_are_known(system: str):
    assert Mount("/x", system).is_network


@pytest.mark.parametrize("system", ["ext4", "apfs", "fuseblk", "vfat", "tmpfs", "overlay", "fuse.ntfs-3g"])
def test_local_file_systems_are_known(system: str):
    assert not Mount("/x", system).is_network


def test_this_machines_mounts_hold_the_root():
    assert any(mount.folder == "/" for mount in list_mounts())


def test_a_folder_on_the_network_is_not_touched():
    root = look_at_root("/nowhere/at/all", [Mount("/nowhere", "nfs")])
    assert (root.network, root.absent, root.identity) == ("nfs", None, None)


def test_a_folder_with_another_machines_folder_in_it_is_silent_there_alone(tmp_path: Path):
    (tmp_path / "nas").mkdir()
    root = look_at_root(str(tmp_path), [Mount("/", "ext4"), Mount(f"{tmp_path}/nas", "cifs")])
    assert root.network is None
    assert root.silent == (f"{tmp_path}/nas",)


def test_a_missing_folder_is_absent_and_says_that_nothing_is_lost(tmp_path: Path):
    reason = look_at_root(str(tmp_path / "gone"), []).absent
    assert reason is not None
    assert "Nothing of it is taken out" in reason
    assert look_at_root(str(tmp_path), []).absent is None


def test_a_root_that_may_not_be_opened_is_absent_until_it_may(tmp_path: Path, monkeypatch):
    (tmp_path / "a.md").touch()
    before = look_at_root(str(tmp_path), [])
    with monkeypatch.context() as closed:
        closed.setattr(os, "scandir", refuse)
        assert "may not open it" in str(look_at_root(str(tmp_path), []).absent)
    assert look_at_root(str(tmp_path), []) == before


def test_another_folder_at_the_same_place_is_another_root(tmp_path: Path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").touch()
    before = look_at_root(str(tmp_path / "notes"), [])
    os.rename(tmp_path / "notes", tmp_path / "before")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").touch()
    assert look_at_root(str(tmp_path / "notes"), []).standing != before.standing


def test_we_leave_watches_for_other_programs(tmp_path: Path):
    (tmp_path / "max_user_watches").write_text("10000\n")
    assert watches_allowed(tmp_path) == 8_000
    assert watches_allowed(tmp_path / "elsewhere") is None


def test_messages_about_limits_name_the_remedy():
    told = too_many_folders(watched=8_000, left=500_000, minutes=5.0)
    assert "500,000 of its 508,000 folders" in told
    assert "sysctl fs.inotify.max_user_watches=1016000" in told
    assert "sysctl fs.inotify.max_user_instances" in no_events(OSError(24, "Too many open files"), 5.0)


def refuse(place: str):
    raise PermissionError(13, "Permission denied", place)
