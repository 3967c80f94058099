"""Answers questions about order from time and sequence, with sources and without a language model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import apsw

from secondme.answer.answer import DONT_KNOW, Answer, Citation
from secondme.answer.evidence import Evidence
from secondme.answer.relative_dates import say
from secondme.recall.excerpt import focus
from secondme.recall.hit import Hit
from secondme.recall.order import Find, InOrder, Ordered, Part, Place, find_in_order
from secondme.recall.presenting import load_passage_hits
from secondme.recall.question import understand

SURE, LIKELY, DOUBTFUL = 0.9, 0.6, 0.4
"""Confidence: nothing speaks against it; the anchor was described, not quoted; other passages disagree."""
QUOTED_WORDS = 40
NAMED_WORDS = 12
MOST_TOLD = 3


def answer_order(
    db: apsw.Connection,
    text: str,
    find: Find,
    *,
    as_of: datetime | None = None,
    recorded_before: datetime | None = None,
    now: datetime | None = None,
    previous: int | None = None,
) -> Answer | None:
    """The answer to a question about order, or None where it asks for none or should be read by a model.

    find: ordinary recall, (text, limit) to hits. as_of: leaves out what was written later. previous: the
    passage that was found last, for "just before that". Where the order cannot be told the answer says so:
    it never guesses.
    """
    found = find_in_order(
        db, text, find, as_of=as_of, recorded_before=recorded_before, now=now, previous=previous
    )
    if found is None:
        return None
    if found.missing:
        return _missing(found)
    if found.ordered is not None:
        return _which(db, found, found.ordered)
    if not found.passages:
        side = "after" if found.question.later else "before"
        return None if found.question.who else _abstain(f"Nothing that I know of comes {side} that.", ())
    return _extreme(db, found) if found.question.kind == "extreme" else _beside(db, found)


def _missing(found: InOrder) -> Answer | None:
    """Which part was not found; None where the question may ask for something else than an order."""
    if found.question.kind != "which" or found.question.claim:
        return None
    names = " or ".join(_name(part) for part in found.missing)
    return _abstain(f"I found nothing that is {names}.", ())


def _which(db: apsw.Connection, found: InOrder, ordered: Ordered) -> Answer | None:
    question = found.question
    if question.claim and not question.telling and ordered.earlier is not None and not ordered.certain:
        return None  # "Did you know before I told you?" may ask for something else: a model had better read.
    hits = load_passage_hits(db, [ordered.first.spot.passage, ordered.second.spot.passage])
    if ordered.earlier is None:
        return _abstain(f"It cannot be told: {ordered.why}.", hits)
    first, second = question.parts[ordered.earlier], question.parts[1 - ordered.earlier]
    one, two = (1, 1) if len({hit.passage for hit in hits}) == 1 else (1, 2)
    when = _when(ordered.first, hits[0]), _when(ordered.second, hits[-1])
    if question.later and not question.claim:
        told = (
            f"{_name(second)} came later: {when[1]} [{two}]. {_name(first)} was before it: {when[0]} [{one}]."
        )
    else:
        told = f"{_name(first)} came first: {when[0]} [{one}]. Then {_name(second)}: {when[1]} [{two}]."
    if question.claim:
        told = f"{_verdict(question.later == (ordered.earlier == 1), ordered.certain)}. {told}"
    citations = [
        Citation(number, hit, _quote(hit, part))
        for number, hit, part in ((one, hits[0], first), (two, hits[-1], second))[: len({one, two})]
    ]
    why = ordered.why if ordered.certain else f"{ordered.why}; other passages may speak for another order"
    return Answer(_begun(told), tuple(citations), SURE if ordered.certain else DOUBTFUL, False, why)


def _beside(db: apsw.Connection, found: InOrder) -> Answer:
    question, anchor = found.question, found.anchor
    assert anchor is not None
    hits = load_passage_hits(db, found.passages[: 1 if question.near else MOST_TOLD])
    ordered = hits if question.later else hits[::-1]
    side = f"{'Just ' if question.near else ''}{'after' if question.later else 'before'}"
    whom = _name(question.parts[0]) if not question.previous else "that"
    lines = [f"{_line(hit, question.parts[0])} [{number}]" for number, hit in enumerate(ordered, 1)]
    told = f"{side} {whom}:" + (" " if len(lines) == 1 else "\n") + "\n".join(lines)
    citations = [
        Citation(number, hit, _quote(hit, question.parts[0])) for number, hit in enumerate(ordered, 1)
    ]
    why = f"what stands {side.lower()} it in time and sequence"
    return Answer(_begun(told), tuple(citations), _trust(found), False, why)


def _trust(found: InOrder) -> float:
    """How sure it is that what the others stand beside is what was meant."""
    if found.question.previous or (found.anchor and found.anchor.exact):
        return SURE
    return LIKELY if found.sure else DOUBTFUL


def _extreme(db: apsw.Connection, found: InOrder) -> Answer:
    part = found.question.parts[0]
    [hit] = load_passage_hits(db, found.passages[:1])
    which = "last" if found.question.later else "first"
    told = f"The {which} time: {_line(hit, part)} [1]"
    why = f"the {which} in time of what is about it"
    return Answer(told, (Citation(1, hit, _quote(hit, part)),), SURE, False, why)


def _verdict(holds: bool, certain: bool) -> str:
    if certain:
        return "Yes" if holds else "No"
    return "Probably" if holds else "Probably not"


def _when(place: Place, hit: Hit) -> str:
    """When it happened, or was said, or where it stands."""
    if place.event is not None:
        first, last = place.event.first, place.event.last
        return say(first) if first == last else f"{say(first)} to {say(last)}"
    if place.spot.kind != "chat" or hit.time is None:
        return hit.place
    return f"{say(hit.time.date())}, {hit.time:%H:%M}"


def _line(hit: Hit, part: Part) -> str:
    """`Piran, Sunday 22 June 2025: “boat's booked”`."""
    day = f", {say(hit.time.date())}" if hit.time else ""
    return f"{_speaker(hit)}{day}: “{_quote(hit, part)}”"


def _speaker(hit: Hit) -> str:
    return Evidence(1, hit, "").speaker


def _quote(hit: Hit, part: Part) -> str:
    return focus(hit.text, understand(part.text[:2_000], unfinished=True), words=QUOTED_WORDS)


def _name(part: Part) -> str:
    """How the answer calls a part: by its letter, and by its own words, not too many of them."""
    words = part.text.split()
    shown = " ".join(words[:NAMED_WORDS]) + (" …" if len(words) > NAMED_WORDS else "")
    return f"{part.label} “{shown}”".strip()


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _abstain(why: str, hits: Sequence[Hit]) -> Answer:
    return Answer(DONT_KNOW, (), 0.0, True, why, nearest=tuple(hits))
