"""How recall holds up in large memories, beside the limits of the machine in the same run.

    python benchmarks/scale.py [--sizes 100000,1000000] [--real 100000] [--quick] [--json]

The passages are sentences of real documentation with real vectors (benchmarks/corpora/documentation.py: the
first run embeds them, which takes minutes, and keeps them). Where more are wanted than --real, the rest are
resampled: sentences in which every third word comes from another one, with a mixture of the two vectors.
They are written through the store's own functions, twenty to a document. The questions are 200 sentences that
are not among them, with four words of ten dropped, asked through `Memory.recall`.

recall      milliseconds a question, with its embedding, in a process of its own, once the copy is in memory
starting    seconds from opening the memory to the first answer, the model's loading included
memory      of that process at the end
scan        milliseconds to find the ten best by meaning, with the overlap with the exact scan of all floats
beside it   NumPy over all floats, sqlite-vec over its table, and reading the codes once from memory
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING, Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

import secondme
from benchmarks.corpora.documentation import PACKAGES, TITLE, gather_texts, gather_vectors
from ingest import Document, Locator, Passage
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE
from secondme.memory import Memory
from secondme.store.query import rows
from secondme.store.vectors import StoredEmbedder, put_embedder, put_vectors, serving_embedder

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

CACHE = platformdirs.user_cache_path("secondme") / "real-files"
SEED = 4
QUESTIONS = 200
DROPPED = 0.4
BEST = 10
FEW = 1_000
"""So many real passages come from one package alone."""
A_DOCUMENT = 20
A_WRITE = 10_000
NOISE = 0.01
SQLITE_VEC_QUESTIONS = 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Figures = dict[str, float]


def main() -> None:
    arguments = _arguments()
    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    os.environ[KEYRING_VARIABLE] = "off"  # throw-away homes leave nothing in the person's keyring
    sizes, real, asked = arguments.sizes, arguments.real, QUESTIONS
    if arguments.quick:
        sizes, real, asked = [3_000], 300, 12
    figures = {size: measure(size, min(real, size), asked) for size in sizes}
    for size, own in figures.items():
        _print_table(size, own)
    if arguments.json:
        largest = figures[max(figures)]
        print(json.dumps({**largest, "by_size": {str(size): own for size, own in figures.items()}}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[100_000, 1_000_000],
        help="how many passages, such as 100000,1000000",
    )
    parser.add_argument("--real", type=int, default=100_000, help="how many of them are embedded")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def measure(size: int, real: int, asked: int) -> Figures:
    """All figures of one size, in a home that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        home, vectors = Path(folder) / "home", Path(folder) / "vectors.npy"
        begun = time.perf_counter()
        questions = build(home, vectors, size, real, asked)
        built = time.perf_counter() - begun
        print(f"{size:,} passages stood after {built:.0f} s", file=sys.stderr)
        ours, found, embedded = _alone(measure_recall, home, questions)
        theirs = _alone(measure_limits, home, vectors, found, embedded)
        disk = sum(
            path.stat().st_size for path in home.rglob("*") if path.is_file() and not path.is_symlink()
        )
    figures = {"passages": size, "real": real, "built_s": built, "disk_mb": disk / 1e6, **ours, **theirs}
    figures["recall_over_numpy"] = figures["recall_ms_p50"] / figures["numpy_ms"]
    figures["scan_over_numpy"] = figures["scan_ms_p50"] / figures["numpy_ms"]
    figures["scan_over_limit"] = figures["scan_ms_p50"] / figures["limit_ms"]
    figures["sqlite_vec_over_scan"] = figures["sqlite_vec_ms"] / figures["scan_ms_p50"]
    return {name: round(float(value), 4) for name, value in figures.items()}


def _alone(work: Callable[..., Any], *arguments: object) -> Any:
    """Does the work in a process of its own, so that its memory can be told."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


# Building


def build(home: Path, kept: Path, size: int, real: int, asked: int) -> list[str]:
    """Writes the memory, and all vectors into `kept`; returns the questions."""
    import numpy as np

    with secondme.open(home) as memory:
        embedder = memory.engines.embedder()
        if embedder is None:
            raise SystemExit("There is no embedding model. Get one with: secondme models pull minilm")
        found = gather_texts(CACHE, real + asked, PACKAGES if real > FEW else PACKAGES[-1:])
        texts, held_out = found[:real], found[real:]
        vectors = gather_vectors(CACHE, texts, embedder)
        everything = np.lib.format.open_memmap(kept, "w+", np.float32, (size, embedder.dimensions))
        stored, source = prepare(memory)
        for start in range(0, size, A_WRITE):
            count = min(A_WRITE, size - start)
            some_texts, some_vectors = resample(texts, vectors, start, count)
            everything[start : start + count] = some_vectors
            write(memory, source, stored, start, some_texts, some_vectors)
        everything.flush()
    return [shorten(text, random.Random(place)) for place, text in enumerate(held_out)]


def prepare(memory: Memory) -> tuple[StoredEmbedder, int]:
    """Where vectors go in the store, and the number of the source that the passages are of."""
    from secondme.store.sources import put_source

    embedder = memory.engines.embedder()
    assert embedder is not None
    with memory.store.write() as db:
        source = put_source(db, "folder", "/documentation", now=NOW)
        return put_embedder(db, embedder.name, embedder.identity, embedder.dimensions), source.id


def write(
    memory: Memory, source: int, stored: StoredEmbedder, start: int, texts: Sequence[str], vectors: Matrix
) -> None:
    """Passages with their vectors, twenty to a document; start: how many there are already."""
    from secondme.store.documents import NewDocument, passage_numbers, put_documents

    documents = [
        Document(
            key=f"{start + first}.txt",
            title=TITLE,
            kind="text",
            content_hash=str(start + first),
            time=None,
            passages=tuple(
                Passage(text, Locator.lines(line, line))
                for line, text in enumerate(texts[first : first + A_DOCUMENT], 1)
            ),
        )
        for first in range(0, len(texts), A_DOCUMENT)
    ]
    with memory.store.write() as db:
        numbers = put_documents(
            db, [NewDocument(source, one, lambda _: "self") for one in documents], now=NOW
        )
        passages = [passage for number in numbers for passage in passage_numbers(db, number)]
        put_vectors(db, stored, passages, vectors)


def resample(texts: Sequence[str], vectors: Matrix, start: int, count: int) -> tuple[list[str], Matrix]:
    """The passages [start, start + count): real ones as long as there are any, then mixtures of two."""
    import numpy as np

    real = max(0, min(count, len(texts) - start))
    drawn = np.random.default_rng(SEED + start)
    one, other = drawn.integers(0, len(texts), (2, count - real))
    share = drawn.uniform(0.6, 0.95, (count - real, 1)).astype(np.float32)
    noise = drawn.normal(scale=NOISE, size=(count - real, vectors.shape[1])).astype(np.float32)
    mixed = share * vectors[one] + (1 - share) * vectors[other] + noise
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    words = [_mix(texts[a], texts[b]) for a, b in zip(one, other, strict=True)]
    return [*texts[start : start + real], *words], np.concatenate([vectors[start : start + real], mixed])


def _mix(one: str, other: str) -> str:
    words, others = one.split(), other.split()
    return " ".join(others[at % len(others)] if at % 3 == 0 else word for at, word in enumerate(words))


def shorten(text: str, pick: random.Random) -> str:
    """What somebody might ask who remembers some of it."""
    return " ".join(word for word in text.split() if pick.random() > DROPPED) or text


# Measuring


def measure_recall(home: Path, questions: Sequence[str]) -> tuple[Figures, list[list[int]], Matrix]:
    """Our figures, the ten best by meaning for each question, and the questions' vectors."""
    import numpy as np

    begun = time.perf_counter()
    with secondme.open(home) as memory:
        opened = time.perf_counter() - begun
        memory.recall(questions[0], BEST, log=False)
        first = time.perf_counter() - begun
        memory._vectors.finish()
        ready = time.perf_counter() - begun
        for question in questions[:10]:
            memory.recall(question, BEST, log=False)  # fills the page cache as a running program has it
        worked = time.process_time()
        took = [_milliseconds(partial(memory.recall, question, BEST, log=False)) for question in questions]
        worked = time.process_time() - worked
        db, embedder = memory.store.connection(), memory.engines.embedder()
        serving = serving_embedder(db)
        assert embedder is not None and serving is not None
        embedding = [_milliseconds(partial(embedder.embed_query, question)) for question in questions]
        vectors = np.array([embedder.embed_query(question) for question in questions])
        found, scans = [], []
        for vector in vectors:
            similar = memory._vectors.compare(db, serving, vector)
            scans.append(_milliseconds(partial(similar.best, BEST)))
            found.append(list(similar.best(BEST)))
    return (
        {
            "recall_ms_p50": median(took),
            "recall_ms_p95": quantiles(took, n=20)[-1],
            "recall_processor_ms": 1000 * worked / len(questions),
            "embedding_ms_p50": median(embedding),
            "scan_ms_p50": median(scans),
            "scan_ms_p95": quantiles(scans, n=20)[-1],
            "open_s": opened,
            "first_answer_s": first,
            "all_in_memory_s": ready,
            "resident_mb": _resident_mb(),
        },
        found,
        vectors,
    )


def measure_limits(home: Path, kept: Path, found: Sequence[Sequence[int]], questions: Matrix) -> Figures:
    """NumPy over all floats, with the overlap of what it finds with ours; sqlite-vec; memory's own speed."""
    import numpy as np

    everything = np.load(kept)
    scans, overlap = [], []
    for own, question in zip(found, questions, strict=True):
        scans.append(_milliseconds(partial(_exact, everything, question)))
        best = {int(place) + 1 for place in _exact(everything, question)}
        overlap.append(len(best & set(own)) / BEST)
    codes = np.ones((len(everything), -(-everything.shape[1] // 64)), dtype=np.uint64)
    limit = min(_milliseconds(codes.sum) for _ in range(9))
    del everything
    with secondme.open(home) as memory:
        db = memory.store.connection()
        serving = serving_embedder(db)
        assert serving is not None
        sql = f"SELECT passage_id FROM {serving.table} WHERE embedding MATCH ? AND k = {BEST}"
        asked = [question.tobytes() for question in questions[:SQLITE_VEC_QUESTIONS]]
        theirs = [_milliseconds(partial(rows, db, sql, data)) for data in asked]
    return {
        "overlap": fmean(overlap),
        "numpy_ms": median(scans),
        "sqlite_vec_ms": median(theirs),
        "limit_ms": limit,
    }


def _exact(everything: Matrix, question: Matrix) -> Iterator[int]:
    import numpy as np

    cosines = everything @ question
    return iter(np.argpartition(-cosines, BEST)[:BEST].tolist())


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def _resident_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 1e6)


ROWS = (
    ("recall, ms a question (median)", "recall_ms_p50", "NumPy over floats", "numpy_ms", "recall_over_numpy"),
    ("  ten best by meaning, ms", "scan_ms_p50", "NumPy over floats", "numpy_ms", "scan_over_numpy"),
    ("  the same", "scan_ms_p50", "reading the codes", "limit_ms", "scan_over_limit"),
)
"""What is measured, our figure, its peer, the peer's figure, ours over the peer's."""


def _print_table(size: int, figures: Figures) -> None:
    print(f"{size:,} passages, {figures['real']:,.0f} of them embedded")
    for name, ours, peer, theirs, ratio in ROWS:
        print(f"{name:32}{figures[ours]:9.2f}   {peer:18}{figures[theirs]:9.2f}{figures[ratio]:8.2f}")
    print(
        f"sqlite-vec alone takes {figures['sqlite_vec_ms']:.0f} ms, "
        f"{figures['sqlite_vec_over_scan']:.0f} times our scan. "
        f"95 of 100 questions within {figures['recall_ms_p95']:.1f} ms; "
        f"embedding the question takes {figures['embedding_ms_p50']:.1f} ms of it. "
        f"Processor time a question {figures['recall_processor_ms']:.1f} ms, all threads together.\n"
        f"Of the ten best by meaning {figures['overlap']:.1%} are those of the exact scan. "
        f"First answer {figures['first_answer_s']:.2f} s after opening, all in memory after "
        f"{figures['all_in_memory_s']:.2f} s; {figures['resident_mb']:.0f} MB resident, "
        f"{figures['disk_mb']:.0f} MB on disk, built in {figures['built_s']:.0f} s."
    )


if __name__ == "__main__":
    main()
