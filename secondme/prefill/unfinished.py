"""Forms that are being gone through: what the person has decided so far, kept until the form is written.

It lies in the store, as everything that the person says does. Of a value that was agreed to only a hash is
kept: it is still in memory, or not there any more; and who agreed to one value has not agreed to another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from secondme.store.settings import drop_setting, put_setting, settings_that_begin

if TYPE_CHECKING:
    from secondme.prefill.delivering import Said
    from secondme.prefill.filled import FilledField

MOST_KEPT = 20
"""Forms. The one that was left longest ago goes first."""
UNFINISHED = "unfinished form "
"""With this the name begins under which it stands among the settings."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """path: where the form lies. content: the hash of its bytes. accepted: by the key of a field, the hash of
    the value that the person said yes to. typed: by key, what they wrote instead; empty for a blank.
    """

    path: Path
    content: str
    accepted: Mapping[str, str]
    typed: Mapping[str, str]
    kept_at: datetime

    def is_of(self, path: Path, data: bytes) -> bool:
        """Whether it was said of this very form."""
        return (self.path, self.content) == (path, hash_of(data))

    def said_of(self, fields: Iterable[FilledField]) -> Said:
        """What was decided of a form as it is filled in now; a yes to another value is none to this one."""
        from secondme.prefill.delivering import Said

        said = Said()
        for one in fields:
            key = one.field.key
            if key in self.typed:
                said.typed[key] = self.typed[key]
            elif one.value and self.accepted.get(key) == hash_of(one.value):
                said.accepted.add(key)
        return said


def hash_of(value: str | bytes) -> str:
    """By which a form or a value is known again, without being kept itself."""
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return sha256(data).hexdigest()


def keep_unfinished(db: apsw.Connection, unfinished: Unfinished) -> None:
    """Keeps this in place of what was kept of the form."""
    said = asdict(unfinished) | {
        "path": str(unfinished.path),
        "kept_at": unfinished.kept_at.isoformat(),
    }
    put_setting(db, _name_of(unfinished.path), json.dumps(said))
    for old in list_unfinished(db)[MOST_KEPT:]:
        drop_unfinished(db, old.path)


def list_unfinished(db: apsw.Connection) -> list[Unfinished]:
    """All forms that are not finished, the one that was left last first."""
    found = [_read(text) for text in settings_that_begin(db, UNFINISHED)]
    return sorted(found, key=lambda one: one.kept_at, reverse=True)


def drop_unfinished(db: apsw.Connection, path: Path) -> None:
    """Drops what was kept of a form: it is written, or begun anew."""
    drop_setting(db, _name_of(path))


def _name_of(path: Path) -> str:
    return UNFINISHED + hash_of(str(path))


def _read(text: str) -> Unfinished:
    said = json.loads(text)
    kept_at = datetime.fromisoformat(said["kept_at"])
    return Unfinished(Path(said["path"]), said["content"], said["accepted"], said["typed"], kept_at)
