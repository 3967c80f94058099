"""How well recall finds the evidence for questions about long conversations (LoCoMo, Maharana et al. 2024).

    python benchmarks/locomo.py --data locomo.json --retrieval [--json]

Each conversation is written as a chat export in the generic form, imported through `Memory.import_chat` into
a home of its own, and each question is asked through `Memory.recall`. Printed: evidence recall at 5, 10 and
20 turns by category and overall (categories 1 to 4, questions with evidence that exists), the mean reciprocal
rank of the first evidence, and milliseconds a question; beside it plain BM25 and plain dense ranking of the
same turns in the same run. Neither answers, nor evidence, nor categories ever reach the product. With
`--ablation` all of it is asked again with one part of recall after the other switched off, instead. With
`--memories` memories are made of each conversation first, without a language model, and linked.

    python benchmarks/locomo.py --data locomo.json --answers [--questions 8] [--plain 2] [--whole 1] [--json]

asks `Memory.ask` instead, so many questions of each category and conversation (all, without it), and scores
the answers by the official F1; category 5 wants an abstention. Also printed: how often it abstained, the
share of cited turns that are evidence, seconds and prompt tokens a question; beside it the same model with a
plain prompt over the first 20 hits, for the first `--plain` questions of each category and conversation, and
over as much of the conversation as fits, for the first `--whole` (a minute or two each on two cores).

The data set is CC BY-NC 4.0 and is not part of this project.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from secondme.home import MODELS_VARIABLE, find_home
from secondme.memory import Memory

CUTS = (5, 10, 20)
DEPTH = 50
CATEGORIES = {1: "multi-hop", 2: "temporal", 3: "open-domain", 4: "single-hop"}
Ranking = Callable[[str], list[str]]


@dataclass(frozen=True)
class Asked:
    """A question with the turns that hold its answer; used for scoring alone."""

    text: str
    category: int
    evidence: tuple[str, ...]


@dataclass
class Score:
    """Sums over questions: recall at each cut, reciprocal rank, seconds."""

    count: int = 0
    recall: dict[int, float] = field(default_factory=lambda: dict.fromkeys(CUTS, 0.0))
    reciprocal: float = 0.0
    seconds: float = 0.0

    def add(self, ranking: Sequence[str], evidence: Sequence[str], seconds: float) -> None:
        self.count += 1
        self.seconds += seconds
        for cut in CUTS:
            self.recall[cut] += sum(turn in ranking[:cut] for turn in evidence) / len(evidence)
        self.reciprocal += next((1 / place for place, turn in enumerate(ranking, 1) if turn in evidence), 0.0)

    def figures(self) -> dict[str, float]:
        count = max(self.count, 1)
        recalls = {f"r{cut}": round(total / count, 4) for cut, total in self.recall.items()}
        return {
            **recalls,
            "mrr": round(self.reciprocal / count, 4),
            "ms_per_question": round(1000 * self.seconds / count, 2),
            "questions": self.count,
        }


def main() -> None:
    arguments = _arguments()
    conversations = json.loads(Path(arguments.data).read_text("utf-8"))
    if arguments.answers:
        _measure_answers(conversations, arguments)
        return
    if arguments.ablation:
        _measure_ablation(conversations, arguments)
        return
    scores: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    for conversation in conversations:
        _measure(conversation, scores, memories=arguments.memories)
        print(f"{conversation.get('sample_id', '?')} done", file=sys.stderr)
    figures = {
        system: {name: score.figures() for name, score in rows.items()} for system, rows in scores.items()
    }
    _print_table(figures)
    if arguments.json:
        ours = figures["secondme"]["overall"]
        peers = {
            f"{system}_r10": rows["overall"]["r10"]
            for system, rows in figures.items()
            if system != "secondme"
        }
        ratio = round(ours["r10"] / max(peers.values()), 4)
        print(json.dumps({**ours, **peers, "r10_over_best_peer": ratio, "by_category": figures["secondme"]}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True, help="the data set's JSON file")
    parser.add_argument("--retrieval", action="store_true", help="measure evidence recall (the default)")
    parser.add_argument("--memories", action="store_true", help="make and link memories before asking")
    parser.add_argument("--ablation", action="store_true", help="evidence recall without each part of recall")
    parser.add_argument("--answers", action="store_true", help="measure answers instead")
    parser.add_argument("--questions", type=int, help="of each category and conversation (all)")
    parser.add_argument("--plain", type=int, default=1, help="of these, asked of the plain prompt too (1)")
    parser.add_argument("--whole", type=int, default=1, help="and with as much of it as fits (1)")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _measure_answers(conversations: Sequence[dict[str, Any]], arguments: argparse.Namespace) -> None:
    from benchmarks.answering import asking

    tallies: dict[str, dict[str, asking.Tally]] = defaultdict(lambda: defaultdict(asking.Tally))
    for conversation in conversations:
        turns = list(turns_of(conversation))
        now = _day_after(turns)
        known = {turn["id"] for turn in turns}
        questions = asking.sampled(conversation["qa"], known, arguments.questions)
        with tempfile.TemporaryDirectory() as folder, _remembering(Path(folder), turns) as memory:
            for line in asking.ask_all(
                memory, questions, turns, now, tallies, plain=arguments.plain, whole=arguments.whole
            ):
                print(line, file=sys.stderr, flush=True)
    figures = asking.figures(tallies)
    _print_rows(figures, ["f1", "abstained", "citation_precision", "seconds", "prompt_tokens", "questions"])
    if arguments.json:
        ours, peers = (
            figures["secondme"],
            {name: rows for name, rows in figures.items() if name != "secondme"},
        )
        best = max((rows["overall"]["f1"] for rows in peers.values()), default=0.0)
        print(
            json.dumps(
                {
                    **ours["overall"],
                    "adversarial": ours.get("adversarial", {}).get("f1", 0.0),
                    "false_abstention": ours["overall"]["abstained"],
                    "f1_over_best_peer": round(ours["overall"]["f1"] / best, 4) if best else None,
                    "by_category": ours,
                    "peers": peers,
                }
            )
        )


def _measure_ablation(conversations: Sequence[dict[str, Any]], arguments: argparse.Namespace) -> None:
    from benchmarks.finding import ablation

    rows: dict[str, ablation.Row] = {}
    for conversation in conversations:
        turns = list(turns_of(conversation))
        questions = [(asked.text, asked.evidence) for asked in questions_of(conversation, turns)]
        with tempfile.TemporaryDirectory() as folder, _remembering(Path(folder), turns) as memory:
            if arguments.memories:
                memory.consolidate(now=_day_after(turns), model=False)
            ablation.ask(memory, questions, _day_after(turns), rows)
        print(f"{conversation.get('sample_id', '?')} done", file=sys.stderr)
    figures = ablation.figures_of(rows)
    ablation.print_table(figures)
    if arguments.json:
        print(json.dumps({"questions": len(rows[ablation.NOTHING].found), "without": figures}))


def _measure(conversation: dict[str, Any], scores: dict[str, dict[str, Score]], *, memories: bool) -> None:
    turns = list(turns_of(conversation))
    now = _day_after(turns)
    with tempfile.TemporaryDirectory() as folder, _remembering(Path(folder), turns) as memory:
        if memories:
            memory.consolidate(now=now, model=False)
        systems: dict[str, Ranking] = {
            "secondme": lambda text: [
                hit.locator.message or "" for hit in memory.recall(text, limit=DEPTH, now=now, log=False)
            ],
            "bm25": plain_bm25(turns),
            "dense": plain_dense(turns, memory),
        }
        memory.recall("warm up", log=False)
        for asked in questions_of(conversation, turns):
            for system, rank in systems.items():
                begun = time.perf_counter()
                ranking = rank(asked.text)
                took = time.perf_counter() - begun
                for name in (CATEGORIES[asked.category], "overall"):
                    scores[system][name].add(ranking, asked.evidence, took)


def _day_after(turns: Sequence[dict[str, str]]) -> datetime:
    """When questions are asked: while all of it is fresh."""
    return datetime.fromisoformat(turns[-1]["time"]) + timedelta(days=1)


def _remembering(folder: Path, turns: Sequence[dict[str, str]]) -> Memory:
    """A memory of its own with the conversation imported as anyone would import one."""
    export = folder / "chat.jsonl"
    export.write_text("".join(json.dumps(turn) + "\n" for turn in turns), "utf-8")
    share_models()
    memory = secondme.open(folder / "home")
    memory.import_chat("jsonl", export)
    return memory


def share_models() -> None:
    """Throw-away homes use the models of the person's own home."""
    import os

    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    os.environ.setdefault("SECONDME_KEYRING", "off")


def turns_of(conversation: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The turns in the generic chat form; a shared photo stands in the text by its caption."""
    talk = conversation["conversation"]
    sessions = sorted(int(key.split("_")[1]) for key in talk if re.fullmatch(r"session_\d+", key))
    for session in sessions:
        begun = datetime.strptime(talk[f"session_{session}_date_time"], "%I:%M %p on %d %B, %Y").replace(
            tzinfo=UTC
        )
        for number, turn in enumerate(talk[f"session_{session}"]):
            photo = f" [photo: {turn['blip_caption']}]" if turn.get("blip_caption") else ""
            yield {
                "conversation": str(conversation.get("sample_id", "conversation")),
                "session": str(session),
                "id": turn["dia_id"],
                "time": (begun + timedelta(seconds=30 * number)).isoformat(),
                "speaker": turn["speaker"],
                "text": turn["text"] + photo,
            }


def questions_of(conversation: dict[str, Any], turns: Sequence[dict[str, str]]) -> Iterator[Asked]:
    """The questions of categories 1 to 4 with at least one evidence turn that exists."""
    known = {turn["id"] for turn in turns}
    for item in conversation["qa"]:
        named = [turn for text in item.get("evidence", []) for turn in re.findall(r"D\d+:\d+", text)]
        evidence = tuple(dict.fromkeys(turn for turn in named if turn in known))
        if item["category"] in CATEGORIES and evidence:
            yield Asked(item["question"], item["category"], evidence)


def plain_bm25(turns: Sequence[dict[str, str]]) -> Ranking:
    """Each turn alone in SQLite FTS5 with the porter stemmer, any word of the question, stop words out."""
    import apsw

    from secondme.recall.question import understand

    db = apsw.Connection(":memory:")
    db.execute("CREATE VIRTUAL TABLE turns USING fts5(text, tokenize = 'porter unicode61')")
    db.executemany(
        "INSERT INTO turns (rowid, text) VALUES (?, ?)",
        ((row, turn["text"]) for row, turn in enumerate(turns, 1)),
    )

    def rank(text: str) -> list[str]:
        terms = " OR ".join(f'"{term}"' for term in understand(text).terms)
        found = db.execute(
            "SELECT rowid FROM turns WHERE turns MATCH ? ORDER BY rank LIMIT ?", (terms, DEPTH)
        )
        return [turns[int(row) - 1]["id"] for (row,) in found]  # type: ignore[arg-type]

    return rank


def plain_dense(turns: Sequence[dict[str, str]], memory: Memory) -> Ranking:
    """Each turn alone through the same encoder, ranked by cosine in NumPy."""
    import numpy as np

    embedder = memory.engines.embedder()
    assert embedder is not None, "the default embedder is missing: secondme models pull minilm"
    vectors = embedder.embed_passages([f"{turn['speaker']}: {turn['text']}" for turn in turns])

    def rank(text: str) -> list[str]:
        order = np.argsort(-(vectors @ embedder.embed_query(text)), kind="stable")[:DEPTH]
        return [turns[int(place)]["id"] for place in order]

    return rank


def _print_table(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    _print_rows(figures, [*(f"r{cut}" for cut in CUTS), "mrr", "ms_per_question", "questions"])


def _print_rows(figures: dict[str, dict[str, dict[str, float]]], columns: Sequence[str]) -> None:
    print(f"{'':10} {'':12}" + "".join(f"{column:>19}" for column in columns))
    for system, by_category in figures.items():
        for name in [*CATEGORIES.values(), "adversarial", "overall"]:
            if (values := by_category.get(name)) is None:
                continue
            print(f"{system:10} {name:12}" + "".join(f"{values[column]:19.3f}" for column in columns))


if __name__ == "__main__":
    main()
