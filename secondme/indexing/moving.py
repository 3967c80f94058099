"""Files that moved: what is remembered of them moves along, and nothing is read again."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from time import monotonic

import apsw

from ingest import UnreadableError, hash_file
from ingest.dates import leading_date
from ingest.reader import title_from_name
from secondme.indexing.seen import Lost, Traced, new_keys_with_size
from secondme.store import HOLD, Store
from secondme.store.documents import delete_documents, rename_document
from secondme.store.files import delete_files, documents_of, find_file, lower_bits
from secondme.store.query import rows
from secondme.store.sources import Source, get_source

_PARSE_AGAIN = "UPDATE files SET mtime_ns = NULL, content_hash = '', format = '' WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Move:
    """A file that is known under `old_key` of the source numbered `source`, and stands at `new_key` now."""

    file: int
    source: int
    old_key: str
    new_key: str


def confirmed(db: apsw.Connection, source: Source, traced: Iterable[Traced]) -> list[Move]:
    """The moves among what seems to have moved: the old place must no longer hold the file.

    With a second hard link it still does, and both are files in their own right.
    """
    places = {source.id: Path(source.place)}
    moves: dict[int, Move] = {}
    taken: set[str] = set()
    for one in traced:
        if one.source not in places:
            places[one.source] = Path(get_source(db, one.source).place)
        old = path_of(places[one.source], one.old_key)
        if one.id in moves or one.new_key in taken or _holds(old, one):
            continue
        if one.coarse and _hash(path_of(places[source.id], one.new_key)) != one.content_hash:
            continue
        moves[one.id] = Move(one.id, one.source, one.old_key, one.new_key)
        taken.add(one.new_key)
    return list(moves.values())


def found_by_content(
    db: apsw.Connection, source: Source, lost: Sequence[Lost], each: Callable[[str], None]
) -> list[Move]:
    """Moves that changed the inode, as from one disk to another and back: the same content at a new place."""
    by_size: dict[int, dict[str, list[Lost]]] = defaultdict(lambda: defaultdict(list))
    for one in reversed(lost):
        if one.size and one.content_hash:
            by_size[one.size][one.content_hash].append(one)
    moves = []
    for size, by_content in by_size.items():
        for key in new_keys_with_size(db, source.id, size):
            each(key)
            same = by_content.get(_hash(path_of(Path(source.place), key)) or "")
            if same:
                gone = same.pop()
                moves.append(Move(gone.id, source.id, gone.key, key))
    return moves


def apply_moves(store: Store, source: Source, moves: Iterable[Move], each: Callable[[str], None]) -> int:
    """Gives moved files their new places, also where they have changed places among each other.

    What stood at a new place and did not move away itself is overwritten, and so retired. Files that stand in
    nobody's way, such as those of a folder that was renamed, come in several writes that do not last. Returns
    how many moved; a file that another process has dealt with meanwhile is left alone.
    """
    tangled, free = _sorted_out(store.connection(), source, list(moves))
    moved = 0
    if tangled:
        with store.write() as db:
            moved += _untangle(db, source, tangled)
    waiting = deque(free)
    while waiting:
        with store.write() as db:
            until = monotonic() + HOLD
            while waiting and monotonic() < until:
                moved += _move(db, source, waiting.popleft())
        each("")
    return moved


def _sorted_out(db: apsw.Connection, source: Source, moves: list[Move]) -> tuple[list[Move], list[Move]]:
    """The moves that have to do with each other, or overwrite something, and all others."""
    targets = {move.new_key for move in moves}
    tangled: list[Move] = []
    free: list[Move] = []
    for move in moves:
        in_the_way = move.source == source.id and move.old_key in targets
        is_free = not in_the_way and find_file(db, source.id, move.new_key) is None
        (free if is_free else tangled).append(move)
    return tangled, free


def _untangle(db: apsw.Connection, source: Source, moves: list[Move]) -> int:
    standing = [move for move in moves if _stands(db, move)]
    for move in standing:  # Out of the way first: in a swap each stands where the other goes.
        _place(db, move, source.id, f"\0{move.file}")
    for move in standing:
        _arrive(db, source, move)
    return len(standing)


def _move(db: apsw.Connection, source: Source, move: Move) -> int:
    if not _stands(db, move):
        return 0
    _arrive(db, source, move)
    return 1


def _arrive(db: apsw.Connection, source: Source, move: Move) -> None:
    _retire(db, source.id, move.new_key)
    _place(db, move, source.id, move.new_key)
    if _reads_otherwise(db, source, move):
        db.execute(_PARSE_AGAIN, (move.file,))


def path_of(root: Path, key: str) -> Path:
    """Where a file lies; a source that is a file itself has its own name as key."""
    return root if root.name == key and not os.path.isdir(root) else root / key


def _holds(path: Path, one: Traced) -> bool:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # It cannot be looked at, so nothing says that it left.
    return (lower_bits(status.st_ino), lower_bits(status.st_dev)) == (one.inode, one.device)


def _hash(path: Path) -> str | None:
    try:
        return hash_file(path)
    except UnreadableError:
        return None


def _stands(db: apsw.Connection, move: Move) -> bool:
    sql = "SELECT 1 FROM files WHERE id = ? AND source_id = ? AND key = ?"
    return bool(rows(db, sql, move.file, move.source, move.old_key))


def _retire(db: apsw.Connection, source: int, key: str) -> None:
    overwritten = find_file(db, source, key)
    if overwritten is not None:
        delete_documents(db, documents_of(db, [overwritten.id]))
        delete_files(db, [overwritten.id])


def _place(db: apsw.Connection, move: Move, source: int, key: str) -> None:
    """Puts the file and its documents at a place of the source; a title taken from its name follows it."""
    [(before,)] = rows(db, "SELECT key FROM files WHERE id = ?", move.file)
    db.execute("UPDATE files SET source_id = ?, key = ? WHERE id = ?", (source, key, move.file))
    named = title_from_name(PurePosixPath(move.old_key).name)
    renamed = title_from_name(PurePosixPath(move.new_key).name)
    for number, own, title in rows(db, "SELECT id, key, title FROM documents WHERE file_id = ?", move.file):
        titled = renamed if title == named and own == before else title
        rename_document(db, number, source=source, key=key + own[len(before) :], title=titled)


def _reads_otherwise(db: apsw.Connection, source: Source, move: Move) -> bool:
    """Whether the name itself told something that is another now: its kind, its day, whose words they are."""
    old, new = PurePosixPath(move.old_key), PurePosixPath(move.new_key)
    if old.suffix.lower() != new.suffix.lower() or leading_date(old.stem) != leading_date(new.stem):
        return True
    return move.source != source.id and get_source(db, move.source).trust != source.trust
