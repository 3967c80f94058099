"""Benchmarks of finding and of engines run as they say, and tell figures that a program can read."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from .running import conversation, run, start

pytestmark = [pytest.mark.slow, pytest.mark.model]


def test_speed_prints_a_table_and_ends_with_finite_figures(stock: Path):
    table, figures = run("speed.py", "--quick", "--json", models=stock)
    assert "plain llama.cpp" in table and "NumPy scan" in table
    assert {
        *("embed_share", "embed_texts_per_s", "raw_texts_per_s", "passages_per_s", "words_share"),
        *("cold_recall_s", "cold_python_s", "cold_ratio"),
        *("recall_ms_p50", "recall_ms_p95", "numpy_scan_ms", "recall_over_scan", "search_over_scan"),
    } <= figures.keys()
    assert all(math.isfinite(figure) and figure > 0 for figure in figures.values())
    assert figures["embed_least_cosine"] > 0.999  # llama.cpp by itself did the same work


def test_speed_without_a_model_says_where_to_get_one(tmp_path: Path):
    done = start("speed.py", "--quick", models=tmp_path)
    assert done.returncode != 0
    assert "secondme models pull minilm" in done.stderr


def test_ingest_puts_full_text_and_vectors_beside_their_limits(stock: Path):
    table, figures = run("ingest.py", "--quick", "--json", models=stock)
    assert "text_files_per_s" in table
    assert {"text_over_fts5", "text_files_per_s", "vectors_over_raw", "vectors_per_s"} <= figures.keys()
    assert all(math.isfinite(figure) and figure > 0 for figure in figures.values())


def test_order_questions_are_answered_beside_plain_rankings(stock: Path):
    table, figures = run("order.py", "--quick", "--json", models=stock)
    assert "BM25 place" in table and "likeness" in table
    assert {
        "accuracy_near",
        "accuracy_far",
        "accuracy_chat",
        "peer_accuracy",
        "ratio",
        "ms_p50",
    } <= figures.keys()
    assert figures["accuracy_quoted"] >= 0.95 and figures["accuracy_chat"] >= 0.95
    assert all(0 <= figure <= 1 for name, figure in figures.items() if "accuracy" in name)


def test_first_token_tells_what_keeping_a_head_saves_beside_llama_cpps_own_file(stock: Path):
    table, figures = run("first_token.py", "--quick", "--json", models=stock)
    assert "llama.cpp's state file" in table
    assert figures.pop("model") == "smollm2"
    assert {
        *("cold_s", "warm_s", "restart_s", "passages_s", "follow_up_s", "peer_cold_s", "peer_restart_s"),
        *("cold_over_warm", "cold_over_restart", "passages_over_follow_up", "restart_over_peer"),
    } <= figures.keys()
    assert all(math.isfinite(figure) and figure > 0 for figure in figures.values())
    assert figures["head_tokens"] >= 120


def test_first_token_without_a_model_says_where_to_get_one(tmp_path: Path):
    done = start("first_token.py", "--quick", models=tmp_path)
    assert done.returncode != 0
    assert "secondme models pull" in done.stderr


def test_scale_puts_recall_beside_numpy_and_the_limit_of_memory(stock: Path):
    table, figures = run("scale.py", "--quick", "--json", models=stock)
    assert "NumPy over floats" in table and "sqlite-vec alone" in table
    assert {
        *("recall_ms_p50", "recall_ms_p95", "recall_processor_ms", "resident_mb", "first_answer_s"),
        *("scan_ms_p50", "scan_over_numpy", "scan_over_limit", "sqlite_vec_over_scan", "recall_over_numpy"),
    } <= figures.keys()
    assert figures["overlap"] > 0.99  # so few are held as they are
    assert all(math.isfinite(figure) for figure in figures["by_size"]["3000"].values())


def test_locomo_scores_a_conversation_next_to_plain_rankings(stock: Path, tmp_path: Path):
    data = tmp_path / "talk.json"
    data.write_text(json.dumps([conversation()]), "utf-8")
    table, figures = run("locomo.py", "--data", str(data), "--retrieval", "--json", models=stock)
    assert "secondme" in table and "bm25" in table and "dense" in table
    assert figures["questions"] == 3
    assert figures["r10"] == figures["bm25_r10"] == figures["dense_r10"] == 1.0  # all eight turns fit in ten
    assert math.isfinite(figures["r10_over_best_peer"])
    assert set(figures["by_category"]) == {"multi-hop", "temporal", "single-hop", "overall"}


def test_locomo_tells_what_each_part_of_recall_is_worth(stock: Path, tmp_path: Path):
    data = tmp_path / "talk.json"
    data.write_text(json.dumps([conversation()]), "utf-8")
    table, figures = run(
        "locomo.py", "--data", str(data), "--retrieval", "--ablation", "--json", models=stock
    )
    assert "gathering by meaning" in table and figures["questions"] == 3
    without = figures["without"]
    assert {"(nothing)", "lexical", "topic", "diversity", "all meaning"} <= without.keys()
    assert without["(nothing)"]["r10"] == 1.0 and without["(nothing)"]["d10"] == 0.0
    assert without["all meaning"]["ms_per_question"] > 0 and without["topic"]["ms_per_question"] is None
