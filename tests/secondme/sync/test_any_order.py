"""Whatever is done on whichever machine, and however files travel: all come to the same in the end.

Real homes, each with its own copy of the folder; a sync service that brings any files at any time, brings
back packs that were deleted, and never brings some until the end.
"""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondme.errors import SecondmeError

WHO = st.sampled_from(range(3))
WHICH = st.integers(0, 7)
TEXTS = (
    *("Ben lives in Graz.", "Ben lives in Linz.", "Ana likes tea.", "The key is with Nuala."),
    *("Cas has a dog.", "Never share my salary.", "I live in Oban.", "Ben works at Condor."),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["tell", "write", "drop file"]), WHO, WHICH),
        st.tuples(
            st.sampled_from(["edit", "retire", "pin", "unpin", "confirm", "forget", "undo"]), WHO, WHICH
        ),
        st.tuples(st.sampled_from(["forget read", "rule"]), WHO, WHICH),
        st.tuples(st.sampled_from(["sync", "sync", "sync", "carry", "carry", "carry"]), WHO, WHICH),
    ),
    min_size=8,
    max_size=40,
)


class Life:
    """Three machines, and what happens to them."""

    def __init__(self, machines, clock) -> None:
        self.machines, self.clock = machines, clock
        self.done = 0

    def do(self, what: str, who: int, which: int) -> None:
        """One step; what makes no sense at that moment is refused by the program, and nothing happens."""
        machine = self.machines[who]
        self.done += 1
        with suppress(SecondmeError):
            getattr(self, what.replace(" ", "_"))(machine, which)

    def tell(self, machine, which: int) -> None:
        machine.tell(TEXTS[which])

    def write(self, machine, which: int) -> None:
        notes = machine.memory.home.root / "notes"
        notes.mkdir(exist_ok=True)
        (notes / f"note{which % 3}.md").write_text(f"{TEXTS[which]}\n\nWritten as number {which}.\n")
        machine.memory.add(notes, now=self.clock())

    def drop_file(self, machine, which: int) -> None:
        (machine.memory.home.root / "notes" / f"note{which % 3}.md").unlink(missing_ok=True)
        machine.memory.index(now=self.clock())

    def _one(self, machine, which: int) -> str:
        found = sorted(machine.memory.memories(state="all", now=self.clock()), key=lambda one: one.text)
        return found[which % len(found)].id if found else "m0"

    def edit(self, machine, which: int) -> None:
        text = f"{TEXTS[which]} That is so since step {self.done}."
        machine.memory.correct("edit", [self._one(machine, which)], text, now=self.clock())

    def retire(self, machine, which: int) -> None:
        machine.memory.correct("retire", [self._one(machine, which)], now=self.clock())

    def pin(self, machine, which: int) -> None:
        machine.memory.correct("pin", [self._one(machine, which)], now=self.clock())

    def unpin(self, machine, which: int) -> None:
        machine.memory.correct("unpin", [self._one(machine, which)], now=self.clock())

    def confirm(self, machine, which: int) -> None:
        machine.memory.correct("confirm", [self._one(machine, which)], now=self.clock())

    def undo(self, machine, which: int) -> None:
        machine.memory.correct("undo", now=self.clock())

    def forget(self, machine, which: int) -> None:
        machine.memory.forget(self._one(machine, which))

    def forget_read(self, machine, which: int) -> None:
        for hit in machine.memory.recall(f"written as number {which}", log=False)[:1]:
            machine.memory.forget(hit.id)

    def rule(self, machine, which: int) -> None:
        machine.memory.agree(f"kind:mail older than {which + 1} years", now=self.clock())

    def sync(self, machine, which: int) -> None:
        machine.sync()

    def carry(self, machine, which: int) -> None:
        """Some of the files of another machine come, in no order, and some of them not at all."""
        chance = random.Random(which * 1_000 + self.done)
        machine.receives(self.machines[which % 3], only=lambda name: chance.random() < 0.6)

    def come_to_rest(self) -> None:
        """All files arrive, and all are synced, until nobody has anything to say."""
        for _ in range(10):
            runs = []
            for machine in self.machines:
                for other in self.machines:
                    machine.receives(other)
                machine.memory.consolidate(model=False, now=self.clock.now)
                runs.append(machine.sync())
            if not any(done.told or done.heard or done.followed for done in runs):
                return
        raise AssertionError("they do not come to rest")


@given(STEPS)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
def test_all_machines_come_to_the_same(fleet, steps):
    with TemporaryDirectory() as folder, fleet(Path(folder)) as (machines, clock):
        life = Life(machines, clock)
        for step in steps:
            life.do(*step)
        life.come_to_rest()
        first, second, third = (machine.state() for machine in machines)
        assert first == second == third
