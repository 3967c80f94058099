"""Suspects passages as they are stored: the person's word counts first, then the rules."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from ingest import Document, Passage
from secondme.store import Store
from secondme.store.documents import Suspect
from secondme.store.suspicion import MARKED, Said, has_verdicts, verdict_on
from secondme.suspicion.judging import judge


def suspecting(store: Store, db: apsw.Connection, document: Document) -> Suspect:
    """How the passages of a document are suspected; all of them where its title is suspicious."""
    verdicts = has_verdicts(db)
    by_title = _reasons("", document.title, ())

    def suspect(passage: Passage) -> Sequence[str]:
        verdict = verdict_on(store, db, passage.text) if verdicts else None
        if verdict is not None:
            return (MARKED,) if verdict else ()
        above = "\n".join(filter(None, (passage.heading, passage.speaker)))
        return by_title or _reasons(above, passage.text, [one.text for one in passage.hidden])

    return suspect


def suspect_again(store: Store, db: apsw.Connection, said: Said) -> Sequence[str]:
    """Why a stored passage is suspicious by the rules of this release, or by the person's word."""
    verdict = verdict_on(store, db, said.text)
    if verdict is not None:
        return (MARKED,) if verdict else ()
    return _reasons(said.heading, said.text, [words for _, words in said.hidden])


def _reasons(heading: str, text: str, unseen: Sequence[str]) -> Sequence[str]:
    judgement = judge(text, heading, unseen)
    return judgement.reasons if judgement.is_suspicious else ()
