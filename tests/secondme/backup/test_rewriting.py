"""Backups that were made before something was forgotten are told, and made anew without it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.holding import look_at_backups, tell_backups
from secondme.backup.joined import join
from secondme.backup.pruning import prune
from secondme.backup.reading import read_chunks
from secondme.backup.repository import made_when
from secondme.backup.restoring import restore
from secondme.backup.retention import Retention
from secondme.backup.rewriting import rewrite
from secondme.backup.sealing import Lock, close_identity, make_identity
from secondme.backup.verifying import verify
from secondme.cli import run
from secondme.forgetting.selection import Selection
from secondme.indexing.progress import Stopped
from secondme.store.query import rows, value

WORD = "quillfeather"


def held(vault) -> dict[str, dict[str, int]]:
    backups = look_at_backups(vault.memory.home, vault.memory.store.connection())
    return {one.snapshot: dict(one.held) for one in backups.snapshots}


def rewritten(vault, *names: str, on_progress=lambda progress: None):
    vault.now += timedelta(hours=1)
    return rewrite(
        *(vault.memory.home, vault.memory.store, vault.repository, vault.identity, names),
        now=vault.now,
        on_progress=on_progress,
    )


def stands_in_packs(vault, word: str = WORD) -> bool:
    """Whether a word stands in any piece of any pack, once that is opened."""
    return any(
        word.encode() in chunk.lower()
        for pack in vault.repository.pack_names()
        for _, chunk in read_chunks(vault.repository, vault.identity, pack)
    )


def stopped_at_the_end_of(steps: Iterator[int]) -> None:
    if next(steps, None) is None:
        raise Stopped


@pytest.fixture
def forget(vault) -> Callable[[str], None]:
    """Forgets it, hours after the last backup."""

    def forget(what: str) -> None:
        vault.now += timedelta(hours=2)
        selection = Selection(what) if what[1:].isdigit() else Selection(query=what)
        vault.memory.forget_selected(selection, now=vault.now)

    return forget


def test_backups_made_before_are_told_with_what_they_may_hold(vault, forget):
    without = vault.back_up().snapshot
    told = vault.memory.remember("The quillfeather is in the loft.", now=vault.now + timedelta(hours=1))
    with_it = vault.back_up().snapshot
    assert held(vault) == {}
    forget(told)
    after = vault.back_up().snapshot
    assert held(vault) == {with_it: {"document": 1, "memory": 1}}
    [line, snapshot] = tell_backups(look_at_backups(vault.memory.home, vault.memory.store.connection()))
    assert "secondme backup rewrite" in line
    assert with_it in snapshot and "1 document, 1 memory" in snapshot
    assert {without, after}.isdisjoint(held(vault))


def test_the_receipt_tells_them_also_where_the_disk_is_not_there(vault):
    vault.back_up()
    vault.repository.root.rename(vault.repository.root.with_name("unplugged"))
    receipt = vault.memory.forget("m1", now=vault.now + timedelta(hours=1))
    assert receipt.backups is not None and not receipt.backups.is_there
    [first, then] = tell_backups(receipt.backups)
    assert "are not there now" in first and "backup rewrite" in then


def test_a_backup_made_anew_holds_nothing_of_it_and_all_the_rest(vault, forget, tmp_path: Path, contents):
    vault.memory.remember("The quillfeather is in the loft.", now=vault.now)
    vault.memory.recall("where is the quillfeather", now=vault.now)
    vault.memory.converse("The Quillfeather recital is on Friday.", now=vault.now)
    names = [vault.back_up().snapshot, vault.back_up().snapshot]
    forget("m41")
    forget("c1")
    assert stands_in_packs(vault)
    done = rewritten(vault)
    assert done.is_well and [one.snapshot for one in done.snapshots] == names
    assert not stands_in_packs(vault)
    assert stands_in_packs(vault, "narwhal")
    assert held(vault) == {}
    assert [made_when(name) for name in vault.repository.snapshot_names()] == [
        made_when(name) for name in names
    ]
    assert verify(vault.repository, vault.identity.seal, vault.identity).is_well
    for name in vault.repository.snapshot_names():
        restore(vault.repository, vault.identity, name, tmp_path / name)
        with secondme.open(tmp_path / name) as came:
            db = came.store.connection()
            assert rows(db, "PRAGMA integrity_check") == [("ok",)]
            assert value(db, "SELECT count(*) FROM memories") == 40
            assert came.recall("puffin 7")[0].text == vault.memory.recall("puffin 7")[0].text
            assert not [hit for hit in came.recall(WORD, log=False) if WORD in hit.text.lower()]
            assert value(db, "SELECT count(*) FROM recalls WHERE query LIKE '%quillfeather%'") == 0
    assert rewritten(vault).snapshots == ()


@pytest.mark.parametrize("change", ["renamed", "written over", "its source"])
def test_what_was_another_version_then_is_found_by_its_row(vault, forget, tree, change: str):
    folder = tree({"a.md": "# Lease\n\nThe quillfeather lease ends in May.\n", "b.md": "# Tea\n\nLate.\n"})
    vault.memory.add(folder, now=vault.now)
    before = vault.back_up().snapshot
    if change == "renamed":
        (folder / "a.md").rename(folder / "c.md")
    elif change == "written over":
        (folder / "a.md").write_text("# Lease\n\nIt was made longer, until June.\n")
    vault.memory.index(now=vault.now)
    [document] = rows(
        vault.memory.store.connection(), "SELECT id FROM documents WHERE title = 'Lease' ORDER BY id"
    )
    source = max(one.source.id for one in vault.memory.sources())
    forget(f"d{document[0]}" if change != "its source" else f"s{source}")
    assert before in held(vault)
    assert rewritten(vault).is_well
    assert not stands_in_packs(vault)


def test_read_again_after_a_restore_it_does_not_come_back(vault, forget, tree, tmp_path: Path):
    folder = tree({"a.md": "# Lease\n\nThe quillfeather lease ends in May.\n"})
    vault.memory.add(folder, now=vault.now)
    vault.back_up()
    forget(WORD)
    rewritten(vault)
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as came:
        (folder / "b.md").write_text("# Tea\n\nIt is late.\n")
        came.index()
        assert [hit.text for hit in came.recall("late tea")] == ["It is late."]
        assert not [hit for hit in came.recall("lease") if WORD in hit.text]


def test_stopped_anywhere_nothing_is_lost_and_the_same_again_does_the_rest(vault, forget, tmp_path: Path):
    vault.memory.remember("The quillfeather is in the loft.", now=vault.now)
    vault.back_up()
    vault.back_up()
    forget(WORD)
    for steps in range(1, 400, 13):
        left = iter(range(steps))
        try:
            done = rewritten(vault, on_progress=lambda progress, left=left: stopped_at_the_end_of(left))
            break
        except Stopped:
            assert len({made_when(name) for name in vault.repository.snapshot_names()}) == 2
            assert verify(vault.repository, vault.identity.seal, vault.identity).is_well
    assert steps > 40 and done.is_well
    assert not list(vault.memory.home.root.glob(".rewriting-*"))
    assert not stands_in_packs(vault)


def test_a_snapshot_of_another_memory_and_a_damaged_one_stay_and_are_told(vault, forget, tmp_path: Path, now):
    vault.memory.remember("The quillfeather is in the loft.", now=vault.now)
    with secondme.open(tmp_path / "other") as other:
        other.remember("The quillfeather is mine.", now=now)
        theirs = create_backup(
            *(other.home, other.store, join(other.home, vault.repository.root, vault.identity.seal)), now=now
        ).snapshot
    own = vault.back_up().snapshot
    forget(WORD)
    for pack in vault.repository.pack_names()[:1]:
        path = vault.repository.packs / f"{pack}.age"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    done = rewritten(vault, theirs, own)
    assert not done.is_well
    assert all(one.became == one.snapshot and one.fault for one in done.snapshots)
    assert vault.repository.snapshot_names() == sorted([theirs, own])


def test_pieces_that_pruning_left_in_packs_go_too(vault, forget):
    vault.memory.remember("The quillfeather is in the loft.", now=vault.now)
    vault.back_up()
    forget(WORD)
    vault.back_up()
    prune(vault.repository, vault.identity.seal, Retention(daily=1, weekly=0, monthly=0))
    assert stands_in_packs(vault), "the pack is needed for the rest of it"
    assert held(vault) == {}
    done = rewritten(vault)
    assert done.packs and not stands_in_packs(vault)
    assert verify(vault.repository, vault.identity.seal, vault.identity).is_well


def test_the_commands_tell_and_do_it(vault, forget, capsys, tmp_path: Path):
    vault.memory.remember("The quillfeather is in the loft.", now=vault.now)
    name = vault.back_up().snapshot
    forget(WORD)
    home = str(vault.memory.home.root)
    assert run(["--home", home, "backup", "list", "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["forgotten"] == {"document": 1}
    mine, keys = make_identity(), tmp_path / "keys"
    closed = close_identity(vault.identity, Lock(recipients=(mine.seal.recipient,)))
    (vault.repository.root / "identity.age").write_bytes(closed)
    keys.write_text(mine.text)
    assert run(["--home", home, "backup", "rewrite", "--identity", str(keys)]) == 0
    assert f"{name} is {name[:-2]}02 now, without 1 document, 1 passage, 1 memory." in capsys.readouterr().out
    assert run(["--home", home, "backup", "list"]) == 0
    assert "forgotten" not in capsys.readouterr().out
