"""What programs said they began and finished: written line by line, so that a kill loses no line.

Each program has a file of its own. A line is written with one call to the system, which keeps it whatever
becomes of the program.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed. begun, ended: by a clock that all processes share; ended: None where it was never
    acknowledged. refused: the error with which it ended instead. said: what came of it.
    """

    deed: str
    what: str
    begun: float
    ended: float | None = None
    refused: str = ""
    said: str = ""

    @property
    def is_acknowledged(self) -> bool:
        return self.ended is not None and not self.refused


class Ledger:
    """One program's file, to write in."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def ready(self) -> None:
        """Says that the program is about to begin."""
        self._write(at="ready")

    @contextmanager
    def deed(self, deed: str, what: str, *refusals: type[Exception]) -> Iterator[list[str]]:
        """Says that something begins, and that it ended; what is put into the list is said with it.

        refusals: the errors that are an answer too: it was not done, and that was told.
        """
        said: list[str] = []
        self._write(at="begin", deed=deed, what=what)
        try:
            yield said
        except refusals as error:
            self._write(at="end", refused=f"{type(error).__name__}: {error}"[:300])
        else:
            self._write(at="end", said=" ".join(said))

    def _write(self, **line: Any) -> None:
        os.write(self._file, (json.dumps(line | {"time": time.monotonic()}) + "\n").encode())


def entries(path: Path) -> list[Entry]:
    """All deeds in a ledger, in their order; the last may have no end."""
    found: list[Entry] = []
    for text in path.read_text("utf-8").splitlines() if path.exists() else ():
        line = json.loads(text)
        if line["at"] == "begin":
            found.append(Entry(line["deed"], line["what"], line["time"]))
        elif line["at"] == "end":
            ended = {"ended": line["time"], "refused": line.get("refused", ""), "said": line.get("said", "")}
            found.append(replace(found.pop(), **ended))
    return found
