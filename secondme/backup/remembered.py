"""What the store was made of at its last backup, so that a part that did not change is not even opened.

A home keeps, for each chunk, the mark that its pages had and the name under which it is stored. Neither tells
anything. It is signed with the secret of the place, so that of another place and a damaged one count for
nothing; without it everything is read, as the first time.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from secondme.backup.image import MARK_BYTES
from secondme.backup.sealing import HASH_BYTES, Seal
from secondme.durable import write_whole
from secondme.errors import BackupDamagedError
from secondme.home import Home

_ABOUT = "backup-marks"
_EACH = MARK_BYTES + HASH_BYTES


def read_names(home: Home, seal: Seal) -> dict[bytes, bytes]:
    """The names of chunks by their marks."""
    with suppress(OSError, BackupDamagedError):
        kept = seal.proven(home.backup_marks.read_bytes(), _ABOUT)
        each = (kept[at : at + _EACH] for at in range(0, len(kept), _EACH))
        return {one[:MARK_BYTES]: one[MARK_BYTES:] for one in each}
    return {}


def keep_names(home: Home, seal: Seal, names: Mapping[bytes, bytes]) -> None:
    """Replaces what was kept. Raises OSError."""
    path = home.backup_marks
    kept = b"".join(mark + name for mark, name in names.items())
    write_whole(path, seal.sign(kept, _ABOUT), unfinished=path.with_name(f"{path.name}.new"))
