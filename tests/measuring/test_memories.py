"""Benchmarks of memories and forms run as they say, and tell figures that a program can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import conversation, run

pytestmark = [pytest.mark.slow, pytest.mark.model]


def test_forgetting_puts_each_policy_beside_recency_and_frequency_alone(tmp_path: Path):
    table, figures = run("forgetting.py", "--quick", "--json", models=tmp_path)
    assert "recency" in table and "frequency" in table
    rows = ("fsrs", "exponential", "power_law", "recency", "frequency", "both", "rate")
    assert all(0 < figures[f"{row}_auc"] < 1 and 0 < figures[f"{row}_logloss"] < 1 for row in rows)
    assert figures["rate_auc"] == 0.5 and figures["recency_auc"] > 0.6
    assert figures["recency_logloss"] < figures["rate_logloss"]
    better = max(figures["recency_auc"], figures["frequency_auc"])
    assert figures["fsrs_auc_over_baseline"] == pytest.approx(figures["fsrs_auc"] / better)


def test_forgetting_tells_what_sleep_is_good_for_among_what_went_stale(tmp_path: Path):
    table, figures = run("forgetting.py", "--stale", "--quick", "--json", models=tmp_path)
    assert "fading on" in table and "fading off" in table
    assert (figures["questions"], figures["stale"]) == (4, 48)
    assert (figures["asleep_1y"], figures["asleep_20y"]) == (0, 1)  # told by hand, a fact lasts 18 years
    assert figures["r1_fading_20y"] == 1 > figures["r1_neither_20y"]
    assert (
        figures["stale_r10_use_20y"] == 1 > figures["stale_r10_fading_20y"]
    )  # asleep, and found in the deep


def test_month_leaves_no_echo_and_does_not_feed_itself(tmp_path: Path):
    table, figures = run("month.py", "--quick", "--json", models=tmp_path)
    assert "consolidate" in table and "fts5" in table
    assert (figures["days"], figures["echo"], figures["unsaid"]) == (5, 0, 0)
    assert figures["passages_by_trust"]["assistant"] > 0 and figures["passages_by_trust"]["foreign"] > 0
    assert figures["stated"] > figures["junk"] and figures["memories_per_day"] > 0
    assert figures["uses_repeated"] > figures["uses"] > 0
    assert figures["uses_counted_repeated"] == figures["uses_counted"]
    changed = ("memories_differing", "pairs_swapped", "hits_differing")
    assert [figures[name] for name in changed] == [0, 0, 0] and figures["stability_ratio_most"] == 1
    assert figures["store_over_fts5"] > 0 and figures["consolidate_s_worst"] > 0


def test_updates_puts_memories_of_a_year_beside_plain_recall(stock: Path):
    table, figures = run("updates.py", "--quick", "--json", models=stock)
    assert "plain recall" in table
    assert (figures["facts"], figures["lost"]) == (20, 0)
    assert 0 < figures["coverage"] <= 1


def test_events_puts_the_cutter_beside_texttiling_and_even_cuts(stock: Path):
    table, figures = run("events.py", "--quick", "--json", models=stock)
    assert "texttiling" in table and "even" in table
    rows = ("ours", "ours_words", "texttiling", "texttiling_vectors", "even")
    assert all(0 <= figures[f"talk_{row}_{figure}"] <= 1 for row in rows for figure in ("pk", "wd"))
    assert figures["talk_ours_pk"] < figures["talk_even_pk"]
    assert figures["gathered"] == 400 and figures["writes"] > 1


def test_distil_puts_memories_beside_what_a_reader_noted(tmp_path: Path):
    talk = conversation()
    [first, *_] = [turns for name, turns in talk["conversation"].items() if isinstance(turns, list)]
    first[0]["text"] = "I live in Graz."
    name, turn = first[0]["speaker"], first[0]["dia_id"]
    talk["observation"] = {
        "session_1_observation": {name: [[f"{name} lives in Graz.", turn], ["Gone.", "D9:9"]]}
    }
    data = tmp_path / "talk.json"
    data.write_text(json.dumps([talk]), "utf-8")
    table, figures = run("distil.py", "--data", str(data), "--sample", "1", "--json", models=tmp_path)
    assert "every message" in table and f"{name} lives in Graz." in table
    assert (figures["observations"], figures["touched"], figures["covered"]) == (1, 1.0, 1.0)
    assert (figures["grounded"], figures["duplicates_per_1000"], figures["lost"]) == (1.0, 0.0, 0)


def test_distil_asks_of_passages_of_both_and_of_memories_alone(stock: Path, tmp_path: Path):
    talk = conversation() | {"observation": {}}
    for question in talk["qa"]:
        question["answer"] = "a quince tree"
    data = tmp_path / "talk.json"
    data.write_text(json.dumps([talk]), "utf-8")
    table, figures = run("distil.py", "--data", str(data), "--answers", "1", "--json", models=stock)
    assert "passages alone" in table and "memories alone" in table
    assert all(0 <= figures[f"f1_{name}"] <= 1 for name in ("passages_alone", "memories_alone"))
    assert figures["tokens_whole"] > 50 and figures["tokens_passages_alone"] > 0


def test_prefill_fills_in_real_forms_beside_a_browsers_autofill(tmp_path: Path):
    chosen = ("--forms", "14,17,18", "--lives", "grace", "--no-model")
    table, figures = run("prefill.py", *chosen, "--json", models=tmp_path)
    assert "a browser's autofill" in table
    assert (figures["forms_filled"], figures["failed"], figures["unmatched"]) == (3, 0, 0)
    assert figures["fields"] > 40 and figures["unasked"] == 0
    assert figures["right"] > figures["wrong"] and figures["right_over_peer"] > 1
