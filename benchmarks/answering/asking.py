"""Asks questions about a conversation, of secondme and of two plain prompts to the same model."""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from benchmarks.answering.f1 import score

if TYPE_CHECKING:
    from models.generator import Generator
    from secondme.memory import Memory

CATEGORIES = {1: "multi-hop", 2: "temporal", 3: "open-domain", 4: "single-hop", 5: "adversarial"}
PLAIN_HITS = 20
PLAIN_TOKENS = 48
UNKNOWN = re.compile(r"don.?t know|not (?:mentioned|stated|specified)|no information", re.IGNORECASE)
PLAIN = (
    "Answer the question from the messages in as few words as possible. Give dates as dates. "
    "If the messages do not tell, say: I don't know."
)


@dataclass(frozen=True)
class Asked:
    """A question with its gold answer and the turns that hold it."""

    text: str
    category: int
    gold: str
    evidence: tuple[str, ...]


@dataclass
class Tally:
    """What is summed over the answers of one system to one category."""

    scores: list[float] = field(default_factory=list)
    abstained: int = 0
    cited: int = 0
    rightly_cited: int = 0
    seconds: float = 0.0
    prompt_tokens: int = 0


Tallies = Mapping[str, Mapping[str, Tally]]


def sampled(items: Sequence[Mapping[str, Any]], known: set[str], count: int | None) -> list[Asked]:
    """The questions, or `count` of each category, the same ones in every run."""
    by_category: dict[int, list[Asked]] = defaultdict(list)
    for item in items:
        named = [turn for text in item.get("evidence", []) for turn in re.findall(r"D\d+:\d+", text)]
        evidence = tuple(dict.fromkeys(turn for turn in named if turn in known))
        asked = Asked(item["question"], item["category"], str(item.get("answer", "")), evidence)
        by_category[asked.category].append(asked)
    draw = random.Random(1)
    return [
        asked
        for category in sorted(by_category)
        for asked in (
            by_category[category]
            if count is None
            else draw.sample(by_category[category], min(count, len(by_category[category])))
        )
    ]


def ask_all(
    memory: Memory,
    questions: Sequence[Asked],
    turns: Sequence[Mapping[str, str]],
    now: datetime,
    tallies: dict[str, dict[str, Tally]],
    *,
    plain: int,
    whole: int,
) -> Iterator[str]:
    """Asks secondme all questions; of each category the first `plain` go to a plain prompt over the best hits
    too, and the first `whole` to one over the conversation."""
    asked_before: dict[int, int] = defaultdict(int)
    for asked in questions:
        name = CATEGORIES[asked.category]
        yield ask_secondme(memory, asked, now, tallies["secondme"][name])
        place = asked_before[asked.category]
        asked_before[asked.category] += 1
        generator = memory.engines.generator()
        if place < plain:
            hits = memory.recall(asked.text, PLAIN_HITS, now=now, log=False)
            lines = [_line(str(hit.time), hit.speaker or "", hit.text) for hit in reversed(hits)]
            ask_plainly(generator, asked, lines, tallies["top 20"][name])
        if place < whole:
            lines = [_line(turn["time"], turn["speaker"], turn["text"]) for turn in turns]
            ask_plainly(generator, asked, lines, tallies["what fits"][name])


def ask_secondme(memory: Memory, asked: Asked, now: datetime, tally: Tally) -> str:
    """One question through `Memory.ask`; returns a line about it."""
    generator = memory.engines.generator()
    runs: list[Any] = []
    original = generator.generate

    def generate(*arguments: Any, **options: Any) -> Any:
        runs.append(original(*arguments, **options))
        return runs[-1]

    generator.generate = generate  # type: ignore[method-assign]
    begun = time.perf_counter()
    try:
        answer = memory.ask(asked.text, now=now)
    finally:
        del generator.generate  # type: ignore[attr-defined]
    tally.seconds += time.perf_counter() - begun
    tally.prompt_tokens += sum(stream.run.prompt for stream in runs if stream.run)
    said = re.sub(r"\s*\[\d+\]", "", answer.text).strip(" .")
    result = score(asked.category, said, asked.gold, abstained=answer.abstained)
    tally.scores.append(result)
    tally.abstained += answer.abstained
    if not answer.abstained and asked.category != 5:
        cited = [citation.hit.locator.message for citation in answer.citations]
        tally.cited += len(cited)
        tally.rightly_cited += sum(turn in asked.evidence for turn in cited)
    return f"{CATEGORIES[asked.category]:12} {result:.2f}  {asked.text} | {asked.gold} | {said}"


def ask_plainly(generator: Generator, asked: Asked, lines: Sequence[str], tally: Tally) -> None:
    """One question in a plain prompt with these messages, the last ones where not all of them fit."""
    from models.errors import ContextTooLongError
    from models.generator import Message

    begun = time.perf_counter()
    said, kept = "", list(lines)
    while True:
        body = "\n".join(kept) + f"\n\nQuestion: {asked.text}\nAnswer:"
        prompt = [Message("system", PLAIN), Message("user", body)]
        try:
            stream = generator.generate(prompt, max_tokens=PLAIN_TOKENS, stop=["\n"])
            said = stream.text().strip(" .")
            break
        except ContextTooLongError as error:
            kept = kept[max(1, len(kept) - len(kept) * error.limit // error.tokens) :]
    tally.seconds += time.perf_counter() - begun
    tally.prompt_tokens += stream.run.prompt if stream.run else 0
    abstained = bool(UNKNOWN.search(said))
    tally.abstained += abstained
    tally.scores.append(score(asked.category, said, asked.gold, abstained=abstained))


def figures(tallies: Tallies) -> dict[str, dict[str, dict[str, float]]]:
    """By system and category, and over categories 1 to 4: F1 and the rest."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for system, by_category in tallies.items():
        answerable = [tally for name, tally in by_category.items() if name != "adversarial"]
        rows = {name: _figures([tally]) for name, tally in by_category.items()}
        found[system] = {**rows, "overall": _figures(answerable)}
    return found


def _figures(tallies: Sequence[Tally]) -> dict[str, float]:
    scores = [score for tally in tallies for score in tally.scores]
    count = max(len(scores), 1)
    cited = max(sum(tally.cited for tally in tallies), 1)
    return {
        "f1": round(sum(scores) / count, 4),
        "abstained": round(sum(tally.abstained for tally in tallies) / count, 4),
        "citation_precision": round(sum(tally.rightly_cited for tally in tallies) / cited, 4),
        "seconds": round(sum(tally.seconds for tally in tallies) / count, 2),
        "prompt_tokens": round(sum(tally.prompt_tokens for tally in tallies) / count, 1),
        "questions": len(scores),
    }


def _line(moment: str, speaker: str, text: str) -> str:
    return f"{moment[:10]} {speaker}: {text}"
