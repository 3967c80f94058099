"""The benchmarks run as their first lines say, and tell figures that a program can read."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.model]

TRAINING = str(Path(__file__).parent.parent / "benchmarks" / "training")
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SESSIONS = {
    "session_1_date_time": "1:56 pm on 8 May, 2023",
    "session_1": [
        ("Ines", "I finally planted the quince tree behind the shed."),
        ("Bram", "Lovely! Did the ferry bring your new cello strings?"),
        ("Ines", "Not yet, the harbour is closed until Thursday."),
        ("Bram", "Then play mine at the rehearsal on Sunday."),
    ],
    "session_2_date_time": "7:10 pm on 2 June, 2023",
    "session_2": [
        ("Bram", "The quince has three blossoms already, I saw it over the fence."),
        ("Ines", "And my strings came, with a note from the ferryman."),
        ("Bram", "My sister Odile adopted a greyhound called Waffle."),
        ("Ines", "Bring Waffle to the harbour fair!"),
    ],
}
QUESTIONS = [
    {"question": "What did Ines plant behind the shed?", "category": 4, "evidence": ["D1:1"]},
    {"question": "When did the cello strings come?", "category": 2, "evidence": ["D1:2", "D2:2"]},
    {"question": "What is the greyhound called?", "category": 1, "evidence": ["D2:3"]},
    {"question": "Nobody scores this one.", "category": 5, "evidence": ["D2:4"]},
]


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


def test_the_app_is_started_typed_into_and_watched_for_stalls(stock: Path):
    table, figures = run("app.py", "--quick", "--json", models=stock)
    assert "a Textual app with one input" in table and "longest stall" in table
    assert {
        *("start_s", "start_over_import", "key_ms_p95", "key_over_search"),
        *("first_stall_ms", "again_stall_ms", "doctor_first_busy_ms", "ask_again_busy_ms"),
        *("reading_stall_ms", "answering_stall_ms", "resident_mb"),
    } <= figures.keys()
    assert all(math.isfinite(figure) and figure > 0 for figure in figures.values())


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


def test_export_puts_each_form_beside_a_dump_and_a_copy(tmp_path: Path):
    table, figures = run("export.py", "--quick", "--json", models=tmp_path)
    assert "import jsonl" in table and "dump" in table
    assert {"export_jsonl_over_dump", "import_sqlite_over_load", "export_jsonl_over_copy"} <= figures.keys()
    assert all(math.isfinite(figure) and figure > 0 for figure in figures.values())


def test_every_benchmark_can_be_started_by_its_path():
    for script in BENCHMARKS.glob("*.py"):
        done = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "--json" in done.stdout, script.name


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


def conversation() -> dict[str, Any]:
    """Eight turns in the data set's own shape."""
    talk: dict[str, Any] = {}
    for name, value in SESSIONS.items():
        if isinstance(value, str):
            talk[name] = value
            continue
        session = name.removeprefix("session_")
        talk[name] = [
            {"speaker": speaker, "dia_id": f"D{session}:{number}", "text": text}
            for number, (speaker, text) in enumerate(value, 1)
        ]
    return {"sample_id": "conv-invented", "conversation": talk, "qa": QUESTIONS}


def run(script: str, *arguments: str, models: Path) -> tuple[str, dict[str, Any]]:
    """What a benchmark printed: its table, and the object of its last line."""
    done = start(script, *arguments, models=models)
    assert done.returncode == 0, done.stderr
    table, _, last = done.stdout.rstrip("\n").rpartition("\n")
    return table, json.loads(last)


def start(script: str, *arguments: str, models: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *arguments],
        env=os.environ | {"SECONDME_MODELS": str(models)},
        capture_output=True,
        text=True,
    )


def test_training_weights_puts_them_beside_the_defaults_and_bm25(stock: Path):
    table, figures = run("train_weights.py", "--quick", "--json", "--data", TRAINING, models=stock)
    assert "plain BM25" in table and "learned, held back" in table
    assert figures["questions"] == 20 and figures["weights"]["lexical"] > 0
    assert 0 < figures["bm25_r10"] <= 1 and 0 < figures["defaults_r10"] <= 1 and figures["doubt"] > 0


def test_training_grounds_puts_them_beside_the_shipped_ones_and_the_best_score(stock: Path):
    table, figures = run("train_ground.py", "--quick", "--json", "--data", TRAINING, models=stock)
    assert "learned, held back" in table and "best hit's score" in table and "wrong person" in table
    assert {"bias", "theirs", "height"} <= figures["weights"].keys()
    assert 0 < figures["auc_best_score"] < 1 and 0 < figures["auc"] < 1 and figures["questions"] > 20
    assert math.isfinite(figures["threshold"]) and 0 <= figures["given_up_answerable"] <= 1


@pytest.mark.skipif(shutil.which("restic") is None, reason="restic is not installed")
def test_repair_saves_all_of_a_damaged_store(stock: Path):
    _, figures = run("repair.py", "--notes", "60", "--flips", "4", models=stock)
    assert (figures["missing_rows"], figures["strange_rows"]) == (0, 0)
    assert figures["damaged_pages"] == 4 and figures["ratio"] > 0


def test_backup_puts_ours_beside_restic(stock: Path):
    table, figures = run("backup.py", "--quick", "--json", models=stock)
    assert "restic" in table and "decrypted" in table
    steps = ("first", "more", "same", "restore")
    assert all(figures[f"{peer}_{step}_s"] > 0 for peer in ("secondme", "restic") for step in steps)
    assert figures["first_size_over_restic"] < 1
    assert figures["secondme_more_mb"] < figures["secondme_first_mb"]


def test_torture_counts_kills_and_finds_nothing_lost_where_the_peer_loses(stock: Path):
    table, figures = run("torture.py", "--kills", "10", "--json", models=stock)
    assert "the indexer on a living disk: 1 kills, 0 differences" in table
    assert figures["kills"] >= 10 and figures["acknowledged"] > 0
    assert (figures["lost"], figures["unsound"], figures["other_violations"]) == (0, 0, 0)
    assert figures["peer_kills"] > 0 and figures["peer_acknowledged"] > 0


def test_disk_faults_lose_nothing_where_an_unsynced_store_does(stock: Path):
    pieces = ["remember", "checkpoint"]
    table, figures = run("disk_faults.py", "--every", "60", "--piece", *pieces, "--json", models=stock)
    assert "power failed" in table and figures["cases"] > 20 and figures["power"] > 0
    assert (figures["lost"], figures["unsound"], figures["half_done"], figures["unexplained"]) == (0, 0, 0, 0)
    assert figures["unsynced_lost_share"] > 0


def test_fuzz_counts_inputs_and_how_many_were_read(stock: Path):
    names = ["sealed", "protocol", "settings", "keys", "schemas"]
    table, figures = run("fuzz.py", "--inputs", "500", "--target", *names, "--json", models=stock)
    assert "0 faults" in table and figures["inputs"] > 200 and figures["failures"] == 0
    assert 0 < figures["protocol_read_share"] < 1


def test_encryption_is_put_beside_a_store_without(stock: Path):
    table, figures = run(
        "encryption.py", "--notes", "40", "--questions", "8", "--rounds", "2", "--json", models=stock
    )
    assert "of plain" in table
    ratios = [figures[f"{what}{clock}_ratio"] for what in ("index", "cold", "warm") for clock in ("", "_cpu")]
    assert all(math.isfinite(ratio) and ratio > 0 for ratio in ratios)
    assert figures["size_ratio"] >= 0.9
