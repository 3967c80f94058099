"""secondme config: see and change the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.config import Config
    from secondme.home import Home

EPILOG = """\b
Examples
  secondme config get
  secondme config set daemon.work gentle
  secondme config set files.exclude "*.log" "drafts/"
  secondme config edit

All settings stand in one file with comments; a running daemon takes a change over at once.

Exit codes: 0 done, 2 no such setting, or a value or the file breaks a rule."""


@click.group("config", epilog=EPILOG)
def command() -> None:
    """See and change the settings."""


@command.command("get")
@click.argument("name", metavar="[KEY]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def get(session: Session, name: str | None, as_json: bool) -> int:
    """Show the value of KEY, or of every setting.

    \b
    Example
      secondme config get daemon.work
    """
    from secondme.cli.output import note, print_json
    from secondme.config import load_config
    from secondme.config.changing import find_setting
    from secondme.config.settings import BY_NAME

    names = [find_setting(name).name] if name else list(BY_NAME)
    config = load_config(_home(session))
    values = {one: config.value(one) for one in names}
    if as_json:
        print_json(values[name] if name else values)
    elif name:
        click.echo(_plain(values[name]))
    else:
        _show(config)
    for problem in config.problems:
        note(problem)
    return 2 if config.problems else 0


@command.command("set")
@click.argument("name", metavar="KEY")
@click.argument("words", metavar="VALUE...", nargs=-1, required=True)
@pass_session
def set_setting(session: Session, name: str, words: tuple[str, ...]) -> None:
    """Set KEY to VALUE; a list takes several.

    \b
    Example
      secondme config set daemon.pause_on_battery no
    """
    from secondme.cli.output import note
    from secondme.config.changing import find_setting, parse_value, set_value

    setting = find_setting(name)
    value = parse_value(setting, words)
    home = _home(session)
    home.create()
    problems = set_value(home.config, setting, value)
    click.echo(f"{name} is now {_plain(value)}.")
    for problem in problems:
        note(problem)


@command.command("edit")
@pass_session
def edit(session: Session) -> None:
    """Open the settings in your editor ($VISUAL or $EDITOR), and check them after.

    \b
    Example
      secondme config edit
    """
    from secondme.config import load_config
    from secondme.config.changing import ensure_file
    from secondme.errors import ConfigError

    home = _home(session)
    home.create()
    ensure_file(home.config)
    click.edit(filename=str(home.config))
    problems = load_config(home).problems
    if problems:
        raise ConfigError(
            "\n".join(problems) + "\nThe text was kept as you wrote it. Go on with: secondme config edit"
        )
    click.echo("The settings are in order.")


@command.command("path")
@pass_session
def path(session: Session) -> None:
    """Print where the settings are.

    \b
    Example
      secondme config path
    """
    click.echo(_home(session).config)


def _home(session: Session) -> Home:
    from secondme.home import find_home

    return find_home(session.home)


def _plain(value: object) -> str:
    from secondme.config.settings import written

    return value if isinstance(value, str) else written(value)


def _show(config: Config) -> None:
    from rich.table import Table

    from secondme.cli.output import console, harmless
    from secondme.config.settings import SETTINGS

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(style="dim")
    for setting in SETTINGS:
        value = config.value(setting.name)
        style = "" if value == setting.default else "bold"
        table.add_row(setting.name, harmless(_plain(value)), setting.meaning, style=style)
    console().print(table)
