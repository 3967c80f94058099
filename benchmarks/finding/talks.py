"""Conversations with questions as numbers to teach from: every passage is a candidate for every question."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from benchmarks.finding.teaching import MOVED, Floats, Talk
from benchmarks.training_data import SCORED, Conversation, remembering
from secondme.recall import gathering
from secondme.recall.diversity import wants_many_places
from secondme.recall.signals import DEFAULT_WEIGHTS, NEIGHBOUR_WEIGHTS
from secondme.store.query import rows
from secondme.store.vectors import read_vectors

if TYPE_CHECKING:
    from secondme.memory import Memory
    from secondme.recall.pipeline import Meaning

ALL = 1_000_000
"""Passages."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask. question: of which question it is; evidence: the turns that hold its answer."""

    question: int
    text: str
    evidence: frozenset[str]
    first: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """topic: its vector without the speakers' names; rest: by passage what the other signals weigh; wide: it
    wants many places."""

    topic: Floats
    rest: Floats
    wide: bool


def talk_of(conversation: Conversation, *, most: int | None = None) -> Talk:
    """A conversation, imported into a throw-away home as anyone would, with its answerable questions in all
    their wordings. most: of these only the first. Each must be asked, which takes a tenth of a second or so.
    """
    wordings = list(wordings_of(conversation))[:most]
    with tempfile.TemporaryDirectory() as folder, remembering(Path(folder), conversation) as memory:
        db = memory.store.connection()
        meaning = memory.meaning(db)
        assert meaning is not None, "the default embedder is missing: secondme models pull minilm"
        sql = (
            "SELECT id, document_id, position, json_extract(locator, '$.message') FROM passages ORDER BY 2, 3"
        )
        passages = [
            (int(number), int(document), int(place), str(turn))
            for number, document, place, turn in rows(db, sql)
        ]
        vectors = _vectors(memory, meaning, [number for number, *_ in passages])
        with patch.object(gathering, "SEMANTIC_CANDIDATES", ALL):
            now = conversation.turns[-1].time
            known = {number: seat for seat, (number, *_) in enumerate(passages)}
            asked = [_ask(memory, meaning, wording.text, now, known) for wording in wordings]
    counts = Counter(wording.question for wording in wordings)
    turns = [turn for *_, turn in passages]
    return Talk(
        name=conversation.name,
        around=_around([(document, place) for _, document, place, _ in passages]) @ vectors,
        documents=np.array([document for _, document, *_ in passages], dtype=np.int64),
        topics=np.stack([one.topic for one in asked]),
        rest=np.stack([one.rest for one in asked]),
        right=np.array([[turn in wording.evidence for turn in turns] for wording in wordings]),
        voices=np.array([counts[wording.question] ** -0.5 for wording in wordings], dtype=np.float32),
        wide=np.array([one.wide for one in asked]),
        first=np.array([wording.first for wording in wordings]),
    )


def wordings_of(conversation: Conversation) -> Iterator[Wording]:
    """The answerable questions, and after each the other ways to ask it."""
    for number, one in enumerate(conversation.questions):
        if one.kind in SCORED and one.evidence:
            for text in (one.question, *one.also):
                yield Wording(number, text, frozenset(one.evidence), text == one.question)


def _ask(memory: Memory, meaning: Meaning, text: str, now: datetime, known: dict[int, int]) -> _Asked:
    found = memory.examine(text, now=now)
    question = found.question
    topic = question.without({one.speaker for one in found.candidates if one.speaker})
    rest = np.zeros(len(known), dtype=np.float32)
    seats = [known[one.passage] for one in found.candidates]
    for name, values in found.signals.items():
        if name != MOVED:
            rest[seats] += np.float32(DEFAULT_WEIGHTS.get(name, 0.0)) * np.array(values, dtype=np.float32)
    return _Asked(meaning.embed_query(topic), rest, wants_many_places(question))


def _vectors(memory: Memory, meaning: Meaning, passages: Sequence[int]) -> Floats:
    numbers, data = read_vectors(memory.store.connection(), meaning.embedder)
    found = np.frombuffer(data, dtype=np.float32).reshape(len(numbers), -1)
    seats = {number: seat for seat, number in enumerate(numbers)}
    return np.stack([found[seats[number]] for number in passages])


def _around(places: Sequence[tuple[int, int]]) -> Floats:
    """How much each passage adds to what is meant around each, shape (passages, passages); rows sum to 1."""
    made = np.zeros((len(places), len(places)), dtype=np.float32)
    known = {place: seat for seat, place in enumerate(places)}
    for seat, (document, position) in enumerate(places):
        for away, weight in NEIGHBOUR_WEIGHTS.items():
            if (other := known.get((document, position + away))) is not None:
                made[seat, other] = weight
    return np.asarray(made / made.sum(axis=1, keepdims=True), dtype=np.float32)
