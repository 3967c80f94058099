"""Showing and hiding one widget, without styling anything anew as a class of its screen would."""

from __future__ import annotations

from typing import TypeVar

from textual.widget import Widget

Kind = TypeVar("Kind", bound=Widget)


def let_show(widget: Widget, is_shown: bool) -> None:
    """Hides the widget, or leaves it to the styles whether it is seen."""
    widget.styles.display = None if is_shown else "none"


def hidden(widget: Kind) -> Kind:
    """The widget, which is not seen before `let_show` says so."""
    let_show(widget, False)
    return widget
