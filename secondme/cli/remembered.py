"""How memories look on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secondme.memories.wording import bar, details

if TYPE_CHECKING:
    from rich.text import Text

    from secondme.memories.book import Remembered
    from secondme.memories.linking.telling import Linked


def show_memories(memories: Sequence[Remembered]) -> None:
    """For each its id, how firmly it is held, what it says, whose word it is, and since when."""
    from rich.table import Table

    from secondme.cli.output import console

    out = console()
    if not out.is_terminal:  # A line each, whole.
        for one in memories:
            out.print(line_of(one), soft_wrap=True)
        return
    grid = Table.grid(padding=(0, 1))
    for one in memories:
        grid.add_row(*parts_of(one))
    out.print(grid)


def show_around(memory: Remembered, links: Sequence[Linked]) -> None:
    """What a memory is about, and what it is linked with, each on a line: `follows  m3 Ben lives in Graz.`"""
    from rich.text import Text

    from secondme.cli.output import console, harmless

    out = console()
    about = [*memory.tags, *memory.keywords]
    out.print(Text(f"      {harmless(' · '.join(about))}", style="dim"), soft_wrap=True)
    width = max((len(one.kind) for one in links), default=0)
    for one in links:
        words = Text(f"      {one.kind:<{width}}  ", style="dim")
        words.append(f"{one.memory:>4}", style="cyan").append(f" {harmless(one.text)}")
        out.print(words, soft_wrap=True)


def line_of(one: Remembered) -> Text:
    """`m12 ▰▰▰▰▱ Ben lives in Lisbon.  fact · Ben · since 3 May 2024`"""
    from rich.text import Text

    return Text(" ").join(parts_of(one))


def parts_of(one: Remembered) -> tuple[Text, Text, Text]:
    """Its id, its bar, and its words with what is said beside them."""
    from rich.text import Text

    from secondme.cli.output import harmless

    awake = one.state == "current"
    words = Text(harmless(one.text), style="" if awake else "dim")
    words.append(f"  {harmless(' · '.join(details(one)))}", style="dim")
    return Text(f"{one.id:>5}", style="cyan"), Text(bar(one), style="green" if awake else "dim"), words
