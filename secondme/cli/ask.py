"""secondme ask: an answer with its sources, or an honest "I don't know"."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session
from secondme.cli.words import as_typed

if TYPE_CHECKING:
    from rich.console import Console

    from secondme.answer import Answer

EPILOG = """\b
Examples
  secondme ask "When was Lowenna born?"
  secondme ask --as-of 2025-03-01 "What is my job?"
  secondme ask --json "Who has our spare key?" | jq -r .text
  secondme ask --general "How high is Ben More?"

Ctrl-C stops the answer. Nothing leaves this machine, unless you chose an endpoint: secondme status

Exit codes: 0 answered, 2 a filter makes no sense, 3 not known, 4 memory not usable,
5 no model or model failed, 8 endpoint not reachable, 130 stopped."""


NEAREST = 3
"""So many passages are shown where there is no model to read them."""


@click.command("ask", epilog=EPILOG)
@click.argument("question", nargs=-1, required=True, callback=as_typed)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Answer as on this day.")
@click.option(
    "--recorded-before", type=click.DateTime(["%Y-%m-%d"]), help="Answer from what was known before."
)
@click.option("--general", is_flag=True, help="Where memory does not know, say what the model knows.")
@click.option("--copy", "copied", is_flag=True, help="Copy the answer, for pasting elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    question: str,
    as_of: datetime | None,
    recorded_before: datetime | None,
    general: bool,
    copied: bool,
    as_json: bool,
) -> int:
    """Answer QUESTION from what is remembered. It may have the same filters as a recall."""
    from models.errors import ModelMissingError
    from secondme.cli.clipboard import copy
    from secondme.cli.output import console, print_json
    from secondme.cli.recall import end_of_day, start_of_day
    from secondme.cli.waiting import tell_waiting

    out = console()
    of_day, before = end_of_day(as_of), start_of_day(recorded_before)
    try:
        with stopping() as stopped, streaming(out, live=not as_json) as show:
            answer = session.memory.ask(
                question,
                as_of=of_day,
                recorded_before=before,
                general=general,
                on_text=show,
                cancelled=stopped,
            )
    except ModelMissingError:
        if not as_json:
            _show_nearest(out, session, question, of_day, before)
        raise
    if as_json:
        print_json(answer.as_json())
    else:
        show_answer(out, answer)
        if answer.abstained:
            tell_waiting(session)
    if copied and not answer.abstained:
        copy(answer.text)
    if answer.cancelled:
        return 130
    return 3 if answer.abstained else 0


def _show_nearest(
    out: Console, session: Session, question: str, as_of: datetime | None, before: datetime | None
) -> None:
    """Where nothing can write an answer: what there is to read for it."""
    from ingest.encoding import clean
    from secondme.cli.found import Found, show_found
    from secondme.recall.question import understand

    hits = session.memory.recall(question, NEAREST, as_of=as_of, recorded_before=before, log=False)
    if hits:
        show_found(out, Found(understand(clean(question), now=as_of), hits))


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Ctrl-C sets the event: the answer ends within a token and everything stays consistent."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number: int, frame: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def streaming(out: Console, *, live: bool) -> Iterator[Callable[[str], None] | None]:
    """Shows the answer as it is written, on a terminal; what is shown at the end is the checked one."""
    if not (live and out.is_terminal):
        yield None
        return
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    from secondme.cli.output import harmless

    pieces: list[str] = []
    with Live(Spinner("dots", "Recalling and reading …"), console=out, transient=True) as view:

        def show(piece: str) -> None:
            pieces.append(piece)
            view.update(Text(harmless("".join(pieces))))

        yield show


def show_answer(out: Console, answer: Answer) -> None:
    from rich.text import Text

    from secondme.cli.output import harmless, print_heading, print_indented

    print_indented(out, Text(harmless(answer.text), style="bold"), 0)
    if answer.abstained:
        out.print(Text(answer.why, style="dim"))
        for hit in answer.nearest:
            print_heading(out, Text("  nearest: "), hit)
        if answer.general:
            print_indented(out, Text(harmless(answer.general), style="yellow"), 0)
        return
    for citation in answer.citations:
        print_heading(out, Text(f"  [{citation.number}] "), citation.hit)
        print_indented(out, Text(harmless(citation.quote), style="dim"), 6)
    out.print(Text(f"  {answer.confidence_word}: {answer.why}", style="dim italic"))
