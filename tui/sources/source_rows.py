"""Sources as rows of a ledger."""

from __future__ import annotations

from pathlib import PurePath

from textual.content import Content

from secondme.store.sources import Source
from tui.ink import QUIET, WARNING
from tui.ledger.columns import Column
from tui.ledger.ledger import Row
from tui.plain_text import one_line
from tui.sources.messages import Kept

COLUMNS = (
    Column("what", 18, grows=True),
    Column("kind", 8),
    Column("documents", 9, is_number=True),
    Column("passages", 9, is_number=True, from_width=80),
    Column("words", 7, from_width=64),
    Column("state", 12),
)


def write_source(kept: Kept) -> Row:
    """One source in a line."""
    source = kept.counts.source
    return Row(
        kept.key,
        (
            Content(name_of(source)),
            Content.styled("told" if source.kind == "told" else source.reader or source.kind, QUIET),
            Content(f"{kept.counts.documents:,}"),
            Content(f"{kept.counts.passages:,}"),
            Content.styled(whose_words(source), QUIET),
            state_of(kept),
        ),
    )


def whose_words(source: Source) -> str:
    """In a word, as far as there is one that says more than the name of the level."""
    return "yours" if source.kind == "told" or source.trust == "self" else source.trust


def name_of(source: Source) -> str:
    """The last name of its path; what has none was said here."""
    if source.kind == "told":
        return "What you told me" if source.reader != "conversation" else "Your conversations"
    return one_line(PurePath(source.place).name or source.place)


def state_of(kept: Kept) -> Content:
    """How it is, in two words."""
    if not kept.is_there:
        return Content.styled("not there", WARNING)
    if kept.unread:
        return Content.styled(f"{len(kept.unread):,} not read", WARNING)
    if kept.counts.source.checked_at is None and kept.counts.source.kind != "told":
        return Content.styled("not yet read", QUIET)
    return Content.styled("up to date", QUIET)
