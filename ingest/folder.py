"""A folder of files: which of them are read, in which order, and under which key."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.errors import UnreadableError, printable, system_reason
from ingest.exclusions import is_marked, is_secret, skips_file, skips_folder
from ingest.found import FoundFile
from ingest.ignore import Rule, Rules, parse_rule
from ingest.links import SYSTEM_FOLDERS, BadLinkError, Links
from ingest.options import DEFAULTS, Options

IGNORE_FILES = (".gitignore", ".secondmeignore")
"""In this order, so that the second has the last word within its folder."""

OnError = Callable[[Path, str], None]
FolderRules = tuple[tuple[str, Rules], ...]
Places = dict[str, "Places | None"]
"""Where to look in a folder, by the names in it: further places, or None for all that is there."""


def walk(
    root: Path,
    on_error: OnError | None = None,
    *,
    options: Options = DEFAULTS,
    below: Sequence[str] | None = None,
) -> Iterator[FoundFile]:
    """The files below `root` that may be worth reading, sorted by name, folder by folder; or `root` itself.

    below: keys of folders and files; only there is looked, as the whole walk would, with all that stands
    above them honoured; a key of what is gone or left out gives nothing. Left out: hidden names, version
    control, caches, what is built or installed, secrets, what can never be read, and what options.exclude,
    .gitignore and .secondmeignore say, each later one having the last word. A link is followed when it leads
    out of the root, to where no other link led. What cannot be opened, and links that lead nowhere, are told
    to on_error(path, reason). Raises UnreadableError when there is nothing at `root`.
    """
    told = on_error or (lambda path, reason: None)
    try:
        at_root = root.stat()
        below_root = _Walk(os.path.realpath(root), options, told) if stat.S_ISDIR(at_root.st_mode) else None
    except OSError as error:
        raise UnreadableError(root, system_reason(error)) from error
    if below_root is None:
        yield from _single(root, at_root, told, below)
        return
    for met in below_root.visit(below, files=True):
        if isinstance(met, FoundFile):
            yield met


def folders(root: Path, options: Options = DEFAULTS, *, below: Sequence[str] | None = None) -> Iterator[Path]:
    """Every folder that `walk` would look into, those above first; for a single file, the one it is in.

    Raises OSError where the root goes away meanwhile.
    """
    if not root.is_dir():
        yield root.absolute().parent
        return
    for met in _Walk(os.path.realpath(root), options, lambda path, reason: None).visit(below, files=False):
        if isinstance(met, _Folder):
            yield Path(met.path)


def _single(
    root: Path, status: os.stat_result, told: OnError, below: Sequence[str] | None
) -> Iterator[FoundFile]:
    key = printable(root.name)
    if below is not None and not {"", key}.intersection(below):
        return
    if not stat.S_ISREG(status.st_mode):
        told(root, "it is not a file")
    elif is_secret(root.name):
        told(root, "it is a file of keys or passwords, which are never read")
    else:
        yield FoundFile.of(Path(os.path.abspath(root)), key, status)


@dataclass(frozen=True, slots=True)
class _Folder:
    """rules: the ignore files from the root down to here, each with the key of the folder it stands in.

    only: where to look in it; None for everywhere. is_linked: a link led here, out of the root.
    """

    path: str
    key: str
    rules: FolderRules
    only: Places | None = None
    is_linked: bool = False


@dataclass(frozen=True)
class _Walk:
    """One walk. Folders are entered on the way down; an entry that is left out is never looked into."""

    root: str
    options: Options
    told: OnError
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "links", Links(self.root))

    def visit(self, below: Sequence[str] | None, *, files: bool) -> Iterator[FoundFile | _Folder]:
        """Each folder, then the files in it."""
        excluded = Rules(tuple(_parsed(self.options.exclude, lambda number: None)))
        waiting = [_Folder(self.root, "", (("", excluded),) if excluded.rules else (), _places(below))]
        while waiting:
            folder = waiting.pop()
            entries = self._entries(folder)
            if entries is None:
                continue
            names = {entry.name for entry in entries}
            if folder.key and is_marked(names):
                continue
            folder = self._with_rules(folder, entries, names)
            yield folder
            inside: list[_Folder] = []
            for entry in entries:
                try:
                    met = self._met(entry, folder, names, files)
                except OSError as error:
                    self._tell(entry.path, error)
                    continue
                if isinstance(met, FoundFile):
                    yield met
                elif met is not None:
                    inside.append(met)
            waiting.extend(reversed(inside))

    def _met(
        self, entry: os.DirEntry[str], folder: _Folder, names: set[str], files: bool
    ) -> FoundFile | _Folder | None:
        """The file or the folder that an entry is; None for what is left out."""
        name = entry.name
        if name[0] == "." and not self.options.hidden:
            return None
        shown = name if name.isascii() else printable(name)
        if folder.only is not None and shown not in folder.only:
            return None
        if entry.is_symlink():
            return self._linked(entry, folder, names, files)
        if entry.is_dir(follow_symlinks=False):
            return self._folder(entry.path, folder, name, names)
        if not files or not _is_wanted_as_file(shown, folder) or skips_file(name, code=self.options.code):
            return None
        key = folder.key + shown
        if not entry.is_file(follow_symlinks=False) or _is_ignored(key, False, folder.rules):
            return None
        status = entry.stat(follow_symlinks=False)
        if folder.is_linked and not self.links.is_new(status):
            return None
        return FoundFile.of(Path(entry.path), key, status)

    def _folder(
        self, path: str, folder: _Folder, name: str, names: set[str], *, linked: bool = False
    ) -> _Folder | None:
        shown = name if name.isascii() else printable(name)
        key = folder.key + shown
        if skips_folder(name, names) or path in SYSTEM_FOLDERS or _is_ignored(key, True, folder.rules):
            return None
        if folder.is_linked and not linked and not self.links.is_new(os.stat(path)):
            return None
        only = folder.only[shown] if folder.only is not None else None
        return _Folder(path, f"{key}/", folder.rules, only, linked or folder.is_linked)

    def _linked(
        self, entry: os.DirEntry[str], folder: _Folder, names: set[str], files: bool
    ) -> FoundFile | _Folder | None:
        """As `_met`, for a link: what is inside the root is met anyway, the rest at its first link."""
        if skips_file(entry.name, code=self.options.code):
            return None
        target = self.links.target(entry.path)
        if target is None:
            return None
        if target.is_folder:
            met = self._folder(entry.path, folder, entry.name, names, linked=True)
            return met if met is not None and self.links.is_new(target.status) else None
        key = folder.key + printable(entry.name)
        if not files or not target.is_file or not _is_wanted_as_file(printable(entry.name), folder):
            return None
        if _is_ignored(key, False, folder.rules) or not self.links.is_new(target.status):
            return None
        return FoundFile.of(Path(entry.path), key, target.status)

    def _entries(self, folder: _Folder) -> list[os.DirEntry[str]] | None:
        try:
            with os.scandir(folder.path) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._tell(folder.path, error)
            return None

    def _tell(self, path: str, error: OSError) -> None:
        self.told(Path(path), error.reason if isinstance(error, BadLinkError) else system_reason(error))

    def _with_rules(self, folder: _Folder, entries: list[os.DirEntry[str]], names: set[str]) -> _Folder:
        if names.isdisjoint(IGNORE_FILES):
            return folder
        # Neither a link, which git does not follow here either, nor a pipe, which would hold us up.
        present = [e for e in entries if e.name in IGNORE_FILES and e.is_file(follow_symlinks=False)]
        rules = Rules(tuple(rule for entry in present for rule in _rules_in(Path(entry.path), self.told)))
        return replace(folder, rules=(*folder.rules, (folder.key, rules))) if rules.rules else folder


def _is_wanted_as_file(name: str, folder: _Folder) -> bool:
    return folder.only is None or folder.only[name] is None


def _places(below: Sequence[str] | None) -> Places | None:
    """The keys as places below the root; None when one of them is the root."""
    if below is None:
        return None
    root: Places = {}
    for key in below:
        *above, last = key.strip("/").split("/")
        if not last:
            return None
        here: Places | None = root
        for name in above:
            here = here.setdefault(name, {}) if here is not None else None
        if here is not None:
            here[last] = None
    return root


def _rules_in(path: Path, told: OnError) -> Iterator[Rule]:
    """The rules of an ignore file; a line that makes no sense is told and left out."""
    try:
        text = path.read_text("utf-8-sig", "surrogateescape")
    except OSError as error:
        told(path, system_reason(error))
        return
    yield from _parsed(text.split("\n"), lambda number: _tell_of_line(path, number, told))


def _tell_of_line(path: Path, number: int, told: OnError) -> None:
    told(path, f"line {number} is not a pattern and was left out")


def _parsed(lines: Iterable[str], on_bad_line: Callable[[int], None]) -> Iterator[Rule]:
    for number, line in enumerate(lines, start=1):
        try:
            rule = parse_rule(line)
        except ValueError:
            on_bad_line(number)
        else:
            if rule is not None:
                yield rule


def _is_ignored(key: str, is_folder: bool, rules: FolderRules) -> bool:
    """As in git: the ignore file nearest to the entry has the last word."""
    for base, own in reversed(rules):
        ignored = own.verdict(key[len(base) :], is_folder)
        if ignored is not None:
            return ignored
    return False
