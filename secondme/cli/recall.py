"""secondme recall: find what one once knew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.console import Console

    from secondme.recall.hit import Hit
    from secondme.recall.question import Question

EPILOG = """\b
Examples
  secondme recall "puffin boat"
  secondme recall --limit 3 --explain "who has the spare key"
  secondme recall --as-of 2025-05-01 "our address"
  secondme recall 'from:piran during:"last summer" boat -tickets'

Exit codes: 0 found, 2 a filter makes no sense, 3 nothing found, 4 memory not usable, 5 model failed."""

BAR = 20
SHOWN_WORDS = 60
"""A long passage is shown by the sentences that share most with the query; `--json` has all of it."""


@click.command("recall", epilog=EPILOG)
@click.argument("query")
@click.option("--limit", "-n", default=10, show_default=True, type=click.IntRange(1, 1000), help="Most hits.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Find what was true on this day.")
@click.option(
    "--recorded-before", type=click.DateTime(["%Y-%m-%d"]), help="Find what was known before this day."
)
@click.option(
    "--explain", is_flag=True, help="Show how the query was understood and what speaks for each hit."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    query: str,
    limit: int,
    as_of: datetime | None,
    recorded_before: datetime | None,
    explain: bool,
    as_json: bool,
) -> int:
    """Find the passages that QUERY is about.

    It may have "quoted phrases", -words that must not occur, and the filters from: in: before: after: on:
    during: kind: type: trust:
    """
    from ingest.encoding import clean
    from secondme.cli.output import console, note, print_json
    from secondme.cli.waiting import tell_waiting
    from secondme.recall.question import understand

    day = end_of_day(as_of)
    hits = session.memory.recall(query, limit, as_of=day, recorded_before=start_of_day(recorded_before))
    if as_json:
        print_json([hit.as_json() for hit in hits])
    else:
        question = understand(clean(query), now=day)
        if explain:
            _show_understood(console(), question)
        if hits:
            _show(console(), hits, question, _weights(session) if explain else None)
        else:
            note("Nothing found.")
        tell_waiting(session)
    return 0 if hits else 3


def end_of_day(day: datetime | None) -> datetime | None:
    """The last moment of that day on this machine's clock."""
    if day is None:
        return None
    try:
        return day.replace(hour=23, minute=59, second=59).astimezone()
    except (ValueError, OverflowError):  # The calendar's first and last day have no other clocks around them.
        return day.replace(hour=23, minute=59, second=59, tzinfo=UTC)


def _weights(session: Session) -> Mapping[str, float]:
    """What the signals of hits are weighed with now."""
    from secondme.recall.reranking import DEFAULT_WEIGHT, SIGNAL
    from secondme.recall.tuned import weights_of

    return {SIGNAL: DEFAULT_WEIGHT, **weights_of(session.memory.tuning())}


def start_of_day(day: datetime | None) -> datetime | None:
    """The first moment of that day on this machine's clock."""
    if day is None:
        return None
    try:
        return day.astimezone()
    except (ValueError, OverflowError):
        return day.replace(tzinfo=UTC)


def _show_understood(out: Console, question: Question) -> None:
    from rich.text import Text

    from secondme.cli.output import harmless
    from secondme.cli.understood import lines_of

    for line in lines_of(question):
        out.print(Text(f"  {harmless(line)}", style="dim"))


def _show(out: Console, hits: list[Hit], question: Question, weights: Mapping[str, float] | None) -> None:
    from rich.text import Text

    from secondme.cli.output import marked, print_heading, print_indented
    from secondme.recall.excerpt import focus

    for number, hit in enumerate(hits, 1):
        start = Text().append(f"{number:>2}  ", style="bold").append(f"{hit.id:<6} ", style="dim")
        print_heading(out, start, hit)
        print_indented(out, marked(focus(hit.text, question, words=SHOWN_WORDS), question.terms), 4)
        if weights is not None:
            _explain(out, hit, weights)


def _explain(out: Console, hit: Hit, weights: Mapping[str, float]) -> None:
    from rich.text import Text

    for name, value in hit.signals.items():
        weight = weights.get(name, 0.0)
        bar = "█" * round(BAR * value)
        out.print(Text(f"    {name:13} {bar:{BAR}} {value:5.2f} x {weight:.1f} = {weight * value:5.2f}"))
    out.print(Text(f"    {'score':13} {'':{BAR}} {'':13} {hit.score:5.2f}", style="bold"))
