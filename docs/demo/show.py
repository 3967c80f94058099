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
from secondme.cli.faults import told
from secondme.cli.models import download_bar
from secondme.cli.session import Session
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE

HERE = Path(__file__).parent
COMMANDS = (
    ("add docs/demo/notes", "two dozen notes, a packing list and a rental protocol"),
    ("import jsonl docs/demo/chat.jsonl --me Merrin", "ten months of messages"),
    ('recall "puffin boat" --limit 3', "find what one once knew"),
    ('ask "When is Ajda\'s recital and what will she play?"', "needs a message and a note"),
    ('ask "When was Lowenna born?"', 'the message says only "yesterday"'),
    ('ask "What is my blood type?"', "nobody ever wrote it down"),
    ("status", ""),
)


def main() -> int:
    """Fetches the models if need be and shows each command; returns 0 when all ended as they should."""
    began = time.monotonic()
    models = find_home().models
    with told() as fetched:
        fetch(models)
    if fetched.code:
        return fetched.code
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
    click.echo(f"\n{click.style('$', fg='green')} {click.style(f'secondme {command}', bold=True)}", nl=False)
    click.secho(f"   # {why}" if why else "", dim=True)
    code = run([placed(word) for word in shlex.split(command)], session)
    not_known = 3 if "blood" in command else 0
    return code == not_known


def placed(word: str) -> str:
    """A path of the demonstration as it is from anywhere, also where folders have spaces in their names."""
    return str(HERE / word.removeprefix("docs/demo/")) if word.startswith("docs/demo/") else word


if __name__ == "__main__":
    sys.exit(main())
