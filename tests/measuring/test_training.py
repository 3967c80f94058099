"""Training, and the watching of the app, run as they say, and tell figures that a program can read."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from .running import begun_talks, run

pytestmark = [pytest.mark.slow, pytest.mark.model]


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("talks")
    return begun_talks(folder, ["aoife_and_bram", "family_group"], sessions=4)


def test_the_app_is_started_typed_into_and_watched_for_stalls(stock: Path):
    table, figures = run("app.py", "--quick", "--json", models=stock)
    assert "a Textual app with one input" in table and "longest stall" in table
    assert {
        *("start_s", "start_over_import", "key_ms_p95", "key_over_search"),
        *("first_stall_ms", "again_stall_ms", "doctor_first_busy_ms", "ask_again_busy_ms"),
        *("reading_stall_ms", "answering_stall_ms", "resident_mb"),
    } <= figures.keys()
    assert all(math.isfinite(figure) and figure > 0 for figure in figures.values())


def test_training_weights_puts_them_beside_the_defaults_and_bm25(stock: Path, talks: str):
    table, figures = run("train_weights.py", "--quick", "--json", "--data", talks, models=stock)
    assert "plain BM25" in table and "learned, held back" in table
    assert figures["questions"] == 20 and figures["weights"]["lexical"] > 0
    assert 0 < figures["bm25_r10"] <= 1 and 0 < figures["defaults_r10"] <= 1 and 0 <= figures["doubt"] < 1


def test_training_grounds_puts_them_beside_the_shipped_ones_and_the_best_score(stock: Path, talks: str):
    table, figures = run("train_ground.py", "--quick", "--json", "--data", talks, models=stock)
    assert "learned, held back" in table and "best hit's score" in table and "wrong person" in table
    assert {"bias", "theirs", "height"} <= figures["weights"].keys()
    assert 0 < figures["auc_best_score"] < 1 and 0 < figures["auc"] < 1 and figures["questions"] > 20
    assert math.isfinite(figures["threshold"]) and 0 <= figures["given_up_answerable"] <= 1


def test_teaching_questions_tells_what_is_their_own_from_what_is_the_same_for_all(stock: Path, talks: str):
    table, figures = run("train_question.py", "--quick", "--json", "--data", talks, models=stock)
    assert "doubt at 10" in table and figures["questions"] > 0
    for name in ("plain", "taught", "own", "shared"):
        assert 0 < figures[name]["r20"] <= 1 and abs(figures[name]["gain_r10"]) < 1
    assert figures["plain"]["gain_r10"] == 0
