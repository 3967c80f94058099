"""secondme daemon: keeps everything up to date in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.daemon.control import DaemonState
    from secondme.daemon.place import Place

EPILOG = """\b
Examples
  secondme daemon install      now and at every login
  secondme daemon start        now
  secondme daemon status

It follows the folders you gave it, and keeps models warm for quick answers. Commands use it when it runs
and do without when it does not.

Exit codes: 0 done, 2 not possible here, 3 no daemon runs, 4 it does not come up or answer."""


@click.group("daemon", epilog=EPILOG)
def command() -> None:
    """Keep everything up to date in the background."""


@command.command("run")
@pass_session
def run(session: Session) -> None:
    """Run the daemon in this terminal until Ctrl-C.

    \b
    Example
      secondme daemon run
    """
    from secondme.cli.output import note
    from secondme.daemon.lock import is_held
    from secondme.daemon.process import run as run_here

    place = _place(session)
    if is_held(place.lock):
        raise click.UsageError("A daemon runs already. See what it does: secondme daemon status")
    note(f"The daemon runs here; Ctrl-C ends it. Its log is {place.log}.")
    run_here(place)


@command.command("start")
@pass_session
def start(session: Session) -> None:
    """Start the daemon, and see that it is up.

    \b
    Example
      secondme daemon start
    """
    from secondme.daemon.control import daemon_state
    from secondme.daemon.control import start as start_here
    from secondme.daemon.units import find_unit, is_reachable, start_unit

    place = _place(session)
    if daemon_state(place.home).answers:
        click.echo("The daemon runs already.")
        return
    unit = find_unit(place)
    if unit is not None and unit.path.exists() and is_reachable(unit):
        start_unit(unit)
    else:
        start_here(place.home)
    click.echo("The daemon is up.")


@command.command("stop")
@pass_session
def stop(session: Session) -> int:
    """Stop the daemon; what it was doing goes on next time.

    \b
    Example
      secondme daemon stop
    """
    from secondme.cli.output import note
    from secondme.daemon.control import daemon_state
    from secondme.daemon.control import stop as stop_here

    place = _place(session)
    if not daemon_state(place.home).running:
        note("No daemon runs.")
        return 3
    by_itself = stop_here(place.home)
    click.echo("The daemon has ended." if by_itself else "The daemon did not answer and was ended.")
    return 0


@command.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def status(session: Session, as_json: bool) -> int:
    """Show whether the daemon runs, and what it does.

    \b
    Example
      secondme daemon status
    """
    from dataclasses import asdict

    from secondme.cli.output import print_json
    from secondme.daemon.control import daemon_health, daemon_state

    place = _place(session)
    state = daemon_state(place.home)
    watches = daemon_health(place.home) if state.answers else []
    if as_json:
        print_json(asdict(state) | {"following": watches})
    else:
        _show(state, watches)
    return 0 if state.answers else 4 if state.running else 3


@command.command("pause")
@pass_session
def pause(session: Session) -> None:
    """Read nothing new until you say otherwise; questions are answered all the same.

    \b
    Example
      secondme daemon pause
    """
    _set_paused(session, True)
    click.echo("Nothing new is read from now on. Go on with: secondme daemon resume")


@command.command("resume")
@pass_session
def resume(session: Session) -> None:
    """Go on reading what is new, after a pause.

    \b
    Example
      secondme daemon resume
    """
    _set_paused(session, False)
    click.echo("What is new is read again, while the daemon or the app runs.")


def _set_paused(session: Session, paused: bool) -> None:
    from secondme.config.changing import set_value
    from secondme.config.settings import BY_NAME

    home = _place(session).home
    home.create()
    set_value(home.config, BY_NAME["daemon.paused"], paused)


@command.command("install")
@pass_session
def install(session: Session) -> None:
    """Start the daemon now and at every login.

    \b
    Example
      secondme daemon install
    """
    import os

    from secondme.cli.output import note
    from secondme.daemon.units import install as install_unit

    unit, started = install_unit(_place(session), os.environ)
    click.echo(f"The daemon starts at every login ({unit.path}).")
    if not started:
        note("It cannot be started that way from here. Until you log in again: secondme daemon start")


@command.command("uninstall")
@pass_session
def uninstall(session: Session) -> int:
    """Stop the daemon and start it at login no more.

    \b
    Example
      secondme daemon uninstall
    """
    from secondme.cli.output import note
    from secondme.daemon.control import stop as stop_here
    from secondme.daemon.units import uninstall as uninstall_unit

    place = _place(session)
    unit = uninstall_unit(place)
    stop_here(place.home)
    if unit is None:
        note("It was not installed.")
        return 3
    click.echo(f"The daemon starts at login no more; {unit.path} is removed. Your memory is untouched.")
    return 0


@command.command("logs")
@click.option("--follow", "-f", is_flag=True, help="Go on showing what is added, until Ctrl-C.")
@click.option("--lines", "-n", default=50, show_default=True, type=click.IntRange(1), help="The last lines.")
@pass_session
def logs(session: Session, follow: bool, lines: int) -> int:
    """Show the end of the daemon's log.

    \b
    Example
      secondme daemon logs -f
    """
    from secondme.cli.output import harmless, note
    from secondme.daemon.control import last_words
    from secondme.daemon.tail import follow_file, last_lines

    place = _place(session)
    for line in last_lines(place.log, lines):
        click.echo(harmless(line))
    if words := last_words(place):
        note(f"Outside the log it said:\n{words}")
    if not place.log.exists():
        note("No daemon has run yet. Start it: secondme daemon start")
        return 3
    if follow:
        for line in follow_file(place.log):
            click.echo(harmless(line))
    return 0


def _place(session: Session) -> Place:
    from secondme.daemon.place import Place
    from secondme.home import find_home

    return Place(find_home(session.home))


def _show(state: DaemonState, watches: list[dict[str, Any]]) -> None:
    from rich.table import Table

    from secondme.cli.output import console, harmless, note

    if state.about is None:
        note(f"The daemon runs and does not answer. {state.why}" if state.running else "No daemon runs.")
        note("Stop it with: secondme daemon stop" if state.running else "Start it: secondme daemon start")
        return
    about = state.about
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    table.add_row("runs", f"since {about['since'][:16].replace('T', ' ')}, process {about['process']}")
    table.add_row("does", _doing(about["work"]))
    table.add_row("holds", f"{about['held_mb']:.0f} MB; models: {', '.join(about['models']) or 'none open'}")
    for watch in watches:
        why = f": {watch['why']}" if watch["why"] else ""
        table.add_row("follows", harmless(f"{watch['place']} ({watch['how']}{why})"))
    for problem in about["problems"]:
        table.add_row("settings", harmless(problem))
    console().print(table)


def _doing(work: dict[str, Any]) -> str:
    from secondme.cli.output import STAGES

    if work["doing"] in STAGES:
        of = f" of {work['total']:,}" if work["total"] else ""
        return f"{STAGES[work['doing']].lower()}, {work['done']:,}{of}"
    return f"{work['doing']}: {work['why']}" if work["why"] else str(work["doing"])
