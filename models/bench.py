"""How fast a model is on this machine, and with which settings. Measures; stores nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.embedder import Embedder, Pooling
from models.errors import EngineDiedError
from models.generator import Generator, Message
from models.hardware import cpu_threads
from models.measured import Measured
from models.protocol import Run
from models.tuning import Tuning

STORY = (
    "the garden gate squeaked when Nora came home from the market with leeks a letter and two tickets for the"
    " late train to the coast where her brother repairs clocks and grows tomatoes behind the harbour office"
)
WORDS = tuple(STORY.split())


WORTH_IT = 1.03
"""So many times faster than with llama.cpp's own choices a setting has to be: less is noise."""
MOST_DRIFT = 0.1
"""So far a setting may change the natural log of the probability of a likely first token."""
LIKELY = 0.02

FirstTokens = Mapping[str, float]


@dataclass(frozen=True)
class BenchResult:
    """A generator's speed with one setting. Speeds in tokens a second, `load_s` in seconds.

    drift: the largest difference that the setting makes to the log-probability of a likely first token.
    """

    threads: int
    gpu_layers: int
    load_s: float
    prompt_tokens_per_s: float
    generation_tokens_per_s: float
    tuning: Tuning
    drift: float = 0.0
    first: FirstTokens = field(default_factory=dict, repr=False)

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


def of_generator(result: BenchResult) -> Measured:
    """What is kept of it."""
    return Measured(result.load_s, reads=result.prompt_tokens_per_s, writes=result.generation_tokens_per_s)


def of_embedder(result: EmbedderBench) -> Measured:
    """What is kept of it."""
    return Measured(result.load_s, texts=result.texts_per_s, question_ms=result.question_ms)


def bench_generator(
    path: Path,
    *,
    threads: Sequence[int] | None = None,
    prompt_words: int = 200,
    answer_tokens: int = 24,
    report: Callable[[BenchResult], None] | None = None,
) -> list[BenchResult]:
    """Results, the setting to use first: threads (all physical cores, half), then attention and cache.

    `report` gets each result as it comes. Raises ModelLoadError, EngineDiedError.
    """
    results: list[BenchResult] = []

    def measure(tuning: Tuning) -> None:
        result = _measured(path, tuning, prompt_words, answer_tokens)
        result = replace(result, drift=drift(results[0].first, result.first) if results else 0.0)
        if report:
            report(result)
        results.append(result)

    for count in threads or _thread_counts(cpu_threads()):
        measure(Tuning(count))
    count = min(results, key=lambda result: result.answer_s).threads
    measure(Tuning(count, flash_attention=False))
    measure(Tuning(count, flash_attention=True, cache_type="q8_0"))
    best = choose(results)
    return sorted(results, key=lambda result: (result is not best, result.answer_s))


def choose(results: Sequence[BenchResult]) -> BenchResult:
    """The one to use: the fastest that says nearly the same, and the first unless it is clearly faster."""
    usual = results[0]
    sound = [result for result in results if result.drift <= MOST_DRIFT]
    fastest = min(sound, key=lambda result: result.answer_s)
    return fastest if fastest.answer_s * WORTH_IT < usual.answer_s else usual


def drift(usual: FirstTokens, other: FirstTokens) -> float:
    """The largest difference in log-probability among the tokens that are likely either way."""
    import math

    likely = {text for told in (usual, other) for text, value in told.items() if value > math.log(LIKELY)}
    floor = min([*usual.values(), *other.values()], default=0.0)
    return max((abs(usual.get(text, floor) - other.get(text, floor)) for text in likely), default=0.0)


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


def _measured(path: Path, tuning: Tuning, prompt_words: int, answer_tokens: int) -> BenchResult:
    attention, cache = tuning.flash_attention, tuning.cache_type
    with Generator(path, threads=tuning.threads, flash_attention=attention, cache_type=cache) as generator:
        started = time.perf_counter()
        info = generator.info()
        load = time.perf_counter() - started
        _answer(generator, 5, 2, start=7)  # touches the weights once
        run = _answer(generator, prompt_words, answer_tokens, start=0)
        first = _first_tokens(generator, prompt_words)
    read = (run.prompt - run.reused) / run.prompt_seconds
    written = (
        max(1, run.generated - 1) / run.generation_seconds
    )  # the first token comes from the prompt's scores
    return BenchResult(info["threads"], info["gpu_layers"], load, read, written, tuning, first=first)


def _first_tokens(generator: Generator, prompt_words: int) -> FirstTokens:
    """The likeliest first tokens of an answer after a prompt of usual length."""
    question = f"{_text(prompt_words, 3)}\nWhat does Nora bring home? Answer in one word."
    return dict(next(generator.generate([Message("user", question)], max_tokens=1, logprobs=20)).top)


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
