"""The benchmark measures with the real engine and tells every result."""

from __future__ import annotations

from pathlib import Path

from models.bench import BenchResult, bench_embedder, bench_generator


def test_the_generators_bench_tries_each_count_and_puts_the_best_first(smollm: Path) -> None:
    told: list[BenchResult] = []
    results = bench_generator(smollm, threads=[1, 2], prompt_words=60, answer_tokens=6, report=told.append)
    assert [result.threads for result in told] == [1, 2]
    assert sorted(result.threads for result in results) == [1, 2]
    assert results[0].answer_s <= results[1].answer_s
    assert all(result.prompt_tokens_per_s > 0 and result.generation_tokens_per_s > 0 for result in results)


def test_the_embedders_bench_measures_bulk_and_single(minilm: Path) -> None:
    result = bench_embedder(minilm, threads=2, texts=16)
    assert result.threads == 2
    assert result.texts_per_s > 0 and result.question_ms > 0 and result.load_s > 0
