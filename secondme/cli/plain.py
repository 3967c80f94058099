"""Everything in plain lines, for screen readers and for terminals that can nothing else."""

from __future__ import annotations

import os
import shlex
from typing import Any

import click

from secondme.cli.chatting import Chat
from secondme.cli.session import Session

GREETING = """\
secondme, in plain text. Type a question and press Enter; what you tell is remembered with /save.
/help lists the commands, /help recall explains one, /quit leaves."""
MORE = """\
Every other command works too, with a / before it:
  /status  /memories  /timeline  /review  /people Ana  /sources  /add ~/notes  /doctor …
  /commands          all of them, a line each"""
PLAIN = {"NO_COLOR": "1", "TERM": "dumb"}
"""What keeps colours, bars and moving lines away from the screen."""


class PlainTalk(Chat):
    """A conversation in which every command of the command line is at hand, said line by line."""

    def __init__(self, session: Session) -> None:
        os.environ.update(PLAIN)
        context = click.get_current_context(silent=True)
        if context is not None:
            context.color = False
        super().__init__(session)
        self._commands["commands"] = self._list

    def greet(self) -> None:
        """Says what can be done."""
        self._say(GREETING)

    def _obey(self, line: str) -> None:
        from secondme.cli import COMMANDS

        name, _, rest = line[1:].strip().partition(" ")
        name = name.casefold()
        if name == "help":
            self._explain(rest.strip().removeprefix("/"))
        elif name in COMMANDS and (name not in self._commands or _has_option(rest)):
            self._run(name, *_words(rest))
        else:
            super()._obey(line)

    def _explain(self, name: str) -> None:
        from secondme.cli import COMMANDS
        from secondme.cli.chatting import HELP

        if name and name in COMMANDS:
            self._run(name, "--help")
        else:
            self._say(f"{HELP}\n{MORE}")

    def _list(self, rest: str) -> Any:
        from secondme.cli import COMMANDS

        for name, line in COMMANDS.items():
            self._say(f"/{name}: {line}")

    def _run(self, *arguments: str) -> None:
        """A command as the command line has it; it tells what goes wrong by itself."""
        from secondme.cli import run

        self.code = run(arguments, self.session)


def _has_option(rest: str) -> bool:
    """Whether it is said as to the command line, which has options where a talk has none."""
    return any(word.startswith("--") and len(word) > 2 for word in rest.split())


def _words(rest: str) -> list[str]:
    try:
        return shlex.split(rest)
    except ValueError as error:
        raise click.UsageError(
            f"{str(error).capitalize()}: close what was opened, or put a \\ before it."
        ) from None
