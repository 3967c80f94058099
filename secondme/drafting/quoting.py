"""The person's own sentences on a matter, for a draft where the model writes nothing that stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondme.answer.attribution import share_of
from secondme.answer.evidence import Evidence
from secondme.drafting.draft import Written
from secondme.recall.excerpt import stem
from secondme.recall.question import Question
from secondme.recall.sentences import sentences_of

MOST = 3
_LEAST_WORDS = 4
_WHOLE = re.compile(r"^[\"'“„«]?[A-ZÄÖÜÀ-Þ0-9][^\n|*…\[\]]*[.!?]$")
"""A sentence as it may stand in a letter: not a cut one, no line of a list or table, no heading."""


def own_sentences(evidence: Sequence[Evidence], asked: Question) -> list[Written]:
    """Whole sentences of the person's own that say something of what is asked, in the order of time. Pure."""
    terms = {stem(term) for term in asked.terms}
    found = [
        (share_of(terms, sentence), item, sentence)
        for item in evidence
        if item.hit.trust == "self"
        for sentence in map(_flat, sentences_of(item.quote))
        if _WHOLE.match(sentence) and len(sentence.split()) >= _LEAST_WORDS
    ]
    best = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])[:MOST]
    return [Written(text, "memory", (item.number,)) for one, item, text in found if (one, item, text) in best]


def _flat(sentence: str) -> str:
    return " ".join(sentence.split())
