"""What becomes of the memory while the app is open: others write to it, its daemon ends."""

from __future__ import annotations

import asyncio

import secondme
from secondme.daemon.client import connect_memory
from secondme.home import find_home


async def test_what_another_program_takes_in_is_counted(remembered, notes, app_on, seen, until):
    (notes / "bees.md").write_text("# Bees\n\nThe hive stands behind the quince.\n", encoding="utf-8")
    async with app_on(remembered) as pilot:
        await until(pilot, lambda: "4 documents" in seen(pilot))
        (notes / "ropes.md").write_text("# Ropes\n\nThe long one is in the boat.\n", encoding="utf-8")
        await asyncio.to_thread(take_in, remembered, notes)
        await until(pilot, lambda: "5 documents" in seen(pilot))


def take_in(home, notes):
    with secondme.open(home) as memory:
        memory.add(notes)


async def test_what_a_daemon_is_told_by_others_is_counted(remembered, daemon, app_on, until):
    daemon(remembered)
    async with app_on(remembered) as pilot:
        app = pilot.app
        await until(pilot, lambda: app.gateway.is_remote and app.status is not None)
        before = app.status.memories
        with connect_memory(find_home(remembered)) as other:
            await asyncio.to_thread(other.remember, "Ben lives in Lisbon.")
        await until(pilot, lambda: app.status.memories == before + 1)


async def test_a_daemon_that_ends_is_missed_though_nothing_was_asked(remembered, daemon, app_on, seen, until):
    process = daemon(remembered)
    async with app_on(remembered) as pilot:
        await until(pilot, lambda: pilot.app.gateway.is_remote and pilot.app.status is not None)
        process.kill()
        await until(pilot, lambda: not pilot.app.gateway.is_remote and "The daemon ended" in seen(pilot))
        assert "do that again" not in seen(pilot), "nobody did anything"
