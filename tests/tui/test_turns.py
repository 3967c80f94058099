"""The event loop puts itself first while it works, and what can wait leaves a turn that takes long."""

from __future__ import annotations

import asyncio
import sys
import time

import pytest
from textual.geometry import Region

from tests.tui.test_drawing import HEIGHT, WIDTH, Watched
from tui import turns
from tui.places.drawing import PATIENCE, DrawnInParts

TURNS = 200
"""So many pauses a busy machine may need until all is drawn; for ever would be more."""
NO_SELECTOR = pytest.mark.skipif(sys.platform == "win32", reason="the loop there has no selector")


async def _watch_the_interval() -> tuple[float, list[float]]:
    """The switch interval while the loop works, and what a thread saw while the loop rested."""
    seen: list[float] = []
    at_work = sys.getswitchinterval()
    await asyncio.to_thread(lambda: (time.sleep(0.05), seen.append(sys.getswitchinterval())))
    return at_work, seen


@NO_SELECTOR
def test_threads_wait_for_the_loop_while_it_works_and_stop_at_once_when_it_is_woken():
    before = sys.getswitchinterval()
    at_work, at_rest = turns.run(_watch_the_interval())
    assert at_work == pytest.approx(turns.LEFT_FOR)
    assert at_rest == [pytest.approx(turns.ASKED_AFTER)]
    assert sys.getswitchinterval() == before


@NO_SELECTOR
def test_a_turn_is_long_by_what_was_done_in_it_alone():
    async def work() -> list[bool]:
        await asyncio.sleep(0.05)  # Rest is no work.
        seen = [turns.is_long()]
        time.sleep(2 * turns.LONG)
        seen.append(turns.is_long())
        await asyncio.sleep(0)
        return [*seen, turns.is_long()]

    short, long, next_one = turns.run(work())
    assert long
    assert not (short and next_one)  # A busy machine may make one of them long.
    assert not turns.is_long()


def test_a_failure_passes_through_and_the_interval_is_as_before():
    async def fail() -> None:
        raise ValueError("that did not go well")

    before = sys.getswitchinterval()
    with pytest.raises(ValueError, match="that did not go well"):
        turns.run(fail())
    assert sys.getswitchinterval() == before


async def test_a_part_waits_for_some_long_turns_and_not_for_ever(monkeypatch: pytest.MonkeyPatch):
    asked: list[bool] = []
    monkeypatch.setattr("tui.places.drawing.is_long", lambda: asked.append(True) or True)
    async with Watched().run_test(size=(WIDTH, HEIGHT)) as pilot:
        app = pilot.app
        assert isinstance(app, Watched)
        assert isinstance(app.screen, DrawnInParts)
        app.drawn.clear()
        asked.clear()
        app.screen.refresh(Region(0, 0, WIDTH, HEIGHT))
        for _ in range(TURNS):
            await pilot.pause()
            if "?" not in "".join(app.seen):
                break
        assert len(asked) >= PATIENCE
        assert "?" not in "".join(app.seen)
