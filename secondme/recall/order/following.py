"""What stands beside something in time: the passages before and after it, and the first and last about it."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from secondme.people.names import name_key
from secondme.recall.order.locating import Locator, speaks
from secondme.recall.order.places import Place, Spot, load_spots, load_where, standing
from secondme.recall.order.words import content_stems, words_of
from secondme.recall.standing import Standing
from secondme.recall.stop_words import STOP_WORDS
from secondme.store.query import rows
from secondme.store.suspicion import NOT_QUARANTINED

SCANNED = 400
"""So many passages on one side of an anchor are looked through for the words of whom the question names."""
MOST_ALIKE = 2_000
EVERYTHING = Standing()

_ALL_OF = (
    "SELECT p.id FROM passages_text t JOIN passages p ON p.id = t.rowid "
    "JOIN documents d ON d.id = p.document_id WHERE passages_text MATCH ? "
    f"AND {NOT_QUARANTINED} "
    "ORDER BY coalesce(p.time, d.time) {way}, p.document_id {way}, p.position {way} LIMIT ?"
)


def beside(
    db: apsw.Connection,
    anchor: Place,
    *,
    later: bool,
    limit: int,
    who: str = "",
    stands: Standing = EVERYTHING,
) -> list[Spot]:
    """What comes after the anchor (later), or before it, the nearest first.

    First the rest of the same document; then what goes on with it, the same thread or conversation; then what
    the same people said elsewhere, or, for what nobody says, the same source. Only what has a time can come
    from elsewhere.
    """
    found: list[Spot] = []
    for some in (_in_document, _in_thread, _of_the_same):
        if len(found) < limit:
            known = {spot.passage for spot in found} | {anchor.spot.passage}
            near = standing(db, some(db, anchor.spot, later), stands)
            found += [spot for spot in near if spot.passage not in known and speaks(spot, who)]
    return found[:limit]


def extreme(locator: Locator, text: str, *, last: bool, limit: int, who: str = "") -> list[Spot]:
    """The passages about something, from the first one on; last: from the last one back."""
    about = [spot for spot in _all_of(locator, text, last) if speaks(spot, who)]
    about = about or _alike(locator, text, last, who)
    return about[:limit]


def _in_document(db: apsw.Connection, spot: Spot, later: bool) -> list[Spot]:
    sign, way = (">", "ASC") if later else ("<", "DESC")
    condition = f"p.document_id = ? AND p.position {sign} ? ORDER BY p.position {way} LIMIT ?"
    return load_where(db, condition, spot.document, spot.position, SCANNED)


def _in_thread(db: apsw.Connection, spot: Spot, later: bool) -> list[Spot]:
    if spot.thread is not None:
        return _elsewhere(db, spot, later, "d.thread = ?", spot.thread)
    if spot.conversation:
        start = spot.conversation + "/"
        return _elsewhere(
            db, spot, later, "d.source_id = ? AND substr(d.key, 1, ?) = ?", spot.source, len(start), start
        )
    return []


def _of_the_same(db: apsw.Connection, spot: Spot, later: bool) -> list[Spot]:
    if spot.speaker is not None and name_key(spot.speaker):
        return _elsewhere(db, spot, later, "p.speaker = ?", spot.speaker)
    return _elsewhere(db, spot, later, "d.source_id = ?", spot.source)


def _elsewhere(db: apsw.Connection, spot: Spot, later: bool, which: str, *values: object) -> list[Spot]:
    """What was written in other documents after the spot, or before it, the nearest first."""
    if spot.time is None:
        return []
    sign, way = (">", "ASC") if later else ("<", "DESC")
    return load_where(
        db,
        f"{which} AND p.document_id <> ? AND p.time {sign} ? "
        f"ORDER BY p.time {way}, p.document_id {way}, p.position {way} LIMIT ?",
        *values,
        spot.document,
        spot.time,
        SCANNED,
    )


def _all_of(locator: Locator, text: str, last: bool) -> list[Spot]:
    """The passages that have all the words, in time."""
    words = words_of(text)
    wanted = [word for word in words if word not in STOP_WORDS] or words
    if not wanted:
        return []
    expression = "text : (" + " AND ".join(f'"{word}"' for word in dict.fromkeys(wanted[:16])) + ")"
    way = "DESC" if last else "ASC"
    found = rows(locator.db, _ALL_OF.format(way=way), expression, MOST_ALIKE)
    return load_spots(locator.db, [number for (number,) in found], locator.stands)


def _alike(locator: Locator, text: str, last: bool, who: str) -> list[Spot]:
    """What recall finds for it, in time, where no passage has all the words."""
    wanted = content_stems(text)
    hits = [
        hit
        for hit in locator.find_plainly(f"{who} {text}", 20)
        if len(wanted & content_stems(hit.text)) * 2 >= len(wanted) or (hit.similarity or 0.0) >= 0.5
    ]
    spots = load_spots(locator.db, [hit.passage for hit in hits], locator.stands)
    return _in_time([spot for spot in spots if speaks(spot, who)], last)


def _in_time(spots: Sequence[Spot], last: bool) -> list[Spot]:
    dated = [spot for spot in spots if spot.time is not None]
    return sorted(dated, key=lambda spot: (spot.time or 0, spot.document, spot.position), reverse=last)
