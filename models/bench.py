"""How fast a model is on this machine, and with how many threads. Measures; stores nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.embedder import Embedder, Pooling
from models.errors import EngineDiedError
from models.generator import Generator, Message
from models.hardware import cpu_threads
from models.protocol import Run

STORY = (
    "the garden gate squeaked when Nora came home from the market with leeks a letter and two tickets for the"
    " late train to the coast where her brother repairs clocks and grows tomatoes behind the harbour office"
)
WORDS = tuple(STORY.split())


@dataclass(frozen=True)
class BenchResult:
    """A generator's speed with one setting. Speeds in tokens a second, `load_s` in seconds."""

    threads: int
    gpu_layers: int
    load_s: float
    prompt_tokens_per_s: float
    generation_tokens_per_s: float

    @property
    def answer_s(self) -> float:
        """Seconds for a usual answer: 600 tokens of prompt, 80 of answer."""
        return 600 / self.prompt_tokens_per_s + 80 / self.generation_tokens_per_s


@dataclass(frozen=True)
class EmbedderBench:
    """An embedder's speed: texts of about 30 tokens in bulk, and one short question at a time."""

    threads: int
    load_s: float
    texts_per_s: float
    question_ms: float


def bench_generator(
    path: Path,
    *,
    threads: Sequence[int] | None = None,
    prompt_words: int = 200,
    answer_tokens: int = 24,
    report: Callable[[BenchResult], None] | None = None,
) -> list[BenchResult]:
    """Results for each number of threads (default: all physical cores, and half), the best one first.

    `report` gets each result as it comes. Raises ModelLoadError, EngineDiedError.
    """
    results = []
    for count in threads or _thread_counts(cpu_threads()):
        result = _measured(path, count, prompt_words, answer_tokens)
        if report:
            report(result)
        results.append(result)
    return sorted(results, key=lambda result: result.answer_s)


def bench_embedder(
    path: Path, *, threads: int | None = None, texts: int = 200, pooling: Pooling | None = None
) -> EmbedderBench:
    """How fast this embedder is. Raises ModelLoadError."""
    clock = time.perf_counter
    count = threads or cpu_threads()
    started = clock()
    with Embedder(path, threads=count, pooling=pooling) as embedder:
        loaded = clock()
        passages = [_text(25, start) for start in range(texts)]
        embedder.embed_passages(passages[:8])  # opens the lanes
        bulk = _seconds(lambda: embedder.embed_passages(passages))
        singles = sorted(_seconds(lambda: embedder.embed_query(_text(9, start))) for start in range(20))  # noqa: B023
    return EmbedderBench(count, loaded - started, texts / bulk, 1000 * singles[len(singles) // 2])


def _measured(path: Path, threads: int, prompt_words: int, answer_tokens: int) -> BenchResult:
    with Generator(path, threads=threads) as generator:
        started = time.perf_counter()
        layers = int(generator.info()["gpu_layers"])
        load = time.perf_counter() - started
        _answer(generator, 5, 2, start=7)  # touches the weights once
        run = _answer(generator, prompt_words, answer_tokens, start=0)
    read = (run.prompt - run.reused) / run.prompt_seconds
    written = (
        max(1, run.generated - 1) / run.generation_seconds
    )  # the first token comes from the prompt's scores
    return BenchResult(threads, layers, load, read, written)


def _answer(generator: Generator, prompt_words: int, answer_tokens: int, start: int) -> Run:
    question = f"Write a long story that begins so: {_text(prompt_words, start)}"
    stream = generator.generate([Message("user", question)], max_tokens=answer_tokens, temperature=0.8)
    stream.text()
    if stream.run is None:
        raise EngineDiedError(
            "The model stopped before the measurement was complete. Nothing was changed. Try again."
        )
    return stream.run


def _thread_counts(cores: int) -> list[int]:
    return sorted({cores, max(1, cores // 2)}, reverse=True)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _text(words: int, start: int) -> str:
    return " ".join(_words(words, start))


def _words(count: int, start: int) -> Iterator[str]:
    for at in range(count):
        yield WORDS[(start * 7 + at * (1 + start % 5)) % len(WORDS)]
