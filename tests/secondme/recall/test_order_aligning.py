"""A segment is found where it stands, whole or with slips, once or several times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondme.recall.order.aligning import LEAST_SHARE, align, densest

words = st.lists(st.sampled_from("abcd"), max_size=30)


def test_every_segment_of_a_text_is_found_where_it_stands() -> None:
    text = [f"word{at}" for at in range(500)]
    for start in range(0, 480, 7):
        assert align(text[start : start + 20], text) == [(start, 1.0)]


def test_a_segment_that_stands_twice_is_found_twice_the_first_one_first() -> None:
    refrain = ["will", "you", "wont", "you", "will", "you", "wont", "you", "join", "the", "dance"]
    text = ["a", *refrain, "b", "c", *refrain]
    assert align(refrain, text) == [(1, 1.0), (1 + len(refrain) + 2, 1.0)]


def test_a_longer_segment_tells_repeated_words_apart() -> None:
    refrain = ["will", "you", "wont", "you", "will", "you", "wont", "you", "join", "the", "dance"]
    text = [*refrain, "said", "the", "snail", *refrain, "cried", "the", "whiting", "slowly"]
    whole = text[len(refrain) + 3 :]
    [(start, share), *_] = align(whole, text)
    assert (start, share) == (len(refrain) + 3, 1.0)


def test_a_quotation_with_slips_is_found_near_its_place() -> None:
    text = [f"word{at}" for at in range(300)]
    segment = [word for place, word in enumerate(text[100:150], 1) if place % 8]
    [(start, share)] = align(segment, text)
    assert abs(start - 100) <= 6 and LEAST_SHARE <= share < 1


def test_what_is_not_there_is_not_found() -> None:
    assert align(["x", "y", "z"], [f"word{at}" for at in range(300)]) == []
    assert align([], ["a"]) == align(["a"], []) == []


def test_one_word_is_a_segment_too() -> None:
    assert [start for start, _ in align(["puffin"], ["the", "puffin", "boat", "puffin"])] == [1, 3]


@given(words, words, words)
def test_a_segment_that_is_there_is_always_found(
    before: list[str], segment: list[str], after: list[str]
) -> None:
    found = align(segment, [*before, *segment, *after])
    if len(set(segment)) == len(segment) > 0:
        assert any(share == 1.0 for _, share in found)
    assert all(LEAST_SHARE <= share <= 1 and start >= 0 for start, share in found)


def test_the_densest_window_has_most_of_the_words_in_the_least_room() -> None:
    stretch = ["a", "x", "x", "x", "x", "b", "x", "a", "b", "c", "x", "x", "x", "c"]
    assert densest(frozenset("abc"), stretch, 6) == (7, 1.0)
    assert densest(frozenset("abz"), stretch, 6) == (7, 2 / 3)
    assert densest(frozenset("z"), stretch, 6) == (0, 0.0)
    assert densest(frozenset(), stretch, 6) == densest(frozenset("a"), [], 6) == (0, 0.0)


@given(st.frozensets(st.sampled_from("abcd"), min_size=1), words, st.integers(1, 12))
def test_no_window_has_more_than_the_densest(wanted: frozenset[str], stretch: list[str], length: int) -> None:
    start, share = densest(wanted, stretch, length)
    best = max((len(wanted & set(stretch[at : at + length])) for at in range(len(stretch))), default=0)
    assert share == best / len(wanted)
    assert len(wanted & set(stretch[start : start + length])) == best
