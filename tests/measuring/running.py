"""How tests run a benchmark, and the conversation that some of them are given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"
TRAINING = BENCHMARKS / "training"
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


def begun_talks(folder: Path, names: Sequence[str], sessions: int) -> str:
    """A folder with the first sessions of some conversations to train on, and what is asked about these."""
    for name in names:
        whole = json.loads((TRAINING / f"{name}.json").read_text("utf-8"))
        first = list(dict.fromkeys(turn["session"] for turn in whole["turns"]))[:sessions]
        turns = [turn for turn in whole["turns"] if turn["session"] in first]
        known = {turn["id"] for turn in turns}
        questions = [one for one in whole["questions"] if known.issuperset(one["evidence"])]
        part = whole | {"turns": turns, "questions": questions}
        (folder / f"{name}.json").write_text(json.dumps(part), "utf-8")
    return str(folder)


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
