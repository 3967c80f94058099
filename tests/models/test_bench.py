"""The benchmark measures with the real engine and tells every result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.bench import BenchResult, bench_embedder, bench_generator, choose, drift
from models.tuning import FILENAME, Tuning, keep_tuning, read_tuning


def test_the_generators_bench_tries_each_count_and_puts_the_best_first(smollm: Path) -> None:
    told: list[BenchResult] = []
    results = bench_generator(smollm, threads=[1, 2], prompt_words=60, answer_tokens=6, report=told.append)
    assert [result.threads for result in told[:2]] == [1, 2]
    assert len(told) == len(results) == 4
    ways = [(result.tuning.flash_attention, result.tuning.cache_type) for result in told]
    assert ways == [(None, "f16"), (None, "f16"), (False, "f16"), (True, "q8_0")]
    assert results[0] == choose(told)
    assert told[0].drift == 0 and told[3].drift > 0
    assert all(result.prompt_tokens_per_s > 0 and result.generation_tokens_per_s > 0 for result in results)


def test_the_embedders_bench_measures_bulk_and_single(minilm: Path) -> None:
    result = bench_embedder(minilm, threads=2, texts=16)
    assert result.threads == 2
    assert result.texts_per_s > 0 and result.question_ms > 0 and result.load_s > 0


def result(speed: float, way: Tuning, *, drift: float = 0.0) -> BenchResult:
    return BenchResult(2, 0, 1.0, speed, speed, way, drift)


def test_a_setting_is_chosen_only_where_it_is_clearly_faster_and_says_nearly_the_same() -> None:
    usual, other = result(100, Tuning(2)), Tuning(2, True, "q8_0")
    assert choose([usual, result(101, other)]) is usual
    assert choose([usual, result(150, other, drift=0.5)]) is usual
    faster = result(150, other, drift=0.05)
    assert choose([usual, faster, result(120, other)]) is faster


def test_drift_looks_at_likely_tokens_and_counts_one_that_vanished() -> None:
    assert drift({"a": -0.1, "b": -9.0}, {"a": -0.3, "b": -1000.0}) == pytest.approx(0.2)
    assert drift({"a": -0.1, "z": -5.0}, {"b": -0.1}) == pytest.approx(4.9)
    assert drift({}, {}) == 0


def test_what_was_measured_is_found_again_for_the_same_file_on_the_same_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_tuning(tmp_path, "a", Tuning(3, True, "q8_0"))
    keep_tuning(tmp_path, "b", Tuning(1, False))
    assert read_tuning(tmp_path, "a") == Tuning(3, True, "q8_0")
    assert read_tuning(tmp_path, "b") == Tuning(1, False)
    assert read_tuning(tmp_path, "c") == Tuning()
    monkeypatch.setattr("models.tuning.this_machine", lambda: "another")
    assert read_tuning(tmp_path, "a") == Tuning()


NONSENSE = ("3", "[]", '{"threads": 0}', '{"threads": "2"}', '{"threads": 1, "flash_attention": 7}')


@pytest.mark.parametrize("entry", NONSENSE)
def test_tuning_that_makes_no_sense_counts_as_never_measured(tmp_path: Path, entry: str) -> None:
    keep_tuning(tmp_path, "a", Tuning(1, True))
    whole, wrong = json.loads((tmp_path / FILENAME).read_text("utf-8")), json.loads(entry)
    whole["a"] = wrong | {"machine": whole["a"]["machine"]} if isinstance(wrong, dict) else wrong
    for text in (json.dumps(whole), entry, "{", ""):
        (tmp_path / FILENAME).write_text(text, "utf-8")
        assert read_tuning(tmp_path, "a") == Tuning()
    keep_tuning(tmp_path, "a", Tuning(2))
    assert read_tuning(tmp_path, "a") == Tuning(2)
