"""What stays: all that the rest of the memory rests on, whose words are not looked for after forgetting."""

from __future__ import annotations

import re
from collections.abc import Iterator

import apsw

from secondme.forgetting.choosing import OWN_TITLE
from secondme.forgetting.wording import Wording, plain_words, strings_of
from secondme.prefill.unfinished import UNFINISHED
from secondme.store.identifiers import Identifier
from secondme.store.query import rows

MOST_TOLD = 20
_IS_GOING = "IN (SELECT number FROM temp.going WHERE kind = '{}')"
_PASSAGE, _DOCUMENT, _TOUCHED = (_IS_GOING.format(kind) for kind in ("passage", "document", "touched"))
_CONVERSATION, _SOURCE = (_IS_GOING.format(kind) for kind in ("conversation", "source"))
_OWN = ", ".join(f"'{kind}'" for kind in OWN_TITLE)
_GOES = (
    f"SELECT text, heading FROM passages WHERE id {_PASSAGE}",
    f"SELECT title, key FROM documents WHERE id {_DOCUMENT} AND kind NOT IN ({_OWN})",
    "SELECT m.text, m.subject, m.value FROM memories m JOIN temp.going g "
    "ON g.kind = 'memory' AND g.number = m.id",
    "SELECT r.before ->> 'text', r.after ->> 'text' FROM change_rows r JOIN temp.going g "
    "ON g.kind = 'memory' AND g.number = r.memory_id",
    f"SELECT text, meant FROM turns WHERE conversation_id {_CONVERSATION}",
)
_STAYS = (
    f"SELECT heading, speaker, handle, locator FROM passages WHERE id NOT {_PASSAGE}",
    f"SELECT title, key, kind, thread FROM documents WHERE id NOT {_DOCUMENT}",
    f"SELECT place, reader, me FROM sources WHERE id NOT {_SOURCE}",
    f"SELECT key, reason FROM files WHERE source_id NOT {_SOURCE} AND id NOT IN "
    f"(SELECT file_id FROM documents WHERE file_id IS NOT NULL AND id {_DOCUMENT})",
    f"SELECT name, handles FROM sightings WHERE document_id NOT {_DOCUMENT}",
    f"SELECT text, subject, value, view, predicate FROM memories WHERE id NOT {_TOUCHED}",
    "SELECT predicate, kind FROM memories",
    "SELECT acts, attributes, manner FROM instructions",
    "SELECT label, asked FROM form_fields",
    "SELECT reason FROM changes",
    "SELECT rule FROM retention",
    "SELECT section, iif(written, text, '') FROM portrait",
    "SELECT keys, name FROM decisions WHERE verb = 'self'",
    "SELECT name, kinds FROM clients",
    "SELECT tool FROM client_uses",
    f"SELECT name, value FROM settings WHERE name NOT GLOB '{UNFINISHED}*'",
    "SELECT name FROM embedders",
    "SELECT settings, before, after FROM tunings",
    "SELECT name FROM migrations",
)
"""Where the person or this program says something that rests on nothing that goes. What else there is was
made of passages.
"""
_QUOTED = re.compile(r"'([^']*)'")


def going_texts(db: apsw.Connection) -> list[str]:
    """The texts that go, of what is in `temp.going`."""
    found = (text for sql in _GOES for row in rows(db, sql) for text in row)
    return [text for text in found if text]


def wording_of(db: apsw.Connection, texts: list[str]) -> tuple[Wording, tuple[str, ...]]:
    """What stands in these texts and in nothing that stays; and the passages that say some of it too."""
    wording = Wording.of(texts)
    alike = [
        str(Identifier("passage", number))
        for number, text in db.execute(f"SELECT id, text FROM passages WHERE id NOT {_PASSAGE}")
        if wording.excuse(plain_words(text))
    ]
    for text in _staying(db):
        wording.excuse(plain_words(text))
    return wording, tuple(alike[:MOST_TOLD])


def _staying(db: apsw.Connection) -> Iterator[str]:
    for sql in _STAYS:
        for row in db.execute(sql):
            for text in row:
                yield from strings_of(text or "")
    for (sql,) in rows(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"):
        yield from _QUOTED.findall(sql)  # The names of kinds and states.
