"""The backups: where they are, which there are, whether they are sound and come back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from secondme.backup.sealing import Lock
from tui.backups import requests, works
from tui.backups.backup_rows import (
    COLUMNS,
    write_empty,
    write_head,
    write_last,
    write_snapshot,
)
from tui.backups.choose_place import ChoosePlace
from tui.backups.messages import (
    BackupsRead,
    CameBack,
    Ended,
    Moved,
    PlaceSeen,
    PlaceSet,
    PruneForeseen,
    Snapshot,
)
from tui.backups.overview import Overview
from tui.backups.restore_dialogs import RestoreInto, WhereNow
from tui.dialogs.confirm import Confirm
from tui.dialogs.entry import Entry
from tui.dialogs.passphrase import Passphrase
from tui.help import Keys
from tui.ink import QUIET
from tui.ledger.ledger import Ledger
from tui.paths import shorten_paths
from tui.places.screen import PlaceScreen
from tui.sources.reading_gauge import ReadingGauge
from tui.status_line import Hint

KEYS: tuple[Keys, ...] = (
    (
        ("b", "backs up now, or calls that off"),
        ("v", "looks whether backups are what was written"),
        ("V", "thoroughly: every piece is opened, with the passphrase"),
        ("t", "tries whether the newest comes back, with the passphrase"),
        ("r", "has the chosen one back, in a new folder"),
        ("w", "makes backups anew without what was forgotten since, with the passphrase"),
        ("p", "drops what the settings do not keep, after showing it"),
        ("s", "sets up the place, or another one"),
    ),
)
Open = Callable[[Lock | Path], None]


class BackupsScreen(PlaceScreen):
    """Where copies that can be taken away are made and looked after."""

    PLACE = "backups"
    KEYS = KEYS
    NEEDS_MEMORY = False
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("b", "back up", "screen.back_up"),
        ("v", "verify", "screen.verify"),
        ("t", "try", "screen.drill"),
        ("r", "restore", "screen.restore"),
    )
    CSS_PATH = "../styles/keeping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "back_up", "Back up", show=False),
        Binding("v", "verify", "Verify", show=False),
        Binding("V", "verify_thoroughly", "Verify thoroughly", show=False),
        Binding("t", "drill", "Try", show=False),
        Binding("r", "restore", "Restore", show=False),
        Binding("w", "rewrite", "Make anew", show=False),
        Binding("p", "prune", "Prune", show=False),
        Binding("s", "set_up", "Set up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._read: BackupsRead | None = None
        self._last = Content("")
        self._under_way: threading.Event | None = None

    def compose_place(self) -> ComposeResult:
        yield Static("", classes="keeping-head", markup=False)
        yield ReadingGauge()
        with Horizontal(classes="keeping"):
            yield Ledger(COLUMNS, id="backups")
            yield Overview()
        yield Static(write_empty(), classes="keeping-empty", markup=False)

    def on_mount(self) -> None:
        self.query_one(".keeping-head", Static).update(Content.styled("Looking…", QUIET))
        self.query_one(Ledger).focus()

    # What is shown

    def bring_up_to_date(self) -> None:
        gateway = self.gateway
        work = partial(requests.read_backups, gateway.home, gateway.key, gateway.now())
        gateway.aside(self, "backups", work)

    def on_backups_read(self, message: BackupsRead) -> None:
        self._read = message
        self.set_class(message.place is None and not message.problem, "-empty")
        self.query_one(".keeping-head", Static).update(write_head(message))
        self.query_one(Ledger).show([write_snapshot(one) for one in message.snapshots])
        self._draw()

    def on_ledger_chosen(self, message: Ledger.Chosen) -> None:
        self._draw()

    def on_ledger_opened(self, message: Ledger.Opened) -> None:
        self.query_one(Overview).focus()

    def _draw(self) -> None:
        if self._read is None:
            return
        self.query_one(Overview).show(self._read, self._chosen(), self._last, self.gateway.now().date())

    def _chosen(self) -> Snapshot | None:
        key = self.query_one(Ledger).chosen
        snapshots = self._read.snapshots if self._read is not None else ()
        return next((one for one in snapshots if one.name == key), None)

    # Long work, one thing at a time

    def action_back_up(self) -> None:
        """Backs up now, or calls off what is under way."""
        if self._under_way is not None:
            self._under_way.set()
        elif self._is_set_up():
            self._create()

    def action_verify(self) -> None:
        """Looks whether every byte is what was written."""
        if self._is_free():
            cancelled = self._begin()
            self.gateway.aside(self, "backup", partial(works.verify, self.gateway, None, cancelled))

    def action_verify_thoroughly(self) -> None:
        """Opens every piece too."""

        def verify(lock: Lock | Path) -> None:
            cancelled = self._begin()
            self.gateway.aside(self, "backup", partial(works.verify, self.gateway, lock, cancelled))

        if self._is_free():
            self._unlock("To open every piece:", verify)

    def action_drill(self) -> None:
        """Tries whether the newest backup comes back."""

        def drill(lock: Lock | Path) -> None:
            cancelled = self._begin()
            self.gateway.ask(self, "backup", partial(works.drill, self.gateway, lock, cancelled))

        if self._is_free():
            self._unlock("To try whether the newest comes back:", drill)

    def action_rewrite(self) -> None:
        """Makes backups anew without what was forgotten since they were made."""

        def rewrite(lock: Lock | Path) -> None:
            work = partial(works.rewrite, self.gateway, lock, self._begin())
            self.gateway.aside(self, "backup", work)

        if self._is_free():
            self._unlock("To take out what was forgotten since:", rewrite)

    def action_restore(self) -> None:
        """Has the chosen backup back: asks into which folder, and for what opens it."""
        chosen = self._chosen()
        if not self._is_free():
            return
        if chosen is None or chosen.problem:
            self.notify("Choose a backup that is sound: v looks which are.", severity="warning")
            return

        def ask_key(target: Path | None) -> None:
            if target is not None:
                self._unlock(f"To have {chosen.name} back:", lambda lock: restore(target, lock))

        def restore(target: Path, lock: Lock | Path) -> None:
            work = partial(works.restore, self.gateway, chosen.name, target, lock, self._begin())
            self.gateway.aside(self, "backup", work)

        self.app.push_screen(RestoreInto("~/"), ask_key)

    def on_came_back(self, message: CameBack) -> None:
        """Asks for each source that is not where it was; what is left out stays remembered."""
        moves: dict[int, Path] = {}

        def ask(waiting: tuple[tuple[int, str], ...]) -> None:
            if not waiting:
                work = partial(works.reroot, message.home, message.said, moves, len(message.lost))
                self.gateway.aside(self, "backup", work)
                return
            (number, place), *rest = waiting

            def take(path: Path | None) -> None:
                if path is not None:
                    moves[number] = path
                ask(tuple(rest))

            self.app.push_screen(WhereNow(place), take)

        self.query_one(ReadingGauge).show(None)
        ask(message.lost)

    def on_moved(self, message: Moved) -> None:
        if self._under_way is not None:
            self.query_one(ReadingGauge).show(message.progress)

    def on_ended(self, message: Ended) -> None:
        self._under_way = None
        self.query_one(ReadingGauge).show(None)
        self._last = write_last(message.said, message.went_well)
        if not message.went_well:
            self.notify(message.said, severity="warning", markup=False, timeout=10)
        elif not self.is_current:
            self.notify(message.said, markup=False)
        self.bring_up_to_date()

    def _create(self) -> None:
        self.gateway.aside(self, "backup", partial(works.create, self.gateway, self._begin()))

    def _begin(self) -> threading.Event:
        self._under_way = self.gateway.cancellable()
        self._last = Content.styled("At work… b calls it off.", QUIET)
        self._draw()
        return self._under_way

    def _is_set_up(self) -> bool:
        if self._read is None or self._read.place is None:
            self.action_set_up()
            return False
        return True

    def _is_free(self) -> bool:
        if self._under_way is not None:
            self.notify("One thing at a time, please: b calls off what is under way.")
            return False
        return self._is_set_up()

    # What opens them

    def _unlock(self, why: str, then: Open) -> None:
        """Asks for what opens the place: the passphrase, or a file of keys."""
        if self._read is not None and self._read.wants_passphrase:
            self._ask_passphrase("The passphrase of the backups", why, then, is_new=False)
        else:
            self._ask_keys(why, then)

    def _ask_passphrase(self, title: str, why: str, then: Open, *, is_new: bool) -> None:
        def take(passphrase: str | None) -> None:
            if passphrase is not None:
                then(Lock(passphrase=passphrase))

        self.app.push_screen(Passphrase(title, why, is_new=is_new), take)

    def _ask_keys(self, why: str, then: Open) -> None:
        def take(path: str | None) -> None:
            if path:
                then(Path(path).expanduser())

        about = f"{why} the file with the age keys that open these backups."
        self.app.push_screen(Entry("The keys of the backups", about, "", lambda typed: ""), take)

    # The place

    def action_set_up(self) -> None:
        """Asks where backups shall go."""

        def look(path: Path | None) -> None:
            if path is not None:
                self.gateway.aside(self, "place", partial(requests.look_at_place, path))

        self.app.push_screen(ChoosePlace("~/"), look)

    def on_place_seen(self, message: PlaceSeen) -> None:
        def set_up(lock: Lock | Path) -> None:
            work = partial(requests.set_up, self.gateway.home, message.path, lock)
            self.gateway.aside(self, "place", work)
            self.notify("Making the place ready, which takes a moment. The first backup follows.")

        if not message.joins:
            about = "Nothing else opens the backups. Keep it in another place than this machine."
            self._ask_passphrase("A passphrase for the backups", about, set_up, is_new=True)
        elif message.wants_passphrase:
            about = "Backups are there already. Their passphrase, to go on with them:"
            self._ask_passphrase("The passphrase of the backups", about, set_up, is_new=False)
        else:
            self._ask_keys("Backups are there already. To go on with them:", set_up)

    def action_prune(self) -> None:
        """Shows what the settings would have dropped."""
        if self._is_free():
            self.gateway.aside(self, "prune", partial(requests.foresee_pruning, self.gateway.home))

    def on_prune_foreseen(self, message: PruneForeseen) -> None:
        if not message.dropped:
            self.notify("All of them are kept: there is nothing to drop.")
            return

        def decide(is_meant: bool | None) -> None:
            if is_meant:
                self.gateway.aside(self, "prune", partial(requests.prune_now, self.gateway.home))

        lines = [*message.dropped, "", f"{message.kept} stay. What is dropped cannot be had back."]
        text = Content("\n".join(lines))
        self.app.push_screen(Confirm("Drop these backups?", text, "Drop them", grave=True), decide)

    def on_place_set(self, message: PlaceSet) -> None:
        """The first backup there is made at once."""
        self.notify(f"Backups go to {shorten_paths(str(message.path))} from now on.", markup=False)
        self.bring_up_to_date()
        if self._under_way is None:
            self._create()

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Back up now", "Only what is new is stored", self.action_back_up)
        yield SystemCommand("Verify backups", "Whether they are what was written", self.action_verify)
        yield SystemCommand("Try a backup", "Whether the newest comes back", self.action_drill)
        yield SystemCommand("Restore a backup", "The chosen one, in a new folder", self.action_restore)
        yield SystemCommand("Make backups anew", "Without what was forgotten since", self.action_rewrite)
        yield SystemCommand("Drop old backups", "What the settings do not keep", self.action_prune)
        yield SystemCommand("Set up backups", "Where they shall go", self.action_set_up)
