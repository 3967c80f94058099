"""What memory holds of a matter: few dated passages, without what must not be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.answer.evidence import Evidence, choose_evidence
from secondme.drafting.draft import Dropped
from secondme.drafting.style import take_apart
from secondme.finding import Standpoint, finder
from secondme.instructions.topics import tells_of
from secondme.instructions.withholding import withheld
from secondme.prefill.attributes import ATTRIBUTES
from secondme.recall.hit import Hit
from secondme.recall.question import understand
from secondme.recall.sentences import sentences_of

if TYPE_CHECKING:
    from secondme.memory import Memory

HITS_A_QUESTION = 8
TRUSTED = frozenset({"self", "known"})
"""Whose words a text of the person may rest on: what strangers and programs wrote is not theirs to tell."""


@dataclass(frozen=True, slots=True)
class Material:
    """evidence: what is read, numbered from 1. kept_back: what else would have been read."""

    evidence: tuple[Evidence, ...]
    kept_back: tuple[Dropped, ...]


def gather(memory: Memory, matter: str, called: Sequence[str], asked: str, *, now: datetime) -> Material:
    """The passages for a matter, found by several questions, best of all first; logs nothing.

    asked: all that the person said of the text; what is sensitive is read only where they named it.
    """
    with memory.store.reading() as db:
        find = finder(memory, db, Standpoint(now), look_again=False)
        found = [find(question, HITS_A_QUESTION) for question in questions_on(matter, called)]
        all_hits = merged(found)
        hits, kept_back = without_withheld(db, all_hits, called, asked, now=now)
    question = understand(matter, now=now)
    missed = " ".join(item.quote for item in choose_evidence(all_hits, question))
    told_of = tuple(one for one in kept_back if one.text in missed)
    return Material(tuple(choose_evidence(hits, question)), told_of)


def questions_on(matter: str, called: Sequence[str]) -> list[str]:
    """What to ask for a matter: what happened, when, and what there was of it with the other side. Pure."""
    with_them = [f"{matter} {called[-1]}"] if called else []
    return [matter, *with_them, f"What happened with {matter}?", f"When was {matter}?"]


def merged(found: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The hits of several questions, each once, with the best score it got; the best first. Pure."""
    best: dict[int, Hit] = {}
    for hit in (told(hit) for hits in found for hit in hits if hit.trust in TRUSTED):
        if hit.passage not in best or best[hit.passage].score < hit.score:
            best[hit.passage] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)


def sensitive(sentence: str, asked: str) -> str:
    """Why a sentence is not for a text that does not ask for it; empty where it is. Pure."""
    for name, attribute in ATTRIBUTES.items():
        if attribute.sensitive and tells_of(name, sentence) and not tells_of(name, asked):
            return f"{name}: you did not ask for it"
    return ""


def told(hit: Hit) -> Hit:
    """The hit without greeting and closing, which tell nothing and which a model would write once more."""
    return replace(hit, text=take_apart(hit.text).body or hit.text)


def without_withheld(
    db: apsw.Connection, hits: Sequence[Hit], called: Sequence[str], asked: str, *, now: datetime
) -> tuple[list[Hit], list[Dropped]]:
    """The hits without the sentences that an instruction forbids to write to them, or that are sensitive
    and not asked for; and what that left out.
    """
    sentences = [(hit, sentence) for hit in hits for sentence in sentences_of(hit.text)]
    texts = {place: sentence for place, (_, sentence) in enumerate(sentences)}
    forbidden = {place: why for place, text in texts.items() if (why := sensitive(text, asked))}
    instructions = withheld(db, texts, act="draft", to=called, now=now)
    forbidden |= {place: f"{one.id}: {one.text}" for place, one in instructions.items()}
    kept_back = [Dropped(texts[place], why) for place, why in sorted(forbidden.items())]
    if not forbidden:
        return list(hits), []
    kept: list[Hit] = []
    for hit in hits:
        rest = [text for place, (of, text) in enumerate(sentences) if of is hit and place not in forbidden]
        whole = [text for of, text in sentences if of is hit]
        if rest:
            kept.append(hit if len(rest) == len(whole) else replace(hit, text=" ".join(rest)))
    return kept, kept_back
