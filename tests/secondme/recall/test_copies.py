"""The same text in several files stands once among the hits, and is read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from secondme.answer.evidence import choose_evidence
from secondme.cli.output import heading_of
from secondme.memory import Memory
from secondme.recall.copies import stand_once
from secondme.recall.question import understand
from secondme.recall.signals import Candidate
from tui.passages.byline import where

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
LICENCE = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and "
    "associated documentation files, to deal in the software without restriction, including without "
    "limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies "
    "of the software."
)
QUESTION = "may I sell copies of the software?"


def test_a_licence_in_ten_folders_stands_once_and_says_in_how_many_others_it_is(
    memory: Memory, tree: WriteTree
) -> None:
    files = {f"{name}/LICENSE.txt": f"Copyright 20{place:02} {name}\n{LICENCE}\n" for place, name in FOLDERS}
    memory.add(tree({**files, "diary.md": "I must not sell copies of my software at the fair.\n"}))
    found = memory.recall(QUESTION)
    assert len(found) == 2
    diary, licence = sorted(found, key=lambda hit: hit.other_files)
    assert "fair" in diary.text and "Permission" in licence.text
    assert licence.other_files == 9 and len(licence.copies) == 9
    assert licence.elsewhere == "and in 9 other files"
    assert licence.elsewhere in heading_of(licence).plain and licence.elsewhere in where(licence)
    assert licence.as_json()["other_files"] == 9 and diary.as_json()["copies"] == []
    assert len(choose_evidence(found, understand(QUESTION))) == 2


FOLDERS = list(enumerate(["ant", "bee", "cow", "doe", "elk", "fox", "gnu", "hen", "ibex", "jay"], 10))


def test_what_was_said_twice_is_two_things_that_happened(memory: Memory, tmp_path: Path) -> None:
    begun = datetime(2025, 3, 1, 9, tzinfo=UTC)
    text = "I shall be ten minutes late for the rehearsal in the old chapel tonight, sorry."
    said = [
        {"conversation": name, "session": name, "id": f"{name}{day}", "speaker": "Ana", "text": text}
        | {"time": (begun + timedelta(days=day)).isoformat()}
        for day, name in ((0, "one"), (7, "two"))
    ]
    export = tmp_path / "chat.jsonl"
    export.write_text("".join(json.dumps(one) + "\n" for one in said), "utf-8")
    memory.import_chat("jsonl", export)
    assert [hit.other_files for hit in memory.recall("late for the rehearsal")] == [0, 0]


def test_quarantined_text_never_stands_for_a_copy_that_is_not() -> None:
    tame, tampered, whole = (
        Candidate(number, number, None, "self", (), None, LICENCE, suspicious=number == 2)
        for number in (1, 2, 3)
    )
    assert stand_once([1, 0, 2], [tame, tampered, whole], understand(QUESTION), 5) == {1: [], 0: [2]}


def test_short_texts_and_passages_of_one_document_are_no_copies() -> None:
    short = [Candidate(number, number, None, "self", (), None, "All done, see above.") for number in (1, 2)]
    assert stand_once([0, 1], short, understand(QUESTION), 5) == {0: [], 1: []}
    together = [Candidate(number, 1, None, "self", (), None, LICENCE) for number in (1, 2)]
    assert stand_once([0, 1], together, understand(QUESTION), 5) == {0: [], 1: []}


def test_two_bills_from_one_printer_each_stand() -> None:
    bills = [
        Candidate(number, number, None, "self", (), None, f"{LICENCE * 3} Bill {number}. {LICENCE * 3}")
        for number in (4711, 4712)
    ]
    assert stand_once([0, 1], bills, understand("bill"), 5) == {0: [], 1: []}
