"""The demonstration: a throw-away memory of an invented life, and a few questions to it.

Run it with `make demo`. Every command is the real one; they share one process, as a person's terminal shares
one daemon, so that the models are loaded once.
"""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
import time
from pathlib import Path

import click

from models.fetch import pull
from models.shelf import Shelf
from secondme.cli import run
from secondme.cli.models import download_bar
from secondme.cli.session import Session
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE

HERE = Path(__file__).parent
COMMANDS = (
    (f"add {HERE / 'notes'}", "two dozen notes, a packing list and a rental protocol"),
    (f"import jsonl {HERE / 'chat.jsonl'} --me Merrin", "ten months of messages"),
    ('recall "puffin boat" --limit 3', "find what one once knew"),
    ('ask "When is Ajda\'s recital and what will she play?"', "needs a message and a note"),
    ('ask "When was Lowenna born?"', 'the message says only "yesterday"'),
    ('ask "What is my blood type?"', "nobody ever wrote it down"),
    ("status", ""),
)


def main() -> int:
    """Fetches the models if need be, shows each command, and returns the number of those that failed."""
    began = time.monotonic()
    models = find_home().models
    fetch(models)
    with tempfile.TemporaryDirectory(prefix="secondme-demo-") as home:
        os.environ |= {MODELS_VARIABLE: str(models), KEYRING_VARIABLE: "off"}
        session = Session(home)
        failed = sum(not show(command, why, session) for command, why in COMMANDS)
        session.close()
    click.secho(f"\nThat took {time.monotonic() - began:.0f} s. Your own memory: make run", dim=True)
    return failed


def fetch(models: Path) -> None:
    """Gets the default models, once, into the folder that the person's own memory will use too."""
    shelf = Shelf(models)
    for role in ("embedder", "generator"):
        model = shelf.catalogue.default(role)
        if shelf.find(model.name) is None:
            click.secho(f"Fetching {model.title}, {model.size / 1e6:,.0f} MB, once …", dim=True)
            with download_bar(model.name) as bar:
                pull(model, shelf, progress=bar)


def show(command: str, why: str, session: Session) -> bool:
    """Runs one command as if it had been typed; true when it ended as it should."""
    shown = command.replace(f"{HERE}/", "docs/demo/")
    click.echo(f"\n{click.style('$', fg='green')} {click.style(f'secondme {shown}', bold=True)}", nl=False)
    click.secho(f"   # {why}" if why else "", dim=True)
    code = run(shlex.split(command), session)
    not_known = 3 if "blood" in command else 0
    return code == not_known


if __name__ == "__main__":
    sys.exit(main())
