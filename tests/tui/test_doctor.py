"""The place of the doctor: what it finds, what can be done, and what it mends itself."""

from __future__ import annotations

import stat

from tui.ledger.ledger import Ledger


async def go(pilot, until, seen):
    await pilot.press("ctrl+g", "d")
    await until(pilot, lambda: "Looking" not in seen(pilot) and "warning" in seen(pilot))


async def test_each_finding_stands_with_its_remedy(remembered, app_on, seen, until):
    async with app_on(remembered, (80, 24)) as pilot:
        await go(pilot, until, seen)
        assert "Nothing is wrong" in seen(pilot) and "The store is intact" in seen(pilot)
        ledger = pilot.app.screen.query_one(Ledger)
        ledger.choose(next(str(at) for at, one in enumerate(pilot.app.screen._findings) if one.remedy))
        await until(pilot, lambda: "What to do" in seen(pilot))


async def test_what_others_may_read_is_closed_on_request(remembered, app_on, seen, until):
    (remembered / "memory.db").chmod(0o644)
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "wrong" in seen(pilot) and "M mends" in seen(pilot))
        await until(pilot, lambda: "mends it" in seen(pilot))  # The cursor is on what is wrong.
        await pilot.press("M")
        await until(pilot, lambda: stat.S_IMODE((remembered / "memory.db").stat().st_mode) == 0o600)
        await until(pilot, lambda: "Nothing is wrong" in seen(pilot))


async def test_a_thorough_look_ends_too_and_nothing_is_mended_that_is_well(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await pilot.press("t")
        await until(pilot, lambda: "integrity_check" in seen(pilot) and "Looking" not in seen(pilot))
        await pilot.press("m")
        await until(pilot, lambda: any("could be mended" in one.message for one in pilot.app._notifications))
