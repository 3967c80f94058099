"""secondme mcp: the memory for other programs, over the Model Context Protocol."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

PORT = 8741
EPILOG = """\b
Examples
  secondme mcp --client my-editor
  secondme mcp --http
  secondme clients allow my-editor --read

Programs start this by themselves; it speaks the protocol on standard input and output. How to set one up:
docs/mcp.md. Until you allow it, a client gets nothing. With --http it listens on this machine alone, and a
client is known by its token: secondme clients token NAME

Exit codes: 0 the client hung up, 2 the name makes no sense, the port is taken, or the package mcp is not
installed."""


@click.command("mcp", epilog=EPILOG)
@click.option("--client", "name", help="Who asks; see secondme clients.")
@click.option("--http", is_flag=True, help="Serve every client that has a token, over HTTP.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="With --http; 0: any."
)
@pass_session
def command(session: Session, name: str | None, http: bool, port: int) -> None:
    """Answer another program, such as an editor or an assistant."""
    from importlib.util import find_spec

    from secondme.clients.arguments import read_name
    from secondme.errors import UsageError

    if http == (name is not None):
        raise UsageError(
            "Say either --client NAME, for one program on standard input, or --http, where a token tells who "
            "asks. Nothing was started."
        )
    if name is not None:
        read_name(name)
    if find_spec("mcp") is None:
        raise UsageError(
            "The protocol's own package is not installed. Nothing was started. "
            "Install it: pip install 'secondme[mcp]'"
        )
    if name is not None:
        from secondme.clients.mcp import run_server

        run_server(name, lambda: session.memory, session.close)
        return
    from secondme.cli.output import note
    from secondme.clients.mcp_http import run_http

    run_http(port, lambda: session.memory, session.close, lambda address: note(f"Listening at {address}"))
