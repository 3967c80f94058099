"""The first start: what shall be remembered, which models help, where the key is; each can be skipped."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, ContentSwitcher, SelectionList, Static
from textual.widgets.selection_list import Selection

from tui.counting import counted, sized
from tui.dialogs.dialog import Dialog
from tui.gateway.messages import Troubled
from tui.ink import KEY, NUMBER, QUIET, WARNING
from tui.lists.ticks import Ticks
from tui.models.messages import ModelsRead, Offer
from tui.models.model_rows import fits_here
from tui.models.requests import read_models
from tui.paths import shorten_paths
from tui.plain_text import one_line, visible
from tui.start.candidates import MOST_COUNTED, Candidate
from tui.start.messages import CandidateFound, KeyRead, RecoveryMade, SearchEnded
from tui.start.requests import look_around, make_recovery, read_key

if TYPE_CHECKING:
    from tui.app import SecondmeApp

STEPS = ("folders", "models", "key")
TITLES = {
    "folders": "1 of 3 · What shall be remembered?",
    "models": "2 of 3 · Which models help?",
    "key": "3 of 3 · The key to your memory",
}
ABOUT = {
    "folders": "It is read where it is, kept in one encrypted file, and nothing of it leaves this machine.",
    "models": "One finds by meaning, one answers. They run on this machine, and are fetched while you go on.",
    "key": "",
}
_NAME = 34


class Beginning(Dialog[None]):
    """Three steps; what was ticked begins when it ends."""

    CSS_PATH: ClassVar = [*Dialog.CSS_PATH, "../styles/start.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "skip", "Skip", priority=True),
        Binding("enter", "go_on", "Go on", priority=True),
        Binding("ctrl+o", "another", "Another folder", priority=True),
        Binding("left", "go_back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        self._cancelled = threading.Event()
        self._candidates: list[Candidate] = []
        self._offers: dict[str, Offer] = {}
        self._searching = True

    @property
    def house(self) -> SecondmeApp:
        """The app, as what it is."""
        return cast("SecondmeApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = "Space ticks · Enter goes on · Esc skips"
            yield Static("", classes="dialog-about", markup=False)
            with ContentSwitcher(initial="folders"):
                yield Ticks[int](id="folders")
                yield Ticks[str](id="models")
                yield Static("", id="key", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Another folder…", id="another", compact=True)
                yield Button("Make a recovery key", id="recovery", compact=True)
                yield Button("Skip", id="skip", compact=True)
                yield Button("Go on", id="go-on", variant="primary", compact=True)

    def on_mount(self) -> None:
        gateway = self.house.gateway
        self._cancelled = gateway.cancellable()
        gateway.aside(self, "look", partial(look_around, Path.home(), self._cancelled))
        gateway.aside(self, "offers", partial(read_models, gateway.home, gateway.machine))
        gateway.aside(self, "key", partial(read_key, gateway.home))
        self._show_step()

    # What there is

    def on_candidate_found(self, message: CandidateFound) -> None:
        self._add(message.candidate, ticked=False)

    def on_search_ended(self, message: SearchEnded) -> None:
        self._searching = False
        self._show_about()

    def on_models_read(self, message: ModelsRead) -> None:
        models = self.query_one("#models", SelectionList)
        for offer in message.offers:
            model = offer.model
            if offer.is_here or model.role not in ("embedder", "generator"):
                continue
            self._offers[model.name] = offer
            fits = fits_here(offer, message.ram)
            models.add_option(Selection(write_offer(offer, message.ram), model.name, model.default and fits))
        models.highlighted = 0 if self._offers else None
        self._show_about()

    def on_key_read(self, message: KeyRead) -> None:
        said = Content.assemble("It is in ", (visible(message.kept_in), "bold"), ".")
        lines = [said, Content(""), Content("Whoever loses it loses the memory: nobody can reset it.")]
        if message.has_recovery:
            lines.append(Content("A recovery key was made already; keep it on paper."))
        else:
            lines.append(Content("A recovery key on paper opens it when all else is lost."))
        hint = Content.assemble("To lock it behind a passphrase: ", ("secondme init --passphrase", KEY))
        self.query_one("#key", Static).update(Content("\n").join([*lines, Content(""), hint]))

    def on_recovery_made(self, message: RecoveryMade) -> None:
        lines = [
            Content("Write this down or print it now. It is kept nowhere, and is not shown again."),
            Content(""),
            Content.styled(message.written, f"bold {NUMBER}"),
            Content(""),
            Content.assemble("It opens your memory with: ", ("secondme recover", KEY)),
        ]
        self.query_one("#key", Static).update(Content("\n").join(lines))
        self.query_one("#recovery", Button).display = False

    def on_troubled(self, message: Troubled) -> None:
        self.notify(message.reason, severity="warning", markup=False, timeout=10)

    # Steps

    @on(Button.Pressed, "#go-on")
    def go_on_pressed(self) -> None:
        self.action_go_on()

    @on(Button.Pressed, "#skip")
    def skip_pressed(self) -> None:
        self.action_skip()

    @on(Button.Pressed, "#another")
    def another_pressed(self) -> None:
        self.action_another()

    @on(Button.Pressed, "#recovery")
    def recovery_pressed(self) -> None:
        self.house.gateway.aside(self, "recovery", partial(make_recovery, self.house.gateway.home))

    def action_go_on(self) -> None:
        """The next step; after the last one, or on the button that is focused, what was ticked begins."""
        focused = self.focused
        if isinstance(focused, Button) and focused.id not in (None, "go-on"):
            focused.press()
        elif self._step + 1 < len(STEPS):
            self._begin_step()
            self._step += 1
            self._show_step()
        else:
            self._leave()

    def action_skip(self) -> None:
        """The next step without what was ticked in this one."""
        if self._step + 1 < len(STEPS):
            self._step += 1
            self._show_step()
        else:
            self._leave()

    def action_go_back(self) -> None:
        """The step before; what began there goes on."""
        self._step = max(0, self._step - 1)
        self._show_step()

    def action_another(self) -> None:
        """A folder that is not in the list."""
        from tui.sources.add_folder import AddFolder

        def add(path: Path | None) -> None:
            if path is not None:
                self._add(Candidate(path), ticked=True)

        if STEPS[self._step] == "folders":
            self.app.push_screen(AddFolder(), add)

    def _begin_step(self) -> None:
        """What was ticked is remembered or fetched from now on, in the background."""
        if STEPS[self._step] == "folders":
            folders = self.query_one("#folders", SelectionList)
            for place in folders.selected:
                self.house.remember(self._candidates[place].path, self._candidates[place].kind)
            folders.deselect_all()
        elif STEPS[self._step] == "models":
            for name in self.query_one("#models", SelectionList).selected:
                self.house.downloads.begin(name)

    def _leave(self) -> None:
        self._cancelled.set()
        self.dismiss(None)

    # Drawing

    def _add(self, candidate: Candidate, *, ticked: bool) -> None:
        self._candidates.append(candidate)
        option = Selection(write_candidate(candidate), len(self._candidates) - 1, ticked)
        folders = self.query_one("#folders", SelectionList)
        folders.add_option(option)
        if folders.highlighted is None:
            folders.highlighted = 0
        self._show_about()

    def _show_step(self) -> None:
        step = STEPS[self._step]
        self.query_one(ContentSwitcher).current = step
        self.query_one(".dialog").border_title = TITLES[step]
        self.query_one("#another").display = step == "folders"
        self.query_one("#recovery").display = step == "key"
        self.query_one("#go-on", Button).label = "Begin" if step == STEPS[-1] else "Go on"
        self._show_about()
        widget = self.query_one(f"#{step}")
        self.set_focus(widget if widget.can_focus else self.query_one("#go-on"))

    def _show_about(self) -> None:
        step, remark = STEPS[self._step], ""
        if step == "folders" and self._searching:
            remark = "Looking for folders and chats …"
        elif step == "folders" and not self._candidates:
            remark = "Nothing usual was found here. Ctrl+O names a folder; chats can be added under Sources."
        elif step == "models" and not self._offers:
            remark = "All that this machine can run is here already."
        text = Content.styled(ABOUT[step], QUIET)
        self.query_one(".dialog-about", Static).update(
            Content("\n").join([text, Content.styled(remark, WARNING)]) if remark else text
        )


def write_candidate(candidate: Candidate) -> Content:
    """`~/Notes  1,204 files, 38 MB`; of a chat its kind."""
    shown = one_line(shorten_paths(str(candidate.path)))
    if candidate.kind is not None:
        about = f"chat from {candidate.kind}, {sized(candidate.size)}"
    elif not candidate.files:
        about = "named by you"
    else:
        many = "more than " if candidate.files >= MOST_COUNTED else ""
        about = f"{many}{counted(candidate.files, 'file')}, {sized(candidate.size)}"
    return Content.assemble(shown.ljust(_NAME), ("  " + about, QUIET))


def write_offer(offer: Offer, ram: int) -> Content:
    """What a model is for, its size and licence, how fast it may be, and whether it fits this machine."""
    model = offer.model
    work = "finds by meaning" if model.role == "embedder" else "answers"
    facts = [work, sized(model.size), model.licence]
    if offer.guessed:
        facts.append(f"about {offer.guessed:.0f} words a second")
    warning = "" if fits_here(offer, ram) else f" wants {model.min_ram_gb:.0f} GB of RAM"
    return Content.assemble(model.name.ljust(22), (" · ".join(facts), QUIET), (warning, WARNING))
