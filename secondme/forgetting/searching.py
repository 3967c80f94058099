"""The look afterwards: what was forgotten is searched for in every table, index and file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from secondme.forgetting.wording import Wording, plain_words, strings_of
from secondme.store import Store
from secondme.store.full_text import TABLES
from secondme.store.query import rows

BLOCK = 1 << 22
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)
"""Those of the full text and the vectors too, in which their virtual tables keep what they have."""
_STEMS = """
    CREATE VIRTUAL TABLE temp.stemmed USING fts5(
        text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE temp.stems USING fts5vocab(temp, stemmed, row);
"""


@dataclass(frozen=True, slots=True)
class Searched:
    """Where was looked, and what was found. left: where something still stands, as `turns.text`.

    elsewhere: passages that stay and say some of the same. not_searched: files, with the reason.
    """

    tables: int = 0
    rows: int = 0
    files: int = 0
    left: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    not_searched: tuple[str, ...] = ()


@dataclass
class Trail:
    """What to look for. pieces: as they would stand in a file; vectors: the first bytes of some."""

    wording: Wording
    pieces: Sequence[bytes] = ()
    vectors: Sequence[bytes] = ()
    elsewhere: tuple[str, ...] = ()
    met: set[str] = field(default_factory=set)
    """Words that stand somewhere; one of them may have the stem of one that is looked for."""


def search(store: Store, models: Path, trail: Trail) -> Searched:
    """Looks for it in all tables, as whoever has the key sees them, and in the files beside it.

    models: the folder of model files, which are left out.
    """
    db = store.connection()
    counts: Counter[str] = Counter()
    tables = [name for (name,) in rows(db, _TABLES)]
    seen = sum(_search_table(db, name, trail, counts) for name in tables)
    for name in TABLES:
        counts[name] += _stems_in(db, name, trail)
    files, not_searched = _search_files(store, models, trail.pieces, counts)
    left = tuple(f"{where} ({count})" for where, count in sorted(counts.items()) if count)
    return Searched(len(tables), seen, files, left, trail.elsewhere, tuple(not_searched))


def _search_files(
    store: Store, models: Path, pieces: Sequence[bytes], counts: Counter[str]
) -> tuple[int, list[str]]:
    """How many files were searched, and which were not."""
    searched, left_out = 0, []
    own, root = store.files, store.path.parent
    for path in _files(root, models):
        name = str(path.relative_to(root))
        if path.name.startswith(f"{store.path.name}.damaged-"):
            left_out.append(
                f"{name}: a damaged store that was kept; it may hold it still, until you delete it"
            )
            continue
        try:
            counts[name] += _pieces_in(store.descriptor(path), pieces) if path in own else _look(path, pieces)
            searched += 1
        except OSError as error:
            left_out.append(f"{name}: {error.strerror}")
    if models.exists():
        left_out.append(f"{models}: model files, the same for everybody")
    return searched, left_out


def _search_table(db: apsw.Connection, name: str, trail: Trail, counts: Counter[str]) -> int:
    """Counts where it stands, by column; returns how many rows there are."""
    cursor = db.execute(f'SELECT * FROM "{name}"')
    seen = 0
    columns: list[str] = []
    for row in cursor:
        columns = columns or [column for column, *_ in cursor.description]
        seen += 1
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and value:
                found = _text_has(value, trail)
            else:
                found = isinstance(value, bytes) and _bytes_have(value, trail)
            if found:
                counts[f"{name}.{column}"] += 1
    return seen


def _text_has(text: str, trail: Trail) -> bool:
    for one in strings_of(text):
        words = plain_words(one)
        trail.met.update(words)
        if trail.wording.is_in(words):
            return True
    return False


def _bytes_have(data: bytes, trail: Trail) -> bool:
    return any(piece in data for piece in (*trail.pieces, *trail.vectors))


def _stems_in(db: apsw.Connection, table: str, trail: Trail) -> int:
    """How many words the full text has that can only come from what was forgotten."""
    wanted = _stems(db, trail.wording.words) - _stems(db, trail.met - trail.wording.words)
    db.execute(f"CREATE VIRTUAL TABLE temp.indexed USING fts5vocab(main, {table}, row)")
    try:
        return sum(1 for (term,) in db.execute("SELECT term FROM temp.indexed") if term in wanted)
    finally:
        db.execute("DROP TABLE temp.indexed")


def _stems(db: apsw.Connection, words: set[str]) -> set[str]:
    """The words as the full text has them."""
    db.execute(_STEMS)
    try:
        db.executemany("INSERT INTO temp.stemmed (text) VALUES (?)", ((word,) for word in sorted(words)))
        return {term for (term,) in db.execute("SELECT term FROM temp.stems")}
    finally:
        db.execute("DROP TABLE temp.stems; DROP TABLE temp.stemmed")


def _files(root: Path, models: Path) -> list[Path]:
    """The files of the home but for model files."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.is_relative_to(models)
    )


def _look(path: Path, pieces: Sequence[bytes]) -> int:
    if path.stat().st_size == 0:
        return 0
    with path.open("rb") as file:
        return _pieces_in(file.fileno(), pieces)


def _pieces_in(descriptor: int, pieces: Sequence[bytes]) -> int:
    """How many of the pieces stand in a file; those that lie across two blocks too. Raises OSError."""
    overlap = max(map(len, pieces), default=0)
    wanted = frozenset(pieces)
    left, place = set(wanted), 0
    while left and (block := os.pread(descriptor, BLOCK + overlap, place)):
        left -= {piece for piece in left if piece in block}
        place += BLOCK
    return len(wanted) - len(left)
