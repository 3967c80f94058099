"""The person's own passages that have some words, found by the full text index and read with where they
stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

import apsw

from ingest import Locator
from secondme.prefill.candidate import Proof
from secondme.prefill.finding.notes.labels import MINE
from secondme.prefill.finding.notes.layout import laid_out
from secondme.prefill.finding.notes.small_letters import with_capitals
from secondme.recall.conditions import Condition
from secondme.recall.lexical import phrase_expression
from secondme.recall.time_tokens import fold
from secondme.store.query import rows, rows_among
from secondme.store.suspicion import NOT_QUARANTINED
from secondme.store.times import to_moment

MOST = 60
"""Passages that are looked at for one field."""
LOOKED_OVER = 600
"""Passages with the words that are looked over for those in which they stand before a value."""
LONGEST_QUOTE = 240
OWN_MAIL = "own mail"
"""The trust of a mail in the person's folders from an address on a card of theirs that they have not called
theirs yet: what it says waits for their yes, since anybody can write any sender."""
_IS_OWN_MAIL = """
    (p.trust = 'known' AND d.kind = 'mail' AND s.trust = 'self' AND p.handle IN (SELECT a.value FROM aliases a
    JOIN entities e ON e.id = a.entity_id WHERE e.trust = 'self' AND a.kind = 'handle'))
"""
_IS_OWN = f"(p.trust = 'self' OR {_IS_OWN_MAIL})"
_COLUMNS = f"""
    p.id, p.text, p.heading, p.speaker,
    CASE WHEN {_IS_OWN_MAIL} THEN '{OWN_MAIL}' ELSE p.trust END, coalesce(p.time, d.time),
    p.time_offset, p.locator, d.title, d.key, d.kind,
    (SELECT e.memory_id FROM evidence e WHERE e.passage_id = p.id AND d.kind = 'told' LIMIT 1), s.kind
"""
_JOINED = "passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id"
_FOUND = (
    f"SELECT {_COLUMNS} FROM passages_text f CROSS JOIN {_JOINED} "
    f"WHERE passages_text MATCH ? AND p.id = f.rowid AND {_IS_OWN} AND d.kind <> 'code' AND ({{}}) "
    "ORDER BY f.rank LIMIT ?"
)
"""Source code says `Name = "..."` of what the program is about, never of the person."""
_ALL = (
    f"SELECT {_COLUMNS} FROM {_JOINED} WHERE {_IS_OWN} AND d.kind NOT IN ('code', 'chat') "
    "AND s.kind <> 'chat' AND ({}) ORDER BY p.id LIMIT ?"
)
_FROM = (
    f"SELECT {_COLUMNS} FROM {_JOINED} WHERE p.trust <> 'self' AND d.kind = 'mail' AND s.trust = 'self' "
    f"AND {NOT_QUARANTINED} AND ({{}}) AND p.handle IN ({{}}) ORDER BY p.id LIMIT ?"
)
_NUMBERED = f"SELECT {_COLUMNS} FROM {_JOINED} WHERE ({{}}) AND p.id IN {{{{}}}}"


@dataclass(frozen=True, slots=True)
class Said:
    """A passage with where it stands.

    text: as it is to be read (`layout.laid_out`); written: as it stands, of the same length.
    heading: the trail above it, outermost first. title, key: of its document. memory: the number of what the
    person told, where it is that. is_chat: it is a message and not a note.
    """

    passage: int
    text: str
    heading: str
    speaker: str | None
    trust: str
    said_at: datetime | None
    locator: Locator
    title: str
    key: str
    kind: str
    memory: int | None
    is_chat: bool
    written: str = ""

    def proof(self, first: int = 0, last: int | None = None) -> Proof:
        """That it says so at characters [first, last)."""
        quote = " ".join((self.written or self.text)[first:last].split())[:LONGEST_QUOTE]
        place = "you told me" if self.memory else f"{self.title}, {self.locator}"
        id = f"m{self.memory}" if self.memory else f"p{self.passage}"
        return Proof(self.passage, id, quote, place, self.said_at, self.trust)


def own_passages(
    db: apsw.Connection, words: Sequence[str], sight: Condition | None = None, most: int = MOST
) -> list[Said]:
    """The person's own passages that have any of these words, or phrases, in them or in their heading."""
    return [_said(row) for row in _rows(db, words, sight, most)]


def few_passages(db: apsw.Connection, sight: Condition | None, most: int) -> list[Said]:
    """All notes of the person, where they are so few; none where there are more."""
    limits = sight or Condition("1")
    found = rows(db, _ALL.format(limits.sql), *limits.values, most + 1)
    return [_said(row) for row in found] if len(found) <= most else []


def mails_from(
    db: apsw.Connection, accounts: Sequence[str], sight: Condition | None, most: int
) -> list[Said]:
    """The mails in the person's folders from these accounts ("email:ana@example.org"), as `OWN_MAIL`.

    Of people who are not known, whose mails are `foreign`, too; none that is in quarantine.
    """
    if not accounts:
        return []
    limits = sight or Condition("1")
    marks = ",".join("?" * len(accounts))
    sql = _FROM.format(limits.sql, marks)
    return [replace(_said(row), trust=OWN_MAIL) for row in rows(db, sql, *limits.values, *accounts, most)]


def headed_passages(
    db: apsw.Connection, words: Sequence[str], sight: Condition | None = None, most: int = MOST
) -> list[Said]:
    """The person's own passages that have any of these words in their heading, or in their title."""
    return [_said(row) for row in _rows(db, words, sight, most, "heading")]


def _rows(
    db: apsw.Connection,
    words: Sequence[str],
    sight: Condition | None,
    most: int,
    columns: str = "text heading",
) -> list[tuple[Any, ...]]:
    expression = phrase_expression(words).removeprefix("{text} : ")
    if not expression:
        return []
    limits = sight or Condition("1")
    sql = _FOUND.format(limits.sql)
    return rows(db, sql, f"{{{columns}}} : {expression}", *limits.values, most)


def cued_passages(
    db: apsw.Connection, cues: Sequence[str], whole: int, sight: Condition | None = None, most: int = MOST
) -> list[Said]:
    """The person's own passages that have a word that begins so, in them or in their heading.

    whole: cues of no more letters than that are whole words.
    """
    said = " OR ".join(f'"{cue}"' if len(cue) <= whole else f'"{cue}" *' for cue in cues)
    if not said:
        return []
    limits = sight or Condition("1")
    found = rows(db, _FOUND.format(limits.sql), f"{{text heading}} : ({said})", *limits.values, most)
    return [_said(row) for row in found]


def naming_passages(
    db: apsw.Connection, words: Sequence[str], sight: Condition | None = None, most: int = MOST
) -> list[Said]:
    """Those of them in which one of the words seems to name a value: it begins a line, or what is mine.

    Words such as "phone" and "name" stand in thousands of notes, of which few name a number or a person.
    """
    if not words:
        return []
    names = _naming(tuple(words))
    found = _rows(db, words, sight, LOOKED_OVER)
    likely = (row for row in found if names.search(row[1]) or names.search(row[2]))
    return [_said(row) for row in islice(likely, most)]


@lru_cache(maxsize=256)
def _naming(words: tuple[str, ...]) -> re.Pattern[str]:
    forms = sorted({form for word in words for form in (word, fold(word))}, key=len, reverse=True)
    named = rf"(?:{'|'.join(map(re.escape, forms))})(?!\w)"
    first = rf"^[^\w\n]*{named}"
    with_colon = rf"^[^\w\n]*(?:[\w'\u2019-]+ ){{0,3}}{named}[^:=|\n]{{0,20}}[:=|\t\u2013\u2014]"
    within = rf"(?:\b(?:{'|'.join(MINE)}) (?:\w+ )?|[|,;:(] ?|'s ){named}"
    return re.compile(f"{first}|{with_colon}|{within}", re.IGNORECASE | re.MULTILINE)


def passages_numbered(
    db: apsw.Connection, numbers: Iterable[int], sight: Condition | None = None
) -> dict[int, Said]:
    """These passages, by their numbers; without those that are not to be seen."""
    sql = _NUMBERED.format(sight.sql if sight else "1")
    if sight is not None and sight.values:
        found = [row for number in numbers for row in rows(db, sql.format("(?)"), *sight.values, number)]
    else:
        found = rows_among(db, sql, list(numbers))
    return {row[0]: _said(row) for row in found}


def _said(row: Sequence[Any]) -> Said:
    number, text, heading, speaker, trust, time, offset, locator, title, key, kind, memory, source = row
    is_chat = source == "chat" or kind == "chat"
    return Said(
        *(number, text if is_chat else with_capitals(laid_out(text)), heading, speaker, trust),
        *(None if time is None else to_moment(time, offset), Locator.from_json(locator)),
        *(title, key, kind, memory, is_chat, text),
    )
