"""Which languages a life is written in, as far as choosing an embedding model needs to know."""

from __future__ import annotations

import apsw

from secondme.store.query import rows

SAMPLE = 200
MIN_CHARACTERS = 40
"""Shorter passages tell too little about their language."""


def share_of_other_languages(db: apsw.Connection) -> float:
    """The share of passages that are not in English, 0 to 1, in a sample spread over all that is stored."""
    from py3langid import langid

    texts = rows(
        db,
        "SELECT text FROM passages WHERE length(text) >= ? AND id % "
        "(SELECT max(1, count(*) / ?) FROM passages) = 0 LIMIT ?",
        MIN_CHARACTERS,
        SAMPLE,
        SAMPLE,
    )
    others = sum(langid.classify(text)[0] != "en" for (text,) in texts)
    return others / len(texts) if texts else 0.0
