"""The place of memories: what is held to be true, how firmly, and on what grounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from secondme.memories.book import Happened, Remembered
from secondme.memories.linking.telling import Linked
from secondme.memories.wording import day
from tui.dialogs.confirm import Confirm
from tui.help import Keys
from tui.ink import QUIET
from tui.memories import requests
from tui.memories.around import Around
from tui.memories.choosing import Choice, Listed, State, choose, kinds_of
from tui.memories.conflicts import Conflicts
from tui.memories.detail import MemoryDetail
from tui.memories.editing import EditMemory
from tui.memories.forgetting import ForgetDialog
from tui.memories.heading import write_empty, write_heading
from tui.memories.messages import LookedAt, MemoriesRead
from tui.memories.table import MemoryTable
from tui.passages.opening import open_hit
from tui.passages.reading import PassageDialog
from tui.plain_text import visible
from tui.status_line import Hint
from tui.tables.searched_place import SearchedPlace

KEYS: tuple[Keys, ...] = (
    (
        ("/", "finds as you type, by words, names and kinds"),
        ("s t w", "which state, which kind, which come first"),
        ("Enter", "goes to what hangs on the memory"),
        ("Space", "marks several, for what comes next"),
    ),
    (
        ("e", "says how it should read"),
        ("p", "pins it, or not any longer"),
        ("r", "says that it no longer holds, or holds again"),
        ("y", "says that it is still true"),
        ("m", "makes one of those that are marked"),
        ("x", "forgets it for good, and shows what goes"),
        ("c", "what contradicts each other"),
    ),
    (
        ("Enter", "there opens, follows, or takes a change back"),
        ("b", "goes back along the links, as Backspace does"),
        ("o", "opens the file"),
    ),
)
DISTIL_SECONDS = 60.0


class MemoriesScreen(SearchedPlace):
    """A table at the left, and beside it all about one memory."""

    PLACE = "memories"
    FILTER = "#memory-filter"
    AUTO_FOCUS = "#memory-table"
    KEYS = KEYS
    BEGINS = "-without-memories"
    CSS_PATH = "../styles/memories.tcss"
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("/", "find", "screen.find"),
        ("e", "edit", "screen.edit"),
        ("p", "pin", "screen.pin"),
        ("r", "retire", "screen.retire"),
        ("x", "forget", "screen.forget"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "next_state", "Another state", show=False),
        Binding("t", "next_kind", "Another kind", show=False),
        Binding("w", "next_order", "Another order", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("p", "pin", "Pin", show=False),
        Binding("r", "retire", "Retire or bring back", show=False),
        Binding("y", "confirm", "Still true", show=False),
        Binding("m", "merge", "Merge", show=False),
        Binding("x,delete", "forget", "Forget", show=False),
        Binding("c", "conflicts", "Contradictions", show=False),
        Binding("o", "open", "Open the file", show=False),
        Binding("n", "distil", "Make memories of what was read", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._memories: Sequence[Listed] | None = None
        self._choice = Choice()
        self._shown: str | None = None
        """The memory beside the table."""

    def compose_place(self) -> ComposeResult:
        yield Input(placeholder="Find in what is remembered…", id="memory-filter", select_on_focus=False)
        with Horizontal(id="memory-main"):
            with Vertical(id="memory-list"):
                yield Static("", id="memory-heading", markup=False)
                yield MemoryTable()
                yield Static("", id="memory-empty", markup=False)
            yield MemoryDetail()

    def on_mount(self) -> None:
        self.house.documents_read.subscribe(self, lambda _: self.bring_up_to_date())
        self._say_empty(Content.styled("Opening your memory…", QUIET))

    # The memory

    def bring_up_to_date(self) -> None:
        requests.read_memories(self.gateway, self)
        if self._shown is not None:
            requests.look_at(self.gateway, self, self._shown)

    def on_memories_read(self, message: MemoriesRead) -> None:
        self._memories = message.memories
        self._draw()

    def on_looked_at(self, message: LookedAt) -> None:
        if message.look.memory.id == self._shown:
            self._detail.show(message.look, can_go_back=bool(self.trail))

    def show_memory(self, identifier: str) -> None:
        """Shows this memory, whatever was chosen here before."""
        self.query_one("#memory-filter", Input).value = ""
        self.trail.clear()
        self._choose(Choice(state="all"))
        self.add_class("-reading")
        self.go_back_to(identifier)

    # Choosing

    @on(Input.Changed, "#memory-filter")
    def find_words(self, event: Input.Changed) -> None:
        self._choose(replace(self._choice, text=event.value))

    @on(MemoryTable.Chosen)
    def show_chosen(self) -> None:
        if self.table.chosen is not None:
            self.trail.clear()
            self._look_at(self.table.chosen.id)

    @on(MemoryTable.Opened)
    def read_chosen(self) -> None:
        self.add_class("-reading")
        self._detail.read()

    def action_next_state(self) -> None:
        """Shows what is held true, what sleeps, what is past, or all."""
        self._choose(self._choice.next_state())

    def action_state(self, state: State) -> None:
        """Shows what is in this state."""
        self._choose(replace(self._choice, state=state))

    def action_next_kind(self) -> None:
        """Shows one kind alone, one after the other."""
        self._choose(self._choice.next_kind(kinds_of(self._memories or ())))

    def action_next_order(self) -> None:
        """Shows others first."""
        self._choose(self._choice.next_order())

    # Around

    @on(Around.Chosen)
    def follow(self, message: Around.Chosen) -> None:
        thing = message.thing
        if isinstance(thing, Linked):
            if self._shown is not None:
                self.trail.append(self._shown)
            self.go_back_to(thing.memory)
        elif isinstance(thing, Happened):
            self._take_back(thing)
        else:
            words = self._detail.look.memory.text if self._detail.look else ""
            self.app.push_screen(PassageDialog(thing, words))

    def action_open(self) -> None:
        """Opens the file of a passage that it rests on."""
        if (hit := self.query_one(Around).hit) is not None:
            open_hit(self.app, hit)

    # Changes

    def action_edit(self) -> None:
        """Lets the person say how it should read."""
        if (memory := self._shown_memory()) is None:
            return

        def edit(text: str | None) -> None:
            if text is not None:
                self._correct("Kept as you say.", ("edit", [memory.id], text))

        self.app.push_screen(EditMemory(memory.text), edit)

    def action_pin(self) -> None:
        """Keeps it awake however long it is not used, or lets it fade again."""
        if chosen := self._meant():
            pinned = all(one.pinned for one in chosen)
            said = "Fades like others again." if pinned else "Pinned: it stays awake."
            self._correct(said, ("unpin" if pinned else "pin", [one.id for one in chosen], ""))

    def action_retire(self) -> None:
        """Says that it does not hold any more; of what is past, that it holds again."""
        if chosen := self._meant():
            past = all(one.state == "past" for one in chosen)
            said = "Held true again." if past else "Does not hold any more."
            self._correct(said, ("revive" if past else "retire", [one.id for one in chosen], ""))

    def action_confirm(self) -> None:
        """Says that it is still true, which makes it last."""
        if chosen := self._meant():
            self._correct("Still true: it lasts longer now.", ("confirm", [one.id for one in chosen], ""))

    def action_merge(self) -> None:
        """Makes one of those that are marked: the first in the table stays."""
        chosen = self._meant()
        if len(chosen) < 2:
            self.notify("Mark those that are the same with Space, then press m.")
        else:
            names = [one.id for one in chosen]
            self._correct(f"{names[0]} stays, with what the others rest on.", ("merge", names, ""))

    def action_forget(self) -> None:
        """Shows what hangs on it, and forgets it once the person says so."""
        if self._shown is None:
            return

        def after(is_forgotten: bool | None) -> None:
            if is_forgotten:
                self._shown = None
                self.trail.clear()
                self.bring_up_to_date()

        memory = self._shown_memory()
        self.app.push_screen(ForgetDialog(self._shown, memory.text if memory is not None else ""), after)

    def action_conflicts(self) -> None:
        """What contradicts each other, pair by pair."""
        if self.gateway.is_open:
            self.app.push_screen(Conflicts(), lambda _: self.bring_up_to_date())

    def action_distil(self) -> None:
        """Makes memories of what was read."""
        self.notify("Looking for what there is to learn from what was read…")
        requests.distil(self.gateway, self, DISTIL_SECONDS)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Contradictions", "Memories that contradict each other", self.action_conflicts)
        yield SystemCommand("Make memories", "Learn from what was read last", self.action_distil)

    def _correct(self, said: str, deed: requests.Deed) -> None:
        requests.correct(self.gateway, self, said, deed)
        self.table.unmark()

    def _take_back(self, change: Happened) -> None:
        """Asks first: that it was taken back cannot be taken back."""
        if change.undone:
            self.notify("That was taken back already.")
            return

        def take_back(is_wanted: bool | None) -> None:
            if is_wanted:
                requests.correct(self.gateway, self, "Taken back.", ("undo", [], str(change.number)))

        question = Content(visible(f"{day(change.at)}: {change.verb}, {change.reason}."))
        self.app.push_screen(Confirm("Take this back?", question, "Take it back"), take_back)

    def _meant(self) -> list[Remembered]:
        """Those that are marked, else the one that is shown."""
        shown = self._shown_memory()
        return self.table.marked_rows or ([shown] if shown is not None else [])

    def _shown_memory(self) -> Remembered | None:
        """The one beside the table, also before all about it was read."""
        look, chosen = self._detail.look, self.table.chosen
        known = [look.memory if look is not None else None, chosen]
        return next((one for one in known if one is not None and one.id == self._shown), None)

    # Drawing

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self._draw()

    def _draw(self) -> None:
        if self._memories is None:
            return
        found = choose(self._memories, self._choice)
        self.table.show(found)
        self.query_one("#memory-heading", Static).update(write_heading(self._memories, self._choice))
        self._say_empty(write_empty(self._memories, self._choice) if not found else Content(""))
        if not found:
            self._shown = None
            self._detail.clear()

    def _say_empty(self, words: Content) -> None:
        empty = self.query_one("#memory-empty", Static)
        empty.update(words)
        self.set_class(bool(words.plain), "-without-memories")

    def go_back_to(self, identifier: str) -> None:
        """Shows a memory, and goes to its row where it has one."""
        with self.prevent(MemoryTable.Chosen):
            self.table.choose(identifier)
        self._look_at(identifier)

    def _look_at(self, identifier: str) -> None:
        """Reads all about a memory once the person stays with it for a moment."""
        self._shown = identifier
        self.stay(lambda: requests.look_at(self.gateway, self, identifier))

    @property
    def table(self) -> MemoryTable:
        return self.query_one(MemoryTable)

    @property
    def has_page_focus(self) -> bool:
        return self._detail.has_focus_within

    @property
    def _detail(self) -> MemoryDetail:
        return self.query_one(MemoryDetail)
