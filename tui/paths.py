"""Paths as a person reads them: `~` is their own folder, so that what matters of a path is seen."""

from __future__ import annotations

import re
from pathlib import Path

_INSIDE = r"[\w./~-]"
"""What goes on before a name that is only part of a longer path."""


def shorten_paths(text: str, home: Path | None = None) -> str:
    """The text, a path or sentences with some, with `~` for the person's folder. home: that folder."""
    folder = str(home or Path.home()).rstrip("/")
    if not folder:
        return text
    return re.sub(rf"(?<!{_INSIDE}){re.escape(folder)}(?![\w-]|\.\w)", "~", text)
