"""What hangs on a memory: what it rests on, what it is linked with, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from secondme.memories.book import Happened
from secondme.memories.linking.telling import Linked
from secondme.recall.hit import Hit
from tui.ink import KEY, QUIET
from tui.memories.messages import Look
from tui.memories.telling import write_evidence, write_happened, write_link
from tui.passages.byline import write_byline

Thing = Hit | Linked | Happened


class Around(OptionList):
    """Three short lists, one below the other; Enter opens, follows, or takes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Enter or a click on one of them."""

        thing: Thing

    def __init__(self) -> None:
        super().__init__(id="around", markup=False, compact=True)
        self._things: dict[str, Thing] = {}

    @property
    def hit(self) -> Hit | None:
        """The passage that is highlighted, else the first one."""
        hits = [thing for thing in self._things.values() if isinstance(thing, Hit)]
        chosen = self._chosen()
        return chosen if isinstance(chosen, Hit) else next(iter(hits), None)

    def show(self, look: Look) -> None:
        """Shows what hangs on this memory."""
        self._things = {}
        self.set_options([*self._write(look)])
        self.highlighted = next((at for at, one in enumerate(self.options) if not one.disabled), None)
        self.scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (thing := self._chosen()) is not None:
            self.post_message(self.Chosen(thing))

    def _chosen(self) -> Thing | None:
        if self.highlighted is None:
            return None
        return self._things.get(self.get_option_at_index(self.highlighted).id or "")

    def _write(self, look: Look) -> Iterator[Option]:
        gap = "" if self.screen.has_class("-low") else "\n"
        yield _head("Rests on", "Enter opens")
        if not look.evidence:
            yield _head("", "Its passages are not there any more.")
        for number, hit in enumerate(look.evidence, 1):
            yield self._option(hit, write_evidence(number, write_byline(hit), hit.text))
        if look.links:
            yield _head(f"{gap}Linked with", "Enter follows")
        width = max((len(one.kind) for one in look.links), default=0)
        for number, linked in enumerate(look.links, 1):
            branch = "╰─ " if number == len(look.links) else "├─ "
            yield self._option(linked, Content.styled(branch, QUIET) + write_link(linked, width))
        if look.history:
            yield _head(f"{gap}What became of it", "Enter takes it back")
        for one in reversed(look.history):
            yield self._option(one, write_happened(one, look.memory.id))

    def _option(self, thing: Thing, line: Content) -> Option:
        name = str(len(self._things))
        self._things[name] = thing
        return Option(Content(" ") + line, id=name)


def _head(title: str, hint: str) -> Option:
    return Option(Content.assemble((title, KEY), (f"  {hint}", QUIET)), disabled=True)
