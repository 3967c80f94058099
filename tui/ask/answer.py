"""The answer: it grows as it is written, says how sure it is, and what it rests on."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.timer import Timer
from textual.widgets import Static

from tui.ink import GOOD, MARKED, QUIET, WARNING, click
from tui.plain_text import one_line, visible

if TYPE_CHECKING:
    from secondme.answer import Answer

_CITATION = re.compile(r"\[(\d{1,3})\]")
_COLORS = {"sure": GOOD, "fairly sure": WARNING}
_BREATHS = ("·  ", "·· ", "···", " ··", "  ·", "   ")
_BREATH_SECONDS = 0.3


class AnswerView(VerticalScroll):
    """A question and its answer; hidden until something was asked."""

    def __init__(self) -> None:
        super().__init__(id="answer")
        self._text = ""
        self._doing = ""
        self._breath = cycle(_BREATHS)
        self._breathing: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="asked", markup=False)
        yield Static(id="said", markup=False)
        yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        self._breathing = self.set_interval(_BREATH_SECONDS, self._breathe, pause=True)

    def begin(self, question: str) -> None:
        """Shows the question and that the answer is on its way."""
        self._text = ""
        self._part("asked").update(Content(one_line(question)))
        self._show_text("")
        self._wait("Looking through your memory")
        self.display = True

    def say_reading(self, sources: int) -> None:
        """Says how many passages are being read for the answer."""
        self._wait(f"Reading {sources} passage{'' if sources == 1 else 's'}")

    def grow(self, text: str) -> None:
        """Adds the next words."""
        if not self._text:
            self._wait("Writing")
        self._text += text
        self._show_text(self._text)
        self.scroll_end(animate=False)

    def finish(self, answer: Answer) -> None:
        """Shows the whole answer and how far it can be relied on."""
        self._show_text(answer.text)
        self._conclude(write_verdict(answer))
        self.scroll_home(animate=False)

    def end(self, reason: str) -> None:
        """Ends without a whole answer; what was written so far stays."""
        self._conclude(Content.styled(visible(reason) or "Stopped.", WARNING if reason else QUIET))

    def _wait(self, doing: str) -> None:
        self._doing = doing
        if self._breathing is not None:
            self._breathing.resume()
        self._breathe()

    def _breathe(self) -> None:
        """A sign of life: a small machine may read for half a minute before the first word."""
        self._part("verdict").update(Content.styled(f"{self._doing} {next(self._breath)}  Esc stops", QUIET))

    def _conclude(self, verdict: Content) -> None:
        if self._breathing is not None:
            self._breathing.pause()
        self._part("verdict").update(verdict)

    def _show_text(self, text: str) -> None:
        self._part("said").update(write_answer(text))
        self._part("said").display = bool(text)

    def _part(self, name: str) -> Static:
        return self.query_one(f"#{name}", Static)


def write_answer(text: str) -> Content:
    """The text of an answer, each citation [1] a link to its source."""
    seen = visible(text).strip()
    return Content(seen, spans=[_link(match) for match in _CITATION.finditer(seen)])


def write_verdict(answer: Answer) -> Content:
    """How sure the answer is, in words, and why; when there is none, why not."""
    why = visible(answer.why)
    if answer.abstained:
        return Content.styled(why, QUIET)
    color = _COLORS.get(answer.confidence_word, QUIET)
    return Content.assemble((f"● {answer.confidence_word}", color), (f" · {why}", QUIET))


def _link(match: re.Match[str]) -> Span:
    return Span(*match.span(), f"{MARKED} {click(f'screen.cite({match.group(1)})')}")
