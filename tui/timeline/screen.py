"""The timeline: when much was said, what there was of a month or a day, and what tells most of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.counting import counted
from tui.help import Keys
from tui.ink import QUIET
from tui.passages.opening import open_hit
from tui.places.screen import PlaceScreen
from tui.status_line import Hint
from tui.timeline.calendar import Calendar
from tui.timeline.drawing import write_title
from tui.timeline.items import Items
from tui.timeline.messages import DaysRead, Item, ItemsRead, PlaceFound, StoryRead, SummaryRead
from tui.timeline.requests import Requests
from tui.timeline.span import Span, Zoom, span_over
from tui.timeline.story import Story

REST_SECONDS = 0.35
"""When one stays somewhere so long, it is summed up."""
KEYS: tuple[Keys, ...] = (
    (
        ("← → ↑ ↓", "moves in the calendar"),
        ("Enter +", "looks from nearer: years, year, month, day"),
        ("Bksp -", "looks from farther away"),
        ("n p", "the next day with words, the one before"),
        ("PgUp PgDn", "the span before, the one after"),
        ("Home End", "the first day, the last one"),
        ("/", "goes to a time in words: last summer"),
        ("t", "today"),
    ),
    (
        ("Tab", "to what there was, and back"),
        ("Enter", "shows the passages of it"),
        ("o", "opens the file: $EDITOR, or the desktop"),
        ("F2", "shows or hides what is beside"),
    ),
)


class TimelineScreen(PlaceScreen):
    """From years to hours."""

    PLACE = "timeline"
    CSS_PATH = "../styles/timeline.tcss"
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (("/", "go to", "screen.jump"), ("+ -", "nearer, farther", ""))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Back", priority=True, show=False),
        Binding("slash", "jump", "Go to a time", show=False),
        Binding("t", "today", "Today", show=False),
        Binding("o", "open", "Open the file", show=False),
        Binding("f2", "toggle_story", "Show or hide what is beside", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[date, int] | None = None
        self._shown = ""
        """Of which month or day the items are."""
        self._resting: Timer | None = None
        self._placed: Span | None = None
        """Where the calendar went by itself, so far."""
        self._was_moved = False

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="when"):
            yield Static("", id="span", markup=False)
            yield Input(placeholder="/ go to: last summer…", id="jump", compact=True)
        yield Calendar(Span(Zoom.YEAR, self.today))
        with Horizontal(id="days"):
            yield Items()
            yield Static("", id="no-items", markup=False)
            yield Story()

    def on_mount(self) -> None:
        self.requests = Requests(self.gateway, self)
        self.house.documents_read.subscribe(self, lambda documents: self.bring_up_to_date())
        self.query_one(Calendar).focus()

    def bring_up_to_date(self) -> None:
        self._shown = ""
        self.requests.read_days()

    @property
    def span(self) -> Span:
        """What is looked at."""
        return self.query_one(Calendar).span

    @property
    def today(self) -> date:
        """The day it is."""
        return self.gateway.now().date()

    # The memory

    def on_days_read(self, message: DaysRead) -> None:
        self._counts = dict(message.counts)
        calendar = self.query_one(Calendar)
        calendar.learn(self._counts)
        last = max(self._counts, default=None)
        if not self._was_moved and last is not None:
            self._placed = self.span.at(min(last, self.today))
        if self._placed is not None and self._placed != self.span and not self._was_moved:
            calendar.go(self._placed)
        else:
            self._look()

    def on_items_read(self, message: ItemsRead) -> None:
        if message.span != self._wanted:
            return
        self._shown = message.span
        if message.hours:
            self.query_one(Calendar).learn_hours(message.hours)
        items = self.query_one(Items)
        items.show(message.items, by_day=not message.hours)
        self.set_class(not message.items, "-without-items")
        items.go_to(self.span.day, self.span.hour)

    def on_summary_read(self, message: SummaryRead) -> None:
        if message.span == self._summed_up and not self.query_one(Story).hits:
            self.query_one(Story).sum_up(message.summary, message.today)

    def on_story_read(self, message: StoryRead) -> None:
        self.query_one(Story).tell(message.item, message.hits)
        self._show_story()

    # Moving

    def on_calendar_moved(self, message: Calendar.Moved) -> None:
        self._was_moved = self._was_moved or message.span != self._placed
        self.query_one(Story).hits = ()
        self._look()

    def on_calendar_entered(self) -> None:
        self.action_to_items()

    def on_items_left_upwards(self) -> None:
        self.query_one(Calendar).focus()

    def on_items_opened(self, message: Items.Opened) -> None:
        self.requests.read_story(message.item)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.requests.find_place(event.value)

    def on_place_found(self, message: PlaceFound) -> None:
        if message.days is None:
            text = f"“{message.words}” names no time. Write 2025-05-01, May 2025 or last summer."
            self.notify(text, severity="warning", markup=False)
            return
        self.query_one("#jump", Input).clear()
        calendar = self.query_one(Calendar)
        calendar.focus()
        calendar.go(span_over(*message.days))

    # Keys

    def action_escape(self) -> None:
        """Back to the calendar; else from farther away; from the farthest, back to asking."""
        calendar = self.query_one(Calendar)
        if self.has_class("-reading") and self.has_class("-narrow"):
            self.remove_class("-reading")
            self.query_one(Items).focus()
        elif not calendar.has_focus:
            calendar.focus()
        elif self.span.zoom is Zoom.YEARS:
            self.action_leave()
        else:
            calendar.action_farther()

    def action_jump(self) -> None:
        """Asks where to go."""
        self.query_one("#jump").focus()

    def action_today(self) -> None:
        """To today."""
        self.query_one(Calendar).go(self.span.at(self.today))

    def action_to_items(self) -> None:
        """On to what there was."""
        if self.query_one(Items).option_count:
            self.query_one(Items).focus()

    def action_show_passage(self, passage: str) -> None:
        """Shows a passage of the summary where it stands."""
        self.requests.read_story(Item(passage, self.span.day, "Where it stands"))

    def action_open(self) -> None:
        """Opens the file of what is shown beside."""
        if hits := self.query_one(Story).hits:
            open_hit(self.app, hits[0])
        else:
            self.notify("Choose something first: Enter shows its passages, o opens their file.")

    def action_toggle_story(self) -> None:
        """Shows what is beside, or hides it."""
        if self.query_one(Story).display:
            self.remove_class("-reading")
            self.add_class("-without-story")
        else:
            self._show_story()

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Go to a time", "In words: last summer, May 2025", self.action_jump)
        yield SystemCommand("Today", "In the timeline", self.action_today)

    # Drawing

    @property
    def _wanted(self) -> str:
        """The month or day of which the items are to be shown."""
        day = self.span.day
        return day.isoformat() if self.span.zoom is Zoom.DAY else f"{day:%Y-%m}"

    @property
    def _summed_up(self) -> str:
        """The month or day that is summed up."""
        day = self.span.day
        return f"{day:%Y-%m}" if self.span.zoom is Zoom.YEARS else day.isoformat()

    def _look(self) -> None:
        """Shows where one is: the title and the place in the list at once, the rest when it is read."""
        self.query_one("#span", Static).update(write_title(self.span, self._counts or {}))
        self.query_one("#no-items", Static).update(Content.styled(self._nothing(), QUIET))
        if self._wanted == self._shown:
            self.query_one(Items).go_to(self.span.day, self.span.hour)
        else:
            self.requests.read_items(self._wanted)
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._rest)

    def _rest(self) -> None:
        if self.gateway.is_open and self._counts:
            self.requests.sum_up(self._summed_up)

    def _nothing(self) -> str:
        if self._counts is None:
            return "Counting the days…"
        if not self._counts:
            return "Nothing that you remember tells its day yet. Chats, mails and dated notes do."
        count = sum(count for day, count in self._counts.items() if day.isoformat().startswith(self._wanted))
        if count and self.span.zoom is not Zoom.DAY:
            return (
                f"{counted(count, 'passage')}, and no events of them yet: n in Memories makes them, "
                "and so does the daemon. + shows a day."
            )
        return "Nothing of this time. n and p go to days with words."

    def _show_story(self) -> None:
        self.add_class("-reading")
        self.remove_class("-without-story")
