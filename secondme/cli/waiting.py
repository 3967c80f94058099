"""A word about what is still to be indexed, so that nobody mistakes "not yet" for "not there"."""

from __future__ import annotations

from secondme.cli.output import note
from secondme.cli.session import Session


def tell_waiting(session: Session) -> None:
    """Says on stderr what is not indexed yet, and what to do about an empty memory."""
    waiting = session.memory.waiting()
    if waiting.is_empty:
        note("Your memory is empty. Give it something: secondme add ~/notes")
    if waiting.reading:
        note(f"{waiting.reading:,} files are not read yet. Go on with: secondme index")
    if waiting.embedding and waiting.embedder:
        note(f"{waiting.embedding:,} documents are found by words alone until: secondme index")
    if waiting.embedder is None:
        note("Search goes by words alone until there is an embedding model: secondme models pull minilm")
