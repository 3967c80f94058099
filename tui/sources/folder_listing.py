"""Folder listings: what a half-typed path may become, and what there would be to read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from ingest import walk
from ingest.exclusions import skips_file

MAX_NAMES = 200
MOST_KINDS = 8
MAX_FILES = 20_000
"""Counting stops here; reading does not."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A path as typed so far. folders: in which it may go on. path: set when it can be remembered as it is.

    remark: one line for the person; `is_problem` when it says why the path cannot be remembered. files: that
    may be chosen. kind: of chat that lies there, as far as its content shows.
    """

    typed: str
    folders: tuple[Path, ...]
    path: Path | None
    remark: str
    is_problem: bool = False
    files: tuple[Path, ...] = ()
    kind: str | None = None

    @property
    def entries(self) -> tuple[Path, ...]:
        """Folders first, then files."""
        return (*self.folders, *self.files)


def meant_path(typed: str) -> Path:
    """The path that is meant: the last one that begins anew, as in `~//srv/notes` or `~/x/~/y`."""
    begins = max(typed.rfind("//"), typed.rfind("/~/"))
    return Path(typed[begins + 1 :] if begins >= 0 else typed or "~").expanduser()


def list_folders(typed: str) -> Listing:
    """Where the typed path may lead. Looks at one folder; never raises for what is on the disk."""
    path = meant_path(typed)
    try:
        if path.is_dir():
            return Listing(typed, _below(path, ""), path, "Looking…")
        if path.is_file():
            return _about_file(typed, path)
        folders = _below(path.parent, path.name) if path.parent.is_dir() else ()
    except OSError as error:
        return Listing(typed, (), None, f"This account may not look there ({error.strerror}).", True)
    remark = "Tab completes." if folders else "There is nothing there. Check the path."
    return Listing(typed, folders, None, remark, not folders)


def count_files(path: Path, is_cancelled: Callable[[], bool]) -> str | None:
    """`26 files to read: 24 .md, 1 .pdf, 1 .txt`; None when cancelled meanwhile. Raises IngestError."""
    kinds: Counter[str] = Counter()
    for file in walk(path):
        if is_cancelled():
            return None
        kinds[file.path.suffix.lower() or "without suffix"] += 1
        if kinds.total() >= MAX_FILES:
            return f"More than {MAX_FILES:,} files to read. Perhaps a smaller folder to begin with?"
    if not kinds:
        return "Nothing to read here yet. What is read: notes, documents, mail, pages, tables and the like."
    each = [f"{count:,} {suffix}" for suffix, count in kinds.most_common(MOST_KINDS)]
    others = kinds.total() - sum(count for _, count in kinds.most_common(MOST_KINDS))
    each += [f"{others:,} others"] if others else []
    return f"{kinds.total():,} {'file' if kinds.total() == 1 else 'files'} to read: {', '.join(each)}"


def complete(listing: Listing) -> str | None:
    """The typed path, carried on as far as all its folders agree; None where there is nothing to add."""
    names = [_shown(path, listing.typed) for path in listing.entries]
    if not names or listing.path is not None:
        return None
    if len(names) == 1:
        return names[0] + (os.sep if listing.folders else "")
    common = _common_beginning(names)
    return common if len(common) > len(_shown(meant_path(listing.typed), listing.typed)) else None


def _common_beginning(names: Sequence[str]) -> str:
    """By characters, not by folders: half a name is a step on."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)


def _shown(folder: Path, typed: str) -> str:
    """The folder's path as the person would have typed it, with ~ kept."""
    home = Path.home()
    is_short = typed.startswith("~") and folder.is_relative_to(home)
    return str(Path("~") / folder.relative_to(home)) if is_short else str(folder)


def _about_file(typed: str, path: Path) -> Listing:
    if path.suffix.lower() in {".json", ".jsonl"}:
        return Listing(
            typed, (), None, "A chat export? Sources has a place for it: i (or: secondme import PATH)", True
        )
    if skips_file(path.name, code=True):
        return Listing(typed, (), None, "Not read: files of this kind hold no text, or keys.", True)
    return Listing(typed, (), path, "One file to read.")


def _below(folder: Path, beginning: str) -> tuple[Path, ...]:
    """The folders in `folder` whose names begin so, in any case; hidden ones only when a dot was typed."""
    found: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            fits = entry.name.casefold().startswith(beginning.casefold())
            if fits and (beginning.startswith(".") or not entry.name.startswith(".")) and _is_folder(entry):
                found.append(folder / entry.name)
    return tuple(sorted(found, key=lambda path: path.name.casefold())[:MAX_NAMES])


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is one, or leads to one; a link that leads round in a circle leads nowhere."""
    try:
        return entry.is_dir()
    except OSError:
        return False
