"""Turns what goes wrong into one message on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from secondme.errors import NO_SPACE, NoSpaceError

INTERRUPTED = 130


@dataclass
class Outcome:
    """How a command ended."""

    code: int = 0


@contextmanager
def told() -> Iterator[Outcome]:
    """Catches what a command raises, tells it, and leaves the exit code in the outcome.

    Only errors made for people are told in their own words; anything else keeps its traceback, because it is
    a fault of ours.
    """
    outcome = Outcome()
    try:
        yield outcome
    except click.ClickException as error:
        error.show()
        outcome.code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was done is kept; run the command again to go on.", err=True)
        outcome.code = INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (`| head`), for which click and rich end the process with an
        # error of their own. It is none; and Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(
            f"{click.style('Error:', fg='red')} {error.strerror or error}{where}. What was done is kept. "
            "Check the path, its permissions and the space on the disk, then run the command again.",
            err=True,
        )
        outcome.code = NoSpaceError.exit_code if error.errno in NO_SPACE else 1
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if code is None:
            raise
        click.echo(f"{click.style('Error:', fg='red')} {error}", err=True)
        outcome.code = code
