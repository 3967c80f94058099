"""The fields of a form, one under the other under the headings of the form: what is taken, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.forms.review import Review, Standing
from tui.ink import GOOD, HEAD, NUMBER, QUIET, WARNING
from tui.lists.lines import Lines
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.prefill.filled import FilledField

MARKS: dict[Standing, tuple[str, str]] = {
    "taken": ("✓", GOOD),
    "typed": ("✎", GOOD),
    "waits": ("?", WARNING),
    "left": ("-", QUIET),
    "blank": ("·", QUIET),
    "kept": ("=", QUIET),
}
_LABEL_SHARE = 0.45


class FieldList(Lines):
    """A line a field; the highlighted one is shown beside with its sources."""

    @dataclass
    class Chosen(Message):
        """A field became the highlighted one."""

        field: FilledField

    class Entered(Message):
        """Enter or a click on a field: its value is to be written."""

    def __init__(self) -> None:
        super().__init__(id="fields")
        self._review: Review | None = None
        self._places: dict[str, int] = {}

    @property
    def chosen(self) -> FilledField | None:
        """The highlighted field, if any."""
        if self._review is None or self.highlighted is None:
            return None
        key = self.get_option_at_index(self.highlighted).id
        return next((one for one in self._review.fields if one.field.key == key), None)

    def show(self, review: Review) -> None:
        """Shows these fields instead of what was there."""
        self._review = review
        self.draw()
        self.choose(0)

    def choose(self, number: int) -> None:
        """Highlights the field with this place among the fields."""
        if self._review is not None and self._review.fields:
            self.highlighted = self._places[self._review.fields[number].field.key]

    def place(self) -> int:
        """The place of the highlighted field among the fields; -1 where none is."""
        chosen = self.chosen
        return -1 if chosen is None or self._review is None else self._review.fields.index(chosen)

    def on_resize(self, event: events.Resize) -> None:
        self.redraw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.chosen is not None:
            self.post_message(self.Chosen(self.chosen))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Entered())

    def draw(self) -> None:
        if self._review is None:
            return
        width = max(self.scrollable_content_region.width, 30)
        options, section = [], ""
        self._places = {}
        for one in self._review.fields:
            if one.field.section != section:
                section = one.field.section
                heading = Content.styled(one_line(section.rpartition(" > ")[2]), HEAD)
                options.append(Option(heading, disabled=True))
            self._places[one.field.key] = len(options)
            options.append(Option(write_field(self._review, one, width), id=one.field.key))
        self.set_options(options)


def write_field(review: Review, one: FilledField, width: int) -> Content:
    """A line, `width` cells wide: how the field stands, what it is called, and its value."""
    standing = review.standing(one)
    mark, style = MARKS[standing]
    label_width = int((width - 3) * _LABEL_SHARE)
    label = Content(one_line(one.label)).truncate(label_width, ellipsis=True)
    value = one_line(review.value(one).replace("\n", ", "))
    shown = Content.styled(value, NUMBER if standing == "waits" else "")
    padded = label + " " * (label_width - cell_len(label.plain) + 1)
    return Content.assemble((f"{mark} ", style), padded) + shown.truncate(
        max(width - label_width - 4, 4), ellipsis=True
    )
