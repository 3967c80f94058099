"""Loads hits in full: their text, where they stand, who wrote them when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw

from ingest import Locator
from secondme.recall.hit import Hit
from secondme.store.identifiers import Identifier
from secondme.store.query import rows, rows_among
from secondme.store.suspicion import reasons_of
from secondme.store.times import to_moment

MESSAGES_BESIDE = 5
"""What is told in a conversation is named a few messages before, or after."""
PASSAGES_BESIDE = 1

_HITS = """
    SELECT p.id, p.document_id, p.text, p.heading, p.locator, p.speaker, p.trust,
           p.time, p.time_offset, d.title, coalesce(f.key, d.key), s.kind, s.place,
           (SELECT e.memory_id FROM evidence e WHERE e.passage_id = p.id AND d.kind = 'told' LIMIT 1),
           v.id, coalesce(nullif(v.title, ''), d.title), p.suspicion, p.likeness
    FROM passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id
    LEFT JOIN files f ON f.id = d.file_id
    LEFT JOIN event_passages n ON n.passage_id = p.id LEFT JOIN events v ON v.id = n.event_id
    WHERE p.id IN {}
"""


def load_hits(
    db: apsw.Connection,
    passages: Sequence[int],
    scores: Sequence[float],
    signals: Sequence[Mapping[str, float]],
    similarities: Mapping[int, float],
) -> list[Hit]:
    """The hits for these passages, in their order; one that was deleted meanwhile is left out."""
    found = {row[0]: row for row in rows_among(db, _HITS, passages)}
    return [
        _hit(found[passage], score, why, similarities.get(passage))
        for passage, score, why in zip(passages, scores, signals, strict=True)
        if passage in found
    ]


def with_copies(db: apsw.Connection, hits: Sequence[Hit], copies: Mapping[int, Sequence[int]]) -> list[Hit]:
    """The hits, each told in how many other files it stands. copies: by passage, those with the same text."""
    others = [passage for of_hit in copies.values() for passage in of_hit]
    sql = "SELECT id, document_id FROM passages WHERE id IN {}"
    documents = dict(rows_among(db, sql, others)) if others else {}
    return [
        replace(
            hit,
            copies=tuple(f"p{passage}" for passage in copies[hit.passage] if passage in documents),
            other_files=len({documents[one] for one in copies[hit.passage] if one in documents}),
        )
        if copies.get(hit.passage)
        else hit
        for hit in hits
    ]


def load_passage_hits(db: apsw.Connection, passages: Sequence[int]) -> list[Hit]:
    """Passages as hits without a score, for showing what stands around a hit."""
    return load_hits(db, passages, [0.0] * len(passages), [{}] * len(passages), {})


def load_surroundings(db: apsw.Connection, passage: int, reach: int) -> list[Hit]:
    """The passages at most so many places away in the same document, itself included, in their order."""
    found = rows(
        db,
        "SELECT n.id FROM passages c JOIN passages n ON n.document_id = c.document_id "
        "AND n.position BETWEEN c.position - ? AND c.position + ? WHERE c.id = ? ORDER BY n.position",
        reach,
        reach,
        passage,
    )
    return load_passage_hits(db, [number for (number,) in found])


def text_around(db: apsw.Connection, hit: Hit) -> str:
    """The text of a hit with the messages beside it; in a document, what stands under the same heading."""
    reach = MESSAGES_BESIDE if hit.speaker is not None else PASSAGES_BESIDE
    near = load_surroundings(db, hit.passage, reach)
    return "\n".join(one.text for one in near if one.heading == hit.heading) or hit.text


def load_identified(db: apsw.Connection, wanted: Identifier) -> Hit | None:
    """The passage or told memory with this identifier; None where there is none, or it is something else."""
    if wanted.kind not in ("memory", "passage"):
        return None
    sql = "SELECT passage_id FROM evidence WHERE memory_id = ? LIMIT 1"
    passages = rows(db, sql, wanted.number) if wanted.kind == "memory" else [(wanted.number,)]
    hits = load_passage_hits(db, [number for (number,) in passages])
    return hits[0] if hits else None


def _hit(row: tuple[Any, ...], score: float, signals: Mapping[str, float], similarity: float | None) -> Hit:
    passage, document, text, heading, locator, speaker, trust, time, offset = row[:9]
    title, key, source_kind, place, memory, event, event_title, suspicion, likeness = row[9:]
    return Hit(
        id=f"m{memory}" if memory else f"p{passage}",
        kind="memory" if memory else "passage",
        passage=passage,
        document=document,
        text=text,
        title=title,
        heading=heading,
        source=place,
        path=_path(source_kind, place, key),
        locator=Locator.from_json(locator),
        speaker=speaker,
        time=None if time is None else to_moment(time, offset),
        trust=trust,
        score=score,
        similarity=similarity,
        signals=signals,
        event_id=f"v{event}" if event else None,
        event_title=event_title if event else "",
        suspicion=reasons_of(suspicion, likeness),
    )


def _path(source_kind: str, place: str, key: str) -> Path | None:
    if source_kind == "told":
        return None
    root = Path(place)
    return root / key if source_kind == "folder" and root.name != key else root
