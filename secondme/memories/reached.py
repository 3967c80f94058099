"""How far distilling has come: it stands in the store, and moves in the write that keeps what came of it.

Beside it stands how far the reader that needs an embedder has heard: it may come later, and hears again then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import apsw

from secondme.store.settings import get_setting, put_setting

LAYER = 8
"""Raised with what is understood, so that everything is read again."""
_NAME = "distilled"
_HEARD = "heard in context"


@dataclass(frozen=True, slots=True)
class Reached:
    """All passages up to the one numbered `passage` are done.

    until: the last passage of the batch at hand; 0 between batches. What its passages state is kept in the
    order of their time, and all of it is kept up to `kept`: a time in milliseconds, and the passage of it.
    """

    passage: int = 0
    until: int = 0
    kept: tuple[int, int] | None = None

    def within(self, until: int, kept: tuple[int, int]) -> Reached:
        """In the middle of a batch."""
        return replace(self, until=until, kept=kept)

    def still_to_keep(self, time: int, passage: int) -> bool:
        """Whether what a passage of the batch states was not kept yet."""
        return self.kept is None or (time, passage) > self.kept


def reached(db: apsw.Connection) -> Reached:
    """How far this layer has come; nowhere where another layer read."""
    found = get_setting(db, _NAME)
    layer, *numbers = (int(number) for number in found.split(":")) if found else (0,)
    if layer != LAYER:
        return Reached()
    passage, until, time, last = (*numbers, 0, 0, 0)[:4]
    return Reached(passage, until, (time, last) if until else None)


def heard_up_to(db: apsw.Connection, reader: str) -> int:
    """The passage up to which the reader of that name has heard all; 0 where another one did."""
    found = get_setting(db, _HEARD)
    layer, name, passage = found.split(":") if found else (0, "", 0)
    return int(passage) if (int(layer), name) == (LAYER, reader) else 0


def set_heard(db: apsw.Connection, reader: str, passage: int) -> None:
    """It has heard all up to there."""
    put_setting(db, _HEARD, f"{LAYER}:{reader}:{passage}")


def go_back(db: apsw.Connection, passages: Iterable[int]) -> None:
    """Has distilling read these again, since whose words they are has changed, and all that came after."""
    first = min(passages, default=None)
    if first is not None and first <= max(reached(db).passage, reached(db).until):
        set_reached(db, Reached(min(reached(db).passage, first - 1)))
        if found := get_setting(db, _HEARD):
            _, reader, _ = found.split(":")
            set_heard(db, reader, min(heard_up_to(db, reader), reached(db).passage))


def set_reached(db: apsw.Connection, now: Reached) -> None:
    """Has distilling go on from there."""
    parts = (LAYER, now.passage, *((now.until, *now.kept) if now.kept is not None else ()))
    put_setting(db, _NAME, ":".join(map(str, parts)))
