"""What a person may want to be remembered: the folders and chat exports that people usually have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

FOLDERS = ("Documents", "Notes", "notes", "Desktop", "Obsidian", "Dropbox", "Nextcloud")
"""Below the person's home."""
DOWNLOADS = "Downloads"
VAULT = ".obsidian"
LOOKED_AT = 500
"""So many entries of a folder are looked at."""
MOST_COUNTED = 20_000
"""Counting stops there; reading does not."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """kind: of a chat export; None for a folder. files, size: how many there are to read, and their bytes."""

    path: Path
    kind: str | None = None
    files: int = 0
    size: int = 0


def find_candidates(home: Path, is_cancelled: Callable[[], bool]) -> Iterator[Candidate]:
    """One after the other, each counted. Never raises for what is on the disk."""
    for path in [*_folders(home), *_vaults(home)]:
        if is_cancelled():
            return
        found = _counted(path, is_cancelled)
        if found is not None and found.files:
            yield found
    yield from _chats(home / DOWNLOADS, is_cancelled)


def _folders(home: Path) -> list[Path]:
    """Those of the usual names, each once where two names are one folder."""
    found: list[Path] = []
    for name in FOLDERS:
        path = home / name
        if _is_folder(path) and not any(_is_same(path, other) for other in found):
            found.append(path)
    return found


def _vaults(home: Path) -> list[Path]:
    """Folders of notes that are marked as such, beside the usual ones."""
    usual = {home / name for name in FOLDERS}
    return [path for path in _entries(home) if path not in usual and _is_folder(path / VAULT)]


def _chats(downloads: Path, is_cancelled: Callable[[], bool]) -> Iterator[Candidate]:
    from ingest import IngestError, detect_kind
    from tui.sources.export_listing import SUFFIXES

    for path in _entries(downloads):
        if is_cancelled():
            return
        if path.suffix.lower() not in SUFFIXES:
            continue
        try:
            if (kind := detect_kind(path)) is not None:
                yield Candidate(path, kind, 1, path.stat().st_size)
        except (IngestError, OSError):
            continue


def _counted(path: Path, is_cancelled: Callable[[], bool]) -> Candidate | None:
    from ingest import IngestError, walk

    files = size = 0
    try:
        for file in islice(walk(path), MOST_COUNTED):
            if is_cancelled():
                return None
            files, size = files + 1, size + file.size
    except (IngestError, OSError):
        return None
    return Candidate(path, None, files, size)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(islice(folder.iterdir(), LOOKED_AT))
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
