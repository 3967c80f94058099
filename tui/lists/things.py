"""Things of several kinds, one below the other under headings; Enter is for each what its kind is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.ink import KEY, QUIET
from tui.lists.lines import Lines

Thing = TypeVar("Thing")


class Things(Lines, Generic[Thing]):
    """`write` gives its options, which are made by `head` and, for each thing, by `option`."""

    @dataclass
    class Chosen(Message):
        """Enter or a click on one of them."""

        thing: Any

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.things: dict[str, Thing] = {}
        """By the name of the option that shows it."""
        self._was_low = False

    def write(self) -> Iterator[Option]:
        """What stands in it now."""
        raise NotImplementedError

    @property
    def gap(self) -> str:
        """What stands before a heading: an empty line, where there is room for one."""
        return "" if self._is_low else "\n"

    def draw(self) -> None:
        self._was_low, self.things = self._is_low, {}
        self.set_options([*self.write()])

    def on_resize(self, event: events.Resize) -> None:
        if self._is_low != self._was_low:
            self.redraw()

    @property
    def _is_low(self) -> bool:
        return self.screen.has_class("-low")

    @property
    def chosen(self) -> Thing | None:
        """The highlighted thing, if any."""
        if self.highlighted is None:
            return None
        return self.things.get(self.get_option_at_index(self.highlighted).id or "")

    def option(self, thing: Thing, line: Content) -> Option:
        """The option that shows this thing."""
        name = str(len(self.things))
        self.things[name] = thing
        return Option(Content(" ") + line, id=name)

    def go_to_first(self) -> None:
        """Highlights the first thing."""
        self.highlighted = next((at for at, one in enumerate(self.options) if not one.disabled), None)
        self.scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (thing := self.things.get(event.option.id or "")) is not None:
            self.post_message(self.Chosen(thing))


def head(title: str, hint: str = "") -> Option:
    """A heading, or a remark; it cannot be chosen."""
    return Option(Content.assemble((title, KEY), (f"  {hint}", QUIET)), disabled=True)
