"""secondme consolidate: make memories and events of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.memories.counts import Counts
    from secondme.memories.extracting.extract import Extracted

EPILOG = """\b
Examples
  secondme consolidate
  secondme consolidate --budget 30s --no-model

The daemon does it by itself when the machine is idle. All that a run did can be taken back: secondme undo

Exit codes: 0 done, 4 memory not usable."""
SECONDS = {"s": 1, "m": 60, "h": 3600}


class Budget(click.ParamType[float]):
    """A stretch of time: 30s, 10m, 1h."""

    name = "time"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        number, unit = value[:-1], value[-1:].lower()
        if unit not in SECONDS or not number.replace(".", "", 1).isdigit():
            self.fail(f"{value!r} is no stretch of time. Say it like 30s, 10m or 1h.", param, ctx)
        return float(number) * SECONDS[unit]


@click.command("consolidate", epilog=EPILOG)
@click.option("--budget", type=Budget(), default="10m", show_default=True, help="How long it may take.")
@click.option("--no-model", is_flag=True, help="Leave the language model out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, budget: float, no_model: bool, as_json: bool) -> None:
    """Distil memories from what was read since the last time, gather it into events, and link it all.

    What patterns do not understand a language model reads in the time that is left, if there is one here.
    """
    from dataclasses import asdict

    from secondme.cli.output import counted, note, print_json, progress_bar

    with progress_bar() as on_progress:
        done = session.memory.consolidate(seconds=budget, model=not no_model, on_progress=on_progress)
    if as_json:
        print_json(asdict(done))
        return
    click.echo(f"{counted(done.passages, 'passage')} read: {_came_of(done)}")
    if done.events:
        click.echo(f"{counted(done.events, 'event')} made or changed: secondme events")
    if done.extracted:
        _tell_extracted(done.extracted)
    if done.left:
        note(f"{counted(done.left, 'passage')} left. Go on: secondme consolidate")
    elif done.ungathered:
        note(f"{counted(done.ungathered, 'document')} left to gather. Go on: secondme consolidate")


def _tell_extracted(done: Extracted) -> None:
    """What the language model made of it, and what that took."""
    from secondme.cli.output import counted, note

    click.echo(f"{counted(done.passages, 'passage')} read by the language model: {_came_of(done)}")
    note(
        f"It took {done.seconds:.0f} s: {counted(done.tokens_read, 'token')} read, "
        f"{done.tokens_written:,} written, {counted(done.claims, 'claim')} checked."
    )
    if done.left:
        note(f"{counted(done.left, 'passage')} left for it. Go on: secondme consolidate")


def _came_of(done: Counts) -> str:
    return (
        f"{done.added} new, {done.updated} updated, {done.merged} said again, {done.retired} ended, "
        f"{done.contradicted} contradicted."
    )
