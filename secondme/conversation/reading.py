"""Conversations read back from the store, as they are shown."""

from __future__ import annotations

from typing import cast

import apsw

from secondme.answer.answer import Citation
from secondme.conversation.conversing import number_of
from secondme.conversation.phrases import brief
from secondme.conversation.turn import Conversation, Ending, Role, Turn, Verdict
from secondme.recall.presenting import load_passage_hits
from secondme.recall.question import understand
from secondme.store.conversations import (
    StoredTurn,
    find_turns,
    list_conversations,
    list_turns,
    sources_of_turns,
)

TITLE_WORDS = 12


def read_conversations(db: apsw.Connection, text: str | None = None) -> list[Conversation]:
    """All conversations, the last one first; of those only in which any of the words was said."""
    among = None if text is None else {turn.conversation for turn in find_turns(db, understand(text).terms)}
    return [
        Conversation(f"c{number}", brief(first or "", TITLE_WORDS), turns, begun, spoken)
        for number, first, turns, begun, spoken in list_conversations(db)
        if among is None or number in among
    ]


def read_turns(db: apsw.Connection, conversation: str, last: int | None = None) -> list[Turn]:
    """The turns of a conversation in order, or its last ones, with what was read for each answer."""
    number = number_of(conversation)
    turns = list_turns(db, number, last)
    sources = sources_of_turns(db, number)
    hits = {
        hit.passage: hit
        for hit in load_passage_hits(db, [one[1] for turn in turns for one in sources.get(turn.id, [])])
    }
    return [
        _turn(
            turn,
            tuple(Citation(n, hits[p], quote) for n, p, quote, _ in sources.get(turn.id, []) if p in hits),
            tuple(n for n, p, _, cited in sources.get(turn.id, []) if cited and p in hits),
        )
        for turn in turns
    ]


def _turn(turn: StoredTurn, sources: tuple[Citation, ...], cited: tuple[int, ...]) -> Turn:
    return Turn(
        turn.id,
        f"c{turn.conversation}",
        cast(Role, turn.role),
        turn.text,
        turn.time,
        turn.meant,
        cast("Ending | None", turn.ending),
        turn.confidence,
        turn.why,
        cast("Verdict | None", turn.verdict),
        sources,
        cited,
    )
