"""The person says of a hit that it was what was asked for, or was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from secondme.errors import NotFoundError
from secondme.recall.hit import Hit
from secondme.store import Store
from secondme.store.recalls import Use, last_showing, mark_used


@dataclass(frozen=True, slots=True)
class Judged:
    """What was recorded: of which hit, for which question."""

    id: str
    query: str
    use: Use

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {"id": self.id, "query": self.query, "use": self.use}


def judge(store: Store, identifier: str, hit: Hit | None, *, right: bool) -> Judged:
    """Records it with the last question for which the hit was shown. Raises NotFoundError."""
    shown = last_showing(store.connection(), hit.passage) if hit else None
    if hit is None or shown is None:
        raise NotFoundError(
            f"{identifier} was not shown for any question that is in the recall log. Nothing was changed. "
            "Ask first: secondme recall"
        )
    recall, query = shown
    use: Use = "confirmed" if right else "corrected"
    with store.write() as db:
        mark_used(db, recall, hit.passage, use)
    return Judged(hit.id, query, use)
