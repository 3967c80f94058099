"""A folder that others write to: what is missing, cut, swapped or foreign is told, and waited for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import secondme
from secondme.errors import SyncDamagedError, SyncError
from secondme.store.query import value
from secondme.sync.joined import machines as others
from secondme.sync.pairing import pair
from secondme.sync.sealing import new_key


def segments(machine) -> list[Path]:
    """The segments that the machine wrote, in order."""
    return sorted(machine.folder.glob(f"log/{machine.own.device}-*.segment"))


def three_segments(one) -> list[Path]:
    for text in ("Ana likes tea.", "Ben lives in Graz.", "Cas has a dog."):
        one.tell(text)
        one.sync()
    return segments(one)


def known(machine) -> list[str]:
    return sorted(each.text for each in machine.memory.memories(now=machine.clock.now))


def test_a_missing_segment_is_told_and_what_follows_waits_for_it(two, tmp_path: Path):
    one, other = two
    _, second, _ = three_segments(one)
    aside = tmp_path / "aside"
    second.rename(aside)
    came = other.sync()
    assert known(other) == ["Ana likes tea."]
    assert came.waiting == ("Segment 2 of laptop has not come yet; 3 waits for it.",)
    aside.rename(second)
    assert other.sync().waiting == ()
    assert known(other) == ["Ana likes tea.", "Ben lives in Graz.", "Cas has a dog."]


@pytest.mark.parametrize("left", [0, 1, 15, 40, -1])
def test_a_segment_that_came_in_part_is_told_and_read_when_it_is_whole(two, left: int):
    one, other = two
    _, second, _ = three_segments(one)
    whole = second.read_bytes()
    second.write_bytes(whole[:left])
    came = other.sync()
    assert known(other) == ["Ana likes tea."] and "does not open" in came.waiting[0]
    second.write_bytes(whole)
    other.sync()
    assert len(known(other)) == 3


def test_a_flipped_bit_anywhere_is_told(two):
    one, other = two
    [first, *_] = three_segments(one)
    whole = first.read_bytes()
    for at in range(0, len(whole), 7):
        first.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(SyncDamagedError):
            one.own.key.open(first.read_bytes(), f"segment 1 of machine {one.own.device}")
    first.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert other.sync().waiting and known(other) == []


def test_swapped_and_renamed_segments_pass_for_no_other(two):
    one, other = two
    first, second, third = three_segments(one)
    contents = [file.read_bytes() for file in (first, second, third)]
    for file, content in zip((first, second, third), (contents[1], contents[0], contents[0]), strict=True):
        file.write_bytes(content)
    assert other.sync().waiting and known(other) == []
    for file, content in zip((first, second, third), contents, strict=True):
        file.write_bytes(content)
    other.sync()
    assert len(known(other)) == 3


def test_a_log_that_does_not_follow_on_is_told(two, tmp_path: Path):
    """Somebody with the key wrote another history under the same name."""
    one, other = two
    three_segments(one)
    other.sync()
    fork = one.own
    from secondme.sync.segments import Segment

    forged = Segment(fork.device, "laptop", 4, "00" * 32, 0, ())
    one.folder.joinpath("log", f"{fork.device}-00000004.segment").write_bytes(forged.sealed(fork.key))
    came = other.sync()
    assert "does not follow" in came.waiting[0]
    assert others(other.memory.store.connection())[0].segment == 3


def test_what_a_sync_service_leaves_is_told_or_left_alone(two):
    one, other = two
    first, *_ = three_segments(one)
    stem = first.name.removesuffix(".segment")
    for name in (f"{stem} (1).segment", f"{stem}.sync-conflict-20260301-120000-ABCDEF.segment"):
        shutil.copyfile(first, first.with_name(name))
    for name in (f".syncthing.{stem}.segment.tmp", f"~{first.name}", f"{first.name}.unfinished"):
        first.with_name(name).write_bytes(first.read_bytes()[:20])
    (one.folder / "contents" / "holiday.jpg").write_bytes(b"jpg")
    came = other.sync()
    assert came.waiting == () and len(known(other)) == 3
    assert came.strays == (
        f"log/{stem} (1).segment",
        f"log/{stem}.sync-conflict-20260301-120000-ABCDEF.segment",
        "contents/holiday.jpg",
    )


def test_files_of_the_person_are_kept_whatever_they_are_called(two):
    one, _ = two
    first, *_ = three_segments(one)
    theirs = [one.folder / "novel.unfinished", one.folder / "log" / "shed.unfinished"]
    ours = [first.with_name(f"{first.name}.unfinished"), one.folder / "secondme-sync.json.unfinished"]
    for path in (*theirs, *ours):
        path.write_text("half of it")
    one.sync()
    assert [path.exists() for path in (*theirs, *ours)] == [True, True, False, False]


def test_where_only_the_log_has_come_no_other_is_begun(two, tmp_path: Path):
    one, _ = two
    three_segments(one)
    (one.folder / "secondme-sync.json").rename(tmp_path / "on its way")
    with (
        secondme.open(tmp_path / "third") as third,
        pytest.raises(SyncError, match="not all of it has come yet"),
    ):
        pair(third.store, one.folder, "third", lambda: "")
    assert not (one.folder / "secondme-sync.json").exists()


def test_links_and_odd_files_are_not_followed(two, tmp_path: Path):
    import os

    one, other = two
    first, *_ = three_segments(one)
    secret = tmp_path / "secret"
    secret.write_bytes(first.read_bytes())
    first.unlink()
    first.symlink_to(secret)
    assert "link" in other.sync().waiting[0] and known(other) == []
    first.unlink()
    os.mkfifo(first)
    assert "no plain file" in other.sync().waiting[0] and known(other) == []


def test_words_that_come_later_than_the_log_are_waited_for(machines):
    one, other = machines(2, apart=True)
    one.tell("Ana likes tea.")
    one.sync()
    other.receives(one, only=lambda name: name.endswith(".segment"))
    came = other.sync()
    assert (came.heard > 0, came.missing, known(other)) == (True, 1, [])
    other.receives(one)
    assert other.sync().missing == 0 and known(other) == ["Ana likes tea."]


def test_a_pack_that_was_lost_is_put_back_by_whoever_has_its_words(two):
    one, other = two
    one.tell("Ana likes tea.")
    one.meets(other)
    for pack in one.folder.glob("contents/*.pack"):
        pack.unlink()
    one.sync()
    with secondme.open(one.memory.home.root.parent / "third") as third:
        from secondme.sync.syncing import sync

        pair(third.store, one.folder, "third", lambda: one.own.key.written)
        sync(third.home, third.store, embedder=None, now=one.clock())
        assert [each.text for each in third.memories(now=one.clock.now)] == ["Ana likes tea."]


def test_a_folder_that_is_not_there_changes_nothing_and_says_so(two, tmp_path: Path):
    one, _ = two
    one.tell("Ana likes tea.")
    one.folder.rename(tmp_path / "unplugged")
    with pytest.raises(SyncError, match="Is the disk mounted"):
        one.sync()
    assert not one.folder.exists()
    assert "mounted" in one.own.failed
    (tmp_path / "unplugged").rename(one.folder)
    assert one.sync().told > 0 and one.own.failed == ""


def test_files_of_another_sync_are_not_read(two, tmp_path: Path):
    one, other = two
    three_segments(one)
    foreign = new_key().seal({"form": 1}, "segment 1 of machine 0123456789abcdef")
    (one.folder / "log" / "0123456789abcdef-00000001.segment").write_bytes(foreign)
    came = other.sync()
    assert len(came.waiting) == 1 and len(known(other)) == 3


def test_things_of_a_newer_release_are_kept_and_told(two):
    from secondme.sync.registers import Operation, Stamp, Version
    from secondme.sync.segments import Segment

    one, other = two
    device = "0123456789abcdef"
    told = Operation("mood", "today", Version(1, Stamp(5, 0, device), {"content": "ab"}), {})
    newer = Segment(device, "tablet", 1, "", 0, (told,))
    (one.folder / "log" / f"{device}-00000001.segment").write_bytes(newer.sealed(one.own.key))
    came = other.sync()
    assert (came.newer, came.waiting) == (1, ())
    db = other.memory.store.connection()
    assert value(db, "SELECT count(*) FROM sync_heads WHERE kind = 'mood'") == 1


def test_a_clock_far_ahead_does_not_drag_others_along(two):
    from datetime import timedelta

    one, other = two
    real = one.clock.now
    one.clock.now += timedelta(days=3_000)
    one.tell("Ana likes tea.")
    one.sync()
    one.clock.now = real
    other.tell("Ben lives in Graz.")
    other.sync()
    other.tell("Cas has a dog.")
    other.sync()
    assert abs(other.own.clock.time / 1000 - real.timestamp()) < 86_400
    one.meets(other)
    assert len(rows_of(one)) == len(rows_of(other)) == 3


def rows_of(machine) -> list[str]:
    return [each.text for each in machine.memory.memories(state="all", now=machine.clock.now)]


def test_what_is_told_in_an_unknown_form_waits_and_breaks_nothing(two):
    from secondme.sync.registers import Operation, Stamp, Version
    from secondme.sync.segments import Segment

    one, other = two
    device = "0123456789abcdef"
    odd = (
        Operation("ending", "told:1", Version(1, Stamp(5, 0, device), {"since": "May"}), {}),
        Operation("grave", "not hexadecimal", Version(2, Stamp(6, 0, device), None), {}),
        Operation("pin", "told:2", Version(3, Stamp(7, 0, device), True), {}),
        Operation("rule", "r", Version(4, Stamp(8, 0, device), "as a word"), {}),
    )
    newer = Segment(device, "tablet", 1, "", 0, odd)
    (one.folder / "log" / f"{device}-00000001.segment").write_bytes(newer.sealed(one.own.key))
    one.tell("Ana likes tea.")
    one.sync()
    came = other.sync()
    assert came.missing == 3 and known(other) == ["Ana likes tea."]


def test_words_that_were_put_there_and_never_told_go_again(two):
    """The process ended between the two, and the person then forgot it."""
    from secondme.sync.contents import Contents

    one, _ = two
    one.tell("Ana likes tea.")
    one.sync()
    Contents(one.memory.store, one.own.folder, one.own.key).put([{"text": "A narwhal is a fish."}])
    assert len(list(one.folder.glob("contents/*.pack"))) == 2
    one.sync()
    [left] = one.folder.glob("contents/*.pack")
    assert "Ana likes tea." in str(one.own.key.open(left.read_bytes(), f"pack {left.stem}"))
