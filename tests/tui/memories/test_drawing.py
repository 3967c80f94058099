"""What is drawn of memories, without the app: the curve, the order, the table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from secondme.memories.curve import trace
from secondme.memories.fading import Use
from tui.memories.curve_plot import write_curve
from tui.memories.telling import write_span
from tui.tables.long_table import LongTable

BEGUN = datetime(2025, 3, 1, tzinfo=UTC)
NOW = BEGUN + timedelta(days=200)


def test_the_past_is_solid_the_future_is_dashed_and_uses_are_points() -> None:
    uses = [Use(BEGUN + timedelta(days=60), "cited"), Use(BEGUN + timedelta(days=150), "confirmed")]
    lines = write_curve(trace(BEGUN, uses, 20.0, now=NOW), 80, 9).plain.splitlines()
    assert sum(line.count("●") for line in lines) == 2
    assert {"100%", "70%"} <= {line.split()[0] for line in lines if line.strip()}
    assert "1 Mar 2025" in lines[-1] and "now" in lines[-1]
    now = lines[-1].index("now") + 1
    drawn = {
        x for line in lines[:-1] for x, sign in enumerate(line) if "\u2800" < sign <= "\u28ff" or sign == "●"
    }
    assert set(range(5, now - 1)) <= drawn
    assert not set(range(now + 1, 80)) <= drawn


@given(
    days=st.integers(0, 4000),
    first=st.floats(0.01, 5000),
    width=st.integers(16, 200),
    height=st.integers(3, 30),
    uses=st.lists(st.integers(-100, 5000), max_size=5),
)
def test_it_fits_whatever_was_used_when(
    days: int, first: float, width: int, height: int, uses: list[int]
) -> None:
    made = [Use(BEGUN + timedelta(days=day), "opened") for day in uses]
    drawn = write_curve(trace(BEGUN, made, first, now=BEGUN + timedelta(days=days)), width, height)
    lines = drawn.split("\n")
    assert len(lines) == height
    assert max(line.cell_length for line in lines) <= width


@pytest.mark.parametrize(
    ("days", "words"), [(0.2, "0 days"), (1, "a day"), (40, "40 days"), (200, "7 months"), (900, "2 years")]
)
def test_spans_are_no_finer_than_anybody_can_tell(days: float, words: str) -> None:
    assert write_span(days) == words


class _Numbers(LongTable[int]):
    written = 0

    def write_heads(self, width: int) -> Content:
        return Content("number")

    def write_row(self, row: int, width: int) -> Content:
        self.written += 1
        return Content(str(row))

    def name_of(self, row: int) -> str:
        return str(row)


class _TableApp(App[None]):
    def compose(self) -> ComposeResult:
        yield _Numbers(id="numbers")


async def test_of_a_very_long_table_only_what_is_in_view_is_written() -> None:
    async with _TableApp().run_test(size=(40, 10)) as pilot:
        table = pilot.app.query_one(_Numbers)
        table.show(range(1_000_000))
        await pilot.pause()
        table.focus()
        await pilot.press("end", "up", "pageup", "home", "down")
        assert table.chosen == 1
        assert table.written < 200


async def test_the_chosen_row_stays_it_when_others_are_shown() -> None:
    async with _TableApp().run_test(size=(40, 10)) as pilot:
        table = pilot.app.query_one(_Numbers)
        table.show(range(100))
        assert table.choose("70")
        table.show(range(50, 90))
        assert table.chosen == 70
        table.show(range(5))
        assert table.chosen == 4
        table.show(())
        assert table.chosen is None
