"""What is told of one memory, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual.content import Content

from secondme.memories.book import Happened, Remembered
from secondme.memories.curve import Curve
from secondme.memories.linking.telling import Linked
from secondme.memories.wording import bar, day, last_day
from tui.ink import GOOD, HEAD, QUIET, WARNING
from tui.plain_text import one_line, visible

_BETWEEN = " · "
_MADE_BY = {
    "person": "you told it",
    "pattern": "understood from what was read",
    "model": "understood by the model",
}
_TRUST = {"self": "your own words", "known": "the word of somebody you know", "other": "a stranger's word"}
_SURE = 0.95
"""From here on it is not said how sure it is."""


def write_head(memory: Remembered, *, can_go_back: bool = False) -> Content:
    """What it says, and beneath: of whom, since when, and where that comes from."""
    lines = [
        Content.styled(visible(memory.text), HEAD),
        Content.styled(_BETWEEN.join(_meaning(memory)), QUIET),
        Content.styled(_BETWEEN.join(_origin(memory)), QUIET),
        _write_state(memory),
    ]
    if about := [*memory.tags, *memory.keywords]:
        lines.append(Content.styled(one_line(_BETWEEN.join(dict.fromkeys(about))), QUIET))
    if can_go_back:
        lines.append(Content.styled("← Backspace goes back", QUIET))
    return Content("\n").join(lines)


def write_strength(memory: Remembered, curve: Curve) -> Content:
    """How firmly it is held now, and until when."""
    share = Content.styled(f"{bar(memory)} {memory.retrievability:.0%} ", GOOD)
    return share + Content.styled(_fading(memory, curve), QUIET)


def write_evidence(number: int, byline: Content, text: str) -> Content:
    """A passage that it rests on: who and when, then the beginning of the words."""
    return Content.assemble(f"{number}. ", byline, "  ", (f"“{one_line(text)}”", QUIET))


def write_link(linked: Linked, width: int) -> Content:
    """`follows  Ben lives in Graz.`"""
    ink = WARNING if linked.kind == "contradicts" else QUIET
    return Content.assemble((linked.kind.ljust(width), ink), "  ", one_line(linked.text))


def write_happened(one: Happened, identifier: str) -> Content:
    """`3 May 2024  edited: you said that it reads otherwise`"""
    line = Content.assemble((f"{day(one.at):<12}", QUIET), f" {one.verb}", (f": {one.reason}", QUIET))
    others = [name for name in one.memories if name != identifier]
    if others:
        line += Content.styled(f", with {', '.join(others)}", QUIET)
    if one.before is not None and one.before != one.after:
        line += Content.styled(f"; it read “{one_line(one.before)}”", QUIET)
    return line + Content.styled(", taken back", WARNING) if one.undone else line


def write_span(days: float) -> str:
    """`12 days`, `5 months`, `3 years`: no finer than anybody can tell."""
    for name, length in (("year", 365.25), ("month", 30.44)):
        if days >= 2 * length:
            return f"{days / length:.0f} {name}s"
    return "a day" if round(days) == 1 else f"{days:.0f} days"


def _meaning(memory: Remembered) -> list[str]:
    meant = one_line(f"{memory.predicate}: {memory.value}") if memory.predicate else ""
    whom = "you" if memory.subject == "me" else one_line(memory.subject)
    parts = [memory.id, memory.kind, f"of {whom}" if whom else "", meant]
    return [part for part in parts if part]


def _origin(memory: Remembered) -> list[str]:
    parts = [f"{one_line(memory.view)} says so"] if memory.view else []
    parts += [_MADE_BY.get(memory.made_by, memory.made_by)]
    if memory.made_by != "person":
        parts += [_TRUST.get(memory.trust, memory.trust)]
    if memory.confidence < _SURE:
        parts.append(f"{memory.confidence:.0%} sure")
    return parts


def _write_state(memory: Remembered) -> Content:
    words = Content.styled(_held(memory), GOOD if memory.state == "current" else QUIET)
    if memory.pinned:
        words += Content.styled(f"{_BETWEEN}pinned", QUIET)
    if memory.conflict:
        words += Content.styled(f"{_BETWEEN}contradicted", WARNING)
    return words


def _held(memory: Remembered) -> str:
    if memory.state == "past":
        until = f"held until {last_day(memory)}" if memory.valid_to else "does not hold any more"
        return f"{until}, then {memory.superseded_by}" if memory.superseded_by else until
    if memory.kind == "plan" and memory.valid_to is not None:
        return f"due {last_day(memory)}"
    held = "held true, asleep" if memory.state == "asleep" else "held true"
    return f"{held} since {day(memory.valid_from)}" if memory.valid_from else held


def _fading(memory: Remembered, curve: Curve) -> str:
    if memory.state == "past":
        return "does not come to mind any more"
    if memory.pinned:
        return "pinned: it never falls asleep"
    if memory.state == "asleep":
        return "asleep: it comes to mind again once it is used"
    if curve.sleeps_at is None:
        return "unused, it lasts longer than ten years"
    return f"unused, it falls asleep in {_ahead(curve.sleeps_at, curve.now)}"


def _ahead(then: datetime, now: datetime) -> str:
    return f"{write_span((then - now) / timedelta(days=1))}, on {day(then)}"
