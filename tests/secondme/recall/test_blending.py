"""Two searches as one."""

from __future__ import annotations

from secondme.memory import Memory
from secondme.recall.blending import blend


def test_two_searches_become_one_in_which_one_counts_less(wordless_memory: Memory) -> None:
    for text in ("The puffin boat leaves at nine.", "The tickets for the theatre are here."):
        wordless_memory.remember(text)
    boat, theatre = wordless_memory.recall("puffin boat"), wordless_memory.recall("theatre tickets")
    assert [hit.id for hit in blend(boat, theatre, 20, own_share=0.3)] == ["m1", "m2"]
    assert [hit.id for hit in blend(theatre, boat, 20, own_share=0.3)] == ["m2", "m1"]
    assert [hit.id for hit in blend(theatre, boat, 1, own_share=0.7)] == ["m1"]
    assert blend([], [], 20, own_share=0.3) == []
