"""How a memory is told of in a few words: its strength as a bar, and what is said beside it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from secondme.memories.book import Remembered
from secondme.memories.fading import SLEEPS_BELOW

BAR = 5
"""How many blocks the bar of a memory's strength has."""


def bar(one: Remembered) -> str:
    """How firmly it is held, from waking full to asleep empty; a dot for what does not hold any more."""
    if one.state == "past":
        return "·".center(BAR)
    share = max(0.0, (one.retrievability - SLEEPS_BELOW) / (1 - SLEEPS_BELOW))
    full = BAR if one.pinned else min(BAR, round(share * BAR + 0.49))
    return "▰" * full + "▱" * (BAR - full)


def details(one: Remembered) -> list[str]:
    """What is said of a memory beside its words."""
    found = [one.kind]
    if one.view:
        found.append(f"says {one.view}")
    if one.state == "past":
        found.append(f"until {last_day(one)}" if one.valid_to else "past")
        if one.superseded_by:
            found.append(f"then {one.superseded_by}")
    elif one.kind == "plan" and one.valid_to:
        found.append(f"due {last_day(one)}")
    elif one.valid_from:
        found.append(f"since {day(one.valid_from)}")
    marks = {"pinned": one.pinned, "asleep": one.state == "asleep", "contradicted": one.conflict}
    around = [one.context] if one.context else []
    return [*found, *(name for name, holds in marks.items() if holds), *around]


def last_day(one: Remembered) -> str:
    """The day up to which it holds, or nothing; a plan does so up to the end of the day it is due on."""
    if one.valid_to is None:
        return ""
    return day(one.valid_to - timedelta(milliseconds=1) if one.kind == "plan" else one.valid_to)


def day(moment: datetime) -> str:
    """`3 May 2024`"""
    return f"{moment.day} {moment:%b %Y}"
