"""What a system refuses, loses or never tells: following goes on, later or in another way, and says so."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.links import Links
from secondme.following import Follower, FollowSettings, Hint
from secondme.following.events import Events, open_events
from secondme.following.mounts import Mount

PATIENCE = 120.0


def test_lost_events_make_the_whole_source_be_looked_at(notes, source, begin, eventually):
    lossy: list[Lossy] = []
    followed = source(notes)
    mirror = begin(followed, open_events=lambda: lossy.append(Lossy(open_events())) or lossy[0])
    lossy[0].loses = True
    (notes / "sub/deep/new").mkdir()
    (notes / "sub/deep/new/g.md").write_text("nobody was told")
    (notes / "sub").rename(notes / "sub2")
    eventually(lambda: mirror.knows_all(followed) and mirror.hints[-1].folders is None)
    lossy[0].loses = False
    (notes / "sub2/deep/new/h.md").write_text("somebody was")
    eventually(lambda: mirror.knows_all(followed))


def test_a_real_overflow_of_the_kernels_queue_loses_nothing(notes, source, begin, eventually):
    if sys.platform != "linux":
        pytest.skip("the queue is the Linux kernel's")
    held = threading.Event()
    slow: list[Slow] = []
    followed = source(notes)
    mirror = begin(followed, open_events=lambda: slow.append(Slow(open_events(), held)) or slow[0])
    slow[0].is_slow = True
    eventually(lambda: slow[0].is_holding)
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    for number in range(limit + 100):
        os.utime(notes / ("a.md" if number % 2 else "other/d.md"))
    (notes / "unseen").mkdir()
    (notes / "unseen/i.md").write_text("the queue was full")
    slow[0].is_slow = False
    held.set()
    eventually(lambda: mirror.knows_all(followed) and slow[0].overflows > 0)


def test_folders_beyond_the_limit_are_polled_and_the_remedy_is_told(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed, most_watches=2, poll_minutes=0.01)
    assert mirror.follower is not None
    (health,) = mirror.follower.health()
    assert (health.how, health.folders) == ("polling", 2)
    assert "2 of its 4 folders" in str(health.why)
    assert "sysctl fs.inotify.max_user_watches" in str(health.why)
    for folder in ("", "sub/deep", "other"):
        (notes / folder / "new.md").write_text("new")
    eventually(lambda: mirror.knows_all(followed))


def test_a_system_that_says_the_limit_is_reached_is_believed(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed, open_events=lambda: Full(open_events()), poll_minutes=0.01)
    assert mirror.how(followed) == "polling"
    (notes / "sub/deep/new.md").write_text("new")
    eventually(lambda: mirror.knows_all(followed))


def test_without_any_events_all_is_polled_until_there_are_some_again(notes, source, begin, eventually):
    is_crowded = threading.Event()
    is_crowded.set()

    def open_if_possible() -> Events:
        if is_crowded.is_set():
            raise OSError(errno.EMFILE, "Too many open files")
        return open_events()

    followed = source(notes)
    mirror = begin(followed, open_events=open_if_possible, poll_minutes=0.01)
    assert mirror.follower is not None
    (health,) = mirror.follower.health()
    assert health.how == "polling"
    assert "max_user_instances" in str(health.why)
    (notes / "sub/new.md").write_text("new")
    eventually(lambda: mirror.knows_all(followed))
    is_crowded.clear()
    eventually(lambda: mirror.how(followed) == "events")
    (notes / "sub/newer.md").write_text("newer")
    eventually(lambda: mirror.knows_all(followed))


def test_folders_on_the_network_are_polled_and_the_others_watched(notes, source, begin, eventually):
    far = [Mount("/", "ext4"), Mount(str(notes / "other"), "nfs4")]
    followed = source(notes)
    mirror = begin(followed, list_mounts=lambda: far, poll_minutes=0.01)
    assert mirror.follower is not None
    (health,) = mirror.follower.health()
    assert (health.how, health.folders) == ("polling", 3)
    assert "other in it: on a network" in str(health.why)
    (notes / "other/new.md").write_text("written on another machine")
    eventually(lambda: mirror.knows_all(followed))
    assert {hint.folders for hint in mirror.hints[1:]} == {("other",)}


def test_a_source_on_the_network_is_polled_as_a_whole(notes, source, begin, eventually):
    far = [Mount("/", "ext4"), Mount(str(notes.parent), "fuse.sshfs")]
    followed = source(notes)
    mirror = begin(followed, list_mounts=lambda: far, poll_minutes=0.01)
    assert mirror.how(followed) == "polling"
    (notes / "sub/new.md").write_text("written on another machine")
    eventually(lambda: mirror.knows_all(followed))


def test_a_root_that_is_away_while_its_watches_are_brought_in_line_is_followed_again(
    notes, source, begin, eventually, monkeypatch
):
    monkeypatch.setattr("secondme.following.pursuit.PLACES_AT_MOST", 1)
    meddling = Meddling(open_events())
    followed, away = source(notes), notes.parent / "away"
    mirror = begin(followed, open_events=lambda: meddling, visit_seconds=1_000)
    meddling.on_remove[str(notes / "sub")] = lambda: notes.rename(away)
    meddling.on_remove[str(notes)] = lambda: away.rename(notes)
    (notes / "sub").rename(notes / "renamed")
    eventually(lambda: not meddling.on_remove and mirror.knows_all(followed))
    (notes / "renamed/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_a_root_that_is_back_before_the_folder_around_it_is_watched_is_noticed(
    notes, source, begin, eventually
):
    meddling = Meddling(open_events())
    followed, away = source(notes), notes.parent / "away"
    mirror = begin(followed, open_events=lambda: meddling, visit_seconds=1_000)
    meddling.on_add[str(notes.parent)] = lambda: away.rename(notes)
    notes.rename(away)
    eventually(lambda: not meddling.on_add)
    (notes / "sub/deep/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_a_root_that_goes_just_before_it_is_watched_is_followed_again(notes, source, begin, eventually):
    meddling = Meddling(open_events())
    followed, away = source(notes), notes.parent / "away"
    meddling.on_add[str(notes)] = lambda: notes.rename(away)
    meddling.on_add[str(notes.parent)] = lambda: away.rename(notes)
    mirror = begin(followed, open_events=lambda: meddling, visit_seconds=1_000)
    eventually(lambda: not meddling.on_add)
    (notes / "sub/deep/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_a_root_that_goes_as_its_folders_are_gone_through_is_followed_again(
    notes, source, begin, eventually, monkeypatch
):
    away, went = notes.parent / "away", threading.Event()

    def late(root: str) -> Links:
        if not went.is_set():
            notes.rename(away)
            went.set()
        return Links(root)

    followed = source(notes)
    mirror = begin(followed, visit_seconds=1_000)
    monkeypatch.setattr("ingest.folder.Links", late)
    (notes / ".gitignore").write_text("shut out\n")
    eventually(went.is_set)
    away.rename(notes)
    eventually(lambda: mirror.knows_all(followed) and mirror.how(followed) == "events")
    (notes / "sub/deep/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_a_fault_of_whoever_is_told_does_not_end_following(notes, source, monkeypatch, caplog, eventually):
    monkeypatch.setattr("secondme.following.follower.RECOVERY_SECONDS", 0.05)
    told: list[Hint] = []

    def stumble_once(hint: Hint) -> None:
        told.append(hint)
        if len(told) == 1:
            raise RuntimeError("stumbled")

    with Follower(stumble_once, settings=FollowSettings(settle_seconds=0.1)) as follower:
        follower.follow([source(notes)])
        eventually(lambda: len(told) > 1)
        (notes / "sub/b.md").write_text("changed")
        eventually(lambda: told[-1].folders == ("sub/b.md",))
    assert "begins anew" in caplog.text


class Wrapped:
    """Events with a fault."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.add, self.remove, self.renew = events.add, events.remove, events.renew
        self.wait, self.wake, self.close = events.wait, events.wake, events.close


class Lossy(Wrapped):
    """Loses events, and says so without saying which."""

    loses = False

    def __init__(self, events: Events) -> None:
        super().__init__(events)
        self.wait = self.wait_lossily

    def wait_lossily(self, seconds):
        happened = self.events.wait(seconds)
        return [one._replace(what="overflow") for one in happened[:1]] if self.loses else happened


class Slow(Wrapped):
    """Reads no events while it is slow."""

    is_slow = is_holding = False
    overflows = 0

    def __init__(self, events: Events, held: threading.Event) -> None:
        super().__init__(events)
        self.held = held
        self.wait = self.wait_slowly

    def wait_slowly(self, seconds):
        if self.is_slow:
            self.is_holding = True
            self.held.wait(PATIENCE)
        happened = self.events.wait(seconds)
        self.overflows += sum(one.what == "overflow" for one in happened)
        return happened


class Full(Wrapped):
    """Watches the root and no folder more."""

    def __init__(self, events: Events) -> None:
        super().__init__(events)
        self.watched = 0
        self.add = self.add_one

    def add_one(self, folder: str) -> None:
        if self.watched:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.watched += 1
        self.events.add(folder)


class Meddling(Wrapped):
    """Somebody changes the disk just before a folder is watched, or let go of; once each."""

    def __init__(self, events: Events) -> None:
        super().__init__(events)
        self.on_add: dict[str, Callable[[], object]] = {}
        self.on_remove: dict[str, Callable[[], object]] = {}
        self.add, self.remove = self.add_late, self.remove_late

    def add_late(self, folder: str) -> None:
        self.meddle(self.on_add, folder)
        self.events.add(folder)

    def remove_late(self, folder: str) -> None:
        self.meddle(self.on_remove, folder)
        self.events.remove(folder)

    def meddle(self, deeds: dict[str, Callable[[], object]], folder: str) -> None:
        """A deed is on the list until it is done."""
        if folder in deeds:
            deeds[folder]()
            del deeds[folder]
