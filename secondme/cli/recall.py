"""secondme recall: find what one once knew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.console import Console

    from secondme.recall.hit import Hit

EPILOG = """\b
Examples
  secondme recall "puffin boat"
  secondme recall --limit 3 --explain "who has the spare key"
  secondme recall --as-of 2025-05-01 "our address"

Exit codes: 0 found, 3 nothing found, 4 memory not usable, 5 model failed."""

BAR = 20
SHOWN_WORDS = 60
"""A long passage is shown by the sentences that share most with the query; `--json` has all of it."""


@click.command("recall", epilog=EPILOG)
@click.argument("query")
@click.option("--limit", "-n", default=10, show_default=True, type=click.IntRange(1, 1000), help="Most hits.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what was written after this day.")
@click.option("--explain", is_flag=True, help="Show what speaks for each hit.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session, query: str, limit: int, as_of: datetime | None, explain: bool, as_json: bool
) -> int:
    """Find the passages that QUERY is about."""
    from secondme.cli.output import console, note, print_json
    from secondme.cli.waiting import tell_waiting

    hits = session.memory.recall(query, limit, as_of=end_of_day(as_of))
    if as_json:
        print_json([hit.as_json() for hit in hits])
    elif hits:
        show_hits(console(), hits, query, weights_in_force(session) if explain else None)
        tell_waiting(session)
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


def weights_in_force(session: Session) -> Mapping[str, float]:
    """What the signals of hits are weighed with now."""
    from secondme.recall.reranking import DEFAULT_WEIGHT, SIGNAL
    from secondme.recall.tuned import weights_of

    return {SIGNAL: DEFAULT_WEIGHT, **weights_of(session.memory.tuning())}


def show_hits(
    out: Console, hits: Sequence[Hit], query: str, weights: Mapping[str, float] | None = None
) -> None:
    """The hits with their places and the words of the query marked; with weights, what speaks for each."""
    from rich.text import Text

    from secondme.cli.output import marked, print_heading, print_indented
    from secondme.recall.excerpt import focus
    from secondme.recall.question import understand

    question = understand(query)
    for number, hit in enumerate(hits, 1):
        start = Text().append(f"{number:>2}  ", style="bold").append(f"{hit.id:<6} ", style="dim")
        print_heading(out, start, hit)
        print_indented(out, marked(focus(hit.text, question, words=SHOWN_WORDS), question.terms), 4)
        if weights is not None:
            explain(out, hit, weights)


def explain(out: Console, hit: Hit, weights: Mapping[str, float]) -> None:
    """The signals of a hit, each with its weight and its share of the score."""
    from rich.text import Text

    for name, value in hit.signals.items():
        weight = weights.get(name, 0.0)
        bar = "█" * round(BAR * value)
        out.print(Text(f"    {name:13} {bar:{BAR}} {value:5.2f} x {weight:.1f} = {weight * value:5.2f}"))
    out.print(Text(f"    {'score':13} {'':{BAR}} {'':13} {hit.score:5.2f}", style="bold"))
