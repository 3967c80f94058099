"""What can be done with an answer: copy it, remember it, call it good, put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from secondme.harmless import harmless
from tui.ask.exchange_view import ExchangeView
from tui.ask.messages import WeightsRead
from tui.ask.requests import Requests
from tui.ask.spoken import Spoken, correcting, remembering
from tui.ask.talk import Talk
from tui.gateway.messages import Changed
from tui.passages.result_row import Result
from tui.passages.results import Results
from tui.passages.signals import Signals
from tui.places.screen import PlaceScreen

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from tui.ask.own_words import Own

_CORRECTION = re.compile(
    r"\s*(?:no\W+)?(?:wrong|that(?:['\u2019]s| is| was) (?:wrong|not (?:right|true))|not true)"
    r"\s*(?:[,.:;!\u2013\u2014-]\s*(?P<how>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
MOST_COPIED = 74_994
"""Bytes: as much fits into the sequence by which most terminals copy."""


def correction_in(text: str) -> str | None:
    """How it is, of "wrong, it is …"; empty where only that is said; None for anything else."""
    match = _CORRECTION.match(text)
    return None if match is None else (match["how"] or "").strip()


class Deeds(PlaceScreen):
    """The part of the home screen that does something with the chosen answer."""

    general: bool
    requests: Requests
    weights: Mapping[str, float] = MappingProxyType({})

    @property
    def judgeable(self) -> Spoken | None:
        """The chosen exchange, where it has an answer of which one can think something."""
        chosen = self.query_one(Talk).chosen
        return chosen.spoken if chosen is not None and chosen.spoken.can_be_judged else None

    def deeds(self) -> Iterable[SystemCommand]:
        """What the palette offers."""
        yield SystemCommand("Copy the answer", "For pasting elsewhere", self.action_copy)
        yield SystemCommand("Remember the answer", "As your own word, as you put it", self.action_remember)
        yield SystemCommand("Good answer", "What it cites counts as confirmed", self.action_judge_good)
        yield SystemCommand("Wrong answer", "And how it is", self.action_correct)
        yield SystemCommand("Why", "What was read for the answer, and what spoke for it", self.action_explain)
        yield SystemCommand(
            "General knowledge", "What the model knows by itself, marked; on or off", self.action_general
        )

    def action_copy(self) -> None:
        """Copies the answer, for pasting elsewhere."""
        chosen = self.query_one(Talk).chosen
        if chosen is None or chosen.spoken.answer is None:
            self.notify("There is no answer to copy yet.")
            return
        text = harmless(chosen.spoken.answer.text)
        if len(text.encode("utf-8", "replace")) > MOST_COPIED:
            self.notify("This is more than a terminal copies. Nothing was copied.", severity="warning")
            return
        self.app.copy_to_clipboard(text)
        self.notify("Copied, if your terminal allows that.")

    def action_remember(self) -> None:
        """Remembers what the person stated, or the answer as their own word, once they have seen it."""
        chosen = self.query_one(Talk).chosen
        if chosen is None or chosen.spoken.answer is None:
            self.notify("There is nothing to remember yet. Ask, or tell me something.")
            return
        from secondme.conversation.kinds import take_apart
        from tui.ask.own_words import OwnWords

        offered = remembering(chosen.spoken, take_apart(chosen.spoken.question).statement)

        def keep(own: Own | None) -> None:
            if own is not None and own.text:
                self.gateway.change(self, partial(_remember, own.text))

        about = "" if offered else f"You asked: {chosen.spoken.question}"
        self.app.push_screen(OwnWords("Remember as your own word", about, offered), keep)

    def action_judge_good(self) -> None:
        """Says that the answer was good."""
        if (spoken := self._judged()) is not None and spoken.turn is not None:
            self.gateway.change(self, partial(_call_good, spoken.turn))

    def action_correct(self, how: str = "") -> None:
        """Says that the answer is wrong, and how it is."""
        if (spoken := self._judged()) is None or spoken.turn is None or spoken.answer is None:
            return
        from tui.ask.own_words import Own, OwnWords

        turn = spoken.turn
        cited = [f"p{one.hit.passage}" for one in spoken.answer.citations]

        def put_right(own: Own | None) -> None:
            if own is not None:
                changed = own.text if own.text != correcting(spoken).strip() else ""
                self.gateway.change(self, partial(_correct, turn, Own(changed, own.instead_of)))

        about = f"The answer was: {spoken.plain_answer}"
        self.app.push_screen(OwnWords("Wrong, it is …", about, correcting(spoken, how), cited), put_right)

    def action_forget(self) -> None:
        """Shows what hangs on the chosen passage, and asks whether it is to be forgotten."""
        from tui.memories.forgetting import ForgetDialog

        def look(is_forgotten: bool | None) -> None:
            if is_forgotten:
                self.show_what_is_left()

        if (hit := self.query_one(Results).chosen) is not None:
            self.app.push_screen(ForgetDialog(hit.id), look)

    def show_what_is_left(self) -> None:
        """Something was forgotten: nothing of it is to stay on the screen."""
        raise NotImplementedError

    def return_unless_typed(self) -> None:
        """Shows the talk with its sources, unless the person looks for something else now."""
        raise NotImplementedError

    def show_panel(self) -> None:
        """Shows what is beside."""
        raise NotImplementedError

    def action_explain(self) -> None:
        """Shows what the answer was made from and what spoke for each passage, or only what it cites."""
        self.toggle_class("-explaining")
        self.show_panel()
        self.return_unless_typed()
        if not self.weights:
            self.requests.read_weights()
        self.call_after_refresh(self.show_signals)

    def on_weights_read(self, message: WeightsRead) -> None:
        self.weights = message.weights
        self.show_signals()

    def show_signals(self) -> None:
        """What speaks for the chosen passage."""
        self.query_one(Signals).show(self.query_one(Results).chosen, self.weights)

    def shown_of(self, view: ExchangeView) -> tuple[list[Result], str]:
        """What is listed below an exchange: what it cites, or all that was read for it."""
        return view.spoken.grounds if self.has_class("-explaining") and view.spoken.read else view.found

    def action_general(self) -> None:
        """Turns general knowledge on or off."""
        self.general = not self.general
        is_on = "on: it is marked where it is used" if self.general else "off"
        self.notify(f"General knowledge is {is_on}.")

    def _judged(self) -> Spoken | None:
        if self.judgeable is None:
            self.notify("There is no answer yet of which you could think something.")
        return self.judgeable


def _remember(text: str, memory: MemoryApi) -> Changed:
    identifier = memory.remember(text)
    return Changed(f"Remembered as {identifier}.", partial(_take_back, identifier))


def _take_back(identifier: str, memory: MemoryApi) -> str:
    memory.forget(identifier)
    return f"{identifier} is forgotten again."


def _call_good(turn: int, memory: MemoryApi) -> Changed:
    memory.mark_turn(turn, "good")
    return Changed("Noted: that was good.", partial(_unmark, turn))


def _unmark(turn: int, memory: MemoryApi) -> str:
    memory.mark_turn(turn, None)
    return "What you thought of the answer is taken back."


def _correct(turn: int, own: Own, memory: MemoryApi) -> Changed:
    """Notes that it was wrong, and keeps how it is: as its own memory, or in place of another one."""
    memory.mark_turn(turn, "wrong")
    if not own.text:
        return Changed("Noted: that was wrong.", partial(_unmark, turn))
    if own.instead_of is None:
        told = memory.remember(own.text)
        return Changed(f"Put right: remembered as {told}.", partial(_uncorrect, turn, told, ""))
    made = memory.correct("edit", [own.instead_of], own.text)
    said = f"Put right: {made.memories[0].id} takes the place of {own.instead_of}."
    return Changed(said, partial(_uncorrect, turn, "", str(made.undo or "")))


def _uncorrect(turn: int, told: str, change: str, memory: MemoryApi) -> str:
    memory.mark_turn(turn, None)
    if told:
        memory.forget(told)
    else:
        memory.correct("undo", text=change)
    return "The correction is taken back."
