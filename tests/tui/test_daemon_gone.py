"""The app over a daemon that dies in the middle of a call: it goes on with the memory by itself."""

from __future__ import annotations

import signal


async def test_killed_in_the_middle_of_a_search_the_app_looks_for_it_by_itself(
    remembered, daemon, app_on, seen, until
):
    process = daemon(remembered)
    async with app_on(remembered) as pilot:
        assert pilot.app.gateway.is_remote
        await until(pilot, lambda: "3 documents" in seen(pilot))
        process.send_signal(signal.SIGSTOP)
        await pilot.press(*"quince")
        await pilot.pause(0.3)  # The query is with the daemon, which does not answer it.
        process.kill()
        await until(pilot, lambda: not pilot.app.gateway.is_remote)
        await until(pilot, lambda: "The daemon ended" in seen(pilot))
        await until(pilot, lambda: "was planted in March" in seen(pilot))
