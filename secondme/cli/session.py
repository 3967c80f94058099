"""What the commands of one invocation share: the memory, opened when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from models.shelf import Shelf
    from secondme.memory import Memory


class Session:
    """Opens the memory once; closing is safe at any time."""

    def __init__(self, home: str | None = None) -> None:
        self.home = home
        self._memory: Memory | None = None

    @property
    def memory(self) -> Memory:
        """The person's memory; a first use says on stderr where the new key is kept."""
        if self._memory is None:
            import secondme
            from secondme.cli.output import note

            self._memory = secondme.open(self.home, note=note)
        return self._memory

    @property
    def shelf(self) -> Shelf:
        """The model files, without opening the memory."""
        from models.shelf import Shelf
        from secondme.home import find_home

        return Shelf(find_home(self.home).models)

    def close(self) -> None:
        """Closes the memory if it was opened."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None


pass_session = click.make_pass_decorator(Session)
