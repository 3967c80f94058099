"""Scanning codes finds the nearest, exactly, however many there are and however they are cut up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.recall.vectors import scan
from secondme.store.vector_blocks import encode, squeeze

arrays = st.tuples(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 150))


def drawn(seed: int, count: int, dimensions: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)


@settings(deadline=None, max_examples=60)
@given(arrays)
def test_a_distance_is_the_number_of_signs_that_differ(drawing: tuple[int, int, int]) -> None:
    vectors = drawn(*drawing)
    found = scan.distances(encode(vectors), encode(vectors[:1])[:, 0])
    assert found.tolist() == ((vectors > 0) != (vectors[0] > 0)).sum(axis=1).tolist()


@pytest.mark.parametrize("count", [scan.BLOCK - 1, scan.BLOCK, 2 * scan.A_THREAD + 77])
def test_blocks_and_threads_leave_nothing_out(count: int) -> None:
    codes = np.random.default_rng(1).integers(0, 2**63, size=(2, count), dtype=np.uint64)
    found = scan.distances(codes, codes[:, 0])
    assert found.tolist() == np.bitwise_count(codes ^ codes[:, :1]).sum(axis=0).tolist()


@settings(deadline=None)
@given(st.lists(st.integers(0, 384), min_size=1, max_size=3_000), st.integers(1, 500), st.integers(1, 40))
def test_the_nearest_are_the_smallest_distances(some: list[int], count: int, repeats: int) -> None:
    found = np.array(some * repeats, dtype=np.uint16)
    places = scan.nearest(found, count)
    assert len(set(places.tolist())) == min(count, len(found))
    assert sorted(found[places].tolist()) == np.sort(found)[: len(places)].tolist()


@settings(deadline=None, max_examples=60)
@given(arrays)
def test_a_number_held_as_a_byte_is_off_by_half_a_step_at_most(drawing: tuple[int, int, int]) -> None:
    vectors = drawn(*drawing)
    scales, numbers = squeeze(vectors)
    assert (np.abs(numbers * scales[:, None] - vectors) <= scales[:, None] * 0.501).all()


def test_a_vector_of_zeros_stays_one() -> None:
    scales, numbers = squeeze(np.zeros((1, 4), dtype=np.float32))
    assert np.isfinite(scales).all() and not numbers.any()
