"""A backup that was cut, changed, forged or broken off is refused, and spoils nothing."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import time
from pathlib import Path

import pytest
import zstandard

import secondme
from secondme.backup.files import UNFINISHED, read_file
from secondme.backup.packs import compress, new_compressor, pack_up, unpack
from secondme.backup.pruning import prune
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore
from secondme.backup.retention import Retention
from secondme.backup.sealing import Lock, make_identity
from secondme.backup.verifying import set_damaged_aside, verify
from secondme.errors import BackupBusyError, BackupDamagedError, BackupError, SecondmeError
from secondme.indexing.progress import Stopped
from secondme.repair.checking import check
from secondme.store.query import value

CUT = 64 * 1024


@pytest.fixture
def backed_up(vault, incompressible):
    """Two snapshots; the memory is closed, so that its files do not move."""
    incompressible(400)
    vault.back_up()
    vault.memory.remember("Later.")
    vault.back_up()
    vault.memory.close()
    return vault


def refused(vault, target: Path) -> SecondmeError:
    """How restoring ends, which leaves nothing."""
    beside = set(os.listdir(target.parent))
    with pytest.raises(SecondmeError) as error:
        restore(vault.repository, vault.identity, "latest", target)
    assert set(os.listdir(target.parent)) == beside
    return error.value


def test_cut_anywhere_it_is_refused_and_nothing_partial_is_left(backed_up, tmp_path: Path, files_in):
    live = files_in(backed_up.memory.home.root)
    for path in files_of_the_newest(backed_up):
        whole = path.read_bytes()
        for length in sorted({0, 1, len(whole) - 1, *range(CUT, len(whole), CUT)}):
            path.write_bytes(whole[:length])
            assert isinstance(refused(backed_up, tmp_path / "new"), BackupError), path.name
            assert not verify(backed_up.repository, backed_up.to.seal, None).is_well
        path.write_bytes(whole)
    assert verify(backed_up.repository, backed_up.to.seal, backed_up.identity).is_well
    assert files_in(backed_up.memory.home.root) == live


def test_one_changed_byte_anywhere_is_refused(backed_up, tmp_path: Path):
    for path in files_of_the_newest(backed_up):
        whole = path.read_bytes()
        for at in sorted({0, 40, len(whole) // 3, len(whole) // 2, len(whole) - 1}):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert isinstance(refused(backed_up, tmp_path / "new"), BackupError), path.name
            found = verify(backed_up.repository, backed_up.to.seal, backed_up.identity)
            assert not found.is_well
            assert backed_up.repository.find_snapshot("latest") in found.broken
        path.write_bytes(whole)


def files_of_the_newest(vault) -> list[Path]:
    """All that the newest snapshot cannot do without."""
    newest = vault.repository.find_snapshot("latest")
    snapshots = [vault.repository.snapshots_folder / f"{newest}{ending}" for ending in (".age", ".chunks")]
    return [*snapshots, *(vault.repository.packs / f"{name}.age" for name in vault.repository.pack_names())]


def test_a_lost_table_costs_nothing_but_room(backed_up, tmp_path: Path, vault):
    for path in backed_up.repository.packs.glob("*.table"):
        path.write_bytes(b"nonsense")
    restore(backed_up.repository, backed_up.identity, "latest", tmp_path / "new")
    found = verify(backed_up.repository, backed_up.to.seal, backed_up.identity)
    assert (found.broken, found.is_well) == ((), False)


def test_a_lost_file_is_told_and_the_next_backup_is_whole_again(vault, incompressible, tmp_path: Path):
    incompressible(400)
    vault.back_up()
    [pack] = vault.repository.pack_names()
    path = vault.repository.packs / f"{pack}.age"
    path.write_bytes(path.read_bytes()[::-1])
    assert set_damaged_aside(vault.repository, vault.to.seal) == [pack]
    vault.back_up()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    found = verify(vault.repository, vault.to.seal, vault.identity)
    assert found.is_well and len(found.sound) == 2, "the earlier one has its pieces back too"


def test_killed_in_the_middle_the_next_run_goes_on_where_it_was(vault, incompressible, start, tmp_path: Path):
    incompressible(48_000)
    code = (
        "import sys, secondme; from datetime import datetime, UTC\n"
        "from secondme.backup.creating import create_backup; from secondme.backup.joined import joined\n"
        "from secondme.opened import opened; from secondme.home import find_home\n"
        "from secondme.key import need_key; home = find_home(sys.argv[1]); key = need_key(home)\n"
        "with opened(home, key) as store: create_backup(home, store, joined(home), now=datetime.now(UTC))\n"
    )
    packs = vault.repository.packs
    process = start(code, vault.memory.home.root)
    until = time.monotonic() + 60
    while len(list(packs.glob("*.table"))) < 1 and time.monotonic() < until:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert vault.repository.snapshot_names() == [], "it was killed too late to tell anything"
    stored = len(list(packs.glob("*.table")))
    created = vault.back_up()
    assert stored and created.added_bytes < created.image_bytes - stored * 10_000_000
    assert not [path for path in vault.repository.root.rglob(f"*{UNFINISHED}")]
    assert verify(vault.repository, vault.to.seal, vault.identity).is_well
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")


def test_stopped_or_out_of_room_the_earlier_snapshots_stay(vault, incompressible, tmp_path: Path):
    first = vault.back_up()
    incompressible(20_000)

    def stop(progress) -> None:
        if progress.done > progress.total * 0.9:
            raise Stopped

    with pytest.raises(Stopped):
        vault.back_up(on_progress=stop)
    assert vault.repository.snapshot_names() == [first.snapshot]
    assert len(vault.repository.pack_names()) == 2
    assert vault.back_up().added_bytes < 10_000_000, "what was stored is used"
    prune(vault.repository, vault.to.seal, Retention())
    restore(vault.repository, vault.identity, first.snapshot, tmp_path / "new")


def test_what_an_abandoned_run_left_goes_with_pruning(vault, incompressible):
    vault.back_up()
    incompressible(20_000)

    def stop(progress) -> None:
        if progress.done == progress.total - 1:
            raise Stopped

    with pytest.raises(Stopped):
        vault.back_up(on_progress=stop)
    (vault.repository.snapshots_folder / "20200101T000000Z-01.chunks").write_bytes(b"")
    (vault.repository.packs / f"{'0' * 64}.age{UNFINISHED}").write_bytes(b"")
    done = prune(vault.repository, vault.to.seal, Retention())
    assert (done.packs, len(vault.repository.pack_names())) == (1, 1)
    assert len(list(vault.repository.root.rglob("*"))) == 4 + 2 + 2 + 2 - 1


def test_two_at_once_do_not_get_in_each_others_way(vault):
    vault.back_up()
    with vault.repository.held(alone=False):
        verify(vault.repository, vault.to.seal, None)
        for work in (vault.back_up, lambda: prune(vault.repository, vault.to.seal, Retention(0, 0, 0))):
            with pytest.raises(BackupBusyError):
                work()
    vault.back_up()


def test_pruning_deletes_nothing_when_a_kept_snapshot_cannot_be_read(vault, files_in):
    vault.back_up()
    newest = vault.back_up().snapshot
    path = vault.repository.snapshots_folder / f"{newest}.chunks"
    path.write_bytes(path.read_bytes()[:-1])
    before = files_in(vault.repository.root)
    with pytest.raises(BackupDamagedError):
        prune(vault.repository, vault.to.seal, Retention(0, 0, 0))
    assert files_in(vault.repository.root) == before


@pytest.mark.parametrize("is_there", [True, False])
def test_a_snapshot_without_its_list_is_told_and_put_aside_so_that_others_can_be_pruned(
    vault, is_there: bool
):
    vault.back_up()
    broken, newest = vault.back_up().snapshot, vault.back_up().snapshot
    path = vault.repository.snapshots_folder / f"{broken}.chunks"
    path.write_bytes(path.read_bytes()[:-1]) if is_there else path.unlink()
    found = verify(vault.repository, vault.to.seal, None)
    assert found.broken == (broken,) and any(broken in one for one in found.faults)
    assert set_damaged_aside(vault.repository, vault.to.seal) == [broken]
    assert verify(vault.repository, vault.to.seal, vault.identity).is_well
    assert prune(vault.repository, vault.to.seal, Retention(2, 0, 0)).kept[-1] == newest
    assert (vault.repository.snapshots_folder / f"{broken}.age.damaged").exists()


def test_a_snapshot_under_another_name_is_refused(vault, tmp_path: Path):
    """Whoever holds the disk cannot pass an old snapshot off as a new one."""
    old = vault.back_up().snapshot
    vault.memory.remember("Later.")
    vault.back_up()
    for ending in (".age", ".chunks"):
        shutil.copy(
            vault.repository.snapshots_folder / f"{old}{ending}",
            vault.repository.snapshots_folder / f"20990101T000000Z-01{ending}",
        )
    assert isinstance(refused(vault, tmp_path / "new"), BackupDamagedError)


def test_what_somebody_else_sealed_for_us_is_refused(vault, tmp_path: Path):
    """The public key of a repository is no secret; what is proven with another one does not count."""
    created = vault.back_up()
    stranger = make_identity()
    forger = type(vault.to.seal)(vault.to.seal.recipient, stranger.seal.secret)
    manifest = vault.repository.manifest(created.snapshot, vault.identity)
    chunks = vault.repository.chunk_list(created.snapshot, vault.to.seal)
    (vault.repository.snapshots_folder / f"{created.snapshot}.chunks").unlink()
    (vault.repository.snapshots_folder / f"{created.snapshot}.age").unlink()
    vault.repository.add_snapshot(manifest, chunks, forger)
    assert isinstance(refused(vault, tmp_path / "new"), BackupDamagedError)
    assert not verify(vault.repository, vault.to.seal, None).is_well
    restore(vault.repository, vault.identity, vault.back_up().snapshot, tmp_path / "new")


def test_links_pipes_and_names_of_others_are_never_followed(vault, tmp_path: Path):
    created = vault.back_up()
    outside = tmp_path / "outside"
    outside.write_bytes(b"not yours")
    [pack] = vault.repository.pack_names()
    for name in ("../../outside.age", "evil", f"{'A' * 64}"):
        assert name not in vault.repository.pack_names()
    (vault.repository.packs / "..evil.age").write_bytes(b"")
    (vault.repository.snapshots_folder / "latest.age").symlink_to(outside)
    assert vault.repository.pack_names() == [pack]
    assert vault.repository.snapshot_names() == [created.snapshot]
    path = vault.repository.packs / f"{pack}.age"
    whole = path.read_bytes()
    for replace in (lambda: path.symlink_to(outside), lambda: os.mkfifo(path), path.mkdir):
        path.unlink(missing_ok=True)
        replace()
        refused(vault, tmp_path / "new")
        os.rmdir(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    path.write_bytes(whole)
    real = vault.repository.packs.rename(tmp_path / "moved")
    vault.repository.packs.symlink_to(real)
    refused(vault, tmp_path / "new")
    with pytest.raises(BackupDamagedError):
        vault.back_up()
    assert outside.read_bytes() == b"not yours"


def test_a_planted_unfinished_file_is_not_written_through(vault, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    (vault.repository.packs / f"x{UNFINISHED}").symlink_to(outside)
    vault.back_up()
    assert outside.read_bytes() == b"mine"


def test_a_file_larger_than_any_of_its_kind_is_not_read(tmp_path: Path):
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(BackupDamagedError, match="larger"):
        read_file(path, 1 << 20)


def test_a_bomb_is_refused_before_it_unfolds():
    identity = make_identity()
    name = identity.seal.name(bytes(4096))
    [packed] = pack_up([compress(name, bytes(4096), new_compressor())], identity.seal)
    content = identity.open(packed.sealed, packed.name)
    assert [chunk for _, chunk in unpack(content, "pack")] == [bytes(4096)]
    bomb = zstandard.ZstdCompressor().compress(bytes(300 << 20))
    name = identity.seal.name(b"")
    for plain in (4096, 300 << 20, 0xFFFFFFFF):
        head = b"secondme pack 1\n" + struct.pack(">QI", 0, 1) + struct.pack(">32sII", name, len(bomb), plain)
        with pytest.raises(BackupDamagedError):
            list(unpack(head + bomb, "bomb"))
    for count in (2, 0xFFFFFFFF):
        with pytest.raises(BackupDamagedError):
            list(unpack(b"secondme pack 1\n" + struct.pack(">QI", 0, count), "lies"))


def test_a_frame_that_does_not_tell_its_size_is_refused():
    compressor = zstandard.ZstdCompressor(write_content_size=False)
    frame = compressor.compress(bytes(1000))
    head = (
        b"secondme pack 1\n" + struct.pack(">QI", 0, 1) + struct.pack(">32sII", bytes(32), len(frame), 1000)
    )
    with pytest.raises(BackupDamagedError):
        list(unpack(head + frame, "silent"))


def test_a_full_disk_is_told_and_leaves_nothing(vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    vault.back_up()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    vault.memory.remember("Later.")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        vault.back_up()
    monkeypatch.undo()
    assert not list(vault.repository.root.rglob(f"*{UNFINISHED}"))
    assert verify(vault.repository, vault.to.seal, vault.identity).is_well


def test_setting_up_that_was_broken_off_is_begun_again(tmp_path: Path):
    repository, identity = Repository(tmp_path / "repo"), make_identity()
    lock = Lock(recipients=(make_identity().seal.recipient,))
    repository.found(identity, lock)
    (repository.root / "backup.json").unlink()
    (repository.root / f"identity.age{UNFINISHED}").write_bytes(b"half")
    repository.found(identity, lock)
    assert repository.check() == identity.seal.recipient


def test_what_a_killed_restoring_left_is_replaced(vault, tmp_path: Path):
    vault.back_up()
    left = tmp_path / ".new.restoring"
    left.mkdir()
    (left / "memory.db").write_bytes(b"half")
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    assert not left.exists()
    assert (tmp_path / "new" / "memory.db").stat().st_size > 100_000


def test_a_pack_without_a_table_is_pruned_only_when_nothing_can_need_it(
    vault, incompressible, tmp_path: Path
):
    vault.back_up()
    [pack] = vault.repository.pack_names()
    (vault.repository.packs / f"{pack}.table").unlink()
    prune(vault.repository, vault.to.seal, Retention())
    assert vault.repository.pack_names() == [pack]
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    vault.back_up()
    prune(vault.repository, vault.to.seal, Retention())
    assert pack not in vault.repository.pack_names()
    assert verify(vault.repository, vault.to.seal, vault.identity).is_well


@pytest.mark.parametrize("is_told, is_checked, thorough", [(0, 1, 0), (1, 0, 0), (1, 1, 1)])
def test_a_piece_that_is_not_what_its_name_says_is_refused(
    vault, tmp_path: Path, is_told: int, is_checked: int, thorough: int
):
    """What proves a pack as a whole is its table, and what proves the rest a checksum in each frame."""
    vault.back_up()
    [pack] = vault.repository.pack_names()
    content = vault.identity.open(vault.repository.read_pack(pack), pack)
    pieces = list(unpack(content, pack))
    name, last = pieces.pop()
    compressor = zstandard.ZstdCompressor(write_checksum=bool(is_checked))
    frames = [compress(*piece, compressor) for piece in [*pieces, (name, last[:-100] + os.urandom(100))]]
    [packed] = pack_up(frames, vault.to.seal)
    vault.repository.delete_pack(pack)
    vault.repository.add_pack(packed)
    if not is_told:
        (vault.repository.packs / f"{packed.name}.table").unlink()
    with pytest.raises(BackupDamagedError, match="not what was stored"):
        restore(vault.repository, vault.identity, "latest", tmp_path / "new", thorough=bool(thorough))
    assert not (tmp_path / "new").exists()
    assert not verify(vault.repository, vault.to.seal, vault.identity).is_well


def test_a_disk_that_does_not_keep_what_is_written_is_told_and_nothing_is_left(
    vault, incompressible, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    incompressible(400)
    vault.back_up()
    whole = os.pwrite

    def spoilt(handle: int, content: memoryview, at: int) -> int:
        if at == 0:
            content = memoryview(bytes(content[:-9]) + bytes([content[-9] ^ 1]) + bytes(content[-8:]))
        return whole(handle, content, at)

    monkeypatch.setattr(os, "pwrite", spoilt)
    assert "has not kept" in str(refused(vault, tmp_path / "new"))
    monkeypatch.setattr(os, "pwrite", lambda handle, content, at: len(content))
    assert "has not kept" in str(refused(vault, tmp_path / "new"))
    monkeypatch.undo()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")


def test_a_memory_that_was_not_sound_comes_back_as_it_was_unless_looked_through(vault, tmp_path: Path):
    """An index that is missing from the schema, with all its pages still there."""
    with vault.memory.store.write() as db:
        db.execute("CREATE TABLE lost (word TEXT); CREATE INDEX of_lost ON lost (word)")
        db.execute("INSERT INTO lost VALUES ('puffin')")
    with vault.memory.store.apart() as db:
        db.execute("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'of_lost'")
    vault.back_up()
    with pytest.raises(BackupDamagedError, match="not sound"):
        restore(vault.repository, vault.identity, "latest", tmp_path / "new", thorough=True)
    assert not (tmp_path / "new").exists()
    restore(vault.repository, vault.identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as restored:
        assert value(restored.store.connection(), "SELECT word FROM lost") == "puffin"
        assert check(restored.home, restored.store, now=vault.now).damage
