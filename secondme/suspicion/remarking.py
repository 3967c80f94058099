"""What is suspicious of a document by its words alone, as remarks on its passages: needs no store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest import Document, Passage
from secondme.suspicion.judging import above, judge


def remark(document: Document) -> Document:
    """The document with the reasons why each of its passages is suspicious; of all, where its title is."""
    of_all = reasons_for(document.title)
    passages = (replace(one, remarks=of_all or reasons_against(one)) for one in document.passages)
    return replace(document, passages=tuple(passages))


def reasons_against(passage: Passage) -> tuple[str, ...]:
    """Why a passage is suspicious, for people, each after "it"; nothing where it is not."""
    unseen = (one.text for one in passage.hidden)
    return reasons_for(passage.text, above(passage.heading, passage.speaker), unseen)


def reasons_for(text: str, heading: str = "", unseen: Iterable[str] = ()) -> tuple[str, ...]:
    """The same of what stands in a passage."""
    judgement = judge(text, heading, unseen)
    return judgement.reasons if judgement.is_suspicious else ()
