"""What speaks for a hit: each signal as a bar, as long as what it adds to the score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.ink import HEAD, QUIET

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

NOT_KEPT = "What spoke for it is told when an answer is given, and not kept. Ask again to see it."
_BAR = "$accent"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_NAME, _FIGURES = 13, 19


class Signals(VerticalScroll):
    """Shows why a hit was found; hidden until that is asked for."""

    def __init__(self) -> None:
        super().__init__(id="signals")

    def compose(self) -> ComposeResult:
        yield Static("", id="signal-bars", markup=False)

    def show(self, hit: Hit | None, weights: Mapping[str, float]) -> None:
        """The bars of this hit; none without one."""
        width = max(8, self.scrollable_content_region.width - _NAME - _FIGURES - 2)
        bars = Content("") if hit is None else write_signals(hit, weights, width)
        self.query_one("#signal-bars", Static).update(bars)


def write_signals(hit: Hit, weights: Mapping[str, float], width: int) -> Content:
    """Those that add most first; those that add nothing in one quiet line. width: of the longest bar."""
    if not hit.signals:
        return Content.assemble(("Why this one", HEAD), ("\n" + NOT_KEPT, QUIET))
    shares = {name: value * weights.get(name, 0.0) for name, value in hit.signals.items()}
    most = max(shares.values(), default=0.0)
    adding = sorted((name for name in shares if shares[name] > 0), key=lambda name: -shares[name])
    lines = [Content.styled(f"Why this one · score {hit.score:.2f}", HEAD)]
    for name in adding:
        figures = f" {shares[name]:5.2f} = {hit.signals[name]:.2f} x {weights.get(name, 0.0):.1f}"
        bar = _bar(shares[name] / most, width)
        lines.append(Content.assemble(name.ljust(_NAME), (bar, _BAR), (figures, QUIET)))
    if silent := [name for name in shares if name not in adding]:
        lines.append(Content.styled(f"nothing by: {', '.join(silent)}", QUIET))
    return Content("\n").join(lines)


def _bar(share: float, width: int) -> str:
    """A bar of eighths of a cell."""
    eighths = max(1, round(share * width * 8))
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(width)
