"""How much of what people say becomes memories, and how well founded these are.

    python benchmarks/distil.py --data locomo.json [--model] [--sessions 2] [--sample 40] [--json]

Each conversation is imported through the ordinary path and distilled, without a language model unless
asked: with `--model` the chosen one reads what patterns did not understand, some seconds a message, so
that only the first sessions of each conversation may be taken. The data
set tells observations: what a reader noted about each speaker, with the turns that say so. Measured are
the share of observations whose turn became a memory at all (touched), and whose memory says a good part
of the same (covered); the share of memories whose value stands verbatim in the words they rest on
(grounded); pairs of current memories that say the same, per 1,000 (duplicates); values that were held and
are in no memory any more (lost); and messages read in a second.

With `--answers N` so many questions of each kind and conversation are asked of the chosen model three times:
of the passages before anything was distilled, of passages and memories, and of a memory that holds the
memories alone. Told are the official F1, the tokens read for an answer, and their share of the conversation.

Beside it, in the same run, two bounds: every message kept as a memory, which touches all and distils
nothing, and as many messages as there are memories, drawn by chance.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks.answering.f1 import tokens
from benchmarks.distilling.answers import ALONE, BOTH, PASSAGES, Answers, ask, questions_for, told_again
from benchmarks.distilling.reading_on import read_on
from benchmarks.locomo import share_models, turns_of
from secondme.memories.book import Remembered
from secondme.memories.reconciling import same_value
from secondme.memory import Memory
from secondme.store.query import rows

SHARED = 0.4
"""A memory says a good part of an observation from this token F1 on."""


@dataclass(frozen=True)
class Observation:
    """What a reader noted of a speaker, and the turns that say so."""

    text: str
    turns: frozenset[str]


@dataclass
class Counted:
    """What is counted over all conversations."""

    messages: int = 0
    memories: int = 0
    observations: int = 0
    touched: int = 0
    covered: int = 0
    by_chance: float = 0.0
    grounded: int = 0
    duplicates: int = 0
    lost: int = 0
    seconds: float = 0.0
    by_model: int = 0
    tokens: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    claims: int = 0
    model_seconds: float = 0.0
    samples: list[tuple[Remembered, str]] = field(default_factory=list)


def main() -> None:
    arguments = _arguments()
    conversations = json.loads(Path(arguments.data).read_text("utf-8"))
    counted, answers = Counted(), Answers()
    share_models()
    for conversation in conversations:
        with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
            measure(memory, Path(folder), conversation, counted, answers, arguments)
    figures = figures_of(counted) | (answers.figures() if arguments.answers else {})
    _print_table(figures)
    if arguments.answers:
        _print_answers(figures)
    samples = [one for one in counted.samples if one[0].made_by == "model" or not arguments.model]
    for one, text in random.Random(1).sample(samples, min(arguments.sample, len(samples))):
        print(f"  {one.text}  ({one.confidence:.2f})\n      {one.view or 'me'}: {text}")
    if arguments.json:
        print(json.dumps(figures))


def measure(
    memory: Memory,
    folder: Path,
    conversation: Mapping[str, Any],
    counted: Counted,
    answers: Answers,
    arguments: argparse.Namespace,
) -> None:
    """Imports one conversation, distils it, and counts what came of it."""
    turns = first_sessions(list(turns_of(dict(conversation))), arguments.sessions)
    export = folder / "chat.jsonl"
    export.write_text("".join(json.dumps(turn) + "\n" for turn in turns), "utf-8")
    now = datetime.fromisoformat(turns[-1]["time"]) + timedelta(days=1)
    memory.import_chat("jsonl", export, now=now)
    questions = questions_for(conversation, turns, arguments.answers) if arguments.answers else []
    _tell(ask(memory, questions, now, PASSAGES, answers))
    begun = time.perf_counter()
    memory.consolidate(now=now, model=False)
    counted.seconds += time.perf_counter() - begun
    if arguments.model:
        _read_on(memory, now, counted)
    if questions:
        _tell(ask(memory, questions, now, BOTH, answers))
        with told_again(memory, folder, now) as alone:
            _tell(ask(alone, questions, now, ALONE, answers))
        model = memory.engines.local_generator()
        answers.whole.append(sum(model.count_tokens(turn["text"]) for turn in turns))
    texts = {turn["id"]: turn["text"] for turn in turns}
    held = memory.memories(state="all", now=now)
    turn_of = {f"p{number}": turn for number, turn in _turns(memory)}
    seen = list(observations_of(conversation, texts))
    _count(counted, held, turn_of, texts, seen)
    counted.lost += lost_values(memory, held)


def first_sessions(turns: Sequence[dict[str, Any]], count: int | None) -> list[dict[str, Any]]:
    """The turns of the first sessions; all where no count is given. Pure."""
    sessions = list(dict.fromkeys(turn["session"] for turn in turns))[:count]
    return [turn for turn in turns if turn["session"] in sessions]


def _read_on(memory: Memory, now: datetime, counted: Counted) -> None:
    """Has the language model read what patterns did not understand."""
    done = read_on(memory, now)
    model = memory.engines.local_generator()
    texts = [text for (text,) in rows(memory.store.connection(), "SELECT text FROM passages")]
    counted.tokens += sum(model.count_tokens(text) for text in texts)
    counted.tokens_read += done.tokens_read
    counted.tokens_written += done.tokens_written
    counted.claims += done.claims
    counted.model_seconds += done.seconds


def _tell(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr, flush=True)


def observations_of(conversation: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Observation]:
    """The observations of which a turn exists."""
    for session in conversation.get("observation", {}).values():
        for noted in session.values():
            for text, told in noted:
                named = frozenset(told if isinstance(told, list) else [told]) & set(texts)
                if named:
                    yield Observation(text, named)


def says_the_same(memory: str, observation: str) -> bool:
    """Whether a memory says a good part of an observation: token F1 of their stemmed words. Pure."""
    one, other = tokens(memory), tokens(observation)
    shared = sum(min(one.count(word), other.count(word)) for word in set(one))
    return bool(shared) and 2 * shared / (len(one) + len(other)) >= SHARED


def duplicates_among(memories: Sequence[Remembered]) -> int:
    """How many pairs of current memories say the same of the same subject. Pure."""
    current = [one for one in memories if one.state == "current" and one.kind != "event"]
    return sum(
        one.subject == other.subject
        and one.predicate == other.predicate
        and same_value(one.value, other.value)
        for one, other in combinations(current, 2)
    )


def lost_values(memory: Memory, held: Sequence[Remembered]) -> int:
    """How many values stood in a memory once and are in none now, retired ones included."""
    values = {one.value for one in held}
    db = memory.store.connection()
    images = rows(db, "SELECT DISTINCT after ->> '$.memory.value' FROM change_rows")
    return len({value for (value,) in images if value} - values)


def figures_of(counted: Counted) -> dict[str, float]:
    """The figures, as plain keys."""
    observations, memories = max(counted.observations, 1), max(counted.memories, 1)
    return {
        "messages": counted.messages,
        "memories": counted.memories,
        "observations": counted.observations,
        "touched": round(counted.touched / observations, 4),
        "touched_by_chance": round(counted.by_chance / observations, 4),
        "covered": round(counted.covered / observations, 4),
        "grounded": round(counted.grounded / memories, 4),
        "duplicates_per_1000": round(1000 * counted.duplicates / memories, 2),
        "lost": counted.lost,
        "messages_per_second": round(counted.messages / max(counted.seconds, 1e-9), 1),
        "touched_over_chance": round(counted.touched / max(counted.by_chance, 1e-9), 2),
        "memories_by_model": counted.by_model,
        "tokens_read_per_1000": round(1000 * counted.tokens_read / max(counted.tokens, 1)),
        "tokens_written_per_1000": round(1000 * counted.tokens_written / max(counted.tokens, 1)),
        "claims_checked": counted.claims,
        "model_seconds_per_message": round(counted.model_seconds / max(counted.messages, 1), 2),
    }


def _count(
    counted: Counted,
    held: Sequence[Remembered],
    turn_of: Mapping[str, str],
    texts: Mapping[str, str],
    seen: Sequence[Observation],
) -> None:
    by_turn: dict[str, list[Remembered]] = {}
    for one in held:
        for passage in one.evidence:
            by_turn.setdefault(turn_of[passage], []).append(one)
    counted.messages += len(texts)
    counted.memories += len(held)
    counted.observations += len(seen)
    counted.by_chance += sum(len(one.turns) for one in seen) * min(len(held) / len(texts), 1)
    for observation in seen:
        own = [one for turn in observation.turns for one in by_turn.get(turn, ())]
        counted.touched += bool(own)
        counted.covered += any(says_the_same(one.text, observation.text) for one in own)
    for one in held:
        said = [texts[turn_of[passage]] for passage in one.evidence]
        counted.grounded += any(one.value in text for text in said)
        counted.samples.append((one, said[0]))
    counted.by_model += sum(one.made_by == "model" for one in held)
    counted.duplicates += duplicates_among(held)


def _turns(memory: Memory) -> list[tuple[int, str]]:
    found = rows(memory.store.connection(), "SELECT id, locator ->> '$.message' FROM passages")
    return [(number, turn) for number, turn in found]


def _print_table(figures: Mapping[str, float]) -> None:
    print(", ".join(f"{figures[name]} {name}" for name in ("messages", "memories", "observations")))
    print(f"{'':22}memories   by chance   every message")
    print(
        f"{'observations touched':22}{figures['touched']:8.3f}{figures['touched_by_chance']:12.3f}{1:16.3f}"
    )
    print(f"{'observations covered':22}{figures['covered']:8.3f}")
    print(f"{'grounded in the words':22}{figures['grounded']:8.3f}")
    print(f"{'duplicates per 1,000':22}{figures['duplicates_per_1000']:8.2f}")
    print(f"{'values lost':22}{figures['lost']:8.0f}")
    print(f"{'messages a second':22}{figures['messages_per_second']:8.0f}")
    if figures["memories_by_model"]:
        print(f"{'of them by the model':22}{figures['memories_by_model']:8.0f}")
        print(f"{'claims checked':22}{figures['claims_checked']:8.0f}")
        print(f"{'seconds a message':22}{figures['model_seconds_per_message']:8.2f}")
        read, written = figures["tokens_read_per_1000"], figures["tokens_written_per_1000"]
        print(f"for 1,000 tokens of messages the model read {read:,.0f} and wrote {written:,.0f}")


def _print_answers(figures: Mapping[str, float]) -> None:
    print(f"{'':22}      F1   tokens read")
    for system in (PASSAGES, BOTH, ALONE):
        name = system.replace(" ", "_")
        print(f"{system:22}{figures[f'f1_{name}']:8.3f}{figures[f'tokens_{name}']:14,.0f}")
    share = figures["tokens_over_whole"]
    print(f"a conversation has {figures['tokens_whole']:,.0f} tokens; an answer read {share:.3f} of that")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True, help="conversations with observations, in LoCoMo's form")
    parser.add_argument("--model", action="store_true", help="have the language model read on after patterns")
    parser.add_argument("--sessions", type=int, help="only the first so many of each conversation")
    parser.add_argument("--answers", type=int, default=0, help="questions of each kind and conversation")
    parser.add_argument("--sample", type=int, default=0, help="print so many memories, to be read")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
