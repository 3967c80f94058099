"""Inks: the few styles in which text is written. Theme colours only, so that each theme is itself."""

from __future__ import annotations

QUIET = "$foreground-muted"
"""For what stands beside the matter: dates, places, hints."""
KEY = "bold $text-accent"
MARKED = "bold $text-accent"
"""For words that match the query."""
HEAD = "bold $text-primary"
NUMBER = "$text-accent"
WARNING = "$text-warning"
GOOD = "$text-success"
ERASED = "on $background"
"""For space between things, so that a highlight ends where the thing ends."""


def click(action: str) -> str:
    """The style of text that does something when it is clicked; `action` without arguments, or with them."""
    return f"@click={action if action.endswith(')') else action + '()'}"
