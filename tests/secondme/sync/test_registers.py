"""Merging does not hang on order, doubling or delay, and nothing that is gone comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondme.sync.registers import (
    Operation,
    Register,
    Stamp,
    Version,
    heard,
    latest,
    latest_unless_gone,
    ticked,
)

STEPS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["say", "hear", "drop"]),
        st.sampled_from("abc"),
        st.integers(0, 3),
    ),
    max_size=30,
)
"""Who does what: says something, drops it, or hears what another one has said up to now."""


def played(steps: list[tuple[str, str, str, int]]) -> tuple[list[Operation], dict[str, Register]]:
    """All operations in the order in which they were made, and what each machine then has."""
    registers = {name: Register() for name in "abc"}
    clocks = {name: Stamp(0, 0, name) for name in "abc"}
    said: dict[str, list[Operation]] = {name: [] for name in "abc"}
    everything = []
    for moment, (who, what, whom, value) in enumerate(steps):
        if what == "hear":
            for one in said[whom]:
                registers[who] = registers[who].joined(one)
                clocks[who] = heard(clocks[who], one.version.stamp)
            continue
        clocks[who] = ticked(clocks[who], moment // 4)
        version = Version(len(said[who]) + 1, clocks[who], None if what == "drop" else value)
        operation = Operation("kind", "key", version, registers[who].context)
        said[who].append(operation)
        everything.append(operation)
        registers[who] = registers[who].joined(operation)
    return everything, registers


@given(STEPS, st.randoms(use_true_random=False))
def test_any_order_and_any_doubling_give_the_same(steps, chance):
    operations, _ = played(steps)
    expected = Register()
    for one in operations:
        expected = expected.joined(one)
    by_machine = {name: [one for one in operations if one.version.device == name] for name in "abc"}
    shuffled, queues = Register(), [queue for queue in by_machine.values() if queue]
    while queues:  # Each machine's own log comes in its order, the logs in any.
        queue = chance.choice(queues)
        one = queue.pop(0)
        shuffled = shuffled.joined(one)
        if chance.random() < 0.3:
            shuffled = shuffled.joined(chance.choice(operations[: operations.index(one) + 1]))
        queues = [queue for queue in queues if queue]
    assert set(shuffled.heads) == set(expected.heads)


@given(STEPS)
def test_who_has_heard_everything_has_the_same(steps):
    operations, registers = played(steps)
    for name in "abc":
        for one in operations:
            registers[name] = registers[name].joined(one)
    assert registers["a"].heads == registers["b"].heads == registers["c"].heads


@given(STEPS)
def test_a_version_stands_until_somebody_who_knew_it_said_otherwise(steps):
    operations, _ = played(steps)
    everything = Register()
    for one in operations:
        everything = everything.joined(one)
    for one in operations:
        replaced = [
            other for other in operations if other.context.get(one.version.device, 0) >= one.version.number
        ]
        assert (one.version in everything.heads) == (not replaced)


@given(STEPS)
def test_what_was_said_later_by_one_who_knew_counts_later(steps):
    operations, _ = played(steps)
    for one in operations:
        for other in operations:
            if other.context.get(one.version.device, 0) >= one.version.number:
                assert other.version.stamp > one.version.stamp


def test_what_is_gone_stays_gone_and_else_the_last_word_counts():
    early, late = Version(1, Stamp(5, 0, "a"), None), Version(1, Stamp(9, 0, "b"), "other")
    assert latest([late, early]) == late
    assert latest_unless_gone([late, early]) == early
    assert latest_unless_gone([]) is None


def test_two_that_say_the_same_do_not_disagree():
    same = [Version(1, Stamp(5, 0, name), {"at": 3}) for name in "ab"]
    assert Register(tuple(same)).values == ({"at": 3},)
