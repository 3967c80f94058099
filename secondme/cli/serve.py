"""secondme serve: the memory as a model that chat programs can talk with."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

PORT = 8742
EPILOG = """\b
Examples
  secondme clients allow my-chat --read
  secondme clients token my-chat
  secondme serve

It speaks OpenAI's protocol on this machine alone: give the program the address, the token as its API key,
and the model secondme. How, and what it can do: docs/serve.md.

Exit codes: 0 it was told to end, 2 the port is taken or the package uvicorn is not installed."""


@click.command("serve", epilog=EPILOG)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any.")
@pass_session
def command(session: Session, port: int) -> None:
    """Answer chat programs as a model that knows your memory."""
    from importlib.util import find_spec

    from secondme.errors import UsageError

    if find_spec("uvicorn") is None:
        raise UsageError(
            "The web server is not installed. Nothing was started. Install it: pip install 'secondme[serve]'"
        )
    from secondme.cli.output import note
    from secondme.web.endpoint import run_endpoint

    run_endpoint(port, lambda: session.memory, session.close, lambda address: note(f"Listening at {address}"))
