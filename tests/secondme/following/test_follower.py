"""Real files, real events: whatever happens below a source, looking where the hints say finds it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from ingest import Options
from secondme.following import Follower, Hint

PATIENCE = 120.0


def test_what_changes_is_found_by_looking_where_the_hints_say(change, notes, source, begin, eventually):
    name, happen = change
    followed = source(notes)
    mirror = begin(followed)
    happen(notes)
    eventually(lambda: len(mirror.hints) > 1 and mirror.knows_all(followed))
    assert all(hint.folders is not None for hint in mirror.hints[1:]) or name.startswith("a rule")
    for folder, _, _ in os.walk(notes, followlinks=True):
        (Path(folder) / "later.md").write_text(f"written later in {folder}")
    eventually(lambda: mirror.knows_all(followed))


def test_a_save_is_one_hint_that_names_the_file(save, notes, source, begin, eventually):
    mirror = begin(source(notes))
    save(notes / "sub/b.md")
    eventually(lambda: len(mirror.hints) > 1)
    assert mirror.hints[1].folders in (("sub/b.md",), ("sub/4913", "sub/b.md"))
    save(notes / "a.md")
    eventually(lambda: len(mirror.hints) > 2)
    assert mirror.hints[2].folders in (("a.md",), ("4913", "a.md"))


@pytest.mark.parametrize(("old", "new"), [("a.md", "sub/z.md"), ("sub", "other/sub")])
def test_a_rename_is_one_hint_with_both_names(old, new, notes, source, begin, eventually):
    mirror = begin(source(notes))
    (notes / old).rename(notes / new)
    eventually(lambda: len(mirror.hints) > 1)
    assert mirror.hints[1].folders == tuple(sorted((old, new)))


def test_a_burst_of_ten_thousand_files_is_found_with_few_hints(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed)
    for number in range(10_000):
        folder = notes / f"burst {number % 100}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.md").write_text("one of many")
    eventually(lambda: mirror.knows_all(followed))
    assert len(mirror.hints) < 500


def test_a_checkout_that_changes_everything_is_found(tmp_path, source, begin, eventually):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    root = tmp_path / "repository"
    chance = random.Random(3)
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=one")
    for branch in ("one", "two"):
        if branch == "two":
            git(root, "checkout", "--quiet", "-b", "two")
            shutil.rmtree(root / "docs")
        for _ in range(120):
            path = root / "docs" / f"{chance.randrange(12)}" / f"{chance.randrange(9)}" / f"{branch}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{branch} {chance.random()}")
        git(root, "add", "--all")
        git(root, "-c", "user.name=n", "-c", "user.email=e@x", "commit", "--quiet", "--message", branch)
    followed = source(root)
    mirror = begin(followed)
    for branch in ("one", "two", "one", "two", "one"):
        git(root, "checkout", "--quiet", branch)
    eventually(lambda: mirror.knows_all(followed))
    (root / "docs" / next(iter(os.listdir(root / "docs"))) / "after.md").write_text("after all")
    eventually(lambda: mirror.knows_all(followed))


def test_a_storm_of_random_changes_is_found(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed)
    for seed in range(3):
        storm(notes, random.Random(seed), 150)
        eventually(lambda: mirror.knows_all(followed))


def test_what_is_left_out_is_neither_watched_nor_hinted(notes, source, begin, eventually):
    for name in ("node_modules/x", ".git/objects", "shut/out"):
        (notes / name).mkdir(parents=True)
    (notes / ".gitignore").write_text("shut/\n")
    followed = source(notes)
    mirror = begin(followed)
    assert mirror.follower is not None
    assert [one.folders for one in mirror.follower.health()] == [4]
    for name in ("node_modules/x/a.md", ".git/objects/b", "shut/out/c.md", ".hidden.md", "sub/a.md.swp"):
        (notes / name).write_text("not for reading")
    (notes / "last.md").write_text("for reading")
    eventually(lambda: len(mirror.hints) > 1)
    assert mirror.hints[1:] == [Hint(followed.id, ("last.md",))]


def test_a_folder_that_may_not_be_opened_is_found_when_it_may_again(notes, source, begin, eventually):
    if os.geteuid() == 0:
        pytest.skip("everything may be opened by root")
    followed = source(notes)
    mirror = begin(followed)
    (notes / "sub").chmod(0)
    eventually(lambda: mirror.knows_all(followed))
    (notes / "sub").chmod(0o700)
    (notes / "sub/deep/late.md").write_text("late")
    eventually(lambda: mirror.knows_all(followed))


def test_permissions_that_change_are_hinted(notes, source, begin, eventually):
    mirror = begin(source(notes))
    (notes / "a.md").chmod(0)
    eventually(lambda: any(hint.folders == ("a.md",) for hint in mirror.hints))
    (notes / "sub").chmod(0o500)
    (notes / "sub").chmod(0o700)
    eventually(lambda: any(hint.folders == ("sub",) for hint in mirror.hints))


def test_one_folder_in_two_sources_is_hinted_to_both(notes, source, begin, eventually):
    outer, inner = source(notes), source(notes / "sub")
    mirror = begin(outer, inner)
    (notes / "sub/deep/new.md").write_text("new")
    eventually(lambda: mirror.knows_all(outer) and mirror.knows_all(inner))
    assert {hint.folders for hint in mirror.hints[2:]} == {("sub/deep/new.md",), ("deep/new.md",)}


def test_a_single_file_is_followed_through_saves_deletion_and_return(save, notes, source, begin, eventually):
    followed = source(notes / "a.md")
    mirror = begin(followed)
    (notes / "z.md").write_text("of no interest")
    save(notes / "a.md")
    eventually(lambda: len(mirror.hints) > 1 and mirror.knows_all(followed))
    (notes / "a.md").unlink()
    eventually(lambda: mirror.how(followed) == "absent")
    before = len(mirror.hints)
    (notes / "a.md").write_text("back")
    eventually(lambda: len(mirror.hints) > before and mirror.knows_all(followed))
    assert {hint.folders for hint in mirror.hints} == {None}


def test_a_chat_export_is_hinted_as_a_whole(notes, source, begin, eventually):
    followed = source(notes, kind="chat")
    mirror = begin(followed)
    (notes / "sub/deep/c.md").write_text("another message")
    eventually(lambda: len(mirror.hints) > 1)
    assert {hint.folders for hint in mirror.hints} == {None}


def test_a_root_that_goes_away_is_not_hinted_and_is_looked_at_once_back(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed)
    notes.rename(notes.parent / "away")
    eventually(lambda: mirror.how(followed) == "absent")
    assert len(mirror.hints) == 1
    (notes.parent / "away/sub/new.md").write_text("written meanwhile")
    (notes.parent / "away").rename(notes)
    eventually(lambda: mirror.knows_all(followed))
    assert mirror.how(followed) == "events"
    (notes / "sub/deep/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_a_mount_point_without_its_disk_is_looked_at_and_again_when_the_disk_is_back(
    notes, source, begin, eventually
):
    followed = source(notes)
    mirror = begin(followed)
    notes.rename(notes.parent / "disk")
    notes.mkdir()
    eventually(lambda: len(mirror.hints) == 2)
    notes.rmdir()
    (notes.parent / "disk").rename(notes)
    eventually(lambda: mirror.how(followed) == "events" and len(mirror.hints) > 2)
    eventually(lambda: mirror.knows_all(followed))


def test_an_empty_folder_is_followed_from_its_first_file_on(tmp_path, source, begin, eventually):
    (tmp_path / "new").mkdir()
    followed = source(tmp_path / "new")
    mirror = begin(followed, visit_seconds=1_000)
    (tmp_path / "new/first.md").write_text("first")
    eventually(lambda: mirror.hints and mirror.knows_all(followed))
    assert mirror.how(followed) == "events"


def test_another_folder_in_the_place_of_a_root_is_noticed(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed)
    shutil.copytree(notes, notes.parent / "restored")
    (notes.parent / "restored/sub/extra.md").write_text("from a backup")
    notes.rename(notes.parent / "before")
    (notes.parent / "restored").rename(notes)
    eventually(lambda: mirror.knows_all(followed))
    (notes / "sub/deep/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_everything_is_looked_at_now_and_then_and_after_sleep(notes, source, begin, eventually):
    ahead = [0.0]
    followed = source(notes)
    mirror = begin(followed, reconcile_minutes=0.01, wall=lambda: 1_000_000.0 + ahead[0])
    eventually(lambda: len(mirror.hints) > 2)
    still = begin(followed, wall=lambda: 1_000_000.0 + ahead[0])
    ahead[0] = 3_600.0
    eventually(lambda: len(still.hints) > 1)
    ahead[0] = -3_600.0
    eventually(lambda: len(still.hints) > 2)


def test_following_is_brought_in_line_with_the_sources(notes, source, begin, eventually):
    one, other = source(notes / "sub"), source(notes / "other")
    mirror = begin(one)
    assert mirror.follower is not None
    mirror.sources[other.id] = other
    mirror.follower.follow([one, other])
    eventually(lambda: mirror.how(other) == "events" and len(mirror.hints) == 2)
    mirror.follower.follow([other])
    eventually(lambda: mirror.how(one) is None)
    (notes / "sub/new.md").write_text("not followed any more")
    (notes / "other/new.md").write_text("followed")
    eventually(lambda: len(mirror.hints) > 2)
    assert {hint.source for hint in mirror.hints[1:]} == {other.id}


def test_other_options_are_followed_at_once(notes, source, begin, eventually):
    (notes / ".private").mkdir()
    followed = source(notes)
    mirror = begin(followed)
    assert mirror.follower is not None
    mirror.options = Options(hidden=True)
    mirror.follower.follow([followed], mirror.options)
    eventually(lambda: mirror.follower is not None and mirror.follower.health()[0].folders == 5)
    (notes / ".private/diary.md").write_text("dear diary")
    eventually(lambda: mirror.knows_all(followed))


def test_health_says_when_something_happened_last(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed)
    follower = mirror.follower
    assert follower is not None
    assert follower.health()[0].last_event is None
    (notes / "a.md").write_text("changed")
    follower.looked(followed.id, 0.2)
    eventually(lambda: None not in (follower.health()[0].last_event, follower.health()[0].last_look))


def test_it_closes_while_it_is_busy(notes, source, eventually):
    for number in range(400):
        (notes / f"{number}").mkdir()
    for _ in range(20):
        follower = Follower(lambda hint: None)
        follower.follow([source(notes)])
        (notes / "a.md").write_text("changed")
        follower.close()
    eventually(lambda: "following" not in {thread.name for thread in threading.enumerate()})


def storm(root: Path, chance: random.Random, changes: int) -> None:
    """Creates, writes, renames, moves and deletes files and folders at random."""
    for _ in range(changes):
        folders = [Path(one) for one, _, _ in os.walk(root)]
        files = [one for one in root.rglob("*") if one.is_file()]
        folder, file = chance.choice(folders), chance.choice(files) if files else root / "first.md"
        target = chance.choice(folders) / f"{chance.randrange(40)}"
        match chance.randrange(7):
            case 0:
                (folder / f"{chance.randrange(40)}").mkdir(exist_ok=True)
            case 1 | 2:
                (folder / f"{chance.randrange(40)}.md").write_text(f"{chance.random()}")
            case 3:
                file.rename(target.with_suffix(".md"))
            case 4 if folder != root and not target.exists() and not target.is_relative_to(folder):
                folder.rename(target)
            case 5:
                file.unlink(missing_ok=True)
            case 6 if folder != root and chance.random() < 0.2:
                shutil.rmtree(folder)


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", root, *words], check=True, capture_output=True, timeout=PATIENCE)
