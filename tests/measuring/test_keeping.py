"""Benchmarks of what is kept run as they say, and tell figures that a program can read."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .running import BENCHMARKS, run

pytestmark = [pytest.mark.slow, pytest.mark.model]


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
