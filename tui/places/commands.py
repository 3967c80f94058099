"""Commands that a message names, and the keys of the app that do the same."""

from __future__ import annotations

import re

from tui.places.places import PLACES

_LETTERS = {place.name: place.letter for place in PLACES}
_PLACES = {
    **{name: name for name in ("doctor", "people", "review", "memories", "recall", "timeline")},
    **{name: name for name in ("sources", "models")},
    **{"config": "settings", "backup": "backups", "prefill": "forms", "add": "sources", "import": "sources"},
    **{
        "daemon start": "sources",
        "daemon stop": "sources",
        "daemon resume": "sources",
        "history": "memories",
    },
}
"""The place that does what a command does."""
_ELSEWHERE = re.compile(r"models use-endpoint|people undo")
"""What only the command line does."""
_COMMAND = re.compile(rf"\bsecondme ({'|'.join(sorted(_PLACES, key=len, reverse=True))}|index)\b")


def with_keys(message: str) -> str:
    """The message, and the keys for the commands that it names: `… secondme doctor --fix Here: Ctrl+G d.`"""
    named = (match[1] for match in _COMMAND.finditer(_ELSEWHERE.sub("", message)))
    keys = dict.fromkeys("F5" if name == "index" else f"Ctrl+G {_LETTERS[_PLACES[name]]}" for name in named)
    missing = [key for key in keys if key not in message]
    return f"{message} Here: {', '.join(missing)}." if missing else message
