"""The wording of a text is found wherever it stands, and in nothing that only shares what others say too."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from secondme.forgetting.wording import RUN, Wording, plain_words, runs_of

WORDS = st.lists(st.sampled_from("heron weir ferry pier loft lease stove coat mull una".split()), min_size=1)  # noqa: SIM905


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5), st.text(max_size=20))
def test_every_text_has_its_own_wording_also_within_json(texts: list[str], beside: str) -> None:
    wording = Wording.of(texts)
    for text in texts:
        assert wording.stands_in(f"{beside} {text} {beside}")
        assert wording.stands_in(json.dumps({"name": [beside, {"x": text}]}))


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_what_was_excused_is_looked_for_no_more(texts: list[str]) -> None:
    wording = Wording.of(texts)
    for text in texts:
        wording.excuse(plain_words(text))
    assert not any(wording.stands_in(text) for text in texts)
    assert not wording.words and not wording.runs


@given(WORDS)
def test_runs_cover_all_words(words: list[str]) -> None:
    runs = runs_of(words)
    assert {word for run in runs for word in run} == (set(words) if len(words) > 1 else set())
    assert all(len(run) == min(RUN, len(words)) for run in runs)


def test_a_name_of_a_field_is_no_wording() -> None:
    assert not Wording.of(["the evidence"]).stands_in('{"evidence": ["p1"]}')


def test_pieces_are_as_written_and_own() -> None:
    text = "Dear Una,\nthe Quillfeather-lease: 4711 Euro, and nothing else at all."
    needles = Wording.of([text]).needles([text])
    assert b"Dear Una,\nthe Quillfeather-lease" in needles
    assert all(needle in text.encode() or needle in text.casefold().encode() or b"\\n" in needle
               for needle in needles)  # fmt: skip
    shared = Wording.of([text])
    shared.excuse(plain_words(text))
    assert shared.needles([text]) == []
