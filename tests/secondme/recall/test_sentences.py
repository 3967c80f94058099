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


@pytest.mark.parametrize(
    "text",
    [
        "Zahnarzttermin am 9. Dezember um 8:15 Uhr bei Dr. Brandt im 3. Stock.",
        "Mia hat am 4. Mai Geburtstag, der 80. Geburtstag von Opa ist am 1. 3. in Köln.",
        "Met J. R. Reuter of no. 14, Nr. 5 and St. Ives on 3 Dec. 2025.",
        "La Sra. Vega y el Dr. Ortiz viven en la Avda. Goya.",
        "Bring something small, e.g. a book, i.e. no flowers.",
    ],
)
def test_the_point_of_a_word_or_of_a_number_that_counts_ends_nothing(text: str) -> None:
    assert sentences_of(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We were 12. They left.", ["We were 12.", "They left."]),
        ("It was 2019. May was cold.", ["It was 2019.", "May was cold."]),
        ("He said no. Nobody came.", ["He said no.", "Nobody came."]),
        ("So do I. Then it rained.", ["So do I.", "Then it rained."]),
        ("We left in May. June was wet.", ["We left in May.", "June was wet."]),
        ("Dr.\nBrandt", ["Dr.", "Brandt"]),
    ],
)
def test_what_only_looks_like_that_ends_one(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences
