"""Where runs of passages are cut: laws that hold for any run, and runs that anybody would cut alike."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.events.cutting import FEWEST, HORIZON, MOST, SILENCE_MS
from secondme.events.cutting import cut as cut_words
from secondme.events.likeness import content_stems
from secondme.events.matching import same_events

MINUTE = 60_000
TOPICS = {
    "boat": "the ferry leaves the harbour at nine and the puffin boat waits by the pier with our tickets",
    "bread": "knead the dough with flour and yeast then bake the loaf in a hot oven until the crust is brown",
    "boiler": "the plumber fixed the radiator valve and the boiler pressure after the leak in the cupboard",
}
words = st.sampled_from([word for text in TOPICS.values() for word in text.split()])
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)
gaps = st.one_of(st.none(), st.integers(0, 2 * SILENCE_MS))
runs = st.lists(st.tuples(texts, gaps), max_size=60)


def cut(texts: list[str], times: list[int | None], vectors: Any = None) -> list[tuple[int, int]]:
    return cut_words([content_stems(text) for text in texts], times, vectors)


def times_of(gaps: list[int | None]) -> list[int | None]:
    """A moment for each passage, so long after the one before; None where it does not tell."""
    found: list[int | None] = []
    at = 0
    for gap in gaps:
        at += gap or 0
        found.append(None if gap is None else at)
    return found


def ends(spans: list[tuple[int, int]]) -> list[int]:
    return [last for _, last in spans]


def talk(topic: str, count: int, chance: random.Random) -> list[str]:
    """Short messages of words of one topic."""
    return [" ".join(chance.sample(TOPICS[topic].split(), 7)) for _ in range(count)]


@given(runs)
def test_cuts_part_the_run_into_all_of_it_in_order(run: list[tuple[str, int | None]]):
    spans = cut([text for text, _ in run], times_of([gap for _, gap in run]))
    assert [place for first, last in spans for place in range(first, last)] == list(range(len(run)))


@given(runs)
def test_no_event_is_too_large_and_small_ones_stand_between_silences(run: list[tuple[str, int | None]]):
    times = times_of([gap for _, gap in run])
    for first, last in cut([text for text, _ in run], times):
        assert last - first <= MOST
        if last - first < FEWEST:
            assert first == 0 or is_silent(times, first)
            assert last == len(run) or is_silent(times, last)


@given(runs)
def test_no_event_goes_on_over_a_long_silence(run: list[tuple[str, int | None]]):
    times = times_of([gap for _, gap in run])
    cuts = {0, *ends(cut([text for text, _ in run], times))}
    assert all(place in cuts for place in range(1, len(run)) if is_silent(times, place))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 40))
def test_what_is_added_at_the_end_changes_nothing_far_before_it(seed: int, count: int, more: int):
    chance = random.Random(seed)
    topics = [chance.choice(list(TOPICS)) for _ in range(80)]
    said = [text for topic in topics for text in talk(topic, chance.randint(1, 9), chance)]
    times = times_of([chance.choice((None, MINUTE, 40 * MINUTE, 8 * 60 * MINUTE)) for _ in said])
    total = min(count + more, len(said))
    before, after = cut(said[:count], times[:count]), cut(said[:total], times[:total])
    settled = min(count, total) - HORIZON
    assert [end for end in ends(before) if end <= settled] == [end for end in ends(after) if end <= settled]


@given(runs)
def test_the_same_run_is_cut_the_same(run: list[tuple[str, int | None]]):
    said, times = [text for text, _ in run], times_of([gap for _, gap in run])
    assert cut(said, times) == cut(said, times)


def test_words_alone_tell_where_talk_turns_to_something_else():
    chance = random.Random(3)
    said = [*talk("boat", 12, chance), *talk("bread", 9, chance), *talk("boiler", 14, chance)]
    assert ends(cut(said, [None] * len(said))) == [12, 21, 35]


def test_meaning_tells_where_words_do_not():
    chance = np.random.default_rng(5)
    middles = chance.normal(size=(3, 64))
    vectors = np.concatenate([middle + chance.normal(size=(10, 64)) for middle in middles])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert ends(cut(["so"] * 30, [None] * 30, vectors.astype(np.float32))) == [10, 20, 30]


def test_talk_of_one_thing_is_one_event():
    said = talk("boat", 20, random.Random(4))
    assert ends(cut(said, [place * MINUTE for place in range(20)])) == [20]


def test_a_silence_tells_where_words_do_not():
    times = [place * MINUTE + (4 * 60 * MINUTE if place >= 7 else 0) for place in range(15)]
    assert ends(cut(["yes and no"] * 15, times)) == [7, 15]


def test_an_event_keeps_its_number_where_it_shares_most():
    before = {4: [1, 2, 3, 4], 9: [5, 6]}
    assert same_events(before, [[1, 2, 3], [4, 5], [6], [7]]) == [4, 9, None, None]
    assert same_events(before, [[1, 2, 3, 4], [5, 6], [8]]) == [4, 9, None]
    assert same_events({}, [[1]]) == [None]


def is_silent(times: list[int | None], place: int) -> bool:
    before, at = times[place - 1], times[place]
    return before is not None and at is not None and at - before > SILENCE_MS
