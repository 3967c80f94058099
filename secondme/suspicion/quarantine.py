"""What the person says of a passage: that it is an attack, or that it is harmless."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.indexing.trust import judge_trust
from secondme.recall.hit import Hit
from secondme.recall.presenting import load_passage_hits
from secondme.store import Store
from secondme.store.identifiers import Identifier
from secondme.store.query import rows
from secondme.store.suspicion import (
    MARKED,
    count_quarantined,
    list_quarantined,
    passages_reading,
    put_verdict,
    said_in,
    set_likeness,
    set_suspicion,
    withdraw,
)
from secondme.store.vectors import serving_embedder
from secondme.suspicion.likening import learn


@dataclass(frozen=True, slots=True)
class Suspect:
    """A quarantined passage. hidden: what of it is not seen, each with how it is hidden."""

    hit: Hit
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suspects:
    """shown: the latest first; in_all: how many there are."""

    shown: tuple[Suspect, ...]
    in_all: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What came of a verdict. passages: with these words, as `p12`; alike: others quarantined with them."""

    suspect: bool
    passages: tuple[str, ...]
    alike: int


def list_suspects(db: apsw.Connection, limit: int) -> Suspects:
    """What is quarantined, the latest first."""
    return Suspects(tuple(_suspects(db, list_quarantined(db, limit))), count_quarantined(db))


def get_suspect(db: apsw.Connection, wanted: Identifier) -> Suspect:
    """A passage as a suspect, whether or not it is one. Raises NotFoundError, UsageError."""
    _require_passage(wanted)
    found = list(_suspects(db, [wanted.number]))
    if not found:
        raise NotFoundError(f"There is no passage {wanted}. Nothing was changed. See: secondme suspects")
    return found[0]


def pass_verdict(store: Store, wanted: Identifier, *, suspect: bool, now: datetime) -> Ruling:
    """Has a passage, and all that read the same, count as an attack or as harmless from now on.

    An attack is learned: passages like it are quarantined too. What is harmless takes part in everything
    again. Raises NotFoundError, UsageError.
    """
    _require_passage(wanted)
    with store.write() as db:
        found = rows(db, "SELECT text FROM passages WHERE id = ?", wanted.number)
        if not found:
            raise NotFoundError(f"There is no passage {wanted}. Nothing was changed. See: secondme suspects")
        [(text,)] = found
        put_verdict(store, db, text, suspect=suspect, now=now)
        passages = passages_reading(db, text)
        alike = _mark(store, db, wanted.number, text, passages) if suspect else _release(db, passages)
    return Ruling(suspect, tuple(f"p{number}" for number in passages), alike)


def _mark(store: Store, db: apsw.Connection, passage: int, text: str, passages: list[int]) -> int:
    for number in passages:
        set_suspicion(db, number, (MARKED,))
    withdraw(db, passages)
    embedder = serving_embedder(db)
    return learn(store, db, embedder, passage, text) if embedder is not None else 0


def _release(db: apsw.Connection, passages: list[int]) -> int:
    for number in passages:
        set_suspicion(db, number, ())
    set_likeness(db, [(number, None) for number in passages])
    judge_trust(db, passages)
    return 0


def _suspects(db: apsw.Connection, passages: list[int]) -> list[Suspect]:
    hidden = {said.passage: said.hidden for said in said_in(db, passages)}
    return [Suspect(hit, hidden.get(hit.passage, ())) for hit in load_passage_hits(db, passages)]


def _require_passage(wanted: Identifier) -> None:
    if wanted.kind != "passage":
        raise UsageError(f"{wanted} is no passage. Nothing was changed. Passages are called p12.")
