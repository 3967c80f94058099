"""The doctor: whether all is well, what is not, what can be done about it, and what it can mend itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from secondme.doctor.finding import Finding, State
from tui.counting import counted
from tui.doctor import requests
from tui.doctor.messages import Found, Looked
from tui.gateway.messages import Changed
from tui.help import Keys
from tui.ink import GOOD, HEAD, KEY, QUIET, WARNING, click
from tui.ledger.columns import Column
from tui.ledger.ledger import Ledger, Row
from tui.paths import shorten_paths
from tui.places.screen import PlaceScreen
from tui.plain_text import one_line, visible
from tui.status_line import Hint

KEYS: tuple[Keys, ...] = (
    (
        ("l", "looks again"),
        ("t", "looks thoroughly: each page of the store, each byte of the models"),
        ("m", "mends what the chosen finding is about, where it can"),
        ("M", "mends all that can be mended"),
    ),
)
COLUMNS = (Column("", 1), Column("about", 10), Column("finding", 20, grows=True))
DRAWING_SECONDS = 0.05
"""The least time between two drawings while findings come in."""
MARKS: dict[State, tuple[str, str]] = {
    "well": ("✓", GOOD),
    "warning": ("!", WARNING),
    "wrong": ("✗", "bold $text-error"),
}


class DoctorScreen(PlaceScreen):
    """Where it is looked whether all is well."""

    PLACE = "doctor"
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("l", "look again", "screen.look(False)"),
        ("t", "thoroughly", "screen.look(True)"),
        ("M", "mend all", "screen.mend_all"),
    )
    CSS_PATH = "../styles/keeping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "look(False)", "Look again", show=False),
        Binding("t", "look(True)", "Look thoroughly", show=False),
        Binding("m", "mend", "Mend", show=False),
        Binding("M", "mend_all", "Mend all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._findings: list[Finding] = []
        self._look = 0
        self._is_looking = False
        self._drawing: Timer | None = None
        """Shows what was found meanwhile."""

    def compose_place(self) -> ComposeResult:
        yield Static("", classes="keeping-head", markup=False)
        with Horizontal(classes="keeping"):
            yield Ledger(COLUMNS, id="findings")
            with VerticalScroll(id="finding", classes="detail"):
                yield Static("", markup=False)

    def on_mount(self) -> None:
        self.query_one(Ledger).focus()
        self.action_look(False)

    # What is shown

    def on_changed(self, message: Changed) -> None:
        """Something was mended: whether it helped is looked at again. Said it is by what every place has."""
        self.action_look(False)

    def action_look(self, thorough: bool) -> None:
        """Looks at everything once more."""
        self._look += 1
        self._findings, self._is_looking = [], True
        self._draw()
        self.gateway.aside(self, "look", partial(requests.examine, self.gateway, self._look, thorough))

    def on_found(self, message: Found) -> None:
        if message.look == self._look:
            self._findings.append(message.finding)
            if self._drawing is None:  # They come in crowds, and each would have all of them drawn.
                self._drawing = self.set_timer(DRAWING_SECONDS, self._draw)

    def on_looked(self, message: Looked) -> None:
        if message.look == self._look:
            self._is_looking = False
            self._draw()
            self._show_the_worst()

    def on_ledger_chosen(self, message: Ledger.Chosen) -> None:
        if (finding := self._chosen()) is not None:
            self.query_one("#finding Static", Static).update(Content("\n").join(write_finding(finding)))

    def on_ledger_opened(self, message: Ledger.Opened) -> None:
        self.query_one("#finding").focus()

    def _draw(self) -> None:
        if self._drawing is not None:
            self._drawing.stop()
            self._drawing = None
        rows = [_row(number, finding) for number, finding in enumerate(self._findings)]
        self.query_one(Ledger).show(rows)
        self.query_one(".keeping-head", Static).update(write_head(self._findings, self._is_looking))

    def _show_the_worst(self) -> None:
        """Goes to what is wrong, else to the first warning, unless the person has gone somewhere."""
        ledger = self.query_one(Ledger)
        places = {one.state: str(place) for place, one in reversed(list(enumerate(self._findings)))}
        worst = places.get("wrong", places.get("warning"))
        if worst is not None and ledger.chosen == "0":
            ledger.choose(worst)

    # Mending

    def action_mend(self) -> None:
        """Mends what the chosen finding is about."""
        if (finding := self._chosen()) is not None:
            self._mend([finding])

    def action_mend_all(self) -> None:
        """Mends all that can be mended."""
        self._mend(self._findings)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Look again", "Whether all is well", partial(self.action_look, False))
        yield SystemCommand("Look thoroughly", "Each page and each byte", partial(self.action_look, True))
        yield SystemCommand("Mend all", "What can be mended without you", self.action_mend_all)

    def _mend(self, findings: Sequence[Finding]) -> None:
        curable = [finding for finding in findings if finding.cure is not None]
        if self._is_looking:
            self.notify("It is still being looked. A moment, please.")
        elif curable:
            self.gateway.aside(self, "mend", partial(requests.mend, curable))
        else:
            self.notify("There is nothing here that could be mended without you.")

    def _chosen(self) -> Finding | None:
        key = self.query_one(Ledger).chosen
        return None if key is None or int(key) >= len(self._findings) else self._findings[int(key)]


def write_head(findings: Sequence[Finding], is_looking: bool) -> Content:
    """How it stands as a whole."""
    wrong = sum(one.state == "wrong" for one in findings)
    warnings = sum(one.state == "warning" for one in findings)
    curable = sum(one.cure is not None for one in findings)
    if is_looking:
        return Content.styled(f"Looking… {counted(len(findings), 'finding')} so far", QUIET)
    parts = [
        Content.styled(f"{counted(wrong, 'thing')} wrong", MARKS["wrong"][1])
        if wrong
        else Content.styled("Nothing is wrong", HEAD)
    ]
    if warnings:
        parts.append(Content.styled(counted(warnings, "warning"), WARNING))
    if curable:
        parts.append(_link("M", f"mends {counted(curable, 'thing')}", "mend_all"))
    return Content(" · ").join(parts)


def write_finding(finding: Finding) -> Iterator[Content]:
    """A finding in full, and what can be done."""
    mark, ink = MARKS[finding.state]
    yield Content.assemble((f"{mark} ", ink), (one_line(finding.about), HEAD))
    yield Content("")
    yield Content(visible(shorten_paths(finding.text)))
    if finding.remedy and finding.state != "well":
        yield Content("")
        yield Content.styled("What to do", QUIET)
        yield Content(visible(shorten_paths(finding.remedy)))
    if finding.cure is not None:
        yield Content("")
        yield _link("m", "mends it; nothing that was remembered is lost", "mend")


def _row(number: int, finding: Finding) -> Row:
    mark, ink = MARKS[finding.state]
    text = Content.styled(one_line(shorten_paths(finding.text)), QUIET if finding.state == "well" else "")
    return Row(str(number), (Content.styled(mark, ink), Content(one_line(finding.about)), text))


def _link(key: str, what: str, action: str) -> Content:
    link = click(f"screen.{action}")
    return Content.assemble((key, f"{KEY} {link}"), (f" {what}", f"{QUIET} {link}"))
