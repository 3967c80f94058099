"""secondme mcp: the memory for other programs, over the Model Context Protocol."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme mcp --client my-editor
  secondme clients allow my-editor --read

Programs start this by themselves; it speaks the protocol on standard input and output. How to set one up:
docs/mcp.md. Until you allow it, a client gets nothing.
Exit codes: 0 the client hung up, 2 the name makes no sense or the package mcp is not installed."""


@click.command("mcp", epilog=EPILOG)
@click.option("--client", "name", required=True, help="Who asks; see secondme clients.")
@pass_session
def command(session: Session, name: str) -> None:
    """Answer another program, such as an editor or an assistant."""
    from importlib.util import find_spec

    from secondme.clients.arguments import read_name
    from secondme.errors import UsageError

    read_name(name)
    if find_spec("mcp") is None:
        raise UsageError(
            "The protocol's own package is not installed. Nothing was started. "
            "Install it: pip install 'secondme[mcp]'"
        )
    from secondme.clients.mcp import run_server

    run_server(name, lambda: session.memory, session.close)
