"""What is said before a source is forgotten, and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from secondme.backup.holding import tell_backups
from tui.counting import count_what_goes, counted
from tui.ink import QUIET, WARNING
from tui.paths import shorten_paths
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt


def write_foreseen(foreseen: Foreseen) -> Content:
    """What would go with it."""
    return Content("\n").join(_foreseen(foreseen))


def write_receipt(receipt: Receipt) -> str:
    """What went, and whether anything of it was found afterwards."""
    searched = receipt.searched
    where = f"{searched.tables:,} tables and {searched.files:,} files"
    found = (
        f"Still there: {', '.join(searched.left)}" if searched.left else f"Nothing is left of it in {where}"
    )
    what = one_line(shorten_paths(receipt.what))
    told = next(tell_backups(receipt.backups))
    return f"Forgotten: {what} ({count_what_goes(receipt)}). {found}. Your own files are untouched. {told}"


def _foreseen(foreseen: Foreseen) -> Iterator[Content]:
    yield Content.assemble(("This would go for good: ", WARNING), one_line(shorten_paths(foreseen.what)))
    yield Content(count_what_goes(foreseen))
    if foreseen.loosened:
        yield Content(
            f"{counted(foreseen.loosened, 'memory')} with other sources too: kept as far as those go"
        )
    if foreseen.answers:
        made = counted(foreseen.answers, "answer")
        yield Content(f"{made} made from it will lose the words")
    if foreseen.lines:
        yield Content("")
    for line in foreseen.lines:
        yield Content.styled(one_line(line), QUIET)
    yield Content("")
    yield Content("Your own files are never touched. It cannot be taken back.")
