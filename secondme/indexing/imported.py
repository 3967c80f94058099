"""Chat exports that are imported and lie in a remembered folder too: their words are there once.

The import knows whose words they are, so the folder lets go of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import apsw

from ingest import Document
from ingest.document import CHAT
from secondme.indexing.moving import path_of
from secondme.store.documents import delete_documents
from secondme.store.files import documents_of
from secondme.store.query import rows, value
from secondme.store.sources import Source


def is_imported(db: apsw.Connection, path: Path, document: Document) -> bool:
    """Whether what a folder reads from the file at `path` is in a chat that was imported.

    So is all of a file that was imported itself, and each talk in a folder that was.
    """
    places = [path, *path.parents] if document.kind == CHAT else [path]
    marks = ",".join("?" * len(places))
    sql = f"SELECT EXISTS (SELECT 1 FROM sources WHERE kind = 'chat' AND place IN ({marks}))"
    return bool(value(db, sql, *map(str, places)))


def not_imported(db: apsw.Connection, exports: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those of the exports (path and kind) that were met in folders and are not imported, each once."""
    places = {place for (place,) in rows(db, "SELECT place FROM sources WHERE kind = 'chat'")}
    return tuple(
        (path, kind)
        for path, kind in dict.fromkeys(exports)
        if not places.intersection([path, *map(str, Path(path).parents)])
    )


def take_over(db: apsw.Connection, chat: Source) -> int:
    """Deletes what folders read from the files of a chat that was imported; returns how many documents.

    The files stay known as they are, so that they are not read again.
    """
    place = Path(chat.place)
    read = rows(
        db,
        "SELECT DISTINCT f.id, f.key, s.place, d.kind FROM files f JOIN documents d ON d.file_id = f.id "
        "JOIN sources s ON s.id = f.source_id WHERE s.kind = 'folder' "
        "AND (d.kind = ? OR instr(?, f.key) > 0)",
        CHAT,
        chat.place,
    )
    gone = {
        number
        for number, key, root, kind in read
        for path in [path_of(Path(root), key)]
        if path == place or (kind == CHAT and path.is_relative_to(place))
    }
    documents = documents_of(db, gone)
    delete_documents(db, documents)
    return len(documents)
