"""What hangs on a memory: what it rests on, what it is linked with, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from secondme.memories.book import Happened
from secondme.memories.linking.telling import Linked
from secondme.recall.hit import Hit
from tui.ink import QUIET
from tui.lists.things import Things, head
from tui.memories.messages import Look
from tui.memories.telling import write_evidence, write_happened, write_link
from tui.passages.byline import write_byline

Thing = Hit | Linked | Happened


class Around(Things[Thing]):
    """Three short lists, one below the other; Enter opens, follows, or takes back."""

    def __init__(self) -> None:
        super().__init__(id="around")
        self._look: Look | None = None

    @property
    def hit(self) -> Hit | None:
        """The passage that is highlighted, else the first one."""
        hits = [thing for thing in self.things.values() if isinstance(thing, Hit)]
        chosen = self.chosen
        return chosen if isinstance(chosen, Hit) else next(iter(hits), None)

    def show(self, look: Look) -> None:
        """Shows what hangs on this memory."""
        self._look = look
        self.draw()
        self.go_to_first()

    def write(self) -> Iterator[Option]:
        if (look := self._look) is None:
            return
        yield head("Rests on", "Enter opens")
        if not look.evidence:
            yield head("", "Its passages are not there any more.")
        for number, hit in enumerate(look.evidence, 1):
            yield self.option(hit, write_evidence(number, write_byline(hit), hit.text))
        if look.links:
            yield head(f"{self.gap}Linked with", "Enter follows")
        width = max((len(one.kind) for one in look.links), default=0)
        for number, linked in enumerate(look.links, 1):
            branch = "╰─ " if number == len(look.links) else "├─ "
            yield self.option(linked, Content.styled(branch, QUIET) + write_link(linked, width))
        if look.history:
            yield head(f"{self.gap}What became of it", "Enter takes it back")
        for one in reversed(look.history):
            yield self.option(one, write_happened(one, look.memory.id))
