"""Who makes room for whom: by the rules alone, without a model."""

from __future__ import annotations

from models.sequences import Sequences, cells, common


def run(start: int, length: int) -> tuple[int, ...]:
    return tuple(range(start, start + length))


def test_what_begins_alike_counts_once() -> None:
    assert common((1, 2, 3), (1, 2, 4)) == 2
    assert cells([(1, 2, 3), (1, 2, 4), (1, 2)]) == 4
    assert cells([]) == 0


def test_prompts_make_room_for_heads_and_never_the_other_way_round() -> None:
    kept = Sequences(range(1, 5), room=100, most_heads=3)
    assert kept.take(run(0, 60), head=True)
    assert kept.take(run(1000, 30), head=False)
    place = kept.take(run(2000, 40), head=True)
    assert place is not None and len(place.emptied) == 1
    assert run(1000, 30) not in kept
    assert kept.take(run(3000, 30), head=False) is None
    assert run(0, 60) in kept and run(2000, 40) in kept


def test_what_was_used_longest_ago_goes_first() -> None:
    kept = Sequences(range(1, 4), room=1000, most_heads=3)
    for start in (0, 100, 200):
        kept.take(run(start, 10), head=False)
    kept.use(run(0, 10))
    kept.take(run(300, 10), head=False)
    assert run(100, 10) not in kept and run(0, 10) in kept


def test_a_prompt_that_goes_on_takes_the_place_of_its_beginning() -> None:
    kept = Sequences(range(1, 8), room=1000, most_heads=3)
    first = kept.take(run(0, 10), head=False)
    longer = kept.take(run(0, 20), head=False)
    assert first is not None and longer is not None
    assert longer.emptied == (first.sequence,)
    assert kept.nearest(run(0, 15)) == run(0, 20)


def test_a_fourth_head_pushes_out_the_first() -> None:
    kept = Sequences(range(1, 8), room=1000, most_heads=3)
    for start in (0, 100, 200, 300):
        kept.take(run(start, 10), head=True)
    assert run(0, 10) not in kept and run(100, 10) in kept


def test_what_is_longer_than_the_room_is_not_kept_and_costs_nobody_a_place() -> None:
    kept = Sequences(range(1, 8), room=50, most_heads=3)
    kept.take(run(0, 40), head=False)
    assert kept.take(run(100, 60), head=True) is None
    assert run(0, 40) in kept
    assert kept.drop_oldest_prompt() is not None
    assert kept.drop_oldest_prompt() is None
