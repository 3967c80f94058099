"""The caption of the results: one quiet line."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.ink import QUIET


class Caption(Static):
    """Says how many were found, or what they are."""

    def __init__(self) -> None:
        super().__init__("", id="caption", markup=False)

    def say(self, text: str) -> None:
        """Says this; its place stays as large as it was, so nothing else is laid out anew."""
        self.update(Content.styled(text, QUIET), layout=False)
