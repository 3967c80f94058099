"""secondme tui: the app, in this terminal, as plain lines, or in a browser of this machine."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme                  the same as secondme tui
  secondme tui --plain      line by line, for screen readers
  secondme tui --serve      in a browser on this machine

--serve prints an address that lets one browser in, once. It listens on this machine alone, every window is a
process of its own, and nothing is loaded from the web. It needs: pip install 'secondme[browser]'

Exit codes: 0 ended, 2 no terminal, or the port is taken, 4 memory not usable."""


@click.command("tui", epilog=EPILOG)
@click.option("--plain", is_flag=True, help="Say everything line by line, without colours or moving parts.")
@click.option("--serve", is_flag=True, help="Open the app in a browser on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="With --serve: not any free one.")
@pass_session
def command(session: Session, plain: bool, serve: bool, port: int) -> int:
    """Open the app."""
    from secondme.cli import open_app

    if plain and serve:
        raise click.UsageError("--plain and --serve are two different ways. Name one.")
    if plain:
        from secondme.cli.plain import PlainTalk

        talk = PlainTalk(session)
        talk.greet()
        return talk.run()
    open_app(session.home, port if serve else None)
    return 0
