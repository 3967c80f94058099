"""The command line: each command is loaded only when it is called."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from secondme import __version__
from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SECTIONS = {
    "Take in": {
        "add": "Remember a folder or a file.",
        "import": "Remember a chat export, or have an export back.",
        "remember": "Tell it something to keep.",
        "index": "Look at all sources again.",
        "sources": "List what is remembered from where.",
        "status": "Show what is remembered and what is still to do.",
    },
    "Find and ask": {
        "recall": "Find what you once knew.",
        "ask": "Get an answer with its sources.",
        "chat": "Talk with your memory; it follows what you mean.",
        "good": "Say that a hit was what you asked for.",
        "wrong": "Say that a hit was not what you asked for.",
        "tune": "Fit finding to your memory, and see what that gains.",
        "show": "Show a memory, a passage or an event.",
        "open": "Show what a link such as secondme://p12 names.",
    },
    "Memories": {
        "memories": "List what is held to be true.",
        "about": "Show what is known of somebody.",
        "history": "Tell what became of a memory.",
        "review": "Be asked what is still true.",
        "edit": "Say how a memory should read.",
        "merge": "Make one memory of several.",
        "pin": "Keep a memory awake.",
        "unpin": "Let a memory fade again.",
        "retire": "Say that a memory does not hold any more.",
        "revive": "Say that a memory holds again.",
        "both": "Say that memories do not contradict each other.",
        "undo": "Take back a change of memories.",
        "conflicts": "Show memories that contradict each other.",
        "fading": "Show what is about to fall asleep.",
        "consolidate": "Make memories of what was read.",
    },
    "Look at it whole": {
        "today": "Show what is due, and what was on this day.",
        "timeline": "Show what happened and changed, by day.",
        "events": "List what belongs together, each with its title.",
        "summary": "Sum up a time, a person, a matter or an event.",
        "digest": "Tell what became of the memories lately.",
        "portrait": "Show who you are, as far as is known.",
        "graph": "Show who and what is connected.",
        "people": "Show who is who, and put it right.",
    },
    "Write": {
        "prefill": "Fill in a form from memory, with receipts.",
        "draft": "Write a mail, letter or text from memory.",
        "complete": "Go on with a text from standard input.",
        "instructions": "Show what it must never do, and always.",
    },
    "Forget": {
        "forget": "Delete something for good, and look that it is gone.",
        "retention": "Say what is forgotten with time, and what is never kept.",
        "suspects": "Show what seems to give a machine orders, and rule on it.",
    },
    "Keep safe": {
        "backup": "Keep copies that you can take away, and get them back.",
        "sync": "Keep two machines in step through a shared folder.",
        "export": "Write everything into files for other programs, or to read.",
        "doctor": "Look whether all is well, and mend what is not.",
        "repair": "Mend a damaged memory from what is left of it.",
    },
    "Key": {
        "init": "Choose how the key to your memory is kept.",
        "lock": "Have the daemon forget the key to your memory.",
        "unlock": "Give the daemon the key to your memory, for a passphrase.",
        "rekey": "Exchange the key to your memory for a new one.",
        "recover": "Open your memory with the recovery key on paper.",
        "key": "Show or restore the key to your memory.",
    },
    "Run": {
        "tui": "Open the app: here, as plain lines, or in a browser.",
        "daemon": "Keep everything up to date in the background.",
        "models": "Get, choose and measure models.",
        "config": "See and change the settings.",
    },
    "Other programs": {
        "mcp": "Answer another program, such as an editor.",
        "serve": "Answer chat programs as a model that knows your memory.",
        "clients": "Show which programs may do what, and what they did.",
        "completion": "Print what a shell needs to complete commands.",
    },
}
"""Every command with its line in the overview, under the heading it stands there."""

COMMANDS = {name: line for section in SECTIONS.values() for name, line in section.items()}
"""Every command with its line; each is `command` in the module `secondme.cli.<name>`."""

ELSEWHERE = {
    "import": "import_chat:command",
    "good": "judging:good",
    "wrong": "judging:wrong",
    **{name: f"lock:{name}" for name in ("lock", "unlock")},
    **{name: f"memories:{name}" for name in ("about", "fading", "conflicts")},
    **{name: f"history:{name}" for name in ("show", "history")},
    **{name: f"correcting:{name}" for name in ("edit", "pin", "unpin", "merge", "retire", "undo")},
    **{name: f"correcting:{name}" for name in ("revive", "both")},
}
"""The module and the name in it of the commands that are kept otherwise."""

EXIT_CODES = """\b
Exit codes
  0    done
  1    something unexpected
  2    the command was not understood
  3    nothing was found, or the answer is not known
  4    the memory or its key cannot be used
  5    a model is missing or failed
  6    something given could not be read
  7    the disk is full
  8    the network could not be reached
  130  interrupted"""


def load_command(name: str) -> click.Command:
    """The command of that name in `COMMANDS`, with its module."""
    module, _, attribute = ELSEWHERE.get(name, f"{name}:command").partition(":")
    command: click.Command = getattr(importlib.import_module(f"secondme.cli.{module}"), attribute)
    return command


class Commands(click.Group):
    """Lists every command without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return load_command(name) if name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's own, with the name that was probably meant where there is none of that name."""
        if args and args[0] not in COMMANDS and args[0][:1] != "-" and not ctx.resilient_parsing:
            from difflib import get_close_matches

            meant = [name for name in COMMANDS if name.startswith(args[0])]
            meant = meant or get_close_matches(args[0], COMMANDS, 1)
            what = f"Did you mean {' or '.join(meant)}?" if 0 < len(meant) <= 3 else "See: secondme --help"
            raise click.UsageError(f"There is no command {args[0]!r}. {what}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """As click's own, without loading every command for the sake of its line."""
        from click.shell_completion import CompletionItem

        options = click.Command.shell_complete(self, ctx, incomplete)
        found = [
            CompletionItem(name, help=line) for name, line in COMMANDS.items() if name.startswith(incomplete)
        ]
        return [*found, *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, COMMANDS))
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), line) for name, line in section.items()])


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="secondme")
@click.option("--home", type=TypedPath(file_okay=False), help="Use the memory in this folder.")
@click.option("--no-daemon", is_flag=True, help="Open the memory here, even when a daemon runs.")
@click.pass_context
def cli(ctx: click.Context, home: str | None, no_daemon: bool) -> None:
    """A private memory of your files and chats, on this machine alone.

    Without a command it opens the app.

    \b
    Examples
      secondme add ~/notes
      secondme recall "puffin boat"
      secondme ask "When does the puffin boat leave?"
    """
    if ctx.obj is None:
        ctx.obj = Session(home, daemon=not no_daemon)
        ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        open_app(home)


def open_app(home: str | None, port: int | None = None) -> None:
    """Opens the app through its entry point, so that this package never imports it.

    port: in a browser of this machine, by that port; 0: by any.
    """
    from importlib.metadata import entry_points

    for entry in entry_points(group="secondme.commands", name="tui"):
        run: Callable[[str | None, int | None], None] = entry.load()
        run(home, port)
        return
    raise click.UsageError("The app is not installed here. The commands work: secondme --help")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with the exit code that fits."""
    from secondme.key.guarding import leave_no_core

    leave_no_core()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A terminal that knows fewer letters is no error.
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None, session: Any = None) -> int:
    """Runs one command line and returns its exit code; errors become one clear message on stderr."""
    from secondme.cli.faults import told

    with told() as outcome:
        result = cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="secondme",
            standalone_mode=False,
            obj=session,
        )
        outcome.code = result if isinstance(result, int) else 0
    return outcome.code
