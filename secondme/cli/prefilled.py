"""How a filled form looks on the terminal: a line a field, with its value and where that stands."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from secondme.cli.output import console, note
from secondme.harmless import harmless

if TYPE_CHECKING:
    from rich.text import Text

    from secondme.prefill.filled import Filled, FilledField, State

MARKS: dict[str, tuple[str, str]] = {
    "filled": ("✓", "green"),
    "ask": ("?", "yellow"),
    "conflict": ("≠", "yellow"),
    "unsure": ("~", "yellow"),
    "withheld": ("✋", "yellow"),
    "unfit": ("!", "yellow"),
    "unknown": ("·", "dim"),
    "kept": ("=", "dim"),
}
"""The sign of each state and its colour; what is not asked of the person is not listed."""
COUNTED: dict[State, str] = {
    "filled": "filled in",
    "ask": "waiting for your yes (--review)",
    "conflict": "where memory says two things (--review)",
    "unsure": "perhaps yours (--review)",
    "withheld": "held back",
    "unfit": "known, but not fitting",
    "unknown": "not known",
    "kept": "left as it was",
}


def show_filled(filled: Filled, accepted: Collection[str] = ()) -> None:
    """The fields as a table, and what became of how many."""
    from rich.table import Table
    from rich.text import Text

    out = console()
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=4, style="dim")
    section = ""
    for one in filled.fields:
        if one.state not in MARKS:
            continue
        if one.field.section != section:
            section = one.field.section
            table.add_row("", Text(harmless(section.rpartition(" > ")[2]), "bold"))
        table.add_row(*_row(one, accepted))
    if table.row_count:
        out.print(table)
    for text in filled.form.notes:
        note(text)
    note(", ".join(_counts(filled, accepted)) + ".")


def source_of(field: FilledField) -> str:
    """Where the value of a field stands, in a few words; else why it is blank."""
    if not field.proofs or field.state == "unfit":
        return harmless(field.why)
    best = field.proofs[0]
    when = f", {best.said_at.day} {best.said_at:%b %Y}" if best.said_at else ""
    why = "" if field.state == "filled" else f" {field.why}"
    return harmless(f"{best.place}{when}.{why}")


def _row(field: FilledField, accepted: Collection[str]) -> tuple[Text, ...]:
    from rich.text import Text

    state = "filled" if field.field.key in accepted else field.state
    mark, style = MARKS[state]
    value = field.value.replace("\n", ", ")
    shown = (Text(harmless(text)) for text in (field.label, value, source_of(field)))
    return (Text(mark, style), *shown)


def _counts(filled: Filled, accepted: Collection[str]) -> list[str]:
    counts = {state: filled.count(state) for state in COUNTED}
    for one in filled.fields:
        if one.field.key in accepted:
            counts[one.state] -= 1
            counts["filled"] += 1
    said = [f"{number} {COUNTED[state]}" for state, number in counts.items() if number]
    return said or ["There is nothing in it to fill in"]
