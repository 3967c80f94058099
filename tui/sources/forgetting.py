"""What is said before a source is forgotten, and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from tui.counting import counted
from tui.ink import QUIET, WARNING
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
    return f"Forgotten: {one_line(receipt.what)} ({_counts(receipt)}). {found}. Your own files are untouched."


def _counts(what: Foreseen | Receipt) -> str:
    documents, passages = counted(what.documents, "document"), counted(what.passages, "passage")
    return f"{documents}, {passages}, {counted(what.memories, 'memory')}"


def _foreseen(foreseen: Foreseen) -> Iterator[Content]:
    yield Content.assemble(("This would go for good: ", WARNING), one_line(foreseen.what))
    yield Content(_counts(foreseen))
    if foreseen.loosened:
        yield Content(
            f"{counted(foreseen.loosened, 'memory')} with other sources too: kept as far as those go"
        )
    if foreseen.answers:
        yield Content(f"{foreseen.answers:,} answers that were made from it lose their words")
    if foreseen.lines:
        yield Content("")
    for line in foreseen.lines:
        yield Content.styled(one_line(line), QUIET)
    yield Content("")
    yield Content("Your own files are never touched. It cannot be taken back.")
