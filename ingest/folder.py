"""A folder of files: which of them are read, in which order, and under which key."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableError, printable, system_reason
from ingest.formats import BY_SUFFIX
from ingest.ignore import Rule, parse_rule, verdict

READABLE_SUFFIXES = frozenset(BY_SUFFIX)
IGNORE_FILES = (".gitignore", ".secondmeignore")
"""In this order, so that the second has the last word within its folder."""
SKIPPED_FOLDERS = frozenset(
    {"node_modules", "bower_components", "__pycache__", "__macosx", "cvs", "_darcs", "venv", "site-packages"}
    | {"$recycle.bin", "system volume information", "caches", "cache"}
)
FOLDER_MARKS = frozenset({"CACHEDIR.TAG", "pyvenv.cfg"})
"""A folder that holds one of these files is a cache or a Python environment, whatever its name."""
LAST_TIME_NS = 2**63 - 1

OnError = Callable[[Path, str], None]
FolderRules = tuple[tuple[str, tuple[Rule, ...]], ...]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file worth reading. path: absolute. key: below the root, "/" between folders. size in bytes."""

    path: Path
    key: str
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path, key: str, status: os.stat_result) -> FoundFile:
        """The file as the disk describes it; times after the year 2262 become the last that 64 bits hold."""
        return cls(path, key, status.st_size, min(status.st_mtime_ns, LAST_TIME_NS))


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    key: str
    rules: FolderRules
    """The ignore files from the root down to here, each with the key of the folder it stands in."""


def walk(root: Path, on_error: OnError | None = None) -> Iterator[FoundFile]:
    """The files below `root` that can be read, sorted by name, folder by folder; or `root`, if it is a file.

    Left out: hidden names, version control, caches, environments, and what .gitignore and .secondmeignore
    say, the latter having the last word in its folder. Links are not followed: what they lead to inside the
    root is met anyway. What cannot be opened, and links that lead outside, are told to
    on_error(path, reason). Raises UnreadableError when there is nothing at `root`.
    """
    told = on_error or (lambda path, reason: None)
    try:
        at_root = root.stat()
    except OSError as error:
        raise UnreadableError(root, system_reason(error)) from error
    if stat.S_ISDIR(at_root.st_mode):
        yield from _walk_folder(os.path.realpath(root), told)
    elif not stat.S_ISREG(at_root.st_mode) or root.suffix.lower() not in READABLE_SUFFIXES:
        told(root, f"it is none of the kinds that are read ({', '.join(sorted(READABLE_SUFFIXES))})")
    else:
        yield FoundFile.of(Path(os.path.abspath(root)), printable(root.name), at_root)


def _walk_folder(root: str, told: OnError) -> Iterator[FoundFile]:
    waiting = [_Folder(root, "", ())]
    while waiting:
        folder = waiting.pop()
        entries = _entries(folder, told)
        if folder.key and any(entry.name in FOLDER_MARKS for entry in entries):
            continue
        folder = _with_rules(folder, entries, told)
        below: list[_Folder] = []
        for entry in entries:
            try:
                wanted = _wanted(entry, folder, root, told)
            except OSError as error:
                told(Path(entry.path), system_reason(error))
                continue
            if isinstance(wanted, FoundFile):
                yield wanted
            elif wanted is not None:
                below.append(wanted)
        waiting.extend(reversed(below))


def _wanted(entry: os.DirEntry[str], folder: _Folder, root: str, told: OnError) -> FoundFile | _Folder | None:
    """The file or the folder that an entry is; None for what is left out."""
    key = f"{folder.key}{printable(entry.name)}"
    if entry.name.startswith("."):
        return None
    if entry.is_symlink():
        _tell_of_link(entry, root, told)
    elif entry.is_dir(follow_symlinks=False):
        if entry.name.lower() not in SKIPPED_FOLDERS and not _is_ignored(key, True, folder.rules):
            return _Folder(entry.path, f"{key}/", folder.rules)
    elif _has_readable_name(entry) and _is_plain_file(entry) and not _is_ignored(key, False, folder.rules):
        status = entry.stat(follow_symlinks=False)
        return FoundFile.of(Path(entry.path), key, status)
    return None


def _entries(folder: _Folder, told: OnError) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder.path) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        told(Path(folder.path), system_reason(error))
        return []


def _with_rules(folder: _Folder, entries: list[os.DirEntry[str]], told: OnError) -> _Folder:
    present = [entry for entry in entries if entry.name in IGNORE_FILES and _is_plain_file(entry)]
    rules = [rule for entry in present for rule in _rules_in(Path(entry.path), told)]
    if not rules:
        return folder
    return _Folder(folder.path, folder.key, (*folder.rules, (folder.key, tuple(rules))))


def _is_plain_file(entry: os.DirEntry[str]) -> bool:
    """Neither a link, which git does not follow here either, nor a pipe, which would hold us up."""
    return entry.is_file(follow_symlinks=False)


def _rules_in(path: Path, told: OnError) -> Iterator[Rule]:
    """The rules of an ignore file; a line that makes no sense is told and left out."""
    try:
        text = path.read_text("utf-8-sig", "surrogateescape")
    except OSError as error:
        told(path, system_reason(error))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            rule = parse_rule(line)
        except ValueError:
            told(path, f"line {number} is not a pattern and was left out")
        else:
            if rule is not None:
                yield rule


def _is_ignored(key: str, is_folder: bool, rules: FolderRules) -> bool:
    """As in git: the ignore file nearest to the entry has the last word."""
    for base, own in reversed(rules):
        ignored = verdict(own, key[len(base) :], is_folder)
        if ignored is not None:
            return ignored
    return False


def _has_readable_name(entry: os.DirEntry[str]) -> bool:
    return os.path.splitext(entry.name)[1].lower() in READABLE_SUFFIXES


def _tell_of_link(entry: os.DirEntry[str], root: str, told: OnError) -> None:
    """Links to what would be read, outside the root or to nothing, are worth a word; others are not."""
    target = os.path.realpath(entry.path)
    if not os.path.isdir(target) and not _has_readable_name(entry):
        return
    if not os.path.exists(target):
        told(Path(entry.path), "it is a link that leads nowhere")
    elif os.path.commonpath([root, target]) != root:
        told(Path(entry.path), "it is a link that leads out of the folder; add its target itself to read it")
