"""The answer: it grows as it is written, says how sure it is, and what it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.widgets import Static

from tui.plain_text import one_line, visible

if TYPE_CHECKING:
    from secondme.answer import Answer

_CITATION = re.compile(r"\[(\d{1,3})\]")
SURE, FAIRLY_SURE = 0.7, 0.4


class AnswerView(VerticalScroll):
    """A question and its answer; hidden until something was asked."""

    def __init__(self) -> None:
        super().__init__(id="answer")
        self._text = ""

    def compose(self) -> ComposeResult:
        yield Static(id="asked", markup=False)
        yield Static(id="said", markup=False)
        yield Static(id="verdict", markup=False)

    def begin(self, question: str) -> None:
        """Shows the question and that the answer is on its way."""
        self._text = ""
        self._part("asked").update(Content(one_line(question)))
        self._show_text("")
        self._part("verdict").update(_quiet("Looking through your memory…  Esc stops"))
        self.display = True

    def say_reading(self, sources: int) -> None:
        """Says how many passages are being read for the answer."""
        self._part("verdict").update(_quiet(f"Reading {_passages(sources)}…  Esc stops"))

    def grow(self, text: str) -> None:
        """Adds the next words."""
        self._text += text
        self._show_text(self._text)
        self.scroll_end(animate=False)

    def finish(self, answer: Answer) -> None:
        """Shows the whole answer and how far it can be relied on."""
        self._show_text(answer.text)
        self._part("verdict").update(write_verdict(answer))
        self.scroll_home(animate=False)

    def end(self, reason: str) -> None:
        """Ends without a whole answer; what was written so far stays."""
        self._part("verdict").update(
            Content.assemble((visible(reason), "$text-warning")) if reason else _quiet("Stopped.")
        )

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
    """How sure the answer is, in words, and what it rests on; for none, why."""
    if answer.abstained:
        return Content.assemble((visible(answer.why), "$text-muted"))
    color = _color(answer.confidence)
    sources = "source" if len(answer.citations) == 1 else "sources"
    return Content.assemble(
        ("● ", color),
        (answer.confidence_word, color),
        (f" · {len(answer.citations)} {sources}", "$text-muted"),
    )


def _link(match: re.Match[str]) -> Span:
    return Span(*match.span(), f"bold $text-accent @click=screen.cite({match.group(1)})")


def _color(confidence: float) -> str:
    if confidence >= SURE:
        return "$text-success"
    return "$text-warning" if confidence >= FAIRLY_SURE else "$text-muted"


def _quiet(text: str) -> Content:
    return Content.assemble((text, "$text-muted"))


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"
