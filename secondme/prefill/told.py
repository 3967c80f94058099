"""An answer that the person once typed into a form, found again by the memory that it has become."""

from __future__ import annotations

import apsw

from secondme.errors import NotFoundError
from secondme.prefill.asked import Asked
from secondme.prefill.candidate import Candidate, Proof
from secondme.recall.presenting import load_identified
from secondme.store.identifiers import Identifier
from secondme.store.memories import Memory, get_memory


def told_before(db: apsw.Connection, number: int, asked: Asked) -> Candidate | None:
    """What the person typed for this very question; None where the memory is gone or holds no more."""
    try:
        memory = get_memory(db, number)
    except NotFoundError:
        return None
    hit = load_identified(db, Identifier("memory", number))
    if hit is None or memory.superseded_by is not None or memory.valid_to is not None:
        return None
    proof = Proof(hit.passage, hit.id, memory.text, hit.place, memory.recorded_at, memory.trust)
    return Candidate(answer_in(memory, asked), "memory", (proof,), memory.confidence)


def answer_in(memory: Memory, asked: Asked) -> str:
    """The answer alone, without the question before it. Pure."""
    if memory.value:
        return memory.value
    for question in (asked.question, f"{asked.question}:"):
        if question and memory.text.startswith(f"{question} "):
            return memory.text[len(question) + 1 :]
    return memory.text
