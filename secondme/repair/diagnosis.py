"""What is wrong with a store, in sentences, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from secondme.doctor.derived import examine_derived
from secondme.doctor.finding import Finding
from secondme.errors import StoreDamagedError, WrongKeyError
from secondme.home import Home
from secondme.key import Key
from secondme.opened import opened
from secondme.repair.survey import Survey, survey
from secondme.store.database import PLAIN_HEADER
from secondme.store.pages import Pages
from secondme.store.query import rows
from secondme.store.swapping import held
from secondme.store.wholeness import lacks_log

Way = Literal["nothing", "in place", "new store", "backup"]
LogState = Literal["whole", "missing", "foreign", "damaged", "stale"]
MOST_TOLD = 3
_LOGS: dict[LogState, str] = {
    "missing": "The log beside it is gone, and with it what was written last.",
    "foreign": "The log beside it is not of this store; the right one is gone, with what was written last.",
    "damaged": "The log beside it is damaged in places.",
    "stale": "The log beside it does not belong to the store as it is; without it the store is sound.",
}


@dataclass(frozen=True)
class Diagnosis:
    """faults: what is wrong, a sentence each. way: what is to be done: nothing; what is derived is made
    again in place; all that can be read goes into a new store; or nothing can be, and a backup is put there.
    """

    way: Way
    faults: tuple[str, ...]
    log: LogState = "whole"
    survey: Survey | None = None
    cures: tuple[Finding, ...] = ()

    @property
    def loses(self) -> bool:
        """Whether rows of what was remembered may be missing, so that a backup is of use."""
        return self.way == "backup" or bool(
            self.survey
            and (self.survey.tables or not self.survey.schema.is_whole or self.log not in ("whole", "stale"))
        )

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        found = self.survey
        return {
            "way": self.way,
            "faults": list(self.faults),
            "log": self.log,
            "loses": self.loses,
            "pages": found.pages if found else None,
            "damaged_pages": len(found.damaged) if found else None,
            "tables": list(found.tables) if found else [],
            "derived": list(found.made) if found else [],
        }


@dataclass(frozen=True)
class Case:
    """A store that nobody else opens meanwhile, and what is wrong with it."""

    home: Home
    key: Key
    diagnosis: Diagnosis
    pages: Pages | None


@contextmanager
def examined(home: Home, key: Key, *, now: datetime) -> Iterator[Case]:
    """Looks at every page, and keeps other programs away until the end of the block. Raises StoreError."""
    with ExitStack() as stack:
        path = home.store
        logs = lacks_log(path)
        views = [
            stack.enter_context(Pages(path, key.secret, with_log=with_log)) for with_log in (True, False)
        ]
        stack.enter_context(held(path))
        pages, state = _choose(*views)
        log: LogState = "missing" if logs else state
        diagnosis = _diagnose(path, pages, log, is_lost=home.has_lost_its_store)
        if diagnosis.way != "nothing" or not path.exists():
            yield Case(home, key, diagnosis, pages)
            return
    yield Case(home, key, _by_sqlite(home, key, now), None)


def _choose(with_log: Pages, without: Pages) -> tuple[Pages, LogState]:
    """The store with its log, unless it is sound without it and is not with it."""
    if with_log.log.is_foreign:
        return without, "foreign"
    if with_log.log.broken:
        return with_log, "damaged"
    if with_log.log.places and not survey(with_log).is_clean and survey(without).is_clean:
        return without, "stale"
    return with_log, "whole"


def _diagnose(path: Path, pages: Pages, log: LogState, *, is_lost: bool) -> Diagnosis:
    if not path.exists() and not pages.log.places and not is_lost:
        return Diagnosis("nothing", ())
    faults = [_LOGS[log]] if log != "whole" else []
    found = survey(pages)
    if not pages.opens_any() or not found.schema.parts:
        return Diagnosis("backup", (_nothing_opens(path, pages), *faults), log)
    faults += _faults(path, pages, found)
    way: Way = "nothing" if found.is_clean and log == "whole" else "new store"
    return Diagnosis(way, tuple(faults), log, found)


def _nothing_opens(path: Path, pages: Pages) -> str:
    if not path.exists():
        return f"{path} is gone."
    if pages.bytes == 0:
        return f"{path} is empty."
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            return f"{path} is a file of another program: it is not encrypted."
    if pages.opens_any():
        there = sum(pages.is_sound(number) for number in range(1, pages.count + 1))
        return f"Of {path} {there:,} pages open, and none of them says which tables there are."
    return (
        f"No page of {path} opens with your key: it is another file, or of another key. If you have another "
        "key on paper, put that back first: secondme recover, or secondme key --restore"
    )


def _faults(path: Path, pages: Pages, found: Survey) -> Iterator[str]:
    if pages.bytes % pages.page_bytes or pages.bytes // pages.page_bytes < found.pages - len(
        pages.log.places
    ):
        yield f"{path} was cut: {pages.bytes:,} of {found.pages * pages.page_bytes:,} bytes are there."
    if found.damaged:
        yield f"{len(found.damaged):,} of {found.pages:,} pages are not what was written."
    if 1 in found.damaged:
        yield "The first page, by which the store is opened, is one of them."
    if not found.schema.is_whole:
        yield "What says which tables there are is damaged."
    if found.tables:
        yield f"Hit is what was remembered: {', '.join(found.tables)}."
    if found.made:
        yield f"Hit is what can be made again: {_summed(found.made)}."


def _summed(names: tuple[str, ...]) -> str:
    """Full text and vectors have many tables, of which a person knows none."""
    kinds = Counter(
        "full text" if "_text" in name else "vectors" if name.startswith("vector") else "indexes and links"
        for name in names
    )
    return ", ".join(sorted(kinds))


def _by_sqlite(home: Home, key: Key, now: datetime) -> Diagnosis:
    """Every page is what was written; whether they fit together, SQLite itself tells."""
    try:
        with opened(home, key) as store:
            db = store.connection()
            said = [str(text) for (text,) in rows(db, "PRAGMA integrity_check") if text != "ok"]
            broken = rows(db, "PRAGMA foreign_key_check")
            if not said and not broken:
                found = [one for one in examine_derived(store, home, key, now=now) if one.cure is not None]
                way: Way = "in place" if found else "nothing"
                return Diagnosis(way, tuple(one.text for one in found), cures=tuple(found))
    except StoreDamagedError as error:
        said, broken = [str(error)], []
    except WrongKeyError:
        raise
    faults = [*said[:MOST_TOLD], *([f"{len(broken):,} rows point at nothing."] if broken else [])]
    with Pages(home.store, key.secret) as pages:
        return Diagnosis("new store", tuple(faults), survey=survey(pages))
