"""timeline, today and graph as commands, with a real store."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]
SAID = [
    ("Ben", "I live in Graz.", "2025-01-04"),
    ("Ben", "I've moved to Lisbon!", "2025-04-01"),
    ("Ana", "Ben lives in Oslo.", "2025-05-11"),
    ("Ben", "My sister is Cleo.", "2025-06-01"),
    ("Cleo", "I love <script>alert(1)</script>", "2025-06-02"),
    ("Merrin", "I'll ring the dentist on 8 November.", "2025-11-07"),
    ("Merrin", "We painted the kitchen door green.", "2024-11-07"),
]


@pytest.fixture
def known(run: Run, chat: WriteChat, home: Path) -> None:
    """A memory without models of what a few people said."""
    messages = [
        {
            "conversation": "friends",
            "session": day,
            "id": f"{number}",
            "time": f"{day}T12:00:00+00:00",
            "speaker": speaker,
            "text": text,
        }
        for number, (speaker, text, day) in enumerate(SAID)
    ]
    assert run("import", "jsonl", chat(messages), "--me", "Merrin").code == 0
    assert run("consolidate").code == 0


def test_the_timeline_tells_what_changed_with_its_memory(run: Run, known: None) -> None:
    ended = run("timeline", "--about", "Ben", "--to", "2025-04-30")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "January 2025",
        "  Sat  4    m1  fact      Ben lives in Graz.  v1 I live in Graz.",
        "",
        "April 2025",
        "  Tue  1    m2  changed   Ben lives in Lisbon.  before: Graz  v2 I've moved to Lisbon!",
    ]
    [first, _] = run("timeline", "--about", "Ben", "--to", "2025-04-30", "--json").json
    assert (first["day"], first["what"], first["memory"], first["subject"]) == (
        "2025-01-04",
        "known",
        "m1",
        "Ben",
    )


def test_a_timeline_of_days_without_anything_ends_with_3(run: Run, known: None) -> None:
    ended = run("timeline", "--to", "1999-12-31")
    assert (ended.code, ended.out) == (3, "") and "consolidate" in ended.err
    assert run("timeline", "--heatmap", "--to", "1999-12-31").code == 3
    assert run("timeline", "--to", "1999-12-31", "--json").json == []


def test_a_span_that_ends_before_it_begins_is_refused(run: Run, known: None) -> None:
    ended = run("timeline", "--from", "2025-02-01", "--to", "2025-01-01")
    assert (ended.code, ended.out) == (2, "")


def test_the_heatmap_is_plain_text_of_eighty_columns(run: Run, known: None) -> None:
    ended = run("timeline", "--heatmap", "--from", "2024-11-01", "--to", "2025-10-31")
    assert ended.code == 0 and "\x1b" not in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80
    assert ended.out.count("█") == 6 + 1  # Six days, and the legend.
    counted = run("timeline", "--heatmap", "--from", "2024-11-01", "--to", "2025-10-31", "--json").json
    assert counted["days"]["2025-06-02"] == 1 and len(counted["days"]) == 6
    assert (counted["first"], counted["last"]) == ("2024-11-01", "2025-10-31")


def test_today_tells_what_is_due_and_what_was(run: Run, known: None) -> None:
    ended = run("today", "--on", "2025-11-07")
    assert ended.code == 0
    assert "tomorrow" in ended.out and "dentist" in ended.out
    assert "a year ago" in ended.out and "kitchen door" in ended.out
    assert "secondme review" in ended.out
    told = run("today", "--on", "2025-11-07", "--json").json
    assert [one["day"] for one in told["due"]] == ["2025-11-08"]
    assert [one["ago"] for one in told["earlier"]] == ["a year ago"]
    assert told["cards"] >= 1
    assert "8 Nov 2025" in run("memories", "--kind", "plan", "--state", "all").out


def test_a_day_of_which_nothing_is_known_ends_with_3(run: Run, home: Path) -> None:
    assert run("today").code == 3
    assert run("graph").code == 3


def test_the_graph_is_a_tree_for_each_person(run: Run, known: None) -> None:
    ended = run("graph")
    assert ended.code == 0
    assert ended.out.splitlines()[:5] == [
        "Ben",
        "├─ lives in  Lisbon  m2 · contradicted",
        "├─           Oslo  m3 · contradicted",
        "├─ sister    Cleo  m4",
        "╰─ lives in  Graz  m1 · until 1 Apr 2025",
    ]
    assert run("graph", "--json").json[0]["ties"][0]["value"] == "Lisbon"


def test_a_picture_is_for_its_owner_alone_and_written_over_only_when_asked(
    run: Run, known: None, tmp_path: Path
) -> None:
    page = tmp_path / "people.html"
    assert run("graph", "--html", page).code == 0
    drawn = page.read_text("utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "<script" not in drawn and "&lt;script&gt;" in drawn
    page.write_text("mine", "utf-8")
    assert run("graph", "--html", page).code == 2
    assert page.read_text("utf-8") == "mine"
    page.chmod(0o644)
    assert run("graph", "--html", page, "--force").code == 0
    assert page.read_text("utf-8") == drawn
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.glob("people*")] == ["people.html"]


def test_a_link_is_replaced_and_not_followed(run: Run, known: None, tmp_path: Path) -> None:
    mine, page = tmp_path / "mine.txt", tmp_path / "people.html"
    mine.write_text("mine", "utf-8")
    page.symlink_to(mine)
    assert run("graph", "--html", page, "--force").code == 0
    assert mine.read_text("utf-8") == "mine" and not page.is_symlink()


def test_a_picture_that_cannot_be_written_is_told(run: Run, known: None, tmp_path: Path) -> None:
    ended = run("graph", "--html", tmp_path / "nowhere" / "people.html")
    assert ended.code == 2 and "could not be written" in ended.err


def test_with_json_a_picture_leaves_stdout_to_the_json(run: Run, known: None, tmp_path: Path) -> None:
    ended = run("graph", "--html", tmp_path / "people.html", "--json")
    assert ended.code == 0 and json.loads(ended.out)
