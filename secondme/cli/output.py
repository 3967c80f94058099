"""How results look: people get colour and shape, programs get JSON; notes and progress go to stderr."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from secondme.counting import counted as counted
from secondme.harmless import harmless as harmless
from secondme.indexing.progress import OnProgress, Progress

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from secondme.recall.hit import Hit

STAGES = {
    "looking": "Looking",
    "reading": "Reading",
    "embedding": "Understanding",
    "measuring": "Measuring",
    "distilling": "Distilling",
    "extracting": "Extracting",
    "gathering": "Gathering",
    "linking": "Linking",
    "filling": "Filling in",
    "backing up": "Backing up",
    "restoring": "Restoring",
    "verifying": "Verifying",
    "forgetting": "Forgetting",
    "exporting": "Exporting",
    "importing": "Importing",
}


def note(text: str) -> None:
    """A word on the side, on stderr."""
    click.echo(click.style(harmless(text), dim=True), err=True)


def print_json(value: Any) -> None:
    """One JSON value on stdout, as it is: no colour, no line breaks in the middle of strings."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def wants_json(as_json: bool) -> bool:
    """`secondme people --json Ana` and `secondme people Ana --json` are the same."""
    above = click.get_current_context().parent
    return as_json or bool(above and above.params.get("as_json"))


def console(*, stderr: bool = False) -> Console:
    """A console; it writes plain text where the stream is not a terminal.

    Brackets in a string are shown, not obeyed: a folder may be called "[work]".
    """
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False, markup=False)


def sized(size: int) -> str:
    """`3.2 kB`, `1,250.0 MB`. size: bytes."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"


def marked(text: str, words: Sequence[str]) -> Text:
    """The text with the words of a query in bold."""
    from rich.text import Text

    from secondme.recall.excerpt import stem

    shown = Text(harmless(text))
    stems = {stem(word) for word in words}
    for match in re.finditer(r"\w+", shown.plain):
        if stem(match.group().casefold()) in stems:
            shown.stylize("bold", match.start(), match.end())
    return shown


def heading_of(hit: Hit) -> Text:
    """One line about a hit: who or what, when, and where it stands."""
    from rich.text import Text

    line = Text(harmless(hit.speaker or hit.title), style="cyan")
    details = [] if hit.time is None else [f"{hit.time:%a} {hit.time.day} {hit.time:%b %Y}"]
    if hit.kind == "passage":
        details += [hit.title, str(hit.locator)] if hit.speaker else [str(hit.locator)]
    details += [hit.elsewhere] if hit.elsewhere else []
    if hit.trust in {"foreign", "assistant"} and not hit.warning:
        details.append(hit.trust)
    line.append(harmless("".join(f" · {detail}" for detail in details)), style="dim")
    return line.append(f" · {hit.warning}", style="bold yellow") if hit.warning else line


def print_heading(out: Console, start: Text, hit: Hit) -> None:
    """A line about a hit after `start`; on a terminal it is cut at the edge, elsewhere it is whole."""
    line = start.append_text(heading_of(hit))
    if out.is_terminal:
        out.print(line, no_wrap=True, overflow="ellipsis")
    else:
        out.print(line, soft_wrap=True)


def print_indented(out: Console, text: Text, indent: int) -> None:
    """A paragraph with space before it; wrapped on a terminal, one line elsewhere."""
    from rich.padding import Padding
    from rich.text import Text

    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, indent)))
    else:
        out.print(Text(" " * indent).append_text(text), soft_wrap=True)


@contextmanager
def progress_bar() -> Iterator[OnProgress]:
    """A progress bar with counts and an estimate on stderr; nothing where stderr is not a terminal.

    It is there from the first progress on: what is asked before, as a passphrase, would be drawn over.
    """
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bars,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Bars(*columns, console=console(stderr=True), transient=True)
    tasks: dict[str, Any] = {}

    def show(progress: Progress) -> None:
        bars.start()
        if progress.stage not in tasks:
            tasks[progress.stage] = bars.add_task(STAGES[progress.stage], total=None)
        bars.update(tasks[progress.stage], completed=progress.done, total=progress.total or None)

    try:
        yield show
    finally:
        if tasks:
            bars.stop()
