"""What answers are worth from memories alone, from passages alone, and from both; and what they cost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import secondme
from benchmarks.answering.asking import CATEGORIES, Asked, Tally, ask_secondme, figures, sampled
from secondme.memory import Memory

PASSAGES, BOTH, ALONE = "passages alone", "memories and passages", "memories alone"


@dataclass
class Answers:
    """Sums over the conversations. whole: tokens of each conversation that a question was asked of."""

    tallies: dict[str, dict[str, Tally]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Tally))
    )
    whole: list[int] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """F1 over what can be answered, tokens that were read for an answer, and their share of it all."""
        found: dict[str, float] = {}
        for system, rows in figures(self.tallies).items():
            name = system.replace(" ", "_")
            found |= {f"f1_{name}": rows["overall"]["f1"], f"tokens_{name}": rows["overall"]["prompt_tokens"]}
        whole = sum(self.whole) / max(len(self.whole), 1)
        found["tokens_whole"] = round(whole)
        found["tokens_over_whole"] = round(found.get("tokens_memories_and_passages", 0.0) / max(whole, 1), 4)
        return found


def questions_for(
    conversation: Mapping[str, Any], turns: Sequence[Mapping[str, str]], count: int
) -> list[Asked]:
    """So many questions of each category that can be answered, of those whose evidence was taken in."""
    known = {turn["id"] for turn in turns}
    within = [one for one in conversation["qa"] if _is_told(one, known)]
    return [one for one in sampled(within, known, count) if one.category in (1, 2, 3, 4)]


def ask(
    memory: Memory,
    questions: Sequence[Asked],
    now: datetime,
    system: str,
    answers: Answers,
) -> Iterator[str]:
    """Asks all questions; yields a line about each."""
    for asked in questions:
        yield f"{system:22} " + ask_secondme(
            memory, asked, now, answers.tallies[system][CATEGORIES[asked.category]]
        )


def told_again(memory: Memory, folder: Path, now: datetime) -> Memory:
    """A memory of its own that holds nothing but what the other distilled: a message for each memory.

    Each is dated when it began to hold, and said by whom it was said.
    """
    held = [one for one in memory.memories(now=now) if one.text]
    export = folder / "memories.jsonl"
    export.write_text(
        "".join(
            json.dumps(
                {
                    "conversation": "memories",
                    "session": (one.valid_from or now).date().isoformat(),
                    "id": one.id,
                    "time": (one.valid_from or now).isoformat(),
                    "speaker": one.view or one.subject or "me",
                    "text": one.text,
                }
            )
            + "\n"
            for one in sorted(held, key=lambda one: one.valid_from or now)
        ),
        "utf-8",
    )
    alone = secondme.open(folder / "alone")
    alone.import_chat("jsonl", export, now=now)
    return alone


def _is_told(item: Mapping[str, Any], known: set[str]) -> bool:
    """Whether all turns that answer it are there."""
    named = [turn for text in item.get("evidence", []) for turn in str(text).replace(";", " ").split()]
    return bool(named) and all(turn in known for turn in named)
