"""What SQLite raises, as errors that say what happened, what was kept and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from secondme.errors import NoSpaceError, StoreDamagedError, StoreError, WrongKeyError

BUSY_MS = 30_000


@contextmanager
def explained(path: Path, kept: str = "Nothing was changed.") -> Iterator[None]:
    """Turns what SQLite raises into errors that say what happened, what was kept and what to do.

    kept: what stands after work in several writes that a failing disk ended in the middle.
    """
    try:
        yield
    except apsw.NotADBError as error:
        raise WrongKeyError(
            f"The key does not open {path} (or the file is not a secondme store). The file is untouched. "
            "Put back the right key: secondme recover, or secondme key --restore"
        ) from error
    except apsw.CorruptError as error:
        raise StoreDamagedError(
            f"{path} is damaged: {error}. Nothing was written. See what can be saved: secondme repair"
        ) from error
    except apsw.FullError as error:
        raise _no_space(path) from error
    except apsw.BusyError as error:
        raise StoreError(
            f"Another program has held {path} for {BUSY_MS // 1000} seconds. Nothing was written. "
            "Wait for it to finish, then run the command again."
        ) from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError, apsw.IOError) as error:
        if lacks_room(error):
            raise _no_space(path) from error
        raise StoreError(
            f"{path} cannot be opened or written: {error}. {kept} "
            "Check that the folder exists, is yours and is not read-only."
        ) from error


def lacks_room(error: apsw.Error) -> bool:
    """Whether there was no room for the index of the write-ahead log, which SQLite calls an I/O error."""
    return getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_SHMSIZE


def _no_space(path: Path) -> NoSpaceError:
    return NoSpaceError(
        f"The disk with {path} is full. What was saved before is intact; this step was not saved. "
        "Make room and run the command again."
    )
