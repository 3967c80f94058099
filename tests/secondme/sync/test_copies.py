"""A home that was copied, or restored from a backup, takes another number; nothing is lost by it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import secondme


@pytest.fixture
def copied(two, tmp_path: Path) -> Iterator[list]:
    """A laptop, a desk, and a copy of the laptop's home that somebody made after the first meeting."""
    one, other = two
    one.tell("Ana likes tea.")
    one.meets(other)
    one.memory.store.checkpoint()
    shutil.copytree(one.memory.home.root, tmp_path / "copy")
    with secondme.open(tmp_path / "copy") as memory:
        yield [one, other, type(one)(memory, one.folder, one.clock)]


def known(machine) -> list[str]:
    return sorted(each.text for each in machine.memory.memories(now=machine.clock.now))


def test_a_copy_of_a_home_takes_another_number(copied):
    one, other, copy = copied
    assert copy.own.device == one.own.device
    one.tell("Ben lives in Graz.")
    one.sync()
    copy.tell("Cas has a dog.")
    assert copy.sync().anew
    assert copy.own.device != one.own.device
    one.meets(other, copy)
    assert (
        known(one)
        == known(other)
        == known(copy)
        == ["Ana likes tea.", "Ben lives in Graz.", "Cas has a dog."]
    )
    assert one.state() == other.state() == copy.state()


def test_whichever_of_the_two_writes_first_nothing_is_lost(copied):
    one, other, copy = copied
    copy.tell("Cas has a dog.")
    copy.sync()
    one.tell("Ben lives in Graz.")
    one.meets(other, copy)
    assert (
        known(one)
        == known(other)
        == known(copy)
        == ["Ana likes tea.", "Ben lives in Graz.", "Cas has a dog."]
    )


def test_a_home_that_was_set_back_hears_what_it_had_said(copied):
    """The copy stands for the newest backup; the home itself is lost."""
    one, other, copy = copied
    one.tell("Ben lives in Graz.")
    one.meets(other)
    assert copy.sync().anew
    copy.meets(other)
    assert known(copy) == ["Ana likes tea.", "Ben lives in Graz."]


def test_two_that_wrote_the_same_number_apart_both_arrive(machines, tmp_path: Path):
    """Both wrote the same segment on their own disks; the sync service let one of the two files win."""
    one, other = machines(2, apart=True)
    one.tell("Ana likes tea.")
    one.sync()
    one.memory.store.checkpoint()
    shutil.copytree(one.memory.home.root, tmp_path / "copy")
    shutil.copytree(one.folder, tmp_path / "copied")
    with secondme.open(tmp_path / "copy") as memory:
        copy = type(one)(memory, tmp_path / "copied", one.clock)
        with memory.store.write() as db:
            db.execute("UPDATE sync SET place = ?", (str(copy.folder),))
        one.tell("Ben lives in Graz.")
        copy.tell("Cas has a dog.")
        one.sync()
        copy.sync()
        for file in one.folder.rglob("*"):  # One of the two wins.
            if file.is_file():
                shutil.copyfile(file, copy.folder / file.relative_to(one.folder))
        assert copy.sync().anew
        for _ in range(4):
            for source in (one, other, copy):
                for target in (one, other, copy):
                    if source is not target:
                        target.receives(source)
            for each in (one, other, copy):
                each.sync()
        assert known(one) == known(other) == known(copy)
        assert known(one) == ["Ana likes tea.", "Ben lives in Graz.", "Cas has a dog."]
