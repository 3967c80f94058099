"""Forms: one is chosen, filled in from memory, gone through field by field, and written."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.forms.field_list import FieldList
from tui.forms.field_panel import FieldPanel
from tui.forms.keeper import Keeper
from tui.forms.messages import (
    FillingMoved,
    FormFailed,
    FormFilled,
    FormsFound,
    FormWritten,
    GroundRead,
    UnfinishedRead,
    WritingFailed,
)
from tui.forms.requests import fill_in, find_forms, find_unfinished, read_ground, write
from tui.forms.review import Review, choices
from tui.forms.save_form import SaveForm, Wish
from tui.help import Keys
from tui.ink import QUIET, WARNING
from tui.paths import shorten_paths
from tui.places.screen import PlaceScreen
from tui.plain_text import one_line, visible
from tui.sources.folder_listing import meant_path
from tui.status_line import Hint

if TYPE_CHECKING:
    from secondme.prefill.filled import FilledField

KEYS: tuple[Keys, ...] = (
    (
        ("type", "the path of a form; those that fit are listed"),
        ("Enter", "fills it in; nothing is written yet"),
    ),
    (
        ("y", "takes what is proposed"),
        ("Y", "takes all that waits for your yes"),
        ("Enter", "types another value; Enter keeps it"),
        ("1 … 9", "takes the choice with that number"),
        ("n", "leaves the field blank"),
        ("Tab", "the next field that waits"),
    ),
    (("Ctrl+S", "writes the form and its receipt"), ("Esc", "back to the list; else to the forms")),
)
EMPTY = (
    "Name a form: PDF, Word, HTML, text with blanks, JSON Schema or CSV. "
    "Files of your Downloads, Documents and Desktop are listed."
)


class FormsScreen(PlaceScreen):
    """A form at a time."""

    PLACE = "forms"
    CSS_PATH = "../styles/forms.tcss"
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (("y", "takes", ""), ("^S", "write", "screen.write"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", priority=True, show=False),
        Binding("ctrl+s", "write", "Write the form", show=False),
        Binding("y", "take", "Take it", show=False),
        Binding("Y", "take_all", "Take all", show=False),
        Binding("n", "leave_blank", "Leave blank", show=False),
        Binding("tab", "next_open", "Next", show=False),
        *(
            Binding(str(number), f"choose({number})", f"Choice {number}", show=False)
            for number in range(1, 10)
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._form: FormFilled | None = None
        self._review: Review | None = None
        self._files: tuple[Path, ...] = ()
        self._cancelled: threading.Event | None = None
        self._found: Sequence[Path] = ()
        self._unfinished: Sequence[Path] = ()
        """Forms that are being gone through."""

    def compose_place(self) -> ComposeResult:
        yield Input(placeholder="Which form?", id="form-path", select_on_focus=False)
        yield Static(Content.styled(EMPTY, QUIET), id="form-caption", markup=False)
        yield OptionList(id="form-files", markup=False, compact=True)
        with Horizontal(id="form"):
            with Vertical(id="form-fields"):
                yield FieldList()
            yield FieldPanel()

    def on_mount(self) -> None:
        self._keeper = Keeper(self.gateway, self)
        self.query_one("#form-path", Input).focus()
        self._look_for("")

    def bring_up_to_date(self) -> None:
        """Which forms are being gone through."""
        self.gateway.ask(self, "unfinished", find_unfinished)

    # Choosing

    @on(Input.Changed, "#form-path")
    def path_typed(self, event: Input.Changed) -> None:
        self._look_for(event.value)

    @on(Input.Submitted, "#form-path")
    def path_entered(self, event: Input.Submitted) -> None:
        typed = meant_path(event.value.strip())
        if event.value.strip() and (typed.suffix or not self._files):
            self._fill(typed.absolute())
        elif self._files:
            self._fill(self._files[0])

    @on(OptionList.OptionSelected, "#form-files")
    def file_chosen(self, event: OptionList.OptionSelected) -> None:
        self._fill(self._files[event.option_index])

    def on_forms_found(self, message: FormsFound) -> None:
        if message.typed == self.query_one("#form-path", Input).value:
            self._found = message.files
            self._list()

    def on_unfinished_read(self, message: UnfinishedRead) -> None:
        self._unfinished = message.files
        self._list()

    def _list(self) -> None:
        """Where nothing is typed, those that are being gone through come first."""
        first = () if self.query_one("#form-path", Input).value.strip() else self._unfinished
        self._files = tuple(dict.fromkeys((*first, *self._found)))
        names = (Option(_write_file(file, is_begun=file in self._unfinished)) for file in self._files)
        self.query_one("#form-files", OptionList).set_options(names)

    def _look_for(self, typed: str) -> None:
        self.gateway.aside(self, "find", partial(find_forms, typed, Path.home()))

    def _fill(self, path: Path) -> None:
        if not self.gateway.is_open:
            self._say("Your memory is not open yet.", WARNING)
            return
        self._cancelled = self.gateway.cancellable()
        self._say(f"Reading {one_line(path.name)} …")
        self.gateway.ask(self, "fill", partial(fill_in, path, self._cancelled))

    # Filling in

    def on_filling_moved(self, message: FillingMoved) -> None:
        done, total = message.progress.done, message.progress.total
        self._say(f"Filling in {done:,} of {total:,} fields …  Esc leaves out what is not looked up yet")

    def on_form_failed(self, message: FormFailed) -> None:
        self._cancelled = None
        self._say(message.reason, WARNING)

    def on_form_filled(self, message: FormFilled) -> None:
        self._cancelled = None
        self._form, self._review = message, Review(message.filled)
        if message.unfinished is not None:
            self._review.take_up(message.unfinished)
        self.add_class("-reviewing")
        fields = self.query_one(FieldList)
        fields.show(self._review)
        if (first := self._review.next_open(-1)) is not None:
            fields.choose(first)
        fields.focus()
        self._count()

    def on_field_list_chosen(self, message: FieldList.Chosen) -> None:
        if self._review is not None:
            self.query_one(FieldPanel).show(self._review, message.field)
            self.gateway.ask(self, "ground", partial(read_ground, message.field))

    def on_ground_read(self, message: GroundRead) -> None:
        self.query_one(FieldPanel).show_sources(message.key, message.sources)

    def on_field_list_entered(self) -> None:
        self.query_one(FieldPanel).edit()

    def on_field_panel_typed(self, message: FieldPanel.Typed) -> None:
        chosen = self.query_one(FieldList).chosen
        if self._review is not None and chosen is not None and chosen.field.key == message.key:
            if message.value == chosen.value and message.value:
                self._review.take(chosen)
            else:
                self._review.put(chosen, message.value)
            self.query_one(FieldList).focus()
            self._decided(go_on=True)

    # Keys

    def action_take(self) -> None:
        """Takes what is proposed for the field, and goes on to the next that waits."""
        chosen = self._chosen()
        if chosen is not None and self._review is not None and self._review.take(chosen):
            self._decided(go_on=True)

    def action_take_all(self) -> None:
        """Says yes to all that waits for one."""
        if self._review is not None and (count := self._review.take_all()):
            self._decided()
            self.notify(f"{count} values taken. Ctrl+Z takes that back.", markup=False)

    def action_leave_blank(self) -> None:
        """Leaves the field blank, also where its value was sure."""
        if (chosen := self._chosen()) is not None and self._review is not None:
            self._review.put(chosen, "")
            self._decided(go_on=True)

    def action_choose(self, number: int) -> None:
        """Takes the choice with that number."""
        chosen = self._chosen()
        if chosen is not None and self._review is not None and number <= len(offered := choices(chosen)):
            self._review.put(chosen, offered[number - 1][0])
            self._decided(go_on=True)

    def action_next_open(self) -> None:
        """Goes to the next field that waits for the person."""
        fields = self.query_one(FieldList)
        if self._review is None:
            self.focus_next()
        elif (place := self._review.next_open(fields.place())) is not None:
            fields.choose(place)
            fields.focus()

    def action_begin_anew(self) -> None:
        """Drops what was decided of the form."""
        if self._review is not None:
            self._review.begin_anew()
            self._decided()

    def action_undo(self) -> None:
        """Takes the last decision back; else the last change of the memory."""
        if self._review is not None and self._review.undo():
            self._decided()
        else:
            super().action_undo()

    def action_back(self) -> None:
        """From typing to the fields; from the fields to the forms; from there to asking."""
        if self._cancelled is not None:
            self._cancelled.set()
        elif self.query_one("#value", Input).has_focus:
            self.query_one(FieldList).focus()
        elif self._review is not None:
            self._close()
        else:
            self.action_leave()

    def action_write(self) -> None:
        """Asks where to, and writes the form with its receipt."""
        if self._form is not None:
            from secondme.prefill.opening import filled_name

            self._ask_where(filled_name(self._form.path))

    def commands(self) -> Iterable[SystemCommand]:
        if self._review is not None:
            yield SystemCommand("Write the form", "With its receipt beside it", self.action_write)
            yield SystemCommand("Take all", "Say yes to all that waits for one", self.action_take_all)
            yield SystemCommand("Begin the form anew", "Drop what you decided", self.action_begin_anew)

    # Writing

    def _ask_where(self, target: Path, remark: str = "", *, exists: bool = False) -> None:
        def decide(wish: Wish | None) -> None:
            if wish is not None and self._form is not None and self._review is not None:
                work = partial(write, self._form, self._review.said(), *wish, self.gateway.now())
                self.gateway.ask(self, "write", work)
                self._target = wish[0]

        assert self._review is not None
        waiting = self._review.count("waits")
        summary = f"{self._review.count('taken', 'typed')} fields are filled in."
        if waiting:
            summary += f" {waiting} that wait for your yes stay blank."
        self.app.push_screen(SaveForm(target, summary, remark, exists=exists), decide)

    def on_writing_failed(self, message: WritingFailed) -> None:
        self._ask_where(self._target, message.reason, exists=message.exists)

    def on_form_written(self, message: FormWritten) -> None:
        names = " and ".join(one_line(shorten_paths(str(file))) for file in message.files)
        self.notify(f"Written: {names}", markup=False, timeout=10)
        if self._form is not None:
            self._keeper.drop(self._form.path)
        self._close()
        self._say(f"Written: {names}")

    # Drawing

    def _chosen(self) -> FilledField | None:
        return self.query_one(FieldList).chosen if self._review is not None else None

    def _decided(self, *, go_on: bool = False) -> None:
        fields = self.query_one(FieldList)
        fields.redraw()
        if go_on:
            self.action_next_open()
        if self._review is not None and fields.chosen is not None:
            self.query_one(FieldPanel).show(self._review, fields.chosen)
        self._keep()
        self._count()

    def _keep(self) -> None:
        """Each decision is kept at once: neither leaving nor a power failure takes it back."""
        if self._review is not None and (form := self._form) is not None:
            unfinished = self._review.unfinished(form.path, form.data, self.gateway.now())
            if unfinished is not None:
                self._keeper.keep(unfinished)
            else:
                self._keeper.drop(form.path)

    def _count(self) -> None:
        if self._review is not None and self._form is not None:
            said = (
                f"{self._review.count('taken', 'typed')} taken",
                f"{self._review.count('waits')} waiting for your yes",
                f"{self._review.count('blank')} not known",
            )
            title = one_line(self._form.filled.form.title or self._form.path.name)
            notes = " ".join(visible(text) for text in self._form.filled.form.notes)
            self._say(" · ".join([title, *said]) + (f"\n{notes}" if notes else ""))

    def _say(self, text: str, style: str = QUIET) -> None:
        self.query_one("#form-caption", Static).update(Content.styled(visible(text), style))

    def _close(self) -> None:
        self._form = self._review = None
        self.remove_class("-reviewing")
        self._say(EMPTY)
        self.query_one("#form-path", Input).focus()


def _write_file(file: Path, *, is_begun: bool) -> Content:
    folder = shorten_paths(str(file.parent))
    begun = ("  goes on where you left", WARNING) if is_begun else ""
    return Content.assemble(one_line(file.name), (f"  {one_line(folder)}", QUIET), begun)
