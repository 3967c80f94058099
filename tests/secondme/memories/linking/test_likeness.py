"""Which memories are alike by their vectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.linking.likeness import LEAST, NEAREST, alike, nearest, neighbours


def vectors_of(seed: int, count: int, spread: float = 0.4) -> np.ndarray:
    """Unit vectors that all lie near one another, so that many pairs are alike."""
    random = np.random.default_rng(seed)
    found = random.normal(size=(count, 8)).astype(np.float32) * spread + 0.5
    return found / np.linalg.norm(found, axis=1, keepdims=True)


some = st.tuples(st.integers(0, 1000), st.integers(2, 30))


def test_the_nearest_come_first_and_never_oneself():
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    [(place, near)] = nearest(vectors, [0], 2).items()
    assert (place, list(near)) == (0, [1, 2])
    assert near[1] == np.float32(0.8)


def test_what_is_near_to_everything_is_like_its_nearest_alone():
    spokes = np.eye(12, dtype=np.float32)
    hub = np.full((1, 12), 12**-0.5, dtype=np.float32)
    towards = (spokes * 0.5 + hub * 0.5) / np.linalg.norm(spokes * 0.5 + hub * 0.5, axis=1, keepdims=True)
    found = alike(range(1, 14), np.vstack([hub, towards]), range(1, 14))
    assert sum(1 in link.pair[:2] for link in found) <= NEAREST


def test_one_memory_alone_is_like_nothing():
    assert alike([7], np.ones((1, 4), dtype=np.float32) / 2, [7]) == set()


@given(some)
def test_likeness_goes_both_ways_and_links_nothing_with_itself(drawn):
    seed, count = drawn
    numbers = list(range(10, 10 + count))
    found = alike(numbers, vectors_of(seed, count), numbers)
    for link in found:
        assert link.first < link.second
        assert LEAST - 0.001 <= link.strength <= 1
    for number in numbers:
        assert sum(number in link.pair[:2] for link in found) <= NEAREST


@given(some, st.data())
def test_asking_for_some_gives_their_part_of_all_links(drawn, data):
    seed, count = drawn
    numbers = list(range(10, 10 + count))
    vectors = vectors_of(seed, count)
    asked = data.draw(st.sets(st.sampled_from(numbers)))
    every = alike(numbers, vectors, numbers)
    assert alike(numbers, vectors, asked) == {one for one in every if not asked.isdisjoint(one.pair[:2])}
    assert neighbours(numbers, vectors, asked).isdisjoint(asked)
