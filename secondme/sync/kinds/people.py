"""What the person decided of who is who, in the order in which they decided it, on whatever machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from secondme.people.entities import owners_of_keys, relink
from secondme.people.evidence import Key
from secondme.people.settling import judged_anew
from secondme.people.sightings import mark_stale, put_decision
from secondme.store.query import rows
from secondme.store.times import to_moment
from secondme.sync.elsewhere import Origins
from secondme.sync.kinds.kind import Plain
from secondme.sync.sealing import canonical
from secondme.sync.work import Work

_COLUMNS = "id, verb, keys, name, before, decided_at"


class Decisions(Plain):
    """Each decision is one thing, and is followed as if it had been made here."""

    name = "decision"
    has_words = True

    def shown(self, work: Work) -> dict[str, str]:
        """All that there are."""
        return {key: "decided" for key in _decisions(work)}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """Verb, keys, name and moment."""
        found = _decisions(work)
        return {key: found[key][1] for key in keys if key in found}

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Makes it, or takes it back; all decisions then hold in the order of their time."""
        known = _decisions(work)
        if (value is None) == (key not in known):
            return True
        if value is None:
            work.db.execute("DELETE FROM decisions WHERE id = ?", (known[key][0],))
        elif not _decide(work, value):
            return False
        mark_stale(work.db)
        _put_in_order(work)
        with judged_anew(work.db):
            relink(work.db)
        return True


def _decisions(work: Work) -> dict[str, tuple[int, dict[str, Any]]]:
    """By key: the number here, and the decision as all machines tell it."""
    origins = Origins.of(work.db, work.joined.device).by_number
    found = {}
    for number, verb, keys, name, _, at in rows(work.db, f"SELECT {_COLUMNS} FROM decisions ORDER BY id"):
        sides = [
            sorted([kind, text, list(origins[source]) if source else None] for kind, text, source in side)
            for side in json.loads(keys)
            if all(not source or source in origins for *_, source in side)
        ]
        if len(sides) == 2:
            said = {"verb": verb, "sides": sides, "name": name, "at": at}
            found[work.joined.key.hash(canonical(["decision", said]))] = (number, said)
    return found


def _decide(work: Work, said: dict[str, Any]) -> bool:
    """Stores it; False where a source that it speaks of has not come yet."""
    origins = Origins.of(work.db, work.joined.device)
    sides: list[list[Key]] = []
    for side in said["sides"]:
        keys = [
            (kind, text, 0 if origin is None else origins.number(tuple(origin)))
            for kind, text, origin in side
        ]
        if any(source is None for *_, source in keys):
            return False
        sides.append([Key(kind, text, source or 0) for kind, text, source in keys])
    owners = owners_of_keys(work.db)
    before = {key: owners[key] for side in sides for key in side if key in owners}
    at = to_moment(said["at"])
    put_decision(work.db, said["verb"], sides[0], others=sides[1], name=said["name"], before=before, now=at)
    return True


def _put_in_order(work: Work) -> None:
    """Numbers the decisions anew in the order of their time; of one moment, in the same order everywhere."""
    numbered = {number: key for key, (number, _) in _decisions(work).items()}
    found = rows(work.db, f"SELECT {_COLUMNS} FROM decisions")
    found.sort(key=lambda row: (row[-1], numbered.get(row[0], ""), row[0]))
    if [row[0] for row in found] == sorted(row[0] for row in found):
        return
    work.db.execute("DELETE FROM decisions")
    work.db.executemany(
        "INSERT INTO decisions (verb, keys, name, before, decided_at) VALUES (?, ?, ?, ?, ?)",
        (row[1:] for row in found),
    )
