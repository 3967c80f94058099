"""What the app hears about its places."""

from __future__ import annotations

from dataclasses import dataclass

from textual.css.stylesheet import Stylesheet
from textual.message import Message


@dataclass
class Prepared(Message):
    """All places are imported. styles: what they bring with them, parsed."""

    styles: Stylesheet
