"""What can be done about a file that was not read, by the reason that is kept of it. Pure."""

from __future__ import annotations

_REMEDIES = (
    ("may not open", "Give this account the right to read it, then press u."),
    ("password", "Save a copy without the password beside it."),
    ("encrypted", "Save a copy that is not encrypted beside it."),
    ("limit", "Settings → files.largest_mb takes larger ones in; e leaves it out."),
    ("memory", "Settings → files.memory_mb gives its reader more; e leaves it out."),
    ("seconds", "Settings → files.seconds gives its reader longer; e leaves it out."),
    ("recogni", "Settings → files.ocr and files.ocr_languages, where Tesseract is installed."),
    ("damaged", "Open it with the program that made it and save it anew, or leave it out with e."),
    ("nothing there", "It came back or is gone: u looks again."),
)
OTHERWISE = "It is tried again when it changes; e leaves it out."


def remedy_for(reason: str) -> str:
    """A sentence on what the person can do."""
    return next((remedy for word, remedy in _REMEDIES if word in reason), OTHERWISE)
