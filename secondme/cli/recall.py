"""secondme recall: find what one once knew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import click

from secondme.cli.session import Session, pass_session
from secondme.cli.words import as_typed

EPILOG = """\b
Examples
  secondme recall "puffin boat"
  secondme recall --limit 3 --explain "who has the spare key"
  secondme recall --as-of 2025-05-01 "our address"
  secondme recall 'from:piran during:"last summer" boat -tickets'
  secondme recall --group --context 2 "the move"
  secondme recall "what came first, the leak or the recital?"

Exit codes: 0 found, 2 a filter makes no sense, 3 nothing found, 4 memory not usable, 5 model failed."""


@click.command("recall", epilog=EPILOG)
@click.argument("query", nargs=-1, required=True, callback=as_typed)
@click.option("--limit", "-n", default=10, show_default=True, type=click.IntRange(1, 1000), help="Most hits.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Find what was true on this day.")
@click.option(
    "--recorded-before", type=click.DateTime(["%Y-%m-%d"]), help="Find what was known before this day."
)
@click.option("--deep", is_flag=True, help="Also what you told and that sleeps, or is not true any more.")
@click.option(
    "--explain", is_flag=True, help="Show how the query was understood and what speaks for each hit."
)
@click.option(
    "--context", "-C", "reach", default=0, type=click.IntRange(0, 50), help="Show what stands around."
)
@click.option("--group", is_flag=True, help="Gather the hits by event.")
@click.option("--copy", "copied", is_flag=True, help="Copy the first hit, for pasting elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    query: str,
    limit: int,
    as_of: datetime | None,
    recorded_before: datetime | None,
    deep: bool,
    explain: bool,
    reach: int,
    group: bool,
    copied: bool,
    as_json: bool,
) -> int:
    """Find the passages that QUERY is about.

    It may have "quoted phrases", -words that must not occur, and the filters from: in: before: after: on:
    during: kind: type: trust:
    """
    from ingest.encoding import clean
    from secondme.cli.clipboard import copy
    from secondme.cli.found import Found, found_json, show_found, show_understood
    from secondme.cli.output import console, note, print_json
    from secondme.cli.waiting import tell_waiting
    from secondme.recall.question import understand

    day = end_of_day(as_of)
    before = start_of_day(recorded_before)
    hits = session.memory.recall(query, limit, as_of=day, recorded_before=before, deep=deep)
    around = {hit.passage: session.memory.surroundings(hit, reach) for hit in hits} if reach else {}
    question = understand(clean(query), now=day)
    found = Found(question, hits, around, weights_in_force(session) if explain else None, group=group)
    if as_json:
        print_json(found_json(found))
    else:
        if explain:
            show_understood(console(), question)
        if hits:
            show_found(console(), found)
        else:
            note("Nothing found.")
        tell_waiting(session)
    if copied and hits:
        copy(hits[0].text)
    return 0 if hits else 3


def end_of_day(day: datetime | None) -> datetime | None:
    """The last moment of that day on this machine's clock."""
    if day is None:
        return None
    try:
        return day.replace(hour=23, minute=59, second=59).astimezone()
    except (ValueError, OverflowError):  # The calendar's first and last day have no other clocks around them.
        return day.replace(hour=23, minute=59, second=59, tzinfo=UTC)


def start_of_day(day: datetime | None) -> datetime | None:
    """The first moment of that day on this machine's clock."""
    if day is None:
        return None
    try:
        return day.astimezone()
    except (ValueError, OverflowError):
        return day.replace(tzinfo=UTC)


def weights_in_force(session: Session) -> Mapping[str, float]:
    """What the signals of hits are weighed with now."""
    from secondme.recall.tuned import weights_of_hits

    return weights_of_hits(session.memory.tuning())
