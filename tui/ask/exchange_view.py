"""One exchange: the question, and an answer that grows as it is written and says how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content, Span
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from tui.ask.spoken import Spoken, same_meaning
from tui.counting import counted
from tui.ink import GOOD, KEY, MARKED, QUIET, WARNING, click
from tui.passages.markdown import write_markdown
from tui.passages.result_row import Result
from tui.places.commands import with_keys
from tui.plain_text import one_line, visible

if TYPE_CHECKING:
    from secondme.answer import Answer

MOST_ASKED = 600
"""Characters of a question that are shown above its answer."""
_CITATION = re.compile(r"\[(\d{1,3})\]")
_COLORS = {"sure": GOOD, "fairly sure": WARNING}
_BREATHS = ("·  ", "·· ", "···", " ··", "  ·", "   ")
_BREATH_SECONDS = 0.3
_JUDGED = {"good": "You called it good.", "wrong": "You called it wrong."}
_DEEDS = (
    ("^Y", "copy", "screen.copy"),
    ("^S", "remember", "screen.remember"),
    ("+", "good", "screen.judge_good"),
    ("-", "wrong, it is …", "screen.correct"),
    ("x", "why", "screen.explain"),
)


class ExchangeView(Vertical):
    """Shows one exchange; a click makes it the one whose sources are shown."""

    @dataclass
    class Chosen(Message):
        """The person wants the sources of this exchange."""

        view: ExchangeView

    def __init__(self, spoken: Spoken) -> None:
        super().__init__(classes="exchange")
        self.spoken = spoken
        self.found: tuple[list[Result], str] = (spoken.sources, spoken.caption)
        """What is shown for it below, with its caption."""
        self.awaits_sources = False
        """Whether what is shown below it is only what was found while the question was typed, if anything."""
        self._text = ""
        self._doing = ""
        self._breath = cycle(_BREATHS)
        self._breathing: Timer | None = None
        self._parts = {
            name: Static(classes=name, markup=False) for name in ("asked", "said", "verdict", "deeds")
        }

    def compose(self) -> ComposeResult:
        yield from self._parts.values()

    def on_mount(self) -> None:
        self._breathing = self.set_interval(_BREATH_SECONDS, self._breathe, pause=True)
        self._parts["asked"].update(write_question(self.spoken))
        self._parts["deeds"].update(write_deeds())
        self._show_text("")
        if self.spoken.answer is not None:
            self.finish(self.spoken)
        elif self._doing:
            self._wait(self._doing)

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Chosen(self))

    def begin(self) -> None:
        """Shows that the answer is on its way."""
        self._text, self.awaits_sources = "", True
        self._wait("Looking through your memory")

    def say_reading(self, sources: int) -> None:
        """Says how many passages are being read for the answer."""
        self.awaits_sources = False
        self._wait(f"Reading {counted(sources, 'passage')}")

    def grow(self, text: str) -> None:
        """Adds the next words."""
        if not self._text:
            self._wait("Writing")
        self._text += text
        self._show_text(self._text)

    def finish(self, spoken: Spoken) -> None:
        """Shows the whole answer and how far it can be relied on."""
        self.spoken, self.awaits_sources = spoken, False
        self.found = (spoken.sources, spoken.caption)
        self._parts["asked"].update(write_question(spoken))
        self._show_text(spoken.answer.text if spoken.answer else "")
        self._conclude(write_verdict(spoken))
        self.set_class(spoken.can_be_judged, "-judgeable")

    def end(self, reason: str) -> None:
        """Ends without a whole answer; what was written so far stays."""
        self._conclude(Content.styled(visible(with_keys(reason)) or "Stopped.", WARNING if reason else QUIET))

    def make_way(self) -> None:
        """Ends, if it has not ended yet: something else was asked meanwhile."""
        if self._doing:
            self.end("")

    def _wait(self, doing: str) -> None:
        is_longer = len(doing) > len(self._doing)
        self._doing = doing
        if self._breathing is not None:
            self._breathing.resume()
            self._breathe(layout=is_longer)

    def _breathe(self, *, layout: bool = False) -> None:
        """A sign of life: a small machine may read for half a minute before the first word."""
        written = Content.styled(f"{self._doing} {next(self._breath)}  Esc stops", QUIET)
        self._parts["verdict"].update(written, layout=layout)

    def _conclude(self, verdict: Content) -> None:
        self._doing = ""
        if self._breathing is not None:
            self._breathing.pause()
        self._parts["verdict"].update(verdict)
        self._parts["verdict"].display = bool(verdict)

    def _show_text(self, text: str) -> None:
        self._parts["said"].update(write_answer(text))
        self._parts["said"].display = bool(text)


def write_question(spoken: Spoken) -> Content:
    """The question; beneath it how it was understood, where that is not the same."""
    asked = Content(_begun(one_line(spoken.question)))
    if not spoken.meant or same_meaning(spoken.meant, spoken.question):
        return asked
    return Content.assemble(
        asked, "\n", (f"understood as: {_begun(one_line(spoken.meant))}", f"not bold {QUIET}")
    )


def _begun(text: str) -> str:
    """Its beginning: below a whole page that was pasted nobody would see that it was answered."""
    return text if len(text) <= MOST_ASKED else f"{text[:MOST_ASKED].rstrip()} …"


def write_answer(text: str) -> Content:
    """The text of an answer, which is Markdown, each citation [1] a link to its source."""
    seen = write_markdown(text.strip(), is_wrapped=False)
    links = [_link(match) for match in _CITATION.finditer(seen.plain)]
    return Content(seen.plain, spans=[*seen.spans, *links])


def write_verdict(spoken: Spoken) -> Content:
    """How sure the answer is, in words, and why; else why there is none; what the person thinks of it."""
    if (answer := spoken.answer) is None:
        return Content("")
    parts = [_sureness(spoken, answer)]
    if answer.general:
        parts.append(Content.styled(visible(answer.general), WARNING))
    if spoken.verdict is not None:
        parts.append(Content.styled(_JUDGED[spoken.verdict], QUIET))
    return Content("\n").join(part for part in parts if part)


def write_deeds() -> Content:
    """What can be done with an answer: keys that can be clicked too."""
    return Content("   ").join(
        Content.assemble((key, f"{KEY} {click(action)}"), (f" {what}", f"{QUIET} {click(action)}"))
        for key, what, action in _DEEDS
    )


def _sureness(spoken: Spoken, answer: Answer) -> Content:
    why = visible(answer.why)
    if answer.abstained or spoken.ending != "answered":
        return Content.styled(why, QUIET)
    color = _COLORS.get(answer.confidence_word, QUIET)
    return Content.assemble((f"● {answer.confidence_word}", color), (f" · {why}" if why else "", QUIET))


def _link(match: re.Match[str]) -> Span:
    return Span(*match.span(), f"{MARKED} {click(f'screen.cite({match.group(1)})')}")
