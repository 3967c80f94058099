"""Gauges: a share or a figure as a bar of block characters. Pure."""

from __future__ import annotations

from textual.content import Content

from tui.ink import NUMBER, QUIET

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def write_bar(share: float, width: int) -> str:
    """A bar as long as the share of `width` cells, to an eighth of a cell; at least a sliver above 0."""
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    if share > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def write_gauge(share: float, width: int) -> Content:
    """The bar, and the rest of `width` as a quiet line."""
    bar = write_bar(share, width)
    return Content.assemble((bar, NUMBER), ("─" * (width - len(bar)), QUIET))
