"""Suspects passages as they are stored: the person's word counts first, then the rules."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from ingest import Document, Passage
from secondme.store import Store
from secondme.store.documents import Suspect
from secondme.store.suspicion import MARKED, Said, has_verdicts, verdict_on
from secondme.suspicion.remarking import reasons_against, reasons_for


def suspecting(store: Store, db: apsw.Connection, document: Document) -> Suspect:
    """How the passages of a document are suspected; all of them where its title is suspicious.

    Those that a reading process has looked at come with its remarks.
    """
    verdicts = has_verdicts(db)
    is_judged = all(passage.remarks is not None for passage in document.passages)
    by_title = () if is_judged else reasons_for(document.title)

    def suspect(passage: Passage) -> Sequence[str]:
        verdict = verdict_on(store, db, passage.text) if verdicts else None
        if verdict is not None:
            return (MARKED,) if verdict else ()
        return by_title or (reasons_against(passage) if passage.remarks is None else passage.remarks)

    return suspect


def suspect_again(store: Store, db: apsw.Connection, said: Said) -> Sequence[str]:
    """Why a stored passage is suspicious by the rules of this release, or by the person's word."""
    verdict = verdict_on(store, db, said.text)
    if verdict is not None:
        return (MARKED,) if verdict else ()
    return reasons_for(said.text, said.heading, (words for _, words in said.hidden))
