"""One field: its value and what else could stand there, why, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.forms.review import Review, choices
from tui.ink import HEAD, KEY, QUIET, WARNING
from tui.plain_text import one_line, unwrap, visible

if TYPE_CHECKING:
    from secondme.prefill.filled import FilledField

_BAR = 10


class FieldPanel(Vertical):
    """Shows the highlighted field; its input is where another value is typed."""

    @dataclass
    class Typed(Message):
        """The person wants these words there; none: the field stays blank."""

        key: str
        value: str

    def __init__(self) -> None:
        super().__init__(id="field")
        self._field: FilledField | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="field-head", markup=False)
        yield Input(placeholder="Type what should stand there", id="value", select_on_focus=True)
        with VerticalScroll(id="grounds"):
            yield Static(id="field-why", markup=False)
            yield Static(id="field-sources", markup=False)

    def show(self, review: Review, one: FilledField) -> None:
        """Shows this field as it stands; its sources follow."""
        if self._field is None or self._field.field.key != one.field.key:
            self.query_one("#field-sources", Static).update("")
        self._field = one
        self.query_one("#field-head", Static).update(write_head(one))
        self.query_one("#value", Input).value = review.value(one)
        self.query_one("#field-why", Static).update(write_why(one))

    def show_sources(self, key: str, sources: Sequence[tuple[str, str]]) -> None:
        """What the value rests on, if that field is still the one."""
        if self._field is not None and self._field.field.key == key:
            self.query_one("#field-sources", Static).update(write_sources(sources))

    def edit(self) -> None:
        """Lets the person type another value."""
        self.query_one("#value", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._field is not None:
            self.post_message(self.Typed(self._field.field.key, event.value.strip()))


def write_head(one: FilledField) -> Content:
    """What the field is called, and where in the form it stands."""
    section = f"{one_line(one.field.section)}\n" if one.field.section else ""
    return Content.assemble((section, QUIET), (one_line(one.label), HEAD))


def write_why(one: FilledField) -> Content:
    """How sure the value is and why, and what else could be taken, by its number."""
    lines: list[Content] = []
    if one.value and one.proofs:
        full = round(one.confidence * _BAR)
        bar = "━" * full + "╌" * (_BAR - full)
        lines.append(Content.assemble((bar, QUIET), (f"  {one.confidence:.0%} sure", QUIET)))
    lines += [Content.styled(visible(text), WARNING) for text in (one.why, one.stale) if text]
    for number, (_, shown) in enumerate(choices(one)[:9], 1):
        lines.append(Content.assemble((f"{number}", KEY), f"  {one_line(shown)}"))
    if one.field.help:
        lines.append(Content.styled(visible(one.field.help), QUIET))
    return Content("\n").join(lines)


def write_sources(sources: Sequence[tuple[str, str]]) -> Content:
    """Each source with its place, then its own words."""
    parts = []
    for place, text in sources:
        parts.append(Content.assemble(("\n" + one_line(place), QUIET), "\n", unwrap(visible(text).strip())))
    return Content("\n").join(parts)
