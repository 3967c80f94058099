"""The place of people and things: who is who, and all about each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from secondme.events.book import Event
from secondme.events.summary import Sentence
from secondme.memories.book import Remembered
from secondme.memories.graph import Subject
from tui.help import Keys
from tui.ink import HEAD, KEY, QUIET
from tui.passages.reading import PassageDialog
from tui.people import requests
from tui.people.messages import Connection, PageRead, PassageFound, RollCalled
from tui.people.page import PersonPage, write_person
from tui.people.roll import Somebody, find
from tui.people.splitting import NamePerson, SplitPerson
from tui.people.table import Roll
from tui.status_line import Hint
from tui.tables.searched_place import SearchedPlace

KEYS: tuple[Keys, ...] = (
    (
        ("/", "finds as you type, by name or account"),
        ("Enter", "goes to the page; there opens what is at hand"),
        ("b", "goes back along the pages, as Backspace does"),
    ),
    (
        ("Space m", "marks several; they are one person"),
        ("s", "splits: takes accounts or names off"),
        ("n", "says what the name is"),
        ("i", "says that this is you"),
    ),
)


class PeopleScreen(SearchedPlace):
    """The roll at the left, a page beside it."""

    PLACE = "people"
    FILTER = "#people-filter"
    AUTO_FOCUS = "#roll"
    KEYS = KEYS
    BEGINS = "-without-people"
    CSS_PATH = "../styles/people.tcss"
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("/", "find", "screen.find"),
        ("m", "merge", "screen.merge"),
        ("s", "split", "screen.split"),
        ("n", "name", "screen.name"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "merge", "Merge", show=False),
        Binding("s", "split", "Split", show=False),
        Binding("n", "name", "Name", show=False),
        Binding("i", "mark_self", "This is you", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._roll: Sequence[Somebody] | None = None
        self._subjects: Sequence[Subject] = ()
        self._text = ""
        self._shown: Somebody | None = None
        self._drawn = ""
        """Whose page is drawn."""

    def compose_place(self) -> ComposeResult:
        yield Input(placeholder="Find people and things…", id="people-filter", select_on_focus=False)
        with Horizontal(id="people-main"):
            with Vertical(id="people-list"):
                yield Roll()
                yield Static("", id="people-empty", markup=False)
            with Vertical(id="person"):
                yield Static("", id="person-head", markup=False)
                yield PersonPage()

    def on_mount(self) -> None:
        self.house.documents_read.subscribe(self, lambda _: self.bring_up_to_date())
        self._say_empty(Content.styled("Opening your memory…", QUIET))

    # The memory

    def bring_up_to_date(self) -> None:
        requests.call(self.gateway, self)

    def on_roll_called(self, message: RollCalled) -> None:
        self._roll, self._subjects = message.roll, message.subjects
        self._draw()
        if self._shown is not None:
            same = [one for one in self._roll if one.key == self._shown.key]
            self._look_at(same[0] if same else self.table.chosen)

    def on_page_read(self, message: PageRead) -> None:
        page = message.page
        if self._shown is None or page.who.key != self._shown.key:
            return
        keep = self._drawn == page.who.key
        self._drawn = page.who.key
        back = Content.styled("\n← Backspace goes back", QUIET) if self.trail else Content("")
        self.query_one("#person-head", Static).update(write_person(page.who) + back)
        self._page.show(page, keep_place=keep)

    def on_passage_found(self, message: PassageFound) -> None:
        self.app.push_screen(PassageDialog(message.hit))

    # Choosing

    @on(Input.Changed, "#people-filter")
    def find_words(self, event: Input.Changed) -> None:
        self._text = event.value
        self._draw()

    @on(Roll.Chosen)
    def show_chosen(self) -> None:
        self.trail.clear()
        self._look_at(self.table.chosen)

    @on(Roll.Opened)
    def read_chosen(self) -> None:
        self.add_class("-reading")
        self._page.focus()

    @on(PersonPage.Chosen)
    def follow(self, message: PersonPage.Chosen) -> None:
        thing = message.thing
        if isinstance(thing, Connection):
            self._follow(thing)
        elif isinstance(thing, Remembered):
            self._show_memory(thing.id)
        elif isinstance(thing, (Sentence, Event)):
            requests.find_passage(self.gateway, self, _passage_of(thing))
        else:
            self.app.push_screen(PassageDialog(thing))

    # Deciding who is who

    def action_merge(self) -> None:
        """Those that are marked are one person; the first one's name and number stay."""
        ids = [one.id for one in self.table.marked_rows if one.id is not None]
        if len(ids) < 2:
            self.notify("Mark people who are one and the same with Space, then press m. Both need accounts.")
        else:
            requests.decide(self.gateway, self, "merge", ids)
            self.table.unmark()

    def action_split(self) -> None:
        """Takes accounts or names off whoever is two people."""
        if (who := self._with_accounts()) is None:
            return

        def split(off: tuple[str, ...] | None) -> None:
            if off:
                requests.decide(self.gateway, self, "split", [who.id or ""], off)

        if len(who.handles) + len(who.names) < 3 and len(who.handles) < 2:
            self.notify(f"{who.name} has one account alone: there is nothing to take off.", markup=False)
        else:
            self.app.push_screen(SplitPerson(who), split)

    def action_name(self) -> None:
        """Says under what name somebody is shown."""
        if (who := self._with_accounts()) is None:
            return

        def name(text: str | None) -> None:
            if text:
                requests.decide(self.gateway, self, "name", [who.id or ""], [text])

        self.app.push_screen(NamePerson(who.name), name)

    def action_mark_self(self) -> None:
        """Says that this is the person themselves: what they wrote counts as their own words."""
        if (who := self._with_accounts()) is not None:
            requests.decide(self.gateway, self, "self", [who.id or ""])

    def _with_accounts(self) -> Somebody | None:
        """Whoever is shown, if that can be decided about."""
        if self._shown is not None and self._shown.id is None:
            self.notify("That goes for people with accounts or in an address book alone.")
        return self._shown if self._shown is not None and self._shown.id is not None else None

    # Drawing

    def _draw(self) -> None:
        if self._roll is None:
            return
        found = find(self._roll, self._text)
        self.table.show(found)
        self._say_empty(Content("") if found else _write_empty(bool(self._roll)))
        if not found:
            self._shown = None

    def _say_empty(self, words: Content) -> None:
        self.query_one("#people-empty", Static).update(words)
        self.set_class(bool(words.plain), "-without-people")

    def _follow(self, to: Connection) -> None:
        if self._shown is not None:
            self.trail.append(self._shown.key)
        self.go_back_to(to.key)

    def go_back_to(self, key: str) -> None:
        with self.prevent(Roll.Chosen):
            self.table.choose(key)
        self._look_at(next((one for one in self._roll or () if one.key == key), None))

    def _show_memory(self, identifier: str) -> None:
        """In the place of memories, where it can be put right."""
        from tui.memories.screen import MemoriesScreen

        self.house.go_to("memories")
        if isinstance(place := self.app.screen, MemoriesScreen):
            place.call_later(place.show_memory, identifier)  # It may have to be made first.

    def _look_at(self, who: Somebody | None) -> None:
        """Reads the page once the person stays with it for a moment."""
        self._shown = who
        if who is None:
            self.leave()
        else:
            self.stay(lambda: requests.read_page(self.gateway, self, who, self._subjects))

    @property
    def table(self) -> Roll:
        return self.query_one(Roll)

    @property
    def has_page_focus(self) -> bool:
        return self._page.has_focus

    @property
    def _page(self) -> PersonPage:
        return self.query_one(PersonPage)


def _passage_of(thing: Sentence | Event) -> str:
    return thing.passage if isinstance(thing, Sentence) else thing.passages[0]


def _write_empty(is_filtered: bool) -> Content:
    if is_filtered:
        return Content.assemble(("Nobody and nothing of that name.", HEAD), "\n\n", ("Esc", KEY), "  clears")
    lines = [
        Content.styled("Nobody is known yet.", HEAD),
        Content(""),
        Content.styled("People come from address books, mail and chats:", QUIET),
        Content.styled("secondme add contacts.vcf", QUIET),
    ]
    return Content("\n").join(lines)
