"""The files of an export, read where they lie: a single file, a folder, or a .zip that is never unpacked.

A file whose content is at hand already, such as one that came with a mail, is an export too.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ingest.chats.json_stream import OnProblem, json_values, salvaged
from ingest.encoding import BinaryContentError, decode
from ingest.errors import UnreadableError, printable, system_reason

if TYPE_CHECKING:
    import zipfile

    from ingest.content import Content

SIZE_LIMIT = 2_000_000_000
"""Bytes of one file that is held in memory as a whole, unpacked: far above any real one."""
STREAM_LIMIT = 50_000_000_000
"""Bytes of one file that is read piece by piece, and of all files of a .zip together."""
MOST_FILES = 200_000
BOMB_RATIO = 200
"""Chats pack some 5 to 30 times smaller; what packs better than this, and is large, is no chat."""
BOMB_SIZE = 100_000_000
ZIP_BEGINNING = b"PK\x03\x04"


@dataclass
class Export:
    """An open export. names: its files, with "/" between folders; the file's own name where it is one.

    Raises UnreadableError from each method when a file is closed, damaged, encrypted or far too large.
    """

    path: Path
    names: list[str]
    _archive: zipfile.ZipFile | None = field(default=None, repr=False)
    _content: Content | None = field(default=None, repr=False)

    @classmethod
    def of_content(cls, content: Content) -> Export:
        """The one file whose content this is; its path is only a name where it lies inside another."""
        return cls(content.path or Path(content.name), [content.name], _content=content)

    @property
    def name(self) -> str:
        """What the export is called: its file's or folder's name without a suffix."""
        return printable(self.path.name if self._is_folder else self.path.stem)

    def find(self, pattern: str) -> list[str]:
        """The names that match the regular expression as a whole, in any folder; in order."""
        form = re.compile(rf"(?:.*/)?(?:{pattern})", re.DOTALL)
        return [name for name in self.names if form.fullmatch(name)]

    def main(self, pattern: str) -> list[str]:
        """The names that match; a file that is the whole export counts under whatever name."""
        return self.names if self.is_file else self.find(pattern)

    def need(self, pattern: str, what: str) -> list[str]:
        """The same names. Raises UnreadableError where there are none; what: which are meant, for people."""
        names = self.main(pattern)
        if not names:
            raise UnreadableError(self.path, f"there is no {what} in it")
        return names

    @property
    def is_file(self) -> bool:
        return self._archive is None and not self._is_folder

    @property
    def _is_folder(self) -> bool:
        return self._content is None and self.path.is_dir()

    @contextmanager
    def open(self, name: str, limit: int = STREAM_LIMIT) -> Iterator[IO[bytes]]:
        """The bytes of a file, from the first to the last."""
        with _told(self.path, name):
            if self._archive is not None:
                member = self._archive.getinfo(name)
                check_size(self.path, name, member.file_size, limit, member.compress_size)
                with self._archive.open(member) as unpacked:
                    yield unpacked
                return
            if self._content is not None:
                with self._content.stream() as file:
                    yield file
                return
            place = self.path / name if self._is_folder else self.path
            check_size(self.path, printable(name), place.stat().st_size, limit)
            with place.open("rb") as file:
                yield file

    def read(self, name: str) -> bytes:
        """All the bytes of a file."""
        with self.open(name, SIZE_LIMIT) as file:
            return file.read()

    def text(self, name: str) -> str:
        """The text of a file in whatever encoding."""
        try:
            return decode(self.read(name))
        except BinaryContentError as error:
            raise UnreadableError(self.path, f"{name} is damaged: {error}") from error

    def json(self, name: str) -> Any:
        """The value that a small JSON file holds."""
        try:
            return json.loads(self.text(name))
        except (ValueError, RecursionError) as error:
            raise UnreadableError(self.path, f"{name} is damaged: it is not JSON") from error

    def items(self, name: str, prefix: str, on_problem: OnProblem) -> Iterator[Any]:
        """The values at `prefix` in a JSON file ("item": of a list), one at a time and never all in memory.

        Damage after the first value is told to on_problem(name, reason) and ends the values.
        """
        for _, value in self.values(name, {prefix}, on_problem):
            yield value

    def listed(self, pattern: str, what: str, on_problem: OnProblem) -> Iterator[Any]:
        """The values of the lists that all files of that name hold, as `items` gives them."""
        for name in self.need(pattern, what):
            yield from self.items(name, "item", on_problem)

    def values(self, name: str, places: Collection[str], on_problem: OnProblem) -> Iterator[tuple[str, Any]]:
        """The values at any of these places in a JSON file, each with its place, as `items` gives them."""
        with self.open(name) as file:
            yield from salvaged(self.path, name, json_values(file, places), on_problem)


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """The export at `path`, whether it is a file, a folder or a .zip; a .zip is told by its bytes."""
    with _told(path, printable(path.name)):
        if path.is_dir():
            yield Export(path, _names_below(path))
        elif not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError(path, "it is not a file")
        elif not is_zip(path):
            yield Export(path, [path.name])
        else:
            import zipfile

            with zipfile.ZipFile(path) as archive:
                members = [one for one in archive.infolist() if one.filename and not one.is_dir()]
                _check_archive(path, members)
                yield Export(path, sorted({member.filename for member in members}), archive)


def is_zip(path: Path) -> bool:
    """Whether the file begins as a .zip does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(4) == ZIP_BEGINNING


def check_size(path: Path, name: str, size: int, limit: int | None = None, packed: int | None = None) -> None:
    """Raises UnreadableError for an export, or a member of one, that would fill the machine's memory."""
    limit = SIZE_LIMIT if limit is None else limit
    if size > limit:
        raise UnreadableError(path, f"{name} has {size / 1e9:.1f} GB and the limit is {limit / 1e9:.0f} GB")
    if packed is not None and size > BOMB_SIZE and size > BOMB_RATIO * max(packed, 1):
        raise UnreadableError(
            path, f"{name} unpacks to {size / 1e9:.1f} GB of next to nothing, as no chat does"
        )


def _check_archive(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise UnreadableError(path, f"it holds more than {MOST_FILES:,} files")
    total = sum(member.file_size for member in members if _is_text(member.filename))
    check_size(path, "its text unpacked", total, STREAM_LIMIT)


def _is_text(name: str) -> bool:
    return name.lower().endswith((".json", ".jsonl", ".txt", ".xml", ".csv", ".html", ".md", ".log"))


def _names_below(folder: Path) -> list[str]:
    """Every file in the folder and below; links are not followed."""
    names: list[str] = []
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        inside = Path(place).relative_to(folder)
        names += [(inside / name).as_posix() for name in files if _is_plain(Path(place, name))]
        if len(names) > MOST_FILES:
            raise UnreadableError(folder, f"it holds more than {MOST_FILES:,} files")
    return sorted(names)


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _raise(error: OSError) -> None:
    raise error


@contextmanager
def _told(path: Path, name: str) -> Iterator[None]:
    """What the system or a damaged .zip says becomes an UnreadableError with its reason."""
    import zipfile
    import zlib

    try:
        yield
    except zlib.error as error:
        raise UnreadableError(path, f"{name} in the .zip is damaged; download the export again") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise UnreadableError(path, "the .zip is damaged or encrypted; download the export again") from error
    except RuntimeError as error:
        if "password" not in str(error):
            raise
        raise UnreadableError(path, "the .zip is encrypted; unpack it and give the folder") from error
    except KeyError as error:
        raise UnreadableError(path, f"there is no {name} in it") from error
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error
