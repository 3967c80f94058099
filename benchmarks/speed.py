"""How fast secondme is, each figure beside what it could be measured against in the same run.

    python benchmarks/speed.py [--quick] [--json]

embedding   texts a second through our embedder, and through plain llama.cpp (`Llama.create_embedding`, one
            text at a time, in its own process with its own defaults, at the best of several thread counts)
indexing    passages a second from a folder of Markdown files to full text and vectors, beside the full text
            alone and the vectors alone
starting    `secondme recall` and `secondme --help` in a process of their own, beside `python -c pass`
recalling   milliseconds a question in this process, among 10,000 passages, beside a plain NumPy scan of the
            same vectors (`matrix @ question`, then `argpartition`)

Everything is measured in turns (A B A B …) and told as medians, since a machine that is busy for a while then
slows all sides alike. The texts are the sentences of docs/demo put together anew, always in the same way, and
every vector is a real one. The embedder is the one in use in the person's own home, or in $SECONDME_MODELS.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from models.hardware import cpu_threads
from models.shelf import Shelf
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE
from secondme.memory import Memory

DEMO = Path(__file__).parent.parent / "docs" / "demo"
SEED = 7
PEOPLE = ("Merrin", "Jurij", "Piran", "Tavish")
TURNS_A_SESSION = 20
BEST = 10

Figures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """How much is measured. rounds: of each pair; texts: embedded a round; files: indexed a round."""

    rounds: int
    texts: int
    files: int
    starts: int
    passages: int


WHOLE = Size(rounds=5, texts=300, files=60, starts=15, passages=10_000)
QUICK = Size(rounds=1, texts=12, files=3, starts=1, passages=150)


def main() -> None:
    arguments = _arguments()
    size = QUICK if arguments.quick else WHOLE
    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    os.environ[KEYRING_VARIABLE] = "off"  # throw-away homes leave nothing in the person's keyring
    _need_embedder(Path(os.environ[MODELS_VARIABLE]))
    figures: Figures = {}
    for name, measure in {
        "embedding": measure_embedding,
        "indexing": measure_indexing,
        "starting": measure_starting,
        "recalling": measure_recalling,
    }.items():
        print(f"measuring {name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            figures |= measure(size, Path(folder))
    _print_table(figures)
    if arguments.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _need_embedder(models: Path) -> None:
    if Shelf(models).chosen("embedder") is None:
        raise SystemExit(
            f"There is no embedding model in {models}, so nothing was measured. "
            "Get one with: secondme models pull minilm"
        )


# Embedding


def measure_embedding(size: Size, folder: Path) -> Figures:
    """Texts a second, ours and plain llama.cpp's at its best number of threads."""
    import numpy as np

    texts = sentences()[: size.texts]
    counts = thread_counts()
    # Started before our embedder opens, so that its settings for OpenMP do not reach the peer.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as peer, opened(folder) as memory:
        embedder = memory.engines.embedder()
        assert embedder is not None
        model = Shelf(Path(os.environ[MODELS_VARIABLE])).path(embedder.name)
        prefix = memory.engines.shelf.catalogue.model(embedder.name).passage_prefix
        plain = [prefix + text for text in texts]
        raw = {count: partial(_ask_peer, peer, model, count, plain) for count in counts}
        theirs = np.array(peer.submit(raw_vectors, model, counts[0], plain[:8]).result())
        ours = embedder.embed_passages(texts[:8])
        embedder.embed_passages(texts)  # opens the lanes
        took = in_turns(
            {0: partial(timed, lambda: embedder.embed_passages(texts)), **raw}, rounds=size.rounds
        )
    fastest = min(counts, key=lambda count: median(took[count]))
    shares = [raw / own for own, raw in zip(took[0], took[fastest], strict=True)]
    return {
        "embed_texts_per_s": len(texts) / median(took[0]),
        "raw_texts_per_s": len(texts) / median(took[fastest]),
        "raw_threads": fastest,
        "embed_share": median(shares),
        "embed_least_cosine": float((ours * theirs).sum(axis=1).min()),
    }


def thread_counts() -> list[int]:
    """1, 2, 4 … up to all the cores."""
    cores = cpu_threads()
    return sorted({*(2**power for power in range(cores.bit_length()) if 2**power < cores), cores})


_raw_models: dict[int, Any] = {}
"""In the peer's process alone: one model a number of threads."""


def _ask_peer(peer: ProcessPoolExecutor, model: Path, threads: int, texts: Sequence[str]) -> float:
    return peer.submit(raw_seconds, model, threads, texts).result()


def raw_seconds(model: Path, threads: int, texts: Sequence[str]) -> float:
    """Seconds that plain llama.cpp takes, measured in its own process; opening the model does not count."""
    raw = _raw_model(model, threads)
    return timed(lambda: [raw.create_embedding(text) for text in texts])


def raw_vectors(model: Path, threads: int, texts: Sequence[str]) -> list[list[float]]:
    """What plain llama.cpp makes of the texts, at unit length: to see that both do the same work."""
    import numpy as np

    raw = _raw_model(model, threads)
    rows = np.array([raw.create_embedding(text)["data"][0]["embedding"] for text in texts])
    unit: list[list[float]] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).tolist()
    return unit


def _raw_model(model: Path, threads: int) -> Any:
    if threads not in _raw_models:
        from llama_cpp import Llama

        _raw_models[threads] = Llama(
            str(model), embedding=True, n_threads=threads, n_threads_batch=threads, verbose=False
        )
        _raw_models[threads].create_embedding("warm up")
    return _raw_models[threads]


# Indexing


def measure_indexing(size: Size, folder: Path) -> Figures:
    """Passages a second from files to vectors, beside full text alone and vectors alone."""
    notes = folder / "notes"
    write_notes(notes, size.files)
    homes = (folder / f"home-{number}" for number in range(2 * size.rounds))
    with opened(folder / "first") as memory:
        memory.add(notes)
        embedder = memory.engines.embedder()
        assert embedder is not None
        found = memory.store.connection().execute("SELECT text FROM passages").fetchall()
        texts = [str(text) for (text,) in found]
        took = in_turns(
            {
                "whole": lambda: _index(next(homes), notes),
                "words": lambda: _index(next(homes), notes, models=folder / "no-models"),
                "vectors": partial(timed, lambda: embedder.embed_passages(texts)),
            },
            rounds=size.rounds,
        )
    whole, words, vectors = (median(took[name]) for name in ("whole", "words", "vectors"))
    return {
        "passages_indexed": len(texts),
        "passages_per_s": len(texts) / whole,
        "passages_per_s_words_alone": len(texts) / words,
        "vectors_per_s": len(texts) / vectors,
        "words_share": words / whole,
        "index_over_vectors": vectors / whole,
    }


def _index(home: Path, notes: Path, *, models: Path | None = None) -> float:
    """Seconds to add the notes to a new home; the model is opened before the clock starts."""
    with opened(home, models) as memory:
        memory.engines.embedder()
        return timed(lambda: memory.add(notes))


def write_notes(folder: Path, count: int) -> None:
    """Markdown files of a usual kind: a heading, a date, three sections of some paragraphs."""
    folder.mkdir()
    pick = random.Random(SEED)
    pool = sentences()
    for number in range(count):
        sections = [
            f"## {pick.choice(pool)[:40]}\n\n"
            + "\n\n".join(" ".join(pick.sample(pool, 4)) for _ in range(pick.randint(2, 5)))
            for _ in range(3)
        ]
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        (folder / f"{day}-{number}.md").write_text(
            "\n\n".join([f"# Note {number}", *sections]) + "\n", "utf-8"
        )


# Starting


def measure_starting(size: Size, folder: Path) -> Figures:
    """Seconds of wall time from the shell and back, processes cold and files warm."""
    with opened(folder) as memory:
        memory.add(DEMO / "notes")
        memory.import_chat("jsonl", DEMO / "chat.jsonl", me="Merrin")
    program = [sys.executable, "-m", "secondme", "--home", str(folder)]
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "help": [*program, "--help"],
        "recall": [*program, "recall", "puffin boat"],
    }
    runs = {name: partial(timed, partial(_run, command)) for name, command in commands.items()}
    took = in_turns(runs, rounds=size.starts)
    python, help_, recall = (median(took[name]) for name in commands)
    return {
        "cold_python_s": python,
        "cold_help_s": help_,
        "cold_recall_s": recall,
        "cold_ratio": recall / python,
        "cold_help_ratio": help_ / python,
    }


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


# Recalling


def measure_recalling(size: Size, folder: Path) -> Figures:
    """Milliseconds a question: recall in full, without embedding the question, and a NumPy scan."""
    import numpy as np

    from secondme.recall.pipeline import Meaning, recall
    from secondme.recall.semantic import VectorCopy
    from secondme.store.vectors import read_vectors, serving_embedder

    export = folder / "chat.jsonl"
    write_chat(export, size.passages)
    with opened(folder / "home") as memory:
        memory.import_chat("jsonl", export, me=PEOPLE[0])
        db = memory.store.connection()
        serving, embedder = serving_embedder(db), memory.engines.embedder()
        assert serving is not None and embedder is not None
        asked = questions()
        known = cache(embedder.embed_query)
        meaning = Meaning(VectorCopy(), serving, known)
        # Makes the vectors of all questions, and of what they ask without the names in them.
        for text in asked:
            recall(db, text, limit=BEST, meaning=meaning)
        numbers, data = read_vectors(db, serving)
        matrix = np.frombuffer(data, dtype=np.float32).reshape(len(numbers), -1)
        ways: dict[str, Callable[[str], object]] = {
            "recall": lambda text: memory.recall(text, BEST, log=False),
            "search": lambda text: recall(db, text, limit=BEST, meaning=meaning),
            "scan": lambda text: np.argpartition(-(matrix @ known(text)), BEST)[:BEST],
            "embed": embedder.embed_query,
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for text in [asked[0], *asked * size.rounds]:
            for name, way in ways.items():
                took[name].append(1000 * timed(partial(way, text)))
    middle = {name: median(times[1:]) for name, times in took.items()}  # the first question fills caches
    return {
        "recall_passages": len(numbers),
        "recall_ms_p50": middle["recall"],
        "recall_ms_p95": quantiles(took["recall"][1:], n=20)[-1],
        "search_ms_p50": middle["search"],
        "search_ms_p95": quantiles(took["search"][1:], n=20)[-1],
        "question_embedding_ms": middle["embed"],
        "numpy_scan_ms": middle["scan"],
        "recall_over_scan": middle["recall"] / middle["scan"],
        "search_over_scan": middle["search"] / middle["scan"],
    }


def write_chat(path: Path, count: int) -> None:
    """So many messages of one to three sentences, in sessions, between four people."""
    pick = random.Random(SEED)
    pool = sentences()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            session, turn = divmod(number, TURNS_A_SESSION)
            message = {
                "conversation": PEOPLE[1 + session % 3],
                "session": f"s{session}",
                "id": f"t{number}",
                "time": 1_735_700_000 + 40_000 * session + 60 * turn,
                "speaker": pick.choice((PEOPLE[0], PEOPLE[1 + session % 3])),
                "text": " ".join(pick.sample(pool, pick.randint(1, 3))),
            }
            file.write(json.dumps(message, ensure_ascii=False) + "\n")


# What all share


def sentences() -> list[str]:
    """The messages of the demo and the sentences of its notes, shuffled, each once."""
    chat = [json.loads(line)["text"] for line in (DEMO / "chat.jsonl").read_text("utf-8").splitlines()]
    notes = [path.read_text("utf-8") for path in sorted((DEMO / "notes").rglob("*.md"))]
    lines = [line.strip("-*# ") for note in notes for line in re.split(r"(?<=[.!?])\s+|\n", note)]
    found = list(dict.fromkeys(text for text in [*chat, *lines] if 4 <= len(text.split()) <= 60))
    random.Random(SEED).shuffle(found)
    return found


def questions() -> list[str]:
    """The questions that docs/demo suggests."""
    return re.findall(r"^\d+\. \*\*(.+?)\*\*", (DEMO / "questions.md").read_text("utf-8"), re.MULTILINE)


def in_turns(ways: Mapping[Any, Callable[[], float]], *, rounds: int) -> dict[Any, list[float]]:
    """The seconds that each way tells, so many times, one way after the other in every round."""
    took: dict[Any, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            took[name].append(way())
    return took


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@contextmanager
def opened(home: Path, models: Path | None = None) -> Iterator[Memory]:
    """A memory of its own; `models` is another folder of models than the usual one."""
    usual = os.environ[MODELS_VARIABLE]
    os.environ[MODELS_VARIABLE] = str(models or usual)
    try:
        with secondme.open(home) as memory:
            yield memory
    finally:
        os.environ[MODELS_VARIABLE] = usual


ROWS = (
    ("embedding, texts/s", "embed_texts_per_s", "plain llama.cpp", "raw_texts_per_s", "embed_share"),
    ("indexing, passages/s", "passages_per_s", "vectors alone", "vectors_per_s", "index_over_vectors"),
    ("secondme recall, s", "cold_recall_s", "python -c pass", "cold_python_s", "cold_ratio"),
    ("secondme --help, s", "cold_help_s", "python -c pass", "cold_python_s", "cold_help_ratio"),
    ("recall, ms a question", "recall_ms_p50", "NumPy scan", "numpy_scan_ms", "recall_over_scan"),
    ("  not embedding it", "search_ms_p50", "NumPy scan", "numpy_scan_ms", "search_over_scan"),
)
"""What is measured, our figure, its peer, the peer's figure, ours over the peer's."""


def _print_table(figures: Figures) -> None:
    print(f"{'':26}{'ours':>10}   {'beside':18}{'theirs':>10}{'ratio':>8}")
    for name, ours, peer, theirs, ratio in ROWS:
        print(f"{name:26}{figures[ours]:10.3f}   {peer:18}{figures[theirs]:10.3f}{figures[ratio]:8.2f}")
    print(f"Plain llama.cpp was fastest with {figures['raw_threads']:.0f} thread(s).")
    print(
        f"{figures['passages_indexed']:,.0f} passages were indexed; "
        f"reading and full text took {figures['words_share']:.1%} of it."
    )
    print(
        f"Recall among {figures['recall_passages']:,.0f} passages: 95 of 100 questions within "
        f"{figures['recall_ms_p95']:.1f} ms; "
        f"embedding the question alone takes {figures['question_embedding_ms']:.1f} ms."
    )


if __name__ == "__main__":
    main()
