"""The sources: what is remembered, how each is, and how reading goes on."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from secondme.indexing.progress import Progress
from secondme.status import Status
from secondme.store.sources import Trust
from tui.dialogs.confirm import Confirm
from tui.dialogs.pick import Pick
from tui.help import Keys
from tui.ink import QUIET
from tui.ledger.ledger import Ledger
from tui.places.screen import PlaceScreen
from tui.sources import requests
from tui.sources.add_chat import AddChat, Export
from tui.sources.add_folder import AddFolder
from tui.sources.forgetting import write_foreseen, write_receipt
from tui.sources.heading import write_empty, write_head, write_trust
from tui.sources.ignore_rules import IgnoreRules
from tui.sources.messages import (
    Kept,
    OptionsRead,
    Reading,
    RulesChanged,
    SourceForeseen,
    SourceForgotten,
    SourcesRead,
    SpeakersRead,
)
from tui.sources.reading_gauge import ReadingGauge
from tui.sources.source_detail import TRUST, SourceDetail
from tui.sources.source_rows import COLUMNS, name_of, write_source
from tui.sources.who_am_i import WhoAmI
from tui.status_line import Hint

KEYS: tuple[Keys, ...] = (
    (
        ("a", "remembers a folder"),
        ("i", "takes in a chat export"),
        ("u", "looks at this source again"),
        ("t", "says whose words they are"),
        ("w", "says who you are in a chat"),
        ("x", "forgets it, after showing what hangs on it"),
    ),
    (
        ("e", "what is never looked at, with a preview"),
        ("Space", "pauses reading, or goes on"),
        ("g", "starts the daemon, or ends it"),
    ),
)

COUNT_SECONDS = 2.0
"""The least time between two looks at all sources while something is read."""


class SourcesScreen(PlaceScreen):
    """Where folders and chats come in, are looked after, and go."""

    PLACE = "sources"
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("a", "folder", "screen.add_folder"),
        ("i", "chat", "screen.add_chat"),
        ("e", "rules", "screen.edit_rules"),
        ("Space", "pause", "screen.toggle_pause"),
    )
    CSS_PATH = "../styles/keeping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,ctrl+o", "add_folder", "Add a folder", show=False),
        Binding("i", "add_chat", "Add a chat", show=False),
        Binding("u", "look_at", "Look again", show=False),
        Binding("t", "change_trust", "Whose words", show=False),
        Binding("w", "ask_who", "Who am I", show=False),
        Binding("x,delete", "forget", "Forget", show=False),
        Binding("e", "edit_rules", "Ignore rules", show=False),
        Binding("space", "toggle_pause", "Pause", show=False),
        Binding("g", "toggle_daemon", "Daemon", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, Kept] = {}
        self._reading = Reading()
        self._read_at = 0.0

    def compose_place(self) -> ComposeResult:
        yield Static("", classes="keeping-head", markup=False)
        yield ReadingGauge()
        with Horizontal(classes="keeping"):
            yield Ledger(COLUMNS, id="sources")
            yield SourceDetail()
        yield Static(write_empty(), classes="keeping-empty", markup=False)

    def on_mount(self) -> None:
        self.house.status_read.subscribe(self, self._counted)
        self.house.indexing_moved.subscribe(self, self._show_progress)
        self.query_one(".keeping-head", Static).update(Content.styled("Opening your memory…", QUIET))
        self.query_one(Ledger).focus()

    # What is shown

    def bring_up_to_date(self) -> None:
        self._read_at = time.monotonic()
        self.gateway.ask(self, "sources", partial(requests.read_sources, self.gateway))

    def on_sources_read(self, message: SourcesRead) -> None:
        was_paused, self._reading = self._reading.paused, message.reading
        self._sources = {kept.key: kept for kept in message.sources}
        self.set_class(not self._sources, "-empty")
        self.query_one(Ledger).show([write_source(kept) for kept in message.sources])
        self.query_one(".keeping-head", Static).update(write_head(message.sources, message.reading))
        if was_paused and not message.reading.paused:
            self.house.indexing.look_again()

    def on_ledger_chosen(self, message: Ledger.Chosen) -> None:
        if (kept := self._sources.get(message.key)) is not None:
            self.query_one(SourceDetail).show(kept)

    def on_ledger_opened(self, message: Ledger.Opened) -> None:
        self.query_one(SourceDetail).focus()

    def _counted(self, status: Status) -> None:
        """While much is read this comes often, and to count all sources takes a moment."""
        if self.is_current and time.monotonic() - self._read_at >= COUNT_SECONDS:
            self.bring_up_to_date()

    def _show_progress(self, progress: Progress | None) -> None:
        self.query_one(ReadingGauge).show(progress)
        if progress is None and self.is_current:
            self.bring_up_to_date()

    # Coming in

    def action_add_folder(self) -> None:
        """Lets the person choose a folder, which is then read in the background."""

        def remember(path: Path | None) -> None:
            if path is not None:
                self.house.indexing.add(path)
                self._say_when_paused()

        if self.gateway.is_open:
            self.app.push_screen(AddFolder(), remember)

    def action_add_chat(self) -> None:
        """Lets the person choose a chat export, which is then taken in."""

        def remember(export: Export | None) -> None:
            if export is not None:
                self.house.indexing.read(partial(requests.import_chat, self, export.kind, export.path))
                self._say_when_paused()

        if self.gateway.is_open:
            self.app.push_screen(AddChat(), remember)

    def action_look_at(self) -> None:
        """Compares the chosen source with the disk."""
        if (kept := self._chosen()) is not None:
            self.house.indexing.read(partial(requests.look_at, kept.counts.source))
            self._say_when_paused()

    def _say_when_paused(self) -> None:
        if self._reading.paused:
            self.notify("Reading is paused: that waits until you go on with Space.", markup=False)

    # Whose words

    def action_change_trust(self) -> None:
        """Asks how far the chosen source is trusted."""
        kept = self._chosen()
        if kept is None or kept.counts.source.kind == "told":
            return
        choices = [(level, write_trust(cast(Trust, level))) for level in TRUST if level != "assistant"]

        def change(level: str | None) -> None:
            if level is not None and level != kept.counts.source.trust:
                self.gateway.change(self, partial(requests.change_trust, kept, cast(Trust, level)))

        title = f"Whose words are in {name_of(kept.counts.source)}?"
        self.app.push_screen(Pick(title, choices, chosen=kept.counts.source.trust), change)

    def action_ask_who(self) -> None:
        """Asks who of those in a chat the person is."""
        kept = self._chosen()
        if kept is not None and kept.counts.source.kind == "chat":
            self.gateway.ask(self, "speakers", partial(requests.read_speakers, kept))

    def on_speakers_read(self, message: SpeakersRead) -> None:
        if message.unasked and not isinstance(self.app.screen, PlaceScreen):
            return  # The person is in the middle of something; w asks later.

        def keep(names: list[str] | None) -> None:
            if names is not None:
                self.gateway.change(self, partial(requests.take_as_mine, message.kept, names))

        self.app.push_screen(WhoAmI(name_of(message.kept.counts.source), message.speakers), keep)

    # Going

    def action_forget(self) -> None:
        """Shows what hangs on the chosen source, and forgets it if that is meant."""
        if (kept := self._chosen()) is not None:
            self.gateway.ask(self, "foresee", partial(requests.foresee, kept.key))

    def on_source_foreseen(self, message: SourceForeseen) -> None:
        def decide(is_meant: bool | None) -> None:
            if is_meant:
                self.gateway.ask(self, "forget", partial(requests.forget, message.source))

        text = write_foreseen(message.foreseen)
        self.app.push_screen(Confirm("Forget this source?", text, "Forget it", grave=True), decide)

    def on_source_forgotten(self, message: SourceForgotten) -> None:
        self.notify(write_receipt(message.receipt), title="Receipt", markup=False, timeout=20)
        self.gateway.read_status()
        self.bring_up_to_date()

    # Reading

    def action_edit_rules(self) -> None:
        """Shows what is never looked at, to be changed."""
        self.gateway.aside(self, "rules", partial(requests.read_options, self.gateway))

    def on_options_read(self, message: OptionsRead) -> None:
        places = [
            Path(kept.counts.source.place)
            for kept in self._sources.values()
            if kept.counts.source.kind == "folder" and kept.is_there
        ]

        def keep(rules: tuple[str, ...] | None) -> None:
            if rules is not None and rules != message.options.exclude:
                self.gateway.change(self, partial(requests.set_rules, self.gateway, rules))

        self.app.push_screen(IgnoreRules(message.options, places), keep)

    def on_rules_changed(self, message: RulesChanged) -> None:
        """They hold at once, for what is remembered too."""
        self.on_changed(message)
        self.house.indexing.look_again()

    def action_toggle_pause(self) -> None:
        """Has nothing new read, or has reading go on."""
        self.gateway.change(self, partial(requests.set_paused, self.house, not self._reading.paused))

    def action_toggle_daemon(self) -> None:
        """Starts the daemon, or ends it."""
        wanted = not self.gateway.is_remote
        self.notify("Starting the daemon…" if wanted else "Ending the daemon…")
        self.gateway.aside(self, "daemon", partial(requests.set_daemon, self.gateway, wanted))

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Add a folder", "Remember the files in it", self.action_add_folder)
        yield SystemCommand("Add a chat", "Take in a chat export", self.action_add_chat)
        yield SystemCommand("Ignore rules", "What is never looked at", self.action_edit_rules)
        yield SystemCommand("Pause or go on", "Whether what is new is read", self.action_toggle_pause)
        yield SystemCommand(
            "Start or end the daemon", "It reads in the background", self.action_toggle_daemon
        )

    def _chosen(self) -> Kept | None:
        key = self.query_one(Ledger).chosen
        return None if key is None else self._sources.get(key)
