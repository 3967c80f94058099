"""What `add`, `import` and `index` say when they are done."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from secondme.cli.output import counted, note, print_json
from secondme.cli.session import Session
from secondme.memory import Indexed

MOST_EXPORTS = 5
KNOWS_THE_PERSON = ("chatgpt", "claude", "gemini")
"""Kinds of exports in which it is plain which words are the person's."""
MOST_NOTES = 20
"""More lines than that say no more."""


def tell_indexed(session: Session, indexed: Indexed, *, as_json: bool) -> None:
    """Says what was taken in, what could not be, and what would make it better."""
    status = session.memory.status()
    if as_json:
        print_json(
            {
                "documents": indexed.documents,
                "removed": indexed.removed,
                "moved": indexed.moved,
                "vectors": indexed.vectors,
                "forgotten": indexed.forgotten,
                "exports": [{"path": path, "kind": kind} for path, kind in indexed.exports],
                "own_address": indexed.own_address,
                "skipped": [{"path": path, "reason": reason} for path, reason in indexed.skipped],
                "unreadable": [
                    {"path": problem.subject, "reason": problem.reason} for problem in status.problems
                ],
            }
        )
        return
    import click

    click.echo(_sentence(indexed, status.passages))
    if indexed.forgotten:
        note(f"Your rules had {counted(indexed.forgotten, 'passage')} forgotten: secondme retention")
    for source, changes in indexed.changes:
        if changes.missing:
            note(f"{source.place} is not there now, or empty; what is remembered of it was kept.")
            note(f"To let it go: secondme forget s{source.id}")
    _tell_of_exports(indexed.exports)
    if indexed.own_address:
        note(f"Most mails are from or to {indexed.own_address}; none counts as yours until you say so.")
        note(f"If that is you: secondme people me {indexed.own_address}")
    for path, reason in indexed.skipped[:MOST_NOTES]:
        note(f"Skipped {path}: {reason}")
    if len(indexed.skipped) > MOST_NOTES:
        note(f"… and {len(indexed.skipped) - MOST_NOTES:,} more; --json lists all.")
    for problem in status.problems[:MOST_NOTES]:
        note(f"Could not read {problem.subject or 'the export'}: {problem.reason}")
    if len(status.problems) > MOST_NOTES:
        note(f"… and {len(status.problems) - MOST_NOTES:,} more: secondme status --unread")
    if status.later:
        note(f"{counted(len(status.later), 'file')} changed while being read. Go on with: secondme index")
    if status.embedder is None:
        note("Search goes by words alone until there is an embedding model: secondme models pull minilm")
    if indexed.documents:
        _suggest_multilingual(session, status.embedder)


def _tell_of_exports(exports: Sequence[tuple[str, str]]) -> None:
    """Says which files are chats in which somebody has to say who the person is."""
    from ingest.formats import CHATS

    asked = [(path, kind) for path, kind in exports if kind not in KNOWS_THE_PERSON]
    for path, kind in asked[:MOST_EXPORTS]:
        note(f"{path} is an export of {CHATS[kind]}; nothing in it counts as said by you.")
        note(f"Which words are yours: secondme import {shlex.quote(path)} --me NAME")
    if len(asked) > MOST_EXPORTS:
        note(f"… and {len(asked) - MOST_EXPORTS:,} more such files; --json lists all.")


def _sentence(indexed: Indexed, passages: int) -> str:
    taken = f"Remembered {counted(indexed.documents, 'document')}" if indexed.documents else "Nothing new"
    gone = f", retired {counted(indexed.removed, 'document')} no longer there" if indexed.removed else ""
    moved = f", followed {counted(indexed.moved, 'file')} to another place" if indexed.moved else ""
    return f"{taken}{gone}{moved}. {counted(passages, 'passage')} in all."


def _suggest_multilingual(session: Session, embedder: str | None) -> None:
    if embedder is None or "mul" in session.shelf.catalogue.model(embedder).languages:
        return
    share = session.memory.other_languages()
    if share > 0.2:
        note(
            f"About {share:.0%} of what is remembered is not in English. "
            "Search by meaning will understand it with: secondme models use multilingual"
        )
