"""A backup comes back as it was, holds nothing readable, and grows by what is new alone."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from pathlib import Path

import pytest

import secondme
from secondme.backup.image import count_rows
from secondme.backup.joined import join
from secondme.backup.pruning import prune
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore
from secondme.backup.retention import Retention
from secondme.backup.sealing import Lock, make_identity, open_identity
from secondme.backup.verifying import verify
from secondme.errors import BackupLockedError, NotFoundError, StoreDamagedError, StoreError, UsageError
from secondme.key import find_key
from secondme.store.query import rows, value
from secondme.store.settings import get_setting, put_setting
from secondme.store.times import to_milliseconds

PASSPHRASE = "correct horse battery"


def test_a_restored_memory_is_the_same_under_another_key(vault, tmp_path: Path, contents):
    vault.back_up()
    came = restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as restored:
        assert contents(restored.store) == contents(vault.memory.store)
        assert restored.recall("puffin 7")[0].text == vault.memory.recall("puffin 7")[0].text
        assert restored.key.secret != vault.memory.key.secret
        assert rows(restored.store.connection(), "PRAGMA integrity_check") == [("ok",)]
    assert came.rows["passages"] == 40
    assert find_key(restored.home) == restored.key


@pytest.mark.model
def test_vectors_and_what_is_found_by_meaning_come_back(memory, tree, tmp_path: Path, now, contents):
    from secondme.backup.creating import create_backup

    memory.add(
        tree({"a.md": "# Boats\n\nThe puffin boat leaves at nine.\n", "b.md": "# Tea\n\nWe drink it late.\n"})
    )
    identity = make_identity()
    Repository(tmp_path / "repo").found(identity, Lock(recipients=(make_identity().seal.recipient,)))
    to = join(memory.home, tmp_path / "repo", identity.seal)
    create_backup(memory.home, memory.store, to, now=now)
    came = restore(to.repository, identity, "latest", tmp_path / "new")
    assert {one.name: one.chosen for one in came.models} == {"minilm": True, "smollm2": True}
    (tmp_path / "new" / "models").rename(tmp_path / "empty-shelf")
    (tmp_path / "new" / "models").symlink_to(memory.home.models)
    with secondme.open(tmp_path / "new") as restored:
        assert contents(restored.store) == contents(memory.store)
        for question in ("When does the ship sail?", "evening drinks"):
            here, there = memory.recall(question, log=False), restored.recall(question, log=False)
            assert [(hit.id, hit.text, hit.similarity) for hit in there] == [
                (hit.id, hit.text, hit.similarity) for hit in here
            ]


def test_nothing_readable_touches_any_disk(vault, tmp_path: Path, files_in):
    vault.memory.home.config.write_text('[clients]\nmask = ["zanzibar-narwhal"]\n')
    vault.back_up()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    (tmp_path / "new" / "config.toml").unlink()
    for folder in (tmp_path, vault.memory.home.root):
        for name, content in files_in(folder).items():
            if name != "config.toml":
                assert b"zanzibar" not in content, name
                assert b"SQLite format" not in content, name


def test_everything_is_for_its_owner_alone(vault, tmp_path: Path):
    vault.back_up()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    for folder in (vault.repository.root, tmp_path / "new", vault.memory.home.root):
        assert [path for path in folder.rglob("*") if path.stat().st_mode & 0o077] == []


def test_a_second_backup_stores_what_is_new_alone(vault, incompressible):
    incompressible(4_000)
    first = vault.back_up()
    vault.memory.remember("One more line.")
    second = vault.back_up()
    third = vault.back_up()
    assert first.added_bytes > 4_000_000
    assert second.added_bytes < first.added_bytes / 10
    assert (third.new_chunks, third.added_bytes) == (0, 0)


def test_each_snapshot_comes_back_as_it_was_then(vault, tmp_path: Path):
    names = []
    for number in range(3):
        names.append(vault.back_up().snapshot)
        vault.memory.remember(f"Line {number} came later.")
    for number, name in enumerate(names):
        came = restore(vault.repository, vault.identity, name, tmp_path / name)
        assert came.rows["passages"] == 40 + number


def test_what_was_forgotten_does_not_come_back_in_a_restored_memory(vault, tree, tmp_path: Path):
    folder = tree({"mull.md": "# Ferry\n\nThe ferry is late.\n"})
    vault.memory.add(folder)
    hit = vault.memory.recall("ferry")[0]
    vault.memory.forget(hit.id)
    vault.back_up()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as restored:
        (folder / "mull.md").write_text("# Ferry\n\nThe ferry is late.\n\n# Harbour\n\nIt is small.\n")
        restored.index()
        assert [one.text for one in restored.recall("harbour small")][:1] == ["It is small."]
        assert not [one for one in restored.recall("ferry late") if "late" in one.text]


def test_a_restored_memory_is_backed_up_and_restored_again(vault, tmp_path: Path, contents):
    from secondme.backup.creating import create_backup

    vault.back_up()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as second:
        assert second.store.fingerprint_key == vault.memory.store.fingerprint_key
        to = join(second.home, vault.to.place, vault.to.seal)
        create_backup(second.home, second.store, to, now=vault.now)
    restore(vault.repository, vault.identity, "latest", tmp_path / "newer")
    with secondme.open(tmp_path / "newer") as third:
        assert contents(third.store) == contents(vault.memory.store)


def test_a_backup_under_writers_is_one_moment_of_the_memory(vault, tmp_path: Path):
    """Every write changes two tables: no snapshot has the one change without the other."""
    store = vault.memory.store
    with store.write() as db:
        db.execute("CREATE TABLE pairs (id INTEGER PRIMARY KEY, number TEXT)")
        db.execute("INSERT INTO pairs (number) VALUES ('0')")
        put_setting(db, "number", "0")
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            with store.write() as db:
                db.execute("INSERT INTO pairs (number) VALUES (?)", (str(number),))
                put_setting(db, "number", str(number))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for one in writers:
        one.start()
    try:
        names = [vault.back_up().snapshot for _ in range(4)]
    finally:
        ended.set()
        for one in writers:
            one.join()
    for name in names:
        restore(vault.repository, vault.identity, name, tmp_path / name)
        with secondme.open(tmp_path / name) as restored:
            db = restored.store.connection()
            last = value(db, "SELECT number FROM pairs ORDER BY id DESC LIMIT 1")
            assert get_setting(db, "number") == last


def test_restoring_never_touches_what_is_there(vault, tmp_path: Path, files_in):
    vault.back_up()
    target = tmp_path / "there"
    target.mkdir()
    (target / "memory.db").write_bytes(b"mine")
    before = files_in(tmp_path)
    with pytest.raises(UsageError):
        restore(vault.repository, vault.identity, "latest", target)
    with pytest.raises(UsageError):
        restore(vault.repository, vault.identity, "latest", vault.memory.home.root)
    assert files_in(tmp_path) == before


def test_a_home_is_restored_where_a_link_leads(vault, tmp_path: Path):
    vault.back_up()
    (tmp_path / "large disk").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "large disk")
    came = restore(vault.repository, vault.identity, "latest", tmp_path / "home")
    assert came.home == tmp_path / "large disk" and (tmp_path / "home" / "memory.db").exists()
    with pytest.raises(UsageError):
        restore(vault.repository, vault.identity, "latest", tmp_path / "home")


@pytest.mark.parametrize("place", ["/proc/nowhere/home", "notes.md/home", "home\udcff"])
def test_a_place_that_cannot_be_is_told_as_such(vault, tmp_path: Path, place: str):
    (tmp_path / "notes.md").write_text("Mine.")
    vault.back_up()
    with pytest.raises(StoreError, match=r"could not be written|not UTF-8"):
        restore(vault.repository, vault.identity, "latest", tmp_path / place)
    assert (tmp_path / "notes.md").read_text() == "Mine." and len(list(tmp_path.glob("home*"))) <= 1


def test_a_passphrase_opens_what_it_closed_and_no_other_does(tmp_path: Path):
    repository, identity = Repository(tmp_path / "repo"), make_identity()
    repository.found(identity, Lock(passphrase=PASSPHRASE))
    assert repository.wants_passphrase
    assert repository.identity(Lock(passphrase=PASSPHRASE)) == identity
    with pytest.raises(BackupLockedError):
        repository.identity(Lock(passphrase=PASSPHRASE + " "))


def test_keys_of_age_open_what_was_closed_for_them(tmp_path: Path):
    mine, identity = make_identity(), make_identity()
    repository = Repository(tmp_path / "repo")
    repository.found(identity, Lock(recipients=(mine.seal.recipient,)))
    assert not repository.wants_passphrase
    assert repository.identity(Lock(identities=mine.text)) == identity
    with pytest.raises(BackupLockedError):
        repository.identity(Lock(identities=make_identity().text))
    with pytest.raises(UsageError):
        Repository(tmp_path / "other").found(identity, Lock(recipients=("not a key",)))


def test_the_age_program_opens_everything(vault, tmp_path: Path):
    """With nothing of ours: identity, manifest, packs."""
    import shutil

    import zstandard

    if shutil.which("age") is None:
        pytest.skip("the age program is not installed")
    mine, identity = make_identity(), vault.identity
    (tmp_path / "mine.txt").write_text(mine.text)
    other = Repository(tmp_path / "for-age")
    other.found(identity, Lock(recipients=(mine.seal.recipient,)))
    created = vault.back_up()
    opened = age("-i", tmp_path / "mine.txt", other.root / "identity.age")
    (tmp_path / "identity.txt").write_bytes(opened)
    snapshots, packs = vault.repository.snapshots_folder, vault.repository.packs
    told = age("-i", tmp_path / "identity.txt", snapshots / f"{created.snapshot}.age")
    assert json.loads(told[:-32])["rows"]["passages"] == 40
    found = b""
    for name in vault.repository.pack_names():
        content = age("-i", tmp_path / "identity.txt", packs / f"{name}.age")
        for at in [at for at in range(len(content)) if content[at : at + 4] == b"\x28\xb5\x2f\xfd"]:
            found += zstandard.ZstdDecompressor().decompressobj().decompress(content[at:])
    assert b"Puffin 7 lives" in found


def age(*arguments: object) -> bytes:
    """What the program prints when it opens a file."""
    return subprocess.run(["age", "-d", *map(str, arguments)], check=True, capture_output=True).stdout


def test_a_disk_that_is_not_there_is_told_as_such(vault):
    vault.back_up()
    vault.to.place.rename(vault.to.place.with_name("unplugged"))
    with pytest.raises(NotFoundError, match="mounted"):
        vault.back_up()
    assert not vault.to.place.exists()


def test_snapshots_in_the_same_second_keep_their_order(vault, now):
    names = []
    for _ in range(3):
        vault.now = now
        names.append(vault.back_up().snapshot)
    assert vault.repository.snapshot_names() == names == sorted(set(names))
    assert vault.repository.find_snapshot("latest") == names[-1]


def test_pruning_frees_room_and_what_is_kept_comes_back(vault, incompressible, tmp_path: Path):
    for _ in range(4):
        incompressible(2_000)
        vault.back_up()
        with vault.memory.store.write() as db:
            db.execute("DELETE FROM noise")
    before = sum(path.stat().st_size for path in vault.repository.packs.iterdir())
    told = prune(vault.repository, vault.to.seal, Retention(0, 0, 0), dry_run=True)
    assert sum(path.stat().st_size for path in vault.repository.packs.iterdir()) == before
    done = prune(vault.repository, vault.to.seal, Retention(0, 0, 0))
    assert (done.kept, done.dropped) == (told.kept, told.dropped)
    assert sum(path.stat().st_size for path in vault.repository.packs.iterdir()) < before * 0.6
    assert verify(vault.repository, vault.to.seal, vault.identity).is_well
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")


def test_packs_that_wear_out_are_replaced_without_a_passphrase(vault, incompressible):
    """Little of the first pack stays needed; the next backup stores that little anew, and the pack can go."""
    incompressible(4_000)
    vault.back_up()
    [first] = vault.repository.pack_names()
    with vault.memory.store.write() as db:
        db.execute("DELETE FROM noise")
    vault.back_up()
    prune(vault.repository, vault.to.seal, Retention(0, 0, 0))
    vault.back_up()
    prune(vault.repository, vault.to.seal, Retention(0, 0, 0))
    assert first not in vault.repository.pack_names()
    assert verify(vault.repository, vault.to.seal, vault.identity).is_well


def test_a_passphrase_file_that_was_changed_opens_nothing():
    sealed = b"age-encryption.org/v1\n-> scrypt AAAA 18\nAAAA\n--- AAAA\n"
    with pytest.raises(BackupLockedError):
        open_identity(sealed, Lock(passphrase=PASSPHRASE))


def test_the_time_of_a_snapshot_is_kept_with_its_zone(vault):
    created = vault.back_up()
    manifest = vault.repository.manifest(created.snapshot, vault.identity)
    assert to_milliseconds(manifest.made_at) == to_milliseconds(vault.now)


def test_a_restored_memory_is_made_of_the_same_pieces(vault, incompressible, tmp_path: Path):
    """Its pages are where they were, so its first backup to the old place stores next to nothing."""
    from secondme.backup.creating import create_backup

    incompressible(4_000)
    vault.back_up()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as second:
        to = join(second.home, vault.to.place, vault.to.seal)
        created = create_backup(second.home, second.store, to, now=vault.now)
    assert created.new_chunks < created.chunks / 8


def flip_the_last_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-5_000, os.SEEK_END)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def test_what_did_not_change_is_not_even_opened(vault, tmp_path: Path, now):
    """A page that was damaged after it was stored is stored already, and comes back sound."""
    store = vault.memory.store
    with store.write() as db:
        db.execute("CREATE TABLE large (bytes BLOB)")
        db.execute("INSERT INTO large VALUES (randomblob(500000))")
    store.checkpoint()
    vault.back_up()
    noise = value(store.connection(), "SELECT bytes FROM large")
    vault.memory.close()
    flip_the_last_page(store.path)
    vault.memory = secondme.open(vault.memory.home.root)
    created = vault.back_up()
    assert created.new_chunks == 0
    restore(vault.repository, vault.identity, created.snapshot, tmp_path / "new")
    with secondme.open(tmp_path / "new") as restored:
        assert value(restored.store.connection(), "SELECT bytes FROM large") == noise
    vault.memory.home.backup_marks.unlink()
    with pytest.raises(StoreDamagedError):
        vault.back_up()
    assert vault.repository.snapshot_names()[-1] == created.snapshot
    vault.memory.close()


def test_what_is_remembered_of_the_last_backup_counts_only_where_it_is_proven(vault, tmp_path: Path):
    marks = vault.memory.home.backup_marks
    first = vault.back_up()
    kept = marks.read_bytes()
    marks.write_bytes(kept[:100] + bytes([kept[100] ^ 1]) + kept[101:])
    created = vault.back_up()
    assert created.new_chunks == 0 and len(marks.read_bytes()) == len(kept)
    restore(vault.repository, vault.identity, created.snapshot, tmp_path / "same")
    elsewhere = Repository(tmp_path / "elsewhere")
    other = make_identity()
    elsewhere.found(other, Lock(recipients=(make_identity().seal.recipient,)))
    vault.to = join(vault.memory.home, elsewhere.root, other.seal)
    created = vault.back_up()
    assert created.new_chunks == first.new_chunks
    restore(elsewhere, other, created.snapshot, tmp_path / "other")


def test_what_did_not_change_is_not_counted_again_and_what_did_is(vault):
    def rows_of(snapshot: str) -> dict[str, int]:
        return vault.repository.manifest(snapshot, vault.identity).rows

    marks = vault.memory.home.backup_marks
    first = vault.back_up()
    kept = marks.read_bytes()
    assert b"passages" not in kept
    assert rows_of(vault.back_up().snapshot) == rows_of(first.snapshot)
    assert marks.read_bytes() == kept, "nothing new, nothing written"
    vault.memory.remember("Later.")
    later = rows_of(vault.back_up().snapshot)
    assert later == count_rows(vault.memory.store.connection())
    assert later["passages"] == rows_of(first.snapshot)["passages"] + 1
