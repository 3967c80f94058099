"""A text is cut at the ends of sentences and of lines, whoever cuts it."""

from __future__ import annotations

import pytest

from secondme.recall.sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. Did it? It did!", ["It rained.", "Did it?", "It did!"]),
        ("Well… it did... So we left.", ["Well…", "it did...", "So we left."]),
        ("- milk\n- bread\n\nAt 9.30 we left.", ["- milk", "- bread", "At 9.30 we left."]),
        ("at nine; at ten", ["at nine; at ten"]),
        (" \n\n ", []),
        ("", []),
    ],
)
def test_sentences_end_with_their_marks_or_with_the_line(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences
