"""What a person types, line by line: with editing and a history at a terminal, as it comes from a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from secondme.cli.output import note

PROMPT = "> "
REMEMBERED = 200


class Lines:
    """Reads lines from standard input. The history lives in this process alone: it is never written to a
    file.
    """

    def __init__(self, earlier: Sequence[str] = ()) -> None:
        """earlier: lines that the arrow keys bring back, the oldest first."""
        self.at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._editing = self.at_terminal and _begin_editing(earlier)
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def next(self, prompt: str | None = None) -> str | None:
        """The next line; None at the end. Ctrl-C drops the line at a terminal, and elsewhere ends all."""
        interrupted = False
        while True:
            try:
                if interrupted:
                    interrupted = False
                    print()
                    note("Ctrl-D leaves.")
                return self._read(prompt)
            except EOFError:
                if self.at_terminal:
                    print()
                return None
            except KeyboardInterrupt:
                if not self.at_terminal:
                    raise
                interrupted = True  # Nothing else here: the next Ctrl-C may be on its way.

    def close(self) -> None:
        """Forgets the history."""
        if self._editing:
            import readline

            readline.clear_history()

    def _read(self, prompt: str | None) -> str:
        if self.at_terminal:
            return input(prompt or PROMPT)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")


def _begin_editing(earlier: Sequence[str]) -> bool:
    """Whether lines can be edited here; some systems have nothing to do it with."""
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(True)
    readline.parse_and_bind("set enable-bracketed-paste on")
    for line in earlier[-REMEMBERED:]:
        if "\n" not in line:
            readline.add_history(line)
    return True
