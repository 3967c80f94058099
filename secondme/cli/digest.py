"""secondme digest: what became of the memories lately."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme digest
  secondme digest --days 30

Exit codes: 0 done, 3 nothing happened, 4 memory not usable."""
HEADS = {
    "new": "New",
    "changed": "Changed",
    "ended": "Not true any more",
    "contradicted": "Contradicted",
    "confirmed": "Confirmed by you",
    "due": "Due within a week",
    "fading": "About to fall asleep",
}


@click.command("digest", epilog=EPILOG)
@click.option("--days", default=7.0, show_default=True, type=click.FloatRange(0), help="Of so many days.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, days: float, as_json: bool) -> int:
    """Tell what is new, what changed, what ended, and what is to come."""
    from secondme.cli.output import note, print_json
    from secondme.cli.remembered import show_memories

    found = session.memory.digest(days)
    told = {name: own for name, own in found.heads.items() if own}
    if as_json:
        print_json(found.as_json())
    elif not told:
        note(f"Nothing became of any memory in the last {days:g} days.")
    else:
        for name, own in told.items():
            click.secho(HEADS[name], bold=True)
            show_memories(own)
    return 0 if told else 3
