"""The page of somebody: who they are, what is open, what is known, whom they know, what they said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from textual.content import Content
from textual.widgets.option_list import Option

from secondme.events.book import Event
from secondme.events.summary import Sentence
from secondme.memories.book import Remembered
from secondme.memories.portrait import Section
from secondme.memories.wording import bar, day, last_day
from secondme.recall.hit import Hit
from tui.counting import counted
from tui.ink import GOOD, HEAD, KEY, QUIET
from tui.lists.things import Things, head
from tui.passages.byline import write_byline
from tui.people.messages import Connection, Page
from tui.people.roll import Somebody
from tui.plain_text import one_line

Thing = Sentence | Remembered | Connection | Hit | Event
_Kind = TypeVar("_Kind", Sentence, Remembered, Connection, Hit, Event)
LONGEST = 200
"""Characters of what somebody said."""


class PersonPage(Things[Thing]):
    """Lists below each other; Enter opens a passage, a memory, or another page."""

    def __init__(self) -> None:
        super().__init__(id="person-page")
        self._page: Page | None = None

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Shows this page. keep_place: it is the same one, read again."""
        place = self.highlighted if keep_place else None
        self._page = page
        self.draw()
        if place is not None and place < self.option_count:
            self.highlighted = place
        else:
            self.go_to_first()

    def write(self) -> Iterator[Option]:
        if (page := self._page) is None:
            return
        if page.portrait:
            yield head("Portrait", "as it follows from what is known")
            yield from (Option(_section(one), disabled=True) for one in page.portrait)
        yield from self._list("Told of them, as it was written", page.told, _sentence)
        yield from self._list("Open", page.open, _plan)
        yield from self._list("Known", page.known, _memory)
        yield from self._list("Connected with", page.connections, _connection)
        said = "Said" if page.who.kind == "person" else "Spoken of"
        yield from self._list(said, page.said, _said)
        yield from self._list("Events", page.events, _event)
        if not self.things and not page.portrait:
            yield head("", "Nothing is known beyond the name.")

    def _list(
        self, title: str, things: Sequence[_Kind], write: Callable[[_Kind], Content]
    ) -> Iterator[Option]:
        if things:
            yield head(f"{self.gap}{title}")
        for thing in things:
            yield self.option(thing, write(thing))


def write_person(who: Somebody) -> Content:
    """The name, other names and accounts, and how much there is."""
    lines = [Content.styled(one_line(who.name), HEAD)]
    also = [name for name in who.names if name != who.name]
    if also:
        lines.append(Content.styled(f"also {one_line(', '.join(also))}", QUIET))
    if who.handles:
        accounts = (handle.split(":", 1)[-1] for handle in who.handles)
        lines.append(Content.styled(one_line(" · ".join(accounts)), QUIET))
    counts = [who.id or "", who.kind if not who.is_me else "you" if who.name != "You" else ""]
    counts += [counted(who.passages, "passage") if who.passages else ""]
    lines.append(Content.styled(" · ".join(one for one in counts if one), QUIET))
    return Content("\n").join(lines)


def _section(one: Section) -> Content:
    return Content.assemble((f" {one.name:<9}", KEY), one_line(one.text))


def _sentence(one: Sentence) -> Content:
    when = f"  {one.day.day} {one.day:%b %Y}" if one.day is not None else ""
    return Content.assemble(f"“{one_line(one.text)}”", (when, QUIET))


def _plan(one: Remembered) -> Content:
    due = f"  due {last_day(one)}" if one.valid_to is not None else ""
    return Content.assemble(one_line(one.text), (due, QUIET))


def _memory(one: Remembered) -> Content:
    return Content.assemble((f"{bar(one)} ", GOOD), one_line(one.text))


def _connection(one: Connection) -> Content:
    return Content.assemble((f"{one_line(one.how)}  ", QUIET), one_line(one.name))


def _said(one: Hit) -> Content:
    words = one_line(one.text)
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return Content.assemble(write_byline(one), "  ", (f"“{shown}”", QUIET))


def _event(one: Event) -> Content:
    when = f"{day(one.begins)}  " if one.begins is not None else ""
    return Content.assemble((when, QUIET), one_line(one.title or one.document_title))
