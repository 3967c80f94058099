"""A word about what is still to be indexed, so that nobody mistakes "not yet" for "not there"."""

from __future__ import annotations

from secondme.cli.output import counted, note
from secondme.cli.session import Session


def tell_waiting(session: Session) -> None:
    """Says on stderr what is not indexed yet, and what to do about an empty memory."""
    waiting = session.memory.waiting()
    if waiting.is_empty:
        note("Your memory is empty. Give it something: secondme add ~/notes")
    if waiting.reading:
        note(f"Not read yet: {counted(waiting.reading, 'file')}. Go on with: secondme index")
    if waiting.embedding and waiting.embedder:
        note(f"Found by words alone: {counted(waiting.embedding, 'document')}, until: secondme index")
    if waiting.embedder is None:
        note("Search goes by words alone until there is an embedding model: secondme models pull minilm")
